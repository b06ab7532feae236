//! The end of a file: the order of dates is decided, rows become series, and everything is written down.

use super::notes::{empty_series, ignored_column, undated_note};
use super::repeats::Repeats;
use super::{Rows, second_table, text_line};
use crate::diagnostic::{Diagnostic, Findings, Severity, counted, grouped};
use crate::import::cells::date_text::DateOrders;
use crate::import::cells::day_order::year_in_front;
use crate::import::cells::decimal::{Alternative, MarkReading};
use crate::import::cells::symbol;
use crate::import::checks::not_prices;
use crate::import::checks::quality;
use crate::import::file::ImportOptions;
use crate::import::file::ImportedFile;
use crate::import::file::ImportedSeries;
use crate::import::file::Outcome;
use crate::import::layout::plan::{Days, Layout, ValueColumn};
use crate::import::layout::refusal::unreadable_table;
use crate::import::rows::preview::preview;
use crate::import::rows::table::{Made, Table};

/// How much less prices must move under the other decimal mark for it to be right, as a factor. A wrong mark makes steps by a
/// factor of a thousand wherever a price has no fraction, or no thousands.
const CLEARLY_SMOOTHER: f64 = 2.0;

impl Rows {
    /// Ends the file: decides the order of dates, makes the series, and writes everything into `file`.
    pub(crate) fn finish(mut self, file: &mut ImportedFile, options: &ImportOptions) {
        let layout = match std::mem::replace(&mut self.layout, Err(crate::import::layout::refusal::no_data(&[]))) {
            Ok(layout) => layout,
            Err(reason) => {
                file.diagnostics.push(unreadable_table(&reason, self.ledger.records - self.ledger.blank));
                file.ledger = self.ledger;
                return;
            }
        };
        file.layout = layout.shape;
        file.columns.clone_from(&layout.columns);
        let mut notes = Vec::new();
        notes.extend(self.settle_mark());
        self.choose_fields(layout.across().is_some());
        let tables = &self.tables;
        let decided = self.order.decide(options, |spelling| {
            year_in_front(|order| {
                let (mut all, mut failed) = (Vec::new(), 0);
                for (steps, more) in tables.iter().map(|table| table.steps(spelling, order)) {
                    all.extend(steps);
                    failed += more;
                }
                (all, failed)
            })
        });
        let orders = decided.as_ref().ok().map(|(orders, _)| *orders);
        file.preview = preview(std::mem::take(&mut self.preview), self.mark.mark, orders);
        match decided {
            Ok((orders, said)) => {
                notes.extend(said);
                let no_days = self.order.take_no_days(orders);
                let told = no_days.len() as u64;
                for finding in no_days {
                    self.findings.note(finding.code, || finding);
                }
                self.into_series(&layout, (orders, told), options, notes, file);
            }
            Err(question) => {
                file.outcome = Outcome::Asks;
                file.open_date = question.open;
                file.diagnostics = closing(&self.findings, self.ledger.used, false);
                file.diagnostics.push(*question.diagnostic);
                file.left_out = self.findings.into_log();
                file.ledger = self.ledger;
            }
        }
    }

