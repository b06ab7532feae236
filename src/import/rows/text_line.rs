//! Lines that belong to a file but not to its table: sources, disclaimers, messages of the vendor, the header again.

use crate::diagnostic::{Code, Finding, Found};
use crate::import::cells::number::{self, DecimalMark, Number};
use crate::import::text::reader::Record;

/// The code of a line of text.
pub(super) const TEXT: Code = Code::TextLine;
/// The code of a line that repeats the header, as in files put one behind the other.
pub(super) const AGAIN: Code = Code::RepeatedHeader;

/// The finding about a record that is such a line; nothing where it is not.
pub(super) fn finding(record: &Record<'_>, header: &[String]) -> Option<Finding> {
    let about = |code, found, expected: &str| Finding {
        code,
        line: Some(record.line),
        column: None,
        found,
        expected: expected.to_owned(),
    };
    if header.iter().enumerate().all(|(column, name)| record.text(column) == *name) {
        return Some(about(AGAIN, Found::Said("the header again".to_owned()), "a row of prices"));
    }
    let mut cells = (0..record.len()).map(|column| record.text(column)).filter(|cell| !cell.is_empty());
    let only = cells.next().filter(|only| is_text(only))?;
    cells.next().is_none().then(|| about(TEXT, Found::Cell(only), "a row of the table"))
}

/// Whether a cell is mostly letters, and no mark for a missing value.
fn is_text(cell: &str) -> bool {
    let letters = cell.chars().filter(|c| c.is_alphabetic()).count();
    let digits = cell.chars().filter(char::is_ascii_digit).count();
    letters >= 4 && letters >= 2 * digits && number::read(DecimalMark::Point, cell.as_bytes()) == Number::Unreadable
}
