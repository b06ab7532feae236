//! Leads, lags and days that do not end together.

use sectorscope_stats::correlation::cross_correlation::cross_correlation;
use sectorscope_stats::inference::asynchrony::{LagWeights, dimson, scholes_williams, summed_lag_correlation};
use sectorscope_stats::inference::regression::LeastSquares;
use serde_json::Value;

use crate::case::{compare_expected, compare_parts};
use crate::compare::{Comparison, Got};
use crate::fields::{asked, has, only};
use crate::inputs::numbers;
use crate::tables::{both, with_table};
use crate::{Context, Stop};

/// Compares one case: cross-correlations where it names lags or expects a list, else betas and summed lags.
pub(crate) fn compare(context: &Context<'_>, case: &Value, comparison: &mut Comparison) -> Result<(), Stop> {
    only(case, &["input", "x", "y", "x_values", "y_values", "lags", "band95"])?;
    with_table(context, case, comparison, |table, comparison| {
        let (x, y) = both(table, case)?;
        if has(case, "lags") || case["expected"].is_array() {
            cross_correlations(context, case, (&x, &y), comparison)
        } else {
            compare_expected(context, case, comparison, "", Ok(betas(case, &x, &y)))
        }
    })
}

/// At the lags that the case names, or as many on either side of 0 as it expects.
fn cross_correlations(
    context: &Context<'_>,
    case: &Value,
    (x, y): (&[f64], &[f64]),
    comparison: &mut Comparison,
) -> Result<(), Stop> {
    let lags: Vec<isize> = if has(case, "lags") {
        numbers(case, "lags")?.into_iter().map(|lag| lag as isize).collect()
    } else {
        let side = (case["expected"].as_array().map_or(0, Vec::len) / 2) as isize;
        (-side..=side).collect()
    };
    let most = lags.iter().map(|lag| lag.unsigned_abs()).max().unwrap_or(0);
    let got = Got::of(cross_correlation(x, y, most), |all| {
        let at = |lag: &isize| all.get((lag + most as isize) as usize).copied().unwrap_or(f64::NAN);
        Got::cells(&lags.iter().map(at).collect::<Vec<_>>())
    });
    compare_expected(context, case, comparison, "expected", Ok(got))?;
    if case.get("band95").is_some() {
        // The band of independent series.
        let band = Got::Number(1.959_963_984_540_054 / (x.len() as f64).sqrt());
        compare_parts(context, case, comparison, &["band95"], &band)?;
    }
    Ok(())
}

fn betas(case: &Value, x: &[f64], y: &[f64]) -> Got {
    let (sw, multiple, ols) = (scholes_williams(y, x), dimson(y, x), LeastSquares::fit(y, &[x]));
    let of_sw = |value: fn(&sectorscope_stats::inference::asynchrony::ScholesWilliams) -> f64| {
        Got::result(sw.as_ref().map_err(|reason| *reason), value)
    };
    let of_dimson = multiple.as_ref().map_err(|reason| *reason);
    let mut fields = vec![
        ("sw_beta_lag".to_owned(), of_sw(|sw| sw.lag)),
        ("sw_beta_0".to_owned(), of_sw(|sw| sw.same_day)),
        ("sw_beta_lead".to_owned(), of_sw(|sw| sw.lead)),
        ("rho1_x".to_owned(), of_sw(|sw| sw.autocorrelation)),
        ("beta_SW".to_owned(), of_sw(|sw| sw.beta)),
        ("dimson_lag_0_lead".to_owned(), Got::of(of_dimson, |dimson| Got::cells(&dimson.coefficients))),
        ("beta_dimson".to_owned(), Got::result(of_dimson, |dimson| dimson.beta)),
        ("ols_beta".to_owned(), Got::result(ols, |fit| fit.coefficients[1])),
    ];
    let lags = |name: &str| name.rsplit_once("_corr_K").and_then(|(_, lags)| lags.parse::<usize>().ok());
    let mut orders = vec![1, 2];
    for order in asked(case).into_iter().filter_map(lags) {
        if !orders.contains(&order) {
            orders.push(order);
        }
    }
    for order in orders {
        let summed = |weights| Got::result(summed_lag_correlation(x, y, order, weights), |r| r);
        fields.push((format!("sum_corr_K{order}"), summed(LagWeights::Equal)));
        fields.push((format!("bartlett_corr_K{order}"), summed(LagWeights::Bartlett)));
    }
    Got::Fields(fields)
}
