//! A ZIP archive of tables: every entry is a file of its own, and the archive is a file whose records are its entries.

use std::collections::BTreeMap;

use sha2::{Digest, Sha256};

use crate::diagnostic::{Code, Diagnostic, Ledger, Severity, shortened};
use crate::import::body::Body;
use crate::import::container::inflate::{is_suspicious, is_too_large};
use crate::import::container::workbook::{Parts, Sheets, from_parts, opens_office};
use crate::import::container::zip::{Close, Ending, Entry, Unpack, ZipReader};
use crate::import::file::ImportOptions;
use crate::import::file::Outcome;
use crate::import::file::{ImportedFile, hexadecimal};
use crate::import::refused::damaged;
use crate::import::text::encoding::MakeDecoder;
use crate::number::{counted, grouped};

/// Most entries that are read.
pub(crate) const MOST_ENTRIES: u64 = 10_000;
/// How many names of entries left out are listed; the rest are a count.
const NAMES_TOLD: usize = 5;
/// Endings of archives, which are not opened inside an archive.
const ARCHIVES: [&str; 12] = ["zip", "gz", "gzip", "tgz", "tar", "bz2", "xz", "zst", "7z", "rar", "lz4", "jar"];
/// Endings of workbooks, which are not opened inside an archive. What is called `.xls` is often text.
const WORKBOOKS: [&str; 6] = ["xlsx", "xlsm", "xltx", "xlsb", "ods", "numbers"];

