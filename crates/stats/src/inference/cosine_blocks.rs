//! The cosine sums of long series: from a few moments of short stretches, which a Fourier transform brings together.

use std::f64::consts::PI;

use crate::linalg::fourier::{Complex, Fourier, times};

/// Moments of a stretch. Along half of one the phase of the highest term changes by pi/8 at most: (pi/8)^14/14! is less than the
/// last digit.
const MOMENTS: usize = 14;
/// Stretches for each term, at least.
const STRETCHES: usize = 4;

/// The sums over t = 1..n of cos(pi j (t - 1/2)/n) `x_t` for j = 1..terms.
///
/// The rows are cut into P stretches, a power of two. In the one whose middle has the phase a, a row whose phase is further by d
/// has the cosine cos a cos d - sin a sin d, and d, which is small, is a multiple of j: its cosine and sine are short series whose
/// powers of the place within the stretch are summed once for all j. The middles lie (b + 1/2)/P of the way for b = 0..P - 1,
/// so that the sums of moments times cos a or sin a are those of a Fourier transform. The same idea as in Dutt & Rokhlin
/// 1993, SIAM J. Sci. Comput. 14:1368.
#[derive(Clone, Debug)]
pub(super) struct CosineBlocks {
    n: usize,
    terms: usize,
    stretches: usize,
    fourier: Fourier,
}

impl CosineBlocks {
    /// O(terms log terms).
    pub(super) fn new(n: usize, terms: usize) -> CosineBlocks {
        let stretches = (STRETCHES * terms).next_power_of_two();
        CosineBlocks { n, terms, stretches, fourier: Fourier::new(2 * stretches) }
    }

    /// O(n + terms log terms).
    pub(super) fn sums(&self, x: &[f64]) -> Vec<f64> {
        let mut sums = vec![0.0; self.terms];
        let mut factorial = 1.0;
        for (number, mut pair) in self.moments(x).into_iter().enumerate() {
            let power = 2 * number;
            self.fourier.transform(&mut pair);
            // The signs of the series of the cosine and of the sine.
            let sign = if number % 2 == 0 { 1.0 } else { -1.0 };
            let (even, odd) = (sign / factorial, -sign / (factorial * (power + 1) as f64));
            factorial *= ((power + 1) * (power + 2)) as f64;
            for (sum, j) in sums.iter_mut().zip(1..) {
                let angle = PI * j as f64 / (2 * self.stretches) as f64;
                let to_middle = [libm::cos(angle), libm::sin(angle)];
                let ahead = times(pair[j], to_middle);
                let back = times(pair[pair.len() - j], [to_middle[0], -to_middle[1]]);
                let (cosine, sine) = (0.5 * (ahead[0] + back[0]), 0.5 * (back[0] - ahead[0]));
                let scale = integer_power(angle, power);
                *sum += scale * (even * cosine + odd * angle * sine);
            }
        }
        sums
    }

    /// Two moments at a time, as the parts of complex numbers, by stretch, with as many zeros behind: sums of `x_t` times powers
    /// of how far a row lies from the middle of its stretch, in halves of it.
    fn moments(&self, x: &[f64]) -> Vec<Vec<Complex>> {
        let mut moments = vec![vec![[0.0, 0.0]; 2 * self.stretches]; MOMENTS / 2];
        // The place of a row in stretches, exactly: a whole number and a share of 2n.
        let (step, whole) = (2 * self.stretches as u64, 2 * self.n as u64);
        let (mut stretch, mut share) = (0, self.stretches as u64);
        let mut here = [0.0; MOMENTS];
        for value in x.iter().take(self.n) {
            while share >= whole {
                flush(&mut here, stretch, &mut moments);
                (share, stretch) = (share - whole, stretch + 1);
            }
            let from_middle = share as f64 / self.n as f64 - 1.0;
            let mut term = *value;
            for moment in &mut here {
                *moment += term;
                term *= from_middle;
            }
            share += step;
        }
        flush(&mut here, stretch, &mut moments);
        moments
    }
}

fn flush(here: &mut [f64; MOMENTS], stretch: usize, moments: &mut [Vec<Complex>]) {
    for (pair, here) in moments.iter_mut().zip(here.chunks_exact_mut(2)) {
        pair[stretch] = [here[0], here[1]];
        here.fill(0.0);
    }
}

/// By multiplication, so that it is the same everywhere.
fn integer_power(base: f64, power: usize) -> f64 {
    (0..power).fold(1.0, |product, _| product * base)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// By the definition, with phases brought into one turn exactly.
    fn plain(x: &[f64], terms: usize) -> Vec<f64> {
        let n = x.len();
        let cosine = |j: usize, t: usize| libm::cos(PI * (j * (2 * t + 1) % (4 * n)) as f64 / (2 * n) as f64);
        let sum = |j: usize| crate::sum::compensated_sum(x.iter().enumerate().map(|(t, value)| cosine(j, t) * value));
        (1..=terms).map(sum).collect()
    }

    #[test]
    fn the_same_as_by_the_definition() {
        for (n, terms) in [(2, 1), (7, 3), (100, 99), (1000, 40), (4097, 512), (20_011, 294)] {
            let x: Vec<f64> = (0..n).map(|t| libm::sin((t * t) as f64) + 0.3 * libm::cos(t as f64 / 50.0)).collect();
            let (found, plain) = (CosineBlocks::new(n, terms).sums(&x), plain(&x, terms));
            let size = (x.iter().map(|v| v * v).sum::<f64>()).sqrt();
            for (j, (found, plain)) in found.iter().zip(&plain).enumerate() {
                assert!((found - plain).abs() < 1e-14 * size, "{n} {j}: {found} {plain} of {size}");
            }
            let squares = |sums: &[f64]| sums.iter().map(|sum| sum * sum).sum::<f64>();
            assert!((squares(&found) / squares(&plain) - 1.0).abs() < 1e-13, "{n}");
        }
    }
}
