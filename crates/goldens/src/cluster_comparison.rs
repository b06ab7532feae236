//! Comparing clusters, which have an order only up to turning branches over, and names only up to other names.

use sectorscope_stats::ordering::leaf_order::{optimal_leaf_order, path_length};
use sectorscope_stats::ordering::linkage::{Dendrogram, Linkage};
use serde_json::Value;

use crate::case::compare_expected;
use crate::compare::{Comparison, Got};
use crate::fields::{asked, has, meaning};
use crate::inputs::{number, text};
use crate::readings::first_that_agrees;
use crate::{Context, Stop};

const LINKAGES: [(&[&str], Linkage); 4] = [
    (&["average"], Linkage::Average),
    (&["single"], Linkage::Single),
    (&["complete"], Linkage::Complete),
    (&["ward"], Linkage::Ward),
];

/// Most leaves of a tree of which every order can be tried: of larger ones none is expected.
const MOST_BY_BRUTE_FORCE: usize = 8;

/// Compares one case, under the linkage that it names, or under each.
pub(crate) fn compare(
    context: &Context<'_>,
    case: &Value,
    distances: &[f64],
    k: usize,
    comparison: &mut Comparison,
) -> Result<(), Stop> {
    let linkages = if has(case, "linkage") {
        let named = text(case, "linkage")?;
        vec![(String::new(), meaning("linkage", named.split(' ').next().unwrap_or(named), &LINKAGES)?)]
    } else {
        LINKAGES.iter().map(|(words, linkage)| (words.join(" "), *linkage)).collect()
    };
    first_that_agrees(comparison, linkages, |linkage, comparison| {
        let got = match Dendrogram::new(distances, k, *linkage) {
            Ok(tree) => of_tree(case, &tree, distances, comparison),
            Err(reason) => Err(reason.into()),
        };
        compare_expected(context, case, comparison, "", got)
    })
}

fn of_tree(case: &Value, tree: &Dendrogram, distances: &[f64], comparison: &mut Comparison) -> Result<Got, Stop> {
    let expected = &case["expected"];
    let k = tree.items();
    let order = optimal_leaf_order(tree, distances)?;
    // What is compared below takes over the expected order and names where ours are as good.
    comparison.write_down("own_order", &Got::counts(&order));
    let labelled = |name: &str| name.strip_prefix("labels_k").and_then(|clusters| clusters.parse::<usize>().ok());
    let mut cuts = vec![2, 3];
    cuts.extend(asked(case).into_iter().filter_map(labelled).filter(|clusters| *clusters != 2 && *clusters != 3));
    for &clusters in &cuts {
        comparison.write_down("own_labels", &Got::of(tree.cut(clusters), |groups| Got::counts(&groups)));
    }
    check_flips(tree, &order)?;
    let cost = path_length(&order, distances, k);
    // Another program's rule, known to miss the best order, must not beat ours.
    if number(&expected["scipy_optimal_ordering_cost_not_optimal"]).is_some_and(|other| cost > other + 1e-9) {
        return Err(Stop::Failed(format!("{order:?} costs {cost}")));
    }
    let heights: Vec<f64> = tree.merges().iter().map(|merge| merge.height).collect();
    let sizes: Vec<f64> = tree.merges().iter().map(|merge| merge.size as f64).collect();
    let brute_force = match expected.get("brute_force_min_cost") {
        Some(stated) if !stated.is_null() || k <= MOST_BY_BRUTE_FORCE => Got::Number(cost),
        _ => Got::Undefined,
    };
    let cophenetic = || Got::result(tree.cophenetic_correlation(distances), |r| r);
    let one_of = |field: &str, base| one_of(tree, &expected[field], base, distances, &order);
    let mut fields = vec![
        ("merge_heights".to_owned(), Got::cells(&heights)),
        ("heights".to_owned(), Got::cells(&heights)),
        ("merge_sizes".to_owned(), Got::cells(&sizes)),
        ("cophenetic_corr".to_owned(), cophenetic()),
        ("cophenetic".to_owned(), cophenetic()),
        ("optimal_leaf_order_one_of".to_owned(), one_of("optimal_leaf_order_one_of", 0)?),
        ("olo_order_1based".to_owned(), one_of("olo_order_1based", 1)?),
        ("optimal_leaf_cost".to_owned(), Got::Number(cost)),
        ("olo_cost".to_owned(), Got::Number(cost)),
        ("brute_force_min_cost".to_owned(), brute_force),
    ];
    for clusters in cuts {
        let name = format!("labels_k{clusters}");
        let got = labels(tree, &expected[name.as_str()], clusters);
        fields.push((name, got));
    }
    Ok(Got::Fields(fields))
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
fn one_of(tree: &Dendrogram, expected: &Value, base: usize, distances: &[f64], order: &[usize]) -> Result<Got, Stop> {
    let theirs: Vec<usize> = expected
        .as_array()
        .map_or(&[][..], Vec::as_slice)
        .iter()
        .filter_map(|leaf| (leaf.as_u64()? as usize).checked_sub(base))
        .collect();
    let shown = |order: &[usize]| Got::counts(&order.iter().map(|leaf| leaf + base).collect::<Vec<_>>());
    let k = order.len();
    let mut sorted = theirs.clone();
    sorted.sort_unstable();
    if sorted != (0..k).collect::<Vec<_>>() {
        return Ok(shown(order));
    }
    check_flips(tree, &theirs)?;
    let same = theirs == order || theirs.iter().rev().eq(order);
    let equal_cost = (path_length(&theirs, distances, k) - path_length(order, distances, k)).abs() < 1e-12;
    Ok(shown(if same || equal_cost { &theirs } else { order }))
}

/// Our clusters with the expected names, if they are the same clusters; else with ours, which will differ.
fn labels(tree: &Dendrogram, expected: &Value, clusters: usize) -> Got {
    Got::of(tree.cut(clusters), |groups| {
        let theirs: Vec<f64> =
            expected.as_array().map_or(&[][..], Vec::as_slice).iter().filter_map(Value::as_f64).collect();
        let same = theirs.len() == groups.len()
            && (0..groups.len()).all(|i| (0..i).all(|j| (groups[i] == groups[j]) == (theirs[i] == theirs[j])));
        Got::cells(&if same { theirs } else { groups.iter().map(|&group| -1.0 - group as f64).collect() })
    })
}
