//! Correlations year by year, and some years held against the others.

use serde::Serialize;

use super::claim::Asked;
use super::level::{Difference, Level, welch};
use super::sample::Stretch;
use super::stretches;
use super::verdict::Reason;
use super::words::list;
use crate::date::Date;
use crate::number::{difference, effect, p_is};
use crate::study::casting::Role;
use crate::thresholds::RETURNS_OF_A_YEAR;
use sectorscope_stats::Undefined;
use sectorscope_stats::inference::homogeneity::welch_homogeneity;
use sectorscope_stats::resampling::permutation::{GroupContrast, group_contrast};
use sectorscope_stats::sum::compensated_sum;

/// One calendar year.
#[derive(Clone, Copy, Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Year {
    /// The year.
    pub year: i32,
    /// Its correlation.
    #[serde(flatten)]
    pub level: Level,
}

/// Years with enough returns, some of them named.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Years {
    /// All of them.
    pub all: Vec<Year>,
    /// Named ones among them.
    pub named: Vec<i32>,
    /// Complete ones that are not named.
    pub others: Vec<i32>,
    /// Mean of Fisher's z in the named years less that in the others; none where a side is empty.
    pub contrast: Option<Difference>,
    /// Whether all years have one correlation, by Welch's test; none with a single year.
    pub alike: Option<Alike>,
    /// Every group of as many years held against the rest: exact, but few years cannot give a small p.
    pub permuted: Option<Permuted>,
}

/// Welch's test that all years have one correlation.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Alike {
    /// The statistic.
    pub f: f64,
    /// Numerator degrees of freedom.
    pub df: usize,
    /// Denominator degrees of freedom.
    pub df_of_errors: f64,
    /// Its p-value.
    pub p: f64,
}

/// All ways to name as many years.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Permuted {
    /// Share of them that set the named years off as far.
    pub p: f64,
    /// The smallest p-value that so few years can give.
    pub smallest_p: f64,
    /// How many ways there are.
    pub assignments: u64,
}

impl Years {
    /// What the contrast comes to, as a sentence without its end.
    pub fn words(&self, asked: &Asked<'_, '_>, [asset, with]: [Role; 2], contrast: &Difference) -> String {
        let [low, high] = contrast.interval_90;
        format!(
            "Fisher's z of the correlation of {} with {} is {} in {} against {} (90 % interval {} to {}, {}; {})",
            asked.cast.name(asset),
            asked.cast.name(with),
            difference(contrast.difference),
            listed(&self.named),
            listed(&self.others),
            effect(low),
            effect(high),
            p_is(contrast.p_greater),
            asked.returns(contrast.n),
        )
    }

    /// The years of a stretch whose first two columns are held together; the others are complete years that end before a day.
    ///
    /// # Errors
    ///
    /// Why a year has no correlation.
    pub fn new(
        asked: &Asked<'_, '_>,
        stretch: &Stretch,
        named: &[i32],
        ended_before: Option<Date>,
    ) -> Result<Years, Reason> {
        let mut all = Vec::new();
        for part in stretches(stretch, |a, b| a.ymd().0 == b.ymd().0) {
            let (Some(first), true) = (part.days.first(), part.days.len() >= RETURNS_OF_A_YEAR) else { continue };
            let reader = asked.reader(part.days.len())?;
            let level = reader.level(&reader.read(&part.columns[0], &part.columns[1])?)?;
            all.push(Year { year: first.ymd().0, level });
        }
        let last = stretch.days.last().copied();
        let complete = |year: i32| {
            let end = Date::from_ymd(year, 12, 31);
            let ended = |before: Date| end.is_some_and(|end| end < before);
            match ended_before {
                Some(before) => ended(before),
                // The last days of a year may be no trading days.
                None => last.is_some_and(|last| ended(Date::from_days(last.days() + 5))),
            }
        };
        let years = || all.iter().map(|year| year.year);
        let of_named: Vec<i32> = years().filter(|year| named.contains(year)).collect();
        let others: Vec<i32> = years().filter(|year| !named.contains(year) && complete(*year)).collect();
        let z: Vec<f64> = all.iter().map(|year| year.level.z).collect();
        let se: Vec<f64> = all.iter().map(|year| year.level.se_z).collect();
        let df: Vec<usize> = all
            .iter()
            .map(|year| if year.level.df.is_finite() { year.level.df as usize } else { year.level.n })
            .collect();
        let alike = welch_homogeneity(&z, &se, &df).ok();
        Ok(Years {
            contrast: contrast(&all, &of_named, &others).ok(),
            alike: alike.map(|of| Alike { f: of.f, df: of.df, df_of_errors: of.df_of_errors, p: of.p }),
            permuted: permuted(&all, &of_named, &others).map(|of| Permuted {
                p: of.p_greater,
                smallest_p: of.smallest_p,
                assignments: of.assignments,
            }),
            all,
            named: of_named,
            others,
        })
    }
}

/// Mean z of some years less that of others, with Welch and Satterthwaite's degrees of freedom.
fn contrast(all: &[Year], named: &[i32], others: &[i32]) -> Result<Difference, Undefined> {
    let of = |years: &[i32]| -> Vec<&Level> {
        all.iter().filter(|year| years.contains(&year.year)).map(|year| &year.level).collect()
    };
    let (first, second) = (of(named), of(others));
    if first.is_empty() || second.is_empty() {
        return Err(Undefined::InsufficientN);
    }
    let mean = |levels: &[&Level]| compensated_sum(levels.iter().map(|level| level.z)) / levels.len() as f64;
    let weighed = |levels: &[&Level], sign: f64| -> Vec<f64> { vec![sign / levels.len() as f64; levels.len()] };
    let weights = [weighed(&first, 1.0), weighed(&second, -1.0)].concat();
    let parts: Vec<(f64, &Level)> = weights.into_iter().zip(first.iter().chain(&second).copied()).collect();
    Ok(welch(mean(&first) - mean(&second), &parts))
}

/// The named years held against every other choice of as many of the years that count.
fn permuted(all: &[Year], named: &[i32], others: &[i32]) -> Option<GroupContrast> {
    let counted = all.iter().filter(|year| named.contains(&year.year) || others.contains(&year.year));
    let (z, group): (Vec<f64>, Vec<bool>) = counted.map(|year| (year.level.z, named.contains(&year.year))).unzip();
    group_contrast(&z, &group).ok()
}

/// Years one after the other.
pub(super) fn listed(years: &[i32]) -> String {
    let texts: Vec<String> = years.iter().map(i32::to_string).collect();
    if texts.is_empty() { "no year".to_owned() } else { list(&texts) }
}
