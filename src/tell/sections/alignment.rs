//! What calendars do to one pair: the same correlation under four conventions, and which series leads.

use crate::number::{counted, fixed, interval};
use crate::study::alignment::{Alignment, CalendarConvention, Convention, LagRow};
use crate::study::study::Study;
use crate::tell::basis::low;
use crate::tell::cell::Cell;
use crate::tell::document::{Block, Section, Table, number, text};
use crate::tell::figure::{Figure, Interval, LabelledBar, Mark, Plot, interval_key, key};

/// The conventions, then lead and lag where there are enough days for it.
pub(crate) fn sections(study: &Study<'_>, found: &Alignment) -> Vec<Section> {
    let mut sections = vec![conventions(study, found)];
    if !found.lead_lag.is_empty() {
        sections.push(lead_lag(found));
    }
    sections
}

fn name(convention: &Convention) -> &'static str {
    match convention.name {
        CalendarConvention::Shared => "Shared days",
        CalendarConvention::ReturnsFirst => "Returns first",
        CalendarConvention::ForwardFill => "Forward fill",
        CalendarConvention::Weekly => "Weekly",
    }
}

fn conventions(study: &Study<'_>, found: &Alignment) -> Section {
    let confidence = study.settings.confidence;
    let reading = |way: &Convention| {
        let Convention { estimate, .. } = way;
        format!(
            "{}: {} ({}), {}",
            name(way),
            fixed(estimate.r, 3),
            interval(estimate.low, estimate.high, 2),
            counted(estimate.n as u64, "return")
        )
    };
    let row =
        |way: &Convention| Interval::of(name(way), &way.estimate, way.name == CalendarConvention::Shared, reading(way));
    let figure = Figure {
        caption: format!("One correlation, of {} and {}, under four conventions.", found.a, found.b),
        legend: vec![
            key(Mark::FilledDot, "what everything else here uses"),
            key(Mark::HollowDot, "for comparison"),
            interval_key(confidence),
        ],
        plot: Plot::Intervals { rows: found.conventions.iter().map(row).collect(), confidence },
    };
    let columns = [
        text("Convention"),
        number("Correlation"),
        low(confidence),
        number("high"),
        number("Difference"),
        number("Returns"),
        text("Days"),
        text("What is done"),
    ];
    let cells = |way: &Convention| {
        vec![
            Cell::text(name(way)),
            Cell::number(way.estimate.r, 3),
            Cell::number(way.estimate.low, 3),
            Cell::number(way.estimate.high, 3),
            Cell::number(way.difference, 3),
            Cell::count(way.estimate.n),
            Cell::Days(way.first, way.last),
            Cell::text(way.words),
        ]
    };
    let caption =
        format!("The correlation of {} and {} under four conventions, the right one first.", found.a, found.b);
    let mut blocks = vec![figure.into()];
    blocks.extend(filling(found).map(Block::Text));
    blocks.push(Table::new(caption, columns, found.conventions.iter().map(cells)).into());
    Section::new("conventions", format!("One correlation, four ways: {} and {}", found.a, found.b), blocks)
}

/// What carrying prices forward does.
fn filling(found: &Alignment) -> Option<String> {
    let filled = found.conventions.iter().find(|way| way.name == CalendarConvention::ForwardFill)?;
    let change = filled.difference?;
    let size = fixed(change.abs(), 2);
    let than = match size.as_str() {
        "0.00" => "here as much as".to_owned(),
        size => format!("{size} {} than", if change > 0.0 { "more" } else { "less" }),
    };
    Some(format!("Filling prices forward gives {}: {than} the days that both have.", fixed(filled.estimate.r, 2)))
}

/// Which of the pair comes later at this lag.
fn later(found: &Alignment, lag: i32) -> String {
    match lag {
        0 => "same day".to_owned(),
        _ => format!(
            "{} {} later",
            if lag > 0 { &found.b } else { &found.a },
            counted(u64::from(lag.unsigned_abs()), "day")
        ),
    }
}

fn lead_lag(found: &Alignment) -> Section {
    let beyond = |row: &LagRow| found.bound.is_some_and(|bound| row.r.abs() > bound);
    let far: Vec<String> = found
        .lead_lag
        .iter()
        .filter(|row| row.lag != 0 && beyond(row))
        .map(|row| format!("{} {}", later(found, row.lag), fixed(row.r, 2)))
        .collect();
    let outcome = if far.is_empty() {
        "Beside the same day, no lag is more than noise.".to_owned()
    } else {
        format!("More than noise beside the same day: {}.", far.join(", "))
    };
    let reading = |row: &LagRow| {
        let size = if beyond(row) { "more than noise" } else { "within noise" };
        format!("{}: {}, {size}", later(found, row.lag), fixed(row.r, 3))
    };
    let bar = |row: &LagRow| LabelledBar {
        label: if row.lag == 0 { "0".to_owned() } else { crate::number::signed(f64::from(row.lag), 0) },
        value: row.r,
        reading: reading(row),
    };
    let mut legend = Vec::new();
    if let Some(bound) = found.bound {
        legend = vec![
            key(Mark::Band, format!("within ±{} is noise", fixed(bound, 3))),
            key(Mark::FilledBar, "beyond it"),
            key(Mark::HollowBar, "within it"),
        ];
    }
    let figure = Figure {
        caption: format!(
            "Daily correlation of {} and {} by lag: to the left {} comes later, to the right {}.",
            found.a, found.b, found.a, found.b
        ),
        legend,
        plot: Plot::Bars { bars: found.lead_lag.iter().map(bar).collect(), bound: found.bound },
    };
    let noise = found.bound.map_or_else(String::new, |bound| format!(" Within ±{} is noise.", fixed(bound, 3)));
    let caption = format!("Lead and lag: the daily correlation of {} and {} on shared days.{noise}", found.a, found.b);
    let row = |row: &LagRow| vec![Cell::text(later(found, row.lag)), Cell::number(row.r, 3)];
    let table = Table::new(caption, [text("Lag"), number("Correlation")], found.lead_lag.iter().map(row));
    Section::new("lead-lag", "Which leads?", vec![figure.into(), Block::Text(outcome), table.into()])
}
