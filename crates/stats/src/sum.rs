//! A sum that does not lose what falls off the end.

/// Compensated running sum.
///
/// Keeps the rounding error of every addition (found without branches by Knuth's two-sum) and adds it back at the end,
/// so the result is as good as a sum in twice the precision. It is Neumaier's sum: only the way the error of one
/// addition is found differs, and both find it exactly. Sources: Neumaier 1974, ZAMM 54:39; Knuth, TAOCP vol. 2, 4.2.2.
///
/// Units: those of the terms. A term that is NaN or infinite makes the sum NaN, and so does a total that overflows on the
/// way. O(1) per term, terms in the order given.
///
/// ```
/// use sectorscope_stats::sum::CompensatedSum;
/// let mut sum = CompensatedSum::default();
/// [1.0, 1e100, 1.0, -1e100].into_iter().for_each(|term| sum.add(term));
/// assert_eq!(sum.value(), 2.0);
/// ```
#[derive(Clone, Copy, Debug, Default)]
pub struct CompensatedSum {
    total: f64,
    lost: f64,
}

impl CompensatedSum {
    /// Adds one term. O(1).
    #[inline]
    pub fn add(&mut self, term: f64) {
        let total = self.total + term;
        let term_as_added = total - self.total;
        self.lost += (self.total - (total - term_as_added)) + (term - term_as_added);
        self.total = total;
    }

    /// The sum of everything added so far; 0 for no terms. O(1).
    #[inline]
    pub fn value(self) -> f64 {
        self.total + self.lost
    }
}

/// Compensated sum of the terms in their order: [`CompensatedSum`] over an iterator, NaN as there. O(n).
///
/// ```
/// use sectorscope_stats::sum::compensated_sum;
/// assert_eq!((compensated_sum([0.1; 10]), [0.1; 10].iter().sum::<f64>()), (1.0, 0.999_999_999_999_999_9));
/// ```
pub fn compensated_sum(terms: impl IntoIterator<Item = f64>) -> f64 {
    let mut sum = CompensatedSum::default();
    for term in terms {
        sum.add(term);
    }
    sum.value()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keeps_what_a_plain_sum_loses() {
        assert_eq!(compensated_sum([1.0, 1e100, 1.0, -1e100]), 2.0);
        assert_eq!(compensated_sum([1e16, 1.0, -1e16]), 1.0);
    }

    #[test]
    fn nothing_and_nan() {
        assert_eq!(compensated_sum([]), 0.0);
        assert!(compensated_sum([1.0, f64::NAN]).is_nan());
    }
}
