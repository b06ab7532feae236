//! Records of a transposed table.

use std::collections::BTreeMap;
use std::rc::Rc;

use super::super::across::field_role;
use super::super::header::Role;
use super::super::preview::PREVIEW_ROWS;
use super::super::reader::Record;
use super::super::table::Table;
use super::{Rows, Trouble};
use crate::diagnostic::{Finding, Found};

/// What a record gave: whose it is, and how good a price.
pub struct Field {
    /// The symbol; empty where the file gives none.
    pub symbol: String,
    /// How good a price it is, the best first.
    rank: u8,
    /// Whether it has any price.
    used: bool,
}

/// How good a price a field is, the best first.
fn rank(role: Role) -> Option<u8> {
    match role {
        Role::AdjustedClose => Some(0),
        Role::Close => Some(1),
        Role::Price => Some(2),
        _ => None,
    }
}

impl Rows {
    /// The row of days is evidence for their order.
    pub(super) fn days_across(&mut self, record: &Record<'_>) {
        let Ok(layout) = &self.layout else { return };
        for (column, day) in layout.across().iter().flat_map(|across| across.days.iter()) {
            self.order.weigh(*day, record.line, || record.text(*column));
        }
    }

    /// A record is one field of one asset, with a price for each day.
    pub(super) fn row_across(&mut self, record: &Record<'_>) {
        let Ok(layout) = &self.layout else { return };
        let Some(across) = layout.across() else { return };
        let (days, field) = (Rc::clone(&across.days), across.field);
        let symbol = layout.symbol.map_or_else(String::new, |column| record.text(column));
        let label = field.map(|column| record.text(column));
        // Without a column of fields every record is a price.
        let rank = label.as_deref().map_or(Some(2), |label| field_role(label).and_then(rank));
        let Some(rank) = rank else {
            let label = label.unwrap_or_default();
            self.reject("not-a-price", || not_a_price(record.line, label));
            return;
        };
        let table = self.tables.len();
        self.tables.push(Table::new(1, 1));
        self.troubles.clear();
        for (column, day) in days.iter() {
            let read = self.mark.read(record.field(*column));
            match Trouble::of(read.number) {
                Ok(price) => {
                    self.values = vec![price];
                    self.others = read.other.map(|other| (0, other)).into_iter().collect();
                    self.order.question(*day, record.line, || layout_day(&self.layout, *column));
                    if self.preview.len() < PREVIEW_ROWS {
                        let named = (!symbol.is_empty()).then(|| symbol.clone());
                        self.preview.push((record.line, *day, named, vec![record.text(*column)]));
                    }
                    self.keep(table, *day);
                }
                Err((trouble, below_zero)) => {
                    if let (true, Some(count)) = (below_zero, self.negative.first_mut()) {
                        *count += 1;
                    }
                    self.troubles.push((trouble, *column));
                }
            }
        }
        let used = self.tables.get(table).is_some_and(|table| table.rows() > 0);
        self.fields.push(Field { symbol, rank, used });
        if used {
            self.note_cells(record);
            self.ledger.used += 1;
        } else {
            self.reject_unpriced(record);
        }
    }

    /// Of several records of one asset only the best price is used, and of equals the first.
    pub(super) fn choose_fields(&mut self) {
        let mut best: BTreeMap<String, usize> = BTreeMap::new();
        for index in 0..self.fields.len() {
            let Some(field) = self.fields.get(index).filter(|field| field.used) else { continue };
            let (symbol, rank) = (field.symbol.clone(), field.rank);
            let held = best.get(&symbol).and_then(|held| Some((*held, self.fields.get(*held)?.rank)));
            let (loser, code) = match held {
                None => {
                    best.insert(symbol, index);
                    continue;
                }
                Some((_, other)) if other == rank => (index, "repeated-asset"),
                Some((_, other)) if other < rank => (index, "not-a-price"),
                Some((held, _)) => {
                    best.insert(symbol.clone(), index);
                    (held, "not-a-price")
                }
            };
            if let Some(table) = self.tables.get_mut(loser) {
                *table = Table::new(1, 1);
            }
            self.ledger.used -= 1;
            self.reject(code, || again(code, &symbol));
        }
    }
}

fn layout_day(layout: &Result<super::Layout, super::Unreadable>, column: usize) -> String {
    layout.as_ref().ok().and_then(|layout| layout.columns.get(column)).cloned().unwrap_or_default()
}

fn not_a_price(line: u64, label: String) -> Finding {
    Finding {
        code: "not-a-price",
        line: Some(line),
        column: None,
        found: Found::Cell(label),
        expected: "a row of closing prices".to_owned(),
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
