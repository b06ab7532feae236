//! Each claim in a row: what it comes to in a sentence, the number that it turns on, and whether it holds when it is asked otherwise.

use crate::number::{change, count, counted, difference, effect, fixed, percentage};
use crate::study::casting::Role;
use crate::study::claim::{
    AltcoinsLowerEvidence, Evidence, Finding, JointFallEvidence, MoreCorrelatedEvidence, PeaksEvidence,
    PositiveSinceEvidence, TopSectorEvidence, Verdict,
};
use crate::study::study::Study;
use crate::tell::document::{Brief, VerdictMark};
use crate::tell::names::{Names, capitalised};

/// A claim as a row.
pub(super) fn brief(study: &Study<'_>, claim: &Finding) -> Brief {
    let returns = if claim.n > 0 && claim.effect.is_some() { counted(claim.n as u64, "return") } else { String::new() };
    Brief {
        verdict: VerdictMark::from(claim.verdict),
        text: text(study, claim).unwrap_or_else(|| without_verdict(&claim.sentence)),
        number: claim.effect.map(effect),
        number_is: claim.effect.map_or("", |_| number_is(&claim.evidence)),
        value: claim.effect.filter(|_| claim.low.is_some()),
        low: claim.low,
        high: claim.high,
        basis: returns,
        ways: asked_otherwise(claim).unwrap_or_default(),
    }
}

/// What the number is that a claim turns on, in a word or two; the claim's table says it in full.
fn number_is(evidence: &Evidence) -> &'static str {
    match evidence {
        Evidence::TopSector(_) => "lead",
        Evidence::AltcoinsLower(_) | Evidence::MoreCorrelated(_) => "difference",
        Evidence::PositiveSince(_) => "correlation",
        Evidence::PeaksWithTech(_) | Evidence::NamedYears(_) => "difference of z",
        Evidence::JointFall(_) => "bitcoin's return",
        Evidence::BeyondMarket(_) => "partial correlation",
        Evidence::None => "",
    }
}

/// How often the claim is decided when it is asked in other ways; none where that was not asked for.
pub(super) fn asked_otherwise(claim: &Finding) -> Option<String> {
    let of = claim.robustness.len();
    if of == 0 {
        return None;
    }
    let say = |verdict: Verdict| count(claim.robustness.iter().filter(|row| row.said.verdict == verdict).count());
    let (supported, contradicted) = (say(Verdict::Supported), say(Verdict::Contradicted));
    let of = count(of);
    Some(match claim.verdict {
        Verdict::Supported => format!("supported in {supported} of {of}"),
        Verdict::Contradicted => format!("contradicted in {contradicted} of {of}"),
        _ if contradicted == "0" => format!("supported in {supported} of {of}"),
        _ => format!("supported in {supported}, contradicted in {contradicted} of {of}"),
    })
}

/// The verdict's word stands beside already.
fn without_verdict(sentence: &str) -> String {
    let bare =
        sentence.split_once(": ").filter(|(word, _)| matches!(*word, "Withheld" | "Not testable" | "Inconclusive"));
    bare.map_or_else(|| sentence.to_owned(), |(_, rest)| capitalised(rest))
}

/// What was found, in the claim's own words; none where nothing was measured.
fn text(study: &Study<'_>, claim: &Finding) -> Option<String> {
    let ids = |role: Role| claim.roles.get(role.key()).map_or(&[][..], Vec::as_slice);
    let all: Vec<&str> = claim.roles.values().flatten().map(String::as_str).collect();
    let names = Names::of(study, all);
    let name = |role: Role| ids(role).first().map_or_else(|| role.words().to_owned(), |id| names.spoken(id));
    match &claim.evidence {
        Evidence::TopSector(found) => top_sector(found, ids(Role::Altcoins).len(), &names),
        Evidence::AltcoinsLower(found) => altcoins_lower(found),
        Evidence::MoreCorrelated(found) => {
            let named = claim.roles.contains_key(Role::With.key());
            let (with, than) = if named { (Role::With, Role::Than) } else { (Role::SmallTech, Role::LargeTech) };
            more_correlated(found, &name(with), &name(than))
        }
        Evidence::PositiveSince(found) => positive_since(found),
        Evidence::PeaksWithTech(found) => peaks(found),
        Evidence::JointFall(found) => Some(joint_fall(found, &name(Role::Tech))),
        Evidence::BeyondMarket(found) => {
            let lens = found.lenses.first().ok()?;
            Some(format!("{} without the market's part, {} with it.", effect(lens.partial.r), effect(lens.plain.r)))
        }
        Evidence::NamedYears(_) | Evidence::None => None,
    }
}

