//! The end of a file: the order of dates is decided, rows become series, and everything is written down.

use super::clocks::{by_the_clock, unfinished, usual_second};
use super::intake::Intake;
use super::notes::{no_prices, undated_note};
use super::outside::Outside;
use super::preview::preview;
use super::repeats::Repeats;
use super::series::{Names, Taking};
use super::several::{Apart, apart, parted};
use super::short_years::with_century;
use super::spellings::shown_by_rows;
use super::{Table, clear};
use crate::diagnostic::{Code, Diagnostic, Findings, Noun, Severity};
use crate::import::cells::currency;
use crate::import::cells::date_text::DateOrders;
use crate::import::cells::day_order::year_in_front;
use crate::import::cells::symbol;
use crate::import::file::{ImportOptions, ImportedFile, Mend, Offer, Outcome, Question};
use crate::import::layout::currencies::names_currency;
use crate::import::layout::plan::Layout;
use crate::import::rows::columns::Columns;
use crate::number::counted;

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
        let decided =
            self.intake.order.decide(options.date_order, &shown_by_rows(stores, &self.intake.order), |spelling| {
                year_in_front(|order| {
                    let (mut all, mut failed) = (Vec::new(), 0);
                    for (steps, more) in stores.iter().map(|store| store.steps(spelling, order)) {
                        all.extend(steps);
                        failed += more;
                    }
                    (all, failed)
                })
            });
        let decided = decided.map(|(orders, said)| {
            let (orders, century) = with_century(&self.intake.stores, orders);
            notes.extend(century);
            (orders, said)
        });
        let orders = decided.as_ref().ok().map(|(orders, _)| *orders);
        file.preview = preview(std::mem::take(&mut self.intake.preview), self.intake.mark.mark, orders);
        let question = match decided {
            Ok((orders, said)) => match self.apart(orders, options) {
                None => {
                    notes.extend(said);
                    let no_days = self.intake.order.take_no_days(orders);
                    let told = no_days.len() as u64;
                    for finding in no_days {
                        self.intake.findings.note(finding.code, || finding);
                    }
                    return self.into_series((orders, told), options, notes, file);
                }
                Some(apart) => (Some(apart.question), apart.diagnostic),
            },
            Err(question) => (question.open.map(Question::DateOrder), *question.diagnostic),
        };
        file.outcome = Outcome::Asks;
        file.question = question.0;
        file.diagnostics = told(&self.intake.findings, self.intake.ledger.used, "last in the file");
        file.diagnostics.push(question.1);
        file.left_out = self.intake.findings.into_log();
        file.ledger = self.intake.ledger;
    }

    /// The column that tells several series apart, unless a person has chosen what to do with it.
    fn apart(&self, orders: DateOrders, options: &ImportOptions) -> Option<Apart> {
        let answered = |apart: &Apart| match (&apart.question, &options.rows) {
            (Question::Rows { column, .. }, Some(chosen)) => *column == chosen.column,
            _ => false,
        };
        apart(&self.intake, orders).filter(|apart| !answered(apart))
    }

    /// The stores, each with its own number or that of the one it is a part of, and the word that tells it apart.
    fn parts(&mut self, options: &ImportOptions) -> Vec<Part> {
        let stores = std::mem::take(&mut self.intake.stores);
        let beside = &self.intake.beside;
        let named = |column: &usize, name: &str| self.intake.columns.get(*column).is_some_and(|header| header == name);
        let each = options.rows.as_ref().filter(|chosen| chosen.value.is_none());
        let place = each.and_then(|chosen| beside.columns().iter().position(|column| named(column, &chosen.column)));
        let whole = |(number, store): (usize, Columns)| Part {
            number,
            word: None,
            clocks: beside.clocks.get(number).cloned().unwrap_or_default(),
            currency: currency_of(&self.intake, beside.groups.get(number)),
            store,
        };
        let Some(place) = place else { return stores.into_iter().enumerate().map(whole).collect() };
        let part = |(number, word, rows): (usize, String, Vec<usize>)| {
            let of_rows =
                |all: Option<&Vec<u32>>| all.map(|all| rows.iter().filter_map(|row| all.get(*row).copied()).collect());
            let groups = beside.groups.get(number);
            let own: Option<Vec<u16>> =
                groups.map(|all| rows.iter().filter_map(|row| all.get(*row).copied()).collect());
            Some(Part {
                number,
                word: Some(word),
                clocks: of_rows(beside.clocks.get(number)).unwrap_or_default(),
                currency: currency_of(&self.intake, own.as_ref()),
                store: stores.get(number)?.arranged(&rows),
            })
        };
        parted(&self.intake, place).into_iter().filter_map(part).collect()
    }

    /// Makes the series under these orders, and writes them and what there is to say into `file`. `told_before` counts
    /// the rows without a valid day that have already been reported one by one.
    fn into_series(
        mut self,
        (orders, told_before): (DateOrders, u64),
        options: &ImportOptions,
        mut notes: Vec<Diagnostic>,
        file: &mut ImportedFile,
    ) {
        if let Some((cleared, all)) = clear::clear_what_is_no_price(&self.table, &mut self.intake) {
            // Beside prices, returns say nothing new.
            file.offers.extend(all.then(|| Offer::from(Mend::Compound)));
            notes.push(cleared);
        }
        let by_day = self.table.is_by_day();
        let parts = self.parts(options);
        let one_series = parts.len() == 1 && self.table.values().len() == 1;
        let names = Names {
            chosen: options.symbol.clone().filter(|_| one_series),
            of_file: symbol::from_file_name(&file.name),
        };
        let (mut newest_first, mut clocked) = (false, false);
        let mut repeats = Repeats::default();
        let mut undated = 0;
        for (place, part) in parts.into_iter().enumerate() {
            let mut holding = self.table.holding(part.number);
            (holding.word, holding.currency) = (part.word, part.currency);
            let name = holding.symbol.or_else(|| holding.values.first()?.symbol.as_deref()).unwrap_or(&names.of_file);
            let unfinished = unfinished(name, &part.store, &part.clocks, orders);
            let (store, sorted) = by_the_clock(part.store, &part.clocks, orders);
            let own = holding.symbol.or_else(|| holding.values.first().filter(|_| !by_day)?.symbol.as_deref());
            let whose = own.map(str::to_owned).or_else(|| holding.word.clone());
            let made = store.into_series(orders, &mut |repeat| repeats.add(repeat, place));
            repeats.owners.push(whose);
            newest_first |= made.newest_first;
            clocked |= sorted;
            if made.undated > 0 {
                // A record with several days stays in use.
                if by_day {
                    self.intake.ledger.used -= made.undated;
                    self.intake.ledger.reject(Code::UnreadableDate, made.undated);
                }
                undated += made.undated;
            }
            let ledger = (by_day && self.table.values().len() == 1).then_some(&mut self.intake.ledger);
            let layout = &self.layout;
            let mut taking =
                Taking { names: &names, options, layout, alone: one_series, ledger, file, notes: &mut notes };
            taking.take(&holding, made, usual_second(&part.clocks));
            notes.extend(unfinished);
        }
        if undated > told_before {
            notes.insert(0, undated_note(undated - told_before, options.date_order.is_some()));
        }
        let Intake { ledger, findings, .. } = &mut self.intake;
        if by_day {
            ledger.used -= repeats.count();
            ledger.duplicate += repeats.count();
        }
        match intraday(self.layout.clock.is_some() && by_day, repeats.count(), ledger.used) {
            Some(note) => notes.insert(0, note),
            None => repeats.tell(by_day, &names.of_file, findings),
        }
        notes.extend(self.outside.diagnostic(&self.intake));
        notes.append(&mut self.layout.notes);
        let taken = match (clocked, newest_first) {
            (true, _) => "last by the clock",
            (false, true) => "first in the file",
            (false, false) => "last in the file",
        };
        conclude(self.intake, taken, notes, file);
    }
}

