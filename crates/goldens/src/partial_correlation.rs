//! Partial correlations.

use sectorscope_stats::inference::partial::{PartialCorrelation, partial_correlation};
use serde_json::Value;

use crate::compare::{Comparison, Got};
use crate::inputs::{Table, text, texts};
use crate::{Context, Stop};

/// Compares one case.
pub(crate) fn compare(context: &Context<'_>, case: &Value, comparison: &mut Comparison) -> Result<(), Stop> {
    let table = Table::of_case(context.files, case)?;
    let found = partial(&table, case, &texts(case, "controls")?)?;
    let expected = &case["expected"];
    if expected.get("r_equals_case_with_controls").is_some() {
        // Dependent controls are dropped: the same as without them.
        let fewer = partial(&table, case, &texts(expected, "r_equals_case_with_controls")?)?;
        comparison.write_down("r_fewer", &Got::Number(fewer.r));
        comparison.compare("r", &Value::from(fewer.r), &Got::Number(found.r), context.default_tolerance);
        return Ok(());
    }
    let got = Got::fields([
        ("r", Got::Number(found.r)),
        ("df", Got::Number(found.df as f64)),
        ("t", Got::Number(found.t)),
        ("p", Got::Number(found.p_two_sided)),
        ("fisher_ci95", Got::cells(&[found.low, found.high])),
    ]);
    comparison.compare("", expected, &got, context.default_tolerance);
    Ok(())
}

fn partial(table: &Table, case: &Value, controls: &[&str]) -> Result<PartialCorrelation, String> {
    let columns = controls.iter().map(|name| table.column(name)).collect::<Result<Vec<_>, _>>()?;
    let columns: Vec<&[f64]> = columns.iter().map(Vec::as_slice).collect();
    let (x, y) = (table.column(text(case, "x")?)?, table.column(text(case, "y")?)?);
    partial_correlation(&x, &y, &columns, 0.95).map_err(|reason| reason.to_string())
}
