//! Numbers as people read them; full precision is for JSON and CSV.

use crate::chart::number::format_fixed;
use crate::date::Date;
use crate::diagnostic::grouped;

/// What stands where there is no number.
pub const NONE: &str = "–";

/// With so many decimals and a true minus sign.
pub fn fixed(value: impl Into<Option<f64>>, decimals: usize) -> String {
    value
        .into()
        .filter(|value| value.is_finite())
        .map_or_else(|| NONE.to_owned(), |value| format_fixed(value, decimals))
}

/// `0.12 to 0.34`.
pub fn interval(low: Option<f64>, high: Option<f64>, decimals: usize) -> String {
    match low.zip(high) {
        Some((low, high)) => format!("{} to {}", fixed(low, decimals), fixed(high, decimals)),
        None => "no interval".to_owned(),
    }
}

/// `12,345`.
pub fn count(count: usize) -> String {
    grouped(count as u64)
}

/// `95 %`, with up to two decimals.
pub fn percent(share: f64) -> String {
    let digits = format_fixed(share * 100.0, 2);
    format!("{}\u{a0}%", digits.trim_end_matches('0').trim_end_matches('.'))
}

/// A p-value: three decimals, and nothing below them.
pub fn p_value(p: Option<f64>) -> String {
    match p {
        Some(p) if p < 0.001 => "< 0.001".to_owned(),
        p => fixed(p, 3),
    }
}

/// A day, `YYYY-MM-DD`.
pub fn day(date: Option<Date>) -> String {
    date.map_or_else(|| NONE.to_owned(), |date| date.to_string())
}

/// `2020-03-12 to 2025-01-29`.
pub fn days(first: Option<Date>, last: Option<Date>) -> String {
    match first.zip(last) {
        Some((first, last)) => format!("{first} to {last}"),
        None => NONE.to_owned(),
    }
}

/// Eight digits, for prices, which have no usual number of decimals.
pub fn price(value: Option<f64>) -> String {
    let rounded = value.and_then(|value| format!("{value:.7e}").parse::<f64>().ok());
    rounded.map_or_else(|| NONE.to_owned(), |value| value.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_read_well() {
        assert_eq!(fixed(-0.5, 2), "\u{2212}0.50");
        assert_eq!((fixed(None, 2), fixed(f64::NAN, 2)), (NONE.to_owned(), NONE.to_owned()));
        assert_eq!(percent(0.95), "95\u{a0}%");
        assert_eq!(percent(0.1), "10\u{a0}%");
        assert_eq!(percent(0.12345), "12.35\u{a0}%");
        assert_eq!(percent(0.0), "0\u{a0}%");
        assert_eq!((p_value(Some(0.0004)), p_value(Some(0.0416))), ("< 0.001".to_owned(), "0.042".to_owned()));
        assert_eq!(
            [100.0, 14.472652435302734, 1e-7].map(|value| price(Some(value))),
            ["100", "14.472652", "0.0000001"]
        );
    }
}
