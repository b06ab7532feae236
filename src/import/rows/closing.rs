//! The end of a file: the order of dates is decided, rows become series, and everything is written down.

use super::intake::Intake;
use super::notes::{empty_series, ignored_column, no_prices, undated_note};
use super::outside::Outside;
use super::preview::preview;
use super::repeats::Repeats;
use super::{Table, clear};
use crate::diagnostic::{Code, Diagnostic, Findings, Noun, Severity, counted};
use crate::import::cells::date_text::DateOrders;
use crate::import::cells::day_order::year_in_front;
use crate::import::cells::symbol;
use crate::import::checks;
use crate::import::file::{ImportOptions, ImportedFile, ImportedSeries, Outcome, Question};
use crate::import::layout::plan::{Layout, ValueColumn};
use crate::import::rows::columns::Made;

/// All that was read of a file.
pub(super) struct Closing {
    /// How it was read.
    pub layout: Layout,
    /// The way its records were taken.
    pub table: Table,
    /// What was none of the table.
    pub outside: Outside,
    /// What was taken.
    pub intake: Intake,
}

impl Closing {
    /// Ends the file: decides the order of dates, makes the series, and writes everything into `file`.
    pub(super) fn finish(mut self, file: &mut ImportedFile, options: &ImportOptions) {
        let mut notes = Vec::new();
        notes.extend(self.intake.settle_mark());
        match &mut self.table {
            Table::ByAsset(table) => table.choose(&mut self.intake),
            Table::Across(table) => table.choose(&mut self.intake),
            _ => {}
        }
        let stores = &self.intake.stores;
        let decided = self.intake.order.decide(options.date_order, |spelling| {
            year_in_front(|order| {
                let (mut all, mut failed) = (Vec::new(), 0);
                for (steps, more) in stores.iter().map(|store| store.steps(spelling, order)) {
                    all.extend(steps);
                    failed += more;
                }
                (all, failed)
            })
        });
        let orders = decided.as_ref().ok().map(|(orders, _)| *orders);
        file.preview = preview(std::mem::take(&mut self.intake.preview), self.intake.mark.mark, orders);
        match decided {
            Ok((orders, said)) => {
                notes.extend(said);
                let no_days = self.intake.order.take_no_days(orders);
                let told = no_days.len() as u64;
                for finding in no_days {
                    self.intake.findings.note(finding.code, || finding);
                }
                self.into_series((orders, told), options, notes, file);
            }
            Err(question) => {
                file.outcome = Outcome::Asks;
                file.question = question.open.map(Question::DateOrder);
                file.diagnostics = told(&self.intake.findings, self.intake.ledger.used, false);
                file.diagnostics.push(*question.diagnostic);
                file.left_out = self.intake.findings.into_log();
                file.ledger = self.intake.ledger;
            }
        }
    }

    /// Makes the series under these orders, and writes them and what there is to say into `file`; of the rows whose day turned out to
    /// be none, so many have been told one by one.
    fn into_series(
        mut self,
        (orders, told_before): (DateOrders, u64),
        options: &ImportOptions,
        mut notes: Vec<Diagnostic>,
        file: &mut ImportedFile,
    ) {
        notes.extend(clear::clear_what_is_no_price(&self.table, &mut self.intake));
        let by_day = self.table.is_by_day();
        let stores = std::mem::take(&mut self.intake.stores);
        let one_series = stores.len() == 1 && self.table.values().len() == 1;
        let names = Names {
            chosen: options.symbol.clone().filter(|_| one_series),
            of_file: symbol::from_file_name(&file.name),
        };
        let mut newest_first = false;
        let mut repeats = Repeats::default();
        let mut undated = 0;
        for (place, store) in stores.into_iter().enumerate() {
            let holding = self.table.holding(place);
            let made = store.into_series(orders, &mut |repeat| repeats.add(repeat, place));
            let whose = holding.symbol.or_else(|| holding.values.first().filter(|_| !by_day)?.symbol.as_deref());
            repeats.owners.push(whose.map(str::to_owned));
            newest_first |= made.newest_first;
            if made.undated > 0 {
                // A record with several days stays in use.
                if by_day {
                    self.intake.ledger.used -= made.undated;
                    self.intake.ledger.reject(Code::UnreadableDate, made.undated);
                }
                undated += made.undated;
            }
            take_series(&self.layout, &names, (holding, made), file, &mut notes);
        }
        if undated > told_before {
            notes.insert(0, undated_note(undated - told_before, options.date_order.is_some()));
        }
        let Intake { ledger, findings, .. } = &mut self.intake;
        if by_day {
            ledger.used -= repeats.count();
            ledger.duplicate += repeats.count();
        }
        match intraday(self.layout.timed && by_day, repeats.count(), ledger.used, newest_first) {
            Some(note) => notes.insert(0, note),
            None => repeats.tell(by_day, &names.of_file, findings),
        }
        notes.extend(self.outside.diagnostic(&self.intake));
        notes.extend(self.layout.ignored.iter().map(|what| ignored_column(what)));
        let Intake { ledger, findings, .. } = self.intake;
        file.diagnostics = told(&findings, ledger.used, newest_first);
        file.diagnostics.extend(notes);
        file.outcome = if file.series.is_empty() { Outcome::Refused } else { Outcome::Prices };
        let refused = file.diagnostics.iter().any(|diagnostic| diagnostic.severity == Severity::Error);
        if file.series.is_empty() && !refused {
            file.diagnostics.push(no_prices(ledger.records - ledger.blank - ledger.header));
        }
        file.left_out = findings.into_log();
        file.ledger = ledger;
    }
}

