//! Records with more cells than the header.

use crate::diagnostic::{Code, Finding, Found};
use crate::import::text::reader::Record;
use crate::number::{counted, grouped};

/// The code of such records.
pub(super) const CODE: Code = Code::TooManyCells;

/// Whether something stands beyond the header. Then cells have moved, and a moved cell reads as a price that was never
/// quoted.
pub(super) fn has_moved(record: &Record<'_>, columns: usize) -> bool {
    (columns..record.len()).any(|column| !record.field(column).trim_ascii().is_empty())
}

/// The finding about it; where a comma between thousands may have split a number, it says so too.
pub(super) fn finding(record: &Record<'_>, columns: usize) -> Finding {
    let cells: Vec<&[u8]> = (0..record.len()).map(|column| record.field(column).trim_ascii()).collect();
    let digits = |cell: &[u8]| cell.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let parted = |pair: &[&[u8]]| match pair {
        [head, tail] => {
            let whole = head.strip_prefix(b"$").unwrap_or(head);
            (1..=3).contains(&whole.len()) && digits(whole) == whole.len() && digits(tail) >= 2
        }
        _ => false,
    };
    let quotes = if cells.windows(2).any(parted) { ", and quotes around a number with a comma" } else { "" };
    Finding {
        code: CODE,
        line: Some(record.line),
        column: None,
        found: Found::Said(counted(record.len() as u64, "cell")),
        expected: format!("{} as in the header{quotes}", grouped(columns as u64)),
    }
}
