//! Does bitcoin's correlation with technology fluctuate, and rise when technology does much better or worse than the market?

use super::lens::Lenses;
use super::quarters::Quarters;
use super::{ClaimDates, LEVEL, Reason, Verdict, stretches};
use crate::date::Date;
use sectorscope_stats::Undefined;
use sectorscope_stats::breaks::cusum::{CusumTest, correlation_cusum};
use sectorscope_stats::correlation::coefficient::Method;
use sectorscope_stats::inference::correlation_interval::correlation_interval;
use sectorscope_stats::inference::cosine_inference::cosine_interval;
use sectorscope_stats::inference::fisher::fisher_z;
use sectorscope_stats::inference::hac::default_lags;
use sectorscope_stats::inference::homogeneity::{Homogeneity, homogeneity, welch_homogeneity};
use sectorscope_stats::resampling::permutation::{GroupContrast, group_contrast};
use sectorscope_stats::special::normal::normal_sf;
use sectorscope_stats::sum::compensated_sum;

/// Years that the claim names.
pub const NAMED_YEARS: [i32; 3] = [2020, 2022, 2024];
/// Fewest returns of a year that counts.
const FEWEST_IN_YEAR: usize = 120;
/// Fewest quarters for a verdict.
pub const FEWEST_QUARTERS: usize = 16;

/// Evidence on the fluctuation; raw returns where nothing else is said.
#[derive(Clone, Debug, PartialEq)]
pub struct Fluctuation {
    /// Years since the pandemic began with enough returns; 2020 begins with it.
    pub years: Vec<YearEstimate>,
    /// Named years among them.
    pub named: Vec<i32>,
    /// Complete years before the claims were made that are not named.
    pub others: Vec<i32>,
    /// Whether all years have one correlation.
    pub homogeneity: Homogeneity,
    /// The same by a test that does not take the errors for known, and keeps its level in simulated markets.
    pub p_homogeneity_welch: f64,
    /// Mean of Fisher's z in the named years less that in the others.
    pub contrast: f64,
    /// Its standard error.
    pub contrast_se: f64,
    /// One-sided p-value for the named years being higher.
    pub p_contrast: f64,
    /// Every group of as many years held against the rest: exact, but five years cannot give less than 0.1.
    pub permuted_years: Option<GroupContrast>,
    /// Quarter by quarter.
    pub quarters: Quarters,
    /// Test of constant correlation: weak against going to and fro.
    pub constancy: CusumTest,
    /// The same on devolatilised returns, where it keeps its size under fat tails.
    pub constancy_devolatilised: CusumTest,
}

/// A year's correlation.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct YearEstimate {
    /// The year.
    pub year: i32,
    /// Fisher's z of its correlation.
    pub z: f64,
    /// Standard error of that.
    pub se_z: f64,
    /// Standard error of z that does not sink with far rows, and the terms behind it.
    pub cosine: (f64, usize),
    /// Returns.
    pub n: usize,
}

impl Fluctuation {
    /// The contrast and its standard error without one of the years; `None` where that leaves a side empty.
    pub fn contrast_without(&self, year: i32) -> Option<(f64, f64)> {
        let others = |years: &[i32]| -> Vec<i32> { years.iter().copied().filter(|other| *other != year).collect() };
        contrast(&self.years, &others(&self.named), &others(&self.others)).ok()
    }

    /// Supported where the named years are higher and the quarterly slope is positive, both beyond chance, the slope stays
    /// positive beside volatility, and there are quarters enough and all named years; contradicted where either test points the
    /// other way beyond chance.
    pub fn verdict(&self) -> Verdict {
        let complete = self.quarters.all.len() >= FEWEST_QUARTERS && self.named == NAMED_YEARS;
        let higher = self.p_contrast <= LEVEL && self.quarters.relative.p_greater <= LEVEL;
        if complete && higher && self.quarters.beside_volatility.slope > 0.0 {
            Verdict::Supported
        } else if 1.0 - self.p_contrast <= LEVEL || 1.0 - self.quarters.relative.p_greater <= LEVEL {
            Verdict::Contradicted
        } else {
            Verdict::Inconclusive
        }
    }
}

pub(super) fn evidence(lenses: &Lenses, dates: ClaimDates) -> Result<Fluctuation, Reason> {
    let lens = &lenses.raw;
    let tech_number = lenses.tech()?;
    let tech = |sectors: &[Vec<f64>]| sectors.get(tech_number).cloned().unwrap_or_default();
    let (bitcoin, technology) = (lens.after(&lens.bitcoin), tech(&lens.sectors));
    let (technology, market) = (lens.after(&technology), lens.after(lenses.market()?));
    let days = lens.dates_after();

    let years = years(days, bitcoin, technology)?;
    let complete = |year: i32| Date::from_ymd(year, 12, 31).is_some_and(|last| last < dates.note);
    let all: Vec<i32> = years.iter().map(|year| year.year).collect();
    let named: Vec<i32> = all.iter().copied().filter(|year| NAMED_YEARS.contains(year)).collect();
    let others: Vec<i32> = all.iter().copied().filter(|year| !NAMED_YEARS.contains(year) && complete(*year)).collect();
    let (contrast, contrast_se) = contrast(&years, &named, &others)?;
    let z: Vec<f64> = years.iter().map(|year| year.z).collect();
    let se: Vec<f64> = years.iter().map(|year| year.se_z).collect();

    let (cosine_se, terms): (Vec<f64>, Vec<usize>) = years.iter().map(|year| year.cosine).unzip();

    let second = lenses.devolatilised()?;
    Ok(Fluctuation {
        homogeneity: homogeneity(&z, &se)?,
        p_homogeneity_welch: welch_homogeneity(&z, &cosine_se, &terms)?.p,
        contrast,
        contrast_se,
        p_contrast: normal_sf(contrast / contrast_se),
        permuted_years: permuted(&years, &named, &others),
        quarters: Quarters::new(days, bitcoin, technology, market)?,
        constancy: constancy(bitcoin, technology)?,
        constancy_devolatilised: constancy(second.after(&second.bitcoin), second.after(&tech(&second.sectors)))?,
        years,
        named,
        others,
    })
}

