//! Sums of products of many columns with one another.

use super::elsewhere::add_shared;
use crate::pause::{Pace, without_pauses};

/// Side of the square of sums that are added up together: as many as the vector registers hold.
pub(super) const SIDE: usize = 4;
/// Rows taken at a time, so that what is multiplied stays in the nearest cache.
const ROWS: usize = 256;
/// Columns taken at a time on the left, and on the right: what stays in the next cache.
const LEFT: usize = 64;
const RIGHT: usize = 512;

/// Multiplications that take as long as a step.
const PRODUCTS_OF_A_STEP: usize = 200;

/// Sums of products of every column on the left with every one on the right, row-major: `left.len()` rows of `right.len()`.
///
/// Each sum adds its rows in the same order on every target, and whichever columns are beside it: blocks of 256 rows, each
/// from its first to its last. Rows beyond the shortest column are left out. O(rows left right).
///
/// ```
/// use sectorscope_stats::linalg::products::products;
/// let (x, y, z): ([f64; 2], [f64; 2], [f64; 2]) = ([1.0, 2.0], [3.0, 4.0], [5.0, 6.0]);
/// assert_eq!(products(&[&x], &[&y, &z]), [11.0, 17.0]);
/// ```
pub fn products(left: &[&[f64]], right: &[&[f64]]) -> Vec<f64> {
    without_pauses(products_with_pauses(left, right))
}

/// The same with a pause after every few rows.
///
/// O(rows left right).
pub async fn products_with_pauses(left: &[&[f64]], right: &[&[f64]]) -> Vec<f64> {
    let mut sums = vec![0.0; left.len() * right.len()];
    let rows = left.iter().chain(right).map(|column| column.len()).min().unwrap_or(0);
    add_shared(left, right, rows, false, &mut sums).await;
    sums
}

/// Sums of products of all columns with one another: [`products`] of the columns with themselves at half the price, a k x k
/// matrix that is symmetric bit for bit. O(rows k^2).
///
/// ```
/// use sectorscope_stats::linalg::products::own_products;
/// assert_eq!(own_products(&[&[1.0, 2.0], &[3.0, 4.0]]), [5.0, 11.0, 11.0, 25.0]);
/// ```
pub fn own_products(columns: &[&[f64]]) -> Vec<f64> {
    without_pauses(own_products_with_pauses(columns))
}

/// The same with a pause after every few rows.
///
/// O(rows k^2).
pub async fn own_products_with_pauses(columns: &[&[f64]]) -> Vec<f64> {
    let k = columns.len();
    let mut sums = vec![0.0; k * k];
    let rows = columns.iter().map(|column| column.len()).min().unwrap_or(0);
    add_shared(columns, columns, rows, true, &mut sums).await;
    mirror(&mut sums, k);
    sums
}

/// Side of the squares that a mirror takes at once: their rows and columns stay in the nearest cache.
const MIRRORED: usize = 32;

/// Makes a square matrix, row-major, symmetric: what stands above the diagonal is written below it.
pub(crate) fn mirror<T: Copy>(matrix: &mut [T], k: usize) {
    for from_row in (0..k).step_by(MIRRORED) {
        for from_column in (0..=from_row).step_by(MIRRORED) {
            for i in from_row..k.min(from_row + MIRRORED) {
                for j in from_column..i.min(from_column + MIRRORED) {
                    matrix[i * k + j] = matrix[j * k + i];
                }
            }
        }
    }
}

/// Adds products to `sums`, whose rows are `width` long: all of them, or where the columns on the right are those on the left from
/// `diagonal` on, those in tiles that touch the upper triangle.
pub(super) async fn add_products(
    left: &[&[f64]],
    right: &[&[f64]],
    rows: usize,
    diagonal: Option<usize>,
    sums: &mut [f64],
    width: usize,
) {
    let wanted = |i: usize, j: usize| diagonal.is_none_or(|first| i < first + j + SIDE);
    let (mut left_packed, mut right_packed, mut pace) = (Vec::new(), Vec::new(), Pace::default());
    for (from_right, right_block) in blocks(right, RIGHT) {
        for from in (0..rows).step_by(ROWS) {
            let taken = from..(from + ROWS).min(rows);
            pack(right_block, taken.clone(), &mut right_packed);
            for (from_left, left_block) in blocks(left, LEFT) {
                if !wanted(from_left, from_right + right_block.len() - 1) {
                    continue;
                }
                pack(left_block, taken.clone(), &mut left_packed);
                for (number, right_side) in right_packed.chunks_exact(taken.len()).enumerate() {
                    let j = from_right + number * SIDE;
                    for (number, left_side) in left_packed.chunks_exact(taken.len()).enumerate() {
                        let i = from_left + number * SIDE;
                        if wanted(i, j) {
                            add_tile(&tile(left_side, right_side), &mut sums[i * width..], j, width);
                        }
                    }
                }
                pace.after(taken.len() * left_block.len() * right_block.len() / PRODUCTS_OF_A_STEP).await;
            }
        }
    }
}

