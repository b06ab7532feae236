//! Long-run variance whose own error is known: a mean of squares, so that Student's t takes the place of the normal.

use std::f64::consts::PI;

use crate::Undefined;
use crate::inference::cosine_blocks::CosineBlocks;

/// Equal-weighted cosine estimate of the long-run variance of a series with mean zero: the mean of `L_j^2` over j = 1..terms,
/// `L_j` = sqrt(2/n) sum over t = 1..n of cos(pi j (t - 1/2)/n) `x_t`, the low-frequency part of its variance.
///
/// With few terms the squares are nearly independent, so a mean over its standard error follows Student's t with `terms`
/// degrees of freedom, in place of the normal distribution that Newey-West standard errors are used with. All n - 1 terms
/// give the variance, sum of x^2/(n - 1). Sources: Phillips 2005, Econometric Theory 21:116; Müller 2007, J. Econometrics
/// 141:1331; Lazarus, Lewis, Stock & Watson 2018, J. Bus. Econ. Stat. 36:541.
///
/// In the squared units of the series, never negative. Values must be finite and centred. No terms or fewer than two
/// values: [`Undefined::InsufficientN`]; n terms or more: [`Undefined::WindowTooLong`]. O(n terms) where both are small, else O(n + terms log terms).
///
/// ```
/// let variance = sectorscope_stats::inference::cosine_variance::cosine_variance(&[1.0, -2.0, 0.5, 0.5], 3).unwrap();
/// assert!((variance - 5.5 / 3.0).abs() < 1e-15);
/// ```
pub fn cosine_variance(x: &[f64], terms: usize) -> Result<f64, Undefined> {
    let basis = CosineBasis::new(x.len(), terms)?;
    Ok(basis.variance(&basis.sums(x)))
}

/// The cosines of [`cosine_variance`] for series of one length: with them the sums behind the variance of a difference are the
/// differences of two series' sums, so that k series give the variances of all their k(k - 1)/2 differences for the price of k.
///
/// ```
/// use sectorscope_stats::inference::cosine_variance::{CosineBasis, cosine_variance};
/// let basis = CosineBasis::new(4, 3).unwrap();
/// let sums = basis.sums(&[1.0, -2.0, 0.5, 0.5]);
/// assert_eq!(Ok(basis.variance(&sums)), cosine_variance(&[1.0, -2.0, 0.5, 0.5], basis.terms()));
/// assert_eq!(basis.rows(), 4);
/// ```
#[derive(Clone, Debug)]
pub struct CosineBasis {
    n: usize,
    terms: usize,
    cosines: Cosines,
}

#[derive(Clone, Debug)]
enum Cosines {
    /// For each term its cosines at the first half of the rows, one term after the other. Those at the other half are the same
    /// from the end, with the other sign for an odd term.
    WrittenOut(Vec<f64>),
    /// Those that would be too many.
    InBlocks(CosineBlocks),
}

/// At most this many cosines are written out term by term.
const MOST_WRITTEN_OUT: usize = 1 << 18;

impl CosineBasis {
    /// For series of n values. Undefined as [`cosine_variance`]. O(n terms) where both are small, else O(terms log terms).
    pub fn new(n: usize, terms: usize) -> Result<CosineBasis, Undefined> {
        if n < 2 || terms == 0 {
            return Err(Undefined::InsufficientN);
        }
        if terms >= n {
            return Err(Undefined::WindowTooLong);
        }
        let cosines = if n.div_ceil(2) * terms <= MOST_WRITTEN_OUT {
            Cosines::WrittenOut(written_out(n, terms))
        } else {
            Cosines::InBlocks(CosineBlocks::new(n, terms))
        };
        Ok(CosineBasis { n, terms, cosines })
    }

    /// Rows of the series that it is for. O(1).
    pub fn rows(&self) -> usize {
        self.n
    }

    /// Terms of the variance. O(1).
    pub fn terms(&self) -> usize {
        self.terms
    }

    /// For each term j, the sum over t = 1..n of cos(pi j (t - 1/2)/n) `x_t`. Of a series of another length the first n values,
    /// or zeros for those that it lacks. O(n terms) where both are small, else O(n + terms log terms).
    pub fn sums(&self, x: &[f64]) -> Vec<f64> {
        let half = self.n.div_ceil(2);
        let cosines = match &self.cosines {
            Cosines::WrittenOut(cosines) => cosines,
            Cosines::InBlocks(blocks) => return blocks.sums(x),
        };
        let value = |row: usize| x.get(row).copied().unwrap_or(0.0);
        // A row and its mirror image have the same cosine up to the sign; the middle row has none.
        let mirrored = |row: usize| if 2 * row + 1 == self.n { 0.0 } else { value(self.n - 1 - row) };
        let even: Vec<f64> = (0..half).map(|row| value(row) + mirrored(row)).collect();
        let odd: Vec<f64> = (0..half).map(|row| value(row) - mirrored(row)).collect();
        let of_term = |(number, cosines): (usize, &[f64])| dot(cosines, if number % 2 == 0 { &odd } else { &even });
        cosines.chunks_exact(half).enumerate().map(of_term).collect()
    }

    /// The variance of the series with these [`CosineBasis::sums`]. O(terms).
    pub fn variance(&self, sums: &[f64]) -> f64 {
        2.0 * sums.iter().map(|sum| sum * sum).sum::<f64>() / self.n as f64 / self.terms as f64
    }
}

