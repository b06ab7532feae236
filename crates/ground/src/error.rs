//! What a request can fail with. Trouble inside files is not an error but a diagnostic of the file.

use std::fmt;

use serde::Serialize;

/// The kinds of failure. As JSON, and where people read it, a kind is its [`code`](ErrorKind::code), which never changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum ErrorKind {
    /// A setting is unknown or out of range.
    BadSettings,
    /// What was asked is not a question.
    BadQuestion,
    /// What was to be changed is not a change.
    BadChange,
    /// There is no series of this id or symbol.
    UnknownSeries,
    /// There is nothing to compare with.
    NoReference,
    /// There is nothing to rank.
    NoSectors,
    /// The series share too few days.
    TooFewDays,
    /// A chart could not be drawn.
    DrawingFailed,
    /// A value could not be written as JSON, which happens to none of this crate.
    Unserialisable,
}

impl ErrorKind {
    /// Stable, machine-readable name.
    pub fn code(self) -> &'static str {
        match self {
            ErrorKind::BadSettings => "bad-settings",
            ErrorKind::BadQuestion => "bad-question",
            ErrorKind::BadChange => "bad-change",
            ErrorKind::UnknownSeries => "unknown-series",
            ErrorKind::NoReference => "no-reference",
            ErrorKind::NoSectors => "no-sectors",
            ErrorKind::TooFewDays => "too-few-days",
            ErrorKind::DrawingFailed => "drawing-failed",
            ErrorKind::Unserialisable => "unserialisable",
        }
    }
}

/// Why a request has no answer: the kind, and a sentence for the person who asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS), ts(rename = "EngineError"))]
pub struct Error {
    #[serde(rename = "code")]
    kind: ErrorKind,
    message: String,
}

impl Error {
    /// An error of a kind, with a sentence.
    pub fn new(kind: ErrorKind, message: impl Into<String>) -> Error {
        Error { kind, message: message.into() }
    }

    /// What kind it is.
    pub fn kind(&self) -> ErrorKind {
        self.kind
    }

    /// The name of its kind, e.g. `no-reference`.
    pub fn code(&self) -> &'static str {
        self.kind.code()
    }

    /// The sentence.
    pub fn message(&self) -> &str {
        &self.message
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Error {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kind_is_written_as_its_code() {
        for kind in [
            ErrorKind::BadSettings,
            ErrorKind::BadQuestion,
            ErrorKind::BadChange,
            ErrorKind::UnknownSeries,
            ErrorKind::NoReference,
            ErrorKind::NoSectors,
            ErrorKind::TooFewDays,
            ErrorKind::DrawingFailed,
            ErrorKind::Unserialisable,
        ] {
            assert_eq!(serde_json::to_value(kind).unwrap(), kind.code());
        }
        let error = serde_json::to_value(Error::new(ErrorKind::NoSectors, "None.")).unwrap();
        assert_eq!(error, serde_json::json!({"code": "no-sectors", "message": "None."}));
    }
}
