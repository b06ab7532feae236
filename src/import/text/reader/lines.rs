//! The count of lines. A line ends with a line feed, a carriage return, or one behind the other.

use super::Event;

/// The count of lines.
#[derive(Default)]
pub(super) struct Lines {
    ended: u64,
    /// Line that the last record ended on.
    last: u64,
    last_byte: u8,
}

impl Lines {
    /// Counts the lines that end in these bytes.
    pub(super) fn consumed(&mut self, bytes: &[u8]) {
        for byte in bytes {
            let second_half = *byte == b'\n' && self.last_byte == b'\r';
            self.ended += u64::from(matches!(byte, b'\n' | b'\r') && !second_half);
            self.last_byte = *byte;
        }
    }

    /// Counts a line with something in it that ends with this byte.
    #[inline]
    pub(super) fn end(&mut self, byte: u8) {
        self.ended += 1;
        self.last_byte = byte;
    }

    /// Counts an empty line that ends with this byte, unless that is the second half of the line end before it.
    #[inline]
    pub(super) fn skip(&mut self, byte: u8) {
        self.ended += u64::from(!(byte == b'\n' && self.last_byte == b'\r'));
        self.last_byte = byte;
    }

    /// Takes this many lines back, to be counted again.
    pub(super) fn rewind(&mut self, lines: u64) {
        self.ended -= lines;
        self.last_byte = b'\n';
    }

    /// The line after the one that the last record ended on.
    pub(super) fn next(&self) -> u64 {
        self.last + 1
    }

    /// Ends a record that was dropped.
    pub(super) fn drop_record(&mut self) {
        self.last = self.ended;
    }

    /// Ends a record with this many line ends in it: tells of the empty lines before it, and returns the line it begins on.
    #[inline]
    pub(super) fn end_record(&mut self, inside: u64, take: &mut impl FnMut(Event<'_>)) -> u64 {
        // The record's own line end is counted by now, unless it ends with the file.
        let end = if matches!(self.last_byte, b'\n' | b'\r') { self.ended } else { self.ended + 1 };
        let line = end.saturating_sub(inside).max(1);
        let empty = line.saturating_sub(self.last + 1);
        if empty > 0 {
            take(Event::EmptyLines(empty));
        }
        self.last = end;
        line
    }

    /// Empty lines behind the last record.
    pub(super) fn empty_behind(&self) -> u64 {
        self.ended.saturating_sub(self.last)
    }
}

/// How many bytes the first line takes, its end included: `None` where its end is not there, or may go on with the next byte.
pub(super) fn first_line(bytes: &[u8]) -> Option<usize> {
    let end = memchr::memchr2(b'\n', b'\r', bytes)?;
    match (bytes.get(end), bytes.get(end + 1)) {
        (Some(b'\r'), Some(b'\n')) => Some(end + 2),
        (Some(b'\r'), None) => None,
        _ => Some(end + 1),
    }
}

/// A line without its end.
pub(super) fn without_end(line: &[u8]) -> &[u8] {
    let line = line.strip_suffix(b"\n").unwrap_or(line);
    line.strip_suffix(b"\r").unwrap_or(line)
}
