//! Breaks: cumulated departures, and a date known beforehand.

use sectorscope_stats::Undefined;
use sectorscope_stats::breaks::cusum::correlation_cusum;
use sectorscope_stats::correlation::coefficient::Method;
use sectorscope_stats::inference::hac::default_lags;
use sectorscope_stats::inference::shift::{Shift, shift};
use serde_json::Value;

use crate::case::compare_expected;
use crate::compare::{Comparison, Got};
use crate::fields::{has, only};
use crate::inputs::{Table, count, number, numbers};
use crate::tables::{both, with_table};
use crate::{Context, Stop};

/// Compares one case: a known date where it names a row, else cumulated departures.
pub(crate) fn compare(context: &Context<'_>, case: &Value, comparison: &mut Comparison) -> Result<(), Stop> {
    let known = has(case, "split_after_row");
    let of_kind: &[&str] = if known { &["split_after_row", "lags"] } else { &["bandwidth"] };
    only(case, &[&["input", "x", "y", "x_values", "y_values"], of_kind].concat())?;
    with_table(context, case, comparison, |table, comparison| {
        let (x, y) = both(table, case)?;
        let got = if known { known_date(case, &x, &y) } else { cusum(table, case, &x, &y) };
        compare_expected(context, case, comparison, "", got)
    })
}

/// The cumulated departures of a case. Another family has other names for the same fields. A case without a bandwidth
/// has that of the paper, log n.
pub(crate) fn cusum(table: &Table, case: &Value, x: &[f64], y: &[f64]) -> Result<Got, Stop> {
    let complete: Vec<usize> =
        (0..x.len().min(y.len())).filter(|&row| x[row].is_finite() && y[row].is_finite()).collect();
    let bandwidth = match &case["bandwidth"] {
        Value::Null => libm::log(complete.len() as f64),
        stated => number(stated).ok_or("bandwidth is not a number")?,
    };
    let test = correlation_cusum(x, y, bandwidth)?;
    let row = test.rows_before.checked_sub(1).and_then(|last| complete.get(last));
    let date = table.cells("date").ok().and_then(|dates| dates.get(*row?).cloned());
    Ok(Got::fields([
        ("Q", Got::Number(test.statistic)),
        ("argmax_j_1based_last_obs_before_break", Got::count(test.rows_before)),
        ("argmax_j", Got::count(test.rows_before)),
        ("argmax_date", date.map_or(Got::Undefined, Got::Text)),
        ("p", Got::Number(test.p)),
        ("lrv", Got::Number(test.long_run_variance)),
        ("r_full", Got::Number(test.r)),
        ("r_at_j", Got::Number(test.r_before)),
    ]))
}

fn known_date(case: &Value, x: &[f64], y: &[f64]) -> Result<Got, Stop> {
    let split = count(case, "split_after_row")?;
    let parts = |column: &'_ [f64]| column.split_at_checked(split).map(|(a, b)| (a.to_vec(), b.to_vec()));
    let ((x1, x2), (y1, y2)) = parts(x).zip(parts(y)).ok_or("split_after_row is beyond the last row")?;
    let lags = match &case["lags"] {
        Value::Null => [default_lags(x1.len()), default_lags(x2.len())],
        Value::Array(_) => match numbers(case, "lags")?[..] {
            [before, after] => [before as usize, after as usize],
            _ => return Err("lags are one number, or one before and one after".into()),
        },
        _ => [count(case, "lags")?; 2],
    };
    let found = shift(Method::Pearson, (&x1, &y1), (&x2, &y2), lags, 0.95);
    Ok(shift_fields(&found, |before| {
        let (x, y) = if before { (&x1, &y1) } else { (&x2, &y2) };
        Got::result(sectorscope_stats::correlation::coefficient::pearson(x, y), |c| c.r)
    }))
}

fn shift_fields(found: &Result<Shift, Undefined>, r: impl Fn(bool) -> Got) -> Got {
    let each = |value: fn(&Shift) -> f64| Got::result(found.as_ref().map_err(|reason| *reason), value);
    Got::fields([
        ("r_before", r(true)),
        ("r_after", r(false)),
        ("z_fisher", each(|s| s.textbook.statistic)),
        ("p_fisher_two_sided", each(|s| s.textbook.p_two_sided)),
        ("z_hac", each(|s| s.test.statistic)),
        ("p_hac_two_sided", each(|s| s.test.p_two_sided)),
        ("p_hac_greater", each(|s| s.test.p_greater)),
        ("se_z_before", each(|s| s.before.se_z)),
        ("se_z_after", each(|s| s.after.se_z)),
    ])
}
