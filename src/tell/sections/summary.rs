//! What must be read if nothing else is: the first claim with its verdict, and all claims at a glance.

use super::answer;
use super::claims::late;
use crate::study::report::Report;
use crate::study::study::Study;
use crate::tell::cell::Cell;
use crate::tell::document::{Block, Section, Table, VerdictMark, number, text};

pub(super) fn section(study: &Study<'_>, report: &Report) -> Section {
    let mut blocks = Vec::new();
    // Before the answer: while days are labelled wrongly, no number below can be trusted.
    blocks.extend(late(study, &report.late_series));
    blocks.extend(report.problems.iter().map(|problem| Block::notice(problem.error.message())));
    if let Some(first) = report.claims.first() {
        let answer = answer::in_short(study, first);
        blocks.push(Block::Heading(answer.title));
        blocks.extend(answer.blocks);
        blocks.push(Block::Statement(first.sentence.clone()));
    }
    let columns = [
        text("Claim"),
        text("Verdict"),
        number("Number"),
        number("low"),
        number("high"),
        text("Coverage"),
        number("p"),
        number("Would have found"),
        number("Returns"),
    ];
    let rows = report.claims.iter().map(|claim| {
        vec![
            Cell::text(&claim.question),
            Cell::text(VerdictMark::from(claim.verdict).word),
            Cell::number(claim.effect, 3),
            Cell::number(claim.low, 3),
            Cell::number(claim.high, 3),
            Cell::Percent(claim.confidence),
            Cell::P(claim.p),
            Cell::number(claim.detectable, 3),
            Cell::count(claim.n),
        ]
    });
    let caption = "All claims at a glance; what each number is stands with the claim.";
    blocks.push(Table::new(caption, columns, rows).into());
    Section::new("summary", "Summary", blocks)
}
