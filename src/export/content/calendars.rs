//! What calendars do: the days they cost, and the same correlation under four conventions.

use super::confidence;
use crate::export::document::{Block, Table};
use crate::export::number::{count, days, fixed, percent};
use crate::panel::LongInterval;
use crate::study::alignment::Alignment;
use crate::study::ranking::RankingDays;
use crate::study::report::Report;

pub(super) fn blocks(report: &Report) -> Vec<Block> {
    let mut blocks = Vec::new();
    blocks.extend(report.panel.iter().flat_map(ledger));
    blocks.extend(report.alignment.iter().flat_map(|alignment| conventions(alignment, confidence(report))));
    if blocks.is_empty() {
        blocks.push(Block::Text("Nothing was ranked, so no calendars were brought together.".to_owned()));
    }
    blocks
}

fn ledger(panel: &RankingDays) -> Vec<Block> {
    let share = format!(
        "Of {} days on which any of these series has a price, all share {}, {}.",
        count(panel.any),
        count(panel.shared),
        days(panel.first, panel.last)
    );
    let edge = match panel.partial_edges {
        (false, false) => None,
        (true, false) => Some("The first period is cut short by the data."),
        (false, true) => Some("The last period is cut short by the data."),
        (true, true) => Some("The first and the last period are cut short by the data."),
    };
    let mut blocks = vec![Block::Text(share)];
    blocks.extend(edge.map(|edge| Block::Text(edge.to_owned())));
    blocks.extend(panel.bottleneck.iter().map(|bottleneck| Block::Warning(bottleneck.message.clone())));
    blocks.extend(long_intervals(&panel.long_intervals).map(Block::Text));
    let columns = ["Series", "#Days with a price", "#Of these not shared", "#Days gained without it"];
    blocks.push(Table::new("The days behind the ranking.", &columns).with(panel.series.iter().map(|series| {
        let days = series.days;
        vec![series.id.clone(), count(days.priced), count(days.lost), count(days.alone_missing)]
    })));
    blocks
}

/// The moves over gaps, which are returns of no such period.
fn long_intervals(intervals: &[LongInterval]) -> Option<String> {
    const NAMED: usize = 5;
    if intervals.is_empty() {
        return None;
    }
    let named: Vec<String> =
        intervals.iter().take(NAMED).map(|long| format!("{} ({} days)", long.day, long.days)).collect();
    let more = intervals.len().saturating_sub(NAMED);
    let rest = if more > 0 { format!(" and {} more", count(more)) } else { String::new() };
    Some(format!(
        "Left out of every statistic, since they span more than a return may: the moves to {}{rest}.",
        named.join(", ")
    ))
}

fn conventions(alignment: &Alignment, confidence: f64) -> Vec<Block> {
    let pair = format!("{} and {}", alignment.a, alignment.b);
    let low = format!("#{} low", percent(confidence));
    let columns = ["Convention", "#Correlation", &low, "#high", "#Difference", "#Returns", "Days", "What is done"];
    let ways = Table::new(format!("The correlation of {pair} under four conventions, the right one first."), &columns)
        .with(alignment.conventions.iter().map(|way| {
            vec![
                way.name.to_owned(),
                fixed(way.estimate.r, 3),
                fixed(way.estimate.low, 3),
                fixed(way.estimate.high, 3),
                fixed(way.difference, 3),
                count(way.estimate.n),
                days(way.first, way.last),
                way.words.to_owned(),
            ]
        }));
    let noise = alignment.bound.map_or_else(String::new, |bound| format!(" Within ±{} is noise.", fixed(bound, 3)));
    let lags = Table::new(
        format!(
            "Lead and lag: the daily correlation of {} with {} so many days later, on shared days.{noise}",
            alignment.a, alignment.b
        ),
        &["Days later", "#Correlation"],
    )
    .with(alignment.lead_lag.iter().map(|row| vec![fixed(f64::from(row.lag), 0), fixed(row.r, 3)]));
    vec![ways, lags]
}
