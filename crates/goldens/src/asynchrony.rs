//! Leads, lags and days that do not end together.

use sectorscope_stats::correlation::cross_correlation::cross_correlation;
use sectorscope_stats::inference::asynchrony::{LagWeights, dimson, scholes_williams, summed_lag_correlation};
use sectorscope_stats::inference::regression::LeastSquares;
use serde_json::Value;

use crate::compare::{Comparison, Got};
use crate::inputs::{Table, numbers, text};
use crate::{Context, Stop};

/// Compares one case: cross-correlations where it names lags, else betas and summed lags.
pub(crate) fn compare(context: &Context<'_>, case: &Value, comparison: &mut Comparison) -> Result<(), Stop> {
    let table = Table::of_case(context.files, case)?;
    let (x, y) = (table.column(text(case, "x")?)?, table.column(text(case, "y")?)?);
    let fail = |reason: sectorscope_stats::Undefined| Stop::Failed(reason.to_string());
    if case.get("lags").is_some() {
        let lags = numbers(case, "lags")?;
        let most = (lags.len() / 2) as f64;
        if lags.iter().enumerate().any(|(position, &lag)| lag != position as f64 - most) {
            return Err(Stop::Failed("lags are not in order".to_owned()));
        }
        let got = cross_correlation(&x, &y, lags.len() / 2).map_err(fail)?;
        comparison.compare("expected", &case["expected"], &Got::cells(&got), context.default_tolerance);
        // The band of independent series.
        let band = Got::Number(1.959_963_984_540_054 / (x.len() as f64).sqrt());
        comparison.compare("band95", &case["band95"], &band, context.default_tolerance);
        return Ok(());
    }
    let sw = scholes_williams(&y, &x).map_err(fail)?;
    let multiple = dimson(&y, &x).map_err(fail)?;
    let ols = LeastSquares::fit(&y, &[&x]).map_err(fail)?;
    let summed = |lags, weights| Got::result(summed_lag_correlation(&x, &y, lags, weights), |r| r);
    let got = Got::fields([
        ("sw_beta_lag", Got::Number(sw.lag)),
        ("sw_beta_0", Got::Number(sw.same_day)),
        ("sw_beta_lead", Got::Number(sw.lead)),
        ("rho1_x", Got::Number(sw.autocorrelation)),
        ("beta_SW", Got::Number(sw.beta)),
        ("dimson_lag_0_lead", Got::cells(&multiple.coefficients)),
        ("beta_dimson", Got::Number(multiple.beta)),
        ("ols_beta", Got::Number(ols.coefficients[1])),
        ("sum_corr_K1", summed(1, LagWeights::Equal)),
        ("bartlett_corr_K1", summed(1, LagWeights::Bartlett)),
        ("sum_corr_K2", summed(2, LagWeights::Equal)),
        ("bartlett_corr_K2", summed(2, LagWeights::Bartlett)),
    ]);
    comparison.compare("", &case["expected"], &got, context.default_tolerance);
    Ok(())
}
