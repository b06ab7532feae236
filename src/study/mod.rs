//! The study: what is asked of the aligned series, and the report that answers.
#![deny(clippy::unwrap_used)]

pub mod alignment;
pub mod change;
pub mod claims;
pub mod composites;
pub mod costliest;
pub mod estimate;
pub mod findings;
pub mod label_shift;
mod method_word;
pub mod orders;
pub mod pairs;
pub mod performance;
pub mod ranking;
pub mod report;
pub mod roles;
pub mod roster;
pub mod sectors;
pub mod settings;
pub mod specification;
pub mod standing;
