//! The ground of importing: what a person may say about a file, and what a file gives.

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::catalog::Size;
use crate::date::Date;
use crate::diagnostic::{Code, Diagnostic, Ledger, LeftOut, Severity};
use crate::import::cells::date_text::DateOrder;
use crate::import::cells::day_order::OpenDate;
use crate::import::cells::number::DecimalMark;
use crate::import::refused::refused;
use crate::series::PriceSeries;

/// What a person can decide about a file that the file leaves open.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(deny_unknown_fields)]
pub struct ImportOptions {
    /// Order of day and month in dates such as `03/04/2020`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date_order: Option<DateOrder>,
    /// The character between cells.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub delimiter: Option<char>,
    /// Decimal mark of the prices.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decimal: Option<DecimalMark>,
    /// The column of dates: its header, or its number counted from 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date_column: Option<String>,
    /// The column of prices: its header, or its number counted from 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub price_column: Option<String>,
    /// The symbol, where the file gives one series.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub symbol: Option<String>,
    /// The rows that are used, where a column tells several series apart.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rows: Option<RowChoice>,
    /// What is to be done about it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub mends: Vec<Mend>,
}

/// The rows of a file that are used, where a column tells several series apart.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(deny_unknown_fields)]
pub struct RowChoice {
    /// The column, by its header.
    pub column: String,
    /// What its cells hold in the rows that are used; none where each value is a series of its own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
}

/// What a person can have done about a file by one word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
pub enum Mend {
    /// Put dates together that a comma split.
    JoinDates,
    /// Compound returns to levels that begin at 100.
    Compound,
    /// Move days that stand a day early to the next.
    NextDay,
    /// Leave days as they are written.
    DaysAsWritten,
    /// Keep prices of weekends that repeat Friday's.
    KeepWeekends,
    /// Use numbers that look like no prices.
    UseAsWritten,
}

impl Mend {
    /// All of them.
    pub const ALL: [Mend; 6] =
        [Mend::JoinDates, Mend::Compound, Mend::NextDay, Mend::DaysAsWritten, Mend::KeepWeekends, Mend::UseAsWritten];

    /// What a button says.
    pub fn label(self) -> &'static str {
        match self {
            Mend::JoinDates => "Put the dates together",
            Mend::Compound => "Compound them to levels from 100",
            Mend::NextDay => "Move every day to the next",
            Mend::DaysAsWritten => "Leave the days as written",
            Mend::KeepWeekends => "Keep the weekends",
            Mend::UseAsWritten => "Use the numbers all the same",
        }
    }
}

/// A mend that suits a file, and what a button says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Offer {
    /// The mend: one more in the options' `mends`.
    pub mend: Mend,
    /// What the button says.
    pub label: &'static str,
}

impl From<Mend> for Offer {
    fn from(mend: Mend) -> Offer {
        Offer { mend, label: mend.label() }
    }
}

/// A column to choose.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct ColumnChoice {
    /// What `price_column` has to be for it: its header, or its number where several have that.
    pub choice: String,
    /// Its header.
    pub name: String,
    /// Its first cell.
    pub first: String,
}

/// Rows to choose.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct RowsFound {
    /// What stands in the column.
    pub value: String,
    /// How many rows have it.
    pub rows: u64,
}

/// What a file leaves open, with the answers to choose from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(rename = "FileQuestion"))]
#[serde(tag = "about", rename_all = "kebab-case")]
pub enum Question {
    /// Whether day, month or year come first: answered by `date_order`.
    DateOrder(OpenDate),
    /// Which column holds the prices: answered by `price_column`.
    PriceColumn {
        /// The columns it could be.
        columns: Vec<ColumnChoice>,
    },
    /// Which rows are meant: answered by `rows`.
    Rows {
        /// The column that tells them apart.
        column: String,
        /// What its cells hold.
        values: Vec<RowsFound>,
    },
    /// What is to be done: answered by one of the file's offers, in `mends`.
    Mend,
}

impl Question {
    /// The date that reads several ways, where that is the question.
    pub fn open_date(&self) -> Option<&OpenDate> {
        match self {
            Question::DateOrder(open) => Some(open),
            _ => None,
        }
    }
}

/// What became of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "lowercase")]
pub enum Outcome {
    /// It gave at least one price series.
    Prices,
    /// It gave the sectors of stocks, and no prices.
    Sectors,
    /// It is readable, but one question must be answered first.
    Asks,
    /// It gave nothing.
    Refused,
}

