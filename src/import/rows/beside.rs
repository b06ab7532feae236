//! What is kept of each row beside its prices: what tells series apart, and the time of day.

use std::collections::BTreeMap;

use crate::import::cells::date_text;
use crate::import::layout::plan::{Clock, Layout};
use crate::import::text::reader::Record;

/// Different groups from which a file's columns tell nothing apart.
const MOST_GROUPS: usize = 512;
/// Stands between the cells of a key.
const BETWEEN: u8 = 0x1f;

/// What is kept of each row of each store, in the order of its rows; empty where the file has nothing of the kind.
#[derive(Default)]
pub(super) struct Beside {
    columns: Vec<usize>,
    clock: Option<Clock>,
    known: BTreeMap<Vec<u8>, u16>,
    key: Vec<u8>,
    last: u16,
    /// The cells of each group.
    pub words: Vec<Vec<String>>,
    /// The group of each row.
    pub groups: Vec<Vec<u16>>,
    /// The second of the day of each row.
    pub clocks: Vec<Vec<u32>>,
}

impl Beside {
    /// For a table of this layout.
    pub(super) fn new(layout: &Layout) -> Beside {
        Beside { columns: layout.groups.clone(), clock: layout.clock, ..Beside::default() }
    }

    /// Whether anything is kept.
    #[inline]
    pub(super) fn is_kept(&self) -> bool {
        self.clock.is_some() || !self.columns.is_empty()
    }

    /// The columns that tell series apart.
    pub(super) fn columns(&self) -> &[usize] {
        &self.columns
    }

    /// Keeps what a record has beside its prices, as that of the next row of a store.
    pub(super) fn keep(&mut self, store: usize, record: &Record<'_>) {
        if let Some(clock) = self.clock {
            // A row without a time stands before those with one.
            let second = date_text::clock(clock.format, record.field(clock.index)).unwrap_or(0);
            push(&mut self.clocks, store, second);
        }
        if !self.columns.is_empty() {
            let group = self.group(record);
            push(&mut self.groups, store, group);
        }
    }

    fn group(&mut self, record: &Record<'_>) -> u16 {
        let cells = || self.columns.iter().map(|column| record.field(*column).trim_ascii());
        // Rows mostly stay with a group.
        let mut rest = self.key.as_slice();
        let mut next = |cell: &[u8]| {
            let after = rest.strip_prefix(cell).and_then(|after| after.strip_prefix(&[BETWEEN]));
            rest = after.unwrap_or(rest);
            after.is_some()
        };
        if !self.words.is_empty() && cells().all(&mut next) && rest.is_empty() {
            return self.last;
        }
        self.key = cells().flat_map(|cell| cell.iter().copied().chain([BETWEEN])).collect();
        let next = self.words.len();
        self.last = match self.known.get(&self.key) {
            Some(group) => *group,
            None if next >= MOST_GROUPS => u16::MAX,
            None => {
                self.words.push(self.columns.iter().map(|column| record.text(*column)).collect());
                self.known.insert(self.key.clone(), next as u16);
                next as u16
            }
        };
        self.last
    }

    /// Whether there is one group only, or too many for them to be series.
    pub(super) fn tells_nothing(&self) -> bool {
        self.words.len() < 2 || self.words.len() >= MOST_GROUPS
    }
}

fn push<T>(all: &mut Vec<Vec<T>>, store: usize, value: T) {
    while all.len() <= store {
        all.push(Vec::new());
    }
    if let Some(rows) = all.get_mut(store) {
        rows.push(value);
    }
}
