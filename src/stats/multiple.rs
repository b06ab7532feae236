//! Many tests at once.

use super::Undefined;

/// Holm's adjusted p-values: with the m p-values in rising order, the i-th times (m - i + 1), made non-decreasing and
/// capped at 1; returned in the order given. Source: Holm 1979, Scand. J. Stat. 6:65.
///
/// Rejecting where the result is at most alpha keeps the chance of any false rejection at alpha, whatever the dependence.
/// NaN marks a test that was not made: it stays NaN and does not count. Empty in, empty out. O(m log m).
pub fn holm(p: &[f64]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..p.len()).filter(|&test| !p[test].is_nan()).collect();
    order.sort_unstable_by(|&a, &b| p[a].total_cmp(&p[b]).then(a.cmp(&b)));
    let mut adjusted = vec![f64::NAN; p.len()];
    let mut largest = 0.0_f64;
    for (position, &test) in order.iter().enumerate() {
        largest = largest.max((order.len() - position) as f64 * p[test]).min(1.0);
        adjusted[test] = largest;
    }
    adjusted
}

/// p-value of "all of the alternatives hold": the largest of their p-values, without any penalty. Source: Berger 1982,
/// Technometrics 24:295.
///
/// No tests, or one that was not made (NaN): [`Undefined::InsufficientN`], because the claim covers it. O(m).
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
