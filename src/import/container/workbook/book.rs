//! The sheets of a workbook as files, and the workbook as a file of sheets.

use std::collections::{BTreeMap, BTreeSet};

use sha2::{Digest, Sha256};

use crate::catalog;
use crate::diagnostic::{Code, Diagnostic, shortened};
use crate::import::body::Body;
use crate::import::cells::number::DecimalMark;
use crate::import::cells::symbol;
use crate::import::container::workbook::grid::{BETWEEN, Budget, LARGEST};
use crate::import::container::workbook::parts::Parts;
use crate::import::container::workbook::shown::Shown;
use crate::import::container::workbook::{Sheet, Trouble, ods, xls, xlsx};
use crate::import::file::{ImportOptions, ImportedFile, Outcome, hexadecimal};
use crate::import::refused::{damaged, refused};
use crate::import::text::encoding::MakeDecoder;
use crate::number::{counted, grouped};

/// Most sheets that are read.
pub(crate) const MOST_SHEETS: usize = 1_000;
/// How many names of sheets left out are listed; the rest are a count.
const NAMES_TOLD: usize = 5;

/// An older workbook, whose bytes are gathered until all are there.
pub(crate) struct Workbook {
    sheets: Sheets,
    bytes: Vec<u8>,
    too_large: bool,
}

/// What the files of the sheets are made with.
pub(crate) struct Sheets {
    /// The options of the files, by their whole names.
    pub options: BTreeMap<String, ImportOptions>,
    /// Makes decoders.
    pub decoders: MakeDecoder,
}

impl Workbook {
    /// A workbook of which nothing is read yet; `options` are those of its sheets, by their whole names.
    pub(crate) fn new(options: BTreeMap<String, ImportOptions>, decoders: MakeDecoder) -> Workbook {
        Workbook { sheets: Sheets { options, decoders }, bytes: Vec::new(), too_large: false }
    }

    /// Takes the next bytes.
    pub(crate) fn feed(&mut self, slice: &[u8]) {
        self.too_large |= (self.bytes.len() + slice.len()) as u64 > LARGEST;
        if self.too_large {
            self.bytes = Vec::new();
        } else {
            self.bytes.extend_from_slice(slice);
        }
    }

    /// Ends the workbook: what is known of it goes into `file`; gives its sheets as files.
    pub(crate) fn finish(self, file: &mut ImportedFile) -> Vec<ImportedFile> {
        let mut budget = Budget::new(self.bytes.len() as u64);
        let read = if self.too_large { Err(Trouble::TooLarge) } else { xls::sheets(&self.bytes, &mut budget) };
        self.sheets.finish(read, budget, file)
    }
}

/// Reads a workbook whose parts were unpacked: what is known of it goes into `file`; gives its sheets as files.
pub(crate) fn from_parts(parts: &Parts, too_large: bool, sheets: Sheets, file: &mut ImportedFile) -> Vec<ImportedFile> {
    let mut budget = Budget::new(file.bytes);
    let read = if too_large { Err(Trouble::TooLarge) } else { in_parts(parts, &mut budget) };
    sheets.finish(read, budget, file)
}

fn in_parts(parts: &Parts, budget: &mut Budget) -> Result<Vec<Sheet>, Trouble> {
    let mimetype = parts.text("mimetype").map(|(text, _)| text);
    let manifest = parts.text("META-INF/manifest.xml").map(|(text, _)| text);
    if parts.is_protected() || manifest.is_some_and(|text| text.contains("encryption-data")) {
        return Err(Trouble::Protected);
    }
    if parts.has(|name| name.ends_with(".iwa")) {
        return Err(Trouble::Numbers);
    }
    if parts.has(|name| name.ends_with("vbaproject.bin") || name.contains("macrosheets/")) {
        return Err(Trouble::Macros);
    }
    if parts.has(|name| name == "xl/workbook.bin") {
        return Err(Trouble::Binary);
    }
    if let Some(kind) = mimetype {
        let is_book = kind.trim().starts_with("application/vnd.oasis.opendocument.spreadsheet");
        return if is_book { ods::sheets(parts, budget) } else { Err(Trouble::Other) };
    }
    if parts.has(|name| name.starts_with("word/") || name.starts_with("ppt/"))
        && !parts.has(|name| name.starts_with("xl/w"))
    {
        return Err(Trouble::Other);
    }
    xlsx::sheets(parts, budget)
}