fn top_sector(found: &TopSectorEvidence, altcoins: usize, names: &Names) -> Option<String> {
    let lens = found.lenses.first().ok()?;
    let rival = lens.closest_rival()?;
    let whose =
        if altcoins > 0 { format!("Index of {}: ", counted(altcoins as u64, "altcoin")) } else { String::new() };
    Some(format!(
        "{whose}{} with {}, {} with {}; {} of {} could be first.",
        fixed(lens.claimed.r, 2),
        names.spoken(&found.claimed),
        fixed(rival.r, 2),
        names.spoken(&rival.id),
        count(found.first_place.could_be_first.len()),
        count(found.sectors)
    ))
}

fn altcoins_lower(found: &AltcoinsLowerEvidence) -> Option<String> {
    let lens = found.lenses.first().ok()?;
    Some(format!(
        "{}: {} than bitcoin on average; their index: {}.",
        counted(found.coins.len() as u64, "altcoin"),
        apart(lens.mean.difference),
        apart(lens.index.difference)
    ))
}

/// A difference in words, without a sign that would turn them round.
fn apart(value: f64) -> String {
    format!("{} {}", effect(value.abs()), if value < 0.0 { "lower" } else { "higher" })
}

fn more_correlated(found: &MoreCorrelatedEvidence, with: &str, than: &str) -> Option<String> {
    let lens = found.lenses.first().ok()?;
    let volatility = found
        .lenses
        .devolatilised
        .as_ref()
        .filter(|_| found.lenses.raw.is_some())
        .map_or_else(String::new, |lens| format!(", {} in units of volatility", difference(lens.less.difference)));
    Some(format!(
        "{} with {with}, {} with {than}: {} on returns as they are{volatility}.",
        fixed(lens.first.r, 2),
        fixed(lens.second.r, 2),
        difference(lens.less.difference)
    ))
}

fn positive_since(found: &PositiveSinceEvidence) -> Option<String> {
    let lens = found.lenses.first().ok()?;
    let before =
        lens.shift.as_ref().map_or_else(String::new, |shift| format!(", from {} before", fixed(shift.before.r, 2)));
    Some(format!(
        "{}{before}; {} of {} half-years positive.",
        fixed(lens.after.r, 2),
        count(lens.positive),
        count(lens.half_years.len())
    ))
}

fn peaks(found: &PeaksEvidence) -> Option<String> {
    let lens = found.lenses.first().ok()?;
    let (contrast, slope) = (lens.years.contrast.as_ref()?, lens.quarters.slope.as_ref()?);
    Some(format!(
        "2020, 2022 and 2024 differ by {} (Fisher's z); over {}, {} per 10 points of tech's lead or lag.",
        difference(contrast.difference),
        counted(lens.quarters.all.len() as u64, "quarter"),
        difference(0.1 * slope.slope)
    ))
}

fn joint_fall(found: &JointFallEvidence, tech: &str) -> String {
    let lower = |p: f64| percentage(1.0 - p);
    format!(
        "{} by {}, lower than {} of such days; bitcoin by {}, lower than {}.",
        capitalised(tech),
        change(found.tech.r),
        lower(found.tech.p_lower),
        change(found.bitcoin.r),
        lower(found.bitcoin.p_lower)
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_difference_in_words_has_no_sign() {
        assert_eq!([apart(-0.09), apart(0.09), apart(-0.002)], ["0.09 lower", "0.09 higher", "0.002 lower"]);
    }
}
