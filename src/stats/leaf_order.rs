//! The best order in which to draw the items of a hierarchy.

use super::Undefined;
use super::linkage::Dendrogram;
use super::sum::compensated_sum;

/// The order of items, among all that turning over branches of the hierarchy can give, with the smallest sum of distances
/// of neighbours. Source: Bar-Joseph, Gifford & Jaakkola 2001, Bioinformatics 17:S22.
///
/// Of an order and its reverse, the one that begins at the end whose item is nearer to all others: so the picture does not
/// depend on the order in which the items came, unless distances are equal.
///
/// `distances`: k x k, row by row, symmetric, as for [`Dendrogram::new`]; another size: [`Undefined::InsufficientN`]. O(k^3).
///
/// ```
/// use sectorscope::stats::leaf_order::optimal_leaf_order;
/// use sectorscope::stats::linkage::{Dendrogram, Linkage};
/// let distances = [0.0, 1.0, 3.0, 1.0, 0.0, 2.0, 3.0, 2.0, 0.0];
/// let tree = Dendrogram::new(&distances, 3, Linkage::Average).unwrap();
/// assert_eq!(optimal_leaf_order(&tree, &distances).unwrap(), [0, 1, 2]);
/// ```
pub fn optimal_leaf_order(tree: &Dendrogram, distances: &[f64]) -> Result<Vec<usize>, Undefined> {
    let k = tree.items();
    if distances.len() != k * k {
        return Err(Undefined::InsufficientN);
    }
    let parts: Vec<[Vec<usize>; 2]> =
        tree.merges().iter().map(|merge| merge.nodes.map(|node| tree.leaves(node))).collect();
    let search = Search { k, distances, cheapest: cheapest_orders(&parts, distances, k) };
    let Some([left, right]) = parts.last() else { return Ok((0..k).collect()) };
    let mut ends = (left[0], right[0]);
    for &first in left {
        for &last in right {
            if search.cost(first, last) < search.cost(ends.0, ends.1) {
                ends = (first, last);
            }
        }
    }
    let mut order = Vec::with_capacity(k);
    search.write(tree, k + parts.len() - 1, ends, &mut order);
    let to_all = |item: usize| compensated_sum((0..k).map(|other| distances[item * k + other]));
    if to_all(ends.1) < to_all(ends.0) {
        order.reverse();
    }
    Ok(order)
}

/// Sum of the distances of neighbours in an order; numbers that are no items: NaN. O(k).
pub fn path_length(order: &[usize], distances: &[f64], k: usize) -> f64 {
    if distances.len() != k * k || order.iter().any(|&item| item >= k) {
        return f64::NAN;
    }
    compensated_sum(order.windows(2).map(|pair| distances[pair[0] * k + pair[1]]))
}

/// For every two items: the cheapest order of the smallest branch that holds both, beginning with one and ending with the
/// other.
fn cheapest_orders(parts: &[[Vec<usize>; 2]], distances: &[f64], k: usize) -> Vec<f64> {
    let mut cheapest = vec![f64::INFINITY; k * k];
    for item in 0..k {
        cheapest[item * k + item] = 0.0;
    }
    for [left, right] in parts {
        for &first in left {
            // The left branch from its first item, and the step over to each item of the right one.
            let step = |&over: &usize| {
                let through = other_ends(left, first).map(|end| cheapest[first * k + end] + distances[end * k + over]);
                through.fold(f64::INFINITY, f64::min)
            };
            let steps: Vec<f64> = right.iter().map(step).collect();
            let costs: Vec<f64> = right
                .iter()
                .map(|&last| {
                    let through = right.iter().zip(&steps).filter(|&(&over, _)| over != last || right.len() == 1);
                    through.map(|(&over, step)| step + cheapest[over * k + last]).fold(f64::INFINITY, f64::min)
                })
                .collect();
            for (&last, cost) in right.iter().zip(costs) {
                (cheapest[first * k + last], cheapest[last * k + first]) = (cost, cost);
            }
        }
    }
    cheapest
}