impl Sheets {
    /// The files of the sheets that were read, in their order.
    fn finish(
        self,
        read: Result<Vec<Sheet>, Trouble>,
        mut budget: Budget,
        file: &mut ImportedFile,
    ) -> Vec<ImportedFile> {
        let sheets = match read {
            _ if budget.is_spent() => Err(Trouble::TooLarge),
            Ok(sheets) if sheets.is_empty() => Err(Trouble::Damaged),
            read => read,
        };
        let files = sheets.and_then(|sheets| self.files(sheets, &mut budget, file));
        files.unwrap_or_else(|trouble| {
            let (bytes, sha256) = (file.bytes, std::mem::take(&mut file.sha256));
            *file = ImportedFile::new(std::mem::take(&mut file.name), bytes, sha256);
            file.diagnostics = vec![told(trouble)];
            Vec::new()
        })
    }

    fn files(
        self,
        sheets: Vec<Sheet>,
        budget: &mut Budget,
        file: &mut ImportedFile,
    ) -> Result<Vec<ImportedFile>, Trouble> {
        file.layout = "workbook";
        file.ledger.records = sheets.len() as u64;
        let mut left_out: BTreeMap<Code, Vec<String>> = BTreeMap::new();
        let mut read = Vec::new();
        for sheet in sheets {
            let code = match sheet.shown {
                Shown::Hidden => Code::HiddenSheet,
                Shown::Chart => Code::ChartSheet,
                Shown::Yes if sheet.grid.is_empty() && !sheet.grid.damaged => {
                    file.ledger.blank += 1;
                    continue;
                }
                Shown::Yes if read.len() < MOST_SHEETS => {
                    read.push(sheet);
                    continue;
                }
                Shown::Yes => Code::TooManyEntries,
            };
            file.ledger.reject(code, 1);
            left_out.entry(code).or_default().push(sheet.name);
        }
        file.ledger.used = read.len() as u64;
        let alone = read.len() == 1;
        let mut names = BTreeSet::new();
        let mut files = Vec::new();
        for mut sheet in read {
            sheet.name = unlike(&sheet.name, &mut names);
            files.push(self.file(sheet, alone, file, budget).ok_or(Trouble::TooLarge)?);
        }
        file.diagnostics.extend(left_out.into_iter().map(|(code, names)| left_out_told(code, &names)));
        let has = |outcome: Outcome| files.iter().any(|sheet: &ImportedFile| sheet.outcome == outcome);
        let outcomes = [Outcome::Prices, Outcome::Asks, Outcome::Sectors];
        file.outcome = outcomes.into_iter().find(|outcome| has(*outcome)).unwrap_or(Outcome::Refused);
        if file.outcome == Outcome::Refused {
            file.diagnostics.push(nothing(files.len() as u64));
        }
        Ok(files)
    }

    /// A sheet as a file, read as the text that it is written out as; none where that is too much.
    fn file(&self, sheet: Sheet, alone: bool, book: &ImportedFile, budget: &mut Budget) -> Option<ImportedFile> {
        let Sheet { name, grid, .. } = sheet;
        let whole_name = format!("{}/{}", book.name, name);
        let mut options = self.options.get(&whole_name).cloned().unwrap_or_default();
        options.delimiter = Some(BETWEEN);
        options.decimal = options.decimal.or_else(|| grid.mark());
        let mark = options.decimal.unwrap_or(DecimalMark::Point);
        let (unvalued, is_damaged) = (grid.unvalued, grid.damaged);
        let mut body = Body::new(options, self.decoders, false);
        let (mut hash, mut bytes) = (Sha256::new(), 0);
        let whole = grid.write(mark, budget, &mut |line| {
            hash.update(line);
            bytes += line.len() as u64;
            body.feed(line);
        });
        if !whole {
            return None;
        }
        // A series without a name of its own is called as the sheet, unless that says nothing; the only sheet of a file only where
        // it says more than the file.
        let says_more =
            || catalog::lookup(&name).is_some() && catalog::lookup(&symbol::from_file_name(&book.name)).is_none();
        let of_file = symbol::tells_nothing(&name) || alone && !says_more();
        let named = if of_file { book.name.clone() } else { format!("{name}.csv") };
        let mut file = ImportedFile::new(named, bytes, hexadecimal(&hash.finalize()));
        body.finish(&mut file, is_damaged.then(|| damaged("The sheet", "ends too early or is damaged inside")));
        file.name = whole_name;
        if unvalued > 0 {
            let message = format!(
                "{} a formula and no value: read as empty. Open the workbook in a spreadsheet, which calculates them, and save it.",
                if unvalued == 1 { "1 cell has".to_owned() } else { format!("{} have", counted(unvalued, "cell")) }
            );
            file.diagnostics.push(Diagnostic::remark(Code::FormulaWithoutValue, message));
        }
        Some(file)
    }
}

