//! How firm an order of statistics is.

use crate::Undefined;
use crate::alternative::Alternative;
use crate::quantile::lower_quantile;
use crate::resampling::bootstrap::Replicates;
use crate::resampling::bootstrap_p_values::Studentised;
use crate::sum::compensated_sum;

/// Where a statistic stands among others over the replicates; rank 1 is the largest.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RankStability {
    /// Share of replicates in which it is the largest. A description of stability, neither a p-value nor the probability of
    /// being the largest: two that are really equal share it by halves however many rows there are.
    pub share_first: f64,
    /// Mean rank.
    pub mean_rank: f64,
    /// Lower end of the percentile interval of ranks.
    pub low: usize,
    /// Upper end of the percentile interval of ranks.
    pub high: usize,
}

/// Ranks of every statistic in every replicate, summed up: 1 + number of larger ones, so that ties share the better rank.
///
/// Interval ends are type-1 quantiles, ranks that occur. A confidence outside (0, 1): [`Undefined::InsufficientN`].
/// O(B k^2).
///
/// ```
/// use sectorscope_stats::{resampling::bootstrap::Replicates, ordering::rank_stability::rank_stability};
/// let replicates = Replicates::new(vec![0.5, 0.4], vec![0.5, 0.3, 0.4, 0.6, 0.7, 0.1, 0.6, 0.2]).unwrap();
/// assert_eq!(rank_stability(&replicates, 0.95).unwrap()[0].share_first, 0.75);
/// ```
pub fn rank_stability(replicates: &Replicates, confidence: f64) -> Result<Vec<RankStability>, Undefined> {
    if !(confidence > 0.0 && confidence < 1.0) {
        return Err(Undefined::InsufficientN);
    }
    let count = replicates.count() as f64;
    let stability = |statistic: usize| {
        let rank = |values: &[f64]| 1 + values.iter().filter(|&&other| other > values[statistic]).count();
        let ranks: Vec<f64> = replicates.iter().map(|values| rank(values) as f64).collect();
        Ok(RankStability {
            share_first: ranks.iter().filter(|&&rank| rank == 1.0).count() as f64 / count,
            mean_rank: compensated_sum(ranks.iter().copied()) / count,
            low: lower_quantile(&ranks, 0.5 * (1.0 - confidence))? as usize,
            high: lower_quantile(&ranks, 0.5 * (1.0 + confidence))? as usize,
        })
    };
    (0..replicates.estimates().len()).map(stability).collect()
}

/// A set of ranks that holds the true one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RankInterval {
    /// Best rank not excluded; 1 is the largest statistic.
    pub low: usize,
    /// Worst rank not excluded.
    pub high: usize,
}

/// Intervals for the ranks of k statistics from pairwise tests: 1 + the number found to lie above, to k less the number
/// found to lie below. `above(i, j)` says whether i is found to lie above j, each at the level of one test among k - 1. Those whose
/// interval begins at 1 could be first: the set that Hsu's comparison with the best gives. No random numbers. Sources: Hsu 1981,
/// Annals of Statistics 9:1026; Mogstad, Romano, Shaikh & Wilhelm 2024, Review of Economic Studies 91:476. O(k^2).
///
/// ```
/// use sectorscope_stats::ordering::rank_stability::pairwise_rank_intervals;
/// // The tests find only that the first lies above the last.
/// let ranks = pairwise_rank_intervals(3, |i, j| i == 0 && j == 2);
/// assert_eq!(ranks.iter().map(|rank| (rank.low, rank.high)).collect::<Vec<_>>(), [(1, 2), (1, 3), (2, 3)]);
/// ```
pub fn pairwise_rank_intervals(k: usize, above: impl Fn(usize, usize) -> bool) -> Vec<RankInterval> {
    let others = |i: usize| (0..k).filter(move |j| *j != i);
    let interval = |i: usize| RankInterval {
        low: 1 + others(i).filter(|j| above(*j, i)).count(),
        high: k - others(i).filter(|j| above(i, *j)).count(),
    };
    (0..k).map(interval).collect()
}

