//! Why crypto moves with technology shares.

use super::cast::Cast;
use super::claim::{Asked, Claim};
use super::measured::Measured;
use super::sample::{Column, Sample};
use super::verdict::Reason;
use super::way::Way;
use crate::study::casting::Role;

/// The note's reasons, which prices cannot test.
#[derive(Clone, Copy, Debug)]
pub struct Causes;

impl Claim for Causes {
    fn id(&self) -> String {
        "causes".to_owned()
    }

    fn question(&self, _cast: &Cast<'_>) -> String {
        "Is it venture capital and retail leverage that tie crypto to small tech?".to_owned()
    }

    fn rule(&self) -> &'static str {
        "Never testable from prices: series that move together do so for whatever reason."
    }

    fn roles(&self) -> &'static [Role] {
        &[]
    }

    fn columns<'r>(&self, _asked: &Asked<'_, 'r>) -> Result<Vec<Column<'r>>, Reason> {
        Err(Reason::Causes)
    }

    fn measure(&self, _asked: &Asked<'_, '_>, _sample: &Sample) -> Result<Measured, Reason> {
        Err(Reason::Causes)
    }

    fn asks(&self, _way: &Way) -> bool {
        false
    }
}
