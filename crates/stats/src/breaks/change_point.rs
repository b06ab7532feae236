//! When did a level change, and how surely is that day known?

use crate::Undefined;
use crate::breaks::sup_f::sup_f;
use crate::inference::hac::long_run_variance;
use crate::interval::Interval;
use crate::special::normal::{normal_cdf, normal_sf};
use crate::sum::compensated_sum;

/// The one division of a series into two levels that fits best.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ChangePoint {
    /// Rows up to the change: the old level holds for them.
    pub rows_before: usize,
    /// Mean of these rows.
    pub before: f64,
    /// Mean of the others.
    pub after: f64,
    /// Ends of the interval for `rows_before`, both within 1 and n - 1.
    pub interval: Interval,
    /// p-value of there being a change at all, for independent rows of equal variance: see [`sup_f`].
    pub p: f64,
}

/// The row at which two means fit best, by least squares, with its interval: as many rows on either side as the argmax of a
/// two-sided Brownian motion with triangular drift reaches with probability `confidence`, times the long-run variance of the
/// residuals over the squared change, and one row more. Source: Bai 1997, Rev. Econ. Stat. 79:551; the distribution: Yao 1987,
/// Ann. Stat. 15:1321.
///
/// The interval takes for granted that there is one change, and the same long-run variance on both sides; see `p` for whether
/// there is any. `trim` in (0, 0.5): share of rows on either side in which no change is looked for; `lags` in rows. Values must
/// be finite; undefined as [`sup_f`]; `confidence` outside (0, 1), or as many lags as rows: [`Undefined::InsufficientN`];
/// no change, or residuals without variance: [`Undefined::ZeroVariance`]. O(n lags).
///
/// ```
/// let x: Vec<f64> = (0..200).map(|i| f64::from(i * i % 23) + if i < 80 { 0.0 } else { 20.0 }).collect();
/// let found = sectorscope_stats::breaks::change_point::change_point(&x, 0.1, 4, 0.95).unwrap();
/// assert_eq!((found.rows_before, found.interval.low, found.interval.high), (80, 78.0, 82.0));
/// ```
pub fn change_point(x: &[f64], trim: f64, lags: usize, confidence: f64) -> Result<ChangePoint, Undefined> {
    if !(confidence > 0.0 && confidence < 1.0) {
        return Err(Undefined::InsufficientN);
    }
    let found = sup_f(x, trim)?;
    let (old, new) = x.split_at(found.rows_before);
    let mean = |part: &[f64]| compensated_sum(part.iter().copied()) / part.len() as f64;
    let (before, after) = (mean(old), mean(new));
    let residuals: Vec<f64> =
        old.iter().map(|value| value - before).chain(new.iter().map(|value| value - after)).collect();
    let variance = long_run_variance(&residuals, lags)?;
    let change = after - before;
    if variance == 0.0 || change == 0.0 {
        return Err(Undefined::ZeroVariance);
    }
    let reach = (argmax_quantile(0.5 + 0.5 * confidence) * variance / (change * change)).ceil() + 1.0;
    let (place, last) = (found.rows_before as f64, (x.len() - 1) as f64);
    let interval = Interval { low: (place - reach).max(1.0), high: (place + reach).min(last) };
    Ok(ChangePoint { rows_before: found.rows_before, before, after, interval, p: found.p })
}

/// The distribution function of the argmax of W(s) - |s|/2, for x >= 0.
fn argmax_cdf(x: f64) -> f64 {
    let root = x.sqrt();
    1.0 + (x / (2.0 * std::f64::consts::PI)).sqrt() * libm::exp(-x / 8.0) - 0.5 * (x + 5.0) * normal_cdf(-0.5 * root)
        + 1.5 * libm::exp(x) * normal_sf(1.5 * root)
}

/// The smallest x with at least this probability, from 1/2 on, by bisection.
fn argmax_quantile(p: f64) -> f64 {
    /// Beyond it exp overflows before the tail that it is multiplied with is felt.
    const FARTHEST: f64 = 300.0;
    let (mut low, mut high) = (0.0, FARTHEST);
    for _ in 0..80 {
        let middle = 0.5 * (low + high);
        if argmax_cdf(middle) < p { low = middle } else { high = middle }
    }
    high
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::resampling::random::Philox;
    use crate::special::normal::normal_quantile;

    #[test]
    fn quantiles_of_the_tables() {
        // Bai 1997 gives 7.7 and 11.0 for intervals of 90 and 95 %.
        assert!((argmax_quantile(0.95) - 7.7).abs() < 0.05, "{}", argmax_quantile(0.95));
        assert!((argmax_quantile(0.975) - 11.03).abs() < 0.01, "{}", argmax_quantile(0.975));
        assert!((argmax_cdf(0.0) - 0.5).abs() < 1e-15 && (argmax_cdf(200.0) - 1.0).abs() < 1e-9);
    }

    #[test]
    fn the_interval_covers_the_true_row() {
        let (rows, truth, samples) = (400, 160, 400);
        let mut covered = 0;
        let mut random = Philox::new(7, 0);
        for _ in 0..samples {
            let x: Vec<f64> = (0..rows)
                .map(|row| normal_quantile(random.unit().max(1e-12)) + if row < truth { 0.0 } else { 0.6 })
                .collect();
            let found = change_point(&x, 0.1, 3, 0.95).unwrap();
            covered += usize::from((found.interval.low..=found.interval.high).contains(&(truth as f64)));
        }
        let share = covered as f64 / samples as f64;
        assert!((0.92..0.99).contains(&share), "{share}");
    }

    #[test]
    fn nothing_to_find() {
        assert_eq!(change_point(&[1.0; 50], 0.1, 2, 0.95), Err(Undefined::ZeroVariance));
        assert_eq!(change_point(&[1.0, 2.0], 0.1, 0, 0.95), Err(Undefined::InsufficientN));
        let step: Vec<f64> = (0..20).map(|row| f64::from(u8::from(row >= 10))).collect();
        assert_eq!(change_point(&step, 0.1, 2, 0.95), Err(Undefined::ZeroVariance));
        assert_eq!(change_point(&step, 0.1, 2, 1.0), Err(Undefined::InsufficientN));
    }
}
