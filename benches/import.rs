//! Speed of importing, natively: whole files of several shapes, and the cells they are made of.

#![allow(missing_docs, reason = "criterion's macros make public items")]

use std::fmt::Write as _;
use std::hint::black_box;
use std::io::Write as _;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use flate2::Compression;
use flate2::write::GzEncoder;
use sectorscope::date::Date;
use sectorscope::import::date_text;
use sectorscope::import::number::{self, DecimalMark};
use sectorscope::import::{ImportOptions, ImportedFile, Importer};

const ROWS: i32 = 40_000;
const SLICE: usize = 1 << 20;

/// A price of six decimals that is another on each day and in each column.
fn price(day: i32, column: i32) -> f64 {
    10.0 + f64::from((day * 7_919 + column * 104_729).rem_euclid(9_000_000)) / 1e5
}

fn table(header: &str, row: impl Fn(&mut String, i32, Date)) -> String {
    let mut text = format!("{header}\n");
    for day in 0..ROWS {
        row(&mut text, day, Date::from_days(day - 20_000));
        text.push('\n');
    }
    text
}

fn tidy(text: &mut String, day: i32, date: Date) {
    let [open, high, low, close, adjusted] = [0, 1, 2, 3, 4].map(|column| price(day, column));
    let volume = 100_000_000 + day;
    _ = write!(text, "{date},{open:.6},{high:.6},{low:.6},{close:.6},{adjusted:.6},{volume}");
}

fn wide(text: &mut String, day: i32, date: Date) {
    _ = write!(text, "{date}");
    (0..20).for_each(|column| _ = write!(text, ",{:.2}", price(day, column)));
}

fn long(text: &mut String, day: i32, _: Date) {
    let date = Date::from_days(day / 25);
    _ = write!(text, "{date},S{},{:.6}", 100 + day % 25, price(day, 0));
}

fn quoted(text: &mut String, day: i32, date: Date) {
    _ = write!(text, "\"{date}\",\"1,{:07.3}\",\"{:.2}\"", price(day, 0) % 999.0, price(day, 1));
}

fn import(text: &str) -> ImportedFile {
    let mut importer = Importer::new("A.csv".to_owned(), ImportOptions::default());
    text.as_bytes().chunks(SLICE).for_each(|slice| importer.feed(slice));
    importer.finish()
}

fn files(criterion: &mut Criterion) {
    let assets: Vec<String> = (0..20).map(|column| format!("T{column}")).collect();
    let mut group = criterion.benchmark_group("import");
    for (name, text, used) in [
        ("tidy", table("Date,Open,High,Low,Close,Adj Close,Volume", tidy), ROWS),
        ("newest first", reversed(&table("Date,Open,High,Low,Close,Adj Close,Volume", tidy)), ROWS),
        ("wide", table(&format!("Date,{}", assets.join(",")), wide), ROWS),
        ("long", table("Date,Symbol,Close", long), ROWS),
        ("quoted", table("\"Date\",\"Close\",\"Open\"", quoted), ROWS),
    ] {
        assert_eq!(import(&text).ledger.used, used as u64, "{name} is read whole");
        group.throughput(Throughput::Bytes(text.len() as u64));
        group.bench_function(name, |bencher| bencher.iter(|| import(black_box(&text))));
    }
}

/// The same table from the last row to the first.
fn reversed(text: &str) -> String {
    let mut lines: Vec<&str> = text.lines().collect();
    if let Some(rows) = lines.get_mut(1..) {
        rows.reverse();
    }
    lines.join("\n")
}

/// A gibibyte of zeros in a megabyte of gzip: refused at the limit, long before its end.
fn bomb(criterion: &mut Criterion) {
    let zeros = vec![b'0'; SLICE];
    let mut packer = GzEncoder::new(Vec::new(), Compression::best());
    (0..1024).for_each(|_| _ = packer.write_all(&zeros));
    let packed = packer.finish().unwrap_or_default();
    criterion.bench_function("a bomb of a gibibyte", |bencher| {
        bencher.iter(|| {
            let mut importer = Importer::new("bomb.csv.gz".to_owned(), ImportOptions::default());
            packed.chunks(SLICE).for_each(|slice| importer.feed(black_box(slice)));
            importer.finish()
        });
    });
}

fn cells(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("cell");
    for cell in ["27332.500000", "1,234.50", "-12", "1.5e-7", "n/a"] {
        group.bench_function(format!("number {cell}"), |bencher| {
            bencher.iter(|| number::read(DecimalMark::Point, black_box(cell.as_bytes())));
        });
    }
    for cell in ["2015-01-02", "2015-01-02 00:00:00+00:00", "03/04/2020", "Jan 2, 2015"] {
        group.bench_function(format!("date {cell}"), |bencher| {
            bencher.iter(|| date_text::read(black_box(cell.as_bytes())));
        });
    }
}

criterion_group!(benches, files, cells, bomb);
criterion_main!(benches);
