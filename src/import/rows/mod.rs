//! Records to rows: cells are read and every record is accounted for.

mod across;
mod closing;
mod field;
mod moved;
mod notes;
mod pairs;
pub(crate) mod preview;
pub(crate) mod records;
mod repeats;
mod second_table;
mod table;
mod text_line;
mod trouble;

use std::collections::BTreeMap;

use self::field::Field;
use self::trouble::{Trouble, found};
use crate::diagnostic::{Finding, Findings, Ledger};
use crate::import::cells::date_text::DateCell;
use crate::import::cells::day_order::OrderEvidence;
use crate::import::cells::decimal::{Alternative, MarkReading, Sureness};
use crate::import::cells::number::{self, DecimalMark, Number};
use crate::import::layout::plan::{Days, Layout};
use crate::import::layout::refusal::Unreadable;
use crate::import::rows::preview::{PREVIEW_ROWS, Remembered};
use crate::import::rows::records::filled;
use crate::import::rows::table::Table;
use crate::import::text::reader::{Event, Record};

/// Reads the records of one file under one layout.
pub(crate) struct Rows {
    layout: Result<Layout, Unreadable>,
    mark: MarkReading,
    ledger: Ledger,
    findings: Findings,
    tables: Vec<Table>,
    /// What the tables hold, where there is one for each asset.
    fields: Vec<Field>,
    table_of_symbol: BTreeMap<(Vec<u8>, u8), usize>,
    last_table: usize,
    /// Values that are kept of a record.
    width: usize,
    values: Vec<f64>,
    /// What the values are under the other decimal mark, where that differs.
    others: Vec<(usize, f64)>,
    troubles: Vec<(Trouble, usize)>,
    /// Values below zero, for each column of prices.
    negative: Vec<u64>,
    order: OrderEvidence,
    preview: Vec<Remembered>,
    /// The line of the header of a second table.
    second_table: Option<u64>,
}

impl Rows {
    /// Rows to be read under a layout; where there is none, records are only counted.
    pub(crate) fn new(layout: Result<Layout, Unreadable>) -> Rows {
        let (prices, columns) = layout.as_ref().map_or((0, 0), |layout| (layout.values.len(), layout.width()));
        let tables = match layout.as_ref().map(|layout| (&layout.days, layout.symbol, layout.field)) {
            Ok((Days::Down(_), None, None)) => vec![Table::new(prices, columns)],
            Ok((Days::Pairs(pairs), ..)) => pairs.iter().map(|_| Table::new(1, 1)).collect(),
            _ => Vec::new(),
        };
        let (mark, sureness) =
            layout.as_ref().map_or((DecimalMark::Point, Sureness::Settled), |layout| (layout.mark, layout.sureness));
        Rows {
            layout,
            mark: MarkReading::new(mark, sureness),
            ledger: Ledger::default(),
            findings: Findings::default(),
            tables,
            fields: Vec::new(),
            table_of_symbol: BTreeMap::new(),
            last_table: 0,
            width: columns,
            values: Vec::with_capacity(columns),
            others: Vec::new(),
            troubles: Vec::new(),
            negative: vec![0; prices],
            order: OrderEvidence::default(),
            preview: Vec::new(),
            second_table: None,
        }
    }

    /// Bytes that are kept of a row.
    pub(crate) fn bytes_of_row(&self) -> u64 {
        4 + 8 * self.width as u64
    }

    /// Makes room for this many rows, where one table takes them all.
    pub(crate) fn reserve(&mut self, rows: usize) {
        if let [table] = self.tables.as_mut_slice() {
            table.reserve(rows);
        }
    }

    /// Takes what the reader meets.
    pub(crate) fn take(&mut self, event: Event<'_>) {
        if let Some(record) = filled(event, &mut self.ledger, &mut self.findings) {
            self.row(&record);
        }
    }

    #[cold]
    #[inline(never)]
    fn reject(&mut self, code: &'static str, describe: impl FnOnce() -> Finding) {
        self.ledger.reject(code, 1);
        self.findings.note(code, describe);
    }

