//! The figures of a report, drawn by the very charts of the page.

use crate::chart::{
    Band, DrawingError, HeatmapChart, IntervalRow, IntervalsChart, LinesChart, Reference, Surface, SvgBackend, Theme,
    ValueRange, svg,
};
use crate::date::Date;
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
const FIGURES: [(&str, Draw); 3] = [("ranking", ranking), ("pairs", pairs), ("over-time", over_time)];

/// The figures of a section, in order.
pub fn of_section<'a>(report: &'a Report, section: &'a str) -> impl Iterator<Item = Figure> + 'a {
    FIGURES.iter().filter(move |(id, _)| *id == section).filter_map(|(_, draw)| draw(report))
}

/// Width of a figure in CSS pixels, where its content does not ask for another.
const WIDTH: f64 = 760.0;
const LINE_HEIGHT: f64 = 280.0;
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
    let number = |value: Option<f64>| value.unwrap_or(f64::NAN);
    let rows: Vec<IntervalRow> = ranking
        .rows
        .iter()
        .map(|row| IntervalRow {
            label: row.id.clone(),
            value: number(row.estimate.r),
            low: number(row.estimate.low),
            high: number(row.estimate.high),
            filled: row.in_confidence_set == Some(true),
        })
        .collect();
    let confidence = report.settings.get("confidence").and_then(serde_json::Value::as_f64).unwrap_or(f64::NAN);
    let caption = format!(
        "Correlations with {}, sorted, with intervals. A filled dot cannot be told from the best.",
        ranking.reference
    );
    let chart = IntervalsChart { rows: &rows, selected: None, confidence };
    drawn(caption, (WIDTH, IntervalsChart::height_css(rows.len())), |surface, theme| chart.draw(surface, theme))
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
