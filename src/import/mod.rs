//! Import: the bytes of one file, in slices, to price series, diagnostics and a ledger.
//!
//! Data trouble is data: an import never fails. It returns what could be read and says, record by record, what could not.
//! The stages are `gzip` and `archive` (out of the container), `body` (the bytes of one table), `content` (is it a table at
//! all), `sniff` and `encoding` (bytes to UTF-8), `dialect` (delimiter), `reader` (records), `layout` (which column is
//! what), `across` (where days stand across the top), `date_text`, `number` and `decimal` (cells), `day_order` (day or month first),
//! `rows` and `table` (rows to series), `quality` and `not_prices` (what deserves a word).
#![deny(clippy::indexing_slicing)]

mod across;
mod aligned;
mod archive;
mod body;
mod checksum;
mod content;
pub mod date_text;
mod day_order;
mod decimal;
mod dialect;
pub mod encoding;
mod gzip;
mod header;
mod headerless;
mod inflate;
mod layout;
mod not_prices;
pub mod number;
mod pairs;
mod plan;
mod preview;
mod profile;
mod quality;
mod reader;
mod records;
mod refusal;
mod rows;
mod sections;
mod sector_file;
mod sniff;
mod stamps;
pub mod symbol;
mod table;
mod two_level;
mod zip;
mod zip_name;

use std::collections::BTreeMap;
use std::fmt;

use serde::Serialize;
use sha2::{Digest, Sha256};

use self::archive::Archive;
use self::body::Body;
pub use self::date_text::DateOrder;
pub use self::day_order::OpenDate;
use self::encoding::MakeDecoder;
use self::gzip::Gunzip;
pub use self::number::DecimalMark;
pub use self::preview::PreviewRow;
use self::refusal::{damaged, refused, too_large, unreadable_table};
pub use self::sector_file::Constituent;
use crate::diagnostic::{Diagnostic, Ledger, LeftOut, Severity};
use crate::series::PriceSeries;

/// Bytes that tell a container.
const MAGIC_BYTES: usize = 4;

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
    /// It gave the sectors of stocks, and no prices.
    Sectors,
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
    /// SHA-256 of these bytes, in hexadecimal. Empty where it is told later, see [`Importer::hashed_later`].
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
    /// The stocks and their sectors, where it is a sector file.
    pub constituents: Vec<Constituent>,
    /// Rows and cells that were left out, with line and reason.
    pub left_out: LeftOut,
}

impl ImportedFile {
    /// A file that could not be read at all: a folder, or one the system refuses.
    pub fn unreadable(name: String, code: &'static str, found: &str, advice: &str) -> ImportedFile {
        let mut file = ImportedFile::of_nothing(name, 0, Some(Sha256::new()));
        file.diagnostics = vec![refused(code, found, "a file of prices", advice)];
        file
    }

    /// What there is to say of a file that could be read for its prices, but not again for its SHA-256.
    pub fn changed() -> Diagnostic {
        Diagnostic {
            severity: Severity::Warning,
            code: "changed-file",
            line: None,
            column: None,
            found: Some("a file that changed after it was read".to_owned()),
            expected: Some("the bytes that the prices were read from".to_owned()),
            message: "The file changed after it was read: its prices are used, but no SHA-256 can vouch for them. Drop it again."
                .to_owned(),
        }
    }

    /// A file that has given nothing yet.
    fn of_nothing(name: String, bytes: u64, hash: Option<Sha256>) -> ImportedFile {
        ImportedFile {
            name,
            bytes,
            sha256: hash.map(|hash| hexadecimal(&hash.finalize())).unwrap_or_default(),
            layout: "none",
            outcome: Outcome::Refused,
            ledger: Ledger::default(),
            diagnostics: Vec::new(),
            series: Vec::new(),
            open_date: None,
            columns: Vec::new(),
            preview: Vec::new(),
            constituents: Vec::new(),
            left_out: LeftOut::default(),
        }
    }
}

enum Stage {
    /// Gathering the bytes that tell a container.
    Opening(Vec<u8>),
    Plain(Box<Body>),
    Gzip(Box<Gunzip>),
    Archive(Box<Archive>),
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
    entries: BTreeMap<String, ImportOptions>,
    decoders: MakeDecoder,
    /// Whether the file came out of an archive: then it is no archive itself, and may be damaged.
    packed: bool,
    bytes: u64,
    expected: Option<u64>,
    hash: Option<Sha256>,
    stage: Stage,
}

/// What it is reading and how far it has come; what is kept of the file so far is long.
impl fmt::Debug for Importer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Importer").field("name", &self.name).field("bytes", &self.bytes).finish_non_exhaustive()
    }
}

