//! Year by year and quarter by quarter: when the correlation of bitcoin and technology is high.

use crate::number::{change, count, fixed, interval, p_is, signed};
use crate::study::claim::{
    Evidence, Finding, LEVEL, NAMED_YEARS, PeaksEvidence, PeaksLens, Quarter, QuarterlySlope, Year,
};
use crate::tell::cell::Cell;
use crate::tell::document::{Block, Section, Table, number, text};
use crate::tell::figure::{Figure, Interval, Mark, Plot, Point, StraightLine, interval_key, key};
use sectorscope_ground::order::sort_by;

/// Coverage of the intervals of years.
const COVERAGE: f64 = 0.95;

/// Years and quarters, where a claim rests on them.
pub(crate) fn sections(claim: &Finding) -> Vec<Section> {
    let Evidence::PeaksWithTech(evidence) = &claim.evidence else { return Vec::new() };
    let Some(lens) = evidence.lenses.raw.as_ref() else { return Vec::new() };
    if lens.years.all.is_empty() {
        return Vec::new();
    }
    let role = |role: &str| claim.roles.get(role).and_then(|ids| ids.first()).map_or("", String::as_str);
    let pair = format!("{} and {}", role("bitcoin"), role("tech"));
    vec![years(&pair, evidence, lens), quarters(&pair, claim, evidence, lens)]
}

fn is_named(year: i32) -> bool {
    NAMED_YEARS.contains(&year)
}

fn years(pair: &str, evidence: &PeaksEvidence, lens: &PeaksLens) -> Section {
    let all = &lens.years.all;
    let reading = |year: &Year| {
        let [low, high] = year.level.interval_95;
        format!(
            "{}: {} ({}), {} returns",
            year.year,
            fixed(year.level.r, 2),
            interval(Some(low), Some(high), 2),
            count(year.level.n)
        )
    };
    let row = |year: &Year| Interval {
        name: String::new(),
        label: year.year.to_string(),
        value: Some(year.level.r),
        low: Some(year.level.interval_95[0]),
        high: Some(year.level.interval_95[1]),
        filled: is_named(year.year),
        marked: false,
        reading: reading(year),
    };
    let figure = Figure {
        caption: format!("Correlation of {pair} year by year."),
        legend: vec![
            key(Mark::FilledDot, "years that the note names"),
            key(Mark::HollowDot, "other years"),
            interval_key(COVERAGE),
        ],
        plot: Plot::Intervals { rows: all.iter().map(row).collect(), confidence: COVERAGE },
    };
    let mut blocks = vec![Block::Figure(figure)];
    if let Some(alike) = evidence.lenses.devolatilised.as_ref().and_then(|lens| lens.years.alike) {
        let outcome = if alike.p <= LEVEL { "differ by more than chance" } else { "differ no more than by chance" };
        blocks.push(Block::Text(format!(
            "One correlation for all {} years: {} (Welch's test, returns in units of their volatility). They {outcome}.",
            count(all.len()),
            p_is(alike.p)
        )));
    }
    let columns = [
        text("Year"),
        text("Named"),
        number("Correlation"),
        crate::tell::basis::low(COVERAGE),
        number("high"),
        number("Returns"),
    ];
    let cells = |year: &Year| {
        vec![
            Cell::text(year.year.to_string()),
            Cell::Flag(Some(is_named(year.year))),
            Cell::number(year.level.r, 4),
            Cell::number(year.level.interval_95[0], 4),
            Cell::number(year.level.interval_95[1], 4),
            Cell::count(year.level.n),
        ]
    };
    let caption = format!("Correlation of {pair} in each year.");
    blocks.push(Table::new(caption, columns, all.iter().map(cells)).into());
    Section::new("years", format!("Year by year: {pair}"), blocks)
}

