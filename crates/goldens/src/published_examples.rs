//! Worked examples in print: what the formula gives, and where the paper is right about it, what it prints.

use serde_json::{Map, Value};

use crate::compare::{Comparison, Got, Tolerance};
use crate::dependent_correlations::evaluate;
use crate::inputs::{count, text};
use crate::{Context, Stop};

/// The order of arguments without names.
const POSITIONS: [&str; 7] = ["r_jk", "r_hm", "r_jh", "r_jm", "r_kh", "r_km", "n"];

/// Compares one case.
pub(crate) fn compare(context: &Context<'_>, case: &Value, comparison: &mut Comparison) -> Result<(), Stop> {
    let args = case["args"].as_object().ok_or_else(|| "no arguments".to_owned())?;
    let named: Map<String, Value> = args
        .iter()
        .map(|(name, value)| {
            let position = name.parse::<usize>().ok().and_then(|position| POSITIONS.get(position.wrapping_sub(1)));
            (position.map_or(name.clone(), |name| (*name).to_owned()), value.clone())
        })
        .collect();
    let outcome = evaluate(text(case, "kind")?, text(case, "method")?, &Value::from(named))?;
    let got = || match (&outcome.test, &outcome.interval) {
        (Some(test), _) => Got::Number(test.statistic),
        (None, Some(interval)) => Got::cells(&[interval.low, interval.high]),
        (None, None) => Got::Undefined,
    };
    comparison.compare("computed", &case["computed"], &got(), context.default_tolerance);
    if case["matches_printed"].as_bool().ok_or_else(|| "does it match?".to_owned())? {
        // Half a unit of the last digit printed, and what binary rounding of that adds.
        let half_unit = 0.5 / (0..count(case, "decimals")?).fold(1.0, |unit, _| unit * 10.0) + 1e-12;
        comparison.compare("printed", &case["printed"], &got(), Tolerance::absolute(half_unit));
    }
    Ok(())
}
