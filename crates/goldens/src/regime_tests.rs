//! Regimes: exact permutations, a contrast of years, quarterly regressions, the U shape; told apart by what is expected.

use sectorscope_stats::Undefined;
use sectorscope_stats::correlation::coefficient::{pearson, spearman};
use sectorscope_stats::correlation::kendall::KendallCounts;
use sectorscope_stats::inference::fisher::fisher_z;
use sectorscope_stats::inference::u_shape::u_shape;
use sectorscope_stats::resampling::permutation::{group_contrast, permutation_test};
use serde_json::Value;

use crate::case::compare_expected;
use crate::compare::{Comparison, Got};
use crate::expression::evaluate;
use crate::fields::{asked, asks, confidences, has, only};
use crate::inputs::{Table, count, text};
use crate::quarterly_regression;
use crate::readings::first_that_agrees;
use crate::tables::with_table;
use crate::{Context, Stop};

/// What the test of a U shape is expected to give, and a regression is not.
const OF_A_U_SHAPE: [&str; 10] =
    ["slope_low", "slope_high", "t_low", "t_high", "p_low", "p_high", "p_overall", "extremum", "fieller95", "x_range"];

/// Compares one case.
pub(crate) fn compare(context: &Context<'_>, case: &Value, comparison: &mut Comparison) -> Result<(), Stop> {
    with_table(context, case, comparison, |table, comparison| {
        if asks(case, &["n_permutations", "statistic", "p_one_sided_greater", "p_two_sided"]) || has(case, "statistic")
        {
            only(case, &["input", "x", "y", "statistic"])?;
            permutations(context, case, table, comparison)
        } else if asks(case, &["years", "n_assignments", "mean_z_difference", "p_one_sided", "smallest_attainable_p"]) {
            only(case, &["input", "x", "y", "top"])?;
            contrasts(context, case, table, comparison)
        } else if asks(case, &OF_A_U_SHAPE) || (has(case, "x") && asked(case) == ["coef"]) {
            only(case, &["input", "x", "y"])?;
            compare_expected(context, case, comparison, "", shape(case, table))
        } else {
            quarterly_regression::compare(context, case, table, comparison)
        }
    })
}

/// The series that a field names, or the one that the tables of this family have under a name.
pub(crate) fn named_or(table: &Table, case: &Value, field: &str, default: &str) -> Result<Vec<f64>, Stop> {
    evaluate(table, if has(case, field) { text(case, field)? } else { default })
}

/// A statistic of two columns, its name in words and the word that names it in a case.
type Statistic = (&'static str, &'static str, fn(&[f64], &[f64]) -> Result<f64, Undefined>);

/// Statistics of two columns whose exact distribution is asked for.
const STATISTICS: [Statistic; 4] = [
    ("Spearman's correlation", "spearman", |x, y| spearman(x, y).map(|c| c.r)),
    ("Pearson's correlation with Fisher's z", "fisher", |x, y| {
        pearson(x, &y.iter().map(|&r| fisher_z(r)).collect::<Vec<_>>()).map(|c| c.r)
    }),
    ("Kendall's score", "kendall", |x, y| {
        let counts = KendallCounts::new(x, y);
        Ok((counts.concordant - counts.discordant) as f64)
    }),
    ("Pearson's correlation", "pearson", |x, y| pearson(x, y).map(|c| c.r)),
];

fn permutations(context: &Context<'_>, case: &Value, table: &Table, comparison: &mut Comparison) -> Result<(), Stop> {
    let (x, y) = (named_or(table, case, "x", "|relperf|")?, named_or(table, case, "y", "corr")?);
    let stated = case["statistic"].as_str().map(str::to_lowercase);
    let fits = |statistic: &&Statistic| stated.as_ref().is_none_or(|words| words.contains(statistic.1));
    let fitting: Vec<&Statistic> = STATISTICS.iter().filter(fits).take(if stated.is_some() { 1 } else { 4 }).collect();
    let readings = fitting.into_iter().map(|statistic| (statistic.0.to_owned(), statistic.2)).collect();
    first_that_agrees(comparison, readings, |statistic, comparison| {
        // Whatever the statistic does to y, it does to each value by itself: the values can be permuted before.
        let got = permutation_test(&x, &y, statistic).map_err(Stop::from).map(|test| {
            Got::fields([
                ("statistic", Got::Number(test.statistic)),
                ("p_one_sided_greater", Got::Number(test.p_greater)),
                ("p_two_sided", Got::Number(test.p_two_sided)),
                ("n_permutations", Got::Number(test.permutations as f64)),
            ])
        });
        compare_expected(context, case, comparison, "", got)
    })
}

/// As many years of largest relative performance, up or down, as are expected, against the others.
fn contrasts(context: &Context<'_>, case: &Value, table: &Table, comparison: &mut Comparison) -> Result<(), Stop> {
    let tops: Vec<usize> = if has(case, "top") {
        vec![count(case, "top")?]
    } else if let Some(years) = case["expected"]["years"].as_array() {
        vec![years.len()]
    } else {
        (1..table.column("year")?.len()).collect()
    };
    let readings = tops.into_iter().map(|top| (format!("the {top} largest"), top)).collect();
    first_that_agrees(comparison, readings, |top, comparison| {
        compare_expected(context, case, comparison, "", contrast(case, table, *top))
    })
}

/// Fisher's z in the years of largest relative performance against that in the others.
fn contrast(case: &Value, table: &Table, top: usize) -> Result<Got, Stop> {
    let (years, size) = (table.column("year")?, named_or(table, case, "x", "|relperf|")?);
    let z: Vec<f64> = named_or(table, case, "y", "corr")?.iter().map(|&r| fisher_z(r)).collect();
    let group: Vec<bool> = size.iter().map(|own| size.iter().filter(|other| *other > own).count() < top).collect();
    let found = group_contrast(&z, &group)?;
    let chosen: Vec<f64> = years.iter().zip(&group).filter(|&(_, &inside)| inside).map(|(year, _)| *year).collect();
    Ok(Got::fields([
        ("years", Got::cells(&chosen)),
        ("mean_z_difference", Got::Number(found.difference)),
        ("p_one_sided", Got::Number(found.p_greater)),
        ("n_assignments", Got::Number(found.assignments as f64)),
        ("smallest_attainable_p", Got::Number(found.smallest_p)),
    ]))
}

fn shape(case: &Value, table: &Table) -> Result<Got, Stop> {
    let (x, y) = (named_or(table, case, "x", "relperf")?, named_or(table, case, "y", "z")?);
    let found = u_shape(&x, &y, 0.95)?;
    let mut fields = vec![
        ("coef".to_owned(), Got::cells(&found.coefficients)),
        ("slope_low".to_owned(), Got::Number(found.slopes[0])),
        ("slope_high".to_owned(), Got::Number(found.slopes[1])),
        ("t_low".to_owned(), Got::Number(found.t[0])),
        ("t_high".to_owned(), Got::Number(found.t[1])),
        ("p_low".to_owned(), Got::Number(found.p_ends[0])),
        ("p_high".to_owned(), Got::Number(found.p_ends[1])),
        ("p_overall".to_owned(), Got::Number(found.p)),
        ("extremum".to_owned(), Got::Number(found.extremum)),
    ];
    for (name, confidence) in confidences(&case["expected"], "fieller") {
        let interval = u_shape(&x, &y, confidence)?.extremum_interval;
        fields.push((name, interval.map_or(Got::Undefined, |i| Got::cells(&[i.low, i.high]))));
    }
    fields.push(("x_range".to_owned(), Got::cells(&found.range)));
    Ok(Got::Fields(fields))
}
