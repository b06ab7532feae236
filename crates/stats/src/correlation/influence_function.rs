//! The influence series of a correlation: how much each row moves it.

use crate::Undefined;
use crate::complete::complete_pairs;
use crate::correlation::coefficient::{Method, pearson_of_centred};
use crate::correlation::influence::Influence;
use crate::correlation::rank_influence::{kendall_influence, spearman_influence};
use crate::moments::Centred;
use crate::sum::compensated_sum;

/// The influence series of the correlation of x and y by the given method.
///
/// Dimensionless. Rows with a NaN or infinity in either column are dropped, so `psi` has one value per complete row: to
/// compare correlations, first take the rows complete in all columns ([`crate::complete::complete_rows`]). Too few rows
/// and constant columns as for the correlation. O(n) for Pearson, O(n log n) for Spearman and Kendall.
///
/// ```
/// use sectorscope_stats::{correlation::coefficient::Method, correlation::influence_function::influence};
/// // Rows in which both move the same way raise the correlation.
/// let (x, y) = ([1.0, 1.0, -1.0, -1.0], [1.0, -1.0, 1.0, -1.0]);
/// assert_eq!(influence(Method::Pearson, &x, &y).unwrap().psi, [1.0, -1.0, -1.0, 1.0]);
/// ```
pub fn influence(method: Method, x: &[f64], y: &[f64]) -> Result<Influence, Undefined> {
    let (x, y) = complete_pairs(x, y);
    match method {
        Method::Pearson => pearson_influence(&x, &y),
        Method::Spearman => spearman_influence(&x, &y),
        Method::Kendall => kendall_influence(&x, &y),
    }
}

/// psi = ab - (r/2)(a^2 + b^2), a and b the columns standardised with the 1/n standard deviation. Its mean is exactly 0.
/// Source: Devlin, Gnanadesikan & Kettenring 1975, Biometrika 62:531.
fn pearson_influence(x: &[f64], y: &[f64]) -> Result<Influence, Undefined> {
    let (x, y) = (Centred::new(x)?, Centred::new(y)?);
    let r = pearson_of_centred(&x, &y);
    let sd_x = (x.sum_of_squares() / x.n() as f64).sqrt();
    let sd_y = (y.sum_of_squares() / y.n() as f64).sqrt();
    let psi = x.deviations().iter().zip(y.deviations()).map(|(a, b)| {
        let (a, b) = (a / sd_x, b / sd_y);
        a * b - 0.5 * r * (a * a + b * b)
    });
    Ok(Influence { estimate: r, psi: psi.collect() })
}

/// The influence series of Pearson's correlation by leaving out one row at a time: psi = (n - 1)(r - r without the row), less
/// its mean. Where tails are fat it is the better guide to the sampling error than [`influence`], which it approaches as 1/n:
/// a row far out has pulled the mean, the variances and r its own way, and only without it does one see how much. Sources:
/// Tukey 1958, Ann. Math. Stat. 29:614; Efron & Stein 1981, Ann. Stat. 9:586; the same correction for regressions is HC3,
/// `MacKinnon` & White 1985, J. Econometrics 29:305.
///
/// Dimensionless. Rows with a NaN or infinity in either column are dropped. Fewer than three rows:
/// [`Undefined::InsufficientN`]; a column that is constant, or is without some row: [`Undefined::ZeroVariance`]. O(n).
///
/// ```
/// use sectorscope_stats::{correlation::coefficient::pearson, correlation::influence_function::jackknife_influence};
/// let (x, y) = ([1.0, 2.0, 4.0, 3.0, 7.0], [1.0, 3.0, 2.0, 5.0, 6.0]);
/// let psi = jackknife_influence(&x, &y).unwrap().psi;
/// let without = |row: usize| pearson(&[&x[..row], &x[row + 1..]].concat(), &[&y[..row], &y[row + 1..]].concat()).unwrap().r;
/// assert!((psi[0] - psi[1] - 4.0 * (without(1) - without(0))).abs() < 1e-14);
/// ```
pub fn jackknife_influence(x: &[f64], y: &[f64]) -> Result<Influence, Undefined> {
    let (x, y) = complete_pairs(x, y);
    jackknife_of_centred(&Centred::new(&x)?, &Centred::new(&y)?)
}

/// [`jackknife_influence`] of two centred columns of one length.
pub(crate) fn jackknife_of_centred(x: &Centred, y: &Centred) -> Result<Influence, Undefined> {
    let n = x.n() as f64;
    if x.n() < 3 {
        return Err(Undefined::InsufficientN);
    }
    let r = pearson_of_centred(x, y);
    // Of columns of unit length a row takes f a^2, f b^2 and f a b off the sums when it goes.
    let f = n / (n - 1.0);
    let (length_x, length_y) = (x.sum_of_squares().sqrt(), y.sum_of_squares().sqrt());
    // The row that takes most leaves least: with it looked at beforehand the loop over the rows has no way out, and runs over two at once.
    let nothing_left = |column: &Centred, length: f64| {
        let larger = |size: f64, deviation: &f64| if deviation.abs() > size { deviation.abs() } else { size };
        let a = column.deviations().iter().fold(0.0, larger) / length;
        1.0 - f * a * a < NOTHING_LEFT
    };
    if nothing_left(x, length_x) || nothing_left(y, length_y) {
        return Err(Undefined::ZeroVariance);
    }
    let of_row = |(a, b): (&f64, &f64)| {
        let (a, b) = (a / length_x, b / length_y);
        let (square_a, square_b) = (f * a * a, f * b * b);
        let left = ((1.0 - square_a) * (1.0 - square_b)).sqrt();
        // (n - 1)(r - (r - f a b)/left), without the cancellation of the two.
        let below_one = (square_a * square_b - square_a - square_b) / (left + 1.0);
        (n - 1.0) * (f * a * b + r * below_one) / left
    };
    let mut psi: Vec<f64> = x.deviations().iter().zip(y.deviations()).map(of_row).collect();
    let mean = compensated_sum(psi.iter().copied()) / n;
    psi.iter_mut().for_each(|value| *value -= mean);
    Ok(Influence { estimate: r, psi })
}

