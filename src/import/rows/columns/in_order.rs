//! Rows that all have a day and all their values: the usual case, done in place.

use super::{Columns, Made, Repeat, sorted};
use crate::date::Date;
use crate::import::cells::date_text::DateOrders;
use crate::series::PriceSeries;

/// The series of a table whose rows all have a day and a value in every column.
pub(super) fn into_series(table: Columns, orders: DateOrders, repeated: &mut impl FnMut(Repeat)) -> Made {
    let prices = table.prices;
    let mut columns: Vec<Vec<f64>> = table.columns.into_iter().map(super::Column::into_values).collect();
    let mut dates: Vec<Date> = table.dates.into_iter().filter_map(|cell| cell.resolve(orders)).collect();
    let rows = dates.len();
    let newest_first = matches!((dates.first(), dates.last()), (Some(first), Some(last)) if first > last);
    if newest_first {
        dates.reverse();
        columns.iter_mut().for_each(|column| column.reverse());
    }
    if !dates.is_sorted() {
        let rows = sorted(dates.iter().map(|date| date.days()));
        columns.iter_mut().for_each(|column| *column = arranged(column, &rows));
        dates = arranged(&dates, &rows);
    }
    repeats(&dates, columns.get(..prices).unwrap_or(&columns), repeated);
    let mut series = Vec::with_capacity(columns.len());
    let last = columns.pop();
    series.extend(columns.into_iter().map(|column| one_series(dates.clone(), column)));
    series.extend(last.map(|column| one_series(dates, column)));
    Made { series, newest_first, undated: 0, rows }
}

fn arranged<T: Copy>(column: &[T], rows: &[usize]) -> Vec<T> {
    rows.iter().filter_map(|row| column.get(*row).copied()).collect()
}

fn repeats(dates: &[Date], columns: &[Vec<f64>], repeated: &mut impl FnMut(Repeat)) {
    for (row, (date, after)) in dates.iter().zip(dates.iter().skip(1)).enumerate() {
        if date == after {
            let same = columns.iter().all(|column| column.get(row) == column.get(row + 1));
            repeated(Repeat { date: *date, same });
        }
    }
}

/// Leaves out, in place, all but the last price of each day.
fn one_series(mut dates: Vec<Date>, mut prices: Vec<f64>) -> PriceSeries {
    let first = if dates.is_sorted_by(|a, b| a < b) { prices.len() } else { 0 };
    let mut kept = first;
    for row in first..prices.len() {
        if kept > 0 && dates.get(kept - 1) == dates.get(row) {
            kept -= 1;
        }
        if kept < row {
            dates.swap(kept, row);
            prices.swap(kept, row);
        }
        kept += 1;
    }
    dates.truncate(kept);
    prices.truncate(kept);
    dates.shrink_to_fit();
    prices.shrink_to_fit();
    // The rows are sorted and only positive finite values are pushed, so the invariants hold.
    PriceSeries::new(dates, prices).unwrap_or_default()
}