impl Importer {
    /// An import of a file with this name. In a browser see [`Importer::with_decoders`].
    #[cfg(not(target_arch = "wasm32"))]
    pub fn new(name: String, options: ImportOptions) -> Importer {
        Importer::with_decoders(name, options, encoding::native)
    }

    /// An import that decodes Shift-JIS and GB18030 with these.
    pub fn with_decoders(name: String, options: ImportOptions, decoders: MakeDecoder) -> Importer {
        Importer {
            name,
            options,
            entries: BTreeMap::new(),
            decoders,
            packed: false,
            bytes: 0,
            expected: None,
            hash: Some(Sha256::new()),
            stage: Stage::Opening(Vec::new()),
        }
    }

    /// Sets the options of files in this file, where it is an archive, by their whole names (`archive.zip/inner.csv`).
    pub fn with_entries(mut self, entries: BTreeMap<String, ImportOptions>) -> Importer {
        self.entries = entries;
        self
    }

    /// Says how many bytes the file has, so that room can be made for its rows at once.
    pub fn expecting(mut self, bytes: u64) -> Importer {
        self.expected = Some(bytes);
        self
    }

    /// Leaves the SHA-256 of the file to somebody else, who tells it to the workspace: hashing takes longer than reading.
    pub fn hashed_later(mut self) -> Importer {
        self.hash = None;
        self
    }

    /// An import of a file out of an archive.
    fn of_entry(name: String, options: ImportOptions, decoders: MakeDecoder) -> Importer {
        Importer { packed: true, ..Importer::with_decoders(name, options, decoders) }
    }

    /// Takes the next bytes.
    pub fn feed(&mut self, slice: &[u8]) {
        self.bytes += slice.len() as u64;
        if let Some(hash) = &mut self.hash {
            hash.update(slice);
        }
        let Stage::Opening(head) = &mut self.stage else {
            self.read(slice);
            return;
        };
        if head.is_empty() && slice.len() >= MAGIC_BYTES {
            self.open(slice);
            return;
        }
        head.extend_from_slice(slice);
        if head.len() >= MAGIC_BYTES {
            let head = std::mem::take(head);
            self.open(&head);
        }
    }

    /// Decides on the container, and reads the first bytes.
    fn open(&mut self, head: &[u8]) {
        self.stage = if !self.packed && head.starts_with(gzip::MAGIC) {
            Stage::Gzip(Box::new(Gunzip::new(self.options.clone(), self.decoders)))
        } else if !self.packed && zip::MAGIC.iter().any(|magic| head.starts_with(magic)) {
            let entries = std::mem::take(&mut self.entries);
            Stage::Archive(Box::new(Archive::new(self.name.clone(), entries, self.decoders)))
        } else {
            let mut body = Body::new(self.options.clone(), self.decoders, self.packed);
            self.expected.into_iter().for_each(|bytes| body.expect(bytes));
            Stage::Plain(Box::new(body))
        };
        self.read(head);
    }

    fn read(&mut self, slice: &[u8]) {
        match &mut self.stage {
            Stage::Opening(_) => {}
            Stage::Plain(body) => body.feed(slice),
            Stage::Gzip(gunzip) => gunzip.feed(slice),
            Stage::Archive(archive) => archive.feed(slice),
        }
    }

    /// Ends the file and says everything about it. Of an archive this is the archive alone, see [`Importer::finish_all`].
    pub fn finish(self) -> ImportedFile {
        self.close(None).0
    }

    /// Ends the file and says everything about it; where it is an archive, the files in it follow, by name.
    pub fn finish_all(self) -> Vec<ImportedFile> {
        let (file, inside) = self.close(None);
        std::iter::once(file).chain(inside).collect()
    }

    /// Ends the file, with what is wrong with the container it came in.
    fn close(mut self, damage: Option<Diagnostic>) -> (ImportedFile, Vec<ImportedFile>) {
        if let Stage::Opening(head) = &mut self.stage {
            let head = std::mem::take(head);
            self.open(&head);
        }
        let mut file = ImportedFile::of_nothing(self.name, self.bytes, self.hash);
        let mut inside = Vec::new();
        match self.stage {
            Stage::Opening(_) => {}
            Stage::Plain(body) => body.finish(&mut file, damage),
            Stage::Gzip(gunzip) => gunzip.finish(&mut file),
            Stage::Archive(archive) => inside = archive.finish(&mut file),
        }
        (file, inside)
    }
}

/// The way a SHA-256 is written: two digits for each byte.
pub fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
