//! Records that are days, with a column for each asset.

use super::damaged::Damaged;
use super::intake::Intake;
use super::outside::Outside;
use super::priced_cells::{PricedCells, no_day, weigh};
use crate::import::layout::plan::{self, Layout, ValueColumn};
use crate::import::rows::columns::Columns;
use crate::import::text::reader::Record;

/// Takes records that are days.
pub(super) struct ByDay {
    plan: plan::ByDay,
    cells: PricedCells,
    damaged: Damaged,
}

impl ByDay {
    /// Days to be read by this plan, all into the first store.
    pub(super) fn new(plan: plan::ByDay, layout: &Layout, intake: &mut Intake) -> ByDay {
        let cells = PricedCells::new(&plan.values);
        intake.negative = vec![0; plan.values.len()];
        intake.stores.push(Columns::new(plan.values.len(), cells.width()));
        ByDay { plan, cells, damaged: Damaged::new(layout) }
    }

    /// The columns of prices.
    pub(super) fn values(&self) -> &[ValueColumn] {
        &self.plan.values
    }

    /// Takes a record.
    #[inline]
    pub(super) fn take(&mut self, record: &Record<'_>, outside: &mut Outside, intake: &mut Intake) {
        let dates = self.plan.dates;
        let date = if outside.has_moved(record) { None } else { dates.read(record) };
        if outside.takes(record, date.is_some(), intake) {
            return;
        }
        let Some(date) = weigh(date, dates, record, intake) else { return };
        if self.damaged.may_be(record) && self.damaged.takes(record, Some(0), intake) {
            return;
        }
        if !self.cells.read(record, intake) {
            intake.reject_unpriced(record, self.cells.first(), |column| self.cells.name(column));
            return;
        }
        intake.note_cells(record, |column| self.cells.name(column));
        intake.order.question(date, record.line, || record.text(dates.first()));
        intake.order.doubt(date, || no_day(record, dates.first()));
        intake.remember(|| (record.line, date, None, self.cells.texts(record)));
        if intake.beside.is_kept() {
            intake.beside.keep(0, record);
        }
        intake.keep(0, date);
        intake.ledger.used += 1;
    }
}
