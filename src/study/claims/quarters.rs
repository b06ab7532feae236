//! Quarter by quarter: does the correlation rise with the size of technology's move? Quarters do not overlap, so each says
//! something of its own, which the windows of a rolling line do not.

use super::{ClaimDates, LEVEL, Reason, stretches};
use crate::date::Date;
use sectorscope_stats::Undefined;
use sectorscope_stats::correlation::coefficient::{Method, correlation, pearson};
use sectorscope_stats::inference::fisher::fisher_z;
use sectorscope_stats::inference::regression::{LeastSquares, Leverage};
use sectorscope_stats::inference::u_shape::{UShape, u_shape};
use sectorscope_stats::inference::weighted_regression::weighted_least_squares;
use sectorscope_stats::moments::standard_deviation;
use sectorscope_stats::quantile::quantile;
use sectorscope_stats::resampling::permutation::{ShiftTest, circular_shift_test};
use sectorscope_stats::special::student_t::student_t_sf;
use sectorscope_stats::sum::compensated_sum;
use sectorscope_stats::volatility::volatility_adjusted::volatility_adjusted;

/// Fewest returns of a quarter that counts.
const FEWEST_IN_QUARTER: usize = 45;
/// Lags in the long-run variances of the regressions.
const LAGS: usize = 2;

/// One quarter.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Quarter {
    /// Year.
    pub year: i32,
    /// 1 to 4.
    pub quarter: u32,
    /// Day its last return ends on.
    pub last: Date,
    /// Returns.
    pub n: usize,
    /// Correlation of bitcoin and technology.
    pub r: f64,
    /// What it would be if technology had moved as much as in the median quarter; see [`volatility_adjusted`].
    pub r_adjusted: Option<f64>,
    /// Log return of technology.
    pub tech: f64,
    /// Log return of technology less that of the market.
    pub relative: f64,
    /// Standard deviation of technology's daily returns.
    pub volatility: f64,
}

/// A slope of a regression over quarters.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct QuarterlySlope {
    /// Fisher's z where the column is 0.
    pub intercept: f64,
    /// Change of z for a return of 1.
    pub slope: f64,
    /// Its standard error.
    pub se: f64,
    /// Slope over standard error.
    pub t: f64,
    /// One-sided p-value of a positive slope.
    pub p_greater: f64,
}

/// The regressions that a verdict rests on, and the quarters behind them.
#[derive(Clone, Debug, PartialEq)]
pub struct Quarters {
    /// Quarters with enough returns.
    pub all: Vec<Quarter>,
    /// Fisher's z on the size of technology's return over the market's; errors allow for neighbouring quarters being alike.
    pub relative: QuarterlySlope,
    /// p-value of the same slope by errors that keep their level with so few quarters (HC3).
    pub p_relative_hc3: f64,
    /// The same slope beside the logarithm of technology's volatility in the quarter.
    pub beside_volatility: QuarterlySlope,
}

/// The same question over quarters, asked in other ways: none of them is part of a verdict.
#[derive(Clone, Debug, PartialEq)]
pub struct QuarterlyWays {
    /// On the size of technology's own return.
    pub own: Result<QuarterlySlope, Undefined>,
    /// On technology's lead over the market, 0 where it lags, beside the next.
    pub better: Result<QuarterlySlope, Undefined>,
    /// On technology's lag behind the market, 0 where it leads, beside the former.
    pub worse: Result<QuarterlySlope, Undefined>,
    /// With weights n - 3, the inverse variance of z for normal returns.
    pub weighted: Result<QuarterlySlope, Undefined>,
    /// Of the volatility-adjusted correlation.
    pub adjusted: Result<QuarterlySlope, Undefined>,
    /// Over quarters that end before the claims were made.
    pub before_note: (usize, Result<QuarterlySlope, Undefined>),
    /// Over quarters that begin no earlier: data their authors had not seen.
    pub after_note: (usize, Result<QuarterlySlope, Undefined>),
    /// Rank correlation of z with the size of the relative return, tested by shifting one against the other in a circle.
    pub ranks: Result<ShiftTest, Undefined>,
    /// Does z fall and then rise with the signed relative return?
    pub shape: Result<UShape, Undefined>,
}

