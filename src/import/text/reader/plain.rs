//! Records without quotation marks that lie whole in a slice: they are found by their places and never copied.

use super::blocks::{BLOCK, places, places_in_part};
use super::lines::Lines;
use super::{End, Event, LONGEST_RECORD, Record};

/// Finds plain records.
pub(super) struct PlainRecords {
    delimiter: u8,
    ends: Vec<usize>,
}

impl PlainRecords {
    /// For this delimiter.
    pub(super) fn new(delimiter: u8) -> PlainRecords {
        PlainRecords { delimiter, ends: Vec::with_capacity(32) }
    }

    /// Takes records from the start of the input, which is the start of a record, up to the first that is not plain, and
    /// returns what is left.
    #[inline]
    pub(super) fn feed<'i>(
        &mut self,
        input: &'i [u8],
        lines: &mut Lines,
        take: &mut impl FnMut(Event<'_>),
    ) -> &'i [u8] {
        let (blocks, part) = input.as_chunks::<BLOCK>();
        let found = blocks.iter().map(|block| places(block, self.delimiter));
        let last = std::iter::once_with(|| places_in_part(part, self.delimiter));
        self.ends.clear();
        let (mut start, mut base) = (0, 0);
        for found in found.chain(last) {
            // Only what stands before the first quotation mark.
            let plain = (found.quotes & found.quotes.wrapping_neg()).wrapping_sub(1);
            let mut special = (found.delimiters | found.line_ends) & plain;
            while special != 0 {
                let bit = special & special.wrapping_neg();
                let at = base + special.trailing_zeros() as usize;
                special ^= bit;
                if found.line_ends & bit == 0 {
                    self.ends.push(at - start);
                    continue;
                }
                let byte = input.get(at).copied().unwrap_or(b'\n');
                if at == start {
                    lines.skip(byte);
                } else {
                    let Some(bytes) = input.get(start..at).filter(|bytes| bytes.len() < LONGEST_RECORD) else {
                        return input.get(start..).unwrap_or(&[]);
                    };
                    self.ends.push(at - start);
                    lines.end(byte);
                    let line = lines.end_record(0, take);
                    take(Event::Record(Record {
                        line,
                        bytes,
                        ends: &self.ends,
                        gap: 1,
                        end: End::Line,
                        open_quote: None,
                    }));
                    self.ends.clear();
                }
                start = at + 1;
            }
            if found.quotes != 0 {
                break;
            }
            base += BLOCK;
        }
        input.get(start..).unwrap_or(&[])
    }
}
