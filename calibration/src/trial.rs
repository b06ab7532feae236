//! One simulated sample.

use sectorscope::stats::Undefined;
use sectorscope::stats::correlation::Method;
use sectorscope::stats::devolatilise::devolatilise;
use sectorscope::stats::random::Philox;

use crate::design::{DESIGNS, Design, Truth};
use crate::panel::Panel;
use crate::truth::Targets;

/// Seed of all simulated returns.
pub const SEED: u64 = 20_250_129;
/// Set in the number of a sample, it gives the seed of its bootstrap.
const OF_BOOTSTRAP: u64 = 1 << 63;

/// Raw returns, or returns in units of their expected volatility.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lens {
    /// As they are.
    Raw,
    /// Devolatilised.
    Devolatilised,
}

impl Lens {
    /// Both.
    pub const BOTH: [Lens; 2] = [Lens::Raw, Lens::Devolatilised];

    /// As part of a name.
    pub fn word(self) -> &'static str {
        match self {
            Lens::Raw => "raw",
            Lens::Devolatilised => "devolatilised",
        }
    }
}

/// Name of a method, as part of a name.
pub fn method_word(method: Method) -> &'static str {
    match method {
        Method::Pearson => "pearson",
        Method::Spearman => "spearman",
        Method::Kendall => "kendall",
    }
}

/// A sample, with the right answers.
#[derive(Clone, Debug)]
pub struct Trial<'a> {
    /// Raw returns.
    pub raw: Panel,
    /// Devolatilised ones, 30 rows fewer.
    pub devolatilised: Panel,
    /// The right answers.
    pub targets: &'a Targets,
    /// For whatever a procedure draws.
    pub bootstrap_seed: u64,
}

impl<'a> Trial<'a> {
    /// The sample of this number. A function of its arguments: the same whoever asks, in any order. The random numbers do not
    /// depend on the truth, so that procedures meet the same shocks under each.
    ///
    /// Fewer than 31 rows: [`Undefined::InsufficientN`].
    pub fn new(
        design: &Design,
        truth: Truth,
        rows: usize,
        number: u32,
        targets: &'a Targets,
    ) -> Result<Trial<'a>, Undefined> {
        let position = DESIGNS.iter().position(|other| other.name == design.name).unwrap_or(DESIGNS.len()) as u64;
        let stream = (position << 56) | ((rows as u64) << 32) | u64::from(number);
        let raw = Panel::simulate(design, &truth.factor()?, rows, &mut Philox::new(SEED, stream));
        let devolatilised = raw.map(devolatilise)?;
        Ok(Trial { raw, devolatilised, targets, bootstrap_seed: OF_BOOTSTRAP | stream })
    }

    /// Returns by one of the lenses.
    pub fn lens(&self, lens: Lens) -> &Panel {
        match lens {
            Lens::Raw => &self.raw,
            Lens::Devolatilised => &self.devolatilised,
        }
    }
}
