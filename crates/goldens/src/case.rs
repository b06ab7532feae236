//! Comparing what a case expects with what the library returned, which may be a reason in place of values.

use serde_json::Value;

use crate::compare::{Comparison, Got, expects_none};
use crate::tolerance::Tolerances;
use crate::{Context, Stop};

/// What the library returned as a whole: a reason why there is nothing is a result too.
pub(crate) fn outcome(found: Result<Got, Stop>) -> Result<Got, Stop> {
    match found {
        Err(Stop::Undefined(reason)) => Ok(Got::NoValue(reason)),
        other => other,
    }
}

/// Compares the case's `expected`, by its own tolerances. `path` is the name under which the values are written down.
pub(crate) fn compare_expected(
    context: &Context<'_>,
    case: &Value,
    comparison: &mut Comparison,
    path: &str,
    found: Result<Got, Stop>,
) -> Result<(), Stop> {
    let expected = case.get("expected").ok_or("the case expects nothing")?;
    let (got, tolerances) = (outcome(found)?, Tolerances::of(case, context.default_tolerance)?);
    comparison.compare_by(path, expected, &got, &|path| tolerances.rule(path));
    // Beside a value such a text is a description.
    if expects_none(expected) {
        for field in ["undefined", "reason"] {
            comparison.reason(field, &case[field], &got);
        }
    }
    Ok(())
}

/// Compares those of the fields that the case has with the same result; it must have one.
pub(crate) fn compare_parts(
    context: &Context<'_>,
    case: &Value,
    comparison: &mut Comparison,
    fields: &[&str],
    got: &Got,
) -> Result<(), Stop> {
    let tolerances = Tolerances::of(case, context.default_tolerance)?;
    let mut parts = fields.iter().filter_map(|field| case.get(*field).map(|expected| (*field, expected))).peekable();
    parts.peek().ok_or("the case expects nothing")?;
    for (field, expected) in parts {
        comparison.compare_by(field, expected, got, &|path| tolerances.rule(path));
        if expects_none(expected) {
            comparison.reason("reason", &case["reason"], got);
        }
    }
    Ok(())
}