/// Where a branch that begins with one of its items can end: with any other, or with that one if it is alone.
fn other_ends(branch: &[usize], first: usize) -> impl Iterator<Item = usize> {
    branch.iter().copied().filter(move |&end| end != first || branch.len() == 1)
}

struct Search<'a> {
    k: usize,
    distances: &'a [f64],
    cheapest: Vec<f64>,
}

impl Search<'_> {
    fn cost(&self, first: usize, last: usize) -> f64 {
        self.cheapest[first * self.k + last]
    }

    /// Writes the cheapest order of a branch with these ends.
    fn write(&self, tree: &Dendrogram, node: usize, (first, last): (usize, usize), order: &mut Vec<usize>) {
        let Some(merge) = node.checked_sub(self.k).and_then(|step| tree.merges().get(step)) else {
            order.push(node);
            return;
        };
        let [mut near, mut far] = merge.nodes;
        let (mut left, mut right) = (tree.leaves(near), tree.leaves(far));
        if !left.contains(&first) {
            (near, far, left, right) = (far, near, right, left);
        }
        let (mut join, mut least) = ((first, last), f64::INFINITY);
        for end in other_ends(&left, first) {
            for over in other_ends(&right, last) {
                let cost = self.cost(first, end) + self.distances[end * self.k + over] + self.cost(over, last);
                if cost < least {
                    (join, least) = ((end, over), cost);
                }
            }
        }
        self.write(tree, near, (first, join.0), order);
        self.write(tree, far, (join.1, last), order);
    }
}

#[cfg(test)]
mod tests {
    use super::super::linkage::Linkage;
    use super::super::random::Philox;
    use super::*;

    fn points(k: usize, seed: u64) -> Vec<f64> {
        let mut random = Philox::new(seed, 0);
        let points: Vec<(f64, f64)> = (0..k).map(|_| (random.unit(), random.unit())).collect();
        points
            .iter()
            .flat_map(|a| points.iter().map(|b| libm::hypot(a.0 - b.0, a.1 - b.1)).collect::<Vec<_>>())
            .collect()
    }

    /// Every order that turning over branches gives.
    fn all_orders(tree: &Dendrogram, node: usize) -> Vec<Vec<usize>> {
        if node < tree.items() {
            return vec![vec![node]];
        }
        let [a, b] = tree.merges()[node - tree.items()].nodes;
        let (left, right) = (all_orders(tree, a), all_orders(tree, b));
        left.iter().flat_map(|l| right.iter().flat_map(|r| [[&l[..], r].concat(), [&r[..], l].concat()])).collect()
    }

    #[test]
    fn equals_trying_every_order() {
        for (k, seed) in [(2, 1), (3, 2), (5, 3), (7, 4), (8, 5), (8, 6)] {
            let distances = points(k, seed);
            for linkage in [Linkage::Average, Linkage::Single, Linkage::Complete, Linkage::Ward] {
                let tree = Dendrogram::new(&distances, k, linkage).unwrap();
                let order = optimal_leaf_order(&tree, &distances).unwrap();
                let all = all_orders(&tree, 2 * k - 2);
                let least = all.iter().map(|order| path_length(order, &distances, k)).fold(f64::INFINITY, f64::min);
                assert!((path_length(&order, &distances, k) - least).abs() < 1e-12, "{k} {linkage:?}");
                assert!(all.contains(&order));
            }
        }
    }

    #[test]
    fn one_item_and_wrong_sizes() {
        let one = Dendrogram::new(&[0.0], 1, Linkage::Average).unwrap();
        assert_eq!(optimal_leaf_order(&one, &[0.0]), Ok(vec![0]));
        assert_eq!(optimal_leaf_order(&one, &[]), Err(Undefined::InsufficientN));
        assert!(path_length(&[3], &[0.0], 1).is_nan());
        assert_eq!(path_length(&[], &[0.0], 1), 0.0);
        let same = Dendrogram::new(&[0.0; 16], 4, Linkage::Average).unwrap();
        assert_eq!(optimal_leaf_order(&same, &[0.0; 16]).map(|order| order.len()), Ok(4));
    }
}
