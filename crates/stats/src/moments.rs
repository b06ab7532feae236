//! Mean, variance and the centred column on which every other statistic is built.

use crate::Undefined;
use crate::complete::finite;
use crate::sum::{CompensatedSum, compensated_sum};

/// A complete column with its mean taken out, in units in which nothing can overflow.
///
/// The recipe, in this order:
/// 1. multiply by a power of two so that the largest magnitude lies in [0.5, 1): exact, and no square overflows;
/// 2. subtract the first value. If every difference is zero the column is constant: an exact test, no threshold;
/// 3. subtract the compensated mean of the differences;
/// 4. compensated sum of squares, corrected by the square of what is left of the sum of the deviations.
///
/// After step 1 two different values differ by 2^-53 at least, so squares cannot underflow either and the differences
/// need no second scaling. Sources: Chan, Golub & `LeVeque` 1983, Am. Stat. 37:242; Neumaier 1974, ZAMM 54:39.
/// O(n), three passes, one allocation.
///
/// ```
/// use sectorscope_stats::moments::Centred;
/// let centred = Centred::new(&[1.0, 2.0, 4.0, 5.0]).unwrap();
/// assert_eq!((centred.n(), centred.mean(), centred.scale()), (4, 3.0, 0.125));
/// assert_eq!(centred.deviations(), [-0.25, -0.125, 0.125, 0.25]);
/// assert_eq!(centred.sum_of_squares(), 10.0 * 0.125 * 0.125);
/// ```
#[derive(Clone, Debug)]
pub struct Centred {
    deviations: Vec<f64>,
    sum: f64,
    sum_of_squares: f64,
    scale: f64,
    mean: f64,
}

impl Centred {
    /// Centres a complete column.
    ///
    /// NaN policy: values must be finite; fewer than two values, or one that is not finite, is
    /// [`Undefined::InsufficientN`] (drop incomplete rows first). A constant column is [`Undefined::ZeroVariance`].
    /// O(n).
    ///
    /// ```
    /// use sectorscope_stats::{Undefined, moments::Centred};
    /// assert_eq!(Centred::new(&[0.1; 3]).err(), Some(Undefined::ZeroVariance));
    /// // Their squares would overflow.
    /// assert!(Centred::new(&[1e300, 3e300]).unwrap().sum_of_squares() < 1.0);
    /// ```
    pub fn new(x: &[f64]) -> Result<Centred, Undefined> {
        let (mut largest, mut all_finite) = (0.0_f64, true);
        for value in x {
            // `max` is a call in WebAssembly, where its NaN are another's.
            if value.abs() > largest {
                largest = value.abs();
            }
            all_finite &= value.is_finite();
        }
        if x.len() < 2 || !all_finite {
            return Err(Undefined::InsufficientN);
        }
        let scale = power_of_two_scale(largest);
        let origin = x[0] * scale;
        let mut total = CompensatedSum::default();
        let mut constant = true;
        let mut deviations: Vec<f64> = x
            .iter()
            .map(|value| {
                let difference = value * scale - origin;
                constant &= difference == 0.0;
                total.add(difference);
                difference
            })
            .collect();
        if constant {
            return Err(Undefined::ZeroVariance);
        }
        let n = x.len() as f64;
        let mean = total.value() / n;
        let (mut sum, mut squares) = (CompensatedSum::default(), CompensatedSum::default());
        for deviation in &mut deviations {
            *deviation -= mean;
            sum.add(*deviation);
            squares.add(*deviation * *deviation);
        }
        let sum = sum.value();
        Ok(Centred { deviations, sum, sum_of_squares: squares.value() - sum * sum / n, scale, mean: origin + mean })
    }

    /// Deviations from the mean, multiplied by [`Centred::scale`]. O(1).
    pub fn deviations(&self) -> &[f64] {
        &self.deviations
    }

    /// Sum of the squared deviations, in scaled units (multiplied by the square of the scale). Positive. O(1).
    pub fn sum_of_squares(&self) -> f64 {
        self.sum_of_squares
    }

    /// The power of two by which the column was multiplied. O(1).
    pub fn scale(&self) -> f64 {
        self.scale
    }

    /// Mean of the column, in the column's own units. O(1).
    pub fn mean(&self) -> f64 {
        self.mean / self.scale
    }

    /// Number of values. O(1).
    pub fn n(&self) -> usize {
        self.deviations.len()
    }

    /// Sum of products of deviations with another column of the same length, in the product of the two scales, with the
    /// correction for what is left of the two sums. O(n).
    ///
    /// ```
    /// use sectorscope_stats::moments::Centred;
    /// let [x, y] = [[1.0, 2.0, 4.0, 5.0], [5.0, 4.0, 2.0, 1.0]].map(|column| Centred::new(&column).unwrap());
    /// assert_eq!(x.sum_of_products(&y) / (x.scale() * y.scale()), -10.0);
    /// ```
    pub fn sum_of_products(&self, other: &Centred) -> f64 {
        let products = self.deviations.iter().zip(&other.deviations).map(|(a, b)| a * b);
        compensated_sum(products) - self.sum * other.sum / self.n() as f64
    }
}

