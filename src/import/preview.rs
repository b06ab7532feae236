//! The first rows of a file, as they were read.

use serde::Serialize;

use super::date_text::{DateCell, DateOrder};
use crate::date::Date;

/// Rows that are shown as read.
pub const PREVIEW_ROWS: usize = 8;

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

/// A row before the order of day and month is decided: line, date cell, symbol, prices.
pub type Remembered = (u64, DateCell, Option<String>, Vec<f64>);

/// The rows under the order that was decided, if one was.
pub fn preview(rows: Vec<Remembered>, order: Option<DateOrder>) -> Vec<PreviewRow> {
    let read = |(line, cell, symbol, values): Remembered| PreviewRow {
        line,
        date: match order {
            Some(order) => cell.resolve(order),
            None if cell.is_open() => None,
            None => cell.resolve(DateOrder::MonthFirst),
        },
        symbol,
        prices: values.into_iter().map(|value| value.is_finite().then_some(value)).collect(),
    };
    rows.into_iter().map(read).collect()
}
