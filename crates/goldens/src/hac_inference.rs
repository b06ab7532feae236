//! Inference that allows for dependence: one correlation, a difference, a claimed top sector, a mean against one, a
//! regression; told apart by the fields of the case.

use sectorscope_stats::correlation::coefficient::Method;
use sectorscope_stats::correlation::influence::{Influence, mean_influence};
use sectorscope_stats::correlation::influence_function::influence;
use sectorscope_stats::inference::correlation_interval::correlation_interval;
use sectorscope_stats::inference::multiple::{holm, intersection_union_p};
use sectorscope_stats::inference::paired::{PairedDifference, paired_difference};
use sectorscope_stats::inference::regression::LeastSquares;
use serde_json::Value;

use crate::compare::{Comparison, Got};
use crate::inputs::{Table, count, text, texts};
use crate::{Context, Stop};

/// Compares one case.
pub(crate) fn compare(context: &Context<'_>, case: &Value, comparison: &mut Comparison) -> Result<(), Stop> {
    let table = Table::of_case(context.files, case)?;
    let has = |field: &str| case.get(field).is_some();
    let got = if has("pair1") && has("pair2") {
        difference(&table, case)?
    } else if has("claimed") {
        top_sector(&table, case)?
    } else if has("alts") {
        mean_against_one(&table, case)?
    } else if has("small_sample") {
        regression(&table, case)?
    } else if has("x") && has("y") {
        single(&table, case)?
    } else {
        return Err(Stop::Failed("kind of case not understood".to_owned()));
    };
    comparison.compare("", &case["expected"], &got, context.default_tolerance);
    Ok(())
}

fn single(table: &Table, case: &Value) -> Result<Got, String> {
    let (x, y) = (table.column(text(case, "x")?)?, table.column(text(case, "y")?)?);
    let found = correlation_interval(Method::Pearson, &x, &y, count(case, "lags")?, 0.95);
    Ok(Got::fields([
        ("r", Got::result(found, |c| c.r)),
        ("lrv_psi", Got::result(found, |c| c.long_run_variance)),
        ("se_r", Got::result(found, |c| c.se_r)),
        ("se_z", Got::result(found, |c| c.se_z)),
        ("ci95_via_z", found.map_or(Got::Undefined, |c| Got::cells(&[c.low, c.high]))),
        ("p_two_sided_r_eq_0", Got::result(found, |c| c.p_two_sided)),
        ("iid_normal_se_r", Got::result(found, |c| c.independent_normal_se())),
        ("inflation", Got::result(found, |c| c.inflation())),
    ]))
}

fn difference(table: &Table, case: &Value) -> Result<Got, String> {
    let pair = |field| match texts(case, field)?.as_slice() {
        [x, y] => series(table, x, y),
        _ => Err(format!("{field} is not a pair")),
    };
    let d = paired(&pair("pair1")?, &pair("pair2")?, case)?;
    Ok(Got::fields([
        ("r1", Got::Number(d.a)),
        ("r2", Got::Number(d.b)),
        ("diff", Got::Number(d.difference)),
        ("se_diff", Got::Number(d.se)),
        ("z", Got::Number(d.z)),
        ("p_two_sided", Got::Number(d.p_two_sided)),
        ("p_one_sided_greater", Got::Number(d.p_greater)),
        ("ci95", Got::cells(&[d.low, d.high])),
        ("fisher_z_diff", Got::Number(d.fisher_z_difference)),
        ("se_fisher_z_diff", Got::Number(d.se_fisher_z_difference)),
        ("cov_psi", Got::rows(d.covariance.as_flattened(), 2)),
    ]))
}

fn top_sector(table: &Table, case: &Value) -> Result<Got, String> {
    let asset = text(case, "asset")?;
    let claimed = series(table, asset, text(case, "claimed")?)?;
    let rows = case["expected"]["rows"].as_array().ok_or("no rows")?;
    let mut differences = Vec::new();
    for row in rows {
        differences.push(paired(&claimed, &series(table, asset, text(row, "sector")?)?, case)?);
    }
    let greater: Vec<f64> = differences.iter().map(|d| d.p_greater).collect();
    let contradiction = holm(&differences.iter().map(|d| d.p_less).collect::<Vec<_>>());
    let fields = |(row, d): (&Value, &PairedDifference)| {
        Got::fields([
            ("sector", Got::Text(row["sector"].as_str().unwrap_or_default().to_owned())),
            ("r", Got::Number(d.b)),
            ("diff", Got::Number(d.difference)),
            ("se", Got::Number(d.se)),
            ("z", Got::Number(d.z)),
            ("p_greater", Got::Number(d.p_greater)),
            ("p_less", Got::Number(d.p_less)),
        ])
    };
    Ok(Got::fields([
        ("rows", Got::List(rows.iter().zip(&differences).map(fields).collect())),
        ("p_iut_claim_true", Got::result(intersection_union_p(&greater), |p| p)),
        ("holm_p_less", Got::cells(&contradiction)),
        ("min_holm_p_contradiction", Got::Number(contradiction.iter().copied().fold(f64::INFINITY, f64::min))),
    ]))
}

fn mean_against_one(table: &Table, case: &Value) -> Result<Got, String> {
    let sector = text(case, "sector")?;
    let alts = texts(case, "alts")?.iter().map(|alt| series(table, alt, sector)).collect::<Result<Vec<_>, _>>()?;
    let mean = mean_influence(&alts).map_err(|reason| reason.to_string())?;
    // The case does not name what the mean is compared with; its expected field `<column>_r` does.
    let expected = case["expected"].as_object().ok_or("no expected fields")?;
    let field = expected.keys().find(|key| key.ends_with("_r") && *key != "mean_alt_r").ok_or("nothing to compare")?;
    let one = field.trim_end_matches("_r").to_uppercase();
    let d = paired(&mean, &series(table, &one, sector)?, case)?;
    Ok(Got::fields([
        ("mean_alt_r", Got::Number(d.a)),
        (field, Got::Number(d.b)),
        ("diff", Got::Number(d.difference)),
        ("se", Got::Number(d.se)),
        ("z", Got::Number(d.z)),
        ("p_one_sided_less", Got::Number(d.p_less)),
    ]))
}

fn regression(table: &Table, case: &Value) -> Result<Got, String> {
    let (x, y) = (table.column(text(case, "x")?)?, table.column(text(case, "y")?)?);
    let small_sample = case["small_sample"].as_bool().ok_or("small_sample is not a boolean")?;
    let fit = LeastSquares::fit(&y, &[&x]).map_err(|reason| reason.to_string())?;
    let se = fit.hac_standard_errors(count(case, "lags")?, small_sample).map_err(|reason| reason.to_string())?;
    Ok(Got::fields([
        ("alpha", Got::Number(fit.coefficients[0])),
        ("beta", Got::Number(fit.coefficients[1])),
        ("se_alpha", Got::Number(se[0])),
        ("se_beta", Got::Number(se[1])),
        ("r2", Got::Number(fit.r_squared)),
    ]))
}

fn series(table: &Table, x: &str, y: &str) -> Result<Influence, String> {
    influence(Method::Pearson, &table.column(x)?, &table.column(y)?).map_err(|reason| format!("{x}, {y}: {reason}"))
}

fn paired(a: &Influence, b: &Influence, case: &Value) -> Result<PairedDifference, String> {
    paired_difference(a, b, count(case, "lags")?, 0.95).map_err(|reason| reason.to_string())
}
