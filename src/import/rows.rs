//! Records to rows: cells are read, every record is accounted for, and in the end the rows become series.

use std::collections::BTreeMap;

use super::date_text::DateCell;
use super::day_order::{OrderEvidence, decide_order};
use super::layout::Layout;
use super::number::{self, Number};
use super::preview::{PREVIEW_ROWS, Remembered, preview};
use super::reader::{Event, Record};
use super::refusal::Unreadable;
use super::table::{Repeat, Table};
use super::{ImportOptions, ImportedFile, ImportedSeries, Outcome, quality, symbol, unreadable_table};
use crate::diagnostic::{Diagnostic, Finding, Findings, Found, Ledger, Severity, counted, grouped};

/// Reads the records of one file under one layout.
pub struct Rows {
    layout: Result<Layout, Unreadable>,
    ledger: Ledger,
    findings: Findings,
    tables: Vec<Table>,
    symbols: Vec<String>,
    table_of_symbol: BTreeMap<Vec<u8>, usize>,
    columns: usize,
    values: Vec<f64>,
    troubles: Vec<(Trouble, usize)>,
    order: OrderEvidence,
    preview: Vec<Remembered>,
}

/// What can be wrong with a price cell, the least of it first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Trouble {
    Missing,
    Unreadable,
    NonPositive,
}

impl Trouble {
    /// The code where it costs the row.
    fn of_row(self) -> &'static str {
        match self {
            Trouble::Missing => "missing-price",
            Trouble::Unreadable => "unreadable-price",
            Trouble::NonPositive => "non-positive-price",
        }
    }

    /// The code where the row has another price; none where that needs no word.
    fn of_cell(self) -> Option<&'static str> {
        match self {
            Trouble::Missing => None,
            Trouble::Unreadable => Some("unreadable-cell"),
            Trouble::NonPositive => Some("non-positive-cell"),
        }
    }

    fn expected(self) -> &'static str {
        match self {
            Trouble::Missing => "a price",
            Trouble::Unreadable => "a price such as 1234.56 or 1,234.56",
            Trouble::NonPositive => "a price above zero",
        }
    }
}

impl Rows {
    /// Rows to be read under a layout; where there is none, records are only counted.
    pub fn new(layout: Result<Layout, Unreadable>) -> Rows {
        let columns = layout.as_ref().map_or(0, |layout| layout.values.len());
        let long = layout.as_ref().is_ok_and(|layout| layout.symbol.is_some());
        Rows {
            layout,
            ledger: Ledger::default(),
            findings: Findings::default(),
            tables: if long { Vec::new() } else { vec![Table::new(columns)] },
            symbols: Vec::new(),
            table_of_symbol: BTreeMap::new(),
            columns,
            values: Vec::with_capacity(columns),
            troubles: Vec::new(),
            order: OrderEvidence::default(),
            preview: Vec::new(),
        }
    }

    /// Takes what the reader meets.
    pub fn take(&mut self, event: Event<'_>) {
        match event {
            Event::EmptyLines(count) => {
                self.ledger.records += count;
                self.ledger.blank += count;
            }
            Event::Overlong { line } => {
                self.ledger.records += 1;
                self.reject("overlong-record", || Finding {
                    code: "overlong-record",
                    line: Some(line),
                    column: None,
                    found: Found::Said("a record of over a megabyte".to_owned()),
                    expected: "a row; most likely a quotation mark is never closed".to_owned(),
                });
            }
            Event::Record(record) => {
                self.ledger.records += 1;
                if record.is_blank() {
                    self.ledger.blank += 1;
                } else {
                    self.row(&record);
                }
            }
        }
    }

    fn reject(&mut self, code: &'static str, describe: impl FnOnce() -> Finding) {
        *self.ledger.rejected.entry(code).or_insert(0) += 1;
        self.findings.note(code, describe);
    }

    fn row(&mut self, record: &Record<'_>) {
        let layout = match &self.layout {
            Ok(layout) => layout,
            Err(reason) => {
                *self.ledger.rejected.entry(reason.code).or_insert(0) += 1;
                return;
            }
        };
        if (self.ledger.header as usize) < layout.header_records {
            self.ledger.header += 1;
            return;
        }
        let (columns, date_columns, symbol_column) = (layout.columns.len(), layout.date, layout.symbol);
        let date_column = date_columns.first();
        // Beyond the header only empty cells can stand. Anything else means that cells have moved, and a moved cell reads
        // as a price that was never quoted.
        if (columns..record.len()).any(|column| !record.field(column).trim_ascii().is_empty()) {
            self.reject("too-many-cells", || Finding {
                code: "too-many-cells",
                line: Some(record.line),
                column: None,
                found: Found::Said(counted(record.len() as u64, "cell")),
                expected: format!(
                    "{} as in the header, and quotes around a number with a comma",
                    grouped(columns as u64)
                ),
            });
            return;
        }
        let Some(date) = date_columns.read(record) else {
            self.reject("unreadable-date", || Finding {
                code: "unreadable-date",
                line: Some(record.line),
                column: None,
                found: found(record, date_column),
                expected: "a date of the calendar, such as 2024-01-31".to_owned(),
            });
            return;
        };
        self.order.weigh(date, record, date_column);
        self.cells(record);
        if self.values.iter().all(|value| value.is_nan()) {
            self.reject_unpriced(record);
            return;
        }
        let Some(table) = self.table_for(record, symbol_column) else {
            self.reject("missing-symbol", || Finding {
                code: "missing-symbol",
                line: Some(record.line),
                column: None,
                found: Found::Cell(String::new()),
                expected: "a symbol".to_owned(),
            });
            return;
        };
        self.note_cells(record);
        self.order.question(date, record, date_column);
        self.remember(date, record, symbol_column);
        if let Some(table) = self.tables.get_mut(table) {
            table.push(date, &self.values);
        }
        self.ledger.used += 1;
    }

