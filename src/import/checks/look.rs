//! One look at a series: how many of its days fall on each day of the week, and where it moves far. The checks ask it first, since most
//! files are large and have nothing of what is looked for.

use crate::date::Date;
use crate::series::{PriceSeries, never_closes};

/// Factor from one row to the next from which a move is looked at: the least that any check is about.
const FAR: f64 = 1.19;

/// Days from one row to the next from which they lie apart: over a weekend shares rest for three.
pub(crate) const APART: i32 = 3;

/// What one look at a series shows.
pub(crate) struct Look {
    /// How many days fall on each day of the week, Monday first.
    pub by_weekday: [usize; 7],
    /// The most days from one row to the next; 0 where there is one row or none.
    pub longest_step: i32,
    /// How many rows lie fewer than [`APART`] days before the next.
    pub near: usize,
    /// Rows from which it moves far to the next.
    pub far: Vec<usize>,
    rows: usize,
}

impl Look {
    /// Looks at a series.
    pub(crate) fn at(series: &PriceSeries) -> Look {
        let mut look = Look { by_weekday: [0; 7], longest_step: 0, near: 0, far: Vec::new(), rows: series.len() };
        look.at_days(series.dates());
        let steps = series.prices().iter().zip(series.prices().iter().skip(1)).enumerate();
        look.far = steps.filter(|(_, (a, b))| **b > **a * FAR || **b * FAR < **a).map(|(row, _)| row).collect();
        look
    }

    fn at_days(&mut self, dates: &[Date]) {
        let mut count = |date: Date, days: usize| {
            if let Some(count) = self.by_weekday.get_mut(date.weekday() as usize) {
                *count += days;
            }
        };
        let (Some(first), Some(last)) = (dates.first(), dates.last()) else { return };
        // Days without a gap need no look at each.
        if (last.days() - first.days()) as usize + 1 == dates.len() {
            let whole = dates.len() / 7;
            for day in 0..7 {
                count(Date::from_days(first.days() + day), whole + usize::from((day as usize) < dates.len() % 7));
            }
            (self.longest_step, self.near) = (i32::from(dates.len() > 1), dates.len() - 1);
            return;
        }
        count(*first, 1);
        for (before, date) in dates.iter().zip(dates.iter().skip(1)) {
            count(*date, 1);
            let step = date.days() - before.days();
            self.near += usize::from(step < APART);
            self.longest_step = self.longest_step.max(step);
        }
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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #![proptest_config(properties::kept_beside())]
        #[test]
        fn days_are_counted_as_one_by_one(first in -20_000_i32..20_000, gaps in proptest::collection::vec(1_i32..4, 0..60), whole: bool) {
            let steps = gaps.into_iter().map(|gap| if whole { 1 } else { gap });
            let days: Vec<i32> = std::iter::once(0).chain(steps).scan(first, |day, step| { *day += step; Some(*day) }).collect();
            let dates: Vec<Date> = days.iter().map(|day| Date::from_days(*day)).collect();
            let look = Look::at(&PriceSeries::new(dates.clone(), vec![1.0; dates.len()]).unwrap());
            for weekday in 0..7 {
                let expected = dates.iter().filter(|date| date.weekday() as usize == weekday).count();
                prop_assert_eq!(look.by_weekday[weekday], expected);
            }
            let steps: Vec<i32> = days.windows(2).map(|pair| pair[1] - pair[0]).collect();
            prop_assert_eq!(look.longest_step, steps.iter().copied().max().unwrap_or(0));
            prop_assert_eq!(look.near, steps.iter().filter(|step| **step < APART).count());
        }
    }
}
