//! The report as files to keep: HTML and Markdown to read, JSON to verify, CSV to go on computing with.
//!
//! A report becomes a [`document`] once: sections of sentences, tables and figures ([`content`], [`figures`]). [`html`] and
//! [`markdown`] write it down; [`tables`] and [`left_out`] are for spreadsheets. No clock, no locale: the same report gives the
//! same bytes. Every text may come from a file or a person, and is escaped where it is written, nowhere else.
#![deny(clippy::indexing_slicing)]

pub mod content;
pub mod csv;
pub mod document;
pub mod figures;
pub mod html;
pub mod left_out;
pub mod markdown;
pub mod number;
pub mod tables;

use serde::{Deserialize, Serialize};

use crate::error::{Error, ErrorKind};
use crate::study::report::Report;

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

/// A value as JSON text.
///
/// # Errors
///
/// `unserialisable`, which nothing here is.
pub fn json(value: &impl Serialize) -> Result<String, Error> {
    serde_json::to_string(value).map_err(|error| Error::new(ErrorKind::Unserialisable, error.to_string()))
}

/// The whole report as a text.
///
/// # Errors
///
/// `unserialisable`, which no report is.
pub fn text(report: &Report, format: Format) -> Result<String, Error> {
    let json = json(report)?;
    Ok(match format {
        Format::Json => json,
        Format::Html => html::html(&content::document(report, &json)),
        Format::Markdown => markdown::markdown(&content::document(report, &json)),
    })
}
