//! How long the blocks of a bootstrap should be.

use crate::Undefined;
use crate::moments::Centred;
use crate::pause::{Pace, without_pauses};
use crate::sum::compensated_sum;

/// Block lengths that minimise the error of the bootstrap's variance of the mean, in rows; not rounded.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct BlockLength {
    /// Mean length for the stationary bootstrap. Can be below 1: independent rows.
    pub stationary: f64,
    /// Length for the circular block bootstrap.
    pub circular: f64,
    /// Autocovariances that entered, the bandwidth M.
    pub bandwidth: usize,
}

/// Automatic block length of Politis & White 2004, Econometric Reviews 23:53, as corrected by Patton, Politis & White 2009,
/// 28:372.
///
/// With K = max(5, ceil(log10 n)): m is the first lag that starts K autocorrelations within 1.96 sqrt(log10(n)/n) (the last
/// significant lag if there is none), M = 2m, at most ceil(sqrt n) + K; G = sum of w(k/M)|k| `R_k` and g = sum of w(k/M) `R_k`
/// over |k| <= M, w the flat-top window; lengths (2G^2/(2g^2))^(1/3) n^(1/3) and (2G^2/(4/3 g^2))^(1/3) n^(1/3), at most
/// ceil(min(3 sqrt n, n/3)). The constants are those of the function b.star of the R package np.
///
/// Use it on the influence series of the statistic that is resampled. Values must be finite; fewer than 12 rows, or a
/// value that is not finite: [`Undefined::InsufficientN`]; a constant series: [`Undefined::ZeroVariance`]. O(n) where
/// autocorrelations die out soon, O(n sqrt n) at worst.
///
/// ```
/// use sectorscope_stats::resampling::block_length::automatic_block_length;
/// let alternating: Vec<f64> = (0..200).map(|i| if i % 2 == 0 { 1.0 } else { -1.0 }).collect();
/// assert!(automatic_block_length(&alternating).unwrap().stationary > 1.0);
/// ```
pub fn automatic_block_length(x: &[f64]) -> Result<BlockLength, Undefined> {
    let n = x.len();
    if n < FEWEST_ROWS {
        return Err(Undefined::InsufficientN);
    }
    let centred = Centred::new(x)?;
    let rows = n as f64;
    let run = (libm::log10(rows).ceil() as usize).max(5);
    let most = rows.sqrt().ceil() as usize + run;
    let deviations = centred.deviations();
    // In scaled units: only ratios of them are used.
    let covariance = |lag: usize| {
        let later = deviations.get(lag..).unwrap_or(&[]);
        compensated_sum(later.iter().zip(deviations).map(|(a, b)| a * b)) / rows
    };
    let limit = TWO_SIDED_5_PERCENT * (libm::log10(rows) / rows).sqrt();
    // No further than to the first run of lags that are not significant, and to twice the lag before it.
    let mut covariances = vec![covariance(0)];
    let (mut quiet, mut last) = (0, 1);
    while quiet < run && covariances.len() <= most {
        let lag = covariances.len();
        covariances.push(covariance(lag));
        let significant = (covariances[lag] / covariances[0]).abs() >= limit;
        (quiet, last) = if significant { (0, lag) } else { (quiet + 1, last) };
    }
    let m = if quiet == run { covariances.len() - run } else { last };
    let bandwidth = (2 * m).min(most);
    covariances.extend((covariances.len()..=bandwidth).map(covariance));
    let window = |lag: usize| (2.0 * (1.0 - lag as f64 / bandwidth as f64)).min(1.0);
    let weighted = |lag: usize| 2.0 * window(lag) * covariances[lag];
    let slope = compensated_sum((1..=bandwidth).map(|lag| lag as f64 * weighted(lag)));
    let density = covariances[0] + compensated_sum((1..=bandwidth).map(weighted));
    let longest = (3.0 * rows.sqrt()).min(rows / 3.0).ceil();
    let length = |factor: f64| {
        let ratio = 2.0 * slope * slope / (factor * density * density);
        libm::cbrt(ratio * rows).min(longest)
    };
    Ok(BlockLength { stationary: length(2.0), circular: length(4.0 / 3.0), bandwidth })
}

