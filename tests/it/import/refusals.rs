//! Files that give nothing: each is recognised, counted to the last byte, and says what to do.

use crate::support::import;
use sectorscope::diagnostic::{Code, Severity};
use sectorscope::import::{ImportedFile, Outcome};

/// Imports what cannot be used, and holds that nothing of it was: no series, no used record, one error as the last word.
fn refused(bytes: &[u8]) -> ImportedFile {
    let file = import("prices.csv", bytes);
    assert_eq!(file.outcome, Outcome::Refused, "{:#?}", file.diagnostics);
    assert!(file.series.is_empty());
    assert_eq!(file.ledger.used, 0);
    let errors = file.diagnostics.iter().filter(|diagnostic| diagnostic.severity == Severity::Error).count();
    assert_eq!(errors, 1, "{:#?}", file.diagnostics);
    assert_eq!(file.diagnostics.last().unwrap().severity, Severity::Error);
    file
}

#[track_caller]
fn says(bytes: &[u8], code: &str, message: &str) {
    let file = refused(bytes);
    let last = file.diagnostics.last().unwrap();
    assert_eq!((last.code.name(), last.message.as_str()), (code, message));
}

#[test]
fn a_web_page() {
    says(
        b"\n<!DOCTYPE html>\n<html><head><title>429 Too Many Requests</title></head><body>Slow down, please</body></html>",
        "html-page",
        "This is a web page, most likely the vendor's error or sign-in page; expected a table of dates and prices. Nothing \
         in it was used. Download the file again from the vendor's site.",
    );
}

#[test]
fn other_kinds_of_files() {
    for (bytes, code, found) in [
        (&b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj"[..], "pdf", "a PDF document"),
        (b"{\"Error Message\": \"Invalid API call\"}", "json", "JSON"),
        (b"[{\"date\": \"2024-01-02\", \"close\": 1}]", "json", "JSON"),
        (b"\x09\x08\x08\0\0\x05\x05\0", "excel-workbook", "a workbook of Excel 95 or older"),
        (b"<?xml version=\"1.0\"?><prices/>", "xml", "an XML document"),
        (b"\x7fELF\x02\x01\x01\0\0\0\0\0,\0\n\xff\xfe\xfd", "binary", "binary data"),
    ] {
        let file = refused(bytes);
        let diagnostic = &file.diagnostics[0];
        assert_eq!(diagnostic.code.name(), code);
        let start = format!("This is {found}; expected a table of dates and prices. Nothing in it was used. ");
        assert!(diagnostic.message.starts_with(&start), "{}", diagnostic.message);
        assert!(diagnostic.message.len() > start.len() + 10, "no advice: {}", diagnostic.message);
        assert_eq!(file.ledger.records, 0);
    }
}

#[test]
fn noise_without_a_zero_byte() {
    let noise: Vec<u8> =
        (0..4_000_u32).map(|i| (i.wrapping_mul(2_654_435_761) >> 24) as u8).map(|b| b.max(1)).collect();
    refused(&noise);
}

#[test]
fn nothing_in_it() {
    let message = "This is an empty file; expected a table of dates and prices. Nothing in it was used. Export or download it \
                   again.";
    says(b"", "empty-file", message);
    says(b"\n\r\n\n", "empty-file", message);
    says(b"\xef\xbb\xbf", "empty-file", message);
    assert_eq!(refused(b"\n\r\n\n").ledger.blank, 3);
}

#[test]
fn a_header_and_no_rows() {
    says(
        b"Date,Open,High,Low,Close,Adj Close,Volume\n",
        "no-rows",
        "Line 1: found 'Date,Open,High,Low,Close,Adj Close,Volu…', expected rows with a date and a price under the header. \
         That is all there is: nothing was used. The download may have failed: fetch the file again.",
    );
}

#[test]
fn no_price_column() {
    says(
        b"Date,Volume\n2024-01-02,100\n2024-01-03,200\n",
        "no-price-column",
        "Line 1: found 'Date,Volume', expected a column named Adj Close, Close or Price, or one column of prices for each \
         asset. None of the 3 records was used. Rename the column that holds the closing price to 'Close'.",
    );
}

#[test]
fn no_header() {
    says(
        b"2024-01-02,101.5,7\n2024-01-03,102.5,900\n2024-01-04,99.0,12\n",
        "no-header",
        "Line 1: found '2024-01-02,101.5,7', expected a header row naming the columns, or open, high, low and close side by side. \
         None of the 3 records was used. Add a first line such as 'Date,Close'.",
    );
}

#[test]
fn no_dates() {
    says(
        b"Month,Close\nJan,41.5\nFeb,42.5\n",
        "no-dates",
        "Line 2: found 'Jan,41.5', expected a day; these dates name only a month. None of the 3 \
         records was used. Export daily prices with full dates.",
    );
}

#[test]
fn every_price_missing() {
    let bytes = b"Date,Close\n2024-01-02,\n2024-01-03,null\n2024-01-04,0\n";
    says(
        bytes,
        "no-prices",
        "None of the 3 rows has a date and a positive price. Nothing was used. Export the prices again.",
    );
    let file = refused(bytes);
    assert_eq!(file.ledger.rejected.get(&Code::MissingPrice), Some(&2));
    assert_eq!(file.ledger.rejected.get(&Code::NonPositivePrice), Some(&1));
    assert_eq!(
        file.diagnostics[0].message,
        "Line 2, column Close: found an empty cell, expected a price. 2 rows left out, 0 kept."
    );
    says(
        b"Date,Close\n2024-01-02,\n2024-01-03,\n",
        "no-prices",
        "None of the 2 rows has a date and a positive price. Nothing was used. Export the prices again.",
    );
}

/// Usable as a series, useless for a correlation: reported at once, not first in the ranking.
#[test]
fn a_constant_series_is_told() {
    let file = import("USDX.csv", b"Date,Close\n2024-01-02,1\n2024-01-03,1.0\n2024-01-04,1.00\n");
    assert_eq!((file.outcome, file.ledger.used), (Outcome::Prices, 3));
    assert_eq!(file.diagnostics.len(), 1);
    assert_eq!((file.diagnostics[0].code.name(), file.diagnostics[0].severity), ("constant-series", Severity::Warning));
    assert_eq!(
        file.diagnostics[0].message,
        "Every price of DXY is the same: a series that never changes has no correlation with anything."
    );
}

/// The examples of FIPS 180-4.
#[test]
fn the_digest_is_sha_256() {
    assert_eq!(refused(b"").sha256, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    assert_eq!(refused(b"abc").sha256, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

/// A folder, or a file that the system does not hand out.
#[test]
fn a_file_that_cannot_be_read() {
    let file = ImportedFile::unreadable("folder".into(), Code::Folder, "a folder", "Drop the files in it.");
    assert_eq!((file.outcome, file.bytes), (Outcome::Refused, 0));
    assert!(file.ledger.balances());
    assert_eq!(
        file.diagnostics[0].message,
        "This is a folder; expected a file of prices. Nothing in it was used. Drop the files in it."
    );
}
