//! Workbooks: what their cells become, whatever the slices, and what is reported of those that are not opened.

use std::io::{Cursor, Write};

use sectorscope::import::{ImportOptions, ImportedFile, Importer, Outcome};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

fn packed(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut packer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, data) in parts {
        packer.start_file(*name, SimpleFileOptions::default()).unwrap();
        packer.write_all(data.as_bytes()).unwrap();
    }
    packer.finish().unwrap().into_inner()
}

/// A workbook of sheets, each with its name and the cells of its rows as they stand in XML.
fn book(sheets: &[(&str, &str)]) -> Vec<u8> {
    let listed: String =
        sheets.iter().enumerate().map(|(at, (name, _))| format!("<sheet name=\"{name}\" r:id=\"r{at}\"/>")).collect();
    let related: String = (0..sheets.len())
        .map(|at| format!("<Relationship Id=\"r{at}\" Type=\"http://x/worksheet\" Target=\"worksheets/{at}.xml\"/>"))
        .collect();
    let parts: Vec<(String, String)> = sheets
        .iter()
        .enumerate()
        .map(|(at, (_, rows))| {
            let text = format!("<worksheet><sheetData>{rows}</sheetData></worksheet>");
            (format!("xl/worksheets/{at}.xml"), text)
        })
        .collect();
    let workbook = format!("<workbook><sheets>{listed}</sheets></workbook>");
    let relations = format!("<Relationships>{related}</Relationships>");
    let mut all = vec![("[Content_Types].xml", "<Types/>")];
    // Sheets may come before what tells of them.
    all.extend(parts.iter().map(|(name, text)| (name.as_str(), text.as_str())));
    all.extend([("xl/workbook.xml", workbook.as_str()), ("xl/_rels/workbook.xml.rels", relations.as_str())]);
    packed(&all)
}

/// Rows of texts; what is a number is one.
fn rows(rows: &[[&str; 2]]) -> String {
    let cell = |text: &&str| match text.parse::<f64>() {
        Ok(number) => format!("<c><v>{number}</v></c>"),
        Err(_) => format!("<c t=\"inlineStr\"><is><t>{text}</t></is></c>"),
    };
    rows.iter().map(|row| format!("<row>{}</row>", row.iter().map(cell).collect::<String>())).collect()
}

fn import_with(name: &str, bytes: &[u8], options: &str) -> Vec<ImportedFile> {
    let in_slices = |slice: usize| {
        let mut importer = Importer::new(name.to_owned(), ImportOptions::default());
        if !options.is_empty() {
            let of = serde_json::from_str(options).unwrap();
            importer = importer.with_entries([(format!("{name}/Sheet1"), of)].into());
        }
        bytes.chunks(slice).for_each(|bytes| importer.feed(bytes));
        importer.finish_all()
    };
    let files = in_slices(bytes.len());
    assert_eq!(format!("{:?}", in_slices(7)), format!("{files:?}"));
    files.iter().for_each(|file| assert!(file.ledger.balances(), "{file:?}"));
    files
}

fn prices(file: &ImportedFile) -> &[f64] {
    file.series[0].prices.prices()
}

#[test]
fn numbers_have_a_point_and_texts_their_own_mark() {
    let days = ["2024-01-02", "2024-01-03", "2024-01-04"];
    let with = |closes: [&str; 3]| {
        let mut all = vec![["Date", "Close"]];
        all.extend(days.into_iter().zip(closes).map(|(day, close)| [day, close]));
        book(&[("Sheet1", &rows(&all))])
    };
    let numbers = import_with("XLK.xlsx", &with(["1.234", "1.25", "2"]), "");
    assert_eq!((prices(&numbers[1]), numbers[1].series[0].symbol.as_str()), (&[1.234, 1.25, 2.0][..], "XLK"));
    let texts = import_with("XLK.xlsx", &with(["1.234,56", "1.240,5", "1.251,25"]), "");
    assert_eq!(prices(&texts[1]), [1_234.56, 1_240.5, 1_251.25]);
    // Numbers are numbers, whatever mark a person says the texts have.
    let said = import_with("XLK.xlsx", &with(["1.234", "1,25", "2"]), "{\"decimal\": \"comma\", \"delimiter\": \";\"}");
    assert_eq!(prices(&said[1]), [1.234, 1.25, 2.0]);
}

#[test]
fn series_are_called_as_their_sheets() {
    let table = rows(&[["Date", "Close"], ["2024-01-02", "1.5"], ["2024-01-03", "1.75"]]);
    let files = import_with("book.xlsx", &book(&[("BTC", &table), ("BRK.B", &table), ("Tabelle3", &table)]), "");
    let symbols: Vec<&str> = files[1..].iter().map(|file| file.series[0].symbol.as_str()).collect();
    assert_eq!(symbols, ["BTC", "BRK.B", "book"]);
    assert_eq!((files[0].layout, files[0].ledger.used, files[0].outcome), ("workbook", 3, Outcome::Prices));
}

#[test]
fn rows_keep_their_numbers() {
    let table = "<row r=\"3\"><c r=\"B3\" t=\"str\"><v>Date</v></c><c r=\"C3\" t=\"str\"><v>Close</v></c></row>\
                 <row r=\"5\"><c r=\"B5\" t=\"str\"><v>2024-01-02</v></c><c r=\"C5\"><v>1.5</v></c></row>\
                 <row r=\"6\"><c r=\"B6\" t=\"str\"><v>2024-01-03</v></c><c r=\"C6\" t=\"e\"><v>#N/A</v></c></row>";
    let files = import_with("XLK.xlsx", &book(&[("Sheet1", table)]), "");
    assert_eq!((files[1].ledger.records, files[1].ledger.used), (6, 1), "{:?}", files[1]);
    assert_eq!(files[1].diagnostics[0].line, Some(6));
}

#[test]
fn a_workbook_in_a_packed_file_is_named() {
    let inner = book(&[("Sheet1", &rows(&[["Date", "Close"], ["2024-01-02", "1.5"]]))]);
    let mut packer = ZipWriter::new(Cursor::new(Vec::new()));
    packer.start_file("XLK.xlsx", SimpleFileOptions::default()).unwrap();
    packer.write_all(&inner).unwrap();
    let files = import_with("a.zip", &packer.finish().unwrap().into_inner(), "");
    assert_eq!((files.len(), files[0].diagnostics[0].code.name()), (1, "nested-workbook"));
    assert!(files[0].diagnostics[0].message.contains("'XLK.xlsx'"));
}

#[test]
fn what_is_no_workbook_is_named() {
    let document = packed(&[("[Content_Types].xml", "<Types/>"), ("word/document.xml", "<x/>")]);
    let files = import_with("a.docx", &document, "");
    assert_eq!((files.len(), files[0].diagnostics[0].code.name()), (1, "excel-workbook"));
    let nothing = import_with("a.xlsx", &book(&[("Sheet1", "")]), "");
    assert_eq!((nothing.len(), nothing[0].ledger.blank, nothing[0].diagnostics[0].code.name()), (1, 1, "no-prices"));
}
