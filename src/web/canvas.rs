//! Charts on the page's canvases, in device pixels, and the same charts as SVG; each call returns where things are, in CSS
//! pixels.

use plotters_canvas::CanvasBackend;
use serde::Deserialize;
use wasm_bindgen::prelude::*;
use web_sys::HtmlCanvasElement;

use super::wire::{plain, rejection};
use crate::chart::text::{Align, Font};
use crate::chart::{
    Band, Bar, BarsChart, CalendarChart, CalendarRow, ChoiceRow, CurveChart, FittedLine, HeatmapChart, IntervalRow,
    IntervalsChart, LinesChart, NumberFormat, PerformanceChart, Reference, ScatterChart, ScatterPoint, Stance, Surface,
    Theme, ValueRange, svg,
};
use crate::error::{Error, ErrorKind};

fn theme(name: &str) -> Theme {
    match name {
        "dark" => Theme::dark(),
        "print" => Theme::print(),
        _ => Theme::light(),
    }
}

fn failed(error: impl std::fmt::Display) -> JsValue {
    rejection(&Error::new(ErrorKind::DrawingFailed, error.to_string()))
}

/// Width, in CSS pixels, that charts take text of a size to have.
#[wasm_bindgen(js_name = textWidth)]
pub fn text_width(text: &str, size: f64, bold: bool) -> f64 {
    Font::new(size, Theme::light().ink, Align::Left).bold(bold).width(text)
}

/// The style sheet of tokens that the charts' themes are of, see [`tokens`](crate::chart::tokens).
#[wasm_bindgen]
pub fn stylesheet() -> String {
    crate::chart::tokens::stylesheet()
}

#[wasm_bindgen(typescript_custom_section)]
const PICTURE: &str = "import type { BarsLayout, CalendarLayout, CurveLayout, HeatmapLayout, IntervalsLayout, ScatterLayout, TimelineLayout } from '../www/js/engine-types.ts';
/** What a chart is drawn on in place of a canvas: CSS pixels, what a screen reader says, and the SVG that comes of it. */
export type Picture = { width: number, height: number, title: string, svg: string };";

#[wasm_bindgen]
extern "C" {
    /// A canvas, or a plain object that takes the chart as SVG.
    #[wasm_bindgen(typescript_type = "HTMLCanvasElement | Picture")]
    pub type Target;
    #[wasm_bindgen(method, getter)]
    fn width(this: &Target) -> f64;
    #[wasm_bindgen(method, getter)]
    fn height(this: &Target) -> f64;
    #[wasm_bindgen(method, getter)]
    fn title(this: &Target) -> String;
    #[wasm_bindgen(method, setter)]
    fn set_svg(this: &Target, svg: &str);
}

/// Runs a chart's `draw` on a canvas, or as SVG, and hands its layout to JavaScript. `scale` is that of the canvas.
macro_rules! draw {
    ($chart:expr, $target:expr, $theme:expr, $scale:expr) => {{
        let (chart, target, theme) = ($chart, $target, theme($theme));
        let layout = match target.dyn_ref::<HtmlCanvasElement>() {
            Some(canvas) => {
                let backend = CanvasBackend::with_canvas_object(canvas.clone());
                let mut backend = backend.ok_or_else(|| failed("the browser gave no drawing context"))?;
                chart.draw(&mut Surface::new(&mut backend, $scale).map_err(failed)?, &theme).map_err(failed)?
            }
            None => {
                let size = (target.width(), target.height());
                let drawn = svg(size, &target.title(), |surface| chart.draw(surface, &theme));
                let (picture, layout) = drawn.map_err(failed)?;
                target.set_svg(&picture);
                layout
            }
        };
        plain(&layout)
    }};
}

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
pub fn ranking_height(rows: usize) -> f64 {
    IntervalsChart::height_css(rows)
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
    draw!(IntervalsChart { rows: &rows, selected }, target, theme_name, scale)
}

/// Width and height, in CSS pixels, at which a heat map of `series` series is legible.
#[wasm_bindgen(js_name = heatmapSize)]
pub fn heatmap_size(series: usize, longest_label: usize) -> Vec<f64> {
    let (width, height) = HeatmapChart::size_css(series, longest_label);
    vec![width, height]
}

