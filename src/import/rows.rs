//! Records to rows: cells are read, every record is accounted for, and in the end the rows become series.

use std::collections::BTreeMap;

use super::date_text::{self, DateCell, DateOrder};
use super::layout::{Layout, Unreadable};
use super::number::{self, Number};
use super::reader::{Event, Record};
use super::table::Table;
use super::{ImportOptions, ImportedFile, ImportedSeries, Outcome, quality, symbol, unreadable_table};
use crate::date::Date;
use crate::diagnostic::{Diagnostic, Finding, Findings, Ledger, Severity, counted, grouped};

/// Reads the records of one file under one layout.
pub struct Rows {
    layout: Result<Layout, Unreadable>,
    ledger: Ledger,
    findings: Findings,
    tables: Vec<Table>,
    symbols: Vec<String>,
    table_of_symbol: BTreeMap<Vec<u8>, usize>,
    values: Vec<f64>,
    order: OrderEvidence,
}

/// What the rows prove about the order of day and month.
#[derive(Default)]
struct OrderEvidence {
    day_first: Option<String>,
    month_first: Option<String>,
    open: Option<(u64, String)>,
}

impl OrderEvidence {
    fn weigh(&mut self, cell: DateCell, record: &Record<'_>, column: usize) {
        let text = || format!("line {}: '{}'", grouped(record.line), record.text(column));
        match cell.proves() {
            Some(DateOrder::DayFirst) => _ = self.day_first.get_or_insert_with(text),
            Some(DateOrder::MonthFirst) => _ = self.month_first.get_or_insert_with(text),
            None if cell.is_open() => _ = self.open.get_or_insert_with(|| (record.line, record.text(column))),
            None => {}
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
            values: Vec::with_capacity(columns),
            order: OrderEvidence::default(),
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
                    found: "a record of over a megabyte".to_owned(),
                    expected: "a row; most likely a quotation mark is never closed",
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
        let (date_column, symbol_column) = (layout.date, layout.symbol);
        let Some(date) = date_text::read(record.field(date_column)) else {
            self.reject("unreadable-date", || Finding {
                code: "unreadable-date",
                line: Some(record.line),
                column: None,
                found: record.text(date_column),
                expected: "a date",
            });
            return;
        };
        let trouble = self.cells(record);
        if let Some((code, column)) = trouble
            && self.values.iter().all(|value| value.is_nan())
        {
            let name = self.column_name(column);
            self.reject(code, || Finding {
                code,
                line: Some(record.line),
                column: Some(name),
                found: record.text(column),
                expected: expected_for(code),
            });
            return;
        }
        if let Some((code, column)) = trouble
            && code != "missing-price"
        {
            let code = if code == "non-positive-price" { "non-positive-cell" } else { "unreadable-cell" };
            let name = self.column_name(column);
            self.findings.note(code, || Finding {
                code,
                line: Some(record.line),
                column: Some(name),
                found: record.text(column),
                expected: expected_for(code),
            });
        }
        let Some(table) = self.table_for(record, symbol_column) else {
            self.reject("missing-symbol", || Finding {
                code: "missing-symbol",
                line: Some(record.line),
                column: None,
                found: String::new(),
                expected: "a symbol",
            });
            return;
        };
        self.order.weigh(date, record, date_column);
        if let Some(table) = self.tables.get_mut(table) {
            table.push(date, &self.values);
        }
        self.ledger.used += 1;
    }

    /// Reads the price cells of a record into `values`; returns the worst trouble and where it was.
    fn cells(&mut self, record: &Record<'_>) -> Option<(&'static str, usize)> {
        self.values.clear();
        let mut worst: Option<(u8, &'static str, usize)> = None;
        let Ok(layout) = &self.layout else { return None };
        for column in &layout.values {
            let (value, trouble) = match number::read(record.field(column.index)) {
                Number::Value(price) if price > 0.0 => (price, None),
                Number::Value(_) => (f64::NAN, Some((2, "non-positive-price"))),
                Number::Unreadable => (f64::NAN, Some((1, "unreadable-price"))),
                Number::Missing => (f64::NAN, Some((0, "missing-price"))),
            };
            if let Some((rank, code)) = trouble
                && worst.is_none_or(|(other, ..)| rank > other)
            {
                worst = Some((rank, code, column.index));
            }
            self.values.push(value);
        }
        worst.map(|(_, code, column)| (code, column))
    }

    fn column_name(&self, index: usize) -> String {
        let column = self.layout.iter().flat_map(|layout| &layout.values).find(|column| column.index == index);
        column.map_or_else(String::new, |column| column.name.clone())
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
        self.tables.push(Table::new(self.values.len()));
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
        let decided = decide_order(&self.order, options);
        let order = match decided {
            Ok(order) => order,
            Err(question) => {
                file.outcome = Outcome::Asks;
                file.open_date = self.order.open.map(|(_, text)| text);
                file.diagnostics = closing(self.findings, self.ledger.used);
                file.diagnostics.push(*question);
                file.ledger = self.ledger;
                return;
            }
        };
        let from_name = symbol::from_file_name(&file.name);
        let mut symbols = self.symbols.into_iter();
        let mut notes = Vec::new();
        for table in self.tables {
            let of_rows = symbols.next();
            let made = table.into_series(order);
            if made.undated > 0 {
                self.ledger.used -= made.undated;
                *self.ledger.rejected.entry("unreadable-date").or_insert(0) += made.undated;
                notes.push(undated_note(made.undated));
            }
            for repeat in &made.repeats {
                self.ledger.used -= 1;
                self.ledger.duplicate += 1;
                self.findings.note("repeated-date", || repeated(repeat.date, repeat.same));
            }
            for (column, prices) in layout.values.iter().zip(made.series) {
                let name = of_rows.clone().or_else(|| column.symbol.clone()).unwrap_or_else(|| from_name.clone());
                if prices.is_empty() {
                    notes.push(empty_series(&name));
                } else {
                    notes.extend(quality::warnings(&name, &prices));
                    file.series.push(ImportedSeries { symbol: name, value_column: column.name.clone(), prices });
                }
            }
        }
        notes.extend(layout.ignored.iter().map(|what| ignored_column(what)));
        file.diagnostics = closing(self.findings, self.ledger.used);
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

fn expected_for(code: &str) -> &'static str {
    match code {
        "non-positive-price" | "non-positive-cell" => "a price above zero",
        _ => "a price",
    }
}

fn closing(findings: Findings, kept: u64) -> Vec<Diagnostic> {
    findings.into_diagnostics(|code, count| match code {
        "repeated-date" => format!("{} folded into one per day, {} kept.", counted(count, "row"), grouped(kept)),
        "non-positive-cell" | "unreadable-cell" => {
            format!("{} like this left empty, the rest of the row kept.", counted(count, "cell"))
        }
        _ => format!("{} left out, {} kept.", counted(count, "row"), grouped(kept)),
    })
}

/// The order of day and month, or the question to ask.
fn decide_order(evidence: &OrderEvidence, options: &ImportOptions) -> Result<DateOrder, Box<Diagnostic>> {
    if let Some(order) = options.date_order {
        return Ok(order);
    }
    let question = |line: Option<u64>, found: String, message: String| {
        Box::new(Diagnostic {
            severity: Severity::Warning,
            code: "date-order",
            line,
            column: None,
            found: Some(found),
            expected: Some("a date that reads one way, or an answer".to_owned()),
            message,
        })
    };
    match (&evidence.day_first, &evidence.month_first, &evidence.open) {
        (Some(day), Some(month), _) => Err(question(
            None,
            format!("{day}; {month}"),
            format!(
                "The dates of this file are written in two orders: {day} has the day first, {month} the month. Nothing is used \
                 until you say which order holds; rows in the other are then left out."
            ),
        )),
        (Some(_), None, _) => Ok(DateOrder::DayFirst),
        (None, Some(_), _) => Ok(DateOrder::MonthFirst),
        (None, None, None) => Ok(DateOrder::MonthFirst),
        (None, None, Some((line, text))) => Err(question(
            Some(*line),
            text.clone(),
            format!(
                "Line {}: '{text}' reads two ways, and no row of this file decides: {}. Nothing is used until you choose.",
                grouped(*line),
                readings(text)
            ),
        )),
    }
}

fn readings(text: &str) -> String {
    const MONTHS: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    let spelled = |order| {
        let date = date_text::read(text.as_bytes()).and_then(|cell| cell.resolve(order))?;
        let (year, month, day) = date.ymd();
        Some(format!("{day} {} {year}", MONTHS.get(month as usize - 1)?))
    };
    match (spelled(DateOrder::DayFirst), spelled(DateOrder::MonthFirst)) {
        (Some(day_first), Some(month_first)) => format!("{day_first} or {month_first}"),
        _ => "day first or month first".to_owned(),
    }
}

fn repeated(date: Date, same: bool) -> Finding {
    Finding {
        code: "repeated-date",
        line: None,
        column: None,
        found: if same {
            format!("{date} twice, with the same price")
        } else {
            format!("{date} twice, with two prices")
        },
        expected: "each day once; the newer row of the file is used",
    }
}

fn note(severity: Severity, code: &'static str, message: String) -> Diagnostic {
    Diagnostic { severity, code, line: None, column: None, found: None, expected: None, message }
}

fn undated_note(count: u64) -> Diagnostic {
    note(
        Severity::Warning,
        "unreadable-date",
        format!("{} left out: their dates do not exist in the order you chose.", counted(count, "row")),
    )
}

fn empty_series(name: &str) -> Diagnostic {
    note(Severity::Warning, "empty-series", format!("{name} has no price in any row and is left out."))
}

fn ignored_column(what: &str) -> Diagnostic {
    note(Severity::Note, "ignored-column", format!("Not read: {what}."))
}
