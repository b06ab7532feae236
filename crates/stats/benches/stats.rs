//! Speed of the statistics that take more than one pass over the rows: 2,500 daily returns, ten years; 50 series; 1,999
//! replicates where something is resampled.

#![allow(missing_docs, reason = "criterion's macros make public items")]
#![allow(clippy::unwrap_used, reason = "the inputs are made here")]

use std::hint::black_box;
use std::time::Duration;

use criterion::{Criterion, criterion_group, criterion_main};
use sectorscope_stats::alternative::Alternative;
use sectorscope_stats::breaks::cusum::correlation_cusum;
use sectorscope_stats::breaks::segmentation::segmentations;
use sectorscope_stats::breaks::sup_f::sup_f;
use sectorscope_stats::correlation::coefficient::{Method, correlation};
use sectorscope_stats::correlation::influence_function::influence;
use sectorscope_stats::correlation::matrix::{CorrelationMatrix, Missing};
use sectorscope_stats::correlation::rolling::rolling_correlation;
use sectorscope_stats::correlation::tail_dependence::tail_dependence;
use sectorscope_stats::inference::correlation_interval::correlation_interval;
use sectorscope_stats::inference::hac::{default_lags, long_run_variance};
use sectorscope_stats::inference::partial::partial_correlation;
use sectorscope_stats::linalg::eigen::symmetric_eigenvalues;
use sectorscope_stats::ordering::confidence_set::{Elimination, confidence_set};
use sectorscope_stats::ordering::leaf_order::optimal_leaf_order;
use sectorscope_stats::ordering::linkage::{Dendrogram, Linkage, correlation_distance};
use sectorscope_stats::ordering::rank_stability::{rank_intervals, rank_stability};
use sectorscope_stats::ordering::spanning_tree::spanning_tree;
use sectorscope_stats::resampling::block_length::automatic_block_length;
use sectorscope_stats::resampling::bootstrap::{bootstrap_correlations, bootstrap_linearised};
use sectorscope_stats::resampling::bootstrap_p_values::Studentised;
use sectorscope_stats::resampling::null_band::null_band;
use sectorscope_stats::resampling::random::Philox;
use sectorscope_stats::resampling::replicates::Replicates;
use sectorscope_stats::resampling::resample::Resampler;
use sectorscope_stats::volatility::dcc::dcc_fit;
use sectorscope_stats::volatility::garch::garch_fit;

const ROWS: usize = 2_500;
const SERIES: usize = 50;
const REPLICATES: usize = 1_999;
const METHODS: [(&str, Method); 3] =
    [("pearson", Method::Pearson), ("spearman", Method::Spearman), ("kendall", Method::Kendall)];

/// Returns that share a factor.
fn columns() -> Vec<Vec<f64>> {
    let mut random = Philox::new(1, 0);
    let mut normal = || (0..12).map(|_| random.unit()).sum::<f64>() - 6.0;
    let factor: Vec<f64> = (0..ROWS).map(|_| normal()).collect();
    (0..SERIES).map(|_| factor.iter().map(|f| 0.01 * (f + 1.5 * normal())).collect()).collect()
}

fn slices(columns: &[Vec<f64>]) -> Vec<&[f64]> {
    columns.iter().map(Vec::as_slice).collect()
}

fn pairs(c: &mut Criterion) {
    let columns = columns();
    let (x, y) = (&columns[0], &columns[1]);
    let mut group = c.benchmark_group("a pair of 2,500 rows");
    for (name, method) in METHODS {
        group.bench_function(format!("{name}: correlation"), |b| b.iter(|| correlation(method, black_box(x), y)));
        let interval = || correlation_interval(method, black_box(x), y, default_lags(ROWS), 0.95);
        group.bench_function(format!("{name}: interval"), |b| b.iter(interval));
    }
    group.bench_function("pearson: rolling, window 63", |b| {
        b.iter(|| rolling_correlation(Method::Pearson, black_box(x), y, 63, 63));
    });
    group.bench_function("spearman: rolling, window 63", |b| {
        b.iter(|| rolling_correlation(Method::Spearman, black_box(x), y, 63, 63));
    });
    let psi = influence(Method::Pearson, x, y).unwrap().psi;
    group.bench_function("long-run variance", |b| b.iter(|| long_run_variance(black_box(&psi), default_lags(ROWS))));
    group.bench_function("automatic block length", |b| b.iter(|| automatic_block_length(black_box(&psi))));
    group.bench_function("CUSUM of constant correlation", |b| b.iter(|| correlation_cusum(black_box(x), y, 7.8)));
    group.bench_function("supremum of F", |b| b.iter(|| sup_f(black_box(&psi), 0.15)));
    group.bench_function("tail dependence", |b| b.iter(|| tail_dependence(black_box(x), y, 125)));
    let controls: Vec<&[f64]> = columns[2..7].iter().map(Vec::as_slice).collect();
    group.bench_function("partial correlation given 5", |b| {
        b.iter(|| partial_correlation(black_box(x), y, &controls, 0.95));
    });
    group.finish();
}

