//! A pair in each calendar year by itself.

use serde::Serialize;

use crate::panel::Panel;
use crate::study::estimate::Estimate;
use crate::study::settings::Settings;
use crate::thresholds::RETURNS_OF_A_PAIR;

/// The correlation of the returns that end in one calendar year.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct YearOfPair {
    /// The calendar year.
    pub year: i32,
    /// Correlation, interval and returns of this year alone.
    #[serde(flatten)]
    pub estimate: Estimate,
}

/// Each year with enough returns for a correlation, in order; none where the panel is not of two series.
pub(super) fn years(panel: &Panel, settings: &Settings) -> Vec<YearOfPair> {
    let [x, y] = panel.columns.as_slice() else { return Vec::new() };
    let mut found = Vec::new();
    let mut start = 0;
    for days in panel.dates.chunk_by(|a, b| a.ymd().0 == b.ymd().0) {
        let rows = start..start + days.len();
        start = rows.end;
        if let (Some(day), true) = (days.first(), days.len() >= RETURNS_OF_A_PAIR) {
            let estimate = Estimate::new(settings.method, &x[rows.clone()], &y[rows], settings.confidence);
            found.push(YearOfPair { year: day.ymd().0, estimate });
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::date::Date;

    #[test]
    fn each_year_is_by_itself_and_short_ones_are_left_out() {
        let day = |row: usize| Date::from_ymd(if row < 40 { 2020 } else { 2021 }, 3, 1 + (row as u32 % 28)).unwrap();
        let x: Vec<f64> = (0..60).map(|row| libm::sin(row as f64)).collect();
        let y: Vec<f64> = x.iter().enumerate().map(|(row, x)| if row < 40 { 2.0 * x } else { -x }).collect();
        let panel = Panel { dates: (0..60).map(day).collect(), columns: vec![x, y], ..Panel::default() };
        let found = years(&panel, &Settings::default());
        assert_eq!(found.iter().map(|year| (year.year, year.estimate.n)).collect::<Vec<_>>(), [(2020, 40)]);
        assert!(found[0].estimate.r.is_some_and(|r| (r - 1.0).abs() < 1e-12));
        assert!(years(&Panel::default(), &Settings::default()).is_empty());
    }
}
