//! Statistics of resampled rows.

use crate::Undefined;
use crate::correlation::coefficient::pearson;
use crate::correlation::influence::Influence;
use crate::linalg::products::products_with_pauses;
use crate::moments::Centred;
use crate::pause::{Pace, pause, without_pauses};
use crate::resampling::replicates::Replicates;
use crate::resampling::resample::Resampler;

/// Share of replicates that may be drawn again before the statistic counts as undefined.
const MOST_REDRAWN: f64 = 0.01;

/// Any statistics of any columns on resampled rows, the same rows for all columns. Source: Efron 1979, Ann. Stat. 7:1;
/// Politis & Romano 1994.
///
/// A replicate in which the statistics are undefined is drawn again; where that is more than one in a hundred, or the rows
/// are explicit, the reason is returned. Columns must be as long as the plan ([`Undefined::NoOverlap`]) and complete for
/// the statistics to be what they seem. O(B (n k + the statistics)).
///
/// ```
/// use sectorscope_stats::resampling::bootstrap::bootstrap;
/// use sectorscope_stats::moments::mean;
/// use sectorscope_stats::resampling::resample::Resampler;
/// let plan = Resampler::explicit(3, vec![0, 0, 2, 1, 1, 1]).unwrap();
/// let means = bootstrap(&[&[1.0, 2.0, 4.0]], &plan, |columns| Ok(vec![mean(columns[0])?])).unwrap();
/// assert_eq!(means.column(0), [2.0, 2.0]);
/// ```
pub fn bootstrap(
    columns: &[&[f64]],
    plan: &Resampler,
    statistics: impl Fn(&[&[f64]]) -> Result<Vec<f64>, Undefined>,
) -> Result<Replicates, Undefined> {
    if columns.iter().any(|column| column.len() != plan.rows()) {
        return Err(Undefined::NoOverlap);
    }
    let mut drawn: Vec<Vec<f64>> = columns.iter().map(|column| Vec::with_capacity(column.len())).collect();
    without_pauses(collect(plan, statistics(columns)?, 1, async |rows| {
        for (drawn, column) in drawn.iter_mut().zip(columns) {
            drawn.clear();
            drawn.extend(rows.iter().flatten().map(|&row| column[row as usize]));
        }
        vec![statistics(&drawn.iter().map(Vec::as_slice).collect::<Vec<_>>())]
    }))
}

/// Pearson correlations of pairs of columns on resampled rows: [`bootstrap`] of [`pearson`] to 1e-12, many times as
/// fast, because sums over resampled rows are sums over all rows weighted by how often each was drawn.
///
/// `pairs` are numbers of columns. Values must be finite ([`Undefined::InsufficientN`]); a pair that is none, or columns of
/// another length than the plan: [`Undefined::NoOverlap`]; a constant column: [`Undefined::ZeroVariance`]; replicates as in
/// [`bootstrap`]. O(B n (k + pairs)).
///
/// ```
/// use sectorscope_stats::resampling::bootstrap::bootstrap_correlations;
/// use sectorscope_stats::resampling::resample::Resampler;
/// let (x, y) = ([1.0, 2.0, 4.0, 3.0], [1.0, 3.0, 2.0, 5.0]);
/// let plan = Resampler::explicit(4, vec![0, 1, 2, 3]).unwrap();
/// let replicates = bootstrap_correlations(&[&x, &y], &[(0, 1)], &plan).unwrap();
/// assert!((replicates.column(0)[0] - replicates.estimates()[0]).abs() < 1e-15);
/// ```
pub fn bootstrap_correlations(
    columns: &[&[f64]],
    pairs: &[(usize, usize)],
    plan: &Resampler,
) -> Result<Replicates, Undefined> {
    without_pauses(bootstrap_correlations_with_pauses(columns, pairs, plan))
}

