//! What can be wrong with a price cell.

use crate::diagnostic::{Finding, Found};
use crate::import::cells::number::{DecimalMark, Number};
use crate::import::layout::plan::Layout;
use crate::import::layout::refusal::Unreadable;
use crate::import::text::reader::Record;

/// What can be wrong with a price cell, the least of it first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Trouble {
    /// Nothing, or a mark for nothing.
    Missing,
    /// No number.
    Unreadable,
    /// A number that is no price.
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
    pub(super) fn of_row(self) -> &'static str {
        match self {
            Trouble::Missing => "missing-price",
            Trouble::Unreadable => "unreadable-price",
            Trouble::NonPositive => "non-positive-price",
        }
    }

    /// The code where the row has another price; none where that needs no word.
    pub(super) fn of_cell(self) -> Option<&'static str> {
        match self {
            Trouble::Missing => None,
            Trouble::Unreadable => Some("unreadable-cell"),
            Trouble::NonPositive => Some("non-positive-cell"),
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

    /// The finding about a cell.
    pub(super) fn finding(
        self,
        layout: &Result<Layout, Unreadable>,
        code: &'static str,
        record: &Record<'_>,
        index: usize,
        mark: DecimalMark,
    ) -> Finding {
        let column = layout.as_ref().ok().and_then(|layout| layout.value_name(index));
        let expected = self.expected(mark).to_owned();
        Finding { code, line: Some(record.line), column, found: found(record, index), expected }
    }
}

/// What a record has in a column.
pub(super) fn found(record: &Record<'_>, column: usize) -> Found {
    if column < record.len() { Found::Cell(record.text(column)) } else { Found::Said("the end of the row".to_owned()) }
}
