//! Records with quotation marks, and those that begin in one slice and end in another: the csv crate's state machine reads them
//! line by line.

use csv_core::ReadRecordResult;
use memchr::{memchr2, memmem};

use super::alike::Model;
use super::lines::{Lines, first_line, without_end};
use super::machine::Machine;
use super::{End, Event, LONGEST_RECORD, Record};

/// Bytes of the longest line that is gathered: a record as long as can be with all its delimiters and quotation marks.
const LONGEST_LINE: usize = 2 * LONGEST_RECORD;

/// Reads records by the state machine.
pub(super) struct QuotedRecords {
    delimiter: u8,
    machine: Machine,
    output: Vec<u8>,
    ends: Vec<usize>,
    output_length: usize,
    ends_length: usize,
    /// The beginning of a line whose end is not there yet.
    partial: Vec<u8>,
    /// The lines so far of a record that goes on behind a line end, and how many they are.
    open: Vec<u8>,
    open_lines: u64,
    /// Whether the machine stands behind a record, so that the next may be taken without it. It begins each file, since it
    /// also takes a byte order mark off.
    behind_record: bool,
    dropping: bool,
}

/// What a line came to.
enum Came {
    /// To the end of a record.
    Record,
    /// To nothing: it is empty.
    Nothing,
    /// To the middle of a quotation.
    Open,
    /// To more than a record may hold.
    Overlong,
}

impl QuotedRecords {
    /// A reader at the beginning of a file.
    pub(super) fn new(delimiter: u8) -> QuotedRecords {
        QuotedRecords {
            delimiter,
            machine: Machine::new(delimiter),
            output: vec![0; 1 << 10],
            ends: vec![0; 32],
            output_length: 0,
            ends_length: 0,
            partial: Vec::new(),
            open: Vec::new(),
            open_lines: 0,
            behind_record: false,
            dropping: false,
        }
    }

    /// Whether the next byte is the first of a record, and the first of the file is read.
    pub(super) fn is_between(&self) -> bool {
        self.behind_record && self.partial.is_empty() && self.open.is_empty() && !self.dropping
    }

