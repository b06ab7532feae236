//! What the R package psych gives: each call told by the case's id and call.

use sectorscope_stats::Undefined;
use sectorscope_stats::complete::complete_rows;
use sectorscope_stats::correlation::coefficient::Method;
use sectorscope_stats::correlation::matrix::{CorrelationMatrix, Missing};
use sectorscope_stats::inference::fisher::{correlation_t_test, fisher_interval};
use sectorscope_stats::inference::independent_correlations::independent_test;
use sectorscope_stats::inference::jennrich::jennrich_test;
use sectorscope_stats::inference::overlapping_correlations::OverlappingCorrelations;
use sectorscope_stats::inference::partial::partial_correlation;
use sectorscope_stats::linalg::cholesky::Cholesky;
use sectorscope_stats::special::gamma::chi_squared_sf;
use serde_json::Value;

use crate::compare::{Comparison, Got};
use crate::inputs::{Table, count, text, texts};
use crate::{Context, Stop};

/// Compares one case.
pub(crate) fn compare(context: &Context<'_>, case: &Value, comparison: &mut Comparison) -> Result<(), Stop> {
    let id = text(case, "id")?;
    let got = match id {
        "psych_williams_doc" => call(case).and_then(|call| williams(&call)),
        "psych_single_r" => call(case).and_then(|call| single(&call)),
        "psych_indep" => call(case).and_then(|call| independent(&call)),
        "jennrich_equal_matrices" => jennrich(context, case, comparison),
        _ if id.starts_with("partial_") => partial(context, id),
        _ => return Err(Stop::Failed(format!("{id} is not understood"))),
    };
    comparison.compare("", &case["expected"], &got?, context.default_tolerance);
    Ok(())
}

/// The arguments of `r.test(...)`, by name where they have one, else by position.
fn call(case: &Value) -> Result<Vec<(String, f64)>, String> {
    let inside = text(case, "call")?.trim_start_matches("r.test(").trim_end_matches(')');
    let positions = ["n", "r12", "r34"];
    inside
        .split(',')
        .enumerate()
        .map(|(at, argument)| {
            let (name, value) =
                argument.split_once('=').unwrap_or((positions.get(at).copied().unwrap_or("?"), argument));
            let value = value.trim().parse().map_err(|e| format!("{argument}: {e}"))?;
            Ok((name.trim().to_owned(), value))
        })
        .collect()
}

fn argument(call: &[(String, f64)], name: &str) -> Result<f64, String> {
    call.iter().find(|(other, _)| other == name).map(|(_, value)| *value).ok_or_else(|| format!("no {name}"))
}

fn williams(call: &[(String, f64)]) -> Result<Got, String> {
    let r = |name| argument(call, name);
    let three = OverlappingCorrelations::new(r("r12")?, r("r13")?, r("r23")?, r("n")? as usize);
    let test = three.map_err(|reason| reason.to_string())?.williams();
    Ok(Got::fields([("t", Got::Number(test.statistic)), ("p", Got::Number(test.p_two_sided))]))
}

fn single(call: &[(String, f64)]) -> Result<Got, String> {
    let (r, n) = (argument(call, "r12")?, argument(call, "n")? as usize);
    let test = correlation_t_test(r, n);
    let interval = fisher_interval(r, n, 0.95).map_err(|reason| reason.to_string())?;
    Ok(Got::fields([
        ("t", Got::result(test, |t| t.t)),
        ("p", Got::result(test, |t| t.p_two_sided)),
        ("ci", Got::cells(&[interval.low, interval.high])),
    ]))
}

/// The package prints the distance without its sign.
fn independent(call: &[(String, f64)]) -> Result<Got, String> {
    let r = |name| argument(call, name);
    let test = independent_test(r("r12")?, r("n")? as usize, r("r34")?, r("n2")? as usize);
    Ok(Got::fields([("z", Got::result(test, |t| t.statistic.abs())), ("p", Got::result(test, |t| t.p_two_sided))]))
}

