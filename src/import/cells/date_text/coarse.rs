//! What is coarser than a day, or only a time: for the sentence that refuses it.

use super::{eras, leading_number, names, time};

/// What a cell names when it is not a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Coarse {
    /// `2020-01`, `Jan 2020`, `Jan`, `2020M01`.
    Month,
    /// `Q1 1970`, `1970Q1`.
    Quarter,
    /// `2020`.
    Year,
    /// `16:00`.
    TimeOnly,
    /// `1445-05-07`: a day of the Islamic calendar, whose months follow the moon.
    Islamic,
}

/// What a cell names when it is not a day: so that the refusal can say so. Meant for the cells of a column of dates:
/// `2020` and `202001` may be prices elsewhere.
pub fn coarse(cell: &[u8]) -> Option<Coarse> {
    let text = std::str::from_utf8(cell).ok()?.trim();
    if text.is_empty() || text.len() > 40 {
        return None;
    }
    // A day with an offset looks like a time with points: `2.12.23-05:00`.
    if text.contains(':') && time::is_time(text) && super::read(cell).is_none() {
        return Some(Coarse::TimeOnly);
    }
    let pieces = pieces(text)?;
    let year = |text: &str| text.len() == 4 && (1800..=2100).contains(&number(text));
    let short_year = |text: &str| text.len() == 2 && number(text) < 100;
    let month = |text: &str| (1..=2).contains(&text.len()) && (1..=12).contains(&number(text));
    let quarter = |text: &str| text.len() == 1 && (1..=4).contains(&number(text));
    let word = |text: &str, of: &[&str]| of.iter().any(|one| text.eq_ignore_ascii_case(one));
    let islamic = |text: &str| text.len() == 4 && eras::ISLAMIC.contains(&number(text));
    match *pieces.as_slice() {
        [y, m, d] | [d, m, y] if islamic(y) && month(m) && (1..=2).contains(&d.len()) => Some(Coarse::Islamic),
        [name] if names::month(name).is_some() => Some(Coarse::Month),
        [y] if year(y) => Some(Coarse::Year),
        [y, "年"] if year(y) => Some(Coarse::Year),
        [fy, y] if word(fy, &["FY", "CY"]) && (year(y) || short_year(y)) => Some(Coarse::Year),
        [ym] if ym.len() == 6 => {
            let (y, m) = ym.split_at_checked(4)?;
            (year(y) && (1900..=2100).contains(&number(y)) && month(m)).then_some(Coarse::Month)
        }
        [q, n] if word(q, &["Q"]) && quarter(n) => Some(Coarse::Quarter),
        [q, n, y] | [y, q, n] if word(q, &["Q"]) && quarter(n) && (year(y) || short_year(y)) => Some(Coarse::Quarter),
        [n, q, y] if word(q, &["Q"]) && quarter(n) && (year(y) || short_year(y)) => Some(Coarse::Quarter),
        [name, y] if names::month(name).is_some() && (year(y) || short_year(y)) => Some(Coarse::Month),
        [y, name] if names::month(name).is_some() && year(y) => Some(Coarse::Month),
        [y, m] | [m, y] if year(y) && month(m) && !text.contains(['.', ':']) => Some(Coarse::Month),
        [y, mark, m] if word(mark, &["M"]) && year(y) && month(m) => Some(Coarse::Month),
        [y, "年", m, "月"] | [y, "년", m, "월"] if year(y) && month(m) => Some(Coarse::Month),
        _ => None,
    }
}

fn number(text: &str) -> u32 {
    match leading_number(text.as_bytes()) {
        Some((number, b"")) => number.value,
        _ => u32::MAX,
    }
}

/// The runs of digits and of letters of a text with few of them; `None` where there is anything else between them than
/// what separates the parts of a date.
fn pieces(text: &str) -> Option<Vec<&str>> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let is_digit = first.is_ascii_digit();
        let end = if is_digit || first.is_alphabetic() {
            rest.find(|c: char| if is_digit { !c.is_ascii_digit() } else { !c.is_alphabetic() }).unwrap_or(rest.len())
        } else {
            if !" -/.,':".contains(first) {
                return None;
            }
            first.len_utf8()
        };
        let (piece, after) = rest.split_at_checked(end)?;
        if (is_digit || first.is_alphabetic()) && piece != "de" {
            pieces.push(piece);
        }
        rest = after;
    }
    (pieces.len() <= 4).then_some(pieces)
}
