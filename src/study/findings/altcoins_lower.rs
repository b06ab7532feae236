//! Are altcoins on average less correlated with small-cap tech than bitcoin is?

use serde_json::json;

use super::hearing::{Columns, Hearing, Role, evidence, needed, split_sentence};
use super::recast::{Word, recast};
use super::words::{difference, number, p_value, sample};
use super::{Finding, LensFinding};
use crate::study::claims::{AltcoinLens, LEVEL, Question, Reason, Verdict};
use sectorscope_stats::inference::fisher::two_sided_quantile;

const RULE: &str = "Supported where the mean of the altcoins' correlations lies below bitcoin's beyond chance (one-sided p at most 0.05), \
                    contradicted where it lies above, by raw returns and by returns in units of their volatility alike; otherwise \
                    inconclusive.";

#[expect(clippy::too_many_lines, reason = "one claim from its cast to its words")]
pub(super) fn finding(hearing: &Hearing<'_>) -> Finding {
    let mut finding =
        Finding::new("altcoins-lower", "Do altcoins move with small-cap tech less than bitcoin does?", RULE);
    let roles = [Role::Bitcoin, Role::Altcoins, Role::SmallTech];
    let (true, Some(bitcoin), Some(tech)) =
        (hearing.cast(&mut finding, &roles), hearing.roles.bitcoin, hearing.roles.small_tech)
    else {
        return finding;
    };
    let coins = &hearing.roles.altcoins;
    let columns = Columns {
        bitcoin,
        altcoins: coins.clone(),
        sectors: vec![tech],
        small_tech: Some(tech),
        large_tech: None,
        tech: None,
        market: hearing.roles.market.filter(|market| market.id != tech.id),
    };
    let case = hearing.case(&columns, hearing.dates);
    hearing.measure(&mut finding, &case);
    let judged = case.tests.altcoins_lower();
    finding.judged(judged.verdict, judged.reason);
    finding.effect_is = format!("mean correlation of the altcoins with {} less that of {}", tech.id, bitcoin.id);
    let Some(found) = &judged.evidence else {
        hearing.without_evidence(&mut finding, &case, judged.reason.unwrap_or(Reason::InsufficientData));
        finding.take_days(case.costliest);
        return finding;
    };
    let (raw, second) = (&found.0.raw, &found.0.devolatilised);
    let lens = |name, of: &AltcoinLens| LensFinding::new(name, of.verdict(), of.difference, of.se, of.p_less);
    finding.take_lenses(vec![lens("raw", raw), lens("devolatilised", second)]);
    let ending = match (judged.verdict, judged.reason) {
        (Verdict::Supported, _) => format!("Supported: lower beyond chance ({}).", p_value(raw.p_less)),
        (Verdict::Contradicted, _) => format!("Contradicted: higher beyond chance ({}).", p_value(raw.p_greater)),
        (_, Some(Reason::VolatilityWeighting)) => {
            format!("Inconclusive: {}.", split_sentence(raw.verdict(), second.verdict()))
        }
        _ => "Inconclusive: the difference may be chance.".to_owned(),
    };
    finding.sentence = format!(
        "The correlations of {} altcoins with {} differ from that of {} by {} on average (95 % interval {} to {}; {}). {ending}",
        coins.len(),
        tech.id,
        bitcoin.id,
        difference(raw.difference),
        number(finding.low.unwrap_or(0.0)),
        number(finding.high.unwrap_or(0.0)),
        sample(case.tests.n_after, case.tests.days_after),
    );
    if judged.verdict == Verdict::Inconclusive {
        finding.needed = needed(raw.difference, raw.se, case.tests.n_after);
    }
    let half_width = two_sided_quantile(1.0 - LEVEL) * raw.composite_se;
    finding.caveats.push(format!(
        "{} one equal-weight index they differ from {} by {} (95 % interval {} to {}), since what is peculiar to single coins averages \
         out in it.",
        if raw.depends_on_averaging() { "It depends on how altcoins are averaged: as" } else { "Averaged the other way, as" },
        bitcoin.id,
        difference(raw.composite_difference),
        number(raw.composite_difference - half_width),
        number(raw.composite_difference + half_width),
    ));
    finding.caveats.push(format!(
        "{}; the note spoke of the Russell 2000 technology sector.",
        Hearing::called(tech, "small-cap tech")
    ));
    finding.caveats.extend(hearing.about_altcoins());
    hearing.cross_examine(&mut finding, &case, Question::AltcoinsLower);
    finding.robustness.extend(recast(hearing, &columns, &[Word::SmallTech], hearing.dates, |tests| {
        let found = tests.altcoins_lower().evidence?.0.raw;
        Some((found.difference, found.difference / found.se))
    }));
    let one = |of: &AltcoinLens| {
        json!({ "difference": of.difference, "se": of.se, "p_less": of.p_less, "p_greater": of.p_greater,
            "composite_difference": of.composite_difference, "composite_se": of.composite_se, "composite_p_less": of.composite_p_less })
    };
    finding.evidence = evidence(vec![("raw", one(raw)), ("devolatilised", one(second))]);
    finding.take_days(case.costliest);
    finding
}
