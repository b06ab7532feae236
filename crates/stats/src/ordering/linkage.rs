//! Clusters of similar series, from pairs upwards.

use crate::Undefined;
use crate::correlation::coefficient::pearson;

/// Distance of two series with correlation r: sqrt(2(1 - r)), the Euclidean distance of their standardised values over
/// sqrt(n). Source: Mantegna 1999, EPJ B 11:193. 0 for r >= 1; NaN gives NaN. O(1).
///
/// ```
/// assert_eq!(sectorscope_stats::ordering::linkage::correlation_distance(0.5), 1.0);
/// ```
pub fn correlation_distance(r: f64) -> f64 {
    let square = 2.0 * (1.0 - r);
    if square < 0.0 { 0.0 } else { square.sqrt() }
}

/// The distance of a merged cluster from another.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Linkage {
    /// Mean of the distances of all pairs of members.
    #[default]
    Average,
    /// Smallest distance of two members.
    Single,
    /// Largest distance of two members.
    Complete,
    /// What merging adds to the squared distances from the centres (R's ward.D2): for Euclidean distances.
    Ward,
}

/// Two clusters become one.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Merge {
    /// The two nodes: an item by its number, or k + i for the i-th merge, both counted from 0; the smaller first.
    pub nodes: [usize; 2],
    /// Their distance.
    pub height: f64,
    /// Items in the new cluster.
    pub size: usize,
}

/// A hierarchy of k items: k - 1 merges by rising height.
///
/// ```
/// use sectorscope_stats::ordering::linkage::{Dendrogram, Linkage};
/// let points = [5.0_f64, 0.0, 7.0, 1.0];
/// let distances: Vec<f64> = points.iter().flat_map(|a| points.iter().map(move |b| (a - b).abs())).collect();
/// let tree = Dendrogram::new(&distances, 4, Linkage::Average).unwrap();
/// // The first merge is node 4: points 0 and 1. The last is where all distances between the two pairs average 5.5.
/// assert_eq!((tree.items(), tree.leaves(4), tree.order()), (4, vec![1, 3], vec![1, 3, 0, 2]));
/// assert_eq!(tree.merges()[2].height, 5.5);
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Dendrogram {
    k: usize,
    merges: Vec<Merge>,
}

impl Dendrogram {
    /// Merges the two nearest clusters until one is left, with distances updated as in Lance & Williams 1967, Computer J.
    /// 9:373. Of equal distances the pair with the lowest node numbers is taken.
    ///
    /// `distances`: k x k, row by row, symmetric; only the upper triangle is read. A slice that is not k x k, no items, or a
    /// value that is negative or not finite (leave series with undefined cells out): [`Undefined::InsufficientN`]. O(k^3).
    ///
    /// ```
    /// use sectorscope_stats::ordering::linkage::{Dendrogram, Linkage};
    /// let tree = Dendrogram::new(&[0.0, 1.0, 4.0, 1.0, 0.0, 2.0, 4.0, 2.0, 0.0], 3, Linkage::Average).unwrap();
    /// assert_eq!((tree.merges()[0].height, tree.merges()[1].height), (1.0, 3.0));
    /// ```
    pub fn new(distances: &[f64], k: usize, linkage: Linkage) -> Result<Dendrogram, Undefined> {
        let bad = |distance: &f64| !distance.is_finite() || *distance < 0.0;
        if k == 0 || k.checked_mul(k) != Some(distances.len()) || distances.iter().any(bad) {
            return Err(Undefined::InsufficientN);
        }
        let at = |i: usize, j: usize| distances[i.min(j) * k + i.max(j)];
        let mut between: Vec<Vec<f64>> = (0..k).map(|i| (0..k).map(|j| at(i, j)).collect()).collect();
        // Which node stands in each row, and how many items it has.
        let mut nodes: Vec<Option<(usize, usize)>> = (0..k).map(|i| Some((i, 1))).collect();
        let mut merges = Vec::with_capacity(k - 1);
        for step in 0..k - 1 {
            let mut nearest: Option<(f64, [usize; 2], [usize; 2])> = None;
            for i in 0..k {
                for j in i + 1..k {
                    let (Some((a, _)), Some((b, _))) = (nodes[i], nodes[j]) else { continue };
                    let candidate = (between[i][j], [a.min(b), a.max(b)], [i, j]);
                    if nearest.is_none_or(|best| (candidate.0, candidate.1) < (best.0, best.1)) {
                        nearest = Some(candidate);
                    }
                }
            }
            let Some((height, pair, [i, j])) = nearest else { break };
            let (Some((_, size_i)), Some((_, size_j))) = (nodes[i], nodes[j]) else { break };
            for other in (0..k).filter(|&other| other != i && other != j) {
                let Some((_, size)) = nodes[other] else { continue };
                let merged =
                    merged_distance(linkage, [between[i][other], between[j][other], height], [size_i, size_j, size]);
                (between[i][other], between[other][i]) = (merged, merged);
            }
            merges.push(Merge { nodes: pair, height, size: size_i + size_j });
            (nodes[i], nodes[j]) = (Some((k + step, size_i + size_j)), None);
        }
        Ok(Dendrogram { k, merges })
    }

