//! At which rows does the level of a series change, when no date is given?

use std::f64::consts::PI;

use crate::Undefined;
use crate::moments::Centred;
use crate::sum::{CompensatedSum, compensated_sum};

/// The best division into a number of stretches with a mean each.
#[derive(Clone, Debug, PartialEq)]
pub struct Segmentation {
    /// Number of rows up to each break: the old level holds for the rows before.
    pub breaks: Vec<usize>,
    /// Sum of squared distances from the means, in squared units of the series.
    pub residual_squares: f64,
    /// Bayesian information criterion, n (ln(RSS/n) + 1 + ln 2 pi) + 2 (breaks + 1) ln n; the smallest decides. NaN where the fit
    /// is exact.
    pub bic: f64,
}

/// The best divisions with 0, 1, ..., `most_breaks` breaks, every stretch at least `shortest` rows long, by dynamic programming
/// over all of them. Fewer if no more fit. Source: Bai & Perron 2003, J. Appl. Econ. 18:1; Yao 1988, Stat. Prob. Lett. 6:181,
/// for the criterion.
///
/// For a correlation use the products of the standardised columns. The criterion assumes independent rows. Values must be
/// finite; fewer than two rows, or a shortest stretch of 0: [`Undefined::InsufficientN`]; a constant series:
/// [`Undefined::ZeroVariance`]; fewer rows than the shortest stretch: [`Undefined::WindowTooLong`]. O(n^2 breaks).
///
/// ```
/// let x = [1.0, 1.1, 0.9, 1.0, 5.0, 5.1, 4.9, 5.0];
/// let best = sectorscope_stats::breaks::segmentation::segmentations(&x, 2, 1).unwrap();
/// assert_eq!(best[1].breaks, [4]);
/// ```
pub fn segmentations(x: &[f64], shortest: usize, most_breaks: usize) -> Result<Vec<Segmentation>, Undefined> {
    let n = x.len();
    if shortest == 0 {
        return Err(Undefined::InsufficientN);
    }
    let centred = Centred::new(x)?;
    if shortest > n {
        return Err(Undefined::WindowTooLong);
    }
    let sums = PrefixSums::new(centred.deviations());
    let unit = centred.scale() * centred.scale();
    // Cost of the best division of the first rows with this many breaks, and where its last break lies.
    let mut costs: Vec<f64> =
        (0..=n).map(|end| if end < shortest { f64::INFINITY } else { sums.squares(0, end) }).collect();
    let mut last_breaks: Vec<Vec<usize>> = Vec::new();
    let mut found = vec![Segmentation::new(Vec::new(), costs[n] / unit, n)];
    for breaks in 1..=most_breaks {
        if shortest.saturating_mul(breaks + 1) > n {
            break;
        }
        let mut next = vec![f64::INFINITY; n + 1];
        let mut last = vec![0; n + 1];
        for end in shortest * (breaks + 1)..=n {
            let before = costs.iter().enumerate().take(end - shortest + 1).skip(shortest * breaks);
            for (from, cost) in before {
                let cost = cost + sums.squares(from, end);
                if cost < next[end] {
                    (next[end], last[end]) = (cost, from);
                }
            }
        }
        costs = next;
        last_breaks.push(last);
        let mut places = Vec::with_capacity(breaks);
        let mut end = n;
        for last in last_breaks.iter().rev() {
            end = last[end];
            places.push(end);
        }
        places.reverse();
        // The prefix sums found the place; the squares are taken afresh.
        let ends = places.iter().copied().chain([n]);
        let starts = std::iter::once(0).chain(places.iter().copied());
        let squares = starts.zip(ends).map(|(from, to)| squares_about_mean(&centred.deviations()[from..to]));
        let squares = compensated_sum(squares);
        found.push(Segmentation::new(places, squares / unit, n));
    }
    Ok(found)
}

impl Segmentation {
    fn new(breaks: Vec<usize>, residual_squares: f64, n: usize) -> Segmentation {
        let (rows, parameters) = (n as f64, 2.0 * (breaks.len() + 1) as f64);
        let fit = if residual_squares > 0.0 { libm::log(residual_squares / rows) } else { f64::NAN };
        let bic = rows * (fit + 1.0 + libm::log(2.0 * PI)) + parameters * libm::log(rows);
        Segmentation { breaks, residual_squares, bic }
    }
}

/// Sums of values and of squares up to every row.
struct PrefixSums {
    values: Vec<f64>,
    squares: Vec<f64>,
}

impl PrefixSums {
    fn new(x: &[f64]) -> PrefixSums {
        let running = |term: fn(f64) -> f64| {
            let mut sum = CompensatedSum::default();
            let sums = x.iter().map(|&v| {
                sum.add(term(v));
                sum.value()
            });
            std::iter::once(0.0).chain(sums).collect()
        };
        PrefixSums { values: running(|v| v), squares: running(|v| v * v) }
    }

    /// Sum of squared distances from the mean of the rows `from..to`.
    fn squares(&self, from: usize, to: usize) -> f64 {
        let sum = self.values[to] - self.values[from];
        (self.squares[to] - self.squares[from] - sum * sum / (to - from) as f64).max(0.0)
    }
}

fn squares_about_mean(x: &[f64]) -> f64 {
    Centred::new(x).map_or(0.0, |c| c.sum_of_squares() / c.scale() / c.scale())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_breaks() {
        let x: Vec<f64> = (0..60).map(|i| [0.0, 3.0, 1.0][i / 20] + 0.1 * libm::sin((i * i) as f64)).collect();
        let best = segmentations(&x, 5, 4).unwrap();
        assert_eq!(best[2].breaks, [20, 40]);
        let chosen = best.iter().min_by(|a, b| a.bic.total_cmp(&b.bic)).unwrap();
        assert_eq!(chosen.breaks.len(), 2);
        assert!(best.windows(2).all(|pair| pair[1].residual_squares <= pair[0].residual_squares));
    }

    #[test]
    fn only_as_many_breaks_as_fit() {
        let x: Vec<f64> = (0..10).map(|i| f64::from(i * i % 7)).collect();
        assert_eq!(segmentations(&x, 4, 9).unwrap().len(), 2);
        assert_eq!(segmentations(&x, 10, 9).unwrap().len(), 1);
        assert_eq!(segmentations(&x, 1, 9).unwrap().len(), 10);
    }

    #[test]
    fn undefined_cases() {
        assert_eq!(segmentations(&[], 1, 1), Err(Undefined::InsufficientN));
        assert_eq!(segmentations(&[1.0, 2.0], 0, 1), Err(Undefined::InsufficientN));
        assert_eq!(segmentations(&[1.0, f64::NAN], 1, 1), Err(Undefined::InsufficientN));
        assert_eq!(segmentations(&[0.1; 5], 1, 1), Err(Undefined::ZeroVariance));
        assert_eq!(segmentations(&[1.0, 2.0], 3, 1), Err(Undefined::WindowTooLong));
        assert!(segmentations(&[1.0, 2.0], 1, 1).unwrap()[1].bic.is_nan());
    }

    #[test]
    fn scale_moves_nothing() {
        let x: Vec<f64> = (0..40).map(|i| f64::from(i * i % 11) + if i < 15 { 0.0 } else { 9.0 }).collect();
        let huge: Vec<f64> = x.iter().map(|v| v * 1e150).collect();
        assert_eq!(segmentations(&x, 4, 1).unwrap()[1].breaks, segmentations(&huge, 4, 1).unwrap()[1].breaks);
    }
}
