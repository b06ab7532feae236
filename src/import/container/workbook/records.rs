//! The records of an older workbook (BIFF8), and the texts in them, which may go on in the next record.

use crate::import::container::inflate::little_endian;

/// What continues the record before it.
const CONTINUE: u16 = 0x3c;

/// A record: its kind, its data, and that of the records which continue it.
pub(super) struct Record<'s> {
    /// Its kind.
    pub kind: u16,
    /// Its data, piece by piece.
    pub pieces: Vec<&'s [u8]>,
}

impl<'s> Record<'s> {
    /// The data of the record alone.
    pub(super) fn data(&self) -> &'s [u8] {
        self.pieces.first().copied().unwrap_or(&[])
    }

    /// A number of two bytes in it.
    pub(super) fn short(&self, at: usize) -> Option<u16> {
        little_endian::<2>(self.data(), at).map(|number| number as u16)
    }

    /// A number of four bytes in it.
    pub(super) fn long(&self, at: usize) -> Option<u32> {
        little_endian::<4>(self.data(), at).map(|number| number as u32)
    }

    /// A floating-point number in it.
    pub(super) fn float(&self, at: usize) -> Option<f64> {
        little_endian::<8>(self.data(), at).map(f64::from_bits)
    }

    /// The text that begins at a place, its length in two bytes if it is wide, else in one.
    pub(super) fn text(&self, at: usize, wide_length: bool) -> Option<String> {
        let mut texts = Texts { pieces: &self.pieces, piece: 0, at };
        texts.next(wide_length)
    }
}

/// Reads records from a place of a stream.
pub(super) struct Records<'s> {
    stream: &'s [u8],
    at: usize,
}

impl<'s> Records<'s> {
    /// The records from a place on.
    pub(super) fn new(stream: &'s [u8], at: usize) -> Records<'s> {
        Records { stream, at }
    }

    fn one(&self) -> Option<(u16, &'s [u8], usize)> {
        let kind = little_endian::<2>(self.stream, self.at)? as u16;
        let length = little_endian::<2>(self.stream, self.at.checked_add(2)?)? as usize;
        let start = self.at.checked_add(4)?;
        let end = start.checked_add(length)?;
        Some((kind, self.stream.get(start..end)?, end))
    }
}

impl<'s> Iterator for Records<'s> {
    type Item = Record<'s>;

    fn next(&mut self) -> Option<Record<'s>> {
        let (kind, data, end) = self.one()?;
        self.at = end;
        let mut pieces = vec![data];
        while let Some((CONTINUE, data, end)) = self.one() {
            pieces.push(data);
            self.at = end;
        }
        Some(Record { kind, pieces })
    }
}

/// Texts one after another, through the pieces of a record.
pub(super) struct Texts<'r, 's> {
    pieces: &'r [&'s [u8]],
    piece: usize,
    at: usize,
}

impl<'r, 's> Texts<'r, 's> {
    /// The texts of a record from a place on.
    pub(super) fn new(record: &'r Record<'s>, at: usize) -> Texts<'r, 's> {
        Texts { pieces: &record.pieces, piece: 0, at }
    }

    fn rest(&self) -> &'s [u8] {
        self.pieces.get(self.piece).and_then(|piece| piece.get(self.at..)).unwrap_or(&[])
    }

    /// Goes on in the next piece where this one has ended.
    fn turn(&mut self) -> bool {
        let ended = self.rest().is_empty();
        if ended {
            self.piece += 1;
            self.at = 0;
        }
        ended
    }

    fn number(&mut self, bytes: usize) -> Option<usize> {
        let mut number = 0;
        for place in 0..bytes {
            self.turn();
            let byte = *self.rest().first()?;
            self.at += 1;
            number |= usize::from(byte) << (8 * place);
        }
        Some(number)
    }

    fn skip(&mut self, mut bytes: usize) -> Option<()> {
        while bytes > 0 {
            self.turn();
            let step = self.rest().len().min(bytes);
            if step == 0 {
                return None;
            }
            self.at += step;
            bytes -= step;
        }
        Some(())
    }

    /// The next text: its length in one byte or two, flags, and its characters. In each piece it says anew how wide they are.
    pub(super) fn next(&mut self, wide_length: bool) -> Option<String> {
        let mut left = self.number(if wide_length { 2 } else { 1 })?;
        let flags = self.number(1)?;
        let runs = if flags & 8 != 0 { self.number(2)? } else { 0 };
        let further = if flags & 4 != 0 { self.number(4)? } else { 0 };
        let mut wide = flags & 1 != 0;
        let mut units: Vec<u16> = Vec::new();
        while left > 0 {
            if self.turn() {
                wide = self.number(1)? & 1 != 0;
            }
            let width = if wide { 2 } else { 1 };
            let count = (self.rest().len() / width).min(left);
            if count == 0 {
                return None;
            }
            let bytes = self.rest().get(..count * width)?;
            if wide {
                units.extend(bytes.chunks_exact(2).map(|two| little_endian::<2>(two, 0).unwrap_or(0) as u16));
            } else {
                units.extend(bytes.iter().copied().map(u16::from));
            }
            self.at += count * width;
            left -= count;
        }
        self.skip(runs * 4)?;
        self.skip(further)?;
        Some(String::from_utf16_lossy(&units))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_goes_on_in_the_next_record() {
        let stream =
            [&[0xfc, 0, 5, 0][..], &[4, 0, 0, b'a', b'b'], &[CONTINUE as u8, 0, 5, 0], &[1, 0xac, 0x20, b'c', 0]]
                .concat();
        let mut records = Records::new(&stream, 0);
        let record = records.next().map(|record| record.text(0, true));
        assert_eq!(record, Some(Some("ab€c".to_owned())));
        assert!(records.next().is_none());
        assert!(Records::new(&[0xfc, 0, 5, 0, 1], 0).next().is_none());
    }
}
