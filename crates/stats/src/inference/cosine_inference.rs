//! Intervals and tests for correlations that hold with few rows and fat tails: influence by leaving out rows, the
//! equal-weighted cosine variance, Student's t.
//!
//! [`crate::inference::correlation_interval`], [`crate::inference::paired`] and [`crate::inference::shift`] ask the same with the plain influence series, Newey & West's
//! variance and the normal distribution: nearly the same with five years of days, too sure with one or less.

use crate::Undefined;
use crate::correlation::coefficient::Method;
use crate::correlation::influence::Influence;
use crate::correlation::influence_function::{influence, jackknife_influence};
use crate::inference::cosine_variance::{CosineBasis, cosine_variance, default_terms};
use crate::inference::disjoint_correlations::CorrelationTest;
use crate::inference::fisher::fisher_z;
use crate::interval::Interval;
use crate::special::student_t::student_t_quantile;

/// The influence series to use here: [`jackknife_influence`] for Pearson's correlation; [`influence`] for the rank methods,
/// whose rows cannot pull far. Missing values, undefined cases and cost as those, O(n) and O(n log n).
///
/// ```
/// use sectorscope_stats::{correlation::coefficient::Method, inference::cosine_inference::cautious_influence, correlation::influence_function::influence};
/// let (x, y) = ([1.0, 2.0, 3.0, 4.0, 9.0], [1.0, 3.0, 2.0, 4.0, 0.0]);
/// // The last row has turned a correlation of 0.8 into -0.46: only without it does one see how far.
/// let cautious = cautious_influence(Method::Pearson, &x, &y).unwrap();
/// assert!(cautious.psi[4] < 2.0 * influence(Method::Pearson, &x, &y).unwrap().psi[4]);
/// ```
pub fn cautious_influence(method: Method, x: &[f64], y: &[f64]) -> Result<Influence, Undefined> {
    match method {
        Method::Pearson => jackknife_influence(x, y),
        Method::Spearman | Method::Kendall => influence(method, x, y),
    }
}

/// A correlation with its sampling error.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CosineInterval {
    /// The correlation.
    pub r: f64,
    /// Complete rows.
    pub n: usize,
    /// Terms of the cosine variance: Student's degrees of freedom.
    pub df: usize,
    /// Standard error of r: sqrt(cosine variance / n).
    pub se_r: f64,
    /// Standard error of Fisher's z: `se_r/(1` - r^2).
    pub se_z: f64,
    /// The interval, of correlations.
    pub interval: Interval,
    /// Student's t test of no correlation.
    pub test: CorrelationTest,
}

/// Interval tanh(z +- t SE(z)) for the correlation of x and y: SE from the cosine variance of [`cautious_influence`] with
/// [`default_terms`], t the quantile of Student's distribution with that many degrees of freedom.
///
/// Valid as [`crate::inference::correlation_interval::correlation_interval`], and as wide in large samples. In simulated returns with changing
/// volatility and fat tails it covers where that one, with a year of days or less, does not: see the project's calibration.
/// `confidence` in (0, 1). Sources: Lazarus, Lewis, Stock & Watson 2018, J. Bus. Econ. Stat. 36:541; Efron & Stein 1981.
///
/// Rows with a NaN or infinity are dropped and the rest taken as consecutive. Undefined as the correlation and
/// [`cautious_influence`], and: fewer than four rows, [`Undefined::InsufficientN`]; |r| = 1, [`Undefined::Perfect`]; rows that
/// do not move it, [`Undefined::ZeroVariance`]. O(n^(5/3)).
///
/// ```
/// use sectorscope_stats::{correlation::coefficient::Method, inference::cosine_inference::cosine_interval};
/// let x: Vec<f64> = (0..60).map(|i| f64::from(i * i % 17)).collect();
/// let y: Vec<f64> = (0..60).map(|i| f64::from(i * i % 17 + i % 11)).collect();
/// let found = cosine_interval(Method::Pearson, &x, &y, 0.95).unwrap();
/// assert!(0.5 < found.interval.low && found.interval.low < found.r && found.df == 6);
/// ```
pub fn cosine_interval(method: Method, x: &[f64], y: &[f64], confidence: f64) -> Result<CosineInterval, Undefined> {
    let of = cautious_influence(method, x, y)?;
    let n = of.psi.len();
    interval_of_influence(&of, &CosineBasis::new(n, default_terms(n))?, confidence)
}

