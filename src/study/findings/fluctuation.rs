//! Does bitcoin's correlation with technology peak when technology does much better or worse than the market?

use serde_json::json;

use super::hearing::{Columns, Hearing, Role, evidence};
use super::words::{difference, number, p_value, sample};
use super::{Finding, LensFinding};
use crate::study::claims::{Fluctuation, LEVEL, NAMED_YEARS, QuarterlySlope, Reason, Verdict};

const RULE: &str = "Supported where the named years' mean correlation exceeds the other years' (Fisher's z, one-sided p at most 0.05), the \
                    quarterly correlation rises with the size of tech's return over the market's (p at most 0.05) and still does beside \
                    volatility, over at least 16 quarters and all of 2020, 2022 and 2024; contradicted where either points the other way \
                    beyond chance; otherwise inconclusive. By raw returns.";
/// Fewest quarters for a verdict, as the rule says.
const FEWEST_QUARTERS: usize = 16;

pub(super) fn finding(hearing: &Hearing<'_>) -> Finding {
    let mut finding = Finding::new(
        "peaks-with-tech",
        "Is the correlation highest when tech strongly outperforms (2020, 2024) or sells off (2022)?",
        RULE,
    );
    let roles = [Role::Bitcoin, Role::Tech, Role::Market];
    let (true, Some(bitcoin), Some(tech), Some(market)) =
        (hearing.cast(&mut finding, &roles), hearing.roles.bitcoin, hearing.roles.tech, hearing.roles.market)
    else {
        return finding;
    };
    let columns = Columns {
        bitcoin,
        altcoins: Vec::new(),
        sectors: vec![tech],
        small_tech: None,
        large_tech: None,
        tech: Some(tech),
        market: Some(market),
    };
    let case = hearing.case(&columns, hearing.dates);
    hearing.measure(&mut finding, &case);
    let judged = case.tests.fluctuation();
    finding.judged(judged.verdict, judged.reason);
    finding.effect_is = "mean of Fisher's z in the named years less that in the others".to_owned();
    let Some(found) = &judged.evidence else {
        hearing.without_evidence(&mut finding, &case, judged.reason.unwrap_or(Reason::InsufficientData));
        finding.take_days(case.costliest);
        return finding;
    };
    // Both tests must agree, so the weaker one counts.
    let p = found.p_contrast.max(found.relative.p_greater);
    let lens = LensFinding::new("raw", found.verdict(), found.contrast, found.contrast_se, p);
    let (low, high) = (lens.low, lens.high);
    finding.take_lenses(vec![lens]);
    finding.sentence = format!(
        "In {} {} moves with {} {} closer than in {} (difference of Fisher's z; 95 % interval {} to {}; {}), and over {} quarters the \
         correlation changes with the size of tech's relative return by {} per 10 points ({}). {}",
        years(&found.named),
        bitcoin.id,
        tech.id,
        difference(found.contrast),
        years(&found.others),
        number(low),
        number(high),
        sample(case.tests.n_after, case.tests.days_after),
        found.quarters,
        difference(0.1 * found.relative.slope),
        p_value(found.relative.p_greater),
        ending(found),
    );
    if judged.verdict == Verdict::Inconclusive {
        finding.needed = Some(
            "The named years are over: only quarters to come can decide, and it takes about 16 of them for a clear slope.".to_owned(),
        );
    }
    finding.caveats.push(format!(
        "Does the correlation fluctuate at all? One correlation for all {} years: {} (Welch's test).",
        found.years.len(),
        p_value(found.p_homogeneity_welch),
    ));
    finding.caveats.push(format!(
        "The rule's errors of the quarterly slope reject too often in simulated markets; by errors that do not (HC3): {}.",
        p_value(found.p_relative_hc3)
    ));
    finding.caveats.push(
        "The years were named by those who had seen them: this checks their arithmetic. Only returns from the note on can confirm it."
            .to_owned(),
    );
    finding.evidence = numbers(found);
    finding.take_days(case.costliest);
    finding
}

fn years(years: &[i32]) -> String {
    let texts: Vec<String> = years.iter().map(i32::to_string).collect();
    if texts.is_empty() { "no year".to_owned() } else { super::words::list(&texts) }
}

fn ending(found: &Fluctuation) -> String {
    let reasons: Vec<&str> = [
        (found.named != NAMED_YEARS, "not all named years are there"),
        (found.quarters < FEWEST_QUARTERS, "there are too few quarters"),
        (found.p_contrast > LEVEL, "the years may differ by chance"),
        (found.relative.p_greater > LEVEL, "the quarterly slope may be chance"),
        (found.relative.slope > 0.0 && found.relative_beside_volatility.slope <= 0.0, "volatility explains the slope"),
    ]
    .into_iter()
    .filter_map(|(applies, words)| applies.then_some(words))
    .collect();
    match found.verdict() {
        Verdict::Supported => "Supported: both beyond chance.".to_owned(),
        Verdict::Contradicted if 1.0 - found.p_contrast <= LEVEL => {
            format!("Contradicted: the named years are lower beyond chance ({}).", p_value(1.0 - found.p_contrast))
        }
        Verdict::Contradicted => {
            format!("Contradicted: the slope is negative beyond chance ({}).", p_value(1.0 - found.relative.p_greater))
        }
        Verdict::Inconclusive | Verdict::NotTestable => format!("Inconclusive: {}.", reasons.join(", and ")),
    }
}

fn numbers(found: &Fluctuation) -> serde_json::Value {
    let slope = |of: &QuarterlySlope| json!({ "slope": of.slope, "se": of.se, "t": of.t, "p_greater": of.p_greater });
    let years: Vec<serde_json::Value> = found
        .years
        .iter()
        .map(|year| json!({ "year": year.year, "r": libm::tanh(year.z), "z": year.z, "se_z": year.se_z, "n": year.n }))
        .collect();
    evidence(vec![
        ("years", json!(years)),
        ("named", json!(found.named)),
        ("others", json!(found.others)),
        ("contrast_se", json!(found.contrast_se)),
        ("p_contrast", json!(found.p_contrast)),
        ("homogeneity", json!({ "q": found.homogeneity.q, "df": found.homogeneity.df, "p": found.homogeneity.p })),
        ("p_homogeneity_welch", json!(found.p_homogeneity_welch)),
        ("p_relative_return_hc3", json!(found.p_relative_hc3)),
        ("quarters", json!(found.quarters)),
        ("relative_return", slope(&found.relative)),
        ("relative_return_beside_volatility", slope(&found.relative_beside_volatility)),
        ("cusum_p", json!(found.constancy.p)),
        ("cusum_p_devolatilised", json!(found.constancy_devolatilised.p)),
    ])
}
