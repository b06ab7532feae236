//! The figures of a report, drawn by the very charts of the page.

use serde_json::Value;

use crate::chart::{
    Band, Bar, BarsChart, DrawingError, FittedLine, HeatmapChart, IntervalRow, IntervalsChart, LinesChart,
    NumberFormat, Reference, ScatterChart, ScatterPoint, Surface, SvgBackend, Theme, ValueRange, svg,
};
use crate::date::Date;
use crate::study::alignment::{Convention, LagRow};
use crate::study::claim::{Evidence, NAMED_YEARS, PeaksEvidence, PeaksLens, Quarter, QuarterlySlope, Year};
use crate::study::estimate::Estimate;
use crate::study::ranking::RankingRow;
use crate::study::report::Report;

/// A picture, for a light ground and for a dark one.
#[derive(Clone, Debug)]
pub struct Figure {
    /// What it shows.
    pub caption: String,
    /// SVG with dark ink.
    pub light: String,
    /// SVG with light ink.
    pub dark: String,
}

/// A figure of a report, where the report has what it shows.
type Draw = fn(&Report) -> Option<Figure>;

/// Every figure, with the id of the section that it opens.
const FIGURES: [(&str, Draw); 8] = [
    ("ranking", ranking),
    ("calendars", conventions),
    ("calendars", lead_lag),
    ("over-time", over_time),
    ("over-time", years),
    ("over-time", quarters),
    ("over-time", adjusted_quarters),
    ("pairs", pairs),
];

/// The figures of a section, in order.
pub fn of_section<'a>(report: &'a Report, section: &'a str) -> impl Iterator<Item = Figure> + 'a {
    FIGURES.iter().filter(move |(id, _)| *id == section).filter_map(|(_, draw)| draw(report))
}

/// Width of a figure in CSS pixels, where its content does not ask for another.
const WIDTH: f64 = 760.0;
const LINE_HEIGHT: f64 = 280.0;
const BARS_HEIGHT: f64 = 170.0;
const POINTS_HEIGHT: f64 = 300.0;
/// Series of a heat map that is still read as one; of more there are tables.
const LEGIBLE_SERIES: usize = 60;

