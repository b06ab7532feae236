//! The most that is read of one file: the list that the page about methods prints.

use serde::Serialize;

use crate::diagnostic::TOLD_IN_FULL;
use crate::import::container::archive::MOST_ENTRIES;
use crate::import::container::inflate;
use crate::import::container::workbook;
use crate::import::text::reader::LONGEST_RECORD;
use crate::number::{counted, grouped};

/// A size that a file, or a part of one, may have at most.
#[derive(Clone, Debug, Serialize)]
pub struct Limit {
    /// What is limited.
    pub what: &'static str,
    /// The most there may be, with its unit.
    pub value: String,
}

/// All of them, from the container to the record. A file as it is has no limit but the memory of the machine.
pub fn limits() -> Vec<Limit> {
    let of = |what, value| Limit { what, value };
    vec![
        of("a file in a ZIP or gzip archive, unpacked", mebibytes(inflate::LARGEST)),
        of("a file in an archive, over its packed size", format!("{} times", grouped(inflate::RATIO))),
        of("files read of one archive", grouped(MOST_ENTRIES)),
        of("a workbook, unpacked", mebibytes(workbook::LARGEST)),
        of("sheets read of one workbook", grouped(workbook::MOST_SHEETS as u64)),
        of("rows of a sheet", grouped(u64::from(workbook::MOST_ROWS))),
        of("columns of a sheet", grouped(u64::from(workbook::MOST_COLUMNS))),
        of("one row of a table", mebibytes(LONGEST_RECORD as u64)),
        of("findings of one kind reported in full", counted(TOLD_IN_FULL, "row")),
    ]
}

fn mebibytes(bytes: u64) -> String {
    format!("{} MiB", grouped(bytes >> 20))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_whole_mebibytes() {
        for bytes in [inflate::LARGEST, workbook::LARGEST, LONGEST_RECORD as u64] {
            assert_eq!(bytes % (1 << 20), 0, "{bytes} is printed as less than it is");
        }
        assert_eq!(mebibytes(2 << 30), "2,048 MiB");
    }
}
