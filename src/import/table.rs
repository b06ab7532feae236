//! Rows of one table, twelve bytes each, and how they become price series.

use super::date_text::{DateCell, DateOrder};
use crate::date::Date;
use crate::series::PriceSeries;

/// Rows as read: a date cell, and in each price column the values there are. A cell without one takes no room: a short
/// row below a header of thousands of columns must cost what the row holds.
pub struct Table {
    dates: Vec<DateCell>,
    columns: Vec<Column>,
}

/// The values of one column.
#[derive(Clone, Default)]
struct Column {
    values: Vec<f64>,
    /// The rows they stand in; empty as long as every row up to the last value has one.
    rows: Vec<u32>,
}

impl Column {
    fn push(&mut self, row: usize, value: f64) {
        if self.rows.is_empty() && self.values.len() != row {
            self.rows = (0..self.values.len() as u32).collect();
        }
        // No file that fits the memory has four billion rows.
        if !self.rows.is_empty() || self.values.len() != row {
            self.rows.push(row as u32);
        }
        self.values.push(value);
    }

    /// The value in a row.
    fn get(&self, row: usize) -> Option<f64> {
        let place = if self.rows.is_empty() { row } else { self.rows.binary_search(&(row as u32)).ok()? };
        self.values.get(place).copied()
    }

    /// Rows with a value, and the value.
    fn entries(&self) -> impl DoubleEndedIterator<Item = (usize, f64)> + '_ {
        self.values
            .iter()
            .enumerate()
            .map(|(place, value)| (self.rows.get(place).map_or(place, |row| *row as usize), *value))
    }
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
    /// One series for each column; empty where the column has no price.
    pub series: Vec<PriceSeries>,
    /// Rows that repeat a day, one entry for each row beyond the first.
    pub repeats: Vec<Repeat>,
    /// Whether the rows run from new to old.
    pub newest_first: bool,
    /// Rows whose date cell is no day under the order that was decided.
    pub undated: u64,
}

impl Table {
    /// An empty table with this many price columns.
    pub fn new(columns: usize) -> Table {
        Table { dates: Vec::new(), columns: vec![Column::default(); columns] }
    }

    /// Adds a row; missing values are NaN or left out at the end, all others finite and positive.
    pub fn push(&mut self, date: DateCell, values: &[f64]) {
        let row = self.dates.len();
        self.dates.push(date);
        for (column, value) in self.columns.iter_mut().zip(values).filter(|(_, value)| !value.is_nan()) {
            column.push(row, *value);
        }
    }

    /// Sorts the rows and makes the series. Of rows with the same day the one that is newest in the file's own order wins:
    /// the last, or the first where the file runs from new to old. A missing cell is taken from the other row.
    pub fn into_series(self, order: DateOrder) -> Made {
        let days: Vec<Option<Date>> = self.dates.iter().map(|cell| cell.resolve(order)).collect();
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
        let sorted = Sorted::of(rows, days.len());
        let differs = sorted.differing(&self.columns);
        let repeat = |(place, differs): (usize, &bool)| {
            let (date, _) = sorted.rows.get(place)?;
            sorted.repeats(place).then_some(Repeat { date: *date, same: !differs })
        };
        let repeats = differs.iter().enumerate().filter_map(repeat).collect();
        let series = self.columns.iter().map(|column| sorted.series(column)).collect();
        Made { series, repeats, newest_first, undated }
    }
}

/// Rows in the order of their days.
struct Sorted {
    /// Day, and the row of the table.
    rows: Vec<(Date, usize)>,
    order: RowOrder,
}

/// Where the rows of a table stand in the order of their days.
enum RowOrder {
    Same,
    Reverse,
    /// The place of each row; none for a row without a day.
    Other(Vec<Option<u32>>),
}

impl Sorted {
    fn of(rows: Vec<(Date, usize)>, count: usize) -> Sorted {
        let whole = rows.len() == count;
        let order = if whole && rows.iter().enumerate().all(|(place, row)| row.1 == place) {
            RowOrder::Same
        } else if whole && rows.iter().rev().enumerate().all(|(place, row)| row.1 == place) {
            RowOrder::Reverse
        } else {
            let mut places = vec![None; count];
            for (place, (_, row)) in rows.iter().enumerate() {
                if let Some(of_row) = places.get_mut(*row) {
                    *of_row = Some(place as u32);
                }
            }
            RowOrder::Other(places)
        };
        Sorted { rows, order }
    }

