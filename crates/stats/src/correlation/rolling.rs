//! Correlation in a window that moves along the rows.

use crate::complete::complete_pairs;
use crate::correlation::coefficient::{Method, correlation};
use crate::correlation::from_sums::{MOST_CANCELLATION, NEARLY_PERFECT};
use crate::moments::Centred;
use crate::pause::{Pace, without_pauses};

/// Correlation of the last `window` rows at every row: a picture, not evidence (neighbouring values share almost all
/// their rows).
///
/// One value per row of the shorter slice, dimensionless, NaN where it is not defined: before `window` rows exist
/// (everywhere if there are fewer), with fewer than `min_observations` complete rows (or two) in the window, and where a
/// series is constant within it. Rows with a NaN or infinity take up their place in the window but are left out.
///
/// Equals [`correlation`] of the window's rows to 1e-12. O(n) for Pearson on series without long level shifts; O(n window)
/// at worst, and times log(window) for Spearman and Kendall, which are computed afresh for each window.
///
/// ```
/// use sectorscope_stats::{correlation::coefficient::Method, correlation::rolling::rolling_correlation};
/// let (x, y) = ([1.0, 2.0, 3.0, 4.0, 5.0], [2.0, 4.0, 6.0, 5.0, 4.0]);
/// let rolling = rolling_correlation(Method::Pearson, &x, &y, 3, 3);
/// assert!(rolling[..2].iter().all(|r| r.is_nan()));
/// assert_eq!((rolling[2], rolling[4]), (1.0, -1.0));
/// ```
pub fn rolling_correlation(method: Method, x: &[f64], y: &[f64], window: usize, min_observations: usize) -> Vec<f64> {
    rolling_correlations(method, x, &[y], window, min_observations).pop().unwrap_or_default()
}

/// [`rolling_correlation`] of one series with each of several, which for complete ones of one length is many times as fast: what
/// windows of single series have is made once.
///
/// NaN as there. O(n k) for Pearson, as there for all else.
///
/// ```
/// use sectorscope_stats::{correlation::coefficient::Method, correlation::rolling::rolling_correlations};
/// let (x, y) = ([1.0, 2.0, 3.0, 4.0, 5.0], [2.0, 4.0, 6.0, 5.0, 4.0]);
/// let lines = rolling_correlations(Method::Pearson, &x, &[&y, &x], 3, 3);
/// assert_eq!((lines[0][4], lines[1][4]), (-1.0, 1.0));
/// ```
pub fn rolling_correlations(
    method: Method,
    x: &[f64],
    others: &[&[f64]],
    window: usize,
    min_observations: usize,
) -> Vec<Vec<f64>> {
    without_pauses(rolling_correlations_with_pauses(method, x, others, window, min_observations))
}

/// The same with pauses between its parts.
///
/// NaN and cost as there: O(n k) for Pearson.
pub async fn rolling_correlations_with_pauses(
    method: Method,
    x: &[f64],
    others: &[&[f64]],
    window: usize,
    min_observations: usize,
) -> Vec<Vec<f64>> {
    let is_complete = |values: &[f64]| values.len() == x.len() && values.iter().all(|value| value.is_finite());
    let every: Vec<usize> = (0..=x.len()).collect();
    let side = |values: &[f64]| Side::new(method, values, &every, window);
    let own = if is_complete(x) { side(x) } else { None };
    let of = |y: &&[f64]| match &own {
        Some(own) if is_complete(y) => line(method, (x, own), (y, &side(y)?), &every, (window, min_observations)),
        _ => None,
    };
    let (mut lines, mut pace) = (Vec::with_capacity(others.len()), Pace::default());
    // Every window of ranks is sorted.
    let dear = if method == Method::Pearson { 1 } else { window };
    for y in others {
        lines.push(of(y).unwrap_or_else(|| with_gaps(method, x, y, window, min_observations)));
        pace.after(y.len().saturating_mul(dear)).await;
    }
    lines
}

