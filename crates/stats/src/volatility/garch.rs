//! Volatility that remembers: GARCH(1,1).

use std::f64::consts::PI;

use crate::Undefined;
use crate::linalg::simplex::minimise;
use crate::sum::compensated_sum;

/// Parameters of `h_t` = omega + alpha e_{t-1}^2 + beta h_{t-1}.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Garch {
    /// Constant, in squared units of the returns; positive.
    pub omega: f64,
    /// Weight of yesterday's square, at least 0.
    pub alpha: f64,
    /// Weight of yesterday's variance, at least 0; alpha + beta < 1.
    pub beta: f64,
}

/// Conditional variances and how likely they make the returns.
#[derive(Clone, Debug, PartialEq)]
pub struct GarchFilter {
    /// `h_t`, one per row, in squared units of the returns.
    pub variances: Vec<f64>,
    /// Sum of -(ln 2 pi + ln `h_t` + `e_t^2/h_t)/2`.
    pub log_likelihood: f64,
}

impl GarchFilter {
    /// Returns over their conditional standard deviations. NaN gives NaN; rows beyond the shorter series are dropped. O(n).
    ///
    /// ```
    /// use sectorscope_stats::volatility::garch::{Garch, garch_filter};
    /// let steady = garch_filter(&[2.0, -4.0], Garch { omega: 4.0, alpha: 0.0, beta: 0.0 }).unwrap();
    /// assert_eq!(steady.standardised(&[2.0, -4.0]), [1.0, -2.0]);
    /// ```
    pub fn standardised(&self, returns: &[f64]) -> Vec<f64> {
        returns.iter().zip(&self.variances).map(|(e, h)| e / h.sqrt()).collect()
    }
}

/// Conditional variances at given parameters, started at `h_1` = omega + (alpha + beta) mean(e^2). Source: Bollerslev 1986, J.
/// Econometrics 31:307.
///
/// `returns` with their mean taken out. No rows or a value that is not finite: [`Undefined::InsufficientN`]; parameters
/// outside their range: [`Undefined::NotPositiveDefinite`]. O(n).
///
/// ```
/// use sectorscope_stats::volatility::garch::{Garch, garch_filter};
/// let found = garch_filter(&[1.0, -1.0], Garch { omega: 0.1, alpha: 0.1, beta: 0.8 }).unwrap();
/// assert!((found.variances[0] - 1.0).abs() < 1e-15);
/// ```
pub fn garch_filter(returns: &[f64], garch: Garch) -> Result<GarchFilter, Undefined> {
    if returns.is_empty() || returns.iter().any(|e| !e.is_finite()) {
        return Err(Undefined::InsufficientN);
    }
    let Garch { omega, alpha, beta } = garch;
    let possible = omega > 0.0 && omega.is_finite() && alpha >= 0.0 && beta >= 0.0 && alpha + beta < 1.0;
    if !possible {
        return Err(Undefined::NotPositiveDefinite);
    }
    let mean_square = compensated_sum(returns.iter().map(|e| e * e)) / returns.len() as f64;
    let mut next = omega + (alpha + beta) * mean_square;
    let variances: Vec<f64> = returns
        .iter()
        .map(|e| {
            let variance = next;
            next = omega + alpha * e * e + beta * variance;
            variance
        })
        .collect();
    let constant = libm::log(2.0 * PI);
    let log_likelihood =
        compensated_sum(returns.iter().zip(&variances).map(|(e, h)| -0.5 * (constant + libm::log(*h) + e * e / h)));
    Ok(GarchFilter { variances, log_likelihood })
}

/// Fitted parameters.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct GarchFit {
    /// The parameters.
    pub garch: Garch,
    /// Log-likelihood there, as of [`garch_filter`].
    pub log_likelihood: f64,
    /// Whether the search came to rest.
    pub converged: bool,
}

/// Fewest rows for a fit; with fewer than some hundreds it means little.
const FEWEST_ROWS: usize = 50;

