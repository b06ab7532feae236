//! The cheapest way to connect everything.

use crate::Undefined;
use crate::sum::compensated_sum;

/// A tree that connects k items with the smallest sum of distances.
#[derive(Clone, Debug, PartialEq)]
pub struct SpanningTree {
    /// The k - 1 pairs it connects, the smaller number first, in rising order.
    pub edges: Vec<[usize; 2]>,
    /// Sum of their distances.
    pub total: f64,
}

/// Minimum spanning tree by Prim's algorithm (1957, Bell Syst. Tech. J. 36:1389). A distance of 0 is an edge like any other.
/// Of equal distances the lowest numbers are taken.
///
/// `distances`: k x k, row by row, symmetric; only the upper triangle is read. No items, a slice that is not k x k, or a value
/// that is not finite: [`Undefined::InsufficientN`]. O(k^2).
///
/// ```
/// let tree = sectorscope_stats::ordering::spanning_tree::spanning_tree(&[0.0, 0.0, 1.0, 0.0, 0.0, 1.0, 1.0, 1.0, 0.0], 3).unwrap();
/// assert_eq!((tree.edges, tree.total), (vec![[0, 1], [0, 2]], 1.0));
/// ```
pub fn spanning_tree(distances: &[f64], k: usize) -> Result<SpanningTree, Undefined> {
    if k == 0 || k.checked_mul(k) != Some(distances.len()) || distances.iter().any(|d| !d.is_finite()) {
        return Err(Undefined::InsufficientN);
    }
    let at = |i: usize, j: usize| distances[i.min(j) * k + i.max(j)];
    // For each item outside: the nearest inside.
    let mut nearest: Vec<Option<usize>> = (0..k).map(|item| (item > 0).then_some(0)).collect();
    let (mut edges, mut weights) = (Vec::with_capacity(k - 1), Vec::with_capacity(k - 1));
    for _ in 1..k {
        let outside = nearest.iter().enumerate().filter_map(|(item, inside)| inside.map(|inside| (item, inside)));
        let Some((item, inside)) = outside.min_by(|a, b| at(a.0, a.1).total_cmp(&at(b.0, b.1))) else { break };
        edges.push([item.min(inside), item.max(inside)]);
        weights.push(at(item, inside));
        nearest[item] = None;
        for (other, inside) in nearest.iter_mut().enumerate() {
            if let Some(inside) = inside
                && at(other, item) < at(other, *inside)
            {
                *inside = item;
            }
        }
    }
    edges.sort_unstable();
    Ok(SpanningTree { edges, total: compensated_sum(weights) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_its_own_tree() {
        let k = 6;
        let distances: Vec<f64> = (0..k * k).map(|at| ((at / k) as f64 - (at % k) as f64).abs()).collect();
        let tree = spanning_tree(&distances, k).unwrap();
        assert_eq!(tree.edges, (0..k - 1).map(|i| [i, i + 1]).collect::<Vec<_>>());
        assert_eq!(tree.total, 5.0);
    }

    #[test]
    fn corner_cases() {
        assert_eq!(spanning_tree(&[0.0], 1), Ok(SpanningTree { edges: vec![], total: 0.0 }));
        assert_eq!(spanning_tree(&[], 0), Err(Undefined::InsufficientN));
        assert_eq!(spanning_tree(&[0.0; 3], 2), Err(Undefined::InsufficientN));
        assert_eq!(spanning_tree(&[0.0, f64::NAN, 1.0, 0.0], 2), Err(Undefined::InsufficientN));
        assert_eq!(spanning_tree(&[0.0; 16], 4).map(|tree| tree.edges.len()), Ok(3));
    }
}
