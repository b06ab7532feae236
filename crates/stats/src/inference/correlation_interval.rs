//! Interval and test for one correlation that allow for dependence between days and for heavy tails.

use crate::Undefined;
use crate::correlation::coefficient::Method;
use crate::correlation::influence::Influence;
use crate::correlation::influence_function::influence;
use crate::inference::fisher::{fisher_z, two_sided_quantile};
use crate::inference::hac::long_run_variance;
use crate::special::normal::normal_sf;

/// A correlation with its sampling error.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CorrelationInference {
    /// The correlation.
    pub r: f64,
    /// Complete rows.
    pub n: usize,
    /// Lags in the long-run variance.
    pub lags: usize,
    /// Long-run variance of the influence series.
    pub long_run_variance: f64,
    /// Standard error of r: sqrt(long-run variance / n).
    pub se_r: f64,
    /// Standard error of Fisher's z: `se_r` / (1 - r^2).
    pub se_z: f64,
    /// Lower end of the interval, a correlation.
    pub low: f64,
    /// Upper end of the interval, a correlation.
    pub high: f64,
    /// Probability, without any correlation, of a |z| at least as large.
    pub p_two_sided: f64,
}

impl CorrelationInference {
    /// The standard error independent normal Pearson rows would have: (1 - r^2)/sqrt(n). O(1).
    ///
    /// ```
    /// use sectorscope_stats::{correlation::coefficient::Method, inference::correlation_interval::correlation_interval};
    /// let (x, y) = ([1.0, 1.0, -1.0, -1.0], [1.0, -1.0, 1.0, -1.0]);
    /// let found = correlation_interval(Method::Pearson, &x, &y, 0, 0.95).unwrap();
    /// assert_eq!((found.r, found.independent_normal_se()), (0.0, 0.5));
    /// ```
    pub fn independent_normal_se(&self) -> f64 {
        (1.0 - self.r) * (1.0 + self.r) / (self.n as f64).sqrt()
    }

    /// How many times larger the standard error is than [`CorrelationInference::independent_normal_se`]. O(1).
    ///
    /// ```
    /// use sectorscope_stats::{correlation::coefficient::Method, inference::correlation_interval::correlation_interval};
    /// // Half of the rows are quiet: all that is known comes from the other half.
    /// let (x, y) = ([1.0, 1.0, -1.0, -1.0, 0.0, 0.0, 0.0, 0.0], [1.0, -1.0, 1.0, -1.0, 0.0, 0.0, 0.0, 0.0]);
    /// let found = correlation_interval(Method::Pearson, &x, &y, 0, 0.95).unwrap();
    /// assert!((found.inflation() - 2.0_f64.sqrt()).abs() < 1e-14);
    /// ```
    pub fn inflation(&self) -> f64 {
        self.se_r / self.independent_normal_se()
    }
}

/// Interval tanh(z +- q SE(z)) for the correlation of x and y, with SE from the long-run variance of its influence series.
///
/// Valid for stationary, weakly dependent rows with finite fourth moments (Pearson; the rank methods need none); no
/// normality assumed. `lags`: see [`crate::inference::hac::default_lags`]; `confidence` in (0, 1). Sources: Newey & West 1987; Steiger
/// & Hakstian 1982 (no lags); Croux & Dehon 2010 and Dehling, Vogel, Wendler & Wied 2017 (ranks).
///
/// Rows with a NaN or infinity are dropped and the rest taken as consecutive. Undefined as the correlation, and: fewer
/// than four rows, [`Undefined::InsufficientN`]; |r| = 1, [`Undefined::Perfect`]; lags >= n,
/// [`Undefined::WindowTooLong`]. O(n L), plus O(n log n) for ranks.
///
/// ```
/// use sectorscope_stats::{correlation::coefficient::Method, inference::correlation_interval::correlation_interval};
/// // Every row five times over: no more is known, and lags notice.
/// let x: Vec<f64> = (0..100).map(|i| f64::from(i / 5 * (i / 5) % 17)).collect();
/// let y: Vec<f64> = (0..100).map(|i| f64::from(i / 5 * (i / 5) % 17 + i / 5 % 11)).collect();
/// let se = |lags| correlation_interval(Method::Pearson, &x, &y, lags, 0.95).unwrap().se_r;
/// assert!(se(4) > 1.4 * se(0));
/// ```
pub fn correlation_interval(
    method: Method,
    x: &[f64],
    y: &[f64],
    lags: usize,
    confidence: f64,
) -> Result<CorrelationInference, Undefined> {
    interval_of_influence(&influence(method, x, y)?, lags, confidence)
}

