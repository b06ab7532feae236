//! What all ways of taking records share: the count of records, the findings about them, and the prices read so far.

use std::rc::Rc;

use crate::diagnostic::{Code, Finding, Findings, Ledger};
use crate::import::cells::date_text::DateCell;
use crate::import::cells::day_order::OrderEvidence;
use crate::import::cells::decimal::{Alternative, MarkReading};
use crate::import::cells::number::Number;
use crate::import::layout::plan::Layout;
use crate::import::layout::returns::Returns;
use crate::import::rows::beside::Beside;
use crate::import::rows::columns::Columns;
use crate::import::rows::preview::{PREVIEW_ROWS, Remembered};
use crate::import::rows::trouble::Trouble;
use crate::import::text::reader::Record;

/// A price, and what it is under the other decimal mark where that differs.
pub(super) type Price = (f64, Option<f64>);

/// What has been taken of one table.
pub(super) struct Intake {
    /// Accounts for every record.
    pub ledger: Ledger,
    /// What there is to say of single records.
    pub findings: Findings,
    /// Headers of the columns.
    pub columns: Rc<[String]>,
    /// The decimal mark.
    pub mark: MarkReading,
    /// The order of day and month.
    pub order: OrderEvidence,
    /// The prices: of a day in a column each, or of one asset each.
    pub stores: Vec<Columns>,
    /// How the cells of prices write returns, where they are to be compounded; then the stores hold relatives of the price before.
    pub returns: Option<Returns>,
    /// Values below zero, for each column of prices.
    pub negative: Vec<u64>,
    /// The first rows.
    pub preview: Vec<Remembered>,
    /// Troubles with the prices of the record at hand, and their columns.
    pub troubles: Vec<(Trouble, usize)>,
    /// Values of the record at hand.
    pub values: Vec<f64>,
    /// What these are under the other decimal mark, where that differs.
    pub others: Vec<(usize, f64)>,
    /// What is kept of each row beside its prices.
    pub beside: Beside,
}

impl Intake {
    /// Nothing taken yet of a table of this layout.
    pub(super) fn new(layout: &Layout) -> Intake {
        Intake {
            ledger: Ledger::default(),
            findings: Findings::default(),
            columns: layout.columns.as_slice().into(),
            mark: MarkReading::new(layout.mark, layout.sureness),
            order: OrderEvidence::default(),
            stores: Vec::new(),
            returns: layout.returns,
            negative: Vec::new(),
            preview: Vec::new(),
            troubles: Vec::new(),
            values: Vec::new(),
            others: Vec::new(),
            beside: Beside::new(layout),
        }
    }

    /// Leaves out the record at hand.
    #[cold]
    #[inline(never)]
    pub(super) fn reject(&mut self, code: Code, describe: impl FnOnce() -> Finding) {
        self.ledger.reject(code, 1);
        self.findings.note(code, describe);
    }

    /// Reads the price in a cell; what is below zero is counted, by the place of the cell among the prices.
    pub(super) fn price(&mut self, cell: &[u8], place: usize) -> Result<Price, Trouble> {
        let read = self.mark.read(cell);
        if let Some(returns) = self.returns {
            return returns.relative(read.number).map(|relative| (relative, None)).ok_or(Trouble::Missing);
        }
        match read.number {
            Number::Value(price) if price > 0.0 => Ok((price, read.other)),
            number => {
                if let (Number::Value(..0.0), Some(count)) = (number, self.negative.get_mut(place)) {
                    *count += 1;
                }
                Err(Trouble::of(number))
            }
        }
    }

    /// Adds a single price to a store.
    pub(super) fn keep_one(&mut self, store: usize, date: DateCell, (price, other): Price) {
        self.values.clear();
        self.values.push(price);
        self.others.clear();
        self.others.extend(other.map(|other| (0, other)));
        self.keep(store, date);
    }

    /// Adds the values at hand to a store.
    pub(super) fn keep(&mut self, index: usize, date: DateCell) {
        let Some(store) = self.stores.get_mut(index) else { return };
        let row = store.rows();
        store.push(date, &self.values);
        for (column, value) in self.others.drain(..) {
            self.mark.remember(Alternative { table: index, row, column, value });
        }
        if let Some(cells) = self.mark.turned() {
            self.change(&cells);
        }
    }

    /// Puts the other readings in.
    pub(super) fn change(&mut self, cells: &[Alternative]) {
        for cell in cells {
            if let Some(store) = self.stores.get_mut(cell.table) {
                store.set(cell.row, cell.column, cell.value);
            }
        }
    }

    /// Keeps a row for the preview, while there is room.
    pub(super) fn remember(&mut self, row: impl FnOnce() -> Remembered) {
        if self.preview.len() < PREVIEW_ROWS {
            self.preview.push(row());
        }
    }

    /// Leaves out a record without any price, for the worst reason in it; `first` is the first column of prices, and `name`
    /// gives what a column is called.
    #[cold]
    #[inline(never)]
    pub(super) fn reject_unpriced(
        &mut self,
        record: &Record<'_>,
        first: Option<usize>,
        name: impl Fn(usize) -> Option<String>,
    ) {
        let worst = self.troubles.iter().rev().max_by_key(|(trouble, _)| *trouble).copied();
        let Some((trouble, column)) = worst.or(first.map(|column| (Trouble::Missing, column))) else { return };
        let (code, mark) = (trouble.of_row(), self.mark.mark);
        self.reject(code, || trouble.finding(code, record, column, name(column), mark));
    }

    /// Notes the cells of a record that are left out while the rest of it is used.
    pub(super) fn note_cells(&mut self, record: &Record<'_>, name: impl Fn(usize) -> Option<String>) {
        for (trouble, column) in &self.troubles {
            if let Some(code) = trouble.of_cell() {
                let mark = self.mark.mark;
                self.findings.note(code, || trouble.finding(code, record, *column, name(*column), mark));
            }
        }
    }
}
