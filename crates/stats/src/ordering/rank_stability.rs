//! How firm an order of statistics is.

use std::cmp::Ordering;

use crate::Undefined;
use crate::moments::standard_deviation;
use crate::pause::{Pace, without_pauses};
use crate::quantile::{lower_quantile, quantile};
use crate::resampling::replicates::Replicates;
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
/// O(B k log k).
///
/// ```
/// use sectorscope_stats::{resampling::replicates::Replicates, ordering::rank_stability::rank_stability};
/// let replicates = Replicates::new(vec![0.5, 0.4], vec![0.5, 0.3, 0.4, 0.6, 0.7, 0.1, 0.6, 0.2]).unwrap();
/// assert_eq!(rank_stability(&replicates, 0.95).unwrap()[0].share_first, 0.75);
/// ```
pub fn rank_stability(replicates: &Replicates, confidence: f64) -> Result<Vec<RankStability>, Undefined> {
    without_pauses(rank_stability_with_pauses(replicates, confidence))
}

/// The same with pauses between its parts.
///
/// Undefined as [`rank_stability`]. O(B k log k).
pub async fn rank_stability_with_pauses(
    replicates: &Replicates,
    confidence: f64,
) -> Result<Vec<RankStability>, Undefined> {
    if !(confidence > 0.0 && confidence < 1.0) {
        return Err(Undefined::InsufficientN);
    }
    let (k, count) = (replicates.estimates().len(), replicates.count());
    // Statistic by statistic.
    let mut ranks = vec![0.0; k * count];
    let (mut order, mut pace): (Vec<usize>, Pace) = ((0..k).collect(), Pace::default());
    for (replicate, values) in replicates.iter().enumerate() {
        order.sort_unstable_by(|&a, &b| values[b].total_cmp(&values[a]));
        let mut larger = 0;
        for equal in order.chunk_by(|&a, &b| values[a] == values[b]) {
            equal.iter().for_each(|&statistic| ranks[statistic * count + replicate] = (1 + larger) as f64);
            larger += equal.len();
        }
        pace.after(2 * k).await;
    }
    let stability = |ranks: &[f64]| {
        Ok(RankStability {
            share_first: ranks.iter().filter(|&&rank| rank == 1.0).count() as f64 / count as f64,
            mean_rank: compensated_sum(ranks.iter().copied()) / count as f64,
            low: lower_quantile(ranks, 0.5 * (1.0 - confidence))? as usize,
            high: lower_quantile(ranks, 0.5 * (1.0 + confidence))? as usize,
        })
    };
    let mut found = Vec::with_capacity(k);
    for ranks in ranks.chunks(count) {
        found.push(stability(ranks)?);
        pace.after(2 * count).await;
    }
    Ok(found)
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
    without_pauses(pairwise_rank_intervals_with_pauses(k, above))
}

/// The same with pauses between its parts: each ordered pair is asked about once, row by row. O(k^2).
///
/// ```
/// use sectorscope_stats::ordering::rank_stability::{pairwise_rank_intervals, pairwise_rank_intervals_with_pauses};
/// use sectorscope_stats::pause::without_pauses;
/// let above = |i: usize, j: usize| i + 1 < j;
/// assert_eq!(without_pauses(pairwise_rank_intervals_with_pauses(4, above)), pairwise_rank_intervals(4, above));
/// ```
pub async fn pairwise_rank_intervals_with_pauses(k: usize, above: impl Fn(usize, usize) -> bool) -> Vec<RankInterval> {
    let mut intervals = vec![RankInterval { low: 1, high: k }; k];
    let mut pace = Pace::default();
    for i in 0..k {
        for j in (0..k).filter(|j| *j != i) {
            if above(i, j) {
                intervals[i].high -= 1;
                intervals[j].low += 1;
            }
        }
        pace.after(k).await;
    }
    intervals
}

