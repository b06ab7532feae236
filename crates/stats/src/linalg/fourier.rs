//! The discrete Fourier transform of a power of two.

use std::f64::consts::PI;

/// A complex number: real part and imaginary part.
pub(crate) type Complex = [f64; 2];

/// The product of two complex numbers.
pub(crate) fn times([a, b]: Complex, [c, d]: Complex) -> Complex {
    [a * c - b * d, a * d + b * c]
}

/// What transforms of one length share.
#[derive(Clone, Debug)]
pub(crate) struct Fourier {
    /// exp(2 pi i m/n) for the first half of a turn.
    turn: Vec<Complex>,
}

impl Fourier {
    /// Of n values, a power of two.
    pub(crate) fn new(n: usize) -> Fourier {
        let angle = |m: usize| 2.0 * PI * m as f64 / n as f64;
        Fourier { turn: (0..n / 2).map(|m| [libm::cos(angle(m)), libm::sin(angle(m))]).collect() }
    }

    /// Puts the sum over t of exp(2 pi i j t/n) `x_t` in the place of each `x_j`. Source: Cooley & Tukey 1965, Math. Comp.
    /// 19:297. O(n log n).
    pub(crate) fn transform(&self, x: &mut [Complex]) {
        let n = 2 * self.turn.len();
        let mut reversed = 0;
        for at in 0..n {
            if at < reversed {
                x.swap(at, reversed);
            }
            // The next number with its digits in the other order.
            let mut digit = n / 2;
            while digit > 0 && reversed & digit != 0 {
                reversed ^= digit;
                digit /= 2;
            }
            reversed |= digit;
        }
        let mut half = 1;
        while half < n {
            let step = n / 2 / half;
            for block in x.chunks_exact_mut(2 * half) {
                let (low, high) = block.split_at_mut(half);
                for ((a, b), turn) in low.iter_mut().zip(high).zip(self.turn.iter().step_by(step)) {
                    let turned = times(*b, *turn);
                    (*a, *b) = ([a[0] + turned[0], a[1] + turned[1]], [a[0] - turned[0], a[1] - turned[1]]);
                }
            }
            half *= 2;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_by_the_definition() {
        for n in [2, 4, 8, 64] {
            let x: Vec<Complex> = (0..n).map(|t| [libm::sin((t * t) as f64), libm::cos((3 * t) as f64)]).collect();
            let mut found = x.clone();
            Fourier::new(n).transform(&mut found);
            for (j, found) in found.iter().enumerate() {
                let of = |t: usize| {
                    let angle = 2.0 * PI * (j * t % n) as f64 / n as f64;
                    times(x[t], [libm::cos(angle), libm::sin(angle)])
                };
                let sum = (0..n).map(of).fold([0.0, 0.0], |a, b| [a[0] + b[0], a[1] + b[1]]);
                assert!((found[0] - sum[0]).abs() + (found[1] - sum[1]).abs() < 1e-13, "{n} {j}");
            }
        }
    }
}
