//! The sections of a report, each made of what the report holds and nothing else.

mod calendars;
mod claims;
mod composites;
mod curve;
mod inputs;
mod origin;
mod pairs;
mod ranking;
mod summary;

use super::document::{Block, Document, Section};
use super::figures;
use super::number::{count, days};
use crate::study::report::Report;

/// The report as a document. `json` is the same report as JSON text, whose hash it names.
pub fn document(report: &Report, json: &str) -> Document {
    let section = |id, title, blocks: Vec<Block>| {
        let figures = figures::of_section(report, id).map(Block::Figure);
        Section { id, title, blocks: figures.chain(blocks).collect() }
    };
    let mut sections = vec![
        section("summary", "Summary", summary::blocks(report)),
        section("claims", "Claims", claims::blocks(report)),
        section("ranking", "Ranking", ranking::blocks(report)),
        section("composites", "Altcoin index", composites::blocks(report)),
        section("calendars", "Calendars", calendars::blocks(report)),
        section("over-time", "Over time", pairs::over_time(report)),
        section("pairs", "All pairs", pairs::matrix(report)),
        section("files", "Files", inputs::files(report)),
        section("series", "Series", inputs::series(report)),
        section("origin", "Settings, and how to verify this report", origin::blocks(report, json)),
    ];
    if report.curve.is_some() {
        // Behind the claims, whose choices it varies.
        sections.insert(2, section("curve", "Under every combination of choices", curve::blocks(report)));
    }
    Document { title: "Sectorscope report".to_owned(), lead: lead(report), sections }
}

/// What the report is about.
fn lead(report: &Report) -> String {
    let Some(ranking) = &report.ranking else {
        return format!("What the files say of {} claims.", report.claims.len());
    };
    format!(
        "How {} moves together with {} others: {}, {} returns, {}.",
        ranking.reference,
        count(ranking.rows.len()),
        basis(report),
        count(ranking.n),
        days(ranking.first, ranking.last)
    )
}

/// What correlations are computed from: `daily log returns, Pearson`.
fn basis(report: &Report) -> String {
    let setting = |name| report.settings.get(name).and_then(serde_json::Value::as_str).unwrap_or_default();
    let method = match setting("method") {
        "pearson" => "Pearson",
        "spearman" => "Spearman",
        "kendall" => "Kendall",
        other => other,
    };
    let align = match setting("align") {
        "returns-first" => ", returns first: for comparison only",
        "forward-fill" => ", prices carried forward: for comparison only",
        _ => "",
    };
    format!("{} {} returns, {method}{align}", setting("frequency"), setting("returns"))
}

/// Coverage of the intervals of correlations; those of claims cover 95 %.
fn confidence(report: &Report) -> f64 {
    report.settings.get("confidence").and_then(serde_json::Value::as_f64).unwrap_or(f64::NAN)
}

/// The name of a series, where it says more than its id.
fn name_of<'a>(report: &'a Report, id: &str) -> &'a str {
    report.series.iter().find(|member| member.id == id && member.name != id).map_or("", |member| member.name.as_str())
}

/// The parts of this name that have no answer, as warnings.
fn without_answer<'a>(report: &'a Report, part: &'a str) -> impl Iterator<Item = Block> + 'a {
    let of_part = report.problems.iter().filter(move |problem| problem.part == part);
    of_part.map(|problem| Block::Warning(problem.error.message().to_owned()))
}
