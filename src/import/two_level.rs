//! Tables with two header rows: one with names of fields, one with symbols.

use super::date_text;
use super::decimal::Sureness;
use super::header::{Role, role};
use super::number::{self, DecimalMark, Number};
use super::plan::{DateColumns, Days, Layout, ValueColumn};
use super::profile::SampleRow;
use super::refusal::{Unreadable, no_price};
use super::sections::Sections;

/// A wide table whose header names the fields and has a row of symbols beside it, as `yfinance` writes it for `download`, or
/// with cells merged as spreadsheets do. `None` where there is no such row.
pub fn two_level(
    table: &Sections<'_>,
    (header, header_records): (&SampleRow, usize),
    date: DateColumns,
) -> Option<Result<Layout, Unreadable>> {
    let beside = [Some(header_records), header_records.checked_sub(2)];
    let fields = filled(header, header, date);
    let symbols = beside
        .into_iter()
        .flatten()
        .filter_map(|index| table.above.get(index))
        .map(|row| filled(row, header, date))
        .find(|row| are_symbols(row, date))?;
    Some(layout(table, header, &fields, &symbols, date))
}

/// A row with each empty cell filled from the left, as merged cells leave them; the cells of the date stay. A row with one
/// word only is not spread: it may be a remark, unless nothing or the word for a symbol stands in front.
fn filled(row: &SampleRow, header: &SampleRow, date: DateColumns) -> Vec<String> {
    let columns = header.fields.len();
    let words = (0..columns).filter(|column| !date.holds(*column) && !row.field(*column).is_empty()).count();
    let in_front = row.field(date.first());
    let spread = words > 1 || in_front.is_empty() || role(in_front) == Role::Symbol;
    let mut last = String::new();
    (0..columns)
        .map(|column| {
            let cell = row.field(column);
            if date.holds(column) || !spread {
                return cell.to_owned();
            }
            if !cell.is_empty() {
                cell.clone_into(&mut last);
            }
            last.clone()
        })
        .collect()
}

/// Whether a row gives a symbol to each column. Some tickers are header words too (COIN, LOW, OPEN): one that is not, or one
/// ticker all along, is enough.
fn are_symbols(row: &[String], date: DateColumns) -> bool {
    let cells: Vec<&String> =
        row.iter().enumerate().filter(|(column, _)| !date.holds(*column)).map(|(_, cell)| cell).collect();
    let is_name = |cell: &&String| {
        let text = cell.as_bytes();
        number::read(DecimalMark::Point, text) == Number::Unreadable && date_text::read(text).is_none()
    };
    let one_ticker = cells.iter().all(|cell| Some(cell) == cells.first());
    !cells.is_empty()
        && cells.iter().all(is_name)
        && (one_ticker || cells.iter().any(|cell| role(cell) == Role::Unknown))
}

fn layout(
    table: &Sections<'_>,
    header: &SampleRow,
    fields: &[String],
    symbols: &[String],
    date: DateColumns,
) -> Result<Layout, Unreadable> {
    let data = table.data;
    let of_role = |wanted: Role| -> Vec<usize> {
        let suits = |column: &usize| data.has_numbers(*column) || data.may_begin_later(*column);
        let named = fields.iter().enumerate().filter(|(column, name)| !date.holds(*column) && role(name) == wanted);
        named.map(|(column, _)| column).filter(suits).collect()
    };
    let has_numbers = |columns: &Vec<usize>| columns.iter().any(|column| data.has_numbers(*column));
    let roles = [Role::AdjustedClose, Role::Close, Role::Price];
    let prices = roles.into_iter().map(of_role).find(has_numbers).ok_or_else(|| no_price(header))?;
    let text = |row: &[String], column: usize| row.get(column).cloned().unwrap_or_default();
    let caps = of_role(Role::MarketCap);
    let values = prices
        .into_iter()
        .map(|index| ValueColumn {
            market_cap: caps.iter().copied().find(|other| symbols.get(*other) == symbols.get(index)),
            ..ValueColumn::new(index, &text(fields, index), Some(&text(symbols, index)))
        })
        .collect();
    Ok(Layout {
        shape: "two-level",
        header_records: table.above.len(),
        columns: (0..fields.len())
            .map(|column| format!("{} {}", text(symbols, column), text(fields, column)))
            .collect(),
        days: Days::Down(date),
        symbol: None,
        field: None,
        values,
        mark: data.mark,
        sureness: Sureness::Open,
        ignored: Vec::new(),
        timed: false,
        snapshots: false,
    })
}
