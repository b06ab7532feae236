//! A second table below the first: its columns are others, and a volume would read as a price.

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::import::cells::number::{self, DecimalMark, Number};
use crate::import::layout::header::{Role, roles};
use crate::import::text::reader::Record;
use crate::number::{counted, grouped};

/// The code of its records.
pub(super) const CODE: Code = Code::SecondTable;

/// Whether a record is the header of another table: it names a date and more, and not the prices of this table in their
/// place. `date` is the column of its days, `prices` are its columns of prices with their headers.
pub(super) fn begins(record: &Record<'_>, date: usize, prices: &[(usize, String)]) -> bool {
    // Nearly all records without a date end here.
    if record.field(date).iter().any(u8::is_ascii_digit) {
        return false;
    }
    let cells: Vec<String> = (0..record.len()).map(|column| record.text(column)).collect();
    let is_number = |cell: &String| matches!(number::read(DecimalMark::Point, cell.as_bytes()), Number::Value(_));
    let roles = roles(&cells);
    let known = roles.iter().filter(|role| **role != Role::Unknown).count();
    let same = prices.iter().all(|(column, name)| record.text(*column) == *name);
    roles.contains(&Role::Date) && known >= 2 && !same && !cells.iter().any(is_number)
}

/// The diagnostic for it.
pub(super) fn diagnostic(line: u64, lost: u64, kept: u64) -> Diagnostic {
    let (found, expected) = ("the header of another table", "rows below the first header");
    Diagnostic {
        severity: Severity::Warning,
        code: CODE,
        line: Some(line),
        column: None,
        found: Some(found.to_owned()),
        expected: Some(expected.to_owned()),
        message: format!(
            "Line {}: found {found}, expected {expected}. From there on {} left out, {} kept. Put each table into a file of \
             its own.",
            grouped(line),
            counted(lost, "row"),
            grouped(kept)
        ),
    }
}
