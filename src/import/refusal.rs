//! Why a table cannot be read as prices, in words that say what to do.

use super::date_text::{self, Coarse};
use super::layout::DateColumns;
use super::profile::{Data, SampleRow};

/// Why a table cannot be read as prices.
#[derive(Clone, Debug, PartialEq)]
pub struct Unreadable {
    /// Stable code.
    pub code: &'static str,
    /// Line the sentence is about.
    pub line: Option<u64>,
    /// What was found.
    pub found: String,
    /// What was expected.
    pub expected: &'static str,
    /// What to do.
    pub advice: &'static str,
}

pub fn no_data(sample: &[SampleRow]) -> Unreadable {
    match sample {
        [] => Unreadable {
            code: "empty-file",
            line: None,
            found: "nothing".to_owned(),
            expected: "a table of dates and prices",
            advice: "Export or download it again.",
        },
        [only] => Unreadable {
            code: "no-rows",
            line: Some(only.line),
            found: only.joined(),
            expected: "rows with a date and a price under the header",
            advice: "The download may have failed: fetch the file again.",
        },
        [_, rows @ ..] => no_dates(rows),
    }
}

/// There are rows below the header, but no dates in them.
pub fn no_dates(rows: &[SampleRow]) -> Unreadable {
    let coarse = |row: &SampleRow| row.fields.first().and_then(|cell| date_text::coarse(cell.as_bytes()));
    // The first may be a header that was not recognised.
    let has_digit = |row: &&SampleRow| row.fields.iter().any(|cell| cell.contains(|c: char| c.is_ascii_digit()));
    let beginning = || rows.iter().take(3);
    let dated = beginning().find(|row| coarse(row).is_some());
    let first = dated.or_else(|| beginning().find(has_digit)).or(rows.first());
    if rows.iter().all(|row| row.fields.len() == 1)
        && let Some(unparted) = rows.iter().find_map(unparted)
    {
        return unparted;
    }
    Unreadable {
        code: "no-dates",
        line: first.map(|row| row.line),
        found: first.map_or_else(String::new, SampleRow::joined),
        expected: match first.and_then(coarse) {
            Some(Coarse::Month) => "a day; these dates name only a month",
            Some(Coarse::Quarter) => "a day; these dates name only a quarter",
            Some(Coarse::Year) => "a day; these dates name only a year",
            Some(Coarse::TimeOnly) => "a day; there is only a time",
            None => "a row with a date such as 2024-01-31 or 01/31/2024 and a number",
        },
        advice: "Export daily prices with full dates.",
    }
}

/// Rows of one cell each, in which a date stands before more.
fn unparted(row: &SampleRow) -> Option<Unreadable> {
    let cell = row.field(0);
    let (date, rest) = cell.split_once([',', ';', '\t', ' '])?;
    let quoted = cell.contains([',', ';', '\t']);
    let begins = date_text::read(date.as_bytes()).is_some() && rest.contains(|c: char| c.is_ascii_digit());
    begins.then(|| Unreadable {
        code: "one-cell",
        line: Some(row.line),
        found: cell.to_owned(),
        expected: if quoted {
            "quotation marks around cells, not around whole lines"
        } else {
            "cells parted by commas, semicolons, tabs, bars or single spaces"
        },
        advice: if quoted {
            "Open it in a text editor, take the quotation marks at both ends of the lines away, and save it."
        } else {
            "Save the table as CSV."
        },
    })
}

/// There is no price, but perhaps something that is often taken for one.
pub fn no_price_here(data: Data<'_>, header: &SampleRow, date: DateColumns) -> Unreadable {
    let percent = (0..header.fields.len()).find(|column| !date.holds(*column) && data.has_percentages(*column));
    match percent {
        Some(column) => Unreadable {
            code: "percentages",
            line: Some(header.line),
            found: header.field(column).to_owned(),
            expected: "prices; this column holds percentages",
            advice: "Export the prices themselves, not their changes.",
        },
        None => no_price(header),
    }
}

pub fn no_price(header: &SampleRow) -> Unreadable {
    Unreadable {
        code: "no-price-column",
        line: Some(header.line),
        found: header.joined(),
        expected: "a column named Adj Close, Close or Price, or one column of prices for each asset",
        advice: "Rename the column that holds the closing price to 'Close'.",
    }
}