    /// Keeps the first rows for the preview.
    fn remember(&mut self, date: DateCell, record: &Record<'_>, symbol_column: Option<usize>) {
        if self.preview.len() < PREVIEW_ROWS {
            let symbol = symbol_column.map(|column| record.text(column));
            let mut values = self.values.clone();
            values.resize(self.columns, f64::NAN);
            self.preview.push((record.line, date, symbol, values));
        }
    }

    /// Reads the price cells of a record into `values`, NaN where there is trouble, and the rest into `troubles`.
    fn cells(&mut self, record: &Record<'_>) {
        self.values.clear();
        self.troubles.clear();
        let Ok(Layout { mark, values, .. }) = &self.layout else { return };
        let mark = *mark;
        // What a short row does not have needs no look: below a header of thousands of columns that would take the time.
        for column in values.iter().take_while(|column| column.index < record.len()) {
            let trouble = match number::read(mark, record.field(column.index)) {
                Number::Value(price) if price > 0.0 => {
                    self.values.push(price);
                    continue;
                }
                Number::Value(_) => Trouble::NonPositive,
                Number::Percent(_) | Number::Unreadable => Trouble::Unreadable,
                Number::Missing => Trouble::Missing,
            };
            self.values.push(f64::NAN);
            self.troubles.push((trouble, column.index));
        }
    }

    /// Leaves out a record without any price, for the worst reason in it.
    fn reject_unpriced(&mut self, record: &Record<'_>) {
        let worst = self.troubles.iter().rev().max_by_key(|(trouble, _)| *trouble).copied();
        let too_short = || Some((Trouble::Missing, self.layout.as_ref().ok()?.values.first()?.index));
        let Some((trouble, column)) = worst.or_else(too_short) else { return };
        let code = trouble.of_row();
        *self.ledger.rejected.entry(code).or_insert(0) += 1;
        self.findings.note(code, || finding(&self.layout, code, trouble, record, column));
    }

    /// Notes the cells of a record that are left out while the rest of it is used.
    fn note_cells(&mut self, record: &Record<'_>) {
        for (trouble, column) in &self.troubles {
            if let Some(code) = trouble.of_cell() {
                self.findings.note(code, || finding(&self.layout, code, *trouble, record, *column));
            }
        }
    }

    fn table_for(&mut self, record: &Record<'_>, symbol_column: Option<usize>) -> Option<usize> {
        let Some(column) = symbol_column else { return Some(0) };
        let key = record.field(column).trim_ascii();
        if key.is_empty() {
            return None;
        }
        if let Some(table) = self.table_of_symbol.get(key) {
            return Some(*table);
        }
        let table = self.tables.len();
        self.tables.push(Table::new(self.columns));
        self.symbols.push(record.text(column));
        self.table_of_symbol.insert(key.to_vec(), table);
        Some(table)
    }

