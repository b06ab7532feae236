//! Least squares.

use crate::Undefined;
use crate::complete::complete_rows;
use crate::inference::hac::long_run_variance;
use crate::moments::Centred;
use crate::sum::compensated_sum;

/// A least-squares fit y = b0 + b1 x1 + ... + bk xk.
///
/// Coefficients and standard errors have the intercept first and are in the units of y per unit of the column.
#[derive(Clone, Debug, PartialEq)]
pub struct LeastSquares {
    /// b0, b1, ..., bk.
    pub coefficients: Vec<f64>,
    /// Their standard errors for independent errors of equal variance.
    pub standard_errors: Vec<f64>,
    /// Sum of squared residuals over n - k - 1, in squared units of y.
    pub residual_variance: f64,
    /// Share of the variance of y explained.
    pub r_squared: f64,
    /// Explained over residual variance, each per degree of freedom (k and n - k - 1); infinite for an exact fit, 0 without columns.
    pub f: f64,
    /// y less the fit, one per complete row.
    pub residuals: Vec<f64>,
    /// Covariance matrix of the coefficients for independent errors of equal variance; its entries can overflow where the
    /// standard errors do not.
    pub covariance: Vec<Vec<f64>>,
    /// How much each complete row bends the fit towards itself, in [1/n, 1].
    pub leverages: Vec<f64>,
    /// What each row contributes to each coefficient's error: estimate - truth is their sum.
    scores: Vec<Vec<f64>>,
}

impl LeastSquares {
    /// Fits y on the columns, by Householder QR of the columns centred and brought to unit length (Golub 1965, Numer.
    /// Math. 7:206; Golub & Van Loan 5.3).
    ///
    /// Rows with a NaN or infinity anywhere are dropped. Fewer than k + 2 rows: [`Undefined::InsufficientN`]; a constant
    /// y: [`Undefined::ZeroVariance`]; a constant column, or columns that are linearly dependent to eleven digits:
    /// [`Undefined::Singular`]. O(n k^2).
    ///
    /// ```
    /// use sectorscope_stats::inference::regression::LeastSquares;
    /// let fit = LeastSquares::fit(&[1.0, 3.0, 4.0], &[&[0.0, 1.0, 2.0]]).unwrap();
    /// assert!((fit.coefficients[1] - 1.5).abs() < 1e-15);
    /// ```
    #[expect(clippy::too_many_lines, reason = "one factorisation serves every part of the answer")]
    pub fn fit(y: &[f64], columns: &[&[f64]]) -> Result<LeastSquares, Undefined> {
        let k = columns.len();
        let complete = complete_rows(&[&[y], columns].concat());
        let n = complete[0].len();
        if n < k + 2 {
            return Err(Undefined::InsufficientN);
        }
        let y = Centred::new(&complete[0])?;
        let columns: Vec<Centred> = complete[1..]
            .iter()
            .map(|c| Centred::new(c))
            .collect::<Result<_, _>>()
            .map_err(|reason| if reason == Undefined::ZeroVariance { Undefined::Singular } else { reason })?;
        let unit: Vec<Vec<f64>> =
            columns.iter().map(|c| c.deviations().iter().map(|d| d / c.sum_of_squares().sqrt()).collect()).collect();
        let (slopes, inverse) = solve(&unit, y.deviations())?;
        // One unit of column j's own units is this many of its unit-length ones.
        let per_unit: Vec<f64> = columns.iter().map(|c| c.scale() / c.sum_of_squares().sqrt()).collect();
        let residuals: Vec<f64> =
            (0..n).map(|row| y.deviations()[row] - (0..k).map(|j| slopes[j] * unit[j][row]).sum::<f64>()).collect();
        let residual_squares = compensated_sum(residuals.iter().map(|e| e * e));
        let residual_df = (n - k - 1) as f64;
        let variance = residual_squares / residual_df;

        // Slopes are G X'e with G the inverse of X'X; the intercept is mean(y) less slopes times mean(x).
        let gram_inverse = |i: usize, j: usize| (i.max(j)..k).map(|m| inverse[m][i] * inverse[m][j]).sum::<f64>();
        let mut coefficients = vec![0.0; k + 1];
        let mut standard_errors = vec![0.0; k + 1];
        let mut scores = vec![vec![0.0; n]; k + 1];
        let mut intercept_variance = 1.0 / n as f64;
        coefficients[0] = y.mean();
        for j in 0..k {
            coefficients[j + 1] = slopes[j] * per_unit[j] / y.scale();
            coefficients[0] -= coefficients[j + 1] * columns[j].mean();
            standard_errors[j + 1] = (variance * gram_inverse(j, j)).sqrt() * per_unit[j] / y.scale();
            for i in 0..k {
                let means = columns[i].mean() * per_unit[i] * (columns[j].mean() * per_unit[j]);
                intercept_variance += means * gram_inverse(i, j);
            }
            for row in 0..n {
                let weight: f64 = (0..k).map(|i| gram_inverse(j, i) * unit[i][row]).sum();
                scores[j + 1][row] = weight * residuals[row] * per_unit[j] / y.scale();
            }
        }
        standard_errors[0] = (variance * intercept_variance).sqrt() / y.scale();
        for row in 0..n {
            scores[0][row] = residuals[row] / y.scale() / n as f64
                - (0..k).map(|j| scores[j + 1][row] * columns[j].mean()).sum::<f64>();
        }

        let mut covariance = vec![vec![0.0; k + 1]; k + 1];
        covariance[0][0] = standard_errors[0] * standard_errors[0];
        for j in 0..k {
            for i in 0..k {
                let unscaled = gram_inverse(i, j) * per_unit[i] / y.scale() * (per_unit[j] / y.scale());
                covariance[i + 1][j + 1] = variance * unscaled;
                covariance[0][j + 1] -= columns[i].mean() * covariance[i + 1][j + 1];
            }
            covariance[j + 1][0] = covariance[0][j + 1];
        }
        let projection = |row: usize, m: usize| (0..=m).map(|i| inverse[m][i] * unit[i][row]).sum::<f64>();
        let square = |v: f64| v * v;
        let leverages =
            (0..n).map(|row| 1.0 / n as f64 + (0..k).map(|m| square(projection(row, m))).sum::<f64>()).collect();

        let fitted = y.sum_of_squares() - residual_squares;
        Ok(LeastSquares {
            coefficients,
            standard_errors,
            residual_variance: variance / y.scale() / y.scale(),
            r_squared: (fitted / y.sum_of_squares()).clamp(0.0, 1.0),
            f: if k == 0 { 0.0 } else { fitted.max(0.0) / k as f64 / variance },
            residuals: residuals.iter().map(|e| e / y.scale()).collect(),
            covariance,
            leverages,
            scores,
        })
    }

