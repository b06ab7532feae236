//! Deflate, in slices of any size, and the limits that keep a small file from filling the memory.

use miniz_oxide::inflate::TINFLStatus;
use miniz_oxide::inflate::core::{DecompressorOxide, decompress, inflate_flags};

/// Room for what is inflated: twice deflate's furthest reach back, a power of two.
const WINDOW: usize = 1 << 16;

/// Most bytes that one packed file may hold.
pub(crate) const LARGEST: u64 = 2 << 30;
/// Most bytes that a packed byte may stand for. Zeros reach 1,032; prices stay below 20.
pub(crate) const RATIO: u64 = 1_000;
/// Bytes up to which the ratio is not looked at.
const RATIO_FROM: u64 = 10_000_000;

/// Whether this much out of so little is a trap rather than a table.
pub(crate) fn is_too_large(unpacked: u64, packed: u64) -> bool {
    unpacked > LARGEST || is_suspicious(unpacked, packed)
}

/// Whether this much does not come out of so little by honest means.
pub(crate) fn is_suspicious(unpacked: u64, packed: u64) -> bool {
    unpacked > RATIO_FROM && unpacked / RATIO > packed
}

/// How far a slice took the inflating.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Progress {
    /// All of it was used, and there is more to come.
    More,
    /// The stream ended after this many bytes of it.
    Ended(usize),
    /// It is not a deflate stream, or a damaged one.
    Damaged,
    /// The taker wants no more.
    Stopped,
}

/// Inflates one stream.
pub(crate) struct Inflate {
    state: Box<DecompressorOxide>,
    window: Vec<u8>,
    position: usize,
}

impl Inflate {
    /// A new stream.
    pub(crate) fn new() -> Inflate {
        Inflate { state: Box::default(), window: vec![0; WINDOW], position: 0 }
    }

    /// Begins the next stream.
    pub(crate) fn restart(&mut self) {
        self.state.init();
        self.position = 0;
    }

    /// Inflates a slice. `take` gets what comes out, and how many bytes of the slice that took; it says whether to go on.
    pub(crate) fn feed(&mut self, slice: &[u8], take: &mut dyn FnMut(&[u8], usize) -> bool) -> Progress {
        let mut used = 0;
        loop {
            let input = slice.get(used..).unwrap_or(&[]);
            let more = inflate_flags::TINFL_FLAG_HAS_MORE_INPUT;
            let (status, read, made) = decompress(&mut self.state, input, &mut self.window, self.position, more);
            used += read;
            let out = self.window.get(self.position..self.position + made).unwrap_or(&[]);
            if !out.is_empty() && !take(out, used) {
                return Progress::Stopped;
            }
            self.position = (self.position + made) % WINDOW;
            match status {
                TINFLStatus::HasMoreOutput => {}
                TINFLStatus::NeedsMoreInput => return Progress::More,
                TINFLStatus::Done => return Progress::Ended(used),
                _ => return Progress::Damaged,
            }
        }
    }
}

/// A little-endian number at a place of some bytes.
pub(crate) fn little_endian<const N: usize>(bytes: &[u8], at: usize) -> Option<u64> {
    let digits: &[u8; N] = bytes.get(at..)?.first_chunk()?;
    Some(digits.iter().rev().fold(0, |number, digit| number << 8 | u64::from(*digit)))
}
