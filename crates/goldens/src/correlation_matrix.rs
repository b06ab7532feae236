//! Correlation matrices and their eigenvalues, told apart by the shape of what is expected.

use std::collections::BTreeMap;

use sectorscope_stats::correlation::coefficient::Method;
use sectorscope_stats::correlation::matrix::{CorrelationMatrix, Missing};
use sectorscope_stats::linalg::eigen::symmetric_eigenvalues;
use serde_json::Value;

use crate::case::compare_parts;
use crate::compare::{Comparison, Got};
use crate::fields::{has, only};
use crate::inputs::{Table, count, texts};
use crate::readings::{Readings, first_that_agrees};
use crate::tables::tables;
use crate::{Context, Stop};

/// Fields that say which matrix a case is about.
const OF_THE_MATRIX: [&str; 5] = ["input", "method", "nan", "min_obs", "labels"];

/// Compares one case. Eigenvalues are those of the matrix that the case names itself or, where it names none, those of
/// the matrix of another case of the file.
pub(crate) fn compare(context: &Context<'_>, case: &Value, comparison: &mut Comparison) -> Result<(), Stop> {
    only(case, &[&OF_THE_MATRIX[..], &["n_pair", "n", "eigenvalues"]].concat())?;
    let names_one = |case: &Value| OF_THE_MATRIX.iter().any(|field| has(case, field));
    let readings = if names_one(case) {
        matrices(context, case)?
    } else {
        let mut others = BTreeMap::new();
        for other in context.cases().iter().filter(|other| names_one(other)) {
            // One that is not understood fails by itself.
            others.extend(matrices(context, other).unwrap_or_default());
        }
        let k = case["expected"].as_array().map(Vec::len);
        others.into_iter().filter(|(_, matrix)| k.is_none_or(|k| k == matrix.k)).collect()
    };
    first_that_agrees(comparison, readings, |matrix, comparison| one_matrix(context, case, matrix, comparison))
}

fn one_matrix(
    context: &Context<'_>,
    case: &Value,
    matrix: &CorrelationMatrix,
    comparison: &mut Comparison,
) -> Result<(), Stop> {
    let eigenvalues = || Got::of(symmetric_eigenvalues(&matrix.r, matrix.k), |values| Got::cells(&values));
    let is_table = case["expected"].as_array().is_some_and(|rows| rows.first().is_some_and(Value::is_array));
    let expected = if is_table { Got::rows(&matrix.r, matrix.k) } else { eigenvalues() };
    if case.get("expected").is_some() {
        compare_parts(context, case, comparison, &["expected"], &expected)?;
    }
    if case.get("eigenvalues").is_some() {
        compare_parts(context, case, comparison, &["eigenvalues"], &eigenvalues())?;
    }
    let counts: Vec<f64> = matrix.n.iter().map(|&n| f64::from(n)).collect();
    if case.get("n_pair").is_some() {
        compare_parts(context, case, comparison, &["n_pair"], &Got::rows(&counts, matrix.k))?;
    }
    if case.get("n").is_some() {
        for &n in &counts {
            compare_parts(context, case, comparison, &["n"], &Got::Number(n))?;
        }
    }
    Ok(())
}

/// The matrices that the case can mean, by what they are.
fn matrices(context: &Context<'_>, case: &Value) -> Result<Readings<CorrelationMatrix>, Stop> {
    let methods = match case["method"].as_str() {
        Some("pearson") => vec![("pearson", Method::Pearson)],
        Some("spearman") => vec![("spearman", Method::Spearman)],
        Some("kendall") => vec![("kendall", Method::Kendall)],
        Some(other) => return Err(format!("the method {other} is not understood").into()),
        None => vec![("pearson", Method::Pearson), ("spearman", Method::Spearman), ("kendall", Method::Kendall)],
    };
    let missing = match case["nan"].as_str() {
        Some("pairwise") => vec![Missing::Pairwise],
        Some("listwise") => vec![Missing::Listwise],
        Some(other) => return Err(format!("nan is not understood: {other}").into()),
        None => vec![Missing::Pairwise, Missing::Listwise],
    };
    let least = if has(case, "min_obs") { count(case, "min_obs")? } else { 0 };
    let mut all = Vec::new();
    for (name, table) in tables(context, case)? {
        let names = labels(&table, case)?;
        let columns = names.iter().map(|name| table.column(name)).collect::<Result<Vec<_>, _>>()?;
        let slices: Vec<&[f64]> = columns.iter().map(Vec::as_slice).collect();
        // Without gaps the two are the same.
        let gaps = columns.iter().flatten().any(|value| value.is_nan());
        for &missing in missing.iter().take(if gaps { 2 } else { 1 }) {
            for (word, method) in &methods {
                let label = format!("{word}, {missing:?}, at least {least} rows, of {} in {name}", names.join(","));
                all.push((label, CorrelationMatrix::new(*method, &slices, missing, least)));
            }
        }
    }
    Ok(all)
}

/// The columns that the case names, or all.
fn labels<'a>(table: &'a Table, case: &'a Value) -> Result<Vec<&'a str>, Stop> {
    if has(case, "labels") {
        return Ok(texts(case, "labels")?);
    }
    Ok(table.numeric_names().into_iter().map(String::as_str).collect())
}
