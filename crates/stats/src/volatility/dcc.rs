//! Correlation that moves: DCC(1,1).

use crate::Undefined;
use crate::linalg::cholesky::Cholesky;
use crate::linalg::simplex::minimise;
use crate::sum::CompensatedSum;

/// Where the recursion begins.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum DccStart {
    /// `Q_1` is the mean matrix.
    #[default]
    Mean,
    /// `Q_1` is one update after the mean matrix, by a day without returns: (1 - a) times it. As in the R package ccgarch.
    QuietDay,
}

/// Correlations of every row, and how likely they make the residuals.
///
/// ```
/// use sectorscope_stats::volatility::dcc::{DccStart, dcc_filter};
/// let z: [&[f64]; 2] = [&[1.0, -1.0], &[1.0, -1.0]];
/// let fixed = |rho: f64| dcc_filter(&z, &[1.0, rho, rho, 1.0], 0.0, 0.0, DccStart::Mean).unwrap();
/// assert_eq!(fixed(0.5).pair(0, 1), [0.5, 0.5]);
/// // Columns that move together are likelier with a correlation than without.
/// assert_eq!(fixed(0.0).correlation_log_likelihood(), 0.0);
/// assert!(fixed(0.5).correlation_log_likelihood() > 0.0);
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct DccFilter {
    /// Correlation matrices, row after row, k x k each.
    pub correlations: Vec<f64>,
    /// Number of columns.
    pub k: usize,
    /// Sum of -(ln det `R_t` + `z_t`' R_t^-1 `z_t)/2`.
    pub log_likelihood: f64,
    /// Sum of the squared residuals: half of it is what the log-likelihood would be without correlation, negative.
    pub squares: f64,
}

impl DccFilter {
    /// The correlation of columns i and j over the rows, never NaN; empty where there is no such column. O(n).
    pub fn pair(&self, i: usize, j: usize) -> Vec<f64> {
        if i >= self.k || j >= self.k {
            return Vec::new();
        }
        self.correlations.chunks(self.k * self.k).map(|matrix| matrix[i * self.k + j]).collect()
    }

    /// What the correlations add to the log-likelihood of uncorrelated residuals: sum of -(ln det R + z'R^-1 z - z'z)/2.
    /// O(1).
    pub fn correlation_log_likelihood(&self) -> f64 {
        self.log_likelihood + 0.5 * self.squares
    }
}

/// `Q_t` = (1 - a - b) M + a z_{t-1} z_{t-1}' + b Q_{t-1}, `R_t` = `Q_t` with its diagonal scaled to 1. Source: Engle 2002, JBES
/// 20:339.
///
/// `residuals`: one column per series, standardised (see [`crate::volatility::garch::GarchFilter::standardised`]); `mean`: M, k x k, usually
/// [`mean_product`]. No rows, columns of unequal length, or a value that is not finite: [`Undefined::InsufficientN`]; a, b
/// negative or a + b >= 1, or M not positive definite: [`Undefined::NotPositiveDefinite`]. O(n k^3).
///
/// ```
/// use sectorscope_stats::volatility::dcc::{DccStart, dcc_filter, mean_product};
/// let z: [&[f64]; 2] = [&[1.0, -1.0, 0.5], &[0.8, -1.2, -0.1]];
/// let found = dcc_filter(&z, &mean_product(&z).unwrap(), 0.05, 0.9, DccStart::Mean).unwrap();
/// assert!(found.pair(0, 1).iter().all(|rho| rho.abs() < 1.0));
/// ```
pub fn dcc_filter(residuals: &[&[f64]], mean: &[f64], a: f64, b: f64, start: DccStart) -> Result<DccFilter, Undefined> {
    let (k, rows) = check(residuals)?;
    if !(a >= 0.0 && b >= 0.0 && a + b < 1.0) {
        return Err(Undefined::NotPositiveDefinite);
    }
    Cholesky::new(mean, k)?;
    let first = match start {
        DccStart::Mean => 1.0,
        DccStart::QuietDay => 1.0 - a,
    };
    let mut q: Vec<f64> = mean.iter().map(|m| first * m).collect();
    let mut correlations = Vec::with_capacity(rows * k * k);
    let (mut log_likelihood, mut squares) = (CompensatedSum::default(), CompensatedSum::default());
    let (mut z, mut matrix) = (vec![0.0; k], vec![0.0; k * k]);
    for row in 0..rows {
        for (value, column) in z.iter_mut().zip(residuals) {
            *value = column[row];
        }
        for i in 0..k {
            for j in 0..k {
                let scale = q[i * k + i].sqrt() * q[j * k + j].sqrt();
                matrix[i * k + j] = if i == j { 1.0 } else { q[i * k + j] / scale };
            }
        }
        let factor = Cholesky::new(&matrix, k)?;
        log_likelihood.add(-0.5 * (factor.log_determinant() + factor.inverse_form(&z)));
        squares.add(z.iter().map(|z| z * z).sum());
        correlations.extend_from_slice(&matrix);
        for i in 0..k {
            for j in 0..k {
                let at = i * k + j;
                q[at] = (1.0 - a - b) * mean[at] + a * (z[i] * z[j]) + b * q[at];
            }
        }
    }
    Ok(DccFilter { correlations, k, log_likelihood: log_likelihood.value(), squares: squares.value() })
}

