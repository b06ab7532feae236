//! One inference for every number of a claim: influence by leaving out rows, the cosine variance, Student's t. Newey and West's
//! errors are there for comparison alone.

use std::rc::Rc;

use super::level::{Difference, Level, Quantiles};
use super::verdict::LEVEL;
use super::way::Association;
use crate::thresholds::ROWS_OF_AN_ERROR;
use sectorscope_stats::Undefined;
use sectorscope_stats::correlation::coefficient::Method;
use sectorscope_stats::correlation::influence::Influence;
use sectorscope_stats::correlation::influence_function::influence;
use sectorscope_stats::inference::asynchrony::{LagWeights, summed_lag_influence};
use sectorscope_stats::inference::cosine_inference::CosineSums;
use sectorscope_stats::inference::cosine_variance::{CosineBasis, default_terms};
use sectorscope_stats::inference::hac::{default_lags, long_run_variance};
use sectorscope_stats::inference::one_with_many::OneWithMany;

/// An estimate, what each row adds to it, and what its error needs.
#[derive(Clone, Debug)]
pub struct Reading {
    /// Estimate and influence of each row.
    pub of: Influence,
    cosine: Option<CosineSums>,
}

impl Reading {
    /// What its comparison with others needs; none with Newey and West's errors.
    pub fn sums(&self) -> Option<&CosineSums> {
        self.cosine.as_ref()
    }

    /// The value itself.
    pub fn estimate(&self) -> f64 {
        self.of.estimate
    }
}

/// What the errors of columns of one length need, made once for all of them.
#[derive(Debug)]
pub struct CosineTools {
    basis: CosineBasis,
    quantiles: Quantiles,
}

impl CosineTools {
    /// For columns of `n` rows.
    ///
    /// # Errors
    ///
    /// [`Undefined::InsufficientN`] with fewer than four rows.
    pub fn new(n: usize) -> Result<CosineTools, Undefined> {
        if n < ROWS_OF_AN_ERROR {
            return Err(Undefined::InsufficientN);
        }
        let basis = CosineBasis::new(n, default_terms(n))?;
        let quantiles = Quantiles::new(basis.terms() as f64);
        Ok(CosineTools { basis, quantiles })
    }
}

/// Reads correlations off columns of one length, with one kind of errors.
#[derive(Debug)]
pub struct Reader {
    association: Association,
    n: usize,
    /// None for Newey and West's errors.
    cosine: Option<Rc<CosineTools>>,
    quantiles: Quantiles,
}

impl Reader {
    /// With the errors of leaving out rows.
    pub fn new(association: Association, n: usize, tools: Rc<CosineTools>) -> Reader {
        Reader { association, n, quantiles: tools.quantiles, cosine: Some(tools) }
    }

    /// With Newey and West's errors, for columns of `n` rows.
    ///
    /// # Errors
    ///
    /// [`Undefined::InsufficientN`] with fewer than four rows.
    pub fn newey_west(association: Association, n: usize) -> Result<Reader, Undefined> {
        if n < ROWS_OF_AN_ERROR {
            return Err(Undefined::InsufficientN);
        }
        Ok(Reader { association, n, quantiles: Quantiles::new(f64::INFINITY), cosine: None })
    }

    /// The correlation of two columns.
    ///
    /// # Errors
    ///
    /// Why it has no value.
    pub fn read(&self, x: &[f64], y: &[f64]) -> Result<Reading, Undefined> {
        self.against(x).read(y)
    }

    /// To read the correlations of one column with several.
    pub fn against<'x>(&'x self, x: &'x [f64]) -> Against<'x> {
        let cautious = self.association.method().filter(|_| self.cosine.is_some());
        Against { reader: self, x, cautious: cautious.map(|method| OneWithMany::new(method, x)) }
    }

    fn taken(&self, of: Influence) -> Result<Reading, Undefined> {
        if of.psi.len() != self.n {
            return Err(Undefined::NoOverlap);
        }
        if of.estimate.abs() >= 1.0 {
            return Err(Undefined::Perfect);
        }
        Ok(self.reading(of))
    }

