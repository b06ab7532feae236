//! Numbers as price files write them.

mod exact;
mod mark;
#[cfg(test)]
mod tests;

pub use self::mark::{MarkDecision, MarkEvidence};

/// The character between the whole part of a number and its fraction.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
pub enum DecimalMark {
    /// `1,234.5`
    Point,
    /// `1.234,5`
    Comma,
}

impl DecimalMark {
    /// The character.
    fn sign(self) -> char {
        match self {
            DecimalMark::Point => '.',
            DecimalMark::Comma => ',',
        }
    }

    /// The one that this is not.
    pub fn other(self) -> DecimalMark {
        match self {
            DecimalMark::Point => DecimalMark::Comma,
            DecimalMark::Comma => DecimalMark::Point,
        }
    }
}

/// What a cell holds where a price should be.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Number {
    /// A finite number.
    Value(f64),
    /// A finite number with a `%` sign, as printed: `1.5%` is 1.5.
    Percent(f64),
    /// A mark for "no value": empty, `NA`, `null`, `-` and their like.
    Missing,
    /// Anything else.
    Unreadable,
}

/// Words that vendors write for a missing value, in lower case.
const MISSING: [&str; 50] = [
    "na",
    "n/a",
    "#n/a",
    "#n/d",
    "#nv",
    "#n/v",
    "nan",
    "-nan",
    "null",
    "#null!",
    "(null)",
    "\\n",
    "none",
    "nil",
    "nat",
    "<na>",
    "n.a.",
    "n.a",
    "n/d",
    "nd",
    "n.d.",
    "k.a.",
    "k. a.",
    "n/v",
    "missing",
    "undefined",
    "not available",
    "not applicable",
    "no data",
    "nicht verfügbar",
    "keine angabe",
    "keine daten",
    "no disponible",
    "non disponible",
    "não disponível",
    "non disponibile",
    "нет данных",
    "н/д",
    "brak danych",
    "#value!",
    "#ref!",
    "#div/0!",
    "#num!",
    "#name?",
    "1.#qnan",
    "-1.#ind",
    "…",
    "?",
    "*",
    "-.-",
];

/// Signs, names and codes of currencies, a longer one before the one it begins or ends with.
const CURRENCIES: [&str; 45] = [
    "US$", "HK$", "NZ$", "R$", "A$", "C$", "S$", "$", "€", "£", "¥", "￥", "₿", "₩", "₹", "₽", "₺", "₴", "zł", "kr.",
    "kr", "Kr", "CHF", "USDT", "USDC", "USD", "EUR", "GBP", "JPY", "PLN", "CNY", "INR", "KRW", "BRL", "AUD", "CAD",
    "SEK", "NOK", "DKK", "RUB", "HKD", "руб.", "円", "元", "원",
];

/// What a word behind a number multiplies it by, as a power of ten; in lower case, a longer word before its own ending.
const MULTIPLIERS: [(&str, i32); 17] = [
    ("trn", 12),
    ("tn", 12),
    ("t", 12),
    ("mrd.", 9),
    ("mrd", 9),
    ("mld", 9),
    ("bln", 9),
    ("bn", 9),
    ("b", 9),
    ("mio.", 6),
    ("mio", 6),
    ("mln", 6),
    ("mn", 6),
    ("m", 6),
    ("tsd.", 3),
    ("tsd", 3),
    ("k", 3),
];

/// Arrows that pages put beside a price, to say which way it went, and the sign that makes a picture of one.
const MARKS: [char; 21] = [
    '▲', '▼', '△', '▽', '▴', '▾', '▵', '▿', '↑', '↓', '→', '↗', '↘', '⬆', '⬇', '⇧', '⇩', '🔺', '🔻', '\u{fe0f}',
    '\u{a0}',
];
/// Marks of a footnote behind a number.
const NOTES: [char; 3] = ['*', '†', '‡'];

