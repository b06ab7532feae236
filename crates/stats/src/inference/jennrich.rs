//! Are two whole correlation matrices equal?

use crate::Undefined;
use crate::linalg::cholesky::Cholesky;
use crate::special::gamma::chi_squared_sf;

/// A chi-squared test.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ChiSquaredTest {
    /// The statistic.
    pub chi_squared: f64,
    /// Degrees of freedom.
    pub df: f64,
    /// Upper tail.
    pub p: f64,
}

/// Jennrich's test that correlation matrices of two samples estimate the same one: tr(Z^2)/2 - d'S^-1 d with Z = sqrt(c) R^-1
/// (R1 - R2), c = n1 n2/(n1+n2), R the weighted mean, d the diagonal of Z, S = I + R times R^-1 by elements; chi-squared with
/// k(k-1)/2 degrees of freedom. Assumes independent, normal rows. Source: Jennrich 1970, JASA 65:904.
///
/// `r1`, `r2`: k x k, row by row. Wrong sizes, k < 2, a sample without rows or values that are not finite:
/// [`Undefined::InsufficientN`]; a mean matrix that cannot be inverted: [`Undefined::NotPositiveDefinite`]. O(k^3).
///
/// ```
/// let (one, other) = ([1.0, 0.5, 0.5, 1.0], [1.0, 0.2, 0.2, 1.0]);
/// let test = sectorscope_stats::inference::jennrich::jennrich_test(&one, 100, &other, 100, 2).unwrap();
/// assert!(test.df == 1.0 && test.p < 0.05);
/// ```
pub fn jennrich_test(r1: &[f64], n1: usize, r2: &[f64], n2: usize, k: usize) -> Result<ChiSquaredTest, Undefined> {
    if k < 2 || n1 == 0 || n2 == 0 || r1.len() != k * k || r2.len() != k * k {
        return Err(Undefined::InsufficientN);
    }
    let (w1, w2) = (n1 as f64, n2 as f64);
    let mean: Vec<f64> = r1.iter().zip(r2).map(|(a, b)| (w1 * a + w2 * b) / (w1 + w2)).collect();
    let inverse = Cholesky::new(&mean, k)?.inverse();
    let c = (w1 * w2 / (w1 + w2)).sqrt();
    let difference: Vec<f64> = r1.iter().zip(r2).map(|(a, b)| c * (a - b)).collect();
    let entry = |i: usize, j: usize| (0..k).map(|m| inverse[i * k + m] * difference[m * k + j]).sum::<f64>();
    let z: Vec<f64> = (0..k * k).map(|at| entry(at / k, at % k)).collect();
    let trace: f64 = (0..k * k).map(|at| z[at] * z[at % k * k + at / k]).sum();
    let diagonal: Vec<f64> = (0..k).map(|i| z[i * k + i]).collect();
    let s: Vec<f64> = (0..k * k).map(|at| f64::from(u8::from(at / k == at % k)) + mean[at] * inverse[at]).collect();
    let chi_squared = (0.5 * trace - Cholesky::new(&s, k)?.inverse_form(&diagonal)).max(0.0);
    let df = (k * (k - 1) / 2) as f64;
    Ok(ChiSquaredTest { chi_squared, df, p: chi_squared_sf(chi_squared, df) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_matrices() {
        let r = [1.0, 0.3, 0.2, 0.3, 1.0, 0.1, 0.2, 0.1, 1.0];
        let test = jennrich_test(&r, 50, &r, 80, 3).unwrap();
        assert_eq!((test.chi_squared, test.df, test.p), (0.0, 3.0, 1.0));
    }

    /// With two columns Z = sqrt(c)(r1-r2)/(1-r^2) times [-r, 1; 1, -r], so tr(Z^2)/2 = c(r1-r2)^2 (1+r^2)/(1-r^2)^2 and, S having
    /// the eigenvalue 2 for equal entries, d'S^-1 d = c(r1-r2)^2 r^2/(1-r^2)^2.
    #[test]
    fn two_columns_have_a_closed_form() {
        for (r1, r2, n1, n2) in [(0.5, 0.2, 100, 100), (-0.3, 0.8, 40, 250), (0.9, 0.85, 1000, 10)] {
            let test = jennrich_test(&[1.0, r1, r1, 1.0], n1, &[1.0, r2, r2, 1.0], n2, 2).unwrap();
            let (w1, w2) = (n1 as f64, n2 as f64);
            let mean = (w1 * r1 + w2 * r2) / (w1 + w2);
            let z = (r1 - r2) / (1.0 - mean * mean);
            let expected = w1 * w2 / (w1 + w2) * z * z;
            assert!((test.chi_squared / expected - 1.0).abs() < 1e-12, "{} {expected}", test.chi_squared);
        }
    }

    #[test]
    fn undefined_cases() {
        let one = [1.0; 4];
        assert_eq!(jennrich_test(&one, 10, &one, 10, 2), Err(Undefined::NotPositiveDefinite));
        assert_eq!(jennrich_test(&one, 0, &one, 10, 2), Err(Undefined::InsufficientN));
        assert_eq!(jennrich_test(&one, 10, &one[..3], 10, 2), Err(Undefined::InsufficientN));
        assert_eq!(jennrich_test(&[1.0], 10, &[1.0], 10, 1), Err(Undefined::InsufficientN));
        assert_eq!(jennrich_test(&[f64::NAN; 4], 10, &one, 10, 2), Err(Undefined::InsufficientN));
    }
}
