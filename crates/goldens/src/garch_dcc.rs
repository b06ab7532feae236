//! GARCH and DCC. Family 59 asks the same of another program, which begins otherwise.

use sectorscope_stats::moments::{mean, standard_deviation};
use sectorscope_stats::volatility::dcc::{DccFilter, DccStart, dcc_filter, mean_product};
use sectorscope_stats::volatility::garch::{Garch, garch_filter, garch_fit};
use serde_json::Value;

use crate::compare::{Comparison, Got, Tolerance};
use crate::inputs::{Table, number, numbers, text};
use crate::{Context, Stop};

/// Compares one case.
pub(crate) fn compare(context: &Context<'_>, case: &Value, comparison: &mut Comparison) -> Result<(), Stop> {
    let id = text(case, "id")?;
    let table = Table::read(context.files, "panel_returns.csv")?;
    if let Some(name) = id.strip_prefix("garch_mle_") {
        return fit(&centred(&table, name)?, case, comparison);
    }
    let got = if let Some(name) = id.strip_prefix("garch_filter_") {
        let found = garch_filter(&centred(&table, name)?, parameters(case)?).map_err(|reason| reason.to_string())?;
        Got::fields([
            ("loglik", Got::Number(found.log_likelihood)),
            ("h_first5", first(&found.variances)),
            ("h_last5", last(&found.variances)),
        ])
    } else if id.starts_with("dcc_filter_") {
        of_filtered(context, &table, case)?
    } else if id == "dcc_ccgarch" {
        of_scaled(&table, case)?
    } else {
        return Err(Stop::Failed(format!("{id} is not understood")));
    };
    comparison.compare("", &case["expected"], &got, context.default_tolerance);
    Ok(())
}

fn first(x: &[f64]) -> Got {
    Got::cells(&x[..5])
}

fn last(x: &[f64]) -> Got {
    Got::cells(&x[x.len() - 5..])
}

/// A column less its mean, in percent.
fn centred(table: &Table, name: &str) -> Result<Vec<f64>, String> {
    let column = table.column(name)?;
    let mean = mean(&column).map_err(|reason| reason.to_string())?;
    Ok(column.iter().map(|value| 100.0 * (value - mean)).collect())
}

fn parameters(case: &Value) -> Result<Garch, String> {
    match numbers(case, "omega_alpha_beta")?[..] {
        [omega, alpha, beta] => Ok(Garch { omega, alpha, beta }),
        _ => Err("three parameters".to_owned()),
    }
}

/// Residuals of the `garch_filter` cases of the same file, in the order of the text.
fn of_filtered(context: &Context<'_>, table: &Table, case: &Value) -> Result<Got, String> {
    let cases = context.file["cases"].as_array().ok_or("no cases")?;
    let order = text(case, "z")?.rsplit(' ').next().unwrap_or_default();
    let residuals = order
        .split(',')
        .map(|name| {
            let id = format!("garch_filter_{name}");
            let of = cases.iter().find(|case| case["id"] == id.as_str()).ok_or(format!("no case {id}"))?;
            let returns = centred(table, name)?;
            let found = garch_filter(&returns, parameters(of)?).map_err(|reason| reason.to_string())?;
            Ok(found.standardised(&returns))
        })
        .collect::<Result<Vec<_>, String>>()?;
    let residuals: Vec<&[f64]> = residuals.iter().map(Vec::as_slice).collect();
    let found = mean_product(&residuals).and_then(|mean| filter(&residuals, &mean, case, DccStart::Mean));
    let found = found.map_err(|reason| reason.to_string())?;
    let pairs = pairs(&found);
    let means = pairs.iter().map(|pair| mean(pair).unwrap_or(f64::NAN)).collect::<Vec<_>>();
    Ok(Got::fields([
        ("corr_loglik", Got::Number(found.correlation_log_likelihood())),
        ("rho_BTC_SMALLTECH", Got::cells(&pairs[0])),
        ("rho_last", ends(&pairs)),
        ("rho_mean", Got::cells(&means)),
    ]))
}

/// Columns divided by their standard deviations, the mean matrix with n - 1.
fn of_scaled(table: &Table, case: &Value) -> Result<Got, String> {
    let names = text(case, "z")?.trim_start_matches("scale() of ").split(' ').next().unwrap_or_default();
    let columns = names
        .split(',')
        .map(|name| {
            let column = table.column(name)?;
            let (Ok(mean), Ok(sd)) = (mean(&column), standard_deviation(&column)) else { return Err(name.to_owned()) };
            Ok(column.iter().map(|value| (value - mean) / sd).collect())
        })
        .collect::<Result<Vec<Vec<f64>>, String>>()?;
    let columns: Vec<&[f64]> = columns.iter().map(Vec::as_slice).collect();
    let rows = columns[0].len() as f64;
    let found = mean_product(&columns).and_then(|mean| {
        let mean: Vec<f64> = mean.iter().map(|m| m * rows / (rows - 1.0)).collect();
        filter(&columns, &mean, case, DccStart::QuietDay)
    });
    let found = found.map_err(|reason| reason.to_string())?;
    let pairs = pairs(&found);
    Ok(Got::fields([
        ("rho12_first5", first(&pairs[0])),
        ("rho12_last5", last(&pairs[0])),
        ("rho_last", ends(&pairs)),
        ("neg_loglik_part", Got::Number(-found.log_likelihood)),
    ]))
}

fn filter(
    residuals: &[&[f64]],
    mean: &[f64],
    case: &Value,
    start: DccStart,
) -> Result<DccFilter, sectorscope_stats::Undefined> {
    let (a, b) = (number(&case["a"]).unwrap_or(f64::NAN), number(&case["b"]).unwrap_or(f64::NAN));
    dcc_filter(residuals, mean, a, b, start)
}

/// The correlations of all pairs over the rows.
fn pairs(found: &DccFilter) -> Vec<Vec<f64>> {
    (0..found.k).flat_map(|i| (i + 1..found.k).map(move |j| (i, j))).map(|(i, j)| found.pair(i, j)).collect()
}

fn ends(pairs: &[Vec<f64>]) -> Got {
    Got::cells(&pairs.iter().map(|pair| pair.last().copied().unwrap_or(f64::NAN)).collect::<Vec<_>>())
}

fn fit(returns: &[f64], case: &Value, comparison: &mut Comparison) -> Result<(), Stop> {
    let found = garch_fit(returns).map_err(|reason| reason.to_string())?;
    let tolerance = |field: &str| number(&case["tol"][field]).map(Tolerance::absolute).ok_or(format!("no {field}"));
    let expected = &case["expected"];
    let Garch { omega, alpha, beta } = found.garch;
    comparison.compare("loglik", &expected["loglik"], &Got::Number(found.log_likelihood), tolerance("loglik_abs")?);
    comparison.compare("params", &expected["params"], &Got::cells(&[omega, alpha, beta]), tolerance("params_abs")?);
    Ok(())
}