/// [`cosine_interval`] of an influence series from [`cautious_influence`], with the cosines for its length, which many of one
/// length share. Undefined as that, and with cosines for another length [`Undefined::NoOverlap`]. O(n terms).
///
/// ```
/// use sectorscope_stats::correlation::coefficient::Method;
/// use sectorscope_stats::inference::cosine_inference::{cautious_influence, cosine_interval, interval_of_influence};
/// use sectorscope_stats::inference::cosine_variance::{CosineBasis, default_terms};
/// let of = |k: i32| -> Vec<f64> { (0..80).map(|i| f64::from(i * i % 17 + i % k)).collect() };
/// let basis = CosineBasis::new(80, default_terms(80)).unwrap();
/// let influence = cautious_influence(Method::Pearson, &of(1), &of(5)).unwrap();
/// assert_eq!(interval_of_influence(&influence, &basis, 0.95), cosine_interval(Method::Pearson, &of(1), &of(5), 0.95));
/// ```
pub fn interval_of_influence(
    of: &Influence,
    basis: &CosineBasis,
    confidence: f64,
) -> Result<CosineInterval, Undefined> {
    if basis.rows() != of.psi.len() {
        return Err(Undefined::NoOverlap);
    }
    if of.estimate.abs() >= 1.0 {
        return Err(Undefined::Perfect);
    }
    CosineSums::new(of, basis).interval(confidence)
}

/// Fewest rows with a term of the cosine variance.
const FEWEST_ROWS: usize = 4;

/// The difference a - b of two correlations of the same rows, with its sampling error.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CosineDifference {
    /// a - b.
    pub difference: f64,
    /// Rows.
    pub n: usize,
    /// Terms of the cosine variance: Student's degrees of freedom.
    pub df: usize,
    /// Standard error of the difference.
    pub se: f64,
    /// The interval, of differences.
    pub interval: Interval,
    /// Student's t test of equal correlations.
    pub test: CorrelationTest,
}

/// Compares two correlations of the same rows, or means of correlations ([`crate::correlation::influence::mean_influence`]), by the cosine
/// variance of the difference of their influence series, both from [`cautious_influence`]. `confidence` in (0, 1).
///
/// Different lengths: [`Undefined::NoOverlap`]. Fewer than four rows: [`Undefined::InsufficientN`]; |a| or |b| = 1:
/// [`Undefined::Perfect`]; identical series: [`Undefined::ZeroVariance`]. O(n^(5/3)).
///
/// ```
/// use sectorscope_stats::{correlation::coefficient::Method, inference::cosine_inference::{cautious_influence, cosine_difference}};
/// let of = |k: i32| -> Vec<f64> { (0..80).map(|i| f64::from(i * i % 17 + i % k)).collect() };
/// let influence = |k| cautious_influence(Method::Pearson, &of(1), &of(k)).unwrap();
/// assert!(cosine_difference(&influence(3), &influence(23), 0.95).unwrap().test.p_greater < 0.01);
/// ```
pub fn cosine_difference(a: &Influence, b: &Influence, confidence: f64) -> Result<CosineDifference, Undefined> {
    let n = a.psi.len();
    if b.psi.len() != n {
        return Err(Undefined::NoOverlap);
    }
    if n < FEWEST_ROWS {
        return Err(Undefined::InsufficientN);
    }
    if a.estimate.abs() >= 1.0 || b.estimate.abs() >= 1.0 {
        return Err(Undefined::Perfect);
    }
    let df = default_terms(n);
    let psi: Vec<f64> = a.psi.iter().zip(&b.psi).map(|(a, b)| a - b).collect();
    let variance = cosine_variance(&psi, df)?;
    if variance <= ROUNDING * ROUNDING * (cosine_variance(&a.psi, df)? + cosine_variance(&b.psi, df)?) {
        return Err(Undefined::ZeroVariance);
    }
    let (difference, se) = (a.estimate - b.estimate, (variance / n as f64).sqrt());
    let half_width = two_sided_t(confidence, df as f64) * se;
    Ok(CosineDifference {
        difference,
        n,
        df,
        se,
        interval: Interval { low: difference - half_width, high: difference + half_width },
        test: CorrelationTest::student(difference / se, df as f64),
    })
}

/// A statistic with the cosine sums of its influence series: what k of them need to be compared with one another at the price
/// of k, see [`CosineBasis`].
#[derive(Clone, Debug, PartialEq)]
pub struct CosineSums {
    /// The statistic.
    pub estimate: f64,
    /// Rows.
    pub n: usize,
    sums: Vec<f64>,
    variance: f64,
}

