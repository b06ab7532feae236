//! Rows that lost something: short of a cell, or cut at the end of the file. What is left of them may stand in the wrong column.

use super::intake::Intake;
use crate::diagnostic::{Code, Finding, Found, counted, grouped};
use crate::import::cells::number::{self, Number};
use crate::import::layout::plan::Layout;
use crate::import::layout::usual::{Usual, decimals};
use crate::import::text::reader::{End, Record};

/// How far a price may be from the one before it to be believed, as a factor.
const NEAR: f64 = 1.25;
/// As [`NEAR`], where a bar bounds it too.
const NEAR_IN_BAR: f64 = 2.0;

/// Tells rows that lost something.
pub(super) struct Damaged {
    usual: Usual,
    columns: usize,
    date: usize,
    prices: Vec<usize>,
}

impl Damaged {
    /// For a table of this layout.
    pub(super) fn new(layout: &Layout) -> Damaged {
        Damaged {
            usual: layout.usual.clone(),
            columns: layout.columns.len(),
            date: layout.plan.dates().map_or(0, |dates| dates.first()),
            prices: layout.plan.price_columns(),
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
        let before = store.and_then(|store| intake.stores.get(store)?.last());
        self.is_damaged(record, before, intake)
    }

    fn is_damaged(&self, record: &Record<'_>, before: Option<f64>, intake: &mut Intake) -> bool {
        if record.end != End::Line && self.is_cut(record, before, intake) {
            let found = (0..record.len()).map(|column| record.text(column)).collect::<Vec<_>>().join(",");
            intake.reject(Code::CutLine, || finding(Code::CutLine, record, Found::Cell(found), whole_line(record.end)));
            return true;
        }
        let beside = self.prices.iter().any(|column| *column < record.len());
        let short = self.usual.whole && record.len() < self.columns && beside;
        if !short || self.proves_its_place(record, before, intake) {
            return false;
        }
        let found = Found::Said(counted(record.len() as u64, "cell"));
        let expected =
            format!("{} as in the header: which of them is missing cannot be told", grouped(self.columns as u64));
        intake.reject(Code::TooFewCells, || finding(Code::TooFewCells, record, found, expected));
        true
    }

    /// Whether the last line of the file was cut in a cell that is used.
    fn is_cut(&self, record: &Record<'_>, before: Option<f64>, intake: &Intake) -> bool {
        let Some(last) = record.len().checked_sub(1) else { return false };
        let text = record.text(last);
        if record.end == End::Quotation {
            return true;
        }
        if last == self.date {
            return text.chars().count() < self.usual.date_length;
        }
        if !self.prices.contains(&last) || text.is_empty() {
            return false;
        }
        let plain = text.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b','));
        let fewer = plain && self.usual.decimals.get(&last).is_some_and(|usual| decimals(&text) < *usual);
        // A number without its last digits is a tenth, a hundredth ... of itself.
        let tenth =
            |price: f64, before: f64| [10.0, 100.0, 1e3, 1e4, 1e5].iter().any(|cut| near(price * cut, before, NEAR));
        let digits = plain && !text.contains(['.', ',']);
        let (mut beside, mut far) = (false, false);
        if let (Some(price), Some(before)) = (value(record, last, intake), before) {
            (beside, far) = (near(price, before, NEAR), digits && tenth(price, before));
        }
        self.usual.date_length > 0 && (fewer && beside || far || text.ends_with(['.', ',']))
    }

    /// Whether the price of a short row is in its column: a bar bounds it, or no other column has such numbers, and it is near the one
    /// before.
    fn proves_its_place(&self, record: &Record<'_>, before: Option<f64>, intake: &Intake) -> bool {
        let [column] = *self.prices.as_slice() else { return false };
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
