//! The sections, each written once: the page shows those of an answer, a report all of them.

pub(crate) mod alignment;
mod answer;
mod brief;
pub(crate) mod claims;
pub(crate) mod composites;
pub(crate) mod curve;
pub(crate) mod files;
mod jumps;
pub(crate) mod moments;
mod origin;
pub(crate) mod over_time;
pub(crate) mod pairs;
mod peaks;
pub(crate) mod performance;
pub(crate) mod ranking;
pub(crate) mod series;
pub(crate) mod strips;
mod summary;

use crate::number::{count, days};
use crate::study::report::{Report, ReportPart};
use crate::study::study::Study;
use crate::tell::basis::words;
use crate::tell::document::{Block, Document, FirstPage, Section};
use sectorscope_stats::pause::pause;

/// The report as a document. `json` is the same report as JSON text, whose hash it names.
pub async fn document(study: &Study<'_>, report: &Report, json: &str) -> Document {
    let mut ranked = ranked(study, report);
    pause().await;
    let answer = summary::answer(study, report);
    let first = FirstPage {
        blocks: summary::blocks(study, report, answer.blocks),
        figure: summary::figure(report, &mut ranked),
        claims: summary::claims(study, report),
    };
    pause().await;
    let mut sections = vec![all_claims(study, report)];
    pause().await;
    // Behind the claims, whose choices it varies.
    sections.extend(
        report.curve.iter().map(|found| curve::section(&found.specifications, &found.points, &found.summaries, None)),
    );
    sections.extend(claims::late_sections(study, &report.late_series));
    sections.extend([ranked, composites::section(study, &report.composites), calendars(study, report)]);
    pause().await;
    sections.push(over_time(study, report));
    pause().await;
    sections.push(pairs::reported(study, &report.matrix));
    pause().await;
    sections.extend([files::reported(&report.files), series::section(&report.series)]);
    sections.push(origin::section(report, json).await);
    let kicker =
        if study.roster.is_synthetic() { "Sectorscope report on a SYNTHETIC sample" } else { "Sectorscope report" };
    Document { kicker, title: answer.title, lead: lead(study, report), first, sections }
}

/// What the report is about.
fn lead(study: &Study<'_>, report: &Report) -> String {
    let Some(ranking) = &report.ranking else {
        return format!("{} claims, tested on these files.", count(report.claims.len()));
    };
    format!(
        "How {} moves together with {} others: {}, {} returns, {}.",
        ranking.reference,
        count(ranking.rows.len()),
        words(study),
        count(ranking.n),
        days(ranking.first, ranking.last)
    )
}

/// Several sections as one, each under a heading of the second order.
fn together(id: &str, title: &str, parts: impl IntoIterator<Item = Section>) -> Section {
    Section::new(id, title, parts.into_iter().flat_map(Section::under_heading).collect())
}

fn all_claims(study: &Study<'_>, report: &Report) -> Section {
    let claim = |claim| claims::blocks(study, claim);
    let parts = report.claims.iter().map(|of| Section::new(&of.id, &of.question, claim(of)));
    let mut section = together("claims", "Claims", parts);
    section.blocks.insert(0, summary::at_a_glance(report).into());
    section
}

fn ranked(study: &Study<'_>, report: &Report) -> Section {
    match &report.ranking {
        Some(found) => ranking::ranking(study, found),
        None => {
            let problems = report.problems.iter().filter(|problem| problem.part == ReportPart::Ranking);
            let blocks = problems.map(|problem| Block::notice(problem.error.message())).collect();
            Section::new("ranking", "Ranking", blocks)
        }
    }
}

fn calendars(study: &Study<'_>, report: &Report) -> Section {
    const TITLE: &str = "Calendars";
    let days = report.panel.iter().map(|days| ranking::ledger(study, days));
    let alignment = report.alignment.iter().flat_map(|found| alignment::sections(study, found));
    let parts: Vec<Section> = days.chain(alignment).collect();
    if parts.is_empty() {
        let nothing = "Nothing was ranked, so no calendars were brought together.".to_owned();
        return Section::new("calendars", TITLE, vec![Block::Text(nothing)]);
    }
    together("calendars", TITLE, parts)
}

/// The pairs over time, then years and quarters where a claim rests on them.
fn over_time(study: &Study<'_>, report: &Report) -> Section {
    let mut section = over_time::reported(study, &report.rolling);
    let parts = report.claims.iter().flat_map(peaks::sections);
    section.blocks.extend(parts.flat_map(Section::under_heading));
    section
}
