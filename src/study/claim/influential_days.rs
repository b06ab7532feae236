//! On how few days does an answer rest? Source: Broderick, Giordano & Meager 2020, arXiv:2011.14999, with the answer computed
//! anew without the days in place of their approximation.

use serde::Serialize;

use super::ask::Ground;
use super::cast::Cast;
use super::claim::Claim;
use super::sample::Sampler;
use super::verdict::LEVEL;
use super::way::{Keep, Lenses, Way};
use crate::date::Date;
use crate::thresholds::RETURNS_OF_A_CLAIM;
use sectorscope_ground::order::sort_by;
use sectorscope_stats::pause::pause;

/// At most this many days are named.
pub(in crate::study) const NAMED: usize = 5;

/// The days that speak most for an answer. The order is that of all days together: without the first few another might come next,
/// so the numbers are upper bounds.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct InfluentialDays {
    /// Those that do most, the first above all.
    pub days: Vec<InfluentialDay>,
    /// Fewest of these days without which the number has the other sign; none where half of all days, or leaving 250, are not enough.
    pub to_turn: Option<usize>,
    /// Fewest without which it is no longer beyond chance; none where it is not so with them.
    pub to_doubt: Option<usize>,
    /// All days.
    pub n: usize,
}

/// One of them.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct InfluentialDay {
    /// The day on which the return ends.
    pub day: Date,
    /// What the number loses without this day alone.
    pub share: f64,
}

/// The days that speak for a claim's number, by what each adds to it; none where that is not known.
pub(super) async fn influential_days<'r>(
    ground: &Ground<'r>,
    sampler: &Sampler<'r>,
    claim: &dyn Claim,
    cast: &Cast<'r>,
    influence: &[(Date, f64)],
) -> Option<InfluentialDays> {
    let without = async |days: &[Date]| -> Option<(f64, f64)> {
        pause().await;
        let mut days = days.to_vec();
        sort_by(&mut days, Ord::cmp);
        let way = Way { lenses: Lenses::Raw, keep: Keep::WithoutDays(days), ..Way::default() };
        let answer = ground.ask(claim, cast, sampler, &way).await;
        let headline = answer.headline()?;
        Some((headline.effect, headline.p?))
    };
    if influence.is_empty() {
        return None;
    }
    let (effect, p) = without(&[]).await?;
    let mut order: Vec<(Date, f64)> = influence.iter().map(|(day, psi)| (*day, psi * effect.signum())).collect();
    sort_by(&mut order, |a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    let days: Vec<Date> = order.iter().map(|(day, _)| *day).collect();
    let first = async |count: usize| without(days.get(..count).unwrap_or(&days)).await;
    // Beyond chance in the direction of the number itself, which may be the claim's or the opposite.
    let clear = |(left, p): (f64, f64)| left * effect > 0.0 && p.min(1.0 - p) <= LEVEL;
    let n = days.len();
    let most = (n / 2).min(n.saturating_sub(RETURNS_OF_A_CLAIM));
    let mut shares = Vec::new();
    for (day, _) in order.iter().take(NAMED).filter(|(_, speaks)| *speaks > 0.0) {
        if let Some((left, _)) = without(&[*day]).await {
            shares.push(InfluentialDay { day: *day, share: effect - left });
        }
    }
    let turned = async |count: usize| first(count).await.is_some_and(|(left, _)| left * effect < 0.0);
    let doubted = async |count: usize| first(count).await.is_some_and(|found| !clear(found));
    Some(InfluentialDays {
        days: shares,
        to_turn: fewest(most, turned).await,
        to_doubt: if clear((effect, p)) { fewest(most, doubted).await } else { None },
        n,
    })
}

/// The smallest number up to a limit that is enough, where every larger one is too.
async fn fewest(limit: usize, enough: impl AsyncFn(usize) -> bool) -> Option<usize> {
    let (mut low, mut high) = (0, limit);
    if !enough(high).await {
        return None;
    }
    while low + 1 < high {
        let middle = usize::midpoint(low, high);
        if enough(middle).await { high = middle } else { low = middle }
    }
    Some(high)
}

#[cfg(test)]
mod tests {
    use super::*;
    use sectorscope_stats::pause::without_pauses;

    #[test]
    fn the_fewest_that_are_enough() {
        let among = |least: usize| without_pauses(fewest(100, async |days| days >= least));
        assert_eq!([37, 1, 101, 100].map(among), [Some(37), Some(1), None, Some(100)]);
    }
}
