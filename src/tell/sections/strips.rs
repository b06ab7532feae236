//! How every series was traded, month by month.

use crate::chart::calendar::HOLIDAYS;
use crate::number::count;
use crate::study::alignment::Strip;
use crate::tell::cell::Cell;
use crate::tell::document::{Block, Section, Table, number, text};
use crate::tell::figure::{Figure, Mark, Plot, key};

/// What stands out: weekends, missing days and prices that stand still.
pub(crate) fn sections(found: &[Strip]) -> Vec<Section> {
    let strips: Vec<&Strip> = found.iter().filter(|strip| !strip.weekdays.is_empty()).collect();
    if strips.is_empty() {
        return Vec::new();
    }
    let figure = Figure {
        caption: format!("Days of {} series, month by month.", count(strips.len())),
        legend: vec![
            key(Mark::Weekdays, "weekdays with a price, paler where some are missing"),
            key(Mark::Weekends, "below: weekends traded"),
            key(Mark::Missing, format!("above: more than {HOLIDAYS} weekdays missing")),
            key(Mark::Stale, "through it: five and more equal prices"),
        ],
        plot: Plot::OnPage,
    };
    let findings = findings(&strips).into_iter().map(Block::Text);
    let blocks = std::iter::once(Block::Figure(figure)).chain(findings).collect();
    vec![Section::new("calendar", "Calendars", blocks)]
}

fn sum(counts: &[u32]) -> u64 {
    counts.iter().copied().map(u64::from).sum()
}

fn findings(strips: &[&Strip]) -> [String; 3] {
    const NAMED: usize = 6;
    let of = |keep: &dyn Fn(&Strip) -> bool| -> Vec<&str> {
        strips.iter().filter(|strip| keep(strip)).map(|strip| strip.id.as_str()).collect()
    };
    let named = |ids: &[&str]| {
        let more = ids.len().saturating_sub(NAMED);
        let rest = if more > 0 { format!(" and {} more", count(more)) } else { String::new() };
        format!("{}{rest}", ids.iter().take(NAMED).copied().collect::<Vec<_>>().join(", "))
    };
    let have = |ids: &[&str]| {
        format!("{} of {} {}", count(ids.len()), count(strips.len()), if ids.len() == 1 { "has" } else { "have" })
    };
    let weekends = of(&|strip| sum(&strip.weekends) > 0);
    let gaps = of(&|strip| strip.missing.iter().any(|days| *days > HOLIDAYS));
    let stale = of(&|strip| sum(&strip.stale) > 0);
    [
        match weekends.len() {
            0 => "None trades on weekends.".to_owned(),
            all if all == strips.len() => "All trade on weekends.".to_owned(),
            some => format!("{} of {} trade on weekends: {}.", count(some), count(strips.len()), named(&weekends)),
        },
        match gaps.len() {
            0 => "No month lacks more weekdays than holidays explain.".to_owned(),
            _ => {
                format!("{} months that lack more than {HOLIDAYS} weekdays: {}.", have(&gaps), named(&gaps))
            }
        },
        match stale.len() {
            0 => "No price stands still for five days.".to_owned(),
            _ => format!("{} stretches of five and more equal prices: {}.", have(&stale), named(&stale)),
        },
    ]
}

/// The days of every series, year by year.
pub(crate) fn by_year(found: &[Strip]) -> Table {
    let columns = [
        text("Series"),
        text("Year"),
        number("Weekdays with a price"),
        number("Weekdays missing"),
        number("Weekend days"),
        number("In equal prices"),
    ];
    let mut rows = Vec::new();
    for strip in found {
        let year = |at: usize| (strip.first_month + at as i32).div_euclid(12);
        let months: Vec<usize> = (0..strip.weekdays.len()).collect();
        for months in months.chunk_by(|a, b| year(*a) == year(*b)) {
            let of = |counts: &[u32]| {
                Cell::Count(months.iter().filter_map(|at| counts.get(*at)).copied().map(u64::from).sum())
            };
            let first = months.first().copied().unwrap_or(0);
            rows.push(vec![
                Cell::text(&strip.id),
                Cell::text(year(first).to_string()),
                of(&strip.weekdays),
                of(&strip.missing),
                of(&strip.weekends),
                of(&strip.stale),
            ]);
        }
    }
    Table::new("Days of every series by year.", columns, rows)
}
