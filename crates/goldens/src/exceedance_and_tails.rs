//! Tails: what the normal distribution gives, exceedances of data, tail dependence.

use sectorscope_stats::correlation::exceedance::{exceedance_correlations, normal_exceedance};
use sectorscope_stats::correlation::tail_dependence::tail_dependence;
use serde_json::Value;

use crate::compare::{Comparison, Got};
use crate::inputs::{Table, count, number, text};
use crate::{Context, Stop};

/// Fewest points, as the rule of these cases says.
const FEWEST: usize = 3;

/// Compares one case.
pub(crate) fn compare(context: &Context<'_>, case: &Value, comparison: &mut Comparison) -> Result<(), Stop> {
    let field = |name: &str| number(&case[name]).ok_or_else(|| format!("no {name}"));
    let fail = |reason: sectorscope_stats::Undefined| Stop::Failed(reason.to_string());
    let got = if case["kind"] == "theory" {
        let found = normal_exceedance(field("rho")?, field("theta")?).map_err(fail)?;
        Got::fields([("prob_both_exceed", Got::Number(found.probability)), ("exceedance_corr", Got::Number(found.r))])
    } else {
        let table = Table::of_case(context.files, case)?;
        let (x, y) = (table.column(text(case, "x")?)?, table.column(text(case, "y")?)?);
        if case.get("theta").is_some() {
            let [upper, lower] = exceedance_correlations(&x, &y, field("theta")?, FEWEST).map_err(fail)?;
            Got::fields([
                ("n_upper", Got::Number(upper.n as f64)),
                ("rho_upper", Got::result(upper.r, |r| r)),
                ("n_lower", Got::Number(lower.n as f64)),
                ("rho_lower", Got::result(lower.r, |r| r)),
            ])
        } else {
            let found = tail_dependence(&x, &y, count(case, "k")?).map_err(fail)?;
            Got::fields([("lambda_lower", Got::Number(found.lower)), ("lambda_upper", Got::Number(found.upper))])
        }
    };
    comparison.compare("", &case["expected"], &got, context.default_tolerance);
    Ok(())
}
