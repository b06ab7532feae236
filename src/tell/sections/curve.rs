//! The claims under every combination of choices: what they come to, which choice matters, and the curve of one claim.

use std::collections::BTreeSet;

use crate::number::{count, counted, fixed, p_is};
use crate::panel::AlignPolicy;
use crate::returns::ReturnKind;
use crate::study::claim::curve::{CurvePoint, CurveSummary, Specification};
use crate::study::claim::{Association, Errors, Lenses, Said, Verdict};
use crate::tell::cell::Cell;
use crate::tell::document::{Block, Section, Table, number, text};
use crate::tell::figure::{CurveChoice, Figure, Mark, Plot, key};
use sectorscope_ground::order::sort_by;

/// The word for what a combination chose.
type Chosen = fn(&Specification) -> String;

/// What is varied, with the word for what a combination chose.
const CHOICES: [(&str, Chosen); 7] = [
    ("Period of a return", |of| of.basis.frequency.word().to_owned()),
    ("Kind of return", |of| {
        match of.basis.returns {
            ReturnKind::Log => "log",
            ReturnKind::Simple => "simple",
        }
        .to_owned()
    }),
    ("Measure", |of| measure(of).to_owned()),
    ("Calendars", |of| {
        match of.basis.align {
            AlignPolicy::Shared => "shared days",
            AlignPolicy::ReturnsFirst => "returns first",
            AlignPolicy::ForwardFill => "forward fill",
        }
        .to_owned()
    }),
    ("From", |of| of.from.map_or_else(|| "from the claim's day".to_owned(), |day| format!("from {day}"))),
    ("Up to", |of| of.to.map_or_else(|| "to the last day".to_owned(), |day| format!("to {day}"))),
    ("Series", |of| if of.next_best { "next best series" } else { "proposed series" }.to_owned()),
];

fn measure(of: &Specification) -> &'static str {
    match (of.association, of.lenses, of.errors) {
        (Association::Spearman, ..) => "Spearman",
        (Association::Kendall, ..) => "Kendall",
        (Association::SummedLags, ..) => "Pearson, summed over lags",
        (Association::Pearson, _, Errors::NeweyWest) => "Pearson, Newey-West errors",
        (Association::Pearson, Lenses::Both, _) => "Pearson, both kinds of returns",
        (Association::Pearson, Lenses::Raw, _) => "Pearson, raw returns alone",
        (Association::Pearson, Lenses::Devolatilised, _) => "Pearson, in units of volatility alone",
    }
}

/// The section: tables of all claims, and the curve of one of them, the first where none is named.
pub(crate) fn section(
    specifications: &[Specification],
    points: &[CurvePoint],
    summaries: &[CurveSummary],
    claim: Option<&str>,
) -> Section {
    let shown = summaries.iter().find(|of| Some(of.claim.as_str()) == claim).or(summaries.first());
    let mut blocks: Vec<Block> = shown.into_iter().flat_map(|of| curve(specifications, points, of)).collect();
    blocks.push(table(specifications.len(), summaries).into());
    if !points.is_empty() {
        blocks.push(by_choice(specifications, points, summaries).into());
    }
    Section::new("curve", "Does the answer depend on one choice?", blocks)
}

/// The points of one claim with different answers: combinations that come to the very same numbers count once.
fn distinct<'p>(points: impl Iterator<Item = &'p CurvePoint>) -> Vec<&'p CurvePoint> {
    let bits = |value: Option<f64>| value.map(f64::to_bits);
    let mut seen = BTreeSet::new();
    points
        .filter(|point| {
            let said = &point.said;
            seen.insert((bits(said.effect), bits(said.p), said.n, said.verdict.code()))
        })
        .collect()
}

/// A choice that was made in more than one way.
struct Choice {
    name: &'static str,
    of: Chosen,
    /// The ways, in the order of the combinations.
    values: Vec<String>,
}

/// The choices that were made in more than one way.
fn made(specifications: &[Specification]) -> Vec<Choice> {
    let choice = |(name, of): &(&'static str, Chosen)| {
        let mut values: Vec<String> = Vec::new();
        for value in specifications.iter().map(of) {
            if !values.contains(&value) {
                values.push(value);
            }
        }
        Choice { name, of: *of, values }
    };
    CHOICES.iter().map(choice).filter(|choice| choice.values.len() > 1).collect()
}

/// A combination on the curve.
struct Row<'p> {
    said: &'p Said,
    effect: f64,
    chosen: Specification,
}

