//! The delimiter of a file.

use std::cmp::Reverse;

use crate::import::cells::date_text;
use crate::import::cells::number::{self, DecimalMark, Number};
use crate::import::text::reader::{Event, RecordReader};
use sectorscope_ground::order::sort_by;

/// Tab and semicolon come before the comma: where they split as steadily, the commas are decimal marks.
const DELIMITERS: [u8; 5] = [b'\t', b';', b',', b'|', b' '];
/// Lines that are looked at.
const LINES: usize = 200;

/// The delimiter that a first line `sep=;` names, else the one that splits most lines of the sample into the same number
/// (two or more) of fields. Of several that do so nearly as well, the one whose fields are most often numbers or dates: `20240102;1,5` can be split at
/// its comma too; the first of the list where they still agree. A space where none of them does and single spaces split nearly
/// every line alike, else a comma. Delimiters inside quotes do not count.
pub(crate) fn delimiter(sample: &[u8]) -> u8 {
    if let Some(named) = lines(sample).next().and_then(named) {
        return named;
    }
    let counts = counts(lines(sample).filter(|line| !line.trim_ascii().is_empty()).take(LINES));
    let agreements = DELIMITERS.map(|delimiter| (agreeing(&counts, delimiter), delimiter));
    let most =
        agreements.iter().filter(|(_, delimiter)| *delimiter != b' ').map(|(count, _)| *count).max().unwrap_or(0);
    let (spaced, lines) = (agreeing(&counts, b' '), counts.len());
    // Runs of spaces align columns: a cell that is empty there cannot be recognised.
    let aligned = self::lines(sample).take(LINES).any(|line| line.windows(2).any(|pair| pair == b"  "));
    // The header of a table that R writes has one name fewer than the rows have cells.
    if !aligned && most * 2 < lines && spaced >= 2 && (spaced + 1) * 10 >= lines * 9 {
        return b' ';
    }
    let close = |count: usize| most > 0 && count * 10 >= most * 9;
    let best: Vec<(usize, u8)> =
        agreements.into_iter().filter(|(count, delimiter)| *delimiter != b' ' && close(*count)).collect();
    if let [(_, only)] = *best {
        return only;
    }
    let merit = |(count, delimiter): &(usize, u8)| (unreadable_in_thousand(sample, *delimiter), Reverse(*count));
    best.into_iter().min_by_key(merit).map_or(b',', |(_, delimiter)| delimiter)
}

/// The lines of a text without their ends: separated by line feeds, or by carriage returns where it has nothing else.
pub(crate) fn lines(text: &[u8]) -> impl Iterator<Item = &[u8]> {
    let end = line_end(text);
    text.split(move |byte| *byte == end).map(|line| line.strip_suffix(b"\r").unwrap_or(line))
}

/// The byte that ends the lines of a text.
pub(crate) fn line_end(text: &[u8]) -> u8 {
    if !text.contains(&b'\n') && text.contains(&b'\r') { b'\r' } else { b'\n' }
}

/// The delimiter that a line `sep=;` tells spreadsheets.
pub(crate) fn named(line: &[u8]) -> Option<u8> {
    let line = line.strip_prefix(b"\xef\xbb\xbf").unwrap_or(line);
    let line = line.strip_suffix(b"\r").unwrap_or(line);
    let (opening, rest) = line.strip_prefix(b"\"").unwrap_or(line).split_at_checked(4)?;
    let (delimiter, end) = rest.split_first()?;
    let fits = opening.eq_ignore_ascii_case(b"sep=") && matches!(end, b"" | b"\"");
    (fits && delimiter.is_ascii() && !delimiter.is_ascii_alphanumeric()).then_some(*delimiter)
}

/// How often each delimiter stands in a line.
type Counts = [usize; DELIMITERS.len()];

/// How many lines a delimiter splits into the same number of fields.
fn agreeing(counts: &[Counts], delimiter: u8) -> usize {
    let Some(which) = DELIMITERS.iter().position(|one| *one == delimiter) else { return 0 };
    let mut widths: Vec<usize> =
        counts.iter().filter_map(|counts| counts.get(which).copied()).filter(|count| *count > 0).collect();
    sort_by(&mut widths, Ord::cmp);
    widths.chunk_by(|a, b| a == b).map(<[usize]>::len).max().unwrap_or(0)
}

/// Of a thousand fields, how many are neither a number under either mark, nor a date, nor a mark for a missing value.
fn unreadable_in_thousand(sample: &[u8], delimiter: u8) -> usize {
    let (mut lines, mut fields, mut unreadable) = (0, 0_usize, 0_usize);
    let reads = |cell: &[u8]| {
        let number = |mark| number::read(mark, cell) != Number::Unreadable;
        number(DecimalMark::Point) || number(DecimalMark::Comma) || date_text::read(cell).is_some()
    };
    let mut take = |event: Event<'_>| {
        if let Event::Record(record) = event
            && lines < LINES
        {
            lines += 1;
            fields += record.len();
            unreadable += (0..record.len()).filter(|field| !reads(record.field(*field))).count();
        }
    };
    let mut reader = RecordReader::new(delimiter);
    reader.feed(sample, &mut take);
    reader.finish(&mut take);
    unreadable * 1_000 / fields.max(1)
}

