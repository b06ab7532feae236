//! Rows with a time of day: the close of a day is its last row by the clock, in whatever order the rows stand.

use crate::date::Date;
use crate::diagnostic::{Code, Diagnostic};
use crate::import::cells::date_text::DateOrders;
use crate::import::rows::columns::Columns;

/// Days from which a usual time of the close is known.
const FEWEST_DAYS: usize = 5;
/// How much earlier than usual the last day must end to be reported, in seconds.
const EARLIER: u32 = 3_600;

/// The rows of a store by day and clock, and whether that changes which row of a day is the last: not where each day has one time.
pub(super) fn by_the_clock(store: Columns, clocks: &[u32], orders: DateOrders) -> (Columns, bool) {
    if clocks.len() != store.rows() {
        return (store, false);
    }
    let mut moments: Vec<(Date, u32, usize)> = Vec::with_capacity(clocks.len());
    let mut undated: Vec<usize> = Vec::new();
    for (row, (day, second)) in store.days(orders).into_iter().zip(clocks).enumerate() {
        match day {
            Some(day) => moments.push((day, *second, row)),
            None => undated.push(row),
        }
    }
    // Of rows of one moment the newest in the file's own order stays the last.
    let newest_first = matches!((moments.first(), moments.last()), (Some(first), Some(last)) if first.0 > last.0);
    if newest_first {
        moments.reverse();
    }
    moments.sort_by_key(|(day, second, _)| (*day, *second));
    if !moments.windows(2).any(|pair| matches!(pair, [a, b] if a.0 == b.0 && a.1 != b.1)) {
        return (store, false);
    }
    (store.arranged(&moments.into_iter().map(|(_, _, row)| row).chain(undated).collect::<Vec<_>>()), true)
}

/// The usual second of the day; none where rows have no time.
pub(super) fn usual_second(clocks: &[u32]) -> Option<u32> {
    let mut clocks = clocks.to_vec();
    clocks.sort_unstable();
    clocks.get(clocks.len() / 2).copied()
}

/// The diagnostic where the last day of a series ends earlier than days usually do: its close is not final.
pub(super) fn unfinished(symbol: &str, store: &Columns, clocks: &[u32], orders: DateOrders) -> Option<Diagnostic> {
    if clocks.len() != store.rows() {
        return None;
    }
    let mut closes: Vec<(Date, u32)> =
        store.days(orders).into_iter().zip(clocks).filter_map(|(day, second)| Some((day?, *second))).collect();
    closes.sort_unstable();
    // The last of each day.
    closes.reverse();
    closes.dedup_by_key(|(day, _)| *day);
    let ((day, last), before) = closes.split_first()?;
    let mut usual: Vec<u32> = before.iter().map(|(_, second)| *second).collect();
    usual.sort_unstable();
    let typical = *usual.get(usual.len() / 2)?;
    let alike = usual.iter().filter(|second| second.abs_diff(typical) < EARLIER).count();
    let told = before.len() >= FEWEST_DAYS && alike * 10 >= before.len() * 9 && last.abs_diff(typical) >= EARLIER;
    told.then(|| {
        Diagnostic::remark(
            Code::UnfinishedDay,
            format!(
                "The last price of {symbol}, on {day}, was taken at {}, those of other days at {}: it may not be a close. The day is used.",
                spelled(*last),
                spelled(typical)
            ),
        )
    })
}

/// `16:00`.
fn spelled(second: u32) -> String {
    format!("{:02}:{:02}", second / 3_600, second / 60 % 60)
}
