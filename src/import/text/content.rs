//! What a file is when it is no table at all.

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

/// Recognises files that are no text table by their first bytes.
pub(crate) fn not_a_table(head: &[u8]) -> Option<NotATable> {
    let signature = |bytes: &[u8]| head.starts_with(bytes);
    let text = head.trim_ascii_start();
    let opening: Vec<u8> = text.iter().take(64).map(u8::to_ascii_lowercase).collect();
    if opening.starts_with(b"<!doctype html") || opening.starts_with(b"<html") || opening.starts_with(b"<head") {
        return Some(NotATable {
            code: Code::HtmlPage,
            found: "a web page, most likely the vendor's error or sign-in page",
            advice: "Download the file again from the vendor's site.",
        });
    }
    if opening.starts_with(b"<?xml") {
        return Some(NotATable { code: Code::Xml, found: "an XML document", advice: "Export it as CSV." });
    }
    if opening.starts_with(b"{") || opening.starts_with(b"[{") || opening.starts_with(b"[[") {
        return Some(NotATable { code: Code::Json, found: "JSON", advice: "Export it as CSV." });
    }
    if signature(b"%PDF-") {
        return Some(NotATable { code: Code::Pdf, found: "a PDF document", advice: "Export the table in it as CSV." });
    }
    // Archives are opened before this; one inside an archive is not.
    if signature(b"PK\x03\x04") || signature(b"PK\x05\x06") {
        return Some(NotATable {
            code: Code::ZipArchive,
            found: "a ZIP archive or an Excel workbook",
            advice: "Unpack it, or save the sheet as CSV.",
        });
    }
    if signature(b"\x1f\x8b") {
        return Some(NotATable { code: Code::Gzip, found: "gzip-compressed data", advice: "Unpack it first." });
    }
    if signature(b"\xd0\xcf\x11\xe0") {
        return Some(NotATable {
            code: Code::ExcelWorkbook,
            found: "an Excel workbook",
            advice: "Save the sheet as CSV.",
        });
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