    fn row(&mut self, record: &Record<'_>) {
        let layout = match &self.layout {
            Ok(layout) => layout,
            Err(reason) => {
                self.ledger.reject(reason.code, 1);
                return;
            }
        };
        if (self.ledger.header as usize) < layout.header_records {
            self.ledger.header += 1;
            if self.ledger.header as usize == layout.header_records {
                self.days_across(record);
            }
            return;
        }
        let (columns, days) = (layout.columns.len(), layout.days.clone());
        let moved = moved::has_moved(record, columns);
        let date = match &days {
            Days::Down(date) if !moved => date.read(record),
            Days::Down(_) | Days::Across(_) | Days::Pairs(_) => None,
        };
        // Only what is no row of this table can begin another.
        if self.second_table.is_some() || date.is_none() && second_table::begins(record, layout) {
            self.second_table.get_or_insert(record.line);
            self.ledger.reject(second_table::CODE, 1);
        } else if moved {
            self.reject("too-many-cells", || moved::finding(record, columns));
        } else {
            match days {
                Days::Down(columns) => self.row_of_a_day(record, columns.first(), date),
                Days::Across(across) => self.row_across(record, &across),
                Days::Pairs(pairs) => self.pairs(record, &pairs),
            }
        }
    }

    fn row_of_a_day(&mut self, record: &Record<'_>, date_column: usize, date: Option<DateCell>) {
        let Ok(layout) = &self.layout else { return };
        let (symbol_column, field_column, prices) = (layout.symbol, layout.field, layout.values.len());
        if let Some(date) = date {
            self.order.weigh(date, record.line, || record.text(date_column));
        }
        let Some(date) = date.filter(|date| !self.order.contradicts(*date)) else {
            if let Some(finding) = text_line::finding(record, &layout.columns) {
                self.reject(finding.code, || finding);
                return;
            }
            self.reject("unreadable-date", || no_day(record, date_column));
            return;
        };
        let Some(rank) = self.rank(record, field_column) else { return };
        self.cells(record);
        if self.values.iter().take(prices).all(|value| value.is_nan()) {
            self.reject_unpriced(record);
            return;
        }
        let Some(table) = self.table_for(record, symbol_column, rank) else {
            self.reject("missing-symbol", || Finding {
                code: "missing-symbol",
                line: Some(record.line),
                column: None,
                found: found(record, symbol_column.unwrap_or_default()),
                expected: "a symbol".to_owned(),
            });
            return;
        };
        self.note_cells(record);
        self.order.question(date, record.line, || record.text(date_column));
        self.order.doubt(date, || no_day(record, date_column));
        self.remember(date, record, symbol_column);
        self.keep(table, date);
        self.ledger.used += 1;
    }

    /// Adds a single price to a table.
    fn keep_one(&mut self, table: usize, date: DateCell, (price, other): (f64, Option<f64>)) {
        self.values.clear();
        self.values.push(price);
        self.others.clear();
        self.others.extend(other.map(|other| (0, other)));
        self.keep(table, date);
    }

    /// Adds the values at hand to a table.
    fn keep(&mut self, index: usize, date: DateCell) {
        let Some(table) = self.tables.get_mut(index) else { return };
        let row = table.rows();
        table.push(date, &self.values);
        for (column, value) in self.others.drain(..) {
            self.mark.remember(Alternative { table: index, row, column, value });
        }
        if let Some(cells) = self.mark.turned() {
            self.change(&cells);
        }
    }

    /// Puts the other readings in.
    fn change(&mut self, cells: &[Alternative]) {
        for cell in cells {
            if let Some(table) = self.tables.get_mut(cell.table) {
                table.set(cell.row, cell.column, cell.value);
            }
        }
    }

    /// Keeps the first rows for the preview.
    fn remember(&mut self, date: DateCell, record: &Record<'_>, symbol_column: Option<usize>) {
        if self.preview.len() < PREVIEW_ROWS
            && let Ok(layout) = &self.layout
        {
            let symbol = symbol_column.map(|column| record.text(column));
            let cells = layout.values.iter().map(|column| record.text(column.index)).collect();
            self.preview.push((record.line, date, symbol, cells));
        }
    }

    /// Reads the cells of a record into `values`, NaN where there is trouble or nothing, and troubles with prices into
    /// `troubles`.
    fn cells(&mut self, record: &Record<'_>) {
        self.values.clear();
        self.others.clear();
        self.troubles.clear();
        let Ok(layout) = &self.layout else { return };
        // What a short row does not have needs no look: below a header of thousands of columns that would take the time.
        for (position, column) in layout.values.iter().enumerate().take_while(|(_, column)| column.index < record.len())
        {
            match read_price(&mut self.mark, &mut self.negative, record.field(column.index), position) {
                Ok((price, other)) => {
                    self.others.extend(other.map(|other| (position, other)));
                    self.values.push(price);
                }
                Err(trouble) => {
                    self.values.push(f64::NAN);
                    self.troubles.push((trouble, column.index));
                }
            }
        }
        if self.width > layout.values.len() {
            self.values.resize(layout.values.len(), f64::NAN);
        }
        for column in layout.beside() {
            // Large numbers are written with separators; whichever mark makes sense of them is right.
            let under = |mark| match number::read(mark, record.field(column)) {
                Number::Value(cap) if cap > 0.0 => Some(cap),
                _ => None,
            };
            let cap = under(self.mark.mark).or_else(|| under(self.mark.mark.other()));
            self.values.push(cap.unwrap_or(f64::NAN));
        }
    }

