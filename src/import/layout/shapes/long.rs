//! Long tables: a symbol in each row.

use crate::import::layout::plan::{DateColumns, Layout, ValueColumn};
use crate::import::layout::price_columns::{asset_columns, market_cap, plan, price_columns, symbol_column};
use crate::import::layout::refusal::no_price_here;
use crate::import::layout::sections::Sections;
use crate::import::layout::shapes::{Found, Look, Shape};

/// See the module.
pub(super) const SHAPE: Shape = Shape {
    name: "long",
    what: "Each row names its asset: a column of symbols beside the prices.",
    unasked: false,
    look: Look::AtTable(find),
};

fn find(table: &Sections<'_>, dates: DateColumns) -> Found {
    let (header, _) = table.header?;
    let symbol = symbol_column(table, dates)?;
    let prices = price_columns(table, dates).map(|prices| (prices, market_cap(table)));
    let (columns, market_cap) = prices.unwrap_or_else(|| (asset_columns(table, dates), None));
    let column = match *columns.as_slice() {
        [first, ..] if market_cap.is_some() || price_columns(table, dates).is_some() => first,
        [only] => only,
        _ => return Some(Err(no_price_here(table.data, header, dates))),
    };
    let value = ValueColumn { market_cap, ..ValueColumn::new(column, header.field(column), None) };
    let plan = plan(table.data, dates, Some(symbol), vec![value]);
    Some(Ok(Layout::new(SHAPE.name, table.header_records(dates), table.names(), plan, table.data.mark)))
}
