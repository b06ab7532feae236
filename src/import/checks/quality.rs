//! What to be wary of in a series that was read without trouble.

use crate::date::Date;
use crate::diagnostic::{Code, Diagnostic};
use crate::import::checks::look::{APART, Look};
use crate::number::{counted, grouped};
use crate::series::PriceSeries;
use sectorscope_ground::order::sort_by;

/// Identical prices in a row from which a stretch counts as stale: a holiday week repeats four at most.
const STALE_RUN: usize = 5;

/// Warnings about a series: prices far apart, gaps, a price that never changes or stands still, bad ticks.
pub(crate) fn warnings(name: &str, series: &PriceSeries, look: &Look) -> Vec<Diagnostic> {
    let mut found: Vec<Diagnostic> =
        sparse(name, series, look).or_else(|| gaps(name, series, look)).into_iter().collect();
    if constant(series) {
        found.push(warning(
            Code::ConstantSeries,
            format!("Every price of {name} is the same: a series that never changes has no correlation with anything."),
        ));
        return found;
    }
    found.extend(stale(name, series));
    found.extend(ticks(name, series, look));
    found
}

fn warning(code: Code, message: String) -> Diagnostic {
    Diagnostic::remark(code, message)
}

fn day(series: &PriceSeries, row: usize) -> String {
    series.dates().get(row).map_or_else(String::new, ToString::to_string)
}

/// Fewest gaps from which a typical one is known.
const FEWEST_GAPS: usize = 10;

fn sparse(name: &str, series: &PriceSeries, look: &Look) -> Option<Diagnostic> {
    // Most rows lie near the next: then a typical one does.
    if look.near * 2 > series.len() {
        return None;
    }
    let mut gaps: Vec<i32> =
        series.dates().iter().zip(series.dates().iter().skip(1)).map(|(a, b)| b.days() - a.days()).collect();
    if gaps.len() < FEWEST_GAPS {
        return None;
    }
    sort_by(&mut gaps, Ord::cmp);
    let typical = *gaps.get(gaps.len() / 2)?;
    let kind = match typical {
        ..APART => return None,
        5..=9 => "weekly",
        28..=31 => "monthly",
        85..=95 => "quarterly",
        360..=370 => "yearly",
        _ => "sparse",
    };
    Some(warning(
        Code::NotDaily,
        format!(
            "Series {name} has one price in about {typical} days ({kind}): daily returns mean little; choose {} returns.",
            if typical < 8 { "weekly" } else { "monthly" }
        ),
    ))
}

/// Days from one price to the next that are not a gap: where markets rest at weekends, the longest holidays (the lunar new year,
/// Japan in May 2019); where they never do, a vendor's bad weekend.
fn longest_rest(look: &Look) -> i32 {
    if look.trades_every_day() { 3 } else { 12 }
}

fn gaps(name: &str, series: &PriceSeries, look: &Look) -> Option<Diagnostic> {
    let rest = longest_rest(look);
    if look.longest_step <= rest {
        return None;
    }
    let steps = series.dates().iter().zip(series.dates().iter().skip(1));
    let gaps: Vec<(Date, Date)> = steps.map(|(a, b)| (*a, *b)).filter(|(a, b)| b.days() - a.days() > rest).collect();
    let length = |(a, b): &(Date, Date)| b.days() - a.days();
    let longest = gaps.iter().rev().max_by_key(|gap| length(gap))?;
    Some(warning(
        Code::Gaps,
        format!(
            "Series {name} has no price for more than {rest} days in {}; the longest gap, {} days, runs from {} to {}. The return \
             across a gap covers all its days.",
            counted(gaps.len() as u64, "place"),
            grouped(length(longest).unsigned_abs().into()),
            longest.0,
            longest.1
        ),
    ))
}

fn stale(name: &str, series: &PriceSeries) -> Option<Diagnostic> {
    let runs: Vec<(usize, usize)> = runs_of_equal(series.prices()).filter(|(_, length)| *length >= STALE_RUN).collect();
    let (start, length) = runs.iter().max_by_key(|(start, length)| (*length, std::cmp::Reverse(*start)))?;
    Some(warning(
        Code::StalePrices,
        format!(
            "Series {name} stands still for {} or more in {}; the longest, {}, runs from {} to {}. Returns of zero pull \
             correlations towards zero: check whether these prices were carried forward.",
            counted(STALE_RUN as u64, "row"),
            counted(runs.len() as u64, "place"),
            grouped(*length as u64),
            day(series, *start),
            day(series, start + length - 1)
        ),
    ))
}

/// Change in a day, as a share, that counts as a bad tick if the next day takes it back.
const TICK: f64 = 0.5;
/// How near to the price before the spike the price after it must be, as a share.
const TAKEN_BACK: f64 = 0.1;