/// [`correlation_interval`] from an influence series already at hand, finite and with mean zero: that of a mean of correlations,
/// for one. Undefined as there. O(n L).
///
/// ```
/// use sectorscope_stats::{inference::correlation_interval::interval_of_influence, correlation::influence::Influence};
/// let of = Influence { estimate: 0.0, psi: vec![1.0, -1.0, 1.0, -1.0] };
/// let se = |lags| interval_of_influence(&of, lags, 0.95).unwrap().se_r;
/// assert_eq!((se(0), se(1)), (0.5, 0.25));
/// ```
pub fn interval_of_influence(of: &Influence, lags: usize, confidence: f64) -> Result<CorrelationInference, Undefined> {
    let (r, n) = (of.estimate, of.psi.len());
    if n < 4 {
        return Err(Undefined::InsufficientN);
    }
    if r.abs() >= 1.0 {
        return Err(Undefined::Perfect);
    }
    let long_run_variance = long_run_variance(&of.psi, lags)?;
    if long_run_variance == 0.0 {
        // No row moves it: there is no error to estimate, as little as for a perfect correlation.
        return Err(Undefined::ZeroVariance);
    }
    let se_r = (long_run_variance / n as f64).sqrt();
    let (z, se_z) = (fisher_z(r), se_r / ((1.0 - r) * (1.0 + r)));
    let half_width = two_sided_quantile(confidence) * se_z;
    Ok(CorrelationInference {
        r,
        n,
        lags,
        long_run_variance,
        se_r,
        se_z,
        low: libm::tanh(z - half_width),
        high: libm::tanh(z + half_width),
        p_two_sided: 2.0 * normal_sf((z / se_z).abs()),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn undefined_cases() {
        let x = [1.0, 2.0, 3.0, 4.0, 5.0];
        let y = [2.0, 1.0, 4.0, 3.0, 5.0];
        for method in [Method::Pearson, Method::Spearman, Method::Kendall] {
            let interval = |x: &[f64], y: &[f64], lags| correlation_interval(method, x, y, lags, 0.95).err();
            assert_eq!(interval(&x, &x, 0), Some(Undefined::Perfect));
            assert_eq!(interval(&x, &y, 5), Some(Undefined::WindowTooLong));
            assert_eq!(interval(&x[..3], &y, 0), Some(Undefined::InsufficientN));
            assert_eq!(interval(&x, &[1.0; 5], 0), Some(Undefined::ZeroVariance));
            assert_eq!(interval(&x, &[f64::NAN; 5], 0), Some(Undefined::InsufficientN));
            assert_eq!(interval(&x, &y, 1), None);
        }
    }

    #[test]
    fn a_wider_confidence_is_a_wider_interval() {
        let x: Vec<f64> = (0..40).map(|i| libm::sin(f64::from(i * i))).collect();
        let y: Vec<f64> = (0..40).map(|i| libm::sin(f64::from(i * i)) + libm::cos(f64::from(7 * i))).collect();
        let narrow = correlation_interval(Method::Pearson, &x, &y, 3, 0.90).unwrap();
        let wide = correlation_interval(Method::Pearson, &x, &y, 3, 0.99).unwrap();
        assert!(wide.low < narrow.low && narrow.low < narrow.r && narrow.r < narrow.high && narrow.high < wide.high);
        assert!((narrow.inflation() * narrow.independent_normal_se() - narrow.se_r).abs() < 1e-15);
    }
}
