//! Text: bytes to UTF-8, and text to records.

pub(crate) mod content;
pub(crate) mod dialect;
pub mod encoding;
pub(crate) mod reader;
pub(crate) mod rejoin;
pub(crate) mod sniff;