impl Row<'_> {
    /// 1 where it supports the claim, -1 where it contradicts it.
    fn stance(&self) -> i8 {
        match self.said.verdict {
            Verdict::Supported => 1,
            Verdict::Contradicted => -1,
            _ => 0,
        }
    }

    fn reading(&self, place: usize, of: usize, choices: &[Choice]) -> String {
        let stance = match self.stance() {
            1 => "supports",
            -1 => "contradicts",
            _ => "neither",
        };
        let p = self.said.p.map_or_else(String::new, |p| format!(" ({})", p_is(p)));
        let chosen: Vec<String> = choices.iter().map(|choice| (choice.of)(&self.chosen)).collect();
        format!(
            "{} of {}: {}, {stance}{p}, {}: {}",
            count(place),
            count(of),
            fixed(self.effect, 3),
            counted(self.said.n as u64, "return"),
            chosen.join(", ")
        )
    }
}

/// Every different answer to one claim by its effect, and beneath it what it chose.
fn curve(specifications: &[Specification], points: &[CurvePoint], of: &CurveSummary) -> Vec<Block> {
    let row = |point: &'_ CurvePoint| specifications.get(point.specification).copied();
    let mut rows: Vec<Row<'_>> = distinct(points.iter().filter(|point| point.claim == of.claim))
        .into_iter()
        .filter_map(|point| Some(Row { said: &point.said, effect: point.said.effect?, chosen: row(point)? }))
        .collect();
    if rows.is_empty() {
        return Vec::new();
    }
    sort_by(&mut rows, |a, b| a.effect.total_cmp(&b.effect));
    let [low, high] = of.range.map_or([None; 2], |ends| ends.map(Some));
    let middle = format!(
        "{} by effect: median {}, from {} to {}.",
        counted(rows.len() as u64, "different answer"),
        fixed(of.median, 3),
        fixed(low, 3),
        fixed(high, 3)
    );
    vec![picture(&of.question, &rows).into(), Block::Text(middle)]
}

fn picture(question: &str, rows: &[Row<'_>]) -> Figure {
    let chosen: Vec<Specification> = rows.iter().map(|row| row.chosen).collect();
    let choices = made(&chosen);
    let stances: Vec<i8> = rows.iter().map(Row::stance).collect();
    let of_stance = |wanted: i8| count(stances.iter().filter(|stance| **stance == wanted).count());
    let legend = vec![
        key(Mark::Supports, format!("supports the claim: {}", of_stance(1))),
        key(Mark::Contradicts, format!("contradicts it: {}", of_stance(-1))),
        key(Mark::Neither, format!("neither: {}", of_stance(0))),
    ];
    let values = |choice: &Choice| -> Vec<CurveChoice> {
        let value = |(place, value): (usize, &String)| CurveChoice {
            label: value.clone(),
            begins: place == 0,
            made: chosen.iter().map(|specification| (choice.of)(specification) == *value).collect(),
        };
        choice.values.iter().enumerate().map(value).collect()
    };
    let reading = |(at, row): (usize, &Row<'_>)| row.reading(at + 1, rows.len(), &choices);
    Figure {
        caption: format!(
            "{question} Every different answer by its effect; dashed: the median; beneath, what each combination chose."
        ),
        legend,
        plot: Plot::Curve {
            effects: rows.iter().map(|row| row.effect).collect(),
            choices: choices.iter().flat_map(values).collect(),
            readings: rows.iter().enumerate().map(reading).collect(),
            stances,
        },
    }
}

/// What the combinations come to, claim by claim.
fn table(combinations: usize, summaries: &[CurveSummary]) -> Table {
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

/// How many support each claim under each choice: whether one of them decides.
fn by_choice(specifications: &[Specification], points: &[CurvePoint], summaries: &[CurveSummary]) -> Table {
    let columns = std::iter::once(text("Choice")).chain(summaries.iter().map(|of| number(&of.question)));
    let mut rows = Vec::new();
    for Choice { name, of, values } in made(specifications) {
        for value in values {
            let chose = |point: &&CurvePoint| {
                specifications.get(point.specification).is_some_and(|specification| of(specification) == value)
            };
            let share = |summary: &CurveSummary| {
                let own = distinct(points.iter().filter(|point| point.claim == summary.claim).filter(chose));
                let supported = own.iter().filter(|point| point.said.verdict == Verdict::Supported).count();
                Cell::Percentage((!own.is_empty()).then(|| supported as f64 / own.len() as f64))
            };
            let label = Cell::text(format!("{name}: {value}"));
            rows.push(std::iter::once(label).chain(summaries.iter().map(share)).collect());
        }
    }
    Table::new("Share of different answers that support each claim, by choice.", columns, rows)
}