/// Mean block length, in rows, for statistics that are resampled together: the longest of the automatic ones of their
/// influence series for the stationary bootstrap, and at least `least`. For daily returns take a trading week, 5 rows, because
/// volatility clusters; and look at shorter and longer ones too.
///
/// No series, or a `least` that is not positive: [`Undefined::InsufficientN`]; otherwise undefined as
/// [`automatic_block_length`] for any of them. O(k n) where autocorrelations die out soon, O(k n sqrt n) at worst.
///
/// ```
/// use sectorscope_stats::resampling::block_length::common_block_length;
/// let noise: Vec<f64> = (0..200).map(|i| f64::from(i * i).sin()).collect();
/// assert!(common_block_length(&[&noise], 5.0).unwrap() >= 5.0);
/// ```
pub fn common_block_length(series: &[&[f64]], least: f64) -> Result<f64, Undefined> {
    without_pauses(common_block_length_with_pauses(series, least))
}

/// The same with pauses between its parts.
///
/// Undefined as [`common_block_length`]. O(k n) and O(k n sqrt n) as there.
pub async fn common_block_length_with_pauses(series: &[&[f64]], least: f64) -> Result<f64, Undefined> {
    if series.is_empty() || least.is_nan() || least <= 0.0 {
        return Err(Undefined::InsufficientN);
    }
    let (mut longest, mut pace) = (least, Pace::default());
    for x in series {
        longest = longest.max(automatic_block_length(x)?.stationary);
        pace.after(x.len()).await;
    }
    Ok(longest)
}

/// From here on there are more autocorrelations than the rule looks at.
const FEWEST_ROWS: usize = 12;
/// Two-sided 5 % quantile of the normal distribution.
const TWO_SIDED_5_PERCENT: f64 = 1.959_963_984_540_054;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::resampling::random::Philox;

    fn autoregression(persistence: f64, n: usize) -> Vec<f64> {
        let mut random = Philox::new(5, 0);
        let mut value = 0.0;
        (0..n)
            .map(|_| {
                value = persistence * value + random.unit() - 0.5;
                value
            })
            .collect()
    }

    #[test]
    fn persistence_asks_for_longer_blocks() {
        let short = automatic_block_length(&autoregression(0.0, 1000)).unwrap();
        let long = automatic_block_length(&autoregression(0.9, 1000)).unwrap();
        assert!(long.stationary > 3.0 * short.stationary && long.stationary > 10.0, "{short:?} {long:?}");
        assert!(long.circular > long.stationary);
    }

    #[test]
    fn scale_does_not_matter_and_length_is_capped() {
        let x = autoregression(0.5, 300);
        let huge: Vec<f64> = x.iter().map(|v| v * libm::ldexp(1.0, 900)).collect();
        assert_eq!(automatic_block_length(&x), automatic_block_length(&huge));
        let trend: Vec<f64> = (0..300).map(f64::from).collect();
        let of_trend = automatic_block_length(&trend).unwrap();
        assert!(of_trend.stationary <= 52.0 && of_trend.circular <= 52.0, "{of_trend:?}");
    }

    #[test]
    fn undefined_cases() {
        assert_eq!(automatic_block_length(&[]), Err(Undefined::InsufficientN));
        assert_eq!(automatic_block_length(&[1.0; 5]), Err(Undefined::InsufficientN));
        assert_eq!(automatic_block_length(&[0.1; 50]), Err(Undefined::ZeroVariance));
        assert_eq!(automatic_block_length(&[f64::NAN; 50]), Err(Undefined::InsufficientN));
        assert!(automatic_block_length(&autoregression(0.3, 12)).is_ok());
        assert_eq!(common_block_length(&[], 5.0), Err(Undefined::InsufficientN));
        assert_eq!(common_block_length(&[&[0.1; 50]], 5.0), Err(Undefined::ZeroVariance));
        assert_eq!(common_block_length(&[&autoregression(0.3, 100)], 0.0), Err(Undefined::InsufficientN));
        let (short, long) = (autoregression(0.0, 500), autoregression(0.9, 500));
        let alone = automatic_block_length(&long).map(|length| length.stationary);
        assert_eq!(common_block_length(&[&short, &long], 5.0), alone);
    }
}
