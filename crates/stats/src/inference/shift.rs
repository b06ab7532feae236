//! Has a correlation changed at a date that was named beforehand?

use crate::Undefined;
use crate::correlation::coefficient::Method;
use crate::inference::correlation_interval::{CorrelationInference, correlation_interval};
use crate::inference::disjoint_correlations::CorrelationTest;
use crate::inference::fisher::fisher_z;
use crate::inference::independent_correlations::independent_test;

/// A correlation before and after a date.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Shift {
    /// Before the date.
    pub before: CorrelationInference,
    /// From the date on.
    pub after: CorrelationInference,
    /// z test of after against before, with standard errors that allow for dependent days and fat tails: (atanh r2 - atanh
    /// r1)/sqrt(SE1^2 + SE2^2). Positive where the correlation has risen.
    pub test: CorrelationTest,
    /// The same as if days were independent and normal, for comparison.
    pub textbook: CorrelationTest,
}

/// Compares the correlations of two stretches of rows, `lags` in the long-run variance of each (see
/// [`crate::inference::hac::default_lags`]). Source: delta method with Newey & West 1987; Fisher 1921 for the textbook test.
///
/// The date must be fixed before looking at the rows. Missing values and undefined cases as in [`correlation_interval`], for
/// either stretch. `confidence` in (0, 1) is that of the two intervals. O(n L).
///
/// ```
/// use sectorscope_stats::{correlation::coefficient::Method, inference::shift::shift};
/// let x: Vec<f64> = (0..40).map(|i| f64::from(i * i % 11)).collect();
/// let y: Vec<f64> = (0..40).map(|i| f64::from(if i < 20 { i * 7 % 5 } else { i * i % 11 + i % 3 })).collect();
/// let found = shift(Method::Pearson, (&x[..20], &y[..20]), (&x[20..], &y[20..]), [2, 2], 0.95).unwrap();
/// assert!(found.test.p_greater < 0.001);
/// ```
pub fn shift(
    method: Method,
    before: (&[f64], &[f64]),
    after: (&[f64], &[f64]),
    lags: [usize; 2],
    confidence: f64,
) -> Result<Shift, Undefined> {
    let before = correlation_interval(method, before.0, before.1, lags[0], confidence)?;
    let after = correlation_interval(method, after.0, after.1, lags[1], confidence)?;
    let se = (before.se_z * before.se_z + after.se_z * after.se_z).sqrt();
    let test = CorrelationTest::normal((fisher_z(after.r) - fisher_z(before.r)) / se);
    let textbook = independent_test(after.r, after.n, before.r, before.n)?;
    Ok(Shift { before, after, test, textbook })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_change_and_its_reverse() {
        let x: Vec<f64> = (0..30).map(|i| libm::sin(f64::from(i * i))).collect();
        let y: Vec<f64> = (0..30).map(|i| libm::sin(f64::from(i * i)) + libm::cos(f64::from(3 * i))).collect();
        let same = shift(Method::Pearson, (&x, &y), (&x, &y), [2, 2], 0.95).unwrap();
        assert_eq!((same.test.statistic, same.textbook.p_two_sided), (0.0, 1.0));
        let up = shift(Method::Pearson, (&x[..15], &y[..15]), (&x[15..], &y[15..]), [2, 2], 0.95).unwrap();
        let down = shift(Method::Pearson, (&x[15..], &y[15..]), (&x[..15], &y[..15]), [2, 2], 0.95).unwrap();
        assert_eq!(up.test.statistic, -down.test.statistic);
    }

    #[test]
    fn undefined_on_either_side() {
        let x = [1.0, 2.0, 4.0, 3.0, 5.0];
        let y = [2.0, 1.0, 4.0, 3.0, 5.0];
        let of = |a: &[f64], b: &[f64], lags| shift(Method::Pearson, (a, b), (&x, &y), [lags, 0], 0.95).err();
        assert_eq!(of(&x[..3], &y[..3], 0), Some(Undefined::InsufficientN));
        assert_eq!(of(&x, &x, 0), Some(Undefined::Perfect));
        assert_eq!(of(&x, &[0.1; 5], 0), Some(Undefined::ZeroVariance));
        assert_eq!(of(&x, &y, 5), Some(Undefined::WindowTooLong));
        assert_eq!(of(&[], &[], 0), Some(Undefined::InsufficientN));
    }
}
