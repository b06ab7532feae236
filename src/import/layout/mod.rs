//! Which columns of a table hold the day, the symbol and the prices: decided from the shape of a sample, not from a list of
//! vendors.

pub(crate) mod aligned;
pub(crate) mod header;
pub(crate) mod plan;
pub(crate) mod profile;
pub(crate) mod refusal;
pub(crate) mod sections;
pub(crate) mod shapes;
mod stamps;

use std::collections::{BTreeMap, BTreeSet};

use crate::import::cells::date_text::{self, DateOrder};
use crate::import::cells::decimal::{self, Sureness};
use crate::import::cells::number::{DecimalMark, MarkDecision};
use crate::import::file::ImportOptions;
use crate::import::layout::aligned::{aligned, without_repeats};
use crate::import::layout::header::{Reading, Role, is_last_trade, may_be_ticker, reading, role};
use crate::import::layout::plan::{DateColumns, Days, Layout, ValueColumn};
use crate::import::layout::profile::{Data, SampleRow, without_footer};
use crate::import::layout::refusal::{Unreadable, coarse_days, no_data, no_dates, no_price, no_price_here};
use crate::import::layout::sections::Sections;
use crate::import::layout::shapes::across;
use crate::import::layout::shapes::headerless::closing_column;
use crate::import::layout::shapes::pairs::{labelled_symbol, pairs};
use crate::import::layout::shapes::two_level::two_level;

impl Layout {
    /// The layout with what the rows of the sample say about their time of day.
    fn complete(self, sample: &[SampleRow], sureness: Sureness) -> Layout {
        let rows = sample.get(self.header_records..).unwrap_or(&[]);
        let (timed, snapshots) = (stamps::timed(&self, rows), stamps::midnight_snapshots(&self, rows));
        Layout { sureness, timed, snapshots, ..self }
    }

    /// How much speaks for this layout against another one of the same file; the least is best.
    fn merit(&self) -> (u8, bool) {
        let rank = |column: &ValueColumn| match role(&column.name) {
            Role::AdjustedClose => 0,
            Role::Close => 1,
            Role::Price => 2,
            _ => 3,
        };
        (self.values.iter().map(rank).min().unwrap_or(u8::MAX), self.sureness != Sureness::Settled)
    }

    /// What the price cells of a sample prove about the mark.
    fn mark_of_prices(&self, sample: &[SampleRow]) -> MarkDecision {
        let columns: Vec<usize> = match &self.days {
            Days::Down(_) | Days::Pairs(_) => self.values.iter().map(|column| column.index).collect(),
            Days::Across(across) => across.days.iter().map(|(column, _)| *column).collect(),
        };
        let rows = sample.get(self.header_records..).unwrap_or(&[]);
        decimal::decide(rows.iter().flat_map(|row| columns.iter().filter_map(|column| row.fields.get(*column))))
    }
}

/// Decides the layout from the first records of a file, blank ones left out, whose cells are parted by `delimiter`.
///
/// # Errors
///
/// [`Unreadable`] where there is no row with a date and a number, no column of prices, or no column of the name that the
/// options give.
pub(crate) fn layout(sample: &[SampleRow], delimiter: u8, options: &ImportOptions) -> Result<Layout, Unreadable> {
    let sample = without_footer(sample);
    if let Some(mark) = options.decimal {
        return Ok(layout_under(sample, delimiter, options, mark)?.complete(sample, Sureness::Settled));
    }
    let (sureness, marks) = decimal::candidates(sample, delimiter);
    let mut tried = marks.into_iter().map(|mark| layout_under(sample, delimiter, options, mark)).map(|layout| {
        let layout = layout?;
        let sureness = match layout.mark_of_prices(sample) {
            MarkDecision::Decided(mark) if mark == layout.mark => Sureness::Settled,
            // Cells of both kinds: the mark of most holds, the others are left out.
            MarkDecision::Mixed { .. } => Sureness::Settled,
            _ => sureness,
        };
        Ok(layout.complete(sample, sureness))
    });
    let first = tried.next().unwrap_or_else(|| Err(no_data(sample)));
    // Columns beside the prices may be written otherwise: the mark under which the better prices read is theirs.
    match (first, tried.next()) {
        (Ok(first), Some(Ok(second))) => Ok(if second.merit() < first.merit() { second } else { first }),
        (Err(_), Some(Ok(second))) => Ok(second),
        (first, _) => first,
    }
}

