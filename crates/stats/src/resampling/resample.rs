//! Which rows make up a replicate: blocks of neighbouring rows, so that their dependence is kept.

use crate::Undefined;
use crate::resampling::random::Philox;

/// A plan of resampled rows. One list of row numbers per replicate, to be used for all columns, so that what happened on
/// one day stays together.
///
/// A replicate is a function of seed, replicate and attempt: any of them can be drawn alone, in any order, on any machine.
///
/// ```
/// use sectorscope_stats::resampling::resample::Resampler;
/// let plan = Resampler::explicit(3, vec![0, 0, 2, 1, 1, 1]).unwrap();
/// assert_eq!((plan.rows(), plan.replicates(), plan.can_redraw()), (3, 2, false));
/// assert!(Resampler::circular(3, 2, 1, 0).unwrap().can_redraw());
/// ```
#[derive(Clone, Debug)]
pub struct Resampler {
    rows: u32,
    replicates: usize,
    scheme: Scheme,
}

#[derive(Clone, Debug)]
enum Scheme {
    Explicit(Vec<u32>),
    Stationary { jump: f64, seed: u64 },
    Circular { block: u32, seed: u64 },
}

impl Resampler {
    /// The stationary bootstrap: starts at a uniform row, goes to the next (wrapping round) or, with probability
    /// 1/`mean_block`, to a new uniform one. Source: Politis & Romano 1994, JASA 89:1303.
    ///
    /// `mean_block` in rows, below 1 taken as 1 (independent rows). No rows, more than 2^32 - 1, no replicates or a mean
    /// block that is NaN: [`Undefined::InsufficientN`]. O(1).
    ///
    /// ```
    /// use sectorscope_stats::resampling::resample::Resampler;
    /// // A block that never ends: the sample in its order, begun anywhere.
    /// let plan = Resampler::stationary(5, 99, f64::INFINITY, 1).unwrap();
    /// let mut rows = Vec::new();
    /// plan.fill(98, 0, &mut rows);
    /// assert!(rows.windows(2).all(|pair| pair[1] == (pair[0] + 1) % 5));
    /// ```
    pub fn stationary(rows: usize, replicates: usize, mean_block: f64, seed: u64) -> Result<Resampler, Undefined> {
        if mean_block.is_nan() {
            return Err(Undefined::InsufficientN);
        }
        Resampler::new(rows, replicates, Scheme::Stationary { jump: 1.0 / mean_block.max(1.0), seed })
    }

    /// The circular block bootstrap: blocks of `block` rows from uniform starts, wrapping round, the last one cut. Source:
    /// Politis & Romano 1992, in `LePage` & Billard (eds.), Exploring the Limits of Bootstrap.
    ///
    /// `block` in rows, 0 taken as 1, more than `rows` as `rows`. Undefined as [`Resampler::stationary`]. O(1).
    ///
    /// ```
    /// use sectorscope_stats::resampling::resample::Resampler;
    /// // Two blocks of three rows, and one row of a third.
    /// let mut rows = Vec::new();
    /// Resampler::circular(7, 99, 3, 1).unwrap().fill(0, 0, &mut rows);
    /// assert_eq!((rows.len(), rows[2], rows[5]), (7, (rows[0] + 2) % 7, (rows[3] + 2) % 7));
    /// ```
    pub fn circular(rows: usize, replicates: usize, block: usize, seed: u64) -> Result<Resampler, Undefined> {
        let block = u32::try_from(block.clamp(1, rows.max(1))).map_err(|_| Undefined::InsufficientN)?;
        Resampler::new(rows, replicates, Scheme::Circular { block, seed })
    }

    /// Rows chosen by the caller: `indices` holds the rows of the first replicate, then of the second, ..., `rows` each.
    ///
    /// A number that is not a row, or a length that is not a multiple of `rows`: [`Undefined::NoOverlap`]; otherwise as
    /// [`Resampler::stationary`]. O(rows times replicates).
    ///
    /// ```
    /// use sectorscope_stats::resampling::resample::Resampler;
    /// assert_eq!(Resampler::explicit(2, vec![0, 1, 1, 1]).unwrap().replicates(), 2);
    /// ```
    pub fn explicit(rows: usize, indices: Vec<u32>) -> Result<Resampler, Undefined> {
        if rows == 0 {
            return Err(Undefined::InsufficientN);
        }
        if !indices.len().is_multiple_of(rows) || indices.iter().any(|&row| row as usize >= rows) {
            return Err(Undefined::NoOverlap);
        }
        let replicates = indices.len() / rows;
        Resampler::new(rows, replicates, Scheme::Explicit(indices))
    }

    fn new(rows: usize, replicates: usize, scheme: Scheme) -> Result<Resampler, Undefined> {
        let rows = u32::try_from(rows).map_err(|_| Undefined::InsufficientN)?;
        if rows == 0 || replicates == 0 {
            return Err(Undefined::InsufficientN);
        }
        Ok(Resampler { rows, replicates, scheme })
    }

