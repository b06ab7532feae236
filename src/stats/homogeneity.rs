//! Do several estimates of one quantity agree?

use super::Undefined;
use super::gamma::chi_squared_sf;
use super::sum::compensated_sum;

/// Cochran's test of homogeneity.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Homogeneity {
    /// Mean of the estimates weighted by 1/SE^2, in their units.
    pub mean: f64,
    /// Sum of squared distances from it in standard errors.
    pub q: f64,
    /// Degrees of freedom, estimates less 1.
    pub df: usize,
    /// Upper tail of chi-squared.
    pub p: f64,
}

/// Q = sum of (estimate - weighted mean)^2 / SE^2, chi-squared with k - 1 degrees of freedom if all estimate the same. For
/// independent, nearly normal estimates: Fisher's z of separate years. Source: Cochran 1954, Biometrics 10:101.
///
/// Fewer than two, slices of unequal length, or values that are not finite: [`Undefined::InsufficientN`]; a standard error
/// that is not positive: [`Undefined::ZeroVariance`]. O(k).
///
/// ```
/// let test = sectorscope::stats::homogeneity::homogeneity(&[0.1, 0.5], &[0.1, 0.1]).unwrap();
/// assert!((test.q - 8.0).abs() < 1e-12);
/// ```
pub fn homogeneity(estimates: &[f64], standard_errors: &[f64]) -> Result<Homogeneity, Undefined> {
    let k = estimates.len();
    if k < 2 || standard_errors.len() != k || estimates.iter().chain(standard_errors).any(|v| !v.is_finite()) {
        return Err(Undefined::InsufficientN);
    }
    if standard_errors.iter().any(|&se| se <= 0.0) {
        return Err(Undefined::ZeroVariance);
    }
    // Relative to the smallest, so that no weight overflows.
    let least = standard_errors.iter().copied().fold(f64::INFINITY, f64::min);
    let weights: Vec<f64> = standard_errors.iter().map(|se| (least / se) * (least / se)).collect();
    let total = compensated_sum(weights.iter().copied());
    let mean = compensated_sum(weights.iter().zip(estimates).map(|(w, e)| w * e)) / total;
    let q = compensated_sum(estimates.iter().zip(standard_errors).map(|(e, se)| (e - mean) / se * ((e - mean) / se)));
    Ok(Homogeneity { mean, q, df: k - 1, p: chi_squared_sf(q, (k - 1) as f64) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn agreement_and_precision() {
        let same = homogeneity(&[0.25; 4], &[0.1, 0.2, 0.3, 0.4]).unwrap();
        assert_eq!((same.mean, same.q, same.df, same.p), (0.25, 0.0, 3, 1.0));
        let uneven = homogeneity(&[0.0, 1.0], &[1e-200, 1.0]).unwrap();
        assert!(uneven.mean.abs() < 1e-300 && (uneven.q - 1.0).abs() < 1e-12);
    }

    #[test]
    fn undefined_cases() {
        assert_eq!(homogeneity(&[0.1], &[0.1]), Err(Undefined::InsufficientN));
        assert_eq!(homogeneity(&[], &[]), Err(Undefined::InsufficientN));
        assert_eq!(homogeneity(&[0.1, f64::NAN], &[0.1, 0.1]), Err(Undefined::InsufficientN));
        assert_eq!(homogeneity(&[0.1, 0.2], &[0.1, 0.0]), Err(Undefined::ZeroVariance));
    }
}
