//! What deserves a word in a file that could be read.

pub(crate) mod jumps;
pub(crate) mod look;
pub(crate) mod not_prices;
pub(crate) mod quality;
pub(crate) mod week;
