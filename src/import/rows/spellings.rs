//! The order of day and month in a file that spells its days in several ways: decided by how its rows follow one another. A
//! spreadsheet turns the dates that it can read and leaves the others as text, so that one file has both.

use crate::date::Date;
use crate::import::cells::date_text::{DateOrder, DateOrders, Spelling};
use crate::import::cells::day_order::OrderEvidence;
use crate::import::rows::columns::Columns;
use sectorscope_ground::order::sort_by_key;

/// Fewest days that can show a direction.
const FEWEST_DAYS: usize = 5;
/// At most one row in this many may fail to be a day: mistakes.
const MISTAKES_ONE_IN: usize = 10;

/// The order of each spelling that no cell proves, where the rows run from old to new, or from new to old, under one choice only.
/// Empty where the file has one spelling, and where years have two digits.
pub(super) fn shown_by_rows(stores: &[Columns], evidence: &OrderEvidence) -> Vec<(Spelling, DateOrder)> {
    if !evidence.has_year_last() {
        return Vec::new();
    }
    let mut present: Vec<Spelling> = stores.iter().flat_map(Columns::spellings).collect();
    sort_by_key(&mut present, |spelling| spelling.index());
    present.dedup();
    let (proven, mut open) = evidence.proven();
    open.retain(|spelling| present.contains(spelling));
    if present.len() < 2 || open.is_empty() || present.iter().any(|spelling| spelling.is_short()) {
        return Vec::new();
    }
    let choice = |number: usize| -> Vec<(Spelling, DateOrder)> {
        let order = |place: usize| if number >> place & 1 == 0 { DateOrder::MonthFirst } else { DateOrder::DayFirst };
        open.iter().enumerate().map(|(place, spelling)| (*spelling, order(place))).collect()
    };
    let orders = |choice: &[(Spelling, DateOrder)]| {
        choice.iter().fold(proven, |orders, (spelling, order)| orders.with(*spelling, *order))
    };
    let mut fitting = (0..1 << open.len()).map(choice).filter(|choice| run_one_way(stores, orders(choice)));
    match (fitting.next(), fitting.next()) {
        (Some(only), None) => only,
        _ => Vec::new(),
    }
}

fn run_one_way(stores: &[Columns], orders: DateOrders) -> bool {
    stores.iter().all(|store| {
        let days: Vec<Date> = store.days(orders).into_iter().flatten().collect();
        let mistakes = store.rows() - days.len();
        let one_way = days.is_sorted() || days.is_sorted_by(|earlier, later| earlier >= later);
        days.len() >= FEWEST_DAYS && mistakes * MISTAKES_ONE_IN <= store.rows() && one_way
    })
}