/// A name that no other sheet has, without what parts folders.
fn unlike(name: &str, names: &mut BTreeSet<String>) -> String {
    let name = name.replace(['/', '\\'], "_");
    let mut other = name.clone();
    let mut number = 2_u64;
    while !names.insert(other.clone()) {
        other = format!("{name} ({number})");
        number += 1;
    }
    other
}

fn left_out_told(code: Code, names: &[String]) -> Diagnostic {
    let listed =
        names.iter().take(NAMES_TOLD).map(|name| format!("'{}'", shortened(name))).collect::<Vec<_>>().join(", ");
    let more = names.len().saturating_sub(NAMES_TOLD) as u64;
    let and = if more > 0 { format!(" and {} more", grouped(more)) } else { String::new() };
    let why = match code {
        Code::HiddenSheet => "Hidden sheets are not read: show them in a spreadsheet if they are meant.",
        Code::ChartSheet => "Charts, dialogs and macros are not tables.",
        _ => "Only the first 1,000 sheets are read: split the workbook.",
    };
    let mut diagnostic = Diagnostic::remark(code, format!("Left out: {listed}{and}. {why}"));
    diagnostic.found = names.first().map(|name| shortened(name));
    diagnostic
}

fn nothing(sheets: u64) -> Diagnostic {
    let found = match sheets {
        0 => "No sheet of this workbook has anything on it that is seen.".to_owned(),
        1 => "The one sheet read in this workbook gave no prices.".to_owned(),
        _ => format!("None of the {} read in this workbook gave prices.", counted(sheets, "sheet")),
    };
    Diagnostic::remark(Code::NoPrices, format!("{found} A sheet needs a column of days and a column of prices."))
}

/// The diagnostic for a workbook that cannot be read.
fn told(trouble: Trouble) -> Diagnostic {
    let expected = "a workbook of tables (.xlsx, .xls or .ods)";
    let (code, found, advice) = match trouble {
        Trouble::Damaged => {
            return refused(
                Code::DamagedArchive,
                "a workbook that is damaged or cut",
                "a whole workbook",
                "Download it again, or open it in a spreadsheet and save it anew.",
            );
        }
        Trouble::Protected => (
            Code::ProtectedWorkbook,
            "a workbook that a password protects",
            "Open it in a spreadsheet and save it without the password, or the sheet as CSV.",
        ),
        Trouble::Macros => {
            (Code::MacroWorkbook, "a workbook with macros", "Save it as .xlsx, which has none, or the sheet as CSV.")
        }
        Trouble::Binary => {
            (Code::ExcelWorkbook, "a binary Excel workbook (.xlsb)", "Save it as .xlsx, or the sheet as CSV.")
        }
        Trouble::Old => {
            (Code::ExcelWorkbook, "a workbook of Excel 95 or older", "Save it as .xlsx, or the sheet as CSV.")
        }
        Trouble::Numbers => {
            (Code::ExcelWorkbook, "a document of Apple Numbers or its like", "Export it as CSV or as Excel (.xlsx).")
        }
        Trouble::Other => (
            Code::ExcelWorkbook,
            "an office document that is not a workbook",
            "Copy its table into a spreadsheet and save that as CSV or .xlsx.",
        ),
        Trouble::TooLarge => (
            Code::TooLarge,
            "a workbook that holds more than 1 GiB, or more than 1,000 times its size",
            "Save the sheet with the prices as CSV.",
        ),
    };
    refused(code, found, expected, advice)
}
