//! Indices with drifting weights, and drawdowns.

use sectorscope_stats::moments::{mean, standard_deviation};
use sectorscope_stats::portfolio::drawdown::deepest_drawdown;
use serde_json::Value;

use crate::case::compare_expected;
use crate::compare::{Comparison, Got};
use crate::fields::{has, only};
use crate::index_plans::{FIELDS, Plan};
use crate::inputs::numbers;
use crate::readings::first_that_agrees;
use crate::{Context, Stop};

/// Compares one case: levels of its own, or an index of prices.
pub(crate) fn compare(context: &Context<'_>, case: &Value, comparison: &mut Comparison) -> Result<(), Stop> {
    if has(case, "levels") {
        only(case, &["levels"])?;
        let got = drawdown_fields(&numbers(case, "levels")?).map(Got::Fields);
        return compare_expected(context, case, comparison, "", got);
    }
    only(case, &FIELDS)?;
    first_that_agrees(comparison, Plan::all(context, case)?, |plan, comparison| {
        compare_expected(context, case, comparison, "", of_index(plan))
    })
}

fn of_index(plan: &Plan) -> Result<Got, Stop> {
    let index = plan.index()?;
    let steps: Vec<f64> = index.levels.windows(2).map(|pair| libm::log(pair[1] / pair[0])).collect();
    let mut fields = drawdown_fields(&index.levels)?;
    fields.extend([
        ("level".to_owned(), Got::cells(&index.levels)),
        ("weights_last".to_owned(), Got::cells(&index.weights)),
        ("mean_log_return".to_owned(), Got::result(mean(&steps), |v| v)),
        ("vol_log".to_owned(), Got::result(standard_deviation(&steps), |v| v)),
    ]);
    Ok(Got::Fields(fields))
}

fn drawdown_fields(levels: &[f64]) -> Result<Vec<(String, Got)>, Stop> {
    let deepest = deepest_drawdown(levels)?;
    let row = |row: Option<usize>| row.map_or(Got::Undefined, Got::count);
    Ok(vec![
        ("max_drawdown".to_owned(), Got::Number(deepest.map_or(0.0, |d| d.depth))),
        ("peak_row".to_owned(), row(deepest.map(|d| d.peak))),
        ("trough_row".to_owned(), row(deepest.map(|d| d.trough))),
        ("recovery_row".to_owned(), row(deepest.and_then(|d| d.recovery))),
    ])
}
