//! The decimal mark at the end of a file, where no cell has decided it.

use super::intake::Intake;
use crate::diagnostic::{Code, Diagnostic};
use crate::import::cells::decimal::{Alternative, MarkReading, Sureness};
use crate::import::rows::columns::Columns;

/// How much less prices must move under the other decimal mark for it to be right, as a factor. A wrong mark makes steps by a
/// factor of a thousand wherever a price has no fraction, or no thousands.
const CLEARLY_SMOOTHER: f64 = 2.0;

impl Intake {
    /// Decides on a mark that no row has decided: it is turned round where prices then move clearly less from row to row.
    pub(super) fn settle_mark(&mut self) -> Option<Diagnostic> {
        let mark = self.mark.mark;
        let reading = std::mem::replace(&mut self.mark, MarkReading::new(mark, Sureness::Settled));
        let (cells, open) = reading.into_open();
        let first = cells.first()?;
        let value = |stores: &[Columns], cell: &Alternative| {
            stores.get(cell.table).map_or(f64::NAN, |store| store.value(cell.row, cell.column))
        };
        let as_read = value(&self.stores, first);
        let before: Vec<Alternative> =
            cells.iter().map(|cell| Alternative { value: value(&self.stores, cell), ..*cell }).collect();
        let rough = self.roughness();
        self.change(&cells);
        let turned = self.roughness() * CLEARLY_SMOOTHER < rough;
        if turned {
            self.mark = MarkReading::new(mark.other(), Sureness::Settled);
        } else {
            self.change(&before);
        }
        (turned || open).then(|| open_mark(as_read, first.value, value(&self.stores, first)))
    }

    /// How far prices move from row to row, all columns together.
    fn roughness(&self) -> f64 {
        self.stores.iter().map(Columns::roughness).sum()
    }
}

/// The file was read under a mark that no cell proves.
fn open_mark(as_read: f64, other: f64, used: f64) -> Diagnostic {
    Diagnostic::remark(
        Code::DecimalMark,
        format!(
            "The first price with a mark reads as {as_read} or as {other}, and no row decides: {used} was used. It changes the \
             level of the prices, not their returns. If it is wrong, choose the decimal mark of this file."
        ),
    )
}
