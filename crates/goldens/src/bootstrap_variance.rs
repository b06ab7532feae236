//! The bootstrap variance of a mean in closed form, and what drawing it gives.

use sectorscope_stats::correlation::coefficient::pearson;
use sectorscope_stats::inference::fisher::two_sided_quantile;
use sectorscope_stats::resampling::bootstrap::bootstrap_correlations;
use sectorscope_stats::resampling::bootstrap_interval::percentile_interval;
use sectorscope_stats::resampling::bootstrap_variance::{circular_variance, stationary_variance};
use sectorscope_stats::resampling::resample::Resampler;
use serde_json::Value;

use crate::case::compare_expected;
use crate::compare::{Comparison, Got};
use crate::expression::evaluate;
use crate::fields::{asks, has, only};
use crate::hac::series_readings;
use crate::inputs::{Table, count, number};
use crate::readings::first_that_agrees;
use crate::tables::{pairs, tables};
use crate::tolerance::{Rule, Tolerance, Tolerances};
use crate::{Context, Stop};

/// Compares one case: draws where it says so or expects their quantiles, else the closed form.
pub(crate) fn compare(context: &Context<'_>, case: &Value, comparison: &mut Comparison) -> Result<(), Stop> {
    if has(case, "kind") && case["kind"] != "monte_carlo" {
        return Err(format!("the kind {} is not understood", case["kind"]).into());
    }
    if has(case, "kind") || asks(case, &["q025", "q975"]) {
        only(case, &["input", "kind", "B", "x", "y", "pair", "expected_block", "seed"])?;
        return monte_carlo(context, case, comparison);
    }
    only(case, &["input", "column", "series", "x", "y", "pair", "values", "expected_block", "block", "n"])?;
    first_that_agrees(comparison, series_readings(context, case)?, |x, comparison| {
        let got = x.as_ref().map_err(|reason| Stop::Undefined(*reason)).and_then(|x| closed_form(case, x));
        compare_expected(context, case, comparison, "", got)
    })
}

/// Of the first n rows, if the case says how many.
fn closed_form(case: &Value, x: &[f64]) -> Result<Got, Stop> {
    let n = if has(case, "n") { count(case, "n")? } else { x.len() };
    let x = x.get(..n).ok_or_else(|| Stop::Failed(format!("there are only {} rows", x.len())))?;
    let variance = match number(&case["expected_block"]) {
        Some(mean_block) => stationary_variance(x, mean_block),
        None => circular_variance(x, count(case, "block")?),
    };
    Ok(Got::fields([
        ("var_sqrt_n_mean", Got::result(variance, |v| v)),
        ("se_mean", Got::result(variance, |v| (v / x.len() as f64).sqrt())),
    ]))
}

/// A pair of columns and the mean block that its rows are drawn with.
struct Draws {
    x: Vec<f64>,
    y: Vec<f64>,
    mean_block: f64,
}

/// Our draws of a correlation by the stationary bootstrap against theirs.
fn monte_carlo(context: &Context<'_>, case: &Value, comparison: &mut Comparison) -> Result<(), Stop> {
    let mut readings = Vec::new();
    for (name, table) in tables(context, case)? {
        for [x, y] in pairs(&table, case)? {
            for mean_block in mean_blocks(case, &table, [&x, &y])? {
                let draws = Draws { x: table.column(&x)?, y: table.column(&y)?, mean_block };
                readings.push((format!("{x} with {y} of {name}, mean block {mean_block}"), draws));
            }
        }
    }
    first_that_agrees(comparison, readings, |draws, comparison| of_draws(context, case, draws, comparison))
}

/// The mean block that the case names. Where it names none: those with which the closed form gives the expected
/// standard error, as far as drawing can tell, the round numbers first.
fn mean_blocks(case: &Value, table: &Table, [x, y]: [&String; 2]) -> Result<Vec<f64>, Stop> {
    if has(case, "expected_block") {
        return Ok(vec![number(&case["expected_block"]).ok_or("expected_block is not a number")?]);
    }
    let expected = |field: &str| number(&case["expected"][field]);
    let quantiles = expected("q025").zip(expected("q975"));
    let by_quantiles = quantiles.map(|(low, high)| (high - low) / (2.0 * two_sided_quantile(0.95)));
    let se = expected("se").or(by_quantiles).ok_or("the case names no mean block")?;
    let of_pair = pearson(&table.column(x)?, &table.column(y)?).map(|c| c.r);
    // Resampling moves the mean of a correlation by far less than its standard error, and its quantiles not much more.
    let far = |r: f64| {
        let of_mean = expected("mean").is_some_and(|mean| (r - mean).abs() > 0.2 * se);
        of_mean || quantiles.is_some_and(|(low, high)| (r - 0.5 * (low + high)).abs() > 0.5 * se)
    };
    if of_pair.map_or(true, far) {
        return Ok(Vec::new());
    }
    let psi = evaluate(table, &format!("psi of corr({x},{y})"))?;
    let distance = |block: u32| {
        let variance = stationary_variance(&psi, f64::from(block)).unwrap_or(f64::NAN);
        ((variance / psi.len() as f64).sqrt() / se - 1.0).abs()
    };
    // Quantiles of draws tell less than their spread.
    let as_far_as = if expected("se").is_some() { 0.05 } else { 0.15 };
    let nearest = |round: bool| -> Vec<u32> {
        let blocks = (1..=100_u32).filter(|block| block.is_multiple_of(5) == round);
        let mut near: Vec<(f64, u32)> = blocks.map(|block| (distance(block), block)).collect();
        near.retain(|(distance, _)| *distance < as_far_as);
        near.sort_by(|a, b| a.0.total_cmp(&b.0));
        near.into_iter().take(2).map(|(_, block)| block).collect()
    };
    Ok([nearest(true), nearest(false)].concat().into_iter().map(f64::from).collect())
}

fn of_draws(context: &Context<'_>, case: &Value, draws: &Draws, comparison: &mut Comparison) -> Result<(), Stop> {
    let count = count(case, "B")?;
    let plan = Resampler::stationary(draws.x.len(), count, draws.mean_block, 20_250_129)?;
    let replicates = bootstrap_correlations(&[&draws.x, &draws.y], &[(0, 1)], &plan)?;
    let interval = percentile_interval(&replicates.column(0), 0.95)?;
    let (se, mean) = (replicates.standard_errors()[0], replicates.means()[0]);
    let tolerances = Tolerances::of(case, context.default_tolerance)?;
    // Both means come from draws: four standard errors of their difference, narrower than what quantiles are allowed.
    let of_means = Tolerance::absolute(4.0 * se * (2.0 / count as f64).sqrt());
    let own_mean = Tolerance::beside(&case["tol"], "mean").or_else(|| Tolerance::of(&case["tol"]["mean"]));
    let rule = |path: &str| match path {
        "mean" => Rule::Within(own_mean.unwrap_or(of_means)),
        _ => tolerances.rule(path),
    };
    let got = Got::fields([
        ("se", Got::Number(se)),
        ("q025", Got::Number(interval.low)),
        ("q975", Got::Number(interval.high)),
        ("mean", Got::Number(mean)),
    ]);
    let expected = case.get("expected").ok_or("the case expects nothing")?;
    comparison.compare_by("", expected, &got, &rule);
    Ok(())
}
