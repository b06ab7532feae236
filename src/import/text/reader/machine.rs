//! The csv crate's state machine, kept for the next file: its tables take longer to make than a small file to read.

use std::cell::RefCell;

use csv_core::{ReadRecordResult, Reader, ReaderBuilder};

/// How many are kept: one for each file that may be under way.
const MOST_KEPT: usize = 16;

thread_local!(static IDLE: RefCell<Vec<(u8, Box<Reader>)>> = const { RefCell::new(Vec::new()) });

/// A state machine for fields between delimiters, quoted or not. When it is dropped, it is reset and kept. (To clone one
/// would not do: clones of csv-core 0.1.13 lose a part of their tables.)
pub(super) struct Machine {
    delimiter: u8,
    reader: Option<Box<Reader>>,
}

impl Machine {
    /// A machine at its start.
    pub(super) fn new(delimiter: u8) -> Machine {
        let idle = IDLE.with_borrow_mut(|idle| {
            let position = idle.iter().position(|(of, _)| *of == delimiter)?;
            Some(idle.swap_remove(position).1)
        });
        let made = || Box::new(ReaderBuilder::new().delimiter(delimiter).build());
        Machine { delimiter, reader: Some(idle.unwrap_or_else(made)) }
    }

    /// See [`Reader::read_record`].
    pub(super) fn read_record(
        &mut self,
        input: &[u8],
        output: &mut [u8],
        ends: &mut [usize],
    ) -> (ReadRecordResult, usize, usize, usize) {
        match &mut self.reader {
            Some(reader) => reader.read_record(input, output, ends),
            None => (ReadRecordResult::End, input.len(), 0, 0),
        }
    }

    /// Goes back to the start.
    pub(super) fn reset(&mut self) {
        self.reader.iter_mut().for_each(|reader| reader.reset());
    }
}

impl Drop for Machine {
    fn drop(&mut self) {
        self.reset();
        let Some(reader) = self.reader.take() else { return };
        IDLE.with_borrow_mut(|idle| {
            if idle.len() < MOST_KEPT {
                idle.push((self.delimiter, reader));
            }
        });
    }
}
