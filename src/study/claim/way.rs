//! A way to ask a claim: everything that can be chosen when its series are given, and which series are asked. The
//! claim's own way is one of them, so that a robustness row, a point of the specification curve and a quarter of the
//! history are the claim itself, asked otherwise.

use serde::Serialize;

use crate::date::Date;
use crate::panel::AlignPolicy;
use crate::returns::{Frequency, ReturnKind};
use crate::study::casting::Role;
use crate::study::composites::Averaging;

/// How prices become returns: what one sample of returns is made by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Basis {
    /// Period of a return.
    pub frequency: Frequency,
    /// Kind of return.
    pub returns: ReturnKind,
    /// How calendars come together.
    pub align: AlignPolicy,
}

/// How two columns of returns are held together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
pub enum Association {
    /// Pearson's correlation.
    #[default]
    Pearson,
    /// Spearman's rank correlation.
    Spearman,
    /// Kendall's tau-b.
    Kendall,
    /// Pearson's of the sums over the day before, the day and the day after: for days that end at different hours.
    SummedLags,
}

/// By which returns a claim is judged.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
pub enum Lenses {
    /// Raw returns and returns in units of their volatility, which must agree; with rank correlations the raw ones alone.
    #[default]
    Both,
    /// Returns as they are.
    Raw,
    /// Returns in units of their expected volatility.
    Devolatilised,
}

/// One kind of returns.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
pub enum Lens {
    /// Returns as they are.
    Raw,
    /// Returns in units of their expected volatility.
    Devolatilised,
}

/// Where standard errors come from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
pub enum Errors {
    /// Leaving out rows, the cosine variance, Student's t: what every number of the page rests on.
    #[default]
    Cosine,
    /// The plain influence, Newey and West's variance, the normal distribution: for comparison.
    NeweyWest,
}

/// Which rows of those since the claim's day are kept.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Keep {
    /// All.
    #[default]
    All,
    /// Returns of one calendar day.
    OneDay,
    /// All but those of a month, 1 to 12.
    WithoutMonth(i32, u32),
    /// All but those of a year.
    WithoutYear(i32),
    /// All but those that end on these days, which rise.
    WithoutDays(Vec<Date>),
}

/// Which series stand for the words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum CastVariant {
    /// Those of the claim.
    #[default]
    Own,
    /// Without one of the altcoins, by id.
    WithoutCoin(String),
    /// With another, by id, for a word.
    Instead(Role, String),
    /// With the next best for every word that has one.
    NextBest,
    /// With the altcoins made one in another way.
    Averaged(Averaging),
}

/// A way to ask. The default is the claim's own.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Way {
    /// How prices become returns.
    pub basis: Basis,
    /// The measure.
    pub association: Association,
    /// By which returns.
    pub lenses: Lenses,
    /// Where standard errors come from.
    pub errors: Errors,
    /// First day of the rows since; the claim's own where none is named. What lies before the claim's day stays before.
    pub from: Option<Date>,
    /// Last day of the rows; the last there is where none is named.
    pub to: Option<Date>,
    /// Which rows are kept.
    pub keep: Keep,
    /// Whether what the market explains is taken out of every series first.
    pub beyond_market: bool,
    /// Which series are asked.
    pub cast: CastVariant,
}

impl Way {
    /// The lenses to judge by: rank correlations have the raw one alone, since ranks already tame violent weeks.
    pub fn judged_by(&self) -> &'static [Lens] {
        let ranks = matches!(self.association, Association::Spearman | Association::Kendall);
        match self.lenses {
            Lenses::Both if !ranks => &[Lens::Raw, Lens::Devolatilised],
            Lenses::Devolatilised if !ranks => &[Lens::Devolatilised],
            _ => &[Lens::Raw],
        }
    }
}
