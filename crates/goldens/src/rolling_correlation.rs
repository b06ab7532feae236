//! Rolling Pearson correlation, of columns of a table or of values in the case.

use sectorscope_stats::correlation::coefficient::Method;
use sectorscope_stats::correlation::rolling::rolling_correlation;
use serde_json::Value;

use crate::case::compare_expected;
use crate::compare::{Comparison, Got};
use crate::fields::{has, only};
use crate::inputs::count;
use crate::tables::{both, with_table};
use crate::{Context, Stop};

/// Compares one case. Where it says nothing else, every row of the window must be complete.
pub(crate) fn compare(context: &Context<'_>, case: &Value, comparison: &mut Comparison) -> Result<(), Stop> {
    only(case, &["input", "x", "y", "x_values", "y_values", "window", "min_obs", "method"])?;
    let window = count(case, "window")?;
    let least = if has(case, "min_obs") { count(case, "min_obs")? } else { window };
    let method = match case["method"].as_str() {
        None | Some("pearson") => Method::Pearson,
        Some("spearman") => Method::Spearman,
        Some("kendall") => Method::Kendall,
        Some(other) => return Err(format!("the method {other} is not understood").into()),
    };
    with_table(context, case, comparison, |table, comparison| {
        let (x, y) = both(table, case)?;
        let got = rolling_correlation(method, &x, &y, window, least);
        compare_expected(context, case, comparison, "expected", Ok(Got::cells(&got)))
    })
}
