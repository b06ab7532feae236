//! How stable the first place of a ranking is over resampled rows. Descriptive: no verdict, no set depends on it.

use super::estimate::steps_of_a_row;
use crate::returns::Frequency;
use sectorscope_stats::Undefined;
use sectorscope_stats::correlation::coefficient::Method;
use sectorscope_stats::correlation::influence::Influence;
use sectorscope_stats::correlation::influence_function::influence;
use sectorscope_stats::ordering::rank_stability::rank_stability_with_pauses;
use sectorscope_stats::pause::Pace;
use sectorscope_stats::resampling::block_length::common_block_length_with_pauses;
use sectorscope_stats::resampling::bootstrap::{bootstrap_correlations_with_pauses, bootstrap_linearised_with_pauses};
use sectorscope_stats::resampling::resample::Resampler;

/// Coverage that the resampled ranks' own intervals would have; the shares do not depend on it.
const CONFIDENCE: f64 = 0.95;

/// What decides the random rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Draws {
    /// Seed, to be shown beside the result.
    pub seed: u64,
    /// Number of replicates.
    pub replicates: usize,
}

/// How often each of several series is first.
#[derive(Clone, Debug, PartialEq)]
pub struct Stability {
    /// Share of replicates in which each ranks first, in their order.
    pub share_first: Vec<f64>,
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
/// series, and finds which is first in every replicate. The same draws give the same answer everywhere. Rank
/// correlations are resampled to first order, by their influence.
///
/// Returns must be complete and of one length. No series: [`Undefined::NoOverlap`]; otherwise undefined as
/// [`bootstrap_correlations_with_pauses`] and [`common_block_length_with_pauses`]. O(replicates returns series).
pub async fn stability(
    method: Method,
    asset: &[f64],
    series: &[&[f64]],
    least_block: f64,
    draws: Draws,
) -> Result<Stability, Undefined> {
    if series.is_empty() {
        return Err(Undefined::NoOverlap);
    }
    let (mut influences, mut pace): (Vec<Influence>, Pace) = Default::default();
    for one in series {
        influences.push(influence(method, asset, one)?);
        pace.after(steps_of_a_row(method) * one.len()).await;
    }
    let psi: Vec<&[f64]> = influences.iter().map(|influence| influence.psi.as_slice()).collect();
    let block = common_block_length_with_pauses(&psi, least_block).await?;
    let plan = Resampler::stationary(asset.len(), draws.replicates, block, draws.seed)?;
    let replicates = match method {
        Method::Pearson => {
            let columns = [&[asset], series].concat();
            let pairs: Vec<(usize, usize)> = (1..columns.len()).map(|one| (0, one)).collect();
            bootstrap_correlations_with_pauses(&columns, &pairs, &plan).await?
        }
        Method::Spearman | Method::Kendall => bootstrap_linearised_with_pauses(&influences, &plan).await?,
    };
    let ranks = rank_stability_with_pauses(&replicates, CONFIDENCE).await?;
    let share_first = ranks.iter().map(|of| of.share_first).collect();
    Ok(Stability { share_first, block, redrawn: replicates.redrawn })
}

#[cfg(test)]
mod tests {
    use super::*;
    use sectorscope_stats::pause::without_pauses;
    use sectorscope_stats::resampling::random::Philox;

    const DRAWS: Draws = Draws { seed: 7, replicates: 199 };

    fn find(
        method: Method,
        asset: &[f64],
        series: &[&[f64]],
        least_block: f64,
        draws: Draws,
    ) -> Result<Stability, Undefined> {
        without_pauses(stability(method, asset, series, least_block, draws))
    }

    /// An asset, and series that follow it less and less.
    fn columns(n: usize) -> (Vec<f64>, Vec<Vec<f64>>) {
        let mut random = Philox::new(2, 0);
        let asset: Vec<f64> = (0..n).map(|_| random.unit() - 0.5).collect();
        let series = [0.2, 1.0, 4.0]
            .map(|noise| asset.iter().map(|value| value + noise * (random.unit() - 0.5)).collect::<Vec<f64>>());
        (asset, series.to_vec())
    }

    fn of(method: Method, n: usize, draws: Draws) -> Result<Stability, Undefined> {
        let (asset, series) = columns(n);
        let series: Vec<&[f64]> = series.iter().map(Vec::as_slice).collect();
        find(method, &asset, &series, 5.0, draws)
    }

    #[test]
    fn a_clear_order_is_stable_and_draws_repeat_themselves() {
        for method in [Method::Pearson, Method::Spearman, Method::Kendall] {
            let found = of(method, 400, DRAWS).unwrap();
            assert!(found.share_first[0] > 0.99 && found.block >= 5.0, "{method:?}");
            assert_eq!(of(method, 400, DRAWS), Ok(found.clone()));
        }
    }

    #[test]
    fn equal_series_share_the_first_place_as_the_seed_has_it() {
        let mut random = Philox::new(4, 0);
        let asset: Vec<f64> = (0..300).map(|_| random.unit() - 0.5).collect();
        let alike = [0, 1].map(|_| asset.iter().map(|value| value + random.unit() - 0.5).collect::<Vec<f64>>());
        let with_seed =
            |seed| find(Method::Pearson, &asset, &[&alike[0], &alike[1]], 5.0, Draws { seed, ..DRAWS }).unwrap();
        let (found, other) = (with_seed(7), with_seed(8));
        assert!((found.share_first.iter().sum::<f64>() - 1.0).abs() < 1e-12);
        assert_ne!(other.share_first, found.share_first);
    }

    #[test]
    fn undefined_cases() {
        let (asset, series) = columns(40);
        assert_eq!(find(Method::Pearson, &asset, &[], 5.0, DRAWS), Err(Undefined::NoOverlap));
        let constant = find(Method::Pearson, &asset, &[&series[0], &[0.1; 40]], 5.0, DRAWS);
        assert_eq!(constant, Err(Undefined::ZeroVariance));
        assert_eq!(of(Method::Pearson, 8, DRAWS), Err(Undefined::InsufficientN));
    }
}
