//! Wide tables: a column for each asset, headed by its symbol.

use crate::import::layout::plan::{DateColumns, Layout, ValueColumn};
use crate::import::layout::price_columns::{asset_columns, is_asset, plan};
use crate::import::layout::refusal::{no_price, no_price_here};
use crate::import::layout::sections::Sections;
use crate::import::layout::shapes::{Found, Look, Shape};
use sectorscope_ground::order::sort_by;

/// See the module.
pub(super) const SHAPE: Shape = Shape {
    name: "wide",
    what: "A column for each asset, headed by its symbol or name.",
    unasked: false,
    look: Look::AtTable(find),
};

fn find(table: &Sections<'_>, dates: DateColumns) -> Found {
    let (header, _) = table.header?;
    let candidates = asset_columns(table, dates);
    if candidates.is_empty() {
        return Some(Err(no_price_here(table.data, header, dates)));
    }
    let unnamed = |column: &usize| header.field(*column).is_empty();
    let (unnamed_columns, mut named): (Vec<usize>, Vec<usize>) = candidates.into_iter().partition(unnamed);
    if named.is_empty() {
        return Some(Err(no_price(header)));
    }
    // An asset younger than the sample's rows: its column is still empty there.
    let younger = |column: &usize| {
        !dates.holds(*column) && !unnamed(column) && is_asset(table, *column) && table.data.may_begin_later(*column)
    };
    named.extend((0..header.fields.len()).filter(younger));
    sort_by(&mut named, Ord::cmp);
    let ignored = unnamed_columns.iter().map(|column| format!("column {} has no name", column + 1)).collect();
    let value = |index: usize| ValueColumn::new(index, header.field(index), Some(header.field(index)));
    let plan = plan(table.data, dates, None, named.into_iter().map(value).collect());
    let layout = Layout::new(SHAPE.name, table.header_records(dates), table.names(), plan, table.data.mark);
    Some(Ok(layout.ignoring(ignored)))
}
