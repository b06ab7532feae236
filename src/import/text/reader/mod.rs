//! Bytes in slices of any size to records; a record never splits at a slice's edge.

mod blocks;
mod machine;
mod plain;
#[cfg(test)]
mod tests;

use csv_core::ReadRecordResult;

use self::machine::Machine;
use self::plain::PlainRecords;

/// One record: its fields, unquoted, and the line it begins on.
#[derive(Clone, Copy)]
pub(crate) struct Record<'a> {
    /// Line of the file, counted from 1.
    pub line: u64,
    bytes: &'a [u8],
    ends: &'a [usize],
    /// Bytes between two fields: the delimiter, where it was not taken out.
    gap: usize,
}

impl<'a> Record<'a> {
    /// How many fields.
    pub(crate) fn len(&self) -> usize {
        self.ends.len()
    }

    /// A field's bytes; a field that is not there is empty.
    pub(crate) fn field(&self, index: usize) -> &'a [u8] {
        let start = match index.checked_sub(1) {
            None => Some(0),
            Some(before) => self.ends.get(before).map(|end| end + self.gap),
        };
        match (start, self.ends.get(index)) {
            (Some(start), Some(end)) => self.bytes.get(start..*end).unwrap_or(&[]),
            _ => &[],
        }
    }

    /// A field as text; bytes that are no UTF-8 become replacement characters.
    pub(crate) fn text(&self, index: usize) -> String {
        let field = self.field(index);
        match std::str::from_utf8(field) {
            Ok(text) => text.trim().to_owned(),
            Err(_) => String::from_utf8_lossy(field).trim().to_owned(),
        }
    }

    /// Whether every field is empty.
    pub(crate) fn is_blank(&self) -> bool {
        // A byte that is no space and no end of a field is told by a look.
        let begins =
            self.bytes.first().is_some_and(|byte| byte.is_ascii_alphanumeric()) && self.ends.first() > Some(&0);
        !begins && (0..self.len()).all(|index| self.field(index).trim_ascii().is_empty())
    }
}

/// What the reader meets.
pub(crate) enum Event<'a> {
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
pub(crate) const LONGEST_RECORD: usize = 1 << 20;

/// The count of lines.
#[derive(Default)]
pub(crate) struct Lines {
    newlines: u64,
    /// Line that the last record ended on.
    last: u64,
    last_byte: u8,
}

impl Lines {
    fn consumed(&mut self, bytes: &[u8]) {
        self.newlines += newlines_in(bytes);
        if let Some(last) = bytes.last() {
            self.last_byte = *last;
        }
    }

    /// Counts one line end.
    fn skip(&mut self, feed: bool) {
        self.newlines += u64::from(feed);
        self.last_byte = if feed { b'\n' } else { b'\r' };
    }

    /// Ends a record with this many line feeds in it: tells of the empty lines before it, and returns the line it begins on.
    #[inline]
    fn end_record(&mut self, inside: u64, take: &mut impl FnMut(Event<'_>)) -> u64 {
        // With LF the record's own line end is counted by now; with CRLF the state machine stops at the CR.
        let end = if self.last_byte == b'\n' { self.newlines } else { self.newlines + 1 };
        let line = end.saturating_sub(inside).max(1);
        let empty = line.saturating_sub(self.last + 1);
        if empty > 0 {
            take(Event::EmptyLines(empty));
        }
        self.last = end;
        line
    }
}

/// Splits bytes into records and keeps count of lines. The csv crate's state machine says what a record is; records without
/// quotation marks, which are nearly all, are found faster, to the same effect.
pub(crate) struct RecordReader {
    core: Machine,
    plain: Option<PlainRecords>,
    output: Vec<u8>,
    ends: Vec<usize>,
    output_length: usize,
    ends_length: usize,
    lines: Lines,
    /// Whether the state machine stands behind a record, so that the next may be taken without it. It begins each file,
    /// since it also takes a byte order mark off.
    between: bool,
    dropping: bool,
}

impl RecordReader {
    /// A reader for this delimiter; fields may be quoted with `"`.
    pub(crate) fn new(delimiter: u8) -> RecordReader {
        RecordReader {
            core: Machine::new(delimiter),
            plain: PlainRecords::new(delimiter),
            output: vec![0; 1 << 10],
            ends: vec![0; 32],
            output_length: 0,
            ends_length: 0,
            lines: Lines::default(),
            between: false,
            dropping: false,
        }
    }

    /// Reads a slice; `take` is called for each record that ends in it.
    pub(crate) fn feed(&mut self, mut input: &[u8], take: &mut impl FnMut(Event<'_>)) {
        while !input.is_empty() {
            if self.dropping {
                let end = input.iter().position(|byte| *byte == b'\n');
                let dropped = end.map_or(input.len(), |end| end + 1);
                let (gone, rest) = input.split_at_checked(dropped).unwrap_or((input, &[]));
                self.lines.consumed(gone);
                self.dropping = end.is_none();
                if end.is_some() {
                    self.lines.last = self.lines.newlines;
                }
                input = rest;
                continue;
            }
            if let (true, Some(plain)) = (self.between, &mut self.plain) {
                input = plain.feed(input, &mut self.lines, take);
            }
            if !input.is_empty() {
                input = self.step(input, take);
            }
        }
    }

    /// Ends the input: hands over a last record without a line end, and the empty lines behind it.
    pub(crate) fn finish(mut self, take: &mut impl FnMut(Event<'_>)) {
        // The state machine ends a pending record on the first empty input and reports the end on the next.
        for _ in 0..2 {
            self.step(&[], take);
        }
        let trailing = self.lines.newlines.saturating_sub(self.lines.last);
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
        self.lines.consumed(gone);
        self.output_length += written;
        self.ends_length += ended;
        self.between = result == ReadRecordResult::Record;
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
        let line = self.lines.end_record(newlines_in(bytes), take);
        take(Event::Record(Record { line, bytes, ends, gap: 0 }));
        self.output_length = 0;
        self.ends_length = 0;
    }

    fn drop_record(&mut self, take: &mut impl FnMut(Event<'_>)) {
        let line = self.lines.last + 1;
        take(Event::Overlong { line });
        self.core.reset();
        self.output_length = 0;
        self.ends_length = 0;
        self.dropping = true;
    }
}

fn newlines_in(bytes: &[u8]) -> u64 {
    bytes.iter().filter(|byte| **byte == b'\n').count() as u64
}
