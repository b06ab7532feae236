//! The first rows of a file, as they were read.

use serde::Serialize;

use super::date_text::{DateCell, DateOrder, DateOrders};
use super::number::{self, DecimalMark, Number};
use crate::date::Date;

/// Rows that are shown as read.
pub(super) const PREVIEW_ROWS: usize = 8;

/// A row as it was read.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PreviewRow {
    /// Line of the file, counted from 1.
    pub line: u64,
    /// The day; none where the order of day and month is open.
    pub date: Option<Date>,
    /// The symbol in the row, in a long table.
    pub symbol: Option<String>,
    /// The prices; none where a cell has none.
    pub prices: Vec<Option<f64>>,
}

/// A row before the order of day and month, and the decimal mark, are decided: line, date cell, symbol, price cells.
pub(super) type Remembered = (u64, DateCell, Option<String>, Vec<String>);

/// The rows under the mark and, if they were decided, the orders of the file.
pub(super) fn preview(rows: Vec<Remembered>, mark: DecimalMark, orders: Option<DateOrders>) -> Vec<PreviewRow> {
    let price = |cell: String| match number::read(mark, cell.as_bytes()) {
        Number::Value(price) if price > 0.0 => Some(price),
        _ => None,
    };
    let read = |(line, cell, symbol, prices): Remembered| PreviewRow {
        line,
        date: match orders {
            Some(orders) => cell.resolve(orders),
            None if cell.is_open() => None,
            None => cell.resolve(DateOrder::MonthFirst),
        },
        symbol,
        prices: prices.into_iter().map(price).collect(),
    };
    rows.into_iter().map(read).collect()
}
