//! What is usual of the rows of a table: a row that lost something is told by it.

use std::collections::BTreeMap;

use crate::import::cells::number::{self, Number};
use crate::import::layout::bars::{self, Bar};
use crate::import::layout::plan::{DateColumns, Layout, Plan};
use crate::import::layout::profile::{Data, SampleRow};

/// Rows from which something is usual.
const FEWEST_ROWS: usize = 5;
/// How far apart two columns must typically be for neither to be taken for the other, as a factor.
const FAR_APART: f64 = 3.0;

/// What is usual of the rows of a table.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Usual {
    /// Whether rows have a cell under each header, but for one in twenty.
    pub whole: bool,
    /// Fewest characters of a date.
    pub date_length: usize,
    /// Fewest digits behind the mark in each column of prices.
    pub decimals: BTreeMap<usize, usize>,
    /// Where the bars stand that the prices close, if there are any.
    pub bar: Option<Bar>,
    /// Whether no other column of numbers could be taken for the prices.
    pub alone: bool,
}

impl Usual {
    /// What is usual in these rows of a sample; the last one may be cut.
    pub(crate) fn of(layout: &Layout, rows: &[SampleRow]) -> Usual {
        let rows = rows.get(..rows.len().saturating_sub(1)).unwrap_or(&[]);
        let (columns, prices) = (layout.columns.len(), layout.plan.price_columns());
        let [price] = *prices.as_slice() else {
            return Usual { whole: is_whole(rows, columns), ..Usual::default() };
        };
        let Some(DateColumns::One { index, .. }) = layout.plan.dates() else { return Usual::default() };
        let data = Data { rows, mark: layout.mark };
        let cells = |column: usize| rows.iter().map(move |row| row.field(column)).filter(|cell| !cell.is_empty());
        let enough = rows.len() >= FEWEST_ROWS;
        let fewest = |lengths: &mut dyn Iterator<Item = usize>| if enough { lengths.min().unwrap_or(0) } else { 0 };
        Usual {
            whole: is_whole(rows, columns),
            date_length: fewest(&mut cells(index).map(|cell| cell.chars().count())),
            decimals: [(price, fewest(&mut cells(price).map(decimals)))].into(),
            bar: bar(layout, data, price),
            alone: is_alone(data, price, columns),
        }
    }
}

fn is_whole(rows: &[SampleRow], columns: usize) -> bool {
    let short = rows.iter().filter(|row| row.fields.len() < columns).count();
    rows.len() >= FEWEST_ROWS && short * 20 <= rows.len()
}

/// Digits behind the last mark of a cell.
pub(crate) fn decimals(cell: &str) -> usize {
    cell.rsplit_once(['.', ',']).map_or(0, |(_, fraction)| fraction.chars().filter(char::is_ascii_digit).count())
}

fn bar(layout: &Layout, data: Data<'_>, price: usize) -> Option<Bar> {
    if matches!(layout.plan, Plan::Pairs(_) | Plan::Across(_) | Plan::Sectors(_)) {
        return None;
    }
    let numeric: Vec<usize> = (0..layout.columns.len()).filter(|column| data.is_mostly_numbers(*column)).collect();
    let by_values = || bars::by_values(data, &numeric, false).map(|(bar, _)| bar).filter(|bar| bar.close == price);
    bars::named(&layout.columns, price).or_else(by_values)
}

/// Whether the typical values of every other column of numbers lie far from those of the prices.
fn is_alone(data: Data<'_>, price: usize, columns: usize) -> bool {
    let typical = |column: usize| {
        let read = |row: &SampleRow| match number::read(data.mark, row.field(column).as_bytes()) {
            Number::Value(value) if value > 0.0 => Some(value),
            _ => None,
        };
        let mut values: Vec<f64> = data.rows.iter().filter_map(read).collect();
        values.sort_unstable_by(f64::total_cmp);
        values.get(values.len() / 2).copied()
    };
    let Some(own) = typical(price) else { return false };
    let far = |other: f64| other > own * FAR_APART || other * FAR_APART < own;
    (0..columns).filter(|column| *column != price).filter_map(typical).all(far)
}