fn quarters(pair: &str, claim: &Finding, evidence: &PeaksEvidence, lens: &PeaksLens) -> Section {
    let all = &lens.quarters.all;
    let (own, adjusted) = (lens.quarters.slope, evidence.adjusted);
    let blocks = vec![
        scatter(
            "Fisher's z of the correlation in each quarter, by the size of tech's log return less the market's.",
            all,
            |quarter| Some(quarter.z),
            own,
        ),
        scatter(
            "The same with every correlation freed of the quarter's volatility, which alone raises it.",
            all,
            |quarter| quarter.z_adjusted,
            adjusted,
        ),
        Block::Text(slopes(own, adjusted)),
        Block::Statement(claim.sentence.clone()),
        table(pair, all).into(),
    ];
    let blocks = blocks.into_iter().filter(|block| *block != Block::Text(String::new())).collect();
    Section::new("quarters", format!("Quarter by quarter: {pair}, and how far tech left the market"), blocks)
}

/// What the lines come to.
fn slopes(own: Option<QuarterlySlope>, adjusted: Option<QuarterlySlope>) -> String {
    let per_ten = |slope: QuarterlySlope| signed(slope.slope / 10.0, 2);
    own.map_or_else(String::new, |own| {
        let other = adjusted.map_or_else(String::new, |slope| format!("; volatility-adjusted, by {}", per_ten(slope)));
        format!(
            "For each 10 points that tech leaves the market behind or lags it, Fisher's z changes by {}{other}. When markets swing \
             more, correlations are higher by arithmetic alone: the second picture takes that out.",
            per_ten(own)
        )
    })
}

fn year_of(quarter: &Quarter) -> i32 {
    quarter.last.ymd().0
}

/// The quarters' values, in the order of tech's move, with the line that was fitted to them.
fn scatter(caption: &str, all: &[Quarter], z: impl Fn(&Quarter) -> Option<f64>, fit: Option<QuarterlySlope>) -> Block {
    let point = |quarter: &Quarter| {
        let (label, emphasised) = (quarter.quarter.clone(), is_named(year_of(quarter)));
        Some(Point { x: quarter.relative.abs(), y: z(quarter)?, emphasised, label, reading: reading(quarter) })
    };
    let mut points: Vec<Point> = all.iter().filter_map(point).collect();
    sort_by(&mut points, |a, b| a.x.total_cmp(&b.x));
    let line = |fit: QuarterlySlope| StraightLine { slope: fit.slope, intercept: fit.intercept };
    Block::Figure(Figure {
        caption: caption.to_owned(),
        legend: vec![
            key(Mark::FilledDot, "quarters of years that the note names"),
            key(Mark::HollowDot, "others"),
            key(Mark::Line, "fitted over all"),
        ],
        plot: Plot::Scatter { points, lines: fit.map(line).into_iter().collect() },
    })
}

fn reading(quarter: &Quarter) -> String {
    let adjusted = quarter.r_adjusted.map_or_else(String::new, |r| format!(", {} volatility-adjusted", fixed(r, 2)));
    let simple = |log: f64| change(libm::expm1(log));
    format!(
        "{}: correlation {}{adjusted}; tech {}, {} against the market; {} returns",
        quarter.quarter,
        fixed(quarter.r, 2),
        simple(quarter.tech),
        simple(quarter.relative),
        count(quarter.n)
    )
}

fn table(pair: &str, all: &[Quarter]) -> Table {
    let columns = [
        text("Quarter"),
        number("Correlation"),
        number("Adjusted"),
        number("Tech less market"),
        number("Tech"),
        number("Daily volatility"),
        number("Returns"),
    ];
    let rows = all.iter().map(|quarter| {
        vec![
            Cell::text(&quarter.quarter),
            Cell::number(quarter.r, 4),
            Cell::number(quarter.r_adjusted, 4),
            Cell::number(quarter.relative, 4),
            Cell::number(quarter.tech, 4),
            Cell::number(quarter.volatility, 4),
            Cell::count(quarter.n),
        ]
    });
    Table::new(format!("Correlation of {pair} in each quarter; log returns."), columns, rows)
}
