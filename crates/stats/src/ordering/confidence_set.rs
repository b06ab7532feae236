//! Which of several candidates cannot be told apart from the best?

use crate::Undefined;
use crate::resampling::replicates::Replicates;

/// What is compared in each round.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Elimination {
    /// The largest studentised difference of any pair (the range statistic).
    #[default]
    Range,
    /// The largest studentised distance below the mean of those left.
    Maximum,
}

/// A model confidence set.
#[derive(Clone, Debug, PartialEq)]
pub struct ConfidenceSet {
    /// Candidates by the order in which they were eliminated, the best last.
    pub eliminated: Vec<usize>,
    /// For each in that order: the level at which it drops out; the running maximum of the rounds' p-values, 1 for the last.
    pub p_values: Vec<f64>,
}

impl ConfidenceSet {
    /// Candidates that are in the set at level `alpha`, in rising order: those with a p-value above it. None at 1 or NaN.
    /// O(k log k).
    ///
    /// ```
    /// use sectorscope_stats::ordering::confidence_set::ConfidenceSet;
    /// let set = ConfidenceSet { eliminated: vec![2, 1, 0], p_values: vec![0.01, 0.2, 1.0] };
    /// assert_eq!((set.members(0.05), set.members(0.25)), (vec![0, 1], vec![0]));
    /// ```
    pub fn members(&self, alpha: f64) -> Vec<usize> {
        let kept = self.eliminated.iter().zip(&self.p_values).filter(|&(_, &p)| p > alpha);
        let mut members: Vec<usize> = kept.map(|(&candidate, _)| candidate).collect();
        members.sort_unstable();
        members
    }
}

/// Eliminates, round by round, the candidate that is most clearly worse; the p-value of a round is the share of replicates
/// whose statistic, centred, is at least the observed one. Those with p > alpha form a set that holds the best with
/// probability 1 - alpha. Source: Hansen, Lunde & Nason 2011, Econometrica 79:453.
///
/// A larger statistic is better; turn losses over. Differences whose replicates never vary: equal ones are never eliminated
/// against each other; if they differ, [`Undefined::ZeroVariance`]. About O(B k^2): in a round of the range only those
/// replicates are looked through again whose largest difference was of the candidate that went.
///
/// ```
/// use sectorscope_stats::resampling::replicates::Replicates;
/// use sectorscope_stats::ordering::confidence_set::{Elimination, confidence_set};
/// let replicates = Replicates::new(vec![0.5, 0.1], vec![0.4, 0.1, 0.6, 0.2, 0.5, 0.0]).unwrap();
/// assert_eq!(confidence_set(&replicates, Elimination::Range).unwrap().members(0.1), [0]);
/// ```
pub fn confidence_set(replicates: &Replicates, elimination: Elimination) -> Result<ConfidenceSet, Undefined> {
    let mut left: Vec<usize> = (0..replicates.estimates().len()).collect();
    let mut range = match elimination {
        Elimination::Range if left.len() > 1 => Some(Range::new(replicates)?),
        Elimination::Range | Elimination::Maximum => None,
    };
    let mut set = ConfidenceSet { eliminated: Vec::new(), p_values: Vec::new() };
    let mut largest = 0.0_f64;
    while left.len() > 1 {
        let (worst, p) = match &mut range {
            Some(range) => range.round(&left),
            None => maximum_round(replicates, &left)?,
        };
        largest = largest.max(p);
        set.eliminated.push(left.remove(worst));
        set.p_values.push(largest);
    }
    set.eliminated.extend(left);
    set.p_values.push(1.0);
    Ok(set)
}

/// The studentised differences of pairs.
struct Range<'r> {
    replicates: &'r Replicates,
    /// One over the standard deviation of the difference of every pair, row by row; 0 for two that are the same.
    inverse: Vec<f64>,
    /// Of every replicate the largest centred difference, and the pair that it is of: it changes when one of them goes.
    widest: Vec<(f64, [usize; 2])>,
}

