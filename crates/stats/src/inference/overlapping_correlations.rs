//! Textbook tests of `r_jk` against `r_jh`, two correlations that share a variable. All assume independent, normal rows: for
//! returns use [`crate::inference::paired`], and show these beside it.

use crate::Undefined;
use crate::inference::disjoint_correlations::{CorrelationTest, fisher_arms};
use crate::inference::fisher::{fisher_z, two_sided_quantile};
use crate::interval::Interval;

/// Correlations of a shared variable j with k and with h, that of k with h, and the number of rows behind all three.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct OverlappingCorrelations {
    jk: f64,
    jh: f64,
    kh: f64,
    n: f64,
    determinant: f64,
}

impl OverlappingCorrelations {
    /// Checks that the three can belong together.
    ///
    /// Fewer than four rows, or a value that is not finite: [`Undefined::InsufficientN`]; |r| = 1: [`Undefined::Perfect`]; a
    /// correlation matrix that is not positive definite (from pairs with different rows): [`Undefined::NotPositiveDefinite`].
    /// O(1).
    ///
    /// ```
    /// use sectorscope_stats::inference::overlapping_correlations::OverlappingCorrelations;
    /// let test = OverlappingCorrelations::new(0.3, 0.4, 0.5, 100).unwrap().williams();
    /// assert!((test.statistic + 1.0767).abs() < 5e-5);
    /// ```
    pub fn new(jk: f64, jh: f64, kh: f64, n: usize) -> Result<OverlappingCorrelations, Undefined> {
        if n < 4 || [jk, jh, kh].iter().any(|r| !r.is_finite()) {
            return Err(Undefined::InsufficientN);
        }
        if [jk, jh, kh].iter().any(|r| r.abs() == 1.0) {
            return Err(Undefined::Perfect);
        }
        let determinant = 1.0 - jk * jk - jh * jh - kh * kh + 2.0 * jk * jh * kh;
        if determinant <= 0.0 || [jk, jh, kh].iter().any(|r| r.abs() > 1.0) {
            return Err(Undefined::NotPositiveDefinite);
        }
        Ok(OverlappingCorrelations { jk, jh, kh, n: n as f64, determinant })
    }

    /// Hotelling's t with n - 3 degrees of freedom: (`r_jk` - `r_jh`) sqrt((n-3)(1+r_kh)/(2D)), D the determinant. Too many
    /// rejections in small samples; kept for comparison. Source: Hotelling 1940, Ann. Math. Stat. 11:271. O(1).
    ///
    /// ```
    /// use sectorscope_stats::inference::overlapping_correlations::OverlappingCorrelations;
    /// let test = OverlappingCorrelations::new(0.5, 0.0, 0.0, 9).unwrap().hotelling();
    /// assert_eq!((test.statistic, test.df), (1.0, Some(6.0)));
    /// ```
    pub fn hotelling(&self) -> CorrelationTest {
        let df = self.n - 3.0;
        let t = (self.jk - self.jh) * (df * (1.0 + self.kh) / (2.0 * self.determinant)).sqrt();
        CorrelationTest::student(t, df)
    }

    /// Williams' t with n - 3 degrees of freedom: (`r_jk` - `r_jh`) sqrt((n-1)(1+r_kh) / (2 D (n-1)/(n-3) + m^2 (1-r_kh)^3)), m
    /// the mean of the two. Source: Williams 1959, JRSS-B 21:396. O(1).
    ///
    /// ```
    /// use sectorscope_stats::inference::overlapping_correlations::OverlappingCorrelations;
    /// let few = OverlappingCorrelations::new(0.5, 0.0, 0.0, 9).unwrap();
    /// assert!(few.williams().statistic < few.hotelling().statistic);
    /// ```
    pub fn williams(&self) -> CorrelationTest {
        let (rest, mean) = (1.0 - self.kh, 0.5 * (self.jk + self.jh));
        let below = 2.0 * (self.n - 1.0) / (self.n - 3.0) * self.determinant + mean * mean * rest * rest * rest;
        let t = (self.jk - self.jh) * ((self.n - 1.0) * (1.0 + self.kh) / below).sqrt();
        CorrelationTest::student(t, self.n - 3.0)
    }

