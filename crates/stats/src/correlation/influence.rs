//! Influence series: how much each row moves a statistic. Their long-run variance is the variance of the statistic.

use crate::Undefined;
use crate::sum::CompensatedSum;

/// A statistic and what each row contributes to its sampling error: estimate - truth is about the mean of `psi`.
#[derive(Clone, Debug, PartialEq)]
pub struct Influence {
    /// The statistic; a correlation, or a mean of some.
    pub estimate: f64,
    /// One value per row, with mean zero; n times the change of the estimate when the row is left out, to O(1/n).
    pub psi: Vec<f64>,
}

/// The influence series of the mean of several statistics of the same rows: the mean of their series.
///
/// No statistics, or series of different lengths: [`Undefined::NoOverlap`]. NaN in a series gives NaN in the mean. O(n k).
///
/// ```
/// use sectorscope_stats::correlation::influence::{Influence, mean_influence};
/// // What raises one and lowers the other does not move their mean.
/// let parts = [(0.5, vec![1.0, -1.0]), (0.25, vec![-1.0, 1.0])].map(|(estimate, psi)| Influence { estimate, psi });
/// assert_eq!(mean_influence(&parts), Ok(Influence { estimate: 0.375, psi: vec![0.0, 0.0] }));
/// ```
pub fn mean_influence(parts: &[Influence]) -> Result<Influence, Undefined> {
    let n = parts.first().ok_or(Undefined::NoOverlap)?.psi.len();
    if parts.iter().any(|part| part.psi.len() != n) {
        return Err(Undefined::NoOverlap);
    }
    let mean = |values: &mut dyn Iterator<Item = f64>| {
        let mut sum = CompensatedSum::default();
        values.for_each(|value| sum.add(value));
        sum.value() / parts.len() as f64
    };
    Ok(Influence {
        estimate: mean(&mut parts.iter().map(|part| part.estimate)),
        psi: (0..n).map(|row| mean(&mut parts.iter().map(|part| part.psi[row]))).collect(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mean_of_nothing_or_of_unequal_lengths() {
        assert_eq!(mean_influence(&[]), Err(Undefined::NoOverlap));
        let part = |n| Influence { estimate: 0.5, psi: vec![0.0; n] };
        assert_eq!(mean_influence(&[part(2), part(3)]), Err(Undefined::NoOverlap));
        assert_eq!(mean_influence(&[part(2), part(2)]), Ok(part(2)));
    }
}
