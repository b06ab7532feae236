//! The only pen: what the page, the reports and the spreadsheets show is written here, once.
//!
//! [`sections`] turns what the study found into [`document`] blocks: sentences, tables of typed [`cell`]s, [`figure`]s as data. The
//! page lays blocks out; [`mod@write`] makes HTML, Markdown and CSV of them. No clock, no locale: the same report gives the same bytes.
//! Every text may come from a file or a person, and is escaped where it is written, nowhere else.
#![deny(clippy::indexing_slicing)]

mod basis;
pub mod cell;
pub mod document;
pub mod figure;
mod names;
pub mod sections;
pub mod write;

use serde::{Deserialize, Serialize};

pub use self::write::report_json::json;

use crate::error::Error;
use crate::study::report::Report;
use crate::study::study::Study;
use sectorscope_stats::pause::pause;

/// The forms of a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
pub enum Format {
    /// Every number, and what is needed to run the report again.
    Json,
    /// One file to read, with figures, without script.
    Html,
    /// The same without figures, in GitHub's dialect.
    Markdown,
}

/// The whole report as a text. `study` is the one that the report is of.
///
/// # Errors
///
/// `unserialisable`, which no report is.
pub async fn text(study: &Study<'_>, report: &Report, format: Format) -> Result<String, Error> {
    let json = write::report_json::report_json(report).await?;
    if format == Format::Json {
        return Ok(json);
    }
    let document = sections::document(study, report, &json).await;
    pause().await;
    Ok(match format {
        Format::Markdown => write::markdown::markdown(&document).await,
        _ => write::html::html(&document).await,
    })
}
