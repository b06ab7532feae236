//! Packed files give what the files in them give, and no packed file, however made, stops the reader.

use std::io::{Cursor, Write};

use crate::support::fixtures::{Kind, fixtures_of};
use crate::support::import;
use flate2::Compression;
use flate2::write::GzEncoder;
use proptest::prelude::*;
use sectorscope::diagnostic::Code;
use sectorscope::import::{ImportOptions, ImportedFile, Importer, Outcome};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

const ONE: &str = "Date,Close\n2024-01-02,472.65\n2024-01-03,468.79\n";
const TWO: &str = "date,close\n2024-01-02,100.5\n2024-01-03,101.5\n2024-01-04,102.5\n";

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut packer = flate2::GzBuilder::new().filename("inner.csv").comment("x").write(Vec::new(), Compression::best());
    packer.write_all(bytes).unwrap();
    packer.finish().unwrap()
}

fn stored() -> SimpleFileOptions {
    SimpleFileOptions::default().compression_method(CompressionMethod::Stored)
}

fn deflated() -> SimpleFileOptions {
    SimpleFileOptions::default().compression_method(CompressionMethod::Deflated)
}

type Named<'a> = (&'a str, &'a [u8], SimpleFileOptions);

fn zip(entries: &[Named<'_>]) -> Vec<u8> {
    let mut packer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes, options) in entries {
        if name.ends_with('/') {
            packer.add_directory(*name, *options).unwrap();
        } else {
            packer.start_file(*name, *options).unwrap();
            packer.write_all(bytes).unwrap();
        }
    }
    packer.finish().unwrap().into_inner()
}

/// The same, written as to a pipe: sizes and checksums stand behind the data.
fn streamed_zip(entries: &[Named<'_>]) -> Vec<u8> {
    let mut packer = ZipWriter::new_stream(Vec::new());
    for (name, bytes, options) in entries {
        packer.start_file(*name, *options).unwrap();
        packer.write_all(bytes).unwrap();
    }
    packer.finish().unwrap().into_inner()
}

/// Imports in slices of any size, which must not matter; the archive comes first.
#[track_caller]
fn import_all(name: &str, bytes: &[u8]) -> Vec<ImportedFile> {
    let in_slices = |slice: usize| {
        let mut importer = Importer::new(name.to_owned(), ImportOptions::default());
        bytes.chunks(slice).for_each(|bytes| importer.feed(bytes));
        importer.finish_all()
    };
    let files = in_slices(bytes.len().max(1));
    let slices: &[usize] = if bytes.len() < 100_000 { &[1, 2, 3, 7, 100, 4096] } else { &[4096, 1 << 20] };
    for slice in slices {
        assert_eq!(format!("{:#?}", in_slices(*slice)), format!("{files:#?}"), "in slices of {slice}");
    }
    assert_eq!(files[0].bytes, bytes.len() as u64);
    for file in &files {
        assert!(file.ledger.balances(), "{}: {:?}", file.name, file.ledger);
    }
    files
}

fn codes(file: &ImportedFile) -> Vec<&'static str> {
    file.diagnostics.iter().map(|diagnostic| diagnostic.code.name()).collect()
}

fn series(file: &ImportedFile) -> Vec<(String, String)> {
    file.series.iter().map(|series| (series.symbol.clone(), format!("{:?}", series.prices))).collect()
}

#[test]
fn gzip_of_a_file_gives_the_file() {
    for layout in ["yahoo-classic", "stooq", "wide", "investing-us", "coingecko", "long"] {
        for kind in [Kind::Good, Kind::Bad] {
            let [fixture] = &fixtures_of(kind, Some(layout))[..] else { panic!("one file of {layout}") };
            let (name, bytes) = (fixture.name.clone(), fixture.bytes());
            let plain = import(&name, &bytes);
            let [file] = &import_all(&format!("{name}.gz"), &gzip(&bytes))[..] else { panic!("one file") };
            assert_eq!(series(file), series(&plain), "{name}");
            assert_eq!((file.outcome, file.layout, &file.ledger), (plain.outcome, plain.layout, &plain.ledger));
            assert_eq!(format!("{:?}", file.diagnostics), format!("{:?}", plain.diagnostics));
            let [_, inside] = &import_all("a.zip", &zip(&[(&name, &bytes, deflated())]))[..] else {
                panic!("two files")
            };
            assert_eq!(series(inside), series(&plain), "{name}");
            assert_eq!((&inside.sha256, inside.bytes), (&plain.sha256, plain.bytes));
        }
    }
}

