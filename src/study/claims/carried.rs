//! On how few days does an answer rest? Source: Broderick, Giordano & Meager 2020, arXiv:2011.14999, with the answer computed
//! anew without the days in place of their approximation.

use serde::Serialize;

use super::robustness::{Question, columns, newey_west};
use super::{LEVEL, Reason, lens::Lenses};
use crate::date::Date;
use sectorscope_stats::Undefined;
use sectorscope_stats::correlation::coefficient::Method;
use sectorscope_stats::correlation::influence::{Influence, mean_influence};
use sectorscope_stats::correlation::influence_function::influence;
use sectorscope_stats::special::normal::normal_quantile;

/// So many days are named.
const NAMED: usize = 5;

/// The days that speak most for an answer.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Carried {
    /// Those that do most, the first above all.
    pub days: Vec<CarryingDay>,
    /// Fewest of these days without which the effect has the other sign; none where half of all days are not enough.
    pub to_turn: Option<usize>,
    /// Fewest without which it is no longer beyond chance; none where it is not so with them.
    pub to_doubt: Option<usize>,
    /// All days.
    pub n: usize,
}

/// One of them.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct CarryingDay {
    /// The day on which the return ends.
    pub day: Date,
    /// What the effect loses without this day alone.
    pub share: f64,
}

pub(super) fn carried(lenses: &Lenses, question: Question) -> Result<Carried, Reason> {
    let lens = &lenses.raw;
    let columns: Vec<&[f64]> = columns(lenses, question)?.into_iter().map(|column| lens.after(column)).collect();
    let (effect, psi) = effect(&columns)?;
    let n = psi.len();
    let mut order: Vec<usize> = (0..n).collect();
    let speaks = |row: usize| psi.get(row).copied().unwrap_or(0.0) * effect.signum();
    order.sort_by(|a, b| speaks(*b).total_cmp(&speaks(*a)).then(a.cmp(b)));
    let without = |rows: &[usize]| -> Result<(f64, f64), Undefined> {
        let mut keep = vec![true; n];
        rows.iter().for_each(|row| keep[*row] = false);
        let kept: Vec<Vec<f64>> = columns
            .iter()
            .map(|column| column.iter().zip(&keep).filter(|(_, keep)| **keep).map(|(value, _)| *value).collect())
            .collect();
        newey_west(Method::Pearson, &kept)
    };
    let without_first = |days: usize| without(order.get(..days).unwrap_or(&order));
    let beyond_chance = normal_quantile(1.0 - LEVEL);
    let clear = |z: f64| z * effect.signum() > beyond_chance;
    let named = order.iter().take(NAMED).filter(|row| speaks(**row) > 0.0);
    let days = named.filter_map(|&row| {
        let day = *lens.dates_after().get(row)?;
        let (alone, _) = without(&[row]).ok()?;
        Some(CarryingDay { day, share: effect - alone })
    });
    Ok(Carried {
        days: days.collect(),
        to_turn: fewest(n / 2, |days| without_first(days).is_ok_and(|(left, _)| left * effect < 0.0)),
        to_doubt: without_first(0)
            .is_ok_and(|(_, z)| clear(z))
            .then(|| fewest(n / 2, |days| without_first(days).is_ok_and(|(_, z)| !clear(z))))
            .flatten(),
        n,
    })
}

/// The smallest number up to a limit that is enough, where every larger one is too.
fn fewest(limit: usize, enough: impl Fn(usize) -> bool) -> Option<usize> {
    let (mut low, mut high) = (0, limit);
    if !enough(high) {
        return None;
    }
    while low + 1 < high {
        let middle = usize::midpoint(low, high);
        if enough(middle) { high = middle } else { low = middle }
    }
    Some(high)
}

/// The correlations of the first column with each other one; the last, where there are several, is what the others are held
/// against.
fn influences(columns: &[&[f64]]) -> Result<Vec<Influence>, Undefined> {
    let (hub, others) = columns.split_first().ok_or(Undefined::NoOverlap)?;
    others.iter().map(|other| influence(Method::Pearson, hub, other)).collect()
}

/// The effect, and what each day adds to it.
fn effect(columns: &[&[f64]]) -> Result<(f64, Vec<f64>), Undefined> {
    let all = influences(columns)?;
    match all.split_last() {
        Some((only, [])) => Ok((only.estimate, only.psi.clone())),
        Some((against, firsts)) => {
            let first = mean_influence(firsts)?;
            let psi = first.psi.iter().zip(&against.psi).map(|(a, b)| a - b).collect();
            Ok((first.estimate - against.estimate, psi))
        }
        None => Err(Undefined::NoOverlap),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_fewest_that_are_enough() {
        assert_eq!(fewest(100, |days| days >= 37), Some(37));
        assert_eq!(fewest(100, |days| days >= 1), Some(1));
        assert_eq!(fewest(100, |_| false), None);
        assert_eq!(fewest(100, |days| days >= 100), Some(100));
    }

    #[test]
    fn an_effect_is_the_first_correlations_mean_less_the_last() {
        let column = |k: usize| -> Vec<f64> { (0..50).map(|row| libm::sin((row * row % (17 + k)) as f64)).collect() };
        let (a, b, c, d) = (column(0), column(3), column(5), column(7));
        let (effect_of, psi) = effect(&[&a, &b, &c, &d]).unwrap();
        let (answered, _) = newey_west(Method::Pearson, &[a.clone(), b.clone(), c.clone(), d.clone()]).unwrap();
        assert!((effect_of - answered).abs() < 1e-15 && psi.len() == 50);
        assert_eq!(effect(&[&a]), Err(Undefined::NoOverlap));
        assert_eq!(effect(&[&a, &b]).unwrap().0, influence(Method::Pearson, &a, &b).unwrap().estimate);
    }
}