/// Lines that a quotation may hold; where it seems to go on, it is a mark that was never closed.
const LONGEST_QUOTATION: usize = 12;

/// How often each delimiter stands in a record outside quotes, but for those at the end of its lines: a spreadsheet that parts by
/// semicolons adds them to lines that are separated by commas. A quotation may go on behind the end of a line.
fn counts<'a>(lines: impl Iterator<Item = &'a [u8]>) -> Vec<Counts> {
    let mut all: Vec<Counts> = Vec::new();
    let (mut quoted, mut inside) = (false, 0);
    for line in lines {
        let continues = quoted;
        let mut counts = [0; DELIMITERS.len()];
        let mut before = None;
        for byte in line {
            let begins = before.is_none_or(|before| DELIMITERS.contains(&before));
            if *byte == b'"' && (quoted || begins) {
                quoted = !quoted;
            } else if !quoted {
                counts.iter_mut().zip(DELIMITERS).for_each(|(count, one)| *count += usize::from(*byte == one));
            }
            before = Some(*byte);
        }
        let tail = line.iter().rev().take_while(|byte| Some(*byte) == line.last()).count();
        let ends = |delimiter: u8| line.last() == Some(&delimiter) && !quoted;
        counts.iter_mut().zip(DELIMITERS).filter(|(_, one)| ends(*one)).for_each(|(count, _)| *count -= tail);
        match all.last_mut().filter(|_| continues) {
            Some(record) => record.iter_mut().zip(counts).for_each(|(all, more)| *all += more),
            None => all.push(counts),
        }
        inside = if quoted { inside + 1 } else { 0 };
        if inside > LONGEST_QUOTATION {
            (quoted, inside) = (false, 0);
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_steadiest_delimiter_wins() {
        assert_eq!(delimiter(b"Date,Close\n2020-01-01,1\n2020-01-02,2\n"), b',');
        assert_eq!(delimiter(b"Date;Close\n2020-01-01;1,5\n2020-01-02;2\n"), b';');
        assert_eq!(delimiter(b"Date\tClose\n2020-01-01\t1\n"), b'\t');
        assert_eq!(delimiter(b"Date|Close\n2020-01-01|1\n"), b'|');
        assert_eq!(delimiter(b"\"4,622.25\";\"1,000.00\"\n\"1,2\";\"3,4\"\n"), b';');
        assert_eq!(delimiter(b"2020-01-01;1,5;2,5\n2020-01-02;2,5;3,5\n"), b';');
        assert_eq!(delimiter(b"20200101\t1,5\n20200102\t2,5\n"), b'\t');
        assert_eq!(delimiter(b"one column\nonly\n"), b',');
        assert_eq!(delimiter(b""), b',');
        assert_eq!(delimiter(b"Date,Close;;\n2020-01-01,1;;\n2020-01-02,2;;\n"), b',');
        assert_eq!(delimiter(b"FR0;12/02/24;77,4;78,1\nFR1;13/02/24;75,4;78,3\n"), b';');
    }

    #[test]
    fn a_line_may_name_it() {
        assert_eq!(delimiter(b"sep=;\r\nDate;Close\r\n2020-01-01;1,5\r\n"), b';');
        assert_eq!(delimiter(b"\xef\xbb\xbfSEP=^\nDate^Close,\n2020-01-01^1,5\n"), b'^');
        assert_eq!(delimiter(b"\"sep=\t\"\nDate\tClose\n"), b'\t');
        assert_eq!(delimiter(b"sep=x\nDate,Close\n2020-01-01,1\n"), b',');
        assert_eq!(named(b"sep="), None);
        assert_eq!(named(b"sep=;;"), None);
    }

    #[test]
    fn single_spaces_split_where_nothing_else_does() {
        assert_eq!(delimiter(b"\"Date\" \"Close\"\n\"1\" \"2020-01-01\" 1.5\n\"2\" \"2020-01-02\" 2\n"), b' ');
        assert_eq!(delimiter(b"Date Close\n2020-01-01 1\n2020-01-02 2\n"), b' ');
        assert_eq!(delimiter(b"Date        Close\n2020-01-01  1.50\n2020-01-02  2.50\n"), b',');
        assert_eq!(delimiter(b"Date,Close\n2020-01-01 00:00,1\n2020-01-02 00:00,2\n"), b',');
    }
}