/// Reads a cell: an optional sign and currency, digits with optional separators of thousands, the decimal mark, an optional
/// exponent, and behind it a multiplier (`K`, `Mn`), a currency or a `%`. Arrows beside it and marks of a footnote behind it do not count. `(12)` and `12-` are negative; quotes around the
/// number and what Excel puts before a text (`'12`, `="12"`) do not count.
///
/// The value is the binary64 nearest to the decimal text (correctly rounded), multiplier included.
pub fn read(mark: DecimalMark, cell: &[u8]) -> Number {
    let cell = cell.trim_ascii();
    if cell.is_empty() {
        return Number::Missing;
    }
    if let Some(value) = exact::read(mark.sign() as u8, cell) {
        return Number::Value(value);
    }
    if plain(cell) && (mark == DecimalMark::Point || !cell.contains(&b'.')) {
        return std::str::from_utf8(cell).map_or(Number::Unreadable, finite);
    }
    let Ok(text) = std::str::from_utf8(cell) else { return Number::Unreadable };
    let text = unwrapped(text);
    if is_missing(text) {
        return Number::Missing;
    }
    // Words are taken apart for nothing.
    if !cell.iter().any(u8::is_ascii_digit) {
        return Number::Unreadable;
    }
    let Some(parts) = Parts::of(text) else { return Number::Unreadable };
    let Some(decimal) = decimal(mark, parts.body, parts.power) else { return Number::Unreadable };
    match (finite(&format!("{}{decimal}", if parts.negative { "-" } else { "" })), parts.percent) {
        (Number::Value(value), true) => Number::Percent(value),
        (number, _) => number,
    }
}

/// Whether the text has only characters of a plain decimal number and begins with a digit, sign or point: keeps words that
/// the standard parser would take (`inf`, `nan`) out.
fn plain(text: &[u8]) -> bool {
    text.iter().all(|byte| matches!(byte, b'0'..=b'9' | b'.' | b'-' | b'+' | b'e' | b'E'))
        && text.last().is_some_and(|byte| matches!(byte, b'0'..=b'9' | b'.'))
        && text.iter().any(u8::is_ascii_digit)
        && text.first().is_some_and(|byte| matches!(byte, b'0'..=b'9' | b'.' | b'-' | b'+'))
}

fn finite(text: &str) -> Number {
    match text.parse::<f64>() {
        Ok(value) if value.is_finite() => Number::Value(value),
        _ => Number::Unreadable,
    }
}

fn is_missing(text: &str) -> bool {
    let only = |marks: &[char]| text.chars().all(|c| marks.contains(&c));
    if text.is_empty() || only(&['-', '\u{2212}', '\u{2013}', '\u{2014}', '\u{ff0d}']) || only(&['.']) {
        return true;
    }
    // Long texts and those that begin like a number, which is nearly all, need no look at the words.
    if text.len() > 40 || text.starts_with(|c: char| c.is_ascii_digit() && c != '1') {
        return false;
    }
    let lower = text.to_lowercase();
    // Bloomberg adds a reason: "#N/A N/A", "#N/A Field Not Applicable".
    lower.starts_with("#n/a ") || MISSING.contains(&lower.as_str())
}

/// The text without what spreadsheets put around it: `"12"`, `="12"`, `'12`, and `12;;` at the end of a line.
fn unwrapped(text: &str) -> &str {
    let text = text.trim().trim_end_matches(';');
    let quoted = text.strip_prefix('=').unwrap_or(text);
    let inner = quoted.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
    let text = inner.unwrap_or(text).trim();
    match text.strip_prefix('\'') {
        Some(rest) => rest.strip_suffix('\'').unwrap_or(rest).trim(),
        None => text,
    }
}

/// A number text taken apart.
struct Parts<'a> {
    negative: bool,
    percent: bool,
    /// Power of ten of the multiplier.
    power: i32,
    /// Digits, separators, decimal mark and exponent.
    body: &'a str,
}

