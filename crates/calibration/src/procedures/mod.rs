//! What is asked of every sample.

mod change;
mod difference;
mod resampled;
mod sectors;
mod single;

pub use resampled::{LINES as ROLLING_REPLICATES, REPLICATES as BOOTSTRAP_REPLICATES};

use sectorscope_stats::Undefined;

use crate::design::Truth;
use crate::outcome::Outcomes;
use crate::trial::Trial;

/// Questions that are asked of the same samples.
#[derive(Clone, Copy, Debug)]
pub struct Experiment {
    /// One word, to run it alone.
    pub name: &'static str,
    /// Which correlations are true.
    pub truth: Truth,
    /// Rows of the samples, one run for each.
    pub rows: &'static [usize],
    /// Whether every sample is resampled, which takes so long that fewer samples have to do.
    pub resamples: bool,
    /// The questions.
    pub ask: fn(&Trial<'_>, &mut Outcomes) -> Result<(), Undefined>,
}

/// One, two and five years of days.
const YEARS: &[usize] = &[250, 500, 1250];
/// And a quarter: monthly returns of five years, or the shortest half year that counts.
const FROM_A_QUARTER: &[usize] = &[60, 250, 500, 1250];
/// Five years only, for what divides them.
const FIVE_YEARS: &[usize] = &[1250];

/// All experiments.
pub const EXPERIMENTS: [Experiment; 12] = [
    Experiment {
        name: "interval",
        truth: Truth::Equal,
        rows: FROM_A_QUARTER,
        resamples: false,
        ask: single::intervals,
    },
    Experiment { name: "zero", truth: Truth::Zero, rows: FROM_A_QUARTER, resamples: false, ask: single::tests },
    Experiment { name: "equal", truth: Truth::Equal, rows: YEARS, resamples: false, ask: difference::tests },
    Experiment { name: "apart", truth: Truth::Apart, rows: YEARS, resamples: false, ask: difference::intervals },
    Experiment { name: "rivals", truth: Truth::Equal, rows: YEARS, resamples: false, ask: sectors::family },
    Experiment { name: "top", truth: Truth::Tied, rows: YEARS, resamples: false, ask: sectors::top },
    Experiment {
        name: "change",
        truth: Truth::Equal,
        rows: YEARS,
        resamples: false,
        ask: change::known_and_unknown_date,
    },
    Experiment { name: "periods", truth: Truth::Equal, rows: FIVE_YEARS, resamples: false, ask: change::periods },
    Experiment { name: "event", truth: Truth::Equal, rows: &[500], resamples: false, ask: change::event },
    Experiment { name: "bootstrap", truth: Truth::Equal, rows: YEARS, resamples: true, ask: resampled::correlations },
    Experiment { name: "tied", truth: Truth::Tied, rows: YEARS, resamples: true, ask: resampled::two_best },
    Experiment { name: "band", truth: Truth::Equal, rows: YEARS, resamples: true, ask: resampled::band },
];
