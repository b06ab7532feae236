//! The one day on which the correlation of a pair changed most, and how surely that day is known.

use serde::Serialize;

use crate::date::Date;
use crate::thresholds::RETURNS_OF_A_CHANGE;
use sectorscope_stats::Undefined;
use sectorscope_stats::breaks::change_point::change_point;
use sectorscope_stats::breaks::cusum::correlation_cusum;
use sectorscope_stats::correlation::coefficient::{Method, correlation};
use sectorscope_stats::correlation::influence_function::influence;
use sectorscope_stats::inference::hac::default_lags;
use sectorscope_stats::volatility::devolatilise::{START_ROWS, devolatilise};

/// Share of the returns on either side in which no change is looked for.
pub(in crate::study) const TRIM: f64 = 0.1;
/// By how much what an interval may miss is divided, since with fat tails Bai's interval misses more often than it says: in
/// simulated markets with changing volatility it then covers at least as often as it should.
pub(in crate::study) const CAUTION: f64 = 5.0;

/// A change of the level of a correlation.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(rename = "LevelChange"))]
pub struct Change {
    /// Day on which the first return after the change ends.
    pub day: Date,
    /// First day of its interval.
    pub low: Date,
    /// Last day of its interval.
    pub high: Date,
    /// Correlation before.
    pub r_before: f64,
    /// Correlation from that day on.
    pub r_after: f64,
    /// p-value of a constant correlation, by cumulated sums of devolatilised returns: large where the change may be chance.
    pub p: f64,
}

/// The change of a pair's correlation, by least squares on the influence series of the devolatilised returns, in which a few
/// violent weeks weigh no more than others. None with fewer than 250 returns, or where it has no value.
pub fn change(method: Method, days: &[Date], x: &[f64], y: &[f64], confidence: f64) -> Option<Change> {
    if days.len() < RETURNS_OF_A_CHANGE {
        return None;
    }
    find(method, days, x, y, confidence).ok().flatten()
}

fn find(method: Method, days: &[Date], x: &[f64], y: &[f64], confidence: f64) -> Result<Option<Change>, Undefined> {
    let (calm_x, calm_y) = (devolatilise(x)?, devolatilise(y)?);
    let psi = influence(Method::Pearson, &calm_x, &calm_y)?.psi;
    let n = psi.len();
    let found = change_point(&psi, TRIM, default_lags(n), 1.0 - (1.0 - confidence) / CAUTION)?;
    let p = correlation_cusum(&calm_x, &calm_y, libm::log(n as f64))?.p;
    // Row numbers count the returns before the change; the rows in which the volatility is learnt come on top.
    let row = |rows_before: f64| rows_before as usize + START_ROWS;
    let day = |rows_before: f64| days.get(row(rows_before)).copied();
    let at = row(found.rows_before as f64);
    let (Some(x), Some(y)) = (x.split_at_checked(at), y.split_at_checked(at)) else { return Ok(None) };
    let (before, after) = (correlation(method, x.0, y.0)?.r, correlation(method, x.1, y.1)?.r);
    let days = (day(found.rows_before as f64), day(found.interval.low), day(found.interval.high));
    let (Some(day), Some(low), Some(high)) = days else { return Ok(None) };
    Ok(Some(Change { day, low, high, r_before: before, r_after: after, p }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_is_found_on_its_day() {
        let first = Date::parse_iso("2019-01-01").unwrap().days();
        let days: Vec<Date> = (first..first + 1000).map(Date::from_days).collect();
        let noise = |row: usize, k: usize| libm::sin((row * row % (977 + 12 * k)) as f64);
        let x: Vec<f64> = (0..1000).map(|row| noise(row, 1)).collect();
        let share = |row: usize| if row < 400 { 0.0 } else { 0.6 };
        let y: Vec<f64> = (0..1000).map(|row| share(row) * x[row] + (1.0 - share(row)) * noise(row, 3)).collect();
        let found = change(Method::Pearson, &days, &x, &y, 0.95).unwrap();
        assert!(found.low <= days[400] && days[400] <= found.high, "{found:?}");
        assert!(found.day.days().abs_diff(days[400].days()) < 30 && found.p < 0.001, "{found:?}");
        assert!(found.r_before.abs() < 0.2 && found.r_after > 0.6, "{found:?}");
        assert_eq!(change(Method::Pearson, &days[..249], &x[..249], &y[..249], 0.95), None);
        assert_eq!(change(Method::Pearson, &days, &x, &[1.0; 1000], 0.95), None);
    }
}