/// Draws the heat map of all pairs; `r` is row-major. `row` and `column` name the selected cell.
#[wasm_bindgen(js_name = drawHeatmap, unchecked_return_type = "HeatmapLayout")]
pub fn draw_heatmap(
    target: Target,
    scale: f64,
    theme_name: &str,
    labels: Vec<String>,
    r: &[f64],
    row: Option<usize>,
    column: Option<usize>,
) -> Result<JsValue, JsValue> {
    draw!(HeatmapChart { labels: &labels, r, selected: row.zip(column) }, target, theme_name, scale)
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Lines {
    visible: Option<(i32, i32)>,
    bands: Vec<NamedBand>,
    whole: Option<Whole>,
}

#[derive(Deserialize)]
struct NamedBand {
    from: i32,
    to: i32,
    label: String,
}

#[derive(Deserialize)]
struct Whole {
    value: f64,
    low: Option<f64>,
    high: Option<f64>,
}

/// Draws a rolling correlation. `dates` are days since 1970-01-01; `options` is an object with `visible` (two days or
/// null), `bands` (objects with `from`, `to`, `label`) and `whole` (`value`, `low`, `high`, or null). `judged` is the line
/// that the band of `whole` belongs to; empty where that is `r`.
#[wasm_bindgen(js_name = drawRolling, unchecked_return_type = "TimelineLayout")]
pub fn draw_rolling(
    target: Target,
    scale: f64,
    theme_name: &str,
    dates: &[f64],
    r: &[f64],
    judged: &[f64],
    options: JsValue,
) -> Result<JsValue, JsValue> {
    let options: Lines = serde_wasm_bindgen::from_value(options).map_err(failed)?;
    let (dates, bands) = (days(dates), bands(&options.bands));
    let reference = options.whole.map(|whole| Reference {
        value: whole.value,
        low: whole.low.unwrap_or(f64::NAN),
        high: whole.high.unwrap_or(f64::NAN),
        judged: (!judged.is_empty()).then_some(judged),
    });
    let chart = LinesChart {
        dates: &dates,
        main: r,
        others: &[],
        range: ValueRange::Full,
        visible: options.visible,
        bands: &bands,
        reference,
    };
    draw!(chart, target, theme_name, scale)
}

/// Days since 1970-01-01.
fn days(dates: &[f64]) -> Vec<i32> {
    dates.iter().map(|day| *day as i32).collect()
}

fn bands(named: &[NamedBand]) -> Vec<Band<'_>> {
    named.iter().map(|band| Band { from: band.from, to: band.to, label: &band.label }).collect()
}

#[derive(Deserialize)]
struct Periods {
    visible: Option<(i32, i32)>,
    bands: Vec<NamedBand>,
}

/// Draws the growth of an asset, and against its market, on the date axis of `drawRolling`. `dates` are days since 1970-01-01,
/// `asset` and `relative` cumulative log returns, the latter empty where there is no market; `options` as there, without `whole`.
#[wasm_bindgen(js_name = drawPerformance, unchecked_return_type = "TimelineLayout")]
pub fn draw_performance(
    target: Target,
    scale: f64,
    theme_name: &str,
    dates: &[f64],
    asset: &[f64],
    relative: &[f64],
    options: JsValue,
) -> Result<JsValue, JsValue> {
    let options: Periods = serde_wasm_bindgen::from_value(options).map_err(failed)?;
    let (dates, bands) = (days(dates), bands(&options.bands));
    let chart = PerformanceChart { dates: &dates, asset, relative, visible: options.visible, bands: &bands };
    draw!(chart, target, theme_name, scale)
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
    draw!(BarsChart { bars: &bars, bound: bound.unwrap_or(f64::NAN), selected }, target, theme_name, scale)
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
    draw!(CalendarChart { rows: &rows, selected }, target, theme_name, scale)
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
    draw!(CurveChart { effects, stances: &stances, choices: &choices }, target, theme_name, scale)
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
    draw!(ScatterChart { points: &points, lines: &lines, x_format, y_format, selected }, target, theme_name, scale)
}
