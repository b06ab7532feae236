//! The time of day that a cell gives, behind a date or alone.

use super::{DateFormat, time};

/// Seconds of a day.
const DAY: u32 = 86_400;

/// The second of the day that a cell of a column of this format names; none where it names none.
pub(crate) fn clock(format: DateFormat, cell: &[u8]) -> Option<u32> {
    // Behind a date of ten characters, which have no colon.
    if let (DateFormat::Text, Some((date, tail))) = (format, cell.trim_ascii().split_first_chunk::<10>())
        && let Some(second) = time::plain(tail)
        && !date.contains(&b':')
    {
        return Some(second);
    }
    let text = std::str::from_utf8(cell).ok()?.trim();
    match format {
        DateFormat::Unix => {
            super::format::unix(text.as_bytes()).map(|seconds| seconds.rem_euclid(i64::from(DAY)) as u32)
        }
        DateFormat::ExcelSerial => {
            let value: f64 = text.replace(',', ".").parse().ok()?;
            Some(((value - value.floor()) * f64::from(DAY)).round() as u32)
        }
        DateFormat::Text | DateFormat::Compact => of_text(text),
    }
}

/// `16:00`, `2024-01-31T16:00:00Z`, `31/01/2024 4:00 PM`.
fn of_text(text: &str) -> Option<u32> {
    let Some(colon) = text.find(':') else { return compact(text) };
    let start = text.get(..colon)?.rfind(|c: char| !c.is_ascii_digit()).map_or(0, |at| at + 1);
    let rest = text.get(start..)?;
    let number =
        |text: &str| -> Option<u32> { text.get(..text.bytes().take_while(u8::is_ascii_digit).count())?.parse().ok() };
    let mut parts = rest.split(':');
    let (hour, minute) = (number(parts.next()?)?, number(parts.next()?)?);
    let second = parts.next().and_then(number).unwrap_or(0);
    if !time::is_time(rest) || hour > 24 || minute > 59 {
        return None;
    }
    let lower = rest.to_ascii_lowercase();
    let hour = match (lower.contains("pm") || lower.contains("p.m."), lower.contains("am") || lower.contains("a.m.")) {
        (true, _) if hour < 12 => hour + 12,
        (_, true) if hour == 12 => 0,
        _ => hour,
    };
    Some(hour * 3_600 + minute * 60 + second)
}

/// `20240131T160005Z`, `20240131 1600`.
fn compact(text: &str) -> Option<u32> {
    let (date, rest) = text.split_at_checked(8)?;
    let digits = rest.strip_prefix(['T', 't', ' '])?;
    let length = digits.bytes().take_while(u8::is_ascii_digit).count();
    let part = |from: usize| digits.get(from..from + 2).and_then(|two| two.parse::<u32>().ok());
    let whole = date.bytes().all(|byte| byte.is_ascii_digit()) && matches!(length, 4 | 6);
    let second = if length == 6 { part(4)? } else { 0 };
    whole.then_some(part(0)? * 3_600 + part(2)? * 60 + second)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_of_day() {
        for (cell, seconds) in [
            ("16:00", Some(57_600)),
            ("2024-01-31T16:00:05Z", Some(57_605)),
            ("31/01/2024 4:00 PM", Some(57_600)),
            ("31/01/2024 12:30 am", Some(1_800)),
            ("2024-01-31 09:30:00-05:00", Some(34_200)),
            ("20240131T160005Z", Some(57_605)),
            ("20240131 1600", Some(57_600)),
            ("2024-01-31", None),
            ("a:b", None),
        ] {
            assert_eq!(clock(DateFormat::Text, cell.as_bytes()), seconds, "{cell}");
        }
        // What is read at once is read the same with a look at all of it.
        for cell in
            ["2024-01-31 24:59:60", "2024-01-31T16:00:05Z", "31/01/2024 16:00:05-0500", "2024-01-31 00:00:00+05:30"]
        {
            assert_eq!(clock(DateFormat::Text, cell.as_bytes()), of_text(cell), "{cell}");
            assert!(time::plain(&cell.as_bytes()[10..]).is_some() && time::is_tail(&cell[10..]), "{cell}");
        }
        for tail in ["T25:00:00", " 16:60:00", " 16:00:61", " 16:00:05 Z", "T16:00:05+5", " 16:00:0a", " 16:00"] {
            assert_eq!(time::plain(tail.as_bytes()), None, "{tail}");
        }
        assert_eq!(clock(DateFormat::Unix, b"1704067205"), Some(5));
        assert_eq!(clock(DateFormat::ExcelSerial, b"45292.5"), Some(43_200));
    }
}
