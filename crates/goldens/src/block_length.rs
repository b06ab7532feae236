//! Automatic block lengths, of a column or of an influence series named by the case's id.

use sectorscope_stats::resampling::block_length::automatic_block_length;
use serde_json::Value;

use crate::compare::{Comparison, Got};
use crate::inputs::{Table, series, text};
use crate::{Context, Stop};

/// Compares one case.
pub(crate) fn compare(context: &Context<'_>, case: &Value, comparison: &mut Comparison) -> Result<(), Stop> {
    let table = Table::of_case(context.files, case)?;
    let name = if case.get("column").is_some() { text(case, "column")? } else { text(case, "id")? };
    let length = automatic_block_length(&series(&table, name)?);
    let got = Got::fields([
        ("stationary", Got::result(length, |length| length.stationary)),
        ("circular", Got::result(length, |length| length.circular)),
    ]);
    comparison.compare("", &case["expected"], &got, context.default_tolerance);
    Ok(())
}
