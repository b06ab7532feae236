//! Dates as price files write them.

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

/// Reads a date cell. Time of day, offset and zone behind the date are ignored: the printed local day counts.
///
/// Understood: `YYYY-MM-DD` and `YYYY/MM/DD`, alone or followed by a space or `T` and a time; `A/B/YYYY` with `/`, `-`
/// or `.`, where the file decides which of A and B is the day.
pub fn read(cell: &[u8]) -> Option<DateCell> {
    let cell = cell.trim_ascii();
    let (first, rest) = leading_number(cell)?;
    let (&separator, rest) = rest.split_first()?;
    if !matches!(separator, b'-' | b'/' | b'.') {
        return None;
    }
    let (second, rest) = leading_number(rest)?;
    let rest = rest.strip_prefix(&[separator])?;
    let (third, rest) = leading_number(rest)?;
    let tail_is_time = match rest.first() {
        None => true,
        Some(b' ' | b'T') => time_like(rest.get(1..).unwrap_or(&[])),
        Some(_) => false,
    };
    if !tail_is_time {
        return None;
    }
    match (first.digits, second.digits, third.digits) {
        (4, 1..=2, 1..=2) => Date::from_ymd(first.value as i32, second.value, third.value).map(DateCell::day),
        (1..=2, 1..=2, 4) => {
            let open = DateCell::unordered(first.value, second.value, third.value);
            let is_a_day = first.value <= 31 && second.value <= 31;
            (is_a_day && (open.proves().is_some() || open.resolve(DateOrder::DayFirst).is_some())).then_some(open)
        }
        _ => None,
    }
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

/// Whether this looks like what follows a date: a time, an offset, a zone.
fn time_like(text: &[u8]) -> bool {
    text.first().is_some_and(u8::is_ascii_digit)
        && text.len() <= 40
        && text.iter().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b':' | b'.' | b'+' | b'-' | b' '))
        && text.contains(&b':')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn day(text: &str) -> Option<String> {
        read(text.as_bytes()).and_then(|cell| cell.resolve(DateOrder::DayFirst)).map(|date| date.to_string())
    }

    #[test]
    fn the_printed_day_counts() {
        for text in [
            "2014-10-31",
            "2014/10/31",
            " 2014-10-31 ",
            "2014-10-31 00:00:00-04:00",
            "2014-10-31T23:59:59Z",
            "2014-10-31 00:00:00 UTC",
            "2014-10-31 23:59:59.999",
            "31/10/2014",
            "31.10.2014",
        ] {
            assert_eq!(day(text).as_deref(), Some("2014-10-31"), "{text}");
        }
    }

    #[test]
    fn not_dates() {
        for text in [
            "",
            "2014-13-01",
            "2014-02-30",
            "Jan",
            "12",
            "2014",
            "1.5",
            "1.234.567",
            "16:00",
            "2014-10-31x",
            "32/01/2014",
            "2014-10-31 foo",
        ] {
            assert_eq!(read(text.as_bytes()), None, "{text}");
        }
    }

    #[test]
    fn order_is_open_until_proven() {
        let cell = read(b"03/04/2020").unwrap();
        assert!(cell.is_open());
        assert_eq!(cell.proves(), None);
        assert_eq!(cell.resolve(DateOrder::MonthFirst).unwrap().to_string(), "2020-03-04");
        assert_eq!(cell.resolve(DateOrder::DayFirst).unwrap().to_string(), "2020-04-03");
        assert_eq!(read(b"13/04/2020").unwrap().proves(), Some(DateOrder::DayFirst));
        assert_eq!(read(b"04/13/2020").unwrap().proves(), Some(DateOrder::MonthFirst));
        assert!(!read(b"05/05/2020").unwrap().is_open());
        assert!(!read(b"2020-03-04").unwrap().is_open());
    }

    proptest! {
        #[test]
        fn iso_text_reads_back(days in -719_162_i32..2_932_896) {
            let date = Date::from_days(days);
            prop_assert_eq!(read(date.to_string().as_bytes()).and_then(|c| c.resolve(DateOrder::DayFirst)), Some(date));
        }

        #[test]
        fn any_bytes_are_fine(bytes in proptest::collection::vec(any::<u8>(), 0..40)) {
            let _ = read(&bytes);
        }
    }
}
