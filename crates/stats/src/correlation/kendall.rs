//! Kendall's tau: the counts behind it, and its tests.

use crate::Undefined;
use crate::complete::complete_pairs;
use crate::special::normal::normal_sf;

/// Pairs of rows by how the two columns order them.
///
/// Counted by sorting and a merge sort that counts exchanges (Knight 1966, JASA 61:436), in 64-bit integers: 65,536
/// rows already have more pairs than 32 bits hold. Rows with a NaN or infinity are dropped. O(n log n).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KendallCounts {
    /// Complete rows.
    pub n: usize,
    /// Pairs ordered alike.
    pub concordant: i64,
    /// Pairs ordered oppositely.
    pub discordant: i64,
    /// Pairs tied in x, whatever they are in y.
    pub ties_x: i64,
    /// Pairs tied in y, whatever they are in x.
    pub ties_y: i64,
    /// Pairs tied in both.
    pub ties_both: i64,
    sums_x: TieSums,
    sums_y: TieSums,
}

/// Sums over groups of t tied values, for the variance.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct TieSums {
    /// t(t-1)/2
    pairs: i64,
    /// t(t-1)(t-2)
    triples: i64,
    /// t(t-1)(2t+5)
    weighted: i64,
}

impl KendallCounts {
    /// Counts the pairs of rows of x and y. Rows with a NaN or infinity are dropped. O(n log n).
    ///
    /// ```
    /// use sectorscope_stats::correlation::kendall::KendallCounts;
    /// let counts = KendallCounts::new(&[1.0, 2.0, 2.0, 3.0], &[1.0, 3.0, 3.0, 2.0]);
    /// assert_eq!((counts.concordant, counts.discordant), (3, 2));
    /// assert_eq!((counts.ties_x, counts.ties_y, counts.ties_both), (1, 1, 1));
    /// ```
    pub fn new(x: &[f64], y: &[f64]) -> KendallCounts {
        let (x, y) = complete_pairs(x, y);
        // Adding zero makes -0.0 equal to 0.0 in the total order.
        let mut rows: Vec<(f64, f64)> = x.iter().zip(y.iter()).map(|(a, b)| (a + 0.0, b + 0.0)).collect();
        rows.sort_unstable_by(|a, b| a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1)));
        let sums_x = TieSums::of(rows.chunk_by(|a, b| a.0 == b.0).map(<[_]>::len));
        let ties_both = TieSums::of(rows.chunk_by(|a, b| a == b).map(<[_]>::len)).pairs;
        let mut values: Vec<f64> = rows.iter().map(|row| row.1).collect();
        let mut spare = values.clone();
        let discordant = sort_counting_exchanges(&mut values, &mut spare);
        let sums_y = TieSums::of(values.chunk_by(|a, b| a == b).map(<[_]>::len));
        let concordant = pairs(rows.len()) - sums_x.pairs - sums_y.pairs + ties_both - discordant;
        KendallCounts {
            n: rows.len(),
            concordant,
            discordant,
            ties_x: sums_x.pairs,
            ties_y: sums_y.pairs,
            ties_both,
            sums_x,
            sums_y,
        }
    }

    /// tau-b = (P - Q) / sqrt((n0 - n1)(n0 - n2)), in [-1, 1]. Source: Kendall 1945, Biometrika 33:239.
    /// Fewer than two rows: [`Undefined::InsufficientN`]; all tied in x or in y: [`Undefined::ZeroVariance`].
    /// O(1).
    ///
    /// ```
    /// use sectorscope_stats::correlation::kendall::KendallCounts;
    /// // One more pair agrees than disagrees, of five that are tied in neither.
    /// assert_eq!(KendallCounts::new(&[1.0, 2.0, 2.0, 3.0], &[1.0, 3.0, 3.0, 2.0]).tau_b(), Ok(0.2));
    /// ```
    pub fn tau_b(&self) -> Result<f64, Undefined> {
        if self.n < 2 {
            return Err(Undefined::InsufficientN);
        }
        let (untied_x, untied_y) = (pairs(self.n) - self.ties_x, pairs(self.n) - self.ties_y);
        if untied_x == 0 || untied_y == 0 {
            return Err(Undefined::ZeroVariance);
        }
        // Without the special case a perfect agreement could miss 1 by the rounding of the two roots.
        let scale =
            if untied_x == untied_y { untied_x as f64 } else { (untied_x as f64).sqrt() * (untied_y as f64).sqrt() };
        Ok((self.score() as f64 / scale).clamp(-1.0, 1.0))
    }

    /// Variance of S = P - Q when x and y are independent, corrected for ties; with m = n(n-1) and tie groups of t
    /// values in x, of u in y:
    /// (m(2n+5) - sum t(t-1)(2t+5) - sum u(u-1)(2u+5))/18 + 2 n1 n2/m + sum t(t-1)(t-2) sum u(u-1)(u-2) / (9m(n-2)).
    /// Source: Kendall 1945. Fewer than three rows: [`Undefined::InsufficientN`]. O(1).
    ///
    /// ```
    /// use sectorscope_stats::correlation::kendall::KendallCounts;
    /// // The six orderings of three rows have scores of 3, 1, 1, -1, -1 and -3.
    /// let variance = KendallCounts::new(&[1.0, 2.0, 3.0], &[1.0, 2.0, 3.0]).score_variance().unwrap();
    /// assert!((variance - 22.0 / 6.0).abs() < 1e-15);
    /// ```
    pub fn score_variance(&self) -> Result<f64, Undefined> {
        if self.n < 3 {
            return Err(Undefined::InsufficientN);
        }
        let n = self.n as f64;
        let m = n * (n - 1.0);
        let untied = m * (2.0 * n + 5.0) - self.sums_x.weighted as f64 - self.sums_y.weighted as f64;
        let pairs = 2.0 * self.ties_x as f64 * self.ties_y as f64 / m;
        let triples = self.sums_x.triples as f64 * self.sums_y.triples as f64 / (9.0 * m * (n - 2.0));
        Ok(untied / 18.0 + pairs + triples)
    }

    /// Standardised score, S / sqrt(var S), approximately standard normal for independent rows. A column that is all
    /// ties: [`Undefined::ZeroVariance`]; fewer than three rows: [`Undefined::InsufficientN`]. O(1).
    ///
    /// ```
    /// use sectorscope_stats::correlation::kendall::KendallCounts;
    /// let z = KendallCounts::new(&[1.0, 2.0, 3.0], &[1.0, 2.0, 3.0]).z().unwrap();
    /// assert!((z - 3.0 / (22.0_f64 / 6.0).sqrt()).abs() < 1e-15);
    /// ```
    pub fn z(&self) -> Result<f64, Undefined> {
        self.tau_b()?;
        Ok(self.score() as f64 / self.score_variance()?.sqrt())
    }

    /// Two-sided p-value of [`KendallCounts::z`]; undefined where that is. Assumes independent rows. O(1).
    ///
    /// ```
    /// use sectorscope_stats::correlation::kendall::KendallCounts;
    /// // Of three rows two orderings in six are perfect: the normal distribution is too sure.
    /// let counts = KendallCounts::new(&[1.0, 2.0, 3.0], &[1.0, 2.0, 3.0]);
    /// assert!(counts.p_asymptotic().unwrap() < 0.12 && counts.p_exact() == Some(2.0 / 6.0));
    /// ```
    pub fn p_asymptotic(&self) -> Result<f64, Undefined> {
        Ok((2.0 * normal_sf(self.z()?.abs())).min(1.0))
    }

    /// Exact two-sided p-value: twice the share of orderings at least as far from the middle. Source: Kendall 1938,
    /// Biometrika 30:81; recursion over the number of exchanges. Assumes independent rows.
    ///
    /// `None` where it does not exist or is not needed: ties, fewer than three rows, more than 50. O(n^4), a millisecond at most.
    ///
    /// ```
    /// use sectorscope_stats::correlation::kendall::KendallCounts;
    /// assert_eq!(KendallCounts::new(&[1.0, 2.0, 3.0], &[3.0, 2.0, 1.0]).p_exact(), Some(2.0 / 6.0));
    /// assert_eq!(KendallCounts::new(&[1.0, 2.0, 2.0], &[3.0, 2.0, 1.0]).p_exact(), None);
    /// ```
    pub fn p_exact(&self) -> Option<f64> {
        if self.n < 3 || self.n > 50 || self.ties_x != 0 || self.ties_y != 0 {
            return None;
        }
        let most = pairs(self.n) as usize;
        // share[k]: share of the orderings of i values that have k exchanges.
        let mut share = vec![0.0; most + 1];
        share[0] = 1.0;
        for i in 2..=self.n {
            let before = share.clone();
            for k in 0..=pairs(i) as usize {
                // Summed afresh: a running window would leave rounding errors where the share is tiny.
                let ways: f64 = before[(k + 1).saturating_sub(i)..=k].iter().sum();
                share[k] = ways / i as f64;
            }
        }
        let fewest = self.discordant.min(self.concordant) as usize;
        let tail: f64 = share[..=fewest].iter().sum();
        Some((2.0 * tail).min(1.0))
    }

    fn score(&self) -> i64 {
        self.concordant - self.discordant
    }
}