fn blocks<'a, 'c>(columns: &'a [&'c [f64]], size: usize) -> impl Iterator<Item = (usize, &'a [&'c [f64]])> {
    columns.chunks(size).enumerate().map(move |(number, block)| (number * size, block))
}

/// Puts the values of four columns that are multiplied at once beside one another, row by row; zeros where there is no column.
#[inline(never)]
fn pack(columns: &[&[f64]], rows: std::ops::Range<usize>, packed: &mut Vec<[f64; SIDE]>) {
    packed.clear();
    for side in columns.chunks(SIDE) {
        let start = packed.len();
        packed.resize(start + rows.len(), [0.0; SIDE]);
        for (place, column) in side.iter().enumerate() {
            for (row, value) in packed[start..].iter_mut().zip(&column[rows.clone()]) {
                row[place] = *value;
            }
        }
    }
}

/// Sums of products of four columns with four others.
///
/// A function by itself: a browser compiles one well that is called often, not one in which it already is.
#[inline(never)]
fn tile(left: &[[f64; SIDE]], right: &[[f64; SIDE]]) -> [[f64; SIDE]; SIDE] {
    let mut sums = [[0.0; SIDE]; SIDE];
    for (a, b) in left.iter().zip(right) {
        for (sums, a) in sums.iter_mut().zip(a) {
            for (sum, b) in sums.iter_mut().zip(b) {
                *sum += a * b;
            }
        }
    }
    sums
}

/// Adds what of a tile lies within the matrix, of `width` columns, to its rows from the tile's first.
fn add_tile(tile: &[[f64; SIDE]; SIDE], sums: &mut [f64], j: usize, width: usize) {
    for (row, found) in sums.chunks_mut(width).zip(tile) {
        for (sum, found) in row[j..].iter_mut().zip(found) {
            *sum += found;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn columns(k: usize, rows: usize, seed: usize) -> Vec<Vec<f64>> {
        (0..k).map(|i| (0..rows).map(|row| libm::sin((row * row + i * (seed + row)) as f64)).collect()).collect()
    }

    fn slices(columns: &[Vec<f64>]) -> Vec<&[f64]> {
        columns.iter().map(Vec::as_slice).collect()
    }

    /// A sum as it is defined: blocks of rows, each by itself.
    fn plain(x: &[f64], y: &[f64]) -> f64 {
        let blocks = x.chunks(ROWS).zip(y.chunks(ROWS));
        blocks.map(|(x, y)| x.iter().zip(y).fold(0.0, |sum, (a, b)| sum + a * b)).fold(0.0, |sum, block| sum + block)
    }

    #[test]
    fn every_sum_adds_its_rows_in_one_order() {
        for (k, other, rows) in [(1, 1, 1), (3, 5, 2), (4, 8, 255), (70, 9, 257), (5, 600, 700)] {
            let (x, y) = (columns(k, rows, 1), columns(other, rows, 2));
            let found = products(&slices(&x), &slices(&y));
            for (i, x) in x.iter().enumerate() {
                for (j, y) in y.iter().enumerate() {
                    assert_eq!(found[i * other + j], plain(x, y), "{i} {j} of {k} {other} {rows}");
                }
            }
        }
    }

    #[test]
    fn own_products_are_products_with_oneself() {
        for (k, rows) in [(1, 3), (4, 20), (7, 300), (70, 10), (530, 5)] {
            let x = columns(k, rows, 3);
            assert_eq!(own_products(&slices(&x)), products(&slices(&x), &slices(&x)), "{k} {rows}");
        }
    }

    #[test]
    fn nothing_and_unequal_columns() {
        assert!(own_products(&[]).is_empty() && products(&[], &[&[1.0]]).is_empty());
        assert_eq!(own_products(&[&[], &[1.0]]), [0.0; 4]);
        assert_eq!(products(&[&[1.0, 2.0, 3.0]], &[&[1.0, 1.0]]), [3.0]);
    }
}