    /// Leaves out a record without any price, for the worst reason in it.
    #[cold]
    #[inline(never)]
    fn reject_unpriced(&mut self, record: &Record<'_>) {
        let worst = self.troubles.iter().rev().max_by_key(|(trouble, _)| *trouble).copied();
        let too_short = || Some((Trouble::Missing, self.layout.as_ref().ok()?.values.first()?.index));
        let Some((trouble, column)) = worst.or_else(too_short) else { return };
        let code = trouble.of_row();
        self.ledger.reject(code, 1);
        self.findings.note(code, || trouble.finding(&self.layout, code, record, column, self.mark.mark));
    }

    /// Notes the cells of a record that are left out while the rest of it is used.
    fn note_cells(&mut self, record: &Record<'_>) {
        for (trouble, column) in &self.troubles {
            if let Some(code) = trouble.of_cell() {
                self.findings.note(code, || trouble.finding(&self.layout, code, record, *column, self.mark.mark));
            }
        }
    }

    /// The table of a record: the only one, or that of its asset and kind of price. `None` where it should have a symbol and
    /// has none.
    fn table_for(&mut self, record: &Record<'_>, symbol_column: Option<usize>, rank: u8) -> Option<usize> {
        let key = match symbol_column {
            None if self.fields.is_empty() && !self.tables.is_empty() => return Some(0),
            None => &[],
            Some(column) => Some(record.field(column).trim_ascii()).filter(|key| !is_no_symbol(key))?,
        };
        // Rows mostly stay with a symbol, or go through all of them in the same order every day.
        let guesses = [self.last_table, self.last_table + 1, 0];
        let known = |table: &usize| self.fields.get(*table).is_some_and(|field| field.is(key, rank));
        if let Some(table) = guesses.into_iter().find(known) {
            self.last_table = table;
            return Some(table);
        }
        let table = *self.table_of_symbol.entry((key.to_vec(), rank)).or_insert_with(|| {
            let prices = self.layout.as_ref().map_or(0, |layout| layout.values.len());
            self.tables.push(Table::new(prices, self.width));
            // Excel keeps the zeros of a code by an apostrophe before it.
            let symbol = String::from_utf8_lossy(key).trim().trim_start_matches('\'').to_owned();
            let field = Field::new(key.to_vec(), symbol, rank);
            let label = self.layout.as_ref().ok().and_then(|layout| layout.field);
            self.fields.push(match label {
                Some(column) => field.called(record.text(column)),
                None => field,
            });
            self.tables.len() - 1
        });
        self.last_table = table;
        Some(table)
    }
}

/// The price in a cell, and what it is under the other mark where that differs. What is below zero is counted, by the place
/// of the cell among the prices.
fn read_price(
    mark: &mut MarkReading,
    negative: &mut [u64],
    cell: &[u8],
    place: usize,
) -> Result<(f64, Option<f64>), Trouble> {
    let read = mark.read(cell);
    match read.number {
        Number::Value(price) if price > 0.0 => Ok((price, read.other)),
        number => {
            if let (Number::Value(..0.0), Some(count)) = (number, negative.get_mut(place)) {
                *count += 1;
            }
            Err(Trouble::of(number))
        }
    }
}

fn no_day(record: &Record<'_>, column: usize) -> Finding {
    Finding {
        code: "unreadable-date",
        line: Some(record.line),
        column: None,
        found: found(record, column),
        expected: "a date of the calendar, such as 2024-01-31".to_owned(),
    }
}

/// Whether a cell of symbols gives none. Not every mark for a missing value does: NA and NAN are symbols of funds.
fn is_no_symbol(key: &[u8]) -> bool {
    matches!(key, b"" | b"NULL" | b"null" | b"\\N" | b"None" | b"nan" | b"NaN" | b"#N/A" | b"-")
}
