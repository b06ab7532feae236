//! What the columns of a sample hold.

use super::date_text::{self, DateFormat};
use super::number::{self, DecimalMark, Number};

/// A record of the sample, as text.
pub struct SampleRow {
    /// Line of the file, counted from 1.
    pub line: u64,
    /// Its fields, trimmed.
    pub fields: Vec<String>,
}

impl SampleRow {
    /// A field's text; one that is not there is empty.
    pub fn field(&self, column: usize) -> &str {
        self.fields.get(column).map_or("", String::as_str)
    }

    /// Whether a field reads as a calendar date by itself.
    pub fn date_at(&self, column: usize) -> bool {
        date_text::read(self.field(column).as_bytes()).is_some()
    }

    /// The row as it stood, for a message.
    pub fn joined(&self) -> String {
        self.fields.join(",")
    }
}

/// The sample without the remarks at its end, such as `Source: an exchange`: lines with a single cell that is neither a
/// number nor a date. As rows of the table they would speak against what its columns hold.
pub fn without_footer(sample: &[SampleRow]) -> &[SampleRow] {
    let is_remark = |row: &SampleRow| {
        let mut cells = row.fields.iter().filter(|cell| !cell.is_empty());
        let (first, second) = (cells.next(), cells.next());
        second.is_none() && first.is_some_and(|cell| !cell.starts_with(|c: char| c.is_ascii_digit()))
    };
    let kept = sample.iter().rposition(|row| !is_remark(row)).map_or(sample.len(), |last| last + 1);
    sample.get(..kept).unwrap_or(sample)
}

/// The rows of a sample below its header, with the decimal mark they are read by.
#[derive(Clone, Copy)]
pub struct Data<'a> {
    /// The rows.
    pub rows: &'a [SampleRow],
    /// Their decimal mark.
    pub mark: DecimalMark,
}

impl<'a> Data<'a> {
    /// Columns of the widest row.
    pub fn columns(self) -> usize {
        self.rows.iter().map(|row| row.fields.len()).max().unwrap_or(0)
    }

    fn numbers(self, column: usize) -> impl Iterator<Item = Number> + 'a {
        self.rows.iter().map(move |row| number::read(self.mark, row.field(column).as_bytes()))
    }

    /// The values of a column, NaN where a cell is no number.
    pub fn values(self, column: usize) -> Vec<f64> {
        self.numbers(column).map(|number| if let Number::Value(value) = number { value } else { f64::NAN }).collect()
    }

    /// Whether a column has a number.
    pub fn has_numbers(self, column: usize) -> bool {
        self.numbers(column).any(|number| matches!(number, Number::Value(_)))
    }

    /// Whether a column has a percentage and no plain number.
    pub fn has_percentages(self, column: usize) -> bool {
        !self.has_numbers(column) && self.numbers(column).any(|number| matches!(number, Number::Percent(_)))
    }

    /// Whether nothing speaks against a column of numbers that begins below the sample.
    pub fn may_begin_later(self, column: usize) -> bool {
        self.numbers(column).all(|number| number == Number::Missing)
    }

    /// Whether a column has a cell that is neither a number nor a mark for a missing one.
    pub fn is_text(self, column: usize) -> bool {
        self.numbers(column).any(|number| number == Number::Unreadable)
    }

    /// How a column writes dates, if it does.
    pub fn date_format(self, column: usize) -> Option<DateFormat> {
        date_text::detect(self.rows.iter().map(move |row| row.field(column).as_bytes()))
    }
}
