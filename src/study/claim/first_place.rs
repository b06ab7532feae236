//! Which of several correlations with one series could be the highest.

use std::collections::BTreeMap;

use serde::Serialize;

use super::inference::among_rivals;
use super::level::quantile;
use crate::study::estimate::Estimates;
use sectorscope_ground::order;
use sectorscope_stats::Undefined;
use sectorscope_stats::correlation::coefficient::Method;
use sectorscope_stats::inference::cosine_inference::CosineSums;
use sectorscope_stats::ordering::rank_stability::{RankInterval, pairwise_rank_intervals_with_pauses};
use sectorscope_stats::pause::{Pace, without_pauses};
use sectorscope_stats::volatility::devolatilise::devolatilise;

/// Which could be first, see
/// [`pairwise_rank_intervals`](sectorscope_stats::ordering::rank_stability::pairwise_rank_intervals): over the lenses the smaller lower and
/// the larger upper end.
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
            ranks: order::map(ids.iter().cloned().zip(both)),
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
        method: Method,
        reference: &[f64],
        columns: &[&[f64]],
        ids: &[String],
    ) -> Result<FirstPlace, Undefined> {
        without_pauses(async {
            let raw = Estimates::new(method, reference, columns).await;
            FirstPlace::of_sums(method, &raw.comparable(false)?, reference, columns, ids).await
        })
    }

    /// The same where what the comparison of raw returns needs is at hand, in the order of the columns.
    ///
    /// # Errors
    ///
    /// As [`FirstPlace::of_columns`].
    pub async fn of_sums(
        method: Method,
        raw: &[&CosineSums],
        reference: &[f64],
        columns: &[&[f64]],
        ids: &[String],
    ) -> Result<FirstPlace, Undefined> {
        let raw = ranks(raw).await?;
        let mut devolatilised = None;
        if method == Method::Pearson
            && let Ok((reference, columns)) = calm(reference, columns).await
        {
            let columns: Vec<&[f64]> = columns.iter().map(Vec::as_slice).collect();
            let estimates = Estimates::new(method, &reference, &columns).await;
            if let Ok(sums) = estimates.comparable(false) {
                devolatilised = ranks(&sums).await.ok();
            }
        }
        Ok(FirstPlace::new(ids, Some(&raw), devolatilised.as_deref()))
    }
}

/// All in units of their volatility.
async fn calm(reference: &[f64], columns: &[&[f64]]) -> Result<(Vec<f64>, Vec<Vec<f64>>), Undefined> {
    let (mut calm, mut pace) = (Vec::with_capacity(columns.len()), Pace::default());
    for column in columns {
        calm.push(devolatilise(column)?);
        pace.after(column.len() / 2).await;
    }
    Ok((devolatilise(reference)?, calm))
}

/// The rank intervals of correlations, none of which may be perfect.
async fn ranks(sums: &[&CosineSums]) -> Result<Vec<RankInterval>, Undefined> {
    if sums.iter().any(|sums| sums.estimate.abs() >= 1.0) {
        return Err(Undefined::Perfect);
    }
    Ok(rank_intervals(sums).await)
}

/// Rank intervals of correlations that were read off the same rows: one is held to lie above another by a one-sided
/// test at 5 % over the number of rivals. Those that never differ are never told apart.
pub async fn rank_intervals(sums: &[&CosineSums]) -> Vec<RankInterval> {
    let df = sums.first().map_or(1, |sums| sums.df());
    let critical = quantile(1.0 - among_rivals(sums.len().saturating_sub(1)), df as f64);
    pairwise_rank_intervals_with_pauses(sums.len(), |i, j| {
        let difference = sums[i].estimate - sums[j].estimate;
        difference > 0.0 && sums[i].standard_error_less(sums[j]).is_ok_and(|error| difference >= critical * error)
    })
    .await
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
        let found = FirstPlace::of_columns(Method::Pearson, &asset, &columns, &ids).unwrap();
        assert_eq!(found.could_be_first, ["best"]);
        assert_eq!((found.ranks["good"], found.ranks["also good"], found.ranks["none"]), ([2, 3], [2, 3], [4, 4]));
        // Without the best there are two that could be.
        let found = FirstPlace::of_columns(Method::Pearson, &asset, &columns[1..], &ids[1..]).unwrap();
        assert_eq!(found.could_be_first, ["good", "also good"]);
        assert_eq!(found.by_raw, found.by_devolatilised);
        // The same series twice is never told apart.
        let twice = FirstPlace::of_columns(Method::Pearson, &asset, &[&good, &good], &ids[..2]).unwrap();
        assert_eq!(twice.could_be_first.len(), 2);
        let ranks = FirstPlace::of_columns(Method::Spearman, &asset, &columns, &ids).unwrap();
        assert_eq!((ranks.could_be_first.as_slice(), ranks.by_devolatilised.len()), (&ids[..1], 0));
        let none = FirstPlace::of_columns(Method::Pearson, &asset, &[&[1.0; 500]], &ids[..1]);
        assert_eq!(none.err(), Some(Undefined::ZeroVariance));
    }
}
