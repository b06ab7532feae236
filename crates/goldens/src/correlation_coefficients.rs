//! One pair of columns: the three correlations, their tests and intervals.

use sectorscope_stats::complete::complete_pairs;
use sectorscope_stats::correlation::coefficient::{pearson, spearman};
use sectorscope_stats::correlation::kendall::KendallCounts;
use sectorscope_stats::inference::fisher::{correlation_t_test, fisher_interval};
use serde_json::Value;

use crate::case::compare_expected;
use crate::compare::{Comparison, Got};
use crate::fields::{confidences, only};
use crate::tables::{both, with_table};
use crate::{Context, Stop};

/// Compares one case.
pub(crate) fn compare(context: &Context<'_>, case: &Value, comparison: &mut Comparison) -> Result<(), Stop> {
    only(case, &["input", "x", "y", "x_values", "y_values"])?;
    with_table(context, case, comparison, |table, comparison| {
        let (x, y) = both(table, case)?;
        let got = Got::fields([
            ("n_rows", Got::count(x.len())),
            ("n_used", Got::count(complete_pairs(&x, &y).0.len())),
            ("pearson", pearson_fields(&x, &y, &case["expected"]["pearson"])),
            ("spearman", spearman_fields(&x, &y)),
            ("kendall", kendall_fields(&x, &y)),
        ]);
        compare_expected(context, case, comparison, "", Ok(got))
    })
}

fn pearson_fields(x: &[f64], y: &[f64], expected: &Value) -> Got {
    let found = pearson(x, y);
    let test = found.and_then(|c| correlation_t_test(c.r, c.n));
    let interval = |confidence: f64| found.and_then(|c| fisher_interval(c.r, c.n, confidence));
    let mut fields = vec![
        ("r".to_owned(), Got::result(found, |c| c.r)),
        ("undefined".to_owned(), Got::Reason(found.err())),
        ("t".to_owned(), Got::result(test, |t| t.t)),
        ("p_two_sided".to_owned(), Got::result(test, |t| t.p_two_sided)),
    ];
    for (name, confidence) in confidences(expected, "fisher_ci") {
        fields.push((name, Got::of(interval(confidence), |i| Got::cells(&[i.low, i.high]))));
    }
    fields.push(("fisher_z".to_owned(), Got::result(interval(0.95), |i| i.z)));
    fields.push(("fisher_se".to_owned(), Got::result(interval(0.95), |i| i.se_z)));
    Got::Fields(fields)
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
