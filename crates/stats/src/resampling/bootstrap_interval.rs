//! Intervals from bootstrap replicates.

use crate::Undefined;
use crate::complete::complete_pairs;
use crate::correlation::coefficient::{Method, pearson};
use crate::inference::correlation_interval::correlation_interval;
use crate::inference::fisher::fisher_z;
use crate::interval::Interval;
use crate::quantile::{quantile_of_sorted, sorted};
use crate::resampling::bootstrap::bootstrap;
use crate::resampling::resample::Resampler;
use crate::special::normal::{normal_cdf, normal_quantile};
use crate::sum::compensated_sum;

/// Quantiles of the replicates at (1 - confidence)/2 and (1 + confidence)/2, type 7. Source: Efron 1979.
///
/// NaN among the replicates is left out; none left, or a confidence outside (0, 1): [`Undefined::InsufficientN`].
/// O(B log B).
///
/// ```
/// use sectorscope_stats::resampling::bootstrap_interval::percentile_interval;
/// let interval = percentile_interval(&[0.1, 0.2, 0.3, 0.4, 0.5], 0.5).unwrap();
/// assert_eq!((interval.low, interval.high), (0.2, 0.4));
/// ```
pub fn percentile_interval(replicates: &[f64], confidence: f64) -> Result<Interval, Undefined> {
    between(replicates, 0.5 * (1.0 - confidence), 0.5 * (1.0 + confidence))
}

/// The percentile interval turned over about the estimate: 2 estimate - q. Source: Davison & Hinkley 1997, section 5.2.
/// Undefined as [`percentile_interval`]. O(B log B).
///
/// ```
/// use sectorscope_stats::resampling::bootstrap_interval::basic_interval;
/// let interval = basic_interval(0.0, &[1.0, 2.0, 3.0, 4.0, 5.0], 0.5).unwrap();
/// assert_eq!((interval.low, interval.high), (-4.0, -2.0));
/// ```
pub fn basic_interval(estimate: f64, replicates: &[f64], confidence: f64) -> Result<Interval, Undefined> {
    let Interval { low, high } = percentile_interval(replicates, confidence)?;
    Ok(Interval { low: 2.0 * estimate - high, high: 2.0 * estimate - low })
}

/// A bias-corrected and accelerated interval, with what it was corrected by.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct BcaInterval {
    /// Normal quantile of the share of replicates below the estimate.
    pub bias: f64,
    /// Skewness of the statistic, from leaving out one row at a time.
    pub acceleration: f64,
    /// The quantiles of the replicates that were taken.
    pub levels: [f64; 2],
    /// The interval.
    pub interval: Interval,
}

/// Bias-corrected and accelerated interval: quantiles at Phi(z0 + (z0 + z)/(1 - a(z0 + z))) for both normal quantiles z,
/// a = sum of d^3 / (6 (sum of d^2)^1.5), d the mean of `jackknife` less each of its values. Source: Efron 1987, JASA 82:171.
///
/// `jackknife` holds the statistic with each row left out. Its acceleration is right for independent rows only. Undefined as
/// [`percentile_interval`]; all replicates on one side of the estimate, or a constant jackknife:
/// [`Undefined::ZeroVariance`]. O(B log B + n).
///
/// ```
/// use sectorscope_stats::resampling::bootstrap_interval::bca_interval;
/// let replicates: Vec<f64> = (0..200).map(f64::from).collect();
/// let found = bca_interval(120.0, &replicates, &[1.0, 2.0, 3.0], 0.9).unwrap();
/// assert!(found.bias > 0.0 && found.acceleration == 0.0 && found.interval.low > 10.0);
/// ```
pub fn bca_interval(
    estimate: f64,
    replicates: &[f64],
    jackknife: &[f64],
    confidence: f64,
) -> Result<BcaInterval, Undefined> {
    let values = sorted(replicates);
    if values.is_empty() || jackknife.len() < 2 {
        return Err(Undefined::InsufficientN);
    }
    let below = values.partition_point(|&value| value < estimate) as f64;
    let bias = normal_quantile(below / values.len() as f64);
    let mean = compensated_sum(jackknife.iter().copied()) / jackknife.len() as f64;
    let cubes = compensated_sum(jackknife.iter().map(|value| (mean - value) * (mean - value) * (mean - value)));
    let squares = compensated_sum(jackknife.iter().map(|value| (mean - value) * (mean - value)));
    if !bias.is_finite() || squares == 0.0 {
        return Err(Undefined::ZeroVariance);
    }
    let acceleration = cubes / (6.0 * squares * squares.sqrt());
    let level = |p: f64| {
        let z = bias + normal_quantile(p);
        normal_cdf(bias + z / (1.0 - acceleration * z))
    };
    let levels = [level(0.5 * (1.0 - confidence)), level(0.5 * (1.0 + confidence))];
    Ok(BcaInterval { bias, acceleration, levels, interval: between(&values, levels[0], levels[1])? })
}

