//! The delimiter of a file.

use super::date_text;
use super::number::{self, DecimalMark, Number};
use super::reader::{Event, RecordReader};

const DELIMITERS: [u8; 4] = [b',', b';', b'\t', b'|'];

/// Lines that are looked at.
const LINES: usize = 200;

/// The delimiter that splits most lines of the sample into the same number (two or more) of fields. Of several, the one
/// whose fields are most often numbers or dates: `20240102;1,5` can be split at its comma too. The first of the list
/// where they still agree, and a comma where none splits. Delimiters inside quotes do not count.
pub fn delimiter(sample: &[u8]) -> u8 {
    let agreeing = DELIMITERS.map(|delimiter| (agreeing(sample, delimiter), delimiter));
    let most = agreeing.iter().map(|(count, _)| *count).max().unwrap_or(0);
    let mut best: Vec<u8> = agreeing.iter().filter(|(count, _)| *count == most).map(|(_, one)| *one).collect();
    if most > 0 && best.len() > 1 {
        // The sort is stable: the first of equals stays first.
        best.sort_by_cached_key(|delimiter| unreadable_in_thousand(sample, *delimiter));
    }
    best.first().copied().unwrap_or(b',')
}

/// How many lines agree on the number of fields that this delimiter gives.
fn agreeing(sample: &[u8], delimiter: u8) -> usize {
    let mut widths: Vec<usize> = sample
        .split(|byte| *byte == b'\n')
        .filter(|line| !line.trim_ascii().is_empty())
        .take(LINES)
        .map(|line| outside_quotes(line, delimiter))
        .filter(|count| *count > 0)
        .collect();
    widths.sort_unstable();
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

fn outside_quotes(line: &[u8], delimiter: u8) -> usize {
    let mut quoted = false;
    let mut count = 0;
    for byte in line {
        if *byte == b'"' {
            quoted = !quoted;
        } else if *byte == delimiter && !quoted {
            count += 1;
        }
    }
    count
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
        assert_eq!(delimiter(b"2020-01-01,1;5\n2020-01-02,2;5\n"), b',');
        assert_eq!(delimiter(b"one column\nonly\n"), b',');
        assert_eq!(delimiter(b""), b',');
    }
}
