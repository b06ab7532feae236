//! Indices with drifting weights, and drawdowns. Family 57 asks the same of another program.

use sectorscope_stats::moments::{mean, standard_deviation};
use sectorscope_stats::portfolio::composite_index::{CompositeIndex, composite_index};
use sectorscope_stats::portfolio::drawdown::deepest_drawdown;
use sectorscope_stats::portfolio::weights::{
    capped_weights, equal_weights, inverse_volatility_weights, proportional_weights,
};
use serde_json::Value;

use crate::compare::{Comparison, Got};
use crate::inputs::{Table, count, number, numbers, text};
use crate::{Context, Stop};

/// Compares one case.
pub(crate) fn compare(context: &Context<'_>, case: &Value, comparison: &mut Comparison) -> Result<(), Stop> {
    let got = if case.get("levels").is_some() {
        Got::Fields(drawdown_fields(&numbers(case, "levels")?)?)
    } else {
        let index = index(context, text(case, "id")?, case)?;
        let steps: Vec<f64> = index.levels.windows(2).map(|pair| libm::log(pair[1] / pair[0])).collect();
        let mut fields = drawdown_fields(&index.levels)?;
        fields.extend([
            ("level".to_owned(), Got::cells(&index.levels)),
            ("weights_last".to_owned(), Got::cells(&index.weights)),
            ("mean_log_return".to_owned(), Got::result(mean(&steps), |v| v)),
            ("vol_log".to_owned(), Got::result(standard_deviation(&steps), |v| v)),
        ]);
        Got::Fields(fields)
    };
    comparison.compare("", &case["expected"], &got, context.default_tolerance);
    Ok(())
}

fn drawdown_fields(levels: &[f64]) -> Result<Vec<(String, Got)>, String> {
    let deepest = deepest_drawdown(levels).map_err(|reason| reason.to_string())?;
    let row = |row: Option<usize>| row.map_or(Got::Undefined, |row| Got::Number(row as f64));
    Ok(vec![
        ("max_drawdown".to_owned(), Got::Number(deepest.map_or(0.0, |d| d.depth))),
        ("peak_row".to_owned(), row(deepest.map(|d| d.peak))),
        ("trough_row".to_owned(), row(deepest.map(|d| d.trough))),
        ("recovery_row".to_owned(), row(deepest.and_then(|d| d.recovery))),
    ])
}

/// `<weights>_<monthly, daily or buyhold>`.
pub(crate) fn index(context: &Context<'_>, id: &str, case: &Value) -> Result<CompositeIndex, Stop> {
    let unknown = || Stop::Failed(format!("{id} is not understood"));
    let (scheme, rhythm) = id.split_once('_').ok_or_else(unknown)?;
    let prices = Table::read(context.files, "index_prices.csv")?;
    let sizes = Table::read(context.files, "index_mcap.csv")?;
    let names: Vec<&String> = prices.names().iter().filter(|name| *name != "date").collect();
    let columns = |table: &Table| names.iter().map(|name| table.column(name)).collect::<Result<Vec<_>, _>>();
    let (columns, sizes) = (columns(&prices)?, columns(&sizes)?);
    let months: Vec<&str> = prices.cells("date")?.iter().map(|date| date.get(..7).unwrap_or_default()).collect();
    let returns: Vec<Vec<f64>> =
        columns.iter().map(|c| c.windows(2).map(|pair| libm::log(pair[1] / pair[0])).collect()).collect();
    let equal = || equal_weights(&vec![true; columns.len()]).unwrap_or_default();
    let target = |row: usize| -> Result<Vec<f64>, Stop> {
        let by_size = || proportional_weights(&sizes.iter().map(|column| column[row]).collect::<Vec<_>>());
        let fail = |reason: sectorscope_stats::Undefined| Stop::Failed(reason.to_string());
        match scheme {
            "equal" => Ok(equal()),
            "mcap" => by_size().map_err(fail),
            "mcap35" => {
                let cap = number(&case["cap"]).ok_or_else(unknown)?;
                by_size().map(|weights| capped_weights(&weights, cap)).map_err(fail)
            }
            "invvol" => {
                let window = count(case, "window")?;
                if row < window {
                    return Ok(equal());
                }
                let trailing: Vec<&[f64]> = returns.iter().map(|column| &column[row - window..row]).collect();
                inverse_volatility_weights(&trailing).map_err(fail)
            }
            _ => Err(unknown()),
        }
    };
    let due = |row: usize| match rhythm {
        "daily" => true,
        "monthly" => months.get(row + 1).is_some_and(|next| *next != months[row]),
        _ => false,
    };
    if !["daily", "monthly", "buyhold"].contains(&rhythm) {
        return Err(unknown());
    }
    let slices: Vec<&[f64]> = columns.iter().map(Vec::as_slice).collect();
    let targets = (0..months.len()).map(target).collect::<Result<Vec<_>, _>>()?;
    composite_index(&slices, &targets[0], |row| due(row).then(|| targets[row].clone()))
        .map_err(|reason| Stop::Failed(reason.to_string()))
}