#[test]
fn gzip_of_several_members_with_padding() {
    let (head, tail) = ONE.split_at(30);
    let mut bytes = [gzip(head.as_bytes()), gzip(b""), gzip(tail.as_bytes())].concat();
    assert_eq!(series(&import_all("SPY.csv.gz", &bytes)[0]), series(&import("SPY.csv", ONE.as_bytes())));
    bytes.extend([0; 100]);
    let padded = &import_all("SPY.csv.GZ", &bytes)[0];
    assert_eq!((padded.outcome, padded.diagnostics.len()), (Outcome::Prices, 0));
    assert_eq!(padded.series[0].symbol, "SPY");
    bytes.extend(b"rubbish");
    bytes.truncate(bytes.len() - 107);
    bytes.extend(b"rubbish");
    let followed = &import_all("SPY.csv.gz", &bytes)[0];
    assert_eq!((followed.outcome, codes(followed)), (Outcome::Prices, vec!["damaged-archive"]));
    assert_eq!(followed.ledger.used, 2);
}

/// The fields that a header may have, all at once.
#[test]
fn gzip_with_every_field() {
    let plain = GzEncoder::new(Vec::new(), Compression::fast());
    let mut plain = plain;
    plain.write_all(ONE.as_bytes()).unwrap();
    let plain = plain.finish().unwrap();
    let mut bytes = plain[..10].to_vec();
    bytes[3] = 2 | 4 | 8 | 16;
    bytes.extend(b"\x03\0abcname\0comment\0\x12\x34");
    bytes.extend(&plain[10..]);
    assert_eq!(import_all("SPY.csv.gz", &bytes)[0].ledger.used, 2);
}

/// A line cut short would be a wrong price: it is left out, what stands before it is kept.
#[test]
fn a_truncated_gzip_keeps_whole_lines() {
    let rows = (0..500).map(|row| format!("{},{}.123456\n", sectorscope::date::Date::from_days(row), 1000 + row * 7));
    let text = format!("Date,Close\n{}", rows.collect::<String>());
    let bytes = gzip(text.as_bytes());
    let whole = import("SPY.csv", text.as_bytes());
    let mut used = Vec::new();
    for length in (0..bytes.len()).step_by(97).skip(1) {
        let file = &import_all("SPY.csv.gz", &bytes[..length])[0];
        assert_eq!(codes(file), ["damaged-archive"], "{:?}", file.diagnostics);
        for series in &file.series {
            let prices = series.prices.prices();
            assert_eq!(prices, &whole.series[0].prices.prices()[..prices.len()]);
        }
        used.push(file.ledger.used);
    }
    assert!(used.is_sorted() && used.last() > Some(&400), "{used:?}");
}

#[test]
fn a_damaged_gzip_says_so() {
    let bytes = gzip(TWO.as_bytes());
    let mut checksum = bytes.clone();
    let at = checksum.len() - 8;
    checksum[at] ^= 1;
    let file = &import_all("a.csv.gz", &checksum)[0];
    assert_eq!((file.outcome, codes(file)), (Outcome::Prices, vec!["damaged-archive"]));
    assert_eq!(
        file.diagnostics[0].message,
        "The gzip file does not agree with its checksum. What was read up to there is kept, without a line cut short. \
         Download or pack it again."
    );
    let file = &import_all("a.csv.gz", b"\x1f\x8b\x07\0\0\0\0\0")[0];
    assert_eq!((file.outcome, codes(file)), (Outcome::Refused, vec!["damaged-archive"]));
}

