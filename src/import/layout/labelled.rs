//! What lines above a table say of it.

use crate::import::cells::number::{self, DecimalMark, Number};
use crate::import::layout::header::{Role, is_unit_name, role};
use crate::import::layout::profile::SampleRow;

/// Whether a cell above a header could name an asset.
pub(crate) fn names_asset(cell: &str) -> bool {
    !is_unit_name(cell) && number::read(DecimalMark::Point, cell.as_bytes()) == Number::Unreadable
}

/// The symbol that a line above the table gives: `Security,SPX Index` or `Symbol: SPY`.
pub(crate) fn labelled_symbol(above: &[SampleRow]) -> Option<String> {
    above.iter().find_map(|row| {
        let mut cells = row.fields.iter().map(String::as_str).filter(|cell| !cell.is_empty());
        let (label, symbol) = match (cells.next()?, cells.next()) {
            (label, Some(symbol)) => (label.trim_end_matches(':'), symbol),
            (both, None) => both.split_once(':')?,
        };
        let is_label = role(label.trim()) == Role::Symbol;
        (is_label && cells.next().is_none() && names_asset(symbol)).then(|| symbol.trim().to_owned())
    })
}
