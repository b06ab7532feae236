//! Compound files (MS-CFB): a file of sectors that holds streams, as older workbooks do, and those that a password protects.

use crate::import::container::inflate::little_endian;

/// What a compound file begins with.
pub(crate) const MAGIC: &[u8] = b"\xd0\xcf\x11\xe0";
/// Sectors from this number on are marks.
const MARKS: u32 = 0xffff_fffa;
/// Bytes of a sector of short streams, and of an entry of the directory.
const SHORT: usize = 64;
const ENTRY: usize = 128;
/// Where the header lists the first sectors of the table, and how many.
const LISTED: (usize, usize) = (76, 109);
/// Most entries of the directory that are looked at.
const MOST_ENTRIES: usize = 100_000;

/// A stream or storage at the root of the file.
pub(super) struct Entry {
    /// Its name.
    pub name: String,
    start: u32,
    size: u64,
    stream: bool,
}

/// A compound file.
pub(super) struct Compound<'f> {
    bytes: &'f [u8],
    sector: usize,
    table: Vec<u32>,
    short_table: Vec<u32>,
    short: Vec<u8>,
    cutoff: u64,
    /// What is at its root.
    pub entries: Vec<Entry>,
}

fn number(bytes: &[u8], at: usize) -> Option<u32> {
    little_endian::<4>(bytes, at).and_then(|number| u32::try_from(number).ok())
}

fn numbers(bytes: &[u8]) -> impl Iterator<Item = u32> {
    bytes.chunks_exact(4).map(|four| number(four, 0).unwrap_or(u32::MAX))
}

impl<'f> Compound<'f> {
    /// Reads tables and directory; none where they are damaged.
    pub(super) fn open(bytes: &'f [u8]) -> Option<Compound<'f>> {
        let shift = little_endian::<2>(bytes, 30)?;
        let sector = match shift {
            9 => 512,
            12 => 4_096,
            _ => return None,
        };
        let mut file = Compound {
            bytes,
            sector,
            table: Vec::new(),
            short_table: Vec::new(),
            short: Vec::new(),
            cutoff: u64::from(number(bytes, 56)?),
            entries: Vec::new(),
        };
        file.table = file.read_table()?;
        let directory = file.chain(number(bytes, 48)?, None)?;
        let short_table = number(bytes, 60)?;
        if short_table < MARKS {
            file.short_table = numbers(&file.chain(short_table, None)?).collect();
        }
        let (start, size) = (number(&directory, 116)?, u64::from(number(&directory, 120)?));
        if start < MARKS {
            file.short = file.chain(start, Some(size))?;
        }
        file.entries = entries(&directory);
        Some(file)
    }

    fn sector(&self, at: u32) -> Option<&'f [u8]> {
        let start = (at as usize).checked_add(1)?.checked_mul(self.sector)?;
        let end = start.checked_add(self.sector)?.min(self.bytes.len());
        self.bytes.get(start..end).filter(|sector| !sector.is_empty())
    }

    /// The table of sectors: which follows which. The header lists the first of its own sectors, and further sectors the rest.
    fn read_table(&self) -> Option<Vec<u32>> {
        let most = self.bytes.len() / self.sector + 1;
        let (at, count) = LISTED;
        let mut own: Vec<u32> = numbers(self.bytes.get(at..at + 4 * count)?).collect();
        let mut next = number(self.bytes, 68)?;
        let mut further = 0;
        while next < MARKS && further <= most {
            let mut listed: Vec<u32> = numbers(self.sector(next)?).collect();
            next = listed.pop()?;
            own.extend(listed);
            further += 1;
        }
        own.retain(|sector| *sector < MARKS);
        own.truncate(most);
        let mut table = Vec::new();
        for sector in own {
            table.extend(numbers(self.sector(sector)?));
        }
        Some(table)
    }

    /// The bytes of a chain of sectors, as many as are wanted; none where it ends too early or never.
    fn chain(&self, start: u32, size: Option<u64>) -> Option<Vec<u8>> {
        let wanted = size.map_or(usize::MAX, |size| usize::try_from(size).unwrap_or(usize::MAX));
        let mut bytes = Vec::new();
        let mut at = start;
        while at < MARKS && bytes.len() < wanted {
            bytes.extend_from_slice(self.sector(at)?);
            at = *self.table.get(at as usize)?;
            if bytes.len() > self.bytes.len() {
                return None;
            }
        }
        bytes.truncate(wanted);
        (size.is_none() || bytes.len() == wanted).then_some(bytes)
    }

    fn short_chain(&self, start: u32, size: u64) -> Option<Vec<u8>> {
        let wanted = usize::try_from(size).ok()?;
        let mut bytes = Vec::new();
        let mut at = start;
        while at < MARKS && bytes.len() < wanted {
            let from = (at as usize).checked_mul(SHORT)?;
            let to = from.checked_add(SHORT)?.min(self.short.len());
            bytes.extend_from_slice(self.short.get(from..to).filter(|sector| !sector.is_empty())?);
            at = *self.short_table.get(at as usize)?;
        }
        bytes.truncate(wanted);
        (bytes.len() == wanted).then_some(bytes)
    }

    /// Whether a stream or storage of this name is at the root.
    pub(super) fn has(&self, name: &str) -> bool {
        self.entries.iter().any(|entry| entry.name.eq_ignore_ascii_case(name))
    }

    /// The bytes of a stream at the root; none where it is damaged.
    pub(super) fn stream(&self, name: &str) -> Option<Vec<u8>> {
        let entry = self.entries.iter().find(|entry| entry.stream && entry.name.eq_ignore_ascii_case(name))?;
        if entry.size < self.cutoff {
            self.short_chain(entry.start, entry.size)
        } else {
            self.chain(entry.start, Some(entry.size))
        }
    }
}

/// What is at the root: a tree of neighbours.
fn entries(directory: &[u8]) -> Vec<Entry> {
    let record = |at: u32| {
        let start = (at as usize).checked_mul(ENTRY)?;
        directory.get(start..start.checked_add(ENTRY)?)
    };
    let mut entries = Vec::new();
    let mut seen = std::collections::BTreeSet::new();
    let mut waiting: Vec<u32> = record(0).and_then(|root| number(root, 76)).into_iter().collect();
    while let Some(at) = waiting.pop() {
        if seen.len() >= MOST_ENTRIES || !seen.insert(at) {
            continue;
        }
        let Some(record) = record(at) else { continue };
        let length = little_endian::<2>(record, 64).unwrap_or(0).saturating_sub(2).min(62) as usize;
        let units = record.get(..length).unwrap_or(&[]).chunks_exact(2);
        let units: Vec<u16> = units.map(|two| little_endian::<2>(two, 0).unwrap_or(0) as u16).collect();
        entries.push(Entry {
            name: String::from_utf16_lossy(&units),
            start: number(record, 116).unwrap_or(u32::MAX),
            size: u64::from(number(record, 120).unwrap_or(0)),
            stream: record.get(66) == Some(&2),
        });
        waiting.extend([68, 72].into_iter().filter_map(|neighbour| number(record, neighbour)));
    }
    entries
}
