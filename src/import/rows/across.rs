//! Records of a transposed table.

use super::assets::{Asset, Assets, rank_of};
use super::damaged::Damaged;
use super::intake::Intake;
use super::{text_line, trouble};
use crate::diagnostic::{Code, Finding};
use crate::import::layout::plan::{self, Layout, ValueColumn};
use crate::import::rows::columns::Columns;
use crate::import::text::reader::Record;

/// Takes records that are assets, or fields of one, with a price for each day.
pub(super) struct Across {
    plan: plan::Across,
    assets: Assets,
    values: [ValueColumn; 1],
    damaged: Damaged,
}

impl Across {
    /// Records to be read by this plan.
    pub(super) fn new(plan: plan::Across, layout: &Layout, intake: &mut Intake) -> Across {
        intake.negative = vec![0];
        let first_day = plan.days.first().map_or(0, |(column, _)| *column);
        let values = [ValueColumn::new(first_day, &plan.field_name, None)];
        Across { plan, assets: Assets::default(), values, damaged: Damaged::new(layout) }
    }

    /// What holds the prices, as if it were a column.
    pub(super) fn values(&self) -> &[ValueColumn] {
        &self.values
    }

    /// What a store holds.
    pub(super) fn asset(&self, store: usize) -> Option<&Asset> {
        self.assets.get(store)
    }

    /// Of several stores of one asset keeps only the best price.
    pub(super) fn choose(&mut self, intake: &mut Intake) {
        self.assets.choose(true, intake);
    }

    /// The row of days is evidence for their order.
    pub(super) fn header(&self, record: &Record<'_>, intake: &mut Intake) {
        for (column, day) in self.plan.days.iter() {
            intake.order.weigh(*day, record.line, || record.text(*column));
        }
        let first = self.plan.days.first().map_or(0, |(column, _)| *column);
        let is_day = |column: &usize| self.plan.days.binary_search_by_key(column, |(day, _)| *day).is_ok();
        for column in (first..record.len()).filter(|column| !is_day(column)) {
            if !record.field(column).trim_ascii().is_empty() {
                intake.findings.note(Code::UnreadableDayColumn, || Finding {
                    code: Code::UnreadableDayColumn,
                    line: Some(record.line),
                    column: Some((column + 1).to_string()),
                    found: trouble::found(record, column),
                    expected: "a date of the calendar, such as 2024-01-31".to_owned(),
                });
            }
        }
    }

    /// Takes a record.
    pub(super) fn take(&mut self, record: &Record<'_>, intake: &mut Intake) {
        if let Some(finding) = text_line::finding(record, &intake.columns) {
            intake.reject(finding.code, || finding);
            return;
        }
        if self.damaged.may_be(record) && self.damaged.takes(record, None, intake) {
            return;
        }
        let symbol = self.plan.symbol.map_or_else(String::new, |column| record.text(column));
        let Some(rank) = rank_of(record, self.plan.field, intake) else { return };
        let store = intake.stores.len();
        intake.stores.push(Columns::new(1, 1));
        intake.troubles.clear();
        for (column, day) in self.plan.days.iter() {
            match intake.price(record.field(*column), 0) {
                Ok(read) => {
                    let text = || intake.columns.get(*column).cloned().unwrap_or_default();
                    intake.order.question(*day, record.line, text);
                    let named = || (!symbol.is_empty()).then(|| symbol.clone());
                    intake.remember(|| (record.line, *day, named(), vec![record.text(*column)]));
                    intake.keep_one(store, *day, read);
                }
                Err(trouble) => intake.troubles.push((trouble, *column)),
            }
        }
        let used = intake.stores.get(store).is_some_and(|store| store.rows() > 0);
        let label = self.plan.field.map(|column| record.text(column)).unwrap_or_else(|| "(row)".to_owned());
        self.assets.push(Asset::new(Vec::new(), symbol, rank).called(label));
        let days = intake.columns.clone();
        let name = |column: usize| days.get(column).cloned();
        if used {
            intake.note_cells(record, name);
            intake.ledger.used += 1;
        } else {
            intake.reject_unpriced(record, self.values.first().map(|value| value.index), name);
        }
    }
}
