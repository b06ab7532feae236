//! What must be read if nothing else is: the first page of a report, with the answer, where it is seen, and each claim in a row.

use super::answer;
use super::brief::brief;
use super::claims::late;
use crate::study::claim::Finding;
use crate::study::report::Report;
use crate::study::study::Study;
use crate::tell::cell::Cell;
use crate::tell::document::{Block, ClaimRow, Section, Table, VerdictMark, number, text};
use crate::tell::figure::Figure;
use crate::tell::names::capitalised;

/// The question that the report answers, with its answer: of the first claim, or where that cannot be asked of the ranking.
pub(super) fn answer(study: &Study<'_>, report: &Report) -> Section {
    let first = report.claims.first();
    first
        .filter(|claim| answer::can_answer(study, claim))
        .map(|claim| {
            let mut section = answer::in_short(study, claim);
            section.blocks.extend(answer::stood(claim));
            section
        })
        .or_else(|| report.ranking.as_ref().map(|found| answer::of_ranking(study, found)))
        .or_else(|| first.map(|claim| answer::in_short(study, claim)))
        .unwrap_or_else(|| Section::new(answer::ANSWER, "What is in these files?", Vec::new()))
}

/// The answer, below what must be mended first: while days are labelled wrongly, no number can be trusted.
pub(super) fn blocks(study: &Study<'_>, report: &Report, answer: Vec<Block>) -> Vec<Block> {
    let late = late(study, &report.late_series).into_iter().filter(|block| matches!(block, Block::Notice(_)));
    let problems = report.problems.iter().map(|problem| Block::notice(problem.error.message()));
    late.chain(problems).chain(answer).collect()
}

/// The figure of the ranking, which stands on the first page instead of in its section; there it says what it rests on.
pub(super) fn figure(report: &Report, section: &mut Section) -> Option<Figure> {
    let at = section.blocks.iter().position(|block| matches!(block, Block::Figure(_)))?;
    match section.blocks.remove(at) {
        Block::Figure(figure) => {
            let ends = report.ranking.as_ref().map(|found| (found.first, found.last));
            let same =
                report.claims.first().is_none_or(|claim| claim.n == 0 || ends == Some((claim.first, claim.last)));
            let days = if same { "" } else { " These are other days than the answer's." };
            let caption = format!("{} {}.{days}", figure.caption, capitalised(&section.basis));
            Some(Figure { caption, ..figure })
        }
        _ => None,
    }
}

/// Each claim in a row.
pub(super) fn claims(study: &Study<'_>, report: &Report) -> Vec<ClaimRow> {
    let row = |claim: &Finding| ClaimRow { question: claim.question.clone(), brief: brief(study, claim) };
    report.claims.iter().map(row).collect()
}

/// The numbers of all claims.
pub(super) fn at_a_glance(report: &Report) -> Table {
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
    Table::new("All claims at a glance; what each number is stands with the claim.", columns, rows)
}
