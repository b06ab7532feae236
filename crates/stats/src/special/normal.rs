//! The normal distribution, with relative accuracy kept in the tails: a p-value of 1e-250 is not 0.

use std::f64::consts::{FRAC_1_SQRT_2, PI};

use crate::special::polynomial::ratio;

/// Standard normal distribution function, P(Z <= x) = erfc(-x/sqrt 2)/2. NaN gives NaN. O(1).
///
/// ```
/// assert!((sectorscope_stats::special::normal::normal_cdf(1.959963984540054) - 0.975).abs() < 1e-15);
/// ```
pub fn normal_cdf(x: f64) -> f64 {
    normal_sf(-x)
}

/// Standard normal upper tail, P(Z > x) = erfc(x/sqrt 2)/2. NaN gives NaN. O(1).
///
/// ```
/// assert!((sectorscope_stats::special::normal::normal_sf(30.0) / 4.906713927148187e-198 - 1.0).abs() < 1e-12);
/// ```
pub fn normal_sf(x: f64) -> f64 {
    0.5 * libm::erfc(x * FRAC_1_SQRT_2)
}

/// Standard normal quantile: the z with P(Z <= z) = p.
///
/// Algorithm AS 241 (Wichura 1988, Appl. Stat. 37:477), in the tails followed by one Newton step on the logarithm of the
/// probability. p = 0 and 1 give the infinities; outside [0, 1] and for NaN the result is NaN. O(1).
///
/// ```
/// assert!((sectorscope_stats::special::normal::normal_quantile(0.975) - 1.959963984540054).abs() < 1e-14);
/// ```
pub fn normal_quantile(p: f64) -> f64 {
    if !(0.0..=1.0).contains(&p) {
        return f64::NAN;
    }
    let q = p - 0.5;
    if q.abs() <= 0.425 {
        return q * ratio(0.180625 - q * q, &AS241_CENTRE.0, &AS241_CENTRE.1);
    }
    let (tail, sign) = if q < 0.0 { (p, -1.0) } else { (1.0 - p, 1.0) };
    if tail == 0.0 {
        return sign * f64::INFINITY;
    }
    let log_tail = libm::log(tail);
    let depth = (-log_tail).sqrt();
    let z = if depth <= 5.0 {
        ratio(depth - 1.6, &AS241_TAIL.0, &AS241_TAIL.1)
    } else {
        ratio(depth - 5.0, &AS241_FAR_TAIL.0, &AS241_FAR_TAIL.1)
    };
    // d ln P(Z > z) / dz = -density / P.
    let upper = normal_sf(z);
    let density = libm::exp(-0.5 * z * z) / (2.0 * PI).sqrt();
    sign * (z + (libm::log(upper) - log_tail) * upper / density)
}

type Rational = ([f64; 8], [f64; 8]);

const AS241_CENTRE: Rational = (
    [
        3.387_132_872_796_366_5,
        1.331_416_678_917_843_8e2,
        1.971_590_950_306_551_3e3,
        1.373_169_376_550_946e4,
        4.592_195_393_154_987e4,
        6.726_577_092_700_87e4,
        3.343_057_558_358_813e4,
        2.509_080_928_730_122_7e3,
    ],
    [
        1.0,
        4.231_333_070_160_091e1,
        6.871_870_074_920_579e2,
        5.394_196_021_424_751e3,
        2.121_379_430_158_659_7e4,
        3.930_789_580_009_271e4,
        2.872_908_573_572_194_3e4,
        5.226_495_278_852_854e3,
    ],
);

const AS241_TAIL: Rational = (
    [
        1.423_437_110_749_683_5,
        4.630_337_846_156_546,
        5.769_497_221_460_691,
        3.647_848_324_763_204_5,
        1.270_458_252_452_368_4,
        2.417_807_251_774_506e-1,
        2.272_384_498_926_918_4e-2,
        7.745_450_142_783_414e-4,
    ],
    [
        1.0,
        2.053_191_626_637_759,
        1.676_384_830_183_803_8,
        6.897_673_349_851e-1,
        1.481_039_764_274_800_8e-1,
        1.519_866_656_361_645_7e-2,
        5.475_938_084_995_345e-4,
        1.050_750_071_644_416_9e-9,
    ],
);

const AS241_FAR_TAIL: Rational = (
    [
        6.657_904_643_501_103,
        5.463_784_911_164_114,
        1.784_826_539_917_291_3,
        2.965_605_718_285_048_7e-1,
        2.653_218_952_657_612_4e-2,
        1.242_660_947_388_078_4e-3,
        2.711_555_568_743_487_6e-5,
        2.010_334_399_292_288_1e-7,
    ],
    [
        1.0,
        5.998_322_065_558_88e-1,
        1.369_298_809_227_358e-1,
        1.487_536_129_085_061_5e-2,
        7.868_691_311_456_133e-4,
        1.846_318_317_510_054_8e-5,
        1.421_511_758_316_446e-7,
        2.044_263_103_389_94e-15,
    ],
);

#[cfg(test)]
mod tests {
    use super::*;

    fn close(got: f64, expected: f64) {
        assert!((got - expected).abs() <= 1e-13 * expected.abs(), "{got:e} is not {expected:e}");
    }

    #[test]
    fn quantile_inverts_the_distribution_function() {
        for step in 1..200 {
            let z = f64::from(step) * 0.18;
            close(normal_quantile(normal_sf(z)), -z);
        }
        assert_eq!(normal_quantile(0.5), 0.0);
        assert_eq!(normal_quantile(0.0), f64::NEG_INFINITY);
        assert_eq!(normal_quantile(1.0), f64::INFINITY);
        assert!(normal_quantile(1.5).is_nan() && normal_quantile(f64::NAN).is_nan());
    }

    #[test]
    fn tails_at_the_ends() {
        assert_eq!(normal_sf(f64::INFINITY), 0.0);
        assert_eq!(normal_cdf(f64::INFINITY), 1.0);
    }
}
