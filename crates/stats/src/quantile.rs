//! Sample quantiles.

use crate::Undefined;

/// The p-quantile by linear interpolation between order statistics: position (n - 1) p among the sorted values, counted
/// from 0. Source: Hyndman & Fan 1996, Am. Stat. 50:361, type 7 (the default of R and `NumPy`).
///
/// In the units of x. Missing values (NaN) are left out; none left, or p outside [0, 1]: [`Undefined::InsufficientN`]. The
/// others must be finite: next to an infinity there is nothing to interpolate. O(n log n).
///
/// ```
/// assert_eq!(sectorscope_stats::quantile::quantile(&[3.0, 1.0, 2.0, 4.0], 0.5), Ok(2.5));
/// ```
pub fn quantile(x: &[f64], p: f64) -> Result<f64, Undefined> {
    quantile_of_sorted(&sorted(x), p)
}

/// The smallest value whose share of values at or below it is at least p: a value that occurs, for ranks. Source: Hyndman &
/// Fan 1996, type 1. Missing values, units and cost, O(n log n), as in [`quantile`].
///
/// ```
/// assert_eq!(sectorscope_stats::quantile::lower_quantile(&[3.0, 1.0, 2.0, 4.0], 0.5), Ok(2.0));
/// ```
pub fn lower_quantile(x: &[f64], p: f64) -> Result<f64, Undefined> {
    let x = sorted(x);
    if x.is_empty() || !(0.0..=1.0).contains(&p) {
        return Err(Undefined::InsufficientN);
    }
    let at_or_below = (x.len() as f64 * p).ceil() as usize;
    Ok(x[at_or_below.clamp(1, x.len()) - 1])
}

/// [`quantile`] of values already sorted, finite and without NaN: several quantiles of one sample. Undefined as there. O(1).
///
/// ```
/// use sectorscope_stats::quantile::{quantile_of_sorted, sorted};
/// let values = sorted(&[4.0, f64::NAN, 1.0, 2.0]);
/// assert_eq!([0.0, 0.25, 1.0].map(|p| quantile_of_sorted(&values, p)), [Ok(1.0), Ok(1.5), Ok(4.0)]);
/// ```
pub fn quantile_of_sorted(x: &[f64], p: f64) -> Result<f64, Undefined> {
    if x.is_empty() || !(0.0..=1.0).contains(&p) {
        return Err(Undefined::InsufficientN);
    }
    let position = (x.len() - 1) as f64 * p;
    let below = position as usize;
    let (low, high) = (x[below], x[(below + 1).min(x.len() - 1)]);
    let share = position - below as f64;
    Ok(if share == 0.0 || low == high { low } else { low + share * (high - low) })
}

/// The values that are not NaN, smallest first. O(n log n).
///
/// ```
/// use sectorscope_stats::quantile::sorted;
/// assert_eq!(sorted(&[3.0, f64::NAN, f64::NEG_INFINITY, 1.0]), [f64::NEG_INFINITY, 1.0, 3.0]);
/// ```
pub fn sorted(x: &[f64]) -> Vec<f64> {
    let mut values: Vec<f64> = x.iter().copied().filter(|value| !value.is_nan()).collect();
    values.sort_unstable_by(f64::total_cmp);
    values
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn corner_cases() {
        for of in [quantile, lower_quantile] {
            assert_eq!(of(&[], 0.5), Err(Undefined::InsufficientN));
            assert_eq!(of(&[f64::NAN], 0.5), Err(Undefined::InsufficientN));
            assert_eq!(of(&[1.0], 1.5), Err(Undefined::InsufficientN));
            assert_eq!(of(&[1.0], f64::NAN), Err(Undefined::InsufficientN));
            assert_eq!((of(&[7.0], 0.0), of(&[7.0], 1.0)), (Ok(7.0), Ok(7.0)));
            assert_eq!((of(&[2.0, f64::NAN, 1.0], 0.0), of(&[2.0, f64::NAN, 1.0], 1.0)), (Ok(1.0), Ok(2.0)));
            assert_eq!(of(&[f64::INFINITY; 3], 0.4), Ok(f64::INFINITY));
        }
    }

    #[test]
    fn interpolated_and_not() {
        let x = [1.0, 2.0, 3.0, 10.0];
        assert_eq!((quantile(&x, 0.25), lower_quantile(&x, 0.25)), (Ok(1.75), Ok(1.0)));
        assert_eq!((quantile(&x, 0.5), lower_quantile(&x, 0.26)), (Ok(2.5), Ok(2.0)));
        assert!((quantile(&x, 0.9).unwrap() - 7.9).abs() < 1e-14);
    }
}
