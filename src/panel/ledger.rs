//! The ledger of days that bringing series together costs.

use serde::Serialize;

use super::{DayCounts, PriceView};
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
    /// Counts the days of these series. O(all days).
    pub fn new(series: &[PriceView<'_>]) -> DayLedger {
        let counts = DayCounts::of(series.iter().map(|view| view.dates));
        let shared = counts.days(|count| count == series.len());
        let all_but_one = counts.days(|count| count + 1 == series.len()).len();
        let mut ledger = DayLedger {
            shared: shared.len(),
            any: counts.days(|_| true).len(),
            first: shared.first().copied(),
            last: shared.last().copied(),
            series: vec![SeriesDays::default(); series.len()],
        };
        for (days, view) in ledger.series.iter_mut().zip(series) {
            days.priced = view.dates.len();
            days.lost = days.priced - ledger.shared;
            let own = view.dates.iter().filter(|day| counts.of_day(**day) + 1 == series.len()).count();
            days.alone_missing = all_but_one - own;
        }
        ledger
    }
}
