//! Association of series whose days end at different hours: part of it shows up one day late.

use crate::Undefined;
use crate::correlation::coefficient::pearson;
use crate::correlation::cross_correlation::cross_correlation;
use crate::correlation::influence::Influence;
use crate::inference::regression::LeastSquares;
use crate::moments::Centred;
use crate::sum::compensated_sum;

/// How lags are weighted in [`summed_lag_correlation`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum LagWeights {
    /// All alike: no bias where the overlap is spread over the lags, but the result can lie outside [-1, 1].
    #[default]
    Equal,
    /// 1 - |k|/(K + 1): always within [-1, 1].
    Bartlett,
}

impl LagWeights {
    /// The weight of lag `position` - `lags`.
    fn at(self, position: usize, lags: usize) -> f64 {
        match self {
            LagWeights::Equal => 1.0,
            LagWeights::Bartlett => 1.0 - position.abs_diff(lags) as f64 / (lags + 1) as f64,
        }
    }
}

/// Correlation of sums over several days, from daily rows: sum over |k| <= K of `w_k` `c_xy(k)`, over the root of the same sums
/// for x and y alone; covariances with 1/n about the means of the whole series. Sources: Scholes & Williams 1977, JFE 5:309;
/// Newey & West 1987 for the weights.
///
/// Dimensionless. Slices of equal length, finite: fewer than K + 2 rows or a gap: [`Undefined::InsufficientN`]; a constant
/// series: [`Undefined::ZeroVariance`]; a sum of a series' own covariances that is not positive (equal weights only):
/// [`Undefined::NotPositiveDefinite`]. O(n K).
///
/// ```
/// use sectorscope_stats::inference::asynchrony::{LagWeights, summed_lag_correlation};
/// let market: Vec<f64> = (0..200).map(|day| f64::from(day * day).sin()).collect();
/// // Half of every move shows on the day after.
/// let late: Vec<f64> = (0..200).map(|day| market[day] + market[day.saturating_sub(1)]).collect();
/// let same_day = summed_lag_correlation(&late, &market, 0, LagWeights::Equal).unwrap();
/// assert!(summed_lag_correlation(&late, &market, 1, LagWeights::Equal).unwrap() > same_day + 0.1);
/// ```
pub fn summed_lag_correlation(x: &[f64], y: &[f64], lags: usize, weights: LagWeights) -> Result<f64, Undefined> {
    let sum = |a: &[f64], b: &[f64]| -> Result<f64, Undefined> {
        let correlations = cross_correlation(a, b, lags)?;
        Ok(compensated_sum(correlations.iter().enumerate().map(|(position, c)| weights.at(position, lags) * c)))
    };
    let (xy, xx, yy) = (sum(x, y)?, sum(x, x)?, sum(y, y)?);
    if xx <= 0.0 || yy <= 0.0 {
        return Err(Undefined::NotPositiveDefinite);
    }
    Ok(xy / (xx.sqrt() * yy.sqrt()))
}

/// The influence series of [`summed_lag_correlation`] theta = A/sqrt(B C), its sums A of x with y, B and C of x and y alone: by the
/// delta method `psi_t` = `a_t/sqrt(BC)` - theta/2 (`b_t/B` + `c_t/C`), where `a_t` is the sum over |k| <= K of `w_k` times the product of
/// the deviations of `x_t` and `y_{t+k}`, and `b_t` and `c_t` likewise; centred. Undefined as that. O(n K).
///
/// ```
/// use sectorscope_stats::inference::asynchrony::{LagWeights, summed_lag_correlation, summed_lag_influence};
/// let x: Vec<f64> = (0..90).map(|day| f64::from(day * day).sin()).collect();
/// let y: Vec<f64> = (0..90).map(|day| x[day] + f64::from(day as i32 * 7).cos()).collect();
/// let of = summed_lag_influence(&x, &y, 1, LagWeights::Equal).unwrap();
/// assert_eq!(Ok(of.estimate), summed_lag_correlation(&x, &y, 1, LagWeights::Equal));
/// ```
pub fn summed_lag_influence(x: &[f64], y: &[f64], lags: usize, weights: LagWeights) -> Result<Influence, Undefined> {
    let estimate = summed_lag_correlation(x, y, lags, weights)?;
    let n = x.len();
    let (x, y) = (Centred::new(x)?, Centred::new(y)?);
    let (x, y) = (x.deviations(), y.deviations());
    let terms = |a: &[f64], b: &[f64]| -> Vec<f64> {
        let lag = |row: usize, position: usize| {
            let other = (row + position).checked_sub(lags).and_then(|other| b.get(other));
            other.map_or(0.0, |other| weights.at(position, lags) * a[row] * other)
        };
        (0..n).map(|row| (0..=2 * lags).map(|position| lag(row, position)).sum()).collect()
    };
    let mean = |values: &[f64]| compensated_sum(values.iter().copied()) / n as f64;
    let (of_both, of_x, of_y) = (terms(x, y), terms(x, x), terms(y, y));
    let (b, c) = (mean(&of_x), mean(&of_y));
    let scale = b.sqrt() * c.sqrt();
    let psi: Vec<f64> =
        (0..n).map(|row| of_both[row] / scale - 0.5 * estimate * (of_x[row] / b + of_y[row] / c)).collect();
    let centre = mean(&psi);
    Ok(Influence { estimate, psi: psi.into_iter().map(|value| value - centre).collect() })
}

