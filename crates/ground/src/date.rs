//! Civil dates: a day is a day, never an instant in some time zone.

use std::fmt;

use serde::{Serialize, Serializer};

/// A day of the proleptic Gregorian calendar, stored as days since 1970-01-01.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "types", derive(ts_rs::TS), ts(type = "string", rename = "Day"))]
pub struct Date(i32);

impl Date {
    /// The day with this year, month (1 to 12) and day of the month, if there is one. Years 1 to 9999.
    pub fn from_ymd(year: i32, month: u32, day: u32) -> Option<Date> {
        if !(1..=9999).contains(&year) || !(1..=12).contains(&month) || day < 1 || day > days_in_month(year, month) {
            return None;
        }
        // The sum of `days_from_civil`, where no year is negative: this is asked for every row of a file.
        let shifted = year - i32::from(month <= 2);
        let before_month = (153 * ((month as i32 + 9) % 12) + 2) / 5;
        Some(Date(365 * shifted + shifted / 4 - shifted / 100 + shifted / 400 + before_month + day as i32 - 719_469))
    }

    /// The day this many days after 1970-01-01.
    pub const fn from_days(days: i32) -> Date {
        Date(days)
    }

    /// Days since 1970-01-01.
    pub fn days(self) -> i32 {
        self.0
    }

    /// Year, month (1 to 12) and day of the month.
    pub fn ymd(self) -> (i32, u32, u32) {
        let (year, month, day) = civil_from_days(i64::from(self.0));
        (year as i32, month, day)
    }

    /// Day of the week: 0 is Monday, 6 is Sunday.
    pub fn weekday(self) -> u32 {
        (self.0 + 3).rem_euclid(7) as u32
    }

    /// A number that two days share exactly when they lie in the same ISO 8601 week (Monday to Sunday).
    pub fn iso_week_index(self) -> i32 {
        (self.0 + 3).div_euclid(7)
    }

    /// A number that two days share exactly when they lie in the same month.
    pub fn month_index(self) -> i32 {
        let (year, month, _) = self.ymd();
        year * 12 + month as i32 - 1
    }

    /// The day in words, as a person would say it: `3 April 2020`.
    pub fn spelled(self) -> String {
        let (year, month, day) = self.ymd();
        format!("{day} {} {year}", month_name(month))
    }

    /// Reads `YYYY-MM-DD`, nothing else.
    pub fn parse_iso(text: &str) -> Option<Date> {
        let mut parts = text.split('-');
        let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
        let digits = |part: &str, n: usize| part.len() == n && part.bytes().all(|byte| byte.is_ascii_digit());
        if parts.next().is_some() || !digits(year, 4) || !digits(month, 2) || !digits(day, 2) {
            return None;
        }
        Date::from_ymd(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
    }
}

/// Days since 1970-01-01 of a year, a month (1 to 12) and a day of the month. Howard Hinnant, "chrono-compatible low-level
/// date algorithms" (2013).
pub fn days_from_civil(year: i64, month: u32, day: u32) -> i64 {
    let shifted_year = year - i64::from(month <= 2);
    let year_of_era = shifted_year.rem_euclid(400);
    let day_of_year = (153 * ((i64::from(month) + 9) % 12) + 2) / 5 + i64::from(day) - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    shifted_year.div_euclid(400) * 146_097 + day_of_era - 719_468
}

/// Year, month and day of the month of a day counted from 1970-01-01; the inverse of [`days_from_civil`].
pub fn civil_from_days(days: i64) -> (i64, u32, u32) {
    let shifted = days + 719_468;
    let day_of_era = shifted.rem_euclid(146_097);
    let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_index = (5 * day_of_year + 2) / 153;
    let month = if month_index < 10 { month_index + 3 } else { month_index - 9 } as u32;
    let day = (day_of_year - (153 * month_index + 2) / 5 + 1) as u32;
    (year_of_era + shifted.div_euclid(146_097) * 400 + i64::from(month <= 2), month, day)
}

/// Days in a month (1 to 12) of a year.
fn days_in_month(year: i32, month: u32) -> u32 {
    match month {
        2 if year % 4 == 0 && (year % 25 != 0 || year % 16 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = self.ymd();
        write!(f, "{year:04}-{month:02}-{day:02}")
    }
}

impl Serialize for Date {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> serde::Deserialize<'de> for Date {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Date, D::Error> {
        let text = <std::borrow::Cow<'de, str>>::deserialize(deserializer)?;
        Date::parse_iso(&text)
            .ok_or_else(|| serde::de::Error::custom(format!("'{text}' is not a date; write it as YYYY-MM-DD")))
    }
}

/// The name of a month, 1 to 12; nothing for other numbers.
pub fn month_name(month: u32) -> &'static str {
    const NAMES: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    month.checked_sub(1).and_then(|at| NAMES.get(at as usize)).copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn known_days() {
        assert_eq!(Date::from_ymd(1970, 1, 1), Some(Date::from_days(0)));
        assert_eq!(Date::from_ymd(2000, 2, 29).map(Date::days), Some(11_016));
        assert_eq!(Date::from_ymd(2025, 1, 27).map(Date::weekday), Some(0));
        assert_eq!(Date::from_ymd(2023, 2, 29), None);
        assert_eq!(Date::from_ymd(1900, 2, 29), None);
        assert_eq!(Date::from_ymd(2024, 13, 1), None);
        assert_eq!(Date::from_ymd(2024, 4, 31), None);
        assert_eq!(Date::from_ymd(0, 1, 1), None);
    }

    #[test]
    fn iso_text_is_strict() {
        assert_eq!(Date::parse_iso("2024-02-29").map(|d| d.to_string()), Some("2024-02-29".to_owned()));
        for bad in ["2024-2-29", "24-02-29", "2024-02-30", "2024-02-29 ", "2024/02/29", "", "2024-02", "+024-02-11"] {
            assert_eq!(Date::parse_iso(bad), None, "{bad}");
        }
    }

    #[test]
    fn weeks_start_on_monday() {
        let sunday = Date::parse_iso("2024-01-07").unwrap();
        let monday = Date::from_days(sunday.days() + 1);
        assert_eq!(sunday.weekday(), 6);
        assert_eq!(monday.iso_week_index(), sunday.iso_week_index() + 1);
        assert_eq!(Date::from_days(-1).iso_week_index(), Date::from_days(-3).iso_week_index());
    }

    proptest! {
        #![proptest_config(properties::kept_beside())]
        #[test]
        fn days_and_civil_dates_are_inverse(days in -719_162_i32..2_932_896) {
            let (year, month, day) = Date::from_days(days).ymd();
            prop_assert_eq!(Date::from_ymd(year, month, day), Some(Date::from_days(days)));
            prop_assert_eq!(Date::parse_iso(&Date::from_days(days).to_string()), Some(Date::from_days(days)));
        }
    }
}
