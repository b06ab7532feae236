//! What must be read if nothing else is: the first claim with its verdict, and all claims at a glance.

use crate::export::document::{Block, Table, shown};
use crate::export::number::{NONE, count, fixed, p_value, percent};
use crate::study::report::Report;

pub(super) fn blocks(report: &Report) -> Vec<Block> {
    let mut blocks = Vec::new();
    // Before the answer: while days are labelled wrongly, no number below can be trusted.
    blocks.extend(report.late_series.iter().map(|late| Block::Warning(late.message.clone())));
    blocks.extend(report.problems.iter().map(|problem| Block::Warning(problem.error.message().to_owned())));
    if let Some(first) = report.claims.first() {
        blocks.push(Block::Heading(first.question.clone()));
        blocks.push(Block::Verdict(first.verdict));
        blocks.push(Block::Statement(first.sentence.clone()));
        blocks.extend(first.needed.iter().map(|needed| Block::Text(needed.clone())));
    }
    let columns = ["Claim", "Verdict", "#Number", "#low", "#high", "Coverage", "#p", "#Would have found", "#Returns"];
    let table = Table::new("All claims at a glance; what each number is stands with the claim.", &columns);
    blocks.push(table.with(report.claims.iter().map(|claim| {
        vec![
            claim.question.clone(),
            shown(claim.verdict).1.to_owned(),
            fixed(claim.effect, 3),
            fixed(claim.low, 3),
            fixed(claim.high, 3),
            claim.confidence.map_or_else(|| NONE.to_owned(), percent),
            p_value(claim.p),
            fixed(claim.detectable, 3),
            count(claim.n),
        ]
    })));
    blocks
}
