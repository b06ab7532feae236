//! The first rows of a file, as they were read.

use crate::import::cells::date_text::{DateCell, DateOrder, DateOrders};
use crate::import::cells::number::{self, DecimalMark, Number};
use crate::import::file::PreviewRow;

/// Rows that are shown as read.
pub(crate) const PREVIEW_ROWS: usize = 8;

/// A row before the order of day and month, and the decimal mark, are decided: line, date cell, symbol, price cells.
pub(crate) type Remembered = (u64, DateCell, Option<String>, Vec<String>);

/// The rows under the mark and, if they were decided, the orders of the file.
pub(crate) fn preview(rows: Vec<Remembered>, mark: DecimalMark, orders: Option<DateOrders>) -> Vec<PreviewRow> {
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
