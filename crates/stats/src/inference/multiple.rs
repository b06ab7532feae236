//! Many tests at once.

use crate::Undefined;
use crate::sum::compensated_sum;

/// Holm's adjusted p-values: with the m p-values in rising order, the i-th times (m - i + 1), made non-decreasing and
/// capped at 1; returned in the order given. Source: Holm 1979, Scand. J. Stat. 6:65.
///
/// Rejecting where the result is at most alpha keeps the chance of any false rejection at alpha, whatever the dependence.
/// NaN marks a test that was not made: it stays NaN and does not count. Empty in, empty out. O(m log m).
///
/// ```
/// assert_eq!(sectorscope_stats::inference::multiple::holm(&[0.04, 0.01, 0.03]), [0.06, 0.03, 0.06]);
/// ```
pub fn holm(p: &[f64]) -> Vec<f64> {
    step_down(p, |position, made| (made - position) as f64)
}

/// Bonferroni's adjusted p-values: each times their number, capped at 1. Source: Dunn 1961, JASA 56:52. NaN as in [`holm`].
/// O(m).
///
/// ```
/// assert_eq!(sectorscope_stats::inference::multiple::bonferroni(&[0.125, 0.5]), [0.25, 1.0]);
/// ```
pub fn bonferroni(p: &[f64]) -> Vec<f64> {
    let made = p.iter().filter(|p| !p.is_nan()).count() as f64;
    p.iter().map(|p| if p.is_nan() { f64::NAN } else { (made * p).min(1.0) }).collect()
}

/// Hochberg's adjusted p-values: Holm's factors, but taken from the largest p-value down (a running minimum). At least as
/// powerful as [`holm`], but needs independent or positively dependent tests. Source: Hochberg 1988, Biometrika 75:800.
/// NaN as in [`holm`]. O(m log m).
///
/// ```
/// assert_eq!(sectorscope_stats::inference::multiple::hochberg(&[0.04, 0.03]), [0.04, 0.04]);
/// ```
pub fn hochberg(p: &[f64]) -> Vec<f64> {
    step_up(p, |position, made| (made - position) as f64)
}

/// Benjamini and Hochberg's adjusted p-values: the i-th smallest of m times m/i, made non-decreasing from the largest down.
/// Rejecting where the result is at most q keeps the expected share of false rejections at q, for independent or positively
/// dependent tests: for looking around, not for a verdict. Source: Benjamini & Hochberg 1995, JRSS-B 57:289. NaN as in
/// [`holm`]. O(m log m).
///
/// ```
/// let adjusted = sectorscope_stats::inference::multiple::benjamini_hochberg(&[0.01, 0.04, 0.03]);
/// assert_eq!(adjusted, [0.03, 0.04, 0.04]);
/// ```
pub fn benjamini_hochberg(p: &[f64]) -> Vec<f64> {
    step_up(p, |position, made| made as f64 / (position + 1) as f64)
}

/// As [`benjamini_hochberg`] times 1 + 1/2 + ... + 1/m: holds under any dependence. Source: Benjamini & Yekutieli 2001, Ann.
/// Stat. 29:1165. NaN as in [`holm`]. O(m log m).
///
/// ```
/// assert_eq!(sectorscope_stats::inference::multiple::benjamini_yekutieli(&[0.125, 0.25]), [0.375, 0.375]);
/// ```
pub fn benjamini_yekutieli(p: &[f64]) -> Vec<f64> {
    let made = p.iter().filter(|p| !p.is_nan()).count();
    let harmonic = compensated_sum((1..=made).map(|i| 1.0 / i as f64));
    step_up(p, |position, made| harmonic * made as f64 / (position + 1) as f64)
}

