//! Bytes in slices of any size to records; a record never splits at a slice's edge.

use csv_core::{ReadRecordResult, Reader};

/// One record: its fields, unquoted, and the line it begins on.
#[derive(Clone, Copy)]
pub struct Record<'a> {
    /// Line of the file, counted from 1.
    pub line: u64,
    bytes: &'a [u8],
    ends: &'a [usize],
}

impl<'a> Record<'a> {
    /// How many fields.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// A field's bytes; a field that is not there is empty.
    pub fn field(&self, index: usize) -> &'a [u8] {
        let start = match index.checked_sub(1) {
            None => Some(&0),
            Some(before) => self.ends.get(before),
        };
        match (start, self.ends.get(index)) {
            (Some(start), Some(end)) => self.bytes.get(*start..*end).unwrap_or(&[]),
            _ => &[],
        }
    }

    /// A field as text; bytes that are no UTF-8 become replacement characters.
    pub fn text(&self, index: usize) -> String {
        String::from_utf8_lossy(self.field(index)).trim().to_owned()
    }

    /// Whether every field is empty.
    pub fn is_blank(&self) -> bool {
        self.bytes.trim_ascii().is_empty()
    }
}

/// What the reader meets.
pub enum Event<'a> {
    /// A record, perhaps with nothing but empty fields.
    Record(Record<'a>),
    /// This many empty lines.
    EmptyLines(u64),
    /// A record that grew past [`LONGEST_RECORD`], most likely after a quotation mark that is never closed. It is dropped
    /// and reading goes on at the next line.
    Overlong {
        /// The line it begins on.
        line: u64,
    },
}

/// Bytes in the longest record that is read.
pub const LONGEST_RECORD: usize = 1 << 20;

/// Splits bytes into records with the csv crate's state machine, and keeps count of lines.
pub struct RecordReader {
    core: Reader,
    output: Vec<u8>,
    ends: Vec<usize>,
    output_length: usize,
    ends_length: usize,
    newlines: u64,
    last_line: u64,
    last_byte: u8,
    dropping: bool,
}

impl RecordReader {
    /// A reader for this delimiter; fields may be quoted with `"`.
    pub fn new(delimiter: u8) -> RecordReader {
        RecordReader {
            core: csv_core::ReaderBuilder::new().delimiter(delimiter).build(),
            output: vec![0; 1 << 10],
            ends: vec![0; 32],
            output_length: 0,
            ends_length: 0,
            newlines: 0,
            last_line: 0,
            last_byte: 0,
            dropping: false,
        }
    }

