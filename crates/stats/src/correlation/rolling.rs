//! Correlation in a window that moves along the rows.

use crate::complete::complete_pairs;
use crate::correlation::coefficient::{Method, correlation};
use crate::moments::Centred;

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
    let rows = x.len().min(y.len());
    let mut out = vec![f64::NAN; rows];
    if window == 0 || window > rows {
        return out;
    }
    // Where the rows of a window are among the complete rows: before[start] .. before[end].
    let mut before = Vec::with_capacity(rows + 1);
    before.push(0);
    for (count, (a, b)) in x.iter().zip(y).enumerate() {
        before.push(before[count] + usize::from(a.is_finite() && b.is_finite()));
    }
    let (complete_x, complete_y) = complete_pairs(x, y);
    let sums =
        if method == Method::Pearson { WindowSums::new(&complete_x, &complete_y, &before, window) } else { None };
    for end in window..=rows {
        let (from, to) = (before[end - window], before[end]);
        if to - from < min_observations.max(2) {
            continue;
        }
        let quick = sums.as_ref().and_then(|sums| sums.pearson(end - window, to - from));
        let r =
            quick.map_or_else(|| correlation(method, &complete_x[from..to], &complete_y[from..to]).map(|c| c.r), Ok);
        out[end - 1] = r.unwrap_or(f64::NAN);
    }
    out
}

/// Sums over any window in one addition, without the drift of adding the new row and taking off the old.
///
/// The rows are cut into blocks of the window's length. Every window is the end of one block and the start of the next,
/// so running sums within each block, backwards and forwards, are enough, and none adds more than a window's rows (van
/// Herk 1992, Pattern Recogn. Lett. 13:517; Gil & Werman 1993).
struct WindowSums {
    window: usize,
    to_block_end: Vec<Sums>,
    from_block_start: Vec<Sums>,
}

/// Sums of deviations from the means of the whole series, their squares and products.
#[derive(Clone, Copy, Default)]
struct Sums {
    x: f64,
    y: f64,
    xx: f64,
    yy: f64,
    xy: f64,
}

impl WindowSums {
    /// `before[t]` is the number of complete rows before row t. `None` if a whole series is constant.
    fn new(complete_x: &[f64], complete_y: &[f64], before: &[usize], window: usize) -> Option<WindowSums> {
        let (x, y) = (Centred::new(complete_x).ok()?, Centred::new(complete_y).ok()?);
        // A row that is left out adds nothing to any sum.
        let terms: Vec<Sums> = before
            .windows(2)
            .map(|count| if count[1] == count[0] { Sums::default() } else { Sums::of(&x, &y, count[0]) })
            .collect();
        let mut from_block_start = terms.clone();
        let mut to_block_end = terms;
        for block in from_block_start.chunks_mut(window) {
            accumulate(block.iter_mut());
        }
        for block in to_block_end.chunks_mut(window) {
            accumulate(block.iter_mut().rev());
        }
        Some(WindowSums { window, to_block_end, from_block_start })
    }

    /// Pearson's correlation of the window from row `start`, with `n` complete rows; `None` where sums of deviations
    /// from a distant mean would not give twelve digits, or cannot tell perfect from nearly perfect.
    fn pearson(&self, start: usize, n: usize) -> Option<f64> {
        let mut sums = self.to_block_end[start];
        if !start.is_multiple_of(self.window) {
            sums.add(&self.from_block_start[start + self.window - 1]);
        }
        let n = n as f64;
        let (sxx, syy) = (sums.xx - sums.x * sums.x / n, sums.yy - sums.y * sums.y / n);
        // A constant stretch fails this: what the subtraction leaves is nothing, or rounding error.
        let trusted = sxx > 0.0 && syy > 0.0 && sxx * MOST_CANCELLATION > sums.xx && syy * MOST_CANCELLATION > sums.yy;
        let r = (sums.xy - sums.x * sums.y / n) / (sxx.sqrt() * syy.sqrt());
        (trusted && n > 2.0 && r.abs() < 0.999).then_some(r)
    }
}

/// How much larger a sum of squares about the overall mean may be than the one about the window's own mean.
const MOST_CANCELLATION: f64 = 16.0;

impl Sums {
    fn of(x: &Centred, y: &Centred, row: usize) -> Sums {
        let (x, y) = (x.deviations()[row], y.deviations()[row]);
        Sums { x, y, xx: x * x, yy: y * y, xy: x * y }
    }

    fn add(&mut self, other: &Sums) {
        self.x += other.x;
        self.y += other.y;
        self.xx += other.xx;
        self.yy += other.yy;
        self.xy += other.xy;
    }
}

/// Replaces every element by the sum of all up to it.
fn accumulate<'a>(block: impl Iterator<Item = &'a mut Sums>) {
    let mut total = Sums::default();
    for sums in block {
        total.add(sums);
        *sums = total;
    }
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