    /// Normal test of the untransformed difference with its large-sample variance. Source: Pearson & Filon 1898, Phil. Trans.
    /// A 191:229; Olkin 1967. O(1).
    ///
    /// ```
    /// use sectorscope_stats::inference::overlapping_correlations::OverlappingCorrelations;
    /// let test = OverlappingCorrelations::new(0.5, 0.0, 0.0, 100).unwrap().olkin();
    /// assert_eq!((test.statistic, test.df), (4.0, None));
    /// ```
    pub fn olkin(&self) -> CorrelationTest {
        let (a, b) = (1.0 - self.jk * self.jk, 1.0 - self.jh * self.jh);
        let variance = a * a + b * b - 2.0 * self.covariance(self.jk, self.jh);
        CorrelationTest::normal(self.n.sqrt() * (self.jk - self.jh) / variance.sqrt())
    }

    /// Normal test of the difference of Fisher's z with their covariance at the two estimates. Source: Dunn & Clark 1969,
    /// JASA 64:366. O(1).
    ///
    /// ```
    /// use sectorscope_stats::inference::overlapping_correlations::OverlappingCorrelations;
    /// // The estimates are independent here: atanh 0.5 = ln(3)/2, over the root of 2/(n - 3).
    /// let test = OverlappingCorrelations::new(0.5, 0.0, 0.0, 53).unwrap().dunn_clark();
    /// assert!((test.statistic - 2.5 * 3.0_f64.ln()).abs() < 1e-14);
    /// ```
    pub fn dunn_clark(&self) -> CorrelationTest {
        self.of_z(self.jk, self.jh)
    }

    /// The same with the covariance at the mean of the two correlations, as they would be under equality. Source: Steiger
    /// 1980, Psych. Bull. 87:245. O(1).
    ///
    /// ```
    /// use sectorscope_stats::inference::overlapping_correlations::OverlappingCorrelations;
    /// // If both were 0.25, their estimates would go apart more easily than those of 0.5 and 0.
    /// let test = OverlappingCorrelations::new(0.5, 0.0, 0.0, 53).unwrap();
    /// assert!(test.steiger().statistic < test.dunn_clark().statistic);
    /// ```
    pub fn steiger(&self) -> CorrelationTest {
        let mean = 0.5 * (self.jk + self.jh);
        self.of_z(mean, mean)
    }

    /// The same with the covariance at the back-transformed mean of the two z. Source: Hittner, May & Silver 2003, J. Gen.
    /// Psych. 130:149. NaN where that mean, in the place of both, does not go with `r_kh`, so that the variance of the
    /// difference would be negative: one of them near 1, the other far. O(1).
    ///
    /// ```
    /// use sectorscope_stats::inference::overlapping_correlations::OverlappingCorrelations;
    /// let of = |jk, jh, kh| OverlappingCorrelations::new(jk, jh, kh, 53).unwrap();
    /// assert_eq!(of(0.5, -0.5, 0.1).hittner(), of(0.5, -0.5, 0.1).steiger());
    /// assert!(of(0.99, 0.5, 0.4).hittner().statistic.is_nan());
    /// ```
    pub fn hittner(&self) -> CorrelationTest {
        let mean = libm::tanh(0.5 * (fisher_z(self.jk) + fisher_z(self.jh)));
        self.of_z(mean, mean)
    }

    /// Normal test of the difference of z: times sqrt((n-3)/(2(1-r_kh)h)), h = (1 - f r2)/(1 - r2), f = min(1, (1-r_kh)/(2(1 -
    /// r2))), r2 the mean of the squares. Source: Meng, Rosenthal & Rubin 1992, Psych. Bull. 111:172. O(1).
    ///
    /// ```
    /// use sectorscope_stats::inference::overlapping_correlations::OverlappingCorrelations;
    /// // The more k and h move together, the surer is their difference.
    /// let p = |kh| OverlappingCorrelations::new(0.5, 0.3, kh, 53).unwrap().meng().p_greater;
    /// assert!(p(0.8) < p(0.5) && p(0.5) < p(0.0));
    /// ```
    pub fn meng(&self) -> CorrelationTest {
        CorrelationTest::normal((fisher_z(self.jk) - fisher_z(self.jh)) / self.meng_se())
    }

    /// Interval for the difference of Fisher's z that goes with [`OverlappingCorrelations::meng`]; on that scale. `confidence`
    /// in (0, 1). O(1).
    ///
    /// ```
    /// use sectorscope_stats::inference::overlapping_correlations::OverlappingCorrelations;
    /// let three = OverlappingCorrelations::new(0.5, 0.0, 0.0, 53).unwrap();
    /// let interval = three.meng_interval(0.95);
    /// assert!(((interval.low + interval.high) / 2.0 - 3.0_f64.ln() / 2.0).abs() < 1e-15);
    /// assert_eq!(interval.low > 0.0, three.meng().p_two_sided < 0.05);
    /// ```
    pub fn meng_interval(&self, confidence: f64) -> Interval {
        let difference = fisher_z(self.jk) - fisher_z(self.jh);
        let half_width = two_sided_quantile(confidence) * self.meng_se();
        Interval { low: difference - half_width, high: difference + half_width }
    }

