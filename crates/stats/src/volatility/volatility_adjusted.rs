//! Correlation in turbulent times, freed of what turbulence alone does to it.

use crate::Undefined;
use crate::correlation::coefficient::pearson;
use crate::moments::standard_deviation;

/// r / sqrt(1 + delta (1 - r^2)), with delta the relative increase of the variance of the source market: the correlation
/// that quiet times would show if nothing but that variance had changed. Source: Forbes & Rigobon 2002, J. Fin. 57:2223.
///
/// Takes the source as exogenous, without common factors: a diagnostic, not proof. Dimensionless. |r| > 1 or NaN:
/// [`Undefined::InsufficientN`]; delta <= -1 (no variance left): [`Undefined::ZeroVariance`]. O(1).
///
/// ```
/// assert_eq!(sectorscope_stats::volatility::volatility_adjusted::volatility_adjusted(0.5, 4.0), Ok(0.25));
/// ```
pub fn volatility_adjusted(r: f64, delta: f64) -> Result<f64, Undefined> {
    if !(-1.0..=1.0).contains(&r) || delta.is_nan() {
        return Err(Undefined::InsufficientN);
    }
    if delta <= -1.0 {
        return Err(Undefined::ZeroVariance);
    }
    Ok(r / (1.0 + delta * (1.0 - r) * (1.0 + r)).sqrt())
}

/// Correlations of turbulent and quiet rows, the former adjusted.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct AdjustedCorrelation {
    /// Correlation of the turbulent rows.
    pub high: f64,
    /// Correlation of the quiet rows.
    pub low: f64,
    /// Relative increase of the variance of the source, turbulent over quiet less 1.
    pub delta: f64,
    /// Turbulent correlation adjusted by [`volatility_adjusted`]; to be compared with the quiet one.
    pub adjusted: f64,
}

/// Splits rows by `turbulent` and compares. Missing values are dropped within each part; undefined as the correlation of
/// either part and as [`volatility_adjusted`]; rows beyond the shortest slice are dropped. O(n).
///
/// ```
/// let (source, other) = ([0.1, -0.2, 0.15, 1.0, -2.0, 1.5], [0.2, -0.1, 0.1, 0.5, -0.9, 1.1]);
/// let turbulent = [false, false, false, true, true, true];
/// let found = sectorscope_stats::volatility::volatility_adjusted::compare_volatility(&source, &other, &turbulent).unwrap();
/// assert!((found.delta - 99.0).abs() < 1e-9 && found.adjusted < found.high);
/// ```
pub fn compare_volatility(source: &[f64], other: &[f64], turbulent: &[bool]) -> Result<AdjustedCorrelation, Undefined> {
    let part = |which: bool| -> (Vec<f64>, Vec<f64>) {
        let rows = source
            .iter()
            .zip(other)
            .zip(turbulent)
            .filter(|&((a, b), &t)| t == which && a.is_finite() && b.is_finite());
        rows.map(|((a, b), _)| (*a, *b)).unzip()
    };
    let ((high_x, high_y), (low_x, low_y)) = (part(true), part(false));
    let (high, low) = (pearson(&high_x, &high_y)?.r, pearson(&low_x, &low_y)?.r);
    let ratio = standard_deviation(&high_x)? / standard_deviation(&low_x)?;
    let delta = ratio * ratio - 1.0;
    Ok(AdjustedCorrelation { high, low, delta, adjusted: volatility_adjusted(high, delta)? })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_change_of_variance_changes_nothing_and_one_stays_one() {
        assert_eq!(volatility_adjusted(0.3, 0.0), Ok(0.3));
        assert_eq!(volatility_adjusted(-1.0, 7.0), Ok(-1.0));
        assert!(volatility_adjusted(0.3, -0.5).unwrap() > 0.3);
    }

    #[test]
    fn undefined_cases() {
        assert_eq!(volatility_adjusted(1.1, 0.0), Err(Undefined::InsufficientN));
        assert_eq!(volatility_adjusted(f64::NAN, 0.0), Err(Undefined::InsufficientN));
        assert_eq!(volatility_adjusted(0.3, f64::NAN), Err(Undefined::InsufficientN));
        assert_eq!(volatility_adjusted(0.3, -1.0), Err(Undefined::ZeroVariance));
        let x = [1.0, 2.0, 4.0, 3.0];
        assert_eq!(compare_volatility(&x, &x, &[true; 4]), Err(Undefined::InsufficientN));
        assert_eq!(compare_volatility(&[], &[], &[]), Err(Undefined::InsufficientN));
        assert_eq!(compare_volatility(&[1.0; 4], &x, &[true, true, false, false]), Err(Undefined::ZeroVariance));
    }

    #[test]
    fn a_louder_source_alone_is_adjusted_away() {
        // y = x + noise, and x is four times as loud in the first half.
        let quiet: Vec<f64> = (0..200).map(|i| libm::sin(f64::from(i * i))).collect();
        let noise: Vec<f64> = (0..200).map(|i| libm::sin(f64::from(i * i * 3 + 1))).collect();
        let x: Vec<f64> = [quiet.iter().map(|v| 4.0 * v).collect(), quiet].concat();
        let y: Vec<f64> = x.iter().zip(noise.iter().chain(&noise)).map(|(x, e)| x + e).collect();
        let turbulent: Vec<bool> = (0..400).map(|i| i < 200).collect();
        let found = compare_volatility(&x, &y, &turbulent).unwrap();
        assert!(found.high > found.low + 0.1 && (found.adjusted - found.low).abs() < 0.03, "{found:?}");
    }
}
