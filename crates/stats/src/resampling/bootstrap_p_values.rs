//! Tests from bootstrap replicates: one statistic, or many at once.

use crate::Undefined;
use crate::alternative::Alternative;
use crate::interval::Interval;
use crate::quantile::quantile;
use crate::resampling::replicates::Replicates;

/// Statistics over their standard errors, in the sample and, centred, in the replicates; [`Replicates`] hold no NaN.
#[derive(Clone, Debug, PartialEq)]
pub struct Studentised {
    /// Estimate of each statistic.
    pub estimates: Vec<f64>,
    /// Standard error of each: the standard deviation of its replicates.
    pub standard_errors: Vec<f64>,
    /// Estimate over standard error.
    pub t: Vec<f64>,
    /// (replicate - estimate) / standard error, replicate by replicate: what t would be if every true value were 0.
    null: Vec<f64>,
}

impl Studentised {
    /// Studentises replicates, for tests that each statistic is zero: t = estimate/SE, SE the standard
    /// deviation over the replicates. A statistic that is the same in all of them, or a single replicate:
    /// [`Undefined::ZeroVariance`]. O(B k).
    ///
    /// ```
    /// use sectorscope_stats::{resampling::replicates::Replicates, resampling::bootstrap_p_values::Studentised};
    /// let replicates = Replicates::new(vec![9.0], vec![6.0, 9.0, 12.0]).unwrap();
    /// let test = Studentised::new(&replicates).unwrap();
    /// assert_eq!((test.standard_errors[0], test.t[0]), (3.0, 3.0));
    /// ```
    pub fn new(replicates: &Replicates) -> Result<Studentised, Undefined> {
        let (estimates, standard_errors) = (replicates.estimates().to_vec(), replicates.standard_errors());
        if !standard_errors.iter().all(|&se| se > 0.0) {
            return Err(Undefined::ZeroVariance);
        }
        let t = estimates.iter().zip(&standard_errors).map(|(estimate, se)| estimate / se).collect();
        let centred = |values: &[f64]| -> Vec<f64> {
            values.iter().zip(&estimates).zip(&standard_errors).map(|((v, e), se)| (v - e) / se).collect()
        };
        let null = replicates.iter().flat_map(centred).collect();
        Ok(Studentised { estimates, standard_errors, t, null })
    }

    /// p-value of each statistic by itself: (1 + number of replicates with at least its evidence)/(B + 1), never 0. Source:
    /// Davison & Hinkley 1997, section 4.2. O(B k).
    ///
    /// ```
    /// use sectorscope_stats::{alternative::Alternative, resampling::replicates::Replicates, resampling::bootstrap_p_values::Studentised};
    /// let replicates = Replicates::new(vec![2.0], vec![1.0, 2.0, 3.0]).unwrap();
    /// let test = Studentised::new(&replicates).unwrap();
    /// assert_eq!(test.p_values(Alternative::Greater), [0.25]);
    /// ```
    pub fn p_values(&self, alternative: Alternative) -> Vec<f64> {
        let k = self.t.len();
        let p = |statistic: usize| {
            let column = self.null.iter().skip(statistic).step_by(k);
            tail(column.map(|&t| alternative.evidence(t)), alternative.evidence(self.t[statistic]))
        };
        (0..k).map(p).collect()
    }

    /// Single-step adjusted p-values: each statistic against the largest of all in every replicate. The smallest of them is
    /// White's reality check. Source: White 2000, Econometrica 68:1097. O(B k).
    ///
    /// ```
    /// use sectorscope_stats::{alternative::Alternative, resampling::replicates::Replicates, resampling::bootstrap_p_values::Studentised};
    /// let replicates = Replicates::new(vec![9.0, 0.0], vec![8.0, 1.0, 9.0, 0.0, 10.0, -1.0]).unwrap();
    /// let test = Studentised::new(&replicates).unwrap();
    /// // Stepping down, the second is no longer held to what the first may reach.
    /// assert_eq!(test.single_step_p_values(Alternative::Greater), [0.25, 1.0]);
    /// assert_eq!(test.romano_wolf(Alternative::Greater), [0.25, 0.75]);
    /// ```
    pub fn single_step_p_values(&self, alternative: Alternative) -> Vec<f64> {
        let largest = self.largest(alternative);
        self.t.iter().map(|&t| tail(largest.iter().copied(), alternative.evidence(t))).collect()
    }

    /// Romano and Wolf's step-down adjusted p-values: by falling evidence, each statistic against the largest of those not
    /// yet passed, made non-decreasing. Controls the chance of any false rejection, and uses the dependence between the
    /// statistics, which Holm's cannot. Source: Romano & Wolf 2005, Econometrica 73:1237; 2016, Stat. Prob. Lett. 113:38.
    /// O(B k + k log k).
    ///
    /// ```
    /// use sectorscope_stats::{alternative::Alternative, resampling::replicates::Replicates, resampling::bootstrap_p_values::Studentised};
    /// let replicates = Replicates::new(vec![9.0, 0.0], vec![8.0, 1.0, 9.0, 0.0, 10.0, -1.0]).unwrap();
    /// let test = Studentised::new(&replicates).unwrap();
    /// assert_eq!(test.romano_wolf(Alternative::Greater), [0.25, 0.75]);
    /// ```
    pub fn romano_wolf(&self, alternative: Alternative) -> Vec<f64> {
        let k = self.t.len();
        let evidence: Vec<f64> = self.t.iter().map(|&t| alternative.evidence(t)).collect();
        let mut order: Vec<usize> = (0..k).collect();
        order.sort_unstable_by(|&a, &b| evidence[b].total_cmp(&evidence[a]).then(a.cmp(&b)));
        let mut exceeding = vec![0_usize; k];
        for null in self.null.chunks(k) {
            let mut largest = f64::NEG_INFINITY;
            for (position, &statistic) in order.iter().enumerate().rev() {
                largest = largest.max(alternative.evidence(null[statistic]));
                exceeding[position] += usize::from(largest >= evidence[statistic]);
            }
        }
        let replicates = self.null.len() / k;
        let mut adjusted = vec![0.0; k];
        let mut p = 0.0_f64;
        for (&statistic, count) in order.iter().zip(exceeding) {
            p = p.max((1 + count) as f64 / (replicates + 1) as f64);
            adjusted[statistic] = p;
        }
        adjusted
    }