#[test]
fn a_zip_of_folders() {
    let entries: &[Named<'_>] = &[
        ("data/", b"", stored()),
        ("data/SPY.csv", ONE.as_bytes(), deflated()),
        ("data/deep/Zürich.csv", TWO.as_bytes(), stored()),
        ("__MACOSX/data/._SPY.csv", b"\0\x05\x16\x07", stored()),
        ("data/.DS_Store", b"\0\0\0\x01Bud1", deflated()),
        ("data/more.zip", &zip(&[("x.csv", b"1", stored())]), stored()),
        ("data/more.csv.gz", &gzip(b"x"), deflated()),
        ("notes.txt", b"Nothing to see", deflated()),
        ("empty.csv", b"", deflated()),
    ];
    let files = import_all("my/archive.zip", &zip(entries));
    let names: Vec<&str> = files.iter().map(|file| file.name.as_str()).collect();
    let inside = ["data/SPY.csv", "data/deep/Zürich.csv", "empty.csv", "notes.txt"];
    assert_eq!(names[0], "my/archive.zip");
    assert_eq!(names[1..], inside.map(|name| format!("my/archive.zip/{name}")));
    let archive = &files[0];
    assert_eq!((archive.outcome, archive.layout), (Outcome::Prices, "zip"));
    let ledger = &archive.ledger;
    assert_eq!((ledger.records, ledger.used, ledger.blank, ledger.duplicate), (9, 4, 1, 0));
    assert_eq!((ledger.rejected[&Code::HiddenFile], ledger.rejected[&Code::NestedArchive]), (2, 2));
    assert_eq!(codes(archive), ["hidden-file", "nested-archive"]);
    assert_eq!(
        archive.diagnostics[1].message,
        "Left out: 'data/more.zip', 'data/more.csv.gz'. An archive in an archive is not opened: unpack it first."
    );
    assert_eq!(series(&files[1]), series(&import("SPY.csv", ONE.as_bytes())));
    assert_eq!(series(&files[2]), series(&import("Zürich.csv", TWO.as_bytes())));
    assert_eq!(files[3].diagnostics[0].code, Code::EmptyFile);
    assert_eq!(files[4].outcome, Outcome::Refused);
}

#[test]
fn zips_written_in_one_pass_and_large_ones() {
    let tricky = format!("{ONE}PK\x07\x08PK\x07\x08 is no end\n");
    for options in [stored(), deflated(), stored().large_file(true), deflated().large_file(true)] {
        let entries = [
            ("a.csv", tricky.as_bytes(), options),
            ("b.csv", b"".as_slice(), options),
            ("c.csv", TWO.as_bytes(), options),
        ];
        for bytes in [zip(&entries), streamed_zip(&entries)] {
            let files = import_all("a.zip", &bytes);
            assert_eq!(files.len(), 4);
            assert!(files[0].diagnostics.is_empty(), "{:?}", files[0].diagnostics);
            assert_eq!(files[1].bytes, tricky.len() as u64);
            assert_eq!(files[3].ledger.used, 3);
            assert!(files.iter().all(|file| !codes(file).contains(&"damaged-archive")));
        }
    }
}

#[test]
fn a_descriptor_needs_no_signature() {
    let bytes = streamed_zip(&[("a.csv", ONE.as_bytes(), deflated()), ("c.csv", TWO.as_bytes(), deflated())]);
    let mut bare = bytes.clone();
    while let Some(at) = bare.windows(4).position(|four| four == b"PK\x07\x08") {
        bare.drain(at..at + 4);
    }
    assert_eq!(bare.len(), bytes.len() - 8);
    let files = import_all("a.zip", &bare);
    assert_eq!((files.len(), files[1].ledger.used, files[2].ledger.used), (3, 2, 3));
    assert_eq!(files[0].diagnostics.len(), 0, "{:?}", files[0].diagnostics);
}

#[test]
fn what_cannot_be_unpacked_is_named() {
    let mut bytes = zip(&[("secret.csv", ONE.as_bytes(), deflated()), ("c.csv", TWO.as_bytes(), deflated())]);
    bytes[6] |= 1;
    let files = import_all("a.zip", &bytes);
    assert_eq!((files.len(), codes(&files[0])), (2, vec!["encrypted-entry"]));
    assert_eq!(
        files[0].diagnostics[0].message,
        "Left out: 'secret.csv'. A password protects it: unpack the archive and drop the files."
    );
    let mut bytes = zip(&[("c.csv", TWO.as_bytes(), deflated()), ("odd.csv", ONE.as_bytes(), stored())]);
    let at = bytes.windows(7).position(|name| name == b"odd.csv").unwrap();
    bytes[at - 30 + 8] = 12;
    let files = import_all("a.zip", &bytes);
    assert_eq!((files.len(), codes(&files[0])), (2, vec!["unsupported-packing"]));
    // A protected entry whose length stands behind it.
    let mut bytes = streamed_zip(&[("secret.csv", ONE.as_bytes(), deflated()), ("c.csv", TWO.as_bytes(), deflated())]);
    bytes[6] |= 1;
    let files = import_all("a.zip", &bytes);
    assert_eq!((files.len(), codes(&files[0]), files[1].ledger.used), (2, vec!["encrypted-entry"], 3));
}

