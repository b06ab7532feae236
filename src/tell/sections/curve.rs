//! The claims under every combination of choices, in sums: the points themselves are in the JSON.

use crate::number::count;
use crate::study::claim::curve::{Curve, CurveSummary};
use crate::tell::cell::Cell;
use crate::tell::document::{Section, Table, number, text};

/// The section of a report.
pub(super) fn section(found: &Curve) -> Section {
    let table = table(found.specifications.len(), &found.summaries);
    Section::new("curve", "Does the answer depend on one choice?", vec![table.into()])
}

/// What the combinations come to, claim by claim.
pub(crate) fn table(combinations: usize, summaries: &[CurveSummary]) -> Table {
    let columns = [
        text("Claim"),
        number("Combinations"),
        number("Different answers"),
        number("Supported"),
        number("Contradicted"),
        number("Too few returns"),
        number("Median"),
        number("Lowest to highest"),
    ];
    let row = |of: &CurveSummary| {
        vec![
            Cell::text(&of.question),
            Cell::count(of.combinations),
            Cell::count(of.distinct),
            Cell::count(of.supported),
            Cell::count(of.contradicted),
            Cell::count(of.too_few),
            Cell::number(of.median, 3),
            Cell::Interval(of.range, 3),
        ]
    };
    let caption = format!(
        "Every claim under up to {} combinations of choices, each judged by the claim's own rule; combinations that come to the very \
         same numbers count once. A claim that is withheld or not testable has none.",
        count(combinations)
    );
    Table::new(caption, columns, summaries.iter().map(row))
}
