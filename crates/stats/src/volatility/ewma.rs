//! Exponentially weighted correlation: recent rows count more.

use crate::Undefined;

/// Where the recursion begins.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Start {
    /// Weights lambda^k divided by their sum: the first rows count no more than they should.
    #[default]
    Normalised,
    /// The first product is the first value, which then has far more weight than any other.
    FirstProduct,
}

/// Exponentially weighted second moments and the correlations from them.
#[derive(Clone, Debug, PartialEq)]
pub struct Ewma {
    /// One correlation per row, in [-1, 1]; NaN before the first complete row and while a moment is 0.
    pub correlations: Vec<f64>,
    /// The last covariance, in the product of the units of x and y.
    pub covariance: f64,
    /// The last variance of x, in its squared units.
    pub variance_x: f64,
    /// The last variance of y, in its squared units.
    pub variance_y: f64,
}

/// `S_t` = lambda S_{t-1} + (1 - lambda) `x_t` `y_t` with mean zero, and likewise the two variances; correlations `S_xy` / `sqrt(S_xx`
/// `S_yy`). Source: J.P. Morgan/Reuters 1996, `RiskMetrics` Technical Document.
///
/// About (1 + lambda)/(1 - lambda) rows have weight, 32 for 0.94, so a single value is uncertain by 0.3 or more; the first
/// is always 1 or -1, so do not show the first 1/(1 - lambda). A row with a NaN or infinity in either series is skipped
/// without decay and repeats the last value. A lambda outside (0, 1), or no complete row: [`Undefined::InsufficientN`].
/// O(n).
///
/// ```
/// use sectorscope_stats::volatility::ewma::{Start, ewma_correlation};
/// let found = ewma_correlation(&[0.01, -0.02, 0.03], &[0.02, -0.01, 0.02], 0.94, Start::Normalised).unwrap();
/// assert_eq!(found.correlations[0], 1.0);
/// ```
pub fn ewma_correlation(x: &[f64], y: &[f64], lambda: f64, start: Start) -> Result<Ewma, Undefined> {
    if !(lambda > 0.0 && lambda < 1.0) {
        return Err(Undefined::InsufficientN);
    }
    // Powers of two keep the squares in range and change no digit.
    let (scale_x, scale_y) = (scale(x, y), scale(y, x));
    let (mut xy, mut xx, mut yy, mut weight) = (0.0, 0.0, 0.0, 0.0);
    let mut last = f64::NAN;
    let correlations: Vec<f64> = x
        .iter()
        .zip(y)
        .map(|(a, b)| {
            if a.is_finite() && b.is_finite() {
                let (a, b) = (a * scale_x, b * scale_y);
                let new = if weight == 0.0 && start == Start::FirstProduct { 1.0 } else { 1.0 - lambda };
                xy = lambda * xy + new * a * b;
                xx = lambda * xx + new * a * a;
                yy = lambda * yy + new * b * b;
                weight = lambda * weight + new;
                last = if xx > 0.0 && yy > 0.0 { (xy / (xx.sqrt() * yy.sqrt())).clamp(-1.0, 1.0) } else { f64::NAN };
            }
            last
        })
        .collect();
    if weight == 0.0 {
        return Err(Undefined::InsufficientN);
    }
    Ok(Ewma {
        correlations,
        covariance: xy / weight / scale_x / scale_y,
        variance_x: xx / weight / scale_x / scale_x,
        variance_y: yy / weight / scale_y / scale_y,
    })
}

/// The power of two that brings the largest of the rows that count near 1.
fn scale(of: &[f64], other: &[f64]) -> f64 {
    let counted = of.iter().zip(other).filter(|(a, b)| a.is_finite() && b.is_finite());
    let largest = counted.fold(0.0_f64, |largest, (a, _)| largest.max(a.abs()));
    let (_, exponent) = libm::frexp(largest);
    libm::ldexp(1.0, (-exponent).min(1023))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn normalised_weights_are_a_weighted_mean() {
        let (x, y, lambda) = ([1.0, -2.0, 3.0, 0.5], [0.5, 1.0, 2.0, -1.0], 0.9);
        let found = ewma_correlation(&x, &y, lambda, Start::Normalised).unwrap();
        let weights = [lambda * lambda * lambda, lambda * lambda, lambda, 1.0];
        let total: f64 = weights.iter().sum();
        let covariance: f64 = (0..4).map(|t| weights[t] * x[t] * y[t]).sum::<f64>() / total;
        assert!((found.covariance - covariance).abs() < 1e-15);
    }

    #[test]
    fn gaps_repeat_and_zeros_are_undefined() {
        let x = [f64::NAN, 0.0, 0.02, f64::INFINITY, 0.01];
        let y = [0.1, 0.1, 0.01, 0.1, -0.2];
        let r = ewma_correlation(&x, &y, 0.94, Start::FirstProduct).unwrap().correlations;
        assert!(r[0].is_nan() && r[1].is_nan() && r[2].is_finite());
        assert_eq!(r[2], r[3]);
        assert_eq!(ewma_correlation(&[], &[], 0.94, Start::Normalised), Err(Undefined::InsufficientN));
        assert_eq!(ewma_correlation(&[f64::NAN], &[1.0], 0.94, Start::Normalised), Err(Undefined::InsufficientN));
        for lambda in [0.0, 1.0, f64::NAN] {
            assert_eq!(ewma_correlation(&[1.0], &[1.0], lambda, Start::Normalised), Err(Undefined::InsufficientN));
        }
    }

    #[test]
    fn magnitude_does_not_matter() {
        let (x, y) = ([1.0, -2.0, 3.0], [2.0, 1.0, 2.0]);
        let huge: Vec<f64> = x.iter().map(|v| v * libm::ldexp(1.0, 1000)).collect();
        let tiny: Vec<f64> = y.iter().map(|v| v * libm::ldexp(1.0, -1000)).collect();
        let plain = ewma_correlation(&x, &y, 0.94, Start::Normalised).unwrap().correlations;
        assert_eq!(ewma_correlation(&huge, &tiny, 0.94, Start::Normalised).unwrap().correlations, plain);
    }
}
