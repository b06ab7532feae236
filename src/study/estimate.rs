//! One correlation with its interval, as every part of the study reports it.

use serde::Serialize;

use sectorscope_stats::Undefined;
use sectorscope_stats::correlation::coefficient::{Method, correlation};
use sectorscope_stats::correlation::influence::Influence;
use sectorscope_stats::inference::cosine_inference::{
    CosineInterval, CosineSums, cautious_influence, interval_of_influence,
};
use sectorscope_stats::inference::cosine_variance::{CosineBasis, default_terms};
use sectorscope_stats::inference::one_with_many::OneWithMany;
use sectorscope_stats::pause::Pace;

/// A correlation, the interval that allows for dependent days, and the count behind both.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Estimate {
    /// The correlation; none where it does not exist.
    pub r: Option<f64>,
    /// Lower end of the interval; none where it does not exist.
    pub low: Option<f64>,
    /// Upper end of the interval.
    pub high: Option<f64>,
    /// Returns.
    pub n: usize,
    /// Why there is no correlation, as a code.
    pub undefined: Option<&'static str>,
}

impl Estimate {
    /// The correlation of two columns of returns, with the interval that was found to cover with few returns and fat tails
    /// ([`cosine_interval`](sectorscope_stats::inference::cosine_inference::cosine_interval)). None where the correlation rests on a single return, without which a series never changes.
    pub fn new(method: Method, x: &[f64], y: &[f64], confidence: f64) -> Estimate {
        Estimate::by(method, x, y, |of| {
            let n = of.psi.len();
            interval_of_influence(of, &CosineBasis::new(n, default_terms(n))?, confidence)
        })
    }

    fn by(
        method: Method,
        x: &[f64],
        y: &[f64],
        interval: impl Fn(&Influence) -> Result<CosineInterval, Undefined>,
    ) -> Estimate {
        let of = cautious_influence(method, x, y);
        // The correlation exists where its influence does, and sometimes where that does not.
        let point = of.as_ref().map(|of| of.estimate).or_else(|_| correlation(method, x, y).map(|found| found.r));
        let interval = of.and_then(|of| interval(&of)).ok();
        Estimate::of(point, interval, x.len().min(y.len()))
    }

    fn of(point: Result<f64, Undefined>, interval: Option<CosineInterval>, n: usize) -> Estimate {
        let interval = interval.map(|found| found.interval);
        Estimate {
            r: point.ok(),
            low: interval.map(|interval| interval.low),
            high: interval.map(|interval| interval.high),
            n,
            undefined: point.err().map(Undefined::code),
        }
    }
}

/// Steps that a row takes in a correlation and its influence: ranks are sorted for each column anew.
pub(super) fn steps_of_a_row(method: Method) -> usize {
    if method == Method::Pearson { 2 } else { 16 }
}

/// The correlations of one column with several, all of one length and complete, and what their intervals and differences need.
#[derive(Clone, Debug)]
pub struct Estimates {
    n: usize,
    each: Vec<(Result<f64, Undefined>, Result<CosineSums, Undefined>)>,
}

impl Estimates {
    /// Of all columns with the one. O(series returns).
    pub async fn new(method: Method, x: &[f64], columns: &[&[f64]]) -> Estimates {
        let basis = CosineBasis::new(x.len(), default_terms(x.len()));
        let (one, mut each, mut pace) = (OneWithMany::new(method, x), Vec::new(), Pace::default());
        for y in columns {
            let of = one.influence(y);
            let point = of.as_ref().map(|of| of.estimate).or_else(|_| one.correlation(y).map(|found| found.r));
            each.push((point, of.and_then(|of| Ok(CosineSums::new(&of, basis.as_ref().map_err(|reason| *reason)?)))));
            pace.after(steps_of_a_row(method) * y.len()).await;
        }
        Estimates { n: x.len(), each }
    }

    /// Each as [`Estimate::new`] has it, in the order of the columns.
    pub fn with(&self, confidence: f64) -> impl Iterator<Item = Estimate> {
        let of = move |(point, sums): &(Result<f64, Undefined>, Result<CosineSums, Undefined>)| {
            let interval = sums.as_ref().ok().and_then(|sums| sums.interval(confidence).ok());
            Estimate::of(*point, interval, self.n)
        };
        self.each.iter().map(of)
    }

    /// What the comparison of all of them needs, of those alone that have a value where `defined` is asked for.
    ///
    /// # Errors
    ///
    /// Why one of them cannot be compared.
    pub fn comparable(&self, defined: bool) -> Result<Vec<&CosineSums>, Undefined> {
        let wanted = self.each.iter().filter(|(point, _)| point.is_ok() || !defined);
        wanted.map(|(_, sums)| sums.as_ref().map_err(|reason| *reason)).collect()
    }
}
