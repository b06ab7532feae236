//! The bootstrap variance of a mean in closed form, and what drawing it gives.

use sectorscope_stats::resampling::bootstrap::bootstrap_correlations;
use sectorscope_stats::resampling::bootstrap_interval::percentile_interval;
use sectorscope_stats::resampling::bootstrap_variance::{circular_variance, stationary_variance};
use sectorscope_stats::resampling::resample::Resampler;
use serde_json::Value;

use crate::compare::{Comparison, Got, Tolerance};
use crate::inputs::{Table, count, number, series, text};
use crate::{Context, Stop};

/// Compares one case.
pub(crate) fn compare(context: &Context<'_>, case: &Value, comparison: &mut Comparison) -> Result<(), Stop> {
    let table = Table::of_case(context.files, case)?;
    if case["kind"] == "monte_carlo" {
        return monte_carlo(&table, case, comparison);
    }
    let x = series(&table, text(case, "column")?)?;
    if x.len() != count(case, "n")? {
        return Err(Stop::Failed(format!("{} rows", x.len())));
    }
    let variance = match number(&case["expected_block"]) {
        Some(mean_block) => stationary_variance(&x, mean_block),
        None => circular_variance(&x, count(case, "block")?),
    };
    let got = Got::fields([
        ("var_sqrt_n_mean", Got::result(variance, |v| v)),
        ("se_mean", Got::result(variance, |v| (v / x.len() as f64).sqrt())),
    ]);
    comparison.compare("", &case["expected"], &got, context.default_tolerance);
    Ok(())
}

/// `mc_stationary_corr_<x>_<y>_L<mean block>`: our draws against theirs.
fn monte_carlo(table: &Table, case: &Value, comparison: &mut Comparison) -> Result<(), Stop> {
    let id = text(case, "id")?;
    let parts: Vec<&str> = id.split('_').collect();
    let [.., x, y, block] = parts.as_slice() else { return Err(Stop::Failed(format!("{id} names no pair"))) };
    let block: f64 = block.trim_start_matches('L').parse().map_err(|e| format!("{id}: {e}"))?;
    let (x, y) = (table.column(x)?, table.column(y)?);
    let fail = |reason: sectorscope_stats::Undefined| Stop::Failed(reason.to_string());
    let draws = count(case, "B")?;
    let plan = Resampler::stationary(x.len(), draws, block, 20_250_129).map_err(fail)?;
    let replicates = bootstrap_correlations(&[&x, &y], &[(0, 1)], &plan).map_err(fail)?;
    let interval = percentile_interval(&replicates.column(0), 0.95).map_err(fail)?;
    let expected = &case["expected"];
    let tolerance = |field: &str| number(&case["tol"][field]).ok_or_else(|| Stop::Failed(format!("no {field}")));
    let (se, mean) = (replicates.standard_errors()[0], replicates.means()[0]);
    comparison.compare("se", &expected["se"], &Got::Number(se), Tolerance::relative(tolerance("se_rel")?));
    let quantiles = Tolerance::absolute(tolerance("quantile_abs")?);
    comparison.compare("q025", &expected["q025"], &Got::Number(interval.low), quantiles);
    comparison.compare("q975", &expected["q975"], &Got::Number(interval.high), quantiles);
    // Both means come from draws: four standard errors of their difference, narrower than what quantiles are allowed.
    let of_means = Tolerance::absolute(4.0 * se * (2.0 / draws as f64).sqrt());
    comparison.compare("mean", &expected["mean"], &Got::Number(mean), of_means);
    Ok(())
}
