//! Numbers as price files write them.

/// What a cell holds where a price should be.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Number {
    /// A finite number.
    Value(f64),
    /// A mark for "no value": empty, `NA`, `null`, `-` and their like.
    Missing,
    /// Anything else.
    Unreadable,
}

/// Words that vendors write for a missing value, in lower case.
const MISSING: [&str; 12] = ["na", "n/a", "#n/a", "nan", "null", "none", "nil", "-", "--", ".", "\u{2013}", "\u{2014}"];

/// Reads a cell: an optional sign and currency sign, digits with optional thousands commas, a decimal point, an optional exponent.
///
/// The value is the binary64 nearest to the decimal text (correctly rounded).
pub fn read(cell: &[u8]) -> Number {
    let cell = cell.trim_ascii();
    if cell.is_empty() {
        return Number::Missing;
    }
    let Ok(text) = std::str::from_utf8(cell) else { return Number::Unreadable };
    if plain(cell) {
        return finite(text.parse());
    }
    if MISSING.iter().any(|word| text.eq_ignore_ascii_case(word)) {
        return Number::Missing;
    }
    let (sign, unsigned) = match text.strip_prefix('-').or_else(|| text.strip_prefix('\u{2212}')) {
        Some(rest) => ("-", rest),
        None => ("", text.strip_prefix('+').unwrap_or(text)),
    };
    let bare = unsigned.strip_prefix('$').unwrap_or(unsigned).trim();
    match without_commas(bare) {
        Some(digits) if plain(digits.as_bytes()) => finite(format!("{sign}{digits}").parse()),
        _ => Number::Unreadable,
    }
}

/// Whether the text has only characters of a plain decimal number and begins with a digit, sign or point: keeps words that
/// the standard parser would take (`inf`, `nan`) out.
fn plain(text: &[u8]) -> bool {
    text.iter().all(|byte| matches!(byte, b'0'..=b'9' | b'.' | b'-' | b'+' | b'e' | b'E'))
        && text.iter().any(u8::is_ascii_digit)
        && text.first().is_some_and(|byte| matches!(byte, b'0'..=b'9' | b'.' | b'-' | b'+'))
}

fn finite(parsed: Result<f64, std::num::ParseFloatError>) -> Number {
    match parsed {
        Ok(value) if value.is_finite() => Number::Value(value),
        _ => Number::Unreadable,
    }
}

/// Removes thousands commas; `None` where they do not group by three.
fn without_commas(text: &str) -> Option<String> {
    let (whole, fraction) = match text.split_once('.') {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (text, None),
    };
    let mut groups = whole.split(',');
    let first = groups.next()?;
    let mut digits = String::with_capacity(text.len());
    digits.push_str(first);
    let mut grouped = false;
    for group in groups {
        if group.len() != 3 || first.is_empty() || first.len() > 3 {
            return None;
        }
        grouped = true;
        digits.push_str(group);
    }
    if grouped && !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    if let Some(fraction) = fraction {
        digits.push('.');
        digits.push_str(fraction);
    }
    Some(digits)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn value(text: &str) -> Number {
        read(text.as_bytes())
    }

    #[test]
    fn prices_as_vendors_write_them() {
        for (text, expected) in [
            ("1", 1.0),
            ("0.049510", 0.04951),
            ("1e5", 1e5),
            ("1.5E-3", 1.5e-3),
            (" 12.5 ", 12.5),
            ("$5,982.72", 5982.72),
            ("5,982", 5982.0),
            ("1,234,567.89", 1_234_567.89),
            ("-3.5", -3.5),
            ("-$3.50", -3.5),
            ("\u{2212}2", -2.0),
            ("+4", 4.0),
            (".5", 0.5),
            ("5.", 5.0),
        ] {
            assert_eq!(value(text), Number::Value(expected), "{text}");
        }
    }

    #[test]
    fn missing_marks() {
        for text in ["", " ", "NA", "NaN", "null", "None", "-", "--", ".", "N/A", "#N/A", "\u{2014}"] {
            assert_eq!(value(text), Number::Missing, "{text}");
        }
    }

    #[test]
    fn everything_else_is_unreadable() {
        for text in
            ["abc", "inf", "1,23", "12,34,567", "1.2.3", "1 2", "0x1f", "1e999", "e5", "--5", "$", ",123", "1234,567"]
        {
            assert_eq!(value(text), Number::Unreadable, "{text}");
        }
        assert_eq!(read(&[0xff, 0xfe]), Number::Unreadable);
    }

    proptest! {
        #[test]
        fn shortest_text_reads_back_to_the_same_bits(value in proptest::num::f64::NORMAL) {
            prop_assert_eq!(read(format!("{value:e}").as_bytes()), Number::Value(value));
        }

        #[test]
        fn any_bytes_are_fine(bytes in proptest::collection::vec(any::<u8>(), 0..40)) {
            let _ = read(&bytes);
        }
    }
}
