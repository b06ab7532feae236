//! Long-run variances and bandwidths as the R package sandwich gives them; the fields say the lags.

use sectorscope_stats::inference::bandwidth::{
    Kernel, andrews_bandwidth, kernel_long_run_variance, newey_west_bandwidth,
};
use sectorscope_stats::inference::hac::{default_lags, long_run_variance};
use sectorscope_stats::inference::regression::{LeastSquares, Leverage};
use sectorscope_stats::moments::mean;
use serde_json::Value;

use crate::compare::{Comparison, Got};
use crate::inputs::{Table, series, text};
use crate::{Context, Stop};

/// Compares one case.
pub(crate) fn compare(context: &Context<'_>, case: &Value, comparison: &mut Comparison) -> Result<(), Stop> {
    let id = text(case, "id")?;
    let got = match id.strip_prefix("lm_").and_then(|pair| pair.split_once('_')) {
        Some((y, x)) => regression(&Table::read(context.files, "panel_returns.csv")?, y, x)?,
        None => {
            let table = Table::of_case(context.files, case)?;
            let name = if case.get("column").is_some() { text(case, "column")? } else { id };
            let names = case["expected"].as_object().ok_or_else(|| "no expected fields".to_owned())?.keys();
            of_series(&series(&table, name)?, names)?
        }
    };
    comparison.compare("", &case["expected"], &got, context.default_tolerance);
    Ok(())
}

fn of_series<'a>(x: &[f64], names: impl Iterator<Item = &'a String>) -> Result<Got, String> {
    let rows = x.len() as f64;
    let centre = mean(x).map_err(|reason| reason.to_string())?;
    let x: Vec<f64> = x.iter().map(|value| value - centre).collect();
    let with_andrews =
        |kernel| andrews_bandwidth(&x, kernel).and_then(|bandwidth| kernel_long_run_variance(&x, kernel, bandwidth));
    let field = |name: &String| {
        let value = match (name.as_str(), name.strip_prefix("var_mean_NW_L")) {
            (_, Some(lags)) => {
                let lags = lags.parse().map_err(|e| format!("{name}: {e}"))?;
                Got::result(long_run_variance(&x, lags), |variance| variance / rows)
            }
            ("bw_andrews_AR1_bartlett" | "bw_andrews", _) => {
                Got::result(andrews_bandwidth(&x, Kernel::Bartlett), |b| b)
            }
            ("bw_neweywest94_bartlett_prewhite0" | "bw_nw94", _) => Got::result(newey_west_bandwidth(&x), |b| b),
            ("lrvar_andrews_bartlett", _) => Got::result(with_andrews(Kernel::Bartlett), |v| v / rows),
            ("lrvar_andrews_QS", _) => Got::result(with_andrews(Kernel::QuadraticSpectral), |v| v / rows),
            ("rule_of_thumb_L", _) => Got::Number(default_lags(x.len()) as f64),
            _ => return Err(format!("{name} is not understood")),
        };
        Ok((name.clone(), value))
    };
    Ok(Got::Fields(names.map(field).collect::<Result<_, String>>()?))
}

fn regression(table: &Table, y: &str, x: &str) -> Result<Got, String> {
    let fit = LeastSquares::fit(&table.column(y)?, &[&table.column(x)?]).map_err(|reason| reason.to_string())?;
    let list = |values: Result<Vec<f64>, _>| values.map_or(Got::Undefined, |values: Vec<f64>| Got::cells(&values));
    Ok(Got::fields([
        ("coef", Got::cells(&fit.coefficients)),
        ("se_nw6", list(fit.hac_standard_errors(6, false))),
        ("se_hc3", list(fit.heteroskedastic_standard_errors(Leverage::Corrected))),
        ("se_hc0", list(fit.heteroskedastic_standard_errors(Leverage::Ignored))),
    ]))
}
