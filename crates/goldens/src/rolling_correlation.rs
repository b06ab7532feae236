//! Rolling Pearson correlation, of columns of a table or of values in the case.

use sectorscope_stats::correlation::coefficient::Method;
use sectorscope_stats::correlation::rolling::rolling_correlation;
use serde_json::Value;

use crate::compare::{Comparison, Got};
use crate::inputs::{Table, count, numbers, text};
use crate::{Context, Stop};

/// Compares one case.
pub(crate) fn compare(context: &Context<'_>, case: &Value, comparison: &mut Comparison) -> Result<(), Stop> {
    let (x, y) = if case.get("input").is_some() {
        let table = Table::of_case(context.files, case)?;
        (table.column(text(case, "x")?)?, table.column(text(case, "y")?)?)
    } else if case.get("x_values").is_some() {
        (numbers(case, "x_values")?, numbers(case, "y_values")?)
    } else {
        return Err(Stop::Failed("neither a table nor values".to_owned()));
    };
    let window = count(case, "window")?;
    let min_observations = if case.get("min_obs").is_some() { count(case, "min_obs")? } else { window };
    let got = rolling_correlation(Method::Pearson, &x, &y, window, min_observations);
    comparison.compare("expected", &case["expected"], &Got::cells(&got), context.default_tolerance);
    Ok(())
}
