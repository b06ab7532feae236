//! Textbook tests of `r_jk` against `r_hm`, two correlations of the same rows without a shared variable. All assume independent,
//! normal rows: for returns use [`crate::inference::paired`], and show these beside it.

use crate::Undefined;
use crate::inference::fisher::{fisher_z, two_sided_quantile};
use crate::interval::Interval;
use crate::linalg::eigen::symmetric_eigenvalues;
use crate::special::normal::{normal_cdf, normal_sf};
use crate::special::student_t::{student_t_sf, student_t_two_sided};

/// A test of equal correlations.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CorrelationTest {
    /// Student's t or the standard normal z; positive where the first is larger.
    pub statistic: f64,
    /// Degrees of freedom; `None` for a normal statistic.
    pub df: Option<f64>,
    /// Probability, for equal correlations, of a statistic at least as far from 0.
    pub p_two_sided: f64,
    /// One-sided p-value for the first being larger.
    pub p_greater: f64,
    /// One-sided p-value for the first being smaller.
    pub p_less: f64,
}

impl CorrelationTest {
    pub(super) fn normal(z: f64) -> CorrelationTest {
        let (p_greater, p_less) = (normal_sf(z), normal_cdf(z));
        CorrelationTest { statistic: z, df: None, p_two_sided: 2.0 * normal_sf(z.abs()), p_greater, p_less }
    }

    pub(super) fn student(t: f64, df: f64) -> CorrelationTest {
        CorrelationTest {
            statistic: t,
            df: Some(df),
            p_two_sided: student_t_two_sided(t, df),
            p_greater: student_t_sf(t, df),
            p_less: student_t_sf(-t, df),
        }
    }
}

/// Correlations of j with k and of h with m, the four between them, and the number of rows behind all six. The tests are for six
/// that have been [`DisjointCorrelations::checked`]; others can give NaN.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct DisjointCorrelations {
    /// First correlation.
    pub jk: f64,
    /// Second correlation.
    pub hm: f64,
    /// Of the first variables of both pairs.
    pub jh: f64,
    /// Of the outer variables.
    pub jm: f64,
    /// Of the inner variables.
    pub kh: f64,
    /// Of the second variables of both pairs.
    pub km: f64,
    /// Rows.
    pub n: usize,
}

impl DisjointCorrelations {
    /// Checks that the six can belong together: errors, also for NaN, as for
    /// [`crate::inference::overlapping_correlations::OverlappingCorrelations::new`]. O(1).
    ///
    /// ```
    /// use sectorscope_stats::inference::disjoint_correlations::DisjointCorrelations;
    /// let six = DisjointCorrelations { jk: 0.38, hm: 0.25, jh: 0.45, jm: 0.53, kh: 0.31, km: 0.55, n: 603 };
    /// assert!((six.checked().unwrap().pearson_filon().statistic - 2.88).abs() < 5e-3);
    /// ```
    pub fn checked(self) -> Result<DisjointCorrelations, Undefined> {
        let all = [self.jk, self.hm, self.jh, self.jm, self.kh, self.km];
        if self.n < 4 || all.iter().any(|r| !r.is_finite()) {
            return Err(Undefined::InsufficientN);
        }
        if all.iter().any(|r| r.abs() == 1.0) {
            return Err(Undefined::Perfect);
        }
        let DisjointCorrelations { jk, hm, jh, jm, kh, km, .. } = self;
        let matrix = [1.0, jk, jh, jm, jk, 1.0, kh, km, jh, kh, 1.0, hm, jm, km, hm, 1.0];
        match symmetric_eigenvalues(&matrix, 4)?.last() {
            Some(&least) if least > 0.0 => Ok(self),
            _ => Err(Undefined::NotPositiveDefinite),
        }
    }

    /// Normal test of the untransformed difference. Source: Pearson & Filon 1898, Phil. Trans. A 191:229. O(1).
    ///
    /// ```
    /// use sectorscope_stats::inference::disjoint_correlations::DisjointCorrelations;
    /// let apart = DisjointCorrelations { jk: 0.5, hm: 0.0, jh: 0.0, jm: 0.0, kh: 0.0, km: 0.0, n: 100 };
    /// assert_eq!(apart.pearson_filon().statistic, 4.0);
    /// ```
    pub fn pearson_filon(&self) -> CorrelationTest {
        let (a, b) = (1.0 - self.jk * self.jk, 1.0 - self.hm * self.hm);
        let variance = a * a + b * b - 2.0 * self.covariance(self.jk, self.hm);
        CorrelationTest::normal((self.n as f64).sqrt() * (self.jk - self.hm) / variance.sqrt())
    }

    /// Normal test of the difference of Fisher's z with their covariance at the estimates. Source: Dunn & Clark 1969, JASA
    /// 64:366; the ZPF statistic of Raghunathan, Rosenthal & Rubin 1996, Psych. Methods 1:178, is the same. O(1).
    ///
    /// ```
    /// use sectorscope_stats::inference::disjoint_correlations::DisjointCorrelations;
    /// // Unrelated pairs are two samples: atanh 0.5 = ln(3)/2, over the root of 2/(n - 3).
    /// let apart = DisjointCorrelations { jk: 0.5, hm: 0.0, jh: 0.0, jm: 0.0, kh: 0.0, km: 0.0, n: 53 };
    /// assert!((apart.dunn_clark().statistic - 2.5 * 3.0_f64.ln()).abs() < 1e-14);
    /// ```
    pub fn dunn_clark(&self) -> CorrelationTest {
        self.of_z(self.jk, self.hm)
    }

