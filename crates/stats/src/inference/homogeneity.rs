//! Do several estimates of one quantity agree?

use crate::Undefined;
use crate::special::beta::f_sf;
use crate::special::gamma::chi_squared_sf;
use crate::sum::compensated_sum;

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
/// let test = sectorscope_stats::inference::homogeneity::homogeneity(&[0.1, 0.5], &[0.1, 0.1]).unwrap();
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

/// Welch's test of homogeneity, for standard errors that are themselves estimates.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct WelchHomogeneity {
    /// Mean of the estimates weighted by 1/SE^2, in their units.
    pub mean: f64,
    /// Mean squared distance from it in standard errors, corrected for their errors.
    pub f: f64,
    /// Numerator degrees of freedom, estimates less 1.
    pub df: usize,
    /// Denominator degrees of freedom.
    pub df_of_errors: f64,
    /// Upper tail of F.
    pub p: f64,
}

/// F = Q/(k - 1) / (1 + 2(k - 2)/(k^2 - 1) L) with Q of [`homogeneity`], L = sum of (1 - w/W)^2/df, w = 1/SE^2 and W their
/// sum; k - 1 and (k^2 - 1)/(3 L) degrees of freedom. `df` are those of each standard error, such as the terms of a cosine
/// variance: chi-squared takes the errors for known and rejects too often. Source: Welch 1951, Biometrika 38:330.
///
/// Undefined as [`homogeneity`]; degrees of freedom that are missing or 0: [`Undefined::InsufficientN`]. O(k).
///
/// ```
/// use sectorscope_stats::inference::homogeneity::{homogeneity, welch_homogeneity};
/// let (z, se) = ([0.1, 0.5, 0.3], [0.1, 0.1, 0.2]);
/// assert!(welch_homogeneity(&z, &se, &[16; 3]).unwrap().p > homogeneity(&z, &se).unwrap().p);
/// ```
pub fn welch_homogeneity(
    estimates: &[f64],
    standard_errors: &[f64],
    df: &[usize],
) -> Result<WelchHomogeneity, Undefined> {
    let plain = homogeneity(estimates, standard_errors)?;
    if df.len() != estimates.len() || df.contains(&0) {
        return Err(Undefined::InsufficientN);
    }
    let least = standard_errors.iter().copied().fold(f64::INFINITY, f64::min);
    let weights: Vec<f64> = standard_errors.iter().map(|se| (least / se) * (least / se)).collect();
    let total = compensated_sum(weights.iter().copied());
    let k = estimates.len() as f64;
    let spread = compensated_sum(weights.iter().zip(df).map(|(w, &df)| {
        let rest = 1.0 - w / total;
        rest * rest / df as f64
    }));
    let f = plain.q / (k - 1.0) / (1.0 + 2.0 * (k - 2.0) / (k * k - 1.0) * spread);
    let df_of_errors = (k * k - 1.0) / (3.0 * spread);
    Ok(WelchHomogeneity { mean: plain.mean, f, df: plain.df, df_of_errors, p: f_sf(f, k - 1.0, df_of_errors) })
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

    /// The groups 1 3 2, 4 6 8 7 and 5 1 3 2 4, by the formula of R's oneway.test in thirty digits (mpmath).
    #[test]
    fn welch_reference_value() {
        let (means, variances, counts) = ([2.0, 6.25, 3.0], [1.0_f64, 35.0 / 12.0, 2.5], [3_usize, 4, 5]);
        let se: Vec<f64> = variances.iter().zip(counts).map(|(v, n)| (v / n as f64).sqrt()).collect();
        let test = welch_homogeneity(&means, &se, &counts.map(|n| n - 1)).unwrap();
        let expected = [7.686585966162561, 5.760025482225786, 0.02366547838822643];
        for (got, expected) in [test.f, test.df_of_errors, test.p].into_iter().zip(expected) {
            assert!((got / expected - 1.0).abs() < 1e-10, "{got} {expected}");
        }
    }

    #[test]
    fn known_errors_are_the_limit() {
        let (z, se) = ([0.1, 0.5, 0.3, 0.2], [0.1, 0.1, 0.2, 0.15]);
        let (plain, welch) = (homogeneity(&z, &se).unwrap(), welch_homogeneity(&z, &se, &[1_000_000_000; 4]).unwrap());
        assert!((plain.p - welch.p).abs() < 1e-7 && plain.mean == welch.mean);
        assert_eq!(welch_homogeneity(&z, &se, &[16; 3]), Err(Undefined::InsufficientN));
        assert_eq!(welch_homogeneity(&z, &se, &[16, 16, 0, 16]), Err(Undefined::InsufficientN));
        assert_eq!(welch_homogeneity(&z[..1], &se[..1], &[16]), Err(Undefined::InsufficientN));
    }

    #[test]
    fn undefined_cases() {
        assert_eq!(homogeneity(&[0.1], &[0.1]), Err(Undefined::InsufficientN));
        assert_eq!(homogeneity(&[], &[]), Err(Undefined::InsufficientN));
        assert_eq!(homogeneity(&[0.1, f64::NAN], &[0.1, 0.1]), Err(Undefined::InsufficientN));
        assert_eq!(homogeneity(&[0.1, 0.2], &[0.1, 0.0]), Err(Undefined::ZeroVariance));
    }
}
