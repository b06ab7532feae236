//! Simulated returns.

use std::f64::consts::TAU;

use sectorscope_stats::linalg::cholesky::Cholesky;
use sectorscope_stats::resampling::random::Philox;

use crate::design::{BURN_IN, COLUMNS, CRYPTO, Design, Garch};

/// Returns of all columns on the same days.
#[derive(Clone, Debug)]
pub struct Panel {
    columns: Vec<Vec<f64>>,
}

impl Panel {
    /// `rows` days of a design with the correlations that the `factor` of each day has, after the burn-in.
    pub fn simulate<'f>(
        design: &Design,
        factor: impl Fn(usize) -> &'f Cholesky,
        rows: usize,
        random: &mut Philox,
    ) -> Panel {
        Panel { columns: simulate(design, COLUMNS, factor, rows, random) }
    }

    /// Columns as they stand: crypto, then sectors.
    pub fn columns(&self) -> &[Vec<f64>] {
        &self.columns
    }

    /// The same with every column changed, such as devolatilised.
    pub fn map<E>(&self, change: impl Fn(&[f64]) -> Result<Vec<f64>, E>) -> Result<Panel, E> {
        Ok(Panel { columns: self.columns.iter().map(|column| change(column)).collect::<Result<_, E>>()? })
    }

    /// Returns of bitcoin.
    pub fn bitcoin(&self) -> &[f64] {
        &self.columns[0]
    }

    /// Returns of the other crypto assets.
    pub fn altcoins(&self) -> &[Vec<f64>] {
        &self.columns[1..CRYPTO]
    }

    /// Returns of the sectors.
    pub fn sectors(&self) -> &[Vec<f64>] {
        &self.columns[CRYPTO..]
    }
}

/// Returns of this many columns, the first [`CRYPTO`] of them crypto assets, with the correlations that the factor of each day has.
pub fn simulate<'f>(
    design: &Design,
    columns: usize,
    factor: impl Fn(usize) -> &'f Cholesky,
    rows: usize,
    random: &mut Philox,
) -> Vec<Vec<f64>> {
    let mut out: Vec<Vec<f64>> = (0..columns).map(|_| Vec::with_capacity(rows)).collect();
    let mut variances = vec![1.0; columns];
    let (mut independent, mut correlated) = (Vec::new(), Vec::new());
    for row in 0..BURN_IN + rows {
        independent.clear();
        while independent.len() < columns {
            independent.extend(two_normals(random));
        }
        let scale = design.degrees_of_freedom.map_or(1.0, |df| student_scale(df, random));
        factor(row.saturating_sub(BURN_IN)).product(&independent[..columns], &mut correlated);
        for (number, innovation) in correlated.iter().enumerate() {
            let Garch { a, b } = if number < CRYPTO { design.crypto } else { design.sector };
            let variance = variances[number];
            let value = scale * innovation * f64::sqrt(variance);
            if row >= BURN_IN {
                out[number].push(value);
            }
            variances[number] = 1.0 - a - b + a * value * value + b * variance;
        }
    }
    out
}

/// Two independent standard normal numbers. Source: Box & Muller 1958, Ann. Math. Stat. 29:610.
fn two_normals(random: &mut Philox) -> [f64; 2] {
    let radius = (-2.0 * libm::log(1.0 - random.unit())).sqrt();
    let (sine, cosine) = libm::sincos(TAU * random.unit());
    [radius * cosine, radius * sine]
}

/// sqrt((df - 2)/W), W chi-squared: turns normal numbers into Student t ones of variance 1. W is -2 ln of a product of
/// uniform numbers, plus the square of a normal one where df is odd.
fn student_scale(df: u32, random: &mut Philox) -> f64 {
    let product: f64 = (0..df / 2).map(|_| 1.0 - random.unit()).product();
    let odd = if df % 2 == 1 { two_normals(random)[0] } else { 0.0 };
    ((f64::from(df) - 2.0) / (odd * odd - 2.0 * libm::log(product))).sqrt()
}
