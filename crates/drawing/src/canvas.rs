//! Charts on the page's canvases and as SVG, one function for each kind; each returns where things are, in CSS pixels.

use sectorscope_chart::{
    Bar, BarsChart, CalendarChart, CalendarRow, ChoiceRow, CurveChart, FittedLine, Group, HeatmapChart, IntervalRow,
    IntervalsChart, NumberFormat, ScatterChart, ScatterPoint, Scheme, Stance,
};
use serde::Deserialize;
use wasm_bindgen::prelude::*;

use crate::target::{Target, drawn, failed};

#[derive(Deserialize)]
struct Row {
    name: String,
    label: String,
    value: Option<f64>,
    low: Option<f64>,
    high: Option<f64>,
    filled: bool,
    marked: bool,
}

/// Height, in CSS pixels, of a ranking with this many rows.
#[wasm_bindgen(js_name = rankingHeight)]
pub fn ranking_height(rows: usize, width: f64) -> f64 {
    IntervalsChart::height_css(rows, width)
}

/// Draws the ranking. `rows`: objects with `name`, `label`, `value`, `low`, `high` (null for none), `filled` and `marked`.
#[wasm_bindgen(js_name = drawRanking, unchecked_return_type = "IntervalsLayout")]
pub fn draw_ranking(
    target: Target,
    scale: f64,
    theme_name: &str,
    rows: JsValue,
    selected: Option<usize>,
) -> Result<JsValue, JsValue> {
    let rows: Vec<Row> = serde_wasm_bindgen::from_value(rows).map_err(failed)?;
    let number = |value: Option<f64>| value.unwrap_or(f64::NAN);
    let rows: Vec<IntervalRow> = rows
        .into_iter()
        .map(|row| IntervalRow {
            name: row.name,
            label: row.label,
            value: number(row.value),
            low: number(row.low),
            high: number(row.high),
            filled: row.filled,
            marked: row.marked,
        })
        .collect();
    let chart = IntervalsChart { rows: &rows, selected };
    drawn(&target, scale, theme_name, |surface, theme| chart.draw(surface, theme))
}

#[derive(Deserialize)]
struct Pairs {
    order: Vec<usize>,
    groups: Vec<NamedStart>,
    first: (usize, usize),
    cell: f64,
    selected: Option<(usize, usize)>,
    scheme: String,
    scale: bool,
}

#[derive(Deserialize)]
struct NamedStart {
    start: usize,
    name: String,
}

impl Pairs {
    fn read(options: HeatmapOptions) -> Result<Pairs, JsValue> {
        serde_wasm_bindgen::from_value(options.into()).map_err(failed)
    }

    fn groups(&self) -> Vec<Group<'_>> {
        self.groups.iter().map(|group| Group { start: group.start, name: &group.name }).collect()
    }

    fn chart<'a>(&'a self, labels: &'a [String], r: &'a [f64], groups: &'a [Group<'a>]) -> HeatmapChart<'a> {
        let scheme = if self.scheme == "orange-purple" { Scheme::OrangePurple } else { Scheme::BlueRed };
        let Pairs { first, cell, selected, scale, .. } = *self;
        HeatmapChart { labels, r, order: &self.order, groups, first, cell, selected, scheme, scale }
    }
}

#[wasm_bindgen(typescript_custom_section)]
const HEATMAP: &str = "/** A window of a heat map: series in their order, groups by the places where they start, the places of the first row and column in
 * sight, a cell's side in CSS pixels, the selected pair by its indices in `labels`, and whether the scale of colours is drawn below. */
export type HeatmapOptions = { order: Uint32Array | number[], groups: { start: number, name: string }[], first: [number, number], cell: number,
 selected: [number, number] | null, scheme: 'blue-red' | 'orange-purple', scale: boolean };";

#[wasm_bindgen]
extern "C" {
    /// See the type of that name in the bindings.
    #[wasm_bindgen(typescript_type = "HeatmapOptions")]
    pub type HeatmapOptions;
}

/// Width and height, in CSS pixels, at which a heat map is whole.
#[wasm_bindgen(js_name = heatmapSize)]
pub fn heatmap_size(labels: Vec<String>, options: HeatmapOptions) -> Result<Vec<f64>, JsValue> {
    let pairs = Pairs::read(options)?;
    let (width, height) = pairs.chart(&labels, &[], &pairs.groups()).size_css();
    Ok(vec![width, height])
}

/// Draws a window of the heat map of all pairs; `r` is row-major, in the order of `labels`.
#[wasm_bindgen(js_name = drawHeatmap, unchecked_return_type = "HeatmapLayout")]
pub fn draw_heatmap(
    target: Target,
    scale: f64,
    theme_name: &str,
    labels: Vec<String>,
    r: &[f64],
    options: HeatmapOptions,
) -> Result<JsValue, JsValue> {
    let pairs = Pairs::read(options)?;
    let groups = pairs.groups();
    let chart = pairs.chart(&labels, r, &groups);
    drawn(&target, scale, theme_name, |surface, theme| chart.draw(surface, theme))
}

#[derive(Deserialize)]
struct LabelledValue {
    label: String,
    value: Option<f64>,
}