fn layout_under(
    sample: &[SampleRow],
    delimiter: u8,
    options: &ImportOptions,
    mark: DecimalMark,
) -> Result<Layout, Unreadable> {
    let free = options.date_column.is_none() && options.price_column.is_none();
    if free {
        if let Some(found) = across::find(sample, mark) {
            return Ok(transposed(found, mark));
        }
        if let Some((header, kind)) = across::coarse(sample, mark) {
            return Err(coarse_days(header, kind));
        }
    }
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
    let date = match &options.date_column {
        Some(name) => table.chosen_dates(name)?,
        None => table.date_columns().ok_or_else(|| no_dates(table.data.rows))?,
    };
    if let (true, Some(pairs)) = (free, pairs(&table)) {
        let days = Days::Pairs(pairs.iter().map(|pair| pair.date).collect());
        let values = pairs.into_iter().map(|pair| pair.value).collect();
        return Ok(Layout::new("pairs", table.header_records(date), table.names(), days, values, mark));
    }
    let guessed = match table.header {
        Some(header) => match two_level(&table, header, date) {
            Some(layout) => Ok(layout),
            None => single_header(&table, header.0, date),
        },
        None => headerless(&table, date),
    };
    let Some(name) = &options.price_column else { return guessed };
    let index = table.chosen(name)?;
    let symbol = guessed.as_ref().ok().and_then(|layout| layout.symbol);
    let shape = if symbol.is_some() { "long" } else { "tidy" };
    let header_records = guessed.map_or(table.above.len(), |layout| layout.header_records);
    let values = vec![ValueColumn::new(index, &table.label(index), None)];
    Ok(Layout { symbol, ..Layout::new(shape, header_records, table.names(), Days::Down(date), values, mark) })
}

fn transposed(found: across::Found<'_>, mark: DecimalMark) -> Layout {
    let first_day = found.across.days.first().map_or(0, |(column, _)| *column);
    let name = found.field.map_or("", |column| found.header.field(column));
    let values = vec![ValueColumn::new(first_day, name, None)];
    let columns = found.header.fields.clone();
    let days = Days::Across(found.across);
    Layout {
        symbol: found.symbol,
        field: found.field,
        ..Layout::new("transposed", found.header_records, columns, days, values, mark)
    }
}

