//! Statistics: slices in, numbers out. One noun per file; nothing here knows of dates, panels or studies.
//!
//! Missing values are NaN. Every function says what it does with them; a result that does not exist is an
//! [`Undefined`] reason, never NaN and never zero. Sums run in a fixed order and transcendental functions come from
//! `libm`, so the same input gives the same bits on every machine.

pub mod alternative;
pub mod asynchrony;
pub mod autocorrelation;
pub mod bandwidth;
pub mod beta;
pub mod block_length;
pub mod bootstrap;
pub mod bootstrap_interval;
pub mod bootstrap_test;
pub mod bootstrap_variance;
pub mod change_point;
pub mod cholesky;
pub mod complete;
pub mod composite_index;
pub mod confidence_set;
pub mod correlation;
pub mod cosine_inference;
pub mod cosine_variance;
pub mod cross_correlation;
pub mod cusum;
pub mod dcc;
pub mod devolatilise;
pub mod disjoint_correlations;
pub mod drawdown;
pub mod eigen;
pub mod equivalence;
pub mod event_study;
pub mod ewma;
pub mod exceedance;
pub mod fisher;
pub mod gamma;
pub mod garch;
pub mod hac;
pub mod homogeneity;
pub mod independent_correlations;
pub mod inference;
pub mod influence;
pub mod jennrich;
pub mod kendall;
pub mod kolmogorov;
pub mod leaf_order;
pub mod linkage;
pub mod matrix;
pub mod moments;
pub mod multiple;
pub mod null_band;
pub mod overlapping_correlations;
pub mod paired;
pub mod partial;
pub mod permutation;
pub mod principal_component;
pub mod quantile;
pub mod random;
pub mod rank;
mod rank_influence;
pub mod rank_stability;
pub mod regression;
pub mod resample;
pub mod rolling;
pub mod segmentation;
pub mod shift;
pub mod simplex;
pub mod spanning_tree;
pub mod special;
pub mod sum;
pub mod sup_f;
pub mod tail_dependence;
pub mod u_shape;
pub mod volatility_adjusted;
pub mod weighted_regression;
pub mod weights;

use std::fmt;

/// Why a statistic has no value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Undefined {
    /// Fewer complete observations than the statistic needs.
    InsufficientN,
    /// A column is constant (exactly: every value equals the first).
    ZeroVariance,
    /// A matrix that must be inverted is singular.
    Singular,
    /// The correlation is exactly 1 or -1, so it has no sampling error to estimate.
    Perfect,
    /// The window or lag is longer than the data.
    WindowTooLong,
    /// The series share no date.
    NoOverlap,
    /// The matrix is not positive definite.
    NotPositiveDefinite,
}

impl Undefined {
    /// Stable code, as used in reports. O(1).
    ///
    /// ```
    /// use sectorscope::stats::correlation::pearson;
    /// let reason = pearson(&[0.1, 0.1, 0.1], &[1.0, 2.0, 3.0]).unwrap_err();
    /// assert_eq!((reason.code(), reason.to_string().as_str()), ("zero_variance", "one of the series never changes"));
    /// ```
    pub fn code(self) -> &'static str {
        match self {
            Undefined::InsufficientN => "insufficient_n",
            Undefined::ZeroVariance => "zero_variance",
            Undefined::Singular => "singular",
            Undefined::Perfect => "perfect",
            Undefined::WindowTooLong => "window_too_long",
            Undefined::NoOverlap => "no_overlap",
            Undefined::NotPositiveDefinite => "not_positive_definite",
        }
    }
}

impl fmt::Display for Undefined {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Undefined::InsufficientN => "too few observations",
            Undefined::ZeroVariance => "one of the series never changes",
            Undefined::Singular => "the columns are linearly dependent",
            Undefined::Perfect => "the correlation is exactly one",
            Undefined::WindowTooLong => "the window is longer than the data",
            Undefined::NoOverlap => "the series share no date",
            Undefined::NotPositiveDefinite => "the matrix is not positive definite",
        })
    }
}
