//! Which columns of a table hold the day, the symbol and the prices: decided from the shape of a sample, not from a list of
//! vendors.

use super::header::{Role, role};
use super::number::Number;
use super::{date_text, number};

/// A record of the sample, as text.
pub struct SampleRow {
    /// Line of the file, counted from 1.
    pub line: u64,
    /// Its fields, trimmed.
    pub fields: Vec<String>,
}

impl SampleRow {
    fn field(&self, index: usize) -> &str {
        self.fields.get(index).map_or("", String::as_str)
    }

    fn date_at(&self, index: usize) -> bool {
        date_text::read(self.field(index).as_bytes()).is_some()
    }

    fn number_at(&self, index: usize) -> Number {
        number::read(self.field(index).as_bytes())
    }
}

/// One column of prices.
#[derive(Clone, Debug, PartialEq)]
pub struct ValueColumn {
    /// Position in the record.
    pub index: usize,
    /// Its header, as written.
    pub name: String,
    /// The symbol its header gives, where the table is wide.
    pub symbol: Option<String>,
}

/// How to read a table.
#[derive(Clone, Debug, PartialEq)]
pub struct Layout {
    /// `tidy` (one series), `long` (a symbol in each row), `wide` (a series in each column) or `two-level` (wide, with
    /// field names and symbols in two header rows).
    pub shape: &'static str,
    /// Records before the first one that is read as data.
    pub header_records: usize,
    /// Columns that the header has.
    pub columns: usize,
    /// Position of the day.
    pub date: usize,
    /// Position of the symbol in a long table.
    pub symbol: Option<usize>,
    /// The columns of prices: one, unless the table is wide.
    pub values: Vec<ValueColumn>,
    /// Headers of columns that look like data but were not used, with the reason.
    pub ignored: Vec<String>,
}

/// Why a table cannot be read as prices.
#[derive(Clone, Debug, PartialEq)]
pub struct Unreadable {
    /// Stable code.
    pub code: &'static str,
    /// Line the sentence is about.
    pub line: Option<u64>,
    /// What was found.
    pub found: String,
    /// What was expected.
    pub expected: &'static str,
    /// What to do.
    pub advice: &'static str,
}

/// Decides the layout from the first records of a file, blank ones left out.
///
/// # Errors
///
/// [`Unreadable`] where there is no row with a date and a number, no header above it, or no column of prices.
pub fn layout(sample: &[SampleRow]) -> Result<Layout, Unreadable> {
    let first_data = sample.iter().position(is_data).ok_or_else(|| no_data(sample))?;
    let (above, data) = sample.split_at_checked(first_data).unwrap_or((&[], sample));
    let Some(header_index) = header_row(above) else {
        return Err(Unreadable {
            code: "no-header",
            line: sample.first().map(|row| row.line),
            found: sample.first().map_or_else(String::new, |row| row.fields.join(",")),
            expected: "a header row naming the columns",
            advice: "Add a first line such as 'Date,Close'.",
        });
    };
    let Some(header) = above.get(header_index) else { return Err(no_data(sample)) };
    let date = date_column(header, data);
    if let Some((symbols, header_records)) = symbol_row(above, header_index, date) {
        return two_level(header, symbols, header_records, date, data);
    }
    single_header(header, header_index + 1, date, data)
}

/// A row with a date in one cell and a number, or a mark for a missing one, in another.
fn is_data(row: &SampleRow) -> bool {
    let columns = row.fields.len();
    (0..columns).any(|date| {
        row.date_at(date)
            && (0..columns)
                .any(|other| other != date && matches!(row.number_at(other), Number::Value(_) | Number::Missing))
    })
}

/// The row among those above the data that names the most columns; the last of equals.
fn header_row(above: &[SampleRow]) -> Option<usize> {
    // Words for a symbol do not count: a row of tickers may consist of them.
    let telling = |name: &&String| !matches!(role(name), Role::Unknown | Role::Symbol);
    let known = |row: &SampleRow| row.fields.iter().filter(telling).count();
    above.iter().enumerate().max_by_key(|(_, row)| known(row)).map(|(index, _)| index)
}

