//! Bytes in slices of any size to records; a record never splits at a slice's edge.

mod alike;
mod blocks;
mod lines;
mod machine;
mod plain;
mod quoted;
#[cfg(test)]
mod tests;

use self::alike::Model;
use self::lines::Lines;
use self::plain::PlainRecords;
use self::quoted::QuotedRecords;

/// One record: its fields, unquoted, and the line it begins on.
#[derive(Clone, Copy)]
pub(crate) struct Record<'a> {
    /// Line of the file, counted from 1.
    pub line: u64,
    bytes: &'a [u8],
    ends: &'a [usize],
    /// Bytes between two fields: the delimiter, where it was not taken out.
    gap: usize,
    /// How it ends.
    pub end: End,
    /// The field in which a quotation mark opens that was read as a plain character.
    pub open_quote: Option<usize>,
}

/// How a record ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum End {
    /// With a line end.
    Line,
    /// With the file.
    File,
    /// With the file, inside a quotation.
    Quotation,
}

impl<'a> Record<'a> {
    /// How many fields.
    #[inline(always)]
    pub(crate) fn len(&self) -> usize {
        self.ends.len()
    }

    /// A field's bytes; a field that is not there is empty.
    #[inline(always)]
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

    /// A field as text; bytes that are not UTF-8 become replacement characters.
    pub(crate) fn text(&self, index: usize) -> String {
        let field = self.field(index);
        match std::str::from_utf8(field) {
            Ok(text) => text.trim().to_owned(),
            Err(_) => String::from_utf8_lossy(field).trim().to_owned(),
        }
    }

    /// The same record with other fields: their bytes, one behind the other, and where each ends.
    pub(crate) fn with_fields(self, bytes: &'a [u8], ends: &'a [usize]) -> Record<'a> {
        Record { bytes, ends, gap: 0, ..self }
    }

    /// Whether every field is empty.
    pub(crate) fn is_blank(&self) -> bool {
        // A byte that is neither a space nor the end of a field is seen at a glance.
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
    /// A record that grew past [`LONGEST_RECORD`]. It is dropped and reading goes on at the next line.
    Overlong {
        /// The line it begins on.
        line: u64,
    },
    /// A quotation mark opens on this line, and what follows it reads as rows of the table: it was meant as a plain character, and
    /// is read as one.
    OpenQuote {
        /// The line it stands on.
        line: u64,
    },
}

/// Bytes in the longest record that is read.
pub(crate) const LONGEST_RECORD: usize = 1 << 20;

/// Splits bytes into records and keeps count of lines. The csv crate's state machine says what a record is; records without
/// quotation marks, which are nearly all, are found faster, to the same effect.
pub(crate) struct RecordReader {
    /// None in tests of the state machine alone.
    plain: Option<PlainRecords>,
    quoted: QuotedRecords,
    lines: Lines,
    model: Model,
}

impl RecordReader {
    /// A reader for this delimiter; fields may be quoted with `"`. What ends lines, or quotes, parts nothing: then it is a comma.
    pub(crate) fn new(delimiter: u8) -> RecordReader {
        let delimiter = if b"\r\n\"".contains(&delimiter) { b',' } else { delimiter };
        RecordReader {
            plain: Some(PlainRecords::new(delimiter)),
            quoted: QuotedRecords::new(delimiter),
            lines: Lines::default(),
            model: Model::default(),
        }
    }

    /// Reads a slice; `take` is called for each record that ends in it.
    pub(crate) fn feed(&mut self, mut input: &[u8], take: &mut impl FnMut(Event<'_>)) {
        let RecordReader { plain, quoted, lines, model } = self;
        while !input.is_empty() {
            if let (true, Some(plain)) = (quoted.is_between(), &mut *plain) {
                input = plain.feed(input, lines, &mut |event| {
                    model.see(&event);
                    take(event);
                });
            }
            if !input.is_empty() {
                input = quoted.feed(input, lines, model, take);
            }
        }
    }

    /// Ends the input: hands over a last record without a line end, and the empty lines behind it.
    pub(crate) fn finish(mut self, take: &mut impl FnMut(Event<'_>)) {
        self.quoted.finish(&mut self.lines, &mut self.model, take);
        let trailing = self.lines.empty_behind();
        if trailing > 0 {
            take(Event::EmptyLines(trailing));
        }
    }
}
