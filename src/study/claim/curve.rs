//! The specification curve: every claim under every reasonable combination of choices, judged by its own rule, to see whether an
//! answer depends on one choice. Its point with the claim's own choices is the claim. Source: Simonsohn, Simmons &
//! Nelson 2020, Nature Human Behaviour 4:1208.

use std::collections::BTreeSet;
use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::ask::{Ground, Said, cast_of};
use super::claim::Claim;
use super::claims;
use super::robustness::cast_by;
use super::sample::Sampler;
use super::verdict::Verdict;
use super::way::{Association, Basis, CastVariant, Errors, Lenses, Way};
use crate::date::Date;
use crate::error::Error;
use crate::panel::AlignPolicy;
use crate::returns::{Frequency, ReturnKind};
use crate::study::casting::Casting;
use crate::study::study::Study;
use sectorscope_stats::pause::pause;
use sectorscope_stats::quantile::quantile;

/// One combination of choices.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Specification {
    /// Period of a return, kind of return, calendars.
    #[serde(flatten)]
    pub basis: Basis,
    /// The measure.
    pub association: Association,
    /// By which returns it is judged.
    pub lenses: Lenses,
    /// Where standard errors come from.
    pub errors: Errors,
    /// First day of the rows; the claim's own where none is named.
    pub from: Option<Date>,
    /// Last day of the rows; the last there is where none is named.
    pub to: Option<Date>,
    /// Whether the next best series stand for the claim's words, where there are any.
    pub next_best: bool,
}

/// What one combination says of one claim.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct CurvePoint {
    /// The claim's id.
    pub claim: String,
    /// The combination's number; 0 is the claim's own way.
    pub specification: usize,
    /// What the claim's rule says of it.
    #[serde(flatten)]
    pub said: Said,
}

/// What all combinations say of one claim. Combinations that come to the very same numbers count once.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct CurveSummary {
    /// The claim's id.
    pub claim: String,
    /// The claim as a question.
    pub question: String,
    /// Combinations.
    pub combinations: usize,
    /// Different answers among them: what follows counts these.
    pub distinct: usize,
    /// That support the claim.
    pub supported: usize,
    /// That contradict it.
    pub contradicted: usize,
    /// That have too few returns, years or quarters to judge.
    pub too_few: usize,
    /// Median number.
    pub median: Option<f64>,
    /// Lowest and highest number.
    pub range: Option<[f64; 2]>,
}

/// The whole curve.
#[derive(Clone, Debug, Serialize)]
pub struct Curve {
    /// The combinations, by their number.
    pub specifications: Vec<Specification>,
    /// What they say, claim by claim, in the order of the combinations.
    pub points: Vec<CurvePoint>,
    /// What it comes to.
    pub summaries: Vec<CurveSummary>,
}

/// Measure, lenses, errors: ranks have the raw lens alone; each lens of Pearson's alone; Newey and West's errors for comparison.
const MEASURES: [(Association, Lenses, Errors); 6] = [
    (Association::Pearson, Lenses::Both, Errors::Cosine),
    (Association::Pearson, Lenses::Raw, Errors::Cosine),
    (Association::Pearson, Lenses::Devolatilised, Errors::Cosine),
    (Association::Pearson, Lenses::Both, Errors::NeweyWest),
    (Association::Spearman, Lenses::Both, Errors::Cosine),
    (Association::Kendall, Lenses::Both, Errors::Cosine),
];

/// All combinations, in a fixed order, the claims' own first: 576, and as many with the next best series.
pub fn specifications(study: &Study<'_>) -> Vec<Specification> {
    let settings = study.settings;
    let first = |year: i32, month: u32| Date::from_ymd(year, month, 1);
    let froms = [None, first(2020, 4), first(2021, 1), first(2022, 1)];
    let tos = [None, Some(Date::from_days(settings.note.days() - 1))];
    let mut all = Vec::new();
    for next_best in [false, true] {
        for frequency in [Frequency::Daily, Frequency::Weekly] {
            for returns in [ReturnKind::Log, ReturnKind::Simple] {
                for align in [AlignPolicy::Shared, AlignPolicy::ReturnsFirst, AlignPolicy::ForwardFill] {
                    for (association, lenses, errors) in MEASURES {
                        for from in froms {
                            for to in tos {
                                let basis = Basis { frequency, returns, align };
                                all.push(Specification { basis, association, lenses, errors, from, to, next_best });
                            }
                        }
                    }
                }
            }
        }
    }
    all
}

