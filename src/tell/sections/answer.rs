//! The first thing that is read: whether bitcoin moves with small-cap tech, and whether with that most. The plain question comes
//! before the comparison, and both are of the same returns. Where the first claim cannot be asked, the ranking answers instead.

use super::brief::asked_otherwise;
use crate::number::{count, days, difference, effect, fixed, interval, ordinal, percent};
use crate::study::casting::{Casting, Role};
use crate::study::claim::{Evidence, Finding, LEVEL, Level, NEGLIGIBLE, TopSectorEvidence, TopSectorLens, Verdict};
use crate::study::estimate::Estimate;
use crate::study::ranking::{Ranking, RankingRow};
use crate::study::settings::Settings;
use crate::study::study::Study;
use crate::tell::basis::{measure, periods};
use crate::tell::document::{Block, Fact, PlainAnswer, Section, Stood, VerdictMark};
use crate::tell::names::{Names, capitalised};

/// Where the answer in words stands.
pub(crate) const ANSWER: &str = "answer";

/// The first claim as the answer, with its rule and how its verdict stood over time; none where it cannot be the answer.
pub(super) fn of_claim(study: &Study<'_>, claim: &Finding) -> Option<Section> {
    let mut section = can_answer(study, claim).then(|| in_short(study, claim))?;
    section.blocks.push(Block::Text(format!("Rule: {}", claim.rule)));
    section.blocks.extend(stood(claim));
    Some(section)
}

/// Whether the claim can be tested, and sectors are ranked by what it speaks of.
pub(super) fn can_answer(study: &Study<'_>, claim: &Finding) -> bool {
    let bitcoin = claim.roles.get(Role::Bitcoin.key()).and_then(|ids| ids.first());
    let reference = study.roster.reference().ok();
    claim.verdict != Verdict::NotTestable && bitcoin.is_some_and(|id| reference.is_some_and(|of| of.id == *id))
}

/// The claim as the answer: what is known plainly, then the verdict with what it rests on.
pub(super) fn in_short(study: &Study<'_>, claim: &Finding) -> Section {
    let (Evidence::TopSector(evidence), Some(bitcoin)) = (&claim.evidence, claim.roles.get(Role::Bitcoin.key())) else {
        let blocks = vec![Block::Verdict(VerdictMark::from(claim.verdict)), Block::Statement(claim.sentence.clone())];
        return Section::new(ANSWER, &claim.question, blocks);
    };
    let Some(lens) = evidence.lenses.raw.as_ref() else { return Section::new(ANSWER, &claim.question, Vec::new()) };
    let rivals = lens.rivals.iter().map(|rival| rival.id.as_str());
    let names = Names::of(study, rivals.chain(bitcoin.iter().map(String::as_str)).chain([evidence.claimed.as_str()]));
    let claimed = names.spoken(&evidence.claimed);
    let asset = bitcoin.first().map_or_else(|| "bitcoin".to_owned(), |id| names.spoken(id));
    let mut blocks = vec![
        Block::Answer(plainly(&lens.claimed)),
        Block::Heading(claim.question.clone()),
        Block::Statement(standing(claim, evidence, lens, &names)),
        Block::Verdict(VerdictMark::from(claim.verdict)),
        Block::Facts(facts(claim, evidence, lens, &names)),
    ];
    blocks.extend(as_fixed(study.settings).map(Block::Text));
    Section::new(ANSWER, format!("Does {asset} move with {claimed}?"), blocks)
}

/// That the settings are not the claim's, where they are others.
fn as_fixed(settings: &Settings) -> Option<String> {
    let period = settings.from.is_some_and(|from| from != settings.before_pandemic());
    let usual = Settings::default();
    let measured = (settings.frequency, settings.returns, settings.method, settings.align);
    let others = period || measured != (usual.frequency, usual.returns, usual.method, usual.align);
    others.then(|| {
        format!(
            "The claims keep to their rule, whatever is set: daily log returns, Pearson, since {}. The ranking and the pictures are as set.",
            settings.pandemic.spelled()
        )
    })
}

/// Whether two series move together at all.
fn plainly(level: &Level) -> PlainAnswer {
    let [low, high] = level.interval_95;
    let answer = match (low > 0.0, high < 0.0) {
        (true, _) if level.p_within(NEGLIGIBLE) <= LEVEL => "Hardly",
        (true, _) => "Yes",
        (_, true) => "No, against it",
        _ if level.p_within(NEGLIGIBLE) <= LEVEL => "No",
        _ => "Cannot tell",
    };
    PlainAnswer { answer: answer.into(), number: fixed(level.r, 2), interval: covered(0.95, Some(low), Some(high)) }
}

/// An interval with its coverage: `95 %: 0.28 to 0.51`.
fn covered(confidence: f64, low: Option<f64>, high: Option<f64>) -> String {
    format!("{}: {}", percent(confidence), interval(low, high, 2))
}

