//! Correlation of two series: Pearson, and the choice between Pearson, Spearman and Kendall.

use crate::Undefined;
use crate::complete::complete_pairs;
use crate::correlation::from_sums::NEARLY_PERFECT;
use crate::correlation::kendall::KendallCounts;
use crate::moments::Centred;
use crate::rank::average_ranks;
use crate::sum::compensated_sum;

/// Which correlation.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Method {
    #[default]
    /// Product-moment correlation: how well a straight line describes the pairs.
    Pearson,
    /// Pearson correlation of the ranks: how well any rising curve describes them.
    Spearman,
    /// Kendall's tau-b: share of pairs of rows ordered alike, minus those ordered oppositely.
    Kendall,
}

/// A correlation and the number of complete rows behind it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Correlation {
    /// The coefficient, in [-1, 1].
    pub r: f64,
    /// Rows in which both values are present.
    pub n: usize,
}

/// The correlation of x and y by the given method: [`pearson`], [`spearman`] or [`kendall`], with their missing values, undefined
/// cases and cost, O(n) for Pearson and O(n log n) for the other two.
///
/// ```
/// use sectorscope_stats::correlation::coefficient::{Method, correlation};
/// // A cube rises throughout, but not along a line.
/// let r = |method| correlation(method, &[1.0, 2.0, 3.0, 4.0], &[1.0, 8.0, 27.0, 64.0]).unwrap().r;
/// assert_eq!((r(Method::Spearman), r(Method::Kendall)), (1.0, 1.0));
/// assert!(r(Method::Pearson) < 0.96);
/// ```
pub fn correlation(method: Method, x: &[f64], y: &[f64]) -> Result<Correlation, Undefined> {
    match method {
        Method::Pearson => pearson(x, y),
        Method::Spearman => spearman(x, y),
        Method::Kendall => kendall(x, y),
    }
}

/// Pearson's product-moment correlation, Sxy / (sqrt(Sxx) sqrt(Syy)). Source: Pearson 1896; the recipe for the sums is
/// that of [`Centred`].
///
/// Dimensionless, clamped to [-1, 1]; exactly 1 or -1 when the rows lie on a line to double precision. Rows with a NaN
/// or infinity in either column are dropped, as are rows beyond the shorter slice. Fewer than two rows:
/// [`Undefined::InsufficientN`]; a constant column: [`Undefined::ZeroVariance`]. Two rows give exactly 1 or -1. O(n).
///
/// ```
/// use sectorscope_stats::correlation::coefficient::pearson;
/// let found = pearson(&[1.0, 2.0, 3.0, 4.0, f64::NAN], &[1.0, 3.0, 2.0, 4.0, 9.0]).unwrap();
/// assert!((found.r - 0.8).abs() < 1e-15 && found.n == 4);
/// ```
pub fn pearson(x: &[f64], y: &[f64]) -> Result<Correlation, Undefined> {
    let (x, y) = complete_pairs(x, y);
    let n = x.len();
    let r = pearson_of_centred(&Centred::new(&x)?, &Centred::new(&y)?);
    Ok(Correlation { r, n })
}

/// Spearman's rank correlation: Pearson's correlation of the average ranks. Source: Spearman 1904, Am. J. Psych. 15:72.
///
/// Dimensionless, in [-1, 1]. Missing values, too few rows and constant columns as in [`pearson`]. O(n log n).
///
/// ```
/// use sectorscope_stats::correlation::coefficient::spearman;
/// // How far out the last value lies does not matter.
/// let found = spearman(&[1.0, 2.0, 3.0, 4.0], &[1.0, 3.0, 2.0, 1e9]).unwrap();
/// assert!((found.r - 0.8).abs() < 1e-15);
/// ```
pub fn spearman(x: &[f64], y: &[f64]) -> Result<Correlation, Undefined> {
    let (x, y) = complete_pairs(x, y);
    pearson(&average_ranks(&x), &average_ranks(&y))
}

/// Kendall's tau-b, (P - Q) / sqrt((n0 - n1)(n0 - n2)) with P concordant and Q discordant pairs of rows, n0 = n(n-1)/2,
/// and n1, n2 pairs tied in x, in y. Source: Kendall 1945, Biometrika 33:239; counted as in Knight 1966, JASA 61:436.
///
/// Dimensionless, in [-1, 1]. Missing values, too few rows and constant columns as in [`pearson`]. O(n log n).
///
/// ```
/// use sectorscope_stats::correlation::coefficient::kendall;
/// // Five pairs of rows are ordered alike, one oppositely.
/// assert_eq!(kendall(&[1.0, 2.0, 3.0, 4.0], &[1.0, 3.0, 2.0, 4.0]).unwrap().r, 4.0 / 6.0);
/// ```
pub fn kendall(x: &[f64], y: &[f64]) -> Result<Correlation, Undefined> {
    let counts = KendallCounts::new(x, y);
    Ok(Correlation { r: counts.tau_b()?, n: counts.n })
}