    /// The same with the covariance at the mean of the two correlations. Source: Steiger 1980, Psych. Bull. 87:245. O(1).
    ///
    /// ```
    /// use sectorscope_stats::inference::disjoint_correlations::DisjointCorrelations;
    /// // Errors that the two have in common cannot explain their difference.
    /// let apart = DisjointCorrelations { jk: 0.5, hm: 0.0, jh: 0.0, jm: 0.0, kh: 0.0, km: 0.0, n: 53 };
    /// let related = DisjointCorrelations { jh: 0.6, km: 0.6, ..apart }.checked().unwrap();
    /// assert!(related.steiger().p_greater < apart.steiger().p_greater);
    /// ```
    pub fn steiger(&self) -> CorrelationTest {
        let mean = 0.5 * (self.jk + self.hm);
        self.of_z(mean, mean)
    }

    /// The same with the covariance at the back-transformed mean of the two z. Source: Silver, Hittner & May 2004, J. Exp.
    /// Educ. 73:53. O(1).
    ///
    /// ```
    /// use sectorscope_stats::inference::disjoint_correlations::DisjointCorrelations;
    /// // Opposite correlations have a mean of 0, whichever mean is taken.
    /// let opposite = DisjointCorrelations { jk: 0.5, hm: -0.5, jh: 0.3, jm: 0.0, kh: 0.0, km: 0.2, n: 53 };
    /// assert_eq!(opposite.silver(), opposite.steiger());
    /// ```
    pub fn silver(&self) -> CorrelationTest {
        let mean = libm::tanh(0.5 * (fisher_z(self.jk) + fisher_z(self.hm)));
        self.of_z(mean, mean)
    }

    /// Interval for `r_jk` - `r_hm`. `confidence` in (0, 1). Source: Zou 2007, Psych. Methods 12:399. O(1).
    ///
    /// ```
    /// use sectorscope_stats::inference::disjoint_correlations::DisjointCorrelations;
    /// let apart = DisjointCorrelations { jk: 0.5, hm: 0.0, jh: 0.0, jm: 0.0, kh: 0.0, km: 0.0, n: 53 };
    /// let interval = apart.zou_interval(0.95);
    /// // On the scale of correlations the arm towards 0 is the longer one.
    /// assert!(0.0 < interval.low && 0.5 - interval.low > interval.high - 0.5);
    /// ```
    pub fn zou_interval(&self, confidence: f64) -> Interval {
        let n = self.n as f64;
        let c = self.covariance(self.jk, self.hm) / ((1.0 - self.jk * self.jk) * (1.0 - self.hm * self.hm));
        fisher_arms(self.jk, n, confidence).less(fisher_arms(self.hm, n, confidence), c)
    }

    fn of_z(&self, a: f64, b: f64) -> CorrelationTest {
        let c = self.covariance(a, b) / ((1.0 - a * a) * (1.0 - b * b));
        let difference = fisher_z(self.jk) - fisher_z(self.hm);
        CorrelationTest::normal(difference * (self.n as f64 - 3.0).sqrt() / (2.0 - 2.0 * c).sqrt())
    }

    /// n times the covariance of the two estimates, if they estimate a and b.
    fn covariance(&self, a: f64, b: f64) -> f64 {
        let DisjointCorrelations { jh, jm, kh, km, .. } = *self;
        0.5 * a * b * (jh * jh + jm * jm + kh * kh + km * km) + jh * km + jm * kh
            - (a * jh * jm + a * kh * km + b * jh * kh + b * jm * km)
    }
}

/// A correlation and how far its Fisher interval reaches below and above it.
#[derive(Clone, Copy)]
pub(super) struct Arms {
    r: f64,
    down: f64,
    up: f64,
}

pub(super) fn fisher_arms(r: f64, n: f64, confidence: f64) -> Arms {
    let half_width = two_sided_quantile(confidence) / (n - 3.0).sqrt();
    let end = |half_width: f64| libm::tanh(fisher_z(r) + half_width);
    Arms { r, down: r - end(-half_width), up: end(half_width) - r }
}

impl Arms {
    /// Interval for the difference of two estimates whose correlation is c (Zou 2007).
    pub(super) fn less(self, other: Arms, c: f64) -> Interval {
        let reach = |a: f64, b: f64| (a * a + b * b - 2.0 * c * a * b).max(0.0).sqrt();
        let difference = self.r - other.r;
        Interval { low: difference - reach(self.down, other.up), high: difference + reach(self.up, other.down) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SIX: DisjointCorrelations =
        DisjointCorrelations { jk: 0.3, hm: 0.4, jh: 0.5, jm: 0.6, kh: 0.7, km: 0.8, n: 100 };

    #[test]
    fn undefined_cases() {
        assert!(SIX.checked().is_ok());
        let with = |change: fn(&mut DisjointCorrelations)| {
            let mut six = SIX;
            change(&mut six);
            six.checked().err()
        };
        assert_eq!(with(|six| six.n = 3), Some(Undefined::InsufficientN));
        assert_eq!(with(|six| six.km = f64::NAN), Some(Undefined::InsufficientN));
        assert_eq!(with(|six| six.jm = -1.0), Some(Undefined::Perfect));
        assert_eq!(with(|six| six.jk = -0.9), Some(Undefined::NotPositiveDefinite));
    }

    #[test]
    fn unrelated_pairs_are_independent_samples() {
        let apart = DisjointCorrelations { jk: 0.3, hm: 0.5, jh: 0.0, jm: 0.0, kh: 0.0, km: 0.0, n: 53 };
        let z = (fisher_z(0.3) - fisher_z(0.5)) / (2.0_f64 / 50.0).sqrt();
        for test in [apart.dunn_clark(), apart.steiger(), apart.silver()] {
            assert!((test.statistic - z).abs() < 1e-14);
        }
    }
}
