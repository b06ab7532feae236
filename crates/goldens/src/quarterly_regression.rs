//! Regressions of quarterly correlations, as z, on relative performance: which columns, which weights, which standard
//! errors.

use sectorscope_stats::inference::regression::{LeastSquares, Leverage};
use sectorscope_stats::inference::weighted_regression::weighted_least_squares;
use serde_json::Value;

use crate::case::compare_expected;
use crate::compare::{Comparison, Got};
use crate::expression::evaluate;
use crate::fields::{asks, has, only};
use crate::inputs::{Table, text, texts};
use crate::readings::first_that_agrees;
use crate::regime_tests::named_or;
use crate::{Context, Stop};

/// Columns that relative performance is split or joined into, where the case does not name them.
const COLUMNS: [&[&str]; 4] =
    [&["|relperf|"], &["|relperf|", "log(vol)"], &["max(relperf,0)", "max(-relperf,0)"], &["relperf"]];

/// How the errors of the coefficients come about.
#[derive(Clone, Copy)]
enum Errors {
    /// Weights of n - 3 rows, errors in proportion.
    Weighted,
    /// Of unequal variance.
    Heteroskedastic(Leverage),
    /// Dependent up to this many rows apart; the flag multiplies variances by n/(n - k).
    Dependent(usize, bool),
}

/// Compares one case.
pub(crate) fn compare(
    context: &Context<'_>,
    case: &Value,
    table: &Table,
    comparison: &mut Comparison,
) -> Result<(), Stop> {
    only(case, &["input", "y", "x", "regressors", "cov", "weights"])?;
    if !case["expected"].is_null() && !asks(case, &["coef", "se", "z", "p", "r2"]) {
        return Err("what the case expects is not understood".into());
    }
    let errors = errors(case)?;
    let z = named_or(table, case, "y", "z")?;
    let own: Option<Vec<&str>> = if has(case, "regressors") {
        Some(texts(case, "regressors")?)
    } else if case["x"].is_array() {
        Some(texts(case, "x")?)
    } else {
        case["x"].as_str().map(|one| vec![one])
    };
    let columns = own.map_or_else(|| COLUMNS.map(<[&str]>::to_vec).to_vec(), |own| vec![own]);
    let readings = columns.into_iter().map(|columns| (format!("on {}", columns.join(" and ")), columns)).collect();
    first_that_agrees(comparison, readings, |columns: &Vec<&str>, comparison| {
        let got = || {
            let columns = columns.iter().map(|name| evaluate(table, name)).collect::<Result<Vec<_>, _>>()?;
            fit(case, table, &z, &columns.iter().map(Vec::as_slice).collect::<Vec<_>>(), errors)
        };
        compare_expected(context, case, comparison, "", got())
    })
}

/// The case's words for the covariance; without any it is a weighted regression.
fn errors(case: &Value) -> Result<Errors, Stop> {
    if !has(case, "cov") {
        return Ok(Errors::Weighted);
    }
    let words = text(case, "cov")?;
    let lags = words.split_once("L=").map(|(_, rest)| rest.split(' ').next().unwrap_or(rest));
    match (words, lags) {
        ("HC3", None) => Ok(Errors::Heteroskedastic(Leverage::Corrected)),
        ("HC0", None) => Ok(Errors::Heteroskedastic(Leverage::Ignored)),
        (_, Some(lags)) if words.starts_with("HAC") => {
            let lags = lags.parse().map_err(|e| format!("cov: {words}: {e}"))?;
            Ok(Errors::Dependent(lags, words.contains("n/(n-k)")))
        }
        _ => Err(format!("cov is not understood: {words}").into()),
    }
}

fn fit(case: &Value, table: &Table, z: &[f64], columns: &[&[f64]], errors: Errors) -> Result<Got, Stop> {
    let fit = LeastSquares::fit(z, columns);
    let (fit, se) = match errors {
        Errors::Weighted => {
            let fit = weighted_least_squares(z, columns, &weights(case, table)?)?;
            return Ok(Got::fields([
                ("coef", Got::cells(&fit.coefficients)),
                ("se", Got::cells(&fit.standard_errors)),
                ("p", Got::cells(&fit.p_values)),
            ]));
        }
        Errors::Heteroskedastic(leverage) => {
            fit.and_then(|fit| Ok((fit.heteroskedastic_standard_errors(leverage)?, fit)))
        }
        Errors::Dependent(lags, small) => fit.and_then(|fit| Ok((fit.hac_standard_errors(lags, small)?, fit))),
    }
    .map(|(se, fit)| (fit, se))?;
    let ratios: Vec<f64> = fit.coefficients.iter().zip(&se).map(|(b, se)| b / se).collect();
    Ok(Got::fields([
        ("coef", Got::cells(&fit.coefficients)),
        ("se", Got::cells(&se)),
        ("z", Got::cells(&ratios)),
        ("r2", Got::Number(fit.r_squared)),
    ]))
}

/// Rows less what Fisher's z loses, or the column that the case names.
fn weights(case: &Value, table: &Table) -> Result<Vec<f64>, Stop> {
    match case["weights"].as_str() {
        None | Some("n-3") => Ok(table.column("n")?.iter().map(|n| n - 3.0).collect()),
        Some(words) => evaluate(table, words),
    }
}
