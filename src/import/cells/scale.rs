//! The scale of numbers: what is typical of them, and whether it changes from row to row. A spreadsheet may take the point of a fraction
//! for one between thousands, so that `29.690001` becomes 29,690,001 and `29.65` becomes 2,965.

/// Factor by which no asset moves from one row to the next, again and again.
const WILD: f64 = 4.0;
/// Fewest prices for which the scale can be judged.
const FEWEST_PRICES: usize = 20;
/// Fewest such moves, to either side.
const FEWEST: usize = 2;
/// Share of the moves that are such, one in this many.
const ONE_IN: usize = 25;

/// Whether the scale of prices changes, up and down again, in one move of 25 or more. Values that are not prices (NaN, zero and
/// below) are passed over.
pub(crate) fn changes(values: &[f64]) -> bool {
    let (mut up, mut down, mut before) = (0_usize, 0_usize, f64::NAN);
    for value in values.iter().copied().filter(|value| *value > 0.0) {
        up += usize::from(value > before * WILD);
        down += usize::from(value * WILD < before);
        before = value;
    }
    values.len() >= FEWEST_PRICES && up >= FEWEST && down >= FEWEST && (up + down) * ONE_IN >= values.len()
}

/// The median of values, the upper one where two lie in the middle; none of none.
pub(crate) fn median(mut values: Vec<f64>) -> Option<f64> {
    values.sort_unstable_by(f64::total_cmp);
    values.get(values.len() / 2).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_middle_is_typical() {
        assert_eq!(median(vec![3.0, 1.0, 2.0]), Some(2.0));
        assert_eq!(median(vec![4.0, 1.0, 3.0, 2.0]), Some(3.0));
        assert_eq!(median(Vec::new()), None);
    }

    #[test]
    fn lost_points_are_told_from_wild_coins_and_bad_ticks() {
        let lost = [29_690_001.0, 2_965.0, 30_120_003.0, 299.0, 30_000_004.0, 30_110_001.0, f64::NAN];
        assert!(changes(&lost.repeat(3)));
        assert!(!changes(&lost), "too few to tell");
        let wild: Vec<f64> = (0..200).map(|day| if day % 2 == 0 { 1.9 } else { 1.0 }).collect();
        assert!(!changes(&wild));
        let mut ticks = vec![100.0; 200];
        (ticks[50], ticks[90]) = (1.0, 10_000.0);
        assert!(!changes(&ticks));
        assert!(
            !changes(&[1.0, 100.0, 10_000.0, 1e6, 1e8].map(|price| [price; 5]).concat()),
            "a scale that is left for good does not change back and forth"
        );
        assert!(!changes(&[]));
    }
}