/// Studentised interval for the Pearson correlation of x and y on Fisher's scale: z - q SE(z) for the quantiles q of
/// (z* - z)/SE*(z), with the standard error of [`correlation_interval`] in the sample and in every replicate. Source: Hall
/// 1988, Ann. Stat. 16:927; for dependent rows Götze & Künsch 1996, Ann. Stat. 24:1914; Ledoit & Wolf 2008, J. Emp. Fin.
/// 15:850.
///
/// Rows with a gap are dropped; the plan must have as many rows as are left ([`Undefined::NoOverlap`]). Undefined as
/// [`correlation_interval`]. O(B n L).
///
/// ```
/// use sectorscope_stats::{resampling::bootstrap_interval::studentised_interval, resampling::resample::Resampler};
/// let x: Vec<f64> = (0..80).map(|i| f64::from(i * i).sin()).collect();
/// let y: Vec<f64> = (0..80).map(|i| f64::from(i * i).sin() + f64::from(7 * i).cos()).collect();
/// let plan = Resampler::stationary(80, 99, 5.0, 1).unwrap();
/// let interval = studentised_interval(&x, &y, 2, &plan, 0.9).unwrap();
/// assert!(0.3 < interval.low && interval.high < 0.95);
/// ```
pub fn studentised_interval(
    x: &[f64],
    y: &[f64],
    lags: usize,
    plan: &Resampler,
    confidence: f64,
) -> Result<Interval, Undefined> {
    let (x, y) = complete_pairs(x, y);
    let of_sample = correlation_interval(Method::Pearson, &x, &y, lags, confidence)?;
    let z = fisher_z(of_sample.r);
    let roots = bootstrap(&[&x, &y], plan, |columns| {
        let found = correlation_interval(Method::Pearson, columns[0], columns[1], lags, confidence)?;
        Ok(vec![(fisher_z(found.r) - z) / found.se_z])
    })?;
    let Interval { low, high } = percentile_interval(&roots.column(0), confidence)?;
    Ok(Interval { low: libm::tanh(z - high * of_sample.se_z), high: libm::tanh(z - low * of_sample.se_z) })
}

/// The Pearson correlation with each row left out in turn. Undefined as the correlation. O(n^2).
///
/// ```
/// use sectorscope_stats::resampling::bootstrap_interval::jackknife_correlations;
/// let without = jackknife_correlations(&[1.0, 2.0, 3.0, 4.0], &[1.0, 2.0, 3.0, 9.0]).unwrap();
/// assert_eq!((without.len(), without[3]), (4, 1.0));
/// ```
pub fn jackknife_correlations(x: &[f64], y: &[f64]) -> Result<Vec<f64>, Undefined> {
    let (x, y) = complete_pairs(x, y);
    let without = |values: &[f64], row: usize| [&values[..row], &values[row + 1..]].concat();
    (0..x.len()).map(|row| Ok(pearson(&without(&x, row), &without(&y, row))?.r)).collect()
}

fn between(replicates: &[f64], low: f64, high: f64) -> Result<Interval, Undefined> {
    let values = sorted(replicates);
    if !(low > 0.0 && high < 1.0) {
        return Err(Undefined::InsufficientN);
    }
    Ok(Interval { low: quantile_of_sorted(&values, low)?, high: quantile_of_sorted(&values, high)? })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::resampling::random::Philox;

    fn sample(n: usize) -> (Vec<f64>, Vec<f64>) {
        let mut random = Philox::new(17, 0);
        (0..n)
            .map(|_| {
                let x = random.unit();
                (x, x + random.unit())
            })
            .unzip()
    }

    #[test]
    fn corner_cases() {
        assert_eq!(percentile_interval(&[], 0.95), Err(Undefined::InsufficientN));
        assert_eq!(percentile_interval(&[f64::NAN], 0.95), Err(Undefined::InsufficientN));
        assert_eq!(percentile_interval(&[1.0], 1.0), Err(Undefined::InsufficientN));
        assert_eq!(percentile_interval(&[1.0], 0.9), Ok(Interval { low: 1.0, high: 1.0 }));
        assert_eq!(basic_interval(3.0, &[1.0], 0.9), Ok(Interval { low: 5.0, high: 5.0 }));
        assert_eq!(bca_interval(2.0, &[1.0], &[0.1, 0.2], 0.9), Err(Undefined::ZeroVariance));
        assert_eq!(bca_interval(1.5, &[1.0, 2.0], &[0.1, 0.1], 0.9), Err(Undefined::ZeroVariance));
        assert_eq!(bca_interval(1.5, &[1.0, 2.0], &[], 0.9), Err(Undefined::InsufficientN));
        assert_eq!(jackknife_correlations(&[1.0, 2.0], &[1.0, 2.0]), Err(Undefined::InsufficientN));
    }

    #[test]
    fn without_bias_and_skewness_bca_is_the_percentile_interval() {
        let replicates: Vec<f64> = (0..100).map(f64::from).collect();
        let plain = percentile_interval(&replicates, 0.9).unwrap();
        let bca = bca_interval(49.5, &replicates, &[1.0, 2.0, 3.0], 0.9).unwrap();
        assert!((bca.interval.low - plain.low).abs() < 1e-9 && (bca.interval.high - plain.high).abs() < 1e-9);
    }

    #[test]
    fn studentised_holds_the_estimate_and_repeats_itself() {
        let (x, y) = sample(120);
        let plan = Resampler::stationary(120, 200, 5.0, 4).unwrap();
        let interval = studentised_interval(&x, &y, 3, &plan, 0.9).unwrap();
        let r = pearson(&x, &y).unwrap().r;
        assert!(interval.low < r && r < interval.high && interval.high - interval.low < 0.5, "{interval:?}");
        assert_eq!(studentised_interval(&x, &y, 3, &plan, 0.9), Ok(interval));
        assert_eq!(studentised_interval(&x[1..], &y, 3, &plan, 0.9), Err(Undefined::NoOverlap));
        assert_eq!(studentised_interval(&x, &x, 3, &plan, 0.9), Err(Undefined::Perfect));
    }
}
