//! Pearson's correlations of columns with gaps, each pair over the rows that both have.

use crate::complete::finite;
use crate::linalg::products::{own_products, products};
use crate::moments::Centred;

/// Sums of all pairs over the rows that both columns have: four tables in place of a pass over the rows for each pair.
pub(super) struct Gaps {
    k: usize,
    /// Rows that both have.
    rows: Vec<f64>,
    /// Of deviations from a column's own mean: sums of products, sums over the rows that another column has, and the same of
    /// their squares.
    products: Vec<f64>,
    sums: Vec<f64>,
    squares: Vec<f64>,
}

/// How much larger a column's sum of squares over all its rows may be than the one that a pair is left with.
const MOST_CANCELLATION: f64 = 16.0;
/// From here on a correlation is not distinguished from a perfect one by its sums.
const NEARLY_PERFECT: f64 = 0.999;

impl Gaps {
    /// Of columns of one length; a value that is not finite is missing.
    pub(super) fn new(columns: &[&[f64]]) -> Gaps {
        let has: Vec<Vec<f64>> =
            columns.iter().map(|column| column.iter().map(|v| f64::from(u8::from(v.is_finite()))).collect()).collect();
        let deviations: Vec<Vec<f64>> = columns.iter().map(|column| in_place(column)).collect();
        let squares: Vec<Vec<f64>> = deviations.iter().map(|column| column.iter().map(|d| d * d).collect()).collect();
        let has = slices(&has);
        Gaps {
            k: columns.len(),
            rows: own_products(&has),
            products: own_products(&slices(&deviations)),
            sums: products(&slices(&deviations), &has),
            squares: products(&slices(&squares), &has),
        }
    }

    /// Rows that two columns both have.
    pub(super) fn rows(&self, i: usize, j: usize) -> usize {
        self.rows[i * self.k + j] as usize
    }

    /// The correlation of two columns; none where it has no value, or where sums leave too few digits of it.
    pub(super) fn correlation(&self, i: usize, j: usize) -> Option<f64> {
        let (there, back) = (i * self.k + j, j * self.k + i);
        let n = self.rows[there];
        let left = |at: usize| self.squares[at] - self.sums[at] * self.sums[at] / n;
        let (x, y) = (left(there), left(back));
        let trusted = |left: f64, column: usize| left * MOST_CANCELLATION > self.squares[column * self.k + column];
        let r = (self.products[there] - self.sums[there] * self.sums[back] / n) / (x.sqrt() * y.sqrt());
        (n > 2.0 && trusted(x, i) && trusted(y, j) && r.abs() < NEARLY_PERFECT).then_some(r)
    }
}

fn slices(columns: &[Vec<f64>]) -> Vec<&[f64]> {
    columns.iter().map(Vec::as_slice).collect()
}

/// Deviations of a column from its mean, 0 where it has no value; of one that never varies zeros alone.
fn in_place(column: &[f64]) -> Vec<f64> {
    let centred = Centred::new(&finite(column));
    let mut deviations = centred.iter().flat_map(Centred::deviations).copied();
    column.iter().map(|v| if v.is_finite() { deviations.next().unwrap_or(0.0) } else { 0.0 }).collect()
}
