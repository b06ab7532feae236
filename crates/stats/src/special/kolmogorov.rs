//! The distribution of the largest distance of a Brownian bridge from zero, behind tests of constancy.

use std::f64::consts::PI;

/// Upper tail of Kolmogorov's distribution, P(sup |Brownian bridge| > x).
///
/// 2 sum over k >= 1 of (-1)^(k-1) exp(-2 k^2 x^2) from x = 1 on; below, 1 - sqrt(2 pi)/x sum of exp(-(2k-1)^2 pi^2/(8
/// x^2)), because there the alternating terms cancel. Source: Kolmogorov 1933; Feller 1948, Ann. Math. Stat. 19:177.
/// 1 for x <= 0; NaN gives NaN. O(1).
///
/// ```
/// let p = sectorscope_stats::special::kolmogorov::kolmogorov_sf(1.3581);
/// assert!((p - 0.05).abs() < 1e-5);
/// ```
pub fn kolmogorov_sf(x: f64) -> f64 {
    if x.is_nan() {
        return f64::NAN;
    }
    if x <= 0.0 {
        return 1.0;
    }
    if x >= 1.0 {
        // Five terms at x = 1 reach 1e-22.
        let term = |k: f64| libm::exp(-2.0 * k * k * x * x);
        return 2.0 * (term(1.0) - term(2.0) + term(3.0) - term(4.0) + term(5.0));
    }
    let term = |odd: f64| libm::exp(-odd * odd * PI * PI / (8.0 * x * x));
    1.0 - (2.0 * PI).sqrt() / x * (term(1.0) + term(3.0) + term(5.0) + term(7.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_two_forms_meet() {
        let below = kolmogorov_sf(1.0_f64.next_down());
        assert!((below / kolmogorov_sf(1.0) - 1.0).abs() < 1e-14);
    }

    #[test]
    fn ends() {
        assert_eq!(kolmogorov_sf(0.0), 1.0);
        assert_eq!(kolmogorov_sf(-1.0), 1.0);
        assert_eq!(kolmogorov_sf(1e-200), 1.0);
        assert_eq!(kolmogorov_sf(1e200), 0.0);
        assert!(kolmogorov_sf(f64::NAN).is_nan());
    }
}
