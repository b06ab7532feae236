//! How firmly series stand in the order of their correlations with one asset: what a ranking by itself does not say.
//! Descriptive; no verdict depends on it.

use crate::returns::Frequency;
use sectorscope_stats::Undefined;
use sectorscope_stats::correlation::coefficient::Method;
use sectorscope_stats::correlation::influence::Influence;
use sectorscope_stats::correlation::influence_function::influence;
use sectorscope_stats::ordering::confidence_set::{Elimination, confidence_set};
use sectorscope_stats::ordering::rank_stability::{RankInterval, RankStability, rank_intervals, rank_stability};
use sectorscope_stats::resampling::block_length::common_block_length;
use sectorscope_stats::resampling::bootstrap::{bootstrap_correlations, bootstrap_linearised};
use sectorscope_stats::resampling::resample::Resampler;

/// Level of the set of series that cannot be told apart from the best.
pub const SET_LEVEL: f64 = 0.10;

/// What decides the random rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Draws {
    /// Seed, to be shown beside the result.
    pub seed: u64,
    /// Number of replicates.
    pub replicates: usize,
}

/// Series by their correlation with an asset; one element for each, in their order.
#[derive(Clone, Debug, PartialEq)]
pub struct Standing {
    /// Correlations.
    pub correlations: Vec<f64>,
    /// Where each stands over the replicates.
    pub stability: Vec<RankStability>,
    /// Ranks that hold together.
    pub ranks: Vec<RankInterval>,
    /// Series that cannot be told apart from the best at [`SET_LEVEL`].
    pub top: Vec<usize>,
    /// Mean length of the blocks, in returns.
    pub block: f64,
    /// Replicates that had to be drawn again.
    pub redrawn: usize,
}

/// Shortest mean block, in returns: a trading week of daily ones, because volatility clusters.
pub fn least_block(frequency: Frequency) -> f64 {
    match frequency {
        Frequency::Daily => 5.0,
        Frequency::Weekly | Frequency::Monthly => 1.0,
    }
}

/// Resamples returns in blocks (stationary bootstrap of automatic mean length, at least `least_block`), the same rows for all
/// series, and looks at the order of the correlations in every replicate. `confidence` is that of the ranks. The
/// same draws give the same answer everywhere. Rank correlations are resampled to first order, by their influence.
///
/// Returns must be complete and of one length. No series: [`Undefined::NoOverlap`]; otherwise undefined as
/// [`bootstrap_correlations`] and [`common_block_length`]. O(replicates returns series).
pub fn standing(
    method: Method,
    asset: &[f64],
    series: &[&[f64]],
    least_block: f64,
    draws: Draws,
    confidence: f64,
) -> Result<Standing, Undefined> {
    if series.is_empty() {
        return Err(Undefined::NoOverlap);
    }
    let influences = series.iter().map(|one| influence(method, asset, one)).collect::<Result<Vec<Influence>, _>>()?;
    let psi: Vec<&[f64]> = influences.iter().map(|influence| influence.psi.as_slice()).collect();
    let block = common_block_length(&psi, least_block)?;
    let plan = Resampler::stationary(asset.len(), draws.replicates, block, draws.seed)?;
    let replicates = match method {
        Method::Pearson => {
            let columns = [&[asset], series].concat();
            let pairs: Vec<(usize, usize)> = (1..columns.len()).map(|one| (0, one)).collect();
            bootstrap_correlations(&columns, &pairs, &plan)?
        }
        Method::Spearman | Method::Kendall => bootstrap_linearised(&influences, &plan)?,
    };
    Ok(Standing {
        correlations: replicates.estimates().to_vec(),
        stability: rank_stability(&replicates, confidence)?,
        ranks: rank_intervals(&replicates, confidence)?,
        top: confidence_set(&replicates, Elimination::Range)?.members(SET_LEVEL),
        block,
        redrawn: replicates.redrawn,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use sectorscope_stats::resampling::random::Philox;

    const DRAWS: Draws = Draws { seed: 7, replicates: 199 };

    /// An asset, and series that follow it less and less.
    fn columns(n: usize) -> (Vec<f64>, Vec<Vec<f64>>) {
        let mut random = Philox::new(2, 0);
        let asset: Vec<f64> = (0..n).map(|_| random.unit() - 0.5).collect();
        let series = [0.2, 1.0, 4.0]
            .map(|noise| asset.iter().map(|value| value + noise * (random.unit() - 0.5)).collect::<Vec<f64>>());
        (asset, series.to_vec())
    }

    fn of(method: Method, n: usize, draws: Draws) -> Result<Standing, Undefined> {
        let (asset, series) = columns(n);
        let series: Vec<&[f64]> = series.iter().map(Vec::as_slice).collect();
        standing(method, &asset, &series, 5.0, draws, 0.95)
    }

    #[test]
    fn a_clear_order_is_certain_and_draws_repeat_themselves() {
        for method in [Method::Pearson, Method::Spearman, Method::Kendall] {
            let found = of(method, 400, DRAWS).unwrap();
            assert_eq!(found.top, [0]);
            let ranks: Vec<(usize, usize)> = found.ranks.iter().map(|rank| (rank.low, rank.high)).collect();
            assert_eq!(ranks, [(1, 1), (2, 2), (3, 3)], "{method:?}");
            assert!(found.stability[0].share_first > 0.99 && found.block >= 5.0);
            assert_eq!(of(method, 400, DRAWS), Ok(found.clone()));
        }
    }

    #[test]
    fn equal_series_share_the_first_place_as_the_seed_has_it() {
        let mut random = Philox::new(4, 0);
        let asset: Vec<f64> = (0..300).map(|_| random.unit() - 0.5).collect();
        let alike = [0, 1].map(|_| asset.iter().map(|value| value + random.unit() - 0.5).collect::<Vec<f64>>());
        let with_seed = |seed| {
            let draws = Draws { seed, ..DRAWS };
            standing(Method::Pearson, &asset, &[&alike[0], &alike[1]], 5.0, draws, 0.95).unwrap()
        };
        let (found, other) = (with_seed(7), with_seed(8));
        assert_eq!((found.top.as_slice(), found.ranks[0].low, found.ranks[0].high), (&[0, 1][..], 1, 2));
        assert_eq!(other.correlations, found.correlations);
        assert_ne!(other.stability, found.stability);
    }

    #[test]
    fn undefined_cases() {
        let (asset, series) = columns(40);
        let none = standing(Method::Pearson, &asset, &[], 5.0, DRAWS, 0.95);
        assert_eq!(none, Err(Undefined::NoOverlap));
        let constant = standing(Method::Pearson, &asset, &[&series[0], &[0.1; 40]], 5.0, DRAWS, 0.95);
        assert_eq!(constant, Err(Undefined::ZeroVariance));
        assert_eq!(of(Method::Pearson, 8, DRAWS), Err(Undefined::InsufficientN));
    }
}
