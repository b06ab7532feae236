use super::*;
use crate::import::cells::date_text::{self, DateOrder};

/// What became of a table, and its repeated rows.
struct Whole {
    series: Vec<PriceSeries>,
    repeats: Vec<Repeat>,
    undated: u64,
}

trait Finish {
    fn made(self, order: DateOrder) -> Whole;
}

impl Finish for Columns {
    fn made(self, order: DateOrder) -> Whole {
        let mut repeats = Vec::new();
        let made = self.into_series(order.into(), &mut |repeat| repeats.push(repeat));
        Whole { series: made.series, repeats, undated: made.undated }
    }
}

fn columns(rows: &[(&str, f64)]) -> Columns {
    let mut table = Columns::new(1, 1);
    for (date, value) in rows {
        table.push(date_text::read(date.as_bytes()).unwrap(), &[*value]);
    }
    table
}

#[test]
fn the_newest_row_of_a_day_wins_in_either_direction() {
    let up = columns(&[("2020-01-01", 1.0), ("2020-01-02", 2.0), ("2020-01-02", 3.0)]);
    let made = up.made(DateOrder::MonthFirst);
    assert_eq!(made.series[0].prices(), [1.0, 3.0]);
    assert_eq!(made.repeats.len(), 1);
    assert!(!made.repeats[0].same);
    let down = columns(&[("2020-01-02", 3.0), ("2020-01-02", 2.0), ("2020-01-01", 1.0)]);
    assert_eq!(down.made(DateOrder::MonthFirst).series[0].prices(), [1.0, 3.0]);
}

#[test]
fn a_missing_cell_never_hides_a_price() {
    let made = columns(&[("2020-01-01", 1.0), ("2020-01-01", f64::NAN)]).made(DateOrder::MonthFirst);
    assert_eq!(made.series[0].prices(), [1.0]);
}

#[test]
fn shuffled_rows_are_sorted() {
    let made = columns(&[("2020-01-03", 3.0), ("2020-01-01", 1.0), ("2020-01-02", 2.0)]).made(DateOrder::DayFirst);
    assert_eq!(made.series[0].prices(), [1.0, 2.0, 3.0]);
    assert!(made.repeats.is_empty());
}

#[test]
fn rows_without_a_day_take_their_prices_along() {
    // The 31st of the 4th month, and a 13th month.
    let rows = [("30/04/2020", 1.0), ("31/04/2020", 2.0), ("04/13/2020", 3.0), ("02/05/2020", 4.0)];
    let mut table = Columns::new(1, 1);
    for (date, value) in rows {
        if let Some(cell) = date_text::read(date.as_bytes()) {
            table.push(cell, &[value]);
        }
    }
    let made = table.made(DateOrder::DayFirst);
    assert_eq!(made.undated, 1);
    assert_eq!(made.series[0].prices(), [1.0, 4.0]);
}

#[test]
fn columns_keep_their_own_days() {
    let mut table = Columns::new(2, 2);
    let none = f64::NAN;
    for (date, values) in [
        ("2020-01-03", [3.0, none]),
        ("2020-01-01", [none, 10.0]),
        ("2020-01-02", [2.0, 20.0]),
        ("2020-01-02", [none, 21.0]),
        ("2020-01-03", [none, 30.0]),
    ] {
        table.push(date_text::read(date.as_bytes()).unwrap(), &values);
    }
    let made = table.made(DateOrder::DayFirst);
    let days = |column: usize| made.series[column].dates().iter().map(|date| date.ymd().2).collect::<Vec<_>>();
    assert_eq!((days(0), made.series[0].prices()), (vec![2, 3], &[2.0, 3.0][..]));
    assert_eq!((days(1), made.series[1].prices()), (vec![1, 2, 3], &[10.0, 21.0, 30.0][..]));
    assert_eq!(made.repeats.len(), 2);
}

/// Both ways of making series agree where both apply.
#[test]
fn in_place_and_out_of_order_agree() {
    for start in 0..40_u32 {
        let mut tables = [Columns::new(2, 2), Columns::new(2, 2)];
        for row in 0..30_u32 {
            let day = 1 + (row * (start + 7) + start) % (5 + start % 20);
            let cell = date_text::read(format!("2024-01-{day:02}").as_bytes()).unwrap();
            let values = [f64::from(1 + row % 3), f64::from(1 + row % (1 + start % 4))];
            tables.iter_mut().for_each(|table| table.push(cell, &values));
        }
        let [one, other] = tables;
        let (mut repeats, mut others) = (Vec::new(), Vec::new());
        let orders = DateOrder::MonthFirst.into();
        let made = in_order::into_series(one, orders, &mut |repeat| repeats.push(repeat));
        let again = out_of_order::into_series(other, orders, &mut |repeat| others.push(repeat));
        assert_eq!((made.series, made.newest_first, repeats), (again.series, again.newest_first, others));
    }
}
