//! Influence series of the rank correlations. Sources: Croux & Dehon 2010, Stat. Methods Appl. 19:497 (influence
//! functions); Dehling, Vogel, Wendler & Wied 2017, Econometric Theory 33:751 (long-run variance under dependence).

use crate::Undefined;
use crate::correlation::coefficient::{kendall, spearman};
use crate::correlation::influence::Influence;
use crate::rank::{ascending, average_ranks};

/// Spearman's rho is (A - 1/4) / sqrt((Vx - 1/4)(Vy - 1/4)), with A the mean of F(x)G(y), Vx of F(x)^2, Vy of G(y)^2, and
/// F, G the mid-distribution functions (average rank - 1/2)/n. A row counts twice: where it stands, and by raising the
/// ranks of all above it. So A has the influence
///
/// F(x)G(y) + mean of K(x, X) G(Y) + mean of K(y, Y) F(X) - 3A, with K(x, X) = 1 if x < X, 1/2 if x = X,
///
/// Vx and Vy the same with both columns equal, and rho what the delta method makes of the three. Complete rows.
/// O(n log n).
pub(super) fn spearman_influence(x: &[f64], y: &[f64]) -> Result<Influence, Undefined> {
    let rho = spearman(x, y)?.r;
    let (x, y) = (MidDistribution::new(x), MidDistribution::new(y));
    let n = x.f.len() as f64;
    let mean_product = |a: &[f64], b: &[f64]| a.iter().zip(b).map(|(a, b)| a * b).sum::<f64>() / n;
    let (a, vx, vy) = (mean_product(&x.f, &y.f), mean_product(&x.f, &x.f), mean_product(&y.f, &y.f));
    let (dx, dy) = (vx - 0.25, vy - 0.25);
    let scale = dx.sqrt() * dy.sqrt();
    let (y_above_x, x_above_y) = (x.mean_above(&y.f), y.mean_above(&x.f));
    let (x_above_x, y_above_y) = (x.mean_above(&x.f), y.mean_above(&y.f));
    let psi = (0..x.f.len()).map(|row| {
        let (f, g) = (x.f[row], y.f[row]);
        let product = f * g + y_above_x[row] + x_above_y[row] - 3.0 * a;
        let square_x = f * f + 2.0 * x_above_x[row] - 3.0 * vx;
        let square_y = g * g + 2.0 * y_above_y[row] - 3.0 * vy;
        product / scale - 0.5 * rho * (square_x / dx + square_y / dy)
    });
    Ok(Influence { estimate: rho, psi: psi.collect() })
}

/// Kendall's tau-b is N / sqrt(Dx Dy), with N the mean over pairs of rows of sign(x - X) sign(y - Y), and Dx, Dy the shares
/// of pairs that are not tied. Each is a mean over pairs, so a row's influence is twice its own mean over all partners,
/// less the estimate; the delta method gives psi = 2 c/sqrt(Dx Dy) - tau (ux/Dx + uy/Dy), with c the row's concordant
/// minus discordant partners and ux, uy its untied partners, as shares. Complete rows. O(n log n).
pub(super) fn kendall_influence(x: &[f64], y: &[f64]) -> Result<Influence, Undefined> {
    let tau = kendall(x, y)?.r;
    let n = x.len() as f64;
    let (untied_x, untied_y) = (untied_partners(x), untied_partners(y));
    let dx = untied_x.iter().sum::<f64>() / (n * n);
    let dy = untied_y.iter().sum::<f64>() / (n * n);
    let scale = dx.sqrt() * dy.sqrt();
    let scores = concordance_scores(x, y);
    let psi = (0..x.len())
        .map(|row| 2.0 * scores[row] as f64 / n / scale - tau * (untied_x[row] / n / dx + untied_y[row] / n / dy));
    Ok(Influence { estimate: tau, psi: psi.collect() })
}

/// A column by its mid-distribution function, with the order of its rows.
struct MidDistribution {
    f: Vec<f64>,
    order: Vec<(f64, usize)>,
}

impl MidDistribution {
    fn new(x: &[f64]) -> MidDistribution {
        let n = x.len() as f64;
        MidDistribution { f: average_ranks(x).iter().map(|rank| (rank - 0.5) / n).collect(), order: ascending(x) }
    }

