//! Files that are not UTF-8 give the same prices, under the same names, as those that are.

use crate::support::import;
use encoding_rs::{Encoding, GB18030, SHIFT_JIS, WINDOWS_1252};
use proptest::prelude::*;
use sectorscope::diagnostic::Severity;
use sectorscope::import::{ImportOptions, ImportedFile, Importer, Outcome};

/// A wide table with these names over the columns.
fn table(names: [&str; 2]) -> String {
    let rows = (1..=28).map(|day| format!("2024-02-{day:02},{}.5,{}.25\n", 100 + day, 200 + day));
    format!("Date,{},{}\n{}", names[0], names[1], rows.collect::<String>())
}

fn encoded(text: &str, encoding: &'static Encoding) -> Vec<u8> {
    let (bytes, _, unmappable) = encoding.encode(text);
    assert!(!unmappable, "{text}");
    bytes.into_owned()
}

fn utf16(text: &str, unit: fn(u16) -> [u8; 2]) -> Vec<u8> {
    text.encode_utf16().flat_map(unit).collect()
}

/// Symbols, days and prices.
fn series(file: &ImportedFile) -> Vec<(String, String, Vec<f64>)> {
    file.series
        .iter()
        .map(|series| (series.symbol.clone(), format!("{:?}", series.prices.dates()), series.prices.prices().to_vec()))
        .collect()
}

#[track_caller]
fn reads_as(bytes: &[u8], text: &str, name: &str) {
    let expected = import("x.csv", text.as_bytes());
    assert_eq!((expected.outcome, expected.series.len()), (Outcome::Prices, 2));
    let file = import("x.csv", bytes);
    assert_eq!(series(&file), series(&expected));
    assert_eq!(file.ledger, expected.ledger);
    let note = &file.diagnostics[0];
    assert_eq!((note.severity, note.code.name()), (Severity::Note, "encoding"));
    assert_eq!(note.message, format!("The text is not UTF-8: read as {name}."));
    for slice in [1, 2, 3, 5, 64] {
        let mut importer = Importer::new("x.csv".to_owned(), ImportOptions::default());
        bytes.chunks(slice).for_each(|bytes| importer.feed(bytes));
        assert_eq!(format!("{:#?}", importer.finish()), format!("{file:#?}"), "in slices of {slice}");
    }
}

#[test]
fn every_encoding() {
    let japanese = table(["日経平均", "トヨタ自動車"]);
    reads_as(&encoded(&japanese, SHIFT_JIS), &japanese, "Shift-JIS");
    let chinese = table(["沪深三百", "贵州茅台"]);
    reads_as(&encoded(&chinese, GB18030), &chinese, "GB18030");
    let german = table(["Münchener Rück", "Société Générale"]);
    reads_as(&encoded(&german, WINDOWS_1252), &german, "Windows-1252");
    let any = table(["日経平均", "Zürich 😀"]);
    reads_as(&utf16(&any, u16::to_le_bytes), &any, "UTF-16");
    reads_as(&utf16(&any, u16::to_be_bytes), &any, "UTF-16");
    reads_as(&utf16(&format!("\u{feff}{any}"), u16::to_le_bytes), &any, "UTF-16");
    reads_as(&utf16(&format!("\u{feff}{any}"), u16::to_be_bytes), &any, "UTF-16");
}

#[test]
fn utf_8_needs_no_word() {
    for mark in ["", "\u{feff}"] {
        let file = import("x.csv", format!("{mark}{}", table(["日経平均", "Zürich"])).as_bytes());
        assert_eq!(file.outcome, Outcome::Prices);
        assert!(file.diagnostics.is_empty(), "{:?}", file.diagnostics);
        assert_eq!(file.series[0].symbol, "日経平均");
    }
}

