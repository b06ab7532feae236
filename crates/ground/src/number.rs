//! The one way in which numbers are written for people: correlations, p-values, shares, counts, intervals and days. Charts,
//! messages, reports and the page all write them by these functions; full precision is for JSON and CSV. No locale.

use crate::date::Date;

/// What stands where there is no number.
pub const NONE: &str = "–";

/// With a fixed number of decimals and a true minus sign (U+2212); never "−0.00". [`NONE`] where there is no number, NaN and
/// infinity included.
pub fn fixed(value: impl Into<Option<f64>>, decimals: usize) -> String {
    let Some(value) = value.into().filter(|value| value.is_finite()) else { return NONE.to_owned() };
    let digits = format!("{:.decimals$}", value.abs());
    let sign = if value < 0.0 && is_not_zero(&digits) { "\u{2212}" } else { "" };
    format!("{sign}{digits}")
}

/// The same with a plus sign where what is written is above zero.
pub fn signed(value: impl Into<Option<f64>>, decimals: usize) -> String {
    let value = value.into();
    let text = fixed(value, decimals);
    if value.is_some_and(|value| value > 0.0) && is_not_zero(&text) { format!("+{text}") } else { text }
}

/// An effect in a sentence: two decimals, three where two would show nothing of it.
pub fn effect(value: f64) -> String {
    fixed(value, decimals_of_an_effect(value))
}

/// A difference in a sentence: an effect with its sign.
pub fn difference(value: f64) -> String {
    signed(value, decimals_of_an_effect(value))
}

fn decimals_of_an_effect(value: f64) -> usize {
    if value != 0.0 && value.abs() < 0.005 { 3 } else { 2 }
}

fn is_not_zero(text: &str) -> bool {
    text.contains(|c: char| ('1'..='9').contains(&c))
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

/// `12,345`.
pub fn grouped(count: u64) -> String {
    let digits = count.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// `1 row`, `2,191 rows`.
pub fn counted(count: u64, noun: &str) -> String {
    format!("{} {noun}{}", grouped(count), if count == 1 { "" } else { "s" })
}

/// `1st`, `2nd`, `11th`.
pub fn ordinal(number: usize) -> String {
    let ending = match (number % 100, number % 10) {
        (11..=13, _) => "th",
        (_, 1) => "st",
        (_, 2) => "nd",
        (_, 3) => "rd",
        _ => "th",
    };
    format!("{}{ending}", count(number))
}

/// A share with up to two decimals: `95 %`.
pub fn percent(share: f64) -> String {
    let digits = fixed(share * 100.0, 2);
    format!("{}\u{a0}%", digits.trim_end_matches('0').trim_end_matches('.'))
}

/// A share with one decimal: `−6.5 %`.
pub fn percentage(share: impl Into<Option<f64>>) -> String {
    share.into().map_or_else(|| NONE.to_owned(), |share| format!("{}\u{a0}%", fixed(share * 100.0, 1)))
}

/// A change as a share with one decimal: `+3.1 %`.
pub fn change(share: f64) -> String {
    format!("{}\u{a0}%", signed(share * 100.0, 1))
}

/// A p-value: three decimals, so that 0.048 and 0.052 are told apart, and nothing below them.
pub fn p_value(p: impl Into<Option<f64>>) -> String {
    match p.into() {
        Some(p) if p < 0.001 => "< 0.001".to_owned(),
        p => fixed(p, 3),
    }
}

/// A p-value in a sentence: `p = 0.030`, `p < 0.001`.
pub fn p_is(p: f64) -> String {
    let text = p_value(p);
    if text.starts_with('<') { format!("p {text}") } else { format!("p = {text}") }
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
pub fn price(value: impl Into<Option<f64>>) -> String {
    let rounded = value.into().and_then(|value| format!("{value:.7e}").parse::<f64>().ok());
    rounded.map_or_else(|| NONE.to_owned(), |value| value.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_a_true_minus_and_zero_has_no_sign() {
        assert_eq!([fixed(-0.5, 2), fixed(-0.001, 2), fixed(0.4, 2)], ["\u{2212}0.50", "0.00", "0.40"]);
        assert_eq!([fixed(None, 2), fixed(f64::NAN, 2), fixed(f64::INFINITY, 0)], [NONE; 3]);
        assert_eq!([signed(0.4, 1), signed(-0.4, 1), signed(0.001, 1)], ["+0.4", "\u{2212}0.4", "0.0"]);
        assert_eq!([effect(0.4), effect(-0.123), effect(-0.002)], ["0.40", "\u{2212}0.12", "\u{2212}0.002"]);
        assert_eq!([effect(0.0), effect(-0.0001), difference(0.0001)], ["0.00", "0.000", "0.000"]);
        assert_eq!([difference(0.051), difference(-0.051)], ["+0.05", "\u{2212}0.05"]);
    }

    #[test]
    fn shares_and_p_values() {
        assert_eq!(
            [percent(0.95), percent(0.1), percent(0.12345), percent(0.0)].map(|text| text.replace('\u{a0}', " ")),
            ["95 %", "10 %", "12.35 %", "0 %"]
        );
        assert_eq!(
            [percentage(-0.0653), percentage(-0.0001), change(0.031)].map(|text| text.replace('\u{a0}', " ")),
            ["\u{2212}6.5 %", "0.0 %", "+3.1 %"]
        );
        assert_eq!([p_value(0.0004), p_value(0.0416), p_value(None)], ["< 0.001", "0.042", NONE]);
        assert_eq!([p_is(0.0004), p_is(0.04)], ["p < 0.001", "p = 0.040"]);
    }

    #[test]
    fn counts_and_prices() {
        assert_eq!([grouped(0), grouped(999), grouped(1_000), grouped(1_234_567)], ["0", "999", "1,000", "1,234,567"]);
        assert_eq!([counted(1, "row"), counted(2_191, "row")], ["1 row", "2,191 rows"]);
        assert_eq!(
            [1, 2, 3, 4, 11, 12, 13, 21, 112].map(ordinal),
            ["1st", "2nd", "3rd", "4th", "11th", "12th", "13th", "21st", "112th"]
        );
        assert_eq!([100.0, 14.472652435302734, 1e-7].map(price), ["100", "14.472652", "0.0000001"]);
    }
}