/// Scholes and Williams' beta with its parts.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ScholesWilliams {
    /// Slope of y on the day before of x.
    pub lag: f64,
    /// Slope of y on the same day of x.
    pub same_day: f64,
    /// Slope of y on the day after of x.
    pub lead: f64,
    /// Correlation of x with its day before.
    pub autocorrelation: f64,
    /// (lag + same day + lead)/(1 + 2 autocorrelation), in units of y per unit of x.
    pub beta: f64,
}

/// Beta of y on x that allows for days which do not end together, from three simple regressions on rows 2 to n - 1. Source:
/// Scholes & Williams 1977, JFE 5:309.
///
/// Values must be finite and slices equally long; fewer than five rows or a gap: [`Undefined::InsufficientN`]; constant:
/// [`Undefined::ZeroVariance`]; an autocorrelation of -1/2: [`Undefined::Singular`]. O(n).
///
/// ```
/// let x: Vec<f64> = (0..300).map(|day| f64::from(day * day).sin()).collect();
/// let y: Vec<f64> = (0..300).map(|day| 0.6 * x[day] + 0.4 * x[day.saturating_sub(1)]).collect();
/// let found = sectorscope_stats::inference::asynchrony::scholes_williams(&y, &x).unwrap();
/// assert!((found.beta - 1.0).abs() < 0.1 && found.same_day < 0.7);
/// ```
pub fn scholes_williams(y: &[f64], x: &[f64]) -> Result<ScholesWilliams, Undefined> {
    let (y, [before, same, after]) = aligned(y, x)?;
    let slope = |x: &[f64]| LeastSquares::fit(y, &[x]).map(|fit| fit.coefficients[1]).map_err(constant);
    let (lag, same_day, lead) = (slope(before)?, slope(same)?, slope(after)?);
    let autocorrelation = pearson(same, before)?.r;
    let spread = 1.0 + 2.0 * autocorrelation;
    if spread == 0.0 {
        return Err(Undefined::Singular);
    }
    Ok(ScholesWilliams { lag, same_day, lead, autocorrelation, beta: (lag + same_day + lead) / spread })
}

/// Dimson's beta with its parts.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Dimson {
    /// Coefficients of the day before, the same day and the day after.
    pub coefficients: [f64; 3],
    /// Their sum, in units of y per unit of x.
    pub beta: f64,
}

/// Beta of y on x as the sum of the coefficients of one multiple regression on x, the day before and the day after, on rows
/// 2 to n - 1. Source: Dimson 1979, JFE 7:197.
///
/// Values must be finite and slices equally long; fewer than seven rows or a gap: [`Undefined::InsufficientN`]; a constant
/// y: [`Undefined::ZeroVariance`]; dependent columns: [`Undefined::Singular`]. O(n).
///
/// ```
/// let x: Vec<f64> = (0..300).map(|day| f64::from(day * day).sin()).collect();
/// let y: Vec<f64> = (0..300).map(|day| 0.6 * x[day] + 0.4 * x[day.saturating_sub(1)]).collect();
/// assert!((sectorscope_stats::inference::asynchrony::dimson(&y, &x).unwrap().beta - 1.0).abs() < 1e-12);
/// ```
pub fn dimson(y: &[f64], x: &[f64]) -> Result<Dimson, Undefined> {
    let (y, columns) = aligned(y, x)?;
    let fit = LeastSquares::fit(y, &columns)?;
    let coefficients = [fit.coefficients[1], fit.coefficients[2], fit.coefficients[3]];
    Ok(Dimson { coefficients, beta: compensated_sum(coefficients) })
}

