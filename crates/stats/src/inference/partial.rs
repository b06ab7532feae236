//! Correlation with the influence of other series taken out.

use crate::Undefined;
use crate::complete::complete_rows;
use crate::inference::fisher::{fisher_z, two_sided_quantile};
use crate::moments::Centred;
use crate::special::student_t::student_t_two_sided;
use crate::sum::compensated_sum;

/// A partial correlation with its textbook test and interval, which assume independent, normal rows.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PartialCorrelation {
    /// Correlation of what the controls leave unexplained, in [-1, 1].
    pub r: f64,
    /// Complete rows.
    pub n: usize,
    /// Controls that are not linear in the others.
    pub controls: usize,
    /// Degrees of freedom, n - 2 - controls.
    pub df: usize,
    /// r sqrt(df / (1 - r^2)).
    pub t: f64,
    /// Probability, without partial correlation, of a |t| at least as large.
    pub p_two_sided: f64,
    /// Lower end of the interval by Fisher's z with standard error 1/sqrt(n - 3 - controls).
    pub low: f64,
    /// Upper end.
    pub high: f64,
}

/// Correlation of the residuals of x and y on an intercept and the controls. Source: Yule 1907, Proc. R. Soc. A 79:182; by
/// orthogonalisation with one repetition (Giraud, Langou & Rozložník 2005), which drops controls that depend on others.
///
/// Rows with a NaN or infinity anywhere are dropped. Fewer than 4 rows more than controls: [`Undefined::InsufficientN`]; x or
/// y constant: [`Undefined::ZeroVariance`]; x or y a linear function of the controls to eleven digits:
/// [`Undefined::Singular`]; |r| = 1: [`Undefined::Perfect`]. `confidence` in (0, 1). O(n k^2).
///
/// ```
/// use sectorscope_stats::inference::partial::partial_correlation;
/// let z = [1.0, 2.0, 3.0, 4.0, 5.0, 6.0];
/// let (x, y) = ([1.1, 1.9, 3.2, 3.9, 5.1, 5.8], [0.9, 2.1, 2.8, 4.1, 4.9, 6.2]);
/// assert!(partial_correlation(&x, &y, &[&z], 0.95).unwrap().r < -0.9);
/// ```
pub fn partial_correlation(
    x: &[f64],
    y: &[f64],
    controls: &[&[f64]],
    confidence: f64,
) -> Result<PartialCorrelation, Undefined> {
    let complete = complete_rows(&[&[x, y], controls].concat());
    let n = complete[0].len();
    let (x, y) = (unit(&complete[0])?, unit(&complete[1])?);
    let mut basis: Vec<Vec<f64>> = Vec::new();
    for control in &complete[2..] {
        match unit(control) {
            // A constant explains nothing that the intercept does not.
            Err(Undefined::ZeroVariance) => {}
            Err(reason) => return Err(reason),
            Ok(column) => {
                let (rest, length) = residual(&column, &basis);
                if length > DEPENDENT {
                    basis.push(rest);
                }
            }
        }
    }
    let controls = basis.len();
    if n < controls + 4 {
        return Err(Undefined::InsufficientN);
    }
    let ((x, length_x), (y, length_y)) = (residual(&x, &basis), residual(&y, &basis));
    if length_x <= DEPENDENT || length_y <= DEPENDENT {
        return Err(Undefined::Singular);
    }
    let r = dot(&x, &y).clamp(-1.0, 1.0);
    if r.abs() >= 1.0 {
        return Err(Undefined::Perfect);
    }
    let df = n - 2 - controls;
    let t = r * (df as f64 / ((1.0 - r) * (1.0 + r))).sqrt();
    let half_width = two_sided_quantile(confidence) / ((df - 1) as f64).sqrt();
    Ok(PartialCorrelation {
        r,
        n,
        controls,
        df,
        t,
        p_two_sided: student_t_two_sided(t, df as f64),
        low: libm::tanh(fisher_z(r) - half_width),
        high: libm::tanh(fisher_z(r) + half_width),
    })
}

/// A column of length 1 of which less than this is left depends on the others.
const DEPENDENT: f64 = 1e-11;

/// The centred column, brought to length 1.
fn unit(x: &[f64]) -> Result<Vec<f64>, Undefined> {
    let centred = Centred::new(x)?;
    let length = centred.sum_of_squares().sqrt();
    Ok(centred.deviations().iter().map(|d| d / length).collect())
}

/// What of a column an orthonormal basis leaves, brought to length 1, and the length it had.
fn residual(column: &[f64], basis: &[Vec<f64>]) -> (Vec<f64>, f64) {
    let mut rest = column.to_vec();
    for direction in basis.iter().chain(basis) {
        let share = dot(&rest, direction);
        for (value, direction) in rest.iter_mut().zip(direction) {
            *value -= share * direction;
        }
    }
    let length = dot(&rest, &rest).sqrt();
    rest.iter_mut().for_each(|value| *value /= length);
    (rest, length)
}

fn dot(x: &[f64], y: &[f64]) -> f64 {
    compensated_sum(x.iter().zip(y).map(|(a, b)| a * b))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::correlation::coefficient::pearson;
    use crate::resampling::random::Philox;

    fn columns() -> [Vec<f64>; 4] {
        let mut random = Philox::new(2, 0);
        std::array::from_fn(|_| (0..40).map(|_| random.unit()).collect())
    }

    #[test]
    fn without_controls_it_is_the_correlation() {
        let [x, y, ..] = columns();
        let partial = partial_correlation(&x, &y, &[], 0.95).unwrap();
        assert!((partial.r - pearson(&x, &y).unwrap().r).abs() < 1e-15);
        assert_eq!((partial.df, partial.controls), (38, 0));
    }

    #[test]
    fn one_control_follows_the_recursion() {
        let [x, y, z, _] = columns();
        let r = |a: &[f64], b: &[f64]| pearson(a, b).unwrap().r;
        let (xy, xz, yz) = (r(&x, &y), r(&x, &z), r(&y, &z));
        let expected = (xy - xz * yz) / ((1.0 - xz * xz) * (1.0 - yz * yz)).sqrt();
        assert!((partial_correlation(&x, &y, &[&z], 0.95).unwrap().r - expected).abs() < 1e-14);
    }

    #[test]
    fn dependent_and_constant_controls_change_nothing() {
        let [x, y, z, w] = columns();
        let mix: Vec<f64> = z.iter().zip(&w).map(|(z, w)| 1e6 * z - 3.0 * w + 5.0).collect();
        let plain = partial_correlation(&x, &y, &[&z, &w], 0.95).unwrap();
        let more = partial_correlation(&x, &y, &[&z, &w, &mix, &[0.1; 40]], 0.95).unwrap();
        assert_eq!(plain.controls, more.controls);
        assert!((plain.r - more.r).abs() < 1e-13);
    }

    #[test]
    fn undefined_cases() {
        let [x, y, z, _] = columns();
        let of = |x: &[f64], y: &[f64], z: &[f64]| partial_correlation(x, y, &[z], 0.95).err();
        assert_eq!(of(&x, &y, &x), Some(Undefined::Singular));
        assert_eq!(of(&x, &[0.1; 40], &z), Some(Undefined::ZeroVariance));
        assert_eq!(of(&x, &x, &z), Some(Undefined::Perfect));
        assert_eq!(of(&x[..4], &y, &z), Some(Undefined::InsufficientN));
        assert_eq!(of(&x, &y, &[f64::NAN; 40]), Some(Undefined::InsufficientN));
        assert_eq!(of(&[], &[], &[]), Some(Undefined::InsufficientN));
    }
}