/// What a series may be called.
struct Names {
    chosen: Option<String>,
    of_file: String,
}

/// What a store holds, as far as its records say.
struct Holding<'a> {
    values: &'a [ValueColumn],
    symbol: Option<&'a str>,
    label: Option<&'a str>,
    /// Whether it is worth a word that it is empty.
    may_be_empty: bool,
}

impl Table {
    /// What a store holds.
    fn holding(&self, store: usize) -> Holding<'_> {
        let values = match self {
            Table::Pairs(pairs) => pairs.values().get(store..=store).unwrap_or(&[]),
            table => table.values(),
        };
        let asset = match self {
            Table::ByAsset(table) => table.asset(store),
            Table::Across(table) => table.asset(store),
            _ => None,
        };
        Holding {
            values,
            symbol: asset.map(|asset| asset.symbol.as_str()).filter(|symbol| !symbol.is_empty()),
            label: asset.and_then(|asset| asset.label.as_deref()),
            may_be_empty: matches!(self, Table::Across(_)),
        }
    }
}

/// Takes the series of one store into the file.
fn take_series(
    layout: &Layout,
    names: &Names,
    (holding, made): (Holding<'_>, Made),
    file: &mut ImportedFile,
    notes: &mut Vec<Diagnostic>,
) {
    let mut series = made.series.into_iter();
    let prices: Vec<_> = series.by_ref().take(holding.values.len()).collect();
    for (column, prices) in holding.values.iter().zip(prices) {
        let market_caps = column.market_cap.and_then(|_| series.next()).filter(|caps| !caps.is_empty());
        let given = names.chosen.as_deref().or(holding.symbol).or(column.symbol.as_deref());
        let symbol = given.unwrap_or(&names.of_file).to_owned();
        if !prices.is_empty() {
            notes.extend(checks::quality::warnings(&symbol, &prices));
            notes.extend(checks::not_prices::rate(&symbol, &column.name, &file.name));
            notes.extend(checks::not_prices::snapshot(&symbol, layout.snapshots, &prices));
            let value_column = holding.label.unwrap_or(&column.name).to_owned();
            file.series.push(ImportedSeries { symbol, value_column, currency: column.currency, prices, market_caps });
        } else if !holding.may_be_empty && made.rows > 0 {
            notes.push(empty_series(&symbol));
        }
    }
}

/// What is said of single records, with what became of them.
fn told(findings: &Findings, kept: u64, newest_first: bool) -> Vec<Diagnostic> {
    let place = if newest_first { "first" } else { "last" };
    findings.diagnostics(|code, count| {
        let outcome = code.outcome(count, kept);
        match (code.noun(), code) {
            (Noun::Repeat, _) => {
                format!("{outcome} Of prices for one day, the one that stands {place} in the file is used.")
            }
            (_, Code::RepeatedDate | Code::ConflictingDate) => {
                format!("{outcome} Of rows for one day, the one that stands {place} in the file is used.")
            }
            _ => outcome,
        }
    })
}

/// Rows within the day: the file says so by times, and by two or more rows for most days.
fn intraday(timed: bool, repeats: u64, days: u64, newest_first: bool) -> Option<Diagnostic> {
    (timed && repeats >= days.max(1)).then(|| {
        let rows = (repeats + days) as f64 / days.max(1) as f64;
        Diagnostic::remark(
            Code::Intraday,
            format!(
                "There are about {rows:.0} rows for each day. The {} of each day in the file is taken as its close, the other {} \
                 are left out.",
                if newest_first { "first" } else { "last" },
                counted(repeats, "row")
            ),
        )
    })
}
