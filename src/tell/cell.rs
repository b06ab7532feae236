//! A cell of a table: a value that knows how it is written for people, and what it is in full.

use std::fmt;

use serde::{Serialize, Serializer};

use crate::date::Date;
use crate::number;

/// A value. [`Display`](fmt::Display) writes it for people, as does serialisation: a text.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Cell {
    /// Words.
    Text(String),
    /// A number with a fixed count of decimals.
    Number(Option<f64>, usize),
    /// A count.
    Count(u64),
    /// A share, as a percentage with up to two decimals.
    Percent(Option<f64>),
    /// A share, as a percentage with one decimal.
    Percentage(Option<f64>),
    /// A multiple, with three decimals.
    Multiple(f64),
    /// A p-value.
    P(Option<f64>),
    /// A price.
    Price(Option<f64>),
    /// A number with all its digits.
    Exact(Option<f64>),
    /// A day.
    Day(Option<Date>),
    /// First and last day.
    Days(Option<Date>, Option<Date>),
    /// Both ends of an interval, with a fixed count of decimals.
    Interval(Option<[f64; 2]>, usize),
    /// Best and worst of some ranks.
    Ranks(Option<[usize; 2]>),
    /// Yes or no.
    Flag(Option<bool>),
}

impl Cell {
    /// Words.
    pub fn text(text: impl Into<String>) -> Cell {
        Cell::Text(text.into())
    }

    /// A number with this many decimals.
    pub fn number(value: impl Into<Option<f64>>, decimals: usize) -> Cell {
        Cell::Number(value.into(), decimals)
    }

    /// A count.
    pub fn count(count: usize) -> Cell {
        Cell::Count(count as u64)
    }

    /// Nothing.
    pub fn empty() -> Cell {
        Cell::Text(String::new())
    }
}

impl fmt::Display for Cell {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = match self {
            Cell::Text(text) => return f.write_str(text),
            Cell::Number(value, decimals) => number::fixed(*value, *decimals),
            Cell::Count(count) => number::grouped(*count),
            Cell::Percent(share) => share.map_or_else(|| number::NONE.to_owned(), number::percent),
            Cell::Percentage(share) => number::percentage(*share),
            Cell::Multiple(value) => format!("×{}", number::fixed(*value, 3)),
            Cell::P(p) => number::p_value(*p),
            Cell::Price(price) => number::price(*price),
            Cell::Exact(value) => value.map_or_else(|| number::NONE.to_owned(), |value| value.to_string()),
            Cell::Day(day) => number::day(*day),
            Cell::Days(first, last) => number::days(*first, *last),
            Cell::Interval(Some([low, high]), decimals) => number::interval(Some(*low), Some(*high), *decimals),
            Cell::Ranks(Some([best, worst])) => format!("{best} to {worst}"),
            Cell::Flag(Some(flag)) => if *flag { "yes" } else { "no" }.to_owned(),
            Cell::Interval(None, _) | Cell::Ranks(None) | Cell::Flag(None) => number::NONE.to_owned(),
        };
        f.write_str(&text)
    }
}

impl Serialize for Cell {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_read_well() {
        for (cell, text) in [
            (Cell::text("BTC"), "BTC"),
            (Cell::number(1.0 / 3.0, 2), "0.33"),
            (Cell::number(None, 2), "–"),
            (Cell::count(1234), "1,234"),
            (Cell::P(Some(1e-5)), "< 0.001"),
            (Cell::Percent(Some(0.125)), "12.5\u{a0}%"),
            (Cell::Interval(Some([-0.5, 1.0 / 3.0]), 2), "\u{2212}0.50 to 0.33"),
            (Cell::Interval(None, 2), "–"),
            (Cell::Ranks(Some([1, 12])), "1 to 12"),
            (Cell::Days(None, None), "–"),
            (Cell::Flag(Some(true)), "yes"),
            (Cell::Multiple(1.5), "×1.500"),
        ] {
            assert_eq!(cell.to_string(), text);
            assert_eq!(serde_json::to_value(&cell).unwrap(), text);
        }
    }
}
