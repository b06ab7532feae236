//! Correlation of large moves only, and what the normal distribution makes of it.

use std::f64::consts::PI;

use crate::Undefined;
use crate::complete::complete_pairs;
use crate::correlation::coefficient::pearson;
use crate::moments::{mean, standard_deviation};
use crate::special::normal::normal_sf;

/// Correlation of the rows in which both columns lie beyond a threshold.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Exceedance {
    /// Such rows.
    pub n: usize,
    /// Their correlation; undefined where there are too few, or one column does not vary in them.
    pub r: Result<f64, Undefined>,
}

/// Exceedance correlations: of the rows with both standardised values above `threshold`, and with both below its negative.
/// Standardised by the mean and the standard deviation with n - 1; strict comparison. Source: Longin & Solnik 2001, J. Fin.
/// 56:649.
///
/// Compare with [`normal_exceedance`], never with the correlation of all rows: conditioning alone lowers it. Threshold in
/// standard deviations, at least 0; fewer than `fewest` rows beyond it: [`Undefined::InsufficientN`] in that part. Rows with
/// a NaN or infinity are dropped. Fewer than two rows: [`Undefined::InsufficientN`]; a constant column:
/// [`Undefined::ZeroVariance`]. O(n).
///
/// ```
/// let (x, y) = ([-3.0, -2.0, 0.0, 1.0, 2.0, 3.0], [-1.0, -2.0, -0.5, 1.0, 3.0, 2.0]);
/// let [upper, lower] = sectorscope_stats::correlation::exceedance::exceedance_correlations(&x, &y, 0.0, 2).unwrap();
/// assert_eq!((upper.n, lower.n), (3, 3));
/// ```
pub fn exceedance_correlations(
    x: &[f64],
    y: &[f64],
    threshold: f64,
    fewest: usize,
) -> Result<[Exceedance; 2], Undefined> {
    let (x, y) = complete_pairs(x, y);
    let standardised = |v: &[f64]| -> Result<Vec<f64>, Undefined> {
        let (mean, sd) = (mean(v)?, standard_deviation(v)?);
        if sd > 0.0 { Ok(v.iter().map(|v| (v - mean) / sd).collect()) } else { Err(Undefined::ZeroVariance) }
    };
    let (x, y) = (standardised(&x)?, standardised(&y)?);
    let beyond = |sign: f64| {
        let rows = x.iter().zip(&y).filter(|&(a, b)| sign * a > threshold && sign * b > threshold);
        let (x, y): (Vec<f64>, Vec<f64>) = rows.unzip();
        let r = if x.len() < fewest { Err(Undefined::InsufficientN) } else { pearson(&x, &y).map(|c| c.r) };
        Exceedance { n: x.len(), r }
    };
    Ok([beyond(1.0), beyond(-1.0)])
}

/// What exceedance correlations would be for a bivariate normal distribution.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct NormalExceedance {
    /// Probability that both lie above the threshold.
    pub probability: f64,
    /// Their correlation, given that.
    pub r: f64,
}

/// Correlation of two standard normal variables with correlation `rho`, given that both exceed `threshold` (by symmetry also
/// given that both lie below its negative). Moments by Rosenbaum 1961, JRSS-B 23:405; the probability by Plackett's
/// integral over the correlation (1954, Biometrika 41:351), Gauss-Legendre of 20 points in eight pieces.
///
/// `rho` in (-1, 1), `threshold` in standard deviations. |rho| >= 1: [`Undefined::Perfect`]; NaN:
/// [`Undefined::InsufficientN`]; beyond about 6 standard deviations nothing is left: [`Undefined::ZeroVariance`]. O(1).
///
/// ```
/// let at_zero = sectorscope_stats::correlation::exceedance::normal_exceedance(0.5, 0.0).unwrap();
/// assert!((at_zero.probability - 1.0 / 3.0).abs() < 1e-15);
/// ```
pub fn normal_exceedance(rho: f64, threshold: f64) -> Result<NormalExceedance, Undefined> {
    if rho.is_nan() || !threshold.is_finite() {
        return Err(Undefined::InsufficientN);
    }
    if rho.abs() >= 1.0 {
        return Err(Undefined::Perfect);
    }
    let h = threshold;
    let tail = normal_sf(h);
    // exp(-h^2 / (1 + sin t)) is the density at the point (h, h), times 2 pi cos t.
    let density = |angle: f64| libm::exp(-h * h / (1.0 + libm::sin(angle)));
    let probability = tail * tail + integrate(density, 0.0, libm::asin(rho)) / (2.0 * PI);
    let rest = ((1.0 - rho) * (1.0 + rho)).sqrt();
    let edge = libm::exp(-0.5 * h * h) / (2.0 * PI).sqrt() * normal_sf(h * (1.0 - rho) / rest);
    let corner = rest / (2.0 * PI) * libm::exp(-h * h / (1.0 + rho));
    if probability < 1e-15 {
        return Err(Undefined::ZeroVariance);
    }
    let mean = edge * (1.0 + rho) / probability;
    let square = 1.0 + (h * edge * (1.0 + rho * rho) + rho * corner) / probability;
    let product = rho + (2.0 * rho * h * edge + corner) / probability;
    Ok(NormalExceedance { probability, r: (product - mean * mean) / (square - mean * mean) })
}

