//! How many lags a long-run variance should look at, from the data; and long-run variances with a real-valued bandwidth.

use std::f64::consts::PI;

use crate::Undefined;
use crate::complete::finite;
use crate::inference::regression::LeastSquares;
use crate::sum::compensated_sum;

/// How the weight of an autocovariance falls with its lag over the bandwidth, u.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Kernel {
    /// 1 - |u|, zero from 1 on. Never gives a negative variance.
    #[default]
    Bartlett,
    /// 3/v^2 (sin v / v - cos v) with v = 6 pi u / 5. Never gives a negative variance, and no lag is left out.
    QuadraticSpectral,
}

impl Kernel {
    /// The weight at u, which must not be negative or NaN. O(1).
    ///
    /// ```
    /// use sectorscope_stats::inference::bandwidth::Kernel;
    /// assert_eq!((Kernel::Bartlett.weight(0.25), Kernel::Bartlett.weight(1.5)), (0.75, 0.0));
    /// assert!(Kernel::QuadraticSpectral.weight(1.5) < 0.0);
    /// ```
    pub fn weight(self, u: f64) -> f64 {
        match self {
            Kernel::Bartlett => (1.0 - u).max(0.0),
            Kernel::QuadraticSpectral if u == 0.0 => 1.0,
            Kernel::QuadraticSpectral => {
                let v = 1.2 * PI * u;
                3.0 / (v * v) * (libm::sin(v) / v - libm::cos(v))
            }
        }
    }
}

/// Long-run variance of a series of mean zero: `g_0` + 2 sum over l >= 1 of w(l/bandwidth) `g_l`, `g_l` = (1/n) sum of
/// `x[t] x[t-l]`. Source: Andrews 1991, Econometrica 59:817. With the Bartlett kernel and a bandwidth of L + 1 it is
/// [`crate::inference::hac::long_run_variance`] with L lags.
///
/// In the squared units of x, never negative. Values must be finite and centred; an empty series or a bandwidth that is not
/// positive: [`Undefined::InsufficientN`]. O(n lags), with the quadratic spectral kernel O(n^2).
///
/// ```
/// use sectorscope_stats::inference::bandwidth::{Kernel, kernel_long_run_variance};
/// assert_eq!(kernel_long_run_variance(&[1.0, -1.0], Kernel::Bartlett, 2.0), Ok(0.5));
/// ```
pub fn kernel_long_run_variance(x: &[f64], kernel: Kernel, bandwidth: f64) -> Result<f64, Undefined> {
    if x.is_empty() || bandwidth.is_nan() || bandwidth <= 0.0 {
        return Err(Undefined::InsufficientN);
    }
    let weights: Vec<f64> = (0..x.len()).map(|lag| kernel.weight(lag as f64 / bandwidth)).collect();
    // What lies beyond the last weight of note is not worth a pass over the data.
    let used = weights.iter().rposition(|weight| weight.abs() > 1e-7).unwrap_or(0);
    let covariance = |lag: usize| compensated_sum(x[lag..].iter().zip(x).map(|(a, b)| a * b)) / x.len() as f64;
    let total = covariance(0) + compensated_sum((1..=used).map(|lag| 2.0 * weights[lag] * covariance(lag)));
    Ok(if total < 0.0 { 0.0 } else { total })
}

/// Andrews' bandwidth from a first-order autoregression with slope a: 1.1447 (4 a^2 n / ((1-a)^2 (1+a)^2))^(1/3) for the
/// Bartlett kernel, 1.3221 (4 a^2 n/(1-a)^4)^(1/5) for the quadratic spectral one. Source: Andrews 1991, Econometrica 59:817.
///
/// In rows, real-valued. Values that are missing are left out; fewer than four rows: [`Undefined::InsufficientN`]; constant:
/// [`Undefined::ZeroVariance`]; a slope of exactly 1 or -1: [`Undefined::Singular`]. O(n).
///
/// ```
/// use sectorscope_stats::inference::bandwidth::{Kernel, andrews_bandwidth};
/// let persistent: Vec<f64> = (0..200).map(|i| (f64::from(i) * 0.3).sin()).collect();
/// assert!(andrews_bandwidth(&persistent, Kernel::Bartlett).unwrap() > 10.0);
/// ```
pub fn andrews_bandwidth(x: &[f64], kernel: Kernel) -> Result<f64, Undefined> {
    let x = finite(x);
    if x.len() < 4 {
        return Err(Undefined::InsufficientN);
    }
    let constant = |reason| if reason == Undefined::Singular { Undefined::ZeroVariance } else { reason };
    let slope = LeastSquares::fit(&x[1..], &[&x[..x.len() - 1]]).map_err(constant)?.coefficients[1];
    let (down, up) = (1.0 - slope, 1.0 + slope);
    if down == 0.0 || up == 0.0 {
        return Err(Undefined::Singular);
    }
    let signal = 4.0 * slope * slope * x.len() as f64;
    Ok(match kernel {
        Kernel::Bartlett => 1.1447 * libm::cbrt(signal / (down * down * up * up)),
        Kernel::QuadraticSpectral => 1.3221 * libm::pow(signal / (down * down * down * down), 0.2),
    })
}

