//! Rows and cells that were left out of files, as a table for a spreadsheet.

use super::csv::{Csv, text};
use crate::diagnostic::{Finding, Found};
use crate::import::ImportedFile;

/// CSV with a header: `file, line, code, column, found, expected`, a record for each row or cell left out, in order of
/// appearance. Where a file has more than are kept, a last record says how many.
pub fn table<'a>(files: impl Iterator<Item = &'a ImportedFile>) -> String {
    let mut table = Csv::new(["file", "line", "code", "column", "found", "expected"]);
    for file in files {
        for finding in &file.left_out.findings {
            table.record(record(&file.name, finding));
        }
        let more = file.left_out.total - file.left_out.findings.len() as u64;
        if more > 0 {
            table.record([&*text(&file.name), "", "more", "", &format!("{more} more"), ""]);
        }
    }
    table.finish()
}

fn record(file: &str, finding: &Finding) -> [String; 6] {
    let line = finding.line.map_or_else(String::new, |line| line.to_string());
    let (Found::Cell(found) | Found::Said(found)) = &finding.found;
    let column = finding.column.as_deref().unwrap_or("");
    [file, &line, finding.code.name(), column, found, &finding.expected].map(text)
}