    fn place(&self, row: usize) -> Option<usize> {
        match &self.order {
            RowOrder::Same => Some(row),
            RowOrder::Reverse => self.rows.len().checked_sub(row + 1),
            RowOrder::Other(places) => places.get(row).copied().flatten().map(|place| place as usize),
        }
    }

    fn day(&self, place: usize) -> Option<Date> {
        self.rows.get(place).map(|row| row.0)
    }

    /// Whether the row in a place has the day of the one before it.
    fn repeats(&self, place: usize) -> bool {
        place.checked_sub(1).is_some_and(|before| self.day(before) == self.day(place))
    }

    /// For each place, where its row repeats a day, whether the two differ in a column; empty where none repeats one. Goes by
    /// the cells that there are, so that it costs no more than reading them.
    fn differing(&self, columns: &[Column]) -> Vec<bool> {
        if !(1..self.rows.len()).any(|place| self.repeats(place)) {
            return Vec::new();
        }
        let mut differs = vec![false; self.rows.len()];
        let mut differ = |place: usize| differs.get_mut(place).into_iter().for_each(|differs| *differs = true);
        let value = |column: &Column, place: usize| self.rows.get(place).and_then(|(_, row)| column.get(*row));
        for column in columns {
            for (place, found) in self.entries(column) {
                if self.repeats(place) && value(column, place - 1) != Some(found) {
                    differ(place);
                }
                if self.repeats(place + 1) && value(column, place + 1).is_none() {
                    differ(place + 1);
                }
            }
        }
        differs
    }

    /// Places with a value in a column, and the value, in the column's own order.
    fn entries<'a>(&'a self, column: &'a Column) -> impl DoubleEndedIterator<Item = (usize, f64)> + 'a {
        column.entries().filter_map(|(row, value)| Some((self.place(row)?, value)))
    }

    fn series(&self, column: &Column) -> PriceSeries {
        let mut dates: Vec<Date> = Vec::with_capacity(column.values.len());
        let mut prices: Vec<f64> = Vec::with_capacity(column.values.len());
        let mut take = |(place, price): (usize, f64)| {
            let Some(date) = self.day(place) else { return };
            if dates.last() == Some(&date) {
                dates.pop();
                prices.pop();
            }
            dates.push(date);
            prices.push(price);
        };
        match self.order {
            RowOrder::Same => self.entries(column).for_each(take),
            RowOrder::Reverse => self.entries(column).rev().for_each(take),
            RowOrder::Other(_) => {
                let mut entries: Vec<(usize, f64)> = self.entries(column).collect();
                entries.sort_unstable_by_key(|entry| entry.0);
                entries.into_iter().for_each(&mut take);
            }
        }
        // Only positive finite values are pushed, in the order of their days, so the invariants hold.
        PriceSeries::new(dates, prices).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::super::date_text;
    use super::*;

    fn table(rows: &[(&str, f64)]) -> Table {
        let mut table = Table::new(1);
        for (date, value) in rows {
            table.push(date_text::read(date.as_bytes()).unwrap(), &[*value]);
        }
        table
    }

    #[test]
    fn the_newest_row_of_a_day_wins_in_either_direction() {
        let up = table(&[("2020-01-01", 1.0), ("2020-01-02", 2.0), ("2020-01-02", 3.0)]);
        let made = up.into_series(DateOrder::MonthFirst);
        assert_eq!(made.series[0].prices(), [1.0, 3.0]);
        assert_eq!(made.repeats.len(), 1);
        assert!(!made.repeats[0].same);
        let down = table(&[("2020-01-02", 3.0), ("2020-01-02", 2.0), ("2020-01-01", 1.0)]);
        assert_eq!(down.into_series(DateOrder::MonthFirst).series[0].prices(), [1.0, 3.0]);
    }

    #[test]
    fn a_missing_cell_never_hides_a_price() {
        let made = table(&[("2020-01-01", 1.0), ("2020-01-01", f64::NAN)]).into_series(DateOrder::MonthFirst);
        assert_eq!(made.series[0].prices(), [1.0]);
    }

    #[test]
    fn shuffled_rows_are_sorted() {
        let made =
            table(&[("2020-01-03", 3.0), ("2020-01-01", 1.0), ("2020-01-02", 2.0)]).into_series(DateOrder::DayFirst);
        assert_eq!(made.series[0].prices(), [1.0, 2.0, 3.0]);
        assert!(made.repeats.is_empty());
    }
}
