//! Calendar text other than plain ISO dates.

use super::eras::{self, Calendar};
use super::{DateCell, Spelling, full_year, leading_number, names, time};

/// Reads numeric dates with separators, `YYYYMMDD` with a time, dates with the name of a month, and `2011年5月19日`.
#[inline(never)]
pub(super) fn read(cell: &[u8]) -> Option<DateCell> {
    // The longest date with weekday, time and zone stays under this; free text does not.
    if cell.len() > 120 || !cell.iter().any(u8::is_ascii_digit) {
        return None;
    }
    // A date has two places where its parts meet: nearly all other cells are plain numbers.
    let mut parts = cell.iter().filter(|byte| !byte.is_ascii_digit());
    if let (None, _) | (Some(b'.' | b','), None) = (parts.next(), parts.next()) {
        return None;
    }
    let text = std::str::from_utf8(cell).ok()?;
    // Browsers write a narrow no-break space before AM and PM.
    let spaced;
    let text = if text.contains(['\u{a0}', '\u{202f}']) {
        spaced = text.replace(['\u{a0}', '\u{202f}'], " ");
        spaced.trim()
    } else {
        text.trim()
    };
    if let Some(date) = of_era(text) {
        return Some(date);
    }
    if text.starts_with(|c: char| c.is_ascii_digit()) {
        numeric(text).or_else(|| compact_with_time(text)).or_else(|| east_asian(text)).or_else(|| named(text))
    } else {
        named(text).or_else(|| numeric(without_weekday(text)?))
    }
}

/// Whether this is what may follow a date: a weekday, a time, both or neither.
fn is_tail(text: &str) -> bool {
    if time::is_tail(text) {
        return true;
    }
    let rest = text.trim_start_matches([' ', ',', '(', '（']);
    let end = rest.find(|c: char| !c.is_alphabetic()).unwrap_or(rest.len());
    let Some((word, after)) = rest.split_at_checked(end) else { return false };
    let after = after.trim_start_matches(['.', ')', '）']);
    is_any_weekday(word) && rest.len() < text.len() && time::is_tail(after)
}

fn is_any_weekday(word: &str) -> bool {
    let east_asian = word.trim_start_matches("星期").trim_start_matches('周').trim_end_matches("曜日");
    let is_one = east_asian.chars().count() == 1 && "月火水木金土日一二三四五六天월화수목금토일".contains(east_asian);
    is_one || names::is_weekday(word)
}

/// `Fri, 2024-01-05` without its first word.
fn without_weekday(text: &str) -> Option<&str> {
    let end = text.find(|c: char| !c.is_alphabetic())?;
    let (word, rest) = text.split_at_checked(end)?;
    let rest = rest.strip_prefix('.').unwrap_or(rest);
    let rest = rest.strip_prefix(',').unwrap_or(rest);
    (rest.starts_with(' ') && is_any_weekday(word)).then(|| rest.trim_start())
}

/// Three numbers between the same separators.
fn numeric(text: &str) -> Option<DateCell> {
    let (first, rest) = leading_number(text.as_bytes())?;
    let (&separator, rest) = rest.split_first()?;
    if !matches!(separator, b'-' | b'/' | b'.') {
        return None;
    }
    let (second, rest) = leading_number(rest.trim_ascii_start())?;
    let rest = rest.strip_prefix(&[separator])?;
    let (third, tail) = leading_number(rest.trim_ascii_start())?;
    // "2024. 9. 30." and "30.9.2024." end with the point of an ordinal.
    let spelled_out = first.digits == 4 || third.digits == 4;
    let tail = match tail.strip_prefix(b".") {
        Some(rest) if separator == b'.' && spelled_out => rest,
        _ => tail,
    };
    let date = match (first.digits, second.digits, third.digits) {
        (4, 1..=2, 1..=2) => DateCell::year_first(first.value, second.value, third.value),
        // Taiwan counts years from 1912.
        (3, 1..=2, 1..=2) if eras::of_year(first.value, 3).is_some() => {
            DateCell::year_first(first.value + 1_911, second.value, third.value)
        }
        (1..=2, 1..=2, 4) => {
            DateCell::year_last(first.value, second.value, third.value, Spelling::year_last(separator, false))
        }
        // "32.1.20" does not begin with a year: such dates have two digits everywhere.
        (1..=2, 1..=2, 2) if first.value <= 31 || second.digits == 2 => {
            let year = full_year(third.value);
            DateCell::year_last(first.value, second.value, year, Spelling::year_last(separator, true))
        }
        _ => None,
    }?;
    is_tail(std::str::from_utf8(tail).ok()?).then_some(date)
}

