//! The figures of a report, drawn by the very charts of the page.

use serde_json::Value;

use crate::chart::{
    Band, Bar, BarsChart, DrawingError, FittedLine, HeatmapChart, IntervalRow, IntervalsChart, LinesChart,
    NumberFormat, Reference, ScatterChart, ScatterPoint, Surface, SvgBackend, Theme, ValueRange, svg,
};
use crate::date::Date;
use crate::study::alignment::{Convention, LagRow};
use crate::study::claims::LEVEL;
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

/// The years in which, the note says, the correlation was highest.
const BANDS: [(i32, &str); 3] = [(2020, "2020"), (2022, "2022"), (2024, "2024")];

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
fn peaks(report: &Report) -> Option<&Value> {
    report.claims.iter().find(|claim| claim.id == "peaks-with-tech").map(|claim| &claim.evidence)
}

/// Whether a text begins with a year that the note names.
fn is_named(text: &str) -> bool {
    BANDS.iter().any(|(_, year)| text.starts_with(year))
}

fn years(report: &Report) -> Option<Figure> {
    let number = |year: &Value, key: &str| year.get(key).and_then(Value::as_f64).unwrap_or(f64::NAN);
    let row = |year: &Value| {
        let label = year.get("year")?.to_string();
        let filled = is_named(&label);
        Some(IntervalRow {
            value: number(year, "r"),
            low: number(year, "low"),
            high: number(year, "high"),
            label,
            filled,
        })
    };
    let rows: Vec<IntervalRow> = peaks(report)?.get("years")?.as_array()?.iter().filter_map(row).collect();
    let caption = "Correlation of bitcoin and tech year by year; filled: years that the note names.".to_owned();
    intervals(caption, &rows, 1.0 - LEVEL)
}

fn quarters(report: &Report) -> Option<Figure> {
    let caption = "Fisher's z of the correlation of bitcoin and tech in each quarter, by the size of tech's log return less the \
                   market's; named: quarters of years that the note names.";
    points(report, "z", "relative_return", caption)
}

fn adjusted_quarters(report: &Report) -> Option<Figure> {
    let caption = "The same with every correlation freed of the quarter's volatility, which alone raises it.";
    points(report, "z_adjusted", "adjusted", caption)
}

/// The quarters' values of this key, with the line that was fitted to them.
fn points(report: &Report, z: &str, fit: &str, caption: &str) -> Option<Figure> {
    let evidence = peaks(report)?;
    let point = |quarter: &Value| {
        let label = quarter.get("quarter")?.as_str()?.to_owned();
        let (x, y) = (quarter.get("relative")?.as_f64()?.abs(), quarter.get(z)?.as_f64()?);
        Some(ScatterPoint { x, y, emphasised: is_named(&label), label })
    };
    let points: Vec<ScatterPoint> = evidence.get("by_quarter")?.as_array()?.iter().filter_map(point).collect();
    let line = |fit: &Value| {
        Some(FittedLine { slope: fit.get("slope")?.as_f64()?, intercept: fit.get("intercept")?.as_f64()? })
    };
    let lines: Vec<FittedLine> = evidence.get(fit).and_then(line).into_iter().collect();
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
    let bands = BANDS.map(|(year, label)| Band { from: day(year, 1, 1), to: day(year, 12, 31), label });
    let chart = LinesChart {
        dates: &dates,
        main: &r,
        others: &[],
        range: ValueRange::Full,
        visible: None,
        bands: &bands,
        reference: pair.whole.r.map(|value| Reference { value, low: f64::NAN, high: f64::NAN }),
    };
    let caption = format!(
        "Correlation of {} and {} over the {} returns that end on each day; dashed: the whole period. Neighbouring points \
         share all but one of their returns: a picture, not evidence.",
        pair.a, pair.b, report.rolling.window
    );
    drawn(caption, (WIDTH, LINE_HEIGHT), |surface, theme| chart.draw(surface, theme))
}