fn date_column(header: &SampleRow, data: &[SampleRow]) -> usize {
    let columns = data.iter().map(|row| row.fields.len()).max().unwrap_or(0);
    let dates_in = |column: usize| data.iter().filter(|row| row.date_at(column)).count();
    let mostly_dates = |column: &usize| dates_in(*column) * 2 > data.len();
    (0..columns)
        .filter(mostly_dates)
        .find(|column| role(header.field(*column)) == Role::Date)
        .or_else(|| (0..columns).find(mostly_dates))
        .or_else(|| (0..columns).max_by_key(|column| (dates_in(*column), std::cmp::Reverse(*column))))
        .unwrap_or(0)
}

/// The best kind of price column that holds numbers, in order of preference.
fn best_price(header: &SampleRow, usable: impl Fn(usize) -> bool) -> Option<Role> {
    [Role::AdjustedClose, Role::Close, Role::Price]
        .into_iter()
        .find(|wanted| (0..header.fields.len()).any(|column| role(header.field(column)) == *wanted && usable(column)))
}

fn has_numbers(data: &[SampleRow], column: usize) -> bool {
    data.iter().any(|row| matches!(row.number_at(column), Number::Value(_)))
}

/// Whether nothing speaks against a column of numbers that begins below the sample.
fn may_begin_later(data: &[SampleRow], column: usize) -> bool {
    data.iter().all(|row| row.number_at(column) == Number::Missing)
}

/// The price columns to choose from: those with a number in the sample or, where there is none, those that may begin later.
fn price_columns(header: &SampleRow, date: usize, data: &[SampleRow]) -> Option<(Role, Vec<usize>)> {
    let suits: [fn(&[SampleRow], usize) -> bool; 2] = [has_numbers, may_begin_later];
    suits.into_iter().find_map(|suits| {
        let usable = |column: usize| column != date && suits(data, column);
        let best = best_price(header, usable)?;
        let of_this_kind = |column: &usize| role(header.field(*column)) == best && usable(*column);
        Some((best, (0..header.fields.len()).filter(of_this_kind).collect()))
    })
}

/// A second header row, next to the one with field names, that gives a symbol to each column, as `yfinance` writes it
/// for `download`. Returns it with the number of header records.
fn symbol_row(above: &[SampleRow], header_index: usize, date: usize) -> Option<(&SampleRow, usize)> {
    let header = above.get(header_index)?;
    // Some tickers are header words too (COIN, LOW, OPEN): one that is not, or one ticker all along, is enough.
    let named = |row: &SampleRow| {
        let cells: Vec<&str> =
            (0..header.fields.len()).filter(|column| *column != date).map(|column| row.field(column)).collect();
        let are_names =
            cells.iter().all(|cell| !cell.is_empty() && number::read(cell.as_bytes()) == Number::Unreadable);
        let one_ticker = cells.iter().all(|cell| Some(cell) == cells.first());
        are_names && !cells.is_empty() && (one_ticker || cells.iter().any(|cell| role(cell) == Role::Unknown))
    };
    let beside = [header_index.checked_add(1), header_index.checked_sub(1)];
    let symbols = beside.into_iter().flatten().filter_map(|index| above.get(index)).find(|row| named(row))?;
    Some((symbols, above.len()))
}

fn two_level(
    header: &SampleRow,
    symbols: &SampleRow,
    header_records: usize,
    date: usize,
    data: &[SampleRow],
) -> Result<Layout, Unreadable> {
    let Some((best, _)) = price_columns(header, date, data) else { return Err(no_price(header)) };
    let values = (0..header.fields.len())
        .filter(|column| role(header.field(*column)) == best && *column != date)
        .map(|index| ValueColumn {
            index,
            name: header.field(index).to_owned(),
            symbol: Some(symbols.field(index).to_owned()),
        })
        .collect();
    let columns = header.fields.len().max(symbols.fields.len());
    Ok(Layout { shape: "two-level", header_records, columns, date, symbol: None, values, ignored: Vec::new() })
}

