//! Rows and cells that were left out of files, as a table for a spreadsheet.

use crate::diagnostic::{Finding, Found};
use crate::import::ImportedFile;

/// CSV with a header: `file, line, code, column, found, expected`, a record for each row or cell left out, in order of
/// appearance. Where a file has more than are kept, a last record says how many.
///
/// A text that a spreadsheet would take for a formula has an apostrophe in front.
pub fn csv<'a>(files: impl Iterator<Item = &'a ImportedFile>) -> String {
    let mut text = String::from("file,line,code,column,found,expected\r\n");
    for file in files {
        for finding in &file.left_out.findings {
            text.push_str(&record(&file.name, finding));
        }
        let more = file.left_out.total - file.left_out.findings.len() as u64;
        if more > 0 {
            text.push_str(&joined(&[&file.name, "", "more", "", &format!("{more} more"), ""]));
        }
    }
    text
}

fn record(file: &str, finding: &Finding) -> String {
    let line = finding.line.map_or_else(String::new, |line| line.to_string());
    let (Found::Cell(found) | Found::Said(found)) = &finding.found;
    joined(&[file, &line, finding.code, finding.column.as_deref().unwrap_or(""), found, &finding.expected])
}

fn joined(cells: &[&str]) -> String {
    let mut text = cells.iter().map(|cell| quoted(cell)).collect::<Vec<_>>().join(",");
    text.push_str("\r\n");
    text
}

fn quoted(cell: &str) -> String {
    let formula = cell.starts_with(['=', '+', '-', '@', '\t', '\r']) && cell.parse::<f64>().is_err();
    let cell = if formula { format!("'{cell}") } else { cell.to_owned() };
    if cell.contains(['"', ',', '\n', '\r']) { format!("\"{}\"", cell.replace('"', "\"\"")) } else { cell }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_quoted_and_never_formulas() {
        assert_eq!(quoted("a,b"), "\"a,b\"");
        assert_eq!(quoted("say \"x\""), "\"say \"\"x\"\"\"");
        assert_eq!(quoted("=1+1"), "'=1+1");
        assert_eq!(quoted("-3.5"), "-3.5");
        assert_eq!(quoted("-x"), "'-x");
    }
}
