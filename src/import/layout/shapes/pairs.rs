//! Several tables side by side: pairs of columns with dates and prices of their own, as sheets have them that ask for one
//! asset after the other.

use crate::import::cells::number::{self, DecimalMark, Number};
use crate::import::layout::header::{Role, is_last_trade, is_unit_name, reading, role};
use crate::import::layout::plan::{DateColumns, ValueColumn};
use crate::import::layout::profile::SampleRow;
use crate::import::layout::sections::Sections;

/// One table of those that stand side by side.
pub(crate) struct Pair {
    /// Where its days stand.
    pub date: DateColumns,
    /// Where its prices stand.
    pub value: ValueColumn,
}

/// The pairs of a table; none unless it has two or more columns of dates under the same name, and behind each, before the
/// next, a column of prices.
pub(crate) fn pairs(table: &Sections<'_>) -> Option<Vec<Pair>> {
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
    Some(Pair { date: DateColumns::One { index: date, format }, value: ValueColumn::new(value, &name, Some(&symbol)) })
}

/// The asset of a pair: the header of its prices if that is no word for a price, else what stands above the pair.
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
        [date, value].into_iter().map(|column| row.field(column)).find(|cell| names(cell)).map(str::to_owned)
    })
}

/// Whether a cell above a header could name an asset.
fn names(cell: &str) -> bool {
    !is_unit_name(cell) && number::read(DecimalMark::Point, cell.as_bytes()) == Number::Unreadable
}

fn letters(name: &str) -> String {
    name.chars().filter(|c| c.is_alphabetic()).flat_map(char::to_lowercase).collect()
}

/// The symbol that a line above the table gives: `Security,SPX Index` or `Symbol: SPY`.
pub(crate) fn labelled_symbol(above: &[SampleRow]) -> Option<String> {
    above.iter().find_map(|row| {
        let mut cells = row.fields.iter().map(String::as_str).filter(|cell| !cell.is_empty());
        let (label, symbol) = match (cells.next()?, cells.next()) {
            (label, Some(symbol)) => (label.trim_end_matches(':'), symbol),
            (both, None) => both.split_once(':')?,
        };
        let is_label = role(label.trim()) == Role::Symbol;
        (is_label && cells.next().is_none() && names(symbol)).then(|| symbol.trim().to_owned())
    })
}