/// Writes the account of the rows, what there is to say, and what became of the file; of several rows for one day the one at this
/// place was taken.
fn conclude(intake: Intake, taken: &str, notes: Vec<Diagnostic>, file: &mut ImportedFile) {
    let Intake { ledger, findings, .. } = intake;
    file.diagnostics = told(&findings, ledger.used, taken);
    file.diagnostics.extend(notes);
    let damaged = || file.diagnostics.iter().any(|said| said.code == Code::DamagedColumn);
    if file.series.is_empty() && file.question.is_none() && damaged() {
        file.question = Some(Question::Mend);
    }
    if file.question.is_some() {
        file.series.clear();
    }
    file.outcome = match (&file.question, file.series.is_empty()) {
        (Some(_), _) => Outcome::Asks,
        (None, true) => Outcome::Refused,
        (None, false) => Outcome::Prices,
    };
    let mut ledger = ledger;
    if file.outcome == Outcome::Refused {
        // Every column was left out: no row gave a price.
        if ledger.rejected.contains_key(&Code::NotPrices)
            || file.diagnostics.iter().any(|said| said.code == Code::NotPrices)
        {
            let rows = std::mem::take(&mut ledger.used);
            ledger.reject(Code::NotPrices, rows);
        }
        let no_prices = file.diagnostics.iter_mut().filter(|diagnostic| diagnostic.code == Code::NotPrices);
        no_prices.for_each(|diagnostic| diagnostic.severity = Severity::Error);
    }
    let refused = file.diagnostics.iter().any(|diagnostic| diagnostic.severity == Severity::Error);
    if file.outcome == Outcome::Refused && !refused {
        file.diagnostics.push(no_prices(ledger.records - ledger.blank - ledger.header));
    }
    file.left_out = findings.into_log();
    file.ledger = ledger;
}

