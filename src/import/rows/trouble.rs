//! What can be wrong with a price cell.

use crate::diagnostic::{Code, Finding, Found};
use crate::import::cells::number::{DecimalMark, Number};
use crate::import::text::reader::Record;

/// What can be wrong with a price cell, the least of it first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Trouble {
    /// Nothing, or a mark for nothing.
    Missing,
    /// No number.
    Unreadable,
    /// A number that is not a price.
    NonPositive,
}

impl Trouble {
    /// What is wrong with a cell that holds no number above zero.
    pub(super) fn of(number: Number) -> Trouble {
        match number {
            Number::Value(_) => Trouble::NonPositive,
            Number::Percent(_) | Number::Unreadable => Trouble::Unreadable,
            Number::Missing => Trouble::Missing,
        }
    }

    /// The code where it costs the row.
    pub(super) fn of_row(self) -> Code {
        match self {
            Trouble::Missing => Code::MissingPrice,
            Trouble::Unreadable => Code::UnreadablePrice,
            Trouble::NonPositive => Code::NonPositivePrice,
        }
    }

    /// The code where the row has another price; none where that needs no word.
    pub(super) fn of_cell(self) -> Option<Code> {
        match self {
            Trouble::Missing => None,
            Trouble::Unreadable => Some(Code::UnreadableCell),
            Trouble::NonPositive => Some(Code::NonPositiveCell),
        }
    }

    /// What should have stood there.
    pub(super) fn expected(self, mark: DecimalMark) -> &'static str {
        match (self, mark) {
            (Trouble::Missing, _) => "a price",
            (Trouble::Unreadable, DecimalMark::Point) => "a price such as 1234.56 or 1,234.56",
            (Trouble::Unreadable, DecimalMark::Comma) => "a price such as 1234,56 or 1.234,56",
            (Trouble::NonPositive, _) => "a price above zero",
        }
    }

    /// The finding about a cell, whose column is called `name`.
    pub(super) fn finding(
        self,
        code: Code,
        record: &Record<'_>,
        index: usize,
        name: Option<String>,
        mark: DecimalMark,
    ) -> Finding {
        let expected = self.expected(mark).to_owned();
        Finding { code, line: Some(record.line), column: name, found: found(record, index), expected }
    }
}

/// What a record has in a column.
pub(super) fn found(record: &Record<'_>, column: usize) -> Found {
    if column < record.len() { Found::Cell(record.text(column)) } else { Found::Said("the end of the row".to_owned()) }
}
