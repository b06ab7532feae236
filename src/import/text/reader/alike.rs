//! Whether a line reads as a row of the table, judged by the rows before it and not by a layout.

use super::{Event, Record};
use crate::import::cells::date_text;
use crate::import::cells::number::{self, DecimalMark, Number};

/// What a cell holds, as far as it tells by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Class {
    Date,
    Number,
    Missing,
    Text,
}

impl Class {
    fn of(cell: &[u8]) -> Class {
        let cell = cell.trim_ascii();
        let cell = cell.strip_prefix(b"\"").unwrap_or(cell);
        let cell = cell.strip_suffix(b"\"").unwrap_or(cell).trim_ascii();
        if date_text::read(cell).is_some() {
            return Class::Date;
        }
        let under = |mark| number::read(mark, cell);
        match (under(DecimalMark::Point), under(DecimalMark::Comma)) {
            (Number::Missing, _) => Class::Missing,
            (Number::Unreadable, Number::Unreadable) => Class::Text,
            _ => Class::Number,
        }
    }
}

/// Records after which the model is taken anew at the latest.
const RENEWED_AFTER: u64 = 1_024;

/// What the cells of a recent record hold. Nearly no file asks: until then the record is only kept.
#[derive(Default)]
pub(super) struct Model {
    seen: u64,
    bytes: Vec<u8>,
    ends: Vec<usize>,
    classes: Option<Vec<Class>>,
}

impl Model {
    /// Looks at what the reader meets. The model is taken at the records 1, 2, 4, 8 and so on, then now and then: files
    /// begin with a header, and most with no more.
    #[inline]
    pub(super) fn see(&mut self, event: &Event<'_>) {
        if let Event::Record(record) = event {
            self.seen += 1;
            if self.seen.is_power_of_two() || self.seen.is_multiple_of(RENEWED_AFTER) {
                self.take(record);
            }
        }
    }

    #[cold]
    fn take(&mut self, record: &Record<'_>) {
        self.classes = None;
        self.bytes.clear();
        self.ends.clear();
        for index in 0..record.len() {
            self.bytes.extend_from_slice(record.field(index));
            self.ends.push(self.bytes.len());
        }
    }

    /// What the cells of the record hold that was kept.
    fn classes(&mut self) -> &[Class] {
        let (bytes, ends) = (&self.bytes, &self.ends);
        let of_record = || {
            let starts = std::iter::once(0).chain(ends.iter().copied());
            starts.zip(ends).map(|(start, end)| Class::of(bytes.get(start..*end).unwrap_or(&[]))).collect()
        };
        self.classes.get_or_insert_with(of_record)
    }

    /// Whether a line reads as a record like the model: as many cells, dates where that has dates, numbers where it has
    /// numbers, and a date and a number or two numbers in all.
    pub(super) fn is_alike(&mut self, line: &[u8], delimiter: u8) -> bool {
        let cells = cells(line, delimiter);
        if cells.len() != self.ends.len() || cells.len() < 2 {
            return false;
        }
        let found: Vec<Class> = cells.into_iter().map(Class::of).collect();
        let count = |wanted: Class| found.iter().filter(|class| **class == wanted).count();
        let fits = |(model, found): (&Class, &Class)| match model {
            Class::Date => *found == Class::Date,
            Class::Number => matches!(found, Class::Number | Class::Missing),
            Class::Missing | Class::Text => true,
        };
        self.classes().iter().zip(&found).all(fits)
            && count(Class::Number) > 0
            && count(Class::Number) + count(Class::Date) > 1
    }
}

/// The cells of a line. Delimiters between quotation marks part nothing, unless the line has one mark too many.
fn cells(line: &[u8], delimiter: u8) -> Vec<&[u8]> {
    let mut quoted = false;
    let parts = line.split(|byte| {
        quoted ^= *byte == b'"';
        *byte == delimiter && !quoted
    });
    let cells: Vec<&[u8]> = parts.collect();
    let marks = line.iter().filter(|byte| **byte == b'"').count();
    if marks.is_multiple_of(2) { cells } else { line.split(|byte| *byte == delimiter).collect() }
}