    /// Number of items. O(1).
    pub fn items(&self) -> usize {
        self.k
    }

    /// The merges in their order. O(1).
    pub fn merges(&self) -> &[Merge] {
        &self.merges
    }

    /// The items below a node, those of its first part first; a number that is not a node has none. O(k).
    pub fn leaves(&self, node: usize) -> Vec<usize> {
        let (mut open, mut leaves) = (vec![node], Vec::new());
        while let Some(node) = open.pop() {
            if node < self.k {
                leaves.push(node);
            } else if let Some(merge) = self.merges.get(node - self.k) {
                open.extend([merge.nodes[1], merge.nodes[0]]);
            }
        }
        leaves
    }

    /// The items in the order of the hierarchy, without any attempt at a good one: see
    /// [`crate::ordering::leaf_order::optimal_leaf_order`]. O(k).
    pub fn order(&self) -> Vec<usize> {
        self.leaves(if self.merges.is_empty() { 0 } else { self.k + self.merges.len() - 1 })
    }

    /// Cluster of every item when the last merges are undone until `clusters` are left; numbered from 0 by first
    /// appearance. No clusters, or more than items: [`Undefined::WindowTooLong`]. O(k^2).
    ///
    /// ```
    /// use sectorscope_stats::ordering::linkage::{Dendrogram, Linkage};
    /// let tree = Dendrogram::new(&[0.0, 1.0, 4.0, 1.0, 0.0, 2.0, 4.0, 2.0, 0.0], 3, Linkage::Single).unwrap();
    /// assert_eq!(tree.cut(2), Ok(vec![0, 0, 1]));
    /// ```
    pub fn cut(&self, clusters: usize) -> Result<Vec<usize>, Undefined> {
        if clusters == 0 || clusters > self.k {
            return Err(Undefined::WindowTooLong);
        }
        let mut group: Vec<usize> = (0..self.k).collect();
        for step in 0..self.k - clusters {
            for leaf in self.leaves(self.k + step) {
                group[leaf] = self.k + step;
            }
        }
        let mut seen: Vec<usize> = Vec::new();
        Ok(group
            .iter()
            .map(|&of| {
                seen.iter().position(|&other| other == of).unwrap_or_else(|| {
                    seen.push(of);
                    seen.len() - 1
                })
            })
            .collect())
    }

    /// Correlation of the distances with the heights at which pairs of items come together: how well the hierarchy tells
    /// the distances. Source: Sokal & Rohlf 1962, Taxon 11:33. `distances` as for [`Dendrogram::new`]. Undefined as the
    /// correlation (fewer than three items, all distances alike); another number of distances:
    /// [`Undefined::InsufficientN`]. O(k^2).
    ///
    /// ```
    /// use sectorscope_stats::ordering::linkage::{Dendrogram, Linkage};
    /// // A tree tells these distances without loss.
    /// let distances = [0.0, 1.0, 2.0, 1.0, 0.0, 2.0, 2.0, 2.0, 0.0];
    /// let tree = Dendrogram::new(&distances, 3, Linkage::Complete).unwrap();
    /// assert_eq!(tree.cophenetic_correlation(&distances), Ok(1.0));
    /// ```
    pub fn cophenetic_correlation(&self, distances: &[f64]) -> Result<f64, Undefined> {
        let k = self.k;
        if distances.len() != k * k {
            return Err(Undefined::InsufficientN);
        }
        let mut heights = vec![0.0; k * k];
        for merge in &self.merges {
            for i in self.leaves(merge.nodes[0]) {
                for j in self.leaves(merge.nodes[1]) {
                    heights[i.min(j) * k + i.max(j)] = merge.height;
                }
            }
        }
        let upper = |values: &[f64]| -> Vec<f64> {
            (0..k).flat_map(|i| (i + 1..k).map(move |j| i * k + j)).map(|at| values[at]).collect()
        };
        pearson(&upper(distances), &upper(&heights)).map(|c| c.r)
    }
}

