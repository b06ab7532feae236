//! Clusters, the order of leaves, spanning trees. Family 55 asks the same of R.

use sectorscope_stats::correlation::coefficient::Method;
use sectorscope_stats::correlation::matrix::{CorrelationMatrix, Missing};
use sectorscope_stats::ordering::leaf_order::{optimal_leaf_order, path_length};
use sectorscope_stats::ordering::linkage::{Dendrogram, Linkage, correlation_distance};
use sectorscope_stats::ordering::spanning_tree::{SpanningTree, spanning_tree};
use serde_json::Value;

use crate::compare::{Comparison, Got};
use crate::inputs::{Table, count, number, text, texts};
use crate::{Context, Stop};

/// Compares one case: a tree where its id names one, else clusters.
pub(crate) fn compare(context: &Context<'_>, case: &Value, comparison: &mut Comparison) -> Result<(), Stop> {
    let id = text(case, "id")?;
    if id == "identical_columns" {
        // The matrix is in the words of the case.
        let tree = spanning_tree(&[0.0, 0.0, 1.0, 0.0, 0.0, 1.0, 1.0, 1.0, 0.0], 3).map_err(|r| r.to_string())?;
        comparison.compare("", &case["expected"], &tree_fields(&tree), context.default_tolerance);
        return Ok(());
    }
    let table = Table::read(context.files, "panel_returns.csv")?;
    let columns: Vec<&str> = if case.get("columns").is_some() {
        texts(case, "columns")?
    } else {
        table.names().iter().map(String::as_str).filter(|name| *name != "date").take(count(case, "k")?).collect()
    };
    let columns = columns.iter().map(|name| table.column(name)).collect::<Result<Vec<_>, _>>()?;
    let k = columns.len();
    let slices: Vec<&[f64]> = columns.iter().map(Vec::as_slice).collect();
    let matrix = CorrelationMatrix::new(Method::Pearson, &slices, Missing::Listwise, 2);
    let distances: Vec<f64> = matrix.r.iter().map(|&r| correlation_distance(r)).collect();
    let got = if id.split('_').any(|part| part == "mst") {
        tree_fields(&spanning_tree(&distances, k).map_err(|reason| reason.to_string())?)
    } else {
        clusters(case, &distances, k, comparison)?
    };
    comparison.compare("", &case["expected"], &got, context.default_tolerance);
    Ok(())
}

fn tree_fields(tree: &SpanningTree) -> Got {
    let edge = |edge: &[usize; 2]| Got::cells(&[edge[0] as f64, edge[1] as f64]);
    Got::fields([
        ("edges", Got::List(tree.edges.iter().map(edge).collect())),
        ("n_edges", Got::Number(tree.edges.len() as f64)),
        ("total_weight", Got::Number(tree.total)),
    ])
}

