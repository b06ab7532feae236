//! The count of a table's records, whatever they are read as.

use crate::diagnostic::{Code, Finding, Findings, Found, Ledger};
use crate::import::text::reader::{Event, Record};

/// Counts what the reader meets, and gives on the records that hold something.
#[inline]
pub(crate) fn filled<'e, 'a>(
    event: &'e Event<'a>,
    ledger: &mut Ledger,
    findings: &mut Findings,
) -> Option<&'e Record<'a>> {
    match event {
        Event::Record(record) => {
            ledger.records += 1;
            let blank = record.is_blank();
            ledger.blank += u64::from(blank);
            return (!blank).then_some(record);
        }
        Event::EmptyLines(count) => {
            ledger.records += count;
            ledger.blank += count;
        }
        Event::OpenQuote { line } => findings.note(Code::OpenQuote, || Finding {
            code: Code::OpenQuote,
            line: Some(*line),
            column: None,
            found: Found::Said("a quotation mark that opens before lines that are rows of their own".to_owned()),
            expected: "a second mark at the end of the cell".to_owned(),
        }),
        Event::Overlong { line } => {
            ledger.records += 1;
            ledger.reject(Code::OverlongRecord, 1);
            findings.note(Code::OverlongRecord, || Finding {
                code: Code::OverlongRecord,
                line: Some(*line),
                column: None,
                found: Found::Said("a record of over a megabyte".to_owned()),
                expected: "a row; most likely a quotation mark is never closed".to_owned(),
            });
        }
    }
    None
}
