//! Why a statistic has no value.

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
    /// use sectorscope_stats::correlation::coefficient::pearson;
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
