//! What is doubtful about a list of coins: two that are one, one that hardly moves, one that has ended.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{Part, views};
use crate::date::Date;
use crate::number::{fixed, percent};
use crate::panel::{AlignPolicy, Panel, PriceView};
use crate::returns::{Frequency, ReturnKind, returns};
use crate::study::claim::words::list;
use crate::study::roster::Member;
use crate::study::study::Study;
use crate::thresholds::RETURNS_OF_TWO_COINS;
use sectorscope_stats::correlation::coefficient::pearson;
use sectorscope_stats::quantile::quantile;

/// Correlation of daily returns, of either sign, beyond which two coins are one.
pub(in crate::study) const AS_ONE: f64 = 0.98;
/// Median size of a daily move below which a coin hardly moves.
pub(in crate::study) const HARDLY: f64 = 0.01;

/// What is doubtful.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
pub enum Doubt {
    /// Two altcoins are one.
    MovesAsOne,
    /// An altcoin is bitcoin.
    MovesAsBitcoin,
    /// A coin hardly moves.
    LooksStable,
    /// Coins have left the index.
    Ended,
}

/// Something doubtful about coins.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Warning {
    /// What.
    pub code: Doubt,
    /// Ids of the altcoins it is about.
    pub ids: Vec<String>,
    /// A sentence.
    pub message: String,
}

/// Altcoins that move as one with another or with bitcoin, and those that hardly move; from the whole of their prices.
/// O(coins^2 days).
pub fn doubtful(study: &Study<'_>, coins: &[&Member]) -> Vec<Warning> {
    let roster = &study.roster;
    let bitcoin = roster.bitcoin();
    let members: Vec<&Member> = bitcoin.into_iter().chain(coins.iter().copied()).collect();
    let views = views(roster, &members);
    let named: Vec<(&Member, PriceView<'_>)> = members.into_iter().zip(views).collect();
    let mut warnings = Vec::new();
    for (number, (coin, prices)) in named.iter().enumerate() {
        for (other, others) in named.iter().skip(number + 1) {
            if let Some(r) = correlation(*prices, *others).filter(|r| r.abs() > AS_ONE) {
                let is_bitcoin = number == 0 && bitcoin.is_some();
                warnings.push(as_one(&coin.id, &other.id, r, is_bitcoin));
            }
        }
    }
    let altcoins = named.iter().skip(usize::from(bitcoin.is_some()));
    warnings.extend(altcoins.filter_map(|(coin, prices)| hardly_moves(&coin.id, *prices)));
    warnings
}

/// Daily log returns of two series between shared days, if there are enough.
fn shared_moves(a: PriceView<'_>, b: PriceView<'_>) -> Option<[Vec<f64>; 2]> {
    let panel = Panel::new(&[a, b], AlignPolicy::Shared, Frequency::Daily, ReturnKind::Log);
    panel.columns.try_into().ok().filter(|[x, _]: &[Vec<f64>; 2]| x.len() >= RETURNS_OF_TWO_COINS)
}

/// Pearson's, of their daily log returns.
fn correlation(a: PriceView<'_>, b: PriceView<'_>) -> Option<f64> {
    let [x, y] = shared_moves(a, b)?;
    pearson(&x, &y).ok().map(|found| found.r)
}

fn as_one(coin: &str, other: &str, r: f64, is_bitcoin: bool) -> Warning {
    let r = fixed(r, 2);
    if is_bitcoin {
        return Warning {
            code: Doubt::MovesAsBitcoin,
            ids: vec![other.to_owned()],
            message: format!(
                "{other} and {coin} move as one ({r}): leave {other} out, or {coin} is among the altcoins."
            ),
        };
    }
    Warning {
        code: Doubt::MovesAsOne,
        ids: vec![coin.to_owned(), other.to_owned()],
        message: format!("{coin} and {other} move as one ({r}): keep one, or the index counts it twice."),
    }
}

fn hardly_moves(coin: &str, prices: PriceView<'_>) -> Option<Warning> {
    let moves: Vec<f64> = returns(ReturnKind::Simple, prices.prices).into_iter().map(f64::abs).collect();
    let median = quantile(&moves, 0.5).ok().filter(|median| *median < HARDLY && moves.len() >= RETURNS_OF_TWO_COINS)?;
    Some(Warning {
        code: Doubt::LooksStable,
        ids: vec![coin.to_owned()],
        message: format!(
            "{coin} moves by {} on a median day: it looks like a stablecoin, which is not an altcoin.",
            percent(median)
        ),
    })
}

/// Coins that have left an index, at their last price; those of one day together.
pub(super) fn ended(parts: &[Part]) -> Vec<Warning> {
    let mut by_day: BTreeMap<Date, Vec<&str>> = BTreeMap::new();
    for part in parts {
        if let Some(left) = part.tenure.left {
            by_day.entry(left).or_default().push(&part.id);
        }
    }
    let note = |(left, coins): (Date, Vec<&str>)| Warning {
        code: Doubt::Ended,
        message: format!(
            "{} had no price when weights were set on {left}, and left the index at the last one.",
            list(&coins)
        ),
        ids: coins.into_iter().map(str::to_owned).collect(),
    };
    by_day.into_iter().map(note).collect()
}