impl TieSums {
    fn of(groups: impl Iterator<Item = usize>) -> TieSums {
        groups.fold(TieSums::default(), |sums, size| {
            let t = size as i64;
            TieSums {
                pairs: sums.pairs + t * (t - 1) / 2,
                triples: sums.triples + t * (t - 1) * (t - 2),
                weighted: sums.weighted + t * (t - 1) * (2 * t + 5),
            }
        })
    }
}

/// n(n-1)/2.
fn pairs(n: usize) -> i64 {
    let n = n as i64;
    n * (n - 1) / 2
}

/// Sorts upwards and returns by how many exchanges of neighbours: the pairs that stood in falling order. Bottom-up
/// merge sort; `spare` has the length of `values`.
fn sort_counting_exchanges(values: &mut Vec<f64>, spare: &mut Vec<f64>) -> i64 {
    let n = values.len();
    let mut exchanges = 0;
    let mut width = 1;
    while width < n {
        for start in (0..n).step_by(2 * width) {
            let (middle, end) = ((start + width).min(n), (start + 2 * width).min(n));
            let (mut left, mut right) = (start, middle);
            for slot in &mut spare[start..end] {
                if left < middle && (right >= end || values[left] <= values[right]) {
                    *slot = values[left];
                    left += 1;
                } else {
                    *slot = values[right];
                    right += 1;
                    // It passes everything still waiting on the left.
                    exchanges += (middle - left) as i64;
                }
            }
        }
        std::mem::swap(values, spare);
        width *= 2;
    }
    exchanges
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_of_a_small_example() {
        let counts = KendallCounts::new(&[1.0, 2.0, 2.0, 3.0], &[1.0, 3.0, 3.0, 2.0]);
        assert_eq!((counts.concordant, counts.discordant), (3, 2));
        assert_eq!((counts.ties_x, counts.ties_y, counts.ties_both), (1, 1, 1));
        assert_eq!(counts.tau_b(), Ok(0.2));
    }

    #[test]
    fn empty_and_constant() {
        let empty = KendallCounts::new(&[], &[]);
        assert_eq!((empty.n, empty.concordant), (0, 0));
        assert_eq!(empty.tau_b(), Err(Undefined::InsufficientN));
        let constant = KendallCounts::new(&[1.0; 4], &[1.0, 2.0, 3.0, 4.0]);
        assert_eq!((constant.ties_x, constant.ties_y), (6, 0));
        assert_eq!(constant.tau_b(), Err(Undefined::ZeroVariance));
        assert_eq!(constant.z(), Err(Undefined::ZeroVariance));
        assert_eq!(constant.p_exact(), None);
    }

    #[test]
    fn exact_p_of_three_and_fifty() {
        assert_eq!(KendallCounts::new(&[1.0, 2.0, 3.0], &[1.0, 2.0, 3.0]).p_exact(), Some(1.0 / 3.0));
        assert_eq!(KendallCounts::new(&[1.0, 2.0, 3.0], &[1.0, 3.0, 2.0]).p_exact(), Some(1.0));
        let x: Vec<f64> = (0..50).map(f64::from).collect();
        // Two orderings of 50! are perfect.
        let mut expected = 2.0;
        for i in 2..=50 {
            expected /= f64::from(i);
        }
        let exact = KendallCounts::new(&x, &x).p_exact().unwrap();
        assert!((exact / expected - 1.0).abs() < 1e-13);
    }

    #[test]
    fn many_rows_do_not_overflow() {
        let x: Vec<f64> = (0..70_000).map(f64::from).collect();
        let counts = KendallCounts::new(&x, &x);
        assert_eq!(counts.concordant, 70_000 * 69_999 / 2);
        assert_eq!(counts.tau_b(), Ok(1.0));
    }
}
