//! One price series.
#![deny(clippy::indexing_slicing)]

use crate::date::Date;

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

    /// Whether there is no price at all.
    pub fn is_empty(&self) -> bool {
        self.dates.is_empty()
    }

    /// The part between two days, both included; a missing bound is open.
    pub fn between(&self, from: Option<Date>, to: Option<Date>) -> (&[Date], &[f64]) {
        let start = from.map_or(0, |from| self.dates.partition_point(|date| *date < from));
        let end = to.map_or(self.dates.len(), |to| self.dates.partition_point(|date| *date <= to));
        let range = start.min(end)..end;
        (self.dates.get(range.clone()).unwrap_or(&[]), self.prices.get(range).unwrap_or(&[]))
    }
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
    fn between_includes_both_ends() {
        let s = series(&[1, 3, 5], &[1.0, 3.0, 5.0]).unwrap();
        let day = |d| Some(Date::from_days(d));
        assert_eq!(s.between(day(3), day(5)).1, &[3.0, 5.0]);
        assert_eq!(s.between(day(2), day(4)).1, &[3.0]);
        assert_eq!(s.between(None, day(0)).1, &[] as &[f64]);
        assert_eq!(s.between(day(5), day(1)).1, &[] as &[f64]);
        assert_eq!(s.between(None, None).1.len(), 3);
    }
}
