//! Six claims about crypto and technology shares, each judged by rules that were fixed before looking at any data.
//!
//! The rules give a verdict on the prices at hand, for the columns that stand for the claim's words; why something is so is
//! beyond them. Absence of significance is never a contradiction.

mod altcoins;
mod bitcoin_size;
mod carried;
mod fluctuation;
mod joint_fall;
mod lens;
mod pandemic;
mod quarters;
mod robustness;
mod top_sector;

pub use altcoins::{AltcoinLens, Altcoins};
pub use bitcoin_size::MARGIN;
pub use bitcoin_size::{SizeLens, SmallAgainstLarge};
pub use carried::{Carried, CarryingDay};
pub use fluctuation::{FEWEST_QUARTERS, Fluctuation, NAMED_YEARS, YearEstimate};
pub use joint_fall::{DayOut, JointFall, TAIL, joint_fall};
pub use pandemic::{Block, Pandemic, Shift};
pub use quarters::{Quarter, QuarterlySlope, QuarterlyWays, Quarters};
pub use robustness::{Question, Robustness, Variant, opposes};
pub use top_sector::{RivalRow, TopSector, TopSectorLens};

use lens::Lenses;
use serde::Serialize;

use super::composites::Averaging;
use super::standing::Draws;
use crate::date::Date;
use sectorscope_stats::Undefined;
use sectorscope_stats::correlation::cross_correlation::{cross_correlation, label_shift};
use sectorscope_stats::inference::hac::default_lags;

/// Level of every test.
pub const LEVEL: f64 = 0.05;
/// Fewest returns after the pandemic began for any verdict.
pub const FEWEST_RETURNS: usize = 250;
/// Lags of the test for shifted labels, on either side.
const LABEL_LAGS: usize = 3;

/// Prices on the days that all series share, one column each, all as long as `dates`, without gaps.
#[derive(Clone, Debug)]
pub struct ClaimPrices<'a> {
    /// Rising days.
    pub dates: &'a [Date],
    /// Bitcoin.
    pub bitcoin: &'a [f64],
    /// Other coins.
    pub altcoins: Vec<&'a [f64]>,
    /// Equity sectors that are compared with one another.
    pub sectors: Vec<&'a [f64]>,
    /// Which sector stands for small technology companies.
    pub small_tech: Option<usize>,
    /// Which sector stands for the largest technology companies.
    pub large_tech: Option<usize>,
    /// Which sector stands for technology as a whole.
    pub tech: Option<usize>,
    /// The broad market.
    pub market: Option<&'a [f64]>,
}

/// The two days that divide the data.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ClaimDates {
    /// First day of the pandemic; returns from this day on are after it.
    pub pandemic: Date,
    /// Day on which the claims were made.
    pub note: Date,
}

/// What the data say of a claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// The claim holds beyond chance.
    Supported,
    /// Its opposite holds beyond chance.
    Contradicted,
    /// Neither.
    Inconclusive,
    /// A series that the claim speaks of is missing.
    NotTestable,
}

impl Verdict {
    /// Stable code, as used in reports.
    pub fn code(self) -> &'static str {
        match self {
            Verdict::Supported => "supported",
            Verdict::Contradicted => "contradicted",
            Verdict::Inconclusive => "inconclusive",
            Verdict::NotTestable => "not-testable",
        }
    }
}

/// Why a verdict is not a plain one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// Days of the crypto series seem to be labelled wrongly.
    LabelShift,
    /// Too few returns after the pandemic began.
    InsufficientData,
    /// Raw returns and returns in units of their volatility say different things.
    VolatilityWeighting,
    /// A series that the claim speaks of is missing.
    MissingSeries(&'static str),
    /// A statistic has no value.
    Undefined(Undefined),
}

impl Reason {
    /// Stable code, as used in reports.
    pub fn code(self) -> &'static str {
        match self {
            Reason::LabelShift => "label_shift",
            Reason::InsufficientData => "insufficient_data",
            Reason::VolatilityWeighting => "depends on volatility weighting",
            Reason::MissingSeries(_) => "missing_series",
            Reason::Undefined(reason) => reason.code(),
        }
    }
}

