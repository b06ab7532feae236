//! The ledger of days that bringing series together costs.

use serde::Serialize;

use super::{PriceView, all_dates};
use crate::date::Date;

/// What bringing series together cost: the days each has, the days all share, and which series explain the difference.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct DayLedger {
    /// Days on which every series has a price.
    pub shared: usize,
    /// Days on which at least one has.
    pub any: usize,
    /// First shared day.
    pub first: Option<Date>,
    /// Last shared day.
    pub last: Option<Date>,
    /// One entry for each series, in the order given.
    pub series: Vec<SeriesDays>,
}

/// The days of one series in a [`DayLedger`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct SeriesDays {
    /// Days with a price.
    pub priced: usize,
    /// Days with a price that are not used because another series has none.
    pub lost: usize,
    /// Days on which this series is the only one without a price: without it, this many more days would be shared.
    pub alone_missing: usize,
}

impl DayLedger {
    /// Counts the days of these series.
    pub fn new(series: &[PriceView<'_>]) -> DayLedger {
        let dates = all_dates(series);
        let mut ledger = DayLedger {
            shared: 0,
            any: dates.len(),
            first: None,
            last: None,
            series: vec![SeriesDays::default(); series.len()],
        };
        let mut position = vec![0; series.len()];
        for date in dates {
            let mut missing = None;
            let mut missing_count = 0;
            for (index, view) in series.iter().enumerate() {
                if view.dates.get(position[index]) == Some(&date) {
                    position[index] += 1;
                } else {
                    missing = Some(index);
                    missing_count += 1;
                }
            }
            match missing {
                None => {
                    ledger.shared += 1;
                    ledger.first.get_or_insert(date);
                    ledger.last = Some(date);
                }
                Some(index) if missing_count == 1 => ledger.series[index].alone_missing += 1,
                Some(_) => {}
            }
        }
        for (days, view) in ledger.series.iter_mut().zip(series) {
            days.priced = view.dates.len();
            days.lost = days.priced - ledger.shared;
        }
        ledger
    }
}
