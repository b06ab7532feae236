//! Correlations over time: one pair in sentences, and any number of them in a table.

use crate::date::Date;
use crate::number::{NONE, counted, effect, fixed, interval, p_is, percent};
use crate::study::change::Change;
use crate::study::claim::Lens;
use crate::study::constant_band::ConstantBand;
use crate::study::estimate::Estimate;
use crate::study::pairs::{RollingPair, YearOfPair};
use crate::study::report::{RollingPairReport, RollingReport};
use crate::study::study::Study;
use crate::tell::basis::{low, words};
use crate::tell::cell::Cell;
use crate::tell::document::{Block, Section, Table, number, text};
use crate::tell::figure::{Figure, Plot, over_time_keys};
use sectorscope_stats::Undefined;

/// A pair with its windows that are full.
struct Pair<'a> {
    a: &'a str,
    b: &'a str,
    whole: Estimate,
    change: Option<Change>,
    years: &'a [YearOfPair],
    windows: Vec<(Date, f64)>,
}

impl<'a> Pair<'a> {
    fn of(pair: &'a RollingPair) -> Pair<'a> {
        let windows = pair.dates.iter().copied().zip(pair.r.iter().copied()).filter(|(_, r)| r.is_finite()).collect();
        Pair { a: &pair.a, b: &pair.b, whole: pair.whole, change: pair.change, years: &pair.years, windows }
    }

    fn reported(pair: &'a RollingPairReport) -> Pair<'a> {
        let windows = pair.dates.iter().zip(&pair.r).filter_map(|(date, r)| r.map(|r| (*date, r))).collect();
        Pair { a: &pair.a, b: &pair.b, whole: pair.whole, change: pair.change, years: &pair.years, windows }
    }
}

/// One pair, as the page shows it.
pub(crate) fn sections(study: &Study<'_>, found: &RollingPair) -> Vec<Section> {
    vec![section(study, found.window, &[Pair::of(found)], None)]
}

/// Every pair of a report; the picture is of the first.
pub(super) fn reported(study: &Study<'_>, found: &RollingReport) -> Section {
    let pairs: Vec<Pair<'_>> = found.pairs.iter().map(Pair::reported).collect();
    let Some(first) = found.pairs.first() else {
        let nothing = "Nothing was ranked, so there is no pair to follow.".to_owned();
        return Section::new("over-time", "Over time", vec![Block::Text(nothing)]);
    };
    let figure = Figure {
        caption: format!(
            "Correlation of {} and {} over the {} returns that end on each day. Neighbouring points share all but one of their \
             returns: a picture, not evidence.",
            first.a, first.b, found.window
        ),
        legend: over_time_keys(first.whole.r, None),
        plot: Plot::Line {
            dates: first.dates.clone(),
            values: first.r.iter().map(|r| r.unwrap_or(f64::NAN)).collect(),
            whole: first.whole.r,
        },
    };
    section(study, found.window, &pairs, Some(figure))
}

fn section(study: &Study<'_>, window: usize, pairs: &[Pair<'_>], figure: Option<Figure>) -> Section {
    let confidence = study.settings.confidence;
    let mut blocks: Vec<Block> = figure.into_iter().map(Block::from).collect();
    if let Some(first) = pairs.first() {
        blocks.push(Block::Text(whole(first.a, first.b, &first.whole)));
        blocks.extend(first.change.as_ref().map(|change| Block::Text(changed(change, confidence))));
    }
    blocks.extend(pairs.first().and_then(|first| by_year(confidence, first)).map(Block::from));
    blocks.push(ends(confidence, window, pairs).into());
    let changes: Vec<Vec<Cell>> = pairs.iter().filter_map(change).collect();
    if !changes.is_empty() {
        let caption = "The day on which the level changed most. Its interval, the correlation before and from that day on, and \
                       the p-value of a correlation that never changed.";
        let columns = [text("Pair"), text("Day"), text("Interval"), number("Before"), number("After"), number("p")];
        blocks.push(Table::new(caption, columns, changes).into());
    }
    Section::new("over-time", "Over time", blocks).on(format!("{}, windows of {window}", words(study)))
}

/// The correlation of the whole period.
pub(crate) fn whole(a: &str, b: &str, whole: &Estimate) -> String {
    match (whole.r, whole.undefined) {
        (Some(r), _) => format!(
            "{a} and {b} over the whole period: {} ({}), {}.",
            effect(r),
            interval(whole.low, whole.high, 2),
            counted(whole.n as u64, "return")
        ),
        (None, Some(reason)) if reason == Undefined::ZeroVariance.code() => {
            format!("{a} and {b} have no correlation: one of them never changes.")
        }
        (None, _) => format!("{a} and {b} have no correlation: too few days in common."),
    }
}

/// The one day on which the correlation changed most.
fn changed(found: &Change, confidence: f64) -> String {
    let Change { day, low, high, r_before, r_after, p } = *found;
    if p <= 1.0 - confidence {
        format!(
            "The largest single change: {day} ({} interval {low} to {high}), from {} to {}; a constant correlation has {} \
             (cumulated sums, in units of volatility).",
            percent(confidence),
            fixed(r_before, 2),
            fixed(r_after, 2),
            p_is(p)
        )
    } else {
        format!(
            "No single lasting change stands out (cumulated sums, in units of volatility: {}). That test hardly sees a \
             correlation that rises and falls back.",
            p_is(p)
        )
    }
}

/// Each year of a pair by itself.
fn by_year(confidence: f64, pair: &Pair<'_>) -> Option<Table> {
    let caption = format!(
        "{} and {} in each calendar year by itself. Intervals that overlap are not a test of a difference: the claims test named \
         years.",
        pair.a, pair.b
    );
    let row = |YearOfPair { year, estimate }: &YearOfPair| {
        vec![
            Cell::text(year.to_string()),
            Cell::number(estimate.r, 3),
            Cell::number(estimate.low, 3),
            Cell::number(estimate.high, 3),
            Cell::count(estimate.n),
        ]
    };
    let columns = [text("Year"), number("Correlation"), low(confidence), number("high"), number("Returns")];
    (!pair.years.is_empty()).then(|| Table::new(caption, columns, pair.years.iter().map(row)))
}

/// A line of thousands of windows in its ends and extremes.
fn ends(confidence: f64, window: usize, pairs: &[Pair<'_>]) -> Table {
    let caption = format!(
        "Correlations over windows of {window} returns, by the day on which they end: the last, the lowest and the highest. Whole \
         periods are those of each pair."
    );
    let columns = [
        text("Pair"),
        number("Whole period"),
        low(confidence),
        number("high"),
        number("Returns"),
        text("Last window"),
        text("Lowest"),
        text("Highest"),
    ];
    let dated = |window: Option<&(Date, f64)>| {
        Cell::text(window.map_or_else(|| NONE.to_owned(), |(date, r)| format!("{} ({date})", fixed(*r, 3))))
    };
    let row = |pair: &Pair<'_>| {
        let windows = || pair.windows.iter();
        vec![
            Cell::text(format!("{} × {}", pair.a, pair.b)),
            Cell::number(pair.whole.r, 3),
            Cell::number(pair.whole.low, 3),
            Cell::number(pair.whole.high, 3),
            Cell::count(pair.whole.n),
            dated(windows().next_back()),
            dated(windows().min_by(|a, b| a.1.total_cmp(&b.1))),
            dated(windows().min_by(|a, b| b.1.total_cmp(&a.1))),
        ]
    };
    Table::new(caption, columns, pairs.iter().map(row))
}

fn change(pair: &Pair<'_>) -> Option<Vec<Cell>> {
    let found = pair.change?;
    Some(vec![
        Cell::text(format!("{} × {}", pair.a, pair.b)),
        Cell::Day(Some(found.day)),
        Cell::Days(Some(found.low), Some(found.high)),
        Cell::number(found.r_before, 3),
        Cell::number(found.r_after, 3),
        Cell::P(Some(found.p)),
    ])
}

/// Every window of a pair.
pub(crate) fn by_day(found: &RollingPair) -> Table {
    let caption =
        format!("Correlation of {} and {} over the {} returns that end on each day.", found.a, found.b, found.window);
    let rows = Pair::of(found).windows.into_iter().map(|(day, r)| vec![Cell::Day(Some(day)), Cell::number(r, 4)]);
    Table::new(caption, [text("Last day"), number("Correlation")], rows)
}

/// Whether the line shows more than chance.
pub(crate) fn constant_band(study: &Study<'_>, found: &ConstantBand) -> Vec<Section> {
    let confidence = study.settings.confidence;
    let shared = format!(
        "Neighbouring points share all but one of their {} returns: the line is a picture, not evidence.",
        study.settings.window()
    );
    vec![Section::new(
        "constant-band",
        "Has the correlation changed?",
        vec![Block::Text(fluctuation(found, confidence)), Block::Text(shared)],
    )]
}

fn fluctuation(found: &ConstantBand, confidence: f64) -> String {
    let (Some([low, high]), Some(p), Some(block)) = (found.simultaneous, found.p, found.block) else {
        return "There are too few returns to show what chance alone would do.".to_owned();
    };
    let blocks = if block < 1.5 { "one by one".to_owned() } else { format!("in blocks of {}", fixed(block, 0)) };
    let how = format!("{}, {} of returns resampled {blocks}", p_is(p), counted(found.replicates as u64, "line"));
    let line = match found.lens {
        Lens::Raw => "The line",
        Lens::Devolatilised => "The thin line, of returns in units of their volatility,",
    };
    let band = interval(Some(low), Some(high), 2);
    if p <= 1.0 - confidence {
        format!("{line} leaves the band of chance ({band}): the correlation has changed ({how}).")
    } else {
        format!(
            "{line} stays within what chance alone would show ({band}): its highs and lows show no change ({how}). The claims test \
             known dates and years, which is sharper."
        )
    }
}
