//! What a file is when it is not a table at all.

use crate::diagnostic::Code;

/// Why bytes cannot be a price table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct NotATable {
    /// Stable code.
    pub code: Code,
    /// What it is.
    pub found: &'static str,
    /// What to do about it.
    pub advice: &'static str,
}

/// Bytes at the beginning that tell what a file is.
const OPENING: usize = 4_096;

/// A web page, or a table that a site wrote as one for spreadsheets.
fn html(table: bool) -> NotATable {
    if table {
        return NotATable {
            code: Code::HtmlPage,
            found: "a table written as a web page (HTML), whatever its name ends with",
            advice: "Open it in a spreadsheet and save it as CSV.",
        };
    }
    NotATable {
        code: Code::HtmlPage,
        found: "a web page, most likely the vendor's error or sign-in page",
        advice: "Download the file again from the vendor's site.",
    }
}

/// Whether text opens as JSON: brackets, and what may follow them there.
fn is_json(text: &[u8]) -> bool {
    let Some((open, rest)) = text.split_first() else { return false };
    match (open, rest.trim_ascii_start().first()) {
        (b'{', Some(b'"' | b'}')) => true,
        (b'[', Some(b'{' | b'[')) => true,
        // "[1, 2" is JSON too; "[S&P 500]" is a header.
        (b'[', Some(b'"' | b'-' | b'0'..=b'9')) => text.contains(&b']'),
        _ => false,
    }
}

/// A container where a table should be: archives and workbooks are opened before this; those inside an archive are not.
fn container(head: &[u8]) -> Option<NotATable> {
    let signature = |bytes: &[u8]| head.starts_with(bytes);
    if signature(b"PK\x03\x04") || signature(b"PK\x05\x06") {
        return Some(NotATable {
            code: Code::ZipArchive,
            found: "a ZIP archive or a workbook",
            advice: "Unpack the file around it, and drop what is in it.",
        });
    }
    if signature(b"\x1f\x8b") {
        return Some(NotATable { code: Code::Gzip, found: "gzip-compressed data", advice: "Unpack it first." });
    }
    if signature(b"\xd0\xcf\x11\xe0") {
        return Some(NotATable {
            code: Code::ExcelWorkbook,
            found: "an Excel workbook in a packed file",
            advice: "Unpack the file around it, and drop the workbook.",
        });
    }
    // Before workbooks were compound files; no text has these bytes.
    if [&b"\x09\0\x04\0"[..], b"\x09\x02\x06\0", b"\x09\x04\x06\0", b"\x09\x08\x08\0"].into_iter().any(signature) {
        return Some(NotATable {
            code: Code::ExcelWorkbook,
            found: "a workbook of Excel 95 or older",
            advice: "Save it as .xlsx, or the sheet as CSV.",
        });
    }
    None
}

/// Recognises files that are not a text table by their first bytes.
pub(crate) fn not_a_table(head: &[u8]) -> Option<NotATable> {
    let signature = |bytes: &[u8]| head.starts_with(bytes);
    let text = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head).trim_ascii_start();
    let opening: Vec<u8> = text.iter().take(OPENING).map(u8::to_ascii_lowercase).collect();
    let begins = |words: &[&[u8]]| words.iter().any(|word| opening.starts_with(word));
    let has = |word: &[u8]| memchr::memmem::find(&opening, word).is_some();
    if begins(&[b"<!doctype html", b"<html", b"<head", b"<table", b"<body", b"<meta"]) {
        return Some(html(has(b"<td") && has(b"<tr")));
    }
    if begins(&[b"<?xml", b"<workbook", b"<ss:workbook"]) {
        let flat = has(b"opendocument");
        return Some(if flat {
            NotATable {
                code: Code::ExcelWorkbook,
                found: "an OpenDocument file, written as XML",
                advice: "Open it in a spreadsheet and save the sheet as CSV or as .ods.",
            }
        } else if has(b"schemas-microsoft-com:office:spreadsheet") || has(b"workbook") {
            NotATable {
                code: Code::ExcelWorkbook,
                found: "an Excel workbook, written as XML",
                advice: "Open it in a spreadsheet and save the sheet as CSV or as .xlsx.",
            }
        } else {
            NotATable { code: Code::Xml, found: "an XML document", advice: "Export it as CSV." }
        });
    }
    if is_json(text) {
        return Some(NotATable { code: Code::Json, found: "JSON", advice: "Export it as CSV." });
    }
    if begins(&[b"{\\rtf"]) {
        return Some(NotATable {
            code: Code::RichText,
            found: "a document with formats (RTF)",
            advice: "Open it, and save it as plain text.",
        });
    }
    if signature(b"%PDF-") {
        return Some(NotATable { code: Code::Pdf, found: "a PDF document", advice: "Export the table in it as CSV." });
    }
    if let Some(container) = container(head) {
        return Some(container);
    }
    if head.iter().take(4096).any(|byte| *byte == 0) {
        return Some(NotATable { code: Code::Binary, found: "binary data", advice: "Export the prices as CSV." });
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_kinds() {
        let code = |bytes: &[u8]| not_a_table(bytes).map(|kind| kind.code);
        assert_eq!(code(b"\n  <!DOCTYPE HTML><html>"), Some(Code::HtmlPage));
        assert_eq!(code(b"%PDF-1.7"), Some(Code::Pdf));
        assert_eq!(code(b"PK\x03\x04rest"), Some(Code::ZipArchive));
        assert_eq!(code(b"{\"error\": 404}"), Some(Code::Json));
        assert_eq!(code(b"ab\0cd"), Some(Code::Binary));
        assert_eq!(code(b"Date,Close\n"), None);
        assert_eq!(code(b""), None);
    }
}
