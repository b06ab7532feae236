//! Every series, and what it is taken for.

use crate::catalog::{AssetClass, Kind, Size};
use crate::number::signed;
use crate::study::roster::Member;
use crate::tell::cell::Cell;
use crate::tell::document::{Section, Table, number, text};

/// The section.
pub(crate) fn section(members: &[Member]) -> Section {
    let columns = [
        text("Series"),
        text("Name"),
        text("Class"),
        text("Kind"),
        text("Sector"),
        text("Size"),
        text("Currency"),
        text("Use"),
        text("First day"),
        text("Last day"),
        number("Days"),
        number("First price"),
        number("Last price"),
        text("Column"),
        text("File"),
    ];
    let table = Table::new("Every series, and what it is taken for.", columns, members.iter().map(member));
    Section::new("series", "Series", vec![table.into()])
}

fn member(member: &Member) -> Vec<Cell> {
    vec![
        Cell::text(&member.id),
        Cell::text(&member.name),
        Cell::text(member.class.map_or("not known", AssetClass::code)),
        Cell::text(kind(member)),
        Cell::text(member.sector.clone().unwrap_or_default()),
        Cell::text(member.size.map_or("", Size::code)),
        Cell::text(member.currency.unwrap_or_default()),
        Cell::text(part(member)),
        Cell::Day(member.first),
        Cell::Day(member.last),
        Cell::count(member.count),
        Cell::Price(member.first_value),
        Cell::Price(member.last_value),
        Cell::text(&member.value_column),
        Cell::text(&member.file),
    ]
}

/// What it is, and whether its price depends on coins all the same.
fn kind(member: &Member) -> String {
    let kind = member.kind.map_or("", Kind::code);
    match (kind, member.crypto_exposed) {
        (kind, false) => kind.to_owned(),
        ("", true) => "crypto-exposed".to_owned(),
        (kind, true) => format!("{kind}, crypto-exposed"),
    }
}

/// What part it takes.
fn part(member: &Member) -> String {
    let part = match &member.part_of {
        _ if member.ignored => "left out".to_owned(),
        Some(sector) => format!("part of {sector}"),
        None => "used".to_owned(),
    };
    match member.shift_days {
        0 => part,
        days => format!("{part}, days shifted by {}", signed(f64::from(days), 0)),
    }
}
