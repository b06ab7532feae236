//! NIST Statistical Reference Datasets: one column, a line, or a multiple regression, told apart by the certified fields.

use sectorscope_stats::correlation::autocorrelation::autocorrelation;
use sectorscope_stats::correlation::coefficient::pearson;
use sectorscope_stats::inference::regression::LeastSquares;
use sectorscope_stats::moments::{mean, standard_deviation};
use serde_json::Value;

use crate::compare::{Comparison, Got, Tolerance};
use crate::inputs::{Table, count, number};
use crate::{Context, Stop};

/// Compares one case.
pub(crate) fn compare(context: &Context<'_>, case: &Value, comparison: &mut Comparison) -> Result<(), Stop> {
    let table = Table::of_case(context.files, case)?;
    let certified = &case["certified"];
    let tolerance = |field: &str| number(&case[field]).map_or(context.default_tolerance, Tolerance::relative);
    let (rows, got) = if certified.get("mean").is_some() {
        let x = table.column("x")?;
        (x.len(), one_column(&x))
    } else if certified.get("B0").is_some() {
        let (x, y) = (table.column("x")?, table.column("y")?);
        let r = Got::result(pearson(&x, &y), |c| c.r);
        comparison.compare("pearson_exact", &case["pearson_exact"], &r, context.default_tolerance);
        (x.len(), line(&x, &y)?)
    } else if certified.get("params").is_some() {
        let response = table.column(&table.names()[0])?;
        (response.len(), multiple(&table, &response)?)
    } else {
        return Err(Stop::Failed("neither one column nor a regression".to_owned()));
    };
    comparison.compare("certified", certified, &got, tolerance("certified_tol_rel"));
    if let Some(exact) = case.get("exact_of_doubles") {
        comparison.compare("exact_of_doubles", exact, &got, tolerance("exact_tol_rel"));
    }
    if rows != count(case, "n")? {
        return Err(Stop::Failed(format!("{rows} rows, expected {}", case["n"])));
    }
    Ok(())
}

fn one_column(x: &[f64]) -> Got {
    Got::fields([
        ("mean", Got::result(mean(x), |v| v)),
        ("sd", Got::result(standard_deviation(x), |v| v)),
        ("lag1_autocorrelation", Got::result(autocorrelation(x, 1), |v| v)),
    ])
}

fn line(x: &[f64], y: &[f64]) -> Result<Got, String> {
    let fit = LeastSquares::fit(y, &[x]).map_err(|reason| reason.to_string())?;
    Ok(Got::fields([
        ("B0", Got::Number(fit.coefficients[0])),
        ("SE_B0", Got::Number(fit.standard_errors[0])),
        ("B1", Got::Number(fit.coefficients[1])),
        ("SE_B1", Got::Number(fit.standard_errors[1])),
        ("resid_sd", Got::Number(fit.residual_variance.sqrt())),
        ("R2", Got::Number(fit.r_squared)),
        ("F", Got::Number(fit.f)),
    ]))
}

/// The first column on all the others.
fn multiple(table: &Table, response: &[f64]) -> Result<Got, String> {
    let names = &table.names()[1..];
    let columns = names.iter().map(|name| table.column(name)).collect::<Result<Vec<_>, _>>()?;
    let columns: Vec<&[f64]> = columns.iter().map(Vec::as_slice).collect();
    let fit = LeastSquares::fit(response, &columns).map_err(|reason| reason.to_string())?;
    let by_name = |values: &[f64]| {
        let names = std::iter::once("const").chain(names.iter().map(String::as_str));
        Got::Fields(names.zip(values).map(|(name, &value)| (name.to_owned(), Got::Number(value))).collect())
    };
    Ok(Got::fields([
        ("params", by_name(&fit.coefficients)),
        ("se", by_name(&fit.standard_errors)),
        ("resid_var", Got::Number(fit.residual_variance)),
        ("R2", Got::Number(fit.r_squared)),
        ("F", Got::Number(fit.f)),
    ]))
}
