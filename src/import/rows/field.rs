//! Files with a record, or a row, for each of open, high, low and close: which of them is the price.

use std::collections::BTreeMap;

use super::{Rows, found};
use crate::diagnostic::{Finding, Found};
use crate::import::layout::header::Role;
use crate::import::layout::shapes::across::field_role;
use crate::import::rows::table::Table;
use crate::import::text::reader::Record;

/// What a table holds: whose prices, and how good they are.
pub(super) struct Field {
    /// The symbol; empty where the file gives none.
    pub symbol: String,
    /// The symbol as it stands in the cells.
    key: Vec<u8>,
    rank: u8,
    /// What the file calls these prices, where a row says so and not the header.
    pub label: Option<String>,
}

impl Field {
    /// Prices of a rank, the best being the least.
    pub(super) fn new(key: Vec<u8>, symbol: String, rank: u8) -> Field {
        Field { symbol, key, rank, label: None }
    }

    /// The same, with what the file calls these prices.
    pub(super) fn called(self, label: String) -> Field {
        Field { label: Some(label), ..self }
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

impl Rows {
    /// How good a price a record holds; a record that holds none is left out.
    pub(super) fn rank(&mut self, record: &Record<'_>, field_column: Option<usize>) -> Option<u8> {
        let Some(column) = field_column else { return Some(PRICE) };
        let rank = field_role(&record.text(column)).and_then(rank);
        if rank.is_none() {
            self.reject("not-a-price", || Finding {
                code: "not-a-price",
                line: Some(record.line),
                column: None,
                found: found(record, column),
                expected: "a row of closing prices".to_owned(),
            });
        }
        rank
    }

    /// Of several tables of one asset only the best price is used, and of equals the first.
    pub(super) fn choose_fields(&mut self, across: bool) {
        let mut best: BTreeMap<String, usize> = BTreeMap::new();
        for index in 0..self.fields.len() {
            if self.tables.get(index).is_none_or(|table| table.rows() == 0) {
                continue;
            }
            let Some(Field { symbol, rank, .. }) = self.fields.get(index) else { continue };
            let held = best.get(symbol).and_then(|held| Some((*held, self.fields.get(*held)?.rank)));
            let (loser, code) = match held {
                None => {
                    best.insert(symbol.clone(), index);
                    continue;
                }
                Some((_, other)) if other == *rank => (index, "repeated-asset"),
                Some((_, other)) if other < *rank => (index, "not-a-price"),
                Some((held, _)) => {
                    best.insert(symbol.clone(), index);
                    (held, "not-a-price")
                }
            };
            let symbol = symbol.clone();
            let rows = self.tables.get(loser).map_or(0, |table| table.rows() as u64);
            if let Some(table) = self.tables.get_mut(loser) {
                *table = Table::new(1, 1);
            }
            let records = if across { 1 } else { rows };
            self.ledger.used -= records;
            self.ledger.reject(code, records);
            self.findings.note_many(code, records, || again(code, &symbol));
        }
    }
}

fn again(code: &'static str, symbol: &str) -> Finding {
    let whose = if symbol.is_empty() { String::new() } else { format!(" of {symbol}") };
    let (found, expected) = match code {
        "repeated-asset" => (format!("one more row of prices{whose}"), "one row for each asset"),
        _ => (format!("one more kind of price{whose}"), "the adjusted close before the close"),
    };
    Finding { code, line: None, column: None, found: Found::Said(found), expected: expected.to_owned() }
}