/// Intervals that hold the true ranks of all statistics together: those that lie above a statistic, or below it, by more
/// than the critical value of the largest studentised difference of any pair have their place beyond doubt. Source:
/// Mogstad, Romano, Shaikh & Wilhelm 2024, `REStud` 91:476, single step.
///
/// Two statistics that never differ in any replicate are not told apart. A confidence outside (0, 1):
/// [`Undefined::InsufficientN`]. O(B k^2).
///
/// ```
/// use sectorscope_stats::{resampling::bootstrap::Replicates, ordering::rank_stability::rank_intervals};
/// let values = [0.9, 0.1, 0.8, 0.0, 1.0, 0.3, 0.9, 0.2].to_vec();
/// let ranks = rank_intervals(&Replicates::new(vec![0.9, 0.15], values).unwrap(), 0.9).unwrap();
/// assert_eq!((ranks[0].low, ranks[0].high, ranks[1].low), (1, 1, 2));
/// ```
pub fn rank_intervals(replicates: &Replicates, confidence: f64) -> Result<Vec<RankInterval>, Undefined> {
    if !(confidence > 0.0 && confidence < 1.0) {
        return Err(Undefined::InsufficientN);
    }
    let k = replicates.estimates().len();
    let mut intervals = vec![RankInterval { low: 1, high: k }; k];
    let all = (0..k).flat_map(|i| (i + 1..k).map(move |j| (i, j)));
    let pairs: Vec<(usize, usize)> = all.filter(|&(i, j)| replicates.iter().any(|v| v[i] != v[j])).collect();
    if pairs.is_empty() {
        return Ok(intervals);
    }
    let weights = |&(i, j): &(usize, usize)| {
        let mut row = vec![0.0; k];
        (row[i], row[j]) = (1.0, -1.0);
        row
    };
    let differences = replicates.combine(&pairs.iter().map(weights).collect::<Vec<_>>())?;
    let tests = Studentised::new(&differences)?;
    let critical = tests.critical_value(Alternative::TwoSided, confidence)?;
    for (&(i, j), &t) in pairs.iter().zip(&tests.t) {
        let (above, below) = if t > 0.0 { (i, j) } else { (j, i) };
        if t.abs() > critical {
            intervals[above].high -= 1;
            intervals[below].low += 1;
        }
    }
    Ok(intervals)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::resampling::random::Philox;

    fn replicates(estimates: &[f64], noise: f64) -> Replicates {
        let mut random = Philox::new(8, 0);
        let draws = (0..300).flat_map(|_| estimates.iter().map(|e| e + noise * random.unit()).collect::<Vec<_>>());
        let values = draws.collect();
        Replicates::new(estimates.to_vec(), values).unwrap()
    }

    #[test]
    fn far_apart_is_certain_and_close_is_not() {
        let far = replicates(&[0.1, 0.9, 0.5], 0.01);
        let ranks: Vec<_> = rank_stability(&far, 0.9).unwrap().iter().map(|r| (r.low, r.high, r.share_first)).collect();
        assert_eq!(ranks, [(3, 3, 0.0), (1, 1, 1.0), (2, 2, 0.0)]);
        let sure: Vec<_> = rank_intervals(&far, 0.9).unwrap().iter().map(|r| (r.low, r.high)).collect();
        assert_eq!(sure, [(3, 3), (1, 1), (2, 2)]);
        let close = rank_intervals(&replicates(&[0.50, 0.51, 0.52], 1.0), 0.9).unwrap();
        assert!(close.iter().all(|r| (r.low, r.high) == (1, 3)));
    }

    #[test]
    fn equal_statistics_and_bad_confidence() {
        let equal = Replicates::new(vec![0.5, 0.5], vec![0.4, 0.4, 0.6, 0.6]).unwrap();
        assert_eq!(rank_intervals(&equal, 0.9), Ok(vec![RankInterval { low: 1, high: 2 }; 2]));
        assert!(rank_stability(&equal, 0.9).unwrap().iter().all(|r| r.share_first == 1.0));
        assert_eq!(rank_stability(&equal, 1.0), Err(Undefined::InsufficientN));
        assert_eq!(rank_intervals(&equal, f64::NAN), Err(Undefined::InsufficientN));
        let single = Replicates::new(vec![0.5], vec![0.4]).unwrap();
        assert_eq!(rank_intervals(&single, 0.9), Ok(vec![RankInterval { low: 1, high: 1 }]));
    }
}
