//! Model confidence sets of losses: the smaller the better, so they are turned over.

use sectorscope_stats::Undefined;
use sectorscope_stats::moments::mean;
use sectorscope_stats::ordering::confidence_set::{ConfidenceSet, Elimination, confidence_set};
use sectorscope_stats::resampling::bootstrap::bootstrap;
use sectorscope_stats::resampling::replicates::Replicates;
use sectorscope_stats::resampling::resample::Resampler;
use serde_json::Value;

use crate::case::compare_expected;
use crate::compare::{Comparison, Got};
use crate::fields::{asks, has, only};
use crate::inputs::{Table, index_matrix, number};
use crate::readings::first_that_agrees;
use crate::tables::inputs;
use crate::{Context, Stop};

/// The two statistics by which the set is made smaller, and what a case calls them.
const STATISTICS: [(&str, &str, Elimination); 2] =
    [("the range statistic", "R", Elimination::Range), ("the largest statistic", "max", Elimination::Maximum)];

/// Compares one case. Where it does not name the statistic, either will do.
pub(crate) fn compare(context: &Context<'_>, case: &Value, comparison: &mut Comparison) -> Result<(), Stop> {
    only(case, &["inputs", "size", "method", "statistic"])?;
    let named = ["method", "statistic"].iter().find_map(|field| case[*field].as_str());
    let fits = |(_, name, _): &&(&str, &str, Elimination)| named.is_none_or(|named| named == *name);
    let readings: Vec<_> =
        STATISTICS.iter().filter(fits).map(|(words, _, elimination)| ((*words).to_owned(), *elimination)).collect();
    if readings.is_empty() {
        return Err(format!("the method {} is not understood", named.unwrap_or_default()).into());
    }
    let replicates = replicates(context, case);
    first_that_agrees(comparison, readings, |elimination, comparison| {
        let got = replicates.as_ref().map_err(Stop::clone).and_then(|replicates| {
            let set = confidence_set(replicates, *elimination)?;
            fields(case, &set)
        });
        compare_expected(context, case, comparison, "", got)
    })
}

fn replicates(context: &Context<'_>, case: &Value) -> Result<Replicates, Stop> {
    let [losses, indices] = inputs(case)[..] else {
        return Err("two inputs: losses, and the rows of each draw".into());
    };
    let table = Table::read(context.files, losses)?;
    let columns = table.numeric_names().into_iter().map(|name| table.column(name)).collect::<Result<Vec<_>, _>>()?;
    let columns: Vec<&[f64]> = columns.iter().map(Vec::as_slice).collect();
    let rows = columns.first().map_or(0, |column| column.len());
    let gains = |columns: &[&[f64]]| -> Result<Vec<f64>, Undefined> {
        columns.iter().map(|column| mean(column).map(|mean| -mean)).collect()
    };
    Ok(bootstrap(&columns, &Resampler::explicit(rows, index_matrix(context.files, indices)?)?, gains)?)
}

/// The size of the test divides the candidates.
fn fields(case: &Value, set: &ConfidenceSet) -> Result<Got, Stop> {
    let mut fields = vec![
        ("elimination_order".to_owned(), Got::counts(&set.eliminated)),
        ("pvalues".to_owned(), Got::cells(&set.p_values)),
    ];
    if has(case, "size") {
        let included = set.members(number(&case["size"]).ok_or("size is not a number")?);
        let excluded: Vec<usize> =
            (0..set.eliminated.len()).filter(|candidate| !included.contains(candidate)).collect();
        fields.push(("included".to_owned(), Got::counts(&included)));
        fields.push(("excluded".to_owned(), Got::counts(&excluded)));
    } else if asks(case, &["included", "excluded"]) {
        return Err("the case names no size".into());
    }
    Ok(Got::Fields(fields))
}
