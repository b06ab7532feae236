//! What a block bootstrap says about a mean, without drawing: its exact variance given the data.

use crate::Undefined;
use crate::moments::Centred;
use crate::sum::compensated_sum;

/// Variance of sqrt(n) times the mean of a stationary bootstrap replicate, given the data: `R_0` + 2 sum over i = 1..n-1 of
/// [(1 - i/n)(1-p)^i + (i/n)(1-p)^(n-i)] `R_i` with p = 1/`mean_block` and `R_i` = (1/n) sum of (`x_j` - m)(x_{j+i} - m). Source:
/// Politis & Romano 1994, JASA 89:1303, lemma 1.
///
/// In the squared units of x; on an influence series its square root over sqrt(n) is a standard error of the statistic.
/// `mean_block` in rows, below 1 taken as 1. Values must be finite; fewer than two, one that is not finite, or a mean block
/// that is NaN: [`Undefined::InsufficientN`]; constant: [`Undefined::ZeroVariance`]. O(n^2).
///
/// ```
/// let v = sectorscope_stats::resampling::bootstrap_variance::stationary_variance(&[1.0, 2.0, 4.0], 1.0).unwrap();
/// assert!((v - 14.0 / 9.0).abs() < 1e-15);
/// ```
pub fn stationary_variance(x: &[f64], mean_block: f64) -> Result<f64, Undefined> {
    if mean_block.is_nan() {
        return Err(Undefined::InsufficientN);
    }
    let centred = Centred::new(x)?;
    let (deviations, n) = (centred.deviations(), x.len());
    let rows = n as f64;
    let covariance = |lag: usize| compensated_sum(deviations[lag..].iter().zip(deviations).map(|(a, b)| a * b)) / rows;
    let stay = 1.0 - 1.0 / mean_block.max(1.0);
    let together = |lag: usize| libm::pow(stay, lag as f64);
    let total = covariance(0)
        + 2.0
            * compensated_sum((1..n).map(|lag| {
                let share = lag as f64 / rows;
                ((1.0 - share) * together(lag) + share * together(n - lag)) * covariance(lag)
            }));
    Ok(total.max(0.0) / centred.scale() / centred.scale())
}

/// Variance of sqrt(n) times the mean of a circular block bootstrap replicate, given the data: (k F(b) + F(rest))/n with
/// n = k b + rest and F(b) = b `C_0` + 2 sum over i < b of (b - i) `C_i`, the variance of a block's sum, C the circular
/// autocovariances. Source: Politis & Romano 1992.
///
/// `block` in rows, 0 taken as 1, more than n as n. Units and undefined cases as in [`stationary_variance`]. O(n b).
///
/// ```
/// let v = sectorscope_stats::resampling::bootstrap_variance::circular_variance(&[1.0, 2.0, 4.0], 1).unwrap();
/// assert!((v - 14.0 / 9.0).abs() < 1e-15);
/// ```
pub fn circular_variance(x: &[f64], block: usize) -> Result<f64, Undefined> {
    let centred = Centred::new(x)?;
    let (deviations, n) = (centred.deviations(), x.len());
    let block = block.clamp(1, n);
    let wrapped = |lag: usize| deviations[lag..].iter().chain(&deviations[..lag]);
    let covariance = |lag: usize| compensated_sum(wrapped(lag).zip(deviations).map(|(a, b)| a * b)) / n as f64;
    let covariances: Vec<f64> = (0..block).map(covariance).collect();
    let of_sum = |length: usize| {
        let terms = covariances.iter().take(length).enumerate().skip(1).map(|(lag, c)| 2.0 * (length - lag) as f64 * c);
        length as f64 * covariances[0] + compensated_sum(terms)
    };
    let rest = n % block;
    let total = (n / block) as f64 * of_sum(block) + if rest > 0 { of_sum(rest) } else { 0.0 };
    Ok((total / n as f64).max(0.0) / centred.scale() / centred.scale())
}

#[cfg(test)]
mod tests {
    use super::*;

    const X: [f64; 5] = [1.0, 4.0, 2.0, 8.0, 5.0];

    #[test]
    fn blocks_of_one_are_independent_rows() {
        let variance = X.iter().map(|v| (v - 4.0) * (v - 4.0)).sum::<f64>() / 5.0;
        for got in [stationary_variance(&X, 1.0), stationary_variance(&X, 0.0), circular_variance(&X, 1)] {
            assert!((got.unwrap() - variance).abs() < 1e-14);
        }
    }

    #[test]
    fn a_block_as_long_as_the_series_never_varies() {
        assert!(circular_variance(&X, 5).unwrap() < 1e-14);
        assert!(circular_variance(&X, 500).unwrap() < 1e-14);
        assert!(stationary_variance(&X, f64::INFINITY).unwrap() < 1e-14);
    }

    #[test]
    fn equals_the_average_over_all_starts() {
        // Blocks of 2, 2 and 1 rows: every start is equally likely and the three sums are independent.
        let mean = 4.0;
        let at = |row: usize| X[row % 5] - mean;
        let two = (0..5).map(|s| (at(s) + at(s + 1)) * (at(s) + at(s + 1))).sum::<f64>() / 5.0;
        let one = (0..5).map(|s| at(s) * at(s)).sum::<f64>() / 5.0;
        assert!((circular_variance(&X, 2).unwrap() - (2.0 * two + one) / 5.0).abs() < 1e-14);
    }

    #[test]
    fn undefined_cases() {
        assert_eq!(stationary_variance(&[1.0], 2.0), Err(Undefined::InsufficientN));
        assert_eq!(stationary_variance(&X, f64::NAN), Err(Undefined::InsufficientN));
        assert_eq!(circular_variance(&[], 2), Err(Undefined::InsufficientN));
        assert_eq!(circular_variance(&[0.1; 4], 2), Err(Undefined::ZeroVariance));
        assert_eq!(circular_variance(&[1.0, f64::NAN], 2), Err(Undefined::InsufficientN));
        let huge: Vec<f64> = X.iter().map(|v| v * 1e150).collect();
        assert!((circular_variance(&huge, 2).unwrap() / 1e300 / circular_variance(&X, 2).unwrap() - 1.0).abs() < 1e-12);
    }
}
