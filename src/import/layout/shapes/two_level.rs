//! Tables with two header rows: one with names of fields, one with symbols.

use crate::import::cells::date_text;
use crate::import::cells::number::{self, DecimalMark, Number};
use crate::import::layout::header::{Role, is_unit_name, role};
use crate::import::layout::plan::{ByDay, DateColumns, Layout, Plan, ValueColumn};
use crate::import::layout::profile::SampleRow;
use crate::import::layout::sections::Sections;
use crate::import::layout::shapes::{Found, Look, Shape};

/// See the module.
pub(super) const SHAPE: Shape = Shape {
    name: "two-level",
    what: "Two header rows, one of fields and one of symbols, over a column for each asset.",
    unasked: false,
    look: Look::AtTable(find),
};

/// A wide table whose header names the fields and has a row of symbols beside it, as `yfinance` writes it for `download`, or
/// with cells merged as spreadsheets do.
fn find(table: &Sections<'_>, date: DateColumns) -> Found {
    let (header, header_records) = table.header?;
    let beside = [Some(header_records), header_records.checked_sub(2)];
    let rows = beside.into_iter().flatten().filter_map(|index| table.above.get(index));
    // A line of text above the header has fewer cells.
    let rows = rows.filter(|row| row.fields.len() >= header.fields.len());
    let symbols =
        rows.filter(|row| begins(row, date)).map(|row| filled(row, header, date)).find(|row| are_symbols(row, date))?;
    let fields = filled(header, header, date);
    let data = table.data;
    let of_role = |wanted: Role| -> Vec<usize> {
        let suits = |column: &usize| data.has_numbers(*column) || data.may_begin_later(*column);
        let named = fields.iter().enumerate().filter(|(column, name)| !date.holds(*column) && role(name) == wanted);
        named.map(|(column, _)| column).filter(suits).collect()
    };
    let has_numbers = |columns: &Vec<usize>| columns.iter().any(|column| data.has_numbers(*column));
    let prices = [Role::AdjustedClose, Role::Close, Role::Price].into_iter().map(of_role).find(has_numbers)?;
    let text = |row: &[String], column: usize| row.get(column).cloned().unwrap_or_default();
    let caps = of_role(Role::MarketCap);
    let values = prices
        .into_iter()
        .map(|index| ValueColumn {
            market_cap: caps.iter().copied().find(|other| symbols.get(*other) == symbols.get(index)),
            ..ValueColumn::new(index, &text(&fields, index), Some(&text(&symbols, index)))
        })
        .collect();
    let columns =
        (0..fields.len()).map(|column| format!("{} {}", text(&symbols, column), text(&fields, column))).collect();
    let plan = Plan::ByDay(ByDay { dates: date, values });
    Some(Ok(Layout::new(SHAPE.name, table.above.len(), columns, plan, data.mark)))
}

/// Whether a row may be one of symbols by the cell above or below the dates. A line such as `Currency,USD` above the header is
/// none.
fn begins(row: &SampleRow, date: DateColumns) -> bool {
    let first = row.field(date.first());
    // One word in front of the dates is a title.
    let mut words = (0..row.fields.len()).filter(|column| !row.field(*column).is_empty());
    if words.next().is_some_and(|column| column < date.first()) && words.next().is_none() {
        return false;
    }
    first.is_empty() || matches!(role(first), Role::Symbol | Role::Name | Role::Date)
}

/// A row as long as the header, with each empty cell filled from the left, as merged cells leave them; the cells of the date
/// stay.
fn filled(row: &SampleRow, header: &SampleRow, date: DateColumns) -> Vec<String> {
    let mut last = String::new();
    let cell = |column: usize| {
        let cell = row.field(column);
        if date.holds(column) {
            return cell.to_owned();
        }
        if !cell.is_empty() {
            cell.clone_into(&mut last);
        }
        last.clone()
    };
    (0..header.fields.len()).map(cell).collect()
}

/// Whether a row gives a symbol to each column, and not a unit. Some tickers are header words too (COIN, LOW, OPEN): one that
/// is not, or one ticker all along, is enough.
fn are_symbols(row: &[String], date: DateColumns) -> bool {
    let cells: Vec<&String> =
        row.iter().enumerate().filter(|(column, _)| !date.holds(*column)).map(|(_, cell)| cell).collect();
    let is_name = |cell: &&String| {
        let text = cell.as_bytes();
        number::read(DecimalMark::Point, text) == Number::Unreadable && date_text::read(text).is_none()
    };
    // One word over all columns is a ticker only if it looks like one: it may be the address of the source.
    let ticker = |cell: &&&String| cell.chars().count() <= 12 && !cell.contains([' ', ':', '/']);
    let one_ticker = cells.iter().all(|cell| Some(cell) == cells.first());
    !cells.is_empty()
        && cells.iter().all(is_name)
        && !cells.iter().all(|cell| is_unit_name(cell))
        && if one_ticker {
            cells.first().is_some_and(|cell| ticker(&cell))
        } else {
            cells.iter().any(|cell| role(cell) == Role::Unknown)
        }
}
