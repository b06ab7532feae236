//! What there is to say about the composites: which coins are in them, how they did, and how they move with bitcoin and
//! small technology companies.

use serde::Serialize;

use super::{Made, Warning, doubtful, warnings};
use crate::date::Date;
use crate::error::Error;
use crate::panel::PriceView;
use crate::returns::{ReturnKind, returns};
use crate::study::bottleneck::Bottleneck;
use crate::study::casting::{Casting, Role};
use crate::study::estimate::Estimate;
use crate::study::pairs;
use crate::study::roster::Member;
use crate::study::study::Study;
use sectorscope_stats::moments::standard_deviation;
use sectorscope_stats::portfolio::drawdown::deepest_drawdown;

/// Days of a year.
const YEAR: f64 = 365.25;

/// The composites; none with fewer than two altcoins.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct CompositesReport {
    /// Those that could be made.
    pub composites: Vec<CompositeReport>,
    /// Those that could not, and why.
    pub missing: Vec<MissingComposite>,
    /// Coins that are not altcoins, and why.
    pub passed_over: Vec<PassedOver>,
    /// What is doubtful about the coins.
    pub warnings: Vec<Warning>,
    /// What to bear in mind of any list of coins.
    pub survivors: &'static str,
}

/// One composite. Its making rests on the whole of the coins' prices, the report of its moves on the settings' period.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct CompositeReport {
    /// Id, by which it can be named as a reference, in a pair, or in a claim of one's own.
    pub id: String,
    /// Name to show.
    pub name: String,
    /// `equal`, `market-capitalisation`, `inverse-volatility` or `first-component`.
    pub scheme: &'static str,
    /// How its weights come about, in a sentence.
    pub words: &'static str,
    /// First day.
    pub first: Option<Date>,
    /// Last day.
    pub last: Option<Date>,
    /// Days on which it has a level.
    pub days: usize,
    /// The coins it is made of, by id; bitcoin first.
    pub parts: Vec<PartReport>,
    /// Largest eigenvalue of the correlation matrix over the number of coins; none for an index.
    pub explained: Option<f64>,
    /// The coin without which the component would have most days more, where that is many.
    pub bottleneck: Option<Bottleneck>,
    /// Standard deviation of the log returns between its own days, times the root of their number in a year.
    pub volatility: Option<f64>,
    /// The deepest fall from a peak; none where it never fell.
    pub drawdown: Option<DrawdownReport>,
    /// Its correlation with bitcoin.
    pub with_bitcoin: Option<With>,
    /// Its correlation with small technology companies.
    pub with_small_tech: Option<With>,
}

/// A coin in a composite.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct PartReport {
    /// Id of the coin.
    pub id: String,
    /// Day whose close first gave it a weight; none where none did.
    pub entered: Option<Date>,
    /// Day whose close took its last weight; none while it is in.
    pub left: Option<Date>,
    /// Its weight after the last day, of 1. Of the component: loading over standard deviation, sizes of all adding up to 1.
    pub weight: f64,
    /// Days on which it was in without a price, at its last one.
    pub carried: usize,
    /// Entry of the eigenvector, of length 1; none for an index.
    pub loading: Option<f64>,
}

/// A fall from a peak.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct DrawdownReport {
    /// Lowest level over the peak, less 1.
    pub depth: f64,
    /// Day of the peak.
    pub peak: Date,
    /// Day of the lowest level.
    pub trough: Date,
    /// Day on which the peak was reached again; none if it has not been.
    pub recovery: Option<Date>,
}

/// The correlation with one other series.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct With {
    /// Id of the other.
    pub id: String,
    /// The correlation, under all settings, on the days the two share.
    #[serde(flatten)]
    pub estimate: Estimate,
}

/// A composite that could not be made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct MissingComposite {
    /// The id it would have.
    pub id: &'static str,
    /// Its name.
    pub name: &'static str,
    /// Why there is none.
    pub message: String,
}

/// A coin that is not an altcoin.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct PassedOver {
    /// Id of the coin.
    pub id: String,
    /// Why, as a clause.
    pub why: &'static str,
}

/// Everything about the composites. O(coins^2 days).
///
/// # Errors
///
/// `unknown-series` where the settings name one that is not there.
pub fn composites(study: &Study<'_>) -> Result<CompositesReport, Error> {
    let roster = &study.roster;
    let casting = Casting::new(roster)?;
    let found = roster.composites();
    let (bitcoin, small_tech) = (roster.bitcoin(), casting.one(Role::SmallTech));
    let passed_over = |(member, why): &(&Member, &'static str)| PassedOver { id: member.id.clone(), why };
    let mut warnings = doubtful(study, casting.all(Role::Altcoins));
    warnings.extend(found.made.first().into_iter().flat_map(|index| warnings::ended(&index.parts)));
    // A single altcoin is not an index to speak of.
    let made = found.made.iter().filter(|_| found.several());
    Ok(CompositesReport {
        survivors: super::SURVIVORS,
        composites: made.map(|made| report(study, made, bitcoin, small_tech)).collect(),
        missing: found
            .missing
            .iter()
            .map(|(way, why)| MissingComposite { id: way.id(), name: way.name(), message: why.clone() })
            .collect(),
        passed_over: casting.passed_over.iter().map(passed_over).collect(),
        warnings,
    })
}

fn report(study: &Study<'_>, made: &Made, bitcoin: Option<&Member>, small_tech: Option<&Member>) -> CompositeReport {
    let with = |other: &Member| With { id: other.id.clone(), estimate: pairs::whole(study, &made.member, other) };
    let view = study.prices(&made.member);
    let part = |part: &super::Part| PartReport {
        id: part.id.clone(),
        entered: part.tenure.entered,
        left: part.tenure.left,
        weight: part.tenure.weight,
        carried: part.tenure.carried,
        loading: part.loading,
    };
    CompositeReport {
        id: made.member.id.clone(),
        name: made.member.name.clone(),
        scheme: made.averaging.code(),
        words: made.averaging.words(),
        first: made.levels.dates().first().copied(),
        last: made.levels.dates().last().copied(),
        days: made.levels.len(),
        parts: made.parts.iter().map(part).collect(),
        explained: made.explained,
        bottleneck: made.bottleneck.clone(),
        volatility: volatility(view),
        drawdown: drawdown(view),
        with_bitcoin: bitcoin.map(with),
        with_small_tech: small_tech.map(with),
    }
}

fn volatility(view: PriceView<'_>) -> Option<f64> {
    let (first, last) = (view.dates.first()?, view.dates.last()?);
    let moves = returns(ReturnKind::Log, view.prices);
    let years = f64::from(last.days() - first.days()) / YEAR;
    let deviation = standard_deviation(&moves).ok()?;
    Some(deviation * (moves.len() as f64 / years).sqrt())
}

fn drawdown(view: PriceView<'_>) -> Option<DrawdownReport> {
    let found = deepest_drawdown(view.prices).ok()??;
    let day = |row: usize| view.dates.get(row).copied();
    Some(DrawdownReport {
        depth: found.depth,
        peak: day(found.peak)?,
        trough: day(found.trough)?,
        recovery: found.recovery.and_then(day),
    })
}
