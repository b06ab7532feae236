//! Alignment: series with different calendars to returns over the same intervals, and the ledger of days this costs.

use serde::{Deserialize, Serialize};

use crate::date::Date;
use crate::returns::{Frequency, ReturnKind, partial_edges, period_ends, return_between};

/// How series with different calendars come together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
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

/// Returns of several series over the same intervals. No value is missing.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Panel {
    /// The day each return ends on.
    pub dates: Vec<Date>,
    /// One column of returns for each series.
    pub columns: Vec<Vec<f64>>,
    /// First day with a price that counts, from which the first return runs.
    pub first_price: Option<Date>,
    /// Whether the first and the last period are cut short, see [`partial_edges`].
    pub partial_edges: (bool, bool),
}

impl Panel {
    /// Aligns the series, takes the prices that end a period, and returns the changes between them.
    pub fn new(series: &[PriceView<'_>], policy: AlignPolicy, frequency: Frequency, kind: ReturnKind) -> Panel {
        match policy {
            AlignPolicy::Shared => {
                let (dates, prices) = shared_prices(series);
                from_prices(&dates, &prices, frequency, kind)
            }
            AlignPolicy::ForwardFill => {
                let (dates, prices) = carried_forward(series);
                from_prices(&dates, &prices, frequency, kind)
            }
            AlignPolicy::ReturnsFirst => returns_first(series, frequency, kind),
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
    for other in others {
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
    let dates = shared_dates(series);
    let prices = series.iter().map(|view| prices_on(view, &dates)).collect();
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

fn from_prices(dates: &[Date], prices: &[Vec<f64>], frequency: Frequency, kind: ReturnKind) -> Panel {
    let ends = period_ends(dates, frequency);
    let columns = prices
        .iter()
        .map(|column| ends.windows(2).map(|pair| return_between(kind, column[pair[0]], column[pair[1]])).collect())
        .collect();
    Panel {
        dates: ends.iter().skip(1).map(|row| dates[*row]).collect(),
        columns,
        first_price: ends.first().map(|row| dates[*row]),
        partial_edges: partial_edges(dates, frequency),
    }
}

/// Days on which any series has a price, ascending.
pub fn all_dates(series: &[PriceView<'_>]) -> Vec<Date> {
    let mut dates: Vec<Date> = series.iter().flat_map(|view| view.dates.iter().copied()).collect();
    dates.sort_unstable();
    dates.dedup();
    dates
}

/// All days of any series from the first on which each has begun, with the last known price of each.
fn carried_forward(series: &[PriceView<'_>]) -> (Vec<Date>, Vec<Vec<f64>>) {
    let latest_start = series.iter().map(|view| view.dates.first()).max().flatten();
    let Some(start) = latest_start.filter(|_| series.iter().all(|view| !view.dates.is_empty())) else {
        return (Vec::new(), vec![Vec::new(); series.len()]);
    };
    let dates: Vec<Date> = all_dates(series).into_iter().filter(|date| date >= start).collect();
    let carry = |view: &PriceView<'_>| {
        let mut row = 0;
        dates
            .iter()
            .map(|day| {
                while view.dates.get(row + 1).is_some_and(|next| next <= day) {
                    row += 1;
                }
                view.prices[row]
            })
            .collect()
    };
    let prices = series.iter().map(carry).collect();
    (dates, prices)
}

/// Each series' own returns, joined where they end in the same period; the day shown is the last of those joined.
fn returns_first(series: &[PriceView<'_>], frequency: Frequency, kind: ReturnKind) -> Panel {
    let period = |date: Date| match frequency {
        Frequency::Daily => date.days(),
        Frequency::Weekly => date.iso_week_index(),
        Frequency::Monthly => date.month_index(),
    };
    let own: Vec<Vec<(i32, Date, f64)>> = series
        .iter()
        .map(|view| {
            let ends = period_ends(view.dates, frequency);
            let change = |pair: &[usize]| {
                let date = view.dates[pair[1]];
                (period(date), date, return_between(kind, view.prices[pair[0]], view.prices[pair[1]]))
            };
            ends.windows(2).map(change).collect()
        })
        .collect();
    let mut panel = Panel { columns: vec![Vec::new(); series.len()], ..Panel::default() };
    let Some((first, others)) = own.split_first() else { return panel };
    let mut position = vec![0; others.len()];
    for (key, date, value) in first {
        let mut row = vec![*value];
        let mut last = *date;
        for (other, position) in others.iter().zip(&mut position) {
            while other.get(*position).is_some_and(|entry| entry.0 < *key) {
                *position += 1;
            }
            if let Some((_, date, value)) = other.get(*position).filter(|entry| entry.0 == *key) {
                row.push(*value);
                last = last.max(*date);
            }
        }
        if row.len() == series.len() {
            panel.dates.push(last);
            panel.columns.iter_mut().zip(row).for_each(|(column, value)| column.push(value));
        }
    }
    panel.partial_edges = partial_edges(&panel.dates, frequency);
    panel.first_price = series.iter().filter_map(|view| view.dates.first().copied()).max();
    panel
}

/// What bringing series together cost: the days each has, the days all share, and who is to blame for the difference.
#[derive(Clone, Debug, PartialEq, Serialize)]
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
pub struct SeriesDays {
    /// Days with a price.
    pub priced: usize,
    /// Days with a price that are not used because another series has none.
    pub lost: usize,
    /// Days on which this series is the only one without a price: without it, so many more days would be shared.
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
        #![proptest_config(crate::properties::kept_beside())]
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
