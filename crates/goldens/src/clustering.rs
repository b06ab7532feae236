//! Clusters, the order of leaves, spanning trees: a tree of all columns where its edges or weight are expected, else
//! clusters.

use sectorscope_stats::correlation::coefficient::Method;
use sectorscope_stats::correlation::matrix::{CorrelationMatrix, Missing};
use sectorscope_stats::ordering::linkage::correlation_distance;
use sectorscope_stats::ordering::spanning_tree::{SpanningTree, spanning_tree};
use serde_json::Value;

use crate::case::compare_expected;
use crate::cluster_comparison;
use crate::compare::{Comparison, Got};
use crate::fields::{asks, has, meaning, only};
use crate::inputs::{Table, count, number, text, texts};
use crate::readings::{Readings, first_that_agrees};
use crate::tables::{named, tables};
use crate::{Context, Stop};

const FIELDS: [&str; 6] = ["input", "columns", "k", "distance", "distances", "linkage"];

/// Distances between k items.
struct Distances {
    between: Vec<f64>,
    k: usize,
}

/// Compares one case.
pub(crate) fn compare(context: &Context<'_>, case: &Value, comparison: &mut Comparison) -> Result<(), Stop> {
    only(case, &FIELDS)?;
    if has(case, "distance") {
        meaning("distance", &text(case, "distance")?.replace(' ', ""), &[(&["sqrt(2(1-"], ()), (&["sqrt(2*(1-"], ())])?;
    }
    let of_a_tree = asks(case, &["edges", "n_edges", "total_weight"]) && !has(case, "linkage");
    first_that_agrees(comparison, distances(context, case)?, |of, comparison| {
        if of_a_tree {
            let got = spanning_tree(&of.between, of.k).map_err(Stop::from).map(|tree| tree_fields(&tree));
            compare_expected(context, case, comparison, "", got)
        } else {
            cluster_comparison::compare(context, case, &of.between, of.k, comparison)
        }
    })
}

fn tree_fields(tree: &SpanningTree) -> Got {
    Got::fields([
        ("edges", Got::List(tree.edges.iter().map(|edge| Got::counts(edge)).collect())),
        ("n_edges", Got::count(tree.edges.len())),
        ("total_weight", Got::Number(tree.total)),
    ])
}

/// The distances that the case holds, in a field or in its words, or those of the columns that it names or counts.
fn distances(context: &Context<'_>, case: &Value) -> Result<Readings<Distances>, Stop> {
    if let Some(own) = matrix(&case["distances"]) {
        return Ok(vec![(String::new(), own)]);
    }
    if !has(case, "columns") && !has(case, "k") && named(case).is_none() {
        let own = case["note"].as_str().and_then(in_words).ok_or("the case has neither columns nor distances")?;
        return Ok(vec![(String::new(), own)]);
    }
    let mut all = Vec::new();
    for (name, table) in tables(context, case)? {
        let Some(columns) = columns(case, &table)? else { continue };
        let slices: Vec<&[f64]> = columns.iter().map(Vec::as_slice).collect();
        let matrix = CorrelationMatrix::new(Method::Pearson, &slices, Missing::Listwise, 2);
        let between = matrix.r.iter().map(|&r| correlation_distance(r)).collect();
        all.push((format!("the columns of {name}"), Distances { between, k: columns.len() }));
    }
    Ok(all)
}

/// The columns that the case names, or the first of them up to the count it gives, if the table has enough; else all.
fn columns(case: &Value, table: &Table) -> Result<Option<Vec<Vec<f64>>>, Stop> {
    let mut names: Vec<&str> = table.numeric_names().into_iter().map(String::as_str).collect();
    if has(case, "columns") {
        names = texts(case, "columns")?;
    } else if has(case, "k") {
        let k = count(case, "k")?;
        if names.len() < k {
            return Ok(None);
        }
        names.truncate(k);
    }
    Ok(Some(names.into_iter().map(|name| table.column(name)).collect::<Result<_, _>>()?))
}

/// The matrix after `D=` in words.
fn in_words(words: &str) -> Option<Distances> {
    let from = words.split_once("D=")?.1;
    let text = from.split_once("]]").map(|(rows, _)| format!("{rows}]]"))?;
    matrix(&serde_json::from_str(&text).ok()?)
}

fn matrix(value: &Value) -> Option<Distances> {
    let rows = value.as_array()?;
    let cells = rows.iter().map(|row| row.as_array()).collect::<Option<Vec<_>>>()?;
    let between = cells.iter().flat_map(|row| row.iter().map(number)).collect::<Option<Vec<f64>>>()?;
    (between.len() == rows.len() * rows.len()).then_some(Distances { between, k: rows.len() })
}
