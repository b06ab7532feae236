//! Eigenvalues of a symmetric matrix, and the eigenvector of the largest.

use crate::Undefined;
use crate::sum::compensated_sum;

/// Eigenvalues of the symmetric k x k matrix, largest first, by cyclic Jacobi rotations. Source: Jacobi 1846; Golub & Van
/// Loan, Matrix Computations, 8.5.
///
/// `matrix` is row-major; only the upper triangle is read. Units as the entries; absolute error about 1e-15 times the
/// largest eigenvalue. A slice that is not k x k, or a value that is not finite (a blank cell of a correlation matrix):
/// [`Undefined::InsufficientN`]. O(k^3) per sweep, fewer than ten sweeps.
///
/// ```
/// use sectorscope_stats::linalg::eigen::symmetric_eigenvalues;
/// // What two series with a correlation of 0.5 have in common, and what tells them apart.
/// assert_eq!(symmetric_eigenvalues(&[1.0, 0.5, 0.5, 1.0], 2), Ok(vec![1.5, 0.5]));
/// ```
pub fn symmetric_eigenvalues(matrix: &[f64], k: usize) -> Result<Vec<f64>, Undefined> {
    let mut values = diagonalise(matrix, k, |_, _, _| {})?;
    values.sort_unstable_by(|x, y| y.total_cmp(x));
    Ok(values)
}

/// The largest eigenvalue of the symmetric k x k matrix, and its eigenvector: of length 1, with the sign that makes its
/// entries add up to a positive number (where they add up to 0, as rounded: the first that is not 0 is positive).
///
/// Method, errors and cost as [`symmetric_eigenvalues`]; no columns: [`Undefined::InsufficientN`]. Of equal eigenvalues one
/// vector is returned, always the same. O(k^3) per sweep.
///
/// ```
/// use sectorscope_stats::linalg::eigen::leading_eigenvector;
/// let (value, vector) = leading_eigenvector(&[1.0, 0.5, 0.5, 1.0], 2).unwrap();
/// assert_eq!(value, 1.5);
/// assert!(vector.iter().all(|entry| (entry - 0.5_f64.sqrt()).abs() < 1e-15));
/// ```
pub fn leading_eigenvector(matrix: &[f64], k: usize) -> Result<(f64, Vec<f64>), Undefined> {
    // Row i is what the rotations have made of the i-th unit vector.
    let mut vectors: Vec<Vec<f64>> = (0..k).map(|i| (0..k).map(|j| f64::from(u8::from(i == j))).collect()).collect();
    let values = diagonalise(matrix, k, |(p, q), c, s| {
        for row in &mut vectors {
            (row[p], row[q]) = (c * row[p] - s * row[q], s * row[p] + c * row[q]);
        }
    })?;
    let first = |best: usize, other: usize| if values[other] > values[best] { other } else { best };
    let at = (0..k).reduce(first).ok_or(Undefined::InsufficientN)?;
    let mut vector: Vec<f64> = vectors.iter().map(|row| row[at]).collect();
    let length = compensated_sum(vector.iter().map(|entry| entry * entry)).sqrt();
    let sum = compensated_sum(vector.iter().copied());
    let leading = vector.iter().copied().find(|entry| *entry != 0.0).unwrap_or(1.0);
    let sign = if sum.abs() > k as f64 * f64::EPSILON { sum } else { leading };
    vector.iter_mut().for_each(|entry| *entry /= length.copysign(sign));
    Ok((values[at], vector))
}

/// Cyclic Jacobi rotations until the matrix is diagonal: its diagonal. `rotated` is called for each rotation of two columns, with
/// its cosine and sine.
fn diagonalise(
    matrix: &[f64],
    k: usize,
    mut rotated: impl FnMut((usize, usize), f64, f64),
) -> Result<Vec<f64>, Undefined> {
    if k.checked_mul(k) != Some(matrix.len()) || matrix.iter().any(|value| !value.is_finite()) {
        return Err(Undefined::InsufficientN);
    }
    let mut a: Vec<Vec<f64>> = (0..k).map(|i| (0..k).map(|j| matrix[i.min(j) * k + i.max(j)]).collect()).collect();
    for _ in 0..MOST_SWEEPS {
        let mut settled = true;
        for p in 0..k {
            for q in p + 1..k {
                // Below this the entry no longer changes either diagonal element.
                if a[p][q].abs() > 0.01 * f64::EPSILON * a[p][p].abs().min(a[q][q].abs()) && a[p][q] != 0.0 {
                    let (c, s) = rotate(&mut a, p, q);
                    rotated((p, q), c, s);
                    settled = false;
                }
            }
        }
        if settled {
            break;
        }
    }
    Ok((0..k).map(|i| a[i][i]).collect())
}

