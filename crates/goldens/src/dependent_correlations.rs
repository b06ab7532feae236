//! Textbook tests of two correlations: by kind, and by the name of the method.

use sectorscope_stats::Undefined;
use sectorscope_stats::inference::disjoint_correlations::{CorrelationTest, DisjointCorrelations};
use sectorscope_stats::inference::independent_correlations::{independent_interval, independent_test};
use sectorscope_stats::inference::overlapping_correlations::OverlappingCorrelations;
use sectorscope_stats::interval::Interval;
use serde_json::Value;

use crate::case::{compare_expected, outcome};
use crate::compare::{Comparison, Got};
use crate::fields::{asked, has, only};
use crate::inputs::{count, number};
use crate::tolerance::Tolerances;
use crate::{Context, Stop};

const FIELDS: [&str; 15] =
    ["kind", "input", "r_jk", "r_jh", "r_kh", "r_hm", "r_jm", "r_km", "n", "r1", "r2", "r1_jk", "r2_hm", "n1", "n2"];

/// Methods for correlations that share a variable.
const OVERLAP: [&str; 8] =
    ["hotelling1940", "williams1959", "olkin1967", "dunn1969", "steiger1980", "hittner2003", "meng1992", "zou2007"];
/// Methods for correlations of the same rows that share none.
const NONOVERLAP: [&str; 6] = ["pearson1898", "dunn1969", "steiger1980", "raghunathan1996", "silver2004", "zou2007"];
/// Methods for correlations of other rows.
const INDEPENDENT: [&str; 2] = ["fisher1925", "zou2007"];

/// Compares one case.
pub(crate) fn compare(context: &Context<'_>, case: &Value, comparison: &mut Comparison) -> Result<(), Stop> {
    only(case, &FIELDS)?;
    if let Some(words) = case["expected"].as_str() {
        return rules(words, comparison);
    }
    let kind = kind(case)?;
    let known: &[&str] = match kind {
        "overlap" => &OVERLAP,
        "nonoverlap" => &NONOVERLAP,
        _ => &INDEPENDENT,
    };
    let method =
        |method: &str| -> Result<Got, Stop> { outcome(evaluate(kind, method, case).map(|found| fields(&found))) };
    let methods: Vec<&str> = asked(case).into_iter().filter(|name| known.contains(name)).collect();
    if methods.len() < asked(case).len() || methods.is_empty() {
        // Something is expected besides methods: a reason, or nothing at all of any method.
        let all = known.iter().map(|name| Ok(((*name).to_owned(), method(name)?))).collect::<Result<_, Stop>>();
        return compare_expected(context, case, comparison, "", all.map(Got::Fields));
    }
    let tolerances = Tolerances::of(case, context.default_tolerance)?;
    for name in methods {
        comparison.compare_by(name, &case["expected"][name], &method(name)?, &|path| tolerances.rule(path));
    }
    Ok(())
}

/// The kind that the case states, or that its correlations are of.
pub(crate) fn kind(of: &Value) -> Result<&'static str, Stop> {
    match of["kind"].as_str() {
        Some("overlap") => Ok("overlap"),
        Some("nonoverlap") => Ok("nonoverlap"),
        Some("independent" | "indep") => Ok("independent"),
        Some(other) => Err(format!("the kind {other} is not understood").into()),
        None if has(of, "r_hm") => Ok("nonoverlap"),
        None if has(of, "r_jh") => Ok("overlap"),
        None if has(of, "n1") => Ok("independent"),
        None => Err("the case states neither a kind nor correlations of one".into()),
    }
}

/// What a method gives: a test, an interval, or both.
pub(crate) struct Outcome {
    /// The test, if the method has one.
    pub test: Option<CorrelationTest>,
    /// The interval, if the method has one.
    pub interval: Option<Interval>,
}

impl From<CorrelationTest> for Outcome {
    fn from(test: CorrelationTest) -> Outcome {
        Outcome { test: Some(test), interval: None }
    }
}

impl From<Interval> for Outcome {
    fn from(interval: Interval) -> Outcome {
        Outcome { test: None, interval: Some(interval) }
    }
}

