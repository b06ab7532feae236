//! Weights of a basket, adding up to 1.

use crate::Undefined;
use crate::moments::standard_deviation;
use crate::sum::compensated_sum;

/// The same weight for every asset that is there. None there: [`Undefined::InsufficientN`]. O(k).
///
/// ```
/// assert_eq!(sectorscope_stats::portfolio::weights::equal_weights(&[true, false, true]), Ok(vec![0.5, 0.0, 0.5]));
/// ```
pub fn equal_weights(there: &[bool]) -> Result<Vec<f64>, Undefined> {
    proportional_weights(&there.iter().map(|&there| f64::from(u8::from(there))).collect::<Vec<_>>())
}

/// Weights in proportion to sizes, such as market values of one date. A size that is missing or not positive gets none; no
/// size at all: [`Undefined::InsufficientN`]. O(k).
///
/// ```
/// let weights = sectorscope_stats::portfolio::weights::proportional_weights(&[3.0, f64::NAN, 1.0]).unwrap();
/// assert_eq!(weights, [0.75, 0.0, 0.25]);
/// ```
pub fn proportional_weights(sizes: &[f64]) -> Result<Vec<f64>, Undefined> {
    let size = |size: f64| if size.is_finite() && size > 0.0 { size } else { 0.0 };
    let largest = sizes.iter().fold(0.0_f64, |largest, &s| largest.max(size(s)));
    if largest == 0.0 {
        return Err(Undefined::InsufficientN);
    }
    // Relative to the largest, so that a sum of huge sizes does not overflow.
    let relative: Vec<f64> = sizes.iter().map(|&s| size(s) / largest).collect();
    let total = compensated_sum(relative.iter().copied());
    Ok(relative.iter().map(|share| share / total).collect())
}

/// Weights above `cap` are set to it and what is over goes to the others in proportion, again until none is above.
///
/// Weights must add up to 1 and be neither negative nor NaN. A cap that is NaN, or too small for the number of weights that are
/// not 0, so that they could not add up to 1: equal weights. O(k^2) at worst.
///
/// ```
/// let capped = sectorscope_stats::portfolio::weights::capped_weights(&[0.5, 0.3, 0.2], 0.4);
/// assert!((capped[1] - 0.36).abs() < 1e-15 && capped[0] == 0.4);
/// ```
pub fn capped_weights(weights: &[f64], cap: f64) -> Vec<f64> {
    let used = weights.iter().filter(|&&weight| weight > 0.0).count();
    if cap.is_nan() || cap * used as f64 <= 1.0 {
        let equal = 1.0 / used.max(1) as f64;
        return weights.iter().map(|&weight| if weight > 0.0 { equal } else { 0.0 }).collect();
    }
    let mut out = weights.to_vec();
    let mut capped = vec![false; weights.len()];
    // Every round caps at least one more.
    while out.iter().any(|&weight| weight > cap) {
        let mut excess = 0.0;
        for (weight, capped) in out.iter_mut().zip(&mut capped) {
            if *weight > cap {
                excess += *weight - cap;
                (*weight, *capped) = (cap, true);
            }
        }
        let free: f64 = out.iter().zip(&capped).filter(|&(_, &capped)| !capped).map(|(weight, _)| weight).sum();
        if free <= 0.0 {
            break;
        }
        for (weight, &capped) in out.iter_mut().zip(&capped) {
            if !capped {
                *weight += excess * *weight / free;
            }
        }
    }
    out
}

/// Weights in proportion to 1/(standard deviation of the returns, with n - 1); one column of returns per asset. A column
/// whose deviation is undefined or 0 gets none; none left: [`Undefined::InsufficientN`]. O(n k).
///
/// ```
/// let weights = sectorscope_stats::portfolio::weights::inverse_volatility_weights(&[&[0.1, -0.1], &[0.3, -0.3]]).unwrap();
/// assert!((weights[0] - 0.75).abs() < 1e-15);
/// ```
pub fn inverse_volatility_weights(returns: &[&[f64]]) -> Result<Vec<f64>, Undefined> {
    let inverse = |column: &&[f64]| match standard_deviation(column) {
        Ok(sd) if sd > 0.0 => 1.0 / sd,
        _ => f64::NAN,
    };
    proportional_weights(&returns.iter().map(inverse).collect::<Vec<_>>())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_to_weigh() {
        assert_eq!(equal_weights(&[]), Err(Undefined::InsufficientN));
        assert_eq!(equal_weights(&[false, false]), Err(Undefined::InsufficientN));
        assert_eq!(proportional_weights(&[0.0, -1.0, f64::INFINITY]), Err(Undefined::InsufficientN));
        assert_eq!(inverse_volatility_weights(&[&[0.1, 0.1], &[]]), Err(Undefined::InsufficientN));
        assert!(capped_weights(&[], 0.5).is_empty());
    }

    #[test]
    fn huge_sizes_and_caps_that_cannot_hold() {
        assert_eq!(proportional_weights(&[f64::MAX, f64::MAX]), Ok(vec![0.5, 0.5]));
        assert_eq!(capped_weights(&[0.9, 0.1, 0.0], 0.3), [0.5, 0.5, 0.0]);
        assert_eq!(capped_weights(&[0.9, 0.1], f64::NAN), [0.5, 0.5]);
        let cascade = capped_weights(&[0.7, 0.25, 0.05], 0.4);
        assert!((cascade.iter().sum::<f64>() - 1.0).abs() < 1e-15);
        assert!(cascade.iter().all(|&weight| weight <= 0.4 + 1e-15), "{cascade:?}");
    }

    #[test]
    fn calm_assets_weigh_more() {
        let weights = inverse_volatility_weights(&[&[0.1, -0.1], &[0.2, -0.2], &[0.1, f64::NAN]]).unwrap();
        assert!((weights[0] - 2.0 / 3.0).abs() < 1e-15 && weights[2] == 0.0);
    }
}