fn ticks(name: &str, series: &PriceSeries, look: &Look) -> Option<Diagnostic> {
    let is_tick = |row: &usize| match series.prices().get(*row..row + 3) {
        Some([before, spike, after]) => {
            (spike / before - 1.0).abs() > TICK && (after / before - 1.0).abs() < TAKEN_BACK
        }
        _ => false,
    };
    let rows: Vec<usize> = look.far.iter().filter(|row| is_tick(row)).map(|row| row + 1).collect();
    let first = rows.first()?;
    Some(warning(
        Code::BadTicks,
        format!(
            "Series {name} jumps by more than half and back within two rows, {}: on {}. Such ticks are usually faults of the data, and \
             one alone can decide a correlation: check them at the source.",
            if rows.len() == 1 { "once".to_owned() } else { format!("{} times, first", grouped(rows.len() as u64)) },
            day(series, *first)
        ),
    ))
}

fn constant(series: &PriceSeries) -> bool {
    series.len() > 1 && series.prices().first().is_some_and(|first| series.prices().iter().all(|price| price == first))
}

/// Start and length of each stretch of equal values.
fn runs_of_equal(values: &[f64]) -> impl Iterator<Item = (usize, usize)> + '_ {
    values.chunk_by(|a, b| a == b).scan(0, |start, run| {
        let here = *start;
        *start += run.len();
        Some((here, run.len()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes(prices: &[f64]) -> Vec<Code> {
        let dates = (0..prices.len() as i32).map(Date::from_days).collect();
        let series = PriceSeries::new(dates, prices.to_vec()).unwrap();
        warnings("X", &series, &Look::at(&series)).into_iter().map(|warning| warning.code).collect()
    }

    #[test]
    fn standing_still_is_told() {
        assert!(codes(&[1.7, 2.0, 2.0, 2.0, 2.0, 2.5]).is_empty());
        assert_eq!(codes(&[1.7, 2.0, 2.0, 2.0, 2.0, 2.0]), [Code::StalePrices]);
        assert_eq!(codes(&[2.0; 3]), [Code::ConstantSeries]);
        assert_eq!(codes(&[2.0; 9]), [Code::ConstantSeries]);
        assert!(codes(&[2.0]).is_empty());
        assert!(codes(&[]).is_empty());
    }

    #[test]
    fn ticks_are_told_apart_from_plain_moves() {
        assert_eq!(codes(&[10.0, 10.1, 19.0, 10.2, 10.3]), [Code::BadTicks]);
        assert_eq!(codes(&[10.0, 10.1, 1.0, 10.2, 10.3]), [Code::BadTicks]);
        assert!(codes(&[10.0, 13.0, 17.0, 22.0, 15.0]).is_empty());
        assert!(codes(&[100.0, 101.0, 60.0, 75.0, 40.0]).is_empty());
    }

    #[test]
    fn gaps_are_told_by_the_market_s_own_rest() {
        let told = |days: &[i32]| {
            let dates: Vec<Date> = days.iter().map(|day| Date::from_days(*day)).collect();
            let prices = (0..days.len()).map(|i| 10.0 + (i % 7) as f64).collect();
            let series = PriceSeries::new(dates, prices).unwrap();
            let found = warnings("X", &series, &Look::at(&series));
            found.first().map(|warning| warning.message.clone())
        };
        // 1970-01-05 is a Monday.
        let weekdays = |from: i32, to: i32| (from..to).filter(|day| (day + 3).rem_euclid(7) < 5);
        let five: Vec<i32> = weekdays(4, 60).chain(weekdays(68, 150)).collect();
        assert_eq!(told(&five), None);
        let five: Vec<i32> = weekdays(4, 60).chain(weekdays(74, 150)).collect();
        assert_eq!(
            told(&five).unwrap(),
            "Series X has no price for more than 12 days in 1 place; the longest gap, 17 days, runs from 1970-02-27 to 1970-03-16. \
             The return across a gap covers all its days."
        );
        let seven: Vec<i32> = (0..40).chain(43..80).chain(90..120).collect();
        assert!(told(&seven).unwrap().contains("more than 3 days in 2 places; the longest gap, 11 days, runs from"));
        let whole: Vec<i32> = (0..40).chain(42..80).collect();
        assert_eq!(told(&whole), None);
    }

    #[test]
    fn prices_far_apart_are_told() {
        let monthly: Vec<Date> = (0..24).map(|month| Date::from_days(month * 30)).collect();
        let prices = (0..24).map(|i| 10.0 + f64::from(i % 7)).collect();
        let series = PriceSeries::new(monthly, prices).unwrap();
        let found = warnings("X", &series, &Look::at(&series));
        assert_eq!(found[0].code, Code::NotDaily);
        assert!(found[0].message.contains("monthly"), "{}", found[0].message);
    }
}