    /// What an influence series that was put together gives.
    pub fn reading(&self, of: Influence) -> Reading {
        let cosine = self.cosine.as_ref().map(|tools| CosineSums::new(&of, &tools.basis));
        Reading { of, cosine }
    }

    /// A correlation with its error.
    ///
    /// # Errors
    ///
    /// [`Undefined::ZeroVariance`] where no row moves it.
    pub fn level(&self, reading: &Reading) -> Result<Level, Undefined> {
        Ok(Level::new(reading.estimate(), self.n, self.error(reading)?, self.quantiles))
    }

    /// One estimate less another, with its error.
    ///
    /// # Errors
    ///
    /// [`Undefined::ZeroVariance`] where every row moves both alike.
    pub fn difference(&self, first: &Reading, second: &Reading) -> Result<Difference, Undefined> {
        let difference = first.estimate() - second.estimate();
        Ok(Difference::new(difference, self.n, self.error_of_difference(first, second)?, self.quantiles))
    }

    /// Standard error of one estimate less another.
    ///
    /// # Errors
    ///
    /// As [`Reader::difference`].
    pub fn error_of_difference(&self, first: &Reading, second: &Reading) -> Result<f64, Undefined> {
        if let (Some(a), Some(b)) = (&first.cosine, &second.cosine) {
            return a.standard_error_less(b);
        }
        let psi = first.of.psi.iter().zip(&second.of.psi).map(|(a, b)| a - b).collect();
        let estimate = first.estimate() - second.estimate();
        self.error(&Reading { of: Influence { estimate, psi }, cosine: None })
    }

    /// An estimate that is a difference already, with its error.
    ///
    /// # Errors
    ///
    /// As [`Reader::level`].
    pub fn own(&self, reading: &Reading) -> Result<Difference, Undefined> {
        Ok(Difference::new(reading.estimate(), self.n, self.error(reading)?, self.quantiles))
    }

    fn error(&self, reading: &Reading) -> Result<f64, Undefined> {
        let error = match &reading.cosine {
            Some(sums) => sums.standard_error(),
            None => (long_run_variance(&reading.of.psi, default_lags(self.n))? / self.n as f64).sqrt(),
        };
        if error > 0.0 { Ok(error) } else { Err(Undefined::ZeroVariance) }
    }
}

/// Reads correlations of one column with others.
#[derive(Debug)]
pub struct Against<'x> {
    reader: &'x Reader,
    x: &'x [f64],
    /// What all of them share; none with Newey and West's errors, and for sums over lags.
    cautious: Option<OneWithMany<'x>>,
}

impl Against<'_> {
    /// The correlation with a column.
    ///
    /// # Errors
    ///
    /// Why it has no value.
    pub fn read(&self, y: &[f64]) -> Result<Reading, Undefined> {
        self.reader.taken(match (&self.cautious, self.reader.association.method()) {
            (Some(one), _) => one.influence(y)?,
            (None, Some(method)) => influence(method, self.x, y)?,
            (None, None) => summed_lag_influence(self.x, y, 1, LagWeights::Equal)?,
        })
    }
}

impl Association {
    /// The measure's name in the statistics; none for sums over lags.
    fn method(self) -> Option<Method> {
        match self {
            Association::Pearson => Some(Method::Pearson),
            Association::Spearman => Some(Method::Spearman),
            Association::Kendall => Some(Method::Kendall),
            Association::SummedLags => None,
        }
    }
}

impl From<Method> for Association {
    fn from(method: Method) -> Association {
        match method {
            Method::Pearson => Association::Pearson,
            Method::Spearman => Association::Spearman,
            Method::Kendall => Association::Kendall,
        }
    }
}

/// The level of one test among k - 1 rivals.
pub fn among_rivals(rivals: usize) -> f64 {
    LEVEL / rivals.max(1) as f64
}

#[cfg(test)]
mod tests {
    use super::*;
    use sectorscope_stats::inference::cosine_inference::{
        cautious_influence, cosine_change, cosine_difference, cosine_interval,
    };
    use sectorscope_stats::resampling::random::Philox;
    use sectorscope_stats::special::student_t::student_t_quantile;

