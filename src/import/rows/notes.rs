//! Diagnostics for a whole file or column.

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::import::layout::plan::{Suspect, ValueColumn};
use crate::number::counted;

/// Rows whose date is not a day in the order that a person chose, or other rows show.
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
    Diagnostic::remark(Code::EmptySeries, format!("Series {name} has no price in any row and is left out."))
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

/// The diagnostic for cells that are well formed but are not prices; `alone` where the file has no others.
pub(super) fn damaged_column(symbol: &str, column: &ValueColumn, suspect: Suspect, alone: bool) -> Diagnostic {
    let what = match suspect {
        Suspect::Scale => {
            "jump by factors that no asset moves by, up and down again: most likely a program lost their decimal points"
        }
        Suspect::Bars => {
            "lie above the high in many rows and below the low in many others: a column of this table is damaged"
        }
    };
    let rest = if alone { "Nothing is used until you choose." } else { "They were left out, the others kept." };
    let message =
        format!("The prices of {symbol}, column {}, {what}. {rest} Best is to export the file anew.", column.told());
    Diagnostic { column: Some(column.name.clone()), ..Diagnostic::remark(Code::DamagedColumn, message) }
}