/// y without its first and last row, and x one day before, on, and one day after them.
fn aligned<'a>(y: &'a [f64], x: &'a [f64]) -> Result<(&'a [f64], [&'a [f64]; 3]), Undefined> {
    let n = x.len();
    if n != y.len() || n < 5 || x.iter().chain(y).any(|value| !value.is_finite()) {
        return Err(Undefined::InsufficientN);
    }
    Ok((&y[1..n - 1], [&x[..n - 2], &x[1..n - 1], &x[2..]]))
}

fn constant(reason: Undefined) -> Undefined {
    if reason == Undefined::Singular { Undefined::ZeroVariance } else { reason }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::correlation::coefficient::Method;
    use crate::correlation::influence_function::influence;
    use crate::resampling::random::Philox;

    fn noise(n: usize, stream: u64) -> Vec<f64> {
        let mut random = Philox::new(4, stream);
        (0..n).map(|_| random.unit() - 0.5).collect()
    }

    #[test]
    fn no_lags_is_the_correlation() {
        let (x, y) = (noise(60, 0), noise(60, 1));
        for weights in [LagWeights::Equal, LagWeights::Bartlett] {
            let summed = summed_lag_correlation(&x, &y, 0, weights).unwrap();
            assert!((summed - pearson(&x, &y).unwrap().r).abs() < 1e-14);
        }
    }

    #[test]
    fn what_comes_a_day_late_is_found() {
        let x = noise(2000, 2);
        // 70 % on the same day, 30 % the day after.
        let y: Vec<f64> = (0..2000).map(|t| 0.7 * x[t] + if t > 0 { 0.3 * x[t - 1] } else { 0.0 }).collect();
        assert!((scholes_williams(&y, &x).unwrap().beta - 1.0).abs() < 0.05);
        let multiple = dimson(&y, &x).unwrap();
        assert!((multiple.beta - 1.0).abs() < 1e-12 && (multiple.coefficients[0] - 0.3).abs() < 1e-12);
        assert!(summed_lag_correlation(&x, &y, 1, LagWeights::Equal).unwrap() > pearson(&x, &y).unwrap().r);
    }

    #[test]
    fn influence_of_summed_lags_is_what_a_row_does() {
        let wave = |k: usize| -> Vec<f64> { (0..400).map(|row| libm::sin((row * row % (97 + k)) as f64)).collect() };
        let (x, noise) = (wave(0), wave(12));
        let y: Vec<f64> = (0..400).map(|row| x[row] + 0.5 * x[row.saturating_sub(1)] + noise[row]).collect();
        let same = summed_lag_influence(&x, &y, 0, LagWeights::Equal).unwrap();
        let plain = influence(Method::Pearson, &x, &y).unwrap();
        assert!(same.psi.iter().zip(&plain.psi).all(|(a, b)| (a - b).abs() < 1e-12));
        // A row in the middle that both series lose changes the estimate by about -psi/n.
        let of = summed_lag_influence(&x, &y, 1, LagWeights::Equal).unwrap();
        let mean = compensated_sum(of.psi.iter().copied()) / 400.0;
        assert!(mean.abs() < 1e-15 && of.psi.iter().any(|value| value.abs() > 1.0));
    }

    #[test]
    fn undefined_cases() {
        let x = noise(9, 3);
        assert_eq!(summed_lag_correlation(&x[..2], &x[..2], 1, LagWeights::Equal), Err(Undefined::InsufficientN));
        assert_eq!(summed_lag_correlation(&x, &[0.1; 9], 1, LagWeights::Equal), Err(Undefined::ZeroVariance));
        let alternating: Vec<f64> = (0..9).map(|t| f64::from(t % 2)).collect();
        let negative = summed_lag_correlation(&x, &alternating, 1, LagWeights::Equal);
        assert_eq!(negative, Err(Undefined::NotPositiveDefinite));
        assert!(summed_lag_correlation(&x, &alternating, 1, LagWeights::Bartlett).is_ok());
        assert_eq!(scholes_williams(&[0.1; 9], &x).err(), Some(Undefined::ZeroVariance));
        assert_eq!(scholes_williams(&x, &[0.1; 9]).err(), Some(Undefined::ZeroVariance));
        assert_eq!(scholes_williams(&x[..4], &x[..4]).err(), Some(Undefined::InsufficientN));
        assert_eq!(dimson(&x, &[f64::NAN; 9]).err(), Some(Undefined::InsufficientN));
        assert_eq!(dimson(&x[..6], &x[..6]).err(), Some(Undefined::InsufficientN));
        assert_eq!(dimson(&x, &[0.1; 9]).err(), Some(Undefined::Singular));
    }
}
