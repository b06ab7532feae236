//! Import: the bytes of one file, in slices, to price series, diagnostics and a ledger.
//!
//! Data trouble is data: an import never fails. It returns what could be read and says, record by record, what could not.
//! The stages are `content` (is it a table at all), `dialect` (delimiter), `reader` (records), `layout` (which column is
//! what), `date_text` and `number` (cells), `day_order` (day or month first), `table` (rows to series).
#![deny(clippy::indexing_slicing)]

mod content;
pub mod date_text;
mod day_order;
mod dialect;
mod header;
mod headerless;
mod layout;
pub mod number;
mod preview;
mod profile;
mod quality;
mod reader;
mod refusal;
mod rows;
mod sections;
pub mod symbol;
mod table;

use serde::Serialize;
use sha2::{Digest, Sha256};

pub use self::date_text::DateOrder;
pub use self::day_order::OpenDate;
pub use self::number::DecimalMark;
pub use self::preview::PreviewRow;
use self::profile::SampleRow;
use self::reader::{Event, RecordReader};
use self::refusal::Unreadable;
use self::rows::Rows;
use crate::diagnostic::{Diagnostic, Ledger, Severity, counted, grouped, quoted};
use crate::series::PriceSeries;

/// Bytes that are looked at before the layout is decided.
const SAMPLE_BYTES: usize = 64 << 10;
/// Records that are looked at before the layout is decided.
const SAMPLE_RECORDS: usize = 400;

/// What a person can decide about a file that the file leaves open.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, serde::Deserialize)]
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
}

/// What became of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Outcome {
    /// It gave at least one price series.
    Prices,
    /// It is readable, but one question must be answered first.
    Asks,
    /// It gave nothing.
    Refused,
}

/// A series as the file gives it.
#[derive(Clone, Debug)]
pub struct ImportedSeries {
    /// The symbol as found: in a symbol column, a header, or the file's name, in that order.
    pub symbol: String,
    /// Header of the column that the prices were read from.
    pub value_column: String,
    /// The prices.
    pub prices: PriceSeries,
}

/// Everything that is known of a file after its last byte.
#[derive(Clone, Debug)]
pub struct ImportedFile {
    /// Name, with the folder it was dropped in.
    pub name: String,
    /// Bytes read.
    pub bytes: u64,
    /// SHA-256 of these bytes, in hexadecimal.
    pub sha256: String,
    /// Shape of the table, see [`layout`](self).
    pub layout: &'static str,
    /// What became of it.
    pub outcome: Outcome,
    /// Accounts for every record.
    pub ledger: Ledger,
    /// What there is to say, in order of the lines.
    pub diagnostics: Vec<Diagnostic>,
    /// The series it gave.
    pub series: Vec<ImportedSeries>,
    /// A date cell that reads two ways, where the file asks.
    pub open_date: Option<OpenDate>,
    /// Headers of its columns, or their numbers where it has none.
    pub columns: Vec<String>,
    /// The first rows, as they were read.
    pub preview: Vec<PreviewRow>,
}

impl ImportedFile {
    /// A file that could not be read at all: a folder, or one the system refuses.
    pub fn unreadable(name: String, code: &'static str, found: &str, advice: &str) -> ImportedFile {
        let mut file = Importer::new(name, ImportOptions::default()).finish();
        file.diagnostics = vec![refused(code, found, "a file of prices", advice)];
        file
    }
}

enum Stage {
    /// Gathering the first bytes.
    Sampling(Vec<u8>),
    /// Records go to the rows.
    Reading(Box<(RecordReader, Rows)>),
    /// It is no table; the bytes are only counted.
    Skipping(content::NotATable),
}

/// Reads one file. Feed it slices of any size, then finish.
///
/// ```
/// use sectorscope::import::{ImportOptions, Importer, Outcome};
/// let mut importer = Importer::new("SPY.csv".into(), ImportOptions::default());
/// importer.feed(b"Date,Close\n2024-01-02,472.65\n2024-01-0");
/// importer.feed(b"3,468.79\n");
/// let file = importer.finish();
/// assert_eq!(file.outcome, Outcome::Prices);
/// assert_eq!(file.series[0].prices.prices(), [472.65, 468.79]);
/// assert!(file.ledger.balances());
/// ```
pub struct Importer {
    name: String,
    options: ImportOptions,
    bytes: u64,
    hash: Sha256,
    stage: Stage,
}

impl Importer {
    /// An import of a file with this name.
    pub fn new(name: String, options: ImportOptions) -> Importer {
        Importer { name, options, bytes: 0, hash: Sha256::new(), stage: Stage::Sampling(Vec::new()) }
    }