fn heavy(c: &mut Criterion) {
    let columns = columns();
    let (x, y) = (&columns[0], &columns[1]);
    let mut group = c.benchmark_group("slow ones, 2,500 rows");
    group.sample_size(10).warm_up_time(Duration::from_millis(500)).measurement_time(Duration::from_secs(5));
    group.bench_function("segmentations, up to 5 breaks", |b| b.iter(|| segmentations(black_box(x), ROWS / 7, 5)));
    group.bench_function("GARCH(1,1) fit", |b| b.iter(|| garch_fit(black_box(x))));
    group.bench_function("DCC(1,1) fit of a pair", |b| b.iter(|| dcc_fit(black_box(&[x.as_slice(), y]))));
    let plan = Resampler::stationary(ROWS, 499, 10.0, 1).unwrap();
    group.bench_function("null band, window 63, 499 replicates", |b| {
        b.iter(|| null_band(Method::Pearson, black_box(x), y, 63, &plan, 0.95));
    });
    group.finish();
}

fn resampling(c: &mut Criterion) {
    let columns = columns();
    let columns = slices(&columns);
    let with_first: Vec<(usize, usize)> = (1..SERIES).map(|other| (0, other)).collect();
    let plan = Resampler::stationary(ROWS, REPLICATES, 10.0, 1).unwrap();
    let ranked =
        |method| -> Vec<_> { columns[1..].iter().map(|other| influence(method, columns[0], other).unwrap()).collect() };
    let influences = ranked(Method::Spearman);
    let mut group = c.benchmark_group("49 correlations, 1,999 replicates of 2,500 rows");
    group.sample_size(10).warm_up_time(Duration::from_millis(500)).measurement_time(Duration::from_secs(8));
    group.bench_function("bootstrap, pearson", |b| {
        b.iter(|| bootstrap_correlations(black_box(&columns), &with_first, &plan));
    });
    group.bench_function("bootstrap, ranks to first order", |b| {
        b.iter(|| bootstrap_linearised(black_box(&influences), &plan));
    });
    let replicates: Replicates = bootstrap_correlations(&columns, &with_first, &plan).unwrap();
    let differences = replicates.differences(0, &(1..SERIES - 1).collect::<Vec<_>>()).unwrap();
    group.bench_function("rank stability", |b| b.iter(|| rank_stability(black_box(&replicates), 0.95)));
    group.bench_function("rank intervals", |b| b.iter(|| rank_intervals(black_box(&replicates), 0.95)));
    group.bench_function("model confidence set", |b| {
        b.iter(|| confidence_set(black_box(&replicates), Elimination::Range));
    });
    group.bench_function("Romano and Wolf's step-down", |b| {
        b.iter(|| Studentised::new(black_box(&differences)).map(|test| test.romano_wolf(Alternative::Greater)));
    });
    group.finish();
}

fn matrices(c: &mut Criterion) {
    let columns = columns();
    let columns = slices(&columns);
    let mut group = c.benchmark_group("50 series of 2,500 rows");
    group.sample_size(10).warm_up_time(Duration::from_millis(500)).measurement_time(Duration::from_secs(5));
    for (name, method) in METHODS {
        group.bench_function(format!("{name}: matrix"), |b| {
            b.iter(|| CorrelationMatrix::new(method, black_box(&columns), Missing::Pairwise, 30));
        });
    }
    let matrix = CorrelationMatrix::new(Method::Pearson, &columns, Missing::Pairwise, 30);
    let correlations: Vec<f64> =
        (0..SERIES * SERIES).map(|at| matrix.get(at / SERIES, at % SERIES).unwrap_or(0.0)).collect();
    let distances: Vec<f64> = correlations.iter().map(|r| correlation_distance(*r)).collect();
    for (name, linkage) in [("average", Linkage::Average), ("Ward's", Linkage::Ward)] {
        group.bench_function(format!("{name} linkage"), |b| {
            b.iter(|| Dendrogram::new(black_box(&distances), SERIES, linkage));
        });
    }
    let tree = Dendrogram::new(&distances, SERIES, Linkage::Average).unwrap();
    group.bench_function("optimal leaf order", |b| b.iter(|| optimal_leaf_order(black_box(&tree), &distances)));
    group.bench_function("minimum spanning tree", |b| b.iter(|| spanning_tree(black_box(&distances), SERIES)));
    group.bench_function("eigenvalues", |b| b.iter(|| symmetric_eigenvalues(black_box(&correlations), SERIES)));
    group.finish();
}

criterion_group!(benches, pairs, matrices, resampling, heavy);
criterion_main!(benches);