    /// Interval for `r_jk` - `r_jh` from the two Fisher intervals and the correlation of the estimates. `confidence` in (0, 1).
    /// Source: Zou 2007, Psych. Methods 12:399. O(1).
    ///
    /// ```
    /// use sectorscope_stats::inference::overlapping_correlations::OverlappingCorrelations;
    /// let interval = OverlappingCorrelations::new(0.5, 0.0, 0.0, 53).unwrap().zou_interval(0.95);
    /// // On the scale of correlations the arm towards 0 is the longer one.
    /// assert!(0.0 < interval.low && 0.5 - interval.low > interval.high - 0.5);
    /// ```
    pub fn zou_interval(&self, confidence: f64) -> Interval {
        let (jk, jh, kh) = (self.jk, self.jh, self.kh);
        let above = (kh - 0.5 * jk * jh) * (1.0 - jk * jk - jh * jh - kh * kh) + kh * kh * kh;
        let c = above / ((1.0 - jk * jk) * (1.0 - jh * jh));
        fisher_arms(jk, self.n, confidence).less(fisher_arms(jh, self.n, confidence), c)
    }

    fn meng_se(&self) -> f64 {
        let square = 0.5 * (self.jk * self.jk + self.jh * self.jh);
        let f = (0.5 * (1.0 - self.kh) / (1.0 - square)).min(1.0);
        let h = (1.0 - f * square) / (1.0 - square);
        (2.0 * (1.0 - self.kh) * h / (self.n - 3.0)).sqrt()
    }

    fn of_z(&self, a: f64, b: f64) -> CorrelationTest {
        let c = self.covariance(a, b) / ((1.0 - a * a) * (1.0 - b * b));
        let difference = fisher_z(self.jk) - fisher_z(self.jh);
        CorrelationTest::normal(difference * (self.n - 3.0).sqrt() / (2.0 - 2.0 * c).sqrt())
    }

    /// n times the covariance of the two estimates, if they estimate a and b.
    fn covariance(&self, a: f64, b: f64) -> f64 {
        let rest = 1.0 - a * a - b * b;
        self.kh * rest - 0.5 * a * b * (rest - self.kh * self.kh)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_correlations_give_zero_and_swapped_ones_the_opposite() {
        let equal = OverlappingCorrelations::new(0.3, 0.3, 0.6, 50).unwrap();
        let (one, other) = (
            OverlappingCorrelations::new(0.5, 0.2, 0.6, 50).unwrap(),
            OverlappingCorrelations::new(0.2, 0.5, 0.6, 50).unwrap(),
        );
        type Test = fn(&OverlappingCorrelations) -> CorrelationTest;
        let tests: [Test; 7] = [
            OverlappingCorrelations::hotelling,
            OverlappingCorrelations::williams,
            OverlappingCorrelations::olkin,
            OverlappingCorrelations::dunn_clark,
            OverlappingCorrelations::steiger,
            OverlappingCorrelations::hittner,
            OverlappingCorrelations::meng,
        ];
        for test in tests {
            assert_eq!((test(&equal).statistic, test(&equal).p_two_sided), (0.0, 1.0));
            let (a, b) = (test(&one), test(&other));
            assert!((a.statistic + b.statistic).abs() < 1e-14 && a.statistic > 0.0);
            assert!((a.p_greater - b.p_less).abs() < 1e-14 && (2.0 * a.p_greater - a.p_two_sided).abs() < 1e-14);
        }
        let (a, b) = (one.zou_interval(0.95), other.zou_interval(0.95));
        assert!((a.low + b.high).abs() < 1e-14 && (a.high + b.low).abs() < 1e-14);
    }

    #[test]
    fn undefined_cases() {
        let new = |jk, jh, kh, n| OverlappingCorrelations::new(jk, jh, kh, n).err();
        assert_eq!(new(0.5, 0.2, 0.1, 3), Some(Undefined::InsufficientN));
        assert_eq!(new(f64::NAN, 0.2, 0.1, 30), Some(Undefined::InsufficientN));
        assert_eq!(new(1.0, 0.2, 0.1, 30), Some(Undefined::Perfect));
        assert_eq!(new(0.2, 0.1, -1.0, 30), Some(Undefined::Perfect));
        assert_eq!(new(0.9, -0.9, 0.9, 30), Some(Undefined::NotPositiveDefinite));
        assert_eq!(new(1.5, 0.2, 0.1, 30), Some(Undefined::NotPositiveDefinite));
    }
}