/// Intervals that hold the true ranks of all statistics together: those that lie above a statistic, or below it, by more
/// than the critical value of the largest studentised difference of any pair have their place beyond doubt. Source:
/// Mogstad, Romano, Shaikh & Wilhelm 2024, `REStud` 91:476, single step.
///
/// Two statistics that never differ in any replicate are not told apart. A confidence outside (0, 1):
/// [`Undefined::InsufficientN`]. O(B k^2), in room for B k numbers.
///
/// ```
/// use sectorscope_stats::{resampling::replicates::Replicates, ordering::rank_stability::rank_intervals};
/// let values = [0.9, 0.1, 0.8, 0.0, 1.0, 0.3, 0.9, 0.2].to_vec();
/// let ranks = rank_intervals(&Replicates::new(vec![0.9, 0.15], values).unwrap(), 0.9).unwrap();
/// assert_eq!((ranks[0].low, ranks[0].high, ranks[1].low), (1, 1, 2));
/// ```
pub fn rank_intervals(replicates: &Replicates, confidence: f64) -> Result<Vec<RankInterval>, Undefined> {
    if !(confidence > 0.0 && confidence < 1.0) {
        return Err(Undefined::InsufficientN);
    }
    let (estimates, k) = (replicates.estimates(), replicates.estimates().len());
    let columns: Vec<Vec<f64>> = (0..k).map(|statistic| replicates.column(statistic)).collect();
    let mut intervals = vec![RankInterval { low: 1, high: k }; k];
    // The largest studentised difference of any pair, centred, in each replicate; and those of the sample, by pair.
    let (mut largest, mut found) = (vec![f64::NEG_INFINITY; replicates.count()], Vec::new());
    for (i, first) in columns.iter().enumerate() {
        for (j, second) in columns.iter().enumerate().skip(i + 1) {
            if first == second {
                continue;
            }
            let differences: Vec<f64> = first.iter().zip(second).map(|(a, b)| a - b).collect();
            let difference = estimates[i] - estimates[j];
            let error = standard_deviation(&differences).unwrap_or(0.0);
            if error.partial_cmp(&0.0) != Some(Ordering::Greater) {
                return Err(Undefined::ZeroVariance);
            }
            for (largest, of) in largest.iter_mut().zip(&differences) {
                *largest = largest.max(((of - difference) / error).abs());
            }
            found.push((i, j, difference / error));
        }
    }
    if found.is_empty() {
        return Ok(intervals);
    }
    let critical = quantile(&largest, confidence)?;
    for (i, j, t) in found.into_iter().filter(|(_, _, t)| t.abs() > critical) {
        let (above, below) = if t > 0.0 { (i, j) } else { (j, i) };
        intervals[above].high -= 1;
        intervals[below].low += 1;
    }
    Ok(intervals)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::alternative::Alternative;
    use crate::resampling::bootstrap_p_values::Studentised;
    use crate::resampling::random::Philox;

    fn replicates(estimates: &[f64], noise: f64) -> Replicates {
        let mut random = Philox::new(8, 0);
        let draws = (0..300).flat_map(|_| estimates.iter().map(|e| e + noise * random.unit()).collect::<Vec<_>>());
        let values = draws.collect();
        Replicates::new(estimates.to_vec(), values).unwrap()
    }

    /// By tests of the weighted sums that the differences of pairs are.
    fn plain(replicates: &Replicates, confidence: f64) -> Vec<RankInterval> {
        let k = replicates.estimates().len();
        let pairs: Vec<(usize, usize)> = (0..k).flat_map(|i| (i + 1..k).map(move |j| (i, j))).collect();
        let weights = |&(i, j): &(usize, usize)| {
            let weight = |of: usize| if of == i { 1.0 } else { -f64::from(u8::from(of == j)) };
            (0..k).map(weight).collect()
        };
        let differences = replicates.combine(&pairs.iter().map(weights).collect::<Vec<_>>()).unwrap();
        let tests = Studentised::new(&differences).unwrap();
        let critical = tests.critical_value(Alternative::TwoSided, confidence).unwrap();
        let above = |i: usize, j: usize| {
            let t = |pair| tests.t[pairs.iter().position(|of| *of == pair).unwrap()];
            if i < j { t((i, j)) > critical } else { -t((j, i)) > critical }
        };
        pairwise_rank_intervals(k, above)
    }

    #[test]
    fn pairs_need_no_table_of_their_differences() {
        for noise in [0.1, 0.4, 2.0] {
            let of = replicates(&[0.1, 0.9, 0.5, 0.55, 0.7, 0.2], noise);
            assert_eq!(rank_intervals(&of, 0.9).unwrap(), plain(&of, 0.9));
        }
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
