//! Sectorscope: which equity sectors crypto assets move with, and how sure that is.
//!
//! Price files go in as bytes; a ranked, aligned, tested answer comes out. Imports follow one direction and never run
//! back (held by `tests/it/tidy.rs`). In reading order: `date`, `number`, `error` (the crate `sectorscope-ground`), `diagnostic`; `series`, `import` (bytes to price
//! series); `catalog` (known symbols); `returns`, `panel` (alignment); the crate `sectorscope-stats` (slices in, numbers out); `composite` (several series to one); `study`
//! (settings, casting, ranking, claims, report); `chart` (the crate `sectorscope-chart`: drawing on any backend); `export` (the report as HTML, Markdown and tables); `workspace`
//! (questions and answers); `web` (with `columns` the only module that knows JavaScript).
//!
//! From bytes to a verdict:
//!
//! ```
//! use sectorscope::{Answer, Depth, ImportOptions, Importer, Question, Settings, Workspace, sample};
//!
//! let mut workspace = Workspace::new();
//! for file in sample::files() {
//!     let mut importer = Importer::new(file.name.to_owned(), ImportOptions::default());
//!     importer.feed(file.text.as_bytes());
//!     workspace.add(importer.finish());
//! }
//! let claims = Question::Claims { depth: Depth::Order };
//! let Answer::Claims(claims) = workspace.ask(&Settings::default(), claims)? else { unreachable!() };
//! let first = &claims.found[0];
//! assert_eq!(first.id, "top-sector-bitcoin");
//! println!("{} {}", first.question, first.sentence);
//! # Ok::<(), sectorscope::Error>(())
//! ```

pub mod catalog;
mod columns;
pub mod composite;
pub mod diagnostic;
pub mod import;
pub mod panel;
pub mod returns;
pub mod sample;
pub mod series;
pub mod study;
pub mod tell;
pub mod thresholds;
#[cfg(target_arch = "wasm32")]
pub mod web;
pub mod workspace;

pub use import::{ImportOptions, ImportedFile, Importer};
pub use sectorscope_chart as chart;
pub use sectorscope_ground::error::{Error, ErrorKind};
pub use sectorscope_ground::{date, error, number};
pub use study::ranking::Depth;
pub use study::report::Report;
pub use study::settings::Settings;
pub use workspace::{Answer, Change, Question, Workspace};
