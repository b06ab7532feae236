//! Adjusted p-values.

use sectorscope_stats::inference::multiple::{
    benjamini_hochberg, benjamini_yekutieli, bonferroni, hochberg, holm, hommel,
};
use serde_json::Value;

use crate::compare::{Comparison, Got};
use crate::inputs::numbers;
use crate::{Context, Stop};

/// Compares one case.
pub(crate) fn compare(context: &Context<'_>, case: &Value, comparison: &mut Comparison) -> Result<(), Stop> {
    let p = numbers(case, "p")?;
    let got = Got::fields([
        ("bonferroni", Got::cells(&bonferroni(&p))),
        ("holm", Got::cells(&holm(&p))),
        ("hochberg", Got::cells(&hochberg(&p))),
        ("hommel", Got::cells(&hommel(&p))),
        ("fdr_bh", Got::cells(&benjamini_hochberg(&p))),
        ("bh", Got::cells(&benjamini_hochberg(&p))),
        ("fdr_by", Got::cells(&benjamini_yekutieli(&p))),
        ("by", Got::cells(&benjamini_yekutieli(&p))),
    ]);
    comparison.compare("", &case["expected"], &got, context.default_tolerance);
    Ok(())
}
