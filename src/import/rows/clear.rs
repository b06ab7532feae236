//! Columns that hold no prices by their values: they are emptied, with the reason.

use super::Table;
use super::intake::Intake;
use crate::diagnostic::{Code, Diagnostic};
use crate::import::checks::not_prices;

/// Empties columns with many values below zero, and says so; and whether these are all there are.
pub(super) fn clear_what_is_no_price(table: &Table, intake: &mut Intake) -> Option<(Diagnostic, bool)> {
    let pairs = matches!(table, Table::Pairs(_));
    let positive = |column: usize| -> u64 {
        if pairs {
            intake.stores.get(column).map_or(0, |store| store.count(0))
        } else {
            intake.stores.iter().map(|store| store.count(column)).sum()
        }
    };
    let counts: Vec<(u64, u64)> =
        intake.negative.iter().enumerate().map(|(column, negative)| (*negative, positive(column))).collect();
    let cleared: Vec<bool> =
        counts.iter().map(|(negative, positive)| not_prices::too_many_negative(*negative, *positive)).collect();
    if !cleared.contains(&true) {
        return None;
    }
    let all = !cleared.contains(&false);
    let mut lost = 0;
    for (place, store) in intake.stores.iter_mut().enumerate() {
        let of_store = if pairs { cleared.get(place..=place).unwrap_or(&[]) } else { &cleared };
        lost += store.clear_columns(of_store);
    }
    let records = match (table.is_by_day(), all) {
        (true, _) => lost,
        (false, true) => intake.ledger.used,
        (false, false) => 0,
    };
    intake.ledger.used -= records;
    intake.ledger.reject(Code::NotPrices, records);
    if all {
        intake.findings.forget(&[Code::NonPositiveCell, Code::NonPositivePrice]);
    }
    let unnamed = matches!(table, Table::Across(_));
    let columns = table.values().iter().zip(&counts).zip(&cleared).filter(|(_, cleared)| **cleared);
    let told: Vec<(&str, u64, u64)> = columns
        .map(|((column, (negative, positive)), _)| {
            (if unnamed { "" } else { column.name.as_str() }, *negative, *positive)
        })
        .collect();
    Some((not_prices::negative(&told, all), all))
}
