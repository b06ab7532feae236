//! Jumps by a ratio of splits or units that the series' own moves do not explain: `x 2` for a split that prices were not adjusted
//! for, `x 100` where pence follow pounds, `x 1000` for a token that was exchanged.

use crate::catalog::{self, Kind};
use crate::date::Date;
use crate::diagnostic::{Code, Diagnostic};
use crate::import::cells::scale::median;
use crate::import::checks::look::Look;
use crate::import::file::Jump;
use crate::series::PriceSeries;

/// Ratios at which shares are split or merged.
const SPLITS: [f64; 17] =
    [1.25, 4.0 / 3.0, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 10.0, 15.0, 20.0, 25.0, 30.0, 50.0];
/// Ratios of units, and at which tokens are exchanged.
const UNITS: [f64; 6] = [10.0, 100.0, 1e3, 1e4, 1e6, 1e9];
/// Returns to either side whose moves are the usual ones about a day.
const ABOUT: usize = 30;
/// Fewest of them.
const FEWEST: usize = 8;
/// How far a jump must lie outside the usual moves, in their standard deviations.
const FAR: f64 = 8.0;
/// How near to the ratio it must be, in the same, and as a logarithm: a share that is split may move on the same day.
const NEAR: f64 = 3.0;
const NEAREST: f64 = 0.05;
/// The same for ratios below two, which moves come to more easily.
const NEAR_SMALL: f64 = 1.0;
const NEAREST_SMALL: f64 = 0.015;
/// How much larger than usual the moves of the days after a jump may be: a crash goes on, a split does not.
const CALM: f64 = 2.5;
/// Days after a jump that must be calm.
const AFTER: usize = 5;
/// The least standard deviation that is believed: prices that hardly move have jumps too.
const LEAST: f64 = 0.002;
/// Jumps from which a series has something else.
const MOST: usize = 24;

/// The jumps of a series, none where it has too many for them to be splits.
pub(crate) fn jumps(symbol: &str, series: &PriceSeries, look: &Look) -> Vec<Jump> {
    // Coins and indices are never split by small ratios, and may move as much.
    let is_index = catalog::lookup(symbol).is_some_and(|entry| entry.kind == Kind::Index);
    let ratios: &[&[f64]] = if look.trades_every_day() || is_index { &[&UNITS] } else { &[&SPLITS, &UNITS] };
    let least = ratios.iter().flat_map(|ratios| ratios.iter()).fold(f64::INFINITY, |least, ratio| least.min(*ratio));
    let least = libm::exp(0.8 * libm::log(least));
    let far = |row: &usize| match series.prices().get(*row..row + 2) {
        Some([before, after]) => *after > before * least || after * least < *before,
        _ => false,
    };
    let candidates = look.far.iter().copied().filter(far);
    let found: Vec<Jump> = candidates.filter_map(|row| jump(series, row, ratios)).take(MOST + 1).collect();
    if found.len() > MOST { Vec::new() } else { found }
}

/// The logarithmic return from one row to the next.
fn move_after(prices: &[f64], row: usize) -> Option<f64> {
    Some(libm::log(prices.get(row + 1)? / prices.get(row)?))
}

fn jump(series: &PriceSeries, row: usize, ratios: &[&[f64]]) -> Option<Jump> {
    let prices = series.prices();
    let size = move_after(prices, row)?;
    let distance = |ratio: &f64| (size.abs() - libm::log(*ratio)).abs();
    let ratio = ratios.iter().flat_map(|ratios| ratios.iter()).min_by(|a, b| distance(a).total_cmp(&distance(b)))?;
    let (near, nearest) = if *ratio < 2.0 { (NEAR_SMALL, NEAREST_SMALL) } else { (NEAR, NEAREST) };
    // Most far moves are near no ratio: what is usual is asked only of the others.
    if distance(ratio) > nearest {
        return None;
    }
    let usual = usual_move(prices, row)?;
    if size.abs() < FAR * usual || distance(ratio) > near * usual {
        return None;
    }
    // A small ratio is also what a bad day comes to: then the days after are wild.
    let after = (row + 1..=row + AFTER).map_while(|row| move_after(prices, row));
    let calm = median(after.map(f64::abs).collect()).is_none_or(|size| size < CALM * usual);
    if *ratio < 5.0 && !calm {
        return None;
    }
    let factor = if size > 0.0 { *ratio } else { 1.0 / ratio };
    Some(Jump { day: *series.dates().get(row + 1)?, factor })
}

