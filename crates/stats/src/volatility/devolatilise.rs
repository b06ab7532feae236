//! Returns in units of what could be expected of the day.

use crate::Undefined;

/// Share of yesterday's variance that is kept.
pub const DECAY: f64 = 0.94;
/// Rows whose mean square starts the recursion, and which are dropped.
pub const START_ROWS: usize = 30;

/// `r_t` / `sigma_t` with `sigma_t^2` = 0.94 sigma_{t-1}^2 + 0.06 r_{t-1}^2, started at the mean of the first 30 squares; those rows
/// are dropped, so row 0 of the result is row 30 of the input. Source: the filter of J.P. Morgan/Reuters 1996, `RiskMetrics`
/// Technical Document.
///
/// Dimensionless. With it, a few violent weeks no longer decide a correlation, and its standard error holds better. Values
/// must be finite; fewer than 31 rows or one that is not: [`Undefined::InsufficientN`]; first 30 returns all 0:
/// [`Undefined::ZeroVariance`]. O(n).
///
/// ```
/// let calm = sectorscope_stats::volatility::devolatilise::devolatilise(&[0.01; 40]).unwrap();
/// assert!(calm.len() == 10 && (calm[9] - 1.0).abs() < 1e-12);
/// ```
pub fn devolatilise(returns: &[f64]) -> Result<Vec<f64>, Undefined> {
    if returns.len() <= START_ROWS || returns.iter().any(|value| !value.is_finite()) {
        return Err(Undefined::InsufficientN);
    }
    let largest =
        returns.iter().fold(0.0_f64, |largest, value| if value.abs() > largest { value.abs() } else { largest });
    let (_, exponent) = libm::frexp(largest);
    let scale = libm::ldexp(1.0, (-exponent).min(1023));
    let square = |value: f64| value * scale * (value * scale);
    let mut variance = returns[..START_ROWS].iter().map(|&value| square(value)).sum::<f64>() / START_ROWS as f64;
    if variance == 0.0 {
        return Err(Undefined::ZeroVariance);
    }
    let mut out = Vec::with_capacity(returns.len() - START_ROWS);
    for (row, &value) in returns.iter().enumerate() {
        if row >= START_ROWS {
            out.push(value * scale / variance.sqrt());
        }
        variance = DECAY * variance + (1.0 - DECAY) * square(value);
    }
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn returns() -> Vec<f64> {
        (0..100).map(|i| libm::sin(f64::from(i * i)) * if i < 60 { 0.01 } else { 0.05 }).collect()
    }

    #[test]
    fn loud_and_quiet_times_become_alike() {
        let out = devolatilise(&returns()).unwrap();
        let mean_square = |v: &[f64]| v.iter().map(|v| v * v).sum::<f64>() / v.len() as f64;
        let ratio = mean_square(&out[50..]) / mean_square(&out[..30]);
        assert!((0.3..3.0).contains(&ratio), "{ratio}");
    }

    #[test]
    fn scale_does_not_matter_and_yesterday_is_all_that_counts() {
        let plain = devolatilise(&returns()).unwrap();
        let huge: Vec<f64> = returns().iter().map(|v| v * libm::ldexp(1.0, 900)).collect();
        assert_eq!(devolatilise(&huge).unwrap(), plain);
        let mut changed = returns();
        changed[99] *= 2.0;
        let again = devolatilise(&changed).unwrap();
        assert_eq!(again[..69], plain[..69]);
        assert!((again[69] - 2.0 * plain[69]).abs() < 1e-14);
    }

    #[test]
    fn undefined_cases() {
        assert_eq!(devolatilise(&[]), Err(Undefined::InsufficientN));
        assert_eq!(devolatilise(&[0.1; 30]), Err(Undefined::InsufficientN));
        assert_eq!(devolatilise(&[0.0; 40]), Err(Undefined::ZeroVariance));
        assert_eq!(devolatilise(&[f64::NAN; 40]), Err(Undefined::InsufficientN));
    }
}