    /// For every row: the mean over all rows of K(its value, theirs) times `g`. O(n).
    fn mean_above(&self, g: &[f64]) -> Vec<f64> {
        let n = g.len() as f64;
        let mut means = vec![0.0; g.len()];
        let mut above = 0.0;
        for tied in self.order.chunk_by(|a, b| a.0 == b.0).rev() {
            let within: f64 = tied.iter().map(|&(_, row)| g[row]).sum();
            for &(_, row) in tied {
                means[row] = (above + 0.5 * within) / n;
            }
            above += within;
        }
        means
    }
}

/// For every row, the number of rows with another value.
fn untied_partners(x: &[f64]) -> Vec<f64> {
    let mut untied = vec![0.0; x.len()];
    for tied in ascending(x).chunk_by(|a, b| a.0 == b.0) {
        for &(_, row) in tied {
            untied[row] = (x.len() - tied.len()) as f64;
        }
    }
    untied
}

/// For every row: rows ordered alike in x and y, minus rows ordered oppositely. Two sweeps along x, upwards and downwards,
/// with the y seen so far in a tree of counts. O(n log n).
fn concordance_scores(x: &[f64], y: &[f64]) -> Vec<i64> {
    // Position of each y among the distinct values, from 1.
    let mut place = vec![0; y.len()];
    let mut distinct = 0;
    for tied in ascending(y).chunk_by(|a, b| a.0 == b.0) {
        distinct += 1;
        for &(_, row) in tied {
            place[row] = distinct;
        }
    }
    let order = ascending(x);
    let groups: Vec<&[(f64, usize)]> = order.chunk_by(|a, b| a.0 == b.0).collect();
    let mut scores = vec![0; x.len()];
    for upwards in [true, false] {
        let mut seen = CountTree { counts: vec![0; distinct + 1] };
        let mut total = 0;
        for at in 0..groups.len() {
            let group = groups[if upwards { at } else { groups.len() - 1 - at }];
            for &(_, row) in group {
                let lower = seen.up_to(place[row] - 1);
                let higher = total - seen.up_to(place[row]);
                scores[row] += if upwards { lower - higher } else { higher - lower };
            }
            for &(_, row) in group {
                seen.add(place[row]);
                total += 1;
            }
        }
    }
    scores
}

/// Counts at places from 1, summed up to any place in O(log n). Source: Fenwick 1994, Softw. Pract. Exper. 24:327.
struct CountTree {
    counts: Vec<i64>,
}

impl CountTree {
    fn add(&mut self, place: usize) {
        let mut at = place;
        while at < self.counts.len() {
            self.counts[at] += 1;
            at += at & at.wrapping_neg();
        }
    }

    fn up_to(&self, place: usize) -> i64 {
        let (mut at, mut sum) = (place, 0);
        while at > 0 {
            sum += self.counts[at];
            at &= at - 1;
        }
        sum
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scores_equal_counting_every_pair() {
        let x = [3.0, 1.0, 1.0, 2.0, 5.0, -0.0, 0.0, 2.0];
        let y = [1.0, 1.0, 2.0, 2.0, 0.5, 7.0, 7.0, 3.0];
        let sign = |a: f64, b: f64| i64::from(a > b) - i64::from(a < b);
        for (row, score) in concordance_scores(&x, &y).into_iter().enumerate() {
            let naive: i64 = (0..x.len()).map(|other| sign(x[row], x[other]) * sign(y[row], y[other])).sum();
            assert_eq!(score, naive, "{row}");
        }
    }

    #[test]
    fn mean_above_counts_ties_half() {
        let x = MidDistribution::new(&[1.0, 2.0, 2.0, 3.0]);
        assert_eq!(x.f, [0.125, 0.5, 0.5, 0.875]);
        assert_eq!(x.mean_above(&[1.0; 4]), [0.875, 0.5, 0.5, 0.125]);
    }

    #[test]
    fn nothing_and_one_row() {
        assert!(concordance_scores(&[], &[]).is_empty());
        assert_eq!(concordance_scores(&[1.0], &[2.0]), [0]);
        assert_eq!(spearman_influence(&[], &[]), Err(Undefined::InsufficientN));
        assert_eq!(kendall_influence(&[1.0], &[1.0]), Err(Undefined::InsufficientN));
    }
}
