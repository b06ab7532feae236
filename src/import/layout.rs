//! Which columns of a table hold the day, the symbol and the prices: decided from the shape of a sample, not from a list of
//! vendors.

use super::ImportOptions;
use super::date_text::{self, Coarse, DateFormat};
use super::header::{Role, may_be_ticker, reading, role};
use super::headerless::closing_column;
use super::number::{self, DecimalMark, MarkDecision, MarkEvidence, Number};
use super::profile::{Data, SampleRow};

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

    fn holds(self, column: usize) -> bool {
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
    /// The columns of prices: one, unless the table is wide.
    pub values: Vec<ValueColumn>,
    /// Decimal mark of the prices.
    pub mark: DecimalMark,
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
/// [`Unreadable`] where there is no row with a date and a number, no column of prices, or no column of the name that the
/// options give.
pub fn layout(sample: &[SampleRow], options: &ImportOptions) -> Result<Layout, Unreadable> {
    let mark = options.decimal.unwrap_or_else(|| decimal_mark(sample));
    let table = Table::split(sample, mark).ok_or_else(|| no_data(sample))?;
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

/// The decimal mark that the cells of the sample prove; a point where they leave it open.
fn decimal_mark(sample: &[SampleRow]) -> DecimalMark {
    let mut evidence = MarkEvidence::default();
    sample.iter().flat_map(|row| &row.fields).for_each(|cell| evidence.weigh(cell.as_bytes()));
    match evidence.decide() {
        MarkDecision::Decided(mark) => mark,
        MarkDecision::Open { .. } | MarkDecision::Mixed { .. } | MarkDecision::None => DecimalMark::Point,
    }
}

/// A sample, cut into what stands above the data and the data.
struct Table<'a> {
    above: &'a [SampleRow],
    /// The row of column names, and how many records there are up to and including it.
    header: Option<(&'a SampleRow, usize)>,
    data: Data<'a>,
}

impl<'a> Table<'a> {
    /// Data begins with the first row that has a date and a number. Where dates are numbers too, it begins below the row that
    /// names columns, or at once.
    fn split(sample: &'a [SampleRow], mark: DecimalMark) -> Option<Table<'a>> {
        let begins = sample.iter().position(|row| is_data(row, mark));
        let named = header_row(sample.get(..begins.unwrap_or(sample.len()))?);
        let first = match (begins, named) {
            (Some(begins), _) => begins,
            (None, Some(header)) => header + 1,
            (None, None) => 0,
        };
        let (above, rows) = sample.split_at_checked(first)?;
        let data = Data { rows, mark };
        if rows.is_empty() {
            return None;
        }
        // Names in a language we do not know still are a header if they are as many as the columns.
        let unknown = || above.iter().rposition(|row| row.fields.len() >= 2 && row.fields.len() == data.columns());
        let header = named.or_else(unknown).and_then(|index| Some((above.get(index)?, index + 1)));
        Some(Table { above, header, data })
    }

    fn name(&self, column: usize) -> &str {
        self.header.map_or("", |(header, _)| header.field(column))
    }

    /// The header of a column, or its number where there is none.
    fn label(&self, column: usize) -> String {
        match self.header {
            Some((header, _)) => header.field(column).to_owned(),
            None => format!("(column {}, no header)", column + 1),
        }
    }

    fn names(&self) -> Vec<String> {
        let columns = self.header.map_or_else(|| self.data.columns(), |(header, _)| header.fields.len());
        (0..columns).map(|column| self.label(column)).collect()
    }

    /// The column a person means: by its header, else by its number.
    fn chosen(&self, name: &str) -> Result<usize, Unreadable> {
        let names = self.names();
        let by_name = names.iter().position(|other| other == name);
        let by_number = || name.parse::<usize>().ok()?.checked_sub(1).filter(|column| *column < names.len());
        by_name.or_else(by_number).ok_or_else(|| Unreadable {
            code: "no-such-column",
            line: self.header.map(|(header, _)| header.line),
            found: names.join(","),
            expected: "the column that was chosen",
            advice: "Choose one of its columns.",
        })
    }

    fn chosen_dates(&self, name: &str) -> Result<DateColumns, Unreadable> {
        let index = self.chosen(name)?;
        Ok(DateColumns::One { index, format: self.data.date_format(index).unwrap_or(DateFormat::Text) })
    }

    fn date_columns(&self) -> Option<DateColumns> {
        let columns = self.data.columns();
        let of_role = |wanted: Role| (0..columns).find(|column| role(self.name(*column)) == wanted);
        // A time or a day column is the date where its cells read as dates.
        let says_date = |column: &usize| matches!(role(self.name(*column)), Role::Date | Role::Time | Role::Day);
        let named_dates = (0..columns).filter(says_date);
        let text = |column: &usize| self.data.date_format(*column) == Some(DateFormat::Text);
        let one = |index: usize| Some(DateColumns::One { index, format: self.data.date_format(index)? });
        if let Some(index) = named_dates.clone().find(|column| text(column)).or_else(|| (0..columns).find(text)) {
            return one(index);
        }
        if let (Some(year), Some(month), Some(day)) = (of_role(Role::Year), of_role(Role::Month), of_role(Role::Day)) {
            return Some(DateColumns::Parts { year, month, day });
        }
        // A number is a date only where the header says so, or where there is none and it stands first or last.
        let mut candidates: Vec<usize> = named_dates.collect();
        if self.header.is_none() || candidates.is_empty() {
            let unnamed = |column: &usize| matches!(role(self.name(*column)), Role::Unknown | Role::Date);
            candidates.extend([0, columns.saturating_sub(1)].into_iter().filter(unnamed));
        }
        candidates.into_iter().find_map(one)
    }
}

/// A row with a date in one cell and a number, or a mark for a missing one, in another.
fn is_data(row: &SampleRow, mark: DecimalMark) -> bool {
    let columns = row.fields.len();
    let number_at = |column: usize| number::read(mark, row.field(column).as_bytes());
    (0..columns).any(|date| {
        row.date_at(date)
            && (0..columns).any(|other| other != date && matches!(number_at(other), Number::Value(_) | Number::Missing))
    })
}

/// The row among those above the data that names the most columns; the last of equals, none where no row names any.
fn header_row(above: &[SampleRow]) -> Option<usize> {
    // Words for a symbol do not count: a row of tickers may consist of them.
    let telling = |name: &&String| !matches!(role(name), Role::Unknown | Role::Symbol | Role::Name);
    let known = |row: &SampleRow| row.fields.iter().filter(telling).count();
    let (index, row) = above.iter().enumerate().max_by_key(|(_, row)| known(row))?;
    (known(row) > 0).then_some(index)
}

/// The price columns to choose from: those with a number in the sample or, where there is none, those that may begin later.
fn price_columns(table: &Table<'_>, date: DateColumns) -> Option<Vec<usize>> {
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
        are_names && !cells.is_empty() && (one_ticker || cells.iter().any(|cell| role(cell) == Role::Unknown))
    };
    let beside = [Some(header_records), header_records.checked_sub(2)];
    let symbols = beside.into_iter().flatten().filter_map(|index| above.get(index)).find(|row| named(row))?;
    Some((symbols, above.len()))
}

fn two_level(
    table: &Table<'_>,
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
    table: &Table<'_>,
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
        _ => false,
    };
    let free = |column: &usize| !date.holds(*column);
    let candidates: Vec<usize> =
        (0..columns).filter(|column| free(column) && data.has_numbers(*column) && is_asset(*column)).collect();
    let has_ohlc = (0..columns)
        .any(|column| role(header.field(column)) == Role::OtherPrice && !may_be_ticker(header.field(column)));
    if candidates.is_empty() || has_ohlc || (symbol.is_some() && candidates.len() > 1) {
        return Err(no_price_here(table, header, date));
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

fn headerless(table: &Table<'_>, date: DateColumns) -> Result<Layout, Unreadable> {
    let (data, columns) = (table.data, table.data.columns());
    let numeric: Vec<usize> = (0..columns)
        .filter(|column| !date.holds(*column) && data.has_numbers(*column) && !data.is_text(*column))
        .collect();
    let text: Vec<usize> = (0..columns).filter(|column| !date.holds(*column) && data.is_text(*column)).collect();
    let Some(index) = closing_column(data, &numeric) else {
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

fn no_data(sample: &[SampleRow]) -> Unreadable {
    let coarse = |row: &SampleRow| row.fields.first().and_then(|cell| date_text::coarse(cell.as_bytes()));
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
            found: only.joined(),
            expected: "rows with a date and a price under the header",
            advice: "The download may have failed: fetch the file again.",
        },
        [_, second, ..] => Unreadable {
            code: "no-dates",
            line: Some(second.line),
            found: second.joined(),
            expected: match coarse(second) {
                Some(Coarse::Month) => "a day; these dates name only a month",
                Some(Coarse::Quarter) => "a day; these dates name only a quarter",
                Some(Coarse::Year) => "a day; these dates name only a year",
                Some(Coarse::TimeOnly) => "a day; there is only a time",
                None => "a row with a date such as 2024-01-31 or 01/31/2024 and a number",
            },
            advice: "Export daily prices with full dates.",
        },
    }
}

/// There is no price, but perhaps something that is often taken for one.
fn no_price_here(table: &Table<'_>, header: &SampleRow, date: DateColumns) -> Unreadable {
    let percent = (0..header.fields.len()).find(|column| !date.holds(*column) && table.data.has_percentages(*column));
    match percent {
        Some(column) => Unreadable {
            code: "percentages",
            line: Some(header.line),
            found: header.field(column).to_owned(),
            expected: "prices; this column holds percentages",
            advice: "Export the prices themselves, not their changes.",
        },
        None => no_price(header),
    }
}

fn no_price(header: &SampleRow) -> Unreadable {
    Unreadable {
        code: "no-price-column",
        line: Some(header.line),
        found: header.joined(),
        expected: "a column named Adj Close, Close or Price, or one column of prices for each asset",
        advice: "Rename the column that holds the closing price to 'Close'.",
    }
}
