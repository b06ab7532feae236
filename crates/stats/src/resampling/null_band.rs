//! What a rolling correlation would show if the correlation never changed.

use crate::Undefined;
use crate::complete::complete_pairs;
use crate::correlation::coefficient::{Method, correlation};
use crate::correlation::rolling::rolling_correlation;
use crate::inference::fisher::fisher_z;
use crate::interval::Interval;
use crate::pause::{pause, without_pauses};
use crate::quantile::{quantile_of_sorted, sorted};
use crate::resampling::resample::Resampler;

/// Replicates from one pause to the next.
const BETWEEN_PAUSES: usize = 16;

/// Bands around the correlation of all rows.
#[derive(Clone, Debug, PartialEq)]
pub struct NullBand {
    /// Correlation of all complete rows.
    pub r: f64,
    /// Where a single window would lie with the given confidence. A line of many windows leaves it now and then.
    pub pointwise: Interval,
    /// Where all windows together would lie with the given confidence.
    pub simultaneous: Interval,
    /// How far, on Fisher's scale, the observed line strays from the correlation of all rows at most.
    pub largest_distance: f64,
    /// (1 + replicates whose line strays at least as far)/(B + 1): small if the correlation has changed.
    pub p: f64,
}

/// Rows in blocks are put in random order, which keeps their dependence within a block and leaves the correlation the same
/// throughout; the rolling correlation of every replicate shows what chance alone does.
///
/// Pointwise: quantiles of all windows of all replicates. Simultaneous: tanh(z +- d), z the Fisher transform of all rows and d
/// the quantile of the largest distance of a replicate's line from z. The blocks of the plan must be short beside the
/// window. Rows with a gap are dropped first. Sources: Politis & Romano 1994 for the rows; for the idea of a band under
/// constancy, Wied, Krämer & Dehling 2012.
///
/// The plan must have as many rows as are complete: [`Undefined::NoOverlap`]; fewer rows than the window, or a window below
/// 3: [`Undefined::WindowTooLong`]; a confidence outside (0, 1): [`Undefined::InsufficientN`]; otherwise undefined as the
/// correlation; |r| = 1: [`Undefined::Perfect`]. Windows in which a column is constant are passed over. O(B n).
///
/// ```
/// use sectorscope_stats::{correlation::coefficient::Method, resampling::null_band::null_band, resampling::resample::Resampler};
/// let x: Vec<f64> = (0..120).map(|i| f64::from(i * i % 17)).collect();
/// let y: Vec<f64> = (0..120).map(|i| f64::from(i * i % 17 + i % 11)).collect();
/// let plan = Resampler::circular(120, 99, 5, 1).unwrap();
/// let band = null_band(Method::Pearson, &x, &y, 30, &plan, 0.95).unwrap();
/// assert!(band.simultaneous.low < band.pointwise.low && band.pointwise.low < band.r);
/// ```
pub fn null_band(
    method: Method,
    x: &[f64],
    y: &[f64],
    window: usize,
    plan: &Resampler,
    confidence: f64,
) -> Result<NullBand, Undefined> {
    without_pauses(null_band_with_pauses(method, x, y, window, plan, confidence))
}