/// A day from which on prices are in another unit, as it seems: a split that they were not adjusted for, pence for pounds.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Jump {
    /// The first day in the new unit.
    pub day: Date,
    /// By how much prices became larger; below one where they became smaller.
    pub factor: f64,
}

/// A series as the file gives it.
#[derive(Clone, Debug)]
pub struct ImportedSeries {
    /// The symbol as found: in a symbol column, a header, or the file's name, in that order.
    pub symbol: String,
    /// Header of the column that the prices were read from.
    pub value_column: String,
    /// The code of the currency of the prices, where the file tells it.
    pub currency: Option<&'static str>,
    /// The prices.
    pub prices: PriceSeries,
    /// Days from which on its prices are in another unit, as it seems.
    pub jumps: Vec<Jump>,
    /// Market capitalisations on days with a price, where the file has them.
    pub market_caps: Option<PriceSeries>,
}

/// Everything that is known of a file after its last byte.
#[derive(Clone, Debug)]
pub struct ImportedFile {
    /// Name, with the folder it was dropped in.
    pub name: String,
    /// Bytes read.
    pub bytes: u64,
    /// SHA-256 of these bytes, in hexadecimal. Empty where it is set later, see [`Importer::hashed_later`](crate::import::Importer::hashed_later).
    pub sha256: String,
    /// Shape of the table.
    pub layout: &'static str,
    /// What became of it.
    pub outcome: Outcome,
    /// Accounts for every record.
    pub ledger: Ledger,
    /// What there is to say, in order of the lines.
    pub diagnostics: Vec<Diagnostic>,
    /// The series it gave.
    pub series: Vec<ImportedSeries>,
    /// What it leaves open, where it asks.
    pub question: Option<Question>,
    /// What could be done about it.
    pub offers: Vec<Offer>,
    /// Headers of its columns, or their numbers where it has none.
    pub columns: Vec<String>,
    /// The first rows, as they were read.
    pub preview: Vec<PreviewRow>,
    /// The stocks and their sectors, where it is a sector file.
    pub constituents: Vec<Constituent>,
    /// Rows and cells that were left out, with line and reason.
    pub left_out: LeftOut,
}

impl ImportedFile {
    /// A file that could not be read at all: a folder, or one the system refuses.
    pub fn unreadable(name: String, code: Code, found: &str, advice: &str) -> ImportedFile {
        let mut file = ImportedFile::new(name, 0, hexadecimal(&Sha256::digest([])));
        file.diagnostics = vec![refused(code, found, "a file of prices", advice)];
        file
    }

    /// What there is to say of a file that could be read for its prices, but not again for its SHA-256.
    pub fn changed() -> Diagnostic {
        Diagnostic {
            severity: Severity::Warning,
            code: Code::ChangedFile,
            line: None,
            column: None,
            found: Some("a file that changed after it was read".to_owned()),
            expected: Some("the bytes that the prices were read from".to_owned()),
            message: "The file changed after it was read: its prices are used, but no SHA-256 can vouch for them. Drop it again."
                .to_owned(),
        }
    }

    /// A file that has given nothing yet.
    pub(crate) fn new(name: String, bytes: u64, sha256: String) -> ImportedFile {
        ImportedFile {
            name,
            bytes,
            sha256,
            layout: "none",
            outcome: Outcome::Refused,
            ledger: Ledger::default(),
            diagnostics: Vec::new(),
            series: Vec::new(),
            question: None,
            offers: Vec::new(),
            columns: Vec::new(),
            preview: Vec::new(),
            constituents: Vec::new(),
            left_out: LeftOut::default(),
        }
    }
}

/// A row as it was read.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct PreviewRow {
    /// Line of the file, counted from 1.
    pub line: u64,
    /// The day; none where the order of day and month is open.
    pub date: Option<Date>,
    /// The symbol in the row, in a long table.
    pub symbol: Option<String>,
    /// The prices; none where a cell has none.
    pub prices: Vec<Option<f64>>,
}

/// One stock of a sector file.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Constituent {
    /// Its symbol, as written.
    pub symbol: String,
    /// Its sector, as written.
    pub sector: String,
    /// Its size, where the file says.
    pub size: Option<Size>,
    /// Its weight, in the file's own unit: only the proportions count.
    pub weight: Option<f64>,
}

/// The way a SHA-256 is written: two digits for each byte.
pub fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
