//! One pair of columns: the three correlations, their tests and intervals.

use sectorscope_stats::complete::complete_pairs;
use sectorscope_stats::correlation::coefficient::{pearson, spearman};
use sectorscope_stats::correlation::kendall::KendallCounts;
use sectorscope_stats::inference::fisher::{correlation_t_test, fisher_interval};
use serde_json::Value;

use crate::compare::{Comparison, Got, Rule, Tolerance};
use crate::inputs::Table;
use crate::{Context, Stop};

/// Compares one case.
pub(crate) fn compare(context: &Context<'_>, case: &Value, comparison: &mut Comparison) -> Result<(), Stop> {
    let table = Table::of_case(context.files, case)?;
    let (x, y) = (table.column("x")?, table.column("y")?);
    let got = Got::fields([
        ("n_rows", Got::Number(x.len() as f64)),
        ("n_used", Got::Number(complete_pairs(&x, &y).0.len() as f64)),
        ("pearson", pearson_fields(&x, &y)),
        ("spearman", spearman_fields(&x, &y)),
        ("kendall", kendall_fields(&x, &y)),
    ]);
    comparison.compare_by("", &case["expected"], &got, &|field| rule(context, &case["tol"], field));
    Ok(())
}

fn pearson_fields(x: &[f64], y: &[f64]) -> Got {
    let found = pearson(x, y);
    let test = found.and_then(|c| correlation_t_test(c.r, c.n));
    let interval = found.and_then(|c| fisher_interval(c.r, c.n, 0.95));
    Got::fields([
        ("r", Got::result(found, |c| c.r)),
        ("undefined", Got::Reason(found.err())),
        ("t", Got::result(test, |t| t.t)),
        ("p_two_sided", Got::result(test, |t| t.p_two_sided)),
        ("fisher_ci95", interval.map_or(Got::Undefined, |i| Got::cells(&[i.low, i.high]))),
        ("fisher_z", Got::result(interval, |i| i.z)),
        ("fisher_se", Got::result(interval, |i| i.se_z)),
    ])
}

fn spearman_fields(x: &[f64], y: &[f64]) -> Got {
    let found = spearman(x, y);
    let test = found.and_then(|c| correlation_t_test(c.r, c.n));
    Got::fields([
        ("rho", Got::result(found, |c| c.r)),
        ("p_t_approx", Got::result(test, |t| t.p_two_sided)),
        ("undefined", Got::Reason(found.err())),
    ])
}

fn kendall_fields(x: &[f64], y: &[f64]) -> Got {
    let counts = KendallCounts::new(x, y);
    Got::fields([
        ("concordant", Got::Number(counts.concordant as f64)),
        ("discordant", Got::Number(counts.discordant as f64)),
        ("ties_x_pairs", Got::Number(counts.ties_x as f64)),
        ("ties_y_pairs", Got::Number(counts.ties_y as f64)),
        ("ties_both_pairs", Got::Number(counts.ties_both as f64)),
        ("tau_b", Got::result(counts.tau_b(), |v| v)),
        ("undefined", Got::Reason(counts.tau_b().err())),
        ("var_S", Got::result(counts.score_variance(), |v| v)),
        ("z", Got::result(counts.z(), |v| v)),
        ("p_asymptotic", Got::result(counts.p_asymptotic(), |v| v)),
        ("p_exact", counts.p_exact().map_or(Got::Undefined, Got::Number)),
    ])
}

/// The tolerance of a field: the case's `tol` names three groups, any of which, or any field in one, it can exempt.
fn rule(context: &Context<'_>, tol: &Value, field: &str) -> Rule {
    let group = match field {
        "r" | "rho" | "tau_b" => "r",
        "t" | "p_two_sided" | "p_t_approx" | "var_S" | "z" | "p_asymptotic" | "p_exact" => "t_and_p",
        "fisher_ci95" | "fisher_z" | "fisher_se" => "fisher",
        _ => return Rule::Within(context.default_tolerance),
    };
    let exempt = |value: &Value| value.as_str().is_some_and(|text| text.starts_with("not compared"));
    if exempt(&tol[group]) || exempt(&tol[group][field]) {
        return Rule::NotCompared;
    }
    Rule::Within(Tolerance::of(&tol[group]).unwrap_or(context.default_tolerance))
}
