//! Import: the bytes of one file, in slices, to price series, diagnostics and a ledger.
//!
//! Data trouble is data: an import never fails. It returns what could be read and says, record by record, what could not.
//! The rooms, from the ground up: `cells` (dates and numbers), `file` (what a person may say of a file, and what it gives),
//! `text` (bytes to UTF-8 to records), `layout` (which column is what, one shape of table after the other), `checks` (what
//! deserves a word), `rows` (records to series), `body` (the bytes of one table), `container` (out of gzip and ZIP), `importer`.
#![deny(clippy::indexing_slicing)]

mod body;
mod cells;
mod checks;
mod container;
mod file;
mod formats;
mod importer;
mod layout;
mod limits;
mod refused;
mod rows;
mod text;

pub use self::cells::date_text::{self, DateOrder};
pub use self::cells::day_order::OpenDate;
pub use self::cells::number::{self, DecimalMark};
pub use self::cells::symbol;
pub use self::file::{
    ColumnChoice, Constituent, ImportOptions, ImportedFile, ImportedSeries, Jump, Mend, Offer, Outcome, PreviewRow,
    Question, RowChoice, RowsFound, hexadecimal,
};
pub use self::formats::{Formats, KnownFinding, KnownShape, formats};
pub use self::importer::Importer;
pub use self::limits::{Limit, limits};
pub use self::text::encoding;