impl Quarters {
    /// `days` with the returns that end on them.
    pub(super) fn new(days: &[Date], bitcoin: &[f64], tech: &[f64], market: &[f64]) -> Result<Quarters, Reason> {
        let all = quarters(days, bitcoin, tech, market)?;
        let z = z_of(&all);
        let size: Vec<f64> = all.iter().map(|quarter| quarter.relative.abs()).collect();
        let log_volatility: Vec<f64> = all.iter().map(|quarter| libm::log(quarter.volatility)).collect();
        let hc3 = LeastSquares::fit(&z, &[&size])?;
        let errors = hc3.heteroskedastic_standard_errors(Leverage::Corrected)?;
        Ok(Quarters {
            relative: slope(&z, &[&size], 0)?,
            p_relative_hc3: coefficient(&hc3.coefficients, &errors, hc3.df(), 0)?.p_greater,
            beside_volatility: slope(&z, &[&size, &log_volatility], 0)?,
            all,
        })
    }

    /// The first slope without the quarters of a year, and how many are left.
    pub fn without(&self, year: i32) -> (usize, Result<QuarterlySlope, Undefined>) {
        part(&self.all, |quarter| quarter.year != year)
    }

    /// Asks in every other way.
    pub fn ways(&self, dates: ClaimDates) -> QuarterlyWays {
        let z = z_of(&self.all);
        let of = |value: fn(&Quarter) -> f64| -> Vec<f64> { self.all.iter().map(value).collect() };
        let size = of(|quarter| quarter.relative.abs());
        let (better, worse) = (of(|quarter| quarter.relative.max(0.0)), of(|quarter| (-quarter.relative).max(0.0)));
        let weights = of(|quarter| quarter.n as f64 - 3.0);
        let (adjusted, adjusted_size): (Vec<f64>, Vec<f64>) =
            self.all.iter().filter_map(|quarter| Some((fisher_z(quarter.r_adjusted?), quarter.relative.abs()))).unzip();
        QuarterlyWays {
            own: slope(&z, &[&of(|quarter| quarter.tech.abs())], 0),
            better: slope(&z, &[&better, &worse], 0),
            worse: slope(&z, &[&better, &worse], 1),
            weighted: weighted_least_squares(&z, &[&size], &weights)
                .and_then(|fit| coefficient(&fit.coefficients, &fit.standard_errors, z.len().saturating_sub(2), 0)),
            adjusted: slope(&adjusted, &[&adjusted_size], 0),
            before_note: part(&self.all, |quarter| quarter.last < dates.note),
            after_note: part(&self.all, |quarter| quarter_of(quarter.last) > quarter_of(dates.note)),
            ranks: circular_shift_test(&size, &z, |x, y| correlation(Method::Spearman, x, y).map(|found| found.r)),
            shape: u_shape(&of(|quarter| quarter.relative), &z, 1.0 - LEVEL),
        }
    }
}

/// The slope on the size of the relative return over some of the quarters, and how many they are.
fn part(all: &[Quarter], keep: impl Fn(&Quarter) -> bool) -> (usize, Result<QuarterlySlope, Undefined>) {
    let kept: Vec<Quarter> = all.iter().filter(|quarter| keep(quarter)).copied().collect();
    let size: Vec<f64> = kept.iter().map(|quarter| quarter.relative.abs()).collect();
    (kept.len(), slope(&z_of(&kept), &[&size], 0))
}

/// Number of a day's quarter since the year 0.
fn quarter_of(day: Date) -> i32 {
    day.month_index().div_euclid(3)
}

fn z_of(quarters: &[Quarter]) -> Vec<f64> {
    quarters.iter().map(|quarter| fisher_z(quarter.r)).collect()
}

