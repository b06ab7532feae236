//! Methods that were tried and not taken, measured beside the ones that were.

use sectorscope_stats::Undefined;
use sectorscope_stats::inference::bandwidth::{Kernel, andrews_bandwidth, kernel_long_run_variance};
use sectorscope_stats::inference::hac::long_run_variance;

/// Newey and West's variance with 1.3 sqrt(n) lags, enough that its own error matters, and the critical value of a two-sided
/// statement at 95 % that takes account of it. Sources: Lazarus, Lewis, Stock & Watson 2018 for the lags; Kiefer & Vogelsang
/// 2005, Econometric Theory 21:1130, table 1, for the critical value. Undefined as [`long_run_variance`].
pub fn fixed_b(psi: &[f64]) -> Result<(f64, f64), Undefined> {
    let n = psi.len() as f64;
    let bandwidth = (1.3 * n.sqrt()).ceil().min(n);
    let b = bandwidth / n;
    let critical = 1.9600 + b * (2.9694 + b * (0.4160 - b * 0.5324));
    Ok((long_run_variance(psi, bandwidth as usize - 1)?, critical))
}

/// Long-run variance of what a first-order autoregression with slope a leaves, over (1 - a)^2; a within 0.97 of 0; Bartlett
/// kernel with Andrews' bandwidth. Source: Andrews & Monahan 1992, Econometrica 60:953. Undefined as [`andrews_bandwidth`].
pub fn prewhitened(psi: &[f64]) -> Result<f64, Undefined> {
    let products = |lag: usize| psi[lag..].iter().zip(psi).map(|(a, b)| a * b).sum::<f64>();
    let slope = (products(1) / products(0)).clamp(-0.97, 0.97);
    let rest: Vec<f64> = psi.windows(2).map(|pair| pair[1] - slope * pair[0]).collect();
    let mean = rest.iter().sum::<f64>() / rest.len() as f64;
    let rest: Vec<f64> = rest.iter().map(|value| value - mean).collect();
    let bandwidth = andrews_bandwidth(&rest, Kernel::Bartlett)?.max(1.0);
    Ok(kernel_long_run_variance(&rest, Kernel::Bartlett, bandwidth)? / ((1.0 - slope) * (1.0 - slope)))
}
