//! Rows and cells that were left out of files, as a table for a spreadsheet.

use super::csv;
use crate::diagnostic::{Finding, Found};
use crate::import::ImportedFile;

/// CSV with a header: `file, line, code, column, found, expected`, a record for each row or cell left out, in order of
/// appearance. Where a file has more than are kept, a last record says how many.
pub fn table<'a>(files: impl Iterator<Item = &'a ImportedFile>) -> String {
    let mut table = csv::record(["file", "line", "code", "column", "found", "expected"]);
    for file in files {
        for finding in &file.left_out.findings {
            table.push_str(&record(&file.name, finding));
        }
        let more = file.left_out.total - file.left_out.findings.len() as u64;
        if more > 0 {
            table.push_str(&csv::record([&*csv::text(&file.name), "", "more", "", &format!("{more} more"), ""]));
        }
    }
    table
}

fn record(file: &str, finding: &Finding) -> String {
    let line = finding.line.map_or_else(String::new, |line| line.to_string());
    let (Found::Cell(found) | Found::Said(found)) = &finding.found;
    let column = finding.column.as_deref().unwrap_or("");
    let cells = [file, &line, finding.code.name(), column, found, &finding.expected].map(csv::text);
    csv::record(cells.iter().map(String::as_str))
}