/// Carries out a method on the correlations of a case, or of its arguments.
pub(crate) fn evaluate(kind: &str, method: &str, of: &Value) -> Result<Outcome, Stop> {
    let r = |field: &str| number(&of[field]).ok_or_else(|| Stop::Failed(format!("no {field}")));
    let unknown = || Stop::Failed(format!("no method {method} for {kind}"));
    match kind {
        "overlap" => {
            let three = OverlappingCorrelations::new(r("r_jk")?, r("r_jh")?, r("r_kh")?, count(of, "n")?)?;
            Ok(match method {
                "hotelling1940" => three.hotelling().into(),
                "williams1959" => three.williams().into(),
                "olkin1967" => three.olkin().into(),
                "dunn1969" => three.dunn_clark().into(),
                "steiger1980" => three.steiger().into(),
                "hittner2003" => three.hittner().into(),
                "meng1992" => Outcome { test: Some(three.meng()), interval: Some(three.meng_interval(0.95)) },
                "zou2007" => three.zou_interval(0.95).into(),
                _ => return Err(unknown()),
            })
        }
        "nonoverlap" => {
            let six = DisjointCorrelations {
                jk: r("r_jk")?,
                hm: r("r_hm")?,
                jh: r("r_jh")?,
                jm: r("r_jm")?,
                kh: r("r_kh")?,
                km: r("r_km")?,
                n: count(of, "n")?,
            };
            let six = six.checked()?;
            Ok(match method {
                "pearson1898" => six.pearson_filon().into(),
                "dunn1969" | "raghunathan1996" => six.dunn_clark().into(),
                "steiger1980" => six.steiger().into(),
                "silver2004" => six.silver().into(),
                "zou2007" => six.zou_interval(0.95).into(),
                _ => return Err(unknown()),
            })
        }
        "independent" => {
            let (r1, r2) = if of.get("r1").is_some() { (r("r1")?, r("r2")?) } else { (r("r1_jk")?, r("r2_hm")?) };
            let (n1, n2) = (count(of, "n1")?, count(of, "n2")?);
            match method {
                "fisher1925" => Ok(independent_test(r1, n1, r2, n2)?.into()),
                "zou2007" => Ok(independent_interval(r1, n1, r2, n2, 0.95)?.into()),
                _ => Err(unknown()),
            }
        }
        _ => Err(unknown()),
    }
}

fn fields(outcome: &Outcome) -> Got {
    let mut fields = Vec::new();
    if let Some(test) = &outcome.test {
        let name = if test.df.is_some() { "t" } else { "z" };
        fields.push((name.to_owned(), Got::Number(test.statistic)));
        fields.push(("df".to_owned(), test.df.map_or(Got::Undefined, Got::Number)));
        fields.push(("p".to_owned(), Got::Number(test.p_two_sided)));
    }
    if let Some(interval) = &outcome.interval {
        fields.push(("ci95".to_owned(), Got::cells(&[interval.low, interval.high])));
    }
    Got::Fields(fields)
}

/// The rules in words of this family, carried out.
fn rules(words: &str, comparison: &mut Comparison) -> Result<(), Stop> {
    if !["|r|=1", "n<=3", "positive definite", "statistic 0, p 1"].iter().all(|rule| words.contains(rule)) {
        return Err(format!("the rules are not understood: {words}").into());
    }
    let three = |jk, jh, kh, n| OverlappingCorrelations::new(jk, jh, kh, n);
    let six = |jk, hm, n| {
        DisjointCorrelations { jk, hm, jh: 0.2, jm: 0.1, kh: 0.1, km: 0.2, n }.checked().map(|six| six.steiger())
    };
    let equal = three(0.3, 0.3, 0.5, 50).map(|three| {
        [
            three.hotelling(),
            three.williams(),
            three.olkin(),
            three.dunn_clark(),
            three.steiger(),
            three.hittner(),
            three.meng(),
        ]
    });
    let zero = |test: &CorrelationTest| test.statistic == 0.0 && test.p_two_sided == 1.0;
    let holds = three(1.0, 0.2, 0.3, 50).is_err_and(|reason| reason == Undefined::Perfect)
        && three(0.4, -1.0, 0.3, 50).is_err_and(|reason| reason == Undefined::Perfect)
        && three(0.4, 0.2, 0.3, 3).is_err_and(|reason| reason == Undefined::InsufficientN)
        && three(0.9, -0.9, 0.9, 50).is_err_and(|reason| reason == Undefined::NotPositiveDefinite)
        && six(0.3, 1.0, 50).is_err_and(|reason| reason == Undefined::Perfect)
        && six(0.3, 0.4, 2).is_err_and(|reason| reason == Undefined::InsufficientN)
        && independent_test(1.0, 50, 0.2, 50).is_err_and(|reason| reason == Undefined::Perfect)
        && independent_test(0.4, 3, 0.2, 50).is_err_and(|reason| reason == Undefined::InsufficientN)
        && equal.is_ok_and(|tests| tests.iter().all(zero))
        && six(0.3, 0.3, 50).is_ok_and(|test| zero(&test));
    if holds {
        comparison.agreed += 1;
        Ok(())
    } else {
        Err(Stop::Failed("a rule is broken".to_owned()))
    }
}