impl CosineSums {
    /// The sums of an influence series, with the basis for its length. O(n terms).
    ///
    /// ```
    /// use sectorscope_stats::correlation::influence::Influence;
    /// use sectorscope_stats::inference::{cosine_inference::CosineSums, cosine_variance::{CosineBasis, cosine_variance}};
    /// let of = Influence { estimate: 0.5, psi: vec![1.0, -2.0, 0.5, 0.5] };
    /// let sums = CosineSums::new(&of, &CosineBasis::new(4, 3).unwrap());
    /// let error = sums.standard_error();
    /// assert!((4.0 * error * error - cosine_variance(&of.psi, 3).unwrap()).abs() < 1e-12 && sums.df() == 3);
    /// ```
    pub fn new(of: &Influence, basis: &CosineBasis) -> CosineSums {
        let sums = basis.sums(&of.psi);
        CosineSums { estimate: of.estimate, n: of.psi.len(), variance: basis.variance(&sums), sums }
    }

    /// Standard error of the statistic: sqrt(cosine variance / n). O(1).
    ///
    /// ```
    /// use sectorscope_stats::correlation::influence::Influence;
    /// use sectorscope_stats::inference::{cosine_inference::CosineSums, cosine_variance::CosineBasis};
    /// let of = Influence { estimate: 0.5, psi: vec![1.0, -1.0, 1.0, -1.0] };
    /// let sums = CosineSums::new(&of, &CosineBasis::new(4, 3).unwrap());
    /// assert!((sums.standard_error() - (1.0_f64 / 3.0).sqrt()).abs() < 1e-12);
    /// ```
    pub fn standard_error(&self) -> f64 {
        (self.variance / self.n as f64).sqrt()
    }

    /// Terms of the variance: Student's degrees of freedom. O(1).
    ///
    /// ```
    /// use sectorscope_stats::correlation::influence::Influence;
    /// use sectorscope_stats::inference::{cosine_inference::CosineSums, cosine_variance::CosineBasis};
    /// let of = Influence { estimate: 0.5, psi: vec![1.0, -1.0, 1.0, -1.0] };
    /// assert_eq!(CosineSums::new(&of, &CosineBasis::new(4, 2).unwrap()).df(), 2);
    /// ```
    pub fn df(&self) -> usize {
        self.sums.len()
    }

    /// [`cosine_interval`] of the correlation whose sums these are; undefined as that. O(1).
    ///
    /// ```
    /// use sectorscope_stats::correlation::influence::Influence;
    /// use sectorscope_stats::inference::cosine_inference::{CosineSums, interval_of_influence};
    /// use sectorscope_stats::inference::cosine_variance::CosineBasis;
    /// let of = Influence { estimate: 0.5, psi: vec![1.0, -2.0, 0.5, 0.5] };
    /// let basis = CosineBasis::new(4, 3).unwrap();
    /// assert_eq!(CosineSums::new(&of, &basis).interval(0.95), interval_of_influence(&of, &basis, 0.95));
    /// ```
    pub fn interval(&self, confidence: f64) -> Result<CosineInterval, Undefined> {
        let (r, n, df) = (self.estimate, self.n, self.df());
        if r.abs() >= 1.0 {
            return Err(Undefined::Perfect);
        }
        if self.variance == 0.0 {
            return Err(Undefined::ZeroVariance);
        }
        let se_r = (self.variance / n as f64).sqrt();
        let (z, se_z) = (fisher_z(r), se_r / ((1.0 - r) * (1.0 + r)));
        let half_width = two_sided_t(confidence, df as f64) * se_z;
        let interval = Interval { low: libm::tanh(z - half_width), high: libm::tanh(z + half_width) };
        Ok(CosineInterval { r, n, df, se_r, se_z, interval, test: CorrelationTest::student(z / se_z, df as f64) })
    }

