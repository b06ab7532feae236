//! The tables and series that a case is about.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::compare::Comparison;
use crate::expression::evaluate;
use crate::inputs::{Table, numbers};
use crate::readings::{Readings, first_that_agrees};
use crate::{Context, Stop};

/// Fields that name columns.
const COLUMN_FIELDS: [&str; 21] = [
    "x",
    "y",
    "column",
    "series",
    "columns",
    "labels",
    "pair",
    "pair1",
    "pair2",
    "controls",
    "control",
    "regressors",
    "weights",
    "asset",
    "claimed",
    "alts",
    "sector",
    "sectors",
    "market",
    "source_market",
    "other",
];

/// Does something with the table of a case: the one it names, or each that it could mean. A case with numbers of its
/// own needs none.
pub(crate) fn with_table(
    context: &Context<'_>,
    case: &Value,
    comparison: &mut Comparison,
    mut attempt: impl FnMut(&Table, &mut Comparison) -> Result<(), Stop>,
) -> Result<(), Stop> {
    let is_numbers = |field: &&str| case[*field].as_array().is_some_and(|values| !values.iter().any(Value::is_string));
    if named(case).is_none() && ["x_values", "x", "values"].iter().any(is_numbers) {
        return attempt(&Table::default(), comparison);
    }
    first_that_agrees(comparison, tables(context, case)?, attempt)
}

/// The table that the case names, or the file for all; where neither names one, those with its columns, of which other
/// cases of the file name the first.
pub(crate) fn tables(context: &Context<'_>, case: &Value) -> Result<Readings<Table>, Stop> {
    if let Some(name) = named(case).or_else(|| named(context.file)) {
        return Ok(vec![(name.to_owned(), Table::read(context.files, name)?)]);
    }
    let elsewhere: BTreeSet<&str> = context.cases().iter().filter_map(named).collect();
    let all = context.files.keys().filter_map(|path| path.strip_prefix("inputs/"));
    let others = all.filter(|name| name.ends_with(".csv") && !name.contains('/') && !elsewhere.contains(name));
    let read = |name: &str| Some((name.to_owned(), Table::read(context.files, name).ok()?));
    let fits = |table: &Table| table.has_header() && column_texts(case).iter().all(|text| knows(table, text));
    let found: Vec<_> =
        elsewhere.iter().copied().chain(others).filter_map(read).filter(|(_, table)| fits(table)).collect();
    if found.is_empty() { Err("the case names no input, and no table has its columns".into()) } else { Ok(found) }
}

/// The first input that the case names, without a remark after it.
pub(crate) fn named(case: &Value) -> Option<&str> {
    inputs(case).first().copied()
}

/// The inputs that the case names, without remarks after them.
pub(crate) fn inputs(case: &Value) -> Vec<&str> {
    let listed = case["inputs"].as_array().map_or(&[][..], Vec::as_slice);
    let names = case.get("input").into_iter().chain(listed).filter_map(Value::as_str);
    names.map(|name| name.split(" (").next().unwrap_or(name)).collect()
}

fn column_texts(case: &Value) -> Vec<&str> {
    COLUMN_FIELDS
        .iter()
        .flat_map(|field| match &case[*field] {
            Value::Array(values) => values.iter().filter_map(Value::as_str).collect(),
            other => other.as_str().into_iter().collect::<Vec<_>>(),
        })
        .collect()
}

/// The table can say what the text is, or why it is undefined.
fn knows(table: &Table, text: &str) -> bool {
    !matches!(evaluate(table, text), Err(Stop::Failed(_)))
}

/// A series of a case: numbers of its own in the field or in `<field>_values`, the words in the field, the column of
/// that name where it has no such field, or else the first or second column of a table of two.
pub(crate) fn series(table: &Table, case: &Value, field: &str) -> Result<Vec<f64>, Stop> {
    let own = format!("{field}_values");
    if case[own.as_str()].is_array() {
        return Ok(numbers(case, &own)?);
    }
    match &case[field] {
        Value::Array(_) => Ok(numbers(case, field)?),
        Value::String(text) => evaluate(table, text),
        Value::Null if table.has(field) => Ok(table.column(field)?),
        Value::Null => {
            let names = table.numeric_names();
            match (field, &names[..]) {
                ("x", [x, _]) => Ok(table.column(x)?),
                ("y", [_, y]) => Ok(table.column(y)?),
                _ => Err(format!("the case names no {field}").into()),
            }
        }
        other => Err(format!("{field} is not understood: {other}").into()),
    }
}

/// The two series of a case, of one length.
pub(crate) fn both(table: &Table, case: &Value) -> Result<(Vec<f64>, Vec<f64>), Stop> {
    let (x, y) = (series(table, case, "x")?, series(table, case, "y")?);
    if x.len() == y.len() { Ok((x, y)) } else { Err(format!("{} values of x, {} of y", x.len(), y.len()).into()) }
}

/// The pair of columns that the case names as x and y, as a pair or as two columns; where it names none, every pair of
/// the table.
pub(crate) fn pairs(table: &Table, case: &Value) -> Result<Vec<[String; 2]>, Stop> {
    if let (Some(x), Some(y)) = (case["x"].as_str(), case["y"].as_str()) {
        return Ok(vec![[x.to_owned(), y.to_owned()]]);
    }
    for field in ["pair", "columns"] {
        if let Value::Array(names) = &case[field] {
            return match &names.iter().filter_map(Value::as_str).collect::<Vec<_>>()[..] {
                [x, y] => Ok(vec![[(*x).to_owned(), (*y).to_owned()]]),
                _ => Err(format!("{field} is not a pair of columns").into()),
            };
        }
    }
    let names = table.numeric_names();
    let all =
        names.iter().enumerate().flat_map(|(at, x)| names.iter().skip(at + 1).map(|y| [(*x).clone(), (*y).clone()]));
    Ok(all.collect())
}
