//! Sectorscope: which equity sectors crypto assets move with, and how sure that is.
//!
//! Price files go in as bytes; a ranked, aligned, tested answer comes out. The modules, in reading order, are the stages
//! the data passes through; imports follow the same order and never run back (held by `tests/tidy.rs`).

pub mod catalog;
pub mod chart;
pub mod stats;
