//! Tails: what the normal distribution gives, exceedances of data, tail dependence; told apart by the fields of the case.

use sectorscope_stats::correlation::exceedance::{exceedance_correlations, normal_exceedance};
use sectorscope_stats::correlation::tail_dependence::tail_dependence;
use serde_json::Value;

use crate::case::compare_expected;
use crate::compare::{Comparison, Got};
use crate::fields::{has, only};
use crate::inputs::{count, number};
use crate::tables::{both, with_table};
use crate::{Context, Stop};

/// Fewest points, where the rule of the case says nothing else.
const FEWEST: usize = 3;

/// Compares one case.
pub(crate) fn compare(context: &Context<'_>, case: &Value, comparison: &mut Comparison) -> Result<(), Stop> {
    let field = |name: &str| number(&case[name]).ok_or_else(|| Stop::Failed(format!("no {name}")));
    if has(case, "rho") {
        only(case, &["kind", "rho", "theta"])?;
        if has(case, "kind") && case["kind"] != "theory" {
            return Err(format!("the kind {} is not understood", case["kind"]).into());
        }
        let found = normal_exceedance(field("rho")?, field("theta")?).map_err(Stop::from);
        let got = found.map(|found| {
            Got::fields([
                ("prob_both_exceed", Got::Number(found.probability)),
                ("exceedance_corr", Got::Number(found.r)),
            ])
        });
        return compare_expected(context, case, comparison, "", got);
    }
    only(case, &["kind", "input", "x", "y", "x_values", "y_values", "theta", "k"])?;
    with_table(context, case, comparison, |table, comparison| {
        let (x, y) = both(table, case)?;
        let got = if has(case, "theta") {
            exceedance(&x, &y, field("theta")?, fewest(case))
        } else {
            tail(&x, &y, count(case, "k")?)
        };
        compare_expected(context, case, comparison, "", got)
    })
}

/// The number in the words "fewer than 3 points" of the case's rule.
fn fewest(case: &Value) -> usize {
    let words = case["rule"].as_str().and_then(|rule| rule.split_once("fewer than "));
    words.and_then(|(_, rest)| rest.split(' ').next()?.parse().ok()).unwrap_or(FEWEST)
}

fn exceedance(x: &[f64], y: &[f64], theta: f64, fewest: usize) -> Result<Got, Stop> {
    let [upper, lower] = exceedance_correlations(x, y, theta, fewest)?;
    Ok(Got::fields([
        ("n_upper", Got::count(upper.n)),
        ("rho_upper", Got::result(upper.r, |r| r)),
        ("n_lower", Got::count(lower.n)),
        ("rho_lower", Got::result(lower.r, |r| r)),
    ]))
}

fn tail(x: &[f64], y: &[f64], k: usize) -> Result<Got, Stop> {
    let found = tail_dependence(x, y, k)?;
    Ok(Got::fields([("lambda_lower", Got::Number(found.lower)), ("lambda_upper", Got::Number(found.upper))]))
}
