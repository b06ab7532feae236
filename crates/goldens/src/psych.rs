//! What the R package psych gives: a call of `r.test`, Jennrich's test of two matrices, or a partial correlation. The
//! fields of the case tell which.

use std::rc::Rc;

use sectorscope_stats::inference::disjoint_correlations::{CorrelationTest, DisjointCorrelations};
use sectorscope_stats::inference::fisher::{correlation_t_test, fisher_interval};
use sectorscope_stats::inference::independent_correlations::independent_test;
use sectorscope_stats::inference::overlapping_correlations::OverlappingCorrelations;
use serde_json::{Value, json};

use crate::case::compare_expected;
use crate::compare::{Comparison, Got};
use crate::fields::{has, only};
use crate::inputs::{Table, number, text};
use crate::partial_correlation::{controls, fields, partial};
use crate::partial_search::near;
use crate::psych_jennrich;
use crate::r_call::Call;
use crate::readings::first_that_agrees;
use crate::tables::tables;
use crate::{Context, Stop};

/// Compares one case.
pub(crate) fn compare(context: &Context<'_>, case: &Value, comparison: &mut Comparison) -> Result<(), Stop> {
    let named = has(case, "split_after_row") || has(case, "x");
    if has(case, "call") && !named {
        only(case, &["call"])?;
        let got = Call::of_r_test(text(case, "call")?).and_then(|call| r_test(&call));
        return compare_expected(context, case, comparison, "", got);
    }
    if has(case, "split_after_row") {
        return psych_jennrich::compare(context, case, comparison);
    }
    of_function(case, "partial.r")?;
    only(case, &["input", "call", "x", "y", "controls", "control"])?;
    partials(context, case, comparison)
}

/// The function that the case calls, if it says so beside its fields, is this one.
pub(crate) fn of_function(case: &Value, function: &str) -> Result<(), Stop> {
    let other = case["call"].as_str().filter(|call| !call.trim_start_matches("psych::").starts_with(function));
    other.map_or(Ok(()), |call| Err(format!("the call is not understood: {call}").into()))
}

/// A correlation of its own, two of other rows, two that share a variable, or two of the same rows that share none, as
/// the package tells them apart: by which correlations the call has.
fn r_test(call: &Call) -> Result<Got, Stop> {
    let n = call.count("n")?;
    let r12 = call.number("r12")?;
    let sides = if call.flag("twotailed") { 1.0 } else { 0.5 };
    if ["r34", "r13", "r23"].iter().all(|name| call.get(name).is_none()) {
        return single(r12, n, sides);
    }
    if call.get("r23").is_none() {
        // The package prints the distance without its sign.
        let test = independent_test(r12, n, call.number("r34")?, call.get("n2").map_or(Ok(n), |_| call.count("n2"))?)?;
        return Ok(Got::fields([
            ("z", Got::Number(test.statistic.abs())),
            ("p", Got::Number(sides * test.p_two_sided)),
        ]));
    }
    let of = |name: &'static str, test: &CorrelationTest| {
        Got::fields([(name, Got::Number(test.statistic)), ("p", Got::Number(sides * test.p_two_sided))])
    };
    if call.get("r14").is_none() {
        let r13 = call.get("r13").map_or_else(|| call.number("r34"), Ok)?;
        let three = OverlappingCorrelations::new(r12, r13, call.number("r23")?, n)?;
        return Ok(of("t", &three.williams()));
    }
    let six = DisjointCorrelations {
        jk: r12,
        hm: call.number("r34")?,
        jh: call.number("r13")?,
        jm: call.number("r14")?,
        kh: call.number("r23")?,
        km: call.number("r24")?,
        n,
    };
    let six = six.checked()?;
    Ok(of("z", &if call.flag("pooled") { six.steiger() } else { six.dunn_clark() }))
}

fn single(r: f64, n: usize, sides: f64) -> Result<Got, Stop> {
    let test = correlation_t_test(r, n)?;
    let interval = fisher_interval(r, n, 0.95);
    Ok(Got::fields([
        ("t", Got::Number(test.t)),
        ("p", Got::Number(sides * test.p_two_sided)),
        ("ci", Got::of(interval, |i| Got::cells(&[i.low, i.high]))),
    ]))
}

/// The partial correlation of the columns that the case names. Where it names none, it is looked for among those of its
/// table.
fn partials(context: &Context<'_>, case: &Value, comparison: &mut Comparison) -> Result<(), Stop> {
    let mut readings: Vec<(String, (Rc<Table>, Value))> = Vec::new();
    for (name, table) in tables(context, case)? {
        let table = Rc::new(table);
        if has(case, "x") || has(case, "y") {
            readings.push((name, (table, case.clone())));
            continue;
        }
        let wanted = number(&case["expected"]).or_else(|| number(&case["expected"]["r"]));
        for found in near(&table, wanted) {
            let mut own = case.clone();
            (own["x"], own["y"], own["controls"]) = (json!(found.x), json!(found.y), json!(found.controls));
            let label = format!("{} with {} given {} of {name}", found.x, found.y, found.controls.join(", "));
            readings.push((label, (table.clone(), own)));
        }
    }
    first_that_agrees(comparison, readings, |(table, case), comparison| {
        let found = controls(case).and_then(|controls| partial(table, case, &controls));
        let got =
            if case["expected"].is_object() { fields(case, found) } else { found.map(|found| Got::Number(found.r)) };
        compare_expected(context, case, comparison, "", got)
    })
}
