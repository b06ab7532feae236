//! Correlation matrix of several columns.

use crate::Undefined;
use crate::complete::complete_rows;
use crate::correlation::coefficient::{Method, correlation, pearson_of_product};
use crate::correlation::gaps::Gaps;
use crate::linalg::products::{mirror, own_products_with_pauses, products_with_pauses};
use crate::moments::Centred;
use crate::pause::{Pace, pause, without_pauses};
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
    /// A cell is what [`correlation`] returns for its two columns, to 1e-14: Pearson, and Spearman of complete columns, add
    /// their rows in another order ([`own_products_with_pauses`]), which is many times as fast, and the same on every target. NaN and
    /// infinities are missing. Rows beyond the shortest column are dropped. O(k^2 n) for Pearson, plus O(k n log n) for
    /// Spearman on complete columns; O(k^2 n log n) for Kendall, and for Spearman with gaps.
    ///
    /// ```
    /// use sectorscope_stats::{correlation::coefficient::Method, correlation::matrix::{CorrelationMatrix, Missing}};
    /// let columns: [&[f64]; 3] = [&[1.0, 2.0, 3.0, f64::NAN], &[1.0, 2.0, 3.0, 9.0], &[4.0, 3.0, 2.0, 1.0]];
    /// let n = |missing| CorrelationMatrix::new(Method::Pearson, &columns, missing, 2).n[5];
    /// assert_eq!((n(Missing::Pairwise), n(Missing::Listwise)), (4, 3));
    /// ```
    pub fn new(method: Method, columns: &[&[f64]], missing: Missing, min_observations: usize) -> CorrelationMatrix {
        without_pauses(CorrelationMatrix::with_pauses(method, columns, missing, min_observations))
    }

    /// The same with pauses between its parts.
    ///
    /// O(k^2 n) and so on, as [`CorrelationMatrix::new`].
    pub async fn with_pauses(
        method: Method,
        columns: &[&[f64]],
        missing: Missing,
        min_observations: usize,
    ) -> CorrelationMatrix {
        let complete;
        let columns: Vec<&[f64]> = match missing {
            Missing::Listwise => {
                complete = complete_rows(columns);
                complete.iter().map(Vec::as_slice).collect()
            }
            Missing::Pairwise => columns.to_vec(),
        };
        let (k, rows) = (columns.len(), columns.iter().map(|column| column.len()).min().unwrap_or(0));
        let prepared = Prepared::all(method, &columns, rows).await;
        let ready = Ready::of(&prepared);
        let sums = own_products_with_pauses(&ready.deviations).await;
        let gaps = if method == Method::Pearson && prepared.iter().any(|column| !column.complete) {
            Some(Gaps::new(&columns.iter().map(|column| &column[..rows]).collect::<Vec<_>>()).await)
        } else {
            None
        };
        let mut matrix = CorrelationMatrix { k, r: vec![f64::NAN; k * k], n: vec![0; k * k] };
        let mut pace = Pace::default();
        for i in 0..k {
            for j in i..k {
                let (x, y) = (&prepared[i], &prepared[j]);
                let gaps = gaps.as_ref().filter(|_| !(x.complete && y.complete));
                let n = gaps.map_or_else(|| x.rows_with(y), |gaps| gaps.rows(i, j));
                let product = || sums[ready.place[i] * ready.deviations.len() + ready.place[j]];
                // A column agrees with itself exactly, if it varies at all.
                let itself = gaps.filter(|gaps| i == j && gaps.varies(i)).map(|_| 1.0);
                let r = match itself.or_else(|| gaps?.correlation(i, j)) {
                    _ if n < min_observations => f64::NAN,
                    Some(r) => r,
                    None => x.with(y, method, product).unwrap_or(f64::NAN),
                };
                let r = if i == j && !r.is_nan() { 1.0 } else { r };
                pace.after(x.steps_with(y, method)).await;
                matrix.r[i * k + j] = r;
                matrix.n[i * k + j] = u32::try_from(n).unwrap_or(u32::MAX);
            }
            pause().await;
        }
        mirror(&mut matrix.r, k);
        mirror(&mut matrix.n, k);
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

/// Correlations of every column on the left with every one on the right, row-major, NaN where undefined: cells of the
/// [`CorrelationMatrix`] of all of them by pairs, bit for bit. O(left right n), and so on as there.
///
/// ```
/// use sectorscope_stats::{correlation::coefficient::Method, correlation::matrix::correlations_between};
/// let (x, y, z): ([f64; 3], [f64; 3], [f64; 3]) = ([1.0, 2.0, 3.0], [6.0, 4.0, 2.0], [1.0, 4.0, 9.0]);
/// assert_eq!(correlations_between(Method::Spearman, &[&x], &[&y, &z]), [-1.0, 1.0]);
/// ```
pub fn correlations_between(method: Method, left: &[&[f64]], right: &[&[f64]]) -> Vec<f64> {
    without_pauses(correlations_between_with_pauses(method, left, right))
}

/// The same with pauses between its parts.
///
/// O(left right n), and so on as there.
pub async fn correlations_between_with_pauses(method: Method, left: &[&[f64]], right: &[&[f64]]) -> Vec<f64> {
    let rows = left.iter().chain(right).map(|column| column.len()).min().unwrap_or(0);
    let (left, right) = (Prepared::all(method, left, rows).await, Prepared::all(method, right, rows).await);
    let (left_ready, right_ready) = (Ready::of(&left), Ready::of(&right));
    let sums = products_with_pauses(&left_ready.deviations, &right_ready.deviations).await;
    let (mut r, mut pace) = (Vec::with_capacity(left.len() * right.len()), Pace::default());
    for (x, row) in left.iter().zip(&left_ready.place) {
        for (y, place) in right.iter().zip(&right_ready.place) {
            let product = || sums[row * right_ready.deviations.len() + place];
            r.push(x.with(y, method, product).unwrap_or(f64::NAN));
            pace.after(x.steps_with(y, method)).await;
        }
        pause().await;
    }
    r
}

/// How many steps a row is of what is sorted.
const DEAR: usize = 8;

/// A column, with what of its work is shared by all its cells.
struct Prepared<'a> {
    column: &'a [f64],
    complete: bool,
    /// The deviations, or the deviations of the ranks; none where the column has gaps (every cell uses other rows), or the
    /// method shares nothing.
    centred: Option<Result<Centred, Undefined>>,
}