/// Quasi maximum likelihood with normal errors, by simplex search from the best of a grid, in ln omega and the log odds of
/// alpha + beta and of alpha's share in it, so that every point is a possible one.
///
/// The surface is flat along alpha + beta: compare likelihoods before parameters. Fewer than 50 rows or a value that is not
/// finite: [`Undefined::InsufficientN`]; all returns 0: [`Undefined::ZeroVariance`]. O(n steps), some hundred steps.
///
/// ```
/// let returns: Vec<f64> = (0..300).map(|i| f64::from(i * i).sin() * if i / 50 % 2 == 0 { 1.0 } else { 4.0 }).collect();
/// let fit = sectorscope_stats::volatility::garch::garch_fit(&returns).unwrap();
/// assert!(fit.garch.alpha > 0.0 && fit.garch.alpha + fit.garch.beta > 0.5);
/// ```
pub fn garch_fit(returns: &[f64]) -> Result<GarchFit, Undefined> {
    if returns.len() < FEWEST_ROWS || returns.iter().any(|e| !e.is_finite()) {
        return Err(Undefined::InsufficientN);
    }
    // In units of its own size, so that the start and the tolerances fit.
    let largest = returns.iter().fold(0.0_f64, |largest, e| largest.max(e.abs()));
    if largest == 0.0 {
        return Err(Undefined::ZeroVariance);
    }
    let relative: Vec<f64> = returns.iter().map(|e| e / largest).collect();
    let size = (compensated_sum(relative.iter().map(|e| e * e)) / returns.len() as f64).sqrt();
    let scaled: Vec<f64> = relative.iter().map(|e| e / size).collect();
    let logistic = |v: f64| 1.0 / (1.0 + libm::exp(-v));
    let odds = |p: f64| libm::log(p / (1.0 - p));
    let garch = |point: &[f64]| {
        let (persistence, share) = (logistic(point[1]), logistic(point[2]));
        Garch { omega: libm::exp(point[0]), alpha: persistence * share, beta: persistence * (1.0 - share) }
    };
    let cost = |point: &[f64]| garch_filter(&scaled, garch(point)).map_or(f64::INFINITY, |f| -f.log_likelihood);
    let grid = [0.5, 0.8, 0.95, 0.99].into_iter().flat_map(|persistence| {
        [0.05, 0.15, 0.4].map(|share| [libm::log(1.0 - persistence), odds(persistence), odds(share)])
    });
    let best = grid.min_by(|a, b| cost(a).total_cmp(&cost(b))).unwrap_or_default();
    let first = minimise(cost, &best, 0.5, 1e-10, 2000);
    // Once more from there: a simplex can collapse before it arrives.
    let second = minimise(cost, &first.at, 0.1, 1e-12, 2000);
    let found = garch(&second.at);
    let unit = largest * size;
    let in_units = Garch { omega: found.omega * unit * unit, ..found };
    let rows = returns.len() as f64;
    Ok(GarchFit {
        garch: in_units,
        log_likelihood: -second.value - rows * (libm::log(largest) + libm::log(size)),
        converged: second.converged,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::resampling::random::Philox;
    use crate::special::normal::normal_quantile;

    fn simulated(n: usize, garch: Garch) -> Vec<f64> {
        let mut random = Philox::new(77, 0);
        let mut variance = garch.omega / (1.0 - garch.alpha - garch.beta);
        (0..n)
            .map(|_| {
                let e = variance.sqrt() * normal_quantile(random.unit().max(1e-12));
                variance = garch.omega + garch.alpha * e * e + garch.beta * variance;
                e
            })
            .collect()
    }

    #[test]
    fn a_fit_finds_what_made_the_data() {
        let truth = Garch { omega: 0.05, alpha: 0.1, beta: 0.85 };
        let returns = simulated(4000, truth);
        let fit = garch_fit(&returns).unwrap();
        assert!(
            fit.converged && (fit.garch.alpha - 0.1).abs() < 0.03 && (fit.garch.beta - 0.85).abs() < 0.05,
            "{fit:?}"
        );
        assert!(fit.log_likelihood >= garch_filter(&returns, truth).unwrap().log_likelihood);
        assert!((garch_filter(&returns, fit.garch).unwrap().log_likelihood - fit.log_likelihood).abs() < 1e-6);
    }

    #[test]
    fn units_do_not_matter() {
        let returns = simulated(500, Garch { omega: 0.05, alpha: 0.1, beta: 0.8 });
        let small: Vec<f64> = returns.iter().map(|e| e * libm::ldexp(1.0, -40)).collect();
        let (one, other) = (garch_fit(&returns).unwrap(), garch_fit(&small).unwrap());
        assert_eq!((one.garch.alpha, one.garch.beta), (other.garch.alpha, other.garch.beta));
    }

    #[test]
    fn without_memory_the_variance_is_constant() {
        let filter = garch_filter(&[1.0, 2.0, -1.0], Garch { omega: 2.0, alpha: 0.0, beta: 0.0 }).unwrap();
        assert_eq!(filter.variances, [2.0; 3]);
        assert_eq!(filter.standardised(&[2.0_f64.sqrt()]), [1.0]);
    }

    #[test]
    fn undefined_cases() {
        let garch = Garch { omega: 0.1, alpha: 0.1, beta: 0.8 };
        assert_eq!(garch_filter(&[], garch), Err(Undefined::InsufficientN));
        assert_eq!(garch_filter(&[f64::NAN], garch), Err(Undefined::InsufficientN));
        for impossible in [
            Garch { omega: 0.0, ..garch },
            Garch { alpha: -0.1, ..garch },
            Garch { beta: 0.9, ..garch },
            Garch { omega: f64::NAN, ..garch },
        ] {
            assert_eq!(garch_filter(&[1.0], impossible), Err(Undefined::NotPositiveDefinite));
        }
        assert_eq!(garch_fit(&[0.0; 100]), Err(Undefined::ZeroVariance));
        assert_eq!(garch_fit(&[1.0; 10]), Err(Undefined::InsufficientN));
    }
}
