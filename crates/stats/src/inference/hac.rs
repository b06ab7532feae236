//! Long-run variance: what serial dependence does to the variance of a mean (heteroskedasticity and autocorrelation
//! consistent, HAC).

use crate::Undefined;
use crate::sum::compensated_sum;

/// Long-run variance of a series that has mean zero: `g_0` + 2 sum over l = 1..L of (1 - l/(L+1)) `g_l`, with
/// `g_l` = (1/n) sum of `x[t] x[t-l]`. Sources: Newey & West 1987, Econometrica 55:703; weights of Bartlett 1950.
///
/// In the squared units of the series; never negative. Divide by n for the variance of the mean. The values must be
/// finite and already centred (an influence series, regression scores). An empty series: [`Undefined::InsufficientN`];
/// `lags` >= n: [`Undefined::WindowTooLong`]. O(n L).
///
/// ```
/// use sectorscope_stats::inference::hac::long_run_variance;
/// // Rows that continue make a mean less sure, rows that undo one another surer, than independent ones.
/// assert_eq!(long_run_variance(&[1.0, 1.0, -1.0, -1.0], 1), Ok(1.25));
/// assert_eq!(long_run_variance(&[1.0, -1.0, 1.0, -1.0], 1), Ok(0.25));
/// ```
pub fn long_run_variance(x: &[f64], lags: usize) -> Result<f64, Undefined> {
    // The weights guarantee this up to the last rounding. (`max` would turn a NaN into 0.)
    long_run_covariance(x, x, lags).map(|variance| if variance < 0.0 { 0.0 } else { variance })
}

/// Long-run covariance of two series of mean zero: as [`long_run_variance`] with `g_l` replaced by the mean of the cross
/// products at lags l and -l. Rows beyond the shorter series are dropped; otherwise as there. O(n L).
///
/// ```
/// use sectorscope_stats::inference::hac::long_run_covariance;
/// // y follows x one row later.
/// let (x, y) = ([2.0, -1.0, -1.0, 0.0], [0.0, 2.0, -1.0, -1.0]);
/// assert_eq!((long_run_covariance(&x, &y, 0), long_run_covariance(&x, &y, 1)), (Ok(-0.25), Ok(0.25)));
/// ```
pub fn long_run_covariance(x: &[f64], y: &[f64], lags: usize) -> Result<f64, Undefined> {
    let n = x.len().min(y.len());
    if n == 0 {
        return Err(Undefined::InsufficientN);
    }
    if lags >= n {
        return Err(Undefined::WindowTooLong);
    }
    let (x, y) = (&x[..n], &y[..n]);
    let mut total = products(x, y);
    for lag in 1..=lags {
        let weight = 1.0 - lag as f64 / (lags + 1) as f64;
        total += weight * (products(&x[lag..], y) + products(&y[lag..], x));
    }
    Ok(total / n as f64)
}

/// The usual number of lags, floor(4 (n/100)^(2/9)). Source: Newey & West 1994, `REStud` 61:631.
///
/// In whole numbers (the largest m with 10^4 m^9 <= 4^9 n^2), so that no rounding decides at a boundary. O(answer).
///
/// ```
/// use sectorscope_stats::inference::hac::default_lags;
/// assert_eq!((default_lags(99), default_lags(100), default_lags(51_200)), (3, 4, 16));
/// ```
pub fn default_lags(n: usize) -> usize {
    let bound = (n as u128).saturating_mul(n as u128).saturating_mul(4_u128.pow(9));
    let reaches = |lags: u128| lags.checked_pow(9).and_then(|p| p.checked_mul(10_000)).is_some_and(|p| p <= bound);
    let mut lags = 0;
    while reaches(lags as u128 + 1) {
        lags += 1;
    }
    lags
}

/// Sum of products of a series with an earlier stretch of another.
fn products(later: &[f64], earlier: &[f64]) -> f64 {
    compensated_sum(later.iter().zip(earlier).map(|(a, b)| a * b))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn default_lags_at_the_boundaries() {
        let expected = [(0, 0), (1, 1), (10, 2), (99, 3), (100, 4), (250, 4), (272, 4), (273, 5), (620, 5), (621, 6)];
        for (n, lags) in expected {
            assert_eq!(default_lags(n), lags, "{n}");
        }
        assert_eq!((default_lags(1250), default_lags(3000)), (7, 8));
        // An exact boundary: n = 51200 is 100 * 2^9, so (n/100)^(2/9) = 4.
        assert_eq!((default_lags(51_199), default_lags(51_200)), (15, 16));
        assert!(default_lags(usize::MAX) > 1000);
    }

    #[test]
    fn corner_cases() {
        assert_eq!(long_run_variance(&[], 0), Err(Undefined::InsufficientN));
        assert_eq!(long_run_variance(&[1.0, -1.0], 2), Err(Undefined::WindowTooLong));
        assert_eq!(long_run_variance(&[1.0, -1.0], 0), Ok(1.0));
        assert_eq!(long_run_variance(&[0.0; 5], 2), Ok(0.0));
        assert!(long_run_variance(&[f64::NAN, 1.0], 1).is_ok_and(|v| v.is_nan()));
    }

    #[test]
    fn alternation_cancels_and_persistence_adds_up() {
        let alternating: Vec<f64> = (0..100).map(|i| if i % 2 == 0 { 1.0 } else { -1.0 }).collect();
        assert!(long_run_variance(&alternating, 4).unwrap() < 0.3);
        let persistent: Vec<f64> = (0..100).map(|i| if i < 50 { 1.0 } else { -1.0 }).collect();
        assert!(long_run_variance(&persistent, 4).unwrap() > 4.5);
    }

    #[test]
    fn covariance_with_itself_is_the_variance() {
        let x = [1.0, -2.0, 0.5, 3.0, -2.5];
        assert_eq!(long_run_covariance(&x, &x, 2), long_run_variance(&x, 2));
        let negative: Vec<f64> = x.iter().map(|v| -v).collect();
        assert_eq!(long_run_covariance(&x, &negative, 2).map(|c| -c), long_run_variance(&x, 2));
    }
}