/// Combinations that share their returns: this many come after one another.
pub const ON_ONE_BASIS: usize = MEASURES.len() * 8;

/// What the combinations with these numbers say of every claim that may speak.
///
/// # Errors
///
/// `unknown-series` where the settings name one that is not there.
pub async fn points(study: &Study<'_>, numbers: Range<usize>) -> Result<Vec<CurvePoint>, Error> {
    let ground = Ground::new(study).await?;
    let own = study.settings.claims.iter().enumerate().map(|(number, claim)| claim.claim(number + 1));
    let all: Vec<Box<dyn Claim>> = claims().into_iter().chain(own).collect();
    let specifications = specifications(study);
    let mut points = Vec::new();
    let mut sampler = Sampler::new(study, Basis::default());
    let mut casts = Vec::new();
    for claim in &all {
        let cast = ground.cast(claim.as_ref())?;
        // Where the claim itself is withheld, or cannot be tested, no combination speaks for it.
        let own = ground.ask(claim.as_ref(), &cast, &sampler, &Way::default()).await;
        if own.result.is_ok() {
            casts.push((claim, cast));
        }
    }
    for (number, specification) in specifications.iter().enumerate().skip(numbers.start).take(numbers.len()) {
        let way = specification.way();
        if sampler.basis() != way.basis {
            sampler = Sampler::new(study, way.basis);
        }
        for (claim, cast) in &casts {
            let since = ground.first_day(claim.as_ref());
            let earlier = way.from.is_some_and(|from| from <= since);
            let Some(cast) = cast_by(&ground, cast, &way.cast).filter(|_| !earlier && claim.asks(&way)) else {
                continue;
            };
            let said = ground.ask(claim.as_ref(), &cast, &sampler, &way).await.said();
            points.push(CurvePoint { claim: claim.id(), specification: number, said });
            pause().await;
        }
    }
    Ok(points)
}

/// The whole curve with what it comes to.
///
/// # Errors
///
/// `unknown-series` where the settings name one that is not there.
pub async fn curve(study: &Study<'_>) -> Result<Curve, Error> {
    let specifications = specifications(study);
    let points = points(study, 0..specifications.len()).await?;
    Ok(Curve { summaries: summaries(study, &points)?, specifications, points })
}

/// What points come to, claim by claim.
///
/// # Errors
///
/// `unknown-series` where the settings name one that is not there.
pub fn summaries(study: &Study<'_>, points: &[CurvePoint]) -> Result<Vec<CurveSummary>, Error> {
    let casting = Casting::new(&study.roster)?;
    let own = study.settings.claims.iter().enumerate().map(|(number, claim)| claim.claim(number + 1));
    let mut summaries = Vec::new();
    for claim in claims().into_iter().chain(own) {
        let id = claim.id();
        let of: Vec<&CurvePoint> = points.iter().filter(|point| point.claim == id).collect();
        if !of.is_empty() {
            summaries.push(summary(id, claim.question(&cast_of(study, &casting, claim.as_ref())?), &of));
        }
    }
    Ok(summaries)
}

fn summary(claim: String, question: String, points: &[&CurvePoint]) -> CurveSummary {
    let bits = |value: Option<f64>| value.map(f64::to_bits);
    let mut seen = BTreeSet::new();
    let distinct: Vec<&Said> = points
        .iter()
        .map(|point| &point.said)
        .filter(|said| seen.insert((bits(said.effect), bits(said.p), said.n, said.verdict.code())))
        .collect();
    let count = |verdict: Verdict| distinct.iter().filter(|said| said.verdict == verdict).count();
    let effects: Vec<f64> = distinct.iter().filter_map(|said| said.effect).collect();
    let edge = |choose: fn(f64, f64) -> f64| effects.iter().copied().reduce(choose);
    CurveSummary {
        claim,
        question,
        combinations: points.len(),
        distinct: distinct.len(),
        supported: count(Verdict::Supported),
        contradicted: count(Verdict::Contradicted),
        too_few: distinct.iter().filter(|said| said.effect.is_none()).count(),
        median: quantile(&effects, 0.5).ok(),
        range: edge(f64::min).zip(edge(f64::max)).map(<[f64; 2]>::from),
    }
}

impl Specification {
    /// The combination as a way to ask.
    fn way(&self) -> Way {
        Way {
            basis: self.basis,
            association: self.association,
            lenses: self.lenses,
            errors: self.errors,
            from: self.from,
            to: self.to,
            cast: if self.next_best { CastVariant::NextBest } else { CastVariant::Own },
            ..Way::default()
        }
    }
}
