//! Correlation matrices and their eigenvalues.

use sectorscope_stats::correlation::coefficient::Method;
use sectorscope_stats::correlation::matrix::{CorrelationMatrix, Missing};
use sectorscope_stats::linalg::eigen::symmetric_eigenvalues;
use serde_json::Value;

use crate::compare::{Comparison, Got};
use crate::inputs::{Table, count, text, texts};
use crate::{Context, Stop};

/// Compares one case. A case named `<other case>_eigenvalues` is about the matrix of that other case.
pub(crate) fn compare(context: &Context<'_>, case: &Value, comparison: &mut Comparison) -> Result<(), Stop> {
    let tolerance = context.default_tolerance;
    if case.get("input").is_some() {
        let matrix = matrix_of(context, case)?;
        comparison.compare("expected", &case["expected"], &Got::rows(&matrix.r, matrix.k), tolerance);
        let counts: Vec<f64> = matrix.n.iter().map(|&n| f64::from(n)).collect();
        if let Some(expected) = case.get("n_pair") {
            comparison.compare("n_pair", expected, &Got::rows(&counts, matrix.k), tolerance);
        }
        if let Some(expected) = case.get("n") {
            for &n in &counts {
                comparison.compare("n", expected, &Got::Number(n), tolerance);
            }
        }
        return Ok(());
    }
    let id = text(case, "id")?;
    let unnamed = || Stop::Failed(format!("{id} names no matrix"));
    let other = id.strip_suffix("_eigenvalues").ok_or_else(unnamed)?;
    let cases = context.file["cases"].as_array().ok_or_else(unnamed)?;
    let matrix = matrix_of(context, cases.iter().find(|case| case["id"] == other).ok_or_else(unnamed)?)?;
    let values = symmetric_eigenvalues(&matrix.r, matrix.k);
    let got = values.map_or(Got::Undefined, |values| Got::cells(&values));
    comparison.compare("expected", &case["expected"], &got, tolerance);
    Ok(())
}

fn matrix_of(context: &Context<'_>, case: &Value) -> Result<CorrelationMatrix, Stop> {
    let unknown = |what: &str| Stop::Failed(format!("{what} not understood"));
    let method = match text(case, "method")? {
        "pearson" => Method::Pearson,
        "spearman" => Method::Spearman,
        "kendall" => Method::Kendall,
        other => return Err(unknown(other)),
    };
    let missing = match case.get("nan").map(|value| value.as_str().unwrap_or_default()) {
        // Without gaps the two are the same.
        None | Some("pairwise") => Missing::Pairwise,
        Some("listwise") => Missing::Listwise,
        Some(other) => return Err(unknown(other)),
    };
    let min_observations = if case.get("min_obs").is_some() { count(case, "min_obs")? } else { 0 };
    let table = Table::of_case(context.files, case)?;
    let columns = texts(case, "labels")?.iter().map(|l| table.column(l)).collect::<Result<Vec<_>, _>>()?;
    let columns: Vec<&[f64]> = columns.iter().map(Vec::as_slice).collect();
    Ok(CorrelationMatrix::new(method, &columns, missing, min_observations))
}