/// Hommel's adjusted p-values: the smallest level at which Simes' test rejects every intersection with the test in it. At
/// least as powerful as [`hochberg`], under the same conditions. Source: Hommel 1988, Biometrika 75:383; computed as in
/// Wright 1992, Biometrics 48:1005. NaN as in [`holm`]. O(m^2).
///
/// ```
/// assert_eq!(sectorscope_stats::inference::multiple::hommel(&[0.01, 0.04, 0.03]), [0.03, 0.04, 0.04]);
/// ```
pub fn hommel(p: &[f64]) -> Vec<f64> {
    let order = rising(p);
    let n = order.len();
    let sorted: Vec<f64> = order.iter().map(|&test| p[test]).collect();
    let simes = |p: &[f64], m: usize, first: usize| {
        let ratios = p.iter().enumerate().map(|(i, p)| m as f64 * p / (first + i) as f64);
        ratios.fold(f64::INFINITY, f64::min)
    };
    let mut levels = vec![simes(&sorted, n, 1); n];
    for m in (2..n).rev() {
        // The m - 1 largest p-values, and those below them.
        let (lower, upper) = sorted.split_at(n - m + 1);
        let least = simes(upper, m, 2);
        let mut last = 0.0_f64;
        for (level, p) in levels.iter_mut().zip(lower) {
            last = (m as f64 * p).min(least);
            *level = level.max(last);
        }
        for level in levels.iter_mut().skip(lower.len()) {
            *level = level.max(last);
        }
    }
    let mut adjusted = vec![f64::NAN; p.len()];
    for ((&test, &p), &level) in order.iter().zip(&sorted).zip(&levels) {
        adjusted[test] = level.max(p).min(1.0);
    }
    adjusted
}

/// Tests that were made, by rising p-value.
fn rising(p: &[f64]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..p.len()).filter(|&test| !p[test].is_nan()).collect();
    order.sort_unstable_by(|&a, &b| p[a].total_cmp(&p[b]).then(a.cmp(&b)));
    order
}

/// The p-values times a factor of their position, by a running maximum from the smallest.
fn step_down(p: &[f64], factor: impl Fn(usize, usize) -> f64) -> Vec<f64> {
    let order = rising(p);
    let mut adjusted = vec![f64::NAN; p.len()];
    let mut largest = 0.0_f64;
    for (position, &test) in order.iter().enumerate() {
        largest = largest.max(factor(position, order.len()) * p[test]).min(1.0);
        adjusted[test] = largest;
    }
    adjusted
}

/// The p-values times a factor of their position, by a running minimum from the largest.
fn step_up(p: &[f64], factor: impl Fn(usize, usize) -> f64) -> Vec<f64> {
    let order = rising(p);
    let mut adjusted = vec![f64::NAN; p.len()];
    let mut least = 1.0_f64;
    for (position, &test) in order.iter().enumerate().rev() {
        least = least.min(factor(position, order.len()) * p[test]);
        adjusted[test] = least;
    }
    adjusted
}

/// p-value of "all of the alternatives hold": the largest of their p-values, without any penalty. Source: Berger 1982,
/// Technometrics 24:295.
///
/// No tests, or one that was not made (NaN): [`Undefined::InsufficientN`], because the claim covers it. O(m).
///
/// ```
/// assert_eq!(sectorscope_stats::inference::multiple::intersection_union_p(&[0.01, 0.2]), Ok(0.2));
/// ```
pub fn intersection_union_p(p: &[f64]) -> Result<f64, Undefined> {
    if p.is_empty() || p.iter().any(|p| p.is_nan()) {
        return Err(Undefined::InsufficientN);
    }
    Ok(p.iter().copied().fold(0.0, f64::max))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn holm_steps_down() {
        assert_eq!(holm(&[0.04, 0.01, 0.03]), [0.06, 0.03, 0.06]);
        assert_eq!(holm(&[0.5, 0.9]), [1.0, 1.0]);
        assert_eq!(holm(&[0.2]), [0.2]);
        assert!(holm(&[]).is_empty());
    }

    #[test]
    fn no_tests_one_test_and_gaps() {
        for adjust in [bonferroni, holm, hochberg, hommel, benjamini_hochberg, benjamini_yekutieli] {
            assert!(adjust(&[]).is_empty());
            assert_eq!(adjust(&[0.3]), [0.3]);
            assert_eq!(adjust(&[0.0, 1.0]), [0.0, 1.0]);
            let gap = adjust(&[0.02, f64::NAN, 0.01]);
            let without = adjust(&[0.02, 0.01]);
            assert_eq!((gap[0], gap[2]), (without[0], without[1]));
            assert!(gap[1].is_nan());
        }
    }

    #[test]
    fn a_test_not_made_does_not_count() {
        let adjusted = holm(&[0.02, f64::NAN, 0.01]);
        assert_eq!((adjusted[0], adjusted[2]), (0.02, 0.02));
        assert!(adjusted[1].is_nan());
        assert_eq!(intersection_union_p(&[0.02, f64::NAN]), Err(Undefined::InsufficientN));
    }

    #[test]
    fn the_weakest_link_decides() {
        assert_eq!(intersection_union_p(&[0.01, 0.2, 0.03]), Ok(0.2));
        assert_eq!(intersection_union_p(&[]), Err(Undefined::InsufficientN));
    }
}
