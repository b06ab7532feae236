//! Tables of one asset, with a column for each field of its bars.

use crate::diagnostic::{Code, Diagnostic};
use crate::import::layout::bars;
use crate::import::layout::header::{Role, reading};
use crate::import::layout::labelled::labelled_symbol;
use crate::import::layout::levels::{are_levels, names_change};
use crate::import::layout::plan::{DateColumns, Layout, Suspect, ValueColumn};
use crate::import::layout::price_columns::{
    closing_columns, currencies_to_choose, is_intact, market_cap, other_units, plan, price_columns, twins,
};
use crate::import::layout::profile::SampleRow;
use crate::import::layout::refusal::{column_choices, which_column};
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
    let best = *all.first()?;
    let (mut closing, intact) = (closing_columns(table, dates), is_intact(table, best));
    closing.retain(|other| *other != best && (intact || is_intact(table, *other)));
    let column = closing.first().copied().filter(|_| !intact).unwrap_or(best);
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
    let units = other_units(table, dates).into_iter().map(elsewhere);
    let ignored = units.chain((0..header.fields.len()).filter(with_dividends).map(dividends)).collect();
    let mut layout = layout.ignoring(ignored);
    if column != best {
        layout.notes.push(damaged_beside(header.field(best), name));
    }
    layout.suspect = suspect(table, column, intact || column != best);
    closing.retain(|other| *other != column);
    layout.others = column_choices(header, table.data.rows, &closing);
    Some(Ok(layout))
}

/// What speaks against a column of closing prices.
fn suspect(table: &Sections<'_>, column: usize, intact: bool) -> Option<Suspect> {
    let bar = || {
        let (header, _) = table.header.filter(|_| table.role(column) == Role::Close && !table.as_written)?;
        bars::named(&header.fields, column).filter(|bar| bars::contradicts(table.data, *bar))
    };
    if !intact { Some(Suspect::Scale) } else { bar().map(|_| Suspect::Bars) }
}

/// The diagnostic for a damaged column, beside an intact one that is read.
fn damaged_beside(damaged: &str, intact: &str) -> Diagnostic {
    let message = format!(
        "The numbers of {damaged} jump by factors that no asset moves by, or are not numbers: most likely a program lost their decimal \
         points. {intact} is read instead, which is intact. Export the file anew if {damaged} is meant."
    );
    Diagnostic { column: Some(damaged.to_owned()), ..Diagnostic::remark(Code::DamagedColumn, message) }
}

/// The asset that the header of the prices names, as in `IBIT.Open, IBIT.Close`, if no other header names another.
fn common_prefix(header: &SampleRow, prices: &str) -> Option<String> {
    let own = reading(prices).prefix?;
    header.fields.iter().filter_map(|name| reading(name).prefix).all(|prefix| prefix == own).then_some(own)
}
