//! What several columns have most in common: their first principal component.

use crate::Undefined;
use crate::complete::complete_rows;
use crate::correlation::coefficient::Method;
use crate::correlation::matrix::{CorrelationMatrix, Missing};
use crate::linalg::eigen::leading_eigenvector;
use crate::moments::standard_deviation;

/// The first principal component of standardised columns.
#[derive(Clone, Debug, PartialEq)]
pub struct FirstComponent {
    /// Eigenvector of the correlation matrix that belongs to its largest eigenvalue: one loading for each column, their squares
    /// add up to 1, and they add up to a positive number.
    pub loadings: Vec<f64>,
    /// That eigenvalue over the number of columns: the share of the standardised variance that the component has.
    pub explained: f64,
    /// Weights of the columns as they are: loading over standard deviation, scaled so that the weights' sizes add up to 1. Their
    /// weighted sum is the component, in units of the columns, up to a constant.
    pub weights: Vec<f64>,
}

/// The component of at least two columns, by their Pearson correlations on complete rows. Source: Hotelling 1933.
///
/// NaN and infinities are missing. Fewer than two columns, or complete rows: [`Undefined::InsufficientN`]; a constant column:
/// [`Undefined::ZeroVariance`]. O(n k^2 + k^3).
///
/// ```
/// use sectorscope_stats::correlation::principal_component::first_component;
/// // A correlation of 0.6 between two: the component has (1 + 0.6) / 2 of their variance, and both load alike.
/// let found = first_component(&[&[1.0, 2.0, 3.0, 4.0], &[2.0, 1.0, 4.0, 3.0]]).unwrap();
/// assert!((found.explained - 0.8).abs() < 1e-15 && (found.loadings[0] - found.loadings[1]).abs() < 1e-15);
/// ```
pub fn first_component(columns: &[&[f64]]) -> Result<FirstComponent, Undefined> {
    let k = columns.len();
    if k < 2 {
        return Err(Undefined::InsufficientN);
    }
    let complete = complete_rows(columns);
    let deviations = complete.iter().map(|column| standard_deviation(column)).collect::<Result<Vec<f64>, _>>()?;
    if deviations.contains(&0.0) {
        return Err(Undefined::ZeroVariance);
    }
    let slices: Vec<&[f64]> = complete.iter().map(Vec::as_slice).collect();
    let matrix = CorrelationMatrix::new(Method::Pearson, &slices, Missing::Listwise, 2);
    let (value, loadings) = leading_eigenvector(&matrix.r, k)?;
    let raw: Vec<f64> = loadings.iter().zip(&deviations).map(|(loading, deviation)| loading / deviation).collect();
    let total: f64 = raw.iter().map(|weight| weight.abs()).sum();
    Ok(FirstComponent {
        explained: value / k as f64,
        weights: raw.iter().map(|weight| weight / total).collect(),
        loadings,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Sums of factors that are orthogonal by construction, so that the correlations are known.
    #[test]
    fn three_columns_of_one_correlation() {
        let (f, a, b, c) = (
            [1.0, -1.0, 1.0, -1.0, 1.0, -1.0, 1.0, -1.0],
            [1.0, 1.0, -1.0, -1.0, 1.0, 1.0, -1.0, -1.0],
            [1.0, 1.0, 1.0, 1.0, -1.0, -1.0, -1.0, -1.0],
            [1.0, -1.0, -1.0, 1.0, 1.0, -1.0, -1.0, 1.0],
        );
        // Correlation 1/2 with every other; the third is ten times as wild.
        let sum =
            |own: [f64; 8], scale: f64| -> Vec<f64> { f.iter().zip(own).map(|(f, own)| scale * (f + own)).collect() };
        let (x, y, z) = (sum(a, 1.0), sum(b, 1.0), sum(c, 10.0));
        let found = first_component(&[&x, &y, &z]).unwrap();
        assert!((found.explained - 2.0 / 3.0).abs() < 1e-15);
        assert!(found.loadings.iter().all(|loading| (loading - (1.0_f64 / 3.0).sqrt()).abs() < 1e-15));
        let expected = [10.0 / 21.0, 10.0 / 21.0, 1.0 / 21.0];
        assert!(found.weights.iter().zip(expected).all(|(weight, expected)| (weight - expected).abs() < 1e-15));
        // What is turned round loads the other way; its scale does not matter.
        let turned: Vec<f64> = z.iter().map(|value| -1e-6 * value).collect();
        let other = first_component(&[&x, &y, &turned]).unwrap();
        assert!(
            (other.loadings[2] + found.loadings[2]).abs() < 1e-9 && (other.explained - found.explained).abs() < 1e-12
        );
    }

    #[test]
    fn undefined_cases() {
        let column: &[f64] = &[1.0, 2.0, 4.0];
        assert_eq!(first_component(&[]), Err(Undefined::InsufficientN));
        assert_eq!(first_component(&[column]), Err(Undefined::InsufficientN));
        assert_eq!(first_component(&[column, &[]]), Err(Undefined::InsufficientN));
        assert_eq!(first_component(&[column, &[0.1, 0.1, 0.1]]), Err(Undefined::ZeroVariance));
        assert_eq!(first_component(&[column, &[f64::NAN, f64::NAN, 1.0]]), Err(Undefined::InsufficientN));
    }
}
