//! Worked examples in print: what the formula gives, and where the paper is right about it, what it prints.

use serde_json::{Map, Value};

use crate::case::{compare_parts, outcome};
use crate::compare::{Comparison, Got};
use crate::dependent_correlations::{evaluate, kind};
use crate::fields::{has, only};
use crate::inputs::{count, text};
use crate::tolerance::Tolerance;
use crate::{Context, Stop};

const FIELDS: [&str; 7] = ["kind", "args", "method", "printed", "decimals", "computed", "matches_printed"];

/// Compares one case.
pub(crate) fn compare(context: &Context<'_>, case: &Value, comparison: &mut Comparison) -> Result<(), Stop> {
    only(case, &FIELDS)?;
    let named = named(case)?;
    let got = outcome(evaluate(kind(&named)?, text(case, "method")?, &named).map(|found| {
        match (found.test, found.interval) {
            (Some(test), _) => Got::Number(test.statistic),
            (None, Some(interval)) => Got::cells(&[interval.low, interval.high]),
            (None, None) => Got::Undefined,
        }
    }))?;
    let parts: Vec<&str> = ["computed", "expected"].into_iter().filter(|part| case.get(*part).is_some()).collect();
    if !parts.is_empty() {
        compare_parts(context, case, comparison, &parts, &got)?;
    }
    // A paper that is known to round on its way is not compared.
    let right = match &case["matches_printed"] {
        Value::Null => has(case, "printed"),
        Value::Bool(right) => *right,
        other => return Err(format!("matches_printed is not understood: {other}").into()),
    };
    if right {
        // Half a unit of the last digit printed, and what binary rounding of that adds.
        let half_unit = 0.5 / (0..decimals(case)?).fold(1.0, |unit, _| unit * 10.0) + 1e-12;
        comparison.compare("printed", &case["printed"], &got, Tolerance::absolute(half_unit));
    } else if parts.is_empty() {
        return Err("the case expects nothing".into());
    }
    Ok(())
}

/// The digits after the point, as the case says or as the number has them.
fn decimals(case: &Value) -> Result<usize, Stop> {
    if has(case, "decimals") {
        return Ok(count(case, "decimals")?);
    }
    let digits = |number: &Value| number.to_string().split_once('.').map_or(0, |(_, digits)| digits.len());
    Ok(case["printed"]
        .as_array()
        .map_or_else(|| digits(&case["printed"]), |ends| ends.iter().map(digits).max().unwrap_or(0)))
}

/// The arguments by name, with the kind; those without a name are numbered in the order of the kind.
fn named(case: &Value) -> Result<Value, Stop> {
    let args = case["args"].as_object().ok_or("no arguments")?;
    let order: &[&str] = match (case["kind"].as_str(), args.len()) {
        (Some("overlap"), _) => &["r_jk", "r_jh", "r_kh", "n"],
        (Some("independent" | "indep"), _) => &["r1_jk", "r2_hm", "n1", "n2"],
        _ => &["r_jk", "r_hm", "r_jh", "r_jm", "r_kh", "r_km", "n"],
    };
    let mut named = Map::new();
    if let Some(kind) = case.get("kind") {
        named.insert("kind".to_owned(), kind.clone());
    }
    for (name, value) in args {
        let position = name.parse::<usize>().ok().and_then(|position| order.get(position.checked_sub(1)?));
        let name = position.map_or(name.as_str(), |name| *name);
        if !["r_jk", "r_jh", "r_kh", "r_hm", "r_jm", "r_km", "n", "r1", "r2", "r1_jk", "r2_hm", "n1", "n2"]
            .contains(&name)
        {
            return Err(format!("the argument {name} is not understood").into());
        }
        named.insert(name.to_owned(), value.clone());
    }
    Ok(Value::Object(named))
}