/// Newey and West's bandwidth for the Bartlett kernel: 1.1447 ((s1/s0)^2 n)^(1/3), with s0 = `g_0` + 2 sum `g_l` and s1 = 2 sum of
/// l `g_l` over the first floor(4 (n/100)^(2/9)) lags. Lags are its whole part. Source: Newey & West 1994, `REStud` 61:631.
///
/// In rows, real-valued. Values must be finite and centred; fewer than two: [`Undefined::InsufficientN`]; s0 = 0:
/// [`Undefined::ZeroVariance`]. O(n L).
///
/// ```
/// let persistent: Vec<f64> = (0..200).map(|i| (f64::from(i) * 0.3).sin()).collect();
/// assert!(sectorscope_stats::inference::bandwidth::newey_west_bandwidth(&persistent).unwrap() > 5.0);
/// ```
pub fn newey_west_bandwidth(x: &[f64]) -> Result<f64, Undefined> {
    let n = x.len();
    if n < 2 {
        return Err(Undefined::InsufficientN);
    }
    let lags = crate::inference::hac::default_lags(n).min(n - 1);
    let covariance = |lag: usize| compensated_sum(x[lag..].iter().zip(x).map(|(a, b)| a * b)) / n as f64;
    let covariances: Vec<f64> = (0..=lags).map(covariance).collect();
    let s0 = covariances[0] + 2.0 * covariances[1..].iter().sum::<f64>();
    let s1 = 2.0 * covariances.iter().enumerate().map(|(lag, c)| lag as f64 * c).sum::<f64>();
    if s0 == 0.0 {
        return Err(Undefined::ZeroVariance);
    }
    Ok(1.1447 * libm::cbrt(s1 / s0 * (s1 / s0) * n as f64))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::inference::hac::long_run_variance;
    use crate::resampling::random::Philox;

    fn noise(n: usize) -> Vec<f64> {
        let mut random = Philox::new(21, 0);
        (0..n).map(|_| random.unit() - 0.5).collect()
    }

    #[test]
    fn whole_bandwidths_are_lags() {
        let x = noise(80);
        for lags in [0, 1, 5, 20] {
            let (a, b) =
                (kernel_long_run_variance(&x, Kernel::Bartlett, (lags + 1) as f64), long_run_variance(&x, lags));
            assert!((a.unwrap() - b.unwrap()).abs() < 1e-15);
        }
        assert!(kernel_long_run_variance(&x, Kernel::QuadraticSpectral, 3.0).unwrap() > 0.0);
    }

    #[test]
    fn persistence_asks_for_more() {
        let x = noise(300);
        let sums: Vec<f64> = x.windows(5).map(|w| w.iter().sum()).collect();
        for kernel in [Kernel::Bartlett, Kernel::QuadraticSpectral] {
            assert!(andrews_bandwidth(&sums, kernel).unwrap() > 2.0 * andrews_bandwidth(&x, kernel).unwrap());
        }
        let huge: Vec<f64> = sums.iter().map(|v| v * 1e150).collect();
        assert!((newey_west_bandwidth(&huge).unwrap() / newey_west_bandwidth(&sums).unwrap() - 1.0).abs() < 1e-12);
    }

    #[test]
    fn undefined_cases() {
        assert_eq!(kernel_long_run_variance(&[], Kernel::Bartlett, 1.0), Err(Undefined::InsufficientN));
        assert_eq!(kernel_long_run_variance(&[1.0], Kernel::Bartlett, 0.0), Err(Undefined::InsufficientN));
        assert_eq!(kernel_long_run_variance(&[1.0], Kernel::Bartlett, f64::NAN), Err(Undefined::InsufficientN));
        assert_eq!(andrews_bandwidth(&[1.0; 3], Kernel::Bartlett), Err(Undefined::InsufficientN));
        assert_eq!(andrews_bandwidth(&[0.1; 30], Kernel::Bartlett), Err(Undefined::ZeroVariance));
        assert_eq!(newey_west_bandwidth(&[0.0]), Err(Undefined::InsufficientN));
        assert_eq!(newey_west_bandwidth(&[0.0; 9]), Err(Undefined::ZeroVariance));
    }
}
