//! The order of day and month, decided from all rows of a file, for each of its spellings, or asked for.

use serde::Serialize;

use crate::date::Date;
use crate::diagnostic::{Code, Diagnostic, Finding, Severity};
use crate::import::cells::date_text::{self, DateCell, DateOrder, DateOrders, Spelling};
use crate::number::grouped;

/// What the rows prove about one spelling.
#[derive(Clone, Default)]
struct Proofs {
    day_first: Option<String>,
    month_first: Option<String>,
    year_first: Option<String>,
    open: Option<(u64, String)>,
    /// The first used row that could also have the year in front.
    short: Option<(u64, String)>,
}

/// What a spelling comes to.
enum Verdict<'a> {
    /// An order, and the row that proves it.
    Order(DateOrder, Option<String>),
    /// Rows prove two orders.
    Contradiction(&'a str, &'a str),
    /// No row proves any; the first that leaves it open, by its line.
    Open(u64, &'a str),
}

impl Proofs {
    fn of_order(&self, in_front: YearInFront) -> Verdict<'_> {
        let proof = [&self.year_first, &self.day_first, &self.month_first].into_iter().flatten().next().cloned();
        let example = || self.short.as_ref().map(|(line, text)| format!("'{text}' on line {}", grouped(*line)));
        match (&self.day_first, &self.month_first, &self.open) {
            _ if in_front == YearInFront::Yes => Verdict::Order(
                DateOrder::YearFirst,
                proof
                    .or_else(example)
                    .map(|proof| format!("{proof} has the year first, as the order of the rows shows")),
            ),
            (None, None, _) if self.year_first.is_some() => {
                Verdict::Order(DateOrder::YearFirst, proof.map(|proof| format!("{proof} has the year first")))
            }
            (Some(day), Some(month), _) => Verdict::Contradiction(day, month),
            _ if let (YearInFront::Open, Some((line, text))) = (in_front, &self.short) => Verdict::Open(*line, text),
            (Some(proof), None, _) => Verdict::Order(DateOrder::DayFirst, Some(format!("{proof} has the day first"))),
            (None, Some(proof), _) => {
                Verdict::Order(DateOrder::MonthFirst, Some(format!("{proof} has the month first")))
            }
            (None, None, Some((line, text))) => Verdict::Open(*line, text),
            (None, None, None) => Verdict::Order(DateOrder::MonthFirst, None),
        }
    }
}

/// What the rows prove about the order of day and month.
#[derive(Default)]
pub(crate) struct OrderEvidence {
    proofs: [Proofs; Spelling::COUNT],
    /// Cells that are days in some orders only, with what to say if the order is another.
    doubts: Vec<(DateCell, Finding)>,
}