/// The price columns to choose from: those with a number in the sample or, where there is none, those that may begin later.
fn price_columns(table: &Sections<'_>, date: DateColumns) -> Option<Vec<usize>> {
    let suits: [fn(Data<'_>, usize) -> bool; 2] =
        [|data, column| data.has_numbers(column), |data, column| data.may_begin_later(column)];
    let columns = table.data.columns().max(table.header.map_or(0, |(header, _)| header.fields.len()));
    suits.into_iter().find_map(|suits| {
        [Role::AdjustedClose, Role::Close, Role::Price].into_iter().find_map(|wanted| {
            let (last_trades, mut found): (Vec<usize>, Vec<usize>) = (0..columns)
                .filter(|column| !date.holds(*column) && table.role(*column) == wanted)
                .filter(|column| suits(table.data, *column))
                .partition(|column| is_last_trade(table.name(*column)));
            found.extend(last_trades);
            (!found.is_empty()).then_some(found)
        })
    })
}

#[expect(clippy::too_many_lines, reason = "one decision, whose cases share what was found before")]
fn single_header(table: &Sections<'_>, header: &SampleRow, date: DateColumns) -> Result<Layout, Unreadable> {
    let data = table.data;
    let (columns, header_records) = (header.fields.len(), table.header_records(date));
    let named = |index: usize| ValueColumn::new(index, header.field(index), None);
    let layout = |shape, symbol, values: Vec<ValueColumn>, ignored| {
        let field = field_column(data, date, symbol, &values);
        let layout = Layout::new(shape, header_records, table.names(), Days::Down(date), values, data.mark);
        Ok(Layout { symbol, field, ignored, ..layout })
    };
    // A column of numbers headed COIN in a wide table is an asset (Coinbase), not a column of symbols.
    let prices = price_columns(table, date);
    let is_code = |column: usize| prices.is_some() && !may_be_ticker(header.field(column));
    let of_role =
        |wanted: Role| (0..columns).filter(move |column| !date.holds(*column) && table.role(*column) == wanted);
    let symbol = of_role(Role::Symbol)
        .find(|column| data.is_text(*column) || is_code(*column) && data.has_numbers(*column))
        .or_else(|| of_role(Role::Name).find(|column| data.is_text(*column)));
    if let Some(prices) = prices {
        if symbol.is_none() && prices.len() > 1 {
            let of_assets = named_by_prefix(header, &prices);
            if of_assets.len() > 1 {
                return layout("wide", None, of_assets, Vec::new());
            }
        }
        let first: Vec<usize> = prices.into_iter().take(1).collect();
        let mut values: Vec<ValueColumn> = first.into_iter().map(named).collect();
        let market_cap = header.fields.iter().position(|name| role(name) == Role::MarketCap);
        values.iter_mut().for_each(|value| value.market_cap = market_cap);
        if symbol.is_none() {
            let labelled = table.above.get(..header_records).and_then(labelled_symbol);
            let own = |value: &ValueColumn| common_prefix(header, &value.name).or_else(|| labelled.clone());
            values.iter_mut().for_each(|value| value.symbol = own(value));
        }
        return layout(if symbol.is_some() { "long" } else { "tidy" }, symbol, values, Vec::new());
    }
    let is_asset = |column: usize| match table.role(column) {
        Role::Unknown => !data.numbers_rows(column, header.field(column)),
        Role::Symbol => !data.is_text(column),
        // In a table of tickers LOW is Lowe's, not the day's low.
        _ => may_be_ticker(header.field(column)) && !data.is_text(column),
    };
    let free = |column: &usize| !date.holds(*column);
    let candidates: Vec<usize> =
        (0..columns).filter(|column| free(column) && data.has_numbers(*column) && is_asset(*column)).collect();
    let has_ohlc =
        (0..columns).any(|column| table.role(column) == Role::OtherPrice && !may_be_ticker(header.field(column)));
    if candidates.is_empty() || has_ohlc || (symbol.is_some() && candidates.len() > 1) {
        return Err(no_price_here(table.data, header, date));
    }
    if symbol.is_some() {
        return layout("long", symbol, candidates.into_iter().map(named).collect(), Vec::new());
    }
    let unnamed = |column: &usize| header.field(*column).is_empty();
    let (unnamed_columns, mut named_columns): (Vec<usize>, Vec<usize>) = candidates.into_iter().partition(unnamed);
    if named_columns.is_empty() {
        return Err(no_price(header));
    }
    // An asset younger than the sample's rows: its column is still empty there.
    let younger =
        |column: &usize| free(column) && !unnamed(column) && is_asset(*column) && data.may_begin_later(*column);
    named_columns.extend((0..columns).filter(younger));
    named_columns.sort_unstable();
    let ignored = unnamed_columns.iter().map(|column| format!("column {} has no name", column + 1)).collect();
    let values = named_columns
        .into_iter()
        .map(|index| ValueColumn::new(index, header.field(index), Some(header.field(index))))
        .collect();
    layout("wide", None, values, ignored)
}

/// The column that says which field a row holds, in a long table with a row for each of open, high, low and close.
fn field_column(data: Data<'_>, date: DateColumns, symbol: Option<usize>, values: &[ValueColumn]) -> Option<usize> {
    let [value] = values else { return None };
    let free = |column: &usize| !date.holds(*column) && Some(*column) != symbol && *column != value.index;
    (0..data.columns()).filter(free).find(|column| across::names_fields(data.rows, *column))
}

/// Price columns whose headers name an asset each, as `BTC_close`: one for each asset, with its market capitalisation.
fn named_by_prefix(header: &SampleRow, prices: &[usize]) -> Vec<ValueColumn> {
    let mut market_caps = BTreeMap::new();
    for (index, name) in header.fields.iter().enumerate() {
        if let Reading { role: Role::MarketCap, prefix: Some(asset) } = reading(name) {
            market_caps.entry(asset).or_insert(index);
        }
    }
    let mut assets = BTreeSet::new();
    let first_of_asset = |index: &usize| {
        let name = header.field(*index);
        let asset = reading(name).prefix?;
        let market_cap = market_caps.get(&asset).copied();
        let column = ValueColumn { market_cap, ..ValueColumn::new(*index, name, Some(&asset)) };
        assets.insert(asset).then_some(column)
    };
    prices.iter().filter_map(first_of_asset).collect()
}

/// The asset that the header of the prices names, as in `IBIT.Open, IBIT.Close`, if no other header names another.
fn common_prefix(header: &SampleRow, prices: &str) -> Option<String> {
    let own = reading(prices).prefix?;
    header.fields.iter().filter_map(|name| reading(name).prefix).all(|prefix| prefix == own).then_some(own)
}

/// Whether the days of the sample run from new to old.
fn newest_first(data: Data<'_>, date: DateColumns) -> bool {
    let DateColumns::One { index, format } = date else { return false };
    let cells = || data.rows.iter().filter_map(|row| date_text::read_as(format, row.field(index).as_bytes()));
    let days = |order| cells().filter_map(move |cell| cell.resolve(order));
    // Under the wrong order some are no days, and the others run any way.
    let order = if days(DateOrder::DayFirst).count() >= days(DateOrder::MonthFirst).count() {
        DateOrder::DayFirst
    } else {
        DateOrder::MonthFirst
    };
    match (days(order).next(), days(order).next_back()) {
        (Some(first), Some(last)) => first > last,
        _ => false,
    }
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
            code: "no-header",
            line: data.rows.first().map(|row| row.line),
            found: data.rows.first().map_or_else(String::new, SampleRow::joined),
            expected: "a header row naming the columns, or open, high, low and close side by side",
            advice: "Add a first line such as 'Date,Close'.",
        });
    };
    let shape = if symbol.is_some() { "long" } else { "headerless" };
    let values = vec![ValueColumn::new(index, &table.label(index), None)];
    let layout = Layout::new(shape, table.above.len(), table.names(), Days::Down(date), values, data.mark);
    Ok(Layout { symbol, ..layout })
}
