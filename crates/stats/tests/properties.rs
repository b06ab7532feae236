//! Properties that hold for any input: symmetry, bounds, invariance, and agreement with the plain way to compute it.

use proptest::prelude::*;
use proptest::test_runner::FileFailurePersistence;
use sectorscope_stats::Undefined;
use sectorscope_stats::alternative::Alternative;
use sectorscope_stats::breaks::cusum::correlation_cusum;
use sectorscope_stats::breaks::segmentation::segmentations;
use sectorscope_stats::correlation::coefficient::{Method, correlation, pearson};
use sectorscope_stats::correlation::exceedance::normal_exceedance;
use sectorscope_stats::correlation::influence_function::influence;
use sectorscope_stats::correlation::kendall::KendallCounts;
use sectorscope_stats::correlation::matrix::{CorrelationMatrix, Missing};
use sectorscope_stats::correlation::rolling::rolling_correlation;
use sectorscope_stats::correlation::tail_dependence::tail_dependence;
use sectorscope_stats::inference::asynchrony::{LagWeights, summed_lag_correlation};
use sectorscope_stats::inference::bandwidth::{Kernel, kernel_long_run_variance};
use sectorscope_stats::inference::correlation_interval::correlation_interval;
use sectorscope_stats::inference::equivalence::equivalence_test;
use sectorscope_stats::inference::hac::{default_lags, long_run_variance};
use sectorscope_stats::inference::multiple::{
    benjamini_hochberg, benjamini_yekutieli, bonferroni, hochberg, holm, hommel,
};
use sectorscope_stats::inference::overlapping_correlations::OverlappingCorrelations;
use sectorscope_stats::inference::partial::partial_correlation;
use sectorscope_stats::inference::regression::LeastSquares;
use sectorscope_stats::inference::weighted_regression::weighted_least_squares;
use sectorscope_stats::linalg::cholesky::Cholesky;
use sectorscope_stats::moments::{mean, standard_deviation};
use sectorscope_stats::ordering::confidence_set::{Elimination, confidence_set};
use sectorscope_stats::ordering::leaf_order::{optimal_leaf_order, path_length};
use sectorscope_stats::ordering::linkage::{Dendrogram, Linkage};
use sectorscope_stats::ordering::rank_stability::{rank_intervals, rank_stability};
use sectorscope_stats::ordering::spanning_tree::spanning_tree;
use sectorscope_stats::portfolio::composite_index::composite_index;
use sectorscope_stats::portfolio::drawdown::{deepest_drawdown, drawdowns, underwater};
use sectorscope_stats::portfolio::weights::{capped_weights, proportional_weights};
use sectorscope_stats::quantile::{lower_quantile, quantile};
use sectorscope_stats::rank::average_ranks;
use sectorscope_stats::resampling::block_length::automatic_block_length;
use sectorscope_stats::resampling::bootstrap::{bootstrap, bootstrap_correlations};
use sectorscope_stats::resampling::bootstrap_interval::{basic_interval, percentile_interval};
use sectorscope_stats::resampling::bootstrap_p_values::Studentised;
use sectorscope_stats::resampling::bootstrap_variance::{circular_variance, stationary_variance};
use sectorscope_stats::resampling::permutation::{group_contrast, permutation_test};
use sectorscope_stats::resampling::random::Philox;
use sectorscope_stats::resampling::replicates::Replicates;
use sectorscope_stats::resampling::resample::Resampler;
use sectorscope_stats::special::beta::{f_sf, regularised_incomplete_beta};
use sectorscope_stats::special::gamma::chi_squared_sf;
use sectorscope_stats::special::kolmogorov::kolmogorov_sf;
use sectorscope_stats::special::normal::{normal_cdf, normal_quantile, normal_sf};
use sectorscope_stats::special::student_t::{student_t_quantile, student_t_sf, student_t_two_sided};
use sectorscope_stats::volatility::dcc::{DccStart, dcc_filter, mean_product};
use sectorscope_stats::volatility::devolatilise::devolatilise;
use sectorscope_stats::volatility::ewma::{Start, ewma_correlation};
use sectorscope_stats::volatility::garch::{Garch, garch_filter};

