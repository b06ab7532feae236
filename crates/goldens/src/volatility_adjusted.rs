//! Correlations adjusted for volatility.

use sectorscope_stats::volatility::volatility_adjusted::{compare_volatility, volatility_adjusted};
use serde_json::Value;

use crate::compare::{Comparison, Got};
use crate::inputs::{Table, number, numbers, text};
use crate::{Context, Stop};

/// Compares one case: numbers, or rows of a table.
pub(crate) fn compare(context: &Context<'_>, case: &Value, comparison: &mut Comparison) -> Result<(), Stop> {
    let got = if let (Some(r), Some(delta)) = (number(&case["r"]), number(&case["delta"])) {
        Got::result(volatility_adjusted(r, delta), |r| r)
    } else {
        let table = Table::of_case(context.files, case)?;
        let (source, other) = (table.column(text(case, "source_market")?)?, table.column(text(case, "other")?)?);
        let [from, to] = numbers(case, "high_rows_0based")?[..] else { return Err(Stop::Failed("no rows".to_owned())) };
        let turbulent: Vec<bool> = (0..source.len()).map(|row| (from..to).contains(&(row as f64))).collect();
        let found = compare_volatility(&source, &other, &turbulent).map_err(|reason| reason.to_string())?;
        Got::fields([
            ("r_high", Got::Number(found.high)),
            ("delta", Got::Number(found.delta)),
            ("r_adj", Got::Number(found.adjusted)),
            ("r_low", Got::Number(found.low)),
        ])
    };
    comparison.compare("expected", &case["expected"], &got, context.default_tolerance);
    Ok(())
}