/// The line of a pair of which rows are missing, or a series is constant, or that has ranks.
fn with_gaps(method: Method, x: &[f64], y: &[f64], window: usize, min_observations: usize) -> Vec<f64> {
    let rows = x.len().min(y.len());
    if window == 0 || window > rows {
        return vec![f64::NAN; rows];
    }
    // Where the rows of a window are among the complete rows: before[start] .. before[end].
    let mut before = Vec::with_capacity(rows + 1);
    before.push(0);
    for (count, (a, b)) in x.iter().zip(y).enumerate() {
        before.push(before[count] + usize::from(a.is_finite() && b.is_finite()));
    }
    let (x, y) = complete_pairs(x, y);
    let side =
        |values: &[f64]| Side::new(method, values, &before, window).unwrap_or_else(|| Side::unknown(rows, window));
    let sides = ((&*x, &side(&x)), (&*y, &side(&y)));
    line(method, sides.0, sides.1, &before, (window, min_observations)).unwrap_or_default()
}

/// The correlation of every window: from sums where these give twelve digits, else afresh. Each side has its complete values, and its
/// windows. None where no window fits.
fn line(
    method: Method,
    (x, of_x): (&[f64], &Side),
    (y, of_y): (&[f64], &Side),
    before: &[usize],
    (window, min_observations): (usize, usize),
) -> Option<Vec<f64>> {
    let rows = before.len() - 1;
    let mut out = vec![f64::NAN; rows];
    let first = window.checked_sub(1).filter(|first| *first < rows)?;
    let products: Vec<f64> = of_x.deviations.iter().zip(&of_y.deviations).map(|(a, b)| a * b).collect();
    let products = window_sums(products, window);
    let windows = before.iter().zip(&before[window..]).zip(&mut out[first..]);
    let of_x = of_x.sums.iter().zip(&of_x.inverse_roots);
    let of_y = of_y.sums.iter().zip(&of_y.inverse_roots);
    for ((((from, to), out), product), ((sum_x, root_x), (sum_y, root_y))) in windows.zip(products).zip(of_x.zip(of_y))
    {
        let n = to - from;
        if n < min_observations.max(2) {
            continue;
        }
        let r = (product - sum_x * sum_y / n as f64) * root_x * root_y;
        // Sums do not distinguish what is nearly perfect from what is perfect; where a root is unknown the comparison fails too.
        *out = if n > 2 && r.abs() < NEARLY_PERFECT {
            r
        } else {
            correlation(method, &x[*from..*to], &y[*from..*to]).map_or(f64::NAN, |found| found.r)
        };
    }
    Some(out)
}

/// What the windows of one series have, by their first row.
struct Side {
    /// Each row less the mean of all; 0 for a row that is left out, which adds nothing to any sum.
    deviations: Vec<f64>,
    sums: Vec<f64>,
    /// One over the root of the sum of squares about the window's own mean; NaN where sums of deviations from a distant mean would not
    /// give twelve digits.
    inverse_roots: Vec<f64>,
}

impl Side {
    /// `before[t]` is the number of complete rows before row t. None if the series is constant, for ranks, and where no window fits.
    fn new(method: Method, complete: &[f64], before: &[usize], window: usize) -> Option<Side> {
        let fits = method == Method::Pearson && window > 0 && window < before.len();
        let centred = Centred::new(complete).ok().filter(|_| fits)?;
        let row = |count: &[usize]| if count[1] == count[0] { 0.0 } else { centred.deviations()[count[0]] };
        let deviations: Vec<f64> = before.windows(2).map(row).collect();
        let sums = window_sums(deviations.clone(), window);
        let squares = window_sums(deviations.iter().map(|deviation| deviation * deviation).collect(), window);
        let counts = before.iter().zip(&before[window..]).map(|(from, to)| (to - from) as f64);
        let inverse_root = |((sum, square), n): ((&f64, f64), f64)| {
            let about_own_mean = square - sum * sum / n;
            // A constant stretch fails this: what the subtraction leaves is nothing, or rounding error.
            let trusted = about_own_mean > 0.0 && about_own_mean * MOST_CANCELLATION > square;
            if trusted { 1.0 / about_own_mean.sqrt() } else { f64::NAN }
        };
        let inverse_roots = sums.iter().zip(squares).zip(counts).map(inverse_root).collect();
        Some(Side { deviations, sums, inverse_roots })
    }

