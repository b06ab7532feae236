//! Has bitcoin's correlation with the market been positive since a day?

use serde_json::json;

use super::hearing::{Columns, Hearing, Role, evidence};
use super::recast::{Word, recast};
use super::words::{number, p_value, sample};
use super::{Finding, LensFinding};
use crate::date::Date;
use crate::study::claims::{Block, ClaimDates, LEVEL, Pandemic, Question, Reason, Verdict};
use crate::study::roster::Member;
use sectorscope_stats::inference::fisher::{fisher_z, two_sided_quantile};
use sectorscope_stats::special::normal::normal_sf;

pub(super) const RULE: &str = "Supported where the 95 % interval of the correlation since the day lies above zero, at least 80 % of the half years are \
                    positive and none is negative beyond chance, and the correlation has risen beyond chance (where there are 250 returns \
                    before); contradicted where the interval lies below zero or within 0.1 of it, a half year is negative beyond chance, \
                    or the correlation has fallen; otherwise inconclusive. By raw returns.";

pub(super) fn finding(hearing: &Hearing<'_>) -> Finding {
    let mut finding = Finding::new(
        "positive-since-pandemic",
        "Has bitcoin moved with the stock market ever since the pandemic began?",
        RULE,
    );
    if let (true, Some(bitcoin), Some(market)) =
        (hearing.cast(&mut finding, &[Role::Bitcoin, Role::Market]), hearing.roles.bitcoin, hearing.roles.market)
    {
        about(hearing, &mut finding, bitcoin, market, hearing.dates.pandemic, &[Word::Market]);
    }
    finding
}

/// The claim that two series have moved together since a day.
#[expect(clippy::too_many_lines, reason = "one claim from its numbers to its words")]
pub(super) fn about(
    hearing: &Hearing<'_>,
    finding: &mut Finding,
    asset: &Member,
    with: &Member,
    since: Date,
    words: &[Word],
) {
    let columns = Columns {
        bitcoin: asset,
        altcoins: Vec::new(),
        sectors: Vec::new(),
        small_tech: None,
        large_tech: None,
        tech: None,
        market: Some(with),
    };
    let dates = ClaimDates { pandemic: since, note: hearing.dates.note.max(since) };
    let case = hearing.case(&columns, dates);
    hearing.measure(finding, &case);
    let judged = case.tests.since_pandemic();
    finding.judged(judged.verdict, judged.reason);
    finding.effect_is = format!("correlation of {} with {} since {since}", asset.id, with.id);
    let Some(found) = &judged.evidence else {
        hearing.without_evidence(finding, &case, judged.reason.unwrap_or(Reason::InsufficientData));
        return;
    };
    let lens = LensFinding {
        lens: "raw",
        verdict: found.verdict(),
        effect: found.r,
        low: found.low,
        high: found.high,
        p: normal_sf(fisher_z(found.r) / se_z(found)),
    };
    finding.take_lenses(vec![lens]);
    finding.sentence = format!(
        "Since {since} {} moves with {} at {} (95 % interval {} to {}; {}); {} of {} half years are positive{}. {}",
        asset.id,
        with.id,
        number(found.r),
        number(found.low),
        number(found.high),
        sample(case.tests.n_after, case.tests.days_after),
        found.blocks.iter().filter(|block| block.r > 0.0).count(),
        found.blocks.len(),
        found.shift.map_or_else(String::new, |shift| format!("; before it was {}", number(shift.r_before))),
        ending(found),
    );
    if found.shift.is_none() {
        finding.caveats.push(format!(
            "Only {} returns lie before {since}: whether the correlation rose then is not testable.",
            case.tests.n_before
        ));
    }
    hearing.cross_examine(finding, &case, Question::SincePandemic);
    finding.robustness.extend(recast(hearing, &columns, words, dates, |tests| {
        let found = tests.since_pandemic().evidence?;
        Some((found.r, fisher_z(found.r) / se_z(&found)))
    }));
    let block = |block: &Block| json!({ "year": block.year, "half": block.half, "n": block.n, "r": block.r, "p_negative": block.p_negative });
    let shift = found.shift.map(|shift| {
        json!({ "r_before": shift.r_before, "n_before": case.tests.n_before, "z": shift.z, "p_up": shift.p_up, "p_down": shift.p_down })
    });
    finding.evidence = evidence(vec![
        ("half_years", json!(found.blocks.iter().map(block).collect::<Vec<_>>())),
        ("p_negative", json!(found.p_negative)),
        ("share_positive", json!(found.share_positive)),
        ("shift", json!(shift)),
    ]);
}

/// The standard error behind the interval, on Fisher's scale.
fn se_z(found: &Pandemic) -> f64 {
    (fisher_z(found.high) - fisher_z(found.low)) / (2.0 * two_sided_quantile(1.0 - LEVEL))
}

fn ending(found: &Pandemic) -> String {
    let risen =
        found.shift.map_or_else(String::new, |shift| format!(", a rise beyond chance ({})", p_value(shift.p_up)));
    let reasons: Vec<&str> = [
        (found.low <= 0.0, "the interval reaches zero"),
        (found.share_positive < 0.8, "too many half years are not positive"),
        (found.shift.is_some_and(|shift| shift.p_up > LEVEL), "the rise may be chance"),
    ]
    .into_iter()
    .filter_map(|(applies, words)| applies.then_some(words))
    .collect();
    match found.verdict() {
        Verdict::Supported => format!("Supported: positive throughout{risen}."),
        Verdict::Contradicted if found.high < 0.0 => "Contradicted: the correlation is negative.".to_owned(),
        Verdict::Contradicted if found.p_negative <= LEVEL => {
            format!("Contradicted: a half year is negative beyond chance ({}).", p_value(found.p_negative))
        }
        Verdict::Contradicted if found.shift.is_some_and(|shift| shift.p_down <= LEVEL) => {
            "Contradicted: the correlation has fallen.".to_owned()
        }
        Verdict::Contradicted => "Contradicted: the correlation is as good as zero.".to_owned(),
        Verdict::Inconclusive | Verdict::NotTestable => format!("Inconclusive: {}.", reasons.join(", and ")),
    }
}
