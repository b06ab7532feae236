//! Why a table cannot be read as prices, in words that say what to do.

use crate::diagnostic::{Code, Diagnostic, quoted, shortened};
use crate::import::cells::date_text::{self, Coarse};
use crate::import::file::{ColumnChoice, Mend, Question};
use crate::import::layout::header::{Role, role};
use crate::import::layout::plan::DateColumns;
use crate::import::layout::profile::{Data, SampleRow};
use crate::import::refused::refused;
use crate::number::{counted, grouped};

/// Why a table cannot be read as prices.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Unreadable {
    /// Stable code.
    pub code: Code,
    /// Line the sentence is about.
    pub line: Option<u64>,
    /// What was found.
    pub found: String,
    /// What was expected.
    pub expected: &'static str,
    /// What to do.
    pub advice: &'static str,
    /// What a person can answer, so that it can be read.
    pub question: Option<Box<Question>>,
    /// What could be done about it.
    pub offer: Option<Mend>,
}

pub(crate) fn no_data(sample: &[SampleRow]) -> Unreadable {
    match sample {
        [] => Unreadable {
            code: Code::EmptyFile,
            line: None,
            found: "nothing".to_owned(),
            expected: "a table of dates and prices",
            advice: "Export or download it again.",
            question: None,
            offer: None,
        },
        [only] => Unreadable {
            code: Code::NoRows,
            line: Some(only.line),
            found: only.joined(),
            expected: "rows with a date and a price under the header",
            advice: "The download may have failed: fetch the file again.",
            question: None,
            offer: None,
        },
        [_, rows @ ..] => no_dates(rows),
    }
}

/// There are rows below the header, but no dates in them.
pub(crate) fn no_dates(rows: &[SampleRow]) -> Unreadable {
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
        code: Code::NoDates,
        line: first.map(|row| row.line),
        found: first.map_or_else(String::new, SampleRow::joined),
        expected: first
            .and_then(coarse)
            .map_or("a row with a date such as 2024-01-31 or 01/31/2024 and a number", only),
        advice: "Export daily prices with full dates.",
        question: None,
        offer: None,
    }
}

/// The cells across the top look like dates, but are not days.
pub(crate) fn coarse_days(header: &SampleRow, kind: Coarse) -> Unreadable {
    Unreadable {
        code: Code::NoDates,
        line: Some(header.line),
        found: header.joined(),
        expected: only(kind),
        advice: "Export daily prices with full dates.",
        question: None,
        offer: None,
    }
}

fn only(kind: Coarse) -> &'static str {
    match kind {
        Coarse::Month => "a day; these dates name only a month",
        Coarse::Quarter => "a day; these dates name only a quarter",
        Coarse::Year => "a day; these dates name only a year",
        Coarse::TimeOnly => "a day; there is only a time",
        Coarse::Islamic => "a day of the Gregorian calendar; these years are of the Islamic one",
    }
}

/// Rows of one cell each, in which a date stands before more.
fn unparted(row: &SampleRow) -> Option<Unreadable> {
    let cell = row.field(0);
    let (date, rest) = cell.split_once([',', ';', '\t', ' '])?;
    let quoted = cell.contains([',', ';', '\t']);
    let begins = date_text::read(date.as_bytes()).is_some() && rest.contains(|c: char| c.is_ascii_digit());
    begins.then(|| Unreadable {
        code: Code::OneCell,
        line: Some(row.line),
        found: cell.to_owned(),
        expected: if quoted {
            "quotation marks around cells, not around whole lines"
        } else {
            "cells separated by commas, semicolons, tabs, bars or single spaces"
        },
        advice: if quoted {
            "Open it in a text editor, take the quotation marks at both ends of the lines away, and save it."
        } else {
            "Save the table as CSV."
        },
        question: None,
        offer: None,
    })
}

/// There is no price, but perhaps something that is often taken for one.
pub(crate) fn no_price_here(data: Data<'_>, header: &SampleRow, date: DateColumns) -> Unreadable {
    let columns = || (0..header.fields.len()).filter(|column| !date.holds(*column));
    let kind = columns().find_map(|column| {
        let name = header.field(column);
        let numbers = data.has_numbers(column);
        let kind = if data.has_percentages(column) {
            Kind::Percentages
        } else if numbers && role(name) == Role::MarketCap {
            Kind::MarketTotals
        } else if numbers && role(name) == Role::NotPrice {
            Kind::of_words(name)?
        } else {
            return None;
        };
        Some((kind, name.to_owned()))
    });
    let Some((kind, found)) = kind else { return no_price(header) };
    let offer = matches!(kind, Kind::Percentages | Kind::Returns).then_some(Mend::Compound);
    let (code, expected, advice) = match kind {
        Kind::Percentages => (
            Code::Percentages,
            "prices; this column holds percentages",
            "Export the prices themselves, or have their changes compounded.",
        ),
        Kind::MarketTotals => {
            (Code::MarketTotals, "prices; this column holds market capitalisations", "Export the prices.")
        }
        Kind::Returns => (
            Code::Returns,
            "prices; this column holds returns",
            "Export the prices or index levels themselves, or compound them first.",
        ),
        Kind::Rates => (Code::Rates, "prices; this column holds a rate or a yield", "Add a series of prices instead."),
    };
    Unreadable { code, line: Some(header.line), found, expected, advice, question: None, offer }
}

