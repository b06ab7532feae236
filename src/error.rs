//! What a request can fail with. Trouble inside files is not an error but a [`Diagnostic`](crate::diagnostic::Diagnostic).

use std::fmt;

/// Why a request has no answer. The message is a sentence for the person who asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Error {
    code: &'static str,
    message: String,
}

impl Error {
    /// An error with a stable code and a sentence.
    pub fn new(code: &'static str, message: impl Into<String>) -> Error {
        Error { code, message: message.into() }
    }

    /// Stable, machine-readable code, e.g. `no-reference`.
    pub fn code(&self) -> &'static str {
        self.code
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
