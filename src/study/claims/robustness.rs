//! The same question asked in other ways: shown beside a verdict, never part of it.

use super::lens::{Lens, Lenses};
use super::top_sector::{self, TopSector};
use super::{ClaimDates, LEVEL, Reason};
use crate::date::Date;
use crate::returns::{Frequency, ReturnKind, period_ends, returns};
use crate::study::composites::Averaging;
use crate::study::standing::Draws;
use sectorscope_stats::Undefined;
use sectorscope_stats::correlation::coefficient::Method;
use sectorscope_stats::correlation::influence::mean_influence;
use sectorscope_stats::correlation::influence_function::influence;
use sectorscope_stats::inference::asynchrony::{LagWeights, summed_lag_correlation};
use sectorscope_stats::inference::correlation_interval::interval_of_influence;
use sectorscope_stats::inference::cosine_inference::{cautious_influence, cosine_difference, cosine_interval};
use sectorscope_stats::inference::fisher::fisher_z;
use sectorscope_stats::inference::hac::default_lags;
use sectorscope_stats::inference::paired::paired_difference;
use sectorscope_stats::inference::regression::LeastSquares;
use sectorscope_stats::resampling::bootstrap::bootstrap_correlations;
use sectorscope_stats::resampling::resample::Resampler;
use sectorscope_stats::sum::compensated_sum;

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
    /// Without a year.
    WithoutYear(i32),
    /// Up to the day before the claims were made.
    BeforeNote,
    /// From the day on which the claims were made: data their authors had not seen.
    AfterNote,
    /// Errors that hold with few days and fat tails: cosine variance, influence by leaving out rows.
    Cosine,
    /// The error from a bootstrap in blocks of so many days.
    Blocks(usize),
    /// With the altcoins made one series in another way.
    Averaged(Averaging),
}

impl Variant {
    /// The way, as a sentence goes on: "the opposite comes out ...".
    pub fn words(self) -> String {
        match self {
            Variant::Weekly => "by weekly returns".to_owned(),
            Variant::Spearman => "by rank correlation".to_owned(),
            Variant::SummedLags => "with the days before and after added".to_owned(),
            Variant::GivenMarket => "with the market taken out".to_owned(),
            Variant::WithoutMarch2020 => "without March 2020".to_owned(),
            Variant::WithoutYear(year) => format!("without {year}"),
            Variant::BeforeNote => "before the note".to_owned(),
            Variant::AfterNote => "from the note on".to_owned(),
            Variant::Cosine => "by errors that hold with few days".to_owned(),
            Variant::Blocks(days) => format!("by a bootstrap in blocks of {days} days"),
            Variant::Averaged(averaging) => averaging.way().to_owned(),
        }
    }
}

/// All that are asked of the claim's own series.
const VARIANTS: [Variant; 11] = [
    Variant::Weekly,
    Variant::Spearman,
    Variant::SummedLags,
    Variant::GivenMarket,
    Variant::WithoutMarch2020,
    Variant::BeforeNote,
    Variant::AfterNote,
    Variant::Cosine,
    Variant::Blocks(5),
    Variant::Blocks(10),
    Variant::Blocks(21),
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

/// Whether an effect with this z clearly says the opposite of `own`: append "fragile" to a verdict that rests on that.
pub fn opposes(effect: Option<f64>, z: Option<f64>, own: f64) -> bool {
    effect.is_some_and(|effect| effect * own < 0.0) && z.is_some_and(|z| z.abs() > CLEAR)
}

/// What is asked in other ways.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Question {
    /// Bitcoin's correlation with small technology companies, less that with the closest other sector.
    BitcoinTop,
    /// The altcoin composite's, likewise.
    AltcoinsTop,
    /// The altcoins' mean correlation with small technology companies, less bitcoin's.
    AltcoinsLower,
    /// Bitcoin's correlation with small technology companies, less that with the largest.
    SmallAgainstLarge,
    /// Bitcoin's correlation with the market.
    SincePandemic,
}

/// Asks in every way that applies.
pub(super) fn ask(
    lenses: &Lenses,
    dates: ClaimDates,
    question: Question,
    draws: Draws,
) -> Result<Vec<Robustness>, Reason> {
    let lens = &lenses.raw;
    let columns = columns(lenses, question)?;
    let mut years: Vec<i32> = lens.dates_after().iter().map(|day| day.ymd().0).collect();
    years.dedup();
    let without_years = years.iter().map(|year| Variant::WithoutYear(*year)).filter(|_| years.len() > 1);
    let asked = VARIANTS.into_iter().chain(without_years);
    let asked = asked.filter(|&variant| variant != Variant::GivenMarket || question != Question::SincePandemic);
    Ok(asked.map(|variant| one_way(lens, dates, &columns, variant, draws)).collect())
}

