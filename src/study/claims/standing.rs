//! How firmly the sectors stand in their order: what to show beside a claim about the top one, and instead of it where it is
//! inconclusive. Descriptive; no verdict depends on it.

use super::lens::Lenses;
use super::{ClaimDates, ClaimPrices, LEVEL, Reason};
use crate::stats::block_length::common_block_length;
use crate::stats::bootstrap::bootstrap_correlations;
use crate::stats::bootstrap_interval::Interval;
use crate::stats::bootstrap_test::Studentised;
use crate::stats::confidence_set::{Elimination, confidence_set};
use crate::stats::rank_stability::{RankInterval, RankStability, rank_intervals, rank_stability};
use crate::stats::resample::Resampler;

/// Level of the set of sectors that cannot be told apart from the best.
pub const SET_LEVEL: f64 = 0.10;
/// Shortest mean block, a trading week: volatility clusters.
const LEAST_BLOCK: f64 = 5.0;

/// Whose correlations.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asset {
    /// Bitcoin.
    Bitcoin,
    /// The equal-weight altcoin composite.
    Composite,
}

/// What decides the random rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Draws {
    /// Seed, to be shown beside the result.
    pub seed: u64,
    /// Number of replicates.
    pub replicates: usize,
}

/// Sectors by their correlation with an asset, raw returns since the pandemic began; one element per sector, in their order.
#[derive(Clone, Debug, PartialEq)]
pub struct Standing {
    /// Correlations.
    pub correlations: Vec<f64>,
    /// Intervals of 95 % that hold together.
    pub intervals: Vec<Interval>,
    /// Where each stands over the replicates.
    pub stability: Vec<RankStability>,
    /// Ranks that hold together with 95 %.
    pub ranks: Vec<RankInterval>,
    /// Sectors that cannot be told apart from the best at [`SET_LEVEL`].
    pub top: Vec<usize>,
    /// Mean length of the blocks, in returns.
    pub block: f64,
    /// Replicates that had to be drawn again.
    pub redrawn: usize,
}

/// Resamples the returns since the pandemic in blocks (stationary bootstrap, automatic length, at least a week) and looks at
/// the order of the sectors in every replicate. The same draws give the same answer everywhere.
///
/// # Errors
///
/// Prices that cannot be used, no altcoins for the composite, fewer than two sectors, or a statistic without value.
/// O(replicates returns sectors).
pub fn standing(prices: &ClaimPrices<'_>, dates: ClaimDates, asset: Asset, draws: Draws) -> Result<Standing, Reason> {
    let lenses = Lenses::new(prices, dates.pandemic)?;
    let lens = &lenses.raw;
    let asset = match asset {
        Asset::Bitcoin => lens.bitcoin.as_slice(),
        Asset::Composite => lens.composite.as_deref().ok_or(Reason::MissingSeries("altcoins"))?,
    };
    if lens.sectors.len() < 2 {
        return Err(Reason::MissingSeries("other sectors"));
    }
    let influences =
        lens.sectors.iter().map(|sector| lens.influence(asset, sector)).collect::<Result<Vec<_>, Reason>>()?;
    let series: Vec<&[f64]> = influences.iter().map(|influence| influence.psi.as_slice()).collect();
    let block = common_block_length(&series, LEAST_BLOCK)?;
    let sectors = lens.sectors.iter().map(|sector| lens.after(sector));
    let columns: Vec<&[f64]> = std::iter::once(lens.after(asset)).chain(sectors).collect();
    let pairs: Vec<(usize, usize)> = (1..columns.len()).map(|sector| (0, sector)).collect();
    let plan = Resampler::stationary(lens.dates_after().len(), draws.replicates, block, draws.seed)?;
    let replicates = bootstrap_correlations(&columns, &pairs, &plan)?;
    Ok(Standing {
        correlations: replicates.estimates().to_vec(),
        intervals: Studentised::new(&replicates)?.simultaneous_intervals(1.0 - LEVEL)?,
        stability: rank_stability(&replicates, 1.0 - LEVEL)?,
        ranks: rank_intervals(&replicates, 1.0 - LEVEL)?,
        top: confidence_set(&replicates, Elimination::Range)?.members(SET_LEVEL),
        block,
        redrawn: replicates.redrawn,
    })
}