    /// Standard errors that allow for errors of unequal variance, dependent up to `lags` rows apart (Newey & West 1987).
    /// `small_sample` multiplies the variances by n/(n - k - 1).
    ///
    /// In the order and units of the coefficients. `lags` >= n: [`Undefined::WindowTooLong`]. O(n k L).
    ///
    /// ```
    /// use sectorscope_stats::inference::regression::LeastSquares;
    /// // A mean of rows that undo one another is surer than one of independent rows.
    /// let mean = LeastSquares::fit(&[1.0, -1.0, 1.0, -1.0], &[]).unwrap();
    /// assert_eq!([0, 1].map(|lags| mean.hac_standard_errors(lags, false)), [Ok(vec![0.5]), Ok(vec![0.25])]);
    /// ```
    pub fn hac_standard_errors(&self, lags: usize, small_sample: bool) -> Result<Vec<f64>, Undefined> {
        let n = self.residuals.len() as f64;
        let factor = if small_sample { n / (n - self.coefficients.len() as f64) } else { 1.0 };
        self.scores.iter().map(|score| Ok((factor * n * long_run_variance(score, lags)?).sqrt())).collect()
    }

    /// Standard errors that allow for errors of unequal variance, in the order and units of the coefficients. HC0: White
    /// 1980, Econometrica 48:817. HC3, which does not trust rows of high leverage: `MacKinnon` & White 1985, J. Econometrics
    /// 29:305. A row with leverage 1 under HC3: [`Undefined::Singular`]. O(n k).
    ///
    /// ```
    /// use sectorscope_stats::inference::regression::{LeastSquares, Leverage};
    /// let mean = LeastSquares::fit(&[1.0, -1.0, 1.0, -1.0], &[]).unwrap();
    /// assert_eq!(mean.heteroskedastic_standard_errors(Leverage::Ignored), Ok(vec![0.5]));
    /// // Each of four rows has a leverage of 1/4.
    /// let corrected = mean.heteroskedastic_standard_errors(Leverage::Corrected).unwrap();
    /// assert!((corrected[0] - 0.5 / 0.75).abs() < 1e-15);
    /// ```
    pub fn heteroskedastic_standard_errors(&self, correction: Leverage) -> Result<Vec<f64>, Undefined> {
        let weights: Vec<f64> = match correction {
            Leverage::Ignored => vec![1.0; self.leverages.len()],
            Leverage::Corrected => self.leverages.iter().map(|h| 1.0 / (1.0 - h)).collect(),
        };
        // A residual that is zero whatever y is, up to rounding.
        if weights.iter().any(|&weight| !(0.0..1e12).contains(&weight)) {
            return Err(Undefined::Singular);
        }
        let of = |score: &Vec<f64>| compensated_sum(score.iter().zip(&weights).map(|(s, w)| s * w * (s * w))).sqrt();
        Ok(self.scores.iter().map(of).collect())
    }

