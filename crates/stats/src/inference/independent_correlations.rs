//! Textbook comparison of correlations of different rows, before and after a date. Assumes independent, normal rows.

use crate::Undefined;
use crate::inference::disjoint_correlations::{CorrelationTest, fisher_arms};
use crate::inference::fisher::fisher_z;
use crate::interval::Interval;

/// z test of r1 (of `n1` rows) against r2 (of `n2` other rows): the difference of Fisher's z over sqrt(1/(n1-3) + 1/(n2-3)).
/// Source: Fisher 1921, Metron 1:3.
///
/// Fewer than four rows in either, or a value that is not finite: [`Undefined::InsufficientN`]; |r| >= 1:
/// [`Undefined::Perfect`]. O(1).
///
/// ```
/// let test = sectorscope_stats::inference::independent_correlations::independent_test(0.657, 62, 0.43, 143).unwrap();
/// assert!((test.statistic - 2.110737).abs() < 1e-6);
/// ```
pub fn independent_test(r1: f64, n1: usize, r2: f64, n2: usize) -> Result<CorrelationTest, Undefined> {
    check(r1, n1)?;
    check(r2, n2)?;
    let variance = 1.0 / (n1 - 3) as f64 + 1.0 / (n2 - 3) as f64;
    Ok(CorrelationTest::normal((fisher_z(r1) - fisher_z(r2)) / variance.sqrt()))
}

/// Interval for r1 - r2 from the two Fisher intervals. `confidence` in (0, 1). Source: Zou 2007, Psych. Methods 12:399.
/// Undefined as [`independent_test`]. O(1).
///
/// ```
/// use sectorscope_stats::inference::independent_correlations::independent_interval;
/// let interval = independent_interval(0.49, 145, 0.36, 87, 0.95).unwrap();
/// assert!((interval.low + 0.087).abs() < 5e-4 && (interval.high - 0.359).abs() < 5e-4);
/// ```
pub fn independent_interval(r1: f64, n1: usize, r2: f64, n2: usize, confidence: f64) -> Result<Interval, Undefined> {
    check(r1, n1)?;
    check(r2, n2)?;
    Ok(fisher_arms(r1, n1 as f64, confidence).less(fisher_arms(r2, n2 as f64, confidence), 0.0))
}

fn check(r: f64, n: usize) -> Result<(), Undefined> {
    if n < 4 || !r.is_finite() {
        Err(Undefined::InsufficientN)
    } else if r.abs() >= 1.0 {
        Err(Undefined::Perfect)
    } else {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn corner_cases() {
        assert_eq!(independent_test(0.5, 3, 0.2, 10), Err(Undefined::InsufficientN));
        assert_eq!(independent_test(0.5, 10, f64::NAN, 10), Err(Undefined::InsufficientN));
        assert_eq!(independent_interval(1.0, 10, 0.2, 10, 0.95), Err(Undefined::Perfect));
        assert_eq!(independent_test(0.5, 10, 0.5, 20).map(|t| (t.statistic, t.p_two_sided)), Ok((0.0, 1.0)));
    }

    #[test]
    fn the_interval_excludes_zero_where_the_test_rejects() {
        let (clear, unclear) = ((0.71, 200, 0.28, 78), (0.4, 100, 0.5, 100));
        for ((r1, n1, r2, n2), rejects) in [(clear, true), (unclear, false)] {
            let interval = independent_interval(r1, n1, r2, n2, 0.95).unwrap();
            assert_eq!(interval.low > 0.0 || interval.high < 0.0, rejects);
            assert_eq!(independent_test(r1, n1, r2, n2).unwrap().p_two_sided < 0.05, rejects);
        }
    }
}
