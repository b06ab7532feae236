//! Records of a table of pairs: each pair of a record is a row of its own.

use super::{Rows, Trouble, found, read_price};
use crate::diagnostic::{Finding, Found};
use crate::import::layout::plan::{DateColumns, Layout, ValueColumn};
use crate::import::rows::preview::PREVIEW_ROWS;
use crate::import::rows::table::Repeat;
use crate::import::text::reader::Record;

impl Rows {
    /// Reads the pairs of a record. It is used if any of them gives a price, and left out for the first reason in it if none
    /// does; a pair that has ended is empty and says nothing.
    pub(super) fn pairs(&mut self, record: &Record<'_>, dates: &[DateColumns]) {
        let Ok(layout) = &self.layout else { return };
        let values: Vec<usize> = layout.values.iter().map(|value| value.index).collect();
        let mut faults: Vec<(Option<Trouble>, usize)> = Vec::new();
        let mut used = false;
        for (pair, (dates, value)) in dates.iter().zip(values).enumerate() {
            let (date_cell, price_cell) = (record.field(dates.first()), record.field(value));
            if date_cell.trim_ascii().is_empty() && price_cell.trim_ascii().is_empty() {
                continue;
            }
            let date = dates.read(record);
            if let Some(date) = date {
                self.order.weigh(date, record.line, || record.text(dates.first()));
            }
            let Some(date) = date.filter(|date| !self.order.contradicts(*date)) else {
                faults.push((None, dates.first()));
                continue;
            };
            match read_price(&mut self.mark, &mut self.negative, price_cell, pair) {
                Ok(read) => {
                    self.order.question(date, record.line, || record.text(dates.first()));
                    self.keep_one(pair, date, read);
                    if !used && self.preview.len() < PREVIEW_ROWS {
                        let named =
                            self.layout.as_ref().ok().and_then(|layout| layout.values.get(pair)?.symbol.clone());
                        self.preview.push((record.line, date, named, vec![record.text(value)]));
                    }
                    used = true;
                }
                Err(trouble) => faults.push((Some(trouble), value)),
            }
        }
        if used {
            self.ledger.used += 1;
        } else {
            faults.truncate(1);
            let fault = faults.first().and_then(|(fault, _)| *fault);
            self.ledger.reject(code(fault, false), 1);
        }
        // As in a wide table, a missing price beside others needs no word.
        for (fault, column) in faults.into_iter().filter(|(fault, _)| !used || *fault != Some(Trouble::Missing)) {
            let (code, mark) = (code(fault, used), self.mark.mark);
            self.findings.note(code, || Finding {
                code,
                line: Some(record.line),
                column: self.layout.as_ref().ok().and_then(|layout| column_of_pair(layout, column, dates)),
                found: found(record, column),
                expected: fault
                    .map_or("a date of the calendar, such as 2024-01-31", |fault| fault.expected(mark))
                    .to_owned(),
            });
        }
    }
}

/// A name for a column of a pair: the asset and the header.
fn column_of_pair(layout: &Layout, column: usize, dates: &[DateColumns]) -> Option<String> {
    let of_pair = |(dates, value): (&DateColumns, &ValueColumn)| {
        (dates.holds(column) || value.index == column).then(|| value.symbol.clone())
    };
    let symbol = dates.iter().zip(&layout.values).find_map(of_pair)??;
    let header = layout.columns.get(column)?;
    Some(if header.is_empty() || *header == symbol { symbol } else { format!("{symbol} {header}") })
}

/// The code of a fault: no date, or trouble with the price.
fn code(fault: Option<Trouble>, used: bool) -> &'static str {
    match (fault, used) {
        (None, true) => "unreadable-date-cell",
        (None, false) => "unreadable-date",
        (Some(trouble), false) => trouble.of_row(),
        (Some(trouble), true) => trouble.of_cell().unwrap_or("missing-cell"),
    }
}

/// The code of a second price of a pair for a day.
pub(super) fn code_of(repeat: &Repeat) -> &'static str {
    if repeat.same { "repeated-pair" } else { "conflicting-pair" }
}

/// A second price of a pair for a day.
pub(super) fn repeated(repeat: &Repeat, symbol: &str) -> Finding {
    let value = if repeat.same { "the same value" } else { "another value" };
    Finding {
        code: code_of(repeat),
        line: None,
        column: None,
        found: Found::Said(format!("one more price of {symbol} for {} with {value}", repeat.date)),
        expected: "one price for each day".to_owned(),
    }
}
