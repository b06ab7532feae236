//! Layouts as vendors, exchanges, brokers, spreadsheets and scripts write them: of each, files without trouble with their
//! prices beside them, files with the troubles that such files have, files that ask, and files that hold no prices.
//!
//! `NAME.prices.tsv` was written with the file, not by the reader. `UPDATE_GOLDENS=1 cargo test --test it vendors` rewrites
//! what the reader says; read the difference before you commit it.

use std::collections::BTreeSet;
use std::{env, fs};

use crate::support::fixtures::{Fixture, Kind, fixtures_of, layouts};
use crate::support::import_all;
use crate::support::told;
use sectorscope::diagnostic::Severity;
use sectorscope::import::{ImportedFile, Outcome};

/// What is reported of good files too: holidays without a price, and a price in three days only.
const EXPECTED: [(&str, &str); 3] =
    [("fred", "missing-price"), ("sql-null", "missing-price"), ("headerless-date-price", "not-daily")];

/// A price: symbol, column, day, and the bits of its value.
type Line = (String, String, String, u64);

/// What is reported of a file, and of the sheets in it.
fn told(files: &[ImportedFile]) -> String {
    files.iter().map(told::told).collect::<Vec<_>>().join("\n")
}

/// The series as lines of `NAME.prices.tsv`, prices to the last bit.
fn lines(files: &[ImportedFile]) -> BTreeSet<Line> {
    let series = files
        .iter()
        .flat_map(|file| &file.series)
        .map(|series| (series, series.prices.dates().iter().zip(series.prices.prices())));
    series
        .flat_map(|(series, rows)| {
            rows.map(|(date, price)| {
                (series.symbol.clone(), series.value_column.clone(), date.to_string(), price.to_bits())
            })
        })
        .collect()
}

fn expected_lines(fixture: &Fixture) -> Option<BTreeSet<Line>> {
    let text = fs::read_to_string(fixture.beside("prices.tsv")).ok()?;
    let line = |line: &str| {
        let [symbol, column, date, price] = line.split('\t').collect::<Vec<_>>()[..] else {
            panic!("{}: {line}", fixture.layout)
        };
        (symbol.to_owned(), column.to_owned(), date.to_owned(), price.parse::<f64>().unwrap().to_bits())
    };
    Some(text.lines().skip(1).map(line).collect())
}

/// What differs between what was reported and the text beside the file; rewrites the text where that is asked for.
fn differs(fixture: &Fixture, file: &[ImportedFile]) -> Option<String> {
    let path = fixture.beside("expected.txt");
    let told = told(file);
    if env::var_os("UPDATE_GOLDENS").is_some() {
        fs::write(&path, &told).unwrap();
    }
    let before = fs::read_to_string(&path).unwrap_or_default();
    (told != before).then(|| format!("{}\nexpected:\n{before}\ngot:\n{told}", path.display()))
}

/// What differs between the prices that were read and those beside the file, where there are any.
fn prices_differ(fixture: &Fixture, file: &[ImportedFile]) -> Option<String> {
    let (found, expected) = (lines(file), expected_lines(fixture)?);
    let (wrong, missing) = (found.difference(&expected).next(), expected.difference(&found).next());
    let (layout, told) = (&fixture.layout, told(file));
    (wrong.is_some() || missing.is_some()).then(|| format!("{layout}:\n{told}\nwrong {wrong:?}\nmissing {missing:?}"))
}

fn complains(fixture: &Fixture, files: &[ImportedFile]) -> bool {
    let mut faults =
        files.iter().flat_map(|file| &file.diagnostics).filter(|diagnostic| diagnostic.severity != Severity::Note);
    faults.any(|fault| !EXPECTED.contains(&(fixture.layout.as_str(), fault.code.name())))
}

/// Holds every fixture of a kind to its outcome, where the kind has one, to what stands beside it, and to a rule of its own.
fn hold(kind: Kind, outcome: Option<Outcome>, rule: impl Fn(&Fixture, &[ImportedFile]) -> Option<&'static str>) {
    let mut failures = Vec::new();
    let all = fixtures_of(kind, None);
    assert!(!all.is_empty(), "there are no fixtures of the kind {kind:?}");
    for fixture in all {
        let file = import_all(&fixture.name, &fixture.bytes());
        let other = outcome.is_some_and(|outcome| file[0].outcome != outcome).then_some("another outcome");
        let broken = other.or_else(|| rule(&fixture, &file));
        failures.extend(broken.map(|broken| format!("{}: {broken}\n{}", fixture.layout, told(&file))));
        failures.extend(prices_differ(&fixture, &file));
        failures.extend(differs(&fixture, &file));
    }
    assert!(failures.is_empty(), "{} of them:\n\n{}", failures.len(), failures.join("\n\n"));
}

#[test]
fn good_files_give_their_prices_and_no_complaint() {
    hold(Kind::Good, Some(Outcome::Prices), |fixture, file| {
        let unknown = !fixture.beside("prices.tsv").exists();
        let complaint = complains(fixture, file).then_some("it complains about a good file");
        complaint.or(unknown.then_some("its prices do not stand beside it"))
    });
}

#[test]
fn bad_files_are_told_line_by_line() {
    let silent = |fixture: &Fixture, file: &[ImportedFile]| {
        (!complains(fixture, file)).then_some("nothing is reported about a bad file")
    };
    hold(Kind::Bad, None, silent);
}

#[test]
fn files_that_leave_a_question_open_ask() {
    hold(Kind::Asks, Some(Outcome::Asks), |_, file| file[0].diagnostics.is_empty().then_some("it asks nothing"));
}

#[test]
fn files_without_prices_are_refused_with_the_reason() {
    let silent = |_: &Fixture, file: &[ImportedFile]| {
        file[0].diagnostics.last().is_none().then_some("it is refused without a word")
    };
    hold(Kind::Refused, Some(Outcome::Refused), silent);
}

#[test]
fn lists_of_stocks_give_their_sectors() {
    let empty = |_: &Fixture, file: &[ImportedFile]| file[0].constituents.is_empty().then_some("it gives no stock");
    hold(Kind::Sectors, Some(Outcome::Sectors), empty);
}

#[test]
fn every_folder_is_of_a_kind() {
    let kinds = Kind::ALL.map(Kind::folder);
    for (layout, inside) in layouts() {
        assert!(!inside.is_empty(), "{layout} is empty");
        for name in inside {
            assert!(kinds.contains(&name.as_str()), "tests/fixtures/{layout}/{name}: the folders are called {kinds:?}");
        }
    }
}
