//! Exponentially weighted correlations.

use sectorscope_stats::volatility::ewma::{Start, ewma_correlation};
use serde_json::Value;

use crate::case::compare_parts;
use crate::compare::{Comparison, Got};
use crate::fields::{has, meaning, only};
use crate::inputs::{number, text};
use crate::readings::first_that_agrees;
use crate::tables::{both, with_table};
use crate::{Context, Stop};

const FIELDS: [&str; 10] = [
    "input",
    "x",
    "y",
    "x_values",
    "y_values",
    "lambda",
    "init",
    "mean",
    "expected_corr",
    "expected_last_cov_varx_vary",
];

const STARTS: [(&str, Start); 2] =
    [("first product", Start::FirstProduct), ("weights lambda^k/sum", Start::Normalised)];

/// Compares one case. Means are zero, as the method has it.
pub(crate) fn compare(context: &Context<'_>, case: &Value, comparison: &mut Comparison) -> Result<(), Stop> {
    only(case, &FIELDS)?;
    if has(case, "mean") {
        meaning("mean", text(case, "mean")?, &[(&["zero"], ())])?;
    }
    let starts = if has(case, "init") {
        let words: [(&[&str], Start); 3] = [
            (&["first product"], Start::FirstProduct),
            (&["lambda^k"], Start::Normalised),
            (&["normalised"], Start::Normalised),
        ];
        vec![(String::new(), meaning("init", text(case, "init")?, &words)?)]
    } else {
        STARTS.iter().map(|(name, start)| ((*name).to_owned(), *start)).collect()
    };
    with_table(context, case, comparison, |table, comparison| {
        let (x, y) = both(table, case)?;
        first_that_agrees(comparison, starts.clone(), |start, comparison| {
            one_start(context, case, (&x, &y), *start, comparison)
        })
    })
}

fn one_start(
    context: &Context<'_>,
    case: &Value,
    (x, y): (&[f64], &[f64]),
    start: Start,
    comparison: &mut Comparison,
) -> Result<(), Stop> {
    let lambda = number(&case["lambda"]).ok_or("no lambda")?;
    let found = ewma_correlation(x, y, lambda, start);
    let correlations = Got::of(found.as_ref().map_err(|reason| *reason), |found| Got::cells(&found.correlations));
    let last = Got::of(found.as_ref().map_err(|reason| *reason), |found| {
        Got::cells(&[found.covariance, found.variance_x, found.variance_y])
    });
    let parts = ["expected_corr", "expected", "expected_last_cov_varx_vary"];
    let parts: Vec<&str> = parts.into_iter().filter(|part| case.get(*part).is_some()).collect();
    if parts.is_empty() {
        return Err("the case expects nothing".into());
    }
    for part in parts {
        let got = if part == "expected_last_cov_varx_vary" { &last } else { &correlations };
        compare_parts(context, case, comparison, &[part], got)?;
    }
    Ok(())
}
