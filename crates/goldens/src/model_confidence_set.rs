//! Model confidence sets of losses: the smaller the better, so they are turned over.

use sectorscope_stats::Undefined;
use sectorscope_stats::moments::mean;
use sectorscope_stats::ordering::confidence_set::{Elimination, confidence_set};
use sectorscope_stats::resampling::bootstrap::bootstrap;
use sectorscope_stats::resampling::resample::Resampler;
use serde_json::Value;

use crate::compare::{Comparison, Got};
use crate::inputs::{Table, index_matrix, number, text, texts};
use crate::{Context, Stop};

/// Compares one case.
pub(crate) fn compare(context: &Context<'_>, case: &Value, comparison: &mut Comparison) -> Result<(), Stop> {
    let elimination = match text(case, "id")? {
        "mcs_R" => Elimination::Range,
        "mcs_max" => Elimination::Maximum,
        other => return Err(Stop::Failed(format!("{other} is not understood"))),
    };
    let [losses, indices] = texts(case, "inputs")?[..] else { return Err(Stop::Failed("two inputs".to_owned())) };
    let table = Table::read(context.files, losses)?;
    let columns = table.names().iter().map(|name| table.column(name)).collect::<Result<Vec<_>, _>>()?;
    let columns: Vec<&[f64]> = columns.iter().map(Vec::as_slice).collect();
    let indices = index_matrix(context.files, indices)?;
    let gains = |columns: &[&[f64]]| -> Result<Vec<f64>, Undefined> {
        columns.iter().map(|column| mean(column).map(|mean| -mean)).collect()
    };
    let set = Resampler::explicit(columns[0].len(), indices)
        .and_then(|plan| bootstrap(&columns, &plan, gains))
        .and_then(|replicates| confidence_set(&replicates, elimination))
        .map_err(|reason| reason.to_string())?;
    let included = set.members(number(&case["size"]).unwrap_or(f64::NAN));
    let excluded = (0..columns.len()).filter(|candidate| !included.contains(candidate)).collect::<Vec<_>>();
    let whole = |numbers: &[usize]| Got::cells(&numbers.iter().map(|&n| n as f64).collect::<Vec<_>>());
    let got = Got::fields([
        ("elimination_order", whole(&set.eliminated)),
        ("pvalues", Got::cells(&set.p_values)),
        ("included", whole(&included)),
        ("excluded", whole(&excluded)),
    ]);
    comparison.compare("", &case["expected"], &got, context.default_tolerance);
    Ok(())
}