    /// An asset and two sectors that move with it.
    fn columns(n: usize) -> [Vec<f64>; 3] {
        let mut random = Philox::new(7, 0);
        let mut noise = || random.unit() - 0.5;
        let asset: Vec<f64> = (0..n).map(|_| noise()).collect();
        let first = asset.iter().map(|x| 0.6 * x + noise()).collect();
        let second = asset.iter().map(|x| 0.5 * x + noise()).collect();
        [asset, first, second]
    }

    fn reader(association: Association, n: usize) -> Reader {
        Reader::new(association, n, Rc::new(CosineTools::new(n).unwrap()))
    }

    fn close(a: f64, b: f64) {
        assert!((a - b).abs() <= 1e-13 * a.abs().max(1.0), "{a} {b}");
    }

    #[test]
    fn every_number_is_the_page_s_own() {
        let [asset, first, second] = columns(300);
        for (association, method) in
            [(Association::Pearson, Method::Pearson), (Association::Spearman, Method::Spearman)]
        {
            let reader = reader(association, 300);
            let (one, other) = (reader.read(&asset, &first).unwrap(), reader.read(&asset, &second).unwrap());
            let level = reader.level(&one).unwrap();
            let page = cosine_interval(method, &asset, &first, 0.95).unwrap();
            for (a, b) in [(level.r, page.r), (level.interval_95[0], page.interval.low), (level.se_z, page.se_z)] {
                close(a, b);
            }
            close(level.p_positive, page.test.p_greater);
            let of = |sector: &[f64]| cautious_influence(method, &asset, sector).unwrap();
            let page = cosine_difference(&of(&first), &of(&second), 0.90).unwrap();
            let less = reader.difference(&one, &other).unwrap();
            for (a, b) in [(less.se, page.se), (less.p_greater, page.test.p_greater)] {
                close(a, b);
            }
            close(less.interval_90[1], page.interval.high);
        }
    }

    #[test]
    fn a_change_has_the_degrees_of_freedom_of_both_times() {
        let [asset, first, _] = columns(400);
        let (before, after) = (reader(Association::Pearson, 150), reader(Association::Pearson, 250));
        let level = |reader: &Reader, from: usize, to: usize| {
            reader.level(&reader.read(&asset[from..to], &first[from..to]).unwrap()).unwrap()
        };
        let change = level(&after, 150, 400).less(&level(&before, 0, 150));
        let page = |from: usize, to: usize| {
            cosine_interval(Method::Pearson, &asset[from..to], &first[from..to], 0.95).unwrap()
        };
        close(change.p_greater, cosine_change(&page(0, 150), &page(150, 400)).p_greater);
    }

    #[test]
    fn what_is_detectable_shrinks_with_the_days_promised() {
        let [asset, first, second] = columns(300);
        let reader = reader(Association::Pearson, 300);
        let less =
            reader.difference(&reader.read(&asset, &first).unwrap(), &reader.read(&asset, &second).unwrap()).unwrap();
        let t = |p: f64| student_t_quantile(p, less.df);
        close(less.detectable(LEVEL), (t(0.95) + t(0.85)) * less.se);
        let ratio = less.detectable(LEVEL) / less.difference;
        close(less.more_returns(LEVEL), 300.0 * ratio * ratio - 300.0);
        close(less.detectable(among_rivals(20)), (t(1.0 - 0.05 / 20.0) + t(0.85)) * less.se);
    }

    #[test]
    fn undefined_cases() {
        let [asset, first, _] = columns(60);
        let reader = reader(Association::Pearson, 60);
        assert_eq!(reader.read(&asset, &asset).err(), Some(Undefined::Perfect));
        assert_eq!(reader.read(&asset, &[1.0; 60]).err(), Some(Undefined::ZeroVariance));
        assert_eq!(reader.read(&asset[1..], &first[1..]).err(), Some(Undefined::NoOverlap));
        let one = reader.read(&asset, &first).unwrap();
        assert_eq!(reader.difference(&one, &one).err(), Some(Undefined::ZeroVariance));
        assert_eq!(CosineTools::new(3).err(), Some(Undefined::InsufficientN));
        assert_eq!(Reader::newey_west(Association::Pearson, 3).err(), Some(Undefined::InsufficientN));
    }
}