    /// Makes the series under these orders, and writes them and what there is to say into `file`; of the rows whose day turned out to
    /// be none, so many have been told one by one.
    fn into_series(
        mut self,
        layout: &Layout,
        (orders, told): (DateOrders, u64),
        options: &ImportOptions,
        mut notes: Vec<Diagnostic>,
        file: &mut ImportedFile,
    ) {
        let one_series = self.tables.len() == 1 && layout.values.len() == 1;
        let names = Names {
            chosen: options.symbol.clone().filter(|_| one_series),
            of_file: symbol::from_file_name(&file.name),
        };
        notes.extend(self.clear_what_is_no_price(layout));
        let by_day = layout.is_by_day();
        let mut fields = std::mem::take(&mut self.fields).into_iter();
        let mut newest_first = false;
        let mut repeats = Repeats::default();
        let mut undated = 0;
        for (place, table) in std::mem::take(&mut self.tables).into_iter().enumerate() {
            let values = match layout.days {
                Days::Pairs(_) => layout.values.get(place..=place).unwrap_or(&[]),
                Days::Down(_) | Days::Across(_) => layout.values.as_slice(),
            };
            let field = fields.next();
            let label = field.as_ref().and_then(|field| field.label.clone());
            let of_rows = field.map(|field| field.symbol).filter(|symbol| !symbol.is_empty());
            let whose = of_rows.clone().or_else(|| values.first().filter(|_| !by_day)?.symbol.clone());
            let made = table.into_series(orders, &mut |repeat| repeats.add(repeat, place));
            repeats.owners.push(whose);
            newest_first |= made.newest_first;
            if made.undated > 0 {
                // A record with several days stays in use.
                if by_day {
                    self.ledger.used -= made.undated;
                    self.ledger.reject("unreadable-date", made.undated);
                }
                undated += made.undated;
            }
            let of_table = OfTable { values, symbol: of_rows, label, made };
            take_series(layout, &names, of_table, file, &mut notes);
        }
        if undated > told {
            notes.insert(0, undated_note(undated - told, options.date_order.is_some()));
        }
        if by_day {
            self.ledger.used -= repeats.count();
            self.ledger.duplicate += repeats.count();
        }
        match intraday(layout, repeats.count(), self.ledger.used, newest_first) {
            Some(note) => notes.insert(0, note),
            None => repeats.tell(by_day, &names.of_file, &mut self.findings),
        }
        let beyond = self.ledger.rejected.get(second_table::CODE).copied().unwrap_or(0);
        notes.extend(self.second_table.map(|line| second_table::diagnostic(line, beyond, self.ledger.used)));
        notes.extend(layout.ignored.iter().map(|what| ignored_column(what)));
        file.diagnostics = closing(&self.findings, self.ledger.used, newest_first);
        file.diagnostics.extend(notes);
        file.outcome = if file.series.is_empty() { Outcome::Refused } else { Outcome::Prices };
        let told = file.diagnostics.iter().any(|diagnostic| diagnostic.severity == Severity::Error);
        if file.series.is_empty() && !told {
            file.diagnostics.push(no_prices(self.ledger.records - self.ledger.blank - self.ledger.header));
        }
        file.left_out = self.findings.into_log();
        file.ledger = self.ledger;
    }

    /// Decides on a mark that no row has decided: it is turned round where prices then move clearly less from row to row.
    fn settle_mark(&mut self) -> Option<Diagnostic> {
        let mark = self.mark.mark;
        let reading = std::mem::replace(&mut self.mark, MarkReading::new(mark, super::Sureness::Settled));
        let (cells, open) = reading.into_open();
        let first = cells.first()?;
        let value = |tables: &[Table], cell: &Alternative| {
            tables.get(cell.table).map_or(f64::NAN, |table| table.value(cell.row, cell.column))
        };
        let as_read = value(&self.tables, first);
        let before: Vec<Alternative> =
            cells.iter().map(|cell| Alternative { value: value(&self.tables, cell), ..*cell }).collect();
        let rough = self.roughness();
        self.change(&cells);
        let turned = self.roughness() * CLEARLY_SMOOTHER < rough;
        if turned {
            self.mark = MarkReading::new(mark.other(), super::Sureness::Settled);
        } else {
            self.change(&before);
        }
        (turned || open).then(|| open_mark(as_read, first.value, value(&self.tables, first)))
    }

    /// How far prices move from row to row, all columns together.
    fn roughness(&self) -> f64 {
        self.tables.iter().map(Table::roughness).sum()
    }

    /// Columns with many values below zero hold no prices: they are emptied, with the reason.
    fn clear_what_is_no_price(&mut self, layout: &Layout) -> Option<Diagnostic> {
        let pairs = matches!(layout.days, Days::Pairs(_));
        let positive = |column: usize| -> u64 {
            if pairs {
                self.tables.get(column).map_or(0, |table| table.count(0))
            } else {
                self.tables.iter().map(|table| table.count(column)).sum()
            }
        };
        let counts: Vec<(u64, u64)> =
            self.negative.iter().enumerate().map(|(column, negative)| (*negative, positive(column))).collect();
        let cleared: Vec<bool> =
            counts.iter().map(|(negative, positive)| not_prices::too_many_negative(*negative, *positive)).collect();
        if !cleared.contains(&true) {
            return None;
        }
        let all = !cleared.contains(&false);
        let mut lost = 0;
        for (place, table) in self.tables.iter_mut().enumerate() {
            let of_table = if pairs { cleared.get(place..=place).unwrap_or(&[]) } else { &cleared };
            lost += table.clear_columns(of_table);
        }
        let records = match (layout.is_by_day(), all) {
            (true, _) => lost,
            (false, true) => self.ledger.used,
            (false, false) => 0,
        };
        self.ledger.used -= records;
        self.ledger.reject("not-prices", records);
        if all {
            self.findings.forget(&["non-positive-cell", "non-positive-price"]);
        }
        let columns = layout.values.iter().zip(&counts).zip(&cleared).filter(|(_, cleared)| **cleared);
        let told: Vec<(&str, u64, u64)> = columns
            .map(|((column, (negative, positive)), _)| {
                let name = if layout.across().is_some() { "" } else { column.name.as_str() };
                (name, *negative, *positive)
            })
            .collect();
        Some(not_prices::negative(&told, all))
    }
}