/// The first name that is not ASCII may stand far behind what the layout is decided by.
#[test]
fn an_encoding_that_shows_late() {
    let mut text = String::from("date,symbol,price\n");
    for row in 0..9_000 {
        text.push_str(&format!("{},XLK,{}\n", sectorscope::date::Date::from_days(8_000 + row), row + 1));
    }
    text.push_str("2024-01-02,日経平均,5\n2024-01-03,日経平均,6\n");
    for encoding in [SHIFT_JIS, encoding_rs::UTF_8] {
        let bytes = encoded(&text, encoding);
        let file = import("x.csv", &bytes);
        assert_eq!(file.series[1].symbol, "日経平均");
        for slice in [1, 1 << 16] {
            let mut importer = Importer::new("x.csv".to_owned(), ImportOptions::default());
            bytes.chunks(slice).for_each(|bytes| importer.feed(bytes));
            assert_eq!(format!("{:#?}", importer.finish()), format!("{file:#?}"));
        }
    }
}

#[test]
fn broken_characters_are_marked() {
    let mut bytes = encoded(&table(["日経平均", "日経平均株価指数"]), SHIFT_JIS);
    let at = bytes.iter().position(|byte| *byte == b'\n').unwrap();
    bytes.insert(at, 0xfd);
    let file = import("x.csv", &bytes);
    assert_eq!(file.series[1].symbol, "日経平均株価指数\u{fffd}");
}

/// What is recognised by its first characters is so in UTF-16 too, and zeros alone make no text.
#[test]
fn what_is_no_table_stays_none() {
    let page = import("x.csv", &utf16("\u{feff}<!DOCTYPE html><html></html>", u16::to_le_bytes));
    assert_eq!((page.outcome, page.diagnostics[0].code.name()), (Outcome::Refused, "html-page"));
    let zeros = import("x.csv", &[0; 4_000]);
    assert_eq!((zeros.outcome, zeros.diagnostics[0].code.name()), (Outcome::Refused, "binary"));
}

proptest! {
    #![proptest_config(properties::kept_beside())]
    /// Names of ordinary characters come through in every encoding that has them.
    #[test]
    fn ordinary_names_come_through(
        kana in "[ア-ヴ]{3,12}", kanji in "[一三上下中九二五人今休先入八六円出十千口右名四国土夕大天女子学小山川左年]{2,6}",
    ) {
        let text = table([&kana, &kanji]);
        let expected = series(&import("x.csv", text.as_bytes()));
        prop_assert_eq!(&series(&import("x.csv", &encoded(&text, SHIFT_JIS))), &expected);
        prop_assert_eq!(&series(&import("x.csv", &utf16(&text, u16::to_le_bytes))), &expected);
    }

    #[test]
    fn hanzi_come_through(hanzi in "[的一是不了人我在有他这中大来上国个到说们为子和你地出道也时年得就那要下以生会自着去之过家学对可她里后]{2,8}") {
        let text = table([&hanzi, "指数"]);
        let expected = series(&import("x.csv", text.as_bytes()));
        prop_assert_eq!(&series(&import("x.csv", &encoded(&text, GB18030))), &expected);
    }

    #[test]
    fn slices_do_not_matter_whatever_the_bytes(
        head in prop::sample::select(vec!["", "Date,Close\n2024-01-02,", "\u{feff}Date"]),
        bytes in prop::collection::vec(any::<u8>(), 0..400), slice in 1_usize..40,
    ) {
        let bytes = [head.as_bytes(), &bytes].concat();
        let whole = format!("{:#?}", import("x.csv", &bytes));
        let mut importer = Importer::new("x.csv".to_owned(), ImportOptions::default());
        bytes.chunks(slice).for_each(|bytes| importer.feed(bytes));
        prop_assert_eq!(format!("{:#?}", importer.finish()), whole);
    }
}

/// The same twins are held to each other in Node, where the platform decodes: native and wasm agree.
#[test]
fn the_fixtures_read_like_their_twins() {
    for (name, encoding) in [("shift-jis", "Shift-JIS"), ("gb18030", "GB18030")] {
        let read = |ending: &str| {
            let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/encodings");
            import("x.csv", &std::fs::read(folder.join(format!("{name}.{ending}"))).unwrap())
        };
        let (file, twin) = (read("csv"), read("utf-8.csv"));
        assert_eq!(twin.series.len(), 6);
        assert_eq!(series(&file), series(&twin));
        assert_eq!(file.diagnostics[0].found.as_deref(), Some(encoding));
    }
}