fn single_header(
    header: &SampleRow,
    header_records: usize,
    date: usize,
    data: &[SampleRow],
) -> Result<Layout, Unreadable> {
    let columns = header.fields.len();
    let usable = |column: usize| column != date && has_numbers(data, column);
    let symbol = (0..columns).find(|column| *column != date && role(header.field(*column)) == Role::Symbol);
    let named = |index: usize| ValueColumn { index, name: header.field(index).to_owned(), symbol: None };
    if let Some((_, prices)) = price_columns(header, date, data) {
        let shape = if symbol.is_some() { "long" } else { "tidy" };
        let values = prices.into_iter().take(1).map(named).collect();
        return Ok(Layout { shape, header_records, columns, date, symbol, values, ignored: Vec::new() });
    }
    let unnamed = |column: usize| header.field(column).is_empty();
    // A column of numbers headed COIN in a wide table is an asset (Coinbase), not a column of symbols.
    let is_text = |column: usize| data.iter().any(|row| row.number_at(column) == Number::Unreadable);
    let symbol = symbol.filter(|column| is_text(*column));
    let is_asset = |column: usize| match role(header.field(column)) {
        Role::Unknown => true,
        Role::Symbol => !is_text(column),
        _ => false,
    };
    let series = |column: &usize| usable(*column) && is_asset(*column);
    let candidates: Vec<usize> = (0..columns).filter(series).collect();
    let has_ohlc = (0..columns).any(|column| role(header.field(column)) == Role::OtherPrice);
    if candidates.is_empty() || has_ohlc || (symbol.is_some() && candidates.len() > 1) {
        return Err(no_price(header));
    }
    if symbol.is_some() {
        let values = candidates.into_iter().map(named).collect();
        return Ok(Layout { shape: "long", header_records, columns, date, symbol, values, ignored: Vec::new() });
    }
    let (mut named_columns, unnamed_columns): (Vec<usize>, Vec<usize>) =
        candidates.into_iter().partition(|column| !unnamed(*column));
    if named_columns.is_empty() {
        return Err(no_price(header));
    }
    // An asset younger than the sample's rows: its column is still empty there.
    let younger =
        |column: &usize| *column != date && !unnamed(*column) && is_asset(*column) && may_begin_later(data, *column);
    named_columns.extend((0..columns).filter(younger));
    named_columns.sort_unstable();
    let ignored = unnamed_columns.iter().map(|column| format!("column {} has no name", column + 1)).collect();
    let values = named_columns
        .into_iter()
        .map(|index| ValueColumn { symbol: Some(header.field(index).to_owned()), ..named(index) })
        .collect();
    Ok(Layout { shape: "wide", header_records, columns, date, symbol: None, values, ignored })
}

fn no_data(sample: &[SampleRow]) -> Unreadable {
    match sample {
        [] => Unreadable {
            code: "empty-file",
            line: None,
            found: "nothing".to_owned(),
            expected: "a table of dates and prices",
            advice: "Export or download it again.",
        },
        [only] => Unreadable {
            code: "no-rows",
            line: Some(only.line),
            found: only.fields.join(","),
            expected: "rows with a date and a price under the header",
            advice: "The download may have failed: fetch the file again.",
        },
        [_, second, ..] => Unreadable {
            code: "no-dates",
            line: Some(second.line),
            found: second.fields.join(","),
            expected: "a row with a date such as 2024-01-31 or 01/31/2024 and a number",
            advice: "Export daily prices with full dates.",
        },
    }
}

fn no_price(header: &SampleRow) -> Unreadable {
    Unreadable {
        code: "no-price-column",
        line: Some(header.line),
        found: header.fields.join(","),
        expected: "a column named Adj Close, Close or Price, or one column of prices for each asset",
        advice: "Rename the column that holds the closing price to 'Close'.",
    }
}
