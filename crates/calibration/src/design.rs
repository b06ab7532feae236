//! What is simulated: how volatility moves, how fat the tails are, and which correlations are true.

use sectorscope_stats::Undefined;
use sectorscope_stats::linalg::cholesky::Cholesky;
use serde::{Deserialize, Serialize};

/// Rows simulated and thrown away before the first one kept, so that volatility has forgotten where it started.
pub const BURN_IN: usize = 500;

/// Variance of a day: 1 - a - b + a r^2 + b v, with yesterday's return r and variance v. Its mean is 1.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Garch {
    /// Weight of yesterday's squared return.
    pub a: f64,
    /// Weight of yesterday's variance.
    pub b: f64,
}

/// A CCC-GARCH(1,1) process (Bollerslev 1990, Rev. Econ. Stat. 72:498): each column has a GARCH variance of its own, and
/// the innovations a constant correlation matrix.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Design {
    /// One word.
    pub name: &'static str,
    /// Variance of crypto assets.
    pub crypto: Garch,
    /// Variance of equity sectors.
    pub sector: Garch,
    /// Degrees of freedom of the innovations, multivariate Student t scaled to variance 1; none for normal ones.
    pub degrees_of_freedom: Option<u32>,
}

/// Independent normal rows; the tails of calm shares; the tails of small coins, whose fourth moments are infinite.
pub const DESIGNS: [Design; 3] = [
    Design {
        name: "normal",
        crypto: Garch { a: 0.0, b: 0.0 },
        sector: Garch { a: 0.0, b: 0.0 },
        degrees_of_freedom: None,
    },
    Design {
        name: "moderate",
        crypto: Garch { a: 0.08, b: 0.90 },
        sector: Garch { a: 0.05, b: 0.92 },
        degrees_of_freedom: Some(8),
    },
    Design {
        name: "heavy",
        crypto: Garch { a: 0.10, b: 0.88 },
        sector: Garch { a: 0.10, b: 0.88 },
        degrees_of_freedom: Some(5),
    },
];

/// Crypto columns: bitcoin first, then altcoins.
pub const CRYPTO: usize = 4;
/// Sector columns, after the crypto ones.
pub const SECTORS: usize = 5;
/// All columns.
pub const COLUMNS: usize = CRYPTO + SECTORS;

/// Correlation of two crypto assets' innovations.
pub const WITHIN_CRYPTO: f64 = 0.6;
/// Correlation of two sectors' innovations.
pub const WITHIN_SECTORS: f64 = 0.8;

/// Correlations of the innovations of crypto and sectors.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Truth {
    /// 0.35 throughout: no difference is real.
    Equal,
    /// 0.35 with the first two sectors, 0.15 with the rest: the first is at the top, but not alone.
    Tied,
    /// 0.375 with the first sector, 0.325 with the second, 0.35 with the rest.
    Apart,
    /// 0 throughout.
    Zero,
    /// 0.15 in the first half of the days, 0.45 in the second.
    Rising,
}

/// Days before and after the middle one, which differ where a correlation changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Half {
    /// The earlier days.
    First,
    /// The later days.
    Second,
}

impl Truth {
    /// Whether it is the same on all days, so that there is one right answer.
    pub fn is_constant(self) -> bool {
        self != Truth::Rising
    }

    /// Correlation of the innovations of any crypto asset with a sector, by the sector's number, in a half of the days.
    pub fn with_sector(self, sector: usize, half: Half) -> f64 {
        match (self, sector) {
            (Truth::Zero, _) => 0.0,
            (Truth::Rising, _) if half == Half::First => 0.15,
            (Truth::Rising, _) => 0.45,
            (Truth::Tied, 2..) => 0.15,
            (Truth::Apart, 0) => 0.375,
            (Truth::Apart, 1) => 0.325,
            _ => 0.35,
        }
    }

    /// The factor of the correlation matrix of all columns in a half of the days.
    pub fn factor(self, half: Half) -> Result<Cholesky, Undefined> {
        let entry = |i: usize, j: usize| match (i < CRYPTO, j < CRYPTO) {
            _ if i == j => 1.0,
            (true, true) => WITHIN_CRYPTO,
            (false, false) => WITHIN_SECTORS,
            (true, false) => self.with_sector(j - CRYPTO, half),
            (false, true) => self.with_sector(i - CRYPTO, half),
        };
        let matrix: Vec<f64> = (0..COLUMNS * COLUMNS).map(|at| entry(at / COLUMNS, at % COLUMNS)).collect();
        Cholesky::new(&matrix, COLUMNS)
    }
}
