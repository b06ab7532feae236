//! The same table in other clothes gives the same series: line ends, a byte order mark, another encoding, a container, and
//! bytes that arrive one by one. Held for every good file under `fixtures/`.

use std::io::Write;

use crate::support::fixtures::{Fixture, Kind, fixtures_of};
use crate::support::import;
use encoding_rs::{Encoding, GB18030, SHIFT_JIS, UTF_8, WINDOWS_1252};
use flate2::Compression;
use flate2::write::GzEncoder;
use sectorscope::date::Date;
use sectorscope::import::{ImportOptions, ImportedFile, Importer, Outcome};

/// The layouts whose files are in no Unicode encoding.
const FOREIGN: [(&str, &Encoding); 5] = [
    ("bme", WINDOWS_1252),
    ("finanzen-net", WINDOWS_1252),
    ("jpx-title-row", SHIFT_JIS),
    ("netease", GB18030),
    ("nikkei", SHIFT_JIS),
];

/// Symbols, columns, days and the bits of prices.
fn series(file: &ImportedFile) -> Vec<(String, String, Vec<Date>, Vec<u64>)> {
    file.series
        .iter()
        .map(|series| {
            let bits = series.prices.prices().iter().map(|price| price.to_bits()).collect();
            (series.symbol.clone(), series.value_column.clone(), series.prices.dates().to_vec(), bits)
        })
        .collect()
}

fn text_of(layout: &str, bytes: &[u8]) -> String {
    let declared = FOREIGN.iter().find(|(name, _)| *name == layout).map_or(UTF_8, |(_, encoding)| *encoding);
    // A byte order mark goes before what is declared.
    let (text, _, broken) = declared.decode(bytes);
    assert!(!broken, "{layout} is not in {}", declared.name());
    text.into_owned()
}

fn utf_16(text: &str, unit: fn(u16) -> [u8; 2]) -> Vec<u8> {
    format!("\u{feff}{text}").encode_utf16().flat_map(unit).collect()
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

/// Fixtures that are text of a known encoding: a workbook has no other clothes.
fn texts_of(kind: Kind) -> impl Iterator<Item = Fixture> {
    let own = ["workbooks", "encodings-by-text"];
    fixtures_of(kind, None).into_iter().filter(move |fixture| !own.contains(&fixture.layout.as_str()))
}

fn byte_by_byte(name: &str, bytes: &[u8]) -> ImportedFile {
    let mut importer = Importer::new(name.to_owned(), ImportOptions::default());
    bytes.iter().for_each(|byte| importer.feed(std::slice::from_ref(byte)));
    importer.finish()
}

#[test]
fn good_files_in_other_clothes() {
    let mut failures = Vec::new();
    for fixture in texts_of(Kind::Good) {
        let (layout, name, bytes) = (fixture.layout.as_str(), fixture.name.as_str(), fixture.bytes());
        let text = text_of(layout, &bytes).replace("\r\n", "\n");
        let expected = import(name, &bytes);
        assert_eq!(expected.outcome, Outcome::Prices, "{layout}");
        let crlf = text.replace('\n', "\r\n");
        let mut others = vec![
            ("as it is, zipped", import(&format!("{name}.gz"), &gzip(&bytes))),
            ("as it is, byte by byte", byte_by_byte(name, &bytes)),
            ("LF", import(name, text.as_bytes())),
            ("CRLF", import(name, crlf.as_bytes())),
            ("no last line end", import(name, text.trim_end_matches('\n').as_bytes())),
            ("a byte order mark", import(name, format!("\u{feff}{text}").as_bytes())),
            ("a byte order mark and CRLF", import(name, format!("\u{feff}{crlf}").as_bytes())),
            ("UTF-16 LE", import(name, &utf_16(&text, u16::to_le_bytes))),
            ("UTF-16 BE and CRLF", import(name, &utf_16(&crlf, u16::to_be_bytes))),
            ("UTF-16 LE, byte by byte", byte_by_byte(name, &utf_16(&text, u16::to_le_bytes))),
        ];
        others.retain(|(_, file)| series(file) != series(&expected));
        failures.extend(others.into_iter().map(|(how, file)| format!("{layout}, {how}: {:#?}", file.diagnostics)));
    }
    assert!(failures.is_empty(), "{} of them:\n\n{}", failures.len(), failures.join("\n\n"));
}

/// A refusal does not depend on the clothes either.
#[test]
fn refused_files_in_other_clothes() {
    for fixture in texts_of(Kind::Refused) {
        let (layout, name, bytes) = (fixture.layout.as_str(), fixture.name.as_str(), fixture.bytes());
        let text = text_of(layout, &bytes).replace("\r\n", "\n");
        let reason = |file: ImportedFile| {
            assert_eq!(file.outcome, Outcome::Refused, "{layout}");
            file.diagnostics.last().unwrap().message.clone()
        };
        let expected = reason(import(name, &bytes));
        assert_eq!(reason(byte_by_byte(name, &bytes)), expected, "{layout}");
        assert_eq!(reason(import(name, text.replace('\n', "\r\n").as_bytes())), expected, "{layout}");
        assert_eq!(reason(import(name, format!("\u{feff}{text}").as_bytes())), expected, "{layout}");
        assert_eq!(reason(import(&format!("{name}.gz"), &gzip(&bytes))), expected, "{layout}");
    }
}

/// Lists of stocks are what they are in any clothes.
#[test]
fn lists_of_stocks_in_other_clothes() {
    for fixture in fixtures_of(Kind::Sectors, None) {
        let (layout, name, bytes) = (fixture.layout.as_str(), fixture.name.as_str(), fixture.bytes());
        let text = text_of(layout, &bytes).replace("\r\n", "\n");
        let expected = import(name, &bytes).constituents;
        assert!(!expected.is_empty(), "{layout}");
        assert_eq!(byte_by_byte(name, &bytes).constituents, expected, "{layout}");
        assert_eq!(import(name, text.replace('\n', "\r\n").as_bytes()).constituents, expected, "{layout}");
        assert_eq!(import(name, &utf_16(&text, u16::to_le_bytes)).constituents, expected, "{layout}");
        assert_eq!(import(&format!("{name}.gz"), &gzip(&bytes)).constituents, expected, "{layout}");
    }
}
