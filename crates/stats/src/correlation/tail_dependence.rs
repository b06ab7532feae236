//! Do extremes come together?

use crate::Undefined;
use crate::complete::complete_pairs;
use crate::rank::average_ranks;

/// Shares of the k most extreme rows of one column that are also among the k most extreme of the other.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TailDependence {
    /// At the lower end, in [0, 1].
    pub lower: f64,
    /// At the upper end, in [0, 1].
    pub upper: f64,
    /// What independent columns would give: k/n.
    pub independent: f64,
}

/// Empirical tail dependence (1/k) #{rank x <= k and rank y <= k}, and the same from above. Source: Schmidt & Stadtmüller
/// 2006, Scand. J. Stat. 33:307. Look at it over several k.
///
/// Ties share the average rank. Rows with a NaN or infinity are dropped. k = 0 or more than the rows:
/// [`Undefined::WindowTooLong`]; no rows: [`Undefined::InsufficientN`]. O(n log n).
///
/// ```
/// let x = [1.0, 2.0, 3.0, 4.0];
/// assert_eq!(sectorscope_stats::correlation::tail_dependence::tail_dependence(&x, &x, 2).unwrap().lower, 1.0);
/// ```
pub fn tail_dependence(x: &[f64], y: &[f64], k: usize) -> Result<TailDependence, Undefined> {
    let (x, y) = complete_pairs(x, y);
    let n = x.len();
    if n == 0 {
        return Err(Undefined::InsufficientN);
    }
    if k == 0 || k > n {
        return Err(Undefined::WindowTooLong);
    }
    let (x, y) = (average_ranks(&x), average_ranks(&y));
    let both = |extreme: &dyn Fn(f64) -> bool| x.iter().zip(&y).filter(|&(&a, &b)| extreme(a) && extreme(b)).count();
    let lower = both(&|rank| rank <= k as f64);
    let upper = both(&|rank| (n + 1) as f64 - rank <= k as f64);
    Ok(TailDependence {
        lower: lower as f64 / k as f64,
        upper: upper as f64 / k as f64,
        independent: k as f64 / n as f64,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn opposite_columns_share_no_tail() {
        let x: Vec<f64> = (0..20).map(f64::from).collect();
        let y: Vec<f64> = x.iter().map(|v| -v).collect();
        let found = tail_dependence(&x, &y, 5).unwrap();
        assert_eq!((found.lower, found.upper, found.independent), (0.0, 0.0, 0.25));
        assert_eq!(tail_dependence(&x, &y, 20).unwrap().upper, 1.0);
    }

    #[test]
    fn undefined_cases() {
        let x = [1.0, 2.0, f64::NAN];
        assert_eq!(tail_dependence(&x, &x, 3), Err(Undefined::WindowTooLong));
        assert_eq!(tail_dependence(&x, &x, 0), Err(Undefined::WindowTooLong));
        assert_eq!(tail_dependence(&[], &[], 1), Err(Undefined::InsufficientN));
        assert_eq!(tail_dependence(&[f64::NAN], &[1.0], 1), Err(Undefined::InsufficientN));
    }
}
