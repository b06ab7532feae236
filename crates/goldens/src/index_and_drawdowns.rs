//! Returns and drawdowns of indices as the R package `PerformanceAnalytics` gives them.

use sectorscope_stats::moments::standard_deviation;
use sectorscope_stats::portfolio::drawdown::{drawdowns, underwater};
use serde_json::Value;

use crate::altcoin_index::index;
use crate::compare::{Comparison, Got};
use crate::inputs::{Table, text};
use crate::{Context, Stop};

/// Compares one case.
pub(crate) fn compare(context: &Context<'_>, case: &Value, comparison: &mut Comparison) -> Result<(), Stop> {
    let id = text(case, "id")?;
    let got = if id == "log_returns_first" {
        let prices = Table::read(context.files, "index_prices.csv")?;
        let names = prices.names().iter().filter(|name| *name != "date");
        let first = |name: &String| prices.column(name).map(|column| libm::log(column[1] / column[0]));
        Got::cells(&names.map(first).collect::<Result<Vec<_>, _>>()?)
    } else if let Some(of) = id.strip_prefix("findDrawdowns_") {
        let levels = index(context, of, case)?.levels;
        let found = drawdowns(&levels).map_err(|reason| reason.to_string())?;
        Got::fields([
            ("n_negative", Got::Number(found.len() as f64)),
            ("depths", Got::cells(&found.iter().map(|d| d.depth).collect::<Vec<_>>())),
            ("length", Got::cells(&found.iter().map(|d| d.length(levels.len()) as f64).collect::<Vec<_>>())),
        ])
    } else {
        let levels = index(context, id, case)?.levels;
        let returns: Vec<f64> = levels.windows(2).map(|pair| pair[1] / pair[0] - 1.0).collect();
        let depths = underwater(&levels).map_err(|reason| reason.to_string())?;
        Got::fields([
            ("returns", Got::cells(&returns)),
            ("final_level", Got::cell(levels.last().copied().unwrap_or(f64::NAN))),
            ("max_drawdown", Got::Number(-depths.iter().copied().fold(0.0, f64::min))),
            ("last_drawdown", Got::cell(depths.last().copied().unwrap_or(f64::NAN))),
            ("sd", Got::result(standard_deviation(&returns), |sd| sd)),
        ])
    };
    comparison.compare("", &case["expected"], &got, context.default_tolerance);
    Ok(())
}
