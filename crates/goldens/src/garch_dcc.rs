//! GARCH and DCC: a filter with given parameters, the best parameters, or a filter of correlations; told apart by the
//! fields of the case. Two programs begin the filter of correlations otherwise: the case says which.

use sectorscope_stats::volatility::garch::{Garch, garch_filter, garch_fit};
use serde_json::Value;

use crate::case::compare_expected;
use crate::compare::{Comparison, Got};
use crate::dcc;
use crate::expression::evaluate;
use crate::fields::{asked, has, meaning, only};
use crate::inputs::{Table, numbers, text};
use crate::readings::first_that_agrees;
use crate::tables::tables;
use crate::{Context, Stop};

/// Compares one case.
pub(crate) fn compare(context: &Context<'_>, case: &Value, comparison: &mut Comparison) -> Result<(), Stop> {
    if has(case, "z") || has(case, "a") {
        return dcc::compare(context, case, comparison);
    }
    only(case, &["input", "series", "column", "omega_alpha_beta", "init"])?;
    if has(case, "init") {
        let words = text(case, "init")?.replace(' ', "");
        meaning("init", &words, &[(&["h_1=omega+(alpha+beta)*mean(e^2)"], ())])?;
    }
    let mut readings = Vec::new();
    for (name, table) in tables(context, case)? {
        for series in series_names(case, &table) {
            readings.push((format!("{series} of {name}"), evaluate(&table, &series)));
        }
    }
    first_that_agrees(comparison, readings, |returns, comparison| {
        let returns = returns.as_ref().map_err(Stop::clone).map(Vec::as_slice);
        if has(case, "omega_alpha_beta") {
            let got = returns.and_then(|returns| filter(case, returns));
            compare_expected(context, case, comparison, "", got)
        } else {
            fit(context, case, returns, comparison)
        }
    })
}

/// The words for the series, or else every column less its mean, in percent.
fn series_names(case: &Value, table: &Table) -> Vec<String> {
    let centred = |name: &str| format!("100*({name}-mean)");
    match (case["series"].as_str(), case["column"].as_str()) {
        (Some(words), _) => vec![words.to_owned()],
        (None, Some(name)) => vec![centred(name)],
        (None, None) => table.numeric_names().into_iter().map(|name| centred(name)).collect(),
    }
}

/// The parameters of a case.
pub(crate) fn parameters(case: &Value) -> Result<Garch, Stop> {
    match numbers(case, "omega_alpha_beta")?[..] {
        [omega, alpha, beta] => Ok(Garch { omega, alpha, beta }),
        _ => Err("omega_alpha_beta are three numbers".into()),
    }
}

/// The first or last values, their number as the names `<prefix>_first<number>` and `<prefix>_last<number>` say.
/// Five of each are always there.
pub(crate) fn ends(case: &Value, prefix: &str, values: &[f64]) -> Vec<(String, Got)> {
    let mut names = vec![format!("{prefix}_first5"), format!("{prefix}_last5")];
    names.extend(
        asked(case)
            .into_iter()
            .filter(|name| !names.iter().any(|own| own == name))
            .map(str::to_owned)
            .collect::<Vec<_>>(),
    );
    let some = |name: &String| {
        let number = |end: &str| name.strip_prefix(&format!("{prefix}_{end}"))?.parse::<usize>().ok();
        let part = match (number("first"), number("last")) {
            (Some(number), _) => values.get(..number.min(values.len()))?,
            (None, number) => values.get(values.len().saturating_sub(number?)..)?,
        };
        Some((name.clone(), Got::cells(part)))
    };
    names.iter().filter_map(some).collect()
}

fn filter(case: &Value, returns: &[f64]) -> Result<Got, Stop> {
    let found = garch_filter(returns, parameters(case)?)?;
    let mut fields = vec![("loglik".to_owned(), Got::Number(found.log_likelihood))];
    fields.extend(ends(case, "h", &found.variances));
    Ok(Got::Fields(fields))
}

/// The log-likelihood comes first: it is flat, and the parameters follow it loosely.
fn fit(
    context: &Context<'_>,
    case: &Value,
    returns: Result<&[f64], Stop>,
    comparison: &mut Comparison,
) -> Result<(), Stop> {
    let got = returns.and_then(|returns| {
        let found = garch_fit(returns)?;
        let Garch { omega, alpha, beta } = found.garch;
        Ok(Got::fields([("loglik", Got::Number(found.log_likelihood)), ("params", Got::cells(&[omega, alpha, beta]))]))
    });
    compare_expected(context, case, comparison, "", got)
}
