//! Two thousand generated files, read here and by pandas: the values must be the same to the last bit.
//!
//! What pandas made of them stands in tests/reference/differential.txt as digests, one line for each file; the script
//! beside it says how it was made. `DIFFERENTIAL_FILES=folder cargo test --test it differential` writes the files for it.

mod compare;
mod days;
mod draw;
mod prices;
mod shapes;
mod table;
mod text;

use std::fs;
use std::path::Path;

use compare::{Reference, compare, reference};
use table::{Made, made};

/// Files that are compared.
const FILES: u64 = 2_000;

#[test]
fn every_file_reads_as_pandas_reads_it() {
    if let Some(folder) = std::env::var_os("DIFFERENTIAL_FILES") {
        write(Path::new(&folder));
    }
    let references = references();
    assert_eq!(references.len() as u64, FILES, "tests/reference/differential.txt is not of these files");
    let mut wrong: Vec<String> =
        (0..FILES).filter_map(|number| compare(&made(number), &references[number as usize]).err()).collect();
    let count = wrong.len();
    wrong.truncate(200);
    assert_eq!(count, 0, "{count} of {FILES} files differ; the first:\n{}", wrong.join("\n"));
}

/// The files, and a line of JSON for each that says how it is to be read.
fn write(folder: &Path) {
    fs::create_dir_all(folder).unwrap();
    let mut lines = String::new();
    for number in 0..FILES {
        let file = made(number);
        fs::write(folder.join(file.dialect["file"].as_str().unwrap()), &file.bytes).unwrap();
        lines.push_str(&format!("{}\n", file.dialect));
    }
    fs::write(folder.join("dialects.jsonl"), lines).unwrap();
}

fn references() -> Vec<Reference> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/reference/differential.txt");
    reference(&fs::read_to_string(path).unwrap_or_default())
}

/// The first file of UTF-8 text that this changes, changed.
fn changed(change: impl Fn(&Made, &str) -> Option<String>) -> (Made, Reference) {
    for (number, reference) in references().into_iter().enumerate() {
        let file = made(number as u64);
        let text = String::from_utf8_lossy(&file.bytes).into_owned();
        if let Some(bytes) = change(&file, &text).map(String::into_bytes) {
            // As if it had been generated so.
            let reference = Reference { bytes: compare::digest(&bytes), ..reference };
            return (Made { bytes, ..file }, reference);
        }
    }
    panic!("no file can be changed so");
}

/// The last line with the first price of the file, and its price.
fn last_price(file: &Made, text: &str) -> Option<(String, String)> {
    let (_, price) = file.written.values().next()?.last()?;
    let plain = file.dialect["decimal"] == "." && file.dialect["thousands"].is_null() && price.len() > 4;
    let line = text.lines().rev().find(|line| line.contains(price.as_str()))?;
    plain.then(|| (line.to_owned(), price.clone()))
}

#[test]
fn one_digit_makes_a_difference() {
    let (file, reference) = changed(|file, text| {
        let (line, price) = last_price(file, text)?;
        let other = match price.strip_suffix('5') {
            Some(front) => format!("{front}6"),
            None => format!("{}5", price.get(..price.len() - 1)?),
        };
        (!price.contains('e')).then(|| text.replacen(&line, &line.replacen(&price, &other, 1), 1))
    });
    let told = compare(&file, &reference).unwrap_err();
    assert!(told.contains(&file.name) && told.contains("the first that differs from what was written"), "{told}");
}

#[test]
fn one_row_makes_a_difference() {
    let (file, reference) = changed(|file, text| {
        let (line, _) = last_price(file, text)?;
        Some(text.replacen(&line, "", 1))
    });
    let told = compare(&file, &reference).unwrap_err();
    assert!(told.contains("prices"), "{told}");
}

#[test]
fn one_day_makes_a_difference() {
    let (file, reference) = changed(|file, text| {
        let (line, _) = last_price(file, text)?;
        let (date, _) = file.written.values().next()?.last()?;
        let other = sectorscope::date::Date::from_days(date.days() + 20_000).to_string();
        line.contains(&date.to_string()).then(|| text.replacen(&line, &line.replace(&date.to_string(), &other), 1))
    });
    assert!(compare(&file, &reference).is_err());
}

#[test]
fn a_symbol_makes_a_difference() {
    let (file, reference) = changed(|_, text| text.contains("PSCT").then(|| text.replace("PSCT", "PSCX")));
    let told = compare(&file, &reference).unwrap_err();
    assert!(told.contains("PSCX"), "{told}");
}

/// A file that is not the one pandas read is told apart from one that is read differently.
#[test]
fn another_file_is_told() {
    let references = references();
    let told = compare(&made(1), &references[0]).unwrap_err();
    assert!(told.contains("generated differently"), "{told}");
}
