//! One file: a table of a shape, and what another reader must be given to read it.

use std::collections::BTreeMap;

use sectorscope::date::Date;
use serde_json::{Value, json};

use super::days::Spelling;
use super::draw::Draw;
use super::prices::Numerals;
use super::text::{Frame, Text};

/// A file as generated.
pub(super) struct Made {
    /// Its name, which gives the symbol where nothing else does.
    pub name: String,
    pub bytes: Vec<u8>,
    /// What another reader must know.
    pub dialect: Value,
    /// What was written, for messages: by symbol, days and prices.
    pub written: Written,
}

/// Days and standard texts of prices, by symbol.
pub(super) type Written = BTreeMap<String, Vec<(Date, String)>>;

const ASSETS: [&str; 14] =
    ["BTC", "ETH", "SOL", "XRP", "SPY", "QQQ", "IWM", "XLK", "PSCT", "GLD", "^GSPC", "BRK.B", "DOGE-USD", "Acme Fund"];

/// Everything that the shapes have in common.
pub(super) struct Sheet {
    pub draw: Draw,
    pub symbol: String,
    pub dates: Spelling,
    pub numerals: Numerals,
    /// In the order of the file.
    pub days: Vec<Date>,
    /// Whether the file runs from new to old.
    pub newest_first: bool,
    pub written: Written,
}

/// The file of a number.
pub(super) fn made(number: u64) -> Made {
    let mut draw = Draw::of_file(number);
    let shape = draw.below(100);
    let (long, headless) = ((60..75).contains(&shape), shape >= 90);
    let dates = Spelling::draw(&mut draw, long, !headless);
    let mut numerals = Numerals::draw(&mut draw);
    // One file has one decimal mark, in its dates too.
    if dates.has_point() {
        numerals = numerals.with_point();
    }
    let large = draw.percent(3);
    let count = if large { draw.between(420, 700) } else { draw.between(12, 50) };
    let mut days = dates.days(&mut draw, count as usize);
    let order = draw.below(4);
    let newest_first = order == 1;
    match order {
        1 => days.reverse(),
        // Opens only follow closes where the rows are in order.
        2 if !dates.must_run() && !headless => draw.shuffle(&mut days),
        _ => {}
    }
    let symbol = format!("T{number:04}");
    let mut sheet = Sheet { draw, symbol, dates, numerals, days, newest_first, written: Written::new() };
    let (text, values) = match shape {
        0..40 => super::shapes::tidy(&mut sheet),
        40..60 => super::shapes::wide(&mut sheet, &ASSETS),
        60..75 => super::shapes::long(&mut sheet, &ASSETS),
        // Below three header rows dates are text: that is how `yfinance` writes them.
        75..90 if matches!(sheet.dates, Spelling::Parts) || sheet.dates.must_run() => super::shapes::tidy(&mut sheet),
        75..90 => super::shapes::two_level(&mut sheet, &ASSETS),
        _ => super::shapes::headerless(&mut sheet),
    };
    finished(sheet, text, values)
}

fn finished(mut sheet: Sheet, text: Text, values: Value) -> Made {
    let headerless = text.header.is_empty();
    let frame = Frame::draw(&mut sheet.draw, &text, headerless);
    let bytes = frame.bytes(&mut sheet.draw, &text);
    let numerals = &sheet.numerals;
    let dialect = json!({
        "file": format!("{}.csv", sheet.symbol),
        "sep": frame.delimiter.to_string(),
        "decimal": if numerals.comma { "," } else { "." },
        "thousands": numerals.thousands.map(|separator| separator.to_string()),
        "encoding": frame.encoding,
        "skipinitialspace": frame.spaced,
        "skiprows": frame.preamble.len() + if text.header.len() > 1 { text.header.len() } else { 0 },
        "skipfooter": frame.footer.len(),
        "header": if text.header.len() == 1 { Some(0) } else { None },
        "na": numerals.missing,
        "keep": if sheet.newest_first { "first" } else { "last" },
        "date": sheet.dates.told(),
        "date_columns": text.date_columns,
        "values": values,
    });
    Made { name: format!("data/{}.csv", sheet.symbol), bytes, dialect, written: sheet.written }
}

impl Sheet {
    /// A cell with a price, and the note that it was written; now and then with none, or with one that is not a price.
    pub(super) fn price(&mut self, symbol: &str, date: Date, first: bool) -> String {
        if !first && self.draw.percent(4) {
            return self.numerals.missing.to_owned();
        }
        let standard = self.numerals.price(&mut self.draw, first);
        if !first && self.draw.percent(1) {
            let below = if self.draw.percent(50) { "0".to_owned() } else { format!("-{standard}") };
            return self.numerals.written(&below);
        }
        self.note(symbol, date, &standard);
        self.numerals.written(&standard)
    }

    pub(super) fn note(&mut self, symbol: &str, date: Date, standard: &str) {
        self.written.entry(symbol.to_owned()).or_default().push((date, standard.to_owned()));
    }

    /// A number that is not looked for.
    pub(super) fn other(&mut self) -> String {
        let standard = self.numerals.price(&mut self.draw, false);
        self.numerals.written(&standard)
    }

    /// Symbols, no two the same.
    pub(super) fn symbols<'a>(&mut self, from: &[&'a str], most: u64) -> Vec<&'a str> {
        let mut symbols = from.to_vec();
        self.draw.shuffle(&mut symbols);
        let count = self.draw.between(2, most);
        symbols.truncate(count as usize);
        symbols
    }
}
