//! Inference that allows for dependence: one correlation, a difference, a claimed top sector, a mean against one, a
//! regression; told apart by the fields of the case and by what it expects.

use sectorscope_stats::correlation::coefficient::{Method, pearson};
use sectorscope_stats::correlation::influence::{Influence, mean_influence};
use sectorscope_stats::correlation::influence_function::influence;
use sectorscope_stats::inference::correlation_interval::correlation_interval;
use sectorscope_stats::inference::hac::default_lags;
use sectorscope_stats::inference::multiple::{holm, intersection_union_p};
use sectorscope_stats::inference::paired::{PairedDifference, paired_difference};
use sectorscope_stats::inference::regression::LeastSquares;
use serde_json::Value;

use crate::case::compare_expected;
use crate::compare::{Comparison, Got};
use crate::fields::{asked, asks, confidences, has, only};
use crate::inputs::{Table, count, text, texts};
use crate::readings::first_that_agrees;
use crate::tables::{both, with_table};
use crate::{Context, Stop};

/// What a regression is expected to give, and a correlation is not.
const OF_A_REGRESSION: [&str; 5] = ["alpha", "beta", "se_alpha", "se_beta", "r2"];

/// Compares one case.
pub(crate) fn compare(context: &Context<'_>, case: &Value, comparison: &mut Comparison) -> Result<(), Stop> {
    with_table(context, case, comparison, |table, comparison| {
        let got = if has(case, "pair1") {
            only(case, &["input", "pair1", "pair2", "lags"])?;
            difference(table, case)
        } else if has(case, "claimed") {
            only(case, &["input", "asset", "claimed", "lags", "sectors"])?;
            return top_sector(context, case, table, comparison);
        } else if has(case, "alts") {
            only(case, &["input", "alts", "sector", "lags", "asset"])?;
            return mean_against_one(context, case, table, comparison);
        } else if has(case, "small_sample") || asks(case, &OF_A_REGRESSION) {
            only(case, &["input", "x", "y", "x_values", "y_values", "lags", "small_sample"])?;
            return regression(context, case, table, comparison);
        } else {
            only(case, &["input", "x", "y", "x_values", "y_values", "lags"])?;
            single(table, case)
        };
        compare_expected(context, case, comparison, "", got)
    })
}

/// The lags that the case names, or as many as the rule of thumb gives for this many rows.
fn lags(case: &Value, rows: usize) -> Result<usize, Stop> {
    if has(case, "lags") { Ok(count(case, "lags")?) } else { Ok(default_lags(rows)) }
}

fn single(table: &Table, case: &Value) -> Result<Got, Stop> {
    let (x, y) = both(table, case)?;
    let r = pearson(&x, &y);
    let lags = lags(case, r.map_or(0, |r| r.n))?;
    let interval = |confidence| correlation_interval(Method::Pearson, &x, &y, lags, confidence);
    let found = interval(0.95);
    let mut fields = vec![
        // Defined where its error is not: at 1 and -1.
        ("r".to_owned(), Got::result(r, |c| c.r)),
        ("lrv_psi".to_owned(), Got::result(found, |c| c.long_run_variance)),
        ("se_r".to_owned(), Got::result(found, |c| c.se_r)),
        ("se_z".to_owned(), Got::result(found, |c| c.se_z)),
    ];
    for level in [95, 90, 99] {
        let name = format!("ci{level}_via_z");
        if level == 95 || asks(case, &[name.as_str()]) {
            fields.push((name, Got::of(interval(f64::from(level) / 100.0), |c| Got::cells(&[c.low, c.high]))));
        }
    }
    fields.extend([
        ("p_two_sided_r_eq_0".to_owned(), Got::result(found, |c| c.p_two_sided)),
        ("iid_normal_se_r".to_owned(), Got::result(found, |c| c.independent_normal_se())),
        ("inflation".to_owned(), Got::result(found, |c| c.inflation())),
    ]);
    Ok(Got::Fields(fields))
}

