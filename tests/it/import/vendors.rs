//! Layouts as vendors, exchanges, brokers, spreadsheets and scripts write them: of each, a file without trouble with its
//! prices beside it, and a file with the troubles that such files have. Files that hold no prices are refused.
//!
//! `good.prices.tsv` was written with the file, not by the reader. `UPDATE_GOLDENS=1 cargo test --test import_vendors`
//! rewrites what the reader says; read the difference before you commit it.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::{env, fs};

use crate::support::fixtures::{DESCRIBED, PRICED, REFUSED, SECTORS};
use crate::support::import;
use crate::support::told::told;
use sectorscope::diagnostic::Severity;
use sectorscope::import::{ImportedFile, Outcome};

/// What is told of good files too: holidays without a price, and a price in three days only.
const EXPECTED: [(&str, &str); 3] =
    [("fred", "missing-price"), ("sql-null", "missing-price"), ("headerless-date-price", "not-daily")];

fn folder(layout: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(layout)
}

fn read(layout: &str, kind: &str) -> Vec<u8> {
    let path = folder(layout).join(kind);
    fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The series as lines of `good.prices.tsv`, prices to the last bit.
fn lines(file: &ImportedFile) -> BTreeSet<(String, String, String, u64)> {
    let series = file.series.iter().map(|series| (series, series.prices.dates().iter().zip(series.prices.prices())));
    series
        .flat_map(|(series, rows)| {
            rows.map(|(date, price)| {
                (series.symbol.clone(), series.value_column.clone(), date.to_string(), price.to_bits())
            })
        })
        .collect()
}

fn expected_lines(layout: &str) -> BTreeSet<(String, String, String, u64)> {
    let text = String::from_utf8(read(layout, "good.prices.tsv")).unwrap();
    let line = |line: &str| {
        let [symbol, column, date, price] = line.split('\t').collect::<Vec<_>>()[..] else {
            panic!("{layout}: {line}")
        };
        (symbol.to_owned(), column.to_owned(), date.to_owned(), price.parse::<f64>().unwrap().to_bits())
    };
    text.lines().skip(1).map(line).collect()
}

/// What differs between what was said and the text beside the file; rewrites the text where that is asked for.
fn differs(layout: &str, expected: &str, file: &ImportedFile) -> Option<String> {
    let path = folder(layout).join(expected);
    let told = told(file);
    if env::var_os("UPDATE_GOLDENS").is_some() {
        fs::write(&path, &told).unwrap();
    }
    let before = fs::read_to_string(&path).unwrap_or_default();
    (told != before).then(|| format!("{}\nexpected:\n{before}\ngot:\n{told}", path.display()))
}

fn none(failures: &[String]) {
    assert!(failures.is_empty(), "{} of them:\n\n{}", failures.len(), failures.join("\n\n"));
}

#[test]
fn good_files_give_their_prices_and_no_complaint() {
    let mut failures = Vec::new();
    for (layout, name) in PRICED {
        let file = import(name, &read(layout, "good.csv"));
        let faults = file.diagnostics.iter().filter(|diagnostic| diagnostic.severity != Severity::Note);
        let complains = faults.clone().any(|fault| !EXPECTED.contains(&(layout, fault.code.name())));
        if file.outcome != Outcome::Prices || complains || lines(&file) != expected_lines(layout) {
            let (found, expected) = (lines(&file), expected_lines(layout));
            let (wrong, missing) = (found.difference(&expected).next(), expected.difference(&found).next());
            failures.push(format!("{layout}:\n{}\nwrong {wrong:?}\nmissing {missing:?}", told(&file)));
        }
        failures.extend(differs(layout, "good.expected.txt", &file));
    }
    none(&failures);
}

#[test]
fn bad_files_are_told_line_by_line() {
    let mut failures = Vec::new();
    for (layout, name) in PRICED {
        let file = import(name, &read(layout, "bad.csv"));
        let complains = file.diagnostics.iter().any(|diagnostic| diagnostic.severity != Severity::Note);
        if !complains {
            failures.push(format!("{layout}: nothing is said about a bad file\n{}", told(&file)));
        }
        failures.extend(differs(layout, "bad.expected.txt", &file));
    }
    none(&failures);
}

#[test]
fn files_without_prices_are_refused_with_the_reason() {
    let mut failures = Vec::new();
    for (layout, name) in REFUSED {
        let file = import(name, &read(layout, "refused.csv"));
        assert_eq!(file.outcome, Outcome::Refused, "{layout}: {}", told(&file));
        failures.extend(differs(layout, "refused.expected.txt", &file));
    }
    none(&failures);
}

#[test]
fn lists_of_stocks_give_their_sectors() {
    let mut failures = Vec::new();
    for (layout, name) in SECTORS {
        let file = import(name, &read(layout, "sectors.csv"));
        assert_eq!(file.outcome, Outcome::Sectors, "{layout}: {}", told(&file));
        failures.extend(differs(layout, "sectors.expected.txt", &file));
    }
    none(&failures);
}

#[test]
fn every_folder_is_read_by_a_test() {
    let listed: BTreeSet<String> = [&PRICED[..], &REFUSED, &SECTORS, &DESCRIBED]
        .concat()
        .into_iter()
        .map(|(layout, _)| layout.to_owned())
        .collect();
    let there: BTreeSet<String> = fs::read_dir(folder(""))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| name != "encodings")
        .collect();
    assert_eq!(listed, there, "list each folder in tests/support/fixtures.rs");
}
