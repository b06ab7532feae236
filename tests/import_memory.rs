//! What a file costs to read follows from its size, however its cells are spread. Its own binary, since the allocator
//! counts for all tests of one.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use peak_alloc::PeakAlloc;
use sectorscope::import::{ImportOptions, ImportedFile, Importer};

#[global_allocator]
static MEMORY: PeakAlloc = PeakAlloc;

/// Imports a file, and holds that it takes no more than this many bytes for each of its own.
fn within(times: usize, text: &str) -> ImportedFile {
    MEMORY.reset_peak_usage();
    let before = MEMORY.current_usage();
    let mut importer = Importer::new("a.csv".to_owned(), ImportOptions::default());
    importer.feed(text.as_bytes());
    let file = importer.finish();
    let taken = MEMORY.peak_usage() - before;
    assert!(taken < times * text.len(), "{} bytes took {taken}", text.len());
    file
}

fn days(count: i32) -> impl Iterator<Item = String> {
    (0..count).map(|day| sectorscope::date::Date::from_days(day % 30_000).to_string())
}

/// One after the other, since they share the count.
#[test]
fn memory_follows_the_size_of_a_file() {
    // Short rows below a header of very many columns, with and without a full one at the end: each row must not cost
    // what its header could hold.
    let names: String = (0..4_000).map(|asset| format!(",A{asset}")).collect();
    let values = ",1".repeat(4_000);
    let short: String = days(60_000).map(|day| format!("{day},1\n")).collect();
    let file = within(40, &format!("Date{names}\n2100-01-01{values}\n{short}"));
    assert_eq!((file.series.len(), file.ledger.used + file.ledger.duplicate), (4_000, 60_001));
    let file = within(40, &format!("Date{names}\n{short}2100-01-01{values}\n"));
    assert_eq!(file.series.len(), 4_000);
    // A series for each row.
    let long: String = days(50_000).enumerate().map(|(row, day)| format!("{day},S{row},{row}.5\n")).collect();
    let file = within(120, &format!("date,symbol,close\n{long}"));
    assert_eq!(file.series.len(), 50_000);
    // Many cells that cannot be read, and repeated days.
    let wrong: String = days(50_000).map(|day| format!("{day},x\n2020-01-01,{day}\n")).collect();
    within(40, &format!("Date,Close\n2020-01-01,1\n{wrong}"));
    let same = "2020-01-01,1\n".repeat(100_000);
    assert_eq!(within(40, &format!("Date,Close\n{same}")).ledger.duplicate, 99_999);
}