/// Arithmetic mean, sum(x)/n, in the units of x. Missing values are left out; none left is
/// [`Undefined::InsufficientN`]. O(n).
///
/// ```
/// use sectorscope_stats::{Undefined, moments::mean};
/// assert_eq!(mean(&[1.0, f64::NAN, 3.0]), Ok(2.0));
/// assert_eq!(mean(&[f64::NAN]), Err(Undefined::InsufficientN));
/// ```
pub fn mean(x: &[f64]) -> Result<f64, Undefined> {
    let x = finite(x);
    match Centred::new(&x) {
        Ok(centred) => Ok(centred.mean()),
        // One value, or all the same: the mean is that value, without rounding.
        Err(_) => x.first().copied().ok_or(Undefined::InsufficientN),
    }
}

/// Sample variance, sum((x - mean)^2)/(n - 1), in the squared units of x.
///
/// Missing values are left out; fewer than two is [`Undefined::InsufficientN`]. A constant column has variance exactly
/// 0. The square may overflow to infinity or underflow to 0 where the standard deviation does not. O(n).
///
/// ```
/// use sectorscope_stats::{Undefined, moments::variance};
/// assert_eq!((variance(&[1.0, 2.0, 3.0]), variance(&[0.1, 0.1, 0.1])), (Ok(1.0), Ok(0.0)));
/// assert_eq!(variance(&[1.0]), Err(Undefined::InsufficientN));
/// ```
pub fn variance(x: &[f64]) -> Result<f64, Undefined> {
    standard_deviation_parts(x).map(|(scaled_variance, scale)| scaled_variance / scale / scale)
}

/// Sample standard deviation, the square root of [`variance`], in the units of x; never overflows before the result
/// itself does. Missing values as there. O(n).
///
/// ```
/// use sectorscope_stats::moments::{standard_deviation, variance};
/// assert_eq!(standard_deviation(&[1.0, 3.0, 5.0]), Ok(2.0));
/// assert_eq!(variance(&[1e200, 3e200]), Ok(f64::INFINITY));
/// assert!(standard_deviation(&[1e200, 3e200]).unwrap() < 1.5e200);
/// ```
pub fn standard_deviation(x: &[f64]) -> Result<f64, Undefined> {
    standard_deviation_parts(x).map(|(scaled_variance, scale)| scaled_variance.sqrt() / scale)
}

fn standard_deviation_parts(x: &[f64]) -> Result<(f64, f64), Undefined> {
    match Centred::new(&finite(x)) {
        Ok(centred) => Ok((centred.sum_of_squares() / (centred.n() - 1) as f64, centred.scale())),
        Err(Undefined::ZeroVariance) => Ok((0.0, 1.0)),
        Err(reason) => Err(reason),
    }
}

/// The power of two that brings `largest` into [0.5, 1); for subnormal numbers as close as a double can say.
fn power_of_two_scale(largest: f64) -> f64 {
    let (_, exponent) = libm::frexp(largest);
    libm::ldexp(1.0, (-exponent).min(1023))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn too_few_values() {
        assert_eq!(mean(&[]), Err(Undefined::InsufficientN));
        assert_eq!(mean(&[f64::NAN]), Err(Undefined::InsufficientN));
        assert_eq!(mean(&[f64::NAN, 3.0]), Ok(3.0));
        assert_eq!(variance(&[3.0]), Err(Undefined::InsufficientN));
        assert_eq!(Centred::new(&[1.0, f64::NAN]).err(), Some(Undefined::InsufficientN));
    }

    #[test]
    fn a_constant_is_recognised_exactly() {
        assert_eq!(Centred::new(&[0.1; 60]).err(), Some(Undefined::ZeroVariance));
        assert_eq!(mean(&[0.1; 60]), Ok(0.1));
        assert_eq!(variance(&[0.1; 60]), Ok(0.0));
        assert_eq!(Centred::new(&[0.0, -0.0]).err(), Some(Undefined::ZeroVariance));
        // One bit is enough to be a variation.
        assert!(Centred::new(&[0.1, 0.1, 0.1_f64.next_up()]).is_ok());
    }

    #[test]
    fn extreme_magnitudes() {
        assert_eq!(standard_deviation(&[-f64::MAX, f64::MAX]).map(|s| s.is_finite()), Ok(false));
        assert!((standard_deviation(&[0.0, 1e308]).unwrap() / 1e308 - 0.5_f64.sqrt()).abs() < 1e-15);
        assert_eq!(mean(&[f64::MAX, f64::MAX / 2.0]), Ok(f64::MAX * 0.75));
        let tiny = f64::from_bits(1);
        assert_eq!(mean(&[tiny, 3.0 * tiny]), Ok(2.0 * tiny));
        assert_eq!(standard_deviation(&[0.0, 4.0 * tiny, 8.0 * tiny]), Ok(4.0 * tiny));
    }

    #[test]
    fn an_offset_does_not_disturb() {
        let x: Vec<f64> = (0..10).map(|i| 1e15 + f64::from(i)).collect();
        assert_eq!(mean(&x), Ok(1e15 + 4.5));
        assert_eq!(variance(&x), Ok(82.5 / 9.0));
    }
}
