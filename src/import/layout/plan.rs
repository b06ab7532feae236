//! How to read a table, once that is decided.

use super::returns::Returns;
use std::rc::Rc;

use crate::diagnostic::{Code, Diagnostic};
use crate::import::cells::date_text::{self, DateCell, DateFormat};
use crate::import::cells::decimal::Sureness;
use crate::import::cells::number::DecimalMark;
use crate::import::file::ColumnChoice;
use crate::import::layout::usual::Usual;
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
    /// The code of its currency, where the file tells it.
    pub currency: Option<&'static str>,
}

impl ValueColumn {
    /// A column of this header.
    pub(crate) fn new(index: usize, name: &str, symbol: Option<&str>) -> ValueColumn {
        ValueColumn {
            index,
            name: name.to_owned(),
            symbol: symbol.map(str::to_owned),
            market_cap: None,
            currency: None,
        }
    }

    /// What a message calls it: its header, with its asset where that is not in it.
    pub(crate) fn told(&self) -> String {
        match &self.symbol {
            Some(symbol) if !self.name.contains(symbol.as_str()) => format!("{symbol} {}", self.name),
            _ => self.name.clone(),
        }
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

/// Each record is a day, of one asset or with a column for each.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct ByDay {
    /// Where its day stands.
    pub dates: DateColumns,
    /// The columns of prices, from the first to the last.
    pub values: Vec<ValueColumn>,
}

/// Each record is a day of one asset, or of one kind of price.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct ByAsset {
    /// Where its day stands.
    pub dates: DateColumns,
    /// Position of the symbol, where the records have one.
    pub symbol: Option<usize>,
    /// Position of the name of a field (`Open`, `Close`), where the records have one.
    pub field: Option<usize>,
    /// The columns of prices: one, as a rule.
    pub values: Vec<ValueColumn>,
}

/// One table of those that stand side by side.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Pair {
    /// Where its days stand.
    pub dates: DateColumns,
    /// Where its prices stand.
    pub value: ValueColumn,
}

/// The days stand in a row across the top; each record is an asset, or a field of one.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Across {
    /// Each column with a day, and that day.
    pub days: Rc<[(usize, DateCell)]>,
    /// Position of the symbols, where the records have one.
    pub symbol: Option<usize>,
    /// Position of the names of fields, where the records have one.
    pub field: Option<usize>,
    /// Header of the column that names the fields.
    pub field_name: String,
}

/// Each record is a stock with its sector.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Sectors {
    /// Position of the symbol.
    pub symbol: usize,
    /// Position of the sector.
    pub sector: usize,
    /// Position of the size, where there is one.
    pub size: Option<usize>,
    /// Position of the weight, where there is one.
    pub weight: Option<usize>,
}

/// How records are taken.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Plan {
    /// See [`ByDay`].
    ByDay(ByDay),
    /// See [`ByAsset`].
    ByAsset(ByAsset),
    /// See [`Pair`].
    Pairs(Vec<Pair>),
    /// See [`Across`].
    Across(Across),
    /// See [`Sectors`].
    Sectors(Sectors),
}

impl Plan {
    /// Positions of the cells that hold prices.
    pub(crate) fn price_columns(&self) -> Vec<usize> {
        match self {
            Plan::ByDay(ByDay { values, .. }) | Plan::ByAsset(ByAsset { values, .. }) => {
                values.iter().map(|value| value.index).collect()
            }
            Plan::Pairs(pairs) => pairs.iter().map(|pair| pair.value.index).collect(),
            Plan::Across(across) => across.days.iter().map(|(column, _)| *column).collect(),
            Plan::Sectors(_) => Vec::new(),
        }
    }

    /// The columns of prices, where they have headers of their own.
    pub(crate) fn values(&self) -> Vec<&ValueColumn> {
        match self {
            Plan::ByDay(ByDay { values, .. }) | Plan::ByAsset(ByAsset { values, .. }) => values.iter().collect(),
            Plan::Pairs(pairs) => pairs.iter().map(|pair| &pair.value).collect(),
            Plan::Across(_) | Plan::Sectors(_) => Vec::new(),
        }
    }

    /// Where the day of a record stands, if it has one.
    pub(crate) fn dates(&self) -> Option<DateColumns> {
        match self {
            Plan::ByDay(ByDay { dates, .. }) | Plan::ByAsset(ByAsset { dates, .. }) => Some(*dates),
            Plan::Pairs(pairs) => pairs.first().map(|pair| pair.dates),
            Plan::Across(_) | Plan::Sectors(_) => None,
        }
    }
}

/// Where the time of day of a record stands.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Clock {
    /// Position in the record.
    pub index: usize,
    /// How the cell writes it.
    pub format: DateFormat,
}

/// What speaks against a column of prices whose cells are well formed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Suspect {
    /// Its scale changes from row to row, see [`scale`](crate::import::cells::scale).
    Scale,
    /// It contradicts the bars beside it, see [`bars::contradicts`](super::bars::contradicts).
    Bars,
}

/// How to read a table.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Layout {
    /// Name of the shape, see [`SHAPES`](super::shapes::SHAPES).
    pub shape: &'static str,
    /// Records before the first one that is read as data.
    pub header_records: usize,
    /// Headers of the columns, or their numbers where there is none.
    pub columns: Vec<String>,
    /// How records are taken.
    pub plan: Plan,
    /// Decimal mark of the prices.
    pub mark: DecimalMark,
    /// How sure that is.
    pub sureness: Sureness,
    /// What there is to say of the table as a whole.
    pub notes: Vec<Diagnostic>,
    /// What is usual of its rows.
    pub usual: Usual,
    /// The column, and what stands in it, of the rows that are used; all where there is none.
    pub only: Option<(usize, String)>,
    /// Positions of the columns that may tell several series apart.
    pub groups: Vec<usize>,
    /// Where the time of day stands, where rows may be hours of a day.
    pub clock: Option<Clock>,
    /// Whether each row is a snapshot of one price at midnight, UTC.
    pub snapshots: bool,
    /// Other columns that could hold the prices, where a person has to choose after all.
    pub others: Vec<ColumnChoice>,
    /// What speaks against the column of prices, if anything does.
    pub suspect: Option<Suspect>,
    /// How returns are written, where the columns of prices hold them and a person wants them compounded.
    pub returns: Option<Returns>,
}

impl Layout {
    /// A layout without remarks, under a mark that nothing has proven.
    pub(crate) fn new(
        shape: &'static str,
        header_records: usize,
        columns: Vec<String>,
        plan: Plan,
        mark: DecimalMark,
    ) -> Layout {
        Layout {
            shape,
            header_records,
            columns,
            plan,
            mark,
            sureness: Sureness::Open,
            notes: Vec::new(),
            usual: Usual::default(),
            only: None,
            groups: Vec::new(),
            clock: None,
            snapshots: false,
            others: Vec::new(),
            suspect: None,
            returns: None,
        }
    }

    /// The layout with remarks about columns that look like data but are not used, each with the reason.
    pub(crate) fn ignoring(mut self, ignored: Vec<String>) -> Layout {
        let told = |what: String| Diagnostic::remark(Code::IgnoredColumn, format!("Not read: {what}."));
        self.notes.extend(ignored.into_iter().map(told));
        self
    }
}
