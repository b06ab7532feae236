//! Alignment: series with different calendars to returns over the same intervals, and the ledger of days this costs.

mod days;
mod ledger;
mod returns_first;

pub(crate) use self::days::DayCounts;
pub use self::days::{all_dates, days_of_any};
pub use self::ledger::{DayLedger, SeriesDays};

use serde::{Deserialize, Serialize};

use self::returns_first::returns_first;
use crate::date::Date;
use crate::returns::{Frequency, ReturnKind, partial_edges, period_ends, returns_between};
use crate::series::range_between;
use sectorscope_stats::pause::{Pace, without_pauses};

/// How series with different calendars come together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
pub enum AlignPolicy {
    /// Days on which all have a price; returns between consecutive ones. Friday to Monday is then the same interval for
    /// an asset that trades seven days and one that trades five.
    #[default]
    Shared,
    /// Each series' own returns first, then those that end on the same day. Loses the weekend's move: for comparison.
    ReturnsFirst,
    /// All days of any series, the last price carried forward. Puts zeros on days without trade: for comparison.
    ForwardFill,
}

/// Dates and prices of one series: dates ascending, prices positive, both of one length.
#[derive(Clone, Copy, Debug)]
pub struct PriceView<'a> {
    /// The days.
    pub dates: &'a [Date],
    /// The prices.
    pub prices: &'a [f64],
}

impl<'a> PriceView<'a> {
    /// The part between two days, both included.
    pub fn between(self, from: Option<Date>, to: Option<Date>) -> PriceView<'a> {
        let rows = range_between(self.dates, from, to);
        PriceView { dates: self.dates.get(rows.clone()).unwrap_or(&[]), prices: self.prices.get(rows).unwrap_or(&[]) }
    }
}

/// An interval that is too long for a return of the frequency: prices are missing in between.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct LongInterval {
    /// The day it ends on.
    pub day: Date,
    /// Calendar days that it spans.
    pub days: i32,
}

/// Returns of several series over the same intervals. No value is missing, and no return spans more than its period may
/// ([`Frequency::longest_interval`]): the moves over gaps are left out, and listed.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Panel {
    /// The day each return ends on.
    pub dates: Vec<Date>,
    /// Calendar days that each return spans.
    pub spans: Vec<i32>,
    /// One column of returns for each series.
    pub columns: Vec<Vec<f64>>,
    /// First day with a price that counts, from which the first return runs.
    pub first_price: Option<Date>,
    /// Whether the first and the last period are cut short, see [`partial_edges`].
    pub partial_edges: (bool, bool),
    /// Intervals that were too long, in order.
    pub long_intervals: Vec<LongInterval>,
}

/// Prices of several series on the same days.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct AlignedPrices {
    /// The days.
    pub dates: Vec<Date>,
    /// One column of prices for each series.
    pub columns: Vec<Vec<f64>>,
}

