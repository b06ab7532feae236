//! What is said of a whole file or column.

use crate::diagnostic::{Code, Diagnostic, Severity, counted};

/// Rows whose date is no day in the order that a person chose, or other rows show.
pub(super) fn undated_note(count: u64, chosen: bool) -> Diagnostic {
    Diagnostic::remark(
        Code::UnreadableDate,
        format!(
            "{} left out: in the order {}, {} not exist.",
            counted(count, "row"),
            if chosen { "you chose" } else { "that other rows show" },
            if count == 1 { "its date does" } else { "their dates do" }
        ),
    )
}

/// A column without any price.
pub(super) fn empty_series(name: &str) -> Diagnostic {
    Diagnostic::remark(Code::EmptySeries, format!("{name} has no price in any row and is left out."))
}

/// No record gave a price.
pub(super) fn no_prices(rows: u64) -> Diagnostic {
    Diagnostic {
        severity: Severity::Error,
        code: Code::NoPrices,
        line: None,
        column: None,
        found: None,
        expected: Some("at least one row with a date and a positive price".to_owned()),
        message: format!(
            "None of the {} has a date and a positive price. Nothing was used. Export the prices again.",
            counted(rows, "row")
        ),
    }
}