/// What is often taken for a price.
enum Kind {
    Percentages,
    MarketTotals,
    Returns,
    Rates,
}

impl Kind {
    fn of_words(name: &str) -> Option<Kind> {
        let name = name.to_lowercase();
        let has = |words: &[&str]| words.iter().any(|word| name.contains(word));
        if has(&["yield", "rendite", "rendement", "rendimento"]) {
            return Some(Kind::Rates);
        }
        has(&["return", "ret", "rentabilidad"]).then_some(Kind::Returns)
    }
}

pub(crate) fn no_price(header: &SampleRow) -> Unreadable {
    Unreadable {
        code: Code::NoPriceColumn,
        line: Some(header.line),
        found: header.joined(),
        expected: "a column named Adj Close, Close or Price, or one column of prices for each asset",
        advice: "Rename the column that holds the closing price to 'Close'.",
        question: None,
        offer: None,
    }
}

/// A column that a person has chosen is not there.
pub(crate) fn no_such_column(columns: &[String], line: Option<u64>) -> Unreadable {
    Unreadable {
        code: Code::NoSuchColumn,
        line,
        found: columns.join(","),
        expected: "the column that was chosen",
        advice: "Choose one of its columns.",
        question: None,
        offer: None,
    }
}

/// Dates that a comma splits, without quotes.
pub(crate) fn unquoted_dates(row: &SampleRow) -> Unreadable {
    Unreadable {
        code: Code::UnquotedDates,
        line: Some(row.line),
        found: row.joined(),
        expected: "quotation marks around dates with a comma",
        advice: "Put them together here, or export the file with quotation marks.",
        question: None,
        offer: Some(Mend::JoinDates),
    }
}

/// What `price_column` is where each column is a series of its own.
pub(crate) const EACH: &str = "*";

impl Unreadable {
    /// The same question, with the answer that each column is a series of its own.
    pub(crate) fn or_each(mut self) -> Unreadable {
        if let Some(Question::PriceColumn { columns }) = self.question.as_deref_mut() {
            let name = "each is a series of its own".to_owned();
            columns.push(ColumnChoice { choice: EACH.to_owned(), name, first: String::new() });
        }
        self
    }
}

/// Columns to choose from.
pub(crate) fn column_choices(header: &SampleRow, rows: &[SampleRow], columns: &[usize]) -> Vec<ColumnChoice> {
    let name = |column: usize| header.field(column);
    let alone = |column: usize| header.fields.iter().filter(|other| *other == name(column)).count() == 1;
    let choice = |column: &usize| ColumnChoice {
        choice: if alone(*column) { name(*column).to_owned() } else { (column + 1).to_string() },
        name: name(*column).to_owned(),
        first: rows.iter().map(|row| row.field(*column)).find(|cell| !cell.is_empty()).unwrap_or_default().to_owned(),
    };
    columns.iter().map(choice).collect()
}

/// Several columns could hold the prices: a person has to choose.
pub(crate) fn which_column(
    code: Code,
    header: &SampleRow,
    rows: &[SampleRow],
    columns: &[usize],
    expected: &'static str,
) -> Unreadable {
    let choices = column_choices(header, rows, columns);
    let found: Vec<&str> = choices.iter().map(|choice| choice.name.as_str()).collect();
    Unreadable {
        code,
        line: Some(header.line),
        found: found.join(", "),
        expected,
        advice: "Choose the one that is meant.",
        question: Some(Box::new(Question::PriceColumn { columns: choices })),
        offer: None,
    }
}

/// A table that cannot be read, with how many records it has.
pub(crate) fn unreadable_table(reason: &Unreadable, records: u64) -> Diagnostic {
    let (expected, advice) = (reason.expected, reason.advice);
    let mut diagnostic = refused(reason.code, "an empty file", expected, advice);
    diagnostic.severity = reason.code.severity();
    if records > 0 {
        let place = reason.line.map_or_else(|| "Found".to_owned(), |line| format!("Line {}: found", grouped(line)));
        let found = quoted(&reason.found);
        let lost = match records {
            1 => "That is all there is: nothing was used.".to_owned(),
            _ if reason.question.is_some() => "Nothing is used until you choose.".to_owned(),
            _ => format!("None of the {} was used.", counted(records, "record")),
        };
        diagnostic.line = reason.line;
        diagnostic.found = Some(shortened(&reason.found));
        diagnostic.message = format!("{place} {found}, expected {expected}. {lost} {advice}");
    }
    diagnostic
}
