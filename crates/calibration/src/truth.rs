//! The right answers. An innovations' correlation of 0.35 is not the correlation of the returns: volatilities that go up and
//! down apart take some of it away, and ranks and devolatilised returns have correlations of their own. So what a procedure
//! estimates, the correlation of the stationary distribution, comes from a long simulation.

use sectorscope_stats::Undefined;
use sectorscope_stats::correlation::coefficient::{Method, correlation};
use sectorscope_stats::moments::{mean, standard_deviation};
use sectorscope_stats::resampling::random::Philox;
use sectorscope_stats::volatility::devolatilise::devolatilise;
use serde::{Deserialize, Serialize};

use crate::design::{Design, Half, Truth};
use crate::lens::Lens;
use crate::panel::Panel;

/// Seed of the long simulation, none of whose numbers any sample uses.
pub const SEED: u64 = 20_250_127;
/// Independent stretches of the long simulation.
const STRETCHES: u64 = 32;
/// Days in each.
const DAYS: usize = 1 << 16;
/// Methods, in the order of the answers.
pub const METHODS: [Method; 3] = [Method::Pearson, Method::Spearman, Method::Kendall];

/// A number from simulation.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Simulated {
    /// The number.
    pub value: f64,
    /// Its Monte-Carlo standard error.
    pub standard_error: f64,
}

/// What is true of bitcoin and the first sectors in one design, by lens (raw, devolatilised) and method (Pearson, Spearman,
/// Kendall).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Targets {
    /// Correlation with the first sector.
    pub correlation: [[Simulated; 3]; 2],
    /// Correlation with the first sector less that with the second.
    pub difference: [[Simulated; 3]; 2],
}

impl Targets {
    /// Simulates 32 times 65,536 days. Without any correlation, and for sectors alike, the answer is 0 by symmetry, and nothing
    /// is drawn for it. Undefined where a correlation is.
    pub fn simulate(design: &Design, truth: Truth) -> Result<Targets, Undefined> {
        let mut targets = Targets::default();
        if truth == Truth::Zero {
            return Ok(targets);
        }
        let factor = truth.factor(Half::First)?;
        let alike = truth.with_sector(0, Half::First) == truth.with_sector(1, Half::First);
        let mut found: [[[Vec<f64>; 2]; 3]; 2] = Default::default();
        for stretch in 0..STRETCHES {
            let raw = Panel::simulate(design, |_| &factor, DAYS, &mut Philox::new(SEED, stretch));
            let devolatilised = raw.map(devolatilise)?;
            for (panel, found) in [&raw, &devolatilised].into_iter().zip(&mut found) {
                for (method, found) in METHODS.into_iter().zip(found) {
                    let with = |sector: usize| Ok(correlation(method, panel.bitcoin(), &panel.sectors()[sector])?.r);
                    let first = with(0)?;
                    found[0].push(first);
                    if !alike {
                        found[1].push(first - with(1)?);
                    }
                }
            }
        }
        let simulated = |values: &[f64]| {
            let standard_error = standard_deviation(values)? / (values.len() as f64).sqrt();
            Ok(Simulated { value: mean(values)?, standard_error })
        };
        for (lens, found) in found.iter().enumerate() {
            for (method, [correlation, difference]) in found.iter().enumerate() {
                targets.correlation[lens][method] = simulated(correlation)?;
                if !alike {
                    targets.difference[lens][method] = simulated(difference)?;
                }
            }
        }
        Ok(targets)
    }

    /// Correlation of bitcoin with the first sector.
    pub fn r(&self, lens: Lens, method: Method) -> f64 {
        self.correlation[lens as usize][position(method)].value
    }

    /// The same less that with the second sector.
    pub fn difference(&self, lens: Lens, method: Method) -> f64 {
        self.difference[lens as usize][position(method)].value
    }
}

fn position(method: Method) -> usize {
    METHODS.iter().position(|other| *other == method).unwrap_or(0)
}