fn drawn<L>(
    caption: String,
    size: (f64, f64),
    draw: impl Fn(&mut Surface<'_, SvgBackend>, &Theme) -> Result<L, DrawingError>,
) -> Option<Figure> {
    let picture = |theme: Theme| svg(size, &caption, |surface| draw(surface, &theme)).ok().map(|(text, _)| text);
    Some(Figure { light: picture(Theme::light())?, dark: picture(Theme::dark())?, caption })
}

fn ranking(report: &Report) -> Option<Figure> {
    let ranking = report.ranking.as_ref()?;
    let row = |row: &RankingRow| interval_row(&row.id, &row.estimate, row.in_confidence_set == Some(true));
    let rows: Vec<IntervalRow> = ranking.rows.iter().map(row).collect();
    let caption = format!(
        "Correlations with {}, sorted, with intervals. A filled dot cannot be told from the best.",
        ranking.reference
    );
    intervals(caption, &rows, confidence(report))
}

fn confidence(report: &Report) -> f64 {
    report.settings.get("confidence").and_then(Value::as_f64).unwrap_or(f64::NAN)
}

fn interval_row(label: &str, estimate: &Estimate, filled: bool) -> IntervalRow {
    let number = |value: Option<f64>| value.unwrap_or(f64::NAN);
    let (value, low, high) = (number(estimate.r), number(estimate.low), number(estimate.high));
    IntervalRow { label: label.to_owned(), value, low, high, filled }
}

fn intervals(caption: String, rows: &[IntervalRow], confidence: f64) -> Option<Figure> {
    let chart = IntervalsChart { rows, selected: None, confidence };
    drawn(caption, (WIDTH, IntervalsChart::height_css(rows.len())), |surface, theme| chart.draw(surface, theme))
}

fn conventions(report: &Report) -> Option<Figure> {
    let alignment = report.alignment.as_ref()?;
    let row = |way: &Convention| interval_row(way.name, &way.estimate, way.name == "shared");
    let rows: Vec<IntervalRow> = alignment.conventions.iter().map(row).collect();
    let caption = format!(
        "One correlation, of {} and {}, under four conventions; filled: the one that everything else here uses.",
        alignment.a, alignment.b
    );
    intervals(caption, &rows, confidence(report))
}

fn lead_lag(report: &Report) -> Option<Figure> {
    let alignment = report.alignment.as_ref().filter(|alignment| !alignment.lead_lag.is_empty())?;
    let bar = |row: &LagRow| Bar { label: format!("{:+}", row.lag).replace('-', "\u{2212}"), value: row.r };
    let bars: Vec<Bar> = alignment.lead_lag.iter().map(bar).collect();
    let chart = BarsChart { bars: &bars, bound: alignment.bound.unwrap_or(f64::NAN), selected: None };
    let caption = format!(
        "Daily correlation of {} with {} so many days later; filled: beyond the band of noise.",
        alignment.a, alignment.b
    );
    drawn(caption, (WIDTH, BARS_HEIGHT), |surface, theme| chart.draw(surface, theme))
}

/// What the claim about peaks rests on.
fn peaks(report: &Report) -> Option<(&PeaksEvidence, &PeaksLens)> {
    report.claims.iter().find_map(|claim| match &claim.evidence {
        Evidence::PeaksWithTech(evidence) => Some((evidence.as_ref(), evidence.lenses.first().ok()?)),
        _ => None,
    })
}

fn years(report: &Report) -> Option<Figure> {
    let (_, lens) = peaks(report)?;
    let row = |year: &Year| IntervalRow {
        value: year.level.r,
        low: year.level.interval_95[0],
        high: year.level.interval_95[1],
        label: year.year.to_string(),
        filled: NAMED_YEARS.contains(&year.year),
    };
    let rows: Vec<IntervalRow> = lens.years.all.iter().map(row).collect();
    let caption = "Correlation of bitcoin and tech year by year; filled: years that the note names.".to_owned();
    intervals(caption, &rows, 0.95)
}

fn quarters(report: &Report) -> Option<Figure> {
    let (_, lens) = peaks(report)?;
    let caption = "Fisher's z of the correlation of bitcoin and tech in each quarter, by the size of tech's log return less the \
                   market's; named: quarters of years that the note names.";
    points(&lens.quarters.all, |quarter| Some(quarter.z), lens.quarters.slope, caption)
}

fn adjusted_quarters(report: &Report) -> Option<Figure> {
    let (evidence, lens) = peaks(report)?;
    let caption = "The same with every correlation freed of the quarter's volatility, which alone raises it.";
    points(&lens.quarters.all, |quarter| quarter.z_adjusted, evidence.adjusted, caption)
}

/// The quarters' values, with the line that was fitted to them.
fn points(
    quarters: &[Quarter],
    z: impl Fn(&Quarter) -> Option<f64>,
    fit: Option<QuarterlySlope>,
    caption: &str,
) -> Option<Figure> {
    let point = |quarter: &Quarter| {
        let emphasised = NAMED_YEARS.contains(&quarter.last.ymd().0);
        Some(ScatterPoint { x: quarter.relative.abs(), y: z(quarter)?, emphasised, label: quarter.quarter.clone() })
    };
    let points: Vec<ScatterPoint> = quarters.iter().filter_map(point).collect();
    let line = |fit: QuarterlySlope| FittedLine { slope: fit.slope, intercept: fit.intercept };
    let lines: Vec<FittedLine> = fit.map(line).into_iter().collect();
    let (x_format, y_format) = (NumberFormat::Percent, NumberFormat::Plain);
    let chart = ScatterChart { points: &points, lines: &lines, x_format, y_format, selected: None };
    drawn(caption.to_owned(), (WIDTH, POINTS_HEIGHT), |surface, theme| chart.draw(surface, theme))
}

fn pairs(report: &Report) -> Option<Figure> {
    let matrix = &report.matrix;
    if !(2..=LEGIBLE_SERIES).contains(&matrix.ids.len()) {
        return None;
    }
    let r: Vec<f64> = matrix.r.iter().flatten().map(|r| r.unwrap_or(f64::NAN)).collect();
    let longest = matrix.ids.iter().map(|id| id.chars().count()).max().unwrap_or(1);
    let chart = HeatmapChart { labels: &matrix.ids, r: &r, selected: None };
    let size = HeatmapChart::size_css(matrix.ids.len(), longest);
    drawn("Correlations of all pairs.".to_owned(), size, |surface, theme| chart.draw(surface, theme))
}

fn over_time(report: &Report) -> Option<Figure> {
    let pair = report.rolling.pairs.first()?;
    let dates: Vec<i32> = pair.dates.iter().map(|date| date.days()).collect();
    let r: Vec<f64> = pair.r.iter().map(|r| r.unwrap_or(f64::NAN)).collect();
    let day = |year, month, day| Date::from_ymd(year, month, day).map_or(0, Date::days);
    let labels = NAMED_YEARS.map(|year| (year, year.to_string()));
    let bands: Vec<Band<'_>> =
        labels.iter().map(|(year, label)| Band { from: day(*year, 1, 1), to: day(*year, 12, 31), label }).collect();
    let chart = LinesChart {
        dates: &dates,
        main: &r,
        others: &[],
        range: ValueRange::Full,
        visible: None,
        bands: &bands,
        reference: pair.whole.r.map(|value| Reference { value, low: f64::NAN, high: f64::NAN, judged: None }),
    };
    let caption = format!(
        "Correlation of {} and {} over the {} returns that end on each day; dashed: the whole period. Neighbouring points \
         share all but one of their returns: a picture, not evidence.",
        pair.a, pair.b, report.rolling.window
    );
    drawn(caption, (WIDTH, LINE_HEIGHT), |surface, theme| chart.draw(surface, theme))
}
