//! Statistics of one sample and of resamples of it.

use crate::Undefined;
use crate::moments::{mean, standard_deviation};
use crate::sum::compensated_sum;

/// Several statistics of one sample, and of every replicate of it.
///
/// ```
/// use sectorscope_stats::resampling::replicates::Replicates;
/// let two = Replicates::new(vec![2.0, 1.0], vec![1.0, 0.0, 2.0, 3.0, 3.0, 3.0]).unwrap();
/// assert_eq!((two.estimates(), two.count(), two.iter().nth(1)), (&[2.0, 1.0][..], 3, Some(&[2.0, 3.0][..])));
/// assert_eq!((two.column(0), two.means(), two.standard_errors()[0]), (vec![1.0, 2.0, 3.0], vec![2.0, 2.0], 1.0));
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Replicates {
    estimates: Vec<f64>,
    /// Replicate by replicate.
    values: Vec<f64>,
    /// Replicates that had to be drawn again because a column was constant in them.
    pub redrawn: usize,
}

impl Replicates {
    /// From the statistics of the sample and of the replicates, replicate by replicate.
    ///
    /// Everything must be finite; no statistics, no replicates, or a length of `values` that is not a multiple of their
    /// number: [`Undefined::InsufficientN`]. O(B k).
    pub fn new(estimates: Vec<f64>, values: Vec<f64>) -> Result<Replicates, Undefined> {
        let whole = !estimates.is_empty() && !values.is_empty() && values.len().is_multiple_of(estimates.len());
        if !whole || estimates.iter().chain(&values).any(|value| !value.is_finite()) {
            return Err(Undefined::InsufficientN);
        }
        Ok(Replicates { estimates, values, redrawn: 0 })
    }

    /// The statistics of the sample itself. O(1).
    pub fn estimates(&self) -> &[f64] {
        &self.estimates
    }

    /// Number of replicates, B. O(1).
    pub fn count(&self) -> usize {
        self.values.len() / self.estimates.len()
    }

    /// The statistics of each replicate, in turn. O(1) each.
    pub fn iter(&self) -> impl Iterator<Item = &[f64]> {
        self.values.chunks(self.estimates.len())
    }

    /// One statistic over all replicates; empty where there is no such statistic. O(B).
    pub fn column(&self, statistic: usize) -> Vec<f64> {
        self.values.iter().skip(statistic).step_by(self.estimates.len()).copied().collect()
    }

    /// Mean of every statistic over the replicates. O(B k).
    pub fn means(&self) -> Vec<f64> {
        (0..self.estimates.len()).map(|s| mean(&self.column(s)).unwrap_or(f64::NAN)).collect()
    }

    /// Standard error of every statistic: the standard deviation over the replicates, with B - 1. NaN with one replicate.
    /// O(B k).
    pub fn standard_errors(&self) -> Vec<f64> {
        (0..self.estimates.len()).map(|s| standard_deviation(&self.column(s)).unwrap_or(f64::NAN)).collect()
    }

    /// Weighted sums of the statistics, one for each row of weights: differences, means of several less another, ...
    ///
    /// No rows of weights, or one that is not as long as there are statistics: [`Undefined::NoOverlap`]. O(B k m).
    ///
    /// ```
    /// use sectorscope_stats::resampling::replicates::Replicates;
    /// let replicates = Replicates::new(vec![0.5, 0.25], vec![0.5, 0.0]).unwrap();
    /// assert_eq!(replicates.combine(&[vec![0.5, 0.5]]).unwrap().column(0), [0.25]);
    /// ```
    pub fn combine(&self, weights: &[Vec<f64>]) -> Result<Replicates, Undefined> {
        let k = self.estimates.len();
        if weights.is_empty() || weights.iter().any(|row| row.len() != k) {
            return Err(Undefined::NoOverlap);
        }
        let sums = |values: &[f64]| -> Vec<f64> {
            weights.iter().map(|row| compensated_sum(row.iter().zip(values).map(|(w, v)| w * v))).collect()
        };
        let combined = Replicates::new(sums(&self.estimates), self.iter().flat_map(sums).collect())?;
        Ok(Replicates { redrawn: self.redrawn, ..combined })
    }

    /// Differences of one statistic from each of several others: theirs taken off it.
    ///
    /// A number that is not a statistic, or no others: [`Undefined::NoOverlap`]. O(B k m).
    ///
    /// ```
    /// use sectorscope_stats::resampling::replicates::Replicates;
    /// let replicates = Replicates::new(vec![0.5, 0.25], vec![0.5, 0.0, 0.75, 0.5]).unwrap();
    /// let difference = replicates.differences(0, &[1]).unwrap();
    /// assert_eq!((difference.estimates(), difference.column(0)), (&[0.25][..], vec![0.5, 0.25]));
    /// ```
    pub fn differences(&self, one: usize, others: &[usize]) -> Result<Replicates, Undefined> {
        let k = self.estimates.len();
        if one >= k || others.iter().any(|&other| other >= k) {
            return Err(Undefined::NoOverlap);
        }
        let weights = |&other: &usize| {
            let mut row = vec![0.0; k];
            row[one] += 1.0;
            row[other] -= 1.0;
            row
        };
        self.combine(&others.iter().map(weights).collect::<Vec<_>>())
    }
}
