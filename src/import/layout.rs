//! Which columns of a table hold the day, the symbol and the prices: decided from the shape of a sample, not from a list of
//! vendors.

use super::ImportOptions;
use super::date_text::{self, DateCell, DateFormat, DateOrder};
use super::header::{Role, may_be_ticker, reading, role};
use super::headerless::closing_column;
use super::number::{self, DecimalMark, Number};
use super::profile::{Data, SampleRow, without_footer};
use super::reader::Record;
use super::refusal::{Unreadable, no_data, no_price, no_price_here};
use super::sections::{Sections, decimal_mark};

/// One column of prices.
#[derive(Clone, Debug, PartialEq)]
pub struct ValueColumn {
    /// Position in the record.
    pub index: usize,
    /// Its header, as written.
    pub name: String,
    /// The symbol its header gives.
    pub symbol: Option<String>,
}

/// Where the day of a record stands.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum DateColumns {
    /// In one cell.
    One {
        /// Position in the record.
        index: usize,
        /// How the cell writes it.
        format: DateFormat,
    },
    /// In three cells.
    Parts {
        /// Position of the year.
        year: usize,
        /// Position of the month.
        month: usize,
        /// Position of the day of the month.
        day: usize,
    },
}

impl DateColumns {
    /// The column that a message about a date speaks of.
    pub fn first(self) -> usize {
        match self {
            DateColumns::One { index, .. } => index,
            DateColumns::Parts { year, .. } => year,
        }
    }

    /// The day of a record.
    pub fn read(self, record: &Record<'_>) -> Option<DateCell> {
        match self {
            DateColumns::One { index, format } => date_text::read_as(format, record.field(index)),
            DateColumns::Parts { year, month, day } => {
                date_text::from_parts(record.field(year), record.field(month), record.field(day))
            }
        }
    }

    /// Whether a column is part of the date.
    pub fn holds(self, column: usize) -> bool {
        match self {
            DateColumns::One { index, .. } => index == column,
            DateColumns::Parts { year, month, day } => [year, month, day].contains(&column),
        }
    }
}

/// How to read a table.
#[derive(Clone, Debug, PartialEq)]
pub struct Layout {
    /// `tidy` (one series), `long` (a symbol in each row), `wide` (a series in each column), `two-level` (wide, with field
    /// names and symbols in two header rows) or `headerless`.
    pub shape: &'static str,
    /// Records before the first one that is read as data.
    pub header_records: usize,
    /// Headers of the columns, or their numbers where there is none.
    pub columns: Vec<String>,
    /// Where the day stands.
    pub date: DateColumns,
    /// Position of the symbol in a long table.
    pub symbol: Option<usize>,
    /// The columns of prices, from the first to the last: one, unless the table is wide.
    pub values: Vec<ValueColumn>,
    /// Decimal mark of the prices.
    pub mark: DecimalMark,
    /// Headers of columns that look like data but were not used, with the reason.
    pub ignored: Vec<String>,
}

/// Decides the layout from the first records of a file, blank ones left out.
///
/// # Errors
///
/// [`Unreadable`] where there is no row with a date and a number, no column of prices, or no column of the name that the
/// options give.
pub fn layout(sample: &[SampleRow], options: &ImportOptions) -> Result<Layout, Unreadable> {
    let sample = without_footer(sample);
    let mark = options.decimal.unwrap_or_else(|| decimal_mark(sample));
    let table = Sections::split(sample, mark).ok_or_else(|| no_data(sample))?;
    let date = match &options.date_column {
        Some(name) => table.chosen_dates(name)?,
        None => table.date_columns().ok_or_else(|| no_data(sample))?,
    };
    let guessed = match table.header {
        Some(header) => match symbol_row(table.above, header, date) {
            Some((symbols, header_records)) => two_level(&table, header, symbols, header_records, date),
            None => single_header(&table, header, date),
        },
        None => headerless(&table, date),
    };
    let Some(name) = &options.price_column else { return guessed };
    let index = table.chosen(name)?;
    let symbol = guessed.as_ref().ok().and_then(|layout| layout.symbol);
    Ok(Layout {
        shape: if symbol.is_some() { "long" } else { "tidy" },
        header_records: guessed.map_or(table.above.len(), |layout| layout.header_records),
        columns: table.names(),
        date,
        symbol,
        values: vec![ValueColumn { index, name: table.label(index), symbol: None }],
        mark,
        ignored: Vec::new(),
    })
}

