//! Numbers and dates that a comma split, because they are not quoted: put together again where the table shows that they
//! belong so.

use super::reader::Record;
use crate::import::cells::date_text;

/// Share of the rows that must be split for a column of dates to be.
const NEARLY_ALL: f64 = 0.9;

/// Digits behind a decimal comma at most, as prices are written.
const LONGEST_FRACTION: usize = 4;

/// What stands in two cells and belongs in one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Parted {
    /// A date such as `Feb 09, 2024`.
    Date,
    /// A number with a comma between thousands, in some rows.
    Thousands,
    /// A number with a decimal comma, in all rows.
    Decimals,
}

/// Puts two neighbouring cells together.
#[derive(Debug)]
pub(crate) struct Rejoin {
    column: usize,
    parted: Parted,
    bytes: Vec<u8>,
    ends: Vec<usize>,
    /// The line of the first record that was put together, and how many were.
    pub done: Option<(u64, u64)>,
}

impl Rejoin {
    /// What a comma split in the records of a sample, if it did: a date in nearly all of them; a number where the header has a name
    /// fewer than the rows have cells, as in `Date,Close,`.
    pub(crate) fn decide(sample: &[&[String]]) -> Option<Rejoin> {
        let made = |(column, parted)| Rejoin { column, parted, bytes: Vec::new(), ends: Vec::new(), done: None };
        date(sample).or_else(|| number(sample)).map(made)
    }

    /// What was put together.
    pub(crate) fn parted(&self) -> Parted {
        self.parted
    }

    /// The cells of a sample's record, put together where they belong so.
    pub(crate) fn fields(&self, mut fields: Vec<String>) -> Vec<String> {
        let cell = |column: usize| fields.get(column).map_or("", String::as_str);
        if fits(self.parted, cell(self.column), cell(self.column + 1)) {
            let second = fields.remove(self.column + 1);
            if let Some(first) = fields.get_mut(self.column) {
                first.push(',');
                first.push_str(&second);
            }
        }
        fields
    }

    /// A record, put together where its cells belong so.
    pub(crate) fn record<'a>(&'a mut self, record: Record<'a>) -> Record<'a> {
        let (first, second) = (record.field(self.column), record.field(self.column + 1));
        let text = |cell: &'a [u8]| std::str::from_utf8(cell).unwrap_or("").trim();
        if !fits(self.parted, text(first), text(second)) {
            return record;
        }
        let (line, count) = self.done.unwrap_or((record.line, 0));
        self.done = Some((line, count + 1));
        self.bytes.clear();
        self.ends.clear();
        for column in (0..record.len()).filter(|column| *column != self.column + 1) {
            self.bytes.extend_from_slice(record.field(column));
            if column == self.column {
                self.bytes.push(b',');
                self.bytes.extend_from_slice(second);
            }
            self.ends.push(self.bytes.len());
        }
        record.with_fields(&self.bytes, &self.ends)
    }
}

