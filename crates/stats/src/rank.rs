//! Ranks.

/// Average ranks, 1 for the smallest; tied values share the mean of the ranks they occupy. Source: Spearman 1904;
/// Kendall 1945, Biometrika 33:239.
///
/// Half-integers between 1 and the number of values. 0.0 and -0.0 are tied. A NaN gets rank NaN and does not count.
/// O(n log n).
///
/// ```
/// let ranks = sectorscope_stats::rank::average_ranks(&[10.0, 30.0, 10.0, f64::NAN]);
/// assert_eq!(ranks[..3], [1.5, 3.0, 1.5]);
/// assert!(ranks[3].is_nan());
/// ```
pub fn average_ranks(x: &[f64]) -> Vec<f64> {
    let order = ascending(x);
    let mut ranks = vec![f64::NAN; x.len()];
    let mut first = 0;
    for tied in order.chunk_by(|a, b| a.0 == b.0) {
        // Positions first+1 ..= first+len have this mean.
        let rank = first as f64 + (tied.len() + 1) as f64 / 2.0;
        for &(_, row) in tied {
            ranks[row] = rank;
        }
        first += tied.len();
    }
    ranks
}

/// The values that are not NaN with their rows, smallest first, ties in row order; -0.0 has become 0.0.
pub(super) fn ascending(x: &[f64]) -> Vec<(f64, usize)> {
    // Adding zero turns -0.0 into 0.0 and changes nothing else, so that the total order has them equal.
    let mut order: Vec<(f64, usize)> =
        x.iter().enumerate().filter(|(_, value)| !value.is_nan()).map(|(row, value)| (value + 0.0, row)).collect();
    order.sort_unstable_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    order
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ties_share_the_mean_rank() {
        assert_eq!(average_ranks(&[10.0, 20.0, 10.0, 30.0]), [1.5, 3.0, 1.5, 4.0]);
        assert_eq!(average_ranks(&[7.0; 4]), [2.5; 4]);
    }

    #[test]
    fn both_zeros_are_one_value() {
        assert_eq!(average_ranks(&[0.0, -0.0, 1.0, -1.0]), [2.5, 2.5, 4.0, 1.0]);
    }

    #[test]
    fn missing_empty_and_extreme() {
        assert!(average_ranks(&[]).is_empty());
        assert_eq!(average_ranks(&[5.0]), [1.0]);
        let ranks = average_ranks(&[2.0, f64::NAN, 1.0]);
        assert_eq!((ranks[0], ranks[2]), (2.0, 1.0));
        assert!(ranks[1].is_nan());
        assert_eq!(average_ranks(&[f64::MAX, -f64::MAX, f64::from_bits(1)]), [3.0, 1.0, 2.0]);
    }
}
