//! The same question asked in other ways: shown beside a verdict, never part of it.

use super::lens::{Lens, Lenses};
use super::{ClaimDates, ClaimPrices, LEVEL, Reason};
use crate::date::Date;
use crate::returns::{Frequency, period_ends};
use crate::stats::Undefined;
use crate::stats::asynchrony::{LagWeights, summed_lag_correlation};
use crate::stats::correlation::Method;
use crate::stats::fisher::fisher_z;
use crate::stats::hac::default_lags;
use crate::stats::inference::interval_of_influence;
use crate::stats::influence::{Influence, influence};
use crate::stats::paired::paired_difference;
use crate::stats::regression::LeastSquares;
use crate::stats::sum::compensated_sum;

/// A z beyond which a result of the opposite sign makes a verdict fragile.
const CLEAR: f64 = 1.96;

/// Another way to ask.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Variant {
    /// Log returns of whole weeks, which hardly feel that days end at different hours.
    Weekly,
    /// Rank correlation of daily returns.
    Spearman,
    /// Covariances of neighbouring days added up.
    SummedLags,
    /// What is left when the market is taken out of every series.
    GivenMarket,
    /// Without March 2020.
    WithoutMarch2020,
    /// Up to the day before the claims were made.
    BeforeNote,
    /// From the day on which the claims were made: data their authors had not seen.
    AfterNote,
}

/// All of them.
const VARIANTS: [Variant; 7] = [
    Variant::Weekly,
    Variant::Spearman,
    Variant::SummedLags,
    Variant::GivenMarket,
    Variant::WithoutMarch2020,
    Variant::BeforeNote,
    Variant::AfterNote,
];

/// What another way gives.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Robustness {
    /// Which way.
    pub variant: Variant,
    /// The correlation, or the difference of two; a reason where it has no value.
    pub effect: Result<f64, Undefined>,
    /// Effect over its standard error; `None` where it has none.
    pub z: Option<f64>,
    /// Returns behind it.
    pub n: usize,
}

impl Robustness {
    /// Whether it clearly says the opposite of `effect`: append "fragile" to a verdict that rests on that.
    pub fn contradicts(&self, effect: f64) -> bool {
        let opposite = self.effect.is_ok_and(|own| own * effect < 0.0);
        opposite && self.z.is_some_and(|z| z.abs() > CLEAR)
    }
}

/// Bitcoin's correlation with small technology companies less that with the largest, since the pandemic began, asked in
/// other ways.
///
/// # Errors
///
/// Prices that cannot be used, or a series that is missing. A way without a value says so in its element. O(n lags).
pub fn bitcoin_small_against_large(prices: &ClaimPrices<'_>, dates: ClaimDates) -> Result<Vec<Robustness>, Reason> {
    let lenses = Lenses::new(prices, dates.pandemic)?;
    let numbers = (lenses.small_tech()?, lenses.large_tech()?);
    let sector = |number: usize| lenses.raw.sectors.get(number).map(Vec::as_slice);
    let (Some(small), Some(large)) = (sector(numbers.0), sector(numbers.1)) else {
        return Err(Reason::MissingSeries("technology companies"));
    };
    Ok(ask(&lenses, dates, &[&lenses.raw.bitcoin, small, large]))
}

/// Bitcoin's correlation with the market since the pandemic began, asked in other ways (all but taking the market out).
///
/// # Errors
///
/// As [`bitcoin_small_against_large`].
pub fn bitcoin_with_market(prices: &ClaimPrices<'_>, dates: ClaimDates) -> Result<Vec<Robustness>, Reason> {
    let lenses = Lenses::new(prices, dates.pandemic)?;
    let market = lenses.market()?;
    let mut found = ask(&lenses, dates, &[&lenses.raw.bitcoin, market]);
    found.retain(|robustness| robustness.variant != Variant::GivenMarket);
    Ok(found)
}

