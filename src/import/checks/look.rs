//! One look at a series: how many of its days fall on each day of the week, and where it moves far. The checks ask it first, since most
//! files are large and have nothing of what is looked for.

use crate::series::{PriceSeries, never_closes};

/// Factor from one row to the next from which a move is looked at: the least that any check is about.
const FAR: f64 = 1.19;

/// What one look at a series shows.
pub(crate) struct Look {
    /// How many days fall on each day of the week, Monday first.
    pub by_weekday: [usize; 7],
    /// Rows from which it moves far to the next.
    pub far: Vec<usize>,
    rows: usize,
}

impl Look {
    /// Looks at a series.
    pub(crate) fn at(series: &PriceSeries) -> Look {
        let mut by_weekday = [0; 7];
        for date in series.dates() {
            if let Some(count) = by_weekday.get_mut(date.weekday() as usize) {
                *count += 1;
            }
        }
        let steps = series.prices().iter().zip(series.prices().iter().skip(1)).enumerate();
        let far = steps.filter(|(_, (a, b))| **b > **a * FAR || **b * FAR < **a).map(|(row, _)| row).collect();
        Look { by_weekday, far, rows: series.len() }
    }

    /// How many rows it has.
    pub(crate) fn rows(&self) -> usize {
        self.rows
    }

    /// How many days fall on Saturdays and Sundays.
    pub(crate) fn weekend(&self) -> usize {
        let [.., saturday, sunday] = self.by_weekday;
        saturday + sunday
    }

    /// Whether the market is open on weekends too, see [`PriceSeries::trades_every_day`].
    pub(crate) fn trades_every_day(&self) -> bool {
        never_closes(self.weekend(), self.rows)
    }
}
