//! Which columns of a table hold the day, the symbol and the prices: decided from the shape of a sample, not from a list of
//! vendors.

mod aligned;
pub(crate) mod bars;
pub(crate) mod currencies;
pub(crate) mod field_names;
mod groups;
pub(crate) mod header;
mod labelled;
mod levels;
mod order;
pub(crate) mod plan;
mod price_columns;
pub(crate) mod profile;
pub(crate) mod refusal;
pub(crate) mod returns;
mod sections;
mod shapes;
mod stamps;
pub(crate) mod usual;

use self::aligned::{aligned, without_repeats};
use self::currencies::with_currencies;
use self::groups::group_columns;
use self::header::{Role, role, roles};
use self::plan::{ByAsset, ByDay, Layout, Plan, ValueColumn};
use self::profile::{SampleRow, without_footer};
use self::refusal::{EACH, Unreadable, no_data, no_dates, no_such_column};
use self::returns::{columns_of_returns, with_returns};
use self::sections::Sections;
use self::shapes::Look;
pub(crate) use self::shapes::SHAPES;
use self::usual::Usual;
use crate::import::cells::decimal::{self, Sureness};
use crate::import::cells::number::{DecimalMark, MarkDecision};
use crate::import::file::{ImportOptions, Mend};

impl Layout {
    /// The layout with what the rows of the sample say about their time of day.
    fn complete(self, sample: &[SampleRow], sureness: Sureness) -> Layout {
        let rows = sample.get(self.header_records..).unwrap_or(&[]);
        let (clock, snapshots) = (stamps::clock(&self, rows), stamps::midnight_snapshots(&self, rows));
        let groups = group_columns(&self, &roles(&self.columns), rows);
        let usual = Usual::of(&self, rows);
        let other_calendar = stamps::other_calendar(&self, rows);
        let mut layout = Layout { usual, groups, sureness, clock, snapshots, ..self };
        layout.notes.extend(other_calendar);
        layout
    }

    /// How much speaks for this layout against another one of the same file; the least is best.
    fn merit(&self) -> (bool, u8, bool) {
        let rank = |column: &ValueColumn| match role(&column.name) {
            Role::AdjustedClose => 0,
            Role::Close => 1,
            Role::Price => 2,
            _ => 3,
        };
        let best = self.plan.values().into_iter().map(rank).min();
        (self.suspect.is_some(), best.unwrap_or(u8::MAX), self.sureness != Sureness::Settled)
    }

    /// What the price cells of a sample prove about the mark.
    fn mark_of_prices(&self, sample: &[SampleRow]) -> MarkDecision {
        let columns = self.plan.price_columns();
        let rows = sample.get(self.header_records..).unwrap_or(&[]);
        decimal::decide(rows.iter().flat_map(|row| columns.iter().filter_map(|column| row.fields.get(*column))))
    }
}

/// Decides the layout from the first records of a file, blank ones left out, whose cells are separated by `delimiter`.
///
/// # Errors
///
/// [`Unreadable`] where there is no row with a date and a number, no column of prices, or no column of the name that the
/// options give.
pub(crate) fn layout(sample: &[SampleRow], delimiter: u8, options: &ImportOptions) -> Result<Layout, Unreadable> {
    if let Some(mark) = options.decimal {
        let layout = layout_under(sample, delimiter, options, mark)?;
        let layout = layout.complete(without_footer(sample), Sureness::Settled);
        return as_chosen(with_currencies(layout, sample), sample, options);
    }
    let rows = without_footer(sample);
    let (sureness, marks) = decimal::candidates(|| Box::new(rows.iter().flat_map(|row| &row.fields)), delimiter);
    let mut tried = marks.into_iter().map(|mark| layout_under(sample, delimiter, options, mark)).map(|layout| {
        let layout = layout?;
        let sureness = match layout.mark_of_prices(rows) {
            MarkDecision::Decided(mark) if mark == layout.mark => Sureness::Settled,
            // Cells of both kinds: the mark of most holds, the others are left out.
            MarkDecision::Mixed { .. } => Sureness::Settled,
            _ => sureness,
        };
        Ok(layout.complete(rows, sureness))
    });
    let first = tried.next().unwrap_or_else(|| Err(no_data(sample)));
    // Columns beside the prices may be written otherwise: the mark under which the better prices read is theirs.
    let best = match (first, tried.next()) {
        (Ok(first), Some(Ok(second))) => Ok(if second.merit() < first.merit() { second } else { first }),
        (Err(_), Some(Ok(second))) => Ok(second),
        (first, _) => first,
    };
    best.and_then(|layout| as_chosen(with_currencies(layout, sample), sample, options))
}

