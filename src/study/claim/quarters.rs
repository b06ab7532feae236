//! Quarter by quarter: does the correlation rise with the size of technology's move? Quarters do not overlap, so each says
//! something of its own, which the windows of a rolling line do not.

use serde::Serialize;

use super::claim::Asked;
use super::sample::Stretch;
use super::stretches;
use super::verdict::{LEVEL, Reason};
use crate::date::Date;
use crate::thresholds::RETURNS_OF_A_QUARTER;
use sectorscope_stats::Undefined;
use sectorscope_stats::correlation::coefficient::{Method, correlation};
use sectorscope_stats::inference::fisher::fisher_z;
use sectorscope_stats::inference::regression::{LeastSquares, Leverage};
use sectorscope_stats::inference::u_shape::u_shape;
use sectorscope_stats::inference::weighted_regression::weighted_least_squares;
use sectorscope_stats::moments::standard_deviation;
use sectorscope_stats::quantile::quantile;
use sectorscope_stats::resampling::permutation::circular_shift_test;
use sectorscope_stats::special::student_t::student_t_sf;
use sectorscope_stats::sum::compensated_sum;
use sectorscope_stats::volatility::volatility_adjusted::volatility_adjusted;

/// One quarter.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Quarter {
    /// `2020-Q2`.
    pub quarter: String,
    /// Day its last return ends on.
    pub last: Date,
    /// Returns.
    pub n: usize,
    /// Correlation of bitcoin and technology.
    pub r: f64,
    /// Fisher's z of it.
    pub z: f64,
    /// What the correlation would be if technology had moved as much as in the median quarter; see [`volatility_adjusted`].
    pub r_adjusted: Option<f64>,
    /// Fisher's z of that.
    pub z_adjusted: Option<f64>,
    /// Log return of technology.
    pub tech: f64,
    /// Log return of technology less that of the market.
    pub relative: f64,
    /// Standard deviation of technology's daily returns.
    pub volatility: f64,
}

/// A slope of a regression over quarters, with errors that keep their level with so few of them (HC3) and Student's t.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct QuarterlySlope {
    /// Fisher's z where the column is 0.
    pub intercept: f64,
    /// Change of z for a return of 1.
    pub slope: f64,
    /// Its standard error.
    pub se: f64,
    /// Degrees of freedom.
    pub df: usize,
    /// Slope over standard error.
    pub t: f64,
    /// One-sided p-value of a positive slope.
    pub p_greater: f64,
    /// One-sided p-value of a negative one.
    pub p_less: f64,
}

/// The regressions that a verdict rests on, and the quarters behind them.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Quarters {
    /// Quarters with enough returns.
    pub all: Vec<Quarter>,
    /// Fisher's z on the size of technology's return over the market's; none with too few quarters.
    pub slope: Option<QuarterlySlope>,
    /// The same slope beside the logarithm of technology's volatility in the quarter.
    pub beside_volatility: Option<QuarterlySlope>,
    /// The slope on that logarithm in the same regression.
    pub of_volatility: Option<QuarterlySlope>,
}

/// One more way to look at the quarters; none is part of a verdict.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct QuarterlyLook {
    /// Stable name.
    pub code: &'static str,
    /// What is different, in words.
    pub way: &'static str,
    /// Quarters.
    pub quarters: usize,
    /// The slope, or rank correlation; none where it has no value.
    pub value: Option<f64>,
    /// Its one-sided p-value.
    pub p: Option<f64>,
}

impl Quarters {
    /// Correlations from `lens`, moves from `raw`: columns bitcoin, technology, the market.
    ///
    /// # Errors
    ///
    /// Why a quarter has no correlation.
    pub fn new(asked: &Asked<'_, '_>, lens: &Stretch, raw: &Stretch) -> Result<Quarters, Reason> {
        let all = quarters(asked, lens, raw)?;
        let (z, size) = (column(&all, |of| of.z), column(&all, |of| of.relative.abs()));
        let log_volatility = column(&all, |of| libm::log(of.volatility));
        Ok(Quarters {
            slope: slope(&z, &[&size], 0).ok(),
            beside_volatility: slope(&z, &[&size, &log_volatility], 0).ok(),
            of_volatility: slope(&z, &[&size, &log_volatility], 1).ok(),
            all,
        })
    }

