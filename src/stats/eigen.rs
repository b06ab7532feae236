//! Eigenvalues of a symmetric matrix.

use super::Undefined;

/// Eigenvalues of the symmetric k x k matrix, largest first, by cyclic Jacobi rotations. Source: Jacobi 1846; Golub & Van
/// Loan, Matrix Computations, 8.5.
///
/// `matrix` is row-major; only the upper triangle is read. Units as the entries; absolute error about 1e-15 times the
/// largest eigenvalue. A slice that is not k x k, or a value that is not finite (a blank cell of a correlation matrix):
/// [`Undefined::InsufficientN`]. O(k^3) per sweep, fewer than ten sweeps.
///
/// ```
/// use sectorscope::stats::eigen::symmetric_eigenvalues;
/// // What two series with a correlation of 0.5 have in common, and what tells them apart.
/// assert_eq!(symmetric_eigenvalues(&[1.0, 0.5, 0.5, 1.0], 2), Ok(vec![1.5, 0.5]));
/// ```
pub fn symmetric_eigenvalues(matrix: &[f64], k: usize) -> Result<Vec<f64>, Undefined> {
    if k.checked_mul(k) != Some(matrix.len()) || matrix.iter().any(|value| !value.is_finite()) {
        return Err(Undefined::InsufficientN);
    }
    let mut a: Vec<Vec<f64>> = (0..k).map(|i| (0..k).map(|j| matrix[i.min(j) * k + i.max(j)]).collect()).collect();
    for _ in 0..MOST_SWEEPS {
        let mut rotated = false;
        for p in 0..k {
            for q in p + 1..k {
                // Below this the entry no longer changes either diagonal element.
                if a[p][q].abs() > 0.01 * f64::EPSILON * a[p][p].abs().min(a[q][q].abs()) && a[p][q] != 0.0 {
                    rotate(&mut a, p, q);
                    rotated = true;
                }
            }
        }
        if !rotated {
            break;
        }
    }
    let mut values: Vec<f64> = (0..k).map(|i| a[i][i]).collect();
    values.sort_unstable_by(|x, y| y.total_cmp(x));
    Ok(values)
}

/// A matrix that has not settled by then never will: it has eigenvalues at the rounding level.
const MOST_SWEEPS: usize = 60;

/// One rotation that makes the entry (p, q) zero.
fn rotate(a: &mut [Vec<f64>], p: usize, q: usize) {
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
    fn blanks_and_wrong_shapes() {
        assert_eq!(symmetric_eigenvalues(&[1.0, f64::NAN, f64::NAN, 1.0], 2), Err(Undefined::InsufficientN));
        assert_eq!(symmetric_eigenvalues(&[1.0; 3], 2), Err(Undefined::InsufficientN));
    }
}
