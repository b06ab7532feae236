//! Breaks: cumulated departures, and a date known beforehand.

use sectorscope_stats::breaks::cusum::correlation_cusum;
use sectorscope_stats::correlation::coefficient::Method;
use sectorscope_stats::inference::shift::shift;
use serde_json::Value;

use crate::compare::{Comparison, Got};
use crate::inputs::{Table, count, number, text};
use crate::{Context, Stop};

/// Compares one case.
pub(crate) fn compare(context: &Context<'_>, case: &Value, comparison: &mut Comparison) -> Result<(), Stop> {
    let table = Table::of_case(context.files, case)?;
    let got = if case.get("bandwidth").is_some() { cusum(&table, case)? } else { known_date(&table, case)? };
    comparison.compare("", &case["expected"], &got, context.default_tolerance);
    Ok(())
}

/// The cumulated departures of a case; family 56 names the same fields otherwise.
pub(crate) fn cusum(table: &Table, case: &Value) -> Result<Got, String> {
    let (x, y) = match (case["x"].as_str(), text(case, "id")?.split('_').collect::<Vec<_>>().as_slice()) {
        (Some(x), _) => (x.to_owned(), text(case, "y")?.to_owned()),
        (None, [_, x, y, ..]) => ((*x).to_owned(), (*y).to_owned()),
        _ => return Err("no pair".to_owned()),
    };
    let bandwidth = number(&case["bandwidth"]).ok_or("no bandwidth")?;
    let test =
        correlation_cusum(&table.column(&x)?, &table.column(&y)?, bandwidth).map_err(|reason| reason.to_string())?;
    let date = table.cells("date")?.get(test.rows_before - 1).cloned().unwrap_or_default();
    Ok(Got::fields([
        ("Q", Got::Number(test.statistic)),
        ("argmax_j_1based_last_obs_before_break", Got::Number(test.rows_before as f64)),
        ("argmax_j", Got::Number(test.rows_before as f64)),
        ("argmax_date", Got::Text(date)),
        ("p", Got::Number(test.p)),
        ("lrv", Got::Number(test.long_run_variance)),
        ("r_full", Got::Number(test.r)),
        ("r_at_j", Got::Number(test.r_before)),
    ]))
}

fn known_date(table: &Table, case: &Value) -> Result<Got, String> {
    let (x, y) = (table.column(text(case, "x")?)?, table.column(text(case, "y")?)?);
    let (split, lags) = (count(case, "split_after_row")?, count(case, "lags")?);
    let ((x1, x2), (y1, y2)) = (x.split_at(split), y.split_at(split));
    let found = shift(Method::Pearson, (x1, y1), (x2, y2), [lags, lags], 0.95).map_err(|reason| reason.to_string())?;
    Ok(Got::fields([
        ("r_before", Got::Number(found.before.r)),
        ("r_after", Got::Number(found.after.r)),
        ("z_fisher", Got::Number(found.textbook.statistic)),
        ("p_fisher_two_sided", Got::Number(found.textbook.p_two_sided)),
        ("z_hac", Got::Number(found.test.statistic)),
        ("p_hac_two_sided", Got::Number(found.test.p_two_sided)),
        ("p_hac_greater", Got::Number(found.test.p_greater)),
        ("se_z_before", Got::Number(found.before.se_z)),
        ("se_z_after", Got::Number(found.after.se_z)),
    ]))
}
