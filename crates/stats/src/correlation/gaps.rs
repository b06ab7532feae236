//! Pearson's correlations of columns with gaps, each pair over the rows that both have.

use crate::complete::finite;
use crate::correlation::from_sums::{MOST_CANCELLATION, NEARLY_PERFECT};
use crate::linalg::products::{own_products_with_pauses, products_with_pauses};
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

/// Where fewer values than this share are missing, it is faster to take off what a pair lacks than to add up what it has.
const FEW_MISSING: f64 = 0.25;
/// Columns whose sums are put right together: their values by rows stay near the processor.
const TOGETHER: usize = 32;

impl Gaps {
    /// Of columns of one length; a value that is not finite is missing.
    pub(super) async fn new(columns: &[&[f64]]) -> Gaps {
        let deviations: Vec<Vec<f64>> = columns.iter().map(|column| in_place(column)).collect();
        let squares: Vec<Vec<f64>> = deviations.iter().map(|column| column.iter().map(|d| d * d).collect()).collect();
        let missing: Vec<Vec<usize>> = columns.iter().map(|column| missing(column)).collect();
        let (values, gaps) =
            (columns.iter().map(|column| column.len()).sum::<usize>(), missing.iter().map(Vec::len).sum::<usize>());
        let own = own_products_with_pauses(&slices(&deviations)).await;
        if gaps as f64 <= FEW_MISSING * values as f64 {
            let rows = rows_of_both(columns.first().map_or(0, |column| column.len()), &missing);
            let [sums, squares] = [&deviations, &squares].map(|columns| sums_without(columns, &missing));
            return Gaps { k: columns.len(), rows, products: own, sums, squares };
        }
        let has: Vec<Vec<f64>> =
            columns.iter().map(|column| column.iter().map(|v| f64::from(u8::from(v.is_finite()))).collect()).collect();
        let has = slices(&has);
        Gaps {
            k: columns.len(),
            rows: own_products_with_pauses(&has).await,
            products: own,
            sums: products_with_pauses(&slices(&deviations), &has).await,
            squares: products_with_pauses(&slices(&squares), &has).await,
        }
    }

    /// Rows that two columns both have.
    pub(super) fn rows(&self, i: usize, j: usize) -> usize {
        self.rows[i * self.k + j] as usize
    }

    /// Whether a column takes more than one value.
    pub(super) fn varies(&self, i: usize) -> bool {
        self.squares[i * self.k + i] > 0.0
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

/// The rows that a column lacks.
fn missing(column: &[f64]) -> Vec<usize> {
    column.iter().enumerate().filter(|(_, value)| !value.is_finite()).map(|(row, _)| row).collect()
}

/// How many of some rows each two columns both have, by the rows that they lack.
fn rows_of_both(rows: usize, missing: &[Vec<usize>]) -> Vec<f64> {
    let k = missing.len();
    let bits = |missing: &Vec<usize>| {
        let mut bits = vec![0_u64; rows.div_ceil(64)];
        missing.iter().for_each(|row| bits[row / 64] |= 1 << (row % 64));
        bits
    };
    let bits: Vec<Vec<u64>> = missing.iter().map(bits).collect();
    let mut both = vec![0.0; k * k];
    for i in 0..k {
        for j in 0..=i {
            let lacking: u32 = bits[i].iter().zip(&bits[j]).map(|(i, j)| (i | j).count_ones()).sum();
            let count = (rows - lacking as usize) as f64;
            (both[i * k + j], both[j * k + i]) = (count, count);
        }
    }
    both
}

/// The sum of each column over the rows that another has, row-major: of all rows, less those that the other lacks.
fn sums_without(columns: &[Vec<f64>], missing: &[Vec<usize>]) -> Vec<f64> {
    let k = columns.len();
    let mut sums = vec![0.0; k * k];
    for (block, columns) in columns.chunks(TOGETHER).enumerate() {
        let rows = columns.first().map_or(0, Vec::len);
        let mut by_row = vec![[0.0; TOGETHER]; rows];
        let mut all = [0.0; TOGETHER];
        for (at, column) in columns.iter().enumerate() {
            by_row.iter_mut().zip(column).for_each(|(row, value)| row[at] = *value);
            all[at] = column.iter().sum();
        }
        for (other, missing) in missing.iter().enumerate() {
            let mut lacking = [0.0; TOGETHER];
            for row in missing {
                lacking.iter_mut().zip(&by_row[*row]).for_each(|(sum, value)| *sum += value);
            }
            for (at, (all, lacking)) in all.iter().zip(lacking).enumerate().take(columns.len()) {
                sums[(block * TOGETHER + at) * k + other] = all - lacking;
            }
        }
    }
    sums
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
