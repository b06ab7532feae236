//! Is one correlation larger than another, on the same rows?

use crate::Undefined;
use crate::correlation::influence::Influence;
use crate::inference::fisher::{fisher_z, two_sided_quantile};
use crate::inference::hac::{long_run_covariance, long_run_variance};
use crate::special::normal::{normal_cdf, normal_sf};

/// The difference a - b of two correlations of the same rows, with its sampling error.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PairedDifference {
    /// First correlation, or mean of correlations.
    pub a: f64,
    /// Second correlation, or mean of correlations.
    pub b: f64,
    /// Rows.
    pub n: usize,
    /// Lags in the long-run variance.
    pub lags: usize,
    /// a - b.
    pub difference: f64,
    /// Standard error of the difference.
    pub se: f64,
    /// difference / se, standard normal for equal correlations.
    pub z: f64,
    /// Probability, for equal correlations, of a |z| at least as large.
    pub p_two_sided: f64,
    /// One-sided p-value for a > b.
    pub p_greater: f64,
    /// One-sided p-value for a < b.
    pub p_less: f64,
    /// Lower end of the interval for the difference.
    pub low: f64,
    /// Upper end of the interval for the difference.
    pub high: f64,
    /// atanh(a) - atanh(b).
    pub fisher_z_difference: f64,
    /// Standard error of that.
    pub se_fisher_z_difference: f64,
    /// Long-run covariance matrix of the two influence series.
    pub covariance: [[f64; 2]; 2],
}

/// Compares two correlations (or means of correlations, see [`crate::correlation::influence::mean_influence`]) of the same rows by
/// the long-run variance of the difference of their influence series. The columns may overlap or not.
///
/// Valid for stationary, weakly dependent rows with finite fourth moments; no normality assumed. `confidence` in (0, 1).
/// Source: delta method with Newey & West 1987, Econometrica 55:703.
///
/// Both series must come from the same complete rows; different lengths: [`Undefined::NoOverlap`]. Fewer than four rows:
/// [`Undefined::InsufficientN`]; |a| or |b| = 1: [`Undefined::Perfect`]; lags >= n: [`Undefined::WindowTooLong`];
/// identical series (the difference is 0 whatever the rows): [`Undefined::ZeroVariance`]. O(n L).
///
/// ```
/// use sectorscope_stats::{correlation::influence::Influence, inference::paired::paired_difference};
/// // By themselves they have standard errors of 1 and 1/2; what moves both alike cancels.
/// let a = Influence { estimate: 0.5, psi: vec![2.0, -2.0, 2.0, -2.0] };
/// let b = Influence { estimate: 0.25, psi: vec![1.0, -1.0, 1.0, -1.0] };
/// let found = paired_difference(&a, &b, 0, 0.95).unwrap();
/// assert_eq!((found.difference, found.se, found.z), (0.25, 0.5, 0.5));
/// ```
pub fn paired_difference(
    a: &Influence,
    b: &Influence,
    lags: usize,
    confidence: f64,
) -> Result<PairedDifference, Undefined> {
    let n = a.psi.len();
    if b.psi.len() != n {
        return Err(Undefined::NoOverlap);
    }
    if n < 4 {
        return Err(Undefined::InsufficientN);
    }
    if a.estimate.abs() >= 1.0 || b.estimate.abs() >= 1.0 {
        return Err(Undefined::Perfect);
    }
    let difference = a.estimate - b.estimate;
    let variance = variance_of_difference(a, 1.0, b, 1.0, lags)?;
    let (variance_a, variance_b) = (long_run_variance(&a.psi, lags)?, long_run_variance(&b.psi, lags)?);
    if variance <= ROUNDING * ROUNDING * (variance_a + variance_b) {
        return Err(Undefined::ZeroVariance);
    }
    let covariance = long_run_covariance(&a.psi, &b.psi, lags)?;
    let se = (variance / n as f64).sqrt();
    let z = difference / se;
    let half_width = two_sided_quantile(confidence) * se;
    let slope = |r: f64| 1.0 / ((1.0 - r) * (1.0 + r));
    let variance_z = variance_of_difference(a, slope(a.estimate), b, slope(b.estimate), lags)?;
    Ok(PairedDifference {
        a: a.estimate,
        b: b.estimate,
        n,
        lags,
        difference,
        se,
        z,
        p_two_sided: 2.0 * normal_sf(z.abs()),
        p_greater: normal_sf(z),
        p_less: normal_cdf(z),
        low: difference - half_width,
        high: difference + half_width,
        fisher_z_difference: fisher_z(a.estimate) - fisher_z(b.estimate),
        se_fisher_z_difference: (variance_z / n as f64).sqrt(),
        covariance: [[variance_a, covariance], [covariance, variance_b]],
    })
}