    /// Takes the next bytes.
    pub fn feed(&mut self, slice: &[u8]) {
        self.bytes += slice.len() as u64;
        self.hash.update(slice);
        match &mut self.stage {
            Stage::Sampling(head) => {
                // The sample has the same bytes whatever the slices.
                let wanted = SAMPLE_BYTES.saturating_sub(head.len());
                let Some((sampled, rest)) = slice.split_at_checked(wanted) else {
                    head.extend_from_slice(slice);
                    return;
                };
                head.extend_from_slice(sampled);
                let head = std::mem::take(head);
                self.stage = begin(&head, false, &self.options);
                self.read(rest);
            }
            Stage::Reading(_) | Stage::Skipping(_) => self.read(slice),
        }
    }

    fn read(&mut self, slice: &[u8]) {
        if let Stage::Reading(reading) = &mut self.stage {
            let (reader, rows) = reading.as_mut();
            reader.feed(slice, &mut |event| rows.take(event));
        }
    }

    /// Ends the file and says everything about it.
    pub fn finish(mut self) -> ImportedFile {
        if let Stage::Sampling(head) = &mut self.stage {
            let head = std::mem::take(head);
            self.stage = begin(&head, true, &self.options);
        }
        let mut file = ImportedFile {
            name: self.name,
            bytes: self.bytes,
            sha256: hexadecimal(&self.hash.finalize()),
            layout: "none",
            outcome: Outcome::Refused,
            ledger: Ledger::default(),
            diagnostics: Vec::new(),
            series: Vec::new(),
            open_date: None,
            columns: Vec::new(),
            preview: Vec::new(),
        };
        match self.stage {
            Stage::Skipping(kind) => {
                file.diagnostics = vec![refused(kind.code, kind.found, "a table of dates and prices", kind.advice)];
            }
            Stage::Reading(reading) => {
                let (reader, mut rows) = *reading;
                reader.finish(&mut |event| rows.take(event));
                rows.finish(&mut file, &self.options);
            }
            Stage::Sampling(_) => {}
        }
        file
    }
}

/// Decides, from the first bytes, what the file is, and reads these bytes accordingly.
fn begin(head: &[u8], whole: bool, options: &ImportOptions) -> Stage {
    if let Some(kind) = content::not_a_table(head) {
        return Stage::Skipping(kind);
    }
    let head = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head);
    // The last line of a sample may be cut short; a whole file's is not.
    let last_line_end = head.iter().rposition(|byte| *byte == b'\n').map_or(0, |end| end + 1);
    let sampled = if whole || last_line_end == 0 { head } else { head.get(..last_line_end).unwrap_or(head) };
    let chosen = options.delimiter.and_then(|delimiter| u8::try_from(delimiter).ok());
    let delimiter = chosen.unwrap_or_else(|| dialect::delimiter(sampled));
    let sample = sample_rows(sampled, delimiter);
    let mut rows = Rows::new(layout::layout(&sample, options));
    let mut reader = RecordReader::new(delimiter);
    reader.feed(head, &mut |event| rows.take(event));
    Stage::Reading(Box::new((reader, rows)))
}

fn sample_rows(sampled: &[u8], delimiter: u8) -> Vec<SampleRow> {
    let mut sample = Vec::new();
    let mut take = |event: Event<'_>| {
        if let Event::Record(record) = event
            && !record.is_blank()
            && sample.len() < SAMPLE_RECORDS
        {
            let fields = (0..record.len()).map(|index| record.text(index)).collect();
            sample.push(SampleRow { line: record.line, fields });
        }
    };
    let mut reader = RecordReader::new(delimiter);
    reader.feed(sampled, &mut take);
    reader.finish(&mut take);
    sample
}

fn refused(code: &'static str, found: &str, expected: &str, advice: &str) -> Diagnostic {
    Diagnostic {
        severity: Severity::Error,
        code,
        line: None,
        column: None,
        found: Some(found.to_owned()),
        expected: Some(expected.to_owned()),
        message: format!("This is {found}; expected {expected}. Nothing in it was used. {advice}"),
    }
}

fn unreadable_table(reason: &Unreadable, records: u64) -> Diagnostic {
    let (expected, advice) = (reason.expected, reason.advice);
    let mut diagnostic = refused(reason.code, "an empty file", expected, advice);
    if records > 0 {
        let place = reason.line.map_or_else(|| "Found".to_owned(), |line| format!("Line {}: found", grouped(line)));
        let found = quoted(&reason.found);
        let lost = match records {
            1 => "That is all there is: nothing was used.".to_owned(),
            _ => format!("None of the {} was used.", counted(records, "record")),
        };
        diagnostic.line = reason.line;
        diagnostic.found = Some(crate::diagnostic::shortened(&reason.found));
        diagnostic.message = format!("{place} {found}, expected {expected}. {lost} {advice}");
    }
    diagnostic
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
