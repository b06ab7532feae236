//! Are two quantities practically equal? Absence of a difference has to be shown, too.

use crate::Undefined;
use crate::inference::fisher::two_sided_quantile;
use crate::interval::Interval;
use crate::special::normal::{normal_cdf, normal_sf};

/// Two one-sided tests of |difference| < margin.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Equivalence {
    /// The larger of the two one-sided p-values.
    pub p: f64,
    /// The interval of confidence 1 - 2 alpha, which lies within the margin exactly where p < alpha.
    pub interval: Interval,
    /// Whether it does.
    pub equivalent: bool,
}

/// Two one-sided normal tests that the difference lies above -margin and below margin, at level `alpha` each. Source:
/// Schuirmann 1987, J. Pharmacokin. Biopharm. 15:657.
///
/// `difference`, its standard error and `margin` in the same units. A standard error that is not positive:
/// [`Undefined::ZeroVariance`]; a value that is not finite, a margin below 0 or alpha outside (0, 0.5):
/// [`Undefined::InsufficientN`]. O(1).
///
/// ```
/// let test = sectorscope_stats::inference::equivalence::equivalence_test(0.01, 0.01, 0.05, 0.05).unwrap();
/// assert!(test.equivalent && test.p < 1e-4);
/// ```
pub fn equivalence_test(difference: f64, se: f64, margin: f64, alpha: f64) -> Result<Equivalence, Undefined> {
    if !difference.is_finite() || !se.is_finite() || margin.is_nan() || margin < 0.0 || !(alpha > 0.0 && alpha < 0.5) {
        return Err(Undefined::InsufficientN);
    }
    if se <= 0.0 {
        return Err(Undefined::ZeroVariance);
    }
    let (above, below) = (normal_sf((difference + margin) / se), normal_cdf((difference - margin) / se));
    let half_width = two_sided_quantile(1.0 - 2.0 * alpha) * se;
    let interval = Interval { low: difference - half_width, high: difference + half_width };
    Ok(Equivalence { p: above.max(below), interval, equivalent: within_margin(interval, margin) })
}

/// Whether an interval lies strictly within (-margin, margin); false where an end is NaN. For intervals of confidence 1 - 2
/// alpha, of any making, this is an equivalence test at level alpha. O(1).
///
/// ```
/// use sectorscope_stats::{interval::Interval, inference::equivalence::within_margin};
/// assert!(within_margin(Interval { low: -0.04, high: 0.03 }, 0.05));
/// ```
pub fn within_margin(interval: Interval, margin: f64) -> bool {
    interval.low > -margin && interval.high < margin
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_interval_and_the_p_value_say_the_same() {
        for difference in [-0.06, -0.03, 0.0, 0.02, 0.0335, 0.0336, 0.05] {
            let test = equivalence_test(difference, 0.01, 0.05, 0.05).unwrap();
            assert_eq!(test.equivalent, test.p < 0.05, "{difference}");
        }
    }

    #[test]
    fn undefined_cases() {
        assert_eq!(equivalence_test(0.0, 0.0, 0.05, 0.05), Err(Undefined::ZeroVariance));
        assert_eq!(equivalence_test(f64::NAN, 0.1, 0.05, 0.05), Err(Undefined::InsufficientN));
        assert_eq!(equivalence_test(0.0, 0.1, -0.05, 0.05), Err(Undefined::InsufficientN));
        assert_eq!(equivalence_test(0.0, 0.1, 0.05, 0.5), Err(Undefined::InsufficientN));
        assert!(!within_margin(Interval { low: f64::NAN, high: 0.0 }, 1.0));
        assert!(!within_margin(Interval { low: -0.1, high: 0.0 }, 0.1));
    }
}
