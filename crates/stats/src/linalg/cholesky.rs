//! Positive definite matrices: inverse, determinant, distance.

use crate::Undefined;
use crate::sum::CompensatedSum;

/// The triangular factor of a positive definite matrix A = L L'.
#[derive(Clone, Debug, PartialEq)]
pub struct Cholesky {
    k: usize,
    /// L row by row; nothing above the diagonal.
    lower: Vec<f64>,
}

impl Cholesky {
    /// Factors a symmetric k x k matrix, row by row in `matrix`; only the lower triangle is read. Source: Golub & Van Loan,
    /// Matrix Computations, 4.2.
    ///
    /// A slice that is not k x k, or a value that is not finite: [`Undefined::InsufficientN`]; not positive definite to
    /// working precision: [`Undefined::NotPositiveDefinite`]. O(k^3).
    ///
    /// ```
    /// let factor = sectorscope_stats::linalg::cholesky::Cholesky::new(&[4.0, 2.0, 2.0, 5.0], 2).unwrap();
    /// assert!((factor.log_determinant() - 16.0_f64.ln()).abs() < 1e-15);
    /// ```
    pub fn new(matrix: &[f64], k: usize) -> Result<Cholesky, Undefined> {
        if k.checked_mul(k) != Some(matrix.len()) || matrix.iter().any(|value| !value.is_finite()) {
            return Err(Undefined::InsufficientN);
        }
        let mut lower = vec![0.0; k * k];
        for i in 0..k {
            for j in 0..=i {
                let mut rest = CompensatedSum::default();
                rest.add(matrix[i * k + j]);
                for m in 0..j {
                    rest.add(-lower[i * k + m] * lower[j * k + m]);
                }
                let rest = rest.value();
                if i == j {
                    // What cancels down to rounding error is not a positive pivot.
                    if rest <= matrix[i * k + i] * 4.0 * f64::EPSILON {
                        return Err(Undefined::NotPositiveDefinite);
                    }
                    lower[i * k + i] = rest.sqrt();
                } else {
                    lower[i * k + j] = rest / lower[j * k + j];
                }
            }
        }
        Ok(Cholesky { k, lower })
    }

    /// L z, written into `into`: turns independent values of variance 1 into values with the covariances of the matrix.
    ///
    /// Values that a short `z` lacks are 0; a NaN gives NaN. O(k^2).
    ///
    /// ```
    /// let factor = sectorscope_stats::linalg::cholesky::Cholesky::new(&[4.0, 2.0, 2.0, 5.0], 2).unwrap();
    /// let mut correlated = Vec::new();
    /// factor.product(&[1.0, 1.0], &mut correlated);
    /// assert_eq!(correlated, [2.0, 3.0]);
    /// ```
    pub fn product(&self, z: &[f64], into: &mut Vec<f64>) {
        into.clear();
        into.extend(self.lower.chunks(self.k.max(1)).map(|row| row.iter().zip(z).map(|(l, z)| l * z).sum::<f64>()));
    }

    /// Natural logarithm of the determinant, 2 sum of ln `L_ii`; finite even where the determinant is not. O(k).
    ///
    /// ```
    /// let factor = sectorscope_stats::linalg::cholesky::Cholesky::new(&[1e200, 0.0, 0.0, 1e200], 2).unwrap();
    /// assert!((factor.log_determinant() - 400.0 * std::f64::consts::LN_10).abs() < 1e-12);
    /// ```
    pub fn log_determinant(&self) -> f64 {
        (0..self.k).map(|i| 2.0 * libm::log(self.lower[i * self.k + i])).sum()
    }