fn difference(table: &Table, case: &Value) -> Result<Got, Stop> {
    let pair = |field| match texts(case, field)?.as_slice() {
        [x, y] => of_columns(table, x, y),
        _ => Err(format!("{field} is not a pair").into()),
    };
    let (a, b) = (pair("pair1")?, pair("pair2")?);
    let lags = lags(case, a.psi.len())?;
    let d = paired_difference(&a, &b, lags, 0.95);
    let each = |value: fn(&PairedDifference) -> f64| Got::result(d, |d| value(&d));
    let mut fields = vec![
        ("r1".to_owned(), Got::Number(a.estimate)),
        ("r2".to_owned(), Got::Number(b.estimate)),
        ("diff".to_owned(), Got::Number(a.estimate - b.estimate)),
        ("se_diff".to_owned(), each(|d| d.se)),
        ("z".to_owned(), each(|d| d.z)),
        ("p_two_sided".to_owned(), each(|d| d.p_two_sided)),
        ("p_one_sided_greater".to_owned(), each(|d| d.p_greater)),
    ];
    for (name, confidence) in confidences(&case["expected"], "ci") {
        let d = paired_difference(&a, &b, lags, confidence);
        fields.push((name, Got::of(d, |d| Got::cells(&[d.low, d.high]))));
    }
    fields.extend([
        ("fisher_z_diff".to_owned(), each(|d| d.fisher_z_difference)),
        ("se_fisher_z_diff".to_owned(), each(|d| d.se_fisher_z_difference)),
        ("cov_psi".to_owned(), Got::of(d, |d| Got::rows(d.covariance.as_flattened(), 2))),
    ]);
    if asks(case, &["p_one_sided_less"]) {
        fields.push(("p_one_sided_less".to_owned(), each(|d| d.p_less)));
    }
    Ok(Got::Fields(fields))
}

/// The rivals are those that the case names or, in the order of the rows, those that it expects. Where it does neither,
/// they are columns that stand together in the table.
fn top_sector(context: &Context<'_>, case: &Value, table: &Table, comparison: &mut Comparison) -> Result<(), Stop> {
    let (asset, claimed) = (text(case, "asset")?, text(case, "claimed")?);
    let rivals: Vec<Vec<&str>> = if has(case, "sectors") {
        vec![texts(case, "sectors")?]
    } else if let Some(rows) = case["expected"]["rows"].as_array() {
        vec![rows.iter().map(|row| text(row, "sector")).collect::<Result<_, _>>()?]
    } else {
        let others: Vec<&str> = table.numeric_names().into_iter().map(String::as_str).collect();
        let others: Vec<&str> = others.into_iter().filter(|name| *name != asset && *name != claimed).collect();
        let runs = (0..others.len()).flat_map(|from| (from + 1..=others.len()).map(move |to| (from, to)));
        runs.map(|(from, to)| others[from..to].to_vec()).collect()
    };
    let readings = rivals.into_iter().map(|rivals| (format!("against {}", rivals.join(", ")), rivals)).collect();
    first_that_agrees(comparison, readings, |rivals: &Vec<&str>, comparison| {
        compare_expected(context, case, comparison, "", against_rivals(case, table, [asset, claimed], rivals))
    })
}

fn against_rivals(case: &Value, table: &Table, [asset, claimed]: [&str; 2], rivals: &[&str]) -> Result<Got, Stop> {
    let claimed = of_columns(table, asset, claimed)?;
    let differences = rivals
        .iter()
        .map(|sector| paired(&claimed, &of_columns(table, asset, sector)?, case))
        .collect::<Result<Vec<_>, Stop>>()?;
    let greater: Vec<f64> = differences.iter().map(|d| d.p_greater).collect();
    let contradiction = holm(&differences.iter().map(|d| d.p_less).collect::<Vec<_>>());
    let fields = |(sector, d): (&&str, &PairedDifference)| {
        Got::fields([
            ("sector", Got::Text((*sector).to_owned())),
            ("r", Got::Number(d.b)),
            ("diff", Got::Number(d.difference)),
            ("se", Got::Number(d.se)),
            ("z", Got::Number(d.z)),
            ("p_greater", Got::Number(d.p_greater)),
            ("p_less", Got::Number(d.p_less)),
        ])
    };
    Ok(Got::fields([
        ("rows", Got::List(rivals.iter().zip(&differences).map(fields).collect())),
        ("p_iut_claim_true", Got::result(intersection_union_p(&greater), |p| p)),
        ("holm_p_less", Got::cells(&contradiction)),
        ("min_holm_p_contradiction", Got::Number(contradiction.iter().copied().fold(f64::INFINITY, f64::min))),
    ]))
}

