//! Columns of words that may tell several series in one table apart: venues, currencies, contracts.

use std::collections::BTreeSet;

use crate::import::cells::date_text;
use crate::import::layout::currencies::names_currency;
use crate::import::layout::header::{Role, squeezed};
use crate::import::layout::plan::{Layout, Plan};
use crate::import::layout::profile::{Data, SampleRow};

/// Different words in a sample from which a column tells nothing apart: notes.
const MOST_WORDS: usize = 30;
/// Rows from which a word must come again.
const ENOUGH_ROWS: usize = 8;
/// Columns that are looked at most.
const MOST_COLUMNS: usize = 6;

/// Headers of contracts, whose cells may be dates or numbers.
#[rustfmt::skip]
const CONTRACTS: [&str; 12] = [
    "expiry", "expirydate", "expirationdate", "expiration", "contract", "contractmonth", "maturity", "maturitydate", "delivery",
    "deliverymonth", "series", "kontrakt",
];

/// Positions of the columns that may tell series apart.
pub(crate) fn group_columns(layout: &Layout, roles: &[Role], rows: &[SampleRow]) -> Vec<usize> {
    let (symbol, field) = match &layout.plan {
        Plan::ByDay(_) => (None, None),
        Plan::ByAsset(assets) => (assets.symbol, assets.field),
        Plan::Pairs(_) | Plan::Across(_) | Plan::Sectors(_) => return Vec::new(),
    };
    let prices = layout.plan.price_columns();
    let data = Data { rows, mark: layout.mark };
    let free = |column: &usize| {
        Some(*column) != symbol
            && Some(*column) != field
            && !prices.contains(column)
            && layout.plan.dates().is_none_or(|dates| !dates.holds(*column))
            && !(symbol.is_some() && roles.get(*column) == Some(&Role::Name))
    };
    let named = |column: usize| {
        layout
            .columns
            .get(column)
            .is_some_and(|name| names_currency(name) || CONTRACTS.contains(&squeezed(name).as_str()))
    };
    let tells = |column: &usize| named(*column) || data.is_mostly_text(*column) && !data.is_time(*column);
    (0..layout.columns.len())
        .filter(free)
        .filter(tells)
        .filter(|column| words_come_again(rows, *column))
        .take(MOST_COLUMNS)
        .collect()
}

/// Whether a column has few different words, none of them a day of the week.
fn words_come_again(rows: &[SampleRow], column: usize) -> bool {
    let words: BTreeSet<&str> = rows.iter().map(|row| row.field(column)).collect();
    let weekdays = words.iter().any(|word| date_text::is_weekday(word));
    !weekdays && words.len() <= MOST_WORDS && (rows.len() < ENOUGH_ROWS || words.len() * 2 <= rows.len())
}