/// Z'Z/n, row by row: the mean matrix of [`dcc_filter`]. Undefined as there for its columns. O(n k^2).
///
/// ```
/// assert_eq!(sectorscope_stats::volatility::dcc::mean_product(&[&[1.0, 3.0], &[2.0, 0.0]]), Ok(vec![5.0, 1.0, 1.0, 2.0]));
/// ```
pub fn mean_product(residuals: &[&[f64]]) -> Result<Vec<f64>, Undefined> {
    let (k, rows) = check(residuals)?;
    let product = |at: usize| {
        let mut sum = CompensatedSum::default();
        residuals[at / k].iter().zip(residuals[at % k]).for_each(|(x, y)| sum.add(x * y));
        sum.value() / rows as f64
    };
    Ok((0..k * k).map(product).collect())
}

/// Fitted parameters.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct DccFit {
    /// Weight of yesterday's products.
    pub a: f64,
    /// Weight of yesterday's matrix.
    pub b: f64,
    /// Log-likelihood of the residuals there.
    pub log_likelihood: f64,
    /// Whether the search came to rest.
    pub converged: bool,
}

/// The second of two steps of quasi maximum likelihood: a and b by simplex search, in the log odds of a + b and of a's share.
/// Undefined as [`dcc_filter`]. O(n k^3 steps), some hundred steps; for many columns fit pairs.
///
/// ```
/// let x: Vec<f64> = (0..200).map(|i| 1.4 * f64::from(i * i).sin()).collect();
/// let y: Vec<f64> = (0..200).map(|i| if i < 100 { x[i] } else { -x[i] } + f64::from(i as u32 * 7).cos()).collect();
/// let fit = sectorscope_stats::volatility::dcc::dcc_fit(&[&x, &y]).unwrap();
/// assert!(fit.a > 0.0 && fit.a + fit.b < 1.0);
/// ```
pub fn dcc_fit(residuals: &[&[f64]]) -> Result<DccFit, Undefined> {
    let mean = mean_product(residuals)?;
    Cholesky::new(&mean, residuals.len())?;
    let logistic = |v: f64| 1.0 / (1.0 + libm::exp(-v));
    let parameters = |point: &[f64]| {
        let (persistence, share) = (logistic(point[0]), logistic(point[1]));
        (persistence * share, persistence * (1.0 - share))
    };
    let cost = |point: &[f64]| {
        let (a, b) = parameters(point);
        dcc_filter(residuals, &mean, a, b, DccStart::Mean).map_or(f64::INFINITY, |found| -found.log_likelihood)
    };
    let starts = [[3.0, -3.0], [1.0, -2.0], [4.5, -4.0]];
    let best = starts.into_iter().min_by(|a, b| cost(a).total_cmp(&cost(b))).unwrap_or_default();
    let first = minimise(cost, &best, 0.5, 1e-9, 1000);
    let second = minimise(cost, &first.at, 0.1, 1e-11, 1000);
    let (a, b) = parameters(&second.at);
    Ok(DccFit { a, b, log_likelihood: -second.value, converged: second.converged })
}

