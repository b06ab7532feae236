//! Rows that lack a value or a day, or whose days are in no order.

use super::{Column, Columns, Made, Repeat, sorted};
use crate::date::Date;
use crate::import::cells::date_text::DateOrders;
use crate::series::PriceSeries;

/// The series of any table.
pub(super) fn into_series(table: Columns, orders: DateOrders, repeated: &mut impl FnMut(Repeat)) -> Made {
    let days: Vec<Option<Date>> = table.dates.iter().map(|cell| cell.resolve(orders)).collect();
    let mut rows: Vec<(Date, usize)> =
        days.iter().enumerate().filter_map(|(row, day)| day.map(|day| (day, row))).collect();
    let (count, dated) = (days.len(), rows.len());
    let newest_first = matches!((rows.first(), rows.last()), (Some(first), Some(last)) if first.0 > last.0);
    if newest_first {
        rows.reverse();
    }
    if !rows.is_sorted_by_key(|row| row.0) {
        let order = sorted(rows.iter().map(|row| row.0.days()));
        rows = order.into_iter().filter_map(|place| rows.get(place).copied()).collect();
    }
    let sorted = Sorted::of(rows, count);
    let differs = sorted.differing(table.columns.get(..table.prices).unwrap_or(&table.columns));
    for (place, differs) in differs.iter().enumerate().filter(|(place, _)| sorted.repeats(*place)) {
        sorted.day(place).into_iter().for_each(|date| repeated(Repeat { date, same: !differs }));
    }
    let series = table.columns.iter().map(|column| sorted.series(column)).collect();
    Made { series, newest_first, undated: (count - dated) as u64, rows: dated }
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
        let mut dates: Vec<Date> = Vec::with_capacity(column.values().len());
        let mut prices: Vec<f64> = Vec::with_capacity(column.values().len());
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
                let entries: Vec<(usize, f64)> = self.entries(column).collect();
                let order = sorted(entries.iter().map(|entry| entry.0 as i32));
                order.into_iter().filter_map(|at| entries.get(at).copied()).for_each(&mut take);
            }
        }
        // Only positive finite values are pushed, in the order of their days, so the invariants hold.
        PriceSeries::new(dates, prices).unwrap_or_default()
    }
}
