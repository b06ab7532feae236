//! Records of a table of pairs: each pair of a record is a row of its own.

use super::damaged::Damaged;
use super::intake::Intake;
use super::trouble::{Trouble, found};
use crate::diagnostic::{Code, Finding, Found};
use crate::import::layout::plan::{Layout, Pair, ValueColumn};
use crate::import::rows::columns::{Columns, Repeat};
use crate::import::text::reader::Record;

/// Takes records of pairs, each pair into a store of its own.
pub(super) struct Pairs {
    pairs: Vec<Pair>,
    values: Vec<ValueColumn>,
    damaged: Damaged,
}

impl Pairs {
    /// Records to be read as these pairs.
    pub(super) fn new(pairs: Vec<Pair>, layout: &Layout, intake: &mut Intake) -> Pairs {
        intake.negative = vec![0; pairs.len()];
        intake.stores.extend(pairs.iter().map(|_| Columns::new(1, 1)));
        let values = pairs.iter().map(|pair| pair.value.clone()).collect();
        Pairs { pairs, values, damaged: Damaged::new(layout) }
    }

    /// The columns of prices, one for each pair.
    pub(super) fn values(&self) -> &[ValueColumn] {
        &self.values
    }

    /// Takes a record. It is used if any of its pairs gives a price, and left out for the first reason in it if none does; a
    /// pair that has ended is empty and says nothing.
    pub(super) fn take(&mut self, record: &Record<'_>, intake: &mut Intake) {
        if self.damaged.may_be(record) && self.damaged.takes(record, None, intake) {
            return;
        }
        let mut faults: Vec<(Option<Trouble>, usize)> = Vec::new();
        let mut used = false;
        for (store, Pair { dates, value }) in self.pairs.iter().enumerate() {
            let (day, cell) = (dates.first(), record.field(value.index));
            if record.field(day).trim_ascii().is_empty() && cell.trim_ascii().is_empty() {
                continue;
            }
            let date = dates.read(record);
            if let Some(date) = date {
                intake.order.weigh(date, record.line, || record.text(day));
            }
            let Some(date) = date.filter(|date| !intake.order.contradicts(*date)) else {
                faults.push((None, day));
                continue;
            };
            match intake.price(cell, store) {
                Ok(read) => {
                    intake.order.question(date, record.line, || record.text(day));
                    intake.keep_one(store, date, read);
                    if !used {
                        let text = || vec![record.text(value.index)];
                        intake.remember(|| (record.line, date, value.symbol.clone(), text()));
                    }
                    used = true;
                }
                Err(trouble) => faults.push((Some(trouble), value.index)),
            }
        }
        self.account(record, faults, used, intake);
    }

    fn account(&self, record: &Record<'_>, mut faults: Vec<(Option<Trouble>, usize)>, used: bool, intake: &mut Intake) {
        if used {
            intake.ledger.used += 1;
        } else {
            faults.truncate(1);
            let fault = faults.first().and_then(|(fault, _)| *fault);
            intake.ledger.reject(code(fault, false), 1);
        }
        // As in a wide table, a missing price beside others needs no word.
        for (fault, column) in faults.into_iter().filter(|(fault, _)| !used || *fault != Some(Trouble::Missing)) {
            let (code, mark) = (code(fault, used), intake.mark.mark);
            let name = self.name(column, &intake.columns);
            intake.findings.note(code, || Finding {
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

    /// A name for a column of a pair: the asset and the header.
    fn name(&self, column: usize, headers: &[String]) -> Option<String> {
        let of_column = |pair: &&Pair| pair.dates.holds(column) || pair.value.index == column;
        let symbol = self.pairs.iter().find(of_column)?.value.symbol.clone()?;
        let header = headers.get(column)?;
        Some(if header.is_empty() || *header == symbol { symbol } else { format!("{symbol} {header}") })
    }
}

/// The code of a fault: no date, or trouble with the price.
fn code(fault: Option<Trouble>, used: bool) -> Code {
    match (fault, used) {
        (None, true) => Code::UnreadableDateCell,
        (None, false) => Code::UnreadableDate,
        (Some(trouble), false) => trouble.of_row(),
        (Some(trouble), true) => trouble.of_cell().unwrap_or(Code::MissingCell),
    }
}

/// The code of a second price of a pair for a day.
pub(super) fn code_of(repeat: &Repeat) -> Code {
    if repeat.same { Code::RepeatedPair } else { Code::ConflictingPair }
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