#[test]
fn an_archive_without_prices() {
    let empty = &import_all("a.zip", &zip(&[]))[0];
    assert_eq!((empty.outcome, codes(empty)), (Outcome::Refused, vec!["empty-archive"]));
    let useless = import_all("a.zip", &zip(&[("readme.txt", b"hello", stored())]));
    assert_eq!((useless[0].outcome, codes(&useless[0])), (Outcome::Refused, vec!["no-prices"]));
    assert_eq!(useless[1].outcome, Outcome::Refused);
    let asks = import_all("a.zip", &zip(&[("x.csv", b"Date,Close\n03/04/2020,1\n04/05/2020,2\n", stored())]));
    assert_eq!((asks[0].outcome, asks[1].outcome), (Outcome::Asks, Outcome::Asks));
}

/// The answer to what a file in an archive leaves open.
#[test]
fn entries_have_options() {
    let bytes = zip(&[("in/x.csv", b"Date,Close\n03/04/2020,1\n04/05/2020,2\n", stored())]);
    let options: ImportOptions = serde_json::from_str("{\"date_order\": \"day-first\"}").unwrap();
    let importer = Importer::new("a.zip".to_owned(), ImportOptions::default());
    let mut importer = importer.with_entries([("a.zip/in/x.csv".to_owned(), options)].into());
    importer.feed(&bytes);
    let files = importer.finish_all();
    assert_eq!(files[1].outcome, Outcome::Prices);
    assert_eq!(files[1].series[0].prices.dates()[0].to_string(), "2020-04-03");
}

#[test]
fn a_truncated_zip_keeps_what_was_whole() {
    let bytes = zip(&[("a.csv", ONE.as_bytes(), deflated()), ("b.csv", TWO.as_bytes(), stored())]);
    for length in 4..bytes.len() {
        let files = import_all("a.zip", &bytes[..length]);
        assert!(codes(&files[0]).contains(&"damaged-archive"), "{length}: {:?}", files[0].diagnostics);
        for (file, text) in files.iter().skip(1).zip([ONE, TWO]) {
            let whole = import("x.csv", text.as_bytes());
            let prices = file.series.first().map_or(&[][..], |series| series.prices.prices());
            assert_eq!(prices, &whole.series[0].prices.prices()[..prices.len()], "{length}");
        }
    }
    let files = import_all("a.zip", &bytes[..bytes.len() - 30]);
    assert_eq!((files[0].outcome, files.len()), (Outcome::Prices, 3));
}

#[test]
fn a_damaged_entry_leaves_the_others() {
    let mut bytes = zip(&[("a.csv", ONE.as_bytes(), stored()), ("b.csv", TWO.as_bytes(), stored())]);
    let at = bytes.windows(6).position(|six| six == b"472.65").unwrap();
    bytes[at] = b'9';
    let files = import_all("a.zip", &bytes);
    assert_eq!((codes(&files[0]).len(), codes(&files[1]), codes(&files[2]).len()), (0, vec!["damaged-archive"], 0));
}