    /// Ends the file: decides the order of dates, makes the series, and writes everything into `file`.
    pub fn finish(mut self, file: &mut ImportedFile, options: &ImportOptions) {
        let layout = match self.layout {
            Ok(layout) => layout,
            Err(reason) => {
                file.diagnostics.push(unreadable_table(&reason, self.ledger.records - self.ledger.blank));
                file.ledger = self.ledger;
                return;
            }
        };
        file.layout = layout.shape;
        file.columns = layout.columns;
        let decided = decide_order(&self.order, options);
        file.preview = preview(self.preview, decided.as_ref().ok().copied());
        let order = match decided {
            Ok(order) => order,
            Err(question) => {
                file.outcome = Outcome::Asks;
                file.open_date = self.order.into_open_date();
                file.diagnostics = closing(self.findings, self.ledger.used, false);
                file.diagnostics.push(*question);
                file.ledger = self.ledger;
                return;
            }
        };
        let from_name = symbol::from_file_name(&file.name);
        let chosen = options.symbol.clone().filter(|_| self.tables.len() == 1 && layout.values.len() == 1);
        let mut symbols = self.symbols.into_iter();
        let mut notes = Vec::new();
        let mut newest_first = false;
        for table in self.tables {
            let of_rows = symbols.next();
            let made = table.into_series(order);
            newest_first |= made.newest_first;
            if made.undated > 0 {
                self.ledger.used -= made.undated;
                *self.ledger.rejected.entry("unreadable-date").or_insert(0) += made.undated;
                notes.push(undated_note(made.undated));
            }
            for repeat in &made.repeats {
                self.ledger.used -= 1;
                self.ledger.duplicate += 1;
                let finding = repeated(repeat, of_rows.as_deref());
                self.findings.note(finding.code, || finding);
            }
            for (column, prices) in layout.values.iter().zip(made.series) {
                let given = chosen.clone().or_else(|| of_rows.clone()).or_else(|| column.symbol.clone());
                let name = given.unwrap_or_else(|| from_name.clone());
                if prices.is_empty() {
                    notes.push(empty_series(&name));
                } else {
                    notes.extend(quality::warnings(&name, &prices));
                    file.series.push(ImportedSeries { symbol: name, value_column: column.name.clone(), prices });
                }
            }
        }
        notes.extend(layout.ignored.iter().map(|what| ignored_column(what)));
        file.diagnostics = closing(self.findings, self.ledger.used, newest_first);
        file.diagnostics.extend(notes);
        file.outcome = if file.series.is_empty() { Outcome::Refused } else { Outcome::Prices };
        if file.series.is_empty() {
            file.diagnostics.push(Diagnostic {
                severity: Severity::Error,
                code: "no-prices",
                line: None,
                column: None,
                found: None,
                expected: Some("at least one row with a date and a positive price".to_owned()),
                message: format!(
                    "None of the {} has a date and a positive price. Nothing was used. Export the prices again.",
                    counted(self.ledger.records - self.ledger.blank - self.ledger.header, "row")
                ),
            });
        }
        file.ledger = self.ledger;
    }
}

fn finding(
    layout: &Result<Layout, Unreadable>,
    code: &'static str,
    trouble: Trouble,
    record: &Record<'_>,
    index: usize,
) -> Finding {
    let columns = layout.iter().flat_map(|layout| &layout.values);
    let column = columns.into_iter().find(|column| column.index == index).map(|column| match &column.symbol {
        Some(symbol) if *symbol != column.name => format!("{symbol} {}", column.name),
        _ => column.name.clone(),
    });
    let expected = trouble.expected().to_owned();
    Finding { code, line: Some(record.line), column, found: found(record, index), expected }
}

/// What a record has in a column.
fn found(record: &Record<'_>, column: usize) -> Found {
    if column < record.len() { Found::Cell(record.text(column)) } else { Found::Said("the end of the row".to_owned()) }
}

fn closing(findings: Findings, kept: u64, newest_first: bool) -> Vec<Diagnostic> {
    findings.into_diagnostics(|code, count| match code {
        "repeated-date" | "conflicting-date" => format!(
            "{} left out, {} kept. Of rows for one day, the one that stands {} in the file is used.",
            counted(count, "row"),
            grouped(kept),
            if newest_first { "first" } else { "last" }
        ),
        "non-positive-cell" | "unreadable-cell" if count == 1 => {
            "1 cell left out, the rest of its row kept.".to_owned()
        }
        "non-positive-cell" | "unreadable-cell" => {
            format!("{} left out, the rest of their rows kept.", counted(count, "cell"))
        }
        _ => format!("{} left out, {} kept.", counted(count, "row"), grouped(kept)),
    })
}

/// A second row for a day. Rows that agree and rows that do not have codes of their own, so that many of the first cannot
/// hide one of the second.
fn repeated(repeat: &Repeat, symbol: Option<&str>) -> Finding {
    let code = if repeat.same { "repeated-date" } else { "conflicting-date" };
    let whose = symbol.map_or_else(String::new, |symbol| format!("{symbol} on "));
    let prices = if repeat.same { "the same price" } else { "another price" };
    let found = Found::Said(format!("one more row for {whose}{} with {prices}", repeat.date));
    Finding { code, line: None, column: None, found, expected: "one row for each day".to_owned() }
}

fn note(severity: Severity, code: &'static str, message: String) -> Diagnostic {
    Diagnostic { severity, code, line: None, column: None, found: None, expected: None, message }
}

fn undated_note(count: u64) -> Diagnostic {
    note(
        Severity::Warning,
        "unreadable-date",
        format!(
            "{} left out: in the order you chose, {} not exist.",
            counted(count, "row"),
            if count == 1 { "its date does" } else { "their dates do" }
        ),
    )
}

fn empty_series(name: &str) -> Diagnostic {
    note(Severity::Warning, "empty-series", format!("{name} has no price in any row and is left out."))
}

fn ignored_column(what: &str) -> Diagnostic {
    note(Severity::Note, "ignored-column", format!("Not read: {what}."))
}