/// A matrix that has not settled by then never will: it has eigenvalues at the rounding level.
const MOST_SWEEPS: usize = 60;

/// One rotation that makes the entry (p, q) zero: its cosine and sine.
fn rotate(a: &mut [Vec<f64>], p: usize, q: usize) -> (f64, f64) {
    let off = a[p][q];
    let theta = (a[q][q] - a[p][p]) / (2.0 * off);
    // The smaller root of t^2 + 2 theta t - 1 = 0; an infinite theta gives 0.
    let t = 1.0_f64.copysign(theta) / (theta.abs() + (theta * theta + 1.0).sqrt());
    let c = 1.0 / (t * t + 1.0).sqrt();
    let s = t * c;
    a[p][p] -= t * off;
    a[q][q] += t * off;
    a[p][q] = 0.0;
    a[q][p] = 0.0;
    for i in (0..a.len()).filter(|&i| i != p && i != q) {
        let (ip, iq) = (a[i][p], a[i][q]);
        a[i][p] = c * ip - s * iq;
        a[i][q] = s * ip + c * iq;
        a[p][i] = a[i][p];
        a[q][i] = a[i][q];
    }
    (c, s)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn small_matrices() {
        assert_eq!(symmetric_eigenvalues(&[], 0), Ok(vec![]));
        assert_eq!(symmetric_eigenvalues(&[3.0], 1), Ok(vec![3.0]));
        let values = symmetric_eigenvalues(&[2.0, 1.0, 1.0, 2.0], 2).unwrap();
        assert!((values[0] - 3.0).abs() < 1e-15 && (values[1] - 1.0).abs() < 1e-15);
        assert_eq!(symmetric_eigenvalues(&[5.0, 0.0, 0.0, 7.0], 2), Ok(vec![7.0, 5.0]));
    }

    #[test]
    fn all_ones_has_one_eigenvalue() {
        let values = symmetric_eigenvalues(&[1.0; 25], 5).unwrap();
        assert!((values[0] - 5.0).abs() < 1e-14);
        assert!(values[1..].iter().all(|v| v.abs() < 1e-14));
    }

    #[test]
    fn the_leading_vector_solves_its_equation() {
        let matrix = [1.0, 0.5, 0.2, 0.5, 1.0, 0.3, 0.2, 0.3, 1.0];
        let (value, vector) = leading_eigenvector(&matrix, 3).unwrap();
        assert!((value - symmetric_eigenvalues(&matrix, 3).unwrap()[0]).abs() < 1e-15);
        for (row, entry) in matrix.chunks(3).zip(&vector) {
            let product: f64 = row.iter().zip(&vector).map(|(a, b)| a * b).sum();
            assert!((product - value * entry).abs() < 1e-14);
        }
        assert!((vector.iter().map(|entry| entry * entry).sum::<f64>() - 1.0).abs() < 1e-15);
        // One column against two: the sum is positive. Two against each other: the first is.
        let against = leading_eigenvector(&[1.0, -0.9, -0.9, -0.9, 1.0, 0.9, -0.9, 0.9, 1.0], 3).unwrap().1;
        assert!(against[0] < 0.0 && against[1] > 0.0 && against[2] > 0.0);
        let opposed = leading_eigenvector(&[1.0, -0.5, -0.5, 1.0], 2).unwrap().1;
        assert!(opposed[0] > 0.0 && opposed[1] < 0.0);
        assert_eq!(leading_eigenvector(&[], 0), Err(Undefined::InsufficientN));
        assert_eq!(leading_eigenvector(&[4.0], 1), Ok((4.0, vec![1.0])));
        assert_eq!(leading_eigenvector(&[1.0, f64::NAN, f64::NAN, 1.0], 2), Err(Undefined::InsufficientN));
    }

    #[test]
    fn blanks_and_wrong_shapes() {
        assert_eq!(symmetric_eigenvalues(&[1.0, f64::NAN, f64::NAN, 1.0], 2), Err(Undefined::InsufficientN));
        assert_eq!(symmetric_eigenvalues(&[1.0; 3], 2), Err(Undefined::InsufficientN));
    }
}
