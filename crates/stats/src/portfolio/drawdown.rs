//! How far below its last peak a level stands.

use crate::Undefined;

/// One fall from a peak, until the peak is reached again.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Drawdown {
    /// Lowest level over the peak, less 1; in (-1, 0).
    pub depth: f64,
    /// Row of the peak, the last before the fall.
    pub peak: usize,
    /// Row of the lowest level, the first of equals.
    pub trough: usize,
    /// Row on which the peak is reached again; `None` if it has not been.
    pub recovery: Option<usize>,
}

impl Drawdown {
    /// Rows from the peak to the recovery, or to the end of `rows` rows without one. O(1).
    ///
    /// ```
    /// let found = sectorscope_stats::portfolio::drawdown::drawdowns(&[1.0, 0.5, 1.0, 2.0, 1.5, 1.8]).unwrap();
    /// assert_eq!((found[0].length(6), found[1].length(6)), (2, 3));
    /// ```
    pub fn length(&self, rows: usize) -> usize {
        self.recovery.unwrap_or(rows).saturating_sub(self.peak)
    }
}

/// Level over the highest so far, less 1, for every row: 0 at a peak, -0.3 when 30 % are lost.
///
/// Levels must be positive and finite, else [`Undefined::InsufficientN`], as for no levels. O(n).
///
/// ```
/// assert_eq!(sectorscope_stats::portfolio::drawdown::underwater(&[1.0, 2.0, 1.0]), Ok(vec![0.0, 0.0, -0.5]));
/// ```
pub fn underwater(levels: &[f64]) -> Result<Vec<f64>, Undefined> {
    if levels.is_empty() || levels.iter().any(|level| !level.is_finite() || *level <= 0.0) {
        return Err(Undefined::InsufficientN);
    }
    let mut peak = 0.0_f64;
    Ok(levels
        .iter()
        .map(|&level| {
            peak = peak.max(level);
            level / peak - 1.0
        })
        .collect())
}

/// Every drawdown in its order; none for levels that never fall. Undefined as [`underwater`]. O(n).
///
/// ```
/// let found = sectorscope_stats::portfolio::drawdown::drawdowns(&[1.0, 0.5, 1.0, 2.0, 1.5]).unwrap();
/// assert_eq!((found[0].recovery, found[1].recovery, found[1].depth), (Some(2), None, -0.25));
/// ```
pub fn drawdowns(levels: &[f64]) -> Result<Vec<Drawdown>, Undefined> {
    let depths = underwater(levels)?;
    let mut found: Vec<Drawdown> = Vec::new();
    let mut open = false;
    for (row, &depth) in depths.iter().enumerate() {
        match found.last_mut().filter(|_| open) {
            None if depth < 0.0 => {
                found.push(Drawdown { depth, peak: row - 1, trough: row, recovery: None });
                open = true;
            }
            Some(last) if depth >= 0.0 => {
                last.recovery = Some(row);
                open = false;
            }
            Some(last) if depth < last.depth => (last.depth, last.trough) = (depth, row),
            _ => {}
        }
    }
    Ok(found)
}

/// The deepest drawdown, the first of equals; `None` for levels that never fall. Undefined as [`underwater`]. O(n).
///
/// ```
/// let deepest = sectorscope_stats::portfolio::drawdown::deepest_drawdown(&[1.0, 0.5, 1.0, 2.0, 1.5]).unwrap().unwrap();
/// assert_eq!((deepest.depth, deepest.peak, deepest.trough), (-0.5, 0, 1));
/// ```
pub fn deepest_drawdown(levels: &[f64]) -> Result<Option<Drawdown>, Undefined> {
    let all = drawdowns(levels)?;
    Ok(all.into_iter().reduce(|deepest, other| if other.depth < deepest.depth { other } else { deepest }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn falls_and_recoveries() {
        let found = drawdowns(&[1.0, 0.5, 1.0, 2.0, 1.0, 1.5, 0.8]).unwrap();
        assert_eq!(found.len(), 2);
        assert_eq!((found[0].peak, found[0].trough, found[0].recovery), (0, 1, Some(2)));
        assert_eq!((found[1].peak, found[1].trough, found[1].recovery), (3, 6, None));
        assert_eq!((found[0].length(7), found[1].length(7)), (2, 4));
        // Falling by half twice is not deeper.
        let halves = deepest_drawdown(&[1.0, 0.5, 1.0, 0.5]).unwrap().unwrap();
        assert_eq!((halves.depth, halves.trough), (-0.5, 1));
    }

    #[test]
    fn nothing_lost() {
        assert_eq!(deepest_drawdown(&[1.0, 1.0, 2.0]), Ok(None));
        assert_eq!(deepest_drawdown(&[7.0]), Ok(None));
    }

    #[test]
    fn undefined_cases_and_extremes() {
        for levels in [&[][..], &[1.0, f64::NAN], &[1.0, 0.0], &[-1.0]] {
            assert_eq!(underwater(levels), Err(Undefined::InsufficientN));
        }
        let found = deepest_drawdown(&[f64::MAX, 1e-300]).unwrap().unwrap();
        assert_eq!(found.depth, -1.0);
    }
}
