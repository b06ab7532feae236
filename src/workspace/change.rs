//! What can be done to the files of a workspace, beside adding one.

use serde::Deserialize;
#[cfg(test)]
use serde::Serialize;

/// A change; as JSON an object whose `to` names it.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[cfg_attr(test, derive(Serialize, ts_rs::TS))]
#[serde(tag = "to", rename_all = "kebab-case", deny_unknown_fields)]
#[non_exhaustive]
pub enum Change {
    /// Remove a file, with the files in it where it is an archive.
    Remove {
        /// Its name.
        name: String,
    },
    /// Remove every file.
    Clear,
    /// Note something that could not even be read.
    Refuse {
        /// Its name.
        name: String,
        /// Why: `folder`, `empty-folder`, `crashes-reader`, else `unreadable`.
        code: String,
        /// What was found.
        found: String,
        /// What to do.
        advice: String,
    },
    /// Add the SHA-256 of a file that was imported without.
    AddSha256 {
        /// Its name.
        name: String,
        /// In hexadecimal; none where the file cannot be read a second time.
        sha256: Option<String>,
    },
}