    /// The quantile of the largest evidence over all statistics: what multiplies standard errors in intervals that hold
    /// together. A confidence outside [0, 1]: [`Undefined::InsufficientN`]. O(B (k + log B)).
    ///
    /// ```
    /// use sectorscope_stats::{alternative::Alternative, resampling::replicates::Replicates, resampling::bootstrap_p_values::Studentised};
    /// let replicates = Replicates::new(vec![9.0, 0.0], vec![8.0, 1.0, 9.0, 0.0, 10.0, -1.0]).unwrap();
    /// let test = Studentised::new(&replicates).unwrap();
    /// // In the replicates the larger of the two deviations is 1, 0 and 1 standard errors.
    /// assert_eq!(test.critical_value(Alternative::TwoSided, 0.5), Ok(1.0));
    /// ```
    pub fn critical_value(&self, alternative: Alternative, confidence: f64) -> Result<f64, Undefined> {
        quantile(&self.largest(alternative), confidence)
    }

    /// Intervals that hold for all statistics together: estimate +- critical value times standard error. Undefined as
    /// [`Studentised::critical_value`]. O(B (k + log B)).
    ///
    /// ```
    /// use sectorscope_stats::{resampling::replicates::Replicates, resampling::bootstrap_p_values::Studentised};
    /// let replicates = Replicates::new(vec![9.0, 0.0], vec![8.0, 1.0, 9.0, 0.0, 10.0, -1.0]).unwrap();
    /// let test = Studentised::new(&replicates).unwrap();
    /// let both = test.simultaneous_intervals(0.5).unwrap();
    /// assert_eq!([both[0].low, both[0].high, both[1].low, both[1].high], [8.0, 10.0, -1.0, 1.0]);
    /// ```
    pub fn simultaneous_intervals(&self, confidence: f64) -> Result<Vec<Interval>, Undefined> {
        let critical = self.critical_value(Alternative::TwoSided, confidence)?;
        let interval =
            |(estimate, se): (&f64, &f64)| Interval { low: estimate - critical * se, high: estimate + critical * se };
        Ok(self.estimates.iter().zip(&self.standard_errors).map(interval).collect())
    }

    fn largest(&self, alternative: Alternative) -> Vec<f64> {
        let of = |null: &[f64]| null.iter().map(|&t| alternative.evidence(t)).fold(f64::NEG_INFINITY, f64::max);
        self.null.chunks(self.t.len()).map(of).collect()
    }
}

/// (1 + number at least as large)/(B + 1).
fn tail(values: impl Iterator<Item = f64>, observed: f64) -> f64 {
    let (mut count, mut all) = (0_usize, 0_usize);
    for value in values {
        all += 1;
        count += usize::from(value >= observed);
    }
    (1 + count) as f64 / (all + 1) as f64
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::resampling::random::Philox;

    fn studentised(estimates: Vec<f64>) -> Studentised {
        let mut random = Philox::new(1, 1);
        let values = (0..400).flat_map(|_| estimates.iter().map(|e| e + random.unit() - 0.5).collect::<Vec<_>>());
        Studentised::new(&Replicates::new(estimates.clone(), values.collect()).unwrap()).unwrap()
    }

    #[test]
    fn a_statistic_that_never_varies_cannot_be_tested() {
        let replicates = Replicates::new(vec![1.0], vec![1.0, 1.0]).unwrap();
        assert_eq!(Studentised::new(&replicates), Err(Undefined::ZeroVariance));
        let one = Replicates::new(vec![1.0], vec![1.0]).unwrap();
        assert_eq!(Studentised::new(&one), Err(Undefined::ZeroVariance));
    }

    #[test]
    fn one_statistic_needs_no_adjustment() {
        let test = studentised(vec![0.4]);
        for alternative in [Alternative::TwoSided, Alternative::Less, Alternative::Greater] {
            assert_eq!(test.p_values(alternative), test.romano_wolf(alternative));
            assert_eq!(test.p_values(alternative), test.single_step_p_values(alternative));
        }
    }

    #[test]
    fn stepping_down_lies_between_no_adjustment_and_one_step() {
        let test = studentised(vec![0.9, 0.4, -0.2, 0.0]);
        for alternative in [Alternative::TwoSided, Alternative::Less, Alternative::Greater] {
            let (plain, down, single) =
                (test.p_values(alternative), test.romano_wolf(alternative), test.single_step_p_values(alternative));
            for ((plain, down), single) in plain.iter().zip(&down).zip(&single) {
                assert!(plain <= down && down <= single, "{plain} {down} {single}");
            }
        }
        let wide = test.simultaneous_intervals(0.99).unwrap();
        let narrow = test.simultaneous_intervals(0.5).unwrap();
        assert!(wide[0].low < narrow[0].low && narrow[0].high < wide[0].high);
        assert_eq!(test.simultaneous_intervals(1.5), Err(Undefined::InsufficientN));
    }
}
