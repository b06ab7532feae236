//! Tables of one asset, with a column for each field of its bars.

use crate::diagnostic::Code;
use crate::import::layout::header::reading;
use crate::import::layout::labelled::labelled_symbol;
use crate::import::layout::levels::{are_levels, names_change};
use crate::import::layout::plan::{DateColumns, Layout, ValueColumn};
use crate::import::layout::price_columns::{currencies_to_choose, market_cap, other_units, plan, price_columns, twins};
use crate::import::layout::profile::SampleRow;
use crate::import::layout::refusal::which_column;
use crate::import::layout::sections::Sections;
use crate::import::layout::shapes::{Found, Look, Shape};

/// See the module.
pub(super) const SHAPE: Shape = Shape {
    name: "tidy",
    what: "One asset: a column of days and one of closing prices, beside open, high, low and volume.",
    unasked: false,
    look: Look::AtTable(find),
};

fn find(table: &Sections<'_>, dates: DateColumns) -> Found {
    let (header, _) = table.header?;
    let all = price_columns(table, dates)?;
    let column = *all.first()?;
    if let Some(choices) = currencies_to_choose(table, dates) {
        let expected = "one column of prices, or one in US dollars";
        return Some(Err(which_column(Code::SeveralCurrencies, header, table.data.rows, &choices, expected)));
    }
    let twins = twins(table, column);
    if !twins.is_empty() {
        let choices: Vec<usize> = std::iter::once(column).chain(twins).collect();
        let expected = "one column of this name";
        return Some(Err(which_column(Code::SameHeader, header, table.data.rows, &choices, expected)));
    }
    let header_records = table.header_records(dates);
    let name = header.field(column);
    let labelled = || table.above.get(..header_records).and_then(labelled_symbol);
    let symbol = common_prefix(header, name).or_else(labelled);
    let value = ValueColumn { market_cap: market_cap(table), ..ValueColumn::new(column, name, symbol.as_deref()) };
    let plan = plan(table.data, dates, None, vec![value]);
    let layout = Layout::new(SHAPE.name, header_records, table.names(), plan, table.data.mark);
    let elsewhere = |other: usize| format!("{}, which gives {} in another unit", header.field(other), name);
    let with_dividends = |other: &usize| {
        let of_changes = *other != column && !dates.holds(*other) && names_change(header.field(*other));
        of_changes && are_levels(table.data, *other)
    };
    let dividends = |other: usize| format!("{}, which gives levels with dividends beside {name}", header.field(other));
    let others = other_units(table, dates).into_iter().map(elsewhere);
    let others = others.chain((0..header.fields.len()).filter(with_dividends).map(dividends));
    Some(Ok(layout.ignoring(others.collect())))
}

/// The asset that the header of the prices names, as in `IBIT.Open, IBIT.Close`, if no other header names another.
fn common_prefix(header: &SampleRow, prices: &str) -> Option<String> {
    let own = reading(prices).prefix?;
    header.fields.iter().filter_map(|name| reading(name).prefix).all(|prefix| prefix == own).then_some(own)
}
