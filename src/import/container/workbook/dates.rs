//! Days and times as workbooks keep them: numbers, which only their format tells from others.

use crate::date::Date;

/// Days from the first day of a workbook of 1900 to that of one of 1904.
const FROM_1900_TO_1904: f64 = 1_462.0;
/// Day 0 of a workbook of 1900, from its 60th day on, which never was: 30 December 1899, in days from 1970.
const EPOCH: i64 = -25_569;
/// The day behind 31 December 9999.
const END: f64 = 2_958_466.0;

/// Whether a format that workbooks need not write down is one of days or times.
pub(super) fn is_known_date_format(id: u32) -> bool {
    matches!(id, 14..=22 | 27..=36 | 45..=47 | 50..=58)
}

/// Whether a format is one of days or times: it has a letter of theirs outside quotation marks and brackets, and no digit.
pub(super) fn is_date_format(format: &str) -> bool {
    let (mut letters, mut digits) = (false, false);
    let mut characters = format.chars();
    let mut before = ' ';
    while let Some(one) = characters.next() {
        match one {
            ';' => break,
            '"' => {
                characters.by_ref().find(|one| *one == '"');
            }
            '\\' | '_' | '*' => {
                characters.next();
            }
            '[' => {
                let inside: String = characters.by_ref().take_while(|one| *one != ']').collect();
                let elapsed = |one: char| matches!(one, 'h' | 'H' | 'm' | 'M' | 's' | 'S');
                letters |= !inside.is_empty() && inside.chars().all(elapsed);
            }
            'd' | 'D' | 'm' | 'M' | 'y' | 'Y' | 'h' | 'H' | 's' | 'S' => letters = true,
            // Parts of a second.
            '.' if matches!(before, 's' | 'S') => {
                before = 's';
                continue;
            }
            '0' if matches!(before, 's' | 'S') => continue,
            '0' | '#' | '?' => digits = true,
            _ => {}
        }
        before = one;
    }
    letters && !digits
}

/// A day, a day and a time, or a time alone, as ISO 8601 has it; none where the number is not a day.
pub(super) fn iso(serial: f64, from_1904: bool) -> Option<String> {
    if !(0.0..END).contains(&serial) {
        return None;
    }
    let seconds = (serial * 86_400.0).round();
    let (mut day, second) = ((seconds / 86_400.0).floor(), seconds.rem_euclid(86_400.0));
    let time = || {
        let second = second as u32;
        format!("{:02}:{:02}:{:02}", second / 3_600, second / 60 % 60, second % 60)
    };
    if day == 0.0 && !from_1904 {
        return Some(time());
    }
    if from_1904 {
        day += FROM_1900_TO_1904;
    } else if day < 60.0 {
        day += 1.0;
    }
    let date = Date::from_days(i32::try_from(EPOCH + day as i64).ok()?);
    Some(if second == 0.0 { date.to_string() } else { format!("{date} {}", time()) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_of_days() {
        for format in
            ["yyyy-mm-dd", "d. mmmm yyyy", "[$-407]d/m/yy;@", "hh:mm:ss.000", "[h]:mm", "yyyy\"年\"m\"月\"", "mmm\\-yy"]
        {
            assert!(is_date_format(format), "{format}");
        }
        for format in [
            "General",
            "0.00",
            "#,##0.00 \"days\"",
            "[Red]0.00",
            "0%",
            "#,##0\\ \\d",
            "_-* #,##0.00_d",
            "@",
            "0.00E+00",
            "[Red]General",
        ] {
            assert!(!is_date_format(format), "{format}");
        }
        assert!(is_known_date_format(14) && !is_known_date_format(10));
    }

    #[test]
    fn numbers_are_days() {
        assert_eq!(iso(45_322.0, false).as_deref(), Some("2024-01-31"));
        assert_eq!(iso(45_322.0 + 2.0 / 3.0, false).as_deref(), Some("2024-01-31 16:00:00"));
        assert_eq!(iso(43_860.0, true).as_deref(), Some("2024-01-31"));
        assert_eq!(iso(1.0, false).as_deref(), Some("1900-01-01"));
        assert_eq!(iso(61.0, false).as_deref(), Some("1900-03-01"));
        assert_eq!(iso(0.75, false).as_deref(), Some("18:00:00"));
        assert_eq!(iso(45_322.999_999_999, false).as_deref(), Some("2024-02-01"));
        assert_eq!((iso(-1.0, false), iso(1e9, false), iso(f64::NAN, false)), (None, None, None));
    }
}