/// The package's statistic is not Jennrich's: it takes tr(ZZ')/2 - d'S^-1 d with S = R times R by elements, where Jennrich 1970
/// has tr(ZZ)/2 and S = I + R times R^-1. With two columns and equal samples his is c (r1 - r2)^2/(1 - r^2)^2, the square of a
/// standard normal quantity; the package's is that times 1 + r^2 - 2r^2/(1 + r^2), which is not. The library has Jennrich's. So
/// the reference is compared with the package's formula, carried out here on the library's matrices, factors and tails.
fn jennrich(context: &Context<'_>, case: &Value, comparison: &mut Comparison) -> Result<Got, String> {
    let table = Table::of_case(context.files, case)?;
    let columns = texts(case, "columns")?.iter().map(|name| table.column(name)).collect::<Result<Vec<_>, _>>()?;
    let columns = complete_rows(&columns.iter().map(Vec::as_slice).collect::<Vec<_>>());
    let (split, rows, k) = (count(case, "split_after_row")?, columns[0].len(), columns.len());
    let matrix = |from: usize, to: usize| {
        let part: Vec<&[f64]> = columns.iter().map(|column| &column[from..to]).collect();
        CorrelationMatrix::new(Method::Pearson, &part, Missing::Listwise, 2).r
    };
    let (before, after) = (matrix(0, split), matrix(split, rows));
    let of_package = package_statistic(&before, split as f64, &after, (rows - split) as f64, k);
    let ours = jennrich_test(&before, split, &after, rows - split, k);
    let (chi_squared, ours) = (of_package.map_err(|r| r.to_string())?, ours.map_err(|r| r.to_string())?);
    comparison.notes.push(format!(
        "52_psych jennrich: the package's formula gives {chi_squared}, Jennrich's, which the library has, {}",
        ours.chi_squared
    ));
    Ok(Got::fields([
        ("chi2", Got::Number(chi_squared)),
        ("p", Got::Number(chi_squared_sf(chi_squared, ours.df))),
        ("df", Got::Number(ours.df)),
    ]))
}

fn package_statistic(r1: &[f64], n1: f64, r2: &[f64], n2: f64, k: usize) -> Result<f64, Undefined> {
    let mean: Vec<f64> = r1.iter().zip(r2).map(|(a, b)| (n1 * a + n2 * b) / (n1 + n2)).collect();
    let inverse = Cholesky::new(&mean, k)?.inverse();
    let c = n1 * n2 / (n1 + n2);
    let z: Vec<f64> = (0..k * k)
        .map(|at| (0..k).map(|m| inverse[at / k * k + m] * (r1[m * k + at % k] - r2[m * k + at % k])).sum::<f64>())
        .collect();
    let squares: Vec<f64> = mean.iter().map(|r| r * r).collect();
    let diagonal: Vec<f64> = (0..k).map(|i| z[i * k + i]).collect();
    Ok(c * (0.5 * z.iter().map(|z| z * z).sum::<f64>() - Cholesky::new(&squares, k)?.inverse_form(&diagonal)))
}

/// `partial_<x>_<y>_given_<control>_<control>...` of the panel.
fn partial(context: &Context<'_>, id: &str) -> Result<Got, String> {
    let table = Table::read(context.files, "panel_returns.csv")?;
    let (pair, controls) = id.trim_start_matches("partial_").split_once("_given_").ok_or("no controls")?;
    let (x, y) = pair.split_once('_').ok_or("no pair")?;
    let controls = controls.split('_').map(|name| table.column(name)).collect::<Result<Vec<_>, _>>()?;
    let controls: Vec<&[f64]> = controls.iter().map(Vec::as_slice).collect();
    Ok(Got::result(partial_correlation(&table.column(x)?, &table.column(y)?, &controls, 0.95), |p| p.r))
}