fn clusters(case: &Value, distances: &[f64], k: usize, comparison: &mut Comparison) -> Result<Got, Stop> {
    let named = text(case, "linkage")?;
    let linkage = match named.split(' ').next() {
        Some("average") => Linkage::Average,
        Some("single") => Linkage::Single,
        Some("complete") => Linkage::Complete,
        Some("ward" | "ward.D2") => Linkage::Ward,
        _ => return Err(Stop::Failed(format!("no linkage {named}"))),
    };
    let tree = Dendrogram::new(distances, k, linkage).map_err(|reason| reason.to_string())?;
    let order = optimal_leaf_order(&tree, distances).map_err(|reason| reason.to_string())?;
    // What is compared below takes over the expected order and names where ours are as good.
    comparison.write_down("own_order", &whole(&order));
    for clusters in [2, 3] {
        comparison.write_down("own_labels", &tree.cut(clusters).map_or(Got::Undefined, |groups| whole(&groups)));
    }
    check_flips(&tree, &order)?;
    let cost = path_length(&order, distances, k);
    // Another program's rule, known to miss the best order, must not beat ours.
    if number(&case["expected"]["scipy_optimal_ordering_cost_not_optimal"]).is_some_and(|other| cost > other + 1e-9) {
        return Err(Stop::Failed(format!("{order:?} costs {cost}")));
    }
    let heights: Vec<f64> = tree.merges().iter().map(|merge| merge.height).collect();
    let sizes: Vec<f64> = tree.merges().iter().map(|merge| merge.size as f64).collect();
    let brute_force =
        if case["expected"]["brute_force_min_cost"].is_null() { Got::Undefined } else { Got::Number(cost) };
    let cophenetic = || Got::result(tree.cophenetic_correlation(distances), |r| r);
    Ok(Got::fields([
        ("merge_heights", Got::cells(&heights)),
        ("heights", Got::cells(&heights)),
        ("merge_sizes", Got::cells(&sizes)),
        ("cophenetic_corr", cophenetic()),
        ("cophenetic", cophenetic()),
        (
            "optimal_leaf_order_one_of",
            one_of(&tree, &case["expected"]["optimal_leaf_order_one_of"], 0, distances, &order)?,
        ),
        ("olo_order_1based", one_of(&tree, &case["expected"]["olo_order_1based"], 1, distances, &order)?),
        ("optimal_leaf_cost", Got::Number(cost)),
        ("olo_cost", Got::Number(cost)),
        ("brute_force_min_cost", brute_force),
        ("labels_k2", labels(&tree, &case["expected"]["labels_k2"], 2)?),
        ("labels_k3", labels(&tree, &case["expected"]["labels_k3"], 3)?),
    ]))
}

fn whole(numbers: &[usize]) -> Got {
    Got::cells(&numbers.iter().map(|&number| number as f64).collect::<Vec<_>>())
}

/// An order that turning over branches gives has every cluster in one piece.
fn check_flips(tree: &Dendrogram, order: &[usize]) -> Result<(), String> {
    for merge in 0..tree.merges().len() {
        let leaves = tree.leaves(tree.items() + merge);
        let places: Vec<usize> =
            order.iter().enumerate().filter(|(_, leaf)| leaves.contains(leaf)).map(|(place, _)| place).collect();
        if places.len() != leaves.len()
            || places.last().zip(places.first()).is_some_and(|(b, a)| b - a + 1 != leaves.len())
        {
            return Err(format!("{order:?} tears {leaves:?} apart"));
        }
    }
    Ok(())
}

/// The expected order if it is as good as ours and the same up to its direction; else ours, which will differ.
fn one_of(tree: &Dendrogram, expected: &Value, base: usize, distances: &[f64], order: &[usize]) -> Result<Got, String> {
    let theirs: Vec<usize> = expected
        .as_array()
        .map_or(&[][..], Vec::as_slice)
        .iter()
        .filter_map(|leaf| (leaf.as_u64()? as usize).checked_sub(base))
        .collect();
    let shown = |order: &[usize]| whole(&order.iter().map(|leaf| leaf + base).collect::<Vec<_>>());
    if theirs.len() != order.len() {
        return Ok(shown(order));
    }
    check_flips(tree, &theirs)?;
    let k = order.len();
    let same = theirs == order || theirs.iter().rev().eq(order);
    let equal_cost = (path_length(&theirs, distances, k) - path_length(order, distances, k)).abs() < 1e-12;
    Ok(shown(if same || equal_cost { &theirs } else { order }))
}

/// Our clusters with the expected names, if they are the same clusters; else with ours, which will differ.
fn labels(tree: &Dendrogram, expected: &Value, clusters: usize) -> Result<Got, String> {
    let Ok(groups) = tree.cut(clusters) else { return Ok(Got::Undefined) };
    let theirs: Vec<f64> =
        expected.as_array().map_or(&[][..], Vec::as_slice).iter().filter_map(Value::as_f64).collect();
    let same = theirs.len() == groups.len()
        && (0..groups.len()).all(|i| (0..i).all(|j| (groups[i] == groups[j]) == (theirs[i] == theirs[j])));
    Ok(Got::cells(&if same { theirs } else { groups.iter().map(|&group| -1.0 - group as f64).collect() }))
}
