//! Is the claimed sector the one with the highest correlation?

use super::lens::{Lens, Lenses};
use super::{LEVEL, Reason, TwoLenses, Verdict, agreed};
use sectorscope_stats::correlation::coefficient::pearson;
use sectorscope_stats::inference::multiple::{holm, intersection_union_p};
use sectorscope_stats::inference::paired::paired_difference;

/// Evidence for a claim that one sector is on top.
#[derive(Clone, Debug, PartialEq)]
pub struct TopSector {
    /// Number of the claimed sector.
    pub claimed: usize,
    /// Number of the sector with the highest correlation of raw returns.
    pub point_top: usize,
    /// The tests.
    pub lenses: TwoLenses<TopSectorLens>,
}

impl TopSector {
    /// The common verdict of both lenses.
    pub(super) fn verdict(&self) -> (Verdict, Option<Reason>) {
        agreed(self.lenses.raw.verdict(), self.lenses.devolatilised.verdict())
    }
}

/// One lens of it.
#[derive(Clone, Debug, PartialEq)]
pub struct TopSectorLens {
    /// Returns.
    pub n: usize,
    /// Lags in long-run variances.
    pub lags: usize,
    /// Correlation with the claimed sector.
    pub r_claimed: f64,
    /// The other sectors, in their order.
    pub rivals: Vec<RivalRow>,
    /// p-value of the claim that the claimed sector exceeds all others: the largest of the one-sided ones.
    pub p_top: f64,
    /// p-value of the reverse, that some other sector exceeds it: the smallest after Holm.
    pub p_exceeded: f64,
}

/// The claimed sector against one other.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RivalRow {
    /// Number of the other sector.
    pub sector: usize,
    /// Its correlation.
    pub r: f64,
    /// Correlation of the claimed sector less its.
    pub difference: f64,
    /// Standard error of the difference.
    pub se: f64,
    /// One-sided p-value for the claimed being larger.
    pub p_greater: f64,
    /// One-sided p-value for the claimed being smaller.
    pub p_less: f64,
}

impl TopSectorLens {
    /// The other sector with the highest correlation: the one that is hardest to exceed.
    pub fn closest_rival(&self) -> Option<&RivalRow> {
        self.rivals.iter().reduce(|closest, rival| if rival.r > closest.r { rival } else { closest })
    }

    /// Supported where the claimed sector exceeds every other, contradicted where one exceeds it.
    pub fn verdict(&self) -> Verdict {
        if self.p_top <= LEVEL {
            Verdict::Supported
        } else if self.p_exceeded <= LEVEL {
            Verdict::Contradicted
        } else {
            Verdict::Inconclusive
        }
    }
}

/// Bitcoin's top sector.
pub(super) fn of_bitcoin(lenses: &Lenses) -> Result<TopSector, Reason> {
    evidence(lenses, |lens| Ok(&lens.bitcoin))
}

/// The top sector of the altcoin composite.
pub(super) fn of_composite(lenses: &Lenses) -> Result<TopSector, Reason> {
    evidence(lenses, |lens| lens.composite.as_deref().ok_or(Reason::MissingSeries("altcoins")))
}

/// Each altcoin's own top sector, the first of equals.
pub(super) fn of_each_altcoin(lens: &Lens) -> Vec<Option<usize>> {
    let top = |coin: &Vec<f64>| {
        let r = |sector: &Vec<f64>| pearson(lens.after(coin), lens.after(sector)).map(|found| found.r);
        let each = lens.sectors.iter().map(r).collect::<Result<Vec<f64>, _>>().ok()?;
        (0..each.len()).reduce(|best, other| if each[other] > each[best] { other } else { best })
    };
    lens.altcoins.iter().map(top).collect()
}

fn evidence(lenses: &Lenses, asset: impl Fn(&Lens) -> Result<&[f64], Reason>) -> Result<TopSector, Reason> {
    let claimed = lenses.small_tech()?;
    if lenses.raw.sectors.len() < 2 {
        return Err(Reason::MissingSeries("other sectors"));
    }
    let raw = one_lens(&lenses.raw, asset(&lenses.raw)?, claimed)?;
    let second = lenses.devolatilised()?;
    let devolatilised = one_lens(second, asset(second)?, claimed)?;
    let ahead = raw.closest_rival().filter(|rival| rival.r > raw.r_claimed);
    Ok(TopSector {
        claimed,
        point_top: ahead.map_or(claimed, |rival| rival.sector),
        lenses: TwoLenses { raw, devolatilised },
    })
}

fn one_lens(lens: &Lens, asset: &[f64], claimed: usize) -> Result<TopSectorLens, Reason> {
    let lags = lens.lags();
    let with = |sector: &Vec<f64>| lens.influence(asset, sector);
    let own = lens.sectors.get(claimed).map(with).ok_or(Reason::MissingSeries("small technology companies"))??;
    let others = lens.sectors.iter().enumerate().filter(|&(number, _)| number != claimed);
    let rivals = others
        .map(|(sector, column)| {
            let found = paired_difference(&own, &with(column)?, lags, 1.0 - LEVEL)?;
            Ok(RivalRow {
                sector,
                r: found.b,
                difference: found.difference,
                se: found.se,
                p_greater: found.p_greater,
                p_less: found.p_less,
            })
        })
        .collect::<Result<Vec<RivalRow>, Reason>>()?;
    let greater: Vec<f64> = rivals.iter().map(|rival| rival.p_greater).collect();
    let less: Vec<f64> = rivals.iter().map(|rival| rival.p_less).collect();
    Ok(TopSectorLens {
        n: own.psi.len(),
        lags,
        r_claimed: own.estimate,
        p_top: intersection_union_p(&greater)?,
        p_exceeded: holm(&less).into_iter().fold(1.0, f64::min),
        rivals,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_rules_at_their_level() {
        let lens =
            |p_top, p_exceeded| TopSectorLens { n: 300, lags: 5, r_claimed: 0.4, rivals: vec![], p_top, p_exceeded };
        assert_eq!(lens(0.05, 1.0).verdict(), Verdict::Supported);
        assert_eq!(lens(0.0501, 0.05).verdict(), Verdict::Contradicted);
        assert_eq!(lens(0.0501, 0.0501).verdict(), Verdict::Inconclusive);
    }
}