    /// A weighted sum of coefficients and its standard error for errors of equal variance: the slope of a parabola at a
    /// point, a prediction. Weights must be finite; those that a short slice lacks are 0. O(k^2).
    ///
    /// ```
    /// use sectorscope_stats::inference::regression::LeastSquares;
    /// // The line 7/6 + 3/2 x at x = 3, where it is less sure than among the rows.
    /// let fit = LeastSquares::fit(&[1.0, 3.0, 4.0], &[&[0.0, 1.0, 2.0]]).unwrap();
    /// let (value, se) = fit.combination(&[1.0, 3.0]);
    /// assert!((value - 17.0 / 3.0).abs() < 1e-14 && (se * se - 7.0 / 18.0).abs() < 1e-14);
    /// ```
    pub fn combination(&self, weights: &[f64]) -> (f64, f64) {
        let weighted = |values: &[f64]| values.iter().zip(weights).map(|(v, w)| v * w).sum::<f64>();
        let variance: f64 = self.covariance.iter().zip(weights).map(|(row, w)| w * weighted(row)).sum();
        (weighted(&self.coefficients), variance.max(0.0).sqrt())
    }

    /// Residual degrees of freedom, n - k - 1. O(1).
    ///
    /// ```
    /// use sectorscope_stats::inference::regression::LeastSquares;
    /// assert_eq!(LeastSquares::fit(&[1.0, 3.0, 4.0], &[&[0.0, 1.0, 2.0]]).unwrap().df(), 1);
    /// ```
    pub fn df(&self) -> usize {
        self.residuals.len() - self.coefficients.len()
    }
}

/// What standard errors for unequal variances make of leverage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Leverage {
    /// HC0: squared residuals as they are.
    Ignored,
    /// HC3: residuals divided by one less the leverage, as if the row had been left out.
    Corrected,
}

/// A column whose part not explained by those before it is shorter than this (of length 1) is dependent on them.
const DEPENDENT: f64 = 1e-11;

