//! Is a correlation constant? Cumulated departures, without a date named beforehand.

use crate::Undefined;
use crate::complete::complete_pairs;
use crate::correlation::coefficient::Method;
use crate::correlation::influence_function::influence;
use crate::inference::bandwidth::{Kernel, kernel_long_run_variance};
use crate::moments::Centred;
use crate::special::kolmogorov::kolmogorov_sf;

/// A test of constant correlation.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CusumTest {
    /// max over j of (j/sqrt `n)|r_j` - `r_n`| / sqrt(long-run variance).
    pub statistic: f64,
    /// Complete rows up to where the maximum lies: the last row of the old regime, if there is one.
    pub rows_before: usize,
    /// Upper tail of Kolmogorov's distribution.
    pub p: f64,
    /// Long-run variance of the influence series.
    pub long_run_variance: f64,
    /// Correlation of all rows.
    pub r: f64,
    /// Correlation of the rows up to the maximum.
    pub r_before: f64,
}

/// Compares the correlation `r_j` of the first j rows with that of all n, for every j. Source: Wied, Krämer & Dehling 2012,
/// Econometric Theory 28:570.
///
/// `bandwidth`, in rows, is that of the Bartlett weights 1 - l/bandwidth; the paper takes ln n. Weak against a correlation
/// that goes up and comes back. Rows with a NaN or infinity are dropped; stretches at the start in which a column is
/// constant are passed over. Fewer than four complete rows or a bandwidth that is not positive:
/// [`Undefined::InsufficientN`]; a constant column, or rows that do not move the correlation: [`Undefined::ZeroVariance`];
/// |r| = 1: [`Undefined::Perfect`]. O(n bandwidth).
///
/// ```
/// let x: Vec<f64> = (0..200).map(|i| f64::from(i * i % 23) - 11.0).collect();
/// let y: Vec<f64> = (0..200).map(|i| f64::from(i * i % 23 - 11) * if i < 100 { 1.0 } else { -1.0 }).collect();
/// let test = sectorscope_stats::breaks::cusum::correlation_cusum(&x, &y, 5.0).unwrap();
/// assert!(test.p < 0.001 && test.rows_before.abs_diff(100) < 3);
/// ```
pub fn correlation_cusum(x: &[f64], y: &[f64], bandwidth: f64) -> Result<CusumTest, Undefined> {
    let (x, y) = complete_pairs(x, y);
    let n = x.len();
    if n < 4 {
        return Err(Undefined::InsufficientN);
    }
    let found = influence(Method::Pearson, &x, &y)?;
    let r = found.estimate;
    if r.abs() >= 1.0 {
        return Err(Undefined::Perfect);
    }
    let long_run_variance = kernel_long_run_variance(&found.psi, Kernel::Bartlett, bandwidth)?;
    if long_run_variance == 0.0 {
        return Err(Undefined::ZeroVariance);
    }
    let (x, y) = (Centred::new(&x)?, Centred::new(&y)?);
    let (mut statistic, mut rows_before, mut r_before) = (0.0, n, r);
    for (j, running) in running_correlations(x.deviations(), y.deviations()).into_iter().enumerate() {
        let Some(running) = running else { continue };
        let rows = (j + 1) as f64;
        let distance = rows / (n as f64).sqrt() * (running - r).abs() / long_run_variance.sqrt();
        if distance > statistic {
            (statistic, rows_before, r_before) = (distance, j + 1, running);
        }
    }
    Ok(CusumTest { statistic, rows_before, p: kolmogorov_sf(statistic), long_run_variance, r, r_before })
}

/// Correlation of the rows up to each, by updating means and sums of products (Welford 1962, Technometrics 4:419); `None`
/// while a column has not moved.
fn running_correlations(x: &[f64], y: &[f64]) -> Vec<Option<f64>> {
    let (mut mean_x, mut mean_y) = (0.0, 0.0);
    let (mut xx, mut yy, mut xy) = (0.0_f64, 0.0_f64, 0.0_f64);
    let (mut moved_x, mut moved_y) = (false, false);
    x.iter()
        .zip(y)
        .enumerate()
        .map(|(row, (&a, &b))| {
            moved_x |= a != x[0];
            moved_y |= b != y[0];
            let (dx, dy) = (a - mean_x, b - mean_y);
            let rows = (row + 1) as f64;
            mean_x += dx / rows;
            mean_y += dy / rows;
            xx += dx * (a - mean_x);
            yy += dy * (b - mean_y);
            xy += dx * (b - mean_y);
            let defined = moved_x && moved_y && xx > 0.0 && yy > 0.0;
            defined.then(|| (xy / (xx.sqrt() * yy.sqrt())).clamp(-1.0, 1.0))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::correlation::coefficient::pearson;
    use crate::resampling::random::Philox;

    fn rows(n: usize) -> (Vec<f64>, Vec<f64>) {
        let mut random = Philox::new(6, 0);
        (0..n).map(|_| (random.unit(), random.unit())).map(|(a, b)| (a, a + b)).unzip()
    }

    #[test]
    fn running_correlations_are_those_of_the_rows_so_far() {
        let (x, y) = rows(40);
        for (row, running) in running_correlations(&x, &y).into_iter().enumerate().skip(1) {
            assert!((running.unwrap() - pearson(&x[..=row], &y[..=row]).unwrap().r).abs() < 1e-12);
        }
    }

    #[test]
    fn a_constant_start_is_passed_over() {
        let (mut x, y) = rows(60);
        x[..5].fill(0.1);
        assert!(running_correlations(&x, &y)[..5].iter().all(Option::is_none));
        let test = correlation_cusum(&x, &y, 4.0).unwrap();
        assert!((0.0..=1.0).contains(&test.p) && test.rows_before > 5);
    }

    #[test]
    fn undefined_cases() {
        let (x, y) = rows(20);
        assert_eq!(correlation_cusum(&x[..3], &y, 2.0).err(), Some(Undefined::InsufficientN));
        assert_eq!(correlation_cusum(&x, &y, 0.0).err(), Some(Undefined::InsufficientN));
        assert_eq!(correlation_cusum(&x, &y, f64::NAN).err(), Some(Undefined::InsufficientN));
        assert_eq!(correlation_cusum(&x, &x, 2.0).err(), Some(Undefined::Perfect));
        assert_eq!(correlation_cusum(&x, &[0.1; 20], 2.0).err(), Some(Undefined::ZeroVariance));
        assert_eq!(correlation_cusum(&[f64::NAN; 9], &y, 2.0).err(), Some(Undefined::InsufficientN));
    }
}