/// The first column with the second, less the first with the third if there is one.
fn ask(lenses: &Lenses, dates: ClaimDates, columns: &[&[f64]]) -> Vec<Robustness> {
    let lens = &lenses.raw;
    let days = lens.dates_after();
    let after: Vec<&[f64]> = columns.iter().map(|column| lens.after(column)).collect();
    let days_if = |keep: &dyn Fn(Date) -> bool| -> Vec<Vec<f64>> {
        let kept = |column: &&[f64]| days.iter().zip(*column).filter(|(day, _)| keep(**day)).map(|(_, v)| *v).collect();
        after.iter().map(kept).collect()
    };
    let all = || days_if(&|_| true);
    let answer = |variant: Variant| match variant {
        Variant::Weekly => Ok(weekly(lens, columns)),
        Variant::Spearman | Variant::SummedLags => Ok(all()),
        Variant::GivenMarket => match lens.market.as_deref().map(|market| lens.after(market)) {
            Some(market) => after.iter().map(|column| Ok(LeastSquares::fit(column, &[market])?.residuals)).collect(),
            None => Err(Undefined::NoOverlap),
        },
        Variant::WithoutMarch2020 => Ok(days_if(&|day| (day.ymd().0, day.ymd().1) != (2020, 3))),
        Variant::BeforeNote => Ok(days_if(&|day| day < dates.note)),
        Variant::AfterNote => Ok(days_if(&|day| day >= dates.note)),
    };
    VARIANTS
        .iter()
        .map(|&variant| {
            let columns = answer(variant);
            let n = columns.as_ref().map_or(0, |columns: &Vec<Vec<f64>>| columns.first().map_or(0, Vec::len));
            let found = columns.and_then(|columns| estimate(variant, &columns));
            Robustness { variant, effect: found.map(|(effect, _)| effect), z: found.ok().and_then(|(_, z)| z), n }
        })
        .collect()
}

/// Effect and z of one way.
fn estimate(variant: Variant, columns: &[Vec<f64>]) -> Result<(f64, Option<f64>), Undefined> {
    let (Some((asset, rest)), true) = (columns.split_first(), columns.len() >= 2) else {
        return Err(Undefined::NoOverlap);
    };
    if variant == Variant::SummedLags {
        let summed = |column: &Vec<f64>| summed_lag_correlation(asset, column, 1, LagWeights::Equal);
        let each = rest.iter().map(summed).collect::<Result<Vec<f64>, _>>()?;
        return Ok((each.first().unwrap_or(&0.0) - each.get(1).unwrap_or(&0.0), None));
    }
    let method = if variant == Variant::Spearman { Method::Spearman } else { Method::Pearson };
    let each = rest.iter().map(|column| influence(method, asset, column)).collect::<Result<Vec<Influence>, _>>()?;
    let lags = default_lags(asset.len());
    match each.as_slice() {
        [one, other] => {
            let found = paired_difference(one, other, lags, 1.0 - LEVEL)?;
            Ok((found.difference, Some(found.z)))
        }
        [one, ..] => {
            let found = interval_of_influence(one, lags, 1.0 - LEVEL)?;
            Ok((found.r, Some(fisher_z(found.r) / found.se_z)))
        }
        [] => Err(Undefined::NoOverlap),
    }
}

/// Sums of the daily log returns of whole weeks after the pandemic began; the first and last week may be cut and are left out.
fn weekly(lens: &Lens, columns: &[&[f64]]) -> Vec<Vec<f64>> {
    let ends = period_ends(lens.dates_after(), Frequency::Weekly);
    let whole = ends.get(..ends.len().saturating_sub(1)).unwrap_or(&[]);
    let sum = |column: &[f64], pair: &[usize]| match pair {
        [from, to] => compensated_sum(column.get(from + 1..=*to).unwrap_or(&[]).iter().copied()),
        _ => 0.0,
    };
    columns.iter().map(|column| whole.windows(2).map(|pair| sum(lens.after(column), pair)).collect()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_clear_opposites_contradict() {
        let found = |effect, z| Robustness { variant: Variant::Weekly, effect, z, n: 100 };
        assert!(found(Ok(-0.1), Some(-2.5)).contradicts(0.2));
        assert!(!found(Ok(-0.1), Some(-1.5)).contradicts(0.2));
        assert!(!found(Ok(0.1), Some(2.5)).contradicts(0.2));
        assert!(!found(Ok(-0.1), None).contradicts(0.2));
        assert!(!found(Err(Undefined::InsufficientN), None).contradicts(0.2));
    }

    #[test]
    fn nothing_to_ask_about() {
        for variant in VARIANTS {
            assert_eq!(estimate(variant, &[]), Err(Undefined::NoOverlap));
            assert_eq!(estimate(variant, &[vec![1.0; 50]]), Err(Undefined::NoOverlap));
            let constant = estimate(variant, &[vec![1.0; 50], vec![2.0; 50]]);
            assert_eq!(constant, Err(Undefined::ZeroVariance), "{variant:?}");
        }
    }
}
