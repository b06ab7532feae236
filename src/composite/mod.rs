//! One series out of several: an index whose weights drift with prices and are set anew at the end of each month.

mod component;

pub use self::component::{Component, component};

use crate::date::Date;
use crate::panel::{PriceView, all_dates};
use crate::returns::{Frequency, ReturnKind, period_ends, returns};
use crate::series::PriceSeries;
use sectorscope_stats::portfolio::composite_index::composite_index;
use sectorscope_stats::portfolio::weights::{inverse_volatility_weights, proportional_weights};

/// The level that an index begins with.
const BASE: f64 = 100.0;
/// Daily returns that a volatility is taken from: a quarter of trading days.
pub const VOLATILITY_WINDOW: usize = 63;
/// Days at the end of a month among which the one with most prices sets the weights: a market is closed for no more in a row.
pub const LAST_DAYS: i32 = 4;

/// What weights are in proportion to. All of it is known at the close that sets them.
#[derive(Clone, Copy, Debug)]
pub enum Scheme<'a> {
    /// Sizes that never change, one for each part.
    Sizes(&'a [f64]),
    /// Market capitalisations of that very day. A part without one is out until weights are set again.
    MarketCaps(&'a [Option<PriceSeries>]),
    /// One over the standard deviation of the last [`VOLATILITY_WINDOW`] log returns between the part's own days, up to and
    /// including that close. A part with fewer is out.
    InverseVolatility,
}

/// An index and what it was made of.
#[derive(Clone, Debug, PartialEq)]
pub struct Composite {
    /// Its levels, on every day on which a part with a weight has a price.
    pub levels: PriceSeries,
    /// The time of each part in it, in the order of the parts.
    pub tenures: Vec<Tenure>,
}

/// The time of one part in an index.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Tenure {
    /// Day whose close first gave it a weight; none where none did.
    pub entered: Option<Date>,
    /// Day whose close took its last weight; none while it is in.
    pub left: Option<Date>,
    /// Its weight after the last day.
    pub weight: f64,
    /// Days on which it had a weight but no price, and stood at its last one.
    pub carried: usize,
}

