//! Textbook inference for one correlation: t test and Fisher's z. Both assume independent rows, the interval normal
//! ones too; use [`crate::inference::correlation_interval`] for returns.

use crate::Undefined;
use crate::special::normal::normal_quantile;
use crate::special::student_t::student_t_two_sided;

/// Interval for a correlation by Fisher's transformation.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct FisherInterval {
    /// atanh(r); infinite for |r| = 1.
    pub z: f64,
    /// Standard error of z, 1/sqrt(n - 3).
    pub se_z: f64,
    /// Lower end, a correlation.
    pub low: f64,
    /// Upper end, a correlation.
    pub high: f64,
}

/// Two-sided interval tanh(z +- q/sqrt(n-3)), q the normal quantile of (1 + confidence)/2. Source: Fisher 1915,
/// Biometrika 10:507; 1921, Metron 1:3.
///
/// `r` is a correlation of `n` rows; `confidence` is in (0, 1). Fewer than four rows: [`Undefined::InsufficientN`]. For
/// |r| = 1 the interval is the point r. NaN in, NaN out. O(1).
///
/// ```
/// let of = sectorscope_stats::inference::fisher::fisher_interval(0.5, 28, 0.95).unwrap();
/// assert_eq!(of.se_z, 0.2);
/// // Longer towards 0.
/// assert!((of.low - 0.156).abs() < 5e-4 && (of.high - 0.736).abs() < 5e-4);
/// ```
pub fn fisher_interval(r: f64, n: usize, confidence: f64) -> Result<FisherInterval, Undefined> {
    if n < 4 {
        return Err(Undefined::InsufficientN);
    }
    let (z, se_z) = (fisher_z(r), 1.0 / ((n - 3) as f64).sqrt());
    let half_width = two_sided_quantile(confidence) * se_z;
    Ok(FisherInterval { z, se_z, low: libm::tanh(z - half_width), high: libm::tanh(z + half_width) })
}

/// The t test of no correlation.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CorrelationTTest {
    /// r sqrt((n-2)/(1-r^2)); infinite for |r| = 1.
    pub t: f64,
    /// Probability of a |t| at least as large with n - 2 degrees of freedom.
    pub p_two_sided: f64,
}

/// t test of a Pearson correlation (for ten rows or more also of a Spearman one) against 0. Source: Student 1908,
/// Biometrika 6:302. Assumes independent rows.
///
/// Fewer than three rows: [`Undefined::InsufficientN`]. |r| = 1 gives an infinite t and p = 0. NaN in, NaN out, as for |r| > 1.
/// O(sqrt n) at worst.
///
/// ```
/// let test = sectorscope_stats::inference::fisher::correlation_t_test(0.6, 18).unwrap();
/// assert!((test.t - 3.0).abs() < 1e-14 && test.p_two_sided < 0.01);
/// ```
pub fn correlation_t_test(r: f64, n: usize) -> Result<CorrelationTTest, Undefined> {
    if n < 3 {
        return Err(Undefined::InsufficientN);
    }
    let df = (n - 2) as f64;
    let t = r * (df / ((1.0 - r) * (1.0 + r))).sqrt();
    Ok(CorrelationTTest { t, p_two_sided: student_t_two_sided(t, df) })
}

/// Fisher's transformation z = atanh(r) = sign(r) ln1p(2|r|/(1-|r|))/2; infinite for |r| = 1, NaN beyond. O(1).
///
/// ```
/// use sectorscope_stats::inference::fisher::fisher_z;
/// assert!((fisher_z(0.5) - 3.0_f64.ln() / 2.0).abs() < 1e-15);
/// assert_eq!(fisher_z(-1.0), f64::NEG_INFINITY);
/// ```
pub fn fisher_z(r: f64) -> f64 {
    let size = r.abs();
    (0.5 * libm::log1p(2.0 * size / (1.0 - size))).copysign(r)
}

/// The normal quantile of a two-sided statement, that of (1 + confidence)/2. `confidence` in (0, 1); 1 gives infinity, NaN gives
/// NaN. O(1).
///
/// ```
/// let q = sectorscope_stats::inference::fisher::two_sided_quantile(0.95);
/// assert!((q - 1.959963984540054).abs() < 1e-14);
/// ```
pub fn two_sided_quantile(confidence: f64) -> f64 {
    -normal_quantile(0.5 * (1.0 - confidence))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn too_few_rows() {
        assert_eq!(fisher_interval(0.5, 3, 0.95), Err(Undefined::InsufficientN));
        assert_eq!(correlation_t_test(0.5, 2), Err(Undefined::InsufficientN));
    }

    #[test]
    fn a_perfect_correlation() {
        let test = correlation_t_test(-1.0, 10).unwrap();
        assert_eq!((test.t, test.p_two_sided), (f64::NEG_INFINITY, 0.0));
        let interval = fisher_interval(1.0, 10, 0.95).unwrap();
        assert_eq!((interval.low, interval.high), (1.0, 1.0));
    }

    #[test]
    fn no_correlation() {
        assert_eq!(fisher_z(0.0), 0.0);
        let test = correlation_t_test(0.0, 10).unwrap();
        assert_eq!((test.t, test.p_two_sided), (0.0, 1.0));
        let interval = fisher_interval(0.0, 28, 0.95).unwrap();
        assert_eq!(interval.low, -interval.high);
        assert!(fisher_z(f64::NAN).is_nan() && fisher_z(1.5).is_nan());
    }
}
