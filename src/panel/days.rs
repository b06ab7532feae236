//! Which days there are, and how many series have each.

use super::PriceView;
use crate::date::Date;

/// How many series have each day, from the first day of any to the last.
#[derive(Debug, Default)]
pub(crate) struct DayCounts {
    first: i32,
    counts: Vec<u32>,
}

impl DayCounts {
    /// Of lists of days, each of which has a day at most once. O(all days).
    pub(crate) fn of<'a>(lists: impl Iterator<Item = &'a [Date]> + Clone) -> DayCounts {
        let bound = |end: fn(&[Date]) -> Option<&Date>| lists.clone().filter_map(move |dates| end(dates).copied());
        let (Some(first), Some(last)) = (bound(<[Date]>::first).min(), bound(<[Date]>::last).max()) else {
            return DayCounts::default();
        };
        let mut counts = vec![0; (last.days() - first.days()) as usize + 1];
        for date in lists.flatten() {
            counts[(date.days() - first.days()) as usize] += 1;
        }
        DayCounts { first: first.days(), counts }
    }

    /// How many series have a day.
    pub(crate) fn of_day(&self, day: Date) -> usize {
        let at = usize::try_from(day.days() - self.first).ok();
        at.and_then(|at| self.counts.get(at)).map_or(0, |count| *count as usize)
    }

    /// The days that any series has, and of which this holds of their number, ascending.
    pub(crate) fn days(&self, wanted: impl Fn(usize) -> bool) -> Vec<Date> {
        let counted = self.counts.iter().zip(self.first..);
        counted
            .filter(|(count, _)| **count > 0 && wanted(**count as usize))
            .map(|(_, day)| Date::from_days(day))
            .collect()
    }
}

/// Days on which any series has a price, ascending.
pub fn all_dates(series: &[PriceView<'_>]) -> Vec<Date> {
    days_of_any(series.iter().map(|view| view.dates))
}

/// Days that are in any of the lists, each of which is ascending; ascending.
pub fn days_of_any<'a>(lists: impl Iterator<Item = &'a [Date]> + Clone) -> Vec<Date> {
    DayCounts::of(lists).days(|_| true)
}