/// The cosines of each term at the first half of n rows: of m = j (2t - 1) in a circle of 4n steps.
fn written_out(n: usize, terms: usize) -> Vec<f64> {
    // From a quarter of the turn.
    let quarter: Vec<f64> =
        (0..=n).map(|m| if m == n { 0.0 } else { libm::cos(PI * m as f64 / (2 * n) as f64) }).collect();
    let rising = (0..n).map(|m| -quarter[n - m]);
    let falling = || quarter[..n].iter().copied();
    let turn: Vec<f64> =
        falling().chain(rising.clone()).chain(falling().map(|c| -c)).chain(rising.map(|c| -c)).collect();
    let of_term = |term: usize| (0..n.div_ceil(2)).map(move |row| term * (2 * row + 1) % (4 * n));
    (1..=terms).flat_map(of_term).map(|at| turn[at]).collect()
}

/// Sum of products in eight lanes: in the same order on every target.
fn dot(a: &[f64], b: &[f64]) -> f64 {
    let (mut lanes, (a, b)) = ([0.0; 8], (a.chunks_exact(8), b.chunks_exact(8)));
    let rest: f64 = a.remainder().iter().zip(b.remainder()).map(|(a, b)| a * b).sum();
    for (a, b) in a.zip(b) {
        for (lane, (a, b)) in lanes.iter_mut().zip(a.iter().zip(b)) {
            *lane += a * b;
        }
    }
    lanes.iter().sum::<f64>() + rest
}

/// The usual number of terms, floor(0.4 n^(2/3)): the best trade of a test's size against its power for series that depend on
/// their past about as returns do. Source: Lazarus, Lewis, Stock & Watson 2018.
///
/// In whole numbers (the largest m with 5^3 m^3 <= 2^3 n^2), so that no rounding decides at a boundary. O(log n).
///
/// ```
/// use sectorscope_stats::inference::cosine_variance::default_terms;
/// assert_eq!((default_terms(999), default_terms(1000)), (39, 40));
/// ```
pub fn default_terms(n: usize) -> usize {
    let bound = (n as u128).saturating_mul(n as u128).saturating_mul(8);
    let reaches =
        |terms: usize| (terms as u128).checked_pow(3).and_then(|p| p.checked_mul(125)).is_some_and(|p| p <= bound);
    let (mut low, mut high) = (0, n.saturating_add(1));
    while low + 1 < high {
        let middle = low + (high - low) / 2;
        if reaches(middle) { low = middle } else { high = middle }
    }
    low
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::inference::hac::long_run_variance;
    use crate::resampling::random::Philox;

    fn noise(n: usize) -> Vec<f64> {
        let mut random = Philox::new(17, 0);
        let values: Vec<f64> = (0..n).map(|_| random.unit()).collect();
        let mean = values.iter().sum::<f64>() / n as f64;
        values.iter().map(|value| value - mean).collect()
    }

    /// By the definition, term by term, with exactly rounded sums (Python's math.fsum).
    #[test]
    fn reference_values() {
        let x = [0.3, -1.2, 0.7, 2.1, -0.4, -1.5];
        for (terms, expected) in [(1, 0.219042709737007), (2, 2.1095213548685035), (4, 2.201427344100919)] {
            assert!((cosine_variance(&x, terms).unwrap() - expected).abs() < 1e-14, "{terms}");
        }
    }

    #[test]
    fn all_terms_give_the_variance() {
        for n in [2, 3, 4, 50, 251] {
            let x = noise(n);
            let variance = x.iter().map(|v| v * v).sum::<f64>() / (n - 1) as f64;
            assert!((cosine_variance(&x, n - 1).unwrap() / variance - 1.0).abs() < 1e-12, "{n}");
        }
    }

    #[test]
    fn dependence_counts_as_in_the_usual_estimate() {
        let x = noise(4000);
        let sums: Vec<f64> = x.windows(3).map(|w| w.iter().sum()).collect();
        for series in [&x, &sums] {
            let (a, b) = (cosine_variance(series, 100).unwrap(), long_run_variance(series, 30).unwrap());
            assert!((a / b - 1.0).abs() < 0.3, "{a} {b}");
        }
        assert!(cosine_variance(&sums, 100).unwrap() > 6.0 * cosine_variance(&x, 100).unwrap());
    }

    #[test]
    fn default_terms_at_the_boundaries() {
        let expected = [(0, 0), (3, 0), (4, 1), (30, 3), (60, 6), (250, 15), (500, 25), (1250, 46), (2500, 73)];
        for (n, terms) in expected {
            assert_eq!(default_terms(n), terms, "{n}");
        }
        // An exact boundary: n = 1000 is 10^3, so n^(2/3) = 100.
        assert_eq!((default_terms(999), default_terms(1000)), (39, 40));
        assert!(default_terms(usize::MAX) > 1000);
    }

    #[test]
    fn corner_cases() {
        assert_eq!(cosine_variance(&[], 1), Err(Undefined::InsufficientN));
        assert_eq!(cosine_variance(&[1.0], 1), Err(Undefined::InsufficientN));
        assert_eq!(cosine_variance(&[1.0, -1.0], 0), Err(Undefined::InsufficientN));
        assert_eq!(cosine_variance(&[1.0, -1.0], 2), Err(Undefined::WindowTooLong));
        assert_eq!(cosine_variance(&[0.0; 5], 2), Ok(0.0));
        assert!(cosine_variance(&[f64::NAN, 1.0], 1).is_ok_and(f64::is_nan));
    }
}
