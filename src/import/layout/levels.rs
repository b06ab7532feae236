//! Levels of an index, and what only looks like them: returns, changes, correlations.

use crate::import::cells::scale::median;
use crate::import::layout::header::words_of;
use crate::import::layout::profile::Data;

/// The least typical level: returns are smaller.
const LOWEST_LEVEL: f64 = 5.0;
/// Words of headers of changes and of measures of them.
#[rustfmt::skip]
const CHANGES: [&str; 16] = [
    "return", "returns", "ret", "rets", "correlation", "correlations", "corr", "korrelation", "rho", "beta", "change", "changes", "drawdown",
    "rendite", "rendement", "zscore",
];

/// Whether a header names changes, or a measure of them.
pub(crate) fn names_change(name: &str) -> bool {
    words_of(name).iter().any(|word| CHANGES.contains(&word.as_str()))
}

/// Whether a column holds levels of an index, whatever it is called.
pub(crate) fn are_levels(data: Data<'_>, column: usize) -> bool {
    let mut values = data.values(column);
    values.retain(|value| !value.is_nan());
    let steady = values.iter().zip(values.iter().skip(1)).filter(|(a, b)| (*b / *a - 1.0).abs() < 0.2).count();
    let all_positive = values.iter().all(|value| *value > 0.0);
    let enough = values.len() > 1 && steady * 10 >= (values.len() - 1) * 9;
    all_positive && enough && median(values).is_some_and(|typical| typical > LOWEST_LEVEL)
}
