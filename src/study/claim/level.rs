//! A correlation, or a difference of two, with its error: intervals, p-values, and what the data would have found.

use serde::Serialize;

use sectorscope_stats::inference::fisher::fisher_z;
use sectorscope_stats::special::normal::{normal_quantile, normal_sf};
use sectorscope_stats::special::student_t::{student_t_quantile, student_t_sf};

/// Power that "would have found" speaks of, for one lens: since both lenses must agree, about four samples in five are found.
pub(in crate::study) const POWER: f64 = 0.85;
/// A correlation with its error.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Level {
    /// Returns.
    pub n: usize,
    /// The correlation.
    pub r: f64,
    /// Fisher's z of it.
    pub z: f64,
    /// Standard error of r.
    pub se: f64,
    /// Standard error of z.
    pub se_z: f64,
    /// Degrees of freedom; none for normal errors.
    #[serde(serialize_with = "finite")]
    pub df: f64,
    /// Interval of 95 %.
    pub interval_95: [f64; 2],
    /// Interval of 90 %.
    pub interval_90: [f64; 2],
    /// One-sided p-value of a correlation above zero.
    pub p_positive: f64,
    /// One-sided p-value of one below.
    pub p_negative: f64,
}

/// A difference with its error.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Difference {
    /// Returns.
    pub n: usize,
    /// The first less the second.
    pub difference: f64,
    /// Its standard error.
    pub se: f64,
    /// Degrees of freedom; none for normal errors.
    #[serde(serialize_with = "finite")]
    pub df: f64,
    /// Interval of 95 %.
    pub interval_95: [f64; 2],
    /// Interval of 90 %.
    pub interval_90: [f64; 2],
    /// One-sided p-value of a difference above zero.
    pub p_greater: f64,
    /// One-sided p-value of one below.
    pub p_less: f64,
}

fn finite<S: serde::Serializer>(value: &f64, serializer: S) -> Result<S::Ok, S::Error> {
    value.is_finite().then_some(*value).serialize(serializer)
}

/// Upper tail of Student's distribution, of the normal for infinite degrees of freedom.
fn upper_tail(t: f64, df: f64) -> f64 {
    if df.is_finite() { student_t_sf(t, df) } else { normal_sf(t) }
}

pub(super) fn quantile(p: f64, df: f64) -> f64 {
    if df.is_finite() { student_t_quantile(p, df) } else { normal_quantile(p) }
}

/// Student's quantiles that one number of degrees of freedom gives every interval.
#[derive(Clone, Copy, Debug)]
pub(super) struct Quantiles {
    pub(super) df: f64,
    at_95: f64,
    at_90: f64,
}

impl Quantiles {
    pub(super) fn new(df: f64) -> Quantiles {
        Quantiles { df, at_95: quantile(0.975, df), at_90: quantile(0.95, df) }
    }
}

fn around(value: f64, half_width: f64) -> [f64; 2] {
    [value - half_width, value + half_width]
}

impl Level {
    /// By correlation and standard errors.
    pub(super) fn new(r: f64, n: usize, se: f64, Quantiles { df, at_95, at_90 }: Quantiles) -> Level {
        let (z, se_z) = (fisher_z(r), se / ((1.0 - r) * (1.0 + r)));
        let interval = |quantile: f64| around(z, quantile * se_z).map(libm::tanh);
        Level {
            n,
            r,
            z,
            se,
            se_z,
            df,
            interval_95: interval(at_95),
            interval_90: interval(at_90),
            p_positive: upper_tail(z / se_z, df),
            p_negative: upper_tail(-z / se_z, df),
        }
    }

    /// The smallest correlation that these data would have distinguished from zero in about four samples of five, by a
    /// one-sided test at this level.
    pub fn detectable(&self, level: f64) -> f64 {
        detectable(self.se, self.df, level)
    }

    /// p-value of a correlation that is closer to zero than a margin: the larger of two one-sided ones.
    pub fn p_within(&self, margin: f64) -> f64 {
        let edge = fisher_z(margin);
        upper_tail((edge - self.z) / self.se_z, self.df).max(upper_tail((edge + self.z) / self.se_z, self.df))
    }

    /// The change of Fisher's z from an earlier stretch to this one, with Welch and Satterthwaite's degrees of freedom.
    pub fn less(&self, before: &Level) -> Difference {
        welch(self.z - before.z, &[(1.0, self), (-1.0, before)])
    }
}

/// A weighted sum of levels' z, which come from separate stretches: `difference` is its value, the weights multiply the z.
pub fn welch(difference: f64, parts: &[(f64, &Level)]) -> Difference {
    let variance = |(weight, level): &(f64, &Level)| (weight * level.se_z) * (weight * level.se_z);
    let total: f64 = parts.iter().map(variance).sum();
    let spread: f64 = parts.iter().map(|part| variance(part) / total * (variance(part) / total) / part.1.df).sum();
    let n = parts.iter().map(|(_, level)| level.n).sum();
    Difference::new(difference, n, total.sqrt(), Quantiles::new(1.0 / spread))
}

impl Difference {
    /// By value and standard error.
    pub(super) fn new(difference: f64, n: usize, se: f64, Quantiles { df, at_95, at_90 }: Quantiles) -> Difference {
        let interval = |quantile: f64| around(difference, quantile * se);
        Difference {
            n,
            difference,
            se,
            df,
            interval_95: interval(at_95),
            interval_90: interval(at_90),
            p_greater: upper_tail(difference / se, df),
            p_less: upper_tail(-difference / se, df),
        }
    }

    /// The smallest difference that these data would have found in about four samples of five, by a one-sided test at this
    /// level: (t at 1 - level + t at 0.85) standard errors.
    pub fn detectable(&self, level: f64) -> f64 {
        detectable(self.se, self.df, level)
    }

    /// How many more returns it would take to decide by a test at this level in about four samples of five, if the effect stays
    /// as it is: n grows with the square of what the effect lacks. Below zero where there are enough.
    pub fn more_returns(&self, level: f64) -> f64 {
        let ratio = self.detectable(level) / self.difference;
        self.n as f64 * ratio * ratio - self.n as f64
    }
}

fn detectable(se: f64, df: f64, level: f64) -> f64 {
    (quantile(1.0 - level, df) + quantile(POWER, df)) * se
}
