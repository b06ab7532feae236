//! Automatic block lengths of a series.

use sectorscope_stats::resampling::block_length::automatic_block_length;
use serde_json::Value;

use crate::case::compare_expected;
use crate::compare::{Comparison, Got};
use crate::fields::{has, meaning, only};
use crate::hac::series_readings;
use crate::inputs::text;
use crate::readings::first_that_agrees;
use crate::{Context, Stop};

/// Compares one case. Of the two variants of the rule the library has one; where they differ, so do the values.
pub(crate) fn compare(context: &Context<'_>, case: &Value, comparison: &mut Comparison) -> Result<(), Stop> {
    only(case, &["input", "column", "series", "x", "y", "pair", "values", "variant"])?;
    if has(case, "variant") {
        meaning("variant", text(case, "variant")?, &[(&["arch"], ()), (&["np"], ())])?;
    }
    first_that_agrees(comparison, series_readings(context, case)?, |x, comparison| {
        let length = x.as_ref().map_err(|reason| *reason).and_then(|x| automatic_block_length(x));
        let got = Got::fields([
            ("stationary", Got::result(length, |length| length.stationary)),
            ("circular", Got::result(length, |length| length.circular)),
        ]);
        compare_expected(context, case, comparison, "", Ok(got))
    })
}
