//! What is said of a whole file or column.

use crate::diagnostic::{Diagnostic, Severity, counted};

/// Rows whose date is no day in the order that a person chose, or other rows show.
pub(super) fn undated_note(count: u64, chosen: bool) -> Diagnostic {
    Diagnostic::remark(
        Severity::Warning,
        "unreadable-date",
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
    Diagnostic::remark(Severity::Warning, "empty-series", format!("{name} has no price in any row and is left out."))
}

/// A column that was not read.
pub(super) fn ignored_column(what: &str) -> Diagnostic {
    Diagnostic::remark(Severity::Note, "ignored-column", format!("Not read: {what}."))
}