/// Draws bars around zero. `bars`: objects with `label` and `value` (null for none); `bound`: half the band of noise.
#[wasm_bindgen(js_name = drawBars, unchecked_return_type = "BarsLayout")]
pub fn draw_bars(
    target: Target,
    scale: f64,
    theme_name: &str,
    bars: JsValue,
    bound: Option<f64>,
    selected: Option<usize>,
) -> Result<JsValue, JsValue> {
    let bars: Vec<LabelledValue> = serde_wasm_bindgen::from_value(bars).map_err(failed)?;
    let bar = |bar: LabelledValue| Bar { label: bar.label, value: bar.value.unwrap_or(f64::NAN) };
    let bars: Vec<Bar> = bars.into_iter().map(bar).collect();
    let chart = BarsChart { bars: &bars, bound: bound.unwrap_or(f64::NAN), selected };
    drawn(&target, scale, theme_name, |surface, theme| chart.draw(surface, theme))
}

#[derive(Deserialize)]
struct Months {
    id: String,
    first_month: i32,
    weekdays: Vec<u32>,
    weekends: Vec<u32>,
    missing: Vec<u32>,
    stale: Vec<u32>,
}

/// Height, in CSS pixels, of the calendars of this many series.
#[wasm_bindgen(js_name = calendarHeight)]
pub fn calendar_height(rows: usize) -> f64 {
    CalendarChart::height_css(rows)
}

/// Draws how every series was traded, month by month. `strips`: what the engine's `strips` answers.
#[wasm_bindgen(js_name = drawCalendar, unchecked_return_type = "CalendarLayout")]
pub fn draw_calendar(
    target: Target,
    scale: f64,
    theme_name: &str,
    strips: JsValue,
    selected: Option<usize>,
) -> Result<JsValue, JsValue> {
    let strips: Vec<Months> = serde_wasm_bindgen::from_value(strips).map_err(failed)?;
    let rows: Vec<CalendarRow<'_>> = strips
        .iter()
        .map(|strip| CalendarRow {
            label: &strip.id,
            first_month: strip.first_month,
            weekdays: &strip.weekdays,
            weekends: &strip.weekends,
            missing: &strip.missing,
            stale: &strip.stale,
        })
        .collect();
    let chart = CalendarChart { rows: &rows, selected };
    drawn(&target, scale, theme_name, |surface, theme| chart.draw(surface, theme))
}

#[derive(Deserialize)]
struct Choice {
    label: String,
    begins: bool,
    made: Vec<bool>,
}

/// Height, in CSS pixels, of a specification curve with this many rows of choices, in groups.
#[wasm_bindgen(js_name = curveHeight)]
pub fn curve_height(rows: usize, groups: usize) -> f64 {
    CurveChart::height_css(rows, groups)
}

/// Draws a specification curve. `effects` ascend; `stances` are 1 where a combination supports, -1 where it contradicts, else 0;
/// `choices`: objects with `label`, `begins` (a new group) and `made`, a boolean for each effect.
#[wasm_bindgen(js_name = drawCurve, unchecked_return_type = "CurveLayout")]
pub fn draw_curve(
    target: Target,
    scale: f64,
    theme_name: &str,
    effects: &[f64],
    stances: &[i8],
    choices: JsValue,
) -> Result<JsValue, JsValue> {
    let choices: Vec<Choice> = serde_wasm_bindgen::from_value(choices).map_err(failed)?;
    let choices: Vec<ChoiceRow<'_>> = choices
        .iter()
        .map(|choice| ChoiceRow { label: &choice.label, begins: choice.begins, made: &choice.made })
        .collect();
    let stances: Vec<Stance> = stances.iter().copied().map(Stance::of).collect();
    let chart = CurveChart { effects, stances: &stances, choices: &choices };
    drawn(&target, scale, theme_name, |surface, theme| chart.draw(surface, theme))
}

#[derive(Deserialize)]
struct Point {
    x: f64,
    y: f64,
    label: String,
    emphasised: bool,
}

#[derive(Deserialize)]
struct Line {
    slope: f64,
    intercept: f64,
}

/// Draws points whose `x` is a share, shown in percent. `points`: objects with `x`, `y`, `label` and `emphasised`; `lines`: objects
/// with `slope` and `intercept`.
#[wasm_bindgen(js_name = drawScatter, unchecked_return_type = "ScatterLayout")]
pub fn draw_scatter(
    target: Target,
    scale: f64,
    theme_name: &str,
    points: JsValue,
    lines: JsValue,
    selected: Option<usize>,
) -> Result<JsValue, JsValue> {
    let points: Vec<Point> = serde_wasm_bindgen::from_value(points).map_err(failed)?;
    let lines: Vec<Line> = serde_wasm_bindgen::from_value(lines).map_err(failed)?;
    let point = |Point { x, y, label, emphasised }| ScatterPoint { x, y, label, emphasised };
    let points: Vec<ScatterPoint> = points.into_iter().map(point).collect();
    let line = |line: Line| FittedLine { slope: line.slope, intercept: line.intercept };
    let lines: Vec<FittedLine> = lines.into_iter().map(line).collect();
    let (x_format, y_format) = (NumberFormat::Percent, NumberFormat::Plain);
    let chart = ScatterChart { points: &points, lines: &lines, x_format, y_format, selected };
    drawn(&target, scale, theme_name, |surface, theme| chart.draw(surface, theme))
}
