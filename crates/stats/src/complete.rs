//! Complete rows: what is left when rows with a missing value are dropped.

use std::borrow::Cow;

/// The rows in which both values are finite, in their order.
///
/// Borrows the input when nothing has to be dropped. Rows beyond the shorter slice are dropped. Missing is NaN; an
/// infinity counts as missing too, because no statistic here has a value with one. O(n).
///
/// ```
/// let (x, y) = sectorscope_stats::complete::complete_pairs(&[1.0, f64::NAN, 3.0], &[4.0, 5.0, 6.0, 7.0]);
/// assert_eq!((&x[..], &y[..]), (&[1.0, 3.0][..], &[4.0, 6.0][..]));
/// ```
pub fn complete_pairs<'a>(x: &'a [f64], y: &'a [f64]) -> (Cow<'a, [f64]>, Cow<'a, [f64]>) {
    let rows = x.len().min(y.len());
    let (x, y) = (&x[..rows], &y[..rows]);
    if x.iter().zip(y).all(|(a, b)| a.is_finite() & b.is_finite()) {
        return (Cow::Borrowed(x), Cow::Borrowed(y));
    }
    let (kept_x, kept_y): (Vec<f64>, Vec<f64>) =
        x.iter().zip(y).filter(|(a, b)| a.is_finite() && b.is_finite()).map(|(&a, &b)| (a, b)).unzip();
    (Cow::Owned(kept_x), Cow::Owned(kept_y))
}

/// The rows in which every column is finite, column by column: the listwise sample on which correlations must be
/// compared with one another. A NaN or infinity is missing; rows beyond the shortest column are dropped. O(n k).
///
/// ```
/// use sectorscope_stats::complete::complete_rows;
/// let columns: [&[f64]; 3] = [&[1.0, 2.0, 3.0], &[f64::NAN, 5.0, 6.0], &[7.0, 8.0, f64::INFINITY]];
/// assert_eq!(complete_rows(&columns), [[2.0], [5.0], [8.0]]);
/// ```
pub fn complete_rows(columns: &[&[f64]]) -> Vec<Vec<f64>> {
    let rows = columns.iter().map(|column| column.len()).min().unwrap_or(0);
    let kept: Vec<usize> = (0..rows).filter(|&row| columns.iter().all(|column| column[row].is_finite())).collect();
    columns.iter().map(|column| kept.iter().map(|&row| column[row]).collect()).collect()
}

/// The finite values, in their order, without NaN and infinities; borrows when all are finite. O(n).
///
/// ```
/// let kept = sectorscope_stats::complete::finite(&[1.0, f64::NAN, f64::INFINITY, 2.0]);
/// assert_eq!(kept[..], [1.0, 2.0]);
/// ```
pub fn finite(x: &[f64]) -> Cow<'_, [f64]> {
    if x.iter().all(|value| value.is_finite()) {
        Cow::Borrowed(x)
    } else {
        Cow::Owned(x.iter().copied().filter(|value| value.is_finite()).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn complete_input_is_borrowed() {
        let (x, y) = ([1.0, 2.0], [3.0, 4.0, 5.0]);
        let (kept_x, kept_y) = complete_pairs(&x, &y);
        assert!(matches!(kept_x, Cow::Borrowed(_)));
        assert_eq!(kept_y.as_ref(), [3.0, 4.0]);
    }

    #[test]
    fn a_gap_in_either_drops_the_row() {
        let (x, y) = ([1.0, f64::NAN, 3.0, 4.0], [1.0, 2.0, f64::INFINITY, 4.0]);
        let (kept_x, kept_y) = complete_pairs(&x, &y);
        assert_eq!(kept_x.as_ref(), [1.0, 4.0]);
        assert_eq!(kept_y.as_ref(), [1.0, 4.0]);
        assert_eq!(complete_rows(&[&x, &y]), vec![vec![1.0, 4.0], vec![1.0, 4.0]]);
        assert_eq!(finite(&x).as_ref(), [1.0, 3.0, 4.0]);
    }

    #[test]
    fn nothing_in_nothing_out() {
        let (kept_x, _) = complete_pairs(&[], &[1.0]);
        assert!(kept_x.is_empty());
        assert!(complete_rows(&[]).is_empty());
        assert!(finite(&[]).is_empty());
    }
}