/// Why an entry is left out: its code, and what to say.
type Reason = (Code, &'static str);
const ENCRYPTED: Reason = (Code::EncryptedEntry, "A password protects it: unpack the archive and drop the files.");
const UNSUPPORTED: Reason =
    (Code::UnsupportedPacking, "It is packed in a way that is not read here: unpack the archive.");
const NESTED: Reason = (Code::NestedArchive, "An archive in an archive is not opened: unpack it first.");
const NESTED_WORKBOOK: Reason =
    (Code::NestedWorkbook, "A workbook in an archive is not opened: unpack the archive and drop the workbook.");
const HIDDEN: Reason = (Code::HiddenFile, "Files that a system keeps for itself are not read.");
const TOO_MANY: Reason = (Code::TooManyEntries, "Only the first 10,000 entries are read: split the archive.");
const TOO_LARGE: Reason =
    (Code::TooLarge, "It unpacks to over 2 GiB, or to over 1,000 times its size; what follows was not read.");

/// Reads the tables in an archive.
pub(crate) struct Archive {
    reader: ZipReader,
    entries: Entries,
}

impl Archive {
    /// An archive of this name; `options` are those of its entries, by their whole names.
    pub(crate) fn new(name: String, options: BTreeMap<String, ImportOptions>, decoders: MakeDecoder) -> Archive {
        let entries = Entries {
            archive: name,
            options,
            decoders,
            current: None,
            files: BTreeMap::new(),
            ledger: Ledger::default(),
            left_out: Vec::new(),
            unpacked: 0,
            packed: 0,
            before: (0, 0),
            book: None,
        };
        Archive { reader: ZipReader::new(), entries }
    }

    /// Takes the next bytes.
    pub(crate) fn feed(&mut self, slice: &[u8]) {
        self.reader.feed(slice, &mut self.entries);
    }

    /// Ends the archive: what is known of it goes into `file`; gives the files in it, by name.
    pub(crate) fn finish(self, file: &mut ImportedFile) -> Vec<ImportedFile> {
        let mut entries = self.entries;
        let close = self.reader.finish(&mut entries);
        if let Some(mut parts) = entries.book {
            parts.cut();
            let sheets = Sheets { options: entries.options, decoders: entries.decoders };
            return from_parts(&parts, close == Close::Stopped, sheets, file);
        }
        if close == Close::Stopped {
            entries.leave_out_current();
        }
        entries.finish(close, file)
    }
}

/// An entry under way.
struct Under {
    name: String,
    /// None where the entry is passed over.
    table: Option<Table>,
}

/// An entry that is read.
struct Table {
    /// Name with that of the archive.
    whole_name: String,
    bytes: u64,
    hash: Sha256,
    body: Body,
}

impl Table {
    fn feed(&mut self, bytes: &[u8]) {
        self.bytes += bytes.len() as u64;
        self.hash.update(bytes);
        self.body.feed(bytes);
    }

    /// The entry as a file, with what is wrong with how it was packed.
    fn finish(self, damage: Option<Diagnostic>) -> ImportedFile {
        let mut file = ImportedFile::new(self.whole_name, self.bytes, hexadecimal(&self.hash.finalize()));
        self.body.finish(&mut file, damage);
        file
    }
}

struct Entries {
    archive: String,
    options: BTreeMap<String, ImportOptions>,
    decoders: MakeDecoder,
    current: Option<Under>,
    files: BTreeMap<String, ImportedFile>,
    ledger: Ledger,
    left_out: Vec<(Reason, u64, Vec<String>)>,
    /// Bytes that came out of the entries so far, and the packed ones they came out of. Not the bytes of the archive so far:
    /// these depend on the slices.
    unpacked: u64,
    packed: u64,
    /// The same before the entry under way.
    before: (u64, u64),
    /// The parts of a workbook, where the archive is one.
    book: Option<Parts>,
}

impl Entries {
    fn leave_out(&mut self, name: String, reason: Reason) {
        self.ledger.reject(reason.0, 1);
        let known = self.left_out.iter_mut().find(|(known, ..)| known.0 == reason.0);
        match known {
            Some((_, count, names)) => {
                *count += 1;
                if names.len() < NAMES_TOLD {
                    names.push(name);
                }
            }
            None => self.left_out.push((reason, 1, vec![name])),
        }
    }

    /// The entry under way broke a limit: nothing of it is used.
    fn leave_out_current(&mut self) {
        let Some(Under { table, name }) = self.current.take() else { return };
        if table.is_some() {
            self.ledger.used -= 1;
            self.leave_out(name, TOO_LARGE);
        } else {
            // It has its place in the ledger already.
            self.left_out.push((TOO_LARGE, 1, vec![name]));
        }
    }

    fn finish(self, close: Close, file: &mut ImportedFile) -> Vec<ImportedFile> {
        file.layout = "zip";
        let entries = self.ledger.records;
        file.ledger = self.ledger;
        file.diagnostics.extend(self.left_out.iter().map(|(reason, count, names)| told(*reason, *count, names)));
        let has = |outcome: Outcome| self.files.values().any(|entry| entry.outcome == outcome);
        let outcomes = [Outcome::Prices, Outcome::Asks, Outcome::Sectors];
        file.outcome = outcomes.into_iter().find(|outcome| has(*outcome)).unwrap_or(Outcome::Refused);
        let whole = match close {
            Close::Directory(listed) => {
                if listed != entries {
                    file.diagnostics.push(disagreement(listed, entries));
                }
                true
            }
            Close::Cut => {
                file.diagnostics.push(damaged("The archive", "ends too early"));
                false
            }
            Close::Lost => {
                file.diagnostics.push(damaged("The archive", "is damaged inside"));
                false
            }
            Close::Stopped => false,
        };
        if file.outcome == Outcome::Refused && whole {
            file.diagnostics.push(nothing(self.files.len() as u64));
        }
        self.files.into_values().collect()
    }
}

impl Unpack for Entries {
    fn begin(&mut self, entry: Entry) -> bool {
        self.before = (self.unpacked, self.packed);
        self.ledger.records += 1;
        let Entry { name, encrypted, supported } = entry;
        if self.ledger.records == 1 && opens_office(&name) {
            self.book = Some(Parts::default());
        }
        if let Some(parts) = &mut self.book {
            return parts.begin(&name, encrypted) && self.ledger.records <= MOST_ENTRIES;
        }
        let own = name.rsplit('/').next().unwrap_or(&name);
        let ending = own.rsplit_once('.').map_or("", |(_, ending)| ending).to_ascii_lowercase();
        let hidden = name.split('/').any(|part| part.starts_with('.') && part != "." && part != "..");
        let reasons = [
            (self.ledger.records > MOST_ENTRIES, TOO_MANY),
            (hidden || name.starts_with("__MACOSX/"), HIDDEN),
            (encrypted, ENCRYPTED),
            (!supported, UNSUPPORTED),
            (ARCHIVES.contains(&ending.as_str()), NESTED),
            (WORKBOOKS.contains(&ending.as_str()), NESTED_WORKBOOK),
        ];
        let mut table = None;
        if own.is_empty() {
            // A folder.
            self.ledger.blank += 1;
        } else if let Some((_, reason)) = reasons.into_iter().find(|(holds, _)| *holds) {
            self.leave_out(name.clone(), reason);
        } else {
            self.ledger.used += 1;
            let whole_name = format!("{}/{name}", self.archive);
            let options = self.options.get(&whole_name).cloned().unwrap_or_default();
            let body = Body::new(options, self.decoders, true);
            table = Some(Table { whole_name, bytes: 0, hash: Sha256::new(), body });
        }
        let wanted = table.is_some();
        self.current = Some(Under { name, table });
        wanted
    }

    fn data(&mut self, bytes: &[u8], unpacked: u64, packed: u64) -> bool {
        (self.unpacked, self.packed) = (self.before.0 + unpacked, self.before.1 + packed);
        if is_too_large(unpacked, packed) || is_suspicious(self.unpacked, self.packed) {
            return false;
        }
        if let Some(parts) = &mut self.book {
            return parts.data(bytes);
        }
        if let Some(Under { table: Some(table), .. }) = &mut self.current {
            table.feed(bytes);
        }
        true
    }

    fn end(&mut self, ending: Ending) {
        if let Some(parts) = &mut self.book {
            return parts.end(ending);
        }
        let Some(Under { table: Some(table), name }) = self.current.take() else { return };
        let damage = match ending {
            Ending::Sound => None,
            Ending::Damaged(what) => Some(damaged("The entry", what)),
        };
        // As unpacking would have it: of two entries with one name the later stays.
        if self.files.insert(name, table.finish(damage)).is_some() {
            self.ledger.used -= 1;
            self.ledger.duplicate += 1;
        }
    }
}

fn told((code, why): Reason, count: u64, names: &[String]) -> Diagnostic {
    let listed = names.iter().map(|name| format!("'{}'", shortened(name))).collect::<Vec<_>>().join(", ");
    let more = count.saturating_sub(names.len() as u64);
    let and = if more > 0 { format!(" and {} more", grouped(more)) } else { String::new() };
    Diagnostic {
        severity: code.severity(),
        code,
        line: None,
        column: None,
        found: names.first().map(|name| shortened(name)),
        expected: None,
        message: format!("Left out: {listed}{and}. {why}"),
    }
}

fn disagreement(listed: u64, found: u64) -> Diagnostic {
    let (listed_told, found_told) = (counted(listed, "file or folder"), grouped(found));
    Diagnostic {
        severity: Severity::Warning,
        code: Code::ArchiveDirectory,
        line: None,
        column: None,
        found: Some(found.to_string()),
        expected: Some(listed.to_string()),
        message: format!(
            "The archive's directory lists {listed_told}, but {found_told} were found; all that were found are read. \
             Deleted or changed files may be among them: pack the archive again."
        ),
    }
}

fn nothing(files: u64) -> Diagnostic {
    let (code, found) = match files {
        0 => (Code::EmptyArchive, "There is no file to read in this archive.".to_owned()),
        1 => (Code::NoPrices, "The one file read in this archive gave no prices.".to_owned()),
        _ => (Code::NoPrices, format!("None of the {} read in this archive gave prices.", counted(files, "file"))),
    };
    Diagnostic {
        severity: Severity::Error,
        code,
        line: None,
        column: None,
        found: None,
        expected: Some("files with dates and prices".to_owned()),
        message: format!("{found} Pack the price files again, as CSV."),
    }
}