/// What a series may be called.
struct Names {
    chosen: Option<String>,
    of_file: String,
}

/// A table with what its rows say of it.
struct OfTable<'a> {
    values: &'a [ValueColumn],
    symbol: Option<String>,
    label: Option<String>,
    made: Made,
}

/// Takes the series of one table into the file.
fn take_series(
    layout: &Layout,
    names: &Names,
    table: OfTable<'_>,
    file: &mut ImportedFile,
    notes: &mut Vec<Diagnostic>,
) {
    let OfTable { values, symbol: of_rows, label, made } = table;
    let mut series = made.series.into_iter();
    let prices: Vec<_> = series.by_ref().take(values.len()).collect();
    for (column, prices) in values.iter().zip(prices) {
        let market_caps = column.market_cap.and_then(|_| series.next()).filter(|caps| !caps.is_empty());
        let given = names.chosen.clone().or_else(|| of_rows.clone()).or_else(|| column.symbol.clone());
        let symbol = given.unwrap_or_else(|| names.of_file.clone());
        if !prices.is_empty() {
            notes.extend(quality::warnings(&symbol, &prices));
            notes.extend(not_prices::rate(&symbol, &column.name, &file.name));
            notes.extend(not_prices::snapshot(&symbol, layout.snapshots, &prices));
            let value_column = label.clone().unwrap_or_else(|| column.name.clone());
            file.series.push(ImportedSeries { symbol, value_column, prices, market_caps });
        } else if layout.across().is_none() && made.rows > 0 {
            notes.push(empty_series(&symbol));
        }
    }
}

fn closing(findings: &Findings, kept: u64, newest_first: bool) -> Vec<Diagnostic> {
    let place = if newest_first { "first" } else { "last" };
    let mut diagnostics = findings.diagnostics(|code, count| match code {
        text_line::AGAIN => format!("{} left out, {} kept.", counted(count, "line"), counted(kept, "row")),
        text_line::TEXT => format!("{} of text left out, {} kept.", counted(count, "line"), counted(kept, "row")),
        "repeated-pair" | "conflicting-pair" => format!(
            "{} left out, the rest of {} kept. Of prices for one day, the one that stands {place} in the file is used.",
            counted(count, "cell"),
            if count == 1 { "its row" } else { "their rows" },
        ),
        "repeated-date" | "conflicting-date" => format!(
            "{} left out, {} kept. Of rows for one day, the one that stands {place} in the file is used.",
            counted(count, "row"),
            grouped(kept),
        ),
        "unreadable-day-column" => format!("{} left out, the others kept.", counted(count, "column")),
        "non-positive-cell" | "unreadable-cell" | "unreadable-date-cell" if count == 1 => {
            "1 cell left out, the rest of its row kept.".to_owned()
        }
        "non-positive-cell" | "unreadable-cell" | "unreadable-date-cell" => {
            format!("{} left out, the rest of their rows kept.", counted(count, "cell"))
        }
        _ => format!("{} left out, {} kept.", counted(count, "row"), grouped(kept)),
    });
    text_line::to_notes(&mut diagnostics);
    diagnostics
}

/// Rows within the day: the file says so by times, and by two or more rows for most days.
fn intraday(layout: &Layout, repeats: u64, days: u64, newest_first: bool) -> Option<Diagnostic> {
    (layout.timed && layout.is_by_day() && repeats >= days.max(1)).then(|| {
        let rows = (repeats + days) as f64 / days.max(1) as f64;
        Diagnostic::remark(
            Severity::Note,
            "intraday",
            format!(
                "There are about {rows:.0} rows for each day. The {} of each day in the file is taken as its close, the other {} \
                 are left out.",
                if newest_first { "first" } else { "last" },
                counted(repeats, "row")
            ),
        )
    })
}

/// The file was read under a mark that no cell proves.
fn open_mark(as_read: f64, other: f64, used: f64) -> Diagnostic {
    Diagnostic::remark(
        Severity::Note,
        "decimal-mark",
        format!(
            "The first price with a mark reads as {as_read} or as {other}, and no row decides: {used} was used. It changes the \
             level of the prices, not their returns. If it is wrong, choose the decimal mark of this file."
        ),
    )
}

fn no_prices(rows: u64) -> Diagnostic {
    Diagnostic {
        severity: Severity::Error,
        code: "no-prices",
        line: None,
        column: None,
        found: None,
        expected: Some("at least one row with a date and a positive price".to_owned()),
        message: format!(
            "None of the {} has a date and a positive price. Nothing was used. Export the prices again.",
            counted(rows, "row")
        ),
    }
}
