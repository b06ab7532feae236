//! One simulated sample.

use sectorscope_stats::Undefined;
use sectorscope_stats::correlation::coefficient::Method;
use sectorscope_stats::resampling::random::Philox;
use sectorscope_stats::volatility::devolatilise::devolatilise;

use crate::design::{DESIGNS, Design, Half, Truth};
use crate::lens::Lens;
use crate::panel::Panel;
use crate::truth::Targets;

/// Seed of all simulated returns.
pub const SEED: u64 = 20_250_129;
/// Set in the number of a sample, it gives the seed of its bootstrap.
const OF_BOOTSTRAP: u64 = 1 << 63;

/// Name of a method, as part of a name.
pub fn method_word(method: Method) -> &'static str {
    match method {
        Method::Pearson => "pearson",
        Method::Spearman => "spearman",
        Method::Kendall => "kendall",
    }
}

/// The stream of random numbers of one sample.
pub fn stream(design: &Design, rows: usize, number: u32) -> u64 {
    let position = DESIGNS.iter().position(|other| other.name == design.name).unwrap_or(DESIGNS.len()) as u64;
    (position << 56) | ((rows as u64) << 32) | u64::from(number)
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
        let stream = stream(design, rows, number);
        let (first, second) = (truth.factor(Half::First)?, truth.factor(Half::Second)?);
        let factor = |row: usize| if row < rows / 2 { &first } else { &second };
        let raw = Panel::simulate(design, factor, rows, &mut Philox::new(SEED, stream));
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
