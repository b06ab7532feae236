//! An index of several assets whose weights drift with their prices between rebalancing days.

use crate::Undefined;

/// An index and where its weights ended.
#[derive(Clone, Debug, PartialEq)]
pub struct CompositeIndex {
    /// One value per row, 1 on the first.
    pub levels: Vec<f64>,
    /// Weights after the last row, rebalanced if that row was a rebalancing day.
    pub weights: Vec<f64>,
    /// Rows on which an asset with a weight had no price, per asset: it stood at its last one.
    pub carried: Vec<usize>,
}

/// `V_t` = V_{t-1} times the sum of w_{t-1,i} (1 + `R_ti`), with simple returns, weights that drift with them, and new weights
/// after the close of the rows for which `rebalance` gives some. No costs.
///
/// One column of prices per asset, all of one length. `initial` and what `rebalance` returns must add up to 1 and give weight
/// only to assets with a price on that row. An asset without a price stands at its last one until it has one again. No
/// rows, columns of unequal length, or weights for an asset without a price: [`Undefined::NoOverlap`]. O(n k).
///
/// ```
/// use sectorscope_stats::portfolio::composite_index::composite_index;
/// let held = composite_index(&[&[1.0, 2.0], &[1.0, 1.0]], &[0.5, 0.5], |_| None).unwrap();
/// assert_eq!((held.levels[1], held.weights[0]), (1.5, 2.0 / 3.0));
/// ```
pub fn composite_index(
    prices: &[&[f64]],
    initial: &[f64],
    mut rebalance: impl FnMut(usize) -> Option<Vec<f64>>,
) -> Result<CompositeIndex, Undefined> {
    let rows = prices.first().map_or(0, |column| column.len());
    if rows == 0 || prices.iter().any(|column| column.len() != rows) {
        return Err(Undefined::NoOverlap);
    }
    let fits = |weights: &[f64], row: usize| {
        let priced = |(weight, column): (&f64, &&[f64])| *weight == 0.0 || column[row].is_finite();
        weights.len() == prices.len() && weights.iter().zip(prices).all(priced)
    };
    if !fits(initial, 0) {
        return Err(Undefined::NoOverlap);
    }
    let mut weights = initial.to_vec();
    let mut last: Vec<f64> = prices.iter().map(|column| column[0]).collect();
    let mut levels = vec![1.0];
    let mut carried = vec![0; prices.len()];
    for row in 1..rows {
        let mut growth = 0.0;
        for (asset, weight) in weights.iter_mut().enumerate() {
            let price = prices[asset][row];
            if price.is_finite() {
                *weight *= if *weight == 0.0 { 1.0 } else { price / last[asset] };
                last[asset] = price;
            } else if *weight > 0.0 {
                carried[asset] += 1;
            }
            growth += *weight;
        }
        weights.iter_mut().for_each(|weight| *weight /= growth);
        levels.push(levels[row - 1] * growth);
        if let Some(new) = rebalance(row) {
            if !fits(&new, row) {
                return Err(Undefined::NoOverlap);
            }
            weights = new;
        }
    }
    Ok(CompositeIndex { levels, weights, carried })
}

#[cfg(test)]
mod tests {
    use super::*;

    const A: [f64; 4] = [1.0, 2.0, 2.0, 4.0];
    const B: [f64; 4] = [1.0, 1.0, 0.5, 0.5];

    #[test]
    fn held_and_rebalanced() {
        let held = composite_index(&[&A, &B], &[0.5, 0.5], |_| None).unwrap();
        assert_eq!(held.levels, [1.0, 1.5, 1.25, 2.25]);
        let daily = composite_index(&[&A, &B], &[0.5, 0.5], |_| Some(vec![0.5, 0.5])).unwrap();
        assert_eq!(daily.levels, [1.0, 1.5, 1.125, 1.6875]);
        assert_eq!(daily.weights, [0.5, 0.5]);
    }

    #[test]
    fn one_asset_is_its_price_and_scale_does_not_matter() {
        let alone = composite_index(&[&A, &B], &[1.0, 0.0], |_| None).unwrap();
        assert_eq!(alone.levels, A);
        let scaled: Vec<f64> = B.iter().map(|price| price * 1e-9).collect();
        let (one, other) =
            (composite_index(&[&A, &B], &[0.5, 0.5], |_| None), composite_index(&[&A, &scaled], &[0.5, 0.5], |_| None));
        for (a, b) in one.unwrap().levels.iter().zip(other.unwrap().levels) {
            assert!((a - b).abs() < 1e-15);
        }
    }

    #[test]
    fn an_asset_without_price_stands_still() {
        let gap = [1.0, f64::NAN, 2.0, f64::NAN];
        let index = composite_index(&[&gap, &[1.0; 4]], &[0.5, 0.5], |_| None).unwrap();
        assert_eq!(index.levels, [1.0, 1.0, 1.5, 1.5]);
        assert_eq!(index.carried, [2, 0]);
        // A new asset enters when it is given a weight.
        let young = [f64::NAN, 3.0, 6.0, 6.0];
        let joined = composite_index(&[&[1.0; 4], &young], &[1.0, 0.0], |row| (row == 1).then(|| vec![0.5, 0.5]));
        assert_eq!(joined.unwrap().levels, [1.0, 1.0, 1.5, 1.5]);
    }

    #[test]
    fn undefined_cases() {
        assert_eq!(composite_index(&[], &[], |_| None), Err(Undefined::NoOverlap));
        assert_eq!(composite_index(&[&A, &B[..2]], &[0.5, 0.5], |_| None), Err(Undefined::NoOverlap));
        assert_eq!(composite_index(&[&A], &[0.5, 0.5], |_| None), Err(Undefined::NoOverlap));
        assert_eq!(composite_index(&[&[f64::NAN, 1.0]], &[1.0], |_| None), Err(Undefined::NoOverlap));
        assert_eq!(composite_index(&[&[1.0, f64::NAN]], &[1.0], |_| Some(vec![1.0])), Err(Undefined::NoOverlap));
    }
}
