//! Tables without a header: the numbers of a column tell what it holds.

use crate::diagnostic::Code;
use crate::import::layout::bars::closing_column;
use crate::import::layout::order::newest_first;
use crate::import::layout::plan::{ByAsset, ByDay, DateColumns, Layout, Plan, ValueColumn};
use crate::import::layout::profile::{Data, SampleRow};
use crate::import::layout::refusal::Unreadable;
use crate::import::layout::sections::Sections;
use crate::import::layout::shapes::{Found, Look, Shape};

/// See the module.
pub(super) const SHAPE: Shape = Shape {
    name: "headerless",
    what: "No header: one column of prices beside the days, or open, high, low and close side by side.",
    unasked: false,
    look: Look::AtTable(find),
};

fn find(table: &Sections<'_>, dates: DateColumns) -> Found {
    if table.header.is_some() { None } else { Some(headerless(table, dates)) }
}

fn headerless(table: &Sections<'_>, date: DateColumns) -> Result<Layout, Unreadable> {
    let (data, columns) = (table.data, table.data.columns());
    let free: Vec<usize> = (0..columns).filter(|column| !date.holds(*column)).collect();
    let (numeric, other): (Vec<usize>, Vec<usize>) =
        free.into_iter().partition(|column| data.is_mostly_numbers(*column));
    let text: Vec<usize> =
        other.into_iter().filter(|column| data.is_mostly_text(*column) && !data.is_time(*column)).collect();
    let symbol = match text.as_slice() {
        [only] => Some(*only),
        _ => None,
    };
    // What one asset closes at, the next one does not open at.
    let of_one: Vec<SampleRow> = symbol.map_or_else(Vec::new, |column| {
        let first = data.rows.first().map_or("", |row| row.field(column));
        data.rows.iter().filter(|row| row.field(column) == first).cloned().collect()
    });
    let bars = if symbol.is_some() { Data { rows: &of_one, mark: data.mark } } else { data };
    let Some(index) = closing_column(bars, &numeric, newest_first(bars, date)) else {
        return Err(Unreadable {
            code: Code::NoHeader,
            line: data.rows.first().map(|row| row.line),
            found: data.rows.first().map_or_else(String::new, SampleRow::joined),
            expected: "a header row naming the columns, or open, high, low and close side by side",
            advice: "Add a first line such as 'Date,Close'.",
            question: None,
            offer: None,
        });
    };
    let shape = if symbol.is_some() { "long" } else { SHAPE.name };
    let values = vec![ValueColumn::new(index, &table.label(index), None)];
    let plan = match symbol {
        Some(_) => Plan::ByAsset(ByAsset { dates: date, symbol, field: None, values }),
        None => Plan::ByDay(ByDay { dates: date, values }),
    };
    Ok(Layout::new(shape, table.above.len(), table.names(), plan, data.mark))
}