/// Pearson's correlation of two centred columns of equal length.
pub(crate) fn pearson_of_centred(x: &Centred, y: &Centred) -> f64 {
    pearson_of_product(x.sum_of_products(y), x, y)
}

/// The same from their sum of products.
pub(super) fn pearson_of_product(sum_of_products: f64, x: &Centred, y: &Centred) -> f64 {
    if let (&[x0, x1], &[y0, y1]) = (x.deviations(), y.deviations()) {
        return if (x1 > x0) == (y1 > y0) { 1.0 } else { -1.0 };
    }
    let (norm_x, norm_y) = (x.sum_of_squares().sqrt(), y.sum_of_squares().sqrt());
    let r = sum_of_products / (norm_x * norm_y);
    if r.abs() < NEARLY_PERFECT { r } else { nearly_perfect(x, y, norm_x, norm_y, r) }
}

/// |r| = 1 - (1/2) sum (u - v)^2 with the columns scaled to unit length and, for negative r, v turned over.
///
/// The quotient has an error of an ulp or two, which decides between "perfect" and "nearly perfect" by chance. This
/// form has an error far below the last digit of 1: a perfect correlation comes out as exactly 1.
fn nearly_perfect(x: &Centred, y: &Centred, norm_x: f64, norm_y: f64, r: f64) -> f64 {
    let sign = r.signum();
    let distance = compensated_sum(x.deviations().iter().zip(y.deviations()).map(|(a, b)| {
        let difference = a / norm_x - sign * b / norm_y;
        difference * difference
    }));
    sign * (1.0 - distance / 2.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    const METHODS: [Method; 3] = [Method::Pearson, Method::Spearman, Method::Kendall];

    #[test]
    fn too_few_rows() {
        for method in METHODS {
            assert_eq!(correlation(method, &[], &[]), Err(Undefined::InsufficientN));
            assert_eq!(correlation(method, &[1.0], &[2.0]), Err(Undefined::InsufficientN));
            assert_eq!(correlation(method, &[1.0, f64::NAN], &[2.0, 3.0]), Err(Undefined::InsufficientN));
        }
    }

    #[test]
    fn a_constant_column_has_no_correlation() {
        for method in METHODS {
            assert_eq!(correlation(method, &[0.1; 5], &[1.0, 2.0, 3.0, 4.0, 6.0]), Err(Undefined::ZeroVariance));
            assert_eq!(correlation(method, &[1.0, 2.0], &[7.0, 7.0]), Err(Undefined::ZeroVariance));
            // The only variation is in a row that is dropped.
            let gap = [1.0, 1.0, 1.0, 9.0];
            assert_eq!(correlation(method, &gap, &[1.0, 2.0, 3.0, f64::NAN]), Err(Undefined::ZeroVariance));
        }
    }

    #[test]
    fn two_rows_are_a_line() {
        for method in METHODS {
            assert_eq!(correlation(method, &[0.1, 0.3], &[7.0, 7.7]), Ok(Correlation { r: 1.0, n: 2 }));
            assert_eq!(correlation(method, &[0.1, 0.3], &[7.0, 6.9]), Ok(Correlation { r: -1.0, n: 2 }));
        }
    }

    #[test]
    fn a_line_is_exactly_one() {
        let x: Vec<f64> = (0..50).map(|i| 0.1 * f64::from(i * i) - 3.3).collect();
        for (slope, offset, r) in [(0.7, 1e3, 1.0), (-1.0 / 3.0, 0.0, -1.0), (1e-7, 5e-9, 1.0)] {
            let y: Vec<f64> = x.iter().map(|v| slope * v + offset).collect();
            for method in METHODS {
                assert_eq!(correlation(method, &x, &y), Ok(Correlation { r, n: 50 }), "{method:?} {slope}");
            }
        }
    }

    #[test]
    fn huge_and_tiny() {
        let x = [1.0, 2.0, 4.0, 3.0];
        let y = [2.0, 1.0, 3.0, 5.0];
        let plain = pearson(&x, &y).unwrap().r;
        let huge: Vec<f64> = x.iter().map(|v| v * 1e307).collect();
        let tiny: Vec<f64> = y.iter().map(|v| v * 5e-324).collect();
        assert!((pearson(&huge, &tiny).unwrap().r - plain).abs() < 1e-15);
        assert!(pearson(&[-f64::MAX, f64::MAX, 0.0], &[0.0, 1.0, 0.5]).unwrap().r == 1.0);
    }
}