impl OrderEvidence {
    /// Any row can prove an order, also one without a price.
    pub(crate) fn weigh(&mut self, cell: DateCell, line: u64, text: impl FnOnce() -> String) {
        let Some(proofs) = self.proofs.get_mut(cell.spelling().index()) else { return };
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
            Some(DateOrder::YearFirst) if proofs.year_first.is_none() => proofs.year_first = Some(told()),
            _ => {}
        }
    }

    /// Only a row that is used can leave the question open.
    pub(crate) fn question(&mut self, cell: DateCell, line: u64, text: impl Fn() -> String) {
        let Some(proofs) = self.proofs.get_mut(cell.spelling().index()) else { return };
        if proofs.open.is_none() && cell.is_open() && cell.proves().is_none() {
            proofs.open = Some((line, text()));
        }
        if proofs.short.is_none() && cell.spelling().is_short() && cell.in_order(DateOrder::YearFirst).is_some() {
            proofs.short = Some((line, text()));
        }
    }

    /// Keeps what to say about a used row with a short year that is a day in some orders only.
    pub(crate) fn doubt(&mut self, cell: DateCell, describe: impl FnOnce() -> Finding) {
        let orders = [DateOrder::DayFirst, DateOrder::MonthFirst, DateOrder::YearFirst];
        if cell.spelling().is_short()
            && self.doubts.len() < MOST_DOUBTS
            && orders.into_iter().any(|order| cell.in_order(order).is_none())
        {
            self.doubts.push((cell, describe()));
        }
    }

    /// What there is to say about these rows under the orders that were decided.
    pub(crate) fn take_no_days(&mut self, orders: DateOrders) -> Vec<Finding> {
        let doubts = std::mem::take(&mut self.doubts).into_iter();
        doubts.filter(|(cell, _)| cell.resolve(orders).is_none()).map(|(_, finding)| finding).collect()
    }

    /// Whether rows already prove that this cell, which begins with its year, is not a day.
    pub(crate) fn contradicts(&self, cell: DateCell) -> bool {
        cell.spelling() == Spelling::YEAR_FIRST
            && self.proofs.get(Spelling::YEAR_FIRST.index()).is_some_and(|proofs| proofs.month_first.is_some())
            && cell.in_order(DateOrder::MonthFirst).is_none()
    }

    /// Whether rows end their dates with the year.
    pub(crate) fn has_year_last(&self) -> bool {
        self.year_last().next().is_some()
    }

    /// The orders that cells prove by themselves, and the spellings whose cells prove none; those with a short year are left out.
    pub(crate) fn proven(&self) -> (DateOrders, Vec<Spelling>) {
        let mut orders = DateOrders::from(DateOrder::MonthFirst);
        let mut open = Vec::new();
        let all = std::iter::once(Spelling::YEAR_FIRST).chain(Spelling::YEAR_LAST);
        for spelling in all.filter(|spelling| !spelling.is_short()) {
            let proofs = self.proofs.get(spelling.index());
            match proofs.map(|proofs| (&proofs.day_first, &proofs.month_first)) {
                Some((Some(_), None)) => orders = orders.with(spelling, DateOrder::DayFirst),
                Some((None, None)) => open.push(spelling),
                _ => {}
            }
        }
        (orders, open)
    }

    /// The orders of all spellings, with what there is to say about them, or the question to ask. `shown` are those that the order of
    /// the rows proves. `in_front` judges a spelling with a short year by how its days follow one another.
    ///
    /// An answer of the person holds for every spelling; where the file has several, for those that no row decides.
    pub(crate) fn decide(
        &self,
        chosen: Option<DateOrder>,
        shown: &[(Spelling, DateOrder)],
        in_front: impl Fn(Spelling) -> YearInFront,
    ) -> Result<(DateOrders, Option<Diagnostic>), Question> {
        let mut orders = DateOrders::from(chosen.unwrap_or(DateOrder::MonthFirst));
        let year_first = self.proofs.get(Spelling::YEAR_FIRST.index());
        let mut said = Vec::new();
        if let Some(Proofs { day_first: Some(proof), month_first: None, .. }) = year_first {
            orders = orders.with(Spelling::YEAR_FIRST, DateOrder::DayFirst);
            said.push(format!("{proof} has the day before the month"));
        }
        if shown.contains(&(Spelling::YEAR_FIRST, DateOrder::DayFirst)) {
            orders = orders.with(Spelling::YEAR_FIRST, DateOrder::DayFirst);
            said.push(
                "dates that begin with the year have the day before the month, as the order of the rows shows"
                    .to_owned(),
            );
        }
        let year_last: Vec<(Spelling, &Proofs)> = self.year_last().collect();
        let mut unusual = !said.is_empty();
        for (spelling, proofs) in &year_last {
            let verdict = if spelling.is_short() { in_front(*spelling) } else { YearInFront::No };
            let shown = shown.iter().find(|(of, _)| of == spelling).map(|(_, order)| *order);
            let told = match proofs.of_order(verdict) {
                Verdict::Open(line, text) if let Some(order) = shown => {
                    let first = if order == DateOrder::DayFirst { "day" } else { "month" };
                    let line = grouped(line);
                    Some((
                        order,
                        Some(format!("'{text}' on line {line} has the {first} first, as the order of the rows shows")),
                    ))
                }
                Verdict::Order(order, proof) => {
                    unusual |= order == DateOrder::YearFirst;
                    Some((order, proof))
                }
                _ if chosen.is_some() => None,
                Verdict::Contradiction(day, month) => {
                    let open = proofs.open.as_ref().and_then(|(_, text)| OpenDate::of(text));
                    return Err(Question { diagnostic: Box::new(contradiction(day, month)), open });
                }
                Verdict::Open(line, text) => {
                    let diagnostic = Box::new(question(line, text));
                    return Err(Question { diagnostic, open: OpenDate::of(text) });
                }
            };
            if let Some((order, proof)) = told {
                if chosen.is_none() || year_last.len() > 1 {
                    orders = orders.with(*spelling, order);
                }
                said.extend(proof);
            }
        }
        let with_year_first = year_first.is_some_and(|proofs| proofs.month_first.is_some()) && !year_last.is_empty();
        let several = year_last.len() > 1 || with_year_first || unusual || !shown.is_empty();
        Ok((orders, (several && !said.is_empty()).then(|| spellings(&said))))
    }

    /// The spellings with the year behind that the file has, as far as rows say anything about them.
    fn year_last(&self) -> impl Iterator<Item = (Spelling, &Proofs)> {
        Spelling::YEAR_LAST
            .into_iter()
            .filter_map(|spelling| Some((spelling, self.proofs.get(spelling.index())?)))
            .filter(|(_, proofs)| {
                let proofs_of_order = [&proofs.day_first, &proofs.month_first, &proofs.year_first];
                proofs_of_order.into_iter().any(Option::is_some) || proofs.open.is_some() || proofs.short.is_some()
            })
    }
}

