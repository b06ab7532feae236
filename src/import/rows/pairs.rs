//! Records of a table of pairs: each pair of a record is a row of its own.

use super::super::layout::{DateColumns, ValueColumn};
use super::super::number::{self, Number};
use super::super::reader::Record;
use super::super::table::Repeat;
use super::{Rows, Trouble, found};
use crate::diagnostic::{Finding, Found};

impl Rows {
    /// Reads the pairs of a record. It is used if any of them gives a price, and left out for the first reason in it if none
    /// does; a pair that has ended is empty and says nothing.
    pub(super) fn pairs(&mut self, record: &Record<'_>) {
        let Ok(layout) = &self.layout else { return };
        let mark = layout.mark;
        let pairs: Vec<(DateColumns, usize)> =
            layout.own_dates.iter().copied().zip(layout.values.iter().map(|value| value.index)).collect();
        let mut faults: Vec<(Option<Trouble>, usize)> = Vec::new();
        let mut used = false;
        for (pair, (dates, value)) in pairs.into_iter().enumerate() {
            let (date_cell, price_cell) = (record.field(dates.first()), record.field(value));
            if date_cell.trim_ascii().is_empty() && price_cell.trim_ascii().is_empty() {
                continue;
            }
            let Some(date) = dates.read(record) else {
                faults.push((None, dates.first()));
                continue;
            };
            self.order.weigh(date, record, dates.first());
            let trouble = match number::read(mark, price_cell) {
                Number::Value(price) if price > 0.0 => {
                    self.order.question(date, record, dates.first());
                    if let Some(table) = self.tables.get_mut(pair) {
                        table.push(date, &[price]);
                    }
                    if !used {
                        self.remember_pair(pair, price);
                        self.remember(date, record, None);
                    }
                    used = true;
                    continue;
                }
                Number::Value(_) => Trouble::NonPositive,
                Number::Percent(_) | Number::Unreadable => Trouble::Unreadable,
                Number::Missing => Trouble::Missing,
            };
            faults.push((Some(trouble), value));
        }
        if used {
            self.ledger.used += 1;
        } else {
            faults.truncate(1);
            let fault = faults.first().and_then(|(fault, _)| *fault);
            *self.ledger.rejected.entry(code(fault, false)).or_insert(0) += 1;
        }
        // As in a wide table, a missing price beside others needs no word.
        for (fault, column) in faults.into_iter().filter(|(fault, _)| !used || *fault != Some(Trouble::Missing)) {
            let code = code(fault, used);
            let name = self.column_of_pair(column);
            self.findings.note(code, || Finding {
                code,
                line: Some(record.line),
                column: name,
                found: found(record, column),
                expected: fault
                    .map_or("a date of the calendar, such as 2024-01-31", |fault| fault.expected(mark))
                    .to_owned(),
            });
        }
    }

    /// Sets what the preview shows of a record: its first price.
    fn remember_pair(&mut self, pair: usize, price: f64) {
        self.values.clear();
        self.values.resize(self.tables.len(), f64::NAN);
        if let Some(value) = self.values.get_mut(pair) {
            *value = price;
        }
    }

    /// A name for a column of a pair: the asset and the header.
    fn column_of_pair(&self, column: usize) -> Option<String> {
        let Ok(layout) = &self.layout else { return None };
        let of_pair = |(dates, value): (&DateColumns, &ValueColumn)| {
            (dates.holds(column) || value.index == column).then(|| value.symbol.clone())
        };
        let symbol = layout.own_dates.iter().zip(&layout.values).find_map(of_pair)??;
        let header = layout.columns.get(column)?;
        Some(if header.is_empty() || *header == symbol { symbol } else { format!("{symbol} {header}") })
    }
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

/// A second price of a pair for a day.
pub fn repeated(repeat: &Repeat, symbol: &str) -> Finding {
    let code = if repeat.same { "repeated-pair" } else { "conflicting-pair" };
    let value = if repeat.same { "the same value" } else { "another value" };
    Finding {
        code,
        line: None,
        column: None,
        found: Found::Said(format!("one more price of {symbol} for {} with {value}", repeat.date)),
        expected: "one price for each day".to_owned(),
    }
}