/// The price columns to choose from: those with a number in the sample or, where there is none, those that may begin later.
fn price_columns(table: &Sections<'_>, date: DateColumns) -> Option<Vec<usize>> {
    let suits: [fn(Data<'_>, usize) -> bool; 2] =
        [|data, column| data.has_numbers(column), |data, column| data.may_begin_later(column)];
    let columns = table.data.columns().max(table.header.map_or(0, |(header, _)| header.fields.len()));
    suits.into_iter().find_map(|suits| {
        [Role::AdjustedClose, Role::Close, Role::Price].into_iter().find_map(|wanted| {
            let found: Vec<usize> = (0..columns)
                .filter(|column| !date.holds(*column) && role(table.name(*column)) == wanted)
                .filter(|column| suits(table.data, *column))
                .collect();
            (!found.is_empty()).then_some(found)
        })
    })
}

/// A second header row, next to the one with field names, that gives a symbol to each column, as `yfinance` writes it
/// for `download`. Returns it with the number of header records.
fn symbol_row<'a>(
    above: &'a [SampleRow],
    (header, header_records): (&SampleRow, usize),
    date: DateColumns,
) -> Option<(&'a SampleRow, usize)> {
    // Some tickers are header words too (COIN, LOW, OPEN): one that is not, or one ticker all along, is enough.
    let named = |row: &SampleRow| {
        let cells: Vec<&str> =
            (0..header.fields.len()).filter(|column| !date.holds(*column)).map(|column| row.field(column)).collect();
        let are_names = cells
            .iter()
            .all(|cell| !cell.is_empty() && number::read(DecimalMark::Point, cell.as_bytes()) == Number::Unreadable);
        let one_ticker = cells.iter().all(|cell| Some(cell) == cells.first());
        // A line of text above the header has fewer cells.
        let as_many = row.fields.len() >= header.fields.len();
        as_many
            && are_names
            && !cells.is_empty()
            && (one_ticker || cells.iter().any(|cell| role(cell) == Role::Unknown))
    };
    let beside = [Some(header_records), header_records.checked_sub(2)];
    let symbols = beside.into_iter().flatten().filter_map(|index| above.get(index)).find(|row| named(row))?;
    Some((symbols, above.len()))
}

fn two_level(
    table: &Sections<'_>,
    (header, _): (&SampleRow, usize),
    symbols: &SampleRow,
    header_records: usize,
    date: DateColumns,
) -> Result<Layout, Unreadable> {
    let Some(best) = price_columns(table, date).and_then(|found| found.first().map(|column| role(table.name(*column))))
    else {
        return Err(no_price(header));
    };
    let values = (0..header.fields.len())
        .filter(|column| role(header.field(*column)) == best && !date.holds(*column))
        .map(|index| ValueColumn {
            index,
            name: header.field(index).to_owned(),
            symbol: Some(symbols.field(index).to_owned()),
        })
        .collect();
    let columns = (0..header.fields.len().max(symbols.fields.len()))
        .map(|column| format!("{} {}", symbols.field(column), header.field(column)))
        .collect();
    let mark = table.data.mark;
    Ok(Layout { shape: "two-level", header_records, columns, date, symbol: None, values, mark, ignored: Vec::new() })
}

fn single_header(
    table: &Sections<'_>,
    (header, header_records): (&SampleRow, usize),
    date: DateColumns,
) -> Result<Layout, Unreadable> {
    let (data, mark) = (table.data, table.data.mark);
    let columns = header.fields.len();
    let named = |index: usize| ValueColumn { index, name: header.field(index).to_owned(), symbol: None };
    let layout = |shape, symbol, values, ignored| {
        Ok(Layout { shape, header_records, columns: table.names(), date, symbol, values, mark, ignored })
    };
    // A column of numbers headed COIN in a wide table is an asset (Coinbase), not a column of symbols.
    let of_text = |wanted: Role| {
        (0..columns)
            .find(|column| !date.holds(*column) && role(header.field(*column)) == wanted && data.is_text(*column))
    };
    let symbol = of_text(Role::Symbol);
    if let Some(prices) = price_columns(table, date) {
        if symbol.is_none() && prices.len() > 1 {
            let of_assets = named_by_prefix(header, &prices);
            if of_assets.len() > 1 {
                return layout("wide", None, of_assets, Vec::new());
            }
        }
        let first: Vec<usize> = prices.into_iter().take(1).collect();
        let mut values: Vec<ValueColumn> = first.into_iter().map(named).collect();
        if symbol.is_none() {
            let own = common_prefix(header);
            values.iter_mut().for_each(|value| value.symbol = own.clone());
        }
        return layout(if symbol.is_some() { "long" } else { "tidy" }, symbol, values, Vec::new());
    }
    let is_asset = |column: usize| match role(header.field(column)) {
        Role::Unknown => true,
        Role::Symbol => !data.is_text(column),
        // In a table of tickers LOW is Lowe's, not the day's low.
        _ => may_be_ticker(header.field(column)) && !data.is_text(column),
    };
    let free = |column: &usize| !date.holds(*column);
    let candidates: Vec<usize> =
        (0..columns).filter(|column| free(column) && data.has_numbers(*column) && is_asset(*column)).collect();
    let has_ohlc = (0..columns)
        .any(|column| role(header.field(column)) == Role::OtherPrice && !may_be_ticker(header.field(column)));
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
        .map(|index| ValueColumn { symbol: Some(header.field(index).to_owned()), ..named(index) })
        .collect();
    layout("wide", None, values, ignored)
}

/// Price columns whose headers name an asset each, as `BTC_close`: one for each asset.
fn named_by_prefix(header: &SampleRow, prices: &[usize]) -> Vec<ValueColumn> {
    let mut values: Vec<ValueColumn> = Vec::new();
    for index in prices {
        let name = header.field(*index);
        if let Some(prefix) = reading(name).prefix
            && !values.iter().any(|value| value.symbol.as_deref() == Some(prefix.as_str()))
        {
            values.push(ValueColumn { index: *index, name: name.to_owned(), symbol: Some(prefix) });
        }
    }
    values
}

/// The asset that all compound headers of a table name, as in `IBIT.Open, IBIT.Close`, if it is one.
fn common_prefix(header: &SampleRow) -> Option<String> {
    let mut prefixes = header.fields.iter().filter_map(|name| reading(name).prefix);
    let first = prefixes.next()?;
    prefixes.all(|prefix| prefix == first).then_some(first)
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
    let numeric: Vec<usize> = (0..columns)
        .filter(|column| !date.holds(*column) && data.has_numbers(*column) && !data.is_text(*column))
        .collect();
    let text: Vec<usize> = (0..columns).filter(|column| !date.holds(*column) && data.is_text(*column)).collect();
    let Some(index) = closing_column(data, &numeric, newest_first(data, date)) else {
        return Err(Unreadable {
            code: "no-header",
            line: data.rows.first().map(|row| row.line),
            found: data.rows.first().map_or_else(String::new, SampleRow::joined),
            expected: "a header row naming the columns, or open, high, low and close side by side",
            advice: "Add a first line such as 'Date,Close'.",
        });
    };
    let symbol = match text.as_slice() {
        [only] => Some(*only),
        _ => None,
    };
    let value = ValueColumn { index, name: table.label(index), symbol: None };
    Ok(Layout {
        shape: if symbol.is_some() { "long" } else { "headerless" },
        header_records: table.above.len(),
        columns: table.names(),
        date,
        symbol,
        values: vec![value],
        mark: data.mark,
        ignored: Vec::new(),
    })
}
