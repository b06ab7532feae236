//! Records that are none of the table: a second table below the first, and rows whose cells have moved.

use super::intake::Intake;
use super::trouble::found;
use super::{moved, second_table};
use crate::diagnostic::{Code, Diagnostic, Finding};
use crate::import::layout::plan::Layout;
use crate::import::text::reader::Record;

/// Tells records that are none of the table.
pub(super) struct Outside {
    columns: usize,
    dates: Option<usize>,
    prices: Vec<(usize, String)>,
    /// The line of the header of a second table.
    second_table: Option<u64>,
    /// Whether the columns hold returns: below the same header again stand those of other weights, not later ones.
    compounded: bool,
    /// The column, and what stands in it, of the rows that are used.
    only: Option<(usize, String)>,
}

impl Outside {
    /// For a table of this layout.
    pub(super) fn new(layout: &Layout) -> Outside {
        let prices = layout.plan.values().into_iter().map(|value| (value.index, value.name.clone())).collect();
        let dates = layout.plan.dates().map(|dates| dates.first());
        let compounded = layout.returns.is_some();
        Outside {
            columns: layout.columns.len(),
            dates,
            prices,
            second_table: None,
            compounded,
            only: layout.only.clone(),
        }
    }

    /// Whether something stands beyond the header.
    #[inline]
    pub(super) fn has_moved(&self, record: &Record<'_>) -> bool {
        moved::has_moved(record, self.columns)
    }

    /// Leaves a record out that is none of the table; says whether it did. `dated` where it has a day in its place: only
    /// what is not a row of this table can begin another.
    #[inline]
    pub(super) fn takes(&mut self, record: &Record<'_>, dated: bool, intake: &mut Intake) -> bool {
        if dated && self.second_table.is_none() {
            return self.only.is_some() && self.is_other(record, intake);
        }
        let again = || self.compounded && self.prices.iter().all(|(column, name)| record.text(*column) == *name);
        let begins = || again() || self.dates.is_some_and(|dates| second_table::begins(record, dates, &self.prices));
        if self.second_table.is_some() || begins() {
            self.second_table.get_or_insert(record.line);
            intake.ledger.reject(second_table::CODE, 1);
            return true;
        }
        let moved = self.has_moved(record);
        if moved {
            intake.reject(moved::CODE, || moved::finding(record, self.columns));
        }
        moved
    }

    /// Leaves a row out that a person did not choose.
    fn is_other(&self, record: &Record<'_>, intake: &mut Intake) -> bool {
        let Some((column, value)) = self.only.as_ref().filter(|(column, value)| record.text(*column) != *value) else {
            return false;
        };
        intake.reject(Code::OtherRows, || Finding {
            code: Code::OtherRows,
            line: Some(record.line),
            column: None,
            found: found(record, *column),
            expected: format!("'{value}', which was chosen"),
        });
        true
    }

    /// The diagnostic for a second table, where there is one.
    pub(super) fn diagnostic(&self, intake: &Intake) -> Option<Diagnostic> {
        let beyond = intake.ledger.rejected.get(&second_table::CODE).copied().unwrap_or(0);
        self.second_table.map(|line| second_table::diagnostic(line, beyond, intake.ledger.used))
    }
}