/// The layout with the rows that a person has chosen, and with what a person wants of returns.
fn as_chosen(layout: Layout, sample: &[SampleRow], options: &ImportOptions) -> Result<Layout, Unreadable> {
    let layout = with_returns(layout, sample, options);
    let Some(chosen) = &options.rows else { return Ok(layout) };
    let column = layout.columns.iter().position(|name| *name == chosen.column);
    let column = column.ok_or_else(|| no_such_column(&layout.columns, None))?;
    Ok(Layout { only: chosen.value.clone().map(|value| (column, value)), ..layout })
}

fn layout_under(
    sample: &[SampleRow],
    delimiter: u8,
    options: &ImportOptions,
    mark: DecimalMark,
) -> Result<Layout, Unreadable> {
    let free = options.date_column.is_none() && options.price_column.is_none();
    let looked_for = || SHAPES.iter().filter(|shape| free || !shape.unasked);
    let at_rows = looked_for().find_map(|shape| match shape.look {
        Look::AtRows(find) => find(sample, mark),
        Look::AtTable(_) => None,
    });
    if let Some(found) = at_rows {
        return found;
    }
    let sample = without_footer(sample);
    let mut table = Sections::split(sample, mark).ok_or_else(|| no_data(sample))?;
    // Each of these changes few files: only then is the sample cut anew.
    let once = without_repeats(sample, &table);
    if let Some(once) = &once {
        table = Sections::split(once, mark).ok_or_else(|| no_data(once))?;
    }
    let sample = once.as_deref().unwrap_or(sample);
    let longer = aligned(sample, &table, delimiter);
    if let Some(longer) = &longer {
        table = Sections::split(longer, mark).ok_or_else(|| no_data(longer))?;
    }
    table.as_written = options.mends.contains(&Mend::UseAsWritten);
    let dates = match &options.date_column {
        Some(name) => table.chosen_dates(name)?,
        None => table.date_columns().ok_or_else(|| no_dates(table.data.rows))?,
    };
    let found = looked_for().find_map(|shape| match shape.look {
        Look::AtRows(_) => None,
        Look::AtTable(find) => find(&table, dates),
    });
    let guessed = match found.unwrap_or_else(|| Err(no_data(sample))) {
        Err(refusal) if refusal.offer == Some(Mend::Compound) && options.mends.contains(&Mend::Compound) => {
            columns_of_returns(&table, dates).ok_or(refusal)
        }
        guessed => guessed,
    };
    let Some(name) = options.price_column.as_ref().filter(|name| *name != EACH) else { return guessed };
    let index = table.chosen(name)?;
    let symbol = guessed.as_ref().ok().and_then(|layout| match &layout.plan {
        Plan::ByAsset(assets) => assets.symbol,
        _ => None,
    });
    let shape = if symbol.is_some() { "long" } else { "tidy" };
    let header_records = guessed.map_or(table.above.len(), |layout| layout.header_records);
    let values = vec![ValueColumn::new(index, &table.label(index), None)];
    let plan = match symbol {
        Some(_) => Plan::ByAsset(ByAsset { dates, symbol, field: None, values }),
        None => Plan::ByDay(ByDay { dates, values }),
    };
    Ok(Layout::new(shape, header_records, table.names(), plan, mark))
}
