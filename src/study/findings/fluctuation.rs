//! Does bitcoin's correlation with technology peak when technology does much better or worse than the market?

use serde_json::json;

use super::hearing::{Columns, Hearing, Role, evidence};
use super::recast::{Word, recast};
use super::words::{difference, number, p_value, sample};
use super::{Finding, LensFinding, RobustnessRow};
use crate::study::claims::{
    FEWEST_QUARTERS, Fluctuation, LEVEL, NAMED_YEARS, Quarter, QuarterlySlope, QuarterlyWays, Reason, Verdict,
    YearEstimate,
};
use sectorscope_stats::Undefined;
use sectorscope_stats::inference::fisher::{fisher_z, two_sided_quantile};

const RULE: &str = "Supported where the named years' mean correlation exceeds the other years' (Fisher's z, one-sided p at most 0.05), the \
                    quarterly correlation rises with the size of tech's return over the market's (p at most 0.05) and still does beside \
                    volatility, over at least 16 quarters and all of 2020, 2022 and 2024; contradicted where either points the other way \
                    beyond chance; otherwise inconclusive. By raw returns.";
/// Shown slopes are for so much of a return.
const TEN_POINTS: f64 = 0.1;

#[expect(clippy::too_many_lines, reason = "one claim from its cast to its words")]
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
    let p = found.p_contrast.max(found.quarters.relative.p_greater);
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
        found.quarters.all.len(),
        difference(TEN_POINTS * found.quarters.relative.slope),
        p_value(found.quarters.relative.p_greater),
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
        p_value(found.quarters.p_relative_hc3)
    ));
    finding.caveats.push(
        "The years were named by those who had seen them: this checks their arithmetic. Only returns from the note on can confirm it."
            .to_owned(),
    );
    if let Some(permuted) = found.permuted_years {
        finding.caveats.push(format!(
            "Of the {} ways to name {} of these years, a share of {} sets them off as far; by so few years no p-value can be below {}.",
            permuted.assignments,
            found.named.len(),
            number(permuted.p_greater),
            number(permuted.smallest_p)
        ));
    }
    let ways = found.quarters.ways(hearing.dates);
    if let Ok(shape) = &ways.shape {
        finding.caveats.push(format!(
            "A U over tech's relative return, falling on the left and rising on the right: {}.",
            p_value(shape.p)
        ));
    }
    finding.robustness = robustness(found, &ways);
    finding.robustness.extend(recast(hearing, &columns, &[Word::Tech], hearing.dates, |tests| {
        let found = tests.fluctuation().evidence?;
        Some((found.contrast, found.contrast / found.contrast_se))
    }));
    finding.evidence = numbers(found, &ways);
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
        (found.quarters.all.len() < FEWEST_QUARTERS, "there are too few quarters"),
        (found.p_contrast > LEVEL, "the years may differ by chance"),
        (found.quarters.relative.p_greater > LEVEL, "the quarterly slope may be chance"),
        (
            found.quarters.relative.slope > 0.0 && found.quarters.beside_volatility.slope <= 0.0,
            "volatility explains the slope",
        ),
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
            format!(
                "Contradicted: the slope is negative beyond chance ({}).",
                p_value(1.0 - found.quarters.relative.p_greater)
            )
        }
        Verdict::Inconclusive | Verdict::NotTestable => format!("Inconclusive: {}.", reasons.join(", and ")),
    }
}

