//! Prices to returns, and the days that end a week or a month.

use serde::{Deserialize, Serialize};

use crate::date::Date;

/// How a price change becomes a return.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "lowercase")]
pub enum ReturnKind {
    /// `ln(P_t / P_s)`: adds over time.
    #[default]
    Log,
    /// `P_t / P_s - 1`: adds over the parts of a portfolio.
    Simple,
}

/// Length of the periods between two prices.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "lowercase")]
pub enum Frequency {
    /// Every row.
    #[default]
    Daily,
    /// The last row of each ISO 8601 week.
    Weekly,
    /// The last row of each month.
    Monthly,
}

impl Frequency {
    /// Most calendar days that a return of this frequency may span: a weekend with a holiday on either side, a week in which
    /// two were cut, a month with a missed end. A longer one, over a gap, is a return of no such period.
    pub fn longest_interval(self) -> i32 {
        match self {
            Frequency::Daily => 5,
            Frequency::Weekly => 12,
            Frequency::Monthly => 45,
        }
    }

    /// A number that two days share exactly when they lie in the same period.
    pub fn period(self, day: Date) -> i32 {
        match self {
            Frequency::Daily => day.days(),
            Frequency::Weekly => day.iso_week_index(),
            Frequency::Monthly => day.month_index(),
        }
    }

    /// The word before "return".
    pub fn word(self) -> &'static str {
        match self {
            Frequency::Daily => "daily",
            Frequency::Weekly => "weekly",
            Frequency::Monthly => "monthly",
        }
    }
}

/// Largest simple return whose logarithm is computed as `ln(1 + R)`.
const NEAR_ONE: f64 = 0.1;

/// Return from one price to a later one; NaN where either is NaN. Prices must be positive.
///
/// A log return is computed as `ln(1 + R)` of the simple return R where |R| < 0.1, which keeps the digits that the
/// logarithm of a ratio near one loses.
pub fn return_between(kind: ReturnKind, before: f64, after: f64) -> f64 {
    let simple = simple(before, after);
    match kind {
        ReturnKind::Simple => simple,
        ReturnKind::Log if simple.abs() < NEAR_ONE => log1p_near_zero(simple),
        ReturnKind::Log => libm::log(after / before),
    }
}

/// [`return_between`] for many pairs of rows, `(before, after)`, of one series.
pub fn returns_between(kind: ReturnKind, prices: &[f64], rows: &[(usize, usize)]) -> Vec<f64> {
    let mut found: Vec<f64> = rows.iter().map(|&(before, after)| simple(prices[before], prices[after])).collect();
    if kind == ReturnKind::Simple {
        return found;
    }
    // No branch in this loop: the compiler takes several at once.
    let far: Vec<usize> = (0..found.len()).filter(|at| found[*at].is_nan() || found[*at].abs() >= NEAR_ONE).collect();
    found.iter_mut().for_each(|value| *value = log1p_near_zero(*value));
    for at in far {
        let (before, after) = rows[at];
        found[at] = libm::log(prices[after] / prices[before]);
    }
    found
}

fn simple(before: f64, after: f64) -> f64 {
    (after - before) / before
}

/// `ln(1 + x)` for |x| < 0.1, by the minimax polynomial of FreeBSD's `log1p` in `s = x / (2 + x)`: where nothing is to be scaled that
/// function is no more than this, and the two have the same bits.
fn log1p_near_zero(x: f64) -> f64 {
    const ODD: [f64; 4] =
        [6.666_666_666_666_735e-1, 2.857_142_874_366_239e-1, 1.818_357_216_161_805e-1, 1.479_819_860_511_658_6e-1];
    const EVEN: [f64; 3] = [3.999_999_999_940_942e-1, 2.222_219_843_214_978_4e-1, 1.531_383_769_920_937_3e-1];
    let half_square = 0.5 * x * x;
    let s = x / (2.0 + x);
    let z = s * s;
    let w = z * z;
    let even = w * (EVEN[0] + w * (EVEN[1] + w * EVEN[2]));
    let odd = z * (ODD[0] + w * (ODD[1] + w * (ODD[2] + w * ODD[3])));
    s * (half_square + (odd + even)) - half_square + x
}

/// Returns between consecutive rows: one shorter than the prices. A NaN price makes both returns beside it NaN: nothing
/// is bridged.
pub fn returns(kind: ReturnKind, prices: &[f64]) -> Vec<f64> {
    let rows: Vec<(usize, usize)> = (1..prices.len()).map(|row| (row - 1, row)).collect();
    returns_between(kind, prices, &rows)
}

/// Positions of the rows that end a period. Edge periods are included even where the data cut them short: see
/// [`partial_edges`].
pub fn period_ends(dates: &[Date], frequency: Frequency) -> Vec<usize> {
    match frequency {
        Frequency::Daily => (0..dates.len()).collect(),
        Frequency::Weekly => last_of_each(dates, Date::iso_week_index),
        Frequency::Monthly => last_of_each(dates, Date::month_index),
    }
}

