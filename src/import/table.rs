//! Rows of one table, twelve bytes each, and how they become price series.

use super::date_text::{DateCell, DateOrder, DateOrders, Spelling};
use crate::date::Date;
use crate::series::PriceSeries;

/// Rows as read: a date cell and a value for each column, NaN where there is none. The first columns hold prices, those
/// behind them what is kept beside a price.
pub struct Table {
    dates: Vec<DateCell>,
    columns: Vec<Vec<f64>>,
    prices: usize,
}

/// A day that a table gives more than once.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Repeat {
    /// The day.
    pub date: Date,
    /// Whether it says the same as the row before it.
    pub same: bool,
}

/// What [`Table::into_series`] made of the rows.
pub struct Made {
    /// One series for each column; empty where the column has no value.
    pub series: Vec<PriceSeries>,
    /// Rows that repeat a day, one entry for each row beyond the first.
    pub repeats: Vec<Repeat>,
    /// Whether the rows run from new to old.
    pub newest_first: bool,
    /// Rows whose date cell is no day under the order that was decided.
    pub undated: u64,
    /// Rows with a day, repeated ones included.
    pub rows: usize,
}

impl Table {
    /// An empty table with this many columns, so many of them of prices.
    pub fn new(prices: usize, columns: usize) -> Table {
        Table { dates: Vec::new(), columns: vec![Vec::new(); columns], prices }
    }

    /// How many rows there are.
    pub fn rows(&self) -> usize {
        self.dates.len()
    }

    /// Changes a value.
    pub fn set(&mut self, row: usize, column: usize, value: f64) {
        if let Some(place) = self.columns.get_mut(column).and_then(|column| column.get_mut(row)) {
            *place = value;
        }
    }

    /// A value; NaN where there is none.
    pub fn value(&self, row: usize, column: usize) -> f64 {
        self.columns.get(column).and_then(|column| column.get(row)).copied().unwrap_or(f64::NAN)
    }

    /// Steps between neighbouring days of one spelling, in days, if they are read in this order, and how many cells are then
    /// no days.
    pub fn steps(&self, spelling: Spelling, order: DateOrder) -> (Vec<i32>, usize) {
        let cells = self.dates.iter().filter(|cell| cell.spelling() == spelling);
        let days: Vec<Option<i32>> = cells.map(|cell| Some(cell.in_order(order)?.days())).collect();
        let read: Vec<i32> = days.iter().copied().flatten().collect();
        (read.iter().zip(read.iter().skip(1)).map(|(a, b)| b - a).collect(), days.len() - read.len())
    }

    /// How many values a column has.
    pub fn count(&self, column: usize) -> u64 {
        self.columns.get(column).map_or(0, |column| column.iter().filter(|value| !value.is_nan()).count() as u64)
    }

    /// Sum of the distances between neighbouring prices, as logarithms.
    pub fn roughness(&self) -> f64 {
        let moves = |column: &Vec<f64>| -> f64 {
            let priced: Vec<f64> = column.iter().copied().filter(|price| !price.is_nan()).collect();
            priced.iter().zip(priced.iter().skip(1)).map(|(a, b)| libm::log(b / a).abs()).sum()
        };
        self.columns.iter().take(self.prices).map(moves).sum()
    }

    /// Empties columns of prices and takes out the rows that are left without a price; says how many.
    pub fn clear_columns(&mut self, cleared: &[bool]) -> u64 {
        for (column, _) in self.columns.iter_mut().zip(cleared).filter(|(_, cleared)| **cleared) {
            column.fill(f64::NAN);
        }
        let priced: Vec<bool> =
            (0..self.rows()).map(|row| (0..self.prices).any(|column| !self.value(row, column).is_nan())).collect();
        let before = self.rows();
        retain(&mut self.dates, &priced);
        self.columns.iter_mut().for_each(|column| retain(column, &priced));
        (before - self.rows()) as u64
    }

    /// Adds a row; missing values are NaN, all others finite and positive.
    pub fn push(&mut self, date: DateCell, values: &[f64]) {
        self.dates.push(date);
        for (column, value) in self.columns.iter_mut().zip(values) {
            column.push(*value);
        }
    }

