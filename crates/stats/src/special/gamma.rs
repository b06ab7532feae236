//! The incomplete gamma function, behind the tail of chi-squared.

use std::f64::consts::PI;

use crate::special::beta::{deviance, stirling_error};

/// Regularised upper incomplete gamma function Q(a, x), for a > 0 and x >= 0; NaN for anything else.
///
/// Below a + 1 from the power series of P = 1 - Q, above by the continued fraction (modified Lentz), both behind the front
/// factor x^a e^-x / G(a) from saddle-point terms, so that large a costs no digits. Keeps relative accuracy in the upper
/// tail. Source: Gil, Segura & Temme 2007, Numerical Methods for Special Functions, chapter 8; Loader 2000. O(sqrt a) near
/// x = a, less elsewhere.
///
/// ```
/// let q = sectorscope_stats::special::gamma::regularised_upper_gamma(1.0, 2.0);
/// assert!((q - (-2.0_f64).exp()).abs() < 1e-15);
/// ```
pub fn regularised_upper_gamma(a: f64, x: f64) -> f64 {
    if a.is_nan() || x.is_nan() || a <= 0.0 || x < 0.0 {
        return f64::NAN;
    }
    if x == 0.0 {
        1.0
    } else if x.is_infinite() {
        0.0
    } else if x < a + 1.0 {
        1.0 - front(a, x) / a * series(a, x)
    } else {
        front(a, x) * continued_fraction(a, x)
    }
}

/// Upper tail of chi-squared with `df` degrees of freedom (need not be whole), P(X > x) = Q(df/2, x/2). 1 for x <= 0; NaN
/// for df <= 0 or NaN. O(sqrt df) at worst.
///
/// ```
/// let p = sectorscope_stats::special::gamma::chi_squared_sf(3.84, 1.0);
/// assert!((p - 0.0500435212487).abs() < 1e-12);
/// ```
pub fn chi_squared_sf(x: f64, df: f64) -> f64 {
    regularised_upper_gamma(0.5 * df, if x < 0.0 { 0.0 } else { 0.5 * x })
}

/// x^a e^-x / G(a) = sqrt(a / (2 pi)) exp(-a d - stirling error), d the deviance of x/a from 1.
fn front(a: f64, x: f64) -> f64 {
    let log = -a * deviance((x - a) / a, x / a) - stirling_error(a);
    (a / (2.0 * PI)).sqrt() * libm::exp(log)
}

/// 1 + x/(a+1) + x^2/((a+1)(a+2)) + ...
fn series(a: f64, x: f64) -> f64 {
    let (mut term, mut total, mut n) = (1.0, 1.0, a);
    loop {
        n += 1.0;
        term *= x / n;
        let next = total + term;
        if next == total || !next.is_finite() {
            return next;
        }
        total = next;
    }
}

/// 1/(x+1-a - 1(1-a)/(x+3-a - 2(2-a)/(x+5-a - ...))), modified Lentz.
fn continued_fraction(a: f64, x: f64) -> f64 {
    let away_from_zero = |value: f64| if value.abs() < f64::MIN_POSITIVE { f64::MIN_POSITIVE } else { value };
    let mut b = x + 1.0 - a;
    let mut c = 1.0 / f64::MIN_POSITIVE;
    let mut d = 1.0 / away_from_zero(b);
    let mut fraction = d;
    // Far more steps than any convergent needs; a bound, so that no argument can hang the program.
    for step in 1..=1_000_000 {
        let i = f64::from(step);
        let numerator = -i * (i - a);
        b += 2.0;
        d = 1.0 / away_from_zero(numerator * d + b);
        c = away_from_zero(b + numerator / c);
        fraction *= c * d;
        if (c * d - 1.0).abs() < f64::EPSILON {
            break;
        }
    }
    fraction
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_degrees_of_freedom_are_exponential() {
        for x in [1e-300, 1e-10, 0.5, 1.9, 2.0, 10.0, 700.0, 1400.0] {
            let expected = libm::exp(-0.5 * x);
            assert!((chi_squared_sf(x, 2.0) - expected).abs() <= 2e-13 * expected, "{x}");
        }
    }

    #[test]
    fn ends_and_nonsense() {
        assert_eq!(chi_squared_sf(0.0, 3.0), 1.0);
        assert_eq!(chi_squared_sf(-5.0, 3.0), 1.0);
        assert_eq!(chi_squared_sf(f64::INFINITY, 3.0), 0.0);
        assert_eq!(chi_squared_sf(1e9, 3.0), 0.0);
        assert!(chi_squared_sf(1.0, 0.0).is_nan() && chi_squared_sf(f64::NAN, 1.0).is_nan());
    }

    #[test]
    fn many_degrees_of_freedom_centre_on_their_number() {
        for df in [1e4, 1e6, 1e8] {
            let p = chi_squared_sf(df, df);
            assert!((p - 0.5).abs() < 1.0 / libm::sqrt(df), "{df}: {p}");
        }
    }
}
