//! Has bitcoin's correlation with the market been positive ever since the pandemic began?

use super::lens::Lenses;
use super::{FEWEST_RETURNS, LEVEL, Reason, Verdict, stretches};
use crate::date::Date;
use sectorscope_stats::correlation::coefficient::Method;
use sectorscope_stats::inference::correlation_interval::correlation_interval;
use sectorscope_stats::inference::fisher::fisher_z;
use sectorscope_stats::inference::hac::default_lags;
use sectorscope_stats::inference::multiple::holm;
use sectorscope_stats::inference::shift::shift;
use sectorscope_stats::special::normal::normal_cdf;

/// Fewest returns of a half year that counts.
const FEWEST_IN_BLOCK: usize = 60;
/// Share of half years that must be positive.
const POSITIVE_SHARE: f64 = 0.8;
/// An interval within this distance of zero is as good as zero.
const NEGLIGIBLE: f64 = 0.1;

/// Evidence on the time since the pandemic began; raw returns.
#[derive(Clone, Debug, PartialEq)]
pub struct Pandemic {
    /// Correlation since.
    pub r: f64,
    /// Lower end of its interval of 95 %.
    pub low: f64,
    /// Upper end.
    pub high: f64,
    /// Half years since, those with enough returns.
    pub blocks: Vec<Block>,
    /// Smallest p-value of a negative correlation in any of them, after Holm; 1 without any.
    pub p_negative: f64,
    /// Share of them with a positive correlation; 0 without any.
    pub share_positive: f64,
    /// What it was before; `None` with too few returns before: the shift is not testable.
    pub shift: Option<Shift>,
}

/// A half year.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Block {
    /// Year.
    pub year: i32,
    /// 1 or 2.
    pub half: u32,
    /// Returns.
    pub n: usize,
    /// Correlation.
    pub r: f64,
    /// One-sided p-value of a negative correlation.
    pub p_negative: f64,
}

/// The change from before the pandemic.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Shift {
    /// Correlation before.
    pub r_before: f64,
    /// Difference of Fisher's z over its standard error.
    pub z: f64,
    /// One-sided p-value of a rise.
    pub p_up: f64,
    /// One-sided p-value of a fall.
    pub p_down: f64,
}

impl Pandemic {
    /// In this order: supported where the interval is above zero, nearly all half years are positive and none negative beyond chance, and the
    /// correlation has risen (or that is not testable); contradicted where the interval is below zero or close around it, a half
    /// year is negative beyond chance, or the correlation has fallen.
    pub fn verdict(&self) -> Verdict {
        let negative_block = self.p_negative <= LEVEL;
        let risen = self.shift.is_none_or(|shift| shift.p_up <= LEVEL);
        let fallen = self.shift.is_some_and(|shift| shift.p_down <= LEVEL);
        let negligible = self.low > -NEGLIGIBLE && self.high < NEGLIGIBLE;
        if self.low > 0.0 && self.share_positive >= POSITIVE_SHARE && !negative_block && risen {
            Verdict::Supported
        } else if self.high < 0.0 || negative_block || negligible || fallen {
            Verdict::Contradicted
        } else {
            Verdict::Inconclusive
        }
    }
}

pub(super) fn evidence(lenses: &Lenses) -> Result<Pandemic, Reason> {
    let lens = &lenses.raw;
    let (x, y) = (&lens.bitcoin, lenses.market()?);
    let (x_after, y_after) = (lens.after(x), lens.after(y));
    let since = correlation_interval(Method::Pearson, x_after, y_after, lens.lags(), 1.0 - LEVEL)?;
    let mut blocks = Vec::new();
    let half_year = |date: &Date| date.month_index().div_euclid(6);
    for (rows, days) in stretches(lens.dates_after(), |a, b| half_year(a) == half_year(b)) {
        let (Some(first), true) = (days.first(), days.len() >= FEWEST_IN_BLOCK) else { continue };
        let (x, y) = (x_after.get(rows.clone()).unwrap_or(&[]), y_after.get(rows).unwrap_or(&[]));
        let found = correlation_interval(Method::Pearson, x, y, default_lags(days.len()), 1.0 - LEVEL)?;
        let (year, month, _) = first.ymd();
        blocks.push(Block {
            year,
            half: if month <= 6 { 1 } else { 2 },
            n: found.n,
            r: found.r,
            p_negative: normal_cdf(fisher_z(found.r) / found.se_z),
        });
    }
    let p_negative = holm(&blocks.iter().map(|block| block.p_negative).collect::<Vec<_>>());
    let positive = blocks.iter().filter(|block| block.r > 0.0).count();
    Ok(Pandemic {
        r: since.r,
        low: since.low,
        high: since.high,
        p_negative: p_negative.into_iter().fold(1.0, f64::min),
        share_positive: positive as f64 / blocks.len().max(1) as f64,
        blocks,
        shift: if lens.split < FEWEST_RETURNS { None } else { Some(change(lenses)?) },
    })
}

fn change(lenses: &Lenses) -> Result<Shift, Reason> {
    let lens = &lenses.raw;
    let (x, y) = (&lens.bitcoin, lenses.market()?);
    let before = |column: &[f64]| column.get(..lens.split).unwrap_or(&[]).to_vec();
    let lags = [default_lags(lens.split), lens.lags()];
    let found = shift(Method::Pearson, (&before(x), &before(y)), (lens.after(x), lens.after(y)), lags, 1.0 - LEVEL)?;
    Ok(Shift {
        r_before: found.before.r,
        z: found.test.statistic,
        p_up: found.test.p_greater,
        p_down: found.test.p_less,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_condition_counts() {
        let shift = Shift { r_before: 0.0, z: 3.0, p_up: 0.001, p_down: 0.999 };
        let good = Pandemic {
            r: 0.3,
            low: 0.2,
            high: 0.4,
            blocks: vec![],
            p_negative: 1.0,
            share_positive: 0.8,
            shift: Some(shift),
        };
        assert_eq!(good.verdict(), Verdict::Supported);
        assert_eq!(Pandemic { shift: None, ..good.clone() }.verdict(), Verdict::Supported);
        assert_eq!(Pandemic { share_positive: 0.79, ..good.clone() }.verdict(), Verdict::Inconclusive);
        assert_eq!(Pandemic { low: -0.01, ..good.clone() }.verdict(), Verdict::Inconclusive);
        let level = Shift { p_up: 0.5, p_down: 0.5, ..shift };
        assert_eq!(Pandemic { shift: Some(level), ..good.clone() }.verdict(), Verdict::Inconclusive);
        let fallen = Shift { p_up: 0.99, p_down: 0.01, ..shift };
        assert_eq!(Pandemic { shift: Some(fallen), ..good.clone() }.verdict(), Verdict::Contradicted);
        assert_eq!(Pandemic { p_negative: 0.05, ..good.clone() }.verdict(), Verdict::Contradicted);
        assert_eq!(Pandemic { low: -0.3, high: -0.1, ..good.clone() }.verdict(), Verdict::Contradicted);
        assert_eq!(Pandemic { low: -0.05, high: 0.09, ..good.clone() }.verdict(), Verdict::Contradicted);
    }
}