/// Where the claimed series stands among the others, as the verdict has it.
fn standing(claim: &Finding, evidence: &TopSectorEvidence, lens: &TopSectorLens, names: &Names) -> String {
    let rank = 1 + lens.rivals.iter().filter(|rival| rival.r > lens.claimed.r).count();
    let place = format!("{} of {}", ordinal(rank), count(evidence.sectors));
    match claim.verdict {
        Verdict::Supported => format!("Yes: {place}, ahead of every other beyond chance."),
        Verdict::Contradicted => {
            format!("No: {place}, and {} is ahead beyond chance.", names.spoken(&evidence.closest_rival))
        }
        _ => match evidence.first_place.could_be_first.len() {
            1 => format!("Cannot tell: {place}, and only one could be first."),
            several => format!("Cannot tell: {place}, and {} could be first.", count(several)),
        },
    }
}

fn facts(claim: &Finding, evidence: &TopSectorEvidence, lens: &TopSectorLens, names: &Names) -> Vec<Fact> {
    let mut facts = Vec::new();
    if let Some(effect) = claim.effect {
        let ahead = if effect < 0.0 { "Behind" } else { "Ahead of" };
        let name = format!("{ahead} {}", names.spoken(&evidence.closest_rival));
        let lead = covered(claim.confidence.unwrap_or(0.90), claim.low, claim.high);
        facts.push(Fact::new(name, format!("{} ({lead})", difference(effect))).by("differences"));
    }
    if let Some(found) = claim.detectable {
        facts.push(Fact::new("These data would have found", format!("a lead of {}", effect(found))).by("detectable"));
    }
    let returns = format!("{} daily, {}", count(lens.claimed.n), days(claim.first, claim.last));
    facts.push(Fact::new("Returns", returns).by("sample"));
    facts.push(Fact::new("Asked in other ways", asked_otherwise(claim).unwrap_or_else(|| "…".to_owned())).by("ways"));
    facts
}

/// The verdict as it stood at the end of each quarter; nothing where that was not asked for.
pub(super) fn stood(claim: &Finding) -> Option<Block> {
    let points = claim.history.iter().map(|point| {
        let mark = VerdictMark::from(point.said.verdict);
        Stood { day: point.day.to_string(), verdict: mark }
    });
    (claim.history.len() > 1).then(|| Block::Stood(points.collect()))
}

/// The ranking as the answer.
pub(super) fn of_ranking(study: &Study<'_>, found: &Ranking) -> Section {
    let ids = found.rows.iter().map(|row| row.id.as_str()).chain([found.reference.as_str()]);
    let names = Names::of(study, ids);
    let reference = names.spoken(&found.reference);
    let Some((top, r)) = found.rows.first().and_then(|top| Some((top, top.estimate.r?))) else {
        return Section::new(ANSWER, "No series that changes can be ranked.", Vec::new());
    };
    let alone = found.rows.len() == 1;
    let Estimate { low, high, .. } = top.estimate;
    let answer = match low.zip(high) {
        _ if !alone => String::new(),
        Some((low, _)) if low > 0.0 => "Yes".to_owned(),
        Some((_, high)) if high < 0.0 => "No, against it".to_owned(),
        _ => "Cannot tell".to_owned(),
    };
    let title = if alone {
        format!("Does {reference} move with {}?", called(&names, &top.id))
    } else {
        format!("Which sector does {reference} move with most?")
    };
    let answer = if alone { answer } else { capitalised(&called(&names, &top.id)) };
    let mut blocks = vec![Block::Answer(PlainAnswer {
        answer: answer.into(),
        number: fixed(r, 2),
        interval: covered(study.settings.confidence, low, high),
    })];
    blocks.extend(order(found).map(Block::Text));
    let returns =
        format!("{} {}, {}", count(found.n), periods(study.settings.frequency), days(found.first, found.last));
    blocks.push(Block::Facts(vec![
        Fact::new("Measure", measure(study.settings.method)).by("measures"),
        Fact::new("Returns", returns).by("days"),
    ]));
    blocks.extend(small_tech(study, found, &names).map(Block::Text));
    Section::new(ANSWER, title, blocks)
}

/// A name with its symbol.
fn called(names: &Names, id: &str) -> String {
    let name = names.spoken(id);
    if name == id { name } else { format!("{name}, {id}") }
}

/// How firm the first place is.
fn order(found: &Ranking) -> Option<String> {
    let first = found.first_place.as_ref().map(|place| place.could_be_first.len())?;
    if found.rows.len() == 1 {
        return Some("One series does not make a ranking: add files of other sectors to compare it with.".to_owned());
    }
    Some(match first {
        1 => "It exceeds every other beyond chance.".to_owned(),
        first => format!("{} of {} could be first, so the order is uncertain.", count(first), count(found.rows.len())),
    })
}

/// Where small technology companies stand, unless they are first.
fn small_tech(study: &Study<'_>, found: &Ranking, names: &Names) -> Option<String> {
    let casting = Casting::new(&study.roster).ok()?;
    let id = casting.one(Role::SmallTech).map(|member| member.id.as_str());
    let place = |row: &RankingRow| Some(row.id.as_str()) == id;
    match found.rows.iter().position(place) {
        Some(0) => None,
        Some(place) => {
            let row = found.rows.get(place)?;
            Some(format!(
                "{} is {} of {}: {} ({}).",
                capitalised(&called(names, &row.id)),
                ordinal(place + 1),
                count(found.rows.len()),
                fixed(row.estimate.r, 2),
                interval(row.estimate.low, row.estimate.high, 2)
            ))
        }
        None => Some("To place small-cap tech, add a small-cap technology series, or mark one of yours.".to_owned()),
    }
}
