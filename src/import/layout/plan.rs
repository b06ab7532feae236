//! How to read a table, once that is decided.

use std::rc::Rc;

use crate::import::cells::date_text::{self, DateCell, DateFormat};
use crate::import::cells::decimal::Sureness;
use crate::import::cells::number::DecimalMark;
use crate::import::layout::shapes::across::Across;
use crate::import::text::reader::Record;

/// One column of prices.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct ValueColumn {
    /// Position in the record.
    pub index: usize,
    /// Its header, as written.
    pub name: String,
    /// The symbol its header gives.
    pub symbol: Option<String>,
    /// Position of the market capitalisation beside the price.
    pub market_cap: Option<usize>,
}

impl ValueColumn {
    /// A column of this header.
    pub(crate) fn new(index: usize, name: &str, symbol: Option<&str>) -> ValueColumn {
        ValueColumn { index, name: name.to_owned(), symbol: symbol.map(str::to_owned), market_cap: None }
    }
}

/// Where the day of a record stands.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum DateColumns {
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
    pub(crate) fn first(self) -> usize {
        match self {
            DateColumns::One { index, .. } => index,
            DateColumns::Parts { year, .. } => year,
        }
    }

    /// The day of a record.
    pub(crate) fn read(self, record: &Record<'_>) -> Option<DateCell> {
        match self {
            DateColumns::One { index, format } => date_text::read_as(format, record.field(index)),
            DateColumns::Parts { year, month, day } => {
                date_text::from_parts(record.field(year), record.field(month), record.field(day))
            }
        }
    }

    /// Whether a column is part of the date.
    pub(crate) fn holds(self, column: usize) -> bool {
        match self {
            DateColumns::One { index, .. } => index == column,
            DateColumns::Parts { year, month, day } => [year, month, day].contains(&column),
        }
    }
}

/// Which way the days run.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Days {
    /// Down: each record is a day.
    Down(DateColumns),
    /// Across: each record is an asset.
    Across(Across),
    /// Down, with days of its own for each column of prices.
    Pairs(Rc<[DateColumns]>),
}

/// How to read a table.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Layout {
    /// `tidy` (one series), `long` (a symbol in each row), `wide` (a series in each column), `two-level` (wide, with field
    /// names and symbols in two header rows), `transposed` (days across the top), `pairs` (a column of dates before each
    /// column of prices) or `headerless`.
    pub shape: &'static str,
    /// Records before the first one that is read as data.
    pub header_records: usize,
    /// Headers of the columns, or their numbers where there is none.
    pub columns: Vec<String>,
    /// Where the days stand.
    pub days: Days,
    /// Position of the symbol in a long or transposed table.
    pub symbol: Option<usize>,
    /// Position of the name of a field (`Open`, `Close`), where each record has one.
    pub field: Option<usize>,
    /// The columns of prices, from the first to the last: one, unless the table is wide.
    pub values: Vec<ValueColumn>,
    /// Decimal mark of the prices.
    pub mark: DecimalMark,
    /// How sure that is.
    pub sureness: Sureness,
    /// Headers of columns that look like data but were not used, with the reason.
    pub ignored: Vec<String>,
    /// Whether several rows may be hours of one day.
    pub timed: bool,
    /// Whether each row is a snapshot of one price at midnight, UTC.
    pub snapshots: bool,
}

impl Layout {
    /// A layout without symbols, fields and remarks, under a mark that nothing has proven.
    pub(crate) fn new(
        shape: &'static str,
        header_records: usize,
        columns: Vec<String>,
        days: Days,
        values: Vec<ValueColumn>,
        mark: DecimalMark,
    ) -> Layout {
        Layout {
            shape,
            header_records,
            columns,
            days,
            symbol: None,
            field: None,
            values,
            mark,
            sureness: Sureness::Open,
            ignored: Vec::new(),
            timed: false,
            snapshots: false,
        }
    }

    /// Whether each record is a day, one for all columns: then repeated days and days that cannot be cost records.
    pub(crate) fn is_by_day(&self) -> bool {
        matches!(self.days, Days::Down(_))
    }

    /// The days of a transposed table.
    pub(crate) fn across(&self) -> Option<&Across> {
        match &self.days {
            Days::Across(across) => Some(across),
            Days::Down(_) | Days::Pairs(_) => None,
        }
    }

    /// Positions of what is kept beside the prices, in the order of these.
    pub(crate) fn beside(&self) -> impl Iterator<Item = usize> {
        self.values.iter().filter_map(|column| column.market_cap)
    }

    /// Values that are kept of a record.
    pub(crate) fn width(&self) -> usize {
        self.values.len() + self.beside().count()
    }

    /// What a message calls a column of prices.
    pub(crate) fn value_name(&self, index: usize) -> Option<String> {
        if self.across().is_some() {
            return self.columns.get(index).cloned();
        }
        self.values.iter().find(|column| column.index == index).map(|column| match &column.symbol {
            Some(symbol) if !column.name.contains(symbol.as_str()) => format!("{symbol} {}", column.name),
            _ => column.name.clone(),
        })
    }
}