impl Panel {
    /// Aligns the series, takes the prices that end a period, and returns the changes between them.
    pub fn new(series: &[PriceView<'_>], policy: AlignPolicy, frequency: Frequency, kind: ReturnKind) -> Panel {
        without_pauses(Panel::with_pauses(series, policy, frequency, kind))
    }

    /// The same with pauses between its parts.
    pub async fn with_pauses(
        series: &[PriceView<'_>],
        policy: AlignPolicy,
        frequency: Frequency,
        kind: ReturnKind,
    ) -> Panel {
        match policy {
            AlignPolicy::Shared => {
                let (dates, prices) = shared_prices_with_pauses(series).await;
                from_prices(&dates, &prices, &[], frequency, kind).await
            }
            AlignPolicy::ForwardFill => {
                let (dates, prices, priced) = carried_forward(series).await;
                from_prices(&dates, &prices, &priced, frequency, kind).await
            }
            AlignPolicy::ReturnsFirst => returns_first(series, frequency, kind).await,
        }
    }

    /// The days between whose prices the returns run, with the prices of each series. Where returns come first, they have no such
    /// days in common: those are the days that all share.
    pub async fn prices(series: &[PriceView<'_>], policy: AlignPolicy, frequency: Frequency) -> AlignedPrices {
        let (dates, prices) = match policy {
            AlignPolicy::Shared | AlignPolicy::ReturnsFirst => shared_prices_with_pauses(series).await,
            AlignPolicy::ForwardFill => {
                let (dates, prices, _) = carried_forward(series).await;
                (dates, prices)
            }
        };
        let ends = period_ends(&dates, frequency);
        let at_ends = |column: &Vec<f64>| ends.iter().map(|row| column[*row]).collect();
        AlignedPrices {
            dates: ends.iter().map(|row| dates[*row]).collect(),
            columns: prices.iter().map(at_ends).collect(),
        }
    }

    /// How many returns each column has.
    pub fn len(&self) -> usize {
        self.dates.len()
    }

    /// Whether there is no return.
    pub fn is_empty(&self) -> bool {
        self.dates.is_empty()
    }
}

/// Days on which every series has a price, ascending.
pub fn shared_dates(series: &[PriceView<'_>]) -> Vec<Date> {
    let Some((first, others)) = series.split_first() else { return Vec::new() };
    let mut shared = first.dates.to_vec();
    for other in others.iter().filter(|other| other.dates != first.dates) {
        let mut rest = other.dates;
        shared.retain(|date| {
            let ahead = rest.iter().take_while(|other| *other < date).count();
            rest = &rest[ahead..];
            rest.first() == Some(date)
        });
    }
    shared
}

/// Days on which every series has a price, with the prices of each.
pub fn shared_prices(series: &[PriceView<'_>]) -> (Vec<Date>, Vec<Vec<f64>>) {
    without_pauses(shared_prices_with_pauses(series))
}

/// The same with pauses between its parts.
pub async fn shared_prices_with_pauses(series: &[PriceView<'_>]) -> (Vec<Date>, Vec<Vec<f64>>) {
    let dates = shared_dates(series);
    let (mut prices, mut pace) = (Vec::with_capacity(series.len()), Pace::default());
    for view in series {
        prices.push(prices_on(view, &dates));
        pace.after(view.dates.len() / 8).await;
    }
    (dates, prices)
}

/// Prices of a series on days that it has, in order.
fn prices_on(view: &PriceView<'_>, days: &[Date]) -> Vec<f64> {
    let mut row = 0;
    days.iter()
        .map(|day| {
            while view.dates[row] < *day {
                row += 1;
            }
            view.prices[row]
        })
        .collect()
}

/// `priced` tells for each series the day of every row's price, where that is another than the row's.
async fn from_prices(
    dates: &[Date],
    prices: &[Vec<f64>],
    priced: &[Vec<Date>],
    frequency: Frequency,
    kind: ReturnKind,
) -> Panel {
    let ends = period_ends(dates, frequency);
    let span = |days: &[Date], pair: &[usize]| days[pair[1]].days() - days[pair[0]].days();
    let longest = |pair: &[usize]| priced.iter().map(|days| span(days, pair)).max().unwrap_or(span(dates, pair));
    let mut panel = Panel {
        first_price: ends.first().map(|row| dates[*row]),
        partial_edges: partial_edges(dates, frequency),
        ..Panel::default()
    };
    let (mut kept, mut pace) = (Vec::with_capacity(ends.len()), Pace::default());
    for pair in ends.windows(2) {
        pace.after(priced.len() / 8).await;
        let (day, days) = (dates[pair[1]], longest(pair));
        if days > frequency.longest_interval() {
            panel.long_intervals.push(LongInterval { day, days });
            continue;
        }
        panel.dates.push(day);
        panel.spans.push(span(dates, pair));
        kept.push((pair[0], pair[1]));
    }
    for prices in prices {
        panel.columns.push(returns_between(kind, prices, &kept));
        pace.after(kept.len() / 2).await;
    }
    panel
}

/// All days of any series from the first on which each has begun to the last before one has ended, with the last known price
/// of each and the day of that price: no price is carried beyond the end of its series.
async fn carried_forward(series: &[PriceView<'_>]) -> (Vec<Date>, Vec<Vec<f64>>, Vec<Vec<Date>>) {
    let ends = |end: fn(&[Date]) -> Option<&Date>| series.iter().map(move |view| end(view.dates).copied());
    let latest_start: Option<Date> =
        ends(<[Date]>::first).collect::<Option<Vec<_>>>().and_then(|all| all.into_iter().max());
    let earliest_end: Option<Date> =
        ends(<[Date]>::last).collect::<Option<Vec<_>>>().and_then(|all| all.into_iter().min());
    let (Some(start), Some(end)) = (latest_start, earliest_end) else {
        return (Vec::new(), vec![Vec::new(); series.len()], Vec::new());
    };
    let dates: Vec<Date> = all_dates(series).into_iter().filter(|date| (start..=end).contains(date)).collect();
    let carry = |view: &PriceView<'_>| -> (Vec<f64>, Vec<Date>) {
        let mut row = 0;
        let known = |day: &Date| {
            while view.dates.get(row + 1).is_some_and(|next| next <= day) {
                row += 1;
            }
            (view.prices[row], view.dates[row])
        };
        dates.iter().map(known).unzip()
    };
    let (mut prices, mut priced, mut pace) = (Vec::new(), Vec::new(), Pace::default());
    for view in series {
        let (known, days) = carry(view);
        prices.push(known);
        priced.push(days);
        pace.after(dates.len() / 8).await;
    }
    (dates, prices, priced)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn days(days: &[i32]) -> Vec<Date> {
        days.iter().map(|day| Date::from_days(*day)).collect()
    }

    /// 1970-01-01 is a Thursday: days 1 = Friday, 2 and 3 the weekend, 4 = Monday.
    #[test]
    fn shared_dates_first_compounds_the_weekend() {
        let (coin_days, fund_days) = (days(&[0, 1, 2, 3, 4]), days(&[0, 1, 4]));
        let coin = PriceView { dates: &coin_days, prices: &[1.0, 2.0, 3.0, 4.0, 6.0] };
        let fund = PriceView { dates: &fund_days, prices: &[1.0, 1.5, 3.0] };
        let series = [coin, fund];
        let panel = |policy| Panel::new(&series, policy, Frequency::Daily, ReturnKind::Simple);
        let shared = panel(AlignPolicy::Shared);
        assert_eq!(shared.dates, days(&[1, 4]));
        assert_eq!(shared.columns, [vec![1.0, 2.0], vec![0.5, 1.0]]);
        assert_eq!(shared.first_price, Some(Date::from_days(0)));
        let returns_first = panel(AlignPolicy::ReturnsFirst);
        assert_eq!(returns_first.dates, days(&[1, 4]));
        assert_eq!(returns_first.columns, [vec![1.0, 0.5], vec![0.5, 1.0]]);
        let filled = panel(AlignPolicy::ForwardFill);
        assert_eq!(filled.dates, days(&[1, 2, 3, 4]));
        assert_eq!(filled.columns[1], [0.5, 0.0, 0.0, 1.0]);
    }

    #[test]
    fn a_gap_is_no_return_of_a_day() {
        let (a, b) = (days(&[0, 1, 2, 7, 8, 14, 15]), days(&[0, 1, 2, 3, 4, 5, 7, 8, 14, 15]));
        let prices: Vec<f64> = (1..11).map(f64::from).collect();
        let series = [&a, &b].map(|dates| PriceView { dates, prices: &prices[..dates.len()] });
        let panel = |policy, frequency| Panel::new(&series, policy, frequency, ReturnKind::Log);
        let shared = panel(AlignPolicy::Shared, Frequency::Daily);
        // Five days stay, six do not.
        assert_eq!(shared.dates, days(&[1, 2, 7, 8, 15]));
        assert_eq!(shared.spans, [1, 1, 5, 1, 1]);
        assert_eq!(shared.long_intervals, [LongInterval { day: Date::from_days(14), days: 6 }]);
        assert!(shared.columns.iter().all(|column| column.len() == 5));
        let returns_first = panel(AlignPolicy::ReturnsFirst, Frequency::Daily);
        assert_eq!((returns_first.dates, returns_first.long_intervals), (shared.dates, shared.long_intervals));
        let filled = panel(AlignPolicy::ForwardFill, Frequency::Daily);
        assert_eq!(filled.dates, days(&[1, 2, 3, 4, 5, 7, 8, 15]));
        assert_eq!(panel(AlignPolicy::Shared, Frequency::Weekly).long_intervals, []);
    }

    #[test]
    fn nothing_is_carried_beyond_its_end() {
        let (a, b) = (days(&[0, 1, 2, 3]), days(&[0, 1, 2, 3, 4, 7]));
        let prices = [1.0; 6];
        let series = [&a, &b].map(|dates| PriceView { dates, prices: &prices[..dates.len()] });
        let filled = Panel::new(&series, AlignPolicy::ForwardFill, Frequency::Daily, ReturnKind::Log);
        assert_eq!(filled.dates, days(&[1, 2, 3]));
    }

    #[test]
    fn every_day_is_accounted_for() {
        let (a, b, c) = (days(&[0, 1, 2, 3]), days(&[1, 2, 3, 4]), days(&[2, 3, 9]));
        let prices = [1.0; 4];
        let view = |dates| PriceView { dates, prices: &prices };
        let ledger = DayLedger::new(&[view(&a), view(&b), view(&c)]);
        assert_eq!((ledger.shared, ledger.any), (2, 6));
        assert_eq!((ledger.first, ledger.last), (Some(Date::from_days(2)), Some(Date::from_days(3))));
        assert_eq!(ledger.series[2].alone_missing, 1);
        assert_eq!(ledger.series[0].lost, 2);
    }

    #[test]
    fn nothing_in_common_is_an_empty_panel() {
        let (a, b) = (days(&[0, 1]), days(&[5, 6]));
        let series = [PriceView { dates: &a, prices: &[1.0, 2.0] }, PriceView { dates: &b, prices: &[1.0, 2.0] }];
        for policy in [AlignPolicy::Shared, AlignPolicy::ReturnsFirst] {
            assert!(Panel::new(&series, policy, Frequency::Weekly, ReturnKind::Log).is_empty());
        }
        assert!(Panel::new(&[], AlignPolicy::Shared, Frequency::Daily, ReturnKind::Log).is_empty());
        let none = [PriceView { dates: &[], prices: &[] }, series[0]];
        for policy in [AlignPolicy::Shared, AlignPolicy::ReturnsFirst, AlignPolicy::ForwardFill] {
            assert!(Panel::new(&none, policy, Frequency::Daily, ReturnKind::Log).is_empty());
        }
    }

    fn calendar() -> impl Strategy<Value = Vec<Date>> {
        proptest::collection::btree_set(0_i32..60, 0..40).prop_map(|set| set.into_iter().map(Date::from_days).collect())
    }

    proptest! {
        #![proptest_config(properties::kept_beside())]
        #[test]
        fn shared_dates_are_the_intersection(a in calendar(), b in calendar(), c in calendar()) {
            let prices = vec![1.0; 60];
            let views = [&a, &b, &c].map(|dates| PriceView { dates, prices: &prices[..dates.len()] });
            let expected: Vec<Date> = a.iter().copied().filter(|d| b.contains(d) && c.contains(d)).collect();
            prop_assert_eq!(&shared_dates(&views), &expected);
            let ledger = DayLedger::new(&views);
            prop_assert_eq!(ledger.shared, expected.len());
            for (days, view) in ledger.series.iter().zip(&views) {
                prop_assert_eq!(days.priced, days.lost + ledger.shared);
                prop_assert_eq!(days.priced, view.dates.len());
            }
        }
    }
}
