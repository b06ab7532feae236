//! Which of several candidates cannot be told apart from the best?

use crate::Undefined;
use crate::resampling::bootstrap::Replicates;

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
/// against each other; if they differ, [`Undefined::ZeroVariance`]. O(B k^3) for the range, O(B k^2) for
/// the maximum.
///
/// ```
/// use sectorscope_stats::resampling::bootstrap::Replicates;
/// use sectorscope_stats::ordering::confidence_set::{Elimination, confidence_set};
/// let replicates = Replicates::new(vec![0.5, 0.1], vec![0.4, 0.1, 0.6, 0.2, 0.5, 0.0]).unwrap();
/// assert_eq!(confidence_set(&replicates, Elimination::Range).unwrap().members(0.1), [0]);
/// ```
pub fn confidence_set(replicates: &Replicates, elimination: Elimination) -> Result<ConfidenceSet, Undefined> {
    let mut left: Vec<usize> = (0..replicates.estimates().len()).collect();
    let variances = pair_variances(replicates);
    let mut set = ConfidenceSet { eliminated: Vec::new(), p_values: Vec::new() };
    let mut largest = 0.0_f64;
    while left.len() > 1 {
        let (worst, p) = match elimination {
            Elimination::Range => range_round(replicates, &left, &variances)?,
            Elimination::Maximum => maximum_round(replicates, &left)?,
        };
        largest = largest.max(p);
        set.eliminated.push(left.remove(worst));
        set.p_values.push(largest);
    }
    set.eliminated.extend(left);
    set.p_values.push(1.0);
    Ok(set)
}

/// Mean squares of the centred differences of every pair, row by row.
fn pair_variances(replicates: &Replicates) -> Vec<f64> {
    let (estimates, k) = (replicates.estimates(), replicates.estimates().len());
    let mut variances = vec![0.0; k * k];
    for values in replicates.iter() {
        for i in 0..k {
            for j in 0..k {
                let centred = (values[j] - values[i]) - (estimates[j] - estimates[i]);
                variances[i * k + j] += centred * centred;
            }
        }
    }
    variances.iter().map(|sum| sum / replicates.count() as f64).collect()
}

/// Position of the candidate that another exceeds most clearly, and the p-value of equality.
fn range_round(replicates: &Replicates, left: &[usize], variances: &[f64]) -> Result<(usize, f64), Undefined> {
    let (estimates, k) = (replicates.estimates(), replicates.estimates().len());
    // How far the second lies above the first, studentised; 0 for two that are the same.
    let studentised = |difference: f64, i: usize, j: usize| {
        let variance = variances[i * k + j];
        if variance > 0.0 {
            Ok(difference / variance.sqrt())
        } else if difference == 0.0 {
            Ok(0.0)
        } else {
            Err(Undefined::ZeroVariance)
        }
    };
    let (mut worst, mut observed) = (0, f64::NEG_INFINITY);
    for (position, &i) in left.iter().enumerate() {
        for &j in left.iter().filter(|&&j| j != i) {
            let t = studentised(estimates[j] - estimates[i], i, j)?;
            if t > observed {
                (worst, observed) = (position, t);
            }
        }
    }
    let mut exceeding = 0_usize;
    for values in replicates.iter() {
        let mut largest = f64::NEG_INFINITY;
        for &i in left {
            for &j in left.iter().filter(|&&j| j != i) {
                let centred = (values[j] - values[i]) - (estimates[j] - estimates[i]);
                largest = largest.max(studentised(centred, i, j).unwrap_or(0.0));
            }
        }
        exceeding += usize::from(largest >= observed);
    }
    Ok((worst, exceeding as f64 / replicates.count() as f64))
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
