//! Rows kept as columns, twelve bytes each, and how they become price series.

mod column;
mod in_order;
mod out_of_order;
#[cfg(test)]
mod tests;

use self::column::Column;
use crate::date::Date;
use crate::diagnostic::Code;
use crate::import::cells::date_text::{DateCell, DateOrder, DateOrders, Spelling};
use crate::series::PriceSeries;

/// Rows as read: a date cell, and in each column the values there are. The first columns hold prices, those behind them what
/// is kept beside a price.
pub(crate) struct Columns {
    dates: Vec<DateCell>,
    columns: Vec<Column>,
    prices: usize,
}

/// A day that a table gives more than once.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Repeat {
    /// The day.
    pub date: Date,
    /// Whether it says the same as the row before it.
    pub same: bool,
}

impl Repeat {
    /// Rows that agree and rows that do not have codes of their own, so that many of the first cannot hide one of the second.
    pub(crate) fn code(&self) -> Code {
        if self.same { Code::RepeatedDate } else { Code::ConflictingDate }
    }
}

/// What [`Columns::into_series`] made of the rows.
pub(crate) struct Made {
    /// One series for each column; empty where the column has no value.
    pub series: Vec<PriceSeries>,
    /// Whether the rows run from new to old.
    pub newest_first: bool,
    /// Rows whose date cell is not a day under the order that was decided.
    pub undated: u64,
    /// Rows with a day, repeated ones included.
    pub rows: usize,
}

/// Where keys stand in ascending order; of equal keys the first comes first. Keys and places are sorted as one number each,
/// which is fast and one instance of the sort for all.
fn sorted(keys: impl Iterator<Item = i32>) -> Vec<usize> {
    // The sign turned round, so that the order of the bits is that of the keys. No file that fits the memory has four
    // billion rows.
    let joined = |(place, key): (u64, i32)| u64::from(key as u32 ^ 1 << 31) << 32 | place;
    let mut joined: Vec<u64> = (0..).zip(keys).map(joined).collect();
    joined.sort_unstable();
    joined.into_iter().map(|joined| (joined & u64::from(u32::MAX)) as usize).collect()
}

impl Columns {
    /// An empty table with this many columns, of which the first `prices` hold prices.
    pub(crate) fn new(prices: usize, columns: usize) -> Columns {
        Columns { dates: Vec::new(), columns: vec![Column::default(); columns], prices }
    }

    /// How many rows there are.
    pub(crate) fn rows(&self) -> usize {
        self.dates.len()
    }

    /// Values that are kept of a row.
    pub(crate) fn width(&self) -> usize {
        self.columns.len()
    }

    /// The last value of a column.
    pub(crate) fn last(&self, column: usize) -> Option<f64> {
        self.columns.get(column).and_then(|column| column.values().last().copied())
    }

    /// Makes room for this many rows, where there is memory for them.
    pub(crate) fn reserve(&mut self, rows: usize) {
        // Room is a matter of speed: without it the columns grow as they are filled.
        _ = self.dates.try_reserve_exact(rows);
        self.columns.iter_mut().for_each(|column| column.reserve(rows));
    }

    /// Adds a row; missing values are NaN or left out at the end, all others finite and positive.
    pub(crate) fn push(&mut self, date: DateCell, values: &[f64]) {
        let row = self.dates.len();
        self.dates.push(date);
        for (column, value) in self.columns.iter_mut().zip(values).filter(|(_, value)| !value.is_nan()) {
            column.push(row, *value);
        }
    }

    /// Changes a value that is there.
    pub(crate) fn set(&mut self, row: usize, column: usize, value: f64) {
        self.columns.get_mut(column).into_iter().for_each(|column| column.set(row, value));
    }

    /// A value; NaN where there is none.
    pub(crate) fn value(&self, row: usize, column: usize) -> f64 {
        self.columns.get(column).and_then(|column| column.get(row)).unwrap_or(f64::NAN)
    }