/// Rows that become the series of one asset, or of several in a column each.
struct Part {
    /// The store they come from.
    number: usize,
    /// What tells them apart from other parts of it.
    word: Option<String>,
    store: Columns,
    clocks: Vec<u32>,
    currency: Option<&'static str>,
}

/// The currency that a column of currencies gives for all of these rows.
fn currency_of(intake: &Intake, groups: Option<&Vec<u16>>) -> Option<&'static str> {
    let named = |column: &usize| intake.columns.get(*column).is_some_and(|name| names_currency(name));
    let place = intake.beside.columns().iter().position(named)?;
    let word = |group: &u16| intake.beside.words.get(usize::from(*group)).and_then(|words| words.get(place));
    let mut codes = groups?.iter().map(|group| word(group).and_then(|word| currency::of_text(word)));
    let first = codes.next()??;
    codes.all(|code| code == Some(first)).then_some(first)
}

/// The diagnostics for single records, with what became of them; of several for one day the one at this place is used.
fn told(findings: &Findings, kept: u64, place: &str) -> Vec<Diagnostic> {
    findings.diagnostics(|code, count| {
        let outcome = code.outcome(count, kept);
        match (code.noun(), code) {
            (Noun::Repeat, _) => {
                format!("{outcome} Of prices for one day, the one that stands {place} is used.")
            }
            (_, Code::RepeatedDate | Code::ConflictingDate) => {
                format!("{outcome} Of rows for one day, the one that stands {place} is used.")
            }
            _ => outcome,
        }
    })
}

/// Rows within the day: the file says so by times, and by two or more rows for most days.
fn intraday(timed: bool, repeats: u64, days: u64) -> Option<Diagnostic> {
    (timed && repeats >= days.max(1)).then(|| {
        let rows = (repeats + days) as f64 / days.max(1) as f64;
        let others = counted(repeats, "row");
        Diagnostic::remark(
            Code::Intraday,
            format!(
                "There are about {rows:.0} rows for each day. The last of each day by the clock is taken as its close, the other {others} are \
                 left out."
            ),
        )
    })
}
