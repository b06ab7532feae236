//! Series in the words of a case: a column, or what is done to one.

use sectorscope_stats::correlation::coefficient::Method;
use sectorscope_stats::correlation::influence_function::influence;
use sectorscope_stats::inference::fisher::fisher_z;
use sectorscope_stats::moments::mean;

use crate::Stop;
use crate::inputs::Table;

/// The series of a text: a column's name, `|x|`, `log(x)`, `atanh(x)`, `max(x,0)`, `max(-x,0)`, `100*(x-mean)`, or the
/// influence series of a correlation as `psi_<x>_<y>` or as words with `corr(x,y)`.
pub(crate) fn evaluate(table: &Table, text: &str) -> Result<Vec<f64>, Stop> {
    let text = text.trim();
    if table.has(text) {
        return Ok(table.column(text)?);
    }
    let within = |open: &str, close: &str| text.strip_prefix(open).and_then(|rest| rest.strip_suffix(close));
    let each = |inner: &str, of: fn(f64) -> f64| -> Result<Vec<f64>, Stop> {
        Ok(evaluate(table, inner)?.into_iter().map(of).collect())
    };
    if let Some(inner) = within("|", "|").or_else(|| within("abs(", ")")) {
        return each(inner, f64::abs);
    }
    if let Some(inner) = within("log(", ")").or_else(|| within("ln(", ")")) {
        return each(inner, libm::log);
    }
    if let Some(inner) = within("atanh(", ")") {
        return each(inner, fisher_z);
    }
    if let Some(inner) = within("max(-", ",0)") {
        return each(inner, |value| (-value).max(0.0));
    }
    if let Some(inner) = within("max(", ",0)") {
        return each(inner, |value| value.max(0.0));
    }
    if let Some((factor, name)) = text.split_once("*(").and_then(|(factor, rest)| Some((factor, centred(rest)?))) {
        let factor = factor.trim().parse().map_err(|e| format!("{text}: {e}"))?;
        return centred_times(table, name, factor);
    }
    if let Some([x, y]) = correlated(text).or_else(|| psi(table, text)) {
        return Ok(influence(Method::Pearson, &table.column(&x)?, &table.column(&y)?)?.psi);
    }
    Err(format!("no column {text}").into())
}

/// The column in `x-mean)`.
fn centred(rest: &str) -> Option<&str> {
    let name = rest.strip_suffix(')')?.trim_end().strip_suffix("mean")?;
    Some(name.trim_end().strip_suffix('-')?.trim())
}

fn centred_times(table: &Table, name: &str, factor: f64) -> Result<Vec<f64>, Stop> {
    let column = evaluate(table, name)?;
    let mean = mean(&column)?;
    Ok(column.iter().map(|value| factor * (value - mean)).collect())
}

/// The column that a text such as `100*(x-mean)` is about.
pub(crate) fn centred_column(text: &str) -> Option<&str> {
    text.split_once("*(").and_then(|(_, rest)| centred(rest))
}

/// The names in `corr(x,y)`, if the words before it are about an influence series.
fn correlated(text: &str) -> Option<[String; 2]> {
    let (before, rest) = text.split_once("corr(")?;
    let (x, y) = rest.split_once(')')?.0.split_once(',')?;
    (before.contains("psi") || before.contains("influence")).then(|| [x.trim().to_owned(), y.trim().to_owned()])
}

/// The names in `psi_<x>_<y>`, where the table has both.
fn psi(table: &Table, text: &str) -> Option<[String; 2]> {
    let pair = text.strip_prefix("psi_")?;
    let splits = pair.match_indices('_').map(|(at, _)| (&pair[..at], &pair[at + 1..]));
    splits.into_iter().find(|(x, y)| table.has(x) && table.has(y)).map(|(x, y)| [x.to_owned(), y.to_owned()])
}
