//! Any bytes as a packed file. The first byte says how an input becomes one: taken as it stands, or packed first and then,
//! perhaps, cut short or damaged, since mutations alone hardly ever make a stream that inflates.

use std::io::{Cursor, Write};

use flate2::Compression;
use flate2::write::GzEncoder;
use sectorscope::import::{ImportOptions, ImportedFile};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use super::{facts, slices};

/// Bytes up to which the ratio of unpacked to packed is not looked at, and that ratio.
const RATIO_FROM: u64 = 10_000_000;
const RATIO: u64 = 1_000;
/// Entries of an archive that are read, at most.
const MOST_ENTRIES: usize = 10_000;
/// Bytes that some contents become by repeating themselves: past the sample that decides the layout.
const REPEATED_TO: usize = 70_000;

pub(super) fn run(data: &[u8]) {
    let Some((&[kind, damage, at, choice], contents)) = data.split_first_chunk() else { return };
    let mut bytes = match kind & 7 {
        0 | 1 => contents.to_vec(),
        2 => gzip(&repeated(contents, kind)),
        3 => gzip(contents).repeat(1 + usize::from(kind >> 4)),
        4 => zipped(contents, kind, false),
        5 => zipped(contents, kind, true),
        6 => [gzip(contents), contents.to_vec()].concat(),
        _ => nested(contents),
    };
    spoil(&mut bytes, damage, at);
    let name = if kind & 8 == 0 { "a.zip" } else { "data/a.csv.gz" };
    let options = ImportOptions::default();
    let whole = slices::import(name, &options, &bytes, 0);
    limits(&whole, bytes.len() as u64);
    whole.iter().for_each(facts::hold);
    let sliced = slices::import(name, &options, &bytes, choice.max(1));
    assert_eq!(facts::everything(&sliced), facts::everything(&whole), "slices make a difference");
}

/// Bytes are counted, and no more comes out than the limits allow.
fn limits(files: &[ImportedFile], packed: u64) {
    assert_eq!(files[0].bytes, packed);
    assert!(files.len() <= MOST_ENTRIES + 1);
    // Of the last slice that is unpacked, some may be over.
    let unpacked: u64 = files.iter().skip(1).map(|file| file.bytes).sum();
    assert!(unpacked <= RATIO_FROM.max(packed * (RATIO + 1)) + (1 << 16), "{unpacked} bytes out of {packed}");
    let mut names: Vec<&str> = files.iter().map(|file| file.name.as_str()).collect();
    names.sort_unstable();
    assert!(names.windows(2).all(|pair| pair[0] != pair[1]), "two files have one name");
}

fn repeated(contents: &[u8], kind: u8) -> Vec<u8> {
    let least = if kind >> 4 == 2 { REPEATED_TO } else { 0 };
    contents.repeat(if contents.is_empty() { 1 } else { least.div_ceil(contents.len()).max(1) })
}

fn gzip(contents: &[u8]) -> Vec<u8> {
    let mut packer = GzEncoder::new(Vec::new(), Compression::fast());
    packer.write_all(contents).unwrap();
    packer.finish().unwrap()
}

/// An archive of entries that stand in the contents with a zero byte between them: name, line end, data.
fn zipped(contents: &[u8], kind: u8, streamed: bool) -> Vec<u8> {
    let method = if kind & 0x10 == 0 { CompressionMethod::Stored } else { CompressionMethod::Deflated };
    let options = SimpleFileOptions::default().compression_method(method).large_file(kind & 0x20 != 0);
    let entries = contents.split(|byte| *byte == 0).take(20).map(|entry| {
        let end = entry.iter().position(|byte| *byte == b'\n').unwrap_or(entry.len());
        let (name, data) = entry.split_at(end);
        (String::from_utf8_lossy(name).into_owned(), data.strip_prefix(b"\n").unwrap_or(data))
    });
    // Names that the packer refuses are left out.
    if streamed {
        let mut packer = ZipWriter::new_stream(Vec::new());
        for (name, data) in entries {
            if packer.start_file(name, options).is_ok() {
                packer.write_all(data).unwrap();
            }
        }
        return packer.finish().map(|done| done.into_inner()).unwrap_or_default();
    }
    let mut packer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, data) in entries {
        if packer.start_file(name, options).is_ok() {
            packer.write_all(data).unwrap();
        }
    }
    packer.finish().map(Cursor::into_inner).unwrap_or_default()
}

/// Archives in an archive, under names that say so and under names that do not.
fn nested(contents: &[u8]) -> Vec<u8> {
    let inner = zipped(contents, 0x10, false);
    let mut packer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, data) in [("b.zip", inner.as_slice()), ("c.csv", inner.as_slice()), ("d.csv", &gzip(contents))] {
        packer.start_file(name, SimpleFileOptions::default()).unwrap();
        packer.write_all(data).unwrap();
    }
    packer.finish().unwrap().into_inner()
}

/// Cuts short, changes or adds, at a place given as a share of the whole.
fn spoil(bytes: &mut Vec<u8>, damage: u8, at: u8) {
    let place = bytes.len() * usize::from(at) / 256;
    match damage & 3 {
        0 => {}
        1 => bytes.truncate(place),
        2 => bytes.iter_mut().skip(place).take(1).for_each(|byte| *byte ^= damage.max(1)),
        _ => bytes.insert(place, damage),
    }
}
