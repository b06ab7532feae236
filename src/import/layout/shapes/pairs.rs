//! Several tables side by side: pairs of columns with dates and prices of their own, as sheets have them that ask for one
//! asset after the other.

use crate::import::layout::header::{Role, is_last_trade, reading};
use crate::import::layout::labelled::names_asset;
use crate::import::layout::plan::{DateColumns, Layout, Pair, Plan, ValueColumn};
use crate::import::layout::sections::Sections;
use crate::import::layout::shapes::{Found, Look, Shape};

/// See the module.
pub(super) const SHAPE: Shape = Shape {
    name: "pairs",
    what: "Several tables stand side by side: a column of days before each column of prices.",
    unasked: true,
    look: Look::AtTable(find),
};

fn find(table: &Sections<'_>, dates: DateColumns) -> Found {
    let pairs = pairs(table)?;
    Some(Ok(Layout::new(SHAPE.name, table.header_records(dates), table.names(), Plan::Pairs(pairs), table.data.mark)))
}

/// The pairs of a table; none unless it has two or more columns of dates under the same name, and behind each, before the
/// next, a column of prices.
fn pairs(table: &Sections<'_>) -> Option<Vec<Pair>> {
    let (header, _) = table.header?;
    let columns = table.data.columns().max(header.fields.len());
    let has_dates = |column: &usize| table.data.date_format(*column).is_some();
    let named = |wanted: Role| (0..columns).filter(move |column| table.role(*column) == wanted).filter(has_dates);
    // The asset may stand above its dates, with nothing above the prices.
    let titled: Vec<usize> = named(Role::Unknown).filter(|column| !header.field(*column).is_empty()).collect();
    if titled.len() > 1 && titled.iter().all(|column| header.field(column + 1).is_empty()) {
        return split(table, &titled, columns);
    }
    let dates: Vec<usize> = named(Role::Date).collect();
    // "Date" and "Date.1", but not "Date" and "Expiry date".
    let same =
        |column: &usize| letters(header.field(*column)) == letters(header.field(*dates.first().unwrap_or(column)));
    if dates.len() < 2 || !dates.iter().all(same) {
        return None;
    }
    split(table, &dates, columns)
}

fn split(table: &Sections<'_>, dates: &[usize], columns: usize) -> Option<Vec<Pair>> {
    let ends = dates.iter().skip(1).copied().chain([columns]);
    dates.iter().zip(ends).map(|(date, end)| pair(table, *date, end)).collect()
}

fn pair(table: &Sections<'_>, date: usize, end: usize) -> Option<Pair> {
    let format = table.data.date_format(date)?;
    let rank = |column: &usize| match table.role(*column) {
        Role::AdjustedClose => Some(0),
        Role::Close => Some(if is_last_trade(table.name(*column)) { 2 } else { 1 }),
        Role::Price => Some(3),
        Role::Unknown => Some(4),
        _ => None,
    };
    let numeric = |column: &usize| table.data.has_numbers(*column) || table.data.may_begin_later(*column);
    let value = (date + 1..end).filter(numeric).filter_map(|column| Some((rank(&column)?, column))).min()?.1;
    let name = Some(table.label(value)).filter(|name| !name.is_empty()).unwrap_or_else(|| table.label(date));
    let symbol = symbol(table, date, value).unwrap_or_else(|| format!("{name} in column {}", value + 1));
    Some(Pair { dates: DateColumns::One { index: date, format }, value: ValueColumn::new(value, &name, Some(&symbol)) })
}

/// The asset of a pair: the header of its prices if that is not a word for a price, else what stands above the pair.
fn symbol(table: &Sections<'_>, date: usize, value: usize) -> Option<String> {
    let (header, count) = table.header?;
    let own = header.field(value);
    if table.role(value) == Role::Unknown && !own.is_empty() {
        return Some(own.to_owned());
    }
    if table.role(date) == Role::Unknown {
        return Some(header.field(date).to_owned());
    }
    if let Some(prefix) = reading(own).prefix {
        return Some(prefix);
    }
    let above = table.above.get(..count.checked_sub(1)?)?;
    above.iter().rev().find_map(|row| {
        [date, value].into_iter().map(|column| row.field(column)).find(|cell| names_asset(cell)).map(str::to_owned)
    })
}

fn letters(name: &str) -> String {
    name.chars().filter(|c| c.is_alphabetic()).flat_map(char::to_lowercase).collect()
}