/// A verdict, with what it rests on where the tests could be made.
#[derive(Clone, Debug, PartialEq)]
pub struct Judged<E> {
    /// The verdict.
    pub verdict: Verdict,
    /// Why it is not a plain one.
    pub reason: Option<Reason>,
    /// The numbers.
    pub evidence: Option<E>,
}

impl<E> Judged<E> {
    fn without(reason: Reason) -> Judged<E> {
        let verdict =
            if matches!(reason, Reason::MissingSeries(_)) { Verdict::NotTestable } else { Verdict::Inconclusive };
        Judged { verdict, reason: Some(reason), evidence: None }
    }

    /// The evidence's verdict, or why there is none.
    fn from(evidence: Result<E, Reason>, verdict: impl FnOnce(&E) -> (Verdict, Option<Reason>)) -> Judged<E> {
        match evidence {
            Ok(evidence) => {
                let (verdict, reason) = verdict(&evidence);
                Judged { verdict, reason, evidence: Some(evidence) }
            }
            Err(reason) => Judged::without(reason),
        }
    }
}

impl From<Undefined> for Reason {
    fn from(reason: Undefined) -> Reason {
        Reason::Undefined(reason)
    }
}

/// Evidence by raw returns, and by returns in units of their expected volatility.
#[derive(Clone, Debug, PartialEq)]
pub struct TwoLenses<E> {
    /// Raw log returns.
    pub raw: E,
    /// Devolatilised ones.
    pub devolatilised: E,
}

/// The common verdict of two lenses; inconclusive if they differ.
fn agreed(raw: Verdict, devolatilised: Verdict) -> (Verdict, Option<Reason>) {
    if raw == devolatilised { (raw, None) } else { (Verdict::Inconclusive, Some(Reason::VolatilityWeighting)) }
}

/// The claims before the data, by these steps in this order: log returns; shifted labels on the whole sample; the
/// equal-weight altcoin composite; devolatilised returns on the whole sample; the split at the pandemic; the tests.
///
/// A claim can be asked for by itself, so that prices need to cover only the series it speaks of: then no other series costs
/// it days.
#[derive(Debug)]
pub struct ClaimTests {
    lenses: Result<Lenses, Reason>,
    dates: ClaimDates,
    /// Returns.
    pub n: usize,
    /// Returns before the pandemic.
    pub n_before: usize,
    /// Returns from its first day on.
    pub n_after: usize,
    /// First and last day on which a return from the pandemic on ends.
    pub days_after: Option<(Date, Date)>,
    /// Cross-correlations of bitcoin with the market at lags of -3 to 3 days; empty where undefined.
    pub cross_correlations: Vec<f64>,
    /// Days by which crypto labels seem to be shifted.
    pub label_shift: Option<isize>,
}

impl ClaimTests {
    /// Prepares the returns. Needs prices that are positive and finite in columns of one length: otherwise every claim is
    /// inconclusive for [`Undefined::InsufficientN`]. O(n (coins + sectors)).
    pub fn new(prices: &ClaimPrices<'_>, dates: ClaimDates) -> ClaimTests {
        let lenses = Lenses::new(prices, dates.pandemic);
        let raw = lenses.as_ref().ok().map(|lenses| &lenses.raw);
        let (n, n_before) = raw.map_or((0, 0), |raw| (raw.dates.len(), raw.split));
        let cross_correlations = raw
            .and_then(|raw| cross_correlation(&raw.bitcoin, raw.market.as_deref()?, LABEL_LAGS).ok())
            .unwrap_or_default();
        ClaimTests {
            n,
            n_before,
            n_after: n - n_before,
            days_after: raw.and_then(|raw| raw.dates_after().first().copied().zip(raw.dates_after().last().copied())),
            label_shift: label_shift(&cross_correlations, n),
            cross_correlations,
            lenses,
            dates,
        }
    }

    /// The returns, where a verdict can rest on them.
    fn usable(&self) -> Result<&Lenses, Reason> {
        match &self.lenses {
            Err(reason) => Err(*reason),
            Ok(_) if self.label_shift.is_some() => Err(Reason::LabelShift),
            Ok(_) if self.n_after < FEWEST_RETURNS => Err(Reason::InsufficientData),
            Ok(lenses) => Ok(lenses),
        }
    }