impl<'a> Parts<'a> {
    /// Takes sign, brackets, currency, multiplier and `%` off, each at most once. `None` where they contradict each other
    /// or no digits are left.
    fn of(text: &'a str) -> Option<Parts<'a>> {
        let mut rest = text.trim_matches(|c| MARKS.contains(&c)).trim_end_matches(NOTES);
        let (mut sign, mut bracket, mut currency) = (None, false, false);
        // Nothing that may be taken off begins or ends with a digit, as most cells do.
        while !rest.starts_with(|c: char| c.is_ascii_digit()) {
            rest = rest.trim_start();
            let minus = rest.strip_prefix(['-', '\u{2212}', '\u{2013}']);
            if let (None, Some(after)) = (sign, minus) {
                (sign, rest) = (Some(true), after);
            } else if let (None, Some(after)) = (sign, rest.strip_prefix('+')) {
                (sign, rest) = (Some(false), after);
            } else if let (false, Some(after)) = (bracket, rest.strip_prefix('(')) {
                (bracket, rest) = (true, after);
            } else if let (false, Some(after)) = (currency, CURRENCIES.iter().find_map(|c| rest.strip_prefix(c))) {
                (currency, rest) = (true, after);
            } else {
                break;
            }
        }
        let (mut closed, mut percent, mut power) = (!bracket, false, None);
        while !rest.ends_with(|c: char| c.is_ascii_digit()) {
            rest = rest.trim_end();
            if let (false, Some(before)) = (closed, rest.strip_suffix(')')) {
                (closed, rest) = (true, before);
            } else if let (false, Some(before)) = (percent, rest.strip_suffix('%')) {
                (percent, rest) = (true, before);
            } else if let (None, Some(before)) = (sign, rest.strip_suffix(['-', '\u{2212}'])) {
                (sign, rest) = (Some(true), before);
            } else if let (false, Some(before)) = (currency, CURRENCIES.iter().find_map(|c| rest.strip_suffix(c))) {
                (currency, rest) = (true, before);
            } else if let (None, Some((before, by))) = (power, multiplier(rest)) {
                (power, rest) = (Some(by), before);
            } else {
                break;
            }
        }
        let contradictory = !closed || bracket && sign.is_some() || percent && (currency || power.is_some());
        let begins = rest.starts_with(|c: char| c.is_ascii_digit() || c == '.' || c == ',');
        (begins && !contradictory).then(|| Parts {
            negative: bracket || sign == Some(true),
            percent,
            power: power.unwrap_or(0),
            body: rest,
        })
    }
}

fn multiplier(text: &str) -> Option<(&str, i32)> {
    MULTIPLIERS.iter().find_map(|(word, power)| {
        let (before, end) = text.split_at_checked(text.len().checked_sub(word.len())?)?;
        end.eq_ignore_ascii_case(word).then_some((before, *power))
    })
}

/// The text of the standard parser for digits under a decimal mark, times a power of ten. `None` where the separators of
/// thousands do not group.
fn decimal(mark: DecimalMark, body: &str, power: i32) -> Option<String> {
    let (mantissa, exponent) = match body.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, Some(exponent)),
        None => (body, None),
    };
    let exponent_value = exponent.map_or(Some(0), exponent_value)?;
    let (whole, fraction) = mantissa.split_once(mark.sign()).unwrap_or((mantissa, ""));
    if !fraction.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let whole = ungrouped(mark, whole, exponent.is_none())?;
    if whole.is_empty() && fraction.is_empty() {
        return None;
    }
    Some(format!("{whole}.{fraction}e{}", exponent_value.checked_add(power)?))
}

/// The value of an exponent; past what any number has, where it ends does not matter.
fn exponent_value(text: &str) -> Option<i32> {
    let (negative, digits) = match text.strip_prefix('-') {
        Some(digits) => (true, digits),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    let is_number = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    let value = digits.bytes().fold(0_i32, |value, digit| (value * 10 + i32::from(digit & 15)).min(1_000_000));
    is_number.then_some(if negative { -value } else { value })
}

/// The digits of a whole part. Grouped by three with one kind of separator, or by two and a last three, as in India, with
/// commas.
fn ungrouped(mark: DecimalMark, whole: &str, may_group: bool) -> Option<String> {
    let is_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if is_digits(whole) {
        return Some(whole.to_owned());
    }
    let kind = |c: char| match c {
        '\'' | '\u{2019}' => '\'',
        ' ' | '\u{a0}' | '\u{202f}' | '\u{2009}' => ' ',
        c => c,
    };
    let separator = kind(whole.chars().find(|c| !c.is_ascii_digit())?);
    if !may_group || !(separator == mark.other().sign() || separator == '\'' || separator == ' ') {
        return None;
    }
    let groups: Vec<&str> = whole.split(|c| kind(c) == separator).collect();
    let (first, later) = groups.split_first()?;
    let (last, middle) = later.split_last()?;
    // "0,123" is not a number of thousands.
    let starts = (1..=3).contains(&first.len()) && !first.starts_with('0') && is_digits(first);
    let lakh = separator == ',' && first.len() <= 2 && middle.iter().all(|group| group.len() == 2);
    let by_three = middle.iter().all(|group| group.len() == 3);
    let sizes = last.len() == 3 && (by_three || lakh);
    (starts && sizes && later.iter().all(|group| is_digits(group))).then(|| groups.concat())
}
