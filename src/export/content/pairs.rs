//! The correlations of all pairs, and those of the reference over time.

use super::{basis, confidence};
use crate::date::Date;
use crate::export::document::{Block, Table};
use crate::export::number::{NONE, count, fixed, p_value, percent};
use crate::study::report::{Report, RollingPairReport};
use crate::thresholds::RETURNS_OF_A_PAIR;

/// The matrix says everything twice: the other half has room for the counts.
pub(super) fn matrix(report: &Report) -> Vec<Block> {
    let matrix = &report.matrix;
    let caption = format!(
        "Below the diagonal the correlation of each pair on the days it shares ({}), none where it shares fewer than \
         {RETURNS_OF_A_PAIR} returns; above it their number.",
        basis(report)
    );
    let headers: Vec<String> = matrix.ids.iter().map(|id| format!("#{id}")).collect();
    let columns: Vec<&str> = std::iter::once("Series").chain(headers.iter().map(String::as_str)).collect();
    let rows = matrix.ids.iter().zip(matrix.r.iter().zip(&matrix.n)).enumerate().map(|(row, (id, (r, n)))| {
        let cell = |(column, (r, n)): (usize, (&Option<f64>, &u32))| match column.cmp(&row) {
            std::cmp::Ordering::Less => fixed(*r, 2),
            std::cmp::Ordering::Equal => String::new(),
            std::cmp::Ordering::Greater => count(*n as usize),
        };
        std::iter::once(id.clone()).chain(r.iter().zip(n).enumerate().map(cell)).collect()
    });
    vec![Table::new(caption, &columns).with(rows)]
}

/// A line of thousands of windows in its ends and extremes.
pub(super) fn over_time(report: &Report) -> Vec<Block> {
    let rolling = &report.rolling;
    if rolling.pairs.is_empty() {
        return vec![Block::Text("Nothing was ranked, so there is no pair to follow.".to_owned())];
    }
    let caption = format!(
        "Correlations over windows of {} returns, by the day on which they end: the last, the lowest and the highest. Whole \
         periods are those of each pair.",
        rolling.window
    );
    let low = format!("#{} low", percent(confidence(report)));
    let columns = ["Pair", "#Whole period", &low, "#high", "#Returns", "Last window", "Lowest", "Highest"];
    let mut blocks = vec![Table::new(caption, &columns).with(rolling.pairs.iter().map(row))];
    let changes: Vec<Vec<String>> = rolling.pairs.iter().filter_map(changed).collect();
    if !changes.is_empty() {
        let caption = "The day on which the level changed most, with its interval, the correlation before and from that day \
                       on, and the p-value of a correlation that never changed.";
        blocks.push(Table::new(caption, &["Pair", "Day", "Interval", "#Before", "#After", "#p"]).with(changes));
    }
    blocks
}

fn row(pair: &RollingPairReport) -> Vec<String> {
    let windows = || pair.dates.iter().zip(&pair.r).filter_map(|(date, r)| r.map(|r| (*date, r)));
    let said = |window: Option<(Date, f64)>| {
        window.map_or_else(|| NONE.to_owned(), |(date, r)| format!("{} ({date})", fixed(r, 3)))
    };
    vec![
        format!("{} × {}", pair.a, pair.b),
        fixed(pair.whole.r, 3),
        fixed(pair.whole.low, 3),
        fixed(pair.whole.high, 3),
        count(pair.whole.n),
        said(windows().next_back()),
        said(windows().min_by(|a, b| a.1.total_cmp(&b.1))),
        said(windows().min_by(|a, b| b.1.total_cmp(&a.1))),
    ]
}

fn changed(pair: &RollingPairReport) -> Option<Vec<String>> {
    let found = pair.change?;
    Some(vec![
        format!("{} × {}", pair.a, pair.b),
        found.day.to_string(),
        format!("{} to {}", found.low, found.high),
        fixed(found.r_before, 3),
        fixed(found.r_after, 3),
        p_value(Some(found.p)),
    ])
}