/// Positions of the last row, up to and including a weekday (0 is Monday), of each ISO week: the variant that fixes the
/// day of weekly returns. Weeks without such a row are skipped.
pub fn week_ends_by(dates: &[Date], weekday: u32) -> Vec<usize> {
    let early: Vec<usize> = (0..dates.len()).filter(|row| dates[*row].weekday() <= weekday).collect();
    let days: Vec<Date> = early.iter().map(|row| dates[*row]).collect();
    last_of_each(&days, Date::iso_week_index).into_iter().map(|position| early[position]).collect()
}

fn last_of_each(dates: &[Date], period: impl Fn(Date) -> i32) -> Vec<usize> {
    (0..dates.len()).filter(|row| dates.get(row + 1).is_none_or(|next| period(*next) != period(dates[*row]))).collect()
}

/// Whether the first and the last period are cut short by the data: a further weekday (Monday to Friday) of the period lies
/// before the first row, or after the last. Daily data has no partial periods.
pub fn partial_edges(dates: &[Date], frequency: Frequency) -> (bool, bool) {
    let (Some(first), Some(last)) = (dates.first(), dates.last()) else { return (false, false) };
    let same_period = |a: Date, b: Date| frequency.period(a) == frequency.period(b);
    (same_period(*first, next_weekday(*first, -1)), same_period(*last, next_weekday(*last, 1)))
}

fn next_weekday(date: Date, step: i32) -> Date {
    let mut day = Date::from_days(date.days() + step);
    while day.weekday() > 4 {
        day = Date::from_days(day.days() + step);
    }
    day
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn dates(texts: &[&str]) -> Vec<Date> {
        texts.iter().map(|text| Date::parse_iso(text).unwrap()).collect()
    }

    #[test]
    fn weeks_and_months_end_on_their_last_row() {
        let days = dates(&["2024-01-05", "2024-01-08", "2024-01-12", "2024-01-31", "2024-02-01"]);
        assert_eq!(period_ends(&days, Frequency::Weekly), [0, 2, 4]);
        assert_eq!(period_ends(&days, Frequency::Monthly), [3, 4]);
        assert_eq!(period_ends(&days, Frequency::Daily), [0, 1, 2, 3, 4]);
        assert_eq!(period_ends(&[], Frequency::Weekly), Vec::<usize>::new());
        assert_eq!(week_ends_by(&days, 2), [1, 3]);
    }

    #[test]
    fn edges_are_partial_when_a_weekday_is_cut_off() {
        let from_friday_to_thursday = dates(&["2024-01-05", "2024-01-11"]);
        assert_eq!(partial_edges(&from_friday_to_thursday, Frequency::Weekly), (true, true));
        let from_monday_to_friday = dates(&["2024-01-08", "2024-01-12"]);
        assert_eq!(partial_edges(&from_monday_to_friday, Frequency::Weekly), (false, false));
        let months = dates(&["2024-01-01", "2024-03-29"]);
        assert_eq!(partial_edges(&months, Frequency::Monthly), (false, false));
        assert_eq!(partial_edges(&months, Frequency::Daily), (false, false));
    }

    #[test]
    fn small_and_large_moves_have_the_bits_of_libm() {
        let mut random = sectorscope_stats::resampling::random::Philox::new(7, 0);
        let mut prices = vec![100.0];
        for size in [1e-17, 1e-9, 1e-3, 0.02, 0.0999, 0.3] {
            for _ in 0..2_000 {
                let last = prices[prices.len() - 1];
                prices.push(last * (1.0 + size * (2.0 * random.unit() - 1.0)));
            }
        }
        let got = returns(ReturnKind::Log, &prices);
        for (pair, got) in prices.windows(2).zip(got) {
            let simple = (pair[1] - pair[0]) / pair[0];
            let want = if simple.abs() < 0.1 { libm::log1p(simple) } else { libm::log(pair[1] / pair[0]) };
            assert_eq!(got.to_bits(), want.to_bits(), "{pair:?}");
            assert_eq!(got.to_bits(), return_between(ReturnKind::Log, pair[0], pair[1]).to_bits(), "{pair:?}");
        }
    }

    #[test]
    fn a_missing_price_costs_both_returns() {
        let got = returns(ReturnKind::Simple, &[1.0, 2.0, f64::NAN, 4.0, 5.0]);
        assert_eq!(got[0], 1.0);
        assert!(got[1].is_nan() && got[2].is_nan());
        assert_eq!(got[3], 0.25);
        assert!(returns(ReturnKind::Log, &[1.0]).is_empty());
        assert!(returns(ReturnKind::Log, &[]).is_empty());
    }

    proptest! {
        #![proptest_config(properties::kept_beside())]
        #[test]
        fn log_returns_add_up(prices in proptest::collection::vec(0.01_f64..1e6, 2..50)) {
            let total: f64 = returns(ReturnKind::Log, &prices).iter().sum();
            prop_assert!((total - libm::log(prices[prices.len() - 1] / prices[0])).abs() < 1e-12);
        }

        #[test]
        fn log_and_simple_returns_agree(before in 0.01_f64..1e6, after in 0.01_f64..1e6) {
            let simple = return_between(ReturnKind::Simple, before, after);
            let log = return_between(ReturnKind::Log, before, after);
            prop_assert!((libm::expm1(log) - simple).abs() <= 1e-12 * (1.0 + simple.abs()));
        }
    }
}
