//! The order of day and month, decided from all rows of a file or asked for.

use serde::Serialize;

use super::ImportOptions;
use super::date_text::{self, DateCell, DateOrder};
use super::reader::Record;
use crate::date::Date;
use crate::diagnostic::{Diagnostic, Severity, grouped};

/// What the rows prove about the order of day and month.
#[derive(Default)]
pub struct OrderEvidence {
    day_first: Option<String>,
    month_first: Option<String>,
    open: Option<(u64, String)>,
}

impl OrderEvidence {
    /// Any row can prove an order, also one without a price.
    pub fn weigh(&mut self, cell: DateCell, record: &Record<'_>, column: usize) {
        let text = || format!("'{}' on line {}", record.text(column), grouped(record.line));
        match cell.proves() {
            Some(DateOrder::DayFirst) => _ = self.day_first.get_or_insert_with(text),
            Some(DateOrder::MonthFirst) => _ = self.month_first.get_or_insert_with(text),
            None => {}
        }
    }

    /// Only a row that is used can leave the question open.
    pub fn question(&mut self, cell: DateCell, record: &Record<'_>, column: usize) {
        if cell.is_open() && cell.proves().is_none() {
            self.open.get_or_insert_with(|| (record.line, record.text(column)));
        }
    }

    /// A date that reads two ways, and both readings.
    pub fn into_open_date(self) -> Option<OpenDate> {
        let (_, text) = self.open?;
        let cell = date_text::read(text.as_bytes())?;
        let (day_first, month_first) = (cell.resolve(DateOrder::DayFirst)?, cell.resolve(DateOrder::MonthFirst)?);
        Some(OpenDate { text, day_first, month_first })
    }
}

/// A date cell that no row of its file decides.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct OpenDate {
    /// The cell, as written.
    pub text: String,
    /// The day it is if the day comes first.
    pub day_first: Date,
    /// The day it is if the month comes first.
    pub month_first: Date,
}

/// The order of day and month, or the question to ask.
pub fn decide_order(evidence: &OrderEvidence, options: &ImportOptions) -> Result<DateOrder, Box<Diagnostic>> {
    if let Some(order) = options.date_order {
        return Ok(order);
    }
    let question = |line: Option<u64>, found: String, message: String| {
        Box::new(Diagnostic {
            severity: Severity::Warning,
            code: "date-order",
            line,
            column: None,
            found: Some(found),
            expected: Some("a date that reads one way, or an answer".to_owned()),
            message,
        })
    };
    match (&evidence.day_first, &evidence.month_first, &evidence.open) {
        (Some(day), Some(month), _) => Err(question(
            None,
            format!("{day}; {month}"),
            format!(
                "The dates of this file are written in two orders: {day} has the day first, {month} the month. Nothing is used \
                 until you say which order holds; rows in the other are then left out."
            ),
        )),
        (Some(_), None, _) => Ok(DateOrder::DayFirst),
        (None, Some(_), _) => Ok(DateOrder::MonthFirst),
        (None, None, None) => Ok(DateOrder::MonthFirst),
        (None, None, Some((line, text))) => Err(question(
            Some(*line),
            text.clone(),
            format!(
                "Line {}: '{text}' reads two ways, and no row of this file decides: {}. Nothing is used until you choose.",
                grouped(*line),
                readings(text)
            ),
        )),
    }
}

/// Both readings in words: `3 April 2020 or 4 March 2020`.
fn readings(text: &str) -> String {
    let spelled = |order| date_text::read(text.as_bytes()).and_then(|cell| cell.resolve(order)).map(Date::spelled);
    match (spelled(DateOrder::DayFirst), spelled(DateOrder::MonthFirst)) {
        (Some(day_first), Some(month_first)) => format!("{day_first} or {month_first}"),
        _ => "day first or month first".to_owned(),
    }
}