fn quarters(days: &[Date], bitcoin: &[f64], tech: &[f64], market: &[f64]) -> Result<Vec<Quarter>, Reason> {
    let mut all = Vec::new();
    for (rows, days) in stretches(days, |a, b| quarter_of(*a) == quarter_of(*b)) {
        let (Some(last), true) = (days.last(), days.len() >= FEWEST_IN_QUARTER) else { continue };
        let of = |column: &[f64]| column.get(rows.clone()).unwrap_or(&[]).to_vec();
        let (bitcoin, tech, market) = (of(bitcoin), of(tech), of(market));
        let (year, month, _) = last.ymd();
        all.push(Quarter {
            year,
            quarter: month.div_ceil(3),
            last: *last,
            n: days.len(),
            r: pearson(&bitcoin, &tech)?.r,
            r_adjusted: None,
            tech: compensated_sum(tech.iter().copied()),
            relative: compensated_sum(tech.iter().zip(&market).map(|(t, m)| t - m)),
            volatility: standard_deviation(&tech)?,
        });
    }
    let volatilities: Vec<f64> = all.iter().map(|quarter| quarter.volatility).collect();
    if let Ok(usual) = quantile(&volatilities, 0.5) {
        for quarter in &mut all {
            let ratio = quarter.volatility / usual;
            quarter.r_adjusted = volatility_adjusted(quarter.r, ratio * ratio - 1.0).ok();
        }
    }
    Ok(all)
}

/// The slope of one column beside the others, with standard errors for dependent quarters.
fn slope(z: &[f64], columns: &[&[f64]], which: usize) -> Result<QuarterlySlope, Undefined> {
    let fit = LeastSquares::fit(z, columns)?;
    coefficient(&fit.coefficients, &fit.hac_standard_errors(LAGS, true)?, fit.df(), which)
}

fn coefficient(coefficients: &[f64], errors: &[f64], df: usize, which: usize) -> Result<QuarterlySlope, Undefined> {
    match (coefficients.first(), coefficients.get(which + 1), errors.get(which + 1)) {
        (Some(&intercept), Some(&slope), Some(&se)) => {
            let t = slope / se;
            Ok(QuarterlySlope { intercept, slope, se, t, p_greater: student_t_sf(t, df as f64) })
        }
        _ => Err(Undefined::InsufficientN),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Forty quarters; bitcoin follows technology the closer, the more it leaves the market behind.
    fn simulated() -> Quarters {
        let first = Date::parse_iso("2015-01-01").unwrap().days();
        let days: Vec<Date> = (first..first + 3652).map(Date::from_days).filter(|day| day.weekday() < 5).collect();
        let wave = |row: usize, k: usize| libm::sin((row * row % (97 + 10 * k)) as f64);
        let mut columns = (Vec::new(), Vec::new(), Vec::new());
        for (row, day) in days.iter().enumerate() {
            let closeness = f64::from(quarter_of(*day).rem_euclid(4)) / 4.0;
            let (market, own) = (0.01 * wave(row, 1), 0.01 * wave(row, 2));
            let tech = market + 0.005 * wave(row, 3) + 0.001 * closeness;
            columns.0.push(closeness * tech + (1.0 - closeness) * own);
            columns.1.push(tech);
            columns.2.push(market);
        }
        Quarters::new(&days, &columns.0, &columns.1, &columns.2).unwrap()
    }

    #[test]
    fn quarters_and_slopes() {
        let found = simulated();
        assert_eq!(found.all.len(), 40);
        assert_eq!((found.all[0].year, found.all[0].quarter, found.all[39].quarter), (2015, 1, 4));
        assert!(found.relative.slope > 0.0 && found.relative.p_greater < 0.01);
        let adjusted = found.all.iter().filter_map(|quarter| quarter.r_adjusted).count();
        assert_eq!(adjusted, 40);
        // Above the median volatility the adjustment takes away, below it adds.
        let calm = found.all.iter().filter(|quarter| quarter.r_adjusted.unwrap().abs() >= quarter.r.abs()).count();
        assert_eq!(calm, 20);
    }

    #[test]
    fn other_ways_cover_all_quarters_once() {
        let found = simulated();
        let note = Date::parse_iso("2018-05-10").unwrap();
        let ways = found.ways(ClaimDates { pandemic: note, note });
        // The quarter of the note belongs to neither part.
        assert_eq!((ways.before_note.0, ways.after_note.0), (13, 26));
        assert!(ways.own.is_ok() && ways.weighted.is_ok() && ways.adjusted.is_ok() && ways.shape.is_ok());
        let ranks = ways.ranks.unwrap();
        assert!(ranks.statistic > 0.3 && ranks.p_greater < 0.3, "{ranks:?}");
        assert_eq!(ranks.shifts, 40);
    }
}