    /// Takes the first line of the input, or its beginning, and returns what is left.
    pub(super) fn feed<'i>(
        &mut self,
        input: &'i [u8],
        lines: &mut Lines,
        model: &mut Model,
        take: &mut impl FnMut(Event<'_>),
    ) -> &'i [u8] {
        if self.dropping {
            return self.drop_line(input, lines);
        }
        // A line may end between a carriage return and its line feed.
        let end = match (self.partial.last(), input.first()) {
            (Some(b'\r'), Some(b'\n')) => Some(1),
            (Some(b'\r'), _) => Some(0),
            _ => first_line(input),
        };
        let (part, rest) = input.split_at_checked(end.unwrap_or(input.len())).unwrap_or((input, &[]));
        if self.partial.is_empty() && end.is_some() {
            self.line(part, lines, model, take);
            return rest;
        }
        self.partial.extend_from_slice(part);
        if end.is_some() {
            let mut line = std::mem::take(&mut self.partial);
            self.line(&line, lines, model, take);
            line.clear();
            self.partial = line;
        } else if self.partial.len() > LONGEST_LINE {
            lines.consumed(&self.partial);
            self.drop_record(lines, take);
            self.partial.clear();
            self.dropping = true;
        }
        rest
    }

    /// Passes over the rest of a line that is too long.
    fn drop_line<'i>(&mut self, input: &'i [u8], lines: &mut Lines) -> &'i [u8] {
        let end = memchr2(b'\n', b'\r', input).map(|end| end + 1);
        let (part, rest) = input.split_at_checked(end.unwrap_or(input.len())).unwrap_or((input, &[]));
        lines.consumed(part);
        if end.is_some() {
            self.dropping = false;
            lines.drop_record();
        }
        rest
    }

    /// Ends the file.
    pub(super) fn finish(mut self, lines: &mut Lines, model: &mut Model, take: &mut impl FnMut(Event<'_>)) {
        let last = std::mem::take(&mut self.partial);
        if !last.is_empty() {
            self.line(&last, lines, model, take);
        }
        if !self.open.is_empty() {
            self.close_quotation(lines, model, take);
        }
    }

    /// Takes a whole line; one without an end is the last of the file.
    fn line(&mut self, line: &[u8], lines: &mut Lines, model: &mut Model, take: &mut impl FnMut(Event<'_>)) {
        // What reads as a row is one: the quotation was never meant, and the line is not in it.
        if !self.open.is_empty() && model.is_alike(without_end(line), self.delimiter) {
            self.close_quotation(lines, model, take);
        }
        let unspaced = without_spaces(line, self.delimiter);
        let line = unspaced.as_deref().unwrap_or(line);
        lines.consumed(line);
        let content = without_end(line);
        let came = if line.len() > LONGEST_LINE {
            Came::Overlong
        } else {
            self.run(content, line.get(content.len()..).unwrap_or(&[]))
        };
        match came {
            Came::Record => {
                // A quotation that is closed was not cut.
                let whole = content.len() < line.len() || content.ends_with(b"\"");
                let end = if whole { End::Line } else { End::File };
                self.emit(end, lines, model, take);
            }
            Came::Nothing => {}
            Came::Open => {
                self.open.extend_from_slice(line);
                self.open_lines += 1;
            }
            Came::Overlong => {
                self.drop_record(lines, take);
                lines.drop_record();
            }
        }
    }

    /// Runs the state machine over a line and its end; where it has none, over one of our own.
    fn run(&mut self, content: &[u8], end: &[u8]) -> Came {
        let blank = matches!(content, b"" | b"\xef\xbb\xbf") && self.open.is_empty();
        for mut input in [content, if end.is_empty() { b"\n" } else { end }] {
            while !input.is_empty() {
                let (Some(output), Some(ends)) =
                    (self.output.get_mut(self.output_length..), self.ends.get_mut(self.ends_length..))
                else {
                    return Came::Nothing;
                };
                let (result, read, written, ended) = self.machine.read_record(input, output, ends);
                input = input.get(read..).unwrap_or(&[]);
                self.output_length += written;
                self.ends_length += ended;
                match result {
                    ReadRecordResult::OutputFull if self.output.len() >= LONGEST_RECORD => return Came::Overlong,
                    ReadRecordResult::OutputFull => self.output.resize(self.output.len() * 2, 0),
                    ReadRecordResult::OutputEndsFull => self.ends.resize(self.ends.len() * 2, 0),
                    ReadRecordResult::Record => return Came::Record,
                    ReadRecordResult::InputEmpty | ReadRecordResult::End => {}
                }
            }
        }
        if blank { Came::Nothing } else { Came::Open }
    }

    fn emit(&mut self, end: End, lines: &mut Lines, model: &mut Model, take: &mut impl FnMut(Event<'_>)) {
        let line = lines.end_record(self.open_lines, take);
        let bytes = self.output.get(..self.output_length).unwrap_or(&[]);
        let ends = self.ends.get(..self.ends_length).unwrap_or(&[]);
        let event = Event::Record(Record { line, bytes, ends, gap: 0, end, open_quote: None });
        model.see(&event);
        take(event);
        self.restart();
        self.behind_record = true;
    }

    fn restart(&mut self) {
        (self.output_length, self.ends_length, self.open_lines) = (0, 0, 0);
        self.open.clear();
    }

    fn drop_record(&mut self, lines: &Lines, take: &mut impl FnMut(Event<'_>)) {
        take(Event::Overlong { line: lines.next() });
        self.machine.reset();
        self.restart();
        self.behind_record = false;
    }

    /// A quotation opens in the first of the open lines and was never meant to go on behind it: they are read as they stand,
    /// their marks as plain characters.
    #[cold]
    fn close_quotation(&mut self, lines: &mut Lines, model: &mut Model, take: &mut impl FnMut(Event<'_>)) {
        let open = std::mem::take(&mut self.open);
        // A last line without an end was never counted.
        lines.rewind(self.open_lines - u64::from(without_end(&open).len() == open.len()));
        self.machine.reset();
        self.restart();
        self.behind_record = false;
        let (mut rest, mut first) = (open.as_slice(), true);
        while !rest.is_empty() {
            let (line, after) = rest.split_at_checked(first_line(rest).unwrap_or(rest.len())).unwrap_or((rest, &[]));
            lines.consumed(line);
            let content = without_end(line);
            let end = if content.len() < line.len() { End::Line } else { End::Quotation };
            if !content.is_empty() {
                let tell = std::mem::take(&mut first) && end == End::Line;
                self.as_it_stands(content, (end, tell), lines, model, take);
            }
            rest = after;
        }
    }

    /// Hands a line over with its quotation marks as plain characters, and tells of them where that is asked for.
    fn as_it_stands(
        &self,
        content: &[u8],
        (end, tell): (End, bool),
        lines: &mut Lines,
        model: &mut Model,
        take: &mut impl FnMut(Event<'_>),
    ) {
        let delimiters = content.iter().enumerate().filter(|(_, byte)| **byte == self.delimiter).map(|(at, _)| at);
        let ends: Vec<usize> = delimiters.chain([content.len()]).collect();
        let line = lines.end_record(0, take);
        let mut record = Record { line, bytes: content, ends: &ends, gap: 1, end, open_quote: None };
        let opens = |field: &usize| {
            let cell = record.field(*field).trim_ascii();
            cell.strip_prefix(b"\"").is_some_and(|rest| !rest.ends_with(b"\""))
        };
        record.open_quote = (0..record.len()).find(opens);
        if tell {
            take(Event::OpenQuote { line });
        }
        let event = Event::Record(record);
        model.see(&event);
        take(event);
    }
}

/// The line without spaces between a delimiter, or its beginning, and a quotation mark; `None` where it has none of these.
fn without_spaces(line: &[u8], delimiter: u8) -> Option<Vec<u8>> {
    if delimiter == b' ' || memmem::find(line, b" \"").is_none() {
        return None;
    }
    let mut kept: Vec<u8> = Vec::with_capacity(line.len());
    for byte in line {
        if *byte == b'"' {
            let text = kept.iter().rposition(|before| *before != b' ');
            let begins = text.is_none_or(|at| kept.get(at) == Some(&delimiter));
            if begins {
                kept.truncate(text.map_or(0, |at| at + 1));
            }
        }
        kept.push(*byte);
    }
    Some(kept)
}