    /// Reads a slice; `take` is called for each record that ends in it.
    pub fn feed(&mut self, mut input: &[u8], take: &mut impl FnMut(Event<'_>)) {
        while !input.is_empty() {
            if self.dropping {
                let end = input.iter().position(|byte| *byte == b'\n');
                let dropped = end.map_or(input.len(), |end| end + 1);
                let (gone, rest) = input.split_at_checked(dropped).unwrap_or((input, &[]));
                self.consumed(gone);
                self.dropping = end.is_none();
                if end.is_some() {
                    self.last_line = self.newlines;
                }
                input = rest;
                continue;
            }
            input = self.step(input, take);
        }
    }

    /// Ends the input: hands over a last record without a line end, and the empty lines behind it.
    pub fn finish(mut self, take: &mut impl FnMut(Event<'_>)) {
        // The state machine ends a pending record on the first empty input and reports the end on the next.
        for _ in 0..2 {
            self.step(&[], take);
        }
        let trailing = self.newlines.saturating_sub(self.last_line);
        if trailing > 0 {
            take(Event::EmptyLines(trailing));
        }
    }

    /// Runs the state machine once and returns the input it left.
    fn step<'i>(&mut self, input: &'i [u8], take: &mut impl FnMut(Event<'_>)) -> &'i [u8] {
        let (Some(output), Some(ends)) =
            (self.output.get_mut(self.output_length..), self.ends.get_mut(self.ends_length..))
        else {
            return &[];
        };
        let (result, read, written, ended) = self.core.read_record(input, output, ends);
        let (gone, rest) = input.split_at_checked(read).unwrap_or((input, &[]));
        self.consumed(gone);
        self.output_length += written;
        self.ends_length += ended;
        match result {
            ReadRecordResult::OutputFull => {
                if self.output.len() >= LONGEST_RECORD {
                    self.drop_record(take);
                    return rest;
                }
                self.output.resize(self.output.len() * 2, 0);
            }
            ReadRecordResult::OutputEndsFull => self.ends.resize(self.ends.len() * 2, 0),
            ReadRecordResult::Record => self.emit(take),
            ReadRecordResult::InputEmpty | ReadRecordResult::End => {}
        }
        rest
    }

    fn emit(&mut self, take: &mut impl FnMut(Event<'_>)) {
        let bytes = self.output.get(..self.output_length).unwrap_or(&[]);
        let ends = self.ends.get(..self.ends_length).unwrap_or(&[]);
        // With LF the record's own line end is counted by now; with CRLF the state machine stops at the CR.
        let end_line = if self.last_byte == b'\n' { self.newlines } else { self.newlines + 1 };
        let line = end_line.saturating_sub(newlines_in(bytes)).max(1);
        let empty = line.saturating_sub(self.last_line + 1);
        if empty > 0 {
            take(Event::EmptyLines(empty));
        }
        take(Event::Record(Record { line, bytes, ends }));
        self.last_line = end_line;
        self.output_length = 0;
        self.ends_length = 0;
    }

    fn drop_record(&mut self, take: &mut impl FnMut(Event<'_>)) {
        let line = self.last_line + 1;
        take(Event::Overlong { line });
        self.core.reset();
        self.output_length = 0;
        self.ends_length = 0;
        self.dropping = true;
    }

    fn consumed(&mut self, bytes: &[u8]) {
        self.newlines += newlines_in(bytes);
        if let Some(last) = bytes.last() {
            self.last_byte = *last;
        }
    }
}

fn newlines_in(bytes: &[u8]) -> u64 {
    bytes.iter().filter(|byte| **byte == b'\n').count() as u64
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str, chunk: usize) -> Vec<String> {
        let mut seen = Vec::new();
        let mut take = |event: Event<'_>| {
            seen.push(match event {
                Event::Record(record) => format!(
                    "{}:{}",
                    record.line,
                    (0..record.len()).map(|field| record.text(field)).collect::<Vec<_>>().join("|")
                ),
                Event::EmptyLines(n) => format!("empty {n}"),
                Event::Overlong { line } => format!("overlong {line}"),
            });
        };
        let mut reader = RecordReader::new(b',');
        for slice in text.as_bytes().chunks(chunk) {
            reader.feed(slice, &mut take);
        }
        reader.finish(&mut take);
        seen
    }

    #[test]
    fn lines_and_empty_lines_are_counted_whatever_the_slices() {
        for (text, expected) in [
            ("a,b\n1,2\n", vec!["1:a|b", "2:1|2"]),
            ("a,b\r\n1,2\r\n", vec!["1:a|b", "2:1|2"]),
            ("a,b\n\n\n1,2", vec!["1:a|b", "empty 2", "4:1|2"]),
            ("a,b\r\n\r\n1,2\r\n\r\n", vec!["1:a|b", "empty 1", "3:1|2", "empty 1"]),
            ("\n\na\n", vec!["empty 2", "3:a"]),
            ("\"a\nb\",c\nd,e\n", vec!["1:a\nb|c", "3:d|e"]),
            ("\"x,\"\"y\"\"\",2\n", vec!["1:x,\"y\"|2"]),
            ("", vec![]),
        ] {
            for chunk in [1, 2, 3, 7, 1000] {
                assert_eq!(read(text, chunk), expected, "{text:?} in slices of {chunk}");
            }
        }
    }

    #[test]
    fn a_quote_that_never_closes_costs_one_record_not_the_file() {
        let mut text = String::from("a,b\n1,\"2\n");
        while text.len() < LONGEST_RECORD + 100 {
            text.push_str("3,4\n");
        }
        for chunk in [4096, 1 << 20] {
            let seen = read(&text, chunk);
            assert_eq!(seen.first().map(String::as_str), Some("1:a|b"));
            assert_eq!(seen.get(1).map(String::as_str), Some("overlong 2"));
            assert!(seen.len() > 2 && seen.last().is_some_and(|last| last.ends_with(":3|4")), "{:?}", seen.last());
        }
    }
}
