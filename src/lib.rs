//! Sectorscope: which equity sectors crypto assets move with, and how sure that is.
//!
//! Price files go in as bytes; a ranked, aligned, tested answer comes out. Imports follow one direction and never run
//! back (held by `tests/it/tidy.rs`). In reading order: `date`, `error`, `diagnostic`; `series`, `import` (bytes to price
//! series); `catalog` (known symbols); `returns`, `panel` (alignment); the crate `sectorscope-stats` (slices in, numbers out); `composite` (several series to one); `study`
//! (settings, casting, ranking, claims, report); `chart` (drawing on any backend); `export` (the report as HTML, Markdown and tables); `workspace`
//! (the boundary); `web` (the only module that knows JavaScript).

pub mod catalog;
pub mod chart;
pub mod composite;
pub mod date;
pub mod diagnostic;
pub mod error;
pub mod export;
pub mod import;
mod numbers;
pub mod panel;
#[cfg(test)]
mod properties;
pub mod returns;
pub mod sample;
pub mod series;
pub mod study;
pub mod thresholds;
#[cfg(target_arch = "wasm32")]
pub mod web;
pub mod workspace;
