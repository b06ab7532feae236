//! Autocorrelation of one series.

use crate::Undefined;
use crate::complete::finite;
use crate::moments::Centred;
use crate::sum::compensated_sum;

/// Lag-k autocorrelation: sum over t of `(x[t] - m)(x[t-k] - m)`, divided by that of `(x[t] - m)^2` over the whole
/// series, with the mean m of the whole series. Source: Box & Jenkins 1970; the certified values of NIST `StRD`.
///
/// Dimensionless, in [-1, 1]. Missing values keep their place: a product with a missing factor is left out, mean and
/// sum of squares are over the values there are. Fewer than two values: [`Undefined::InsufficientN`]; constant:
/// [`Undefined::ZeroVariance`]; a lag as long as the series: [`Undefined::WindowTooLong`]. O(n).
///
/// ```
/// use sectorscope_stats::correlation::autocorrelation::autocorrelation;
/// assert_eq!(autocorrelation(&[1.0, 2.0, 3.0, 4.0, 5.0], 1), Ok(0.4));
/// // The two values that are there lie two rows apart.
/// assert_eq!(autocorrelation(&[1.0, f64::NAN, -1.0], 2), Ok(-0.5));
/// ```
pub fn autocorrelation(x: &[f64], lag: usize) -> Result<f64, Undefined> {
    let centred = Centred::new(&finite(x))?;
    if lag >= x.len() {
        return Err(Undefined::WindowTooLong);
    }
    let products = if centred.n() == x.len() {
        let deviations = centred.deviations();
        compensated_sum(deviations[lag..].iter().zip(deviations).map(|(a, b)| a * b))
    } else {
        let mut present = centred.deviations().iter().copied();
        // Every finite value has a deviation, so the iterator cannot run dry; 0 stands for a missing value.
        let in_place: Vec<f64> =
            x.iter().map(|v| if v.is_finite() { present.next().unwrap_or(0.0) } else { 0.0 }).collect();
        compensated_sum(in_place[lag..].iter().zip(&in_place).map(|(a, b)| a * b))
    };
    Ok((products / centred.sum_of_squares()).clamp(-1.0, 1.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn corner_cases() {
        assert_eq!(autocorrelation(&[], 1), Err(Undefined::InsufficientN));
        assert_eq!(autocorrelation(&[2.0, 2.0, 2.0], 1), Err(Undefined::ZeroVariance));
        assert_eq!(autocorrelation(&[1.0, 2.0], 2), Err(Undefined::WindowTooLong));
        assert_eq!(autocorrelation(&[1.0, 2.0, 4.0], 0), Ok(1.0));
        assert_eq!(autocorrelation(&[1.0, 3.0, 2.0], 1), Ok(-0.5));
    }

    #[test]
    fn a_gap_keeps_its_place() {
        // Deviations -1, gap, 1: nothing one step apart, one product two steps apart.
        assert_eq!(autocorrelation(&[1.0, f64::NAN, 3.0], 1), Ok(0.0));
        assert_eq!(autocorrelation(&[1.0, f64::NAN, 3.0], 2), Ok(-0.5));
    }

    #[test]
    fn scale_does_not_matter() {
        let x = [1.0, 4.0, 2.0, 8.0, 5.0, 7.0];
        let huge: Vec<f64> = x.iter().map(|v| v * 1e307).collect();
        let (plain, scaled) = (autocorrelation(&x, 1).unwrap(), autocorrelation(&huge, 1).unwrap());
        assert!((plain - scaled).abs() < 1e-15);
    }
}
