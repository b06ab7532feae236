//! Looking for the partial correlation that a case expects without saying of what.

use sectorscope_stats::correlation::coefficient::Method;
use sectorscope_stats::correlation::matrix::{CorrelationMatrix, Missing};
use sectorscope_stats::linalg::cholesky::Cholesky;

use crate::inputs::Table;

/// Most controls that are tried.
const MOST_CONTROLS: u32 = 4;
/// Most columns of a table that is looked through: sets of columns are many.
const MOST_COLUMNS: usize = 14;
/// Distance within which a value is worth computing as a partial correlation proper.
const NEAR: f64 = 1e-6;

/// Columns of a partial correlation.
pub(crate) struct Columns {
    /// One of the two.
    pub x: String,
    /// The other.
    pub y: String,
    /// What is held fixed.
    pub controls: Vec<String>,
}

/// The columns whose partial correlation is near the wanted value, in the order of the table. For each set of columns
/// the inverse of their correlation matrix has the partial correlations of all pairs given the rest: `-p_ij/sqrt(p_ii
/// p_jj)`.
pub(crate) fn near(table: &Table, wanted: Option<f64>) -> Vec<Columns> {
    let names = table.numeric_names();
    let columns: Vec<Vec<f64>> = names.iter().filter_map(|name| table.column(name).ok()).collect();
    let Some(wanted) = wanted.filter(|_| columns.len() == names.len() && names.len() <= MOST_COLUMNS) else {
        return Vec::new();
    };
    let mut found = Vec::new();
    for set in 0..1_u32 << names.len() {
        if !(3..=2 + MOST_CONTROLS).contains(&set.count_ones()) {
            continue;
        }
        let members: Vec<usize> = (0..names.len()).filter(|at| set >> at & 1 == 1).collect();
        let slices: Vec<&[f64]> = members.iter().map(|&at| columns[at].as_slice()).collect();
        let k = members.len();
        let matrix = CorrelationMatrix::new(Method::Pearson, &slices, Missing::Listwise, 4);
        let Ok(factor) = Cholesky::new(&matrix.r, k) else { continue };
        let inverse = factor.inverse();
        for i in 0..k {
            for j in i + 1..k {
                let r = -inverse[i * k + j] / (inverse[i * k + i] * inverse[j * k + j]).sqrt();
                if (r - wanted).abs() < NEAR {
                    let name = |at: usize| names[members[at]].clone();
                    let controls = (0..k).filter(|&at| at != i && at != j).map(name).collect();
                    found.push(Columns { x: name(i), y: name(j), controls });
                }
            }
        }
    }
    found
}
