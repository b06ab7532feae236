//! Numbers and lists as sentences show them.

use crate::date::Date;
use crate::diagnostic::{counted, grouped};

/// A number with a true minus sign and, unless two decimals would hide it, two decimals.
pub(super) fn number(value: f64) -> String {
    let text = if value != 0.0 && value.abs() < 0.005 { format!("{value:.3}") } else { format!("{value:.2}") };
    signed_zero(text).replace('-', "\u{2212}")
}

/// The same with a plus sign where it is positive.
pub(super) fn difference(value: f64) -> String {
    let text = number(value);
    if value > 0.0 && text.contains(|c: char| ('1'..='9').contains(&c)) { format!("+{text}") } else { text }
}

/// A share as a percentage with one decimal.
pub(super) fn percent(value: f64) -> String {
    signed_zero(format!("{:.1}", 100.0 * value)).replace('-', "\u{2212}") + " %"
}

/// `p = 0.03`, or `p < 0.001`.
pub(super) fn p_value(p: f64) -> String {
    if p < 0.001 {
        "p < 0.001".to_owned()
    } else {
        format!("p = {}", if p < 0.01 { format!("{p:.3}") } else { format!("{p:.2}") })
    }
}

fn signed_zero(text: String) -> String {
    if text.starts_with('-') && !text.contains(|c: char| ('1'..='9').contains(&c)) {
        text.trim_start_matches('-').to_owned()
    } else {
        text
    }
}

/// `a`, `a and b`, `a, b and c`; beyond eight, the first eight and how many more.
pub(in crate::study) fn list<T: AsRef<str>>(names: &[T]) -> String {
    const MOST: usize = 8;
    let shown: Vec<&str> = names.iter().take(MOST).map(AsRef::as_ref).collect();
    match (shown.as_slice(), names.len().saturating_sub(MOST)) {
        ([], _) => String::new(),
        ([only], _) => (*only).to_owned(),
        ([firsts @ .., last], 0) => format!("{} and {last}", firsts.join(", ")),
        (all, more) => format!("{} and {more} more", all.join(", ")),
    }
}

/// `1,397 daily returns, 2020-03-11 to 2025-09-30`.
pub(super) fn sample(n: usize, days: Option<(Date, Date)>) -> String {
    let returns = counted(n as u64, "daily return");
    days.map_or_else(|| returns.clone(), |(first, last)| format!("{returns}, {first} to {last}"))
}

/// `about 380 more days`, in years too where that is easier to grasp.
pub(super) fn more_days(days: usize) -> String {
    /// Trading days of a year.
    const YEAR: usize = 252;
    let rounded = if days < 100 { days.div_ceil(10) * 10 } else { days.div_ceil(100) * 100 };
    let years = (days + YEAR / 2) / YEAR;
    if years < 2 {
        format!("about {} more trading days", grouped(rounded as u64))
    } else {
        format!("about {} more trading days ({years} years)", grouped(rounded as u64))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn small_numbers_keep_a_digit_and_zero_has_no_sign() {
        assert_eq!([number(0.4), number(-0.123), number(-0.002)], ["0.40", "\u{2212}0.12", "\u{2212}0.002"]);
        assert_eq!([number(0.0), number(-0.0001), difference(0.0001)], ["0.00", "0.000", "0.000"]);
        assert_eq!([difference(0.051), difference(-0.051)], ["+0.05", "\u{2212}0.05"]);
        assert_eq!([percent(-0.0653), percent(-0.0001)], ["\u{2212}6.5 %", "0.0 %"]);
        assert_eq!([p_value(0.0004), p_value(0.004), p_value(0.04)], ["p < 0.001", "p = 0.004", "p = 0.04"]);
    }

    #[test]
    fn lists() {
        assert_eq!(list::<&str>(&[]), "");
        assert_eq!(list(&["a"]), "a");
        assert_eq!(list(&["a", "b", "c"]), "a, b and c");
        let many: Vec<String> = (0..10).map(|i| i.to_string()).collect();
        assert_eq!(list(&many), "0, 1, 2, 3, 4, 5, 6, 7 and 2 more");
    }

    #[test]
    fn days_are_rounded_up() {
        assert_eq!(more_days(31), "about 40 more trading days");
        assert_eq!(more_days(371), "about 400 more trading days");
        assert_eq!(more_days(1300), "about 1,300 more trading days (5 years)");
    }
}