impl<'a> Prepared<'a> {
    async fn all(method: Method, columns: &[&'a [f64]], rows: usize) -> Vec<Prepared<'a>> {
        let (mut all, mut pace) = (Vec::with_capacity(columns.len()), Pace::default());
        let dear = if method == Method::Spearman { DEAR } else { 1 };
        for column in columns {
            all.push(Prepared::new(method, &column[..rows]));
            pace.after(dear * rows).await;
        }
        all
    }

    fn new(method: Method, column: &'a [f64]) -> Prepared<'a> {
        let complete = column.iter().all(|value| value.is_finite());
        let centred = match method {
            Method::Pearson => complete.then(|| Centred::new(column)),
            Method::Spearman => complete.then(|| Centred::new(&average_ranks(column))),
            Method::Kendall => None,
        };
        Prepared { column, complete, centred }
    }

    fn rows_with(&self, other: &Prepared<'_>) -> usize {
        if self.complete && other.complete {
            return self.column.len();
        }
        self.column.iter().zip(other.column).filter(|(a, b)| a.is_finite() && b.is_finite()).count()
    }

    /// About how many steps their cell takes: one where their work is shared, or gaps are put right.
    fn steps_with(&self, other: &Prepared<'_>, method: Method) -> usize {
        let shared = method == Method::Pearson || (self.centred.is_some() && other.centred.is_some());
        if shared { 1 } else { DEAR * self.column.len() }
    }

    /// The cell of two columns; `product` is the sum of products of their deviations, where both have any.
    fn with(&self, other: &Prepared<'_>, method: Method, product: impl FnOnce() -> f64) -> Result<f64, Undefined> {
        match (&self.centred, &other.centred) {
            (Some(Ok(x)), Some(Ok(y))) => Ok(pearson_of_product(product(), x, y)),
            (Some(Err(reason)), Some(_)) | (Some(_), Some(Err(reason))) => Err(*reason),
            _ => correlation(method, self.column, other.column).map(|c| c.r),
        }
    }
}

/// The deviations of those columns that have any.
struct Ready<'p> {
    deviations: Vec<&'p [f64]>,
    /// Place of each column among them; of no meaning for one that has none.
    place: Vec<usize>,
}

impl<'p> Ready<'p> {
    fn of(columns: &'p [Prepared<'_>]) -> Ready<'p> {
        let mut ready = Ready { deviations: Vec::new(), place: Vec::with_capacity(columns.len()) };
        for column in columns {
            ready.place.push(ready.deviations.len());
            if let Some(Ok(centred)) = &column.centred {
                ready.deviations.push(centred.deviations());
            }
        }
        ready
    }
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
