//! Correlation of two series at a lag: does one lead the other, or are its days labelled wrongly?

use crate::Undefined;
use crate::moments::Centred;
use crate::sum::compensated_sum;

/// Cross-correlations `c_k` = `sum_t` (`x_t` - mean x)(y_{t+k} - mean y) / sqrt(Sxx Syy) for k = -`max_lag` ..= `max_lag`, with the
/// means and sums of squares of the whole series. A peak at k < 0 says that x follows y.
///
/// Dimensionless, in [-1, 1]. Source: Brockwell & Davis 1991, section 11.2; R's `ccf` has the opposite sign of k. Values must be
/// finite and the slices equally long: rows with gaps are for the caller to drop. Fewer than `max_lag + 2` rows:
/// [`Undefined::InsufficientN`]; a constant series: [`Undefined::ZeroVariance`]. O(n `max_lag`).
///
/// ```
/// use sectorscope_stats::correlation::cross_correlation::cross_correlation;
/// // y repeats x one day later.
/// let (x, y) = ([0.0, 1.0, -1.0, 1.0, -1.0, 0.0], [0.0, 0.0, 1.0, -1.0, 1.0, -1.0]);
/// assert_eq!(cross_correlation(&x, &y, 1), Ok(vec![0.5, -0.75, 1.0]));
/// ```
pub fn cross_correlation(x: &[f64], y: &[f64], max_lag: usize) -> Result<Vec<f64>, Undefined> {
    let n = x.len().min(y.len());
    if n < max_lag + 2 || x.iter().chain(y).any(|value| !value.is_finite()) {
        return Err(Undefined::InsufficientN);
    }
    let (x, y) = (Centred::new(&x[..n])?, Centred::new(&y[..n])?);
    let scale = x.sum_of_squares().sqrt() * y.sum_of_squares().sqrt();
    if scale == 0.0 {
        return Err(Undefined::ZeroVariance);
    }
    let (dx, dy) = (x.deviations(), y.deviations());
    let at = |lag: isize| {
        let (skip_x, skip_y) = (lag.min(0).unsigned_abs(), lag.max(0).unsigned_abs());
        compensated_sum(dx[skip_x..].iter().zip(&dy[skip_y..]).map(|(a, b)| a * b)) / scale
    };
    let max_lag = max_lag as isize;
    Ok((-max_lag..=max_lag).map(|lag| at(lag).clamp(-1.0, 1.0)).collect())
}

/// The lag at which the days of x seem to be labelled: the k with the largest |`c_k`|, where it is not 0 and exceeds |`c_0`| by
/// more than two standard errors of independent series, 2/sqrt(n). None otherwise.
///
/// `correlations` are those of [`cross_correlation`] for k = -m ..= m; none, or a NaN among them: None. Add the lag to the days
/// of x to repair them. O(m).
///
/// ```
/// use sectorscope_stats::correlation::cross_correlation::label_shift;
/// assert_eq!(label_shift(&[0.1, 0.2, 0.9], 100), Some(1));
/// // With nine rows the same may be chance.
/// assert_eq!(label_shift(&[0.1, 0.3, 0.9], 9), None);
/// ```
pub fn label_shift(correlations: &[f64], n: usize) -> Option<isize> {
    let middle = correlations.len() / 2;
    // Of equals the one that moves labels least.
    let (position, largest) = correlations
        .iter()
        .enumerate()
        .max_by(|a, b| a.1.abs().total_cmp(&b.1.abs()).then_with(|| b.0.abs_diff(middle).cmp(&a.0.abs_diff(middle))))?;
    let excess = largest.abs() - correlations[middle].abs();
    (position != middle && excess > 2.0 / (n as f64).sqrt()).then_some(position as isize - middle as isize)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn noise(n: usize, seed: u64) -> Vec<f64> {
        let mut state = seed;
        (0..n)
            .map(|_| {
                state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                (state >> 11) as f64 / (1_u64 << 53) as f64 - 0.5
            })
            .collect()
    }

    #[test]
    fn a_shifted_copy_peaks_at_its_shift() {
        let x = noise(500, 1);
        for shift in [-2_isize, -1, 1, 3] {
            // y_{t+shift} = x_t
            let y: Vec<f64> = (0..500_isize).map(|t| x[(t - shift).rem_euclid(500) as usize]).collect();
            let correlations = cross_correlation(&x, &y, 3).unwrap();
            assert_eq!(label_shift(&correlations, 500), Some(shift));
        }
        assert_eq!(label_shift(&cross_correlation(&x, &x, 3).unwrap(), 500), None);
        assert_eq!(label_shift(&cross_correlation(&x, &noise(500, 2), 3).unwrap(), 500), None);
    }

    #[test]
    fn lag_zero_is_the_correlation_itself() {
        let (x, y) = (noise(50, 3), noise(50, 4));
        let r = crate::correlation::coefficient::pearson(&x, &y).unwrap().r;
        assert!((cross_correlation(&x, &y, 2).unwrap()[2] - r).abs() < 1e-14);
    }

    #[test]
    fn corner_cases() {
        assert_eq!(cross_correlation(&[], &[], 3), Err(Undefined::InsufficientN));
        assert_eq!(cross_correlation(&[1.0, 2.0], &[1.0, 2.0], 3), Err(Undefined::InsufficientN));
        assert_eq!(cross_correlation(&[1.0; 9], &noise(9, 5), 3), Err(Undefined::ZeroVariance));
        assert_eq!(cross_correlation(&[f64::NAN; 9], &noise(9, 5), 3), Err(Undefined::InsufficientN));
        assert_eq!(label_shift(&[], 10), None);
    }
}