/// The bandwidth is that of the test's authors, ln n.
fn constancy(x: &[f64], y: &[f64]) -> Result<CusumTest, Reason> {
    Ok(correlation_cusum(x, y, libm::log(x.len() as f64))?)
}

fn years(days: &[Date], x: &[f64], y: &[f64]) -> Result<Vec<YearEstimate>, Reason> {
    let year = |date: &Date| date.ymd().0;
    let mut out = Vec::new();
    for (rows, days) in stretches(days, |a, b| year(a) == year(b)) {
        let (Some(first), true) = (days.first(), days.len() >= FEWEST_IN_YEAR) else { continue };
        let (x, y) = (x.get(rows.clone()).unwrap_or(&[]), y.get(rows).unwrap_or(&[]));
        let found = correlation_interval(Method::Pearson, x, y, default_lags(days.len()), 1.0 - LEVEL)?;
        let cosine = cosine_interval(Method::Pearson, x, y, 1.0 - LEVEL)?;
        let (z, se_z) = (fisher_z(found.r), found.se_z);
        out.push(YearEstimate { year: year(first), z, se_z, cosine: (cosine.se_z, cosine.df), n: found.n });
    }
    Ok(out)
}

/// The named years held against every other choice of as many of the years that count.
fn permuted(years: &[YearEstimate], named: &[i32], others: &[i32]) -> Option<GroupContrast> {
    let counted = years.iter().filter(|year| named.contains(&year.year) || others.contains(&year.year));
    let (z, group): (Vec<f64>, Vec<bool>) = counted.map(|year| (year.z, named.contains(&year.year))).unzip();
    group_contrast(&z, &group).ok()
}

/// Difference of the mean z of two groups of years, with its standard error.
fn contrast(years: &[YearEstimate], named: &[i32], others: &[i32]) -> Result<(f64, f64), Reason> {
    let group = |members: &[i32]| -> Result<(f64, f64), Reason> {
        let of: Vec<&YearEstimate> = years.iter().filter(|year| members.contains(&year.year)).collect();
        if of.is_empty() {
            return Err(Reason::Undefined(Undefined::InsufficientN));
        }
        let m = of.len() as f64;
        let mean = compensated_sum(of.iter().map(|year| year.z)) / m;
        Ok((mean, compensated_sum(of.iter().map(|year| year.se_z * year.se_z)) / (m * m)))
    };
    let ((named, of_named), (others, of_others)) = (group(named)?, group(others)?);
    Ok((named - others, (of_named + of_others).sqrt()))
}

#[cfg(test)]
mod tests {
    use super::super::quarters::{Quarter, QuarterlySlope};
    use super::*;

    fn slope_of(p_greater: f64) -> QuarterlySlope {
        QuarterlySlope { intercept: 0.3, slope: 1.0, se: 0.5, t: 2.0, p_greater }
    }

    #[test]
    fn every_condition_counts() {
        let cusum = CusumTest { statistic: 1.0, rows_before: 9, p: 0.3, long_run_variance: 1.0, r: 0.3, r_before: 0.2 };
        let last = Date::from_days(18_000);
        let quarter = Quarter {
            year: 2020,
            quarter: 1,
            last,
            n: 60,
            r: 0.3,
            r_adjusted: None,
            tech: 0.1,
            relative: 0.0,
            volatility: 0.01,
        };
        let quarters = Quarters {
            all: vec![quarter; 16],
            relative: slope_of(0.01),
            p_relative_hc3: 0.02,
            beside_volatility: slope_of(0.2),
        };
        let good = Fluctuation {
            years: vec![],
            named: NAMED_YEARS.to_vec(),
            others: vec![2021, 2023],
            homogeneity: Homogeneity { mean: 0.3, q: 20.0, df: 5, p: 0.001 },
            p_homogeneity_welch: 0.01,
            contrast: 0.2,
            contrast_se: 0.05,
            p_contrast: 0.0001,
            permuted_years: None,
            quarters: quarters.clone(),
            constancy: cusum,
            constancy_devolatilised: cusum,
        };
        let with = |quarters| Fluctuation { quarters, ..good.clone() }.verdict();
        assert_eq!(good.verdict(), Verdict::Supported);
        assert_eq!(with(Quarters { all: vec![quarter; 15], ..quarters.clone() }), Verdict::Inconclusive);
        assert_eq!(Fluctuation { named: vec![2020, 2022], ..good.clone() }.verdict(), Verdict::Inconclusive);
        assert_eq!(Fluctuation { p_contrast: 0.06, ..good.clone() }.verdict(), Verdict::Inconclusive);
        assert_eq!(with(Quarters { relative: slope_of(0.06), ..quarters.clone() }), Verdict::Inconclusive);
        let explained = QuarterlySlope { slope: -0.1, ..slope_of(0.6) };
        assert_eq!(with(Quarters { beside_volatility: explained, ..quarters.clone() }), Verdict::Inconclusive);
        assert_eq!(Fluctuation { p_contrast: 0.96, ..good.clone() }.verdict(), Verdict::Contradicted);
        assert_eq!(with(Quarters { relative: slope_of(0.96), ..quarters.clone() }), Verdict::Contradicted);
    }
}