/// The index of several series.
///
/// A part enters with the first day of the index, or when weights are set at the end of the first month in which it has a
/// price; it leaves at the end of the month in which its prices end. Between, a day without a price keeps its last one. Weights
/// are set at the close of that of the month's last four days on which most parts have a price, the last of equals; a month
/// that the data cut short sets none. `None` where there is no price, or no day on which a part with a price has a weight.
pub fn composite(parts: &[PriceView<'_>], scheme: Scheme<'_>) -> Option<Composite> {
    let dates = all_dates(parts);
    let columns: Vec<Vec<f64>> = parts.iter().map(|part| on_days(part, &dates)).collect();
    let weights = |row: usize| weights(parts, &columns, *dates.get(row)?, row, scheme);
    // Days before any part has a weight give no level.
    let first = (0..dates.len()).find(|row| weights(*row).is_some())?;
    let initial = weights(first)?;
    let mut set = vec![(first, initial.clone())];
    let due = rebalancing_rows(&dates, &columns);
    let slices: Vec<&[f64]> = columns.iter().filter_map(|column| column.get(first..)).collect();
    let index = composite_index(&slices, &initial, |row| {
        due.binary_search(&(first + row)).ok()?;
        let new = weights(first + row)?;
        set.push((first + row, new.clone()));
        Some(new)
    })
    .ok()?;
    let (rows, mut tenures) = held(&columns, &dates, &set);
    tenures.iter_mut().zip(&index.weights).for_each(|(tenure, weight)| tenure.weight = *weight);
    let level = |row: &usize| Some(index.levels.get(row.checked_sub(first)?)? * BASE);
    let levels = rows.iter().filter_map(level).collect();
    let days = rows.iter().filter_map(|row| dates.get(*row).copied()).collect();
    Some(Composite { levels: PriceSeries::new(days, levels)?, tenures })
}

/// The rows on which a part with a weight has a price, and the time of each part, by the rows that set weights. Without such a
/// price the index has no level: it would only seem to rest.
fn held(columns: &[Vec<f64>], dates: &[Date], set: &[(usize, Vec<f64>)]) -> (Vec<usize>, Vec<Tenure>) {
    let mut tenures = vec![Tenure::default(); columns.len()];
    let mut rows: Vec<usize> = set.iter().take(1).map(|(first, _)| *first).collect();
    let ends = set.iter().skip(1).map(|(row, _)| *row).chain([dates.len() - 1]);
    for ((start, weights), end) in set.iter().zip(ends) {
        for (tenure, weight) in tenures.iter_mut().zip(weights) {
            if *weight > 0.0 {
                tenure.entered = tenure.entered.or(dates.get(*start).copied());
                tenure.left = None;
            } else if tenure.entered.is_some() {
                tenure.left = tenure.left.or(dates.get(*start).copied());
            }
        }
        let is_held = |part: usize| weights.get(part).is_some_and(|weight| *weight > 0.0);
        for row in start + 1..=end {
            let (priced, carried): (Vec<usize>, Vec<usize>) =
                (0..columns.len()).filter(|part| is_held(*part)).partition(|part| is_priced(columns, *part, row));
            if !priced.is_empty() {
                rows.push(row);
                for part in carried {
                    tenures[part].carried += 1;
                }
            }
        }
    }
    (rows, tenures)
}

/// Whether a part has a price in a row.
fn is_priced(columns: &[Vec<f64>], part: usize, row: usize) -> bool {
    columns.get(part).and_then(|column| column.get(row)).is_some_and(|price| price.is_finite())
}

/// The weights that a close sets, adding up to 1; none where no part has one.
fn weights(
    parts: &[PriceView<'_>],
    columns: &[Vec<f64>],
    day: Date,
    row: usize,
    scheme: Scheme<'_>,
) -> Option<Vec<f64>> {
    let priced = |part: usize| is_priced(columns, part, row);
    let proportional = |size: &dyn Fn(usize) -> Option<f64>| {
        let size = |part: usize| size(part).filter(|_| priced(part)).unwrap_or(0.0);
        proportional_weights(&(0..columns.len()).map(size).collect::<Vec<f64>>()).ok()
    };
    match scheme {
        Scheme::Sizes(sizes) => proportional(&|part| sizes.get(part).copied()),
        Scheme::MarketCaps(caps) => proportional(&|part| on_day(caps.get(part)?.as_ref()?, day)),
        Scheme::InverseVolatility => {
            let trailing = |(part, view): (usize, &PriceView<'_>)| {
                let end = view.dates.partition_point(|date| *date <= day);
                let start = end.checked_sub(VOLATILITY_WINDOW + 1).filter(|_| priced(part));
                start
                    .and_then(|start| view.prices.get(start..end))
                    .map_or_else(Vec::new, |prices| returns(ReturnKind::Log, prices))
            };
            let trailing: Vec<Vec<f64>> = parts.iter().enumerate().map(trailing).collect();
            inverse_volatility_weights(&trailing.iter().map(Vec::as_slice).collect::<Vec<_>>()).ok()
        }
    }
}

/// The value of a day, if there is one.
fn on_day(series: &PriceSeries, day: Date) -> Option<f64> {
    series.dates().binary_search(&day).ok().and_then(|row| series.prices().get(row).copied())
}

/// The rows whose close sets the weights: one at the end of each month that another follows.
fn rebalancing_rows(dates: &[Date], columns: &[Vec<f64>]) -> Vec<usize> {
    let priced = |row: &usize| (0..columns.len()).filter(|part| is_priced(columns, *part, *row)).count();
    let mut ends = period_ends(dates, Frequency::Monthly);
    ends.pop();
    let of_month = |end: usize| {
        let last = dates.get(end)?;
        let among = |row: &usize| {
            dates
                .get(*row)
                .is_some_and(|day| last.days() - day.days() < LAST_DAYS && day.month_index() == last.month_index())
        };
        // The last of equals, as `max_by_key` has it.
        (end.saturating_sub(LAST_DAYS as usize)..=end).filter(among).max_by_key(priced)
    };
    ends.into_iter().filter_map(of_month).collect()
}

/// The prices of a series on days that include its own; NaN where it has none.
fn on_days(part: &PriceView<'_>, days: &[Date]) -> Vec<f64> {
    let mut own = part.dates.iter().zip(part.prices).peekable();
    days.iter().map(|day| own.next_if(|(date, _)| *date == day).map_or(f64::NAN, |(_, price)| *price)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn dates(days: &[&str]) -> Vec<Date> {
        days.iter().map(|day| Date::parse_iso(day).unwrap()).collect()
    }

    #[test]
    fn weights_drift_within_the_month_and_are_set_anew_at_its_end() {
        let days = dates(&["2024-01-30", "2024-01-31", "2024-02-01", "2024-02-02"]);
        let a = PriceView { dates: &days, prices: &[10.0, 20.0, 20.0, 40.0] };
        let b = PriceView { dates: &days, prices: &[1.0, 1.0, 1.0, 1.0] };
        let index = composite(&[a, b], Scheme::Sizes(&[1.0, 1.0])).unwrap();
        // Set anew on 31 January: half of each, so that a doubles half of the index on 2 February.
        assert_eq!(index.levels.prices(), [100.0, 150.0, 150.0, 225.0]);
    }

    #[test]
    fn parts_come_and_go_at_the_end_of_a_month() {
        let days = dates(&["2024-01-30", "2024-01-31", "2024-02-01", "2024-02-29", "2024-03-01"]);
        let a = PriceView { dates: &days, prices: &[1.0, 1.0, 1.0, 1.0, 2.0] };
        let b = PriceView { dates: &days[1..3], prices: &[5.0, 10.0] };
        let index = composite(&[a, b], Scheme::Sizes(&[1.0, 1.0])).unwrap();
        assert_eq!(index.levels.prices(), [100.0, 100.0, 150.0, 150.0, 300.0]);
        let day = |text| Date::parse_iso(text);
        let tenure =
            |entered, left, weight, carried| Tenure { entered: day(entered), left: day(left), weight, carried };
        assert_eq!(index.tenures, [tenure("2024-01-30", "", 1.0, 0), tenure("2024-01-31", "2024-02-29", 0.0, 1)]);
    }

    #[test]
    fn sizes_weigh_and_a_part_without_size_does_not_count() {
        let days = dates(&["2024-01-30", "2024-01-31"]);
        let (a, b) = (PriceView { dates: &days, prices: &[1.0, 2.0] }, PriceView { dates: &days, prices: &[1.0, 1.0] });
        assert_eq!(composite(&[a, b], Scheme::Sizes(&[3.0, 1.0])).unwrap().levels.prices(), [100.0, 175.0]);
        assert_eq!(composite(&[a, b], Scheme::Sizes(&[0.0, 1.0])).unwrap().levels.prices(), [100.0, 100.0]);
        assert_eq!(composite(&[a, b], Scheme::Sizes(&[0.0, f64::NAN])), None);
        assert_eq!(composite(&[], Scheme::Sizes(&[])), None);
    }

    /// Levels and weights of an index over some first days.
    fn prefix(parts: &[PriceView<'_>], days: usize, scheme: Scheme<'_>) -> Option<Composite> {
        let cut: Vec<PriceView<'_>> = parts
            .iter()
            .map(|part| {
                let rows = part.dates.partition_point(|date| date.days() < days as i32);
                PriceView { dates: &part.dates[..rows], prices: &part.prices[..rows] }
            })
            .collect();
        composite(&cut, scheme)
    }

    /// Growth of three coins on one day, and whether the second has a gap.
    type Moves = (f64, f64, f64, u8);

    proptest! {
        #![proptest_config(properties::kept_beside())]
        /// Tomorrow changes no level and so no weight of today, whatever the scheme, the gaps and the moves; only on which of the
        /// month's last days they are set shows at its end.
        #[test]
        fn nothing_looks_ahead(moves in proptest::collection::vec((0.8_f64..1.25, 0.8_f64..1.25, 0.8_f64..1.25, 0_u8..8), 150), cut in 70_usize..149) {
            let all: Vec<Date> = (0..150).map(Date::from_days).collect();
            // The second has gaps, the third starts late.
            let (gappy, late): (Vec<Date>, Vec<Date>) = (
                all.iter().zip(&moves).filter(|(_, (.., gap))| *gap > 0).map(|(day, _)| *day).collect(),
                all[20..].to_vec(),
            );
            let walk = |dates: &[Date], of: fn(&Moves) -> f64| -> Vec<f64> {
                let mut price = 10.0;
                dates.iter().map(|day| { price *= of(&moves[day.days() as usize]); price }).collect()
            };
            let (a, b, c) = (walk(&all, |m| m.0), walk(&gappy, |m| m.1), walk(&late, |m| m.2));
            let parts = [PriceView { dates: &all, prices: &a }, PriceView { dates: &gappy, prices: &b }, PriceView { dates: &late, prices: &c }];
            let caps = parts.map(|part| PriceSeries::new(part.dates.to_vec(), part.prices.to_vec()));
            for scheme in [Scheme::Sizes(&[1.0, 1.0, 2.0]), Scheme::MarketCaps(&caps), Scheme::InverseVolatility] {
                let (whole, part) = (composite(&parts, scheme).unwrap(), prefix(&parts, cut, scheme).unwrap());
                let known = part.levels.len() - LAST_DAYS as usize;
                prop_assert_eq!(&part.levels.prices()[..known], &whole.levels.prices()[..known]);
                let sum: f64 = whole.tenures.iter().map(|tenure| tenure.weight).sum();
                prop_assert!((sum - 1.0).abs() < 1e-12);
            }
        }
    }

    #[test]
    fn calm_parts_weigh_more_and_need_a_full_window() {
        // 1970-01-01 to the end of April; the second part begins on 1 February and has its window on 5 April.
        let days: Vec<Date> = (0..122).map(Date::from_days).collect();
        let zigzag = |rows: usize, step: f64| -> Vec<f64> {
            (0..rows).map(|row| if row % 2 == 0 { 1.0 } else { step }).collect()
        };
        let (calm, wild) = (zigzag(122, 1.01), zigzag(91, 1.02));
        let parts = [PriceView { dates: &days, prices: &calm }, PriceView { dates: &days[31..], prices: &wild }];
        let index = composite(&parts, Scheme::InverseVolatility).unwrap();
        assert_eq!(index.levels.dates()[0], Date::from_days(VOLATILITY_WINDOW as i32), "a window and a day");
        let [first, second] = index.tenures[..] else { panic!("{index:?}") };
        assert_eq!((first.entered, first.left), (Some(Date::from_days(63)), None));
        assert_eq!((second.entered, second.left), (Some(Date::from_days(119)), None), "30 April, not 31 March");
        // Both are wild in proportion to their step, up to what weights drifted on the two days since.
        let expected = libm::log1p(0.02) / (libm::log1p(0.01) + libm::log1p(0.02));
        assert!((first.weight - expected).abs() < 1e-3, "{index:?}");
    }

    #[test]
    fn market_capitalisations_are_of_the_day_that_sets_the_weights() {
        let days = dates(&["2024-01-30", "2024-01-31", "2024-02-01"]);
        let (a, b) =
            (PriceView { dates: &days, prices: &[1.0, 1.0, 2.0] }, PriceView { dates: &days, prices: &[1.0; 3] });
        let cap = |caps: &[f64]| PriceSeries::new(days[..caps.len()].to_vec(), caps.to_vec());
        let caps = [cap(&[1.0, 3.0, 99.0]), cap(&[7.0, 1.0, 1.0])];
        let index = composite(&[a, b], Scheme::MarketCaps(&caps)).unwrap();
        assert_eq!(index.levels.prices(), [100.0, 100.0, 175.0]);
        // Without one on that day, or without any, a part is out.
        let caps = [cap(&[1.0]), cap(&[1.0, 1.0, 1.0])];
        let index = composite(&[a, b], Scheme::MarketCaps(&caps)).unwrap();
        assert_eq!(index.levels.prices(), [100.0; 3]);
        assert_eq!(index.tenures[0].left, Date::parse_iso("2024-01-31"));
        assert_eq!(composite(&[a, b], Scheme::MarketCaps(&[None, None])), None);
    }

    #[test]
    fn an_index_ends_with_the_last_price_of_its_parts() {
        let days = dates(&["2024-01-30", "2024-01-31", "2024-02-01", "2024-02-29", "2024-03-01"]);
        let (a, b) =
            (PriceView { dates: &days[..3], prices: &[1.0, 2.0, 4.0] }, PriceView { dates: &days, prices: &[1.0; 5] });
        let caps = [PriceSeries::new(days[..3].to_vec(), vec![1.0; 3]), None];
        let index = composite(&[a, b], Scheme::MarketCaps(&caps)).unwrap();
        assert_eq!((index.levels.prices(), index.levels.dates()), (&[100.0, 200.0, 400.0][..], &days[..3]));
        assert_eq!((index.tenures[0].weight, index.tenures[0].left, index.tenures[0].carried), (1.0, None, 0));
    }

    #[test]
    fn a_part_that_rests_on_weekends_stays_in() {
        // 2024-03-31 is a Sunday: weights are set on the Friday, on which both have a price.
        let (all, open) = (
            dates(&["2024-03-28", "2024-03-29", "2024-03-30", "2024-03-31", "2024-04-01"]),
            dates(&["2024-03-28", "2024-03-29", "2024-04-01"]),
        );
        let parts = [
            PriceView { dates: &all, prices: &[1.0, 2.0, 4.0, 4.0, 4.0] },
            PriceView { dates: &open, prices: &[1.0, 1.0, 2.0] },
        ];
        let index = composite(&parts, Scheme::Sizes(&[1.0, 1.0])).unwrap();
        assert_eq!(index.levels.prices(), [100.0, 150.0, 225.0, 225.0, 300.0]);
        assert_eq!((index.tenures[1].left, index.tenures[1].carried), (None, 2));
    }
}