/// The mean is compared with the asset that the case names, or that an expected field `<asset>_r` names, or with any
/// other.
fn mean_against_one(
    context: &Context<'_>,
    case: &Value,
    table: &Table,
    comparison: &mut Comparison,
) -> Result<(), Stop> {
    let (sector, names) = (text(case, "sector")?, texts(case, "alts")?);
    let field = asked(case).into_iter().find(|name| name.ends_with("_r") && *name != "mean_alt_r").unwrap_or("one_r");
    let columns = table.numeric_names();
    let called = |name: &&&String| name.eq_ignore_ascii_case(field.trim_end_matches("_r"));
    let other = |name: &&&String| name.as_str() != sector && !names.contains(&name.as_str());
    let mut ones: Vec<&str> = if has(case, "asset") {
        vec![text(case, "asset")?]
    } else {
        columns.iter().filter(called).map(|name| name.as_str()).collect()
    };
    if ones.is_empty() {
        ones = columns.iter().filter(other).map(|name| name.as_str()).collect();
    }
    let ones = ones.into_iter().map(|name| (format!("against {name}"), name)).collect();
    first_that_agrees(comparison, ones, |one, comparison| {
        let got = || -> Result<Got, Stop> {
            let alts = names.iter().map(|alt| of_columns(table, alt, sector)).collect::<Result<Vec<_>, _>>()?;
            let d = paired(&mean_influence(&alts)?, &of_columns(table, one, sector)?, case)?;
            Ok(Got::fields([
                ("mean_alt_r", Got::Number(d.a)),
                (field, Got::Number(d.b)),
                ("diff", Got::Number(d.difference)),
                ("se", Got::Number(d.se)),
                ("z", Got::Number(d.z)),
                ("p_one_sided_less", Got::Number(d.p_less)),
            ]))
        };
        compare_expected(context, case, comparison, "", got())
    })
}

/// y on x. Where the case does not say whether variances are multiplied by n/(n - k), either will do.
fn regression(context: &Context<'_>, case: &Value, table: &Table, comparison: &mut Comparison) -> Result<(), Stop> {
    let small_samples = match &case["small_sample"] {
        Value::Bool(small_sample) => vec![(String::new(), *small_sample)],
        Value::Null => vec![("for large samples".to_owned(), false), ("for small samples".to_owned(), true)],
        other => return Err(format!("small_sample is not understood: {other}").into()),
    };
    let (x, y) = both(table, case)?;
    first_that_agrees(comparison, small_samples, |small_sample, comparison| {
        let got = || -> Result<Got, Stop> {
            let fit = LeastSquares::fit(&y, &[&x])?;
            let se = fit.hac_standard_errors(lags(case, fit.residuals.len())?, *small_sample)?;
            Ok(Got::fields([
                ("alpha", Got::Number(fit.coefficients[0])),
                ("beta", Got::Number(fit.coefficients[1])),
                ("se_alpha", Got::Number(se[0])),
                ("se_beta", Got::Number(se[1])),
                ("r2", Got::Number(fit.r_squared)),
            ]))
        };
        compare_expected(context, case, comparison, "", got())
    })
}

fn of_columns(table: &Table, x: &str, y: &str) -> Result<Influence, Stop> {
    Ok(influence(Method::Pearson, &table.column(x)?, &table.column(y)?)?)
}

fn paired(a: &Influence, b: &Influence, case: &Value) -> Result<PairedDifference, Stop> {
    Ok(paired_difference(a, b, lags(case, a.psi.len())?, 0.95)?)
}
