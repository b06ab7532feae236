//! What can be wrong with a price cell.

use super::super::number::DecimalMark;

/// What can be wrong with a price cell, the least of it first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Trouble {
    /// Nothing, or a mark for nothing.
    Missing,
    /// No number.
    Unreadable,
    /// A number that is no price.
    NonPositive,
}

impl Trouble {
    /// The code where it costs the row.
    pub fn of_row(self) -> &'static str {
        match self {
            Trouble::Missing => "missing-price",
            Trouble::Unreadable => "unreadable-price",
            Trouble::NonPositive => "non-positive-price",
        }
    }

    /// The code where the row has another price; none where that needs no word.
    pub fn of_cell(self) -> Option<&'static str> {
        match self {
            Trouble::Missing => None,
            Trouble::Unreadable => Some("unreadable-cell"),
            Trouble::NonPositive => Some("non-positive-cell"),
        }
    }

    /// What should have stood there.
    pub fn expected(self, mark: DecimalMark) -> &'static str {
        match (self, mark) {
            (Trouble::Missing, _) => "a price",
            (Trouble::Unreadable, DecimalMark::Point) => "a price such as 1234.56 or 1,234.56",
            (Trouble::Unreadable, DecimalMark::Comma) => "a price such as 1234,56 or 1.234,56",
            (Trouble::NonPositive, _) => "a price above zero",
        }
    }
}
