//! The order of day and month, decided from all rows of a file, for each of its spellings, or asked for.

use serde::Serialize;

use super::ImportOptions;
use super::date_text::{self, DateCell, DateOrder, DateOrders, Spelling};
use crate::date::Date;
use crate::diagnostic::{Diagnostic, Severity, grouped};

/// What the rows prove about one spelling.
#[derive(Clone, Default)]
struct Proofs {
    day_first: Option<String>,
    month_first: Option<String>,
    open: Option<(u64, String)>,
}

/// What the rows prove about the order of day and month.
#[derive(Default)]
pub struct OrderEvidence([Proofs; Spelling::COUNT]);

impl OrderEvidence {
    /// Any row can prove an order, also one without a price.
    pub fn weigh(&mut self, cell: DateCell, line: u64, text: impl FnOnce() -> String) {
        let Some(proofs) = self.0.get_mut(cell.spelling().index()) else { return };
        // Nearly all rows of nearly all files: the month stands behind the year, and that is proven.
        if cell.spelling() == Spelling::CERTAIN || proofs.month_first.is_some() && proofs.day_first.is_some() {
            return;
        }
        if cell.spelling() == Spelling::YEAR_FIRST
            && proofs.month_first.is_some()
            && cell.in_order(DateOrder::MonthFirst).is_some()
        {
            return;
        }
        let told = || format!("'{}' on line {}", text(), grouped(line));
        match cell.proves() {
            Some(DateOrder::DayFirst) if proofs.day_first.is_none() => proofs.day_first = Some(told()),
            Some(DateOrder::MonthFirst) if proofs.month_first.is_none() => proofs.month_first = Some(told()),
            _ => {}
        }
    }

    /// Only a row that is used can leave the question open.
    pub fn question(&mut self, cell: DateCell, line: u64, text: impl FnOnce() -> String) {
        if let Some(proofs) = self.0.get_mut(cell.spelling().index())
            && proofs.open.is_none()
            && cell.is_open()
            && cell.proves().is_none()
        {
            proofs.open = Some((line, text()));
        }
    }

    /// Whether rows already prove that this cell, which begins with its year, is no day.
    pub fn contradicts(&self, cell: DateCell) -> bool {
        cell.spelling() == Spelling::YEAR_FIRST
            && self.0.get(Spelling::YEAR_FIRST.index()).is_some_and(|proofs| proofs.month_first.is_some())
            && cell.in_order(DateOrder::MonthFirst).is_none()
    }

    /// A date that reads two ways and that nothing decides, and both readings.
    pub fn into_open_date(self) -> Option<OpenDate> {
        let undecided = |proofs: &Proofs| proofs.day_first.is_some() == proofs.month_first.is_some();
        let (_, text) = self.0.into_iter().filter(undecided).find_map(|proofs| proofs.open)?;
        let cell = date_text::read(text.as_bytes())?;
        let (day_first, month_first) = (cell.resolve(DateOrder::DayFirst)?, cell.resolve(DateOrder::MonthFirst)?);
        Some(OpenDate { text, day_first, month_first })
    }

    /// The orders of all spellings, with what there is to say about them, or the question to ask.
    ///
    /// An answer of the person holds for every spelling; where the file has several, for those that no row decides.
    pub fn decide(&self, options: &ImportOptions) -> Result<(DateOrders, Option<Diagnostic>), Box<Diagnostic>> {
        let mut orders = DateOrders::from(options.date_order.unwrap_or(DateOrder::MonthFirst));
        let year_first = self.0.get(Spelling::YEAR_FIRST.index());
        let mut said = Vec::new();
        if let Some(Proofs { day_first: Some(proof), month_first: None, .. }) = year_first {
            orders = orders.with(Spelling::YEAR_FIRST, DateOrder::DayFirst);
            said.push(format!("{proof} has the day before the month"));
        }
        let year_last: Vec<(Spelling, &Proofs)> = self.year_last().collect();
        for (spelling, proofs) in &year_last {
            let told = match (&proofs.day_first, &proofs.month_first, &proofs.open) {
                (Some(day), Some(month), _) if options.date_order.is_none() => return Err(contradiction(day, month)),
                (None, None, Some((line, text))) if options.date_order.is_none() => return Err(question(*line, text)),
                (Some(proof), None, _) => Some((DateOrder::DayFirst, format!("{proof} has the day first"))),
                (None, Some(proof), _) => Some((DateOrder::MonthFirst, format!("{proof} has the month first"))),
                _ => None,
            };
            if let Some((order, proof)) = told {
                if options.date_order.is_none() || year_last.len() > 1 {
                    orders = orders.with(*spelling, order);
                }
                said.push(proof);
            }
        }
        let several =
            year_last.len() > 1 || said.len() > 1 || year_first.is_some_and(|proofs| proofs.day_first.is_some());
        Ok((orders, (several && !said.is_empty()).then(|| spellings(&said))))
    }

    /// The spellings with the year behind that the file has, as far as rows say anything about them.
    fn year_last(&self) -> impl Iterator<Item = (Spelling, &Proofs)> {
        Spelling::YEAR_LAST
            .into_iter()
            .filter_map(|spelling| Some((spelling, self.0.get(spelling.index())?)))
            .filter(|(_, proofs)| proofs.day_first.is_some() || proofs.month_first.is_some() || proofs.open.is_some())
    }
}

/// A date cell that no row of its file decides.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct OpenDate {
    /// The cell, as written.
    pub text: String,
    /// The day it is if the day comes first.
    pub day_first: Date,
    /// The day it is if the month comes first.
    pub month_first: Date,
}

fn date_order(line: Option<u64>, found: String, message: String) -> Box<Diagnostic> {
    Box::new(Diagnostic {
        severity: Severity::Warning,
        code: "date-order",
        line,
        column: None,
        found: Some(found),
        expected: Some("a date that reads one way, or an answer".to_owned()),
        message,
    })
}

fn contradiction(day: &str, month: &str) -> Box<Diagnostic> {
    date_order(
        None,
        format!("{day}; {month}"),
        format!(
            "The dates of this file are written in two orders: {day} has the day first, {month} the month. Nothing is used \
             until you say which order holds; rows in the other are then left out."
        ),
    )
}

fn question(line: u64, text: &str) -> Box<Diagnostic> {
    date_order(
        Some(line),
        text.to_owned(),
        format!(
            "Line {}: '{text}' reads two ways, and no row of this file decides: {}. Nothing is used until you choose.",
            grouped(line),
            readings(text)
        ),
    )
}

/// What told several spellings apart.
fn spellings(said: &[String]) -> Diagnostic {
    Diagnostic {
        severity: Severity::Note,
        code: "date-spellings",
        line: None,
        column: None,
        found: Some(said.join("; ")),
        expected: None,
        message: format!("The dates are not all spelled as usual or alike; rows tell how: {}.", said.join("; ")),
    }
}

/// Both readings in words: `3 April 2020 or 4 March 2020`.
fn readings(text: &str) -> String {
    let spelled =
        |order: DateOrder| date_text::read(text.as_bytes()).and_then(|cell| cell.resolve(order)).map(Date::spelled);
    match (spelled(DateOrder::DayFirst), spelled(DateOrder::MonthFirst)) {
        (Some(day_first), Some(month_first)) => format!("{day_first} or {month_first}"),
        _ => "day first or month first".to_owned(),
    }
}
