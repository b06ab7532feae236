//! The claims: what the files say of each, with every other way to ask it.
//!
//! One claim, one file: its cast, its rule, what it measures, its words. Robustness, other casts, influential days, the history and
//! the specification curve are lists of [`Way`]s given to the same code ([`ask`]), so that they can neither drift from the claim nor
//! speak where it is withheld.

pub mod altcoins_lower;
pub mod ask;
pub mod beyond_market;
pub mod cast;
pub mod causes;
#[expect(clippy::module_inception, reason = "the trait that the folder is about")]
pub mod claim;
pub mod curve;
pub mod finding;
pub mod first_place;
pub mod history;
pub mod inference;
pub mod influential_days;
pub mod joint_fall;
pub mod level;
pub mod measured;
pub mod more_correlated;
pub mod named_years;
pub mod own;
pub mod peaks_with_tech;
pub mod positive_since;
pub mod quarters;
pub mod rivals;
pub mod robustness;
pub mod sample;
mod several;
mod stopped;
pub mod top_sector;
mod unmended;
pub mod verdict;
pub mod way;
pub(in crate::study) mod words;
pub mod years;

use serde::Serialize;

pub use self::altcoins_lower::{AltcoinsLowerEvidence, AltcoinsLowerLens, CoinLess};
pub use self::ask::Said;
pub use self::beyond_market::BeyondMarketEvidence;
pub use self::finding::{Finding, MissingRole, findings};
pub use self::first_place::FirstPlace;
pub use self::history::HistoryPoint;
pub use self::inference::Reader;
pub use self::influential_days::{InfluentialDay, InfluentialDays};
pub use self::joint_fall::{DayOut, JointFallEvidence};
pub use self::level::{Difference, Level};
pub use self::measured::{ByLens, LensFinding, Quantity};
pub use self::more_correlated::{MoreCorrelatedEvidence, MoreCorrelatedLens};
pub use self::named_years::NamedYearsEvidence;
pub use self::peaks_with_tech::{NAMED_YEARS, PeaksEvidence, PeaksLens};
pub use self::positive_since::{HalfYear, NEGLIGIBLE, PositiveSinceEvidence, PositiveSinceLens};
pub use self::quarters::{Quarter, QuarterlyLook, QuarterlySlope, Quarters};
pub use self::rivals::{Rival, TopSectorLens};
pub use self::robustness::RobustnessRow;
pub use self::sample::CalendarBottleneck;
pub use self::top_sector::{CoinAlone, TopSectorEvidence};
pub use self::verdict::{LEVEL, Reason, Verdict};
pub use self::way::{Association, Basis, Errors, Lens, Lenses};
pub use self::years::{Year, Years};

use self::claim::Claim;
use self::sample::Stretch;
use self::way::Way;
use crate::date::Date;
use crate::number::counted;
use crate::thresholds::RIVALS_OF_A_FIRST_PLACE;

/// Every claim of the note, in order.
pub fn claims() -> Vec<Box<dyn Claim>> {
    vec![
        Box::new(top_sector::TopSector::BITCOIN),
        Box::new(top_sector::TopSector::ALTCOINS),
        Box::new(altcoins_lower::AltcoinsLower),
        Box::new(more_correlated::MoreCorrelated::SMALL_OVER_LARGE),
        Box::new(positive_since::PositiveSince::PANDEMIC),
        Box::new(peaks_with_tech::PeaksWithTech),
        Box::new(joint_fall::JointFall),
        Box::new(causes::Causes),
    ]
}

/// What a verdict rests on, claim by claim.
#[derive(Clone, Debug, Default, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(untagged)]
pub enum Evidence {
    /// Nothing was measured.
    #[default]
    None,
    /// See [`TopSectorEvidence`].
    TopSector(Box<TopSectorEvidence>),
    /// See [`AltcoinsLowerEvidence`].
    AltcoinsLower(Box<AltcoinsLowerEvidence>),
    /// See [`MoreCorrelatedEvidence`].
    MoreCorrelated(Box<MoreCorrelatedEvidence>),
    /// See [`PositiveSinceEvidence`].
    PositiveSince(Box<PositiveSinceEvidence>),
    /// See [`PeaksEvidence`].
    PeaksWithTech(Box<PeaksEvidence>),
    /// See [`JointFallEvidence`].
    JointFall(Box<JointFallEvidence>),
    /// See [`NamedYearsEvidence`].
    NamedYears(Box<NamedYearsEvidence>),
    /// See [`BeyondMarketEvidence`].
    BeyondMarket(Box<BeyondMarketEvidence>),
}

/// More returns than this are not worth waiting for.
pub(in crate::study) const MOST_RETURNS: f64 = 5000.0;

/// What to say of few rivals.
fn enough_rivals(rivals: usize) -> Option<String> {
    (rivals < RIVALS_OF_A_FIRST_PLACE).then(|| {
        let others = counted(rivals as u64, "other sector");
        format!(
            "Only {others} {} supplied: first among these is not first among all.",
            if rivals == 1 { "was" } else { "were" }
        )
    })
}

/// How many more returns would decide a claim: for the lens, and the difference, that takes longest, 0 where there are enough;
/// none where the differences do not all point the same way, or no number of days worth waiting for would do.
fn more_returns<T>(lenses: &ByLens<T>, differences: impl Fn(&T) -> Vec<(Difference, f64)>) -> Option<f64> {
    let all: Vec<(Difference, f64)> = lenses.each().flat_map(|(_, lens)| differences(lens)).collect();
    let positive = all.iter().filter(|(of, _)| of.difference > 0.0).count();
    let negative = all.iter().filter(|(of, _)| of.difference < 0.0).count();
    if all.is_empty() || (positive != all.len() && negative != all.len()) {
        return None;
    }
    let more = all.iter().map(|(of, level)| of.more_returns(*level)).fold(0.0, f64::max);
    (more <= MOST_RETURNS).then_some(more)
}

/// The verdicts of lenses, each with its name.
fn verdicts(lenses: impl Iterator<Item = (Lens, Verdict)>) -> Vec<(Lens, Verdict)> {
    lenses.collect()
}

/// Stretches of days that belong together.
fn stretches<'s>(of: &'s Stretch, together: impl Fn(&Date, &Date) -> bool + 's) -> impl Iterator<Item = Stretch> + 's {
    let mut from = 0;
    of.days.chunk_by(together).map(move |days| {
        let rows = from..from + days.len();
        from = rows.end;
        Stretch {
            days: days.to_vec(),
            spans: of.spans.get(rows.clone()).unwrap_or(&[]).to_vec(),
            columns: of.columns.iter().map(|column| column.get(rows.clone()).unwrap_or(&[]).to_vec()).collect(),
        }
    })
}
