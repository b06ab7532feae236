//! One price series.
#![deny(clippy::indexing_slicing)]

use std::ops::Range;

use crate::date::Date;

/// Share of days that fall on a weekend, one in this many, from which a market never closes.
const WEEKEND_ONE_IN: usize = 5;

/// Prices by day: dates strictly ascending, prices finite and positive. Cannot be built otherwise.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PriceSeries {
    dates: Vec<Date>,
    prices: Vec<f64>,
}

impl PriceSeries {
    /// A series from parallel columns, or `None` where the invariants do not hold.
    pub fn new(dates: Vec<Date>, prices: Vec<f64>) -> Option<PriceSeries> {
        let ascending = dates.is_sorted_by(|a, b| a < b);
        let valid = prices.iter().all(|price| price.is_finite() && *price > 0.0);
        (dates.len() == prices.len() && ascending && valid).then_some(PriceSeries { dates, prices })
    }

    /// The days with a price, ascending.
    pub fn dates(&self) -> &[Date] {
        &self.dates
    }

    /// The prices, one for each date.
    pub fn prices(&self) -> &[f64] {
        &self.prices
    }

    /// How many days have a price.
    pub fn len(&self) -> usize {
        self.dates.len()
    }

    /// Whether the market is open on weekends too: at least a fifth of the days fall on one. False without days.
    pub fn trades_every_day(&self) -> bool {
        let weekend = self.dates.iter().filter(|date| date.weekday() >= 5).count();
        never_closes(weekend, self.len())
    }

    /// Whether there is no price at all.
    pub fn is_empty(&self) -> bool {
        self.dates.is_empty()
    }
}

/// Whether a market with `weekend` days on weekends, of `days` in all, is open on weekends too.
pub(crate) fn never_closes(weekend: usize, days: usize) -> bool {
    weekend * WEEKEND_ONE_IN >= days && days > 0
}

/// Positions of the days between two bounds, both included, among ascending dates; a missing bound is open.
pub fn range_between(dates: &[Date], from: Option<Date>, to: Option<Date>) -> Range<usize> {
    let start = from.map_or(0, |from| dates.partition_point(|date| *date < from));
    let end = to.map_or(dates.len(), |to| dates.partition_point(|date| *date <= to));
    start.min(end)..end
}

#[cfg(test)]
mod tests {
    use super::*;

    fn series(days: &[i32], prices: &[f64]) -> Option<PriceSeries> {
        PriceSeries::new(days.iter().map(|d| Date::from_days(*d)).collect(), prices.to_vec())
    }

    #[test]
    fn invariants_are_enforced() {
        assert!(series(&[1, 2], &[1.0, 2.0]).is_some());
        assert!(series(&[], &[]).is_some());
        assert!(series(&[2, 1], &[1.0, 2.0]).is_none());
        assert!(series(&[1, 1], &[1.0, 2.0]).is_none());
        assert!(series(&[1], &[0.0]).is_none());
        assert!(series(&[1], &[f64::NAN]).is_none());
        assert!(series(&[1], &[]).is_none());
    }

    #[test]
    fn markets_that_never_close_are_known_by_weekends() {
        let open = |days: &[i32]| series(days, &vec![1.0; days.len()]).unwrap().trades_every_day();
        assert!(open(&(0..70).collect::<Vec<_>>()));
        assert!(!open(&(0..70).filter(|day| (day + 3) % 7 < 5).collect::<Vec<_>>()));
        assert!(!open(&[]));
    }

    #[test]
    fn between_includes_both_ends() {
        let dates: Vec<Date> = [1, 3, 5].map(Date::from_days).to_vec();
        let day = |d| Some(Date::from_days(d));
        assert_eq!(range_between(&dates, day(3), day(5)), 1..3);
        assert_eq!(range_between(&dates, day(2), day(4)), 1..2);
        assert!(range_between(&dates, None, day(0)).is_empty());
        assert!(range_between(&dates, day(5), day(1)).is_empty());
        assert_eq!(range_between(&dates, None, None), 0..3);
    }
}
