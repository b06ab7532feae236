//! NIST Statistical Reference Datasets: one column, a line, or a multiple regression, told apart by what is expected of
//! it. It may be what NIST certified, what exact arithmetic gives for the nearest doubles, or both.

use sectorscope_stats::correlation::autocorrelation::autocorrelation;
use sectorscope_stats::correlation::coefficient::pearson;
use sectorscope_stats::inference::regression::LeastSquares;
use sectorscope_stats::moments::{mean, standard_deviation};
use serde_json::Value;

use crate::case::outcome;
use crate::compare::{Comparison, Got, expects_none};
use crate::fields::{has, only};
use crate::inputs::{Table, count};
use crate::tables::{both, series, with_table};
use crate::tolerance::{Rule, Tolerance, Tolerances};
use crate::{Context, Stop};

/// Fields that hold expected values, and how the tolerance of each begins.
const PARTS: [(&str, &str); 3] =
    [("certified", "certified_tol"), ("exact_of_doubles", "exact_tol"), ("expected", "tol")];

const FIELDS: [&str; 15] = [
    "input",
    "n",
    "column",
    "values",
    "x",
    "y",
    "x_values",
    "y_values",
    "certified",
    "certified_tol_rel",
    "certified_tol_abs",
    "exact_of_doubles",
    "exact_tol_rel",
    "exact_tol_abs",
    "pearson_exact",
];

/// Compares one case.
pub(crate) fn compare(context: &Context<'_>, case: &Value, comparison: &mut Comparison) -> Result<(), Stop> {
    only(case, &FIELDS)?;
    with_table(context, case, comparison, |table, comparison| one_table(context, case, table, comparison))
}

fn one_table(context: &Context<'_>, case: &Value, table: &Table, comparison: &mut Comparison) -> Result<(), Stop> {
    let tolerances = Tolerances::of(case, context.default_tolerance)?;
    if let Some(exact) = case.get("pearson_exact") {
        let (x, y) = both(table, case)?;
        let r = Got::result(pearson(&x, &y), |c| c.r);
        comparison.compare_by("pearson_exact", exact, &r, &|path| tolerances.rule(path));
    }
    let parts: Vec<(&str, &str)> = PARTS.into_iter().filter(|(part, _)| case.get(*part).is_some()).collect();
    if parts.is_empty() && case.get("pearson_exact").is_none() {
        return Err("the case expects nothing".into());
    }
    if !parts.is_empty() {
        let got = outcome(of_table(case, table))?;
        for (part, named) in parts {
            let own = Tolerance::beside(case, named);
            let rule = |path: &str| own.map_or_else(|| tolerances.rule(path), Rule::Within);
            comparison.compare_by(part, &case[part], &got, &rule);
            if expects_none(&case[part]) {
                comparison.reason("reason", &case["reason"], &got);
            }
        }
    }
    let rows = table.names().first().map_or(Ok(0), |name| table.cells(name).map(<[String]>::len))?;
    if has(case, "n") && rows > 0 {
        let n = count(case, "n")?;
        comparison.require(rows == n, || format!("{rows} rows, expected {n}"));
    }
    Ok(())
}

/// The values of the kind of model that the expected fields name, or else the number of columns.
fn of_table(case: &Value, table: &Table) -> Result<Got, Stop> {
    let fields = PARTS.iter().filter_map(|(part, _)| case[*part].as_object()).flatten();
    let asked: Vec<&str> = fields.map(|(name, _)| name.as_str()).collect();
    let asks = |names: &[&str]| asked.iter().any(|name| names.contains(name));
    let columns = match table.numeric_names().len() {
        0 => 1 + usize::from(has(case, "y") || has(case, "y_values")),
        columns => columns,
    };
    if asks(&["mean", "sd"]) || asked.iter().any(|name| lag(name).is_some()) || columns == 1 {
        return Ok(one_column(&single(table, case)?, &asked));
    }
    if asks(&["B0", "SE_B0", "B1", "SE_B1", "resid_sd"]) || (!asks(&["params", "se", "resid_var"]) && columns <= 2) {
        let (x, y) = both(table, case)?;
        return line(&x, &y);
    }
    multiple(table)
}

/// The only column, or the one that the case names.
fn single(table: &Table, case: &Value) -> Result<Vec<f64>, Stop> {
    let field = ["column", "values"].into_iter().find(|field| has(case, field)).unwrap_or("x");
    match &table.numeric_names()[..] {
        [only] if !has(case, field) => Ok(table.column(only)?),
        _ => series(table, case, field),
    }
}

/// The lag in `lag<number>_autocorrelation`.
fn lag(name: &str) -> Option<usize> {
    name.strip_prefix("lag")?.strip_suffix("_autocorrelation")?.parse().ok()
}

fn one_column(x: &[f64], asked: &[&str]) -> Got {
    let mut fields = vec![
        ("mean".to_owned(), Got::result(mean(x), |v| v)),
        ("sd".to_owned(), Got::result(standard_deviation(x), |v| v)),
        ("lag1_autocorrelation".to_owned(), Got::result(autocorrelation(x, 1), |v| v)),
    ];
    let further = asked.iter().filter_map(|name| Some((*name, lag(name).filter(|lag| *lag != 1)?)));
    fields.extend(further.map(|(name, lag)| (name.to_owned(), Got::result(autocorrelation(x, lag), |v| v))));
    Got::Fields(fields)
}

fn line(x: &[f64], y: &[f64]) -> Result<Got, Stop> {
    let fit = LeastSquares::fit(y, &[x])?;
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
fn multiple(table: &Table) -> Result<Got, Stop> {
    let (response, names) = table.names().split_first().ok_or("no columns")?;
    let columns = names.iter().map(|name| table.column(name)).collect::<Result<Vec<_>, _>>()?;
    let columns: Vec<&[f64]> = columns.iter().map(Vec::as_slice).collect();
    let fit = LeastSquares::fit(&table.column(response)?, &columns)?;
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
