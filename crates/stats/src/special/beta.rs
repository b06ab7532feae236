//! The incomplete beta function, behind the tails of Student's t and of F.

use std::f64::consts::PI;

use crate::special::polynomial::polynomial;

/// Regularised incomplete beta function `I_x(a`, b), for a, b > 0; x is clamped to [0, 1]; NaN for anything else.
///
/// Continued fraction by Lentz's method (`DiDonato` & Morris 1992, ACM TOMS 18:360, for the equations); its front factor by
/// saddle-point terms, so that large parameters do not cost digits. O(sqrt(max(a, b))) near the centre, less elsewhere.
///
/// ```
/// assert!((sectorscope_stats::special::beta::regularised_incomplete_beta(2.0, 1.0, 0.5) - 0.25).abs() < 1e-15);
/// ```
pub fn regularised_incomplete_beta(a: f64, b: f64, x: f64) -> f64 {
    if a > 0.0 && b > 0.0 && !x.is_nan() { incomplete_beta(a, b, x, 1.0 - x) } else { f64::NAN }
}

/// `I_x(a`, b) with y = 1 - x given too: the caller may know it better than the subtraction does.
pub(super) fn incomplete_beta(a: f64, b: f64, x: f64, y: f64) -> f64 {
    if x <= 0.0 {
        0.0
    } else if y <= 0.0 {
        1.0
    } else if x <= (a + 1.0) / (a + b + 2.0) {
        beta_front(a, b, x, y) / a * beta_continued_fraction(a, b, x)
    } else {
        1.0 - beta_front(b, a, y, x) / b * beta_continued_fraction(b, a, y)
    }
}

/// Upper tail of Fisher's F with `df1` and `df2` degrees of freedom (need not be whole), P(F > f) = `I_x(df2/2`, df1/2) at
/// x = df2/(df2 + df1 f). 1 for f <= 0; NaN for df <= 0 or NaN. O(sqrt df) at worst.
///
/// ```
/// let p = sectorscope_stats::special::beta::f_sf(4.0, 2.0, 10.0);
/// assert!((p - 1.8_f64.powi(-5)).abs() < 1e-15);
/// ```
pub fn f_sf(f: f64, df1: f64, df2: f64) -> f64 {
    if f.is_nan() || df1.is_nan() || df2.is_nan() || df1 <= 0.0 || df2 <= 0.0 {
        return f64::NAN;
    }
    if f <= 0.0 {
        return 1.0;
    }
    // As a ratio, so that neither huge nor tiny f loses the smaller share.
    let ratio = f * (df1 / df2);
    incomplete_beta(0.5 * df2, 0.5 * df1, 1.0 / (1.0 + ratio), 1.0 / (1.0 + 1.0 / ratio))
}

/// x^a y^b / B(a, b) = sqrt(ab / (2 pi n)) exp(stirling terms - deviance of a from nx - deviance of b from ny), n = a+b.
/// Source: Loader 2000, Fast and accurate computation of binomial probabilities.
pub(super) fn beta_front(a: f64, b: f64, x: f64, y: f64) -> f64 {
    let n = a + b;
    // a - nx = -(b - ny): from the smaller of x and y, which has the smaller rounding error.
    let excess = if x <= y { a - n * x } else { n * y - b };
    let deviance = a * deviance(-excess / a, n * x / a) + b * deviance(excess / b, n * y / b);
    let stirling = stirling_error(n) - stirling_error(a) - stirling_error(b);
    (a / n * b / (2.0 * PI)).sqrt() * libm::exp(stirling - deviance)
}

/// u - ln(1 + u), given also 1 + u; for small u by its series, which does not cancel.
pub(super) fn deviance(u: f64, one_plus_u: f64) -> f64 {
    if u.abs() > 0.4 {
        return u - libm::log(one_plus_u);
    }
    // ln(1+u) = 2 (s + s^3/3 + s^5/5 + ...) with s = u/(2+u), and u - 2s = us.
    let s = u / (2.0 + u);
    let (mut power, mut series, mut odd) = (s * s * s, 0.0, 3.0);
    loop {
        let next = series + power / odd;
        if next == series {
            return u * s - 2.0 * series;
        }
        series = next;
        power *= s * s;
        odd += 2.0;
    }
}

/// ln of the gamma function of a + 1, less Stirling's formula: ln G(a+1) - (a + 1/2) ln a + a - ln(2 pi)/2.
pub(super) fn stirling_error(a: f64) -> f64 {
    if a < 15.0 {
        return libm::lgamma(a + 1.0) - (a + 0.5) * libm::log(a) + a - 0.5 * libm::log(2.0 * PI);
    }
    let inverse_square = 1.0 / (a * a);
    let terms = [1.0 / 12.0, -1.0 / 360.0, 1.0 / 1260.0, -1.0 / 1680.0, 1.0 / 1188.0, -691.0 / 360_360.0];
    polynomial(inverse_square, &terms) / a
}

/// The continued fraction of `I_x(a`, b), modified Lentz (Thompson & Barnett 1986).
fn beta_continued_fraction(a: f64, b: f64, x: f64) -> f64 {
    let away_from_zero = |value: f64| if value.abs() < f64::MIN_POSITIVE { f64::MIN_POSITIVE } else { value };
    let mut c = 1.0;
    let mut d = 1.0 / away_from_zero(1.0 - (a + b) * x / (a + 1.0));
    let mut fraction = d;
    // Far more steps than any convergent needs; a bound, so that no argument can hang the program.
    for step in 1..=1_000_000 {
        let m = f64::from(step);
        let even = m * (b - m) * x / ((a + 2.0 * m - 1.0) * (a + 2.0 * m));
        d = 1.0 / away_from_zero(1.0 + even * d);
        c = away_from_zero(1.0 + even / c);
        fraction *= c * d;
        let odd = -(a + m) * (a + b + m) * x / ((a + 2.0 * m) * (a + 2.0 * m + 1.0));
        d = 1.0 / away_from_zero(1.0 + odd * d);
        c = away_from_zero(1.0 + odd / c);
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

    fn close(got: f64, expected: f64) {
        assert!((got - expected).abs() <= 1e-13 * expected.abs(), "{got:e} is not {expected:e}");
    }

    #[test]
    fn beta_of_whole_numbers() {
        close(regularised_incomplete_beta(1.0, 1.0, 0.3), 0.3);
        close(regularised_incomplete_beta(1e6, 1.0, 0.9999), libm::exp(1e6 * libm::log1p(0.9999 - 1.0)));
        assert_eq!(regularised_incomplete_beta(2.0, 3.0, 0.0), 0.0);
        assert_eq!(regularised_incomplete_beta(2.0, 3.0, 1.0), 1.0);
        assert!(regularised_incomplete_beta(-1.0, 1.0, 0.5).is_nan());
    }

    #[test]
    fn f_at_its_ends() {
        assert_eq!(f_sf(0.0, 3.0, 7.0), 1.0);
        assert_eq!(f_sf(-1.0, 3.0, 7.0), 1.0);
        assert_eq!(f_sf(f64::INFINITY, 3.0, 7.0), 0.0);
        // Two and two degrees of freedom: 1/(1 + f).
        close(f_sf(1e-300, 2.0, 2.0), 1.0);
        close(f_sf(1e200, 2.0, 2.0), 1e-200);
        assert!(f_sf(1.0, 0.0, 2.0).is_nan() && f_sf(f64::NAN, 1.0, 2.0).is_nan());
    }
}
