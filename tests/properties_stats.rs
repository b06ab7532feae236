//! Properties that hold for any input: symmetry, bounds, invariance, and agreement with the plain way to compute it.

use proptest::prelude::*;
use sectorscope::stats::Undefined;
use sectorscope::stats::beta::regularised_incomplete_beta;
use sectorscope::stats::correlation::{Method, correlation, pearson};
use sectorscope::stats::hac::{default_lags, long_run_variance};
use sectorscope::stats::inference::correlation_interval;
use sectorscope::stats::influence::influence;
use sectorscope::stats::kendall::KendallCounts;
use sectorscope::stats::matrix::{CorrelationMatrix, Missing};
use sectorscope::stats::moments::{mean, standard_deviation};
use sectorscope::stats::multiple::holm;
use sectorscope::stats::rank::average_ranks;
use sectorscope::stats::regression::LeastSquares;
use sectorscope::stats::rolling::rolling_correlation;
use sectorscope::stats::special::{normal_cdf, normal_quantile, normal_sf, student_t_two_sided};

const METHODS: [Method; 3] = [Method::Pearson, Method::Spearman, Method::Kendall];

/// Any value a file could bring: ties, both zeros, gaps, infinities, and every magnitude.
fn any_value() -> impl Strategy<Value = f64> {
    prop_oneof![
        4 => (-3_i32..=3).prop_map(f64::from),
        1 => Just(-0.0),
        2 => Just(f64::NAN),
        1 => Just(f64::INFINITY),
        4 => -1.0..1.0,
        1 => any::<f64>(),
    ]
}

/// A value like a return, now and then missing.
fn a_return() -> impl Strategy<Value = f64> {
    prop_oneof![12 => -0.1..0.1, 1 => Just(f64::NAN), 2 => Just(0.0)]
}

fn pairs(
    value: impl Strategy<Value = f64> + 'static,
    rows: std::ops::Range<usize>,
) -> impl Strategy<Value = Vec<(f64, f64)>> {
    let value = value.boxed();
    prop::collection::vec((value.clone(), value), rows)
}

fn r(method: Method, x: &[f64], y: &[f64]) -> Result<f64, Undefined> {
    correlation(method, x, y).map(|c| c.r)
}

/// Both undefined for the same reason, or both defined and close.
fn alike(a: Result<f64, Undefined>, b: Result<f64, Undefined>, tolerance: f64) -> bool {
    match (a, b) {
        (Ok(a), Ok(b)) => (a - b).abs() <= tolerance,
        _ => a == b,
    }
}

