//! One series out of several: an index whose weights drift with prices and are set anew at the end of each month.

use crate::date::Date;
use crate::panel::{PriceView, all_dates};
use crate::returns::{Frequency, period_ends};
use crate::series::PriceSeries;
use crate::stats::composite_index::composite_index;
use crate::stats::weights::proportional_weights;

/// The level that an index begins with.
const BASE: f64 = 100.0;

/// An index and what it was made of.
#[derive(Clone, Debug, PartialEq)]
pub struct Composite {
    /// Its levels, on every day on which any part has a price.
    pub levels: PriceSeries,
    /// For each part the days on which it had a weight but no price, and stood at its last one.
    pub carried: Vec<usize>,
}

/// The index of several series, weighted in proportion to `sizes`, one for each series.
///
/// A part enters with the first day of the index, or at the end of the first month in which it has a price on the last day;
/// it leaves at the end of the month in which its prices end. Between, a day without a price keeps its last one. `None`
/// where there is no price, or no part with a price has a size above zero.
pub fn composite(parts: &[PriceView<'_>], sizes: &[f64]) -> Option<Composite> {
    let dates = all_dates(parts);
    let columns: Vec<Vec<f64>> = parts.iter().map(|part| on_days(part, &dates)).collect();
    let weights = |row: usize| {
        let there = columns.iter().zip(sizes);
        let sizes: Vec<f64> = there
            .map(|(column, size)| if column.get(row).is_some_and(|price| price.is_finite()) { *size } else { 0.0 })
            .collect();
        proportional_weights(&sizes).ok()
    };
    // Days before any part with a weight has a price give no level.
    let first = (0..dates.len()).find(|row| weights(*row).is_some())?;
    let month_ends = period_ends(&dates, Frequency::Monthly);
    let slices: Vec<&[f64]> = columns.iter().filter_map(|column| column.get(first..)).collect();
    let index = composite_index(&slices, &weights(first)?, |row| {
        month_ends.binary_search(&(first + row)).ok().and_then(|_| weights(first + row))
    })
    .ok()?;
    let levels = index.levels.iter().map(|level| level * BASE).collect();
    Some(Composite { levels: PriceSeries::new(dates.get(first..)?.to_vec(), levels)?, carried: index.carried })
}

/// The prices of a series on days that include its own; NaN where it has none.
fn on_days(part: &PriceView<'_>, days: &[Date]) -> Vec<f64> {
    let mut own = part.dates.iter().zip(part.prices).peekable();
    days.iter().map(|day| own.next_if(|(date, _)| *date == day).map_or(f64::NAN, |(_, price)| *price)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dates(days: &[&str]) -> Vec<Date> {
        days.iter().map(|day| Date::parse_iso(day).unwrap()).collect()
    }

    #[test]
    fn weights_drift_within_the_month_and_are_set_anew_at_its_end() {
        let days = dates(&["2024-01-30", "2024-01-31", "2024-02-01", "2024-02-02"]);
        let a = PriceView { dates: &days, prices: &[10.0, 20.0, 20.0, 40.0] };
        let b = PriceView { dates: &days, prices: &[1.0, 1.0, 1.0, 1.0] };
        let index = composite(&[a, b], &[1.0, 1.0]).unwrap();
        // Set anew on 31 January: half of each, so that a doubles half of the index on 2 February.
        assert_eq!(index.levels.prices(), [100.0, 150.0, 150.0, 225.0]);
    }

    #[test]
    fn parts_come_and_go_at_the_end_of_a_month() {
        let days = dates(&["2024-01-30", "2024-01-31", "2024-02-01", "2024-02-29", "2024-03-01"]);
        let a = PriceView { dates: &days, prices: &[1.0, 1.0, 1.0, 1.0, 2.0] };
        let b = PriceView { dates: &days[1..3], prices: &[5.0, 10.0] };
        let index = composite(&[a, b], &[1.0, 1.0]).unwrap();
        assert_eq!(index.levels.prices(), [100.0, 100.0, 150.0, 150.0, 300.0]);
        assert_eq!(index.carried, [0, 1]);
    }

    #[test]
    fn sizes_weigh_and_a_part_without_size_does_not_count() {
        let days = dates(&["2024-01-30", "2024-01-31"]);
        let (a, b) = (PriceView { dates: &days, prices: &[1.0, 2.0] }, PriceView { dates: &days, prices: &[1.0, 1.0] });
        assert_eq!(composite(&[a, b], &[3.0, 1.0]).unwrap().levels.prices(), [100.0, 175.0]);
        assert_eq!(composite(&[a, b], &[0.0, 1.0]).unwrap().levels.prices(), [100.0, 100.0]);
        assert_eq!(composite(&[a, b], &[0.0, f64::NAN]), None);
        assert_eq!(composite(&[], &[]), None);
    }
}
