//! The values of one column. A cell without one takes no room: a short row below a header of thousands of columns must cost
//! what the row holds.

/// The values of one column.
#[derive(Clone, Default)]
pub(super) struct Column {
    values: Vec<f64>,
    /// The rows they stand in; empty as long as every row up to the last value has one.
    rows: Vec<u32>,
}

impl Column {
    /// The values, in the order of their rows.
    pub(super) fn values(&self) -> &[f64] {
        &self.values
    }

    /// The values alone.
    pub(super) fn into_values(self) -> Vec<f64> {
        self.values
    }

    /// Makes room for this many values, where there is memory for them.
    pub(super) fn reserve(&mut self, rows: usize) {
        _ = self.values.try_reserve_exact(rows);
    }

    /// Adds a value in a row below all others.
    pub(super) fn push(&mut self, row: usize, value: f64) {
        if self.rows.is_empty() && self.values.len() != row {
            self.rows = (0..self.values.len() as u32).collect();
        }
        // No file that fits the memory has four billion rows.
        if !self.rows.is_empty() || self.values.len() != row {
            self.rows.push(row as u32);
        }
        self.values.push(value);
    }

    fn place(&self, row: usize) -> Option<usize> {
        if self.rows.is_empty() { Some(row) } else { self.rows.binary_search(&(row as u32)).ok() }
    }

    /// The value in a row.
    pub(super) fn get(&self, row: usize) -> Option<f64> {
        self.values.get(self.place(row)?).copied()
    }

    /// Changes the value in a row, if there is one.
    pub(super) fn set(&mut self, row: usize, value: f64) {
        if let Some(place) = self.place(row).and_then(|place| self.values.get_mut(place)) {
            *place = value;
        }
    }

    /// The values whose rows have a new place, in it; the places are in the order of the rows.
    pub(super) fn moved(&self, places: &[Option<usize>]) -> Column {
        let mut moved = Column::default();
        for (row, value) in self.entries() {
            places.get(row).copied().flatten().into_iter().for_each(|place| moved.push(place, value));
        }
        moved
    }

    /// Rows with a value, and the value.
    pub(super) fn entries(&self) -> impl DoubleEndedIterator<Item = (usize, f64)> + '_ {
        self.values
            .iter()
            .enumerate()
            .map(|(place, value)| (self.rows.get(place).map_or(place, |row| *row as usize), *value))
    }
}