/// The same with a pause after some replicates.
///
/// Undefined as [`bootstrap_correlations`]. O(B n (k + pairs)).
pub async fn bootstrap_correlations_with_pauses(
    columns: &[&[f64]],
    pairs: &[(usize, usize)],
    plan: &Resampler,
) -> Result<Replicates, Undefined> {
    let (k, n) = (columns.len(), plan.rows());
    if columns.iter().any(|column| column.len() != n) || pairs.iter().any(|&(x, y)| x >= k || y >= k) {
        return Err(Undefined::NoOverlap);
    }
    let (mut estimates, mut standardised, mut pace) = (Vec::new(), Vec::new(), Pace::default());
    for &(x, y) in pairs {
        estimates.push(pearson(columns[x], columns[y])?.r);
        pace.after(n / 2).await;
    }
    for column in columns {
        standardised.push(standardise(column)?);
        pace.after(n / 2).await;
    }
    let product = |x: &[f64], y: &[f64]| -> Vec<f64> { x.iter().zip(y).map(|(a, b)| a * b).collect() };
    let squares = standardised.iter().map(|a| product(a, a));
    let of_pairs = pairs.iter().map(|&(x, y)| product(&standardised[x], &standardised[y]));
    // What is summed over the rows that are drawn: the columns, their squares, and the products of pairs.
    let moments: Vec<Vec<f64>> = squares.chain(of_pairs).collect();
    let summed: Vec<&[f64]> = standardised.iter().chain(&moments).map(Vec::as_slice).collect();
    collect(plan, estimates, at_once(n), async |drawn| {
        let sums = sums_over(drawn, &summed).await;
        let of_replicate = |(rows, sums): (&Vec<u32>, &[f64])| {
            let means: Vec<f64> = sums.iter().map(|sum| sum / n as f64).collect();
            let variance = |column: usize| means[k + column] - means[column] * means[column];
            let of_pair = |(number, &(x, y)): (usize, &(usize, usize))| {
                let (variance_x, variance_y) = (variance(x), variance(y));
                if variance_x.min(variance_y) < LEAST_TRUSTED {
                    let drawn = |column: &[f64]| -> Vec<f64> { rows.iter().map(|&row| column[row as usize]).collect() };
                    return Ok(pearson(&drawn(columns[x]), &drawn(columns[y]))?.r);
                }
                let covariance = means[2 * k + number] - means[x] * means[y];
                Ok((covariance / (variance_x.sqrt() * variance_y.sqrt())).clamp(-1.0, 1.0))
            };
            pairs.iter().enumerate().map(of_pair).collect()
        };
        drawn.iter().zip(sums.chunks(summed.len().max(1))).map(of_replicate).collect()
    })
    .await
}

/// Statistics on resampled rows to first order: the estimate and the mean of its influence over the rows, clamped to
/// [-1, 1]. For rank correlations, whose every replicate would have to be sorted. Source: Davison & Hinkley 1997, section 2.7.2.
///
/// Influence series of another length than the plan: [`Undefined::NoOverlap`]; none: [`Undefined::InsufficientN`]. O(B n k).
///
/// ```
/// use sectorscope_stats::{resampling::bootstrap::bootstrap_linearised, correlation::influence::Influence, resampling::resample::Resampler};
/// let plan = Resampler::explicit(2, vec![0, 0]).unwrap();
/// let of = Influence { estimate: 0.5, psi: vec![0.25, -0.25] };
/// assert_eq!(bootstrap_linearised(&[of], &plan).unwrap().column(0), [0.75]);
/// ```
pub fn bootstrap_linearised(influences: &[Influence], plan: &Resampler) -> Result<Replicates, Undefined> {
    without_pauses(bootstrap_linearised_with_pauses(influences, plan))
}

/// The same with a pause after some replicates.
///
/// Undefined as [`bootstrap_linearised`]. O(B n k).
pub async fn bootstrap_linearised_with_pauses(
    influences: &[Influence],
    plan: &Resampler,
) -> Result<Replicates, Undefined> {
    if influences.iter().any(|influence| influence.psi.len() != plan.rows()) {
        return Err(Undefined::NoOverlap);
    }
    let estimates: Vec<f64> = influences.iter().map(|influence| influence.estimate).collect();
    let psi: Vec<&[f64]> = influences.iter().map(|influence| influence.psi.as_slice()).collect();
    collect(plan, estimates, at_once(plan.rows()), async |drawn| {
        let of = |(i, sum): (&Influence, &f64)| (i.estimate + sum / plan.rows() as f64).clamp(-1.0, 1.0);
        let sums = sums_over(drawn, &psi).await;
        sums.chunks(psi.len().max(1)).map(|sums| Ok(influences.iter().zip(sums).map(of).collect())).collect()
    })
    .await
}

/// A variance of resampled rows smaller than this share of the sample's has lost digits to cancellation.
const LEAST_TRUSTED: f64 = 1e-3;

/// How many replicates are summed at once, by the rows of each: enough to multiply in tiles, few enough to hold their weights.
fn at_once(rows: usize) -> usize {
    ((1 << 21) / rows.max(1)).clamp(4, 256)
}

