//! One file, from its first byte to its last: out of its container, and read as a table.

use std::collections::BTreeMap;
use std::fmt;

use sha2::{Digest, Sha256};

use crate::import::body::Body;
use crate::import::container::archive::Archive;
use crate::import::container::gzip::{self, Gunzip};
use crate::import::container::workbook::{self, Workbook};
use crate::import::container::zip;
use crate::import::file::{ImportOptions, ImportedFile, hexadecimal};
#[cfg(not(target_arch = "wasm32"))]
use crate::import::text::encoding;
use crate::import::text::encoding::MakeDecoder;

/// Bytes that tell a container.
const MAGIC_BYTES: usize = 4;

enum Stage {
    /// Gathering the bytes that tell a container.
    Opening(Vec<u8>),
    Plain(Box<Body>),
    Gzip(Box<Gunzip>),
    Archive(Box<Archive>),
    Workbook(Box<Workbook>),
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

    /// An import that decodes text with these, where it takes a table.
    pub fn with_decoders(name: String, options: ImportOptions, decoders: MakeDecoder) -> Importer {
        Importer {
            name,
            options,
            entries: BTreeMap::new(),
            decoders,
            bytes: 0,
            expected: None,
            hash: Some(Sha256::new()),
            stage: Stage::Opening(Vec::new()),
        }
    }

    /// Sets the options of files in this file, where it is an archive or a workbook, by their whole names (`archive.zip/inner.csv`).
    pub fn with_entries(mut self, entries: BTreeMap<String, ImportOptions>) -> Importer {
        self.entries = entries;
        self
    }

    /// Says how many bytes the file has, so that room can be made for its rows at once.
    pub fn expecting(mut self, bytes: u64) -> Importer {
        self.expected = Some(bytes);
        self
    }

    /// Leaves the SHA-256 of the file to the caller, which gives it to the workspace: hashing takes longer than
    /// reading.
    pub fn hashed_later(mut self) -> Importer {
        self.hash = None;
        self
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
        self.stage = if head.starts_with(gzip::MAGIC) {
            Stage::Gzip(Box::new(Gunzip::new(self.options.clone(), self.decoders)))
        } else if zip::MAGIC.iter().any(|magic| head.starts_with(magic)) {
            let entries = std::mem::take(&mut self.entries);
            Stage::Archive(Box::new(Archive::new(self.name.clone(), entries, self.decoders)))
        } else if head.starts_with(workbook::MAGIC) {
            let entries = std::mem::take(&mut self.entries);
            Stage::Workbook(Box::new(Workbook::new(entries, self.decoders)))
        } else {
            let mut body = Body::new(self.options.clone(), self.decoders, false);
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
            Stage::Workbook(workbook) => workbook.feed(slice),
        }
    }

    /// Ends the file and says everything about it. Of an archive or workbook this is it alone, see [`Importer::finish_all`].
    pub fn finish(self) -> ImportedFile {
        self.close().0
    }

    /// Ends the file and says everything about it; the files in an archive follow, by name, and the sheets of a workbook.
    pub fn finish_all(self) -> Vec<ImportedFile> {
        let (file, inside) = self.close();
        std::iter::once(file).chain(inside).collect()
    }

    fn close(mut self) -> (ImportedFile, Vec<ImportedFile>) {
        if let Stage::Opening(head) = &mut self.stage {
            let head = std::mem::take(head);
            self.open(&head);
        }
        let sha256 = self.hash.map(|hash| hexadecimal(&hash.finalize())).unwrap_or_default();
        let mut file = ImportedFile::new(self.name, self.bytes, sha256);
        let mut inside = Vec::new();
        match self.stage {
            Stage::Opening(_) => {}
            Stage::Plain(body) => body.finish(&mut file, None),
            Stage::Gzip(gunzip) => gunzip.finish(&mut file),
            Stage::Archive(archive) => inside = archive.finish(&mut file),
            Stage::Workbook(workbook) => inside = workbook.finish(&mut file),
        }
        (file, inside)
    }
}