impl<'r> Range<'r> {
    fn new(replicates: &'r Replicates) -> Result<Range<'r>, Undefined> {
        let (estimates, k) = (replicates.estimates(), replicates.estimates().len());
        let mut inverse = vec![0.0; k * k];
        for values in replicates.iter() {
            for i in 0..k {
                for j in i + 1..k {
                    let centred = (values[j] - values[i]) - (estimates[j] - estimates[i]);
                    inverse[i * k + j] += centred * centred;
                }
            }
        }
        for i in 0..k {
            for j in i + 1..k {
                let variance = inverse[i * k + j] / replicates.count() as f64;
                let varies = variance > 0.0;
                if !varies && estimates[j] - estimates[i] != 0.0 {
                    return Err(Undefined::ZeroVariance);
                }
                inverse[i * k + j] = if varies { 1.0 / variance.sqrt() } else { 0.0 };
                inverse[j * k + i] = inverse[i * k + j];
            }
        }
        Ok(Range { replicates, inverse, widest: Vec::new() })
    }

    /// Position of the candidate that another exceeds most clearly, and the p-value of equality.
    fn round(&mut self, left: &[usize]) -> (usize, f64) {
        let (estimates, k) = (self.replicates.estimates(), self.replicates.estimates().len());
        let (mut worst, mut observed) = (0, f64::NEG_INFINITY);
        for (position, &i) in left.iter().enumerate() {
            for &j in left.iter().filter(|&&j| j != i) {
                let t = (estimates[j] - estimates[i]) * self.inverse[i * k + j];
                if t > observed {
                    (worst, observed) = (position, t);
                }
            }
        }
        let widest = |values: &[f64]| {
            let mut widest = (f64::NEG_INFINITY, [0, 0]);
            for (position, &i) in left.iter().enumerate() {
                for &j in &left[position + 1..] {
                    let centred = (values[j] - values[i]) - (estimates[j] - estimates[i]);
                    let t = (centred * self.inverse[i * k + j]).abs();
                    if t > widest.0 {
                        widest = (t, [i, j]);
                    }
                }
            }
            widest
        };
        if self.widest.is_empty() {
            self.widest = self.replicates.iter().map(widest).collect();
        } else {
            let gone = |pair: &[usize; 2]| pair.iter().any(|candidate| left.binary_search(candidate).is_err());
            for (values, kept) in self.replicates.iter().zip(&mut self.widest).filter(|(_, kept)| gone(&kept.1)) {
                *kept = widest(values);
            }
        }
        let exceeding = self.widest.iter().filter(|(t, _)| *t >= observed).count();
        (worst, exceeding as f64 / self.replicates.count() as f64)
    }
}

/// The same with distances below the mean of those left.
fn maximum_round(replicates: &Replicates, left: &[usize]) -> Result<(usize, f64), Undefined> {
    let estimates = replicates.estimates();
    let below_mean = |values: &dyn Fn(usize) -> f64| -> Vec<f64> {
        let mean = left.iter().map(|&i| values(i)).sum::<f64>() / left.len() as f64;
        left.iter().map(|&i| mean - values(i)).collect()
    };
    let observed = below_mean(&|i| estimates[i]);
    let centred: Vec<Vec<f64>> = replicates.iter().map(|v| below_mean(&|i| v[i] - estimates[i])).collect();
    let sd = |position: usize| {
        (centred.iter().map(|row| row[position] * row[position]).sum::<f64>() / centred.len() as f64).sqrt()
    };
    let sds: Vec<f64> = (0..left.len()).map(sd).collect();
    if !sds.iter().all(|&sd| sd > 0.0) {
        return Err(Undefined::ZeroVariance);
    }
    let (mut worst, mut largest) = (0, f64::NEG_INFINITY);
    for (position, (distance, sd)) in observed.iter().zip(&sds).enumerate() {
        if distance / sd > largest {
            (worst, largest) = (position, distance / sd);
        }
    }
    let statistic = |row: &Vec<f64>| row.iter().zip(&sds).map(|(d, sd)| d / sd).fold(f64::NEG_INFINITY, f64::max);
    let exceeding = centred.iter().filter(|row| statistic(row) >= largest).count();
    Ok((worst, exceeding as f64 / replicates.count() as f64))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::resampling::random::Philox;

    fn replicates(estimates: &[f64], noise: f64) -> Replicates {
        let mut random = Philox::new(12, 0);
        let values = (0..300).flat_map(|_| estimates.iter().map(|e| e + noise * random.unit()).collect::<Vec<_>>());
        Replicates::new(estimates.to_vec(), values.collect()).unwrap()
    }

    #[test]
    fn the_best_stays_and_the_clearly_worse_go() {
        for elimination in [Elimination::Range, Elimination::Maximum] {
            let set = confidence_set(&replicates(&[0.1, 0.8, 0.81, 0.3], 0.1), elimination).unwrap();
            assert_eq!(set.members(0.1), [1, 2]);
            assert_eq!(set.eliminated[..2], [0, 3]);
            assert_eq!(set.p_values.last(), Some(&1.0));
            assert!(set.p_values.windows(2).all(|p| p[0] <= p[1]));
        }
    }

    /// By the definition: every pair of those left, in every replicate, in every round.
    fn plain(replicates: &Replicates) -> ConfidenceSet {
        let (estimates, count) = (replicates.estimates(), replicates.count() as f64);
        let centred = |v: &[f64], i: usize, j: usize| (v[j] - v[i]) - (estimates[j] - estimates[i]);
        let sd = |i, j| (replicates.iter().map(|v| centred(v, i, j) * centred(v, i, j)).sum::<f64>() / count).sqrt();
        let mut left: Vec<usize> = (0..estimates.len()).collect();
        let mut set = ConfidenceSet { eliminated: Vec::new(), p_values: Vec::new() };
        let mut largest = 0.0_f64;
        while left.len() > 1 {
            let pairs: Vec<(usize, usize)> = left.iter().flat_map(|&i| left.iter().map(move |&j| (i, j))).collect();
            let pairs: Vec<(usize, usize, f64)> =
                pairs.into_iter().filter(|(i, j)| i != j).map(|(i, j)| (i, j, sd(i, j))).collect();
            let t = |&(i, j, sd): &(usize, usize, f64)| (estimates[j] - estimates[i]) / sd;
            let worst = *pairs.iter().max_by(|a, b| t(a).total_cmp(&t(b))).unwrap();
            let widest = |v: &[f64]| pairs.iter().map(|&(i, j, sd)| centred(v, i, j) / sd).fold(f64::MIN, f64::max);
            largest = largest.max(replicates.iter().filter(|v| widest(v) >= t(&worst)).count() as f64 / count);
            left.retain(|&candidate| candidate != worst.0);
            set.eliminated.push(worst.0);
            set.p_values.push(largest);
        }
        set.eliminated.extend(left);
        set.p_values.push(1.0);
        set
    }

    #[test]
    fn what_is_kept_between_rounds_changes_nothing() {
        for noise in [0.2, 0.5, 2.0] {
            let estimates: Vec<f64> = (0..9_u32).map(|i| f64::from(i * i % 7 * 10 + i) / 100.0).collect();
            let of = replicates(&estimates, noise);
            assert_eq!(confidence_set(&of, Elimination::Range).unwrap(), plain(&of));
        }
    }

    #[test]
    fn one_candidate_and_candidates_that_never_vary() {
        let one = Replicates::new(vec![0.2], vec![0.1, 0.3]).unwrap();
        assert_eq!(confidence_set(&one, Elimination::Range).unwrap().members(0.1), [0]);
        let same = Replicates::new(vec![0.2, 0.2], vec![0.1, 0.1, 0.3, 0.3]).unwrap();
        assert_eq!(confidence_set(&same, Elimination::Range).unwrap().members(0.1), [0, 1]);
        let shifted = Replicates::new(vec![0.25, 0.5], vec![0.25, 0.5, 0.5, 0.75]).unwrap();
        assert_eq!(confidence_set(&shifted, Elimination::Range), Err(Undefined::ZeroVariance));
        assert_eq!(confidence_set(&shifted, Elimination::Maximum), Err(Undefined::ZeroVariance));
    }
}
