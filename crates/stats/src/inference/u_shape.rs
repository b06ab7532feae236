//! Does y fall and then rise with x?

use crate::Undefined;
use crate::complete::complete_pairs;
use crate::inference::regression::LeastSquares;
use crate::interval::Interval;
use crate::special::student_t::{student_t_quantile, student_t_sf};

/// A parabola y = a + b x + c x^2 and the test that it is a U over the range of x.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct UShape {
    /// a, b, c.
    pub coefficients: [f64; 3],
    /// Smallest and largest x.
    pub range: [f64; 2],
    /// Slope b + 2 c x at the smallest and at the largest x; a U needs a negative and a positive one.
    pub slopes: [f64; 2],
    /// Their t statistics.
    pub t: [f64; 2],
    /// One-sided p-values: of a negative slope at the smallest x, of a positive one at the largest.
    pub p_ends: [f64; 2],
    /// p-value of the U: the larger of the two.
    pub p: f64,
    /// Where the parabola turns, -b/(2c), in the units of x.
    pub extremum: f64,
    /// Fieller interval of the extremum; `None` where it is not bounded, because c may be 0.
    pub extremum_interval: Option<Interval>,
}

/// Fits by least squares and tests both ends. A significant c alone does not make a U. Source: Lind & Mehlum 2010, Oxford
/// Bull. Econ. Stat. 72:109; Sasabuchi 1980, Biometrika 67:429; Fieller 1954, JRSS-B 16:175.
///
/// `confidence` in (0, 1) is that of the interval. Rows with a NaN or infinity are dropped. Fewer than four rows:
/// [`Undefined::InsufficientN`]; fewer than three different x: [`Undefined::Singular`]; a constant y:
/// [`Undefined::ZeroVariance`]. O(n).
///
/// ```
/// let x = [-3.0, -2.0, -1.0, 0.0, 1.0, 2.0, 3.0];
/// let y = [9.2, 3.8, 1.1, 0.1, 0.9, 4.2, 8.9];
/// let shape = sectorscope_stats::inference::u_shape::u_shape(&x, &y, 0.95).unwrap();
/// assert!(shape.p < 0.001 && shape.extremum.abs() < 0.1);
/// ```
pub fn u_shape(x: &[f64], y: &[f64], confidence: f64) -> Result<UShape, Undefined> {
    let (x, y) = complete_pairs(x, y);
    let square: Vec<f64> = x.iter().map(|v| v * v).collect();
    let fit = LeastSquares::fit(&y, &[&x, &square])?;
    let df = fit.df() as f64;
    // Adding zero turns -0.0 into 0.0: which of two zeros `min` and `max` take differs between targets.
    let low = x.iter().map(|v| v + 0.0).fold(f64::INFINITY, f64::min);
    let high = x.iter().map(|v| v + 0.0).fold(f64::NEG_INFINITY, f64::max);
    let ends = [low, high].map(|end| fit.combination(&[0.0, 1.0, 2.0 * end]));
    let t = ends.map(|(slope, se)| slope / se);
    let p_ends = [student_t_sf(-t[0], df), student_t_sf(t[1], df)];
    let (b, c) = (fit.coefficients[1], fit.coefficients[2]);
    let quantile = student_t_quantile(0.5 * (1.0 + confidence), df);
    Ok(UShape {
        coefficients: [fit.coefficients[0], b, c],
        range: [low, high],
        slopes: ends.map(|(slope, _)| slope),
        t,
        p_ends,
        p: p_ends[0].max(p_ends[1]),
        extremum: -b / (2.0 * c),
        extremum_interval: turning_points(&fit, quantile),
    })
}

/// The x at which a slope of 0 is not rejected: (b + 2cx)^2 <= q^2 (Vbb + 4x Vbc + 4x^2 Vcc), a parabola in x.
fn turning_points(fit: &LeastSquares, quantile: f64) -> Option<Interval> {
    let (b, c) = (fit.coefficients[1], fit.coefficients[2]);
    let q = quantile * quantile;
    let variance = |i: usize, j: usize| q * fit.covariance[i][j];
    let square = 4.0 * (c * c - variance(2, 2));
    let half_linear = 2.0 * (b * c - variance(1, 2));
    let constant = b * b - variance(1, 1);
    let discriminant = half_linear * half_linear - square * constant;
    if !(square > 0.0 && discriminant >= 0.0) {
        return None;
    }
    let root = discriminant.sqrt();
    Some(Interval { low: (-half_linear - root) / square, high: (-half_linear + root) / square })
}

#[cfg(test)]
mod tests {
    use super::*;

    const X: [f64; 8] = [-3.0, -2.0, -1.0, 0.0, 1.0, 2.0, 3.0, 4.0];

    #[test]
    fn a_rising_line_is_no_u() {
        let y = [1.0, 2.1, 2.9, 4.2, 5.0, 5.8, 7.1, 8.0];
        let shape = u_shape(&X, &y, 0.95).unwrap();
        assert!(shape.p > 0.5 && shape.extremum_interval.is_none());
    }

    #[test]
    fn the_turning_point_lies_in_its_interval_and_moves_with_x() {
        let y = [9.3, 3.8, 1.2, 0.0, 0.9, 4.3, 8.8, 16.1];
        let shape = u_shape(&X, &y, 0.95).unwrap();
        let interval = shape.extremum_interval.unwrap();
        assert!(interval.low < shape.extremum && shape.extremum < interval.high && shape.p < 1e-5);
        let moved: Vec<f64> = X.iter().map(|v| v + 100.0).collect();
        let again = u_shape(&moved, &y, 0.95).unwrap();
        assert!((again.extremum - shape.extremum - 100.0).abs() < 1e-7 && (again.p / shape.p - 1.0).abs() < 1e-6);
        // An upturned U has both slopes the wrong way round.
        let upturned: Vec<f64> = y.iter().map(|v| -v).collect();
        assert!(u_shape(&X, &upturned, 0.95).unwrap().p > 0.99);
    }

    #[test]
    fn zeros_of_either_sign_end_the_range_alike() {
        let y = [1.0, 1.1, 2.0, 5.2, 9.9];
        for x in [[0.0, -0.0, 1.0, 2.0, 3.0], [-0.0, 0.0, 1.0, 2.0, 3.0]] {
            assert_eq!(u_shape(&x, &y, 0.95).unwrap().range[0].to_bits(), 0);
            let turned = x.map(|v| -v);
            assert_eq!(u_shape(&turned, &y, 0.95).unwrap().range[1].to_bits(), 0);
        }
    }

    #[test]
    fn undefined_cases() {
        assert_eq!(u_shape(&X[..3], &X, 0.95).err(), Some(Undefined::InsufficientN));
        assert_eq!(u_shape(&[], &[], 0.95).err(), Some(Undefined::InsufficientN));
        assert_eq!(u_shape(&[f64::NAN; 8], &X, 0.95).err(), Some(Undefined::InsufficientN));
        assert_eq!(u_shape(&X, &[0.1; 8], 0.95).err(), Some(Undefined::ZeroVariance));
        assert_eq!(u_shape(&[0.0, 1.0, 0.0, 1.0, 0.0, 1.0], &X[..6], 0.95).err(), Some(Undefined::Singular));
    }
}