/// `R5.11.20` and `令和5年11月20日`: years of an era.
fn of_era(text: &str) -> Option<DateCell> {
    let (before, rest) = eras::era(text)?;
    let (year, rest) = leading_number(rest.trim_start().as_bytes()).filter(|(year, _)| year.digits <= 2)?;
    let text = format!("{}{}", before + year.value, std::str::from_utf8(rest).ok()?);
    numeric(&text).or_else(|| east_asian(&text))
}

/// The calendar that a date is of, if it is another than the Gregorian one.
pub fn calendar(cell: &[u8]) -> Option<Calendar> {
    let text = std::str::from_utf8(cell).ok()?.trim();
    super::read(cell)?;
    if eras::era(text).is_some() {
        return of_era(text).map(|_| Calendar::Japanese);
    }
    let numbers = text.split(|c: char| !c.is_ascii_digit()).filter(|number| !number.is_empty()).take(3);
    let year = |number: &str| eras::of_year(number.parse().ok()?, number.len());
    text.starts_with(|c: char| c.is_ascii_digit()).then(|| numbers.filter_map(year).next()).flatten()
}

/// `20230315T000000Z` and `20230315 00:00`. Without the time it could be any number.
fn compact_with_time(text: &str) -> Option<DateCell> {
    let (date, tail) = text.split_at_checked(8)?;
    let date = super::format::compact(date.as_bytes())?;
    (tail.starts_with([' ', 'T']) && time::is_tail(tail)).then_some(date)
}

/// `2011年5月19日` and `2011년 5월 19일`.
fn east_asian(text: &str) -> Option<DateCell> {
    let part = |text: &str, units: [char; 2]| -> Option<(u32, usize, String)> {
        let (number, rest) = leading_number(text.trim_start().as_bytes())?;
        let rest = std::str::from_utf8(rest).ok()?.trim_start().strip_prefix(units)?;
        Some((number.value, number.digits, rest.to_owned()))
    };
    let (year, digits @ 3..=4, rest) = part(text.trim_start_matches("民國"), ['年', '년'])? else { return None };
    let year = if digits == 3 { eras::of_year(year, 3).map(|_| year + 1_911)? } else { year };
    let (month, 1..=2, rest) = part(&rest, ['月', '월'])? else { return None };
    let (day, 1..=2, rest) = part(&rest, ['日', '일'])? else { return None };
    // A time may follow without a space: 19日10:00.
    let tail = rest.is_empty() || is_tail(&rest) || is_tail(&format!(" {rest}"));
    tail.then(|| eras::named_month(year, month, day).map(DateCell::day)).flatten()
}

/// A piece of a date with the name of a month.
#[derive(Clone, Copy)]
enum Token<'a> {
    Number { value: u32, digits: usize },
    Word(&'a str),
}

/// Dates with the name of a month: `1 Jan 2000`, `Jan 1, 2000`, `2000-Jan-01`, `Wed, 01 Jan 2000 00:00:00 GMT`,
/// `Sat Jan 1 00:00:00 EST 2000`.
fn named(text: &str) -> Option<DateCell> {
    let mut rest = text;
    let mut tokens = [Token::Word(""); 4];
    let mut count = 0;
    // The pieces up to the first three that matter; a weekday in front is one more.
    loop {
        let (token, after) = next_token(rest)?;
        rest = after;
        if let Some(place) = tokens.get_mut(count) {
            *place = token;
            count += 1;
        }
        let pieces = tokens.get(..count)?;
        if let Some(date) = three(pieces) {
            return is_tail(rest).then_some(date);
        }
        if let Some(date) = year_last(pieces, rest) {
            return Some(date);
        }
        if count == 4 {
            let [first, later @ ..] = tokens;
            let Token::Word(word) = first else { return None };
            return (names::is_weekday(word) && is_tail(rest)).then(|| three(&later)).flatten();
        }
        if count == 3 && !matches!(tokens, [Token::Word(word), ..] if names::is_weekday(word)) {
            return None;
        }
    }
}

