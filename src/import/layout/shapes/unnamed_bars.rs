//! Bars under names that are not known: which column bounds which tells open, high, low and close apart.

use crate::catalog;
use crate::diagnostic::Code;
use crate::import::layout::bars::{Told, by_values};
use crate::import::layout::header::Role;
use crate::import::layout::order::newest_first;
use crate::import::layout::plan::{ByDay, DateColumns, Layout, Plan, ValueColumn};
use crate::import::layout::price_columns::price_columns;
use crate::import::layout::refusal::which_column;
use crate::import::layout::sections::Sections;
use crate::import::layout::shapes::{Found, Look, Shape};

/// See the module.
pub(super) const SHAPE: Shape = Shape {
    name: "bars",
    what: "Open, high, low and close under names in a language that is not known: told apart by their values.",
    unasked: true,
    look: Look::AtTable(find),
};

/// Rows from which values tell bars from assets that cost nearly the same.
const FEWEST_ROWS: usize = 10;
/// Columns of numbers that tables of bars have at most: prices, volumes, values, changes. Of many assets four may cost nearly the same, or
/// keep an order for years; of few, their names would be known.
const MOST_COLUMNS: usize = 9;
/// The same where the close is clearly told apart.
const MOST_COLUMNS_OF_CLEAR_BARS: usize = 12;

fn find(table: &Sections<'_>, dates: DateColumns) -> Found {
    let (header, _) = table.header?;
    let data = table.data;
    if price_columns(table, dates).is_some() || data.rows.len() < FEWEST_ROWS {
        return None;
    }
    let may_be = |column: &usize| {
        !dates.holds(*column)
            && matches!(table.role(*column), Role::Unknown | Role::OtherPrice)
            && data.is_mostly_numbers(*column)
    };
    let numeric: Vec<usize> = (0..header.fields.len()).filter(may_be).collect();
    if numeric.len() > MOST_COLUMNS_OF_CLEAR_BARS {
        return None;
    }
    let (bar, told) = by_values(data, &numeric, newest_first(data, dates))?;
    if told != Told::Clearly && numeric.len() > MOST_COLUMNS {
        return None;
    }
    let known = |column: usize| catalog::lookup(header.field(column)).is_some();
    if [Some(bar.high), Some(bar.low), Some(bar.close), bar.open].into_iter().flatten().any(known) {
        return None;
    }
    if told != Told::Clearly {
        let columns: Vec<usize> = [bar.open, Some(bar.close)].into_iter().flatten().collect();
        let expected = "a column known as the close; high and low bound both of these";
        return Some(Err(which_column(Code::WhichClose, header, data.rows, &columns, expected).or_each()));
    }
    let plan = Plan::ByDay(ByDay { dates, values: vec![ValueColumn::new(bar.close, header.field(bar.close), None)] });
    let layout = Layout::new(SHAPE.name, table.header_records(dates), table.names(), plan, data.mark);
    let name = |column: usize| header.field(column);
    let others: Vec<&str> = [bar.open, Some(bar.high), Some(bar.low)].into_iter().flatten().map(name).collect();
    let told = format!("{}, which bound {} as open, high and low bound a close", others.join(", "), name(bar.close));
    Some(Ok(layout.ignoring(vec![told])))
}