    /// Of which sums tell nothing.
    fn unknown(rows: usize, window: usize) -> Side {
        let unknown = vec![f64::NAN; rows + 1 - window];
        Side { deviations: vec![0.0; rows], sums: unknown.clone(), inverse_roots: unknown }
    }
}

/// Sums over every window, by its first row, without the drift of adding the new row and taking off the old.
///
/// The rows are cut into blocks of the window's length. Every window is the end of one block and the start of the next, so running sums
/// within each block, backwards and forwards, are enough, and none adds more than a window's rows (van Herk 1992, Pattern Recogn. Lett.
/// 13:517; Gil & Werman 1993).
fn window_sums(terms: Vec<f64>, window: usize) -> Vec<f64> {
    let mut sums = terms.clone();
    for block in sums.chunks_mut(window) {
        let mut to_block_end = 0.0;
        for sum in block.iter_mut().rev() {
            to_block_end += *sum;
            *sum = to_block_end;
        }
    }
    sums.truncate(terms.len() + 1 - window);
    for (sums, entering) in sums.chunks_mut(window).zip(terms[window..].chunks(window)) {
        let mut from_block_start = 0.0;
        // The first window of a block is the block.
        for (sum, term) in sums[1..].iter_mut().zip(entering) {
            from_block_start += term;
            *sum += from_block_start;
        }
    }
    sums
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::correlation::coefficient::pearson;

    fn defined(values: &[f64]) -> usize {
        values.iter().filter(|value| !value.is_nan()).count()
    }

    #[test]
    fn no_window_fits() {
        assert!(rolling_correlation(Method::Pearson, &[], &[], 5, 5).is_empty());
        for window in [0, 4, usize::MAX] {
            let r = rolling_correlation(Method::Pearson, &[1.0, 2.0, 3.0], &[3.0, 1.0, 2.0], window, 2);
            assert_eq!((r.len(), defined(&r)), (3, 0));
        }
    }

    #[test]
    fn constant_stretches_are_blank_and_nothing_else_is() {
        let x: Vec<f64> = (0..60).map(|i| if (20..40).contains(&i) { 0.1 } else { f64::from(i * i % 7) }).collect();
        let y: Vec<f64> = (0..60).map(|i| f64::from(i * i * i % 11)).collect();
        let r = rolling_correlation(Method::Pearson, &x, &y, 8, 8);
        for (row, value) in r.iter().enumerate() {
            assert_eq!(value.is_nan(), row < 7 || (27..40).contains(&row), "{row}");
        }
    }

    #[test]
    fn gaps_and_level_shifts_match_recomputation() {
        let n = 200;
        let mut x: Vec<f64> = (0..n).map(|i| libm::sin(f64::from(i * i))).collect();
        let y: Vec<f64> = (0..n).map(|i| libm::cos(f64::from(i * 3)) + x[i as usize]).collect();
        for (i, value) in x.iter_mut().enumerate() {
            *value = if i % 13 == 5 { f64::NAN } else { *value + if i > 90 { 1e9 } else { 0.0 } };
        }
        let (window, least) = (30, 25);
        let r = rolling_correlation(Method::Pearson, &x, &y, window, least);
        assert_eq!(defined(&r), 200 - 29);
        for (row, value) in r.iter().enumerate().skip(window - 1) {
            let rows = row + 1 - window..=row;
            let plain = pearson(&x[rows.clone()], &y[rows]).unwrap().r;
            assert!((value - plain).abs() < 1e-12, "{row}: {value} {plain}");
        }
        assert_eq!(defined(&rolling_correlation(Method::Pearson, &x, &y, window, 29)), 0);
    }
}