    /// Does bitcoin move most with small technology companies? O(n sectors lags), as all that follow.
    pub fn bitcoin_top(&self) -> Judged<TopSector> {
        Judged::from(self.usable().and_then(top_sector::of_bitcoin), TopSector::verdict)
    }

    /// Do the altcoins, as their composite?
    pub fn altcoins_top(&self) -> Judged<TopSector> {
        Judged::from(self.usable().and_then(top_sector::of_composite), TopSector::verdict)
    }

    /// Are the altcoins on average less correlated with them than bitcoin is?
    pub fn altcoins_lower(&self) -> Judged<Altcoins> {
        Judged::from(self.usable().and_then(altcoins::evidence), Altcoins::verdict)
    }

    /// Is bitcoin more correlated with small technology companies than with the largest?
    pub fn small_against_large(&self) -> Judged<SmallAgainstLarge> {
        Judged::from(self.usable().and_then(bitcoin_size::evidence), SmallAgainstLarge::verdict)
    }

    /// Has bitcoin's correlation with the market been positive since the pandemic began?
    pub fn since_pandemic(&self) -> Judged<Pandemic> {
        Judged::from(self.usable().and_then(pandemic::evidence), |evidence| (evidence.verdict(), None))
    }

    /// Does it fluctuate, and is it higher when technology does much better or worse than the market?
    pub fn fluctuation(&self) -> Judged<Fluctuation> {
        let evidence = self.usable().and_then(|lenses| fluctuation::evidence(lenses, self.dates));
        Judged::from(evidence, |evidence| (evidence.verdict(), None))
    }

    /// The question behind a claim, asked in other ways; what a verdict rests on is not changed by them.
    ///
    /// # Errors
    ///
    /// Why no verdict can rest on the prices. A way without a value says so in its element. O((lags + replicates) n coins).
    pub fn robustness(&self, question: Question, draws: Draws) -> Result<Vec<Robustness>, Reason> {
        robustness::ask(self.usable()?, self.dates, question, draws)
    }

    /// The days that speak most for the answer to a question, and how few of them carry it.
    ///
    /// # Errors
    ///
    /// Why there is no answer. O(log n (lags + coins) n).
    pub fn carried(&self, question: Question) -> Result<Carried, Reason> {
        carried::carried(self.usable()?, question)
    }

    /// The question of the altcoins' top sector, with another series in place of their equal-weight index: its levels, on the last
    /// of the days of the prices, or why it has none.
    ///
    /// # Errors
    ///
    /// Why no verdict can rest on the prices. O(n sectors lags).
    pub fn altcoins_top_averaged(
        &self,
        averaging: Averaging,
        levels: Result<&[f64], Undefined>,
        draws: Draws,
    ) -> Result<Robustness, Reason> {
        robustness::ask_otherwise_averaged(self.usable()?, averaging, levels, draws)
    }

    /// Number of the sector that each altcoin alone has the highest correlation of raw returns with; none where a correlation is
    /// undefined. Not a test. O(n altcoins sectors).
    ///
    /// # Errors
    ///
    /// Why no verdict can rest on the prices.
    pub fn altcoin_tops(&self) -> Result<Vec<Option<usize>>, Reason> {
        Ok(top_sector::of_each_altcoin(&self.usable()?.raw))
    }

    /// Lags in long-run variances from the pandemic on.
    pub fn lags(&self) -> usize {
        default_lags(self.n_after)
    }
}

/// Stretches of days that belong together, with their rows.
fn stretches<'a>(
    days: &'a [Date],
    together: impl Fn(&Date, &Date) -> bool + 'a,
) -> impl Iterator<Item = (std::ops::Range<usize>, &'a [Date])> {
    let mut from = 0;
    days.chunk_by(move |a, b| together(a, b)).map(move |days| {
        let rows = from..from + days.len();
        from = rows.end;
        (rows, days)
    })
}

#[cfg(test)]
mod tests;