/// Sums of columns over the rows of each replicate, row-major: over all rows, weighted by how often each was drawn.
async fn sums_over(drawn: &[Vec<u32>], columns: &[&[f64]]) -> Vec<f64> {
    let weights = |rows: &Vec<u32>| {
        let mut counts = vec![0.0; rows.len()];
        rows.iter().for_each(|&row| counts[row as usize] += 1.0);
        counts
    };
    let weights: Vec<Vec<f64>> = drawn.iter().map(weights).collect();
    products_with_pauses(&weights.iter().map(Vec::as_slice).collect::<Vec<_>>(), columns).await
}

/// Runs over the replicates, some at once, with a pause after each lot, drawing again where needed.
async fn collect(
    plan: &Resampler,
    estimates: Vec<f64>,
    at_once: usize,
    mut statistics: impl AsyncFnMut(&[Vec<u32>]) -> Vec<Result<Vec<f64>, Undefined>>,
) -> Result<Replicates, Undefined> {
    let most_redrawn = (MOST_REDRAWN * plan.replicates() as f64) as usize;
    let mut values = Vec::with_capacity(estimates.len() * plan.replicates());
    let (mut redrawn, mut rows) = (0, vec![Vec::new(); at_once]);
    for first in (0..plan.replicates()).step_by(at_once) {
        let together = at_once.min(plan.replicates() - first);
        rows[..together].iter_mut().zip(first..).for_each(|(rows, replicate)| plan.fill(replicate, 0, rows));
        let found = statistics(&rows[..together]).await;
        for (mut found, replicate) in found.into_iter().zip(first..) {
            let mut attempt = 0;
            while let Err(reason) = found {
                if redrawn >= most_redrawn || !plan.can_redraw() {
                    return Err(reason);
                }
                (redrawn, attempt) = (redrawn + 1, attempt + 1);
                plan.fill(replicate, attempt, &mut rows[0]);
                found = statistics(&rows[..1]).await.pop().unwrap_or(Err(reason));
            }
            values.extend(found.unwrap_or_default());
        }
        pause().await;
    }
    let mut replicates = Replicates::new(estimates, values)?;
    replicates.redrawn = redrawn;
    Ok(replicates)
}

