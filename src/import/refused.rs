//! The diagnostic for a file that cannot be used at all.

use crate::diagnostic::{Code, Diagnostic, Severity};

/// A container that is not whole.
pub(crate) fn damaged(what: &str, how: &str) -> Diagnostic {
    Diagnostic {
        severity: Severity::Error,
        code: Code::DamagedArchive,
        line: None,
        column: None,
        found: Some(format!("{} that {how}", what.to_lowercase())),
        expected: Some("a sound archive".to_owned()),
        message: format!(
            "{what} {how}. What was read up to there is kept, without a line cut short. Download or pack it again."
        ),
    }
}

/// A container that would fill the memory.
pub(crate) fn too_large(what: &str) -> Diagnostic {
    Diagnostic {
        severity: Severity::Error,
        code: Code::TooLarge,
        line: None,
        column: None,
        found: Some("more than 2 GiB, or more than 1,000 times the packed size".to_owned()),
        expected: Some("a table of dates and prices".to_owned()),
        message: format!(
            "{what} unpacks to more than 2 GiB, or to more than 1,000 times its size. Nothing in it was used. Unpack it and \
             split it into smaller files."
        ),
    }
}

/// A file that cannot be used: what it is, what was expected, what to do.
pub(crate) fn refused(code: Code, found: &str, expected: &str, advice: &str) -> Diagnostic {
    Diagnostic {
        severity: Severity::Error,
        code,
        line: None,
        column: None,
        found: Some(found.to_owned()),
        expected: Some(expected.to_owned()),
        message: format!("This is {found}; expected {expected}. Nothing in it was used. {advice}"),
    }
}
