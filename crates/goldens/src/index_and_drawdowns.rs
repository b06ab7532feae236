//! Returns and drawdowns of indices as the R package `PerformanceAnalytics` gives them; what is expected says which.

use sectorscope::returns::{ReturnKind, return_between};
use sectorscope_stats::moments::standard_deviation;
use sectorscope_stats::portfolio::drawdown::{drawdowns, underwater};
use serde_json::Value;

use crate::case::compare_expected;
use crate::compare::{Comparison, Got};
use crate::fields::{asks, only};
use crate::index_plans::{FIELDS, Plan, price_tables};
use crate::readings::first_that_agrees;
use crate::{Context, Stop};

/// Compares one case: a list of returns of one row, all drawdowns of an index, or its returns and the deepest.
pub(crate) fn compare(context: &Context<'_>, case: &Value, comparison: &mut Comparison) -> Result<(), Stop> {
    only(case, &FIELDS)?;
    if case["expected"].is_array() {
        return one_row(context, case, comparison);
    }
    let of_drawdowns = asks(case, &["n_negative", "depths", "length"]);
    first_that_agrees(comparison, Plan::all(context, case)?, |plan, comparison| {
        let levels = plan.index().map(|index| index.levels);
        let got = levels.and_then(|levels| if of_drawdowns { all_drawdowns(&levels) } else { returns(&levels) });
        compare_expected(context, case, comparison, "", got)
    })
}

fn all_drawdowns(levels: &[f64]) -> Result<Got, Stop> {
    let found = drawdowns(levels)?;
    Ok(Got::fields([
        ("n_negative", Got::count(found.len())),
        ("depths", Got::cells(&found.iter().map(|d| d.depth).collect::<Vec<_>>())),
        ("length", Got::cells(&found.iter().map(|d| d.length(levels.len()) as f64).collect::<Vec<_>>())),
    ]))
}

fn returns(levels: &[f64]) -> Result<Got, Stop> {
    let returns: Vec<f64> = levels.windows(2).map(|pair| pair[1] / pair[0] - 1.0).collect();
    let depths = underwater(levels)?;
    Ok(Got::fields([
        ("returns", Got::cells(&returns)),
        ("final_level", Got::cell(levels.last().copied().unwrap_or(f64::NAN))),
        ("max_drawdown", Got::Number(-depths.iter().copied().fold(0.0, f64::min))),
        ("last_drawdown", Got::cell(depths.last().copied().unwrap_or(f64::NAN))),
        ("sd", Got::result(standard_deviation(&returns), |sd| sd)),
    ]))
}

/// The returns of every column from one row to the next: the first, or another.
fn one_row(context: &Context<'_>, case: &Value, comparison: &mut Comparison) -> Result<(), Stop> {
    let mut readings = Vec::new();
    for (name, table) in price_tables(context, case)? {
        let names = table.numeric_names();
        let columns = names.into_iter().map(|name| table.column(name)).collect::<Result<Vec<_>, _>>()?;
        let rows = columns.first().map_or(0, Vec::len);
        for row in 1..rows {
            for (word, kind) in [("log", ReturnKind::Log), ("simple", ReturnKind::Simple)] {
                let of = |column: &Vec<f64>| match kind {
                    ReturnKind::Log => libm::log(column[row] / column[row - 1]),
                    ReturnKind::Simple => return_between(kind, column[row - 1], column[row]),
                };
                let label = format!("{word} returns of row {row} of {name}");
                readings.push((label, Got::cells(&columns.iter().map(of).collect::<Vec<_>>())));
            }
        }
    }
    first_that_agrees(comparison, readings, |got, comparison| {
        compare_expected(context, case, comparison, "", Ok(got.clone()))
    })
}
