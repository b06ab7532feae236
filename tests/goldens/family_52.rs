//! What the R package psych gives: each call told by the case's id and call.

use sectorscope::stats::complete::complete_rows;
use sectorscope::stats::correlation::Method;
use sectorscope::stats::fisher::{correlation_t_test, fisher_interval};
use sectorscope::stats::independent_correlations::independent_test;
use sectorscope::stats::jennrich::jennrich_test;
use sectorscope::stats::matrix::{CorrelationMatrix, Missing};
use sectorscope::stats::overlapping_correlations::OverlappingCorrelations;
use sectorscope::stats::partial::partial_correlation;
use serde_json::Value;

use crate::compare::{Comparison, Got};
use crate::inputs::{Table, count, text, texts};
use crate::{Context, Stop};

/// Compares one case.
pub fn compare(context: &Context, case: &Value, comparison: &mut Comparison) -> Result<(), Stop> {
    let id = text(case, "id")?;
    let got = match id {
        "psych_williams_doc" => call(case).and_then(|call| williams(&call)),
        "psych_single_r" => call(case).and_then(|call| single(&call)),
        "psych_indep" => call(case).and_then(|call| independent(&call)),
        "jennrich_equal_matrices" => jennrich(context, case),
        _ if id.starts_with("partial_") => partial(context, id),
        _ => return Err(Stop::Skipped(format!("{id} is not understood"))),
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

fn jennrich(context: &Context, case: &Value) -> Result<Got, String> {
    let table = Table::of_case(&context.inputs, case)?;
    let columns = texts(case, "columns")?.iter().map(|name| table.column(name)).collect::<Result<Vec<_>, _>>()?;
    let columns = complete_rows(&columns.iter().map(Vec::as_slice).collect::<Vec<_>>());
    let (split, rows) = (count(case, "split_after_row")?, columns[0].len());
    let matrix = |from: usize, to: usize| {
        let part: Vec<&[f64]> = columns.iter().map(|column| &column[from..to]).collect();
        CorrelationMatrix::new(Method::Pearson, &part, Missing::Listwise, 2).r
    };
    let test = jennrich_test(&matrix(0, split), split, &matrix(split, rows), rows - split, columns.len());
    Ok(Got::fields([
        ("chi2", Got::result(test, |t| t.chi_squared)),
        ("p", Got::result(test, |t| t.p)),
        ("df", Got::result(test, |t| t.df)),
    ]))
}

/// `partial_<x>_<y>_given_<control>_<control>...` of the panel.
fn partial(context: &Context, id: &str) -> Result<Got, String> {
    let table = Table::read(&context.inputs, "panel_returns.csv")?;
    let (pair, controls) = id.trim_start_matches("partial_").split_once("_given_").ok_or("no controls")?;
    let (x, y) = pair.split_once('_').ok_or("no pair")?;
    let controls = controls.split('_').map(|name| table.column(name)).collect::<Result<Vec<_>, _>>()?;
    let controls: Vec<&[f64]> = controls.iter().map(Vec::as_slice).collect();
    Ok(Got::result(partial_correlation(&table.column(x)?, &table.column(y)?, &controls, 0.95), |p| p.r))
}
