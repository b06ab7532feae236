//! Records that are days of one asset each, or of one kind of price.

use std::collections::BTreeMap;

use super::assets::{Asset, Assets, rank_of};
use super::damaged::Damaged;
use super::intake::Intake;
use super::outside::Outside;
use super::priced_cells::{PricedCells, no_day, weigh};
use super::trouble::found;
use crate::diagnostic::{Code, Finding};
use crate::import::layout::plan::{self, Layout, ValueColumn};
use crate::import::rows::columns::Columns;
use crate::import::text::reader::Record;

/// Takes records of several assets, each asset into a store of its own.
pub(super) struct ByAsset {
    plan: plan::ByAsset,
    cells: PricedCells,
    damaged: Damaged,
    assets: Assets,
    store_of_key: BTreeMap<(Vec<u8>, u8), usize>,
    last: usize,
}

impl ByAsset {
    /// Records to be read by this plan.
    pub(super) fn new(plan: plan::ByAsset, layout: &Layout, intake: &mut Intake) -> ByAsset {
        intake.negative = vec![0; plan.values.len()];
        let cells = PricedCells::new(&plan.values);
        let damaged = Damaged::new(layout);
        ByAsset { plan, cells, damaged, assets: Assets::default(), store_of_key: BTreeMap::new(), last: 0 }
    }

    /// The columns of prices.
    pub(super) fn values(&self) -> &[ValueColumn] {
        &self.plan.values
    }

    /// What a store holds.
    pub(super) fn asset(&self, store: usize) -> Option<&Asset> {
        self.assets.get(store)
    }

    /// Of several stores of one asset keeps only the best price.
    pub(super) fn choose(&mut self, intake: &mut Intake) {
        self.assets.choose(false, intake);
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
        if self.damaged.may_be(record) && self.damaged.takes(record, self.known_store(record), intake) {
            return;
        }
        let Some(rank) = rank_of(record, self.plan.field, intake) else { return };
        if !self.cells.read(record, intake) {
            intake.reject_unpriced(record, self.cells.first(), |column| self.cells.name(column));
            return;
        }
        let Some(store) = self.store(record, rank, intake) else {
            let symbol = self.plan.symbol.unwrap_or_default();
            intake.reject(Code::MissingSymbol, || Finding {
                code: Code::MissingSymbol,
                line: Some(record.line),
                column: None,
                found: found(record, symbol),
                expected: "a symbol".to_owned(),
            });
            return;
        };
        intake.note_cells(record, |column| self.cells.name(column));
        intake.order.question(date, record.line, || record.text(dates.first()));
        intake.order.doubt(date, || no_day(record, dates.first()));
        let symbol = || self.plan.symbol.map(|column| record.text(column));
        intake.remember(|| (record.line, date, symbol(), self.cells.texts(record)));
        if intake.beside.is_kept() {
            intake.beside.keep(store, record);
        }
        intake.keep(store, date);
        intake.ledger.used += 1;
    }

    /// The store that already holds prices of a record's asset, of any kind.
    fn known_store(&self, record: &Record<'_>) -> Option<usize> {
        let key = self.plan.symbol.map_or(&[][..], |column| record.field(column).trim_ascii());
        self.store_of_key.range((key.to_vec(), 0)..).next().filter(|((of, _), _)| of == key).map(|(_, store)| *store)
    }

    /// The store of a record: that of its asset and kind of price. `None` where it should have a symbol and has none.
    fn store(&mut self, record: &Record<'_>, rank: u8, intake: &mut Intake) -> Option<usize> {
        let key = match self.plan.symbol {
            None => &[],
            Some(column) => Some(record.field(column).trim_ascii())
                .filter(|key| !is_no_symbol(key) && record.open_quote != Some(column))?,
        };
        // Rows mostly stay with a symbol, or go through all of them in the same order every day.
        let guesses = [self.last, self.last + 1, 0];
        let known = |store: &usize| self.assets.get(*store).is_some_and(|asset| asset.is(key, rank));
        if let Some(store) = guesses.into_iter().find(known) {
            self.last = store;
            return Some(store);
        }
        let store = *self.store_of_key.entry((key.to_vec(), rank)).or_insert_with(|| {
            intake.stores.push(Columns::new(self.plan.values.len(), self.cells.width()));
            // Excel keeps the zeros of a code by an apostrophe before it.
            let symbol = String::from_utf8_lossy(key).trim().trim_start_matches('\'').to_owned();
            let asset = Asset::new(key.to_vec(), symbol, rank);
            self.assets.push(match self.plan.field {
                Some(column) => asset.called(record.text(column)),
                None => asset,
            });
            intake.stores.len() - 1
        });
        self.last = store;
        Some(store)
    }
}

/// Whether a cell of symbols gives none. Not every mark for a missing value does: NA and NAN are symbols of funds.
fn is_no_symbol(key: &[u8]) -> bool {
    matches!(key, b"" | b"NULL" | b"null" | b"\\N" | b"None" | b"nan" | b"NaN" | b"#N/A" | b"-")
}