    /// The solution of A x = b, by L y = b and L' x = y. Values of b beyond k are ignored, those that a short b lacks are 0;
    /// a NaN gives NaN. O(k^2).
    ///
    /// ```
    /// let factor = sectorscope_stats::linalg::cholesky::Cholesky::new(&[4.0, 2.0, 2.0, 5.0], 2).unwrap();
    /// assert_eq!(factor.solve(&[6.0, 7.0]), [1.0, 1.0]);
    /// ```
    pub fn solve(&self, b: &[f64]) -> Vec<f64> {
        let mut x = self.half_solve(b);
        for i in (0..self.k).rev() {
            for j in i + 1..self.k {
                x[i] -= self.lower[j * self.k + i] * x[j];
            }
            x[i] /= self.lower[i * self.k + i];
        }
        x
    }

    /// b' A^-1 b: for a covariance matrix A the squared Mahalanobis distance of b, which is as in [`Cholesky::solve`]. O(k^2).
    ///
    /// ```
    /// let factor = sectorscope_stats::linalg::cholesky::Cholesky::new(&[4.0, 2.0, 2.0, 5.0], 2).unwrap();
    /// assert_eq!(factor.inverse_form(&[6.0, 7.0]), 13.0);
    /// ```
    pub fn inverse_form(&self, b: &[f64]) -> f64 {
        self.half_solve(b).iter().map(|v| v * v).sum()
    }

    /// The inverse, row by row, by [`Cholesky::solve`] for every unit vector. O(k^3).
    ///
    /// ```
    /// let factor = sectorscope_stats::linalg::cholesky::Cholesky::new(&[4.0, 2.0, 2.0, 5.0], 2).unwrap();
    /// assert_eq!(factor.inverse(), [0.3125, -0.125, -0.125, 0.25]);
    /// ```
    pub fn inverse(&self) -> Vec<f64> {
        let mut inverse = vec![0.0; self.k * self.k];
        for j in 0..self.k {
            let unit: Vec<f64> = (0..self.k).map(|i| f64::from(u8::from(i == j))).collect();
            for (i, value) in self.solve(&unit).into_iter().enumerate() {
                inverse[i * self.k + j] = value;
            }
        }
        inverse
    }

    /// The solution of L x = b.
    fn half_solve(&self, b: &[f64]) -> Vec<f64> {
        let mut x: Vec<f64> = b.iter().copied().chain(std::iter::repeat(0.0)).take(self.k).collect();
        for i in 0..self.k {
            for j in 0..i {
                x[i] -= self.lower[i * self.k + j] * x[j];
            }
            x[i] /= self.lower[i * self.k + i];
        }
        x
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn inverse_times_matrix_is_one() {
        let a = [4.0, 1.0, 0.5, 1.0, 3.0, -0.2, 0.5, -0.2, 2.0];
        let factor = Cholesky::new(&a, 3).unwrap();
        let inverse = factor.inverse();
        for i in 0..3 {
            for j in 0..3 {
                let entry: f64 = (0..3).map(|m| inverse[i * 3 + m] * a[m * 3 + j]).sum();
                assert!((entry - f64::from(u8::from(i == j))).abs() < 1e-15);
            }
        }
        let b = [1.0, 2.0, 3.0];
        let x = factor.solve(&b);
        assert!((factor.inverse_form(&b) - x.iter().zip(&b).map(|(x, b)| x * b).sum::<f64>()).abs() < 1e-14);
    }

    #[test]
    fn not_positive_definite_and_wrong_shapes() {
        assert_eq!(Cholesky::new(&[1.0; 4], 2), Err(Undefined::NotPositiveDefinite));
        assert_eq!(Cholesky::new(&[1.0, 2.0, 2.0, 1.0], 2), Err(Undefined::NotPositiveDefinite));
        assert_eq!(Cholesky::new(&[0.0], 1), Err(Undefined::NotPositiveDefinite));
        assert_eq!(Cholesky::new(&[1.0; 3], 2), Err(Undefined::InsufficientN));
        assert_eq!(Cholesky::new(&[f64::NAN], 1), Err(Undefined::InsufficientN));
        assert_eq!(Cholesky::new(&[], 0).map(|f| (f.log_determinant(), f.inverse().len())), Ok((0.0, 0)));
        assert!(Cholesky::new(&[1e-300], 1).is_ok());
    }
}
