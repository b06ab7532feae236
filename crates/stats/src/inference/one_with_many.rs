//! One column against many others: what the one asks for is worked out once.

use crate::Undefined;
use crate::complete::finite;
use crate::correlation::coefficient::{Correlation, Method, correlation, pearson_of_centred};
use crate::correlation::influence::Influence;
use crate::correlation::influence_function::jackknife_of_centred;
use crate::inference::cosine_inference::cautious_influence;
use crate::moments::Centred;

/// A column whose correlations with several others are asked for, one after the other.
///
/// ```
/// use sectorscope_stats::correlation::coefficient::Method;
/// use sectorscope_stats::inference::{cosine_inference::cautious_influence, one_with_many::OneWithMany};
/// let (x, y) = ([1.0, 2.0, 3.0, 4.0, 9.0], [1.0, 3.0, 2.0, 4.0, 0.0]);
/// let one = OneWithMany::new(Method::Pearson, &x);
/// assert_eq!(one.influence(&y), cautious_influence(Method::Pearson, &x, &y));
/// ```
#[derive(Clone, Debug)]
pub struct OneWithMany<'x> {
    method: Method,
    x: &'x [f64],
    /// Centred, of a complete column whose correlations are Pearson's.
    centred: Option<Result<Centred, Undefined>>,
}

impl<'x> OneWithMany<'x> {
    /// Of the one column. O(n).
    ///
    /// ```
    /// use sectorscope_stats::{Undefined, correlation::coefficient::Method, inference::one_with_many::OneWithMany};
    /// let constant = OneWithMany::new(Method::Pearson, &[0.1; 4]);
    /// assert_eq!(constant.influence(&[1.0, 3.0, 2.0, 4.0]), Err(Undefined::ZeroVariance));
    /// ```
    pub fn new(method: Method, x: &'x [f64]) -> OneWithMany<'x> {
        let shared = method == Method::Pearson && is_complete(x);
        OneWithMany { method, x, centred: shared.then(|| Centred::new(x)) }
    }

    /// [`cautious_influence`] of its correlation with another column, bit for bit, with missing values and undefined cases as there.
    /// O(n) and O(n log n).
    ///
    /// ```
    /// use sectorscope_stats::{correlation::coefficient::Method, inference::one_with_many::OneWithMany};
    /// let one = OneWithMany::new(Method::Kendall, &[1.0, 2.0, 3.0, 4.0]);
    /// assert_eq!(one.influence(&[1.0, 3.0, 2.0, 4.0]).unwrap().estimate, 4.0 / 6.0);
    /// ```
    pub fn influence(&self, y: &[f64]) -> Result<Influence, Undefined> {
        match &self.centred {
            Some(x) if y.len() == self.x.len() && is_complete(y) => {
                jackknife_of_centred(x.as_ref().map_err(|reason| *reason)?, &Centred::new(y)?)
            }
            _ => cautious_influence(self.method, self.x, y),
        }
    }

    /// Its correlation with another column: [`correlation`], bit for bit, with missing values and undefined cases as there. O(n) and
    /// O(n log n).
    ///
    /// ```
    /// use sectorscope_stats::{correlation::coefficient::Method, inference::one_with_many::OneWithMany};
    /// let one = OneWithMany::new(Method::Pearson, &[1.0, 2.0, 3.0, 4.0]);
    /// assert!((one.correlation(&[1.0, 3.0, 2.0, 4.0]).unwrap().r - 0.8).abs() < 1e-15);
    /// ```
    pub fn correlation(&self, y: &[f64]) -> Result<Correlation, Undefined> {
        match &self.centred {
            Some(x) if y.len() == self.x.len() && is_complete(y) => {
                let (x, y) = (x.as_ref().map_err(|reason| *reason)?, Centred::new(y)?);
                Ok(Correlation { r: pearson_of_centred(x, &y), n: y.n() })
            }
            _ => correlation(self.method, self.x, y),
        }
    }
}

fn is_complete(x: &[f64]) -> bool {
    finite(x).len() == x.len()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::resampling::random::Philox;

    #[test]
    fn each_as_by_itself_to_the_last_bit() {
        let mut random = Philox::new(9, 0);
        let mut column = |gap: bool| -> Vec<f64> {
            (0..60).map(|row| if gap && row % 7 == 3 { f64::NAN } else { random.unit() - 0.5 }).collect()
        };
        let (whole, gaps, short, constant) = (column(false), column(true), column(false)[..40].to_vec(), vec![0.1; 60]);
        let all = [&whole, &column(false), &gaps, &short, &constant, &Vec::new()];
        for method in [Method::Pearson, Method::Spearman, Method::Kendall] {
            for x in all {
                let one = OneWithMany::new(method, x);
                for y in all {
                    assert_eq!(one.influence(y), cautious_influence(method, x, y), "{method:?}");
                    assert_eq!(one.correlation(y), correlation(method, x, y), "{method:?}");
                }
            }
        }
    }
}