/// Distance of a third cluster from the union of two: theirs from it and from each other, and the three sizes.
fn merged_distance(linkage: Linkage, [a, b, ab]: [f64; 3], sizes: [usize; 3]) -> f64 {
    let [size_a, size_b, size] = sizes.map(|size| size as f64);
    match linkage {
        Linkage::Average => (size_a * a + size_b * b) / (size_a + size_b),
        Linkage::Single => a.min(b),
        Linkage::Complete => a.max(b),
        Linkage::Ward => {
            let total = size_a + size_b + size;
            let square = (size_a + size) / total * a * a + (size_b + size) / total * b * b - size / total * ab * ab;
            square.max(0.0).sqrt()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALL: [Linkage; 4] = [Linkage::Average, Linkage::Single, Linkage::Complete, Linkage::Ward];

    /// Points 0, 1, 5, 7 on a line.
    const LINE: [f64; 16] = [0.0, 1.0, 5.0, 7.0, 1.0, 0.0, 4.0, 6.0, 5.0, 4.0, 0.0, 2.0, 7.0, 6.0, 2.0, 0.0];

    #[test]
    fn points_on_a_line() {
        for (linkage, last) in [
            (Linkage::Average, 5.5),
            (Linkage::Single, 4.0),
            (Linkage::Complete, 7.0),
            // Twice the product of the sizes over their sum, times the squared distance of the centres.
            (Linkage::Ward, (2.0_f64 * 5.5 * 5.5).sqrt()),
        ] {
            let tree = Dendrogram::new(&LINE, 4, linkage).unwrap();
            let merges = tree.merges();
            assert_eq!((merges[0].nodes, merges[0].height, merges[0].size), ([0, 1], 1.0, 2));
            assert_eq!((merges[1].nodes, merges[1].height), ([2, 3], 2.0));
            assert!((merges[2].height - last).abs() < 1e-14 && merges[2].size == 4, "{linkage:?}");
            assert_eq!(tree.cut(2), Ok(vec![0, 0, 1, 1]));
            assert_eq!(tree.cut(3), Ok(vec![0, 0, 1, 2]));
            assert_eq!(tree.order(), [0, 1, 2, 3]);
        }
    }

    #[test]
    fn one_two_and_identical_items() {
        for linkage in ALL {
            let one = Dendrogram::new(&[0.0], 1, linkage).unwrap();
            assert_eq!((one.merges().len(), one.order(), one.cut(1)), (0, vec![0], Ok(vec![0])));
            let two = Dendrogram::new(&[0.0, 3.0, 3.0, 0.0], 2, linkage).unwrap();
            assert_eq!((two.order(), two.merges()[0].height), (vec![0, 1], 3.0));
            assert!(two.cophenetic_correlation(&[0.0, 3.0, 3.0, 0.0]).is_err());
            let same = Dendrogram::new(&[0.0; 9], 3, linkage).unwrap();
            assert!(same.merges().iter().all(|merge| merge.height == 0.0));
        }
    }

    #[test]
    fn undefined_cases() {
        for linkage in ALL {
            assert_eq!(Dendrogram::new(&[], 0, linkage), Err(Undefined::InsufficientN));
            assert_eq!(Dendrogram::new(&[0.0; 3], 2, linkage), Err(Undefined::InsufficientN));
            assert_eq!(Dendrogram::new(&[0.0, f64::NAN, 1.0, 0.0], 2, linkage), Err(Undefined::InsufficientN));
            assert_eq!(Dendrogram::new(&[0.0, -1.0, -1.0, 0.0], 2, linkage), Err(Undefined::InsufficientN));
            let tree = Dendrogram::new(&LINE, 4, linkage).unwrap();
            assert_eq!((tree.cut(0), tree.cut(5)), (Err(Undefined::WindowTooLong), Err(Undefined::WindowTooLong)));
            assert!(tree.leaves(99).is_empty());
        }
        assert_eq!(
            (correlation_distance(1.0), correlation_distance(1.0 + 1e-15), correlation_distance(-1.0)),
            (0.0, 0.0, 2.0)
        );
        assert!(correlation_distance(f64::NAN).is_nan());
    }
}
