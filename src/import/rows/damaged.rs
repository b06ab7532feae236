//! Rows that lost something: short of a cell, or cut at the end of the file. What is left of them may stand in the wrong column.

use super::intake::Intake;
use crate::diagnostic::{Code, Finding, Found};
use crate::import::cells::number::{self, Number};
use crate::import::layout::plan::{Layout, Plan};
use crate::import::layout::usual::{Digits, Usual};
use crate::import::text::reader::{End, Record};
use crate::number::{counted, grouped};

/// How far a price may be from the one before it to be believed, as a factor.
const NEAR: f64 = 1.25;
/// As [`NEAR`], where a bar bounds it too.
const NEAR_IN_BAR: f64 = 2.0;

/// Tells rows that lost something.
pub(super) struct Damaged {
    usual: Usual,
    columns: usize,
    prices: Vec<usize>,
    shape: Shape,
}

/// What a record is, as far as that shows what it lost.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Shape {
    /// A day.
    Day,
    /// Days of several tables side by side.
    Pairs,
    /// An asset.
    Asset,
}

impl Damaged {
    /// For a table of this layout.
    pub(super) fn new(layout: &Layout) -> Damaged {
        Damaged {
            usual: layout.usual.clone(),
            columns: layout.columns.len(),
            prices: layout.plan.price_columns(),
            shape: match layout.plan {
                Plan::Pairs(_) => Shape::Pairs,
                Plan::Across(_) => Shape::Asset,
                _ => Shape::Day,
            },
        }
    }

    /// Whether a record may have lost something: it is short, or the last one and without an end.
    #[inline]
    pub(super) fn may_be(&self, record: &Record<'_>) -> bool {
        record.end != End::Line || self.usual.whole && record.len() < self.columns
    }

    /// Leaves a record out that lost something and gives no proof that the rest is in its place; says whether it did. `store` holds the
    /// prices before it.
    #[cold]
    pub(super) fn takes(&self, record: &Record<'_>, store: Option<usize>, intake: &mut Intake) -> bool {
        if record.end != End::Line && self.is_cut(record, store, intake) {
            let found = (0..record.len()).map(|column| record.text(column)).collect::<Vec<_>>().join(",");
            intake.reject(Code::CutLine, || finding(Code::CutLine, record, Found::Cell(found), whole_line(record.end)));
            return true;
        }
        let beside = self.prices.iter().any(|column| *column < record.len());
        // Tables side by side end on days of their own.
        let short = self.shape != Shape::Pairs && self.usual.whole && record.len() < self.columns && beside;
        if !short || self.proves_its_place(record, store, intake) {
            return false;
        }
        let found = Found::Said(counted(record.len() as u64, "cell"));
        let expected =
            format!("{} as in the header: which of them is missing is not known", grouped(self.columns as u64));
        intake.reject(Code::TooFewCells, || finding(Code::TooFewCells, record, found, expected));
        true
    }

    /// Whether the last line of the file was cut in a cell that is used.
    fn is_cut(&self, record: &Record<'_>, store: Option<usize>, intake: &Intake) -> bool {
        let Some(last) = record.len().checked_sub(1) else { return false };
        let text = record.text(last);
        if record.end == End::Quotation {
            return true;
        }
        if let Some(length) = self.usual.date_lengths.get(&last) {
            return text.chars().count() < *length;
        }
        if !self.prices.contains(&last) || text.is_empty() {
            return false;
        }
        let plain = text.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b','));
        let (digits, usual) = (Digits::of(&text), self.usual_digits(record, last));
        let fewer = plain && usual.is_some_and(|usual| digits.behind < usual.behind);
        // A number without its last digits is a tenth, a hundredth ... of itself.
        let tenth =
            |price: f64, before: f64| [10.0, 100.0, 1e3, 1e4, 1e5].iter().any(|cut| near(price * cut, before, NEAR));
        let shorter = plain && !text.contains(['.', ',']) && usual.is_some_and(|usual| digits.all < usual.all);
        let (mut beside, mut far) = (false, false);
        if let (Some(price), Some(before)) = (value(record, last, intake), self.before(record, last, store, intake)) {
            (beside, far) = (near(price, before, NEAR), shorter && tenth(price, before));
        }
        fewer && beside || far || text.ends_with(['.', ','])
    }

    /// The price before the one in a column.
    fn before(&self, record: &Record<'_>, column: usize, store: Option<usize>, intake: &Intake) -> Option<f64> {
        let place = self.prices.iter().position(|price| *price == column)?;
        match self.shape {
            Shape::Day => intake.stores.get(store?)?.last(place),
            Shape::Pairs => intake.stores.get(place)?.last(0),
            Shape::Asset => value(record, *self.prices.get(place.checked_sub(1)?)?, intake),
        }
    }

    /// Fewest digits of the prices that a price is one of.
    fn usual_digits(&self, record: &Record<'_>, column: usize) -> Option<Digits> {
        if self.shape != Shape::Asset {
            return self.usual.digits.get(&column).copied();
        }
        let others: Vec<String> =
            self.prices.iter().filter(|other| **other != column).map(|other| record.text(*other)).collect();
        Digits::fewest(others.iter().map(String::as_str).filter(|cell| !cell.is_empty()))
    }

    /// Whether the price of a short row is in its column: a bar bounds it, or no other column has such numbers, and it is near the one
    /// before.
    fn proves_its_place(&self, record: &Record<'_>, store: Option<usize>, intake: &Intake) -> bool {
        let [column] = *self.prices.as_slice() else { return false };
        let before = self.before(record, column, store, intake);
        let of = |column: usize| value(record, column, intake);
        let Some(price) = of(column) else { return false };
        let near = |most: f64| before.is_some_and(|before| near(price, before, most));
        let Some(bar) = self.usual.bar else { return self.usual.alone && near(NEAR) };
        let (Some(high), Some(low), Some(close)) = (of(bar.high), of(bar.low), of(bar.close)) else { return false };
        let bounded = |price: f64| low <= price && price <= high;
        let in_bar = bounded(close) && bar.open.and_then(of).is_none_or(bounded);
        in_bar && if close == price { before.is_none() || near(NEAR_IN_BAR) } else { near(NEAR) }
    }
}

/// Whether two prices differ by less than a factor.
fn near(price: f64, other: f64, factor: f64) -> bool {
    price < other * factor && price * factor > other
}

fn value(record: &Record<'_>, column: usize, intake: &Intake) -> Option<f64> {
    match number::read(intake.mark.mark, record.field(column)) {
        Number::Value(value) if value > 0.0 => Some(value),
        _ => None,
    }
}

fn whole_line(end: End) -> String {
    match end {
        End::Quotation => "a line that does not end inside a quotation".to_owned(),
        _ => "a last line as long as the others".to_owned(),
    }
}

fn finding(code: Code, record: &Record<'_>, found: Found, expected: String) -> Finding {
    Finding { code, line: Some(record.line), column: None, found, expected }
}
