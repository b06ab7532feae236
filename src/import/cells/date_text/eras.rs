//! Years of calendars other than the Gregorian one.

use crate::date::Date;

/// A calendar that counts years otherwise.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Calendar {
    /// The Thai solar calendar: 543 years ahead.
    Buddhist,
    /// The Republic of China's years: 1911 behind.
    Minguo,
    /// Years of a Japanese emperor.
    Japanese,
    /// The solar calendar of Iran and Afghanistan.
    Persian,
}

impl Calendar {
    /// Its name for people.
    pub fn name(self) -> &'static str {
        match self {
            Calendar::Buddhist => "Buddhist",
            Calendar::Minguo => "Minguo",
            Calendar::Japanese => "Japanese",
            Calendar::Persian => "Persian",
        }
    }
}

/// Years that are of no other calendar.
pub(super) const OURS: std::ops::RangeInclusive<u32> = 1_501..=2_400;
/// Years that are read as Buddhist: 1858 to 2157.
const BUDDHIST: std::ops::RangeInclusive<u32> = 2_401..=2_700;
/// Years that are read as Persian: 1921 to 2041. Later ones may be of the Islamic calendar, whose months follow the moon.
pub(super) const PERSIAN: std::ops::RangeInclusive<u32> = 1_300..=1_420;
/// Years of the Islamic calendar, from 2000 on.
pub(super) const ISLAMIC: std::ops::RangeInclusive<u32> = 1_421..=1_500;

/// The Gregorian year of a year with Gregorian months; the year itself, unless it lies centuries ahead.
#[inline]
pub(super) fn gregorian(year: u32) -> u32 {
    if BUDDHIST.contains(&year) { year - 543 } else { year }
}

/// The day of a year with a month and a day in numbers; none of the Islamic calendar.
pub(super) fn day(year: u32, month: u32, day: u32) -> Option<Date> {
    if PERSIAN.contains(&year) {
        return persian(year, month, day);
    }
    Date::from_ymd(gregorian(year) as i32, month, day).filter(|_| !ISLAMIC.contains(&year))
}

/// The day of a year with a Gregorian month by its name: no Persian or Islamic year has such.
pub(super) fn named_month(year: u32, month: u32, day: u32) -> Option<Date> {
    let other = PERSIAN.contains(&year) || ISLAMIC.contains(&year);
    Date::from_ymd(gregorian(year) as i32, month, day).filter(|_| !other)
}

/// The calendar that a year of four digits, or of three, is of, if it is another one.
pub(super) fn of_year(year: u32, digits: usize) -> Option<Calendar> {
    match (year, digits) {
        (year, 4) if BUDDHIST.contains(&year) => Some(Calendar::Buddhist),
        (year, 4) if PERSIAN.contains(&year) => Some(Calendar::Persian),
        (50..=150, 3) => Some(Calendar::Minguo),
        _ => None,
    }
}

/// The Gregorian day of a Persian one: six months of 31 days, five of 30, and a last of 29, or of 30 in eight years of 33.
pub(super) fn persian(year: u32, month: u32, day: u32) -> Option<Date> {
    let leap = |year: u32| [1, 5, 9, 13, 17, 22, 26, 30].contains(&(year % 33));
    let length = match month {
        1..=6 => 31,
        7..=11 => 30,
        12 if leap(year) => 30,
        12 => 29,
        _ => return None,
    };
    if !PERSIAN.contains(&year) || !(1..=length).contains(&day) {
        return None;
    }
    // 1 Farvardin 1300 was 21 March 1921.
    let years: u32 = (*PERSIAN.start()..year).map(|year| 365 + u32::from(leap(year))).sum();
    let months = if month <= 7 { (month - 1) * 31 } else { 186 + (month - 7) * 30 };
    let first = Date::from_ymd(1921, 3, 21)?;
    Some(Date::from_days(first.days() + i32::try_from(years + months + day - 1).ok()?))
}

/// Names of Japanese eras, with the year before their first.
const ERAS: [(&str, u32); 9] = [
    ("令和", 2018),
    ("平成", 1988),
    ("昭和", 1925),
    ("R", 2018),
    ("H", 1988),
    ("S", 1925),
    ("r", 2018),
    ("h", 1988),
    ("s", 1925),
];

/// The Gregorian year before the first of an era that a text begins with, and the rest of the text.
pub(super) fn era(text: &str) -> Option<(u32, &str)> {
    ERAS.iter().find_map(|(name, before)| Some((*before, text.strip_prefix(name)?)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn persian_days() {
        for ((year, month, day), expected) in [
            ((1402, 1, 1), "2023-03-21"),
            ((1402, 8, 29), "2023-11-20"),
            ((1399, 12, 30), "2021-03-20"),
            ((1400, 1, 1), "2021-03-21"),
            ((1403, 12, 30), "2025-03-20"),
            ((1404, 1, 1), "2025-03-21"),
            ((1357, 11, 22), "1979-02-11"),
        ] {
            assert_eq!(persian(year, month, day).unwrap().to_string(), expected);
        }
        assert_eq!(persian(1402, 12, 30), None);
        assert_eq!(persian(1402, 7, 31), None);
    }
}
