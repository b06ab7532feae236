//! Least squares with rows of unequal weight.

use crate::Undefined;
use crate::inference::regression::solve;
use crate::special::student_t::student_t_two_sided;
use crate::sum::compensated_sum;

/// A weighted least-squares fit y = b0 + b1 x1 + ... + bk xk, intercept first.
#[derive(Clone, Debug, PartialEq)]
pub struct WeightedLeastSquares {
    /// b0, b1, ..., bk, in the units of y per unit of the column.
    pub coefficients: Vec<f64>,
    /// Standard errors, for errors of variance proportional to 1/weight.
    pub standard_errors: Vec<f64>,
    /// Two-sided p-values against 0, Student t with n - k - 1 degrees of freedom.
    pub p_values: Vec<f64>,
}

/// Minimises the sum of weight times squared residual. Source: Aitken 1935, Proc. R. Soc. Edinb. 55:42; by Householder QR of
/// the columns less their weighted means, times the root of the weights.
///
/// Rows with a NaN or infinity anywhere, or a weight that is not positive, are dropped. Fewer than k + 2 rows:
/// [`Undefined::InsufficientN`]; constant or dependent columns: [`Undefined::Singular`]. O(n k^2).
///
/// ```
/// use sectorscope_stats::inference::weighted_regression::weighted_least_squares;
/// let fit = weighted_least_squares(&[1.0, 3.0, 4.0], &[&[0.0, 1.0, 2.0]], &[1.0, 1.0, 1.0]).unwrap();
/// assert!((fit.coefficients[1] - 1.5).abs() < 1e-15);
/// ```
pub fn weighted_least_squares(
    y: &[f64],
    columns: &[&[f64]],
    weights: &[f64],
) -> Result<WeightedLeastSquares, Undefined> {
    let k = columns.len();
    let all = [&[y, weights], columns].concat();
    let rows = all.iter().map(|column| column.len()).min().unwrap_or(0);
    let usable = |row: &usize| weights[*row] > 0.0 && all.iter().all(|column| column[*row].is_finite());
    let kept: Vec<usize> = (0..rows).filter(usable).collect();
    let n = kept.len();
    if n < k + 2 {
        return Err(Undefined::InsufficientN);
    }
    let total = compensated_sum(kept.iter().map(|&row| weights[row]));
    let mean = |column: &[f64]| compensated_sum(kept.iter().map(|&row| weights[row] * column[row])) / total;
    let centred = |column: &[f64]| -> Vec<f64> {
        let mean = mean(column);
        kept.iter().map(|&row| weights[row].sqrt() * (column[row] - mean)).collect()
    };
    let length = |column: &[f64]| compensated_sum(column.iter().map(|v| v * v)).sqrt();
    let (y_mean, y) = (mean(y), centred(y));
    let (means, work): (Vec<f64>, Vec<Vec<f64>>) = columns.iter().map(|c| (mean(c), centred(c))).unzip();
    let lengths: Vec<f64> = work.iter().map(|column| length(column)).collect();
    if lengths.contains(&0.0) {
        return Err(Undefined::Singular);
    }
    let unit: Vec<Vec<f64>> =
        work.iter().zip(&lengths).map(|(column, length)| column.iter().map(|v| v / length).collect()).collect();
    let (slopes, inverse) = solve(&unit, &y)?;
    let residual = |row: usize| y[row] - (0..k).map(|j| slopes[j] * unit[j][row]).sum::<f64>();
    let df = (n - k - 1) as f64;
    let variance = compensated_sum((0..n).map(|row| residual(row) * residual(row))) / df;
    let gram_inverse = |i: usize, j: usize| (i.max(j)..k).map(|m| inverse[m][i] * inverse[m][j]).sum::<f64>();
    let mut coefficients = vec![y_mean];
    let mut variances = vec![1.0 / total];
    for j in 0..k {
        let slope = slopes[j] / lengths[j];
        coefficients.push(slope);
        coefficients[0] -= slope * means[j];
        variances.push(gram_inverse(j, j) / (lengths[j] * lengths[j]));
        variances[0] +=
            (0..k).map(|i| means[i] / lengths[i] * (means[j] / lengths[j]) * gram_inverse(i, j)).sum::<f64>();
    }
    let standard_errors: Vec<f64> = variances.iter().map(|v| (variance * v).sqrt()).collect();
    let p_values = coefficients.iter().zip(&standard_errors).map(|(b, se)| student_t_two_sided(b / se, df)).collect();
    Ok(WeightedLeastSquares { coefficients, standard_errors, p_values })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::inference::regression::LeastSquares;

    const Y: [f64; 6] = [2.0, 1.0, 3.0, 5.0, 4.0, 8.0];
    const A: [f64; 6] = [1.0, 2.0, 4.0, 3.0, 5.0, 9.0];
    const B: [f64; 6] = [0.0, 1.0, 1.0, 5.0, 2.0, 7.0];

    #[test]
    fn equal_weights_are_plain_least_squares() {
        let plain = LeastSquares::fit(&Y, &[&A, &B]).unwrap();
        let weighted = weighted_least_squares(&Y, &[&A, &B], &[2.5; 6]).unwrap();
        for j in 0..3 {
            assert!((plain.coefficients[j] - weighted.coefficients[j]).abs() < 1e-14);
            assert!((plain.standard_errors[j] - weighted.standard_errors[j]).abs() < 1e-14);
        }
    }

    #[test]
    fn a_weight_of_two_is_the_row_twice() {
        let doubled = |x: [f64; 6]| [&x[..], &x[5..]].concat();
        let twice = LeastSquares::fit(&doubled(Y), &[&doubled(A)]).unwrap();
        let weighted = weighted_least_squares(&Y, &[&A], &[1.0, 1.0, 1.0, 1.0, 1.0, 2.0]).unwrap();
        for j in 0..2 {
            assert!((twice.coefficients[j] - weighted.coefficients[j]).abs() < 1e-14);
        }
    }

    #[test]
    fn undefined_cases() {
        let fit = |y: &[f64], x: &[f64], w: &[f64]| weighted_least_squares(y, &[x], w).err();
        assert_eq!(fit(&Y, &A, &[0.0; 6]), Some(Undefined::InsufficientN));
        assert_eq!(fit(&Y, &A, &[f64::NAN; 6]), Some(Undefined::InsufficientN));
        assert_eq!(fit(&Y[..2], &A, &[1.0; 6]), Some(Undefined::InsufficientN));
        assert_eq!(fit(&Y, &[1.0; 6], &[1.0; 6]), Some(Undefined::Singular));
        assert_eq!(fit(&[], &[], &[]), Some(Undefined::InsufficientN));
    }
}
