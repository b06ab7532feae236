//! One correlation with its interval, as every part of the study reports it.

use serde::Serialize;

use sectorscope_stats::Undefined;
use sectorscope_stats::correlation::coefficient::{Method, correlation};
use sectorscope_stats::correlation::influence::Influence;
use sectorscope_stats::inference::cosine_inference::{CosineInterval, cautious_influence, interval_of_influence};
use sectorscope_stats::inference::cosine_variance::{CosineBasis, default_terms};

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

    /// The correlations of one column with several, all of one length and complete: each as by itself.
    pub fn of_columns(method: Method, x: &[f64], columns: &[&[f64]], confidence: f64) -> Vec<Estimate> {
        let basis = CosineBasis::new(x.len(), default_terms(x.len()));
        let interval =
            |of: &Influence| interval_of_influence(of, basis.as_ref().map_err(|reason| *reason)?, confidence);
        columns.iter().map(|y| Estimate::by(method, x, y, interval)).collect()
    }

    fn by(
        method: Method,
        x: &[f64],
        y: &[f64],
        interval: impl Fn(&Influence) -> Result<CosineInterval, Undefined>,
    ) -> Estimate {
        let of = cautious_influence(method, x, y).and_then(|of| interval(&of));
        let interval = of.ok().map(|found| found.interval);
        let point = correlation(method, x, y);
        Estimate {
            r: point.ok().map(|point| point.r),
            low: interval.map(|interval| interval.low),
            high: interval.map(|interval| interval.high),
            n: x.len().min(y.len()),
            undefined: point.err().map(|reason| reason.code()),
        }
    }
}
