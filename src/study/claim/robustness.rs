//! The same claim asked in other ways, each judged by the claim's own rule; none changes the verdict.

use serde::Serialize;

use super::ask::{Ground, Said};
use super::cast::Cast;
use super::claim::Claim;
use super::sample::Sampler;
use super::way::{Association, Basis, CastVariant, Errors, Keep, Way};
use crate::date::Date;
use crate::returns::Frequency;
use crate::study::casting::{Casting, Role};
use crate::study::composites::Averaging;
use crate::thresholds::COINS_TO_LEAVE_ONE_OUT;
use sectorscope_stats::pause::pause;

/// Words that a fund can stand for instead of another.
const FUNDS: [Role; 4] = [Role::SmallTech, Role::LargeTech, Role::Tech, Role::Market];

/// One other way to ask.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct RobustnessRow {
    /// The way, in words.
    pub way: String,
    /// What the claim's rule says of it.
    #[serde(flatten)]
    pub said: Said,
}

/// A way with its name.
type Named = (String, Way);

/// Every other way that makes sense for a claim.
pub(super) async fn robustness<'r>(
    ground: &Ground<'r>,
    sampler: &Sampler<'r>,
    claim: &dyn Claim,
    cast: &Cast<'r>,
    years: Vec<i32>,
) -> Vec<RobustnessRow> {
    let weekly = Sampler::new(ground.study, WEEKLY);
    let mut ways = measured_otherwise();
    ways.extend(periods(years, ground.study.settings.note));
    ways.extend(cast_otherwise(ground, cast));
    let mut rows = Vec::new();
    for (name, way) in ways.into_iter().filter(|(_, way)| claim.asks(way)) {
        let Some(changed) = cast_by(ground, cast, &way.cast) else { continue };
        let sampler = if way.basis == WEEKLY { &weekly } else { sampler };
        rows.push(RobustnessRow { way: name, said: ground.ask(claim, &changed, sampler, &way).await.said() });
        pause().await;
    }
    rows
}

const WEEKLY: Basis = Basis {
    frequency: Frequency::Weekly,
    returns: crate::returns::ReturnKind::Log,
    align: crate::panel::AlignPolicy::Shared,
};

fn measured_otherwise() -> Vec<Named> {
    let way = |name: &str, way: Way| (name.to_owned(), way);
    vec![
        way("by weekly returns", Way { basis: WEEKLY, ..Way::default() }),
        way("by rank correlation (Spearman)", Way { association: Association::Spearman, ..Way::default() }),
        way("with the day before and after added", Way { association: Association::SummedLags, ..Way::default() }),
        way("with the market taken out", Way { beyond_market: true, ..Way::default() }),
        way("by returns of one day only", Way { keep: Keep::OneDay, ..Way::default() }),
        way("with Newey-West errors", Way { errors: Errors::NeweyWest, ..Way::default() }),
    ]
}

fn periods(years: Vec<i32>, note: Date) -> Vec<Named> {
    let kept = |name: String, keep: Keep| (name, Way { keep, ..Way::default() });
    let mut ways = vec![kept("without March 2020".to_owned(), Keep::WithoutMonth(2020, 3))];
    ways.extend(years.into_iter().map(|year| kept(format!("without {year}"), Keep::WithoutYear(year))));
    let before = Date::from_days(note.days() - 1);
    ways.push(("before the note".to_owned(), Way { to: Some(before), ..Way::default() }));
    ways.push(("from the note on".to_owned(), Way { from: Some(note), ..Way::default() }));
    ways
}

/// Without each coin, averaged otherwise, with other funds for the words, and a sector list without what lives on crypto.
fn cast_otherwise(ground: &Ground<'_>, cast: &Cast<'_>) -> Vec<Named> {
    let with = |name: String, cast: CastVariant| (name, Way { cast, ..Way::default() });
    let mut ways = Vec::new();
    let coins = cast.all(Role::Altcoins);
    if !coins.is_empty() {
        let composites = ground.study.roster.composites();
        for averaging in
            Averaging::ALL.into_iter().filter(|way| *way != Averaging::Equal && composites.by(*way).is_some())
        {
            ways.push(with(averaging.way().to_owned(), CastVariant::Averaged(averaging)));
        }
    }
    if coins.len() >= COINS_TO_LEAVE_ONE_OUT {
        ways.extend(
            coins.iter().map(|coin| with(format!("without {}", coin.id), CastVariant::WithoutCoin(coin.id.clone()))),
        );
    }
    for (role, members) in cast.parts() {
        let Some(own) = members.first().filter(|_| *role != Role::Sectors && *role != Role::Altcoins) else { continue };
        if FUNDS.contains(role) {
            for other in ground.casting.alternatives(*role) {
                ways.push(with(
                    format!("with {} for {}", other.id, own.id),
                    CastVariant::Instead(*role, other.id.clone()),
                ));
            }
        }
        let made_of = own.made_of.as_ref();
        if let Some(other) = made_of.and_then(|made_of| made_of.without_crypto_exposed.as_ref()) {
            let left_out = made_of.map_or_else(String::new, |made_of| super::words::list(&made_of.crypto_exposed));
            ways.push(with(format!("with {} without {left_out}", own.id), CastVariant::Instead(*role, other.clone())));
        }
    }
    ways
}

/// The cast of a way; none where a series is not there, or stands for another word of the claim.
pub(super) fn cast_by<'r>(ground: &Ground<'r>, cast: &Cast<'r>, variant: &CastVariant) -> Option<Cast<'r>> {
    match variant {
        CastVariant::Own => Some(cast.clone()),
        CastVariant::Averaged(_) => (!cast.all(Role::Altcoins).is_empty()).then(|| cast.clone()),
        CastVariant::WithoutCoin(coin) => Some(cast.without_coin(coin)),
        CastVariant::Instead(role, id) => cast.instead(*role, ground.study.roster.find(id).ok()?),
        CastVariant::NextBest => next_best(&ground.casting, cast),
    }
}

/// The next best for every word that has one; none where none has.
fn next_best<'r>(casting: &Casting<'r>, cast: &Cast<'r>) -> Option<Cast<'r>> {
    let mut changed = None;
    for role in FUNDS.into_iter().filter(|role| !cast.all(*role).is_empty()) {
        let Some(other) = casting.alternatives(role).first() else { continue };
        if let Some(next) = changed.as_ref().unwrap_or(cast).instead(role, other) {
            changed = Some(next);
        }
    }
    changed
}
