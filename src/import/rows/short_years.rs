//! The century of years of two digits: decided by how the rows of a file follow one another.

use crate::diagnostic::{Code, Diagnostic};
use crate::import::cells::date_text::{DateOrders, FIRST_SHORT_YEAR};
use crate::import::rows::columns::Columns;

/// The earliest year that two digits may stand for.
const EARLIEST: i32 = 1925;
/// The latest year that two digits may stand for unasked: prices of later days do not exist for a while.
const LATEST: i32 = 2050;
/// Years between neighbouring rows that are not a gap but another century.
const JUMP: i32 = 40;

/// The orders with the century that the rows show, and what there is to say about it.
pub(super) fn with_century(stores: &[Columns], orders: DateOrders) -> (DateOrders, Option<Diagnostic>) {
    let years: Vec<Vec<i32>> = stores.iter().map(|store| changes(store.short_years(orders))).collect();
    let usual = |first: i32| cost(&years, first);
    // Of centuries that fit as well, the latest.
    let best = (EARLIEST..=FIRST_SHORT_YEAR).rev().min_by_key(|first| usual(*first)).unwrap_or(FIRST_SHORT_YEAR);
    if best == FIRST_SHORT_YEAR || usual(best) == usual(FIRST_SHORT_YEAR) {
        return (orders, None);
    }
    let read = |year: &i32| best + (year - best).rem_euclid(100);
    let all = || years.iter().flatten().map(read);
    let span = all().min().zip(all().max());
    let note = span.map(|(first, last)| {
        Diagnostic::remark(
            Code::ShortYears,
            format!("Years of two digits are read as {first} to {last}, as the order of the rows shows."),
        )
    });
    (orders.with_short_years_from(best), note)
}

/// The years without those that repeat the one before.
fn changes(mut years: Vec<i32>) -> Vec<i32> {
    years.dedup();
    years
}

/// How badly a century fits: jumps from row to row, and years that are not yet.
fn cost(years: &[Vec<i32>], first: i32) -> usize {
    let read = |year: &i32| first + (year - first).rem_euclid(100);
    let of_store = |years: &Vec<i32>| {
        let years: Vec<i32> = years.iter().map(read).collect();
        let jumps = years.windows(2).filter(|pair| matches!(pair, [a, b] if (a - b).abs() > JUMP)).count();
        jumps + usize::from(years.iter().any(|year| *year > LATEST))
    };
    years.iter().map(of_store).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn best(years: &[i32]) -> i32 {
        let years = vec![years.to_vec()];
        (EARLIEST..=FIRST_SHORT_YEAR).rev().min_by_key(|first| cost(&years, *first)).unwrap()
    }

    #[test]
    fn the_century_without_a_jump_is_taken() {
        let of = |first: i32, year: i32| first + (year - first).rem_euclid(100);
        for (years, expected) in [
            (vec![2062], vec![1962]),
            (vec![1998, 1999, 2000, 2001], vec![1998, 1999, 2000, 2001]),
            (vec![2024, 2023, 2022], vec![2024, 2023, 2022]),
            (vec![2067, 2068, 1969, 1970], vec![1967, 1968, 1969, 1970]),
            (vec![2028, 2049, 2068, 1969, 1999, 2024], vec![1928, 1949, 1968, 1969, 1999, 2024]),
        ] {
            let first = best(&years);
            assert_eq!(years.iter().map(|year| of(first, *year)).collect::<Vec<_>>(), expected);
        }
    }
}