/// Coefficients of y on unit-length columns, and the inverse of the triangular factor R, column by column.
pub(super) fn solve(columns: &[Vec<f64>], y: &[f64]) -> Result<(Vec<f64>, Vec<Vec<f64>>), Undefined> {
    let k = columns.len();
    let mut work = columns.to_vec();
    let mut rotated_y = y.to_vec();
    let mut diagonal = vec![0.0; k];
    for j in 0..k {
        let length = compensated_sum(work[j][j..].iter().map(|v| v * v)).sqrt();
        if length < DEPENDENT {
            return Err(Undefined::Singular);
        }
        // The reflection that leaves only the first element, away from cancellation.
        diagonal[j] = -length.copysign(work[j][j]);
        let mut reflector = work[j][j..].to_vec();
        reflector[0] -= diagonal[j];
        let half_square = length * (length + work[j][j].abs());
        for column in work[j + 1..].iter_mut().chain([&mut rotated_y]) {
            let share = compensated_sum(reflector.iter().zip(&column[j..]).map(|(a, b)| a * b)) / half_square;
            for (value, direction) in column[j..].iter_mut().zip(&reflector) {
                *value -= share * direction;
            }
        }
    }
    let r = |i: usize, j: usize| if i == j { diagonal[i] } else { work[j][i] };
    let mut inverse: Vec<Vec<f64>> = Vec::with_capacity(k);
    for j in 0..k {
        let mut column = vec![0.0; k];
        column[j] = 1.0 / r(j, j);
        for i in (0..j).rev() {
            column[i] = -(i + 1..=j).map(|m| r(i, m) * column[m]).sum::<f64>() / r(i, i);
        }
        inverse.push(column);
    }
    let mut solution = vec![0.0; k];
    for i in (0..k).rev() {
        solution[i] = (rotated_y[i] - (i + 1..k).map(|j| r(i, j) * solution[j]).sum::<f64>()) / r(i, i);
    }
    Ok((solution, inverse))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_through_three_points() {
        let fit = LeastSquares::fit(&[1.0, 3.0, 4.0], &[&[0.0, 1.0, 2.0]]).unwrap();
        assert!((fit.coefficients[1] - 1.5).abs() < 1e-15 && (fit.coefficients[0] - 7.0 / 6.0).abs() < 1e-15);
        assert!((fit.residual_variance - 1.0 / 6.0).abs() < 1e-15);
        assert!((fit.r_squared - 27.0 / 28.0).abs() < 1e-15 && (fit.f - 27.0).abs() < 1e-12);
        assert!((fit.standard_errors[1] - (1.0_f64 / 12.0).sqrt()).abs() < 1e-15);
        assert!((fit.standard_errors[0] - (5.0_f64 / 36.0).sqrt()).abs() < 1e-15);
    }

    #[test]
    fn undefined_cases() {
        let x: [f64; 5] = [1.0, 2.0, 4.0, 3.0, 5.0];
        let double: Vec<f64> = x.iter().map(|v| 3.3 * v + 0.1).collect();
        let y = [2.0, 1.0, 3.0, 5.0, 4.0];
        assert_eq!(LeastSquares::fit(&y, &[&x, &double]), Err(Undefined::Singular));
        assert_eq!(LeastSquares::fit(&y, &[&[0.1; 5]]), Err(Undefined::Singular));
        assert_eq!(LeastSquares::fit(&[0.1; 5], &[&x]), Err(Undefined::ZeroVariance));
        assert_eq!(LeastSquares::fit(&y[..2], &[&x]), Err(Undefined::InsufficientN));
        assert_eq!(LeastSquares::fit(&[], &[]), Err(Undefined::InsufficientN));
        assert_eq!(LeastSquares::fit(&[f64::NAN; 5], &[&x]), Err(Undefined::InsufficientN));
        let fit = LeastSquares::fit(&y, &[&x]).unwrap();
        let spike = LeastSquares::fit(&y, &[&[0.0, 0.0, 0.0, 0.0, 1.0]]).unwrap();
        assert_eq!(spike.heteroskedastic_standard_errors(Leverage::Corrected), Err(Undefined::Singular));
        assert!(spike.heteroskedastic_standard_errors(Leverage::Ignored).is_ok());
        assert_eq!(fit.hac_standard_errors(5, false), Err(Undefined::WindowTooLong));
    }

    #[test]
    fn covariances_and_leverages() {
        let (a, b) = ([1.0, 2.0, 4.0, 3.0, 5.0, 9.0], [0.0, 1.0, 1.0, 5.0, 2.0, 7.0]);
        let fit = LeastSquares::fit(&[2.0, 1.0, 3.0, 5.0, 4.0, 8.0], &[&a, &b]).unwrap();
        assert!((fit.leverages.iter().sum::<f64>() - 3.0).abs() < 1e-14);
        for (j, se) in fit.standard_errors.iter().enumerate() {
            let unit: Vec<f64> = (0..3).map(|i| f64::from(u8::from(i == j))).collect();
            let (coefficient, combined) = fit.combination(&unit);
            assert_eq!(coefficient, fit.coefficients[j]);
            assert!((combined - se).abs() < 1e-14);
        }
        // The fit passes through the means, with the standard error of a mean.
        let (level, se) = fit.combination(&[1.0, 4.0, 16.0 / 6.0]);
        assert!((level - 23.0 / 6.0).abs() < 1e-13 && (se - (fit.residual_variance / 6.0).sqrt()).abs() < 1e-13);
        assert_eq!(fit.df(), 3);
    }

    #[test]
    fn huge_and_tiny_columns() {
        let y: Vec<f64> = [2.0, 1.0, 3.0, 5.0, 4.0].iter().map(|v| v * 1e250).collect();
        let x: Vec<f64> = [1.0, 2.0, 4.0, 3.0, 5.0].iter().map(|v| v * 1e-50).collect();
        let fit = LeastSquares::fit(&y, &[&x]).unwrap();
        assert!((fit.coefficients[1] / 1e300 - 0.6).abs() < 1e-14);
        assert!((fit.r_squared - 0.36).abs() < 1e-14);
    }
}
