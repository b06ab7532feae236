//! Numbers in the narrow sense: a decimal point, thousands commas, few words for a missing value. For callers that know
//! nothing of the file; one that has weighed its cells calls `read_as`.

use super::{Number, finite, plain};

/// Words that vendors write for a missing value, in lower case.
const MISSING: [&str; 12] = ["na", "n/a", "#n/a", "nan", "null", "none", "nil", "-", "--", ".", "\u{2013}", "\u{2014}"];

/// Reads a cell in the narrow sense: an optional sign and dollar sign, digits with optional thousands commas, a decimal
/// point, an optional exponent.
///
/// The value is the binary64 nearest to the decimal text (correctly rounded).
pub fn read(cell: &[u8]) -> Number {
    let cell = cell.trim_ascii();
    if cell.is_empty() {
        return Number::Missing;
    }
    let Ok(text) = std::str::from_utf8(cell) else { return Number::Unreadable };
    if plain(cell) {
        return finite(text);
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
        Some(digits) if plain(digits.as_bytes()) => finite(&format!("{sign}{digits}")),
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
