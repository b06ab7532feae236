//! Long-run variances and bandwidths as the R package sandwich gives them; the names of the expected fields say the lags.

use sectorscope_stats::Undefined;
use sectorscope_stats::inference::bandwidth::{
    Kernel, andrews_bandwidth, kernel_long_run_variance, newey_west_bandwidth,
};
use sectorscope_stats::inference::hac::{default_lags, long_run_variance};
use sectorscope_stats::inference::regression::{LeastSquares, Leverage};
use sectorscope_stats::moments::mean;
use serde_json::Value;

use crate::case::compare_expected;
use crate::compare::{Comparison, Got};
use crate::fields::{asked, has, only};
use crate::inputs::Table;
use crate::readings::{Readings, first_that_agrees};
use crate::tables::{pairs, series, tables};
use crate::{Context, Stop};

/// Compares one case: a regression where coefficients or their standard errors are expected, else the mean of a series.
pub(crate) fn compare(context: &Context<'_>, case: &Value, comparison: &mut Comparison) -> Result<(), Stop> {
    only(case, &["input", "x", "y", "pair", "column", "series", "values"])?;
    let of_a_regression = |name: &&str| *name == "coef" || name.starts_with("se_");
    if asked(case).iter().any(of_a_regression) {
        return regressions(context, case, comparison);
    }
    let readings = series_readings(context, case)?;
    first_that_agrees(comparison, readings, |x, comparison| {
        let got = x.as_ref().map_err(|reason| Stop::Undefined(*reason)).and_then(|x| of_series(x, &asked(case)));
        compare_expected(context, case, comparison, "", got)
    })
}

/// The series that a case names or holds: where it names none, the influence series of every pair of columns, and every
/// column.
pub(crate) fn series_readings(
    context: &Context<'_>,
    case: &Value,
) -> Result<Readings<Result<Vec<f64>, Undefined>>, Stop> {
    let own = |found: Result<Vec<f64>, Stop>| match found {
        Ok(x) => Ok(Ok(x)),
        Err(Stop::Undefined(reason)) => Ok(Err(reason)),
        Err(stop) => Err(stop),
    };
    if has(case, "values") {
        return Ok(vec![(String::new(), own(series(&Table::default(), case, "values"))?)]);
    }
    let mut all = Vec::new();
    for (name, table) in tables(context, case)? {
        if let Some(field) = ["column", "series"].into_iter().find(|field| has(case, field)) {
            all.push((format!("of {name}"), own(series(&table, case, field))?));
            continue;
        }
        for [x, y] in pairs(&table, case)? {
            let words = format!("psi of corr({x},{y})");
            all.push((format!("{words} of {name}"), own(crate::expression::evaluate(&table, &words))?));
        }
        if !has(case, "x") && !has(case, "pair") {
            for column in table.numeric_names() {
                all.push((format!("{column} of {name}"), Ok(table.column(column)?)));
            }
        }
    }
    Ok(all)
}

fn of_series(x: &[f64], names: &[&str]) -> Result<Got, Stop> {
    let rows = x.len() as f64;
    let centre = mean(x)?;
    let x: Vec<f64> = x.iter().map(|value| value - centre).collect();
    let with_andrews =
        |kernel| andrews_bandwidth(&x, kernel).and_then(|bandwidth| kernel_long_run_variance(&x, kernel, bandwidth));
    let known = |name: &str| {
        Some(match (name, name.strip_prefix("var_mean_NW_L").and_then(|lags| lags.parse().ok())) {
            (_, Some(lags)) => Got::result(long_run_variance(&x, lags), |variance| variance / rows),
            ("bw_andrews_AR1_bartlett" | "bw_andrews", _) => {
                Got::result(andrews_bandwidth(&x, Kernel::Bartlett), |b| b)
            }
            ("bw_neweywest94_bartlett_prewhite0" | "bw_nw94", _) => Got::result(newey_west_bandwidth(&x), |b| b),
            ("lrvar_andrews_bartlett", _) => Got::result(with_andrews(Kernel::Bartlett), |v| v / rows),
            ("lrvar_andrews_QS", _) => Got::result(with_andrews(Kernel::QuadraticSpectral), |v| v / rows),
            ("rule_of_thumb_L", _) => Got::count(default_lags(x.len())),
            _ => return None,
        })
    };
    // A name that is not known is missing in what we have, which fails.
    Ok(Got::Fields(names.iter().filter_map(|name| Some(((*name).to_owned(), known(name)?))).collect()))
}

/// y on x; where the case does not name them, any column on any other.
fn regressions(context: &Context<'_>, case: &Value, comparison: &mut Comparison) -> Result<(), Stop> {
    let named = has(case, "x") && has(case, "y");
    let mut readings = Vec::new();
    for (name, table) in tables(context, case)? {
        for [x, y] in pairs(&table, case)? {
            let columns = (table.column(&y)?, table.column(&x)?);
            if !named {
                readings.push((format!("{x} on {y} of {name}"), (columns.1.clone(), columns.0.clone())));
            }
            readings.push((format!("{y} on {x} of {name}"), columns));
        }
    }
    first_that_agrees(comparison, readings, |(y, x), comparison| {
        compare_expected(context, case, comparison, "", regression(y, x, &asked(case)))
    })
}

fn regression(y: &[f64], x: &[f64], names: &[&str]) -> Result<Got, Stop> {
    let fit = LeastSquares::fit(y, &[x])?;
    let list = |values: Result<Vec<f64>, _>| Got::of(values, |values| Got::cells(&values));
    let known = |name: &str| {
        Some(match (name, name.strip_prefix("se_nw").and_then(|lags| lags.parse().ok())) {
            (_, Some(lags)) => list(fit.hac_standard_errors(lags, false)),
            ("coef", _) => Got::cells(&fit.coefficients),
            ("se_hc3", _) => list(fit.heteroskedastic_standard_errors(Leverage::Corrected)),
            ("se_hc0", _) => list(fit.heteroskedastic_standard_errors(Leverage::Ignored)),
            _ => return None,
        })
    };
    // In this order, whichever the case has them in.
    let mut names = names.to_vec();
    let place = |name: &str| ["coef", "se_nw", "se_hc3", "se_hc0"].iter().position(|first| name.starts_with(first));
    names.sort_by_key(|name| place(name));
    Ok(Got::Fields(names.into_iter().filter_map(|name| Some((name.to_owned(), known(name)?))).collect()))
}
