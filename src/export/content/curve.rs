//! The claims under every combination of choices, in sums: the points themselves are in the JSON.

use crate::export::document::{Block, Table};
use crate::export::number::{count, fixed, interval};
use crate::study::claim::curve::CurveSummary;
use crate::study::report::Report;

pub(super) fn blocks(report: &Report) -> Vec<Block> {
    let Some(curve) = &report.curve else { return Vec::new() };
    let columns = [
        "Claim",
        "#Combinations",
        "#Different answers",
        "#Supported",
        "#Contradicted",
        "#Too few returns",
        "#Median",
        "Lowest to highest",
    ];
    let row = |of: &CurveSummary| {
        let [low, high] = of.range.map_or([None; 2], |ends| ends.map(Some));
        vec![
            of.question.clone(),
            count(of.combinations),
            count(of.distinct),
            count(of.supported),
            count(of.contradicted),
            count(of.too_few),
            fixed(of.median, 3),
            interval(low, high, 3),
        ]
    };
    let caption = format!(
        "Every claim under up to {} combinations of choices, each judged by the claim's own rule; combinations that come to the very \
         same numbers count once. A claim that is withheld or not testable has none.",
        count(curve.specifications.len())
    );
    vec![Table::new(caption, &columns).with(curve.summaries.iter().map(row))]
}
