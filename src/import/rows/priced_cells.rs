//! The cells of a record that is a day.

use super::intake::Intake;
use super::{text_line, trouble};
use crate::diagnostic::{Code, Finding};
use crate::import::cells::date_text::DateCell;
use crate::import::cells::number::{self, Number};
use crate::import::layout::plan::{DateColumns, ValueColumn};
use crate::import::text::reader::Record;

/// The cells with prices, and those with what is kept beside them.
pub(super) struct PricedCells {
    values: Vec<ValueColumn>,
    beside: Vec<usize>,
}

impl PricedCells {
    /// The cells of these columns.
    pub(super) fn new(values: &[ValueColumn]) -> PricedCells {
        PricedCells { values: values.to_vec(), beside: values.iter().filter_map(|column| column.market_cap).collect() }
    }

    /// Values that are kept of a record.
    pub(super) fn width(&self) -> usize {
        self.values.len() + self.beside.len()
    }

    /// The first column of prices.
    pub(super) fn first(&self) -> Option<usize> {
        self.values.first().map(|column| column.index)
    }

    /// What a message calls a column.
    pub(super) fn name(&self, index: usize) -> Option<String> {
        self.values.iter().find(|column| column.index == index).map(ValueColumn::told)
    }

    /// The texts of the cells with prices.
    pub(super) fn texts(&self, record: &Record<'_>) -> Vec<String> {
        self.values.iter().map(|column| record.text(column.index)).collect()
    }

    /// Reads the cells of a record into the intake, NaN where there is trouble or nothing, with the troubles; says whether
    /// there is any price.
    #[inline]
    pub(super) fn read(&self, record: &Record<'_>, intake: &mut Intake) -> bool {
        intake.values.clear();
        intake.others.clear();
        intake.troubles.clear();
        let mut priced = false;
        // What a short row does not have needs no look: below a header of thousands of columns that would take the time.
        for (position, column) in self.values.iter().enumerate().take_while(|(_, column)| column.index < record.len()) {
            match intake.price(record.field(column.index), position) {
                Ok((price, other)) => {
                    intake.others.extend(other.map(|other| (position, other)));
                    intake.values.push(price);
                    priced = true;
                }
                Err(trouble) => {
                    intake.values.push(f64::NAN);
                    intake.troubles.push((trouble, column.index));
                }
            }
        }
        if !self.beside.is_empty() {
            intake.values.resize(self.values.len(), f64::NAN);
        }
        for column in &self.beside {
            // Large numbers are written with separators; whichever mark makes sense of them is right.
            let under = |mark| match number::read(mark, record.field(*column)) {
                Number::Value(cap) if cap > 0.0 => Some(cap),
                _ => None,
            };
            let cap = under(intake.mark.mark).or_else(|| under(intake.mark.mark.other()));
            intake.values.push(cap.unwrap_or(f64::NAN));
        }
        priced
    }
}

/// The day of a record, as far as other rows allow it; the record is left out, with the reason, where it has none.
#[inline]
pub(super) fn weigh(
    date: Option<DateCell>,
    dates: DateColumns,
    record: &Record<'_>,
    intake: &mut Intake,
) -> Option<DateCell> {
    if let Some(date) = date {
        intake.order.weigh(date, record.line, || record.text(dates.first()));
    }
    let date = date.filter(|date| !intake.order.contradicts(*date));
    if date.is_none() {
        let finding = text_line::finding(record, &intake.columns).unwrap_or_else(|| no_day(record, dates.first()));
        intake.reject(finding.code, || finding);
    }
    date
}

/// The finding about a record without a day.
pub(super) fn no_day(record: &Record<'_>, column: usize) -> Finding {
    Finding {
        code: Code::UnreadableDate,
        line: Some(record.line),
        column: None,
        found: trouble::found(record, column),
        expected: "a date of the calendar, such as 2024-01-31".to_owned(),
    }
}
