//! Exponentially weighted correlations.

use sectorscope_stats::volatility::ewma::{Start, ewma_correlation};
use serde_json::Value;

use crate::compare::{Comparison, Got};
use crate::inputs::{Table, number, numbers, text};
use crate::{Context, Stop};

/// Compares one case.
pub(crate) fn compare(context: &Context<'_>, case: &Value, comparison: &mut Comparison) -> Result<(), Stop> {
    let start = match text(case, "init")? {
        "S_1 = first product" => Start::FirstProduct,
        "weights lambda^k/sum" => Start::Normalised,
        other => return Err(Stop::Failed(format!("{other} is not understood"))),
    };
    let (x, y) = if case.get("x_values").is_some() {
        (numbers(case, "x_values")?, numbers(case, "y_values")?)
    } else {
        let table = Table::of_case(context.files, case)?;
        (table.column(text(case, "x")?)?, table.column(text(case, "y")?)?)
    };
    let lambda = number(&case["lambda"]).ok_or_else(|| "no lambda".to_owned())?;
    let found = ewma_correlation(&x, &y, lambda, start).map_err(|reason| reason.to_string())?;
    let tolerance = context.default_tolerance;
    comparison.compare("expected_corr", &case["expected_corr"], &Got::cells(&found.correlations), tolerance);
    if let Some(last) = case.get("expected_last_cov_varx_vary") {
        let got = Got::cells(&[found.covariance, found.variance_x, found.variance_y]);
        comparison.compare("expected_last_cov_varx_vary", last, &got, tolerance);
    }
    Ok(())
}