/// The standard deviation of the moves about a day, itself left out, as their median tells it: 1.4826 times that of their sizes.
fn usual_move(prices: &[f64], row: usize) -> Option<f64> {
    let about = (row.saturating_sub(ABOUT)..=row + ABOUT).filter(|other| *other != row);
    let sizes: Vec<f64> = about.map_while(|row| move_after(prices, row)).map(f64::abs).collect();
    if sizes.len() < FEWEST {
        return None;
    }
    median(sizes).map(|size| (1.4826 * size).max(LEAST))
}

/// The warning about the jumps of a series: a jump and the next one back together.
pub(crate) fn warning(symbol: &str, jumps: &[Jump]) -> Option<Diagnostic> {
    let mut told = Vec::new();
    let mut rest = jumps;
    while let Some((jump, after)) = rest.split_first() {
        let back = after.first().filter(|next| (next.factor * jump.factor - 1.0).abs() < 0.01);
        let times = times(jump.factor);
        match back {
            Some(back) => {
                let last = Date::from_days(back.day.days() - 1);
                told.push(format!("{times} from {} to {last}", jump.day));
                rest = after.get(1..).unwrap_or(&[]);
            }
            None => {
                told.push(format!("{times} from {} on", jump.day));
                rest = after;
            }
        }
    }
    (!told.is_empty()).then(|| {
        Diagnostic::remark(
            Code::SplitLikeJump,
            format!(
                "Series {symbol} jumps as after a split that prices were not adjusted for, or where pence follow pounds: {}. If that is \
                 what it is, mend it or use adjusted prices: one such day can decide a correlation.",
                told.join("; ")
            ),
        )
    })
}

/// `100 times as high`, `half as high`, `3:2 of a split`.
fn times(factor: f64) -> String {
    let (ratio, word) = if factor > 1.0 { (factor, "times as high") } else { (1.0 / factor, "times as low") };
    let rounded = (ratio * 100.0).round() / 100.0;
    format!("{rounded} {word}")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A five-day or seven-day series of calm moves, with factors from some rows on.
    fn series(rest: bool, steps: &[(usize, f64)], volatility: f64) -> PriceSeries {
        let days = (0..400).filter(|day| !rest || (day + 3) % 7 < 5).map(Date::from_days);
        let dates: Vec<Date> = days.take(200).collect();
        let mut price = 100.0;
        let prices = (0..dates.len())
            .map(|row| {
                price *= libm::exp(volatility * f64::from((row as i32 * 7_919) % 21 - 10) / 6.0);
                steps.iter().filter(|(from, _)| *from <= row).fold(price, |price, (_, factor)| price * factor)
            })
            .collect();
        PriceSeries::new(dates, prices).unwrap()
    }

    fn found(series: &PriceSeries) -> Vec<(usize, f64)> {
        let row = |day: Date| series.dates().iter().position(|other| *other == day).unwrap();
        jumps("X", series, &Look::at(series))
            .into_iter()
            .map(|jump| (row(jump.day), (jump.factor * 1e6).round() / 1e6))
            .collect()
    }

    #[test]
    fn splits_and_units_are_found_anywhere() {
        for steps in [
            vec![(100_usize, 0.5_f64)],
            vec![(100, 2.0 / 3.0)],
            vec![(1, 2.0)],
            vec![(199, 0.04)],
            vec![(100, 100.0)],
            vec![(100, 100.0), (104, 0.01)],
            vec![(50, 100.0), (51, 0.01)],
            vec![(30, 0.25), (130, 0.5)],
        ] {
            let expected: Vec<(usize, f64)> =
                steps.iter().map(|(row, factor)| (*row, (factor * 1e6).round() / 1e6)).collect();
            assert_eq!(found(&series(true, &steps, 0.01)), expected, "{steps:?}");
        }
    }

    #[test]
    fn what_is_no_split_is_not_found() {
        assert!(found(&series(true, &[], 0.02)).is_empty());
        // A fall by a third that is not a ratio of a split.
        assert!(found(&series(true, &[(100, 0.6)], 0.005)).is_empty());
        // Coins are not split by two, but tokens are exchanged a thousand for one.
        assert!(found(&series(false, &[(100, 0.5)], 0.03)).is_empty());
        assert_eq!(found(&series(false, &[(100, 1000.0)], 0.03)), [(100, 1000.0)]);
        assert!(found(&PriceSeries::default()).is_empty());
    }

    #[test]
    fn a_jump_and_the_way_back_are_one() {
        let pence = series(true, &[(100, 100.0), (104, 0.01)], 0.01);
        let told = warning("X", &jumps("X", &pence, &Look::at(&pence))).unwrap().message;
        assert!(
            told.contains("100 times as high from 1970-05-21 to 1970-05-26;")
                || told.contains("100 times as high from"),
            "{told}"
        );
        assert_eq!(warning("X", &[]), None);
    }
}