    /// Steps between neighbouring days of one spelling, in days, if they are read in this order, and how many cells are then
    /// no days.
    pub(crate) fn steps(&self, spelling: Spelling, order: DateOrder) -> (Vec<i32>, usize) {
        let cells = self.dates.iter().filter(|cell| cell.spelling() == spelling);
        let days: Vec<Option<i32>> = cells.map(|cell| Some(cell.in_order(order)?.days())).collect();
        let read: Vec<i32> = days.iter().copied().flatten().collect();
        (read.iter().zip(read.iter().skip(1)).map(|(a, b)| b - a).collect(), days.len() - read.len())
    }

    /// How many values a column has.
    pub(crate) fn count(&self, column: usize) -> u64 {
        self.columns.get(column).map_or(0, |column| column.values().len() as u64)
    }

    /// Sum of the distances between neighbouring prices, as logarithms.
    pub(crate) fn roughness(&self) -> f64 {
        let moves = |column: &Column| -> f64 {
            let prices = column.values();
            prices.iter().zip(prices.iter().skip(1)).map(|(a, b)| libm::log(b / a).abs()).sum()
        };
        self.columns.iter().take(self.prices).map(moves).sum()
    }

    /// Empties columns of prices and takes out the rows that are left without a price; says how many.
    pub(crate) fn clear_columns(&mut self, cleared: &[bool]) -> u64 {
        for (column, _) in self.columns.iter_mut().zip(cleared).filter(|(_, cleared)| **cleared) {
            *column = Column::default();
        }
        let mut priced = vec![false; self.rows()];
        for (row, _) in self.columns.iter().take(self.prices).flat_map(Column::entries) {
            priced.get_mut(row).into_iter().for_each(|priced| *priced = true);
        }
        let before = self.rows();
        let mut places = vec![None; before];
        for (place, (row, _)) in (0..).zip(priced.iter().enumerate().filter(|(_, priced)| **priced)) {
            places.get_mut(row).into_iter().for_each(|of_row| *of_row = Some(place));
        }
        self.columns.iter_mut().for_each(|column| *column = column.moved(&places));
        let mut priced = priced.into_iter();
        self.dates.retain(|_| priced.next() == Some(true));
        (before - self.rows()) as u64
    }

    /// The days of the rows under these orders.
    pub(crate) fn days(&self, orders: DateOrders) -> Vec<Option<Date>> {
        self.dates.iter().map(|cell| cell.resolve(orders)).collect()
    }

    /// How the days of its rows are spelled, each once.
    pub(crate) fn spellings(&self) -> Vec<Spelling> {
        let mut found: Vec<Spelling> = Vec::new();
        for cell in &self.dates {
            if !found.contains(&cell.spelling()) {
                found.push(cell.spelling());
            }
        }
        found
    }

    /// The years of the rows whose years were written with two digits, in the order of the rows.
    pub(crate) fn short_years(&self, orders: DateOrders) -> Vec<i32> {
        let cells = self.dates.iter().filter(|cell| cell.has_short_year());
        cells.filter_map(|cell| Some(cell.resolve(orders)?.ymd().0)).collect()
    }

    /// The same rows in another order, or some of them.
    pub(crate) fn arranged(&self, rows: &[usize]) -> Columns {
        let mut arranged = Columns::new(self.prices, self.columns.len());
        for row in rows {
            let Some(date) = self.dates.get(*row) else { continue };
            let values: Vec<f64> = (0..self.columns.len()).map(|column| self.value(*row, column)).collect();
            arranged.push(*date, &values);
        }
        arranged
    }

    /// Sorts the rows and makes the series. Of rows with the same day the one that is newest in the file's own order wins:
    /// the last, or the first where the file runs from new to old. A missing cell is taken from the other row. `repeated` is
    /// called for every row beyond the first of a day.
    ///
    /// Rows that are in order already, in either direction, and lack no value stay where they are in memory.
    pub(crate) fn into_series(self, orders: DateOrders, repeated: &mut impl FnMut(Repeat)) -> Made {
        let whole = self.columns.iter().all(|column| column.values().len() == self.dates.len());
        if whole && self.dates.iter().all(|cell| cell.resolve(orders).is_some()) {
            in_order::into_series(self, orders, repeated)
        } else {
            out_of_order::into_series(self, orders, repeated)
        }
    }
}
