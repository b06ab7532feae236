//! Correlations adjusted for volatility.

use sectorscope_stats::volatility::volatility_adjusted::{compare_volatility, volatility_adjusted};
use serde_json::Value;

use crate::case::compare_expected;
use crate::compare::{Comparison, Got};
use crate::fields::{has, only};
use crate::inputs::{Table, number, numbers};
use crate::tables::{series, with_table};
use crate::{Context, Stop};

/// Compares one case: numbers, or rows of a table.
pub(crate) fn compare(context: &Context<'_>, case: &Value, comparison: &mut Comparison) -> Result<(), Stop> {
    if has(case, "r") || has(case, "delta") {
        only(case, &["r", "delta"])?;
        let (r, delta) = number(&case["r"]).zip(number(&case["delta"])).ok_or("r and delta are numbers")?;
        let got = Got::result(volatility_adjusted(r, delta), |r| r);
        return compare_expected(context, case, comparison, "expected", Ok(got));
    }
    only(case, &["input", "source_market", "other", "high_rows_0based", "low", "low_rows_0based"])?;
    with_table(context, case, comparison, |table, comparison| {
        compare_expected(context, case, comparison, "expected", of_rows(table, case))
    })
}

fn of_rows(table: &Table, case: &Value) -> Result<Got, Stop> {
    let (mut source, mut other) = (series(table, case, "source_market")?, series(table, case, "other")?);
    let rows = |field: &str| match numbers(case, field)?[..] {
        [from, to] => Ok(from as usize..to as usize),
        _ => Err(Stop::from("rows are a first one and one after the last")),
    };
    let high = rows("high_rows_0based")?;
    let low = if has(case, "low_rows_0based") {
        Some(rows("low_rows_0based")?)
    } else if case["low"].is_array() {
        Some(rows("low")?)
    } else {
        let all = case["low"].is_null() || case["low"].as_str().is_some_and(|words| words.contains("other"));
        if !all {
            return Err(format!("low is not understood: {}", case["low"]).into());
        }
        None
    };
    let counts = |row: usize| high.contains(&row) || low.as_ref().is_none_or(|low| low.contains(&row));
    for (row, (source, other)) in source.iter_mut().zip(&mut other).enumerate() {
        if !counts(row) {
            (*source, *other) = (f64::NAN, f64::NAN);
        }
    }
    let turbulent: Vec<bool> = (0..source.len()).map(|row| high.contains(&row)).collect();
    let found = compare_volatility(&source, &other, &turbulent)?;
    Ok(Got::fields([
        ("r_high", Got::Number(found.high)),
        ("delta", Got::Number(found.delta)),
        ("r_adj", Got::Number(found.adjusted)),
        ("r_low", Got::Number(found.low)),
    ]))
}