    /// The quarters looked at in further ways.
    pub fn looks(&self, note: Date) -> Vec<QuarterlyLook> {
        let all = &self.all;
        let (z, size) = (column(all, |of| of.z), column(all, |of| of.relative.abs()));
        let own = column(all, |of| of.tech.abs());
        let (better, worse) = (column(all, |of| of.relative.max(0.0)), column(all, |of| (-of.relative).max(0.0)));
        let weights = column(all, |of| of.n as f64 - 3.0);
        let adjusted: Vec<Quarter> = all.iter().filter(|of| of.z_adjusted.is_some()).cloned().collect();
        let part = |keep: &dyn Fn(&Quarter) -> bool| all.iter().filter(|of| keep(of)).cloned().collect::<Vec<_>>();
        let look = |code, way, quarters: usize, found: Result<QuarterlySlope, Undefined>| QuarterlyLook {
            code,
            way,
            quarters,
            value: found.ok().map(|slope| slope.slope),
            p: found.ok().map(|slope| slope.p_greater),
        };
        let sizes =
            |of: &[Quarter], z: fn(&Quarter) -> f64| slope(&column(of, z), &[&column(of, |of| of.relative.abs())], 0);
        let (before, after) = (part(&|of| of.last < note), part(&|of| quarter_of(of.last) > quarter_of(note)));
        let weighed = weighted_least_squares(&z, &[&size], &weights)
            .and_then(|fit| coefficient(&fit.coefficients, &fit.standard_errors, z.len().saturating_sub(2), 0));
        let ranks =
            circular_shift_test(&size, &z, |x, y| correlation(Method::Spearman, x, y).map(|found| found.r)).ok();
        let shape = u_shape(&column(all, |of| of.relative), &z, 1.0 - LEVEL).ok();
        vec![
            look("own", "on tech's own rise or fall", z.len(), slope(&z, &[&own], 0)),
            look("lead", "on tech's lead, beside its lag", z.len(), slope(&z, &[&better, &worse], 0)),
            look("lag", "on tech's lag, beside its lead", z.len(), slope(&z, &[&better, &worse], 1)),
            look("weighted", "with quarters weighted by their days", z.len(), weighed),
            look(
                "adjusted",
                "of correlations freed of the quarter's volatility",
                adjusted.len(),
                sizes(&adjusted, |of| of.z_adjusted.unwrap_or(0.0)),
            ),
            look("before-note", "over quarters before the note", before.len(), sizes(&before, |of| of.z)),
            look("after-note", "over quarters after the note", after.len(), sizes(&after, |of| of.z)),
            QuarterlyLook {
                code: "ranks",
                way: "by rank correlation, tested by shifting in a circle",
                quarters: z.len(),
                value: ranks.map(|of| of.statistic),
                p: ranks.map(|of| of.p_greater),
            },
            QuarterlyLook {
                code: "u-shape",
                way: "as a U over tech's relative return, falling on the left and rising on the right",
                quarters: z.len(),
                value: None,
                p: shape.map(|of| of.p),
            },
        ]
    }

    /// The fitted line of the correlations freed of volatility.
    pub fn adjusted_line(&self) -> Option<QuarterlySlope> {
        let kept: Vec<&Quarter> = self.all.iter().filter(|of| of.z_adjusted.is_some()).collect();
        let z: Vec<f64> = kept.iter().filter_map(|of| of.z_adjusted).collect();
        let size: Vec<f64> = kept.iter().map(|of| of.relative.abs()).collect();
        slope(&z, &[&size], 0).ok()
    }
}

fn column(quarters: &[Quarter], value: impl Fn(&Quarter) -> f64) -> Vec<f64> {
    quarters.iter().map(value).collect()
}

/// Number of a day's quarter since the year 0.
fn quarter_of(day: Date) -> i32 {
    day.month_index().div_euclid(3)
}

fn quarters(asked: &Asked<'_, '_>, lens: &Stretch, raw: &Stretch) -> Result<Vec<Quarter>, Reason> {
    let same = |a: &Date, b: &Date| quarter_of(*a) == quarter_of(*b);
    let moves: Vec<Stretch> = stretches(raw, same).collect();
    let mut all = Vec::new();
    for part in stretches(lens, same) {
        let (Some(last), true) = (part.days.last(), part.days.len() >= RETURNS_OF_A_QUARTER) else { continue };
        let of_raw = moves.iter().find(|other| other.days.last().is_some_and(|other| same(other, last)));
        let Some([_, tech, market]) = of_raw.map(|stretch| stretch.columns.as_slice()) else { continue };
        let reader = asked.reader(part.days.len())?;
        let r = reader.read(&part.columns[0], &part.columns[1])?.estimate();
        let (year, month, _) = last.ymd();
        all.push(Quarter {
            quarter: format!("{year}-Q{}", month.div_ceil(3)),
            last: *last,
            n: part.days.len(),
            r,
            z: fisher_z(r),
            r_adjusted: None,
            z_adjusted: None,
            tech: compensated_sum(tech.iter().copied()),
            relative: compensated_sum(tech.iter().zip(market).map(|(t, m)| t - m)),
            volatility: standard_deviation(tech)?,
        });
    }
    if let Ok(usual) = quantile(&column(&all, |of| of.volatility), 0.5) {
        for quarter in &mut all {
            let ratio = quarter.volatility / usual;
            quarter.r_adjusted = volatility_adjusted(quarter.r, ratio * ratio - 1.0).ok();
            quarter.z_adjusted = quarter.r_adjusted.map(fisher_z);
        }
    }
    Ok(all)
}

/// The slope of one column beside the others.
fn slope(z: &[f64], columns: &[&[f64]], which: usize) -> Result<QuarterlySlope, Undefined> {
    let fit = LeastSquares::fit(z, columns)?;
    coefficient(&fit.coefficients, &fit.heteroskedastic_standard_errors(Leverage::Corrected)?, fit.df(), which)
}

fn coefficient(coefficients: &[f64], errors: &[f64], df: usize, which: usize) -> Result<QuarterlySlope, Undefined> {
    match (coefficients.first(), coefficients.get(which + 1), errors.get(which + 1)) {
        (Some(&intercept), Some(&slope), Some(&se)) if se > 0.0 => {
            let t = slope / se;
            let (p_greater, p_less) = (student_t_sf(t, df as f64), student_t_sf(-t, df as f64));
            Ok(QuarterlySlope { intercept, slope, se, df, t, p_greater, p_less })
        }
        _ => Err(Undefined::InsufficientN),
    }
}