/// The quarterly question in other ways: slopes per ten points of return, with their t for z.
fn robustness(found: &Fluctuation, ways: &QuarterlyWays) -> Vec<RobustnessRow> {
    let quarters = found.quarters.all.len();
    let row = |way: &str, n: usize, effect: Result<f64, Undefined>, z: Option<f64>| RobustnessRow {
        way: way.to_owned(),
        effect: effect.ok(),
        z,
        n,
        opposite: false,
        undefined: effect.err().map(Undefined::code),
    };
    let slope = |way: &str, n: usize, of: &Result<QuarterlySlope, Undefined>| {
        row(way, n, of.map(|slope| TEN_POINTS * slope.slope), of.ok().map(|slope| slope.t))
    };
    let mut rows = vec![
        slope("over quarters, per 10 points of tech's lead or lag", quarters, &Ok(found.quarters.relative)),
        slope("over quarters, beside volatility", quarters, &Ok(found.quarters.beside_volatility)),
        slope("over quarters, per 10 points of tech's own rise or fall", quarters, &ways.own),
        slope("over quarters, per 10 points of tech's lead", quarters, &ways.better),
        slope("over quarters, per 10 points of tech's lag", quarters, &ways.worse),
        slope("over quarters weighted by their days", quarters, &ways.weighted),
        slope("over quarters by volatility-adjusted correlations", quarters, &ways.adjusted),
        slope("over quarters before the note", ways.before_note.0, &ways.before_note.1),
        slope("over quarters after the note", ways.after_note.0, &ways.after_note.1),
        row("over quarters by rank correlation", quarters, ways.ranks.map(|ranks| ranks.statistic), None),
    ];
    for year in &found.years {
        if found.named.contains(&year.year) || found.others.contains(&year.year) {
            let left = found.contrast_without(year.year).map(|(effect, se)| (effect, effect / se));
            let n = found.years.iter().filter(|other| other.year != year.year).map(|other| other.n).sum();
            rows.push(RobustnessRow::of(format!("between years without {}", year.year), n, left));
        }
        let (n, left) = found.quarters.without(year.year);
        rows.push(slope(&format!("over quarters without {}", year.year), n, &left));
    }
    rows
}

fn numbers(found: &Fluctuation, ways: &QuarterlyWays) -> serde_json::Value {
    let slope = |of: &QuarterlySlope| json!({ "intercept": of.intercept, "slope": of.slope, "se": of.se, "t": of.t, "p_greater": of.p_greater });
    let year = |year: &YearEstimate| {
        let half_width = two_sided_quantile(1.0 - LEVEL) * year.se_z;
        let [r, low, high] = [0.0, -half_width, half_width].map(|shift| libm::tanh(year.z + shift));
        json!({ "year": year.year, "r": r, "low": low, "high": high, "z": year.z, "se_z": year.se_z, "n": year.n })
    };
    let quarter = |of: &Quarter| {
        json!({ "quarter": format!("{}-Q{}", of.year, of.quarter), "last": of.last, "n": of.n, "r": of.r, "r_adjusted": of.r_adjusted,
            "z": fisher_z(of.r), "z_adjusted": of.r_adjusted.map(fisher_z),
            "tech": of.tech, "relative": of.relative, "volatility": of.volatility })
    };
    let permuted = found
        .permuted_years
        .map(|of| json!({ "p": of.p_greater, "smallest_p": of.smallest_p, "assignments": of.assignments }));
    let ranks = ways.ranks.ok().map(|of| json!({ "r": of.statistic, "p": of.p_greater, "smallest_p": of.smallest_p }));
    let shape = ways.shape.as_ref().ok().map(|of| {
        json!({ "p": of.p, "slopes": of.slopes, "t": of.t, "extremum": of.extremum, "extremum_interval": of.extremum_interval.map(|of| [of.low, of.high]) })
    });
    evidence(vec![
        ("years", json!(found.years.iter().map(year).collect::<Vec<_>>())),
        ("named", json!(found.named)),
        ("others", json!(found.others)),
        ("contrast_se", json!(found.contrast_se)),
        ("p_contrast", json!(found.p_contrast)),
        ("permuted_years", json!(permuted)),
        ("homogeneity", json!({ "q": found.homogeneity.q, "df": found.homogeneity.df, "p": found.homogeneity.p })),
        ("p_homogeneity_welch", json!(found.p_homogeneity_welch)),
        ("p_relative_return_hc3", json!(found.quarters.p_relative_hc3)),
        ("quarters", json!(found.quarters.all.len())),
        ("by_quarter", json!(found.quarters.all.iter().map(quarter).collect::<Vec<_>>())),
        ("relative_return", slope(&found.quarters.relative)),
        ("relative_return_beside_volatility", slope(&found.quarters.beside_volatility)),
        ("adjusted", json!(ways.adjusted.as_ref().ok().map(slope))),
        ("ranks", json!(ranks)),
        ("u_shape", json!(shape)),
        ("cusum_p", json!(found.constancy.p)),
        ("cusum_p_devolatilised", json!(found.constancy_devolatilised.p)),
    ])
}
