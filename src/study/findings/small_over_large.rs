//! Is bitcoin more correlated with small technology companies than with the largest?

use serde_json::json;

use super::hearing::{Columns, Hearing, Role, evidence, needed, split_sentence};
use super::recast::{Word, recast};
use super::words::{difference, number, p_value, sample};
use super::{Finding, LensFinding};
use crate::study::claims::{MARGIN, Question, Reason, SizeLens, Verdict};
use crate::study::roster::Member;

pub(super) const RULE: &str = "Supported where the first correlation exceeds the second beyond chance (one-sided p at most 0.05), contradicted where \
                    the second exceeds the first, by raw returns and by returns in units of their volatility alike; otherwise \
                    inconclusive, and practically equal where the 90 % interval lies within 0.05 of zero.";

pub(super) fn finding(hearing: &Hearing<'_>) -> Finding {
    let mut finding =
        Finding::new("small-over-large-tech", "Does bitcoin move more with small tech than with the largest?", RULE);
    let roles = [Role::Bitcoin, Role::SmallTech, Role::LargeTech];
    if let (true, Some(bitcoin), Some(small), Some(large)) =
        (hearing.cast(&mut finding, &roles), hearing.roles.bitcoin, hearing.roles.small_tech, hearing.roles.large_tech)
    {
        about(hearing, &mut finding, bitcoin, small, large, &[Word::SmallTech, Word::LargeTech]);
        finding.caveats.push(format!(
            "{}, {}; the note spoke of the Russell 2000 technology sector.",
            Hearing::called(small, "small-cap tech"),
            Hearing::called(large, "the largest")
        ));
    }
    finding
}

/// The claim that an asset is more correlated with one series than with another.
pub(super) fn about(
    hearing: &Hearing<'_>,
    finding: &mut Finding,
    asset: &Member,
    one: &Member,
    other: &Member,
    words: &[Word],
) {
    let columns = Columns {
        bitcoin: asset,
        altcoins: Vec::new(),
        sectors: vec![one, other],
        small_tech: Some(one),
        large_tech: Some(other),
        tech: None,
        market: hearing.roles.market.filter(|market| market.id != asset.id),
    };
    let case = hearing.case(&columns, hearing.dates);
    hearing.measure(finding, &case);
    let judged = case.tests.small_against_large();
    finding.judged(judged.verdict, judged.reason);
    finding.effect_is = format!("correlation of {} with {} less that with {}", asset.id, one.id, other.id);
    let Some(found) = &judged.evidence else {
        hearing.without_evidence(finding, &case, judged.reason.unwrap_or(Reason::InsufficientData));
        finding.take_days(case.costliest);
        return;
    };
    let (raw, second) = (&found.0.raw, &found.0.devolatilised);
    let lens = |name, of: &SizeLens| LensFinding::new(name, of.verdict(), of.difference, of.se, of.p_greater);
    finding.take_lenses(vec![lens("raw", raw), lens("devolatilised", second)]);
    let ending = match (judged.verdict, judged.reason) {
        (Verdict::Supported, _) => format!("Supported: more beyond chance ({}).", p_value(raw.p_greater)),
        (Verdict::Contradicted, _) => format!("Contradicted: less beyond chance ({}).", p_value(raw.p_less)),
        (_, Some(Reason::VolatilityWeighting)) => {
            format!("Inconclusive: {}.", split_sentence(raw.verdict(), second.verdict()))
        }
        _ if raw.practically_equal => {
            format!("Inconclusive, and practically equal: the 90 % interval lies within {MARGIN} of zero.")
        }
        _ => "Inconclusive: the difference may be chance.".to_owned(),
    };
    finding.sentence = format!(
        "The correlation of {} with {} less that with {} is {} (95 % interval {} to {}; {}). {ending}",
        asset.id,
        one.id,
        other.id,
        difference(raw.difference),
        number(finding.low.unwrap_or(0.0)),
        number(finding.high.unwrap_or(0.0)),
        sample(case.tests.n_after, case.tests.days_after),
    );
    if judged.verdict == Verdict::Inconclusive {
        finding.needed = needed(raw.difference, raw.se, case.tests.n_after);
    }
    hearing.cross_examine(finding, &case, Question::SmallAgainstLarge);
    finding.robustness.extend(recast(hearing, &columns, words, hearing.dates, |tests| {
        let found = tests.small_against_large().evidence?.0.raw;
        Some((found.difference, found.difference / found.se))
    }));
    let one = |of: &SizeLens| {
        json!({ "difference": of.difference, "se": of.se, "p_greater": of.p_greater, "p_less": of.p_less,
            "interval_90": [of.interval.low, of.interval.high], "practically_equal": of.practically_equal })
    };
    finding.evidence = evidence(vec![("raw", one(raw)), ("devolatilised", one(second))]);
    finding.take_days(case.costliest);
}