    /// Standard error of this statistic less another of the same rows, the same as [`cosine_difference`]'s up to rounding;
    /// otherwise undefined as that, and of other rows [`Undefined::NoOverlap`]. O(terms).
    ///
    /// ```
    /// use sectorscope_stats::correlation::{coefficient::Method, influence_function::influence};
    /// use sectorscope_stats::inference::{cosine_inference::{CosineSums, cosine_difference}, cosine_variance::{CosineBasis, default_terms}};
    /// let of = |k: i32| -> Vec<f64> { (0..80).map(|i| f64::from(i * i % 17 + i % k)).collect() };
    /// let [a, b] = [3, 23].map(|k| influence(Method::Pearson, &of(1), &of(k)).unwrap());
    /// let basis = CosineBasis::new(80, default_terms(80)).unwrap();
    /// let quick = CosineSums::new(&a, &basis).standard_error_less(&CosineSums::new(&b, &basis)).unwrap();
    /// assert!((quick - cosine_difference(&a, &b, 0.95).unwrap().se).abs() < 1e-12);
    /// ```
    pub fn standard_error_less(&self, other: &CosineSums) -> Result<f64, Undefined> {
        if self.n != other.n || self.sums.len() != other.sums.len() {
            return Err(Undefined::NoOverlap);
        }
        let squares = self.sums.iter().zip(&other.sums).map(|(a, b)| (a - b) * (a - b)).sum::<f64>();
        let variance = 2.0 * squares / self.n as f64 / self.sums.len() as f64;
        if variance <= ROUNDING * ROUNDING * (self.variance + other.variance) {
            return Err(Undefined::ZeroVariance);
        }
        Ok((variance / self.n as f64).sqrt())
    }
}

/// A difference whose standard deviation is smaller than this share of its terms' is rounding error.
const ROUNDING: f64 = 1e-12;

/// Student's t test that a correlation is the same in two stretches of rows: (atanh r2 - atanh r1)/sqrt(SE1^2 + SE2^2), positive
/// where it has risen, with the degrees of freedom (SE1^2 + SE2^2)^2/(SE1^4/df1 + SE2^4/df2). Source: Welch 1947, Biometrika
/// 34:28, for the degrees of freedom.
///
/// The stretches are those of [`cosine_interval`], for which it is always defined; the date between them must be fixed before
/// looking at the rows. O(1).
///
/// ```
/// use sectorscope_stats::{correlation::coefficient::Method, inference::cosine_inference::{cosine_change, cosine_interval}};
/// let x: Vec<f64> = (0..80).map(|i| f64::from(i * i % 11)).collect();
/// let y: Vec<f64> = (0..80).map(|i| f64::from(if i < 40 { i * 7 % 5 } else { i * i % 11 + i % 3 })).collect();
/// let of = |rows: std::ops::Range<usize>| cosine_interval(Method::Pearson, &x[rows.clone()], &y[rows], 0.95).unwrap();
/// assert!(cosine_change(&of(0..40), &of(40..80)).p_greater < 0.01);
/// ```
pub fn cosine_change(before: &CosineInterval, after: &CosineInterval) -> CorrelationTest {
    let (first, second) = (before.se_z * before.se_z, after.se_z * after.se_z);
    let total = first + second;
    let (first_share, second_share) = (first / total, second / total);
    let df = 1.0 / (first_share * first_share / before.df as f64 + second_share * second_share / after.df as f64);
    CorrelationTest::student((fisher_z(after.r) - fisher_z(before.r)) / total.sqrt(), df)
}