/// The same with a pause after every few replicates.
///
/// Undefined as [`null_band`]. O(B n).
pub async fn null_band_with_pauses(
    method: Method,
    x: &[f64],
    y: &[f64],
    window: usize,
    plan: &Resampler,
    confidence: f64,
) -> Result<NullBand, Undefined> {
    let (x, y) = complete_pairs(x, y);
    let r = correlation(method, &x, &y)?.r;
    if r.abs() >= 1.0 {
        return Err(Undefined::Perfect);
    }
    if window < 3 || window > x.len() {
        return Err(Undefined::WindowTooLong);
    }
    if plan.rows() != x.len() {
        return Err(Undefined::NoOverlap);
    }
    if !(confidence > 0.0 && confidence < 1.0) {
        return Err(Undefined::InsufficientN);
    }
    let z = fisher_z(r);
    let line = |x: &[f64], y: &[f64]| -> Vec<f64> {
        let all = rolling_correlation(method, x, y, window, window);
        all.into_iter().filter(|r| !r.is_nan()).collect()
    };
    // Fisher's transform keeps the order, so that the farthest of a line is its highest or its lowest.
    let strays = |line: &[f64]| {
        let ends = [f64::min, f64::max].map(|choose| line.iter().copied().reduce(choose).unwrap_or(r));
        ends.map(|end| (fisher_z(end) - z).abs()).into_iter().fold(0.0, f64::max)
    };
    let observed = strays(&line(&x, &y));
    let (mut windows, mut distances, mut rows) = (Vec::new(), Vec::new(), Vec::new());
    for replicate in 0..plan.replicates() {
        plan.fill(replicate, 0, &mut rows);
        let drawn = |column: &[f64]| -> Vec<f64> { rows.iter().map(|&row| column[row as usize]).collect() };
        let line = line(&drawn(&x), &drawn(&y));
        distances.push(strays(&line));
        // Neighbours share all but one row: one in a tenth of a window says as much.
        windows.extend(line.iter().step_by((window / 10).max(1)));
        if replicate % BETWEEN_PAUSES == 0 {
            pause().await;
        }
    }
    let exceeding = distances.iter().filter(|&&distance| distance >= observed).count();
    let (windows, distances) = (sorted(&windows), sorted(&distances));
    let reach = quantile_of_sorted(&distances, confidence)?;
    let tail = 0.5 * (1.0 - confidence);
    Ok(NullBand {
        r,
        pointwise: Interval {
            low: quantile_of_sorted(&windows, tail)?,
            high: quantile_of_sorted(&windows, 1.0 - tail)?,
        },
        simultaneous: Interval { low: libm::tanh(z - reach), high: libm::tanh(z + reach) },
        largest_distance: observed,
        p: (1 + exceeding) as f64 / (plan.replicates() + 1) as f64,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::resampling::random::Philox;

    fn rows(n: usize, changes: bool) -> (Vec<f64>, Vec<f64>) {
        let mut random = Philox::new(31, 0);
        (0..n)
            .map(|row| {
                let (x, noise) = (random.unit() - 0.5, random.unit() - 0.5);
                (x, if changes && row > n / 2 { noise - x } else { noise + x })
            })
            .unzip()
    }

    #[test]
    fn a_change_leaves_the_band_and_constancy_does_not() {
        let plan = Resampler::stationary(400, 199, 5.0, 3).unwrap();
        let (x, y) = rows(400, false);
        let constant = null_band(Method::Pearson, &x, &y, 60, &plan, 0.95).unwrap();
        assert!(constant.p > 0.05, "{constant:?}");
        let (x, y) = rows(400, true);
        let changed = null_band(Method::Pearson, &x, &y, 60, &plan, 0.95).unwrap();
        assert!(changed.p < 0.01, "{changed:?}");
        assert_eq!(null_band(Method::Pearson, &x, &y, 60, &plan, 0.95), Ok(changed));
    }

    #[test]
    fn longer_windows_have_narrower_bands() {
        let plan = Resampler::circular(300, 99, 5, 3).unwrap();
        let (x, y) = rows(300, false);
        for method in [Method::Pearson, Method::Spearman] {
            let width = |window| {
                let band = null_band(method, &x, &y, window, &plan, 0.9).unwrap();
                band.pointwise.high - band.pointwise.low
            };
            assert!(width(120) < width(30));
        }
    }

    #[test]
    fn undefined_cases() {
        let plan = Resampler::circular(20, 9, 2, 3).unwrap();
        let (x, y) = rows(20, false);
        let band = |x: &[f64], y: &[f64], window, confidence| {
            null_band(Method::Pearson, x, y, window, &plan, confidence).err()
        };
        assert_eq!(band(&[], &[], 5, 0.9), Some(Undefined::InsufficientN));
        assert_eq!(band(&x, &x, 5, 0.9), Some(Undefined::Perfect));
        assert_eq!(band(&x, &[0.1; 20], 5, 0.9), Some(Undefined::ZeroVariance));
        assert_eq!(band(&x, &y, 21, 0.9), Some(Undefined::WindowTooLong));
        assert_eq!(band(&x, &y, 2, 0.9), Some(Undefined::WindowTooLong));
        assert_eq!(band(&x[1..], &y[1..], 5, 0.9), Some(Undefined::NoOverlap));
        assert_eq!(band(&x, &y, 5, 1.0), Some(Undefined::InsufficientN));
    }
}
