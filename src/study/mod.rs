//! The study: what is asked of the aligned series, and the report that answers.
#![deny(clippy::unwrap_used)]

pub mod alignment;
pub mod bottleneck;
pub mod casting;
pub mod change;
pub mod claim;
pub mod composites;
pub mod constant_band;
pub mod defaults;
pub mod estimate;
pub mod lateness;
mod method_word;
pub mod moments;
pub mod orders;
pub mod pairs;
pub mod performance;
pub mod ranking;
pub mod report;
pub mod roster;
pub mod sectors;
pub mod settings;
pub mod stability;
#[expect(clippy::module_inception, reason = "the value that a study is")]
pub mod study;