/// The quantile of a two-sided statement: near 2 for a confidence of 0.95.
fn two_sided_t(confidence: f64, df: f64) -> f64 {
    -student_t_quantile(0.5 * (1.0 - confidence), df)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::inference::correlation_interval::correlation_interval;
    use crate::inference::hac::default_lags;
    use crate::resampling::random::Philox;

    const METHODS: [Method; 3] = [Method::Pearson, Method::Spearman, Method::Kendall];

    /// Two columns that have as much in common as each has of its own.
    fn rows(n: usize, seed: u64) -> (Vec<f64>, Vec<f64>) {
        let mut random = Philox::new(seed, 0);
        let mut noise = || random.unit() + random.unit() + random.unit() - 1.5;
        (0..n).map(|_| (noise(), noise(), noise())).map(|(common, a, b)| (common + a, common + b)).unzip()
    }

    #[test]
    fn the_same_as_newey_and_west_in_large_samples_and_wider_in_small_ones() {
        for method in METHODS {
            let (x, y) = rows(20_000, 3);
            let width = |n: usize| {
                let of = cosine_interval(method, &x[..n], &y[..n], 0.95).unwrap().interval;
                let usual = correlation_interval(method, &x[..n], &y[..n], default_lags(n), 0.95).unwrap();
                (of.high - of.low) / (usual.high - usual.low)
            };
            assert!((width(20_000) - 1.0).abs() < 0.1, "{method:?}: {}", width(20_000));
            // The mean over many short samples: one alone can go either way.
            let wider = |start: usize| {
                let rows = start * 30..start * 30 + 30;
                let of = cosine_interval(method, &x[rows.clone()], &y[rows.clone()], 0.95).unwrap();
                let usual = correlation_interval(method, &x[rows.clone()], &y[rows], 3, 0.95).unwrap();
                two_sided_t(0.95, of.df as f64) * of.se_z / (1.96 * usual.se_z)
            };
            let short: f64 = (0..100).map(wider).sum();
            assert!(short / 100.0 > 1.3, "{method:?}: {short}");
        }
    }

    #[test]
    fn the_interval_excludes_zero_where_the_test_rejects() {
        for seed in 0..40 {
            let (x, _) = rows(50, seed);
            let (y, _) = rows(50, seed + 1000);
            let found = cosine_interval(Method::Pearson, &x, &y, 0.9).unwrap();
            let excluded = found.interval.low > 0.0 || found.interval.high < 0.0;
            assert_eq!(excluded, found.test.p_two_sided < 0.1);
            assert!(found.interval.low < found.r && found.r < found.interval.high);
        }
    }

    #[test]
    fn turning_the_question_round_turns_the_answer_round() {
        let ((x, y), (w, _)) = (rows(80, 1), rows(80, 2));
        for method in METHODS {
            let of = |column| cautious_influence(method, &x, column).unwrap();
            let there = cosine_difference(&of(&y), &of(&w), 0.95).unwrap();
            let back = cosine_difference(&of(&w), &of(&y), 0.95).unwrap();
            assert_eq!(
                (there.difference, there.se, there.test.p_less),
                (-back.difference, back.se, back.test.p_greater)
            );
            assert_eq!((there.interval.low, there.df), (-back.interval.high, 7));
            let interval =
                |rows: std::ops::Range<usize>| cosine_interval(method, &x[rows.clone()], &y[rows], 0.95).unwrap();
            let (first, second) = (interval(0..30), interval(30..80));
            let (up, down) = (cosine_change(&first, &second), cosine_change(&second, &first));
            assert_eq!((up.statistic, up.df), (-down.statistic, down.df));
            assert!(
                up.df.is_some_and(|df| df >= first.df.min(second.df) as f64 && df <= (first.df + second.df) as f64)
            );
            assert_eq!(cosine_change(&first, &first).statistic, 0.0);
        }
    }

    #[test]
    fn identical_series_cannot_be_compared() {
        let (x, y) = rows(50, 4);
        let scaled: Vec<f64> = y.iter().map(|v| 3.0 * v + 0.7).collect();
        let of = |column: &[f64]| cautious_influence(Method::Pearson, &x, column).unwrap();
        assert_eq!(cosine_difference(&of(&y), &of(&y), 0.95), Err(Undefined::ZeroVariance));
        assert_eq!(cosine_difference(&of(&y), &of(&scaled), 0.95), Err(Undefined::ZeroVariance));
    }

    #[test]
    fn undefined_cases() {
        let (x, y) = ([1.0, 2.0, 3.0, 4.0, 5.0], [2.0, 1.0, 4.0, 3.0, 5.0]);
        for method in METHODS {
            let interval = |x: &[f64], y: &[f64]| cosine_interval(method, x, y, 0.95).err();
            assert_eq!(interval(&x, &x), Some(Undefined::Perfect));
            assert_eq!(interval(&x[..3], &y), Some(Undefined::InsufficientN));
            assert_eq!(interval(&[], &[]), Some(Undefined::InsufficientN));
            assert_eq!(interval(&x, &[1.0; 5]), Some(Undefined::ZeroVariance));
            assert_eq!(interval(&x, &[f64::NAN; 5]), Some(Undefined::InsufficientN));
            assert_eq!(interval(&x, &y), None);
        }
        let of = |estimate, n: u32| Influence { estimate, psi: (0..n).map(|i| libm::sin(f64::from(i))).collect() };
        assert_eq!(cosine_difference(&of(0.5, 9), &of(0.5, 8), 0.95), Err(Undefined::NoOverlap));
        assert_eq!(cosine_difference(&of(0.5, 3), &of(0.4, 3), 0.95), Err(Undefined::InsufficientN));
        assert_eq!(cosine_difference(&of(0.5, 9), &of(-1.0, 9), 0.95), Err(Undefined::Perfect));
    }
}