/// Nodes and weights of Gauss-Legendre quadrature with 20 points, the positive half.
const GAUSS_LEGENDRE: [(f64, f64); 10] = [
    (0.076_526_521_133_497_34, 0.152_753_387_130_725_84),
    (0.227_785_851_141_645_07, 0.149_172_986_472_603_74),
    (0.373_706_088_715_419_55, 0.142_096_109_318_382_04),
    (0.510_867_001_950_827_1, 0.131_688_638_449_176_64),
    (0.636_053_680_726_515, 0.118_194_531_961_518_41),
    (0.746_331_906_460_150_8, 0.101_930_119_817_240_44),
    (0.839_116_971_822_218_8, 0.083_276_741_576_704_75),
    (0.912_234_428_251_326, 0.062_672_048_334_109_07),
    (0.963_971_927_277_913_8, 0.040_601_429_800_386_94),
    (0.993_128_599_185_094_9, 0.017_614_007_139_152_118),
];

fn integrate(f: impl Fn(f64) -> f64, from: f64, to: f64) -> f64 {
    const PIECES: u32 = 8;
    let half = 0.5 * (to - from) / f64::from(PIECES);
    let piece = |i: u32| {
        let centre = from + f64::from(2 * i + 1) * half;
        GAUSS_LEGENDRE
            .iter()
            .map(|(node, weight)| weight * (f(centre - half * node) + f(centre + half * node)))
            .sum::<f64>()
    };
    half * (0..PIECES).map(piece).sum::<f64>()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn independence_has_no_exceedance_correlation() {
        for threshold in [0.0, 0.7, 2.0] {
            let found = normal_exceedance(0.0, threshold).unwrap();
            assert!(found.r.abs() < 1e-12);
            assert!((found.probability - normal_sf(threshold) * normal_sf(threshold)).abs() < 1e-16);
        }
    }

    #[test]
    fn the_orthant_probability_is_known() {
        for rho in [-0.99, -0.5, 0.1, 0.9, 0.999] {
            let expected = 0.25 + libm::asin(rho) / (2.0 * PI);
            assert!((normal_exceedance(rho, 0.0).unwrap().probability - expected).abs() < 1e-15);
        }
    }

    #[test]
    fn undefined_cases() {
        assert_eq!(normal_exceedance(1.0, 0.0), Err(Undefined::Perfect));
        assert_eq!(normal_exceedance(f64::NAN, 0.0), Err(Undefined::InsufficientN));
        assert_eq!(normal_exceedance(0.5, f64::INFINITY), Err(Undefined::InsufficientN));
        assert_eq!(normal_exceedance(0.5, 50.0), Err(Undefined::ZeroVariance));
        assert_eq!(exceedance_correlations(&[], &[], 0.0, 3), Err(Undefined::InsufficientN));
        assert_eq!(
            exceedance_correlations(&[0.1; 5], &[1.0, 2.0, 3.0, 4.0, 5.0], 0.0, 3),
            Err(Undefined::ZeroVariance)
        );
        let x = [1.0, 2.0, 3.0, 4.0];
        let [upper, _] = exceedance_correlations(&x, &x, 9.0, 3).unwrap();
        assert_eq!(upper, Exceedance { n: 0, r: Err(Undefined::InsufficientN) });
    }
}
