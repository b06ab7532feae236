//! Correlation matrix of several columns.

use crate::Undefined;
use crate::complete::complete_rows;
use crate::correlation::coefficient::{Method, correlation, pearson_of_centred};
use crate::moments::Centred;
use crate::rank::average_ranks;

/// Which rows a cell of the matrix uses.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Missing {
    /// The rows complete in its two columns. Uses the most data, but the matrix need not be positive semidefinite.
    Pairwise,
    /// The rows complete in all columns: cells can be compared with one another.
    Listwise,
}

/// Correlations of k columns, row-major, symmetric bit for bit.
#[derive(Clone, Debug, PartialEq)]
pub struct CorrelationMatrix {
    /// Number of columns.
    pub k: usize,
    /// Correlations; NaN where undefined or blanked. The diagonal is exactly 1, or NaN for a column that is constant or
    /// too short.
    pub r: Vec<f64>,
    /// Complete rows behind each cell.
    pub n: Vec<u32>,
}

impl CorrelationMatrix {
    /// Correlates every column with every other; a cell with fewer than `min_observations` rows is left blank.
    ///
    /// A cell is bit for bit what [`correlation`] returns for its two columns. NaN and infinities are missing. Rows
    /// beyond the shortest column are dropped. O(k^2 n) for Pearson, plus O(k n log n) for Spearman on complete columns;
    /// O(k^2 n log n) for Kendall, and for Spearman with gaps.
    ///
    /// ```
    /// use sectorscope_stats::{correlation::coefficient::Method, correlation::matrix::{CorrelationMatrix, Missing}};
    /// let columns: [&[f64]; 3] = [&[1.0, 2.0, 3.0, f64::NAN], &[1.0, 2.0, 3.0, 9.0], &[4.0, 3.0, 2.0, 1.0]];
    /// let n = |missing| CorrelationMatrix::new(Method::Pearson, &columns, missing, 2).n[5];
    /// assert_eq!((n(Missing::Pairwise), n(Missing::Listwise)), (4, 3));
    /// ```
    pub fn new(method: Method, columns: &[&[f64]], missing: Missing, min_observations: usize) -> CorrelationMatrix {
        let complete;
        let columns: Vec<&[f64]> = match missing {
            Missing::Listwise => {
                complete = complete_rows(columns);
                complete.iter().map(Vec::as_slice).collect()
            }
            Missing::Pairwise => {
                let rows = columns.iter().map(|column| column.len()).min().unwrap_or(0);
                columns.iter().map(|column| &column[..rows]).collect()
            }
        };
        let k = columns.len();
        let prepared: Vec<Prepared> = columns.iter().map(|column| Prepared::new(method, column)).collect();
        let mut matrix = CorrelationMatrix { k, r: vec![f64::NAN; k * k], n: vec![0; k * k] };
        for i in 0..k {
            for j in i..k {
                let n = complete_count(columns[i], columns[j]);
                let r = if n < min_observations {
                    f64::NAN
                } else {
                    cell(method, (columns[i], &prepared[i]), (columns[j], &prepared[j])).unwrap_or(f64::NAN)
                };
                // A column agrees with itself exactly, if it varies at all.
                let r = if i == j && !r.is_nan() { 1.0 } else { r };
                for at in [i * k + j, j * k + i] {
                    matrix.r[at] = r;
                    matrix.n[at] = u32::try_from(n).unwrap_or(u32::MAX);
                }
            }
        }
        matrix
    }

    /// The correlation of columns i and j, if it is defined and both exist; never NaN. O(1).
    ///
    /// ```
    /// use sectorscope_stats::{correlation::coefficient::Method, correlation::matrix::{CorrelationMatrix, Missing}};
    /// let (x, y, constant) = ([1.0, 2.0, 3.0], [6.0, 4.0, 2.0], [0.1; 3]);
    /// let matrix = CorrelationMatrix::new(Method::Pearson, &[&x, &y, &constant], Missing::Pairwise, 2);
    /// assert_eq!((matrix.get(0, 1), matrix.get(0, 2), matrix.get(0, 3)), (Some(-1.0), None, None));
    /// ```
    pub fn get(&self, i: usize, j: usize) -> Option<f64> {
        if i >= self.k || j >= self.k {
            return None;
        }
        Some(self.r[i * self.k + j]).filter(|r| !r.is_nan())
    }
}

/// What of a column's work is shared by all its cells.
enum Prepared {
    /// Complete: its deviations, or the deviations of its ranks.
    Complete(Result<Centred, Undefined>),
    /// Has gaps (every cell uses other rows), or the method shares nothing.
    Nothing,
}

impl Prepared {
    fn new(method: Method, column: &[f64]) -> Prepared {
        if column.iter().any(|value| !value.is_finite()) {
            return Prepared::Nothing;
        }
        match method {
            Method::Pearson => Prepared::Complete(Centred::new(column)),
            Method::Spearman => Prepared::Complete(Centred::new(&average_ranks(column))),
            Method::Kendall => Prepared::Nothing,
        }
    }
}

fn cell(
    method: Method,
    (x, x_ready): (&[f64], &Prepared),
    (y, y_ready): (&[f64], &Prepared),
) -> Result<f64, Undefined> {
    match (x_ready, y_ready) {
        (Prepared::Complete(Ok(x)), Prepared::Complete(Ok(y))) => Ok(pearson_of_centred(x, y)),
        (Prepared::Complete(Err(reason)), Prepared::Complete(_))
        | (Prepared::Complete(_), Prepared::Complete(Err(reason))) => Err(*reason),
        _ => correlation(method, x, y).map(|c| c.r),
    }
}

fn complete_count(x: &[f64], y: &[f64]) -> usize {
    x.iter().zip(y).filter(|(a, b)| a.is_finite() && b.is_finite()).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    const GAP: f64 = f64::NAN;

    #[test]
    fn no_columns_and_no_rows() {
        assert_eq!(CorrelationMatrix::new(Method::Pearson, &[], Missing::Listwise, 2).k, 0);
        let empty = CorrelationMatrix::new(Method::Kendall, &[&[], &[]], Missing::Pairwise, 0);
        assert_eq!((empty.get(0, 1), empty.get(0, 0), empty.n[1]), (None, None, 0));
        assert_eq!(empty.get(2, 0), None);
    }

    #[test]
    fn pairwise_and_listwise_rows() {
        let columns: [&[f64]; 3] = [&[1.0, 2.0, 4.0, 3.0], &[2.0, 1.0, 3.0, GAP], &[1.0, GAP, 2.0, 9.0]];
        let pairwise = CorrelationMatrix::new(Method::Pearson, &columns, Missing::Pairwise, 3);
        assert_eq!(pairwise.n, [4, 3, 3, 3, 3, 2, 3, 2, 3]);
        assert!(pairwise.get(0, 1).is_some() && pairwise.get(1, 2).is_none());
        let listwise = CorrelationMatrix::new(Method::Pearson, &columns, Missing::Listwise, 2);
        assert!(listwise.n.iter().all(|&n| n == 2));
        assert_eq!(listwise.get(1, 2), Some(1.0));
    }

    #[test]
    fn a_constant_column_blanks_its_cells() {
        let columns: [&[f64]; 2] = [&[1.0, 2.0, 4.0], &[0.1, 0.1, 0.1]];
        for method in [Method::Pearson, Method::Spearman, Method::Kendall] {
            let matrix = CorrelationMatrix::new(method, &columns, Missing::Pairwise, 2);
            assert_eq!((matrix.get(0, 0), matrix.get(0, 1), matrix.get(1, 1)), (Some(1.0), None, None));
        }
    }
}
