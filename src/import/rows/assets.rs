//! Files with a record, or a row, for each asset and perhaps for each of open, high, low and close: which of them is the price.

use std::collections::BTreeMap;

use super::intake::Intake;
use super::trouble::found;
use crate::diagnostic::{Code, Finding, Found};
use crate::import::layout::field_names::field_role;
use crate::import::layout::header::Role;
use crate::import::rows::columns::Columns;
use crate::import::text::reader::Record;

/// What a store holds: whose prices, and how good they are.
pub(super) struct Asset {
    /// The symbol; empty where the file gives none.
    pub symbol: String,
    /// The symbol as it stands in the cells.
    key: Vec<u8>,
    rank: u8,
    /// What the file calls these prices, where a row says so and not the header.
    pub label: Option<String>,
}

impl Asset {
    /// Prices of a rank, the best being the least.
    pub(super) fn new(key: Vec<u8>, symbol: String, rank: u8) -> Asset {
        Asset { symbol, key, rank, label: None }
    }

    /// The same, with what the file calls these prices.
    pub(super) fn called(self, label: String) -> Asset {
        Asset { label: Some(label), ..self }
    }

    /// Whether it is of this asset and rank.
    pub(super) fn is(&self, symbol: &[u8], rank: u8) -> bool {
        self.rank == rank && self.key == symbol
    }
}

/// The rank of a price, and of any where nothing says what it is.
const PRICE: u8 = 2;

/// How good a price a field is, the best first.
fn rank(role: Role) -> Option<u8> {
    match role {
        Role::AdjustedClose => Some(0),
        Role::Close => Some(1),
        Role::Price => Some(PRICE),
        _ => None,
    }
}

/// How good a price a record holds; a record that holds none is left out.
pub(super) fn rank_of(record: &Record<'_>, field: Option<usize>, intake: &mut Intake) -> Option<u8> {
    let Some(column) = field else { return Some(PRICE) };
    let rank = field_role(&record.text(column)).and_then(rank);
    if rank.is_none() {
        intake.reject(Code::NotAPrice, || Finding {
            code: Code::NotAPrice,
            line: Some(record.line),
            column: None,
            found: found(record, column),
            expected: "a row of closing prices".to_owned(),
        });
    }
    rank
}

/// What the stores hold, one after the other.
#[derive(Default)]
pub(super) struct Assets(Vec<Asset>);

impl Assets {
    /// What a store holds.
    pub(super) fn get(&self, store: usize) -> Option<&Asset> {
        self.0.get(store)
    }

    /// Adds what the next store holds.
    pub(super) fn push(&mut self, asset: Asset) {
        self.0.push(asset);
    }

    /// Of several stores of one asset only the best price is used, and of equals the first. `whole` where each store is one
    /// record.
    pub(super) fn choose(&mut self, whole: bool, intake: &mut Intake) {
        let mut best: BTreeMap<&str, usize> = BTreeMap::new();
        for (index, Asset { symbol, rank, .. }) in self.0.iter().enumerate() {
            if intake.stores.get(index).is_none_or(|store| store.rows() == 0) {
                continue;
            }
            let held = best.get(symbol.as_str()).and_then(|held| Some((*held, self.0.get(*held)?.rank)));
            let (loser, code) = match held {
                None => {
                    best.insert(symbol, index);
                    continue;
                }
                Some((_, other)) if other == *rank => (index, Code::RepeatedAsset),
                Some((_, other)) if other < *rank => (index, Code::NotAPrice),
                Some((held, _)) => {
                    best.insert(symbol, index);
                    (held, Code::NotAPrice)
                }
            };
            let Some(store) = intake.stores.get_mut(loser) else { continue };
            let records = if whole { 1 } else { store.rows() as u64 };
            *store = Columns::new(1, 1);
            intake.ledger.used -= records;
            intake.ledger.reject(code, records);
            intake.findings.note_many(code, records, || again(code, symbol));
        }
    }
}

fn again(code: Code, symbol: &str) -> Finding {
    let whose = if symbol.is_empty() { String::new() } else { format!(" of {symbol}") };
    let (found, expected) = match code {
        Code::RepeatedAsset => (format!("one more row of prices{whose}"), "one row for each asset"),
        _ => (format!("one more kind of price{whose}"), "the adjusted close before the close"),
    };
    Finding { code, line: None, column: None, found: Found::Said(found), expected: expected.to_owned() }
}
