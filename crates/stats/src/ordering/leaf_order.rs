//! The best order in which to draw the items of a hierarchy.

use crate::Undefined;
use crate::ordering::linkage::Dendrogram;
use crate::sum::compensated_sum;

/// The order of items, among all that turning over branches of the hierarchy can give, with the smallest sum of distances
/// of neighbours. Source: Bar-Joseph, Gifford & Jaakkola 2001, Bioinformatics 17:S22.
///
/// Of an order and its reverse, the one that begins at the end whose item is nearer to all others: so the picture does not
/// depend on the order in which the items came, unless distances are equal.
///
/// `distances`: k x k, row by row, symmetric, as for [`Dendrogram::new`]; another size: [`Undefined::InsufficientN`]. O(k^3).
///
/// ```
/// use sectorscope_stats::ordering::leaf_order::optimal_leaf_order;
/// use sectorscope_stats::ordering::linkage::{Dendrogram, Linkage};
/// let distances = [0.0, 1.0, 3.0, 1.0, 0.0, 2.0, 3.0, 2.0, 0.0];
/// let tree = Dendrogram::new(&distances, 3, Linkage::Average).unwrap();
/// assert_eq!(optimal_leaf_order(&tree, &distances).unwrap(), [0, 1, 2]);
/// ```
pub fn optimal_leaf_order(tree: &Dendrogram, distances: &[f64]) -> Result<Vec<usize>, Undefined> {
    let k = tree.items();
    if distances.len() != k * k {
        return Err(Undefined::InsufficientN);
    }
    let branches = Branches::new(tree);
    let search = Search { k, distances, cheapest: cheapest_orders(&branches, distances), branches };
    let Some(root) = tree.merges().last() else { return Ok((0..k).collect()) };
    let mut ends: Option<(usize, usize)> = None;
    for &first in search.branches.leaves(root.nodes[0]) {
        for &last in search.branches.leaves(root.nodes[1]) {
            if ends.is_none_or(|(a, b)| search.cost(first, last) < search.cost(a, b)) {
                ends = Some((first, last));
            }
        }
    }
    let Some(ends) = ends else { return Ok((0..k).collect()) };
    let mut order = Vec::with_capacity(k);
    search.write(2 * k - 2, ends, &mut order);
    let to_all = |item: usize| compensated_sum((0..k).map(|other| distances[item * k + other]));
    if to_all(ends.1) < to_all(ends.0) {
        order.reverse();
    }
    Ok(order)
}

/// Sum of the distances of neighbours in an order; numbers that are not items: NaN. O(k).
///
/// ```
/// let distances = [0.0, 1.0, 3.0, 1.0, 0.0, 2.0, 3.0, 2.0, 0.0];
/// assert_eq!(sectorscope_stats::ordering::leaf_order::path_length(&[0, 2, 1], &distances, 3), 5.0);
/// ```
pub fn path_length(order: &[usize], distances: &[f64], k: usize) -> f64 {
    if distances.len() != k * k || order.iter().any(|&item| item >= k) {
        return f64::NAN;
    }
    compensated_sum(order.windows(2).map(|pair| distances[pair[0] * k + pair[1]]))
}

/// The items below every node, and its two parts.
struct Branches {
    k: usize,
    leaves: Vec<Vec<usize>>,
    parts: Vec<[usize; 2]>,
}

impl Branches {
    fn new(tree: &Dendrogram) -> Branches {
        let parts: Vec<[usize; 2]> = tree.merges().iter().map(|merge| merge.nodes).collect();
        let leaves = (0..tree.items() + parts.len()).map(|node| tree.leaves(node)).collect();
        Branches { k: tree.items(), leaves, parts }
    }

    fn leaves(&self, node: usize) -> &[usize] {
        &self.leaves[node]
    }

    /// The two parts of a node; none for an item.
    fn parts(&self, node: usize) -> Option<[usize; 2]> {
        node.checked_sub(self.k).map(|merge| self.parts[merge])
    }

    /// Where an order of this node can end that begins with one of its items: in its other part, or with the item alone.
    fn other_ends(&self, node: usize, first: usize) -> &[usize] {
        match self.parts(node) {
            None => self.leaves(node),
            Some([a, b]) => self.leaves(if self.leaves(a).contains(&first) { b } else { a }),
        }
    }
}

/// For every two items: the cheapest order of the smallest branch that holds both, beginning with one and ending with the
/// other.
fn cheapest_orders(branches: &Branches, distances: &[f64]) -> Vec<f64> {
    let k = branches.k;
    let mut cheapest = vec![f64::INFINITY; k * k];
    for item in 0..k {
        cheapest[item * k + item] = 0.0;
    }
    for &[left, right] in &branches.parts {
        for &first in branches.leaves(left) {
            // The left branch from its first item, and the step over to each item of the right one.
            let mut steps = vec![f64::INFINITY; k];
            for &over in branches.leaves(right) {
                for &end in branches.other_ends(left, first) {
                    steps[over] = steps[over].min(cheapest[first * k + end] + distances[end * k + over]);
                }
            }
            for &last in branches.leaves(right) {
                let through =
                    branches.other_ends(right, last).iter().map(|&over| steps[over] + cheapest[over * k + last]);
                let cost = through.fold(f64::INFINITY, f64::min);
                (cheapest[first * k + last], cheapest[last * k + first]) = (cost, cost);
            }
        }
    }
    cheapest
}

struct Search<'a> {
    k: usize,
    distances: &'a [f64],
    cheapest: Vec<f64>,
    branches: Branches,
}

impl Search<'_> {
    fn cost(&self, first: usize, last: usize) -> f64 {
        self.cheapest[first * self.k + last]
    }

    /// Writes the cheapest order of a branch with these ends.
    fn write(&self, node: usize, (first, last): (usize, usize), order: &mut Vec<usize>) {
        let Some([mut near, mut far]) = self.branches.parts(node) else {
            order.push(node);
            return;
        };
        if !self.branches.leaves(near).contains(&first) {
            (near, far) = (far, near);
        }
        let (mut join, mut least) = ((first, last), f64::INFINITY);
        for &end in self.branches.other_ends(near, first) {
            for &over in self.branches.other_ends(far, last) {
                let cost = self.cost(first, end) + self.distances[end * self.k + over] + self.cost(over, last);
                if cost < least {
                    (join, least) = ((end, over), cost);
                }
            }
        }
        self.write(near, (first, join.0), order);
        self.write(far, (join.1, last), order);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ordering::linkage::Linkage;
    use crate::resampling::random::Philox;

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
