//! Dates as price files write them.

mod calendar;
mod coarse;
mod format;
mod names;
#[cfg(test)]
mod tests;
mod time;

pub use self::coarse::{Coarse, coarse};
pub use self::format::{DateFormat, UnixUnit, detect, read_as};
pub(super) use self::names::folded;
use crate::date::Date;

/// Whether the day or the month comes first in dates such as `03/04/2020`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DateOrder {
    /// 3 April 2020.
    DayFirst,
    /// March 4, 2020.
    MonthFirst,
}

/// A date cell: a day, or two numbers and a year whose order the whole file must decide. Four bytes, so that a row keeps
/// to twelve.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DateCell(u32);

const UNORDERED: u32 = 1 << 31;

impl DateCell {
    fn day(date: Date) -> DateCell {
        DateCell(date.days().wrapping_add(1 << 24) as u32)
    }

    fn unordered(first: u32, second: u32, year: u32) -> DateCell {
        DateCell(UNORDERED | year << 10 | first << 5 | second)
    }

    /// The day under an order, which only matters where the cell leaves it open. `None` where that order gives no day.
    pub fn resolve(self, order: DateOrder) -> Option<Date> {
        if self.0 & UNORDERED == 0 {
            return Some(Date::from_days(self.0 as i32 - (1 << 24)));
        }
        let (year, first, second) = ((self.0 & !UNORDERED) >> 10, self.0 >> 5 & 31, self.0 & 31);
        let (day, month) = match order {
            DateOrder::DayFirst => (first, second),
            DateOrder::MonthFirst => (second, first),
        };
        Date::from_ymd(year as i32, month, day)
    }

    /// The only order under which this cell is a day, if just one is.
    pub fn proves(self) -> Option<DateOrder> {
        if self.0 & UNORDERED == 0 {
            return None;
        }
        match (self.resolve(DateOrder::DayFirst), self.resolve(DateOrder::MonthFirst)) {
            (Some(_), None) => Some(DateOrder::DayFirst),
            (None, Some(_)) => Some(DateOrder::MonthFirst),
            _ => None,
        }
    }

    /// Whether the two orders give different days.
    pub fn is_open(self) -> bool {
        self.resolve(DateOrder::DayFirst) != self.resolve(DateOrder::MonthFirst)
    }
}

/// Reads a date cell: calendar text whose meaning needs no other cell. Time of day, offset and zone behind the date are
/// ignored: the printed local day counts.
///
/// Understood: `YYYY-MM-DD` and `YYYY-M-D` with `-`, `/` or `.`; `A/B/YYYY` and `A/B/YY` with the same, where the file
/// decides which of A and B is the day; `YYYYMMDD` with a time; names of months in nine languages, in the usual orders;
/// `2011年5月19日`. A weekday before or behind the date does not count.
pub fn read(cell: &[u8]) -> Option<DateCell> {
    let cell = cell.trim_ascii();
    iso(cell).or_else(|| calendar::read(cell))
}

/// The day that three columns name together. The year has four digits; the month may be a name.
pub fn from_parts(year: &[u8], month: &[u8], day: &[u8]) -> Option<DateCell> {
    // Tables with a gap come out of pandas with whole numbers written as fractions.
    let whole = |text: &[u8]| -> Option<(u32, usize)> {
        let text = text.trim_ascii();
        let (number, rest) = leading_number(text)?;
        matches!(rest, b"" | b".0").then_some((number.value, number.digits))
    };
    let (year, 4) = whole(year)? else { return None };
    let (day, 1..=2) = whole(day)? else { return None };
    let month = match whole(month) {
        Some((month, 1..=2)) => month,
        Some(_) => return None,
        None => names::month(std::str::from_utf8(month).ok()?.trim().trim_end_matches('.'))?,
    };
    Date::from_ymd(year as i32, month, day).map(DateCell::day)
}

/// `YYYY-MM-DD`, alone or with a time behind it: what nearly all files write, read without a look at the rest.
fn iso(cell: &[u8]) -> Option<DateCell> {
    let (date, tail) = cell.split_first_chunk::<10>()?;
    let &[y0, y1, y2, y3, b'-', m0, m1, b'-', d0, d1] = date else { return None };
    if !tail.is_empty() && !tail.is_ascii() || ![y0, y1, y2, y3, m0, m1, d0, d1].iter().all(u8::is_ascii_digit) {
        return None;
    }
    let number = |digits: &[u8]| digits.iter().fold(0, |value, digit| value * 10 + u32::from(digit - b'0'));
    let date = Date::from_ymd(number(&[y0, y1, y2, y3]) as i32, number(&[m0, m1]), number(&[d0, d1]))?;
    (tail.is_empty() || time::is_tail(std::str::from_utf8(tail).ok()?)).then(|| DateCell::day(date))
}

/// `A/B/YYYY`, where at least one order gives a day.
fn unordered(first: u32, second: u32, year: u32) -> Option<DateCell> {
    let open = DateCell::unordered(first, second, year);
    let is_a_day = first <= 31 && second <= 31;
    (is_a_day && (open.proves().is_some() || open.resolve(DateOrder::DayFirst).is_some())).then_some(open)
}

/// The year that two digits stand for: 1969 to 2068.
fn full_year(two_digits: u32) -> u32 {
    if two_digits < 69 { 2000 + two_digits } else { 1900 + two_digits }
}

struct Digits {
    value: u32,
    digits: usize,
}

fn leading_number(text: &[u8]) -> Option<(Digits, &[u8])> {
    let digits = text.iter().take_while(|byte| byte.is_ascii_digit()).count();
    if digits == 0 || digits > 4 {
        return None;
    }
    let (number, rest) = text.split_at_checked(digits)?;
    let value = number.iter().fold(0, |value, digit| value * 10 + u32::from(digit - b'0'));
    Some((Digits { value, digits }, rest))
}