/// A difference whose standard deviation is smaller than this share of its terms' is rounding error.
const ROUNDING: f64 = 1e-12;

/// Long-run variance of the weighted difference, from the difference itself: subtracting variances would cancel.
fn variance_of_difference(a: &Influence, wa: f64, b: &Influence, wb: f64, lags: usize) -> Result<f64, Undefined> {
    let difference: Vec<f64> = a.psi.iter().zip(&b.psi).map(|(a, b)| wa * a - wb * b).collect();
    long_run_variance(&difference, lags)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::correlation::coefficient::Method;
    use crate::correlation::influence_function::influence;

    fn series(multiplier: u32) -> Vec<f64> {
        (0..50).map(|i: u32| libm::sin(f64::from(i * i * multiplier)) + 0.1 * f64::from(i % 7)).collect()
    }

    #[test]
    fn turning_the_question_round_turns_the_answer_round() {
        let (x, y, w) = (series(1), series(2), series(3));
        for method in [Method::Pearson, Method::Spearman, Method::Kendall] {
            let (a, b) = (influence(method, &x, &y).unwrap(), influence(method, &x, &w).unwrap());
            let (ab, ba) = (paired_difference(&a, &b, 2, 0.95).unwrap(), paired_difference(&b, &a, 2, 0.95).unwrap());
            assert_eq!((ab.difference, ab.z, ab.p_greater), (-ba.difference, -ba.z, ba.p_less));
            assert_eq!((ab.low, ab.p_two_sided), (-ba.high, ba.p_two_sided));
        }
    }

    #[test]
    fn identical_series_cannot_be_compared() {
        let (x, y) = (series(1), series(2));
        let scaled: Vec<f64> = y.iter().map(|v| 3.0 * v + 0.7).collect();
        let a = influence(Method::Pearson, &x, &y).unwrap();
        let b = influence(Method::Pearson, &x, &scaled).unwrap();
        assert_eq!(paired_difference(&a, &a, 2, 0.95), Err(Undefined::ZeroVariance));
        assert_eq!(paired_difference(&a, &b, 2, 0.95), Err(Undefined::ZeroVariance));
    }

    #[test]
    fn undefined_cases() {
        let of = |estimate, n: u32| Influence { estimate, psi: (0..n).map(|i| libm::sin(f64::from(i))).collect() };
        let flat = |n| Influence { estimate: 0.0, psi: vec![0.0; n] };
        assert_eq!(paired_difference(&of(0.5, 9), &flat(8), 0, 0.95), Err(Undefined::NoOverlap));
        assert_eq!(paired_difference(&of(0.5, 3), &flat(3), 0, 0.95), Err(Undefined::InsufficientN));
        assert_eq!(paired_difference(&of(-1.0, 9), &flat(9), 0, 0.95), Err(Undefined::Perfect));
        assert_eq!(paired_difference(&of(0.5, 9), &flat(9), 9, 0.95), Err(Undefined::WindowTooLong));
        assert_eq!(paired_difference(&flat(9), &flat(9), 1, 0.95), Err(Undefined::ZeroVariance));
    }
}