/// A share of a column's sum of squares that is rounding error: all of it lay in the row that was left out.
const NOTHING_LEFT: f64 = 1e-12;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::correlation::coefficient::correlation;

    const METHODS: [Method; 3] = [Method::Pearson, Method::Spearman, Method::Kendall];

    /// Rows without structure, some of them tied.
    fn rows(n: u32, ties: bool) -> (Vec<f64>, Vec<f64>) {
        let mut state = 12_345_u32;
        let mut next = || {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            f64::from(state >> 8) / f64::from(1_u32 << 24)
        };
        let coarse = |v: f64| if ties { (v * 8.0).floor() } else { v };
        (0..n).map(|_| (next(), next())).map(|(a, b)| (coarse(a), coarse(0.5 * a + 0.5 * b))).unzip()
    }

    #[test]
    fn mean_is_zero() {
        for (method, ties) in METHODS.into_iter().flat_map(|m| [(m, false), (m, true)]) {
            let (x, y) = rows(500, ties);
            let psi = influence(method, &x, &y).unwrap().psi;
            let mean = psi.iter().sum::<f64>() / psi.len() as f64;
            assert!(mean.abs() < 1e-14, "{method:?} {ties}: {mean:e}");
        }
    }

    #[test]
    fn equals_leaving_one_row_out() {
        let n = 800;
        for (method, ties) in METHODS.into_iter().flat_map(|m| [(m, false), (m, true)]) {
            let (x, y) = rows(n, ties);
            let whole = influence(method, &x, &y).unwrap();
            assert_eq!(whole.estimate, correlation(method, &x, &y).unwrap().r);
            for row in (0..n as usize).step_by(37) {
                let without = |v: &[f64]| [&v[..row], &v[row + 1..]].concat();
                let rest = correlation(method, &without(&x), &without(&y)).unwrap().r;
                let jackknife = f64::from(n - 1) * (whole.estimate - rest);
                let error = (jackknife - whole.psi[row]).abs();
                assert!(error < 20.0 / f64::from(n), "{method:?} {ties} {row}: {jackknife} {}", whole.psi[row]);
            }
        }
    }

    #[test]
    fn the_jackknife_leaves_out_each_row_exactly() {
        let (x, y) = rows(60, true);
        let whole = jackknife_influence(&x, &y).unwrap();
        let without = |v: &[f64], row: usize| [&v[..row], &v[row + 1..]].concat();
        let plain = |row| {
            59.0 * (whole.estimate - correlation(Method::Pearson, &without(&x, row), &without(&y, row)).unwrap().r)
        };
        let mean = (0..60).map(plain).sum::<f64>() / 60.0;
        assert!((0..60).all(|row| (whole.psi[row] - (plain(row) - mean)).abs() < 1e-12));
        let huge: Vec<f64> = x.iter().map(|v| v * 1e200).collect();
        assert!(jackknife_influence(&huge, &y).unwrap().psi.iter().zip(&whole.psi).all(|(a, b)| (a - b).abs() < 1e-12));
    }

    #[test]
    fn the_jackknife_of_nearly_nothing() {
        let (x, y) = ([1.0, 2.0, 4.0, 3.0], [0.1, 0.1, 0.1, 9.0]);
        assert_eq!(jackknife_influence(&x, &y), Err(Undefined::ZeroVariance));
        assert_eq!(jackknife_influence(&x, &[0.1; 4]), Err(Undefined::ZeroVariance));
        assert_eq!(jackknife_influence(&x[..2], &y[2..]), Err(Undefined::InsufficientN));
        assert_eq!(jackknife_influence(&x, &[f64::NAN; 4]), Err(Undefined::InsufficientN));
        let perfect = jackknife_influence(&x, &x).unwrap();
        assert!(perfect.estimate == 1.0 && perfect.psi.iter().all(|psi| psi.abs() < 1e-14));
    }

    #[test]
    fn variance_of_independent_columns_is_the_known_one() {
        let (x, _) = rows(4000, false);
        let (first, second) = x.split_at(2000);
        for (method, variance) in [(Method::Pearson, 1.0), (Method::Spearman, 1.0), (Method::Kendall, 4.0 / 9.0)] {
            let psi = influence(method, first, second).unwrap().psi;
            let mean_square = psi.iter().map(|psi| psi * psi).sum::<f64>() / psi.len() as f64;
            assert!((mean_square / variance - 1.0).abs() < 0.1, "{method:?} {mean_square}");
        }
    }

    #[test]
    fn a_perfect_correlation_has_no_influence_and_a_constant_none_defined() {
        let x = [1.0, 5.0, 2.0, 4.0];
        for method in METHODS {
            let perfect = influence(method, &x, &x).unwrap();
            assert_eq!(perfect.estimate, 1.0);
            assert!(perfect.psi.iter().all(|psi| psi.abs() < 1e-15), "{method:?} {:?}", perfect.psi);
            assert_eq!(influence(method, &x, &[0.1; 4]), Err(Undefined::ZeroVariance));
            assert_eq!(influence(method, &x[..1], &x), Err(Undefined::InsufficientN));
        }
    }
}
