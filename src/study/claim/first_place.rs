//! Which of several correlations with one series could be the highest.

use std::collections::BTreeMap;
use std::rc::Rc;

use serde::Serialize;

use super::inference::{CosineTools, Reader, Reading, among_rivals};
use super::way::Association;
use sectorscope_stats::Undefined;
use sectorscope_stats::ordering::rank_stability::{RankInterval, pairwise_rank_intervals};
use sectorscope_stats::volatility::devolatilise::devolatilise;

/// Which could be first, see [`pairwise_rank_intervals`]: over the lenses the smaller lower and the larger upper end.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct FirstPlace {
    /// Ids of the sectors whose interval begins at 1.
    pub could_be_first: Vec<String>,
    /// Best and worst rank of each sector, by id.
    pub ranks: BTreeMap<String, [usize; 2]>,
    /// Those that could be first by raw returns alone.
    pub by_raw: Vec<String>,
    /// Those by returns in units of their volatility.
    pub by_devolatilised: Vec<String>,
}

impl FirstPlace {
    /// From the rank intervals of each lens, in the order of the ids.
    pub fn new(ids: &[String], raw: Option<&[RankInterval]>, devolatilised: Option<&[RankInterval]>) -> FirstPlace {
        let first = |ranks: Option<&[RankInterval]>| -> Vec<String> {
            let named = ids.iter().zip(ranks.unwrap_or(&[]));
            named.filter(|(_, rank)| rank.low == 1).map(|(id, _)| id.clone()).collect()
        };
        let both: Vec<[usize; 2]> = (0..ids.len())
            .map(|at| {
                let each = [raw, devolatilised].into_iter().flatten().filter_map(|ranks| ranks.get(at));
                each.fold([ids.len(), 1], |[low, high], rank| [low.min(rank.low), high.max(rank.high)])
            })
            .collect();
        FirstPlace {
            could_be_first: ids.iter().zip(&both).filter(|(_, rank)| rank[0] == 1).map(|(id, _)| id.clone()).collect(),
            ranks: ids.iter().cloned().zip(both).collect(),
            by_raw: first(raw),
            by_devolatilised: first(devolatilised),
        }
    }

    /// From columns of returns, with their ids: which could have the highest correlation with a reference. Rank correlations
    /// tame violent weeks by themselves: they have raw returns alone.
    ///
    /// # Errors
    ///
    /// Why a correlation of raw returns has no value.
    pub fn of_columns(
        association: Association,
        reference: &[f64],
        columns: &[&[f64]],
        ids: &[String],
    ) -> Result<FirstPlace, Undefined> {
        let ranks = |reference: &[f64], columns: &[&[f64]]| {
            let tools = Rc::new(CosineTools::new(reference.len())?);
            let reader = Reader::new(association, reference.len(), tools);
            let readings =
                columns.iter().map(|column| reader.read(reference, column)).collect::<Result<Vec<_>, _>>()?;
            Ok::<_, Undefined>(rank_intervals(&reader, &readings))
        };
        let raw = ranks(reference, columns)?;
        let calm = || {
            let calm = columns.iter().map(|column| devolatilise(column)).collect::<Result<Vec<_>, _>>()?;
            let slices: Vec<&[f64]> = calm.iter().map(Vec::as_slice).collect();
            ranks(&devolatilise(reference)?, &slices)
        };
        let devolatilised = (association == Association::Pearson).then(|| calm().ok()).flatten();
        Ok(FirstPlace::new(ids, Some(&raw), devolatilised.as_deref()))
    }
}

/// Rank intervals of correlations that were read off the same rows: one is held to lie above another by a one-sided
/// test at 5 % over the number of rivals. Those that never differ are never told apart.
pub fn rank_intervals(reader: &Reader, readings: &[Reading]) -> Vec<RankInterval> {
    let critical = reader.critical(among_rivals(readings.len().saturating_sub(1)));
    pairwise_rank_intervals(readings.len(), |i, j| {
        let difference = readings[i].estimate() - readings[j].estimate();
        difference > 0.0
            && reader.error_of_difference(&readings[i], &readings[j]).is_ok_and(|error| difference >= critical * error)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use sectorscope_stats::resampling::random::Philox;

    #[test]
    fn a_clear_best_is_alone_and_equals_are_together() {
        let mut random = Philox::new(3, 0);
        let mut noise = || random.unit() - 0.5;
        let asset: Vec<f64> = (0..500).map(|_| noise()).collect();
        let mut like = |share: f64| -> Vec<f64> { asset.iter().map(|x| share * x + noise()).collect() };
        let (best, good, also_good, none) = (like(2.0), like(0.6), like(0.6), like(0.0));
        let ids = ["best", "good", "also good", "none"].map(str::to_owned);
        let columns: [&[f64]; 4] = [&best, &good, &also_good, &none];
        let found = FirstPlace::of_columns(Association::Pearson, &asset, &columns, &ids).unwrap();
        assert_eq!(found.could_be_first, ["best"]);
        assert_eq!((found.ranks["good"], found.ranks["also good"], found.ranks["none"]), ([2, 3], [2, 3], [4, 4]));
        // Without the best there are two that could be.
        let found = FirstPlace::of_columns(Association::Pearson, &asset, &columns[1..], &ids[1..]).unwrap();
        assert_eq!(found.could_be_first, ["good", "also good"]);
        assert_eq!(found.by_raw, found.by_devolatilised);
        // The same series twice is never told apart.
        let twice = FirstPlace::of_columns(Association::Pearson, &asset, &[&good, &good], &ids[..2]).unwrap();
        assert_eq!(twice.could_be_first.len(), 2);
        let ranks = FirstPlace::of_columns(Association::Spearman, &asset, &columns, &ids).unwrap();
        assert_eq!((ranks.could_be_first.as_slice(), ranks.by_devolatilised.len()), (&ids[..1], 0));
        let none = FirstPlace::of_columns(Association::Pearson, &asset, &[&[1.0; 500]], &ids[..1]);
        assert_eq!(none.err(), Some(Undefined::ZeroVariance));
    }
}