/// Day, month and year in one of the orders in use.
fn three(tokens: &[Token<'_>]) -> Option<DateCell> {
    let year_of = |value: u32, digits: usize| match digits {
        4 => Some(value),
        2 => Some(full_year(value)),
        _ => None,
    };
    let (year, name, day) = match *tokens {
        [Token::Number { value: day, digits: 1..=2 }, Token::Word(name), Token::Number { value: year, digits }]
        | [Token::Word(name), Token::Number { value: day, digits: 1..=2 }, Token::Number { value: year, digits }] => {
            (year_of(year, digits)?, name, day)
        }
        [Token::Number { value: year, digits: 4 }, Token::Word(name), Token::Number { value: day, digits: 1..=2 }] => {
            (year, name, day)
        }
        _ => return None,
    };
    let short = tokens.iter().all(|token| matches!(token, Token::Word(_) | Token::Number { digits: ..=2, .. }));
    let cell = if short { DateCell::short_day } else { DateCell::day };
    eras::named_month(year, names::month(name)?, day).map(cell)
}

/// `Jan 1 00:00:00 EST 2000`, with or without a weekday in front.
fn year_last(tokens: &[Token<'_>], rest: &str) -> Option<DateCell> {
    let (name, day) = match *tokens {
        [Token::Word(name), Token::Number { value, digits: 1..=2 }] => (name, value),
        [Token::Word(weekday), Token::Word(name), Token::Number { value, digits: 1..=2 }]
            if names::is_weekday(weekday) =>
        {
            (name, value)
        }
        _ => return None,
    };
    let (clock, year) = rest.trim().rsplit_once(' ')?;
    let (number, b"") = leading_number(year.as_bytes())? else { return None };
    let is_year = number.digits == 4 && clock.contains(':') && time::is_time(clock.trim_end());
    is_year.then(|| eras::named_month(number.value, names::month(name)?, day).map(DateCell::day)).flatten()
}

/// The next number or word that matters, and what follows it with the separators taken off, as long as more of the date
/// may follow.
fn next_token(text: &str) -> Option<(Token<'_>, &str)> {
    let mut text = text.trim_start_matches([' ', ',', '.', '-', '/']);
    loop {
        if text.starts_with(|c: char| c.is_ascii_digit()) {
            let (number, rest) = leading_number(text.as_bytes())?;
            let rest = std::str::from_utf8(rest).ok()?;
            // The hour of a time is not a year.
            if rest.starts_with(':') {
                return None;
            }
            return Some((Token::Number { value: number.value, digits: number.digits }, without_ordinal(rest)));
        }
        let end =
            text.find(|c: char| !c.is_alphabetic() && !('\u{300}'..='\u{36f}').contains(&c)).unwrap_or(text.len());
        let (word, rest) = text.split_at_checked(end).filter(|_| end > 0)?;
        let filler = ["de", "del", "of", "feira", "the", "den"].iter().any(|filler| word.eq_ignore_ascii_case(filler));
        if !filler {
            // Behind a word, its point goes with it.
            return Some((Token::Word(word), rest.strip_prefix('.').unwrap_or(rest)));
        }
        text = rest.trim_start_matches([' ', ',', '.', '-', '/']);
    }
}

/// `st`, `nd`, `rd`, `th`, `er`, `º` behind a day, and the words for "year" behind one.
fn without_ordinal(rest: &str) -> &str {
    let marks = ["st", "nd", "rd", "th", "er", "º", "°", "ª", " г.", " г", "г.", " года", " roku", " r."];
    let found = marks.iter().find_map(|mark| {
        let after = rest.strip_prefix(mark)?;
        (!after.starts_with(char::is_alphanumeric)).then_some(after)
    });
    found.unwrap_or(rest)
}