/// A gigabyte of zeros in a megabyte: stopped after ten megabytes.
/// How soon is a benchmark: `cargo bench --bench import -- bomb`.
#[test]
fn bombs_are_stopped_early() {
    let zeros = vec![b'0'; 1 << 20];
    let mut packer = GzEncoder::new(Vec::new(), Compression::best());
    (0..1024).for_each(|_| packer.write_all(&zeros).unwrap());
    let bomb = packer.finish().unwrap();
    let mut packer = ZipWriter::new(Cursor::new(Vec::new()));
    packer.start_file("good.csv", deflated()).unwrap();
    packer.write_all(ONE.as_bytes()).unwrap();
    packer.start_file("bomb.csv", deflated()).unwrap();
    (0..1024).for_each(|_| packer.write_all(&zeros).unwrap());
    let zip_bomb = packer.finish().unwrap().into_inner();
    let files = import_all("bomb.csv.gz", &bomb);
    assert_eq!((files.len(), files[0].outcome, codes(&files[0])), (1, Outcome::Refused, vec!["too-large"]));
    let files = import_all("a.zip", &zip_bomb);
    assert_eq!((files.len(), files[0].outcome, codes(&files[0])), (2, Outcome::Prices, vec!["too-large"]));
    assert_eq!((files[0].ledger.rejected[&Code::TooLarge], files[0].ledger.used), (1, 1));
}

/// Entries each below the limit are a trap together, also where the archive goes on behind them with honest bytes.
#[test]
fn many_small_bombs_are_one() {
    let mut packer = ZipWriter::new(Cursor::new(Vec::new()));
    for name in ["a.csv", "b.csv", "c.csv"] {
        packer.start_file(name, deflated()).unwrap();
        packer.write_all(&vec![b'0'; 6_000_000]).unwrap();
    }
    packer.start_file("d.bin", stored()).unwrap();
    packer.write_all(&vec![7; 60_000]).unwrap();
    // The slices must not matter: `import_all` takes the whole at once, and in slices that end before the last entry.
    let files = import_all("a.zip", &packer.finish().unwrap().into_inner());
    assert_eq!((files.len(), codes(&files[0])), (2, vec!["too-large"]));
}

#[test]
fn entries_past_the_limit_are_counted() {
    let mut packer = ZipWriter::new(Cursor::new(Vec::new()));
    for entry in 0..10_003 {
        packer.start_file(format!("{entry:05}.csv"), stored()).unwrap();
    }
    let mut importer = Importer::new("a.zip".to_owned(), ImportOptions::default());
    importer.feed(&packer.finish().unwrap().into_inner());
    let files = importer.finish_all();
    assert_eq!(
        (files.len(), files[0].ledger.records, files[0].ledger.rejected[&Code::TooManyEntries]),
        (10_001, 10_003, 3)
    );
    assert!(files[0].ledger.balances());
}

proptest! {
    #![proptest_config(properties::kept_beside())]
    #[test]
    fn damage_never_stops_the_reader(
        kind in 0..4, places in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..6),
        cut in any::<prop::sample::Index>(), noise in prop::collection::vec(any::<u8>(), 0..80),
    ) {
        let entries: &[Named<'_>] = &[("a.csv", ONE.as_bytes(), deflated()), ("b/c.csv", TWO.as_bytes(), stored())];
        let mut bytes = match kind {
            0 => gzip(ONE.repeat(20).as_bytes()),
            1 => zip(entries),
            2 => streamed_zip(entries),
            _ => [b"PK\x03\x04".as_slice(), &noise].concat(),
        };
        for (place, value) in &places {
            let at = place.index(bytes.len());
            bytes[at] = *value;
        }
        if places.len() % 2 == 0 {
            bytes.truncate(cut.index(bytes.len()) + 1);
        }
        import_all("a.csv.gz", &bytes);
    }

    #[test]
    fn whatever_is_packed_comes_out(text in "[ -~\n]{0,300}", level in 0_u32..10, cuts in 1_usize..50) {
        let mut packer = GzEncoder::new(Vec::new(), Compression::new(level));
        for part in text.as_bytes().chunks(cuts) {
            packer.write_all(part).unwrap();
            packer.flush().unwrap();
        }
        let bytes = packer.finish().unwrap();
        let plain = import("a.csv", text.as_bytes());
        let file = &import_all("a.csv.gz", &bytes)[0];
        prop_assert_eq!(format!("{:?}{:?}", file.diagnostics, file.ledger), format!("{:?}{:?}", plain.diagnostics, plain.ledger));
        let files = import_all("a.zip", &streamed_zip(&[("a.csv", text.as_bytes(), stored())]));
        prop_assert_eq!(&files[1].sha256, &plain.sha256);
    }
}