    /// Rows of the sample, and of every replicate. O(1).
    pub fn rows(&self) -> usize {
        self.rows as usize
    }

    /// Number of replicates. O(1).
    pub fn replicates(&self) -> usize {
        self.replicates
    }

    /// Whether another attempt at a replicate can give other rows. O(1).
    pub fn can_redraw(&self) -> bool {
        !matches!(self.scheme, Scheme::Explicit(_))
    }

    /// Writes the rows of a replicate into `into`; nothing for a replicate beyond the last. `attempt` counts from 0 and
    /// gives other rows under the random schemes. O(rows).
    ///
    /// ```
    /// use sectorscope_stats::resampling::resample::Resampler;
    /// let plan = Resampler::circular(6, 99, 3, 1).unwrap();
    /// let mut rows = Vec::new();
    /// plan.fill(0, 0, &mut rows);
    /// assert_eq!(rows[1], (rows[0] + 1) % 6);
    /// ```
    pub fn fill(&self, replicate: usize, attempt: u32, into: &mut Vec<u32>) {
        into.clear();
        if replicate >= self.replicates {
            return;
        }
        let rows = self.rows;
        let next = |row: u32| if row + 1 < rows { row + 1 } else { 0 };
        let stream = (u64::from(attempt) << 32) | replicate as u64;
        match &self.scheme {
            Scheme::Explicit(indices) => {
                let start = replicate * self.rows();
                into.extend_from_slice(&indices[start..start + self.rows()]);
            }
            Scheme::Stationary { jump, seed } => {
                let mut random = Philox::new(*seed, stream);
                let mut row = random.below(rows);
                into.push(row);
                for _ in 1..rows {
                    row = if random.unit() < *jump { random.below(rows) } else { next(row) };
                    into.push(row);
                }
            }
            Scheme::Circular { block, seed } => {
                let mut random = Philox::new(*seed, stream);
                let mut row = 0;
                for position in 0..rows {
                    row = if position % block == 0 { random.below(rows) } else { next(row) };
                    into.push(row);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows_of(plan: &Resampler, replicate: usize, attempt: u32) -> Vec<u32> {
        let mut rows = Vec::new();
        plan.fill(replicate, attempt, &mut rows);
        rows
    }

    #[test]
    fn nothing_to_draw_from() {
        assert!(Resampler::stationary(0, 10, 5.0, 0).is_err());
        assert!(Resampler::stationary(10, 0, 5.0, 0).is_err());
        assert!(Resampler::stationary(10, 10, f64::NAN, 0).is_err());
        assert!(Resampler::circular(0, 10, 5, 0).is_err());
        assert_eq!(Resampler::explicit(2, vec![0, 2]).err(), Some(Undefined::NoOverlap));
        assert_eq!(Resampler::explicit(2, vec![0, 1, 1]).err(), Some(Undefined::NoOverlap));
        assert_eq!(Resampler::explicit(2, vec![]).err(), Some(Undefined::InsufficientN));
        assert_eq!(Resampler::explicit(0, vec![]).err(), Some(Undefined::InsufficientN));
    }

    #[test]
    fn one_row_and_blocks_as_long_as_the_sample() {
        for plan in [Resampler::stationary(1, 3, 4.0, 1), Resampler::circular(1, 3, 4, 1)] {
            assert_eq!(rows_of(&plan.unwrap(), 2, 0), [0]);
        }
        let whole = rows_of(&Resampler::circular(5, 1, 99, 3).unwrap(), 0, 0);
        assert!(whole.windows(2).all(|pair| pair[1] == (pair[0] + 1) % 5));
        let endless = rows_of(&Resampler::stationary(5, 1, f64::INFINITY, 3).unwrap(), 0, 0);
        assert!(endless.windows(2).all(|pair| pair[1] == (pair[0] + 1) % 5));
    }

    #[test]
    fn replicates_and_attempts_differ_and_repeat_themselves() {
        let plan = Resampler::stationary(100, 5, 7.0, 11).unwrap();
        assert_eq!(rows_of(&plan, 3, 0), rows_of(&plan.clone(), 3, 0));
        assert_ne!(rows_of(&plan, 3, 0), rows_of(&plan, 4, 0));
        assert_ne!(rows_of(&plan, 3, 0), rows_of(&plan, 3, 1));
        assert!(rows_of(&plan, 5, 0).is_empty());
    }

    #[test]
    fn mean_length_of_blocks() {
        let plan = Resampler::stationary(1000, 50, 10.0, 2).unwrap();
        let jumps: usize = (0..50)
            .map(|b| rows_of(&plan, b, 0).windows(2).filter(|pair| pair[1] != (pair[0] + 1) % 1000).count())
            .sum();
        // 50000 rows, a tenth of them jumps, five standard deviations 335; a jump to the next row does not count.
        assert!(jumps.abs_diff(5000) < 345, "{jumps}");
    }
}
