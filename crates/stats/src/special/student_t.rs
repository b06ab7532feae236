//! Student's t distribution, with relative accuracy kept in the tails. Degrees of freedom need not be whole.

use crate::special::beta::{beta_front, incomplete_beta};
use crate::special::normal::normal_quantile;

/// Student t upper tail, P(T > t), with `df` degrees of freedom (need not be whole). NaN for df <= 0 or NaN. O(sqrt df)
/// at worst.
///
/// ```
/// use sectorscope_stats::special::student_t::student_t_sf;
/// // With one degree of freedom a quarter lies above 1.
/// assert!((student_t_sf(1.0, 1.0) - 0.25).abs() < 1e-15 && (student_t_sf(-1.0, 1.0) - 0.75).abs() < 1e-15);
/// ```
pub fn student_t_sf(t: f64, df: f64) -> f64 {
    let half = 0.5 * student_t_two_sided(t, df);
    if t < 0.0 { 1.0 - half } else { half }
}

/// Student t two-sided tail, P(|T| > |t|) = `I_x(df/2`, 1/2) at x = df/(df + t^2), with `df` degrees of freedom. NaN for
/// df <= 0 or NaN; 0 for |t| > 1e154, where at most one degree of freedom leaves anything. O(sqrt df) at worst.
///
/// ```
/// assert!((sectorscope_stats::special::student_t::student_t_two_sided(1.0, 1.0) - 0.5).abs() < 1e-15);
/// ```
pub fn student_t_two_sided(t: f64, df: f64) -> f64 {
    if t.is_nan() || df.is_nan() || df <= 0.0 {
        return f64::NAN;
    }
    let square = t * t;
    if square.is_infinite() {
        return 0.0;
    }
    incomplete_beta(0.5 * df, 0.5, df / (df + square), square / (df + square))
}

/// Student t quantile: the t with P(T <= t) = p, for `df` degrees of freedom (need not be whole).
///
/// Newton's method on the logarithm of a probability as a function of ln t, which is concave, so that it converges from
/// any start: on the two-sided tail, or near the centre on what lies between -t and t. p = 0 and 1 give the infinities;
/// p outside [0, 1], df <= 0 and NaN give NaN. A quantile beyond the largest double is infinite. O(steps), about six, of
/// the cost of [`student_t_two_sided`].
///
/// ```
/// let t = sectorscope_stats::special::student_t::student_t_quantile(0.975, 10.0);
/// assert!((t - 2.2281388519862744).abs() < 1e-12);
/// ```
pub fn student_t_quantile(p: f64, df: f64) -> f64 {
    if !(0.0..=1.0).contains(&p) || df.is_nan() || df <= 0.0 {
        return f64::NAN;
    }
    let from_centre = p - 0.5;
    if from_centre == 0.0 || df.is_infinite() {
        return normal_quantile(p);
    }
    let sign = 1.0_f64.copysign(from_centre);
    let tail = if from_centre < 0.0 { p } else { 1.0 - p };
    if tail == 0.0 {
        return sign * f64::INFINITY;
    }
    let central = from_centre.abs() < 0.25;
    let target = libm::log(2.0 * if central { from_centre.abs() } else { tail });
    // Student's t is never nearer to 0 than the normal quantile.
    let mut log_t = libm::log(normal_quantile(0.5 + from_centre.abs().min(0.5 - f64::EPSILON)));
    let (mut low, mut high) = (log_t, f64::INFINITY);
    for _ in 0..MOST_NEWTON_STEPS {
        // Further out a square is no longer finite, but there the tail is a power of t, and one step arrives.
        let at = log_t.min(FURTHEST_LOG);
        let square = libm::exp(2.0 * at);
        let (x, y) = (df / (df + square), square / (df + square));
        // d/d(ln t) of the probability between -t and t.
        let slope = 2.0 * beta_front(0.5, 0.5 * df, y, x);
        let step = if central {
            let mass = incomplete_beta(0.5, 0.5 * df, y, x);
            (target - libm::log(mass)) * mass / slope
        } else {
            let mass = incomplete_beta(0.5 * df, 0.5, x, y);
            (libm::log(mass) - target) * mass / slope
        };
        // A step can overshoot to where nothing is left of the tail: then halve the bracket.
        if step > 0.0 {
            low = at;
        } else {
            high = at;
        }
        let next = at + step;
        let inside = low <= next && next <= high;
        let next = match (inside, high.is_finite()) {
            (true, _) => next,
            (false, true) => 0.5 * (low + high),
            (false, false) => break,
        };
        let moved = (next - log_t).abs();
        log_t = next;
        if moved <= 4.0 * f64::EPSILON || at == FURTHEST_LOG {
            break;
        }
    }
    sign * libm::exp(log_t)
}

/// Where the square of t is about to overflow.
const FURTHEST_LOG: f64 = 354.0;

/// Convergence is quadratic; the bound is for arguments at the edge of what a double can say.
const MOST_NEWTON_STEPS: usize = 100;

#[cfg(test)]
mod tests {
    use std::f64::consts::PI;

    use super::*;
    use crate::special::normal::normal_sf;

    fn close(got: f64, expected: f64) {
        assert!((got - expected).abs() <= 1e-13 * expected.abs(), "{got:e} is not {expected:e}");
    }

    #[test]
    fn tails_at_the_ends() {
        assert_eq!(student_t_two_sided(f64::INFINITY, 5.0), 0.0);
        assert_eq!(student_t_two_sided(0.0, 5.0), 1.0);
        assert!(student_t_two_sided(1.0, 0.0).is_nan() && student_t_two_sided(f64::NAN, 1.0).is_nan());
        close(student_t_sf(-1.0, 1.0), 0.75);
        // One degree of freedom is the Cauchy distribution: 2/(pi t) far out.
        close(student_t_two_sided(1e100, 1.0), 2e-100 / PI);
    }

    #[test]
    fn student_quantile_inverts_the_tail() {
        for df in [0.7, 1.0, 2.5, 30.0, 1e6] {
            for tail in [if df > 2.0 { 1e-200 } else { 1e-90 }, 1e-30, 1e-8, 0.01, 0.2, 0.26, 0.4, 0.499] {
                let t = student_t_quantile(tail, df);
                // An ulp of t is up to t^2 ulps of the tail.
                assert!((student_t_sf(-t, df) / tail - 1.0).abs() < 1e-12, "{df} {tail:e}");
                assert_eq!(student_t_quantile(1.0 - 0.75, df), -student_t_quantile(0.75, df));
            }
        }
        assert_eq!(student_t_quantile(0.5, 3.0), 0.0);
        assert_eq!(student_t_quantile(1.0, 3.0), f64::INFINITY);
        assert_eq!(student_t_quantile(0.3, f64::INFINITY), normal_quantile(0.3));
        // One degree of freedom is the Cauchy distribution: -1/(pi p) far out. A hundredth of one leaves every double.
        close(student_t_quantile(1e-250, 1.0), -1e250 / PI);
        assert_eq!(student_t_quantile(1e-300, 0.01), f64::NEG_INFINITY);
        for (p, df) in [(f64::NAN, 1.0), (0.3, 0.0), (0.3, f64::NAN), (-0.1, 1.0)] {
            assert!(student_t_quantile(p, df).is_nan());
        }
    }

    #[test]
    fn many_degrees_of_freedom_approach_the_normal() {
        let normal = 2.0 * normal_sf(5.0);
        assert!((student_t_two_sided(5.0, 1e9) / normal - 1.0).abs() < 2e-7);
    }
}