proptest! {
    #[test]
    fn correlations_are_symmetric_and_bounded(rows in pairs(any_value(), 0..40)) {
        let (x, y): (Vec<f64>, Vec<f64>) = rows.into_iter().unzip();
        for method in METHODS {
            let xy = r(method, &x, &y);
            prop_assert_eq!(xy, r(method, &y, &x));
            if let Ok(xy) = xy {
                prop_assert!((-1.0..=1.0).contains(&xy), "{:?} {}", method, xy);
            }
            if let Ok(xx) = r(method, &x, &x) {
                prop_assert_eq!(xx, 1.0);
            }
        }
    }

    #[test]
    fn shift_and_scale_change_nothing_and_a_sign_turns(
        rows in pairs(a_return(), 0..60), shift in -5.0..5.0, power in -200_i32..200,
    ) {
        let (x, y): (Vec<f64>, Vec<f64>) = rows.into_iter().unzip();
        // A power of two is exact: the very same bits. A shift rounds.
        let scaled: Vec<f64> = y.iter().map(|v| v * libm::ldexp(1.0, power)).collect();
        let negated: Vec<f64> = y.iter().map(|v| -v).collect();
        let shifted: Vec<f64> = y.iter().map(|v| v + shift).collect();
        for method in METHODS {
            let plain = r(method, &x, &y);
            prop_assert_eq!(plain, r(method, &x, &scaled));
            prop_assert!(alike(plain.map(|r| -r), r(method, &x, &negated), 1e-15));
        }
        prop_assert!(alike(pearson(&x, &y).map(|c| c.r), pearson(&x, &shifted).map(|c| c.r), 1e-12));
    }

    #[test]
    fn the_order_of_rows_does_not_matter(
        (rows, shuffled) in pairs(a_return(), 0..50).prop_flat_map(|rows| (Just(rows.clone()), Just(rows).prop_shuffle())),
    ) {
        let (x, y): (Vec<f64>, Vec<f64>) = rows.into_iter().unzip();
        let (u, v): (Vec<f64>, Vec<f64>) = shuffled.into_iter().unzip();
        for method in METHODS {
            prop_assert!(alike(r(method, &x, &y), r(method, &u, &v), 1e-14), "{:?}", method);
        }
    }

    #[test]
    fn a_rising_function_leaves_rank_correlations_alone(rows in pairs(-3.0..3.0, 2..40)) {
        let (x, y): (Vec<f64>, Vec<f64>) = rows.into_iter().unzip();
        let cubed: Vec<f64> = y.iter().map(|v| v * v * v).collect();
        for method in [Method::Spearman, Method::Kendall] {
            prop_assert_eq!(r(method, &x, &y), r(method, &x, &cubed));
        }
    }

    #[test]
    fn ranks_sum_to_what_they_must(x in prop::collection::vec(any_value(), 0..60)) {
        let ranks = average_ranks(&x);
        let n = x.iter().filter(|v| !v.is_nan()).count() as f64;
        let sum: f64 = ranks.iter().filter(|rank| !rank.is_nan()).sum();
        prop_assert_eq!(sum, n * (n + 1.0) / 2.0);
        for (i, j) in (0..x.len()).flat_map(|i| (0..i).map(move |j| (i, j))) {
            if !x[i].is_nan() && !x[j].is_nan() {
                prop_assert_eq!(x[i].partial_cmp(&x[j]), ranks[i].partial_cmp(&ranks[j]));
            }
        }
    }

    #[test]
    fn kendall_equals_counting_every_pair(rows in pairs(any_value(), 0..50)) {
        let (x, y): (Vec<f64>, Vec<f64>) = rows.iter().copied().unzip();
        let counts = KendallCounts::new(&x, &y);
        let kept: Vec<(f64, f64)> = rows.into_iter().filter(|(a, b)| a.is_finite() && b.is_finite()).collect();
        let mut naive = [0_i64; 5];
        for (i, a) in kept.iter().enumerate() {
            for b in &kept[..i] {
                let sign = |u: f64, v: f64| i64::from(u > v) - i64::from(u < v);
                let (dx, dy) = (sign(a.0, b.0), sign(a.1, b.1));
                let kinds = [dx * dy > 0, dx * dy < 0, dx == 0, dy == 0, dx == 0 && dy == 0];
                for (count, holds) in naive.iter_mut().zip(kinds) {
                    *count += i64::from(holds);
                }
            }
        }
        let fast = [counts.concordant, counts.discordant, counts.ties_x, counts.ties_y, counts.ties_both];
        prop_assert_eq!(fast, naive);
        prop_assert_eq!(counts.n, kept.len());
    }

    #[test]
    fn kendall_tests_agree_on_their_range(rows in pairs(-1.0..1.0, 3..50)) {
        let (x, y): (Vec<f64>, Vec<f64>) = rows.into_iter().unzip();
        let counts = KendallCounts::new(&x, &y);
        let (asymptotic, exact) = (counts.p_asymptotic(), counts.p_exact());
        prop_assert!(asymptotic.is_ok_and(|p| p > 0.0 && p <= 1.0));
        prop_assert!(exact.is_some_and(|p| p > 0.0 && p <= 1.0));
    }

    #[test]
    fn rolling_equals_recomputation(
        rows in pairs(a_return(), 0..120), window in 0_usize..40, least in 0_usize..40, jump in 0_usize..120,
        height in prop_oneof![Just(0.0), Just(1.0), Just(1e6), Just(1e12)],
    ) {
        let (mut x, y): (Vec<f64>, Vec<f64>) = rows.into_iter().unzip();
        for value in x.iter_mut().skip(jump) {
            *value += height;
        }
        for method in METHODS {
            let rolling = rolling_correlation(method, &x, &y, window, least);
            prop_assert_eq!(rolling.len(), x.len());
            for (row, value) in rolling.iter().enumerate() {
                let plain = if window == 0 || row + 1 < window {
                    None
                } else {
                    let rows = row + 1 - window..=row;
                    correlation(method, &x[rows.clone()], &y[rows]).ok().filter(|c| c.n >= least)
                };
                match plain {
                    Some(plain) => prop_assert!((value - plain.r).abs() <= 1e-12, "{}: {} {}", row, value, plain.r),
                    None => prop_assert!(value.is_nan(), "{}: {}", row, value),
                }
            }
        }
    }

    #[test]
    fn a_matrix_is_its_pairs(columns in prop::collection::vec(prop::collection::vec(a_return(), 30), 0..5)) {
        let columns: Vec<&[f64]> = columns.iter().map(Vec::as_slice).collect();
        for method in METHODS {
            for missing in [Missing::Pairwise, Missing::Listwise] {
                let matrix = CorrelationMatrix::new(method, &columns, missing, 3);
                for i in 0..matrix.k {
                    prop_assert_eq!(matrix.get(i, i).unwrap_or(1.0), 1.0);
                    for j in 0..matrix.k {
                        prop_assert_eq!(matrix.get(i, j), matrix.get(j, i));
                        if missing == Missing::Pairwise && i != j {
                            let pair = correlation(method, columns[i], columns[j]).ok().filter(|c| c.n >= 3);
                            prop_assert_eq!(matrix.get(i.min(j), i.max(j)), pair.map(|c| c.r));
                        }
                    }
                }
            }
        }
    }

    #[test]
    fn mean_and_deviation_follow_shift_and_scale(x in prop::collection::vec(-1.0..1.0, 2..50), shift in -1e3..1e3) {
        let moved: Vec<f64> = x.iter().map(|v| 4.0 * v + shift).collect();
        let expected = mean(&x).map(|m| 4.0 * m + shift);
        prop_assert!(alike(mean(&moved), expected, 1e-12));
        prop_assert!(alike(standard_deviation(&moved), standard_deviation(&x).map(|s| 4.0 * s), 1e-12));
    }

    #[test]
    fn influence_has_mean_zero_and_an_interval_holds_its_estimate(rows in pairs(a_return(), 20..80)) {
        let (x, y): (Vec<f64>, Vec<f64>) = rows.into_iter().unzip();
        for method in METHODS {
            let Ok(found) = influence(method, &x, &y) else { continue };
            let n = found.psi.len();
            let mean = found.psi.iter().sum::<f64>() / n as f64;
            prop_assert!(mean.abs() < 1e-13, "{:?} {}", method, mean);
            if let Ok(interval) = correlation_interval(method, &x, &y, default_lags(n), 0.95) {
                prop_assert!(-1.0 <= interval.low && interval.low <= interval.r);
                prop_assert!(interval.r <= interval.high && interval.high <= 1.0);
                prop_assert!(interval.se_r > 0.0 && (0.0..=1.0).contains(&interval.p_two_sided));
            }
        }
    }

    #[test]
    fn long_run_variance_is_never_negative(x in prop::collection::vec(-1.0..1.0, 1..60), lags in 0_usize..70) {
        match long_run_variance(&x, lags) {
            Ok(variance) => prop_assert!(variance >= 0.0 && lags < x.len()),
            Err(reason) => prop_assert!(reason == Undefined::WindowTooLong && lags >= x.len()),
        }
    }

    #[test]
    fn holm_never_lowers_and_keeps_the_order(p in prop::collection::vec(0.0..=1.0, 0..20)) {
        let adjusted = holm(&p);
        for (i, j) in (0..p.len()).flat_map(|i| (0..p.len()).map(move |j| (i, j))) {
            prop_assert!(adjusted[i] >= p[i] && adjusted[i] <= 1.0);
            prop_assert!(p[i] > p[j] || adjusted[i] <= adjusted[j]);
        }
    }

    #[test]
    fn residuals_are_orthogonal_to_the_columns(
        rows in prop::collection::vec((-1.0..1.0, -1.0..1.0, -1.0..1.0), 8..40),
    ) {
        let y: Vec<f64> = rows.iter().map(|row| row.0).collect();
        let (a, b): (Vec<f64>, Vec<f64>) = rows.iter().map(|row| (row.1, row.2)).unzip();
        let Ok(fit) = LeastSquares::fit(&y, &[&a, &b]) else { return Ok(()) };
        let dot = |v: &[f64]| v.iter().zip(&fit.residuals).map(|(v, e)| v * e).sum::<f64>();
        prop_assert!(dot(&a).abs() < 1e-11 && dot(&b).abs() < 1e-11 && fit.residuals.iter().sum::<f64>().abs() < 1e-11);
        prop_assert!((0.0..=1.0).contains(&fit.r_squared) && fit.f >= 0.0);
        let hac = fit.hac_standard_errors(3, true).unwrap_or_default();
        prop_assert!(hac.len() == 3 && hac.iter().all(|se| *se >= 0.0));
    }

    #[test]
    fn a_simple_regression_is_the_correlation(rows in pairs(-1.0..1.0, 3..40)) {
        let (x, y): (Vec<f64>, Vec<f64>) = rows.into_iter().unzip();
        let (Ok(fit), Ok(found)) = (LeastSquares::fit(&y, &[&x]), pearson(&x, &y)) else { return Ok(()) };
        prop_assert!((fit.r_squared - found.r * found.r).abs() < 1e-12);
    }

    #[test]
    fn distribution_functions_rise_and_their_tails_add_up(z in -8.0..8.0_f64, df in 0.5..3000.0_f64, step in 0.001..1.0) {
        prop_assert!((normal_cdf(z) + normal_sf(z) - 1.0).abs() < 1e-15);
        prop_assert!(normal_cdf(z) <= normal_cdf(z + step));
        prop_assert!((normal_quantile(normal_cdf(z.min(0.0))) - z.min(0.0)).abs() < 1e-13);
        let t = z.abs();
        prop_assert!(student_t_two_sided(t, df) >= student_t_two_sided(t + step, df));
        // More degrees of freedom, thinner tails, down to the normal ones.
        prop_assert!(student_t_two_sided(t, df) >= 2.0 * normal_sf(t) * (1.0 - 1e-13));
    }

    #[test]
    fn the_two_ends_of_the_beta_add_up(a in 0.1..2000.0_f64, b in 0.1..2000.0_f64, x in 0.0..=1.0_f64) {
        let (lower, upper) = (regularised_incomplete_beta(a, b, x), regularised_incomplete_beta(b, a, 1.0 - x));
        prop_assert!((0.0..=1.0 + 1e-12).contains(&lower));
        prop_assert!((lower + upper - 1.0).abs() < 1e-11, "{} {}", lower, upper);
    }
}
