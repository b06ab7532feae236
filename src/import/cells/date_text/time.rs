//! What may stand behind a date: a time, an offset, a zone.

/// The second of the day of what nearly all files write behind a date, read without a look at the rest: `T16:00:05` or ` 16:00:05`, alone
/// or with `Z`, `-05:00` or `-0500` behind it. [`is_tail`] holds of whatever this reads.
#[inline]
pub(super) fn plain(tail: &[u8]) -> Option<u32> {
    let (time, zone) = tail.split_first_chunk::<9>()?;
    let &[b'T' | b' ', h0, h1, b':', m0, m1, b':', s0, s1] = time else { return None };
    let digits = [h0, h1, m0, m1, s0, s1].map(|byte| byte.wrapping_sub(b'0'));
    let zone = match zone {
        [] | [b'Z'] => &[][..],
        [b'+' | b'-', h0, h1, b':', m0, m1] | [b'+' | b'-', h0, h1, m0, m1] => &[*h0, *h1, *m0, *m1],
        _ => return None,
    };
    if digits.iter().any(|digit| *digit > 9) || !zone.iter().all(u8::is_ascii_digit) {
        return None;
    }
    let [h0, h1, m0, m1, s0, s1] = digits.map(u32::from);
    let (hour, minute, second) = (h0 * 10 + h1, m0 * 10 + m1, s0 * 10 + s1);
    (hour <= 24 && minute <= 59 && second <= 60).then_some(hour * 3_600 + minute * 60 + second)
}

/// Whether this, directly behind a date, is nothing or a time of day with or without a zone.
pub(super) fn is_tail(text: &str) -> bool {
    if text.len() > 64 {
        return false;
    }
    let text = text.trim_end();
    let after_comma = text.strip_prefix(',').unwrap_or(text);
    let rest = after_comma.trim_start();
    if rest.is_empty() {
        return after_comma.len() == text.len();
    }
    // "2024-01-31T", of which the time was taken away.
    if text.eq_ignore_ascii_case("t") {
        return true;
    }
    // "2024-01-31Z", "2024-01-31+00:00", "2024-01-31 UTC"
    if is_plain_zone(rest) {
        return true;
    }
    let separated = rest.len() < text.len();
    match rest.strip_prefix(['T', 't']) {
        Some(time) => !separated && is_time(time),
        None => separated && is_time(rest),
    }
}

/// Whether this is a time of day with or without a zone.
pub(super) fn is_time(text: &str) -> bool {
    let count = digits(text);
    let Some((first, mut rest)) = number(text, count) else { return false };
    let mut clock = true;
    match count {
        1 | 2 => {
            let mut limits = [59, 60].into_iter();
            let mut fields = 0;
            // Italy and Finland write 16.00.00; a single point would be a fraction.
            let between = if is_dotted(rest) { '.' } else { ':' };
            while let (Some(after), Some(limit)) = (rest.strip_prefix(between), limits.next()) {
                let Some((field, next)) = number(after, 2).filter(|_| digits(after) == 2) else { return false };
                if field > limit {
                    return false;
                }
                (rest, fields) = (next, fields + 1);
            }
            if first > 24 {
                return false;
            }
            clock = fields > 0;
        }
        4 if first / 100 <= 24 && first % 100 <= 59 => {}
        6 if first / 10_000 <= 24 && first / 100 % 100 <= 59 && first % 100 <= 60 => {}
        _ => return false,
    }
    if let Some(fraction) = rest.strip_prefix(['.', ',']).filter(|_| clock) {
        let count = digits(fraction);
        let Some((_, next)) = fraction.split_at_checked(count).filter(|_| count > 0) else { return false };
        rest = next;
    }
    let half = rest.trim_start();
    for mark in ["am", "pm", "a.m.", "p.m."] {
        let Some((head, tail)) = half.split_at_checked(mark.len()) else { continue };
        if head.eq_ignore_ascii_case(mark) && !tail.starts_with(|c: char| c.is_alphanumeric()) {
            (clock, rest) = (true, tail);
            break;
        }
    }
    // "12" is not a time of day, "12 AM" is one.
    clock && is_zone(rest)
}

/// Whether minutes and seconds follow, each behind a point.
fn is_dotted(text: &str) -> bool {
    let field = |text: &str| text.starts_with('.') && digits(text.get(1..).unwrap_or("")) == 2;
    field(text) && text.get(3..).is_some_and(field)
}

/// How many digits the text begins with.
fn digits(text: &str) -> usize {
    text.bytes().take_while(u8::is_ascii_digit).count()
}

/// The number in the first bytes of the text, and the rest.
fn number(text: &str, bytes: usize) -> Option<(u32, &str)> {
    let (number, rest) = text.split_at_checked(bytes)?;
    Some((number.parse().ok()?, rest))
}

/// Nothing, or any of: `Z`, an offset, names as `EST` and `America/New_York`, the same in brackets.
fn is_zone(text: &str) -> bool {
    let rest = text.trim();
    if is_plain_zone(rest) {
        return true;
    }
    let bracketed = |open: char, close: char| {
        rest.split_once(open).filter(|_| rest.ends_with(close)).is_some_and(|(before, inside)| {
            let inside = inside.strip_suffix(close).unwrap_or(inside);
            let words = inside.chars().all(|c| c.is_alphanumeric() || " /_+-:".contains(c));
            words && is_zone(before)
        })
    };
    if rest.is_empty() || bracketed('[', ']') || bracketed('(', ')') {
        return true;
    }
    rest.split_ascii_whitespace().all(|word| is_plain_zone(word) || is_zone_name(word))
}

/// `Z`, `UTC`, `GMT`, an offset, or an offset from one of them.
fn is_plain_zone(text: &str) -> bool {
    let offset = ["UTC", "GMT", "Z", "z", ""].iter().find_map(|name| text.strip_prefix(name)).unwrap_or(text);
    if offset.is_empty() {
        return !text.is_empty();
    }
    let Some(digits) = offset.strip_prefix(['+', '-', '\u{2212}']) else { return false };
    if digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return matches!(digits.len(), 1 | 2 | 4);
    }
    let two = |field: &str| field.len() == 2 && field.bytes().all(|byte| byte.is_ascii_digit());
    matches!(digits.len(), 5 | 8) && digits.split(':').all(two)
}

/// `EST`, `America/New_York`, `Etc/GMT+5`.
fn is_zone_name(word: &str) -> bool {
    let letters = word.chars().all(|c| c.is_ascii_alphanumeric() || "/_+-".contains(c));
    let short = word.len() <= 5 && word.bytes().all(|byte| byte.is_ascii_alphabetic());
    let starts = word.starts_with(|c: char| c.is_ascii_alphabetic());
    letters && starts && (short || word.contains('/'))
}
