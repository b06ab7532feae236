//! What is usual of the rows of a table: it shows which rows lost something.

use std::collections::BTreeMap;

use crate::import::cells::number::{self, Number};
use crate::import::cells::scale::median;
use crate::import::layout::bars::{self, Bar};
use crate::import::layout::plan::{DateColumns, Layout, Plan};
use crate::import::layout::profile::{Data, SampleRow};
use sectorscope_ground::order;

/// Rows from which something is usual.
const FEWEST_ROWS: usize = 5;
/// Rows that show what is usual of cells.
const TYPICAL_ROWS: usize = 120;
/// How far apart two columns must typically be for neither to be taken for the other, as a factor.
const FAR_APART: f64 = 3.0;

/// What is usual of the rows of a table.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Usual {
    /// Whether rows have a cell under each header, but for one in twenty.
    pub whole: bool,
    /// Fewest characters of the dates in each column of them.
    pub date_lengths: BTreeMap<usize, usize>,
    /// How many digits the prices in each column have at least.
    pub digits: BTreeMap<usize, Digits>,
    /// Where the bars stand that the prices close, if there are any.
    pub bar: Option<Bar>,
    /// Whether no other column of numbers could be taken for the prices; not asked where there are bars.
    pub alone: bool,
}

impl Usual {
    /// What is usual in these rows of a sample; the last one may be cut.
    pub(crate) fn of(layout: &Layout, rows: &[SampleRow]) -> Usual {
        let rows = rows.get(..rows.len().saturating_sub(1)).unwrap_or(&[]);
        let (columns, prices) = (layout.columns.len(), layout.plan.price_columns());
        if let Plan::Across(_) = layout.plan {
            // Few assets: one row with a price for each day shows that they have one.
            return Usual { whole: rows.iter().any(|row| row.fields.len() >= columns), ..Usual::default() };
        }
        let dates: Vec<usize> = match &layout.plan {
            Plan::Pairs(pairs) => pairs.iter().map(|pair| pair.dates.first()).collect(),
            plan => match plan.dates() {
                Some(DateColumns::One { index, .. }) => vec![index],
                _ => return Usual { whole: is_whole(rows, columns), ..Usual::default() },
            },
        };
        let data = Data { rows, mark: layout.mark };
        let cells = |column: usize| {
            rows.iter().take(TYPICAL_ROWS).map(move |row| row.field(column)).filter(|cell| !cell.is_empty())
        };
        let enough = rows.len() >= FEWEST_ROWS;
        let fewest = |lengths: &mut dyn Iterator<Item = usize>| if enough { lengths.min().unwrap_or(0) } else { 0 };
        let length = |column: usize| fewest(&mut cells(column).map(|cell| cell.chars().count()));
        let only = if let [price] = *prices.as_slice() { Some(price) } else { None };
        let bar = only.and_then(|price| bar(layout, data, price));
        Usual {
            whole: is_whole(rows, columns),
            date_lengths: order::map(dates.into_iter().map(|column| (column, length(column)))),
            digits: order::map(prices.iter().filter_map(|column| Some((*column, Digits::fewest(cells(*column))?)))),
            bar,
            alone: bar.is_none() && only.is_some_and(|price| is_alone(data, price, columns)),
        }
    }
}

fn is_whole(rows: &[SampleRow], columns: usize) -> bool {
    let short = rows.iter().filter(|row| row.fields.len() < columns).count();
    rows.len() >= FEWEST_ROWS && short * 20 <= rows.len()
}

/// How many digits a number has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Digits {
    /// All of them.
    pub all: usize,
    /// Those behind the last mark.
    pub behind: usize,
}

impl Digits {
    /// The digits of a cell.
    pub(crate) fn of(cell: &str) -> Digits {
        let count = |text: &str| text.bytes().filter(u8::is_ascii_digit).count();
        Digits { all: count(cell), behind: cell.rsplit_once(['.', ',']).map_or(0, |(_, fraction)| count(fraction)) }
    }

    /// The fewest that cells have, where there are enough of them to tell.
    pub(crate) fn fewest<'a>(cells: impl Iterator<Item = &'a str>) -> Option<Digits> {
        let all: Vec<Digits> = cells.map(Digits::of).collect();
        let fewest = |of: fn(&Digits) -> usize| all.iter().map(of).min().filter(|_| all.len() >= FEWEST_ROWS);
        Some(Digits { all: fewest(|digits| digits.all)?, behind: fewest(|digits| digits.behind)? })
    }
}

fn bar(layout: &Layout, data: Data<'_>, price: usize) -> Option<Bar> {
    if matches!(layout.plan, Plan::Pairs(_) | Plan::Across(_) | Plan::Sectors(_)) {
        return None;
    }
    let numeric = || (0..layout.columns.len()).filter(|column| data.is_mostly_numbers(*column)).collect::<Vec<_>>();
    // A day and four prices.
    let may_be = layout.columns.len() > 4;
    let by_values = || bars::by_values(data, &numeric(), false).map(|(bar, _)| bar).filter(|bar| bar.close == price);
    bars::named(&layout.columns, price).or_else(|| may_be.then(by_values).flatten())
}

/// Whether the typical values of every other column of numbers lie far from those of the prices.
fn is_alone(data: Data<'_>, price: usize, columns: usize) -> bool {
    let typical = |column: usize| {
        let read = |row: &SampleRow| match number::read(data.mark, row.field(column).as_bytes()) {
            Number::Value(value) if value > 0.0 => Some(value),
            _ => None,
        };
        median(data.rows.iter().take(TYPICAL_ROWS).filter_map(read).collect())
    };
    let Some(own) = typical(price) else { return false };
    let far = |other: f64| other > own * FAR_APART || other * FAR_APART < own;
    (0..columns).filter(|column| *column != price).filter_map(typical).all(far)
}
