//! Regimes: exact permutations, quarterly regressions, the U shape.

use sectorscope_stats::correlation::coefficient::{pearson, spearman};
use sectorscope_stats::correlation::kendall::KendallCounts;
use sectorscope_stats::inference::fisher::fisher_z;
use sectorscope_stats::inference::regression::{LeastSquares, Leverage};
use sectorscope_stats::inference::u_shape::u_shape;
use sectorscope_stats::inference::weighted_regression::weighted_least_squares;
use sectorscope_stats::resampling::permutation::{PermutationTest, group_contrast, permutation_test};
use serde_json::Value;

use crate::compare::{Comparison, Got};
use crate::inputs::{Table, text};
use crate::{Context, Stop};

/// Compares one case.
pub(crate) fn compare(context: &Context<'_>, case: &Value, comparison: &mut Comparison) -> Result<(), Stop> {
    let (id, table) = (text(case, "id")?, Table::of_case(context.files, case)?);
    let got = match id {
        "exact_contrast_top3_abs_relperf" => contrast(&table),
        "lind_mehlum_u_shape" => shape(&table),
        _ if id.starts_with("exact_perm_") => permutations(&table, id),
        _ if id.starts_with("quarterly_") => quarterly(&table, id),
        _ => return Err(Stop::Failed(format!("{id} is not understood"))),
    };
    comparison.compare("", &case["expected"], &got?, context.default_tolerance);
    Ok(())
}

fn absolute(x: &[f64]) -> Vec<f64> {
    x.iter().map(|v| v.abs()).collect()
}

fn permutations(table: &Table, id: &str) -> Result<Got, String> {
    let (x, y) = (absolute(&table.column("relperf")?), table.column("corr")?);
    let z: Vec<f64> = y.iter().map(|&r| fisher_z(r)).collect();
    let test = match id {
        "exact_perm_spearman" => permutation_test(&x, &y, |x, y| spearman(x, y).map(|c| c.r)),
        "exact_perm_pearson_fisher_z" => permutation_test(&x, &z, |x, y| pearson(x, y).map(|c| c.r)),
        "exact_perm_kendall_S" => permutation_test(&x, &y, |x, y| {
            let counts = KendallCounts::new(x, y);
            Ok((counts.concordant - counts.discordant) as f64)
        }),
        _ => return Err(format!("{id} is not understood")),
    };
    let PermutationTest { statistic, p_greater, p_two_sided, permutations } =
        test.map_err(|reason| reason.to_string())?;
    Ok(Got::fields([
        ("statistic", Got::Number(statistic)),
        ("p_one_sided_greater", Got::Number(p_greater)),
        ("p_two_sided", Got::Number(p_two_sided)),
        ("n_permutations", Got::Number(permutations as f64)),
    ]))
}

/// Fisher's z in the three years of largest relative performance, up or down, against the others.
fn contrast(table: &Table) -> Result<Got, String> {
    let (years, size) = (table.column("year")?, absolute(&table.column("relperf")?));
    let z: Vec<f64> = table.column("corr")?.iter().map(|&r| fisher_z(r)).collect();
    let group: Vec<bool> = size.iter().map(|own| size.iter().filter(|other| *other > own).count() < 3).collect();
    let found = group_contrast(&z, &group).map_err(|reason| reason.to_string())?;
    let chosen: Vec<f64> = years.iter().zip(&group).filter(|&(_, &inside)| inside).map(|(year, _)| *year).collect();
    Ok(Got::fields([
        ("years", Got::cells(&chosen)),
        ("mean_z_difference", Got::Number(found.difference)),
        ("p_one_sided", Got::Number(found.p_greater)),
        ("n_assignments", Got::Number(found.assignments as f64)),
        ("smallest_attainable_p", Got::Number(found.smallest_p)),
    ]))
}

/// `quarterly_<columns>_<standard errors>`.
fn quarterly(table: &Table, id: &str) -> Result<Got, String> {
    let (z, relative) = (table.column("z")?, table.column("relperf")?);
    let (columns, errors) = id.trim_start_matches("quarterly_").rsplit_once('_').ok_or("no standard errors")?;
    let columns: Vec<Vec<f64>> = match columns.trim_end_matches("_WLS") {
        "abs" => vec![absolute(&relative)],
        "abs_plus_logvol" => {
            vec![absolute(&relative), table.column("vol")?.iter().map(|&vol| libm::log(vol)).collect()]
        }
        "updown" => {
            vec![relative.iter().map(|v| v.max(0.0)).collect(), relative.iter().map(|v| (-v).max(0.0)).collect()]
        }
        _ => return Err(format!("{columns} is not understood")),
    };
    let columns: Vec<&[f64]> = columns.iter().map(Vec::as_slice).collect();
    if errors == "n-3" {
        let weights: Vec<f64> = table.column("n")?.iter().map(|n| n - 3.0).collect();
        let fit = weighted_least_squares(&z, &columns, &weights).map_err(|reason| reason.to_string())?;
        return Ok(Got::fields([
            ("coef", Got::cells(&fit.coefficients)),
            ("se", Got::cells(&fit.standard_errors)),
            ("p", Got::cells(&fit.p_values)),
        ]));
    }
    let fit = LeastSquares::fit(&z, &columns).map_err(|reason| reason.to_string())?;
    let se = match errors.strip_prefix("HAC") {
        Some(lags) => fit.hac_standard_errors(lags.parse().map_err(|e| format!("{errors}: {e}"))?, true),
        None if errors == "HC3" => fit.heteroskedastic_standard_errors(Leverage::Corrected),
        None => return Err(format!("{errors} is not understood")),
    };
    let se = se.map_err(|reason| reason.to_string())?;
    let ratios: Vec<f64> = fit.coefficients.iter().zip(&se).map(|(b, se)| b / se).collect();
    Ok(Got::fields([
        ("coef", Got::cells(&fit.coefficients)),
        ("se", Got::cells(&se)),
        ("z", Got::cells(&ratios)),
        ("r2", Got::Number(fit.r_squared)),
    ]))
}

fn shape(table: &Table) -> Result<Got, String> {
    let found = u_shape(&table.column("relperf")?, &table.column("z")?, 0.95).map_err(|reason| reason.to_string())?;
    let interval = found.extremum_interval.map_or(Got::Undefined, |i| Got::cells(&[i.low, i.high]));
    Ok(Got::fields([
        ("coef", Got::cells(&found.coefficients)),
        ("slope_low", Got::Number(found.slopes[0])),
        ("slope_high", Got::Number(found.slopes[1])),
        ("t_low", Got::Number(found.t[0])),
        ("t_high", Got::Number(found.t[1])),
        ("p_low", Got::Number(found.p_ends[0])),
        ("p_high", Got::Number(found.p_ends[1])),
        ("p_overall", Got::Number(found.p)),
        ("extremum", Got::Number(found.extremum)),
        ("fieller95", interval),
        ("x_range", Got::cells(&found.range)),
    ]))
}