/// This many cases; an input that once failed is kept beside this file, and tried first.
fn kept(cases: u32) -> ProptestConfig {
    let beside = FileFailurePersistence::WithSource("regressions");
    ProptestConfig { cases, failure_persistence: Some(Box::new(beside)), ..ProptestConfig::default() }
}

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
    #![proptest_config(kept(256))]
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
                            match (matrix.get(i, j), pair) {
                                (Some(cell), Some(pair)) => prop_assert!((cell - pair.r).abs() <= 1e-14),
                                (cell, pair) => prop_assert_eq!(cell.is_none(), pair.is_none()),
                            }
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

/// Columns without structure, of one length.
fn noise(columns: usize, rows: usize, seed: u64) -> Vec<Vec<f64>> {
    let mut random = Philox::new(seed, 0);
    (0..columns).map(|_| (0..rows).map(|_| random.unit() - 0.5).collect()).collect()
}

/// Distances of points in a plane.
fn distances(k: usize, seed: u64) -> Vec<f64> {
    let points = noise(2, k, seed);
    let between = |i: usize, j: usize| libm::hypot(points[0][i] - points[0][j], points[1][i] - points[1][j]);
    (0..k * k).map(|at| between(at / k, at % k)).collect()
}

proptest! {
    #![proptest_config(kept(96))]

    /// Every choice of starts of the blocks, once each: the average over them is the expectation over random ones.
    #[test]
    fn an_explicit_index_matrix_gives_the_closed_form(
        (block, x) in (1_usize..4, 1_usize..4).prop_flat_map(|(block, blocks)| {
            (Just(block), prop::collection::vec(-1.0..1.0, block * blocks))
        }),
    ) {
        let n = x.len();
        let blocks = n / block;
        let choices = n.pow(blocks as u32);
        let start = |choice: usize, position: usize| choice / n.pow((position / block) as u32) % n;
        let row = |at: usize| ((start(at / n, at % n) + at % n % block) % n) as u32;
        let plan = Resampler::explicit(n, (0..choices * n).map(row).collect()).unwrap();
        let means = bootstrap(&[&x], &plan, |c| mean(c[0]).map(|m| vec![m])).unwrap();
        let centre = mean(&x).unwrap();
        let spread = means.column(0).iter().map(|m| (m - centre) * (m - centre)).sum::<f64>() / choices as f64;
        if let Ok(expected) = circular_variance(&x, block) {
            prop_assert!((expected - spread * n as f64).abs() < 1e-13, "{} {}", expected, spread);
        }
    }

    #[test]
    fn quick_replicates_equal_plain_ones(seed in any::<u64>(), rows in 10_usize..60, mean_block in 1.0..20.0_f64) {
        let data = noise(3, rows, seed);
        let columns: Vec<&[f64]> = data.iter().map(Vec::as_slice).collect();
        let plan = Resampler::stationary(rows, 20, mean_block, seed).unwrap();
        let quick = bootstrap_correlations(&columns, &[(0, 1), (1, 2)], &plan);
        let plain = bootstrap(&columns, &plan, |c| Ok(vec![pearson(c[0], c[1])?.r, pearson(c[1], c[2])?.r]));
        match (quick, plain) {
            (Ok(quick), Ok(plain)) => {
                for (a, b) in quick.iter().flatten().zip(plain.iter().flatten()) {
                    prop_assert!((a - b).abs() < 1e-12, "{} {}", a, b);
                }
            }
            (quick, plain) => prop_assert_eq!(quick.err(), plain.err()),
        }
    }

    #[test]
    fn replicates_draw_rows_that_exist_in_blocks(rows in 1_usize..200, replicate in 0_usize..5, block in 1_usize..30, seed in any::<u64>()) {
        let (mut stationary, mut circular) = (Vec::new(), Vec::new());
        Resampler::stationary(rows, 5, block as f64, seed).unwrap().fill(replicate, 0, &mut stationary);
        Resampler::circular(rows, 5, block, seed).unwrap().fill(replicate, 0, &mut circular);
        for drawn in [&stationary, &circular] {
            prop_assert_eq!(drawn.len(), rows);
            prop_assert!(drawn.iter().all(|&row| (row as usize) < rows));
        }
        for (at, pair) in circular.windows(2).enumerate() {
            prop_assert!((at + 1) % block.min(rows) == 0 || pair[1] as usize == (pair[0] as usize + 1) % rows);
        }
    }

    #[test]
    fn bootstrap_variances_are_never_negative_and_follow_scale(x in prop::collection::vec(-1.0..1.0, 2..40), block in 1_usize..50, power in -100_i32..100) {
        let factor = libm::ldexp(1.0, power);
        let scaled: Vec<f64> = x.iter().map(|v| v * factor).collect();
        let mean_block = block as f64 + 0.5;
        for (plain, scaled) in [
            (circular_variance(&x, block), circular_variance(&scaled, block)),
            (stationary_variance(&x, mean_block), stationary_variance(&scaled, mean_block)),
        ] {
            prop_assert!(plain.is_err() || plain.unwrap() >= 0.0);
            prop_assert_eq!(plain.map(|v| v * factor * factor), scaled);
        }
    }

    #[test]
    fn block_lengths_are_bounded_and_know_no_units(x in prop::collection::vec(-1.0..1.0, 12..200), power in -300_i32..300) {
        let n = x.len() as f64;
        let found = automatic_block_length(&x).unwrap();
        let longest = (3.0 * n.sqrt()).min(n / 3.0).ceil();
        prop_assert!((0.0..=longest).contains(&found.stationary) && found.circular >= found.stationary);
        let scaled: Vec<f64> = x.iter().map(|v| v * libm::ldexp(1.0, power)).collect();
        prop_assert_eq!(automatic_block_length(&scaled), Ok(found));
    }

    #[test]
    fn quantiles_lie_among_the_values_and_rise(x in prop::collection::vec(any_value(), 1..40), p in 0.0..=1.0_f64, q in 0.0..=1.0_f64) {
        for of in [quantile, lower_quantile] {
            let (Ok(low), Ok(high)) = (of(&x, p.min(q)), of(&x, p.max(q))) else { continue };
            prop_assert!(low <= high || low.is_nan() || high.is_nan());
        }
        if let Ok(value) = lower_quantile(&x, p) {
            prop_assert!(x.contains(&value));
        }
    }

    #[test]
    fn wider_confidence_never_shrinks_an_interval(replicates in prop::collection::vec(-1.0..1.0, 1..60), estimate in -1.0..1.0, low in 0.01..0.98_f64) {
        let high = low + 0.01;
        let (narrow, wide) = (percentile_interval(&replicates, low).unwrap(), percentile_interval(&replicates, high).unwrap());
        prop_assert!(wide.low <= narrow.low && narrow.low <= narrow.high && narrow.high <= wide.high);
        let basic = basic_interval(estimate, &replicates, low).unwrap();
        prop_assert!(((basic.high - basic.low) - (narrow.high - narrow.low)).abs() < 1e-12);
    }

    #[test]
    fn adjusted_p_values_keep_order_and_dominance(p in prop::collection::vec(0.0..=1.0_f64, 0..15)) {
        let all = [bonferroni(&p), holm(&p), hochberg(&p), hommel(&p), benjamini_hochberg(&p)];
        for adjusted in all.iter().chain([&benjamini_yekutieli(&p)]) {
            for (i, j) in (0..p.len()).flat_map(|i| (0..p.len()).map(move |j| (i, j))) {
                prop_assert!(adjusted[i] >= p[i] && adjusted[i] <= 1.0);
                prop_assert!(p[i] > p[j] || adjusted[i] <= adjusted[j]);
            }
        }
        // Each of these is at least as powerful as the one before.
        for pair in all.windows(2) {
            prop_assert!(pair[0].iter().zip(&pair[1]).all(|(a, b)| *b <= a + 1e-15));
        }
    }

    #[test]
    fn romano_wolf_lies_between_each_alone_and_the_largest(seed in any::<u64>(), k in 1_usize..6) {
        let data = noise(k, 60, seed);
        let estimates: Vec<f64> = data.iter().map(|column| column[0]).collect();
        let values = (0..60).flat_map(|b| (0..k).map(|s| data[s][b]).collect::<Vec<_>>()).collect();
        let test = Studentised::new(&Replicates::new(estimates, values).unwrap()).unwrap();
        for alternative in [Alternative::TwoSided, Alternative::Less, Alternative::Greater] {
            let (alone, down, single) = (test.p_values(alternative), test.romano_wolf(alternative), test.single_step_p_values(alternative));
            for s in 0..k {
                prop_assert!(alone[s] <= down[s] && down[s] <= single[s] && single[s] <= 1.0 && alone[s] > 0.0);
            }
            let strongest = (0..k).max_by(|&a, &b| alternative.evidence(test.t[a]).total_cmp(&alternative.evidence(test.t[b]))).unwrap();
            prop_assert_eq!(down[strongest], single[strongest]);
        }
    }

    #[test]
    fn ranks_and_confidence_sets_hold_the_best(seed in any::<u64>(), k in 1_usize..6) {
        let data = noise(k, 50, seed);
        let estimates: Vec<f64> = data.iter().map(|column| mean(column).unwrap()).collect();
        let values = (0..50).flat_map(|b| (0..k).map(|s| data[s][b]).collect::<Vec<_>>()).collect();
        let replicates = Replicates::new(estimates.clone(), values).unwrap();
        let best = (0..k).max_by(|&a, &b| estimates[a].total_cmp(&estimates[b])).unwrap();
        let stability = rank_stability(&replicates, 0.9).unwrap();
        prop_assert!((stability.iter().map(|s| s.share_first).sum::<f64>() - 1.0).abs() < 1e-12);
        let mean_ranks = stability.iter().map(|s| s.mean_rank).sum::<f64>();
        prop_assert!((mean_ranks - (k * (k + 1)) as f64 / 2.0).abs() < 1e-9);
        let intervals = rank_intervals(&replicates, 0.9).unwrap();
        prop_assert_eq!(intervals[best].low, 1);
        prop_assert!(intervals.iter().all(|i| 1 <= i.low && i.low <= i.high && i.high <= k));
        for elimination in [Elimination::Range, Elimination::Maximum] {
            let set = confidence_set(&replicates, elimination).unwrap();
            prop_assert_eq!(set.eliminated.last(), Some(&best));
            prop_assert!(set.p_values.windows(2).all(|p| p[0] <= p[1]) && set.members(0.1).contains(&best));
        }
    }

    #[test]
    fn textbook_comparisons_turn_with_the_question(a in -0.8..0.8_f64, b in -0.8..0.8_f64, c in -0.8..0.8_f64, n in 4_usize..500) {
        let (Ok(one), Ok(other)) = (OverlappingCorrelations::new(a, b, c, n), OverlappingCorrelations::new(b, a, c, n)) else { return Ok(()) };
        for (x, y) in [(one.williams(), other.williams()), (one.steiger(), other.steiger()), (one.meng(), other.meng())] {
            prop_assert!((x.statistic + y.statistic).abs() <= 1e-9 * x.statistic.abs());
            prop_assert!((0.0..=1.0).contains(&x.p_two_sided) && (x.p_greater - y.p_less).abs() < 1e-9);
        }
        let (x, y) = (one.zou_interval(0.9), other.zou_interval(0.9));
        prop_assert!((x.low + y.high).abs() < 1e-12 && x.low <= a - b && a - b <= x.high);
    }

    #[test]
    fn a_partial_correlation_is_bounded_and_blind_to_units(seed in any::<u64>(), scale in 0.1..10.0_f64, shift in -5.0..5.0_f64) {
        let [x, y, z, w]: [Vec<f64>; 4] = noise(4, 40, seed).try_into().unwrap();
        let plain = partial_correlation(&x, &y, &[&z, &w], 0.95).unwrap();
        // Controls may be mixed at will: they span the same.
        let mixed: Vec<f64> = z.iter().zip(&w).map(|(z, w)| scale * z + w + shift).collect();
        let again = partial_correlation(&y, &x, &[&mixed, &z], 0.95).unwrap();
        prop_assert!((plain.r - again.r).abs() < 1e-12 && plain.r.abs() <= 1.0);
        prop_assert!(plain.low <= plain.r && plain.r <= plain.high);
    }

    #[test]
    fn weighted_averages_forget_and_stay_bounded(rows in pairs(a_return(), 1..80), lambda in 0.5..0.99_f64) {
        let (x, y): (Vec<f64>, Vec<f64>) = rows.into_iter().unzip();
        for start in [Start::Normalised, Start::FirstProduct] {
            let Ok(found) = ewma_correlation(&x, &y, lambda, start) else { continue };
            prop_assert_eq!(found.correlations.len(), x.len());
            prop_assert!(found.correlations.iter().all(|r| r.is_nan() || r.abs() <= 1.0));
            let swapped = ewma_correlation(&y, &x, lambda, start).unwrap();
            for (a, b) in found.correlations.iter().zip(&swapped.correlations) {
                prop_assert!(a.to_bits() == b.to_bits() || (a - b).abs() < 1e-15);
            }
        }
    }

    #[test]
    fn summed_lags_are_symmetric_and_bartlett_is_bounded(seed in any::<u64>(), lags in 0_usize..6) {
        let data = noise(2, 50, seed);
        for weights in [LagWeights::Equal, LagWeights::Bartlett] {
            let (xy, yx) = (summed_lag_correlation(&data[0], &data[1], lags, weights), summed_lag_correlation(&data[1], &data[0], lags, weights));
            prop_assert!(alike(xy, yx, 1e-13));
            prop_assert!(weights == LagWeights::Equal || xy.is_ok_and(|r| r.abs() <= 1.0 + 1e-12));
        }
    }

    #[test]
    fn whole_bandwidths_are_lags(x in prop::collection::vec(-1.0..1.0, 2..60), lags in 0_usize..30) {
        let kernel = kernel_long_run_variance(&x, Kernel::Bartlett, (lags + 1) as f64);
        if let Ok(variance) = long_run_variance(&x, lags) {
            prop_assert!((kernel.unwrap() - variance).abs() < 1e-13);
        }
    }

    #[test]
    fn the_cusum_is_blind_to_shift_and_scale(seed in any::<u64>(), scale in -30_i32..30, shift in -2.0..2.0_f64) {
        let data = noise(2, 60, seed);
        let plain = correlation_cusum(&data[0], &data[1], 4.0).unwrap();
        let moved: Vec<f64> = data[1].iter().map(|v| (v + shift) * libm::ldexp(1.0, scale)).collect();
        let again = correlation_cusum(&moved, &data[0], 4.0).unwrap();
        prop_assert!((plain.statistic - again.statistic).abs() < 1e-9 && (0.0..=1.0).contains(&plain.p));
        prop_assert_eq!(plain.rows_before, again.rows_before);
        // At its maximum the correlation of the rows so far is what it says.
        let so_far = pearson(&data[0][..plain.rows_before], &data[1][..plain.rows_before]).unwrap().r;
        prop_assert!((so_far - plain.r_before).abs() < 1e-10);
    }

    #[test]
    fn more_breaks_never_fit_worse(x in prop::collection::vec(-1.0..1.0, 8..40), shortest in 1_usize..5) {
        let found = segmentations(&x, shortest, 4).unwrap();
        for (breaks, division) in found.iter().enumerate() {
            prop_assert_eq!(division.breaks.len(), breaks);
            let ends = division.breaks.iter().copied().chain([x.len()]);
            let starts = std::iter::once(0).chain(division.breaks.iter().copied());
            prop_assert!(starts.zip(ends).all(|(from, to)| to >= from + shortest));
        }
        // With a shortest stretch, two breaks need not contain one of the best single ones; without, they can.
        prop_assert!(found.iter().all(|f| f.residual_squares <= found[0].residual_squares + 1e-12));
        prop_assert!(shortest > 1 || found.windows(2).all(|f| f[1].residual_squares <= f[0].residual_squares + 1e-12));
    }

    #[test]
    fn clusters_do_not_depend_on_the_order_of_items(
        (k, order) in (2_usize..9).prop_flat_map(|k| (Just(k), Just((0..k).collect::<Vec<_>>()).prop_shuffle())), seed in any::<u64>(),
    ) {
        let plain = distances(k, seed);
        let shuffled: Vec<f64> = (0..k * k).map(|at| plain[order[at / k] * k + order[at % k]]).collect();
        for linkage in [Linkage::Average, Linkage::Single, Linkage::Complete, Linkage::Ward] {
            let (one, other) = (Dendrogram::new(&plain, k, linkage).unwrap(), Dendrogram::new(&shuffled, k, linkage).unwrap());
            for (a, b) in one.merges().iter().zip(other.merges()) {
                prop_assert!((a.height - b.height).abs() < 1e-12 && a.size == b.size);
            }
            prop_assert!(one.merges().windows(2).all(|m| m[0].height <= m[1].height + 1e-12));
            let leaves = optimal_leaf_order(&one, &plain).unwrap();
            let again: Vec<usize> = optimal_leaf_order(&other, &shuffled).unwrap().iter().map(|&leaf| order[leaf]).collect();
            // Two items are equally near to all others: nothing says which comes first.
            prop_assert!(leaves == again || k == 2, "{:?} {:?}", leaves, again);
            prop_assert!(path_length(&leaves, &plain, k) <= path_length(&one.order(), &plain, k) + 1e-12);
        }
        let (tree, same) = (spanning_tree(&plain, k).unwrap(), spanning_tree(&shuffled, k).unwrap());
        prop_assert!((tree.total - same.total).abs() < 1e-12);
        // No path that visits all is cheaper than the tree.
        prop_assert!(tree.total <= path_length(&(0..k).collect::<Vec<_>>(), &plain, k) + 1e-12);
    }

    #[test]
    fn the_tree_holds_the_heights_of_single_linkage(k in 2_usize..12, seed in any::<u64>()) {
        let distances = distances(k, seed);
        let tree = spanning_tree(&distances, k).unwrap();
        let mut edges: Vec<f64> = tree.edges.iter().map(|[i, j]| distances[i * k + j]).collect();
        edges.sort_by(f64::total_cmp);
        let heights: Vec<f64> = Dendrogram::new(&distances, k, Linkage::Single).unwrap().merges().iter().map(|m| m.height).collect();
        prop_assert_eq!(edges, heights);
    }

    #[test]
    fn an_index_lies_between_its_assets(seed in any::<u64>(), rows in 2_usize..30, daily in any::<bool>()) {
        let prices: Vec<Vec<f64>> = noise(3, rows, seed).iter().map(|c| c.iter().map(|v| 1.0 + v).collect()).collect();
        let columns: Vec<&[f64]> = prices.iter().map(Vec::as_slice).collect();
        let weights = proportional_weights(&[1.0, 2.0, 3.0]).unwrap();
        let index = composite_index(&columns, &weights, |_| daily.then(|| weights.clone())).unwrap();
        prop_assert!((index.weights.iter().sum::<f64>() - 1.0).abs() < 1e-12);
        for row in 1..rows {
            let growth = index.levels[row] / index.levels[row - 1];
            let each = columns.iter().map(|c| c[row] / c[row - 1]);
            let (least, most) = each.fold((f64::INFINITY, 0.0_f64), |(a, b), g| (a.min(g), b.max(g)));
            prop_assert!(least - 1e-12 <= growth && growth <= most + 1e-12);
        }
    }

    #[test]
    fn capped_weights_add_up_and_hold(sizes in prop::collection::vec(0.01..10.0_f64, 2..8), cap in 0.05..1.0_f64) {
        let weights = proportional_weights(&sizes).unwrap();
        let capped = capped_weights(&weights, cap);
        prop_assert!((capped.iter().sum::<f64>() - 1.0).abs() < 1e-12);
        prop_assert!(capped.iter().all(|w| *w <= cap.max(1.0 / sizes.len() as f64) + 1e-12));
        for (i, j) in (0..sizes.len()).flat_map(|i| (0..sizes.len()).map(move |j| (i, j))) {
            prop_assert!(weights[i] < weights[j] || capped[i] >= capped[j] - 1e-12);
        }
    }

    #[test]
    fn drawdowns_agree_with_the_depths(steps in prop::collection::vec(-0.2..0.2_f64, 0..60)) {
        let mut level = 1.0;
        let levels: Vec<f64> = std::iter::once(1.0).chain(steps.iter().map(|s| { level *= 1.0 + s; level })).collect();
        let (depths, all) = (underwater(&levels).unwrap(), drawdowns(&levels).unwrap());
        prop_assert!(depths.iter().all(|d| (-1.0..=0.0).contains(d)));
        let least = depths.iter().copied().fold(0.0, f64::min);
        prop_assert_eq!(deepest_drawdown(&levels).unwrap().map_or(0.0, |d| d.depth), least);
        let below: usize = all.iter().map(|d| d.length(levels.len()) - 1).sum();
        prop_assert_eq!(below, depths.iter().filter(|d| **d < 0.0).count());
        let scaled: Vec<f64> = levels.iter().map(|l| l * 8.0).collect();
        prop_assert_eq!(drawdowns(&scaled).unwrap(), all);
    }

    #[test]
    fn upper_tails_fall_from_one(x in 0.0..60.0_f64, step in 0.001..5.0_f64, df in 0.3..300.0_f64, other in 0.3..300.0_f64) {
        type Tail = fn(f64, f64, f64) -> f64;
        let tails: [Tail; 3] = [|x, df, _| chi_squared_sf(x, df), f_sf, |x, _, _| kolmogorov_sf(x)];
        for tail in tails {
            let (here, further) = (tail(x, df, other), tail(x + step, df, other));
            prop_assert!((0.0..=1.0).contains(&here) && further <= here + 1e-14, "{} {}", here, further);
        }
        // F with one degree of freedom is t squared.
        prop_assert!((f_sf(x, 1.0, df) - student_t_two_sided(x.sqrt(), df)).abs() < 1e-12);
        let p = student_t_sf(x, df);
        if p > 1e-290 {
            prop_assert!((student_t_quantile(p, df) + x).abs() <= 1e-9 * x.max(1e-5), "{} {}", p, df);
        }
    }

    #[test]
    fn exceedances_of_the_normal_are_less_correlated(rho in 0.01..0.99_f64, threshold in 0.0..2.0_f64, step in 0.01..0.5_f64) {
        let (here, further) = (normal_exceedance(rho, threshold).unwrap(), normal_exceedance(rho, threshold + step).unwrap());
        prop_assert!(0.0 < further.r && further.r < here.r && here.r < rho);
        prop_assert!(further.probability < here.probability && here.probability < normal_sf(threshold));
    }

    #[test]
    fn tail_shares_are_shares_and_turn_with_the_sign(rows in pairs(a_return(), 5..60), k in 1_usize..5) {
        let (x, y): (Vec<f64>, Vec<f64>) = rows.into_iter().unzip();
        let Ok(found) = tail_dependence(&x, &y, k) else { return Ok(()) };
        prop_assert!(found.lower >= 0.0 && found.upper >= 0.0);
        let turned = |v: &[f64]| v.iter().map(|v| -v).collect::<Vec<_>>();
        let mirrored = tail_dependence(&turned(&x), &turned(&y), k).unwrap();
        prop_assert_eq!((found.lower, found.upper), (mirrored.upper, mirrored.lower));
    }

    #[test]
    fn permutations_count_themselves(x in prop::collection::vec(-3_i32..3, 2..6), y in prop::collection::vec(-3_i32..3, 6)) {
        let x: Vec<f64> = x.into_iter().map(f64::from).collect();
        let y: Vec<f64> = y.into_iter().take(x.len()).map(f64::from).collect();
        let product = |x: &[f64], y: &[f64]| Ok(x.iter().zip(y).map(|(a, b)| a * b).sum());
        let test = permutation_test(&x, &y, product).unwrap();
        let factorial: u64 = (1..=x.len() as u64).product();
        prop_assert_eq!(test.permutations, factorial);
        prop_assert!(test.p_greater >= 1.0 / factorial as f64 && test.p_greater <= 1.0 && test.p_two_sided <= 1.0);
        // Of y and its mirror image one is at least as large as half of all orders.
        let mirrored: Vec<f64> = y.iter().map(|v| -v).collect();
        let other = permutation_test(&x, &mirrored, product).unwrap();
        prop_assert!(test.p_greater + other.p_greater >= 1.0 - 1e-12);
        let group: Vec<bool> = (0..x.len()).map(|i| i == 0).collect();
        let contrast = group_contrast(&x, &group).unwrap();
        let rank = x.iter().filter(|v| **v >= x[0]).count();
        prop_assert!((contrast.p_greater - rank as f64 / x.len() as f64).abs() < 1e-12);
    }

    #[test]
    fn volatility_filters_stay_positive_and_scale(seed in any::<u64>(), alpha in 0.0..0.3_f64, beta in 0.0..0.69_f64, power in -20_i32..20) {
        let data = noise(2, 60, seed);
        let garch = Garch { omega: 0.1, alpha, beta };
        let found = garch_filter(&data[0], garch).unwrap();
        prop_assert!(found.variances.iter().all(|h| *h > 0.0));
        let factor = libm::ldexp(1.0, power);
        let scaled: Vec<f64> = data[0].iter().map(|v| v * factor).collect();
        let again = garch_filter(&scaled, Garch { omega: 0.1 * factor * factor, ..garch }).unwrap();
        prop_assert_eq!(found.standardised(&data[0]), again.standardised(&scaled));
        prop_assert_eq!(devolatilise(&data[0]), devolatilise(&scaled));
        let residuals: [&[f64]; 2] = [&data[0], &data[1]];
        let mean = mean_product(&residuals).unwrap();
        for start in [DccStart::Mean, DccStart::QuietDay] {
            let dcc = dcc_filter(&residuals, &mean, alpha, beta, start).unwrap();
            prop_assert!(dcc.pair(0, 1).iter().all(|rho| rho.abs() < 1.0));
            prop_assert_eq!(dcc.pair(0, 1), dcc.pair(1, 0));
        }
    }

    #[test]
    fn an_inverse_undoes_its_matrix(columns in prop::collection::vec(prop::collection::vec(-1.0..1.0, 8), 1..5)) {
        let k = columns.len();
        let entry = |at: usize| {
            let product: f64 = columns[at / k].iter().zip(&columns[at % k]).map(|(a, b)| a * b).sum();
            product + if at / k == at % k { 0.1 } else { 0.0 }
        };
        let matrix: Vec<f64> = (0..k * k).map(entry).collect();
        let factor = Cholesky::new(&matrix, k).unwrap();
        let inverse = factor.inverse();
        for at in 0..k * k {
            let product: f64 = (0..k).map(|m| inverse[at / k * k + m] * matrix[m * k + at % k]).sum();
            let expected = f64::from(u8::from(at / k == at % k));
            prop_assert!((product - expected).abs() < 1e-10);
        }
    }

    #[test]
    fn equal_weights_are_plain_least_squares(rows in prop::collection::vec((-1.0..1.0, -1.0..1.0), 4..30), weight in 0.1..10.0_f64) {
        let (x, y): (Vec<f64>, Vec<f64>) = rows.into_iter().unzip();
        let (Ok(plain), Ok(weighted)) = (LeastSquares::fit(&y, &[&x]), weighted_least_squares(&y, &[&x], &vec![weight; x.len()])) else { return Ok(()) };
        for j in 0..2 {
            let size = plain.coefficients[j].abs() + plain.standard_errors[j] + 1e-12;
            prop_assert!((plain.coefficients[j] - weighted.coefficients[j]).abs() < 1e-9 * size);
            prop_assert!((plain.standard_errors[j] - weighted.standard_errors[j]).abs() < 1e-9 * size);
        }
        prop_assert!((plain.leverages.iter().sum::<f64>() - 2.0).abs() < 1e-9);
        prop_assert!(plain.leverages.iter().all(|h| *h > 0.0 && *h <= 1.0 + 1e-12));
    }

    #[test]
    fn an_equivalence_test_is_its_interval(difference in -0.2..0.2_f64, se in 0.001..0.1_f64, margin in 0.0..0.2_f64, alpha in 0.01..0.2_f64) {
        let test = equivalence_test(difference, se, margin, alpha).unwrap();
        prop_assert!((test.p - alpha).abs() < 1e-9 || test.equivalent == (test.p < alpha), "{:?}", test);
    }
}
