//! Polynomials and their ratios, by which special functions are approximated.

/// Coefficients in rising powers, Horner's rule.
pub(super) fn polynomial(x: f64, coefficients: &[f64]) -> f64 {
    coefficients.iter().rev().fold(0.0, |value, coefficient| value * x + coefficient)
}

/// One polynomial over another.
pub(super) fn ratio(x: f64, numerator: &[f64], denominator: &[f64]) -> f64 {
    polynomial(x, numerator) / polynomial(x, denominator)
}
