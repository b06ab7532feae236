//! Dates as price files write them.

mod calendar;
mod cell;
mod clock;
mod coarse;
mod eras;
mod format;
mod names;
#[cfg(test)]
mod tests;
mod time;

pub use self::calendar::calendar;
pub(crate) use self::cell::FIRST_SHORT_YEAR;
pub use self::cell::{DateCell, DateOrder, DateOrders, Spelling};
pub(crate) use self::clock::clock;
pub use self::coarse::{Coarse, coarse};
pub use self::eras::Calendar;
pub use self::format::{DateFormat, detect, is_unix_midnight, read_as};
pub(crate) use self::names::folded;
pub(crate) use self::names::is_weekday;

/// Reads a date cell: calendar text whose meaning needs no other cell. Time of day, offset and zone behind the date are
/// ignored: the printed local day counts.
///
/// Understood: `YYYY-MM-DD` and `YYYY-M-D` with `-`, `/` or `.`; `A/B/YYYY` and `A/B/YY` with the same, where the file
/// decides which of A and B is the day, as it does for `YYYY-13-01`; `YYYYMMDD` with a time; names of months in nine languages, in the usual orders;
/// `2011年5月19日`. A weekday before or behind the date does not count.
#[inline]
pub fn read(cell: &[u8]) -> Option<DateCell> {
    let cell = cell.trim_ascii();
    iso(cell).or_else(|| calendar::read(cell))
}

/// The day that three columns name together. The year has four digits; the month may be a name.
#[inline(never)]
pub fn from_parts(year: &[u8], month: &[u8], day: &[u8]) -> Option<DateCell> {
    // Tables with a gap come out of pandas with whole numbers written as fractions.
    let whole = |text: &[u8]| -> Option<(u32, usize)> {
        let text = text.trim_ascii();
        let (number, rest) = leading_number(text)?;
        matches!(rest, b"" | b".0").then_some((number.value, number.digits))
    };
    let (year, 4) = whole(year)? else { return None };
    let (day, 1..=2) = whole(day)? else { return None };
    let date = match whole(month) {
        Some((month, 1..=2)) => eras::day(year, month, day),
        Some(_) => None,
        None => {
            let name = std::str::from_utf8(month).ok()?.trim().trim_end_matches('.');
            eras::named_month(year, names::month(name)?, day)
        }
    };
    date.map(DateCell::day)
}

/// `YYYY-MM-DD`, alone or with a time behind it: what nearly all files write, read without a look at the rest.
#[inline]
fn iso(cell: &[u8]) -> Option<DateCell> {
    let (date, tail) = cell.split_first_chunk::<10>()?;
    let (&[y0, y1, y2, y3, b'-', m0, m1, b'-', d0, d1], true) = (date, tail.is_empty() || tail.is_ascii()) else {
        return None;
    };
    let digits = [y0, y1, y2, y3, m0, m1, d0, d1].map(|byte| byte.wrapping_sub(b'0'));
    if digits.iter().any(|digit| *digit > 9) {
        return None;
    }
    let [y0, y1, y2, y3, m0, m1, d0, d1] = digits.map(u32::from);
    let cell = DateCell::year_first(y0 * 1_000 + y1 * 100 + y2 * 10 + y3, m0 * 10 + m1, d0 * 10 + d1)?;
    let has_tail = || std::str::from_utf8(tail).is_ok_and(time::is_tail);
    (tail.is_empty() || time::plain(tail).is_some() || has_tail()).then_some(cell)
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