/// What a question is asked of: what all others are correlated with, the others, and last, if there are several, what they
/// are held against.
pub(super) fn columns(lenses: &Lenses, question: Question) -> Result<Vec<&[f64]>, Reason> {
    let lens = &lenses.raw;
    let sector = |number: usize| {
        lens.sectors.get(number).map(Vec::as_slice).ok_or(Reason::MissingSeries("technology companies"))
    };
    let closest = |top: TopSector| sector(top.lenses.raw.closest_rival().map_or(top.claimed, |rival| rival.sector));
    Ok(match question {
        Question::BitcoinTop => {
            vec![&lens.bitcoin, sector(lenses.small_tech()?)?, closest(top_sector::of_bitcoin(lenses)?)?]
        }
        Question::AltcoinsTop => {
            let composite = lens.composite.as_deref().ok_or(Reason::MissingSeries("altcoins"))?;
            vec![composite, sector(lenses.small_tech()?)?, closest(top_sector::of_composite(lenses)?)?]
        }
        Question::AltcoinsLower => {
            let coins = lens.altcoins.iter().map(Vec::as_slice);
            [sector(lenses.small_tech()?)?].into_iter().chain(coins).chain([lens.bitcoin.as_slice()]).collect()
        }
        Question::SmallAgainstLarge => {
            vec![&lens.bitcoin, sector(lenses.small_tech()?)?, sector(lenses.large_tech()?)?]
        }
        Question::SincePandemic => vec![&lens.bitcoin, lenses.market()?],
    })
}

/// The question of the altcoins' top sector with another series in place of their index. Its levels lie on the last of the
/// claim's days.
pub(super) fn ask_otherwise_averaged(
    lenses: &Lenses,
    averaging: Averaging,
    levels: Result<&[f64], Undefined>,
    draws: Draws,
) -> Result<Robustness, Reason> {
    let lens = &lenses.raw;
    let asked = columns(lenses, Question::AltcoinsTop)?;
    let columns = levels.map(|levels| {
        let moves = returns(ReturnKind::Log, levels);
        let n = moves.len().min(lens.dates_after().len());
        let others = asked.iter().skip(1).map(|column| lens.after(column));
        let last = |column: &[f64]| column.get(column.len().saturating_sub(n)..).unwrap_or(&[]).to_vec();
        std::iter::once(moves.as_slice()).chain(others).map(last).collect()
    });
    Ok(settled(Variant::Averaged(averaging), columns, draws))
}

/// `asked`: see [`columns`].
fn one_way(lens: &Lens, dates: ClaimDates, asked: &[&[f64]], variant: Variant, draws: Draws) -> Robustness {
    let days = lens.dates_after();
    let after: Vec<&[f64]> = asked.iter().map(|column| lens.after(column)).collect();
    let days_if = |keep: &dyn Fn(Date) -> bool| -> Vec<Vec<f64>> {
        let kept = |column: &&[f64]| days.iter().zip(*column).filter(|(day, _)| keep(**day)).map(|(_, v)| *v).collect();
        after.iter().map(kept).collect()
    };
    let columns = match variant {
        Variant::Weekly => Ok(weekly(lens, asked)),
        Variant::Spearman | Variant::SummedLags | Variant::Cosine | Variant::Blocks(_) | Variant::Averaged(_) => {
            Ok(days_if(&|_| true))
        }
        Variant::GivenMarket => match lens.market.as_deref().map(|market| lens.after(market)) {
            Some(market) => after.iter().map(|column| Ok(LeastSquares::fit(column, &[market])?.residuals)).collect(),
            None => Err(Undefined::NoOverlap),
        },
        Variant::WithoutMarch2020 => Ok(days_if(&|day| (day.ymd().0, day.ymd().1) != (2020, 3))),
        Variant::WithoutYear(year) => Ok(days_if(&|day| day.ymd().0 != year)),
        Variant::BeforeNote => Ok(days_if(&|day| day < dates.note)),
        Variant::AfterNote => Ok(days_if(&|day| day >= dates.note)),
    };
    settled(variant, columns, draws)
}

/// What a way gives on its columns, or why it has none.
fn settled(variant: Variant, columns: Result<Vec<Vec<f64>>, Undefined>, draws: Draws) -> Robustness {
    let n = columns.as_ref().map_or(0, |columns| columns.first().map_or(0, Vec::len));
    let found = columns.and_then(|columns| estimate(variant, &columns, draws));
    Robustness { variant, effect: found.map(|(effect, _)| effect), z: found.ok().and_then(|(_, z)| z), n }
}