/// Doubtful rows that are remembered.
const MOST_DOUBTS: usize = 10_000;

/// A date cell that no row of its file decides.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct OpenDate {
    /// The cell, as written.
    pub text: String,
    /// The day it is if the day comes first, where it could.
    pub day_first: Option<Date>,
    /// The day it is if the month comes first, where it could.
    pub month_first: Option<Date>,
    /// The day it is if the year comes first, where it could.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(optional))]
    pub year_first: Option<Date>,
}

impl OpenDate {
    fn of(text: &str) -> Option<OpenDate> {
        let cell = date_text::read(text.as_bytes())?;
        Some(OpenDate {
            text: text.to_owned(),
            day_first: cell.in_order(DateOrder::DayFirst),
            month_first: cell.in_order(DateOrder::MonthFirst),
            year_first: cell.in_order(DateOrder::YearFirst).filter(|_| cell.spelling().is_short()),
        })
    }
}

/// What is asked where no row decides.
pub(crate) struct Question {
    /// The question in words.
    pub diagnostic: Box<Diagnostic>,
    /// A date it is about, and its readings.
    pub open: Option<OpenDate>,
}

/// Whether the days of a spelling with a short year follow one another better with the year in front.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum YearInFront {
    Yes,
    No,
    /// Equally well.
    Open,
}

/// How much shorter the steps between days must be to decide, as a factor.
const CLEARLY_SHORTER: f64 = 1.5;

/// At most one cell in this many may fail to be a day under the right order: mistakes.
const MISTAKES_ONE_IN: usize = 10;

/// Judges by the steps between neighbouring days, of which `steps` gives those under an order and how many cells are not
/// days under it. Under a wrong reading the years jump from row to row.
pub(crate) fn year_in_front(steps: impl Fn(DateOrder) -> (Vec<i32>, usize)) -> YearInFront {
    let fitting = |order| {
        let (steps, failed) = steps(order);
        (!steps.is_empty() && failed * MISTAKES_ONE_IN <= steps.len()).then_some(steps)
    };
    let Some(year) = fitting(DateOrder::YearFirst) else { return YearInFront::No };
    let others = [DateOrder::DayFirst, DateOrder::MonthFirst].into_iter().filter_map(fitting);
    let Some(other) = others.min_by(|a, b| mean(a).total_cmp(&mean(b))) else { return YearInFront::Yes };
    let one_way = |steps: &[i32]| steps.iter().all(|step| *step > 0) || steps.iter().all(|step| *step < 0);
    match (mean(&year), mean(&other), one_way(&year), one_way(&other)) {
        (year, other, ..) if year * CLEARLY_SHORTER <= other => YearInFront::Yes,
        (year, other, ..) if other * CLEARLY_SHORTER <= year => YearInFront::No,
        (.., true, false) => YearInFront::Yes,
        (.., false, true) => YearInFront::No,
        _ => YearInFront::Open,
    }
}

fn mean(steps: &[i32]) -> f64 {
    steps.iter().map(|step| f64::from(step.abs())).sum::<f64>() / steps.len().max(1) as f64
}

fn date_order(line: Option<u64>, found: String, message: String) -> Diagnostic {
    Diagnostic {
        severity: Severity::Warning,
        code: Code::DateOrder,
        line,
        column: None,
        found: Some(found),
        expected: Some("a date that reads one way, or an answer".to_owned()),
        message,
    }
}

fn contradiction(day: &str, month: &str) -> Diagnostic {
    date_order(
        None,
        format!("{day}; {month}"),
        format!(
            "The dates of this file are written in two orders: {day} has the day first, {month} the month. Nothing is used \
             until you say which order holds; rows in the other are then left out."
        ),
    )
}

fn question(line: u64, text: &str) -> Diagnostic {
    let readings = readings(text);
    date_order(
        Some(line),
        text.to_owned(),
        format!(
            "Line {}: '{text}' reads {} ways, and no row of this file decides: {}. Nothing is used until you choose.",
            grouped(line),
            if readings.len() > 2 { "three" } else { "two" },
            readings.join(" or ")
        ),
    )
}

/// The diagnostic about how several spellings were told apart.
fn spellings(said: &[String]) -> Diagnostic {
    Diagnostic {
        severity: Severity::Note,
        code: Code::DateSpellings,
        line: None,
        column: None,
        found: Some(said.join("; ")),
        expected: None,
        message: format!("The dates are not all spelled as usual or alike; rows tell how: {}.", said.join("; ")),
    }
}

/// All readings in words: `3 April 2020`, `4 March 2020`.
fn readings(text: &str) -> Vec<String> {
    let open = OpenDate::of(text);
    let days = open.iter().flat_map(|open| [open.day_first, open.month_first, open.year_first]).flatten();
    days.map(Date::spelled).collect()
}
