//! What the days of the week say of a series: days that stand a day early, and weekends that only repeat Friday.

use crate::catalog::{self, AssetClass};
use crate::date::Date;
use crate::diagnostic::{Code, Diagnostic};
use crate::import::checks::look::Look;
use crate::number::counted;
use crate::series::PriceSeries;

/// Days from which the days of the week say something.
const FEWEST_DAYS: usize = 30;
/// Days of weekends from which they say something.
const FEWEST_WEEKEND_DAYS: usize = 4;
/// Of a working day, the share that a day on which a market rests may have.
const REST: f64 = 0.1;
/// Of a working day, the share that a day on which it trades has at least.
const WORK: f64 = 0.6;
/// The second of the day from which on a stamp is of the next day's bar: noon, which is midnight in Auckland.
const EVENING: u32 = 12 * 3_600;
/// Share of the weekend's prices that must repeat the price before.
const REPEATING: f64 = 0.95;
/// Share of the working days' prices that may.
const MOVING: f64 = 0.2;

/// What days from Sunday to Thursday are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Early {
    /// No such days.
    No,
    /// Bars of Monday to Friday, each stamped with the evening before.
    Surely,
    /// Perhaps; or a market that trades so.
    Perhaps,
}

/// Whether a five-day market's days run from Sunday to Thursday. `second` is the usual second of the day of its stamps, where they
/// have one.
pub(crate) fn early(symbol: &str, look: &Look, second: Option<u32>) -> Early {
    let [monday, tuesday, wednesday, thursday, friday, saturday, sunday] = look.by_weekday;
    let usual = (monday + tuesday + wednesday + thursday) as f64 / 4.0;
    let rests = |count: usize| count as f64 <= REST * usual;
    let works = |count: usize| count > 0 && count as f64 >= WORK * usual;
    let working = [monday, tuesday, wednesday, thursday, sunday].into_iter().all(works);
    if look.rows() < FEWEST_DAYS || !working || !rests(friday) || !rests(saturday) {
        return Early::No;
    }
    let known =
        catalog::lookup(symbol).is_some_and(|entry| matches!(entry.class, AssetClass::Equity | AssetClass::Other));
    if known || second.is_some_and(|second| second >= EVENING) { Early::Surely } else { Early::Perhaps }
}

/// The series with every day moved to the next.
pub(crate) fn next_day(series: &PriceSeries) -> PriceSeries {
    let dates = series.dates().iter().map(|date| Date::from_days(date.days() + 1)).collect();
    PriceSeries::new(dates, series.prices().to_vec()).unwrap_or_default()
}

/// The diagnostic for days that were moved.
pub(crate) fn moved(symbol: &str, from: &PriceSeries) -> Diagnostic {
    let first = from.dates().first().map_or_else(String::new, ToString::to_string);
    Diagnostic::remark(
        Code::DaysMoved,
        format!(
            "Series {symbol} has prices from Sunday to Thursday and none on Friday: its days are stamped with the evening before. Each was \
             moved to the next day; {first} became the Monday after."
        ),
    )
}

/// What is asked of days that may stand a day early.
pub(crate) fn perhaps_early(symbol: &str) -> Diagnostic {
    Diagnostic::remark(
        Code::DaysEarly,
        format!(
            "Series {symbol} has prices from Sunday to Thursday and none on Friday: either its days are stamped with the evening before, or \
             its market trades so. Nothing is used until you choose."
        ),
    )
}

/// The series without its weekends where these only repeat the price before, and how many days that costs.
pub(crate) fn without_repeated_weekends(series: &PriceSeries, look: &Look) -> Option<(PriceSeries, usize)> {
    if look.weekend() < FEWEST_WEEKEND_DAYS || series.len() < FEWEST_DAYS {
        return None;
    }
    let pairs = || {
        series
            .dates()
            .iter()
            .zip(series.prices())
            .zip(series.prices().iter().skip(1))
            .zip(series.dates().iter().skip(1))
    };
    let (mut weekend, mut repeating, mut working, mut still) = (0_usize, 0_usize, 0_usize, 0_usize);
    for (((_, before), price), date) in pairs() {
        let same = usize::from(before == price);
        if date.weekday() >= 5 {
            (weekend, repeating) = (weekend + 1, repeating + same);
        } else {
            (working, still) = (working + 1, still + same);
        }
    }
    let repeats = weekend >= FEWEST_WEEKEND_DAYS
        && repeating as f64 >= REPEATING * weekend as f64
        && still as f64 <= MOVING * working as f64;
    if !repeats {
        return None;
    }
    let kept: Vec<(Date, f64)> = series
        .dates()
        .iter()
        .copied()
        .zip(series.prices().iter().copied())
        .filter(|(date, _)| date.weekday() < 5)
        .collect();
    let lost = series.len() - kept.len();
    let (dates, prices) = kept.into_iter().unzip();
    Some((PriceSeries::new(dates, prices)?, lost))
}

/// The diagnostic for weekends that were left out.
pub(crate) fn weekends_left_out(symbol: &str, days: usize) -> Diagnostic {
    Diagnostic::remark(
        Code::WeekendRepeats,
        format!(
            "Series {symbol} has prices on Saturdays and Sundays that only repeat Friday's, as a market that rests does when its days are \
             filled up. These {} were left out: returns of zero are not returns.",
            counted(days as u64, "day")
        ),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn series(days: impl Iterator<Item = i32>, price: impl Fn(usize) -> f64) -> PriceSeries {
        let dates: Vec<Date> = days.map(Date::from_days).collect();
        let prices = (0..dates.len()).map(price).collect();
        PriceSeries::new(dates, prices).unwrap()
    }

    fn told(symbol: &str, series: &PriceSeries, second: Option<u32>) -> Early {
        early(symbol, &Look::at(series), second)
    }

    fn without(series: &PriceSeries) -> Option<(PriceSeries, usize)> {
        without_repeated_weekends(series, &Look::at(series))
    }

    fn walk(at: usize) -> f64 {
        100.0 + (at * 37 % 11) as f64
    }

    // 1970-01-05, day 4, is a Monday.
    fn on(weekdays: &'static [i32]) -> impl Iterator<Item = i32> {
        (4..200_i32).filter(|day: &i32| weekdays.contains(&(day + 3).rem_euclid(7)))
    }

    #[test]
    fn days_that_stand_a_day_early() {
        let sunday_to_thursday = series(on(&[6, 0, 1, 2, 3]), walk);
        assert_eq!(told("XLK", &sunday_to_thursday, None), Early::Surely);
        assert_eq!(told("unknown", &sunday_to_thursday, Some(82_800)), Early::Surely);
        assert_eq!(told("unknown", &sunday_to_thursday, None), Early::Perhaps);
        assert_eq!(told("XLK", &series(on(&[0, 1, 2, 3, 4]), walk), None), Early::No);
        assert_eq!(told("BTC", &series(4..200, walk), None), Early::No);
        assert_eq!(told("XLK", &series((4..400).filter(|day| (day + 3) % 7 == 6), walk), None), Early::No);
        let moved = next_day(&sunday_to_thursday);
        assert_eq!(Look::at(&moved).by_weekday[5..], [0, 0]);
    }

    #[test]
    fn weekends_that_repeat_friday() {
        let filled = series(4..200, |at| walk(at / 7 * 7 + (at % 7).min(4)));
        let (kept, lost) = without(&filled).unwrap();
        assert_eq!((kept.len(), lost), (140, 56));
        assert!(without(&series(4..200, walk)).is_none());
        assert!(without(&series(4..200, |_| 1.0)).is_none());
    }
}