/// Effect and z of one way.
fn estimate(variant: Variant, columns: &[Vec<f64>], draws: Draws) -> Result<(f64, Option<f64>), Undefined> {
    let (Some((hub, others)), true) = (columns.split_first(), columns.len() >= 2) else {
        return Err(Undefined::NoOverlap);
    };
    match variant {
        Variant::SummedLags => {
            let summed = |column: &Vec<f64>| summed_lag_correlation(hub, column, 1, LagWeights::Equal);
            let each = others.iter().map(summed).collect::<Result<Vec<f64>, _>>()?;
            let weights = weights(each.len());
            Ok((compensated_sum(each.iter().zip(weights).map(|(r, weight)| r * weight)), None))
        }
        Variant::Cosine => {
            let influence = |column: &Vec<f64>| cautious_influence(Method::Pearson, hub, column);
            match others.split_last() {
                Some((only, [])) => {
                    let found = cosine_interval(Method::Pearson, hub, only, 1.0 - LEVEL)?;
                    Ok((found.r, Some(fisher_z(found.r) / found.se_z)))
                }
                Some((against, firsts)) => {
                    let firsts = firsts.iter().map(influence).collect::<Result<Vec<_>, _>>()?;
                    let found = cosine_difference(&mean_influence(&firsts)?, &influence(against)?, 1.0 - LEVEL)?;
                    Ok((found.difference, Some(found.difference / found.se)))
                }
                None => Err(Undefined::NoOverlap),
            }
        }
        Variant::Blocks(length) => {
            let slices: Vec<&[f64]> = columns.iter().map(Vec::as_slice).collect();
            let pairs: Vec<(usize, usize)> = (1..slices.len()).map(|other| (0, other)).collect();
            let plan = Resampler::circular(hub.len(), draws.replicates, length, draws.seed)?;
            let effect = bootstrap_correlations(&slices, &pairs, &plan)?.combine(&[weights(pairs.len())])?;
            match (effect.estimates().first(), effect.standard_errors().first()) {
                (Some(&estimate), Some(&se)) if se > 0.0 => Ok((estimate, Some(estimate / se))),
                _ => Err(Undefined::ZeroVariance),
            }
        }
        _ => {
            let method = if variant == Variant::Spearman { Method::Spearman } else { Method::Pearson };
            newey_west(method, columns).map(|(effect, z)| (effect, Some(z)))
        }
    }
}

/// The effect, and its z by Newey-West errors.
pub(super) fn newey_west(method: Method, columns: &[Vec<f64>]) -> Result<(f64, f64), Undefined> {
    let (hub, others) = columns.split_first().ok_or(Undefined::NoOverlap)?;
    let each = others.iter().map(|column| influence(method, hub, column)).collect::<Result<Vec<_>, _>>()?;
    let lags = default_lags(hub.len());
    match each.split_last() {
        Some((only, [])) => {
            let found = interval_of_influence(only, lags, 1.0 - LEVEL)?;
            Ok((found.r, fisher_z(found.r) / found.se_z))
        }
        Some((against, firsts)) => {
            let found = paired_difference(&mean_influence(firsts)?, against, lags, 1.0 - LEVEL)?;
            Ok((found.difference, found.z))
        }
        None => Err(Undefined::NoOverlap),
    }
}

/// The mean of all but the last, less the last; the only one, where there is one.
fn weights(others: usize) -> Vec<f64> {
    match others {
        0 | 1 => vec![1.0; others],
        _ => {
            let mut weights = vec![1.0 / (others - 1) as f64; others];
            weights[others - 1] = -1.0;
            weights
        }
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

    const DRAWS: Draws = Draws { seed: 1, replicates: 99 };

    #[test]
    fn only_clear_opposites_contradict() {
        assert!(opposes(Some(-0.1), Some(-2.5), 0.2));
        assert!(!opposes(Some(-0.1), Some(-1.5), 0.2));
        assert!(!opposes(Some(0.1), Some(2.5), 0.2));
        assert!(!opposes(Some(-0.1), None, 0.2));
        assert!(!opposes(None, None, 0.2));
    }

    #[test]
    fn nothing_to_ask_about() {
        for variant in VARIANTS {
            assert_eq!(estimate(variant, &[], DRAWS), Err(Undefined::NoOverlap));
            assert_eq!(estimate(variant, &[vec![1.0; 50]], DRAWS), Err(Undefined::NoOverlap));
            let constant = estimate(variant, &[vec![1.0; 50], vec![2.0; 50]], DRAWS);
            assert_eq!(constant, Err(Undefined::ZeroVariance), "{variant:?}");
        }
    }
}