    /// Sorts the rows and makes the series. Of rows with the same day the one that is newest in the file's own order wins:
    /// the last, or the first where the file runs from new to old. A missing cell is taken from the other row.
    pub fn into_series(self, orders: DateOrders) -> Made {
        let days: Vec<Option<Date>> = self.dates.iter().map(|cell| cell.resolve(orders)).collect();
        let mut rows: Vec<(Date, usize)> =
            days.iter().enumerate().filter_map(|(row, day)| day.map(|day| (day, row))).collect();
        let undated = (days.len() - rows.len()) as u64;
        let newest_first = matches!((rows.first(), rows.last()), (Some(first), Some(last)) if first.0 > last.0);
        if newest_first {
            rows.reverse();
        }
        if !rows.is_sorted_by_key(|row| row.0) {
            rows.sort_by_key(|row| row.0);
        }
        let mut repeats = Vec::new();
        for pair in rows.windows(2) {
            if let [before, after] = pair
                && before.0 == after.0
            {
                let same = self
                    .columns
                    .iter()
                    .take(self.prices)
                    .all(|column| same_value(column.get(before.1), column.get(after.1)));
                repeats.push(Repeat { date: after.0, same });
            }
        }
        let series = self.columns.iter().map(|column| one_series(&rows, column)).collect();
        Made { series, repeats, newest_first, undated, rows: rows.len() }
    }
}

fn retain<T>(values: &mut Vec<T>, kept: &[bool]) {
    let mut kept = kept.iter();
    values.retain(|_| kept.next().copied().unwrap_or(false));
}

fn same_value(a: Option<&f64>, b: Option<&f64>) -> bool {
    matches!((a, b), (Some(a), Some(b)) if a == b || (a.is_nan() && b.is_nan()))
}

fn one_series(rows: &[(Date, usize)], column: &[f64]) -> PriceSeries {
    let mut dates: Vec<Date> = Vec::with_capacity(rows.len());
    let mut prices: Vec<f64> = Vec::with_capacity(rows.len());
    for (date, row) in rows {
        let Some(price) = column.get(*row).filter(|price| !price.is_nan()) else { continue };
        if dates.last() == Some(date) {
            dates.pop();
            prices.pop();
        }
        dates.push(*date);
        prices.push(*price);
    }
    // The rows are sorted and only positive finite values are pushed, so the invariants hold.
    PriceSeries::new(dates, prices).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::super::date_text;
    use super::*;

    fn table(rows: &[(&str, f64)]) -> Table {
        let mut table = Table::new(1, 1);
        for (date, value) in rows {
            table.push(date_text::read(date.as_bytes()).unwrap(), &[*value]);
        }
        table
    }

    #[test]
    fn the_newest_row_of_a_day_wins_in_either_direction() {
        let up = table(&[("2020-01-01", 1.0), ("2020-01-02", 2.0), ("2020-01-02", 3.0)]);
        let made = up.into_series(DateOrder::MonthFirst.into());
        assert_eq!(made.series[0].prices(), [1.0, 3.0]);
        assert_eq!(made.repeats.len(), 1);
        assert!(!made.repeats[0].same);
        let down = table(&[("2020-01-02", 3.0), ("2020-01-02", 2.0), ("2020-01-01", 1.0)]);
        assert_eq!(down.into_series(DateOrder::MonthFirst.into()).series[0].prices(), [1.0, 3.0]);
    }

    #[test]
    fn a_missing_cell_never_hides_a_price() {
        let made = table(&[("2020-01-01", 1.0), ("2020-01-01", f64::NAN)]).into_series(DateOrder::MonthFirst.into());
        assert_eq!(made.series[0].prices(), [1.0]);
    }

    #[test]
    fn shuffled_rows_are_sorted() {
        let made = table(&[("2020-01-03", 3.0), ("2020-01-01", 1.0), ("2020-01-02", 2.0)])
            .into_series(DateOrder::DayFirst.into());
        assert_eq!(made.series[0].prices(), [1.0, 2.0, 3.0]);
        assert!(made.repeats.is_empty());
    }
}