fn check(residuals: &[&[f64]]) -> Result<(usize, usize), Undefined> {
    let rows = residuals.first().map_or(0, |column| column.len());
    let whole = |column: &&[f64]| column.len() == rows && column.iter().all(|z| z.is_finite());
    if rows == 0 || !residuals.iter().all(whole) { Err(Undefined::InsufficientN) } else { Ok((residuals.len(), rows)) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::resampling::random::Philox;

    fn residuals(n: usize) -> [Vec<f64>; 2] {
        let mut random = Philox::new(14, 0);
        let (x, y) = (0..n)
            .map(|row| {
                let (x, noise) = (3.46 * (random.unit() - 0.5), 3.46 * (random.unit() - 0.5));
                let rho: f64 = if row / 200 % 2 == 0 { 0.8 } else { -0.2 };
                (x, rho * x + (1.0 - rho * rho).sqrt() * noise)
            })
            .unzip();
        [x, y]
    }

    #[test]
    fn without_weights_the_correlation_is_constant() {
        let [x, y] = residuals(100);
        let z: [&[f64]; 2] = [&x, &y];
        let mean = mean_product(&z).unwrap();
        let found = dcc_filter(&z, &mean, 0.0, 0.0, DccStart::Mean).unwrap();
        let rho = mean[1] / (mean[0].sqrt() * mean[3].sqrt());
        assert!(found.pair(0, 1).iter().all(|r| (r - rho).abs() < 1e-14));
        assert!(found.pair(0, 2).is_empty() && found.pair(1, 1).iter().all(|r| *r == 1.0));
        assert!(found.correlation_log_likelihood() > 0.0);
    }

    #[test]
    fn a_fit_follows_what_moves() {
        let [x, y] = residuals(1200);
        let z: [&[f64]; 2] = [&x, &y];
        let fit = dcc_fit(&z).unwrap();
        let constant = dcc_filter(&z, &mean_product(&z).unwrap(), 0.0, 0.0, DccStart::Mean).unwrap();
        assert!(fit.log_likelihood > constant.log_likelihood + 20.0 && fit.a > 0.01 && fit.a + fit.b < 1.0, "{fit:?}");
    }

    #[test]
    fn undefined_cases() {
        let [x, y] = residuals(20);
        let z: [&[f64]; 2] = [&x, &y];
        let mean = mean_product(&z).unwrap();
        let filter = |a, b| dcc_filter(&z, &mean, a, b, DccStart::QuietDay).err();
        assert_eq!(filter(0.5, 0.5), Some(Undefined::NotPositiveDefinite));
        assert_eq!(filter(-0.1, 0.5), Some(Undefined::NotPositiveDefinite));
        assert_eq!(filter(f64::NAN, 0.5), Some(Undefined::NotPositiveDefinite));
        assert_eq!(filter(0.05, 0.9), None);
        assert_eq!(dcc_filter(&z, &[1.0; 4], 0.1, 0.1, DccStart::Mean).err(), Some(Undefined::NotPositiveDefinite));
        assert_eq!(mean_product(&[]), Err(Undefined::InsufficientN));
        assert_eq!(mean_product(&[&x, &y[1..]]), Err(Undefined::InsufficientN));
        assert_eq!(mean_product(&[&[f64::NAN]]), Err(Undefined::InsufficientN));
        assert_eq!(dcc_fit(&[&x, &x]), Err(Undefined::NotPositiveDefinite));
    }
}