/// Mean 0 and, with 1/n, variance 1.
fn standardise(x: &[f64]) -> Result<Vec<f64>, Undefined> {
    let centred = Centred::new(x)?;
    let sd = (centred.sum_of_squares() / centred.n() as f64).sqrt();
    Ok(centred.deviations().iter().map(|d| d / sd).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::correlation::coefficient::{Method, correlation};
    use crate::correlation::influence_function::influence;
    use crate::resampling::random::Philox;

    fn columns(n: usize) -> Vec<Vec<f64>> {
        let mut random = Philox::new(3, 0);
        let common: Vec<f64> = (0..n).map(|_| random.unit() - 0.5).collect();
        (0..3).map(|_| common.iter().map(|c| c + random.unit()).collect()).collect()
    }

    #[test]
    fn weighted_sums_equal_resampled_rows() {
        let data = columns(50);
        let columns: Vec<&[f64]> = data.iter().map(Vec::as_slice).collect();
        let plan = Resampler::stationary(50, 40, 4.0, 1).unwrap();
        let quick = bootstrap_correlations(&columns, &[(0, 1), (2, 1), (1, 1)], &plan).unwrap();
        let plain = bootstrap(&columns, &plan, |c| {
            Ok(vec![pearson(c[0], c[1])?.r, pearson(c[2], c[1])?.r, pearson(c[1], c[1])?.r])
        })
        .unwrap();
        for (a, b) in quick.iter().flatten().zip(plain.iter().flatten()) {
            assert!((a - b).abs() < 1e-13, "{a} {b}");
        }
        assert_eq!(quick.estimates(), plain.estimates());
    }

    #[test]
    fn rank_correlations_are_resampled_to_first_order() {
        let data = columns(400);
        let columns: Vec<&[f64]> = data.iter().map(Vec::as_slice).collect();
        let plan = Resampler::stationary(400, 60, 4.0, 1).unwrap();
        for method in [Method::Pearson, Method::Spearman, Method::Kendall] {
            let linear = bootstrap_linearised(&[influence(method, columns[0], columns[1]).unwrap()], &plan).unwrap();
            let plain = bootstrap(&columns, &plan, |c| Ok(vec![correlation(method, c[0], c[1])?.r])).unwrap();
            assert!((linear.estimates()[0] - plain.estimates()[0]).abs() < 1e-12);
            let alike = pearson(&linear.column(0), &plain.column(0)).unwrap().r;
            assert!(alike > 0.98, "{method:?} {alike}");
            let spread = linear.standard_errors()[0] / plain.standard_errors()[0];
            assert!((spread - 1.0).abs() < 0.05, "{method:?} {spread}");
        }
        let short = Resampler::explicit(2, vec![0, 1]).unwrap();
        let of = influence(Method::Pearson, columns[0], columns[1]).unwrap();
        assert_eq!(bootstrap_linearised(&[of], &short), Err(Undefined::NoOverlap));
        assert_eq!(bootstrap_linearised(&[], &short), Err(Undefined::InsufficientN));
    }

    #[test]
    fn an_outlier_leaves_the_rest_exact() {
        let mut x: Vec<f64> = (0..30_u32).map(|i| f64::from(i * i % 7)).collect();
        let y: Vec<f64> = (0..30_u32).map(|i| f64::from(i * i % 11)).collect();
        x[29] = 1e14;
        let rows: Vec<u32> = (0..30).map(|i| i % 29).collect();
        let plan = Resampler::explicit(30, rows.clone()).unwrap();
        let got = bootstrap_correlations(&[&x, &y], &[(0, 1)], &plan).unwrap().column(0)[0];
        let drawn = |v: &[f64]| -> Vec<f64> { rows.iter().map(|&row| v[row as usize]).collect() };
        assert_eq!(got, pearson(&drawn(&x), &drawn(&y)).unwrap().r);
    }

    #[test]
    fn degenerate_replicates() {
        let x = [1.0, 2.0, 3.0];
        let constant = Resampler::explicit(3, vec![0, 1, 2, 1, 1, 1]).unwrap();
        assert_eq!(bootstrap_correlations(&[&x, &x], &[(0, 1)], &constant), Err(Undefined::ZeroVariance));
        // With three rows one replicate in nine is constant: more than can be drawn again.
        let random = Resampler::circular(3, 500, 1, 1).unwrap();
        assert_eq!(bootstrap_correlations(&[&x, &x], &[(0, 1)], &random), Err(Undefined::ZeroVariance));
        // With five rows of two kinds, few are.
        let rare = [1.0, 2.0, 1.0, 2.0, 1.0, 2.0, 1.0, 2.0, 1.0, 2.0];
        let some = Resampler::circular(10, 2000, 1, 1).unwrap();
        let found = bootstrap_correlations(&[&rare, &rare], &[(0, 1)], &some).unwrap();
        assert!(found.redrawn > 0 && found.count() == 2000, "{}", found.redrawn);
    }

    #[test]
    fn undefined_cases() {
        let plan = Resampler::circular(3, 5, 1, 1).unwrap();
        assert_eq!(bootstrap_correlations(&[&[1.0; 4]], &[(0, 0)], &plan), Err(Undefined::NoOverlap));
        assert_eq!(bootstrap_correlations(&[&[1.0, 2.0, 3.0]], &[(0, 1)], &plan), Err(Undefined::NoOverlap));
        assert_eq!(bootstrap_correlations(&[&[0.1; 3]], &[(0, 0)], &plan), Err(Undefined::ZeroVariance));
        assert_eq!(bootstrap_correlations(&[&[f64::NAN, 1.0, 2.0]], &[(0, 0)], &plan), Err(Undefined::InsufficientN));
        assert_eq!(bootstrap(&[&[1.0]], &plan, |_| Ok(vec![0.0])), Err(Undefined::NoOverlap));
        assert_eq!(Replicates::new(vec![], vec![]), Err(Undefined::InsufficientN));
        assert_eq!(Replicates::new(vec![1.0, 2.0], vec![1.0]), Err(Undefined::InsufficientN));
        assert_eq!(Replicates::new(vec![1.0], vec![f64::NAN]), Err(Undefined::InsufficientN));
    }

    #[test]
    fn combinations() {
        let replicates = Replicates::new(vec![0.5, 0.2, 0.1], vec![0.4, 0.2, 0.0, 0.6, 0.3, 0.2]).unwrap();
        let differences = replicates.differences(0, &[1, 2]).unwrap();
        assert_eq!((differences.estimates(), differences.column(0)), (&[0.3, 0.4][..], vec![0.2, 0.3]));
        assert_eq!(replicates.differences(0, &[3]), Err(Undefined::NoOverlap));
        assert_eq!(replicates.differences(0, &[]), Err(Undefined::NoOverlap));
        assert_eq!(replicates.combine(&[vec![1.0]]), Err(Undefined::NoOverlap));
        assert!(replicates.column(3).len() < 2);
        assert!((replicates.standard_errors()[0] - 0.02_f64.sqrt()).abs() < 1e-15);
        assert!((replicates.means()[0] - 0.5).abs() < 1e-15);
    }
}