fn fits(parted: Parted, first: &str, second: &str) -> bool {
    match parted {
        Parted::Date => is_date(first, second),
        Parted::Thousands => is_thousands(first, second),
        Parted::Decimals => is_digits(first) && is_digits(second),
    }
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

fn is_date(first: &str, second: &str) -> bool {
    let is_year = second.len() == 4 && is_digits(second);
    is_year
        && first.starts_with(char::is_alphabetic)
        && date_text::read(first.as_bytes()).is_none()
        && date_text::read(format!("{first}, {second}").as_bytes()).is_some()
}

/// `1` and `000.77`.
fn is_thousands(first: &str, second: &str) -> bool {
    let (whole, fraction) = second.split_once('.').unwrap_or((second, "0"));
    (1..=3).contains(&first.trim_start_matches('$').len())
        && is_digits(first.trim_start_matches('$'))
        && whole.len() == 3
        && is_digits(whole)
        && is_digits(fraction)
}

fn date(sample: &[&[String]]) -> Option<(usize, Parted)> {
    let longest = sample.iter().map(|row| row.len()).max()?;
    if !sample.iter().take(12).any(|row| row.len() + 1 == longest) {
        return None;
    }
    let rows = sample.iter().filter(|row| row.len() == longest).count();
    let is_parted = |column: &usize| {
        let parted = sample.iter().filter(|row| is_date(cell(row, *column), cell(row, column + 1))).count();
        parted > 1 && parted as f64 >= NEARLY_ALL * rows as f64
    };
    (0..longest.saturating_sub(1)).find(is_parted).map(|column| (column, Parted::Date))
}

/// A cell of a row; empty where the row has ended.
fn cell(row: &[String], column: usize) -> &str {
    row.get(column).map_or("", |cell| cell.trim())
}

fn number(sample: &[&[String]]) -> Option<(usize, Parted)> {
    let has_digit = |cell: &String| cell.contains(|c: char| c.is_ascii_digit());
    let at = sample.iter().position(|row| row.len() > 2 && !row.iter().any(has_digit))?;
    let (header, rows) = (sample.get(at)?, sample.get(at + 1..).filter(|rows| !rows.is_empty())?);
    // A column without a name is there for what a comma split; one with a name may hold numbers of its own.
    let unnamed = (2..header.len()).find(|column| header.get(*column).is_some_and(|name| name.trim().is_empty()));
    let (spare, named) = match unnamed {
        Some(spare) => (spare, false),
        None => (header.len().checked_sub(1).filter(|last| *last >= 2)?, true),
    };
    let column = spare - 1;
    let cells: Vec<(&str, &str)> = rows.iter().map(|row| (cell(row, column), cell(row, spare))).collect();
    let filled = || cells.iter().filter(|(_, second)| !second.is_empty());
    let first = filled().next().map(|(_, second)| second.len());
    let one_width = first != Some(3) && cells.iter().all(|(_, second)| Some(second.len()) == first);
    // What begins with a zero goes on a number; it is none of its own.
    let goes_on = filled().any(|(_, second)| second.len() > 1 && second.starts_with('0'))
        && filled().all(|(_, second)| second.len() <= LONGEST_FRACTION);
    let digits = filled().count() > 0
        && cells.iter().all(|(first, _)| is_digits(first))
        && filled().all(|(_, second)| is_digits(second));
    if digits && (goes_on || one_width && !named) {
        return Some((column, Parted::Decimals));
    }
    let thousands = filled().all(|(first, second)| is_thousands(first, second) && (!named || second.contains('.')));
    let told = !named
        || filled().count() > 0 && cells.iter().all(|(first, second)| first.contains('.') || second.contains('.'));
    (thousands && told).then_some((column, Parted::Thousands))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parted(rows: &[&str]) -> Option<(usize, Parted)> {
        let rows: Vec<Vec<String>> = rows.iter().map(|row| row.split(',').map(str::to_owned).collect()).collect();
        let rows: Vec<&[String]> = rows.iter().map(Vec::as_slice).collect();
        Rejoin::decide(&rows).map(|rejoin| (rejoin.column, rejoin.parted))
    }

    #[test]
    fn what_a_comma_parted_is_told_by_the_table() {
        assert_eq!(parted(&["Date,Close", "Feb 09,2024,1.5", "Feb 08,2024,1.6"]), Some((0, Parted::Date)));
        assert_eq!(
            parted(&["Date,Close,", "2024-02-09,999.50,", "2024-02-12,1,000.77,"]),
            Some((1, Parted::Thousands))
        );
        assert_eq!(parted(&["Date,Close,", "2024-02-09,121,37", "2024-02-12,121,02"]), Some((1, Parted::Decimals)));
        assert_eq!(parted(&["Date,Close,", "2024-02-09,121.5,", "2024-02-12,122.5,"]), Some((1, Parted::Thousands)));
        assert_eq!(parted(&["Date,Close,", "2024-02-09,121.5,x", "2024-02-12,122.5,"]), None);
        assert_eq!(parted(&["Date,Open,Close", "2024-02-09,1,200", "2024-02-12,1,201"]), None);
        // A column with a name: a zero in front, or a point behind, tells that a cell goes on with a number.
        assert_eq!(parted(&["Date,Close,Note", "2024-02-09,121,5", "2024-02-12,121,02"]), Some((1, Parted::Decimals)));
        assert_eq!(
            parted(&["Date,Close,Note", "2024-02-09,999.5", "2024-02-12,1,000.5"]),
            Some((1, Parted::Thousands))
        );
        assert_eq!(parted(&["Date,Close,Trades", "2024-02-09,121,37", "2024-02-12,122,40"]), None);
        assert_eq!(parted(&["Date,Hour,Minute,Close", "2024-02-09,10,05,1", "2024-02-12,11,00,2"]), None);
    }
}
