//! Charts on the page's canvases, in device pixels, and the same charts as SVG; each call returns where things are, in CSS
//! pixels.

use plotters_canvas::CanvasBackend;
use serde::Deserialize;
use wasm_bindgen::prelude::*;
use web_sys::HtmlCanvasElement;

use super::wire::{plain, rejection};
use crate::chart::{
    Band, HeatmapChart, IntervalRow, IntervalsChart, LinesChart, Reference, Surface, Theme, ValueRange, svg,
};
use crate::error::Error;

fn theme(name: &str) -> Theme {
    match name {
        "dark" => Theme::dark(),
        "print" => Theme::print(),
        _ => Theme::light(),
    }
}

fn failed(error: impl std::fmt::Display) -> JsValue {
    rejection(&Error::new("drawing-failed", error.to_string()))
}

#[wasm_bindgen(typescript_custom_section)]
const PICTURE: &str = "/** What a chart is drawn on in place of a canvas: CSS pixels, what a screen reader says, and the SVG that comes of it. */
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
    label: String,
    value: Option<f64>,
    low: Option<f64>,
    high: Option<f64>,
    filled: bool,
}

/// Height, in CSS pixels, of a ranking with this many rows.
#[wasm_bindgen(js_name = rankingHeight)]
pub fn ranking_height(rows: usize) -> f64 {
    IntervalsChart::height_css(rows)
}

/// Draws the ranking. `rows`: objects with `label`, `value`, `low`, `high` (null for none) and `filled`.
#[wasm_bindgen(js_name = drawRanking)]
pub fn draw_ranking(
    target: Target,
    scale: f64,
    theme_name: &str,
    rows: JsValue,
    selected: Option<usize>,
    confidence: f64,
) -> Result<JsValue, JsValue> {
    let rows: Vec<Row> = serde_wasm_bindgen::from_value(rows).map_err(failed)?;
    let number = |value: Option<f64>| value.unwrap_or(f64::NAN);
    let rows: Vec<IntervalRow> = rows
        .into_iter()
        .map(|row| IntervalRow {
            label: row.label,
            value: number(row.value),
            low: number(row.low),
            high: number(row.high),
            filled: row.filled,
        })
        .collect();
    draw!(IntervalsChart { rows: &rows, selected, confidence }, target, theme_name, scale)
}

/// Width and height, in CSS pixels, at which a heat map of `series` series is legible.
#[wasm_bindgen(js_name = heatmapSize)]
pub fn heatmap_size(series: usize, longest_label: usize) -> Vec<f64> {
    let (width, height) = HeatmapChart::size_css(series, longest_label);
    vec![width, height]
}

/// Draws the heat map of all pairs; `r` is row-major. `row` and `column` name the selected cell.
#[wasm_bindgen(js_name = drawHeatmap)]
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
/// null), `bands` (objects with `from`, `to`, `label`) and `whole` (`value`, `low`, `high`, or null).
#[wasm_bindgen(js_name = drawRolling)]
pub fn draw_rolling(
    target: Target,
    scale: f64,
    theme_name: &str,
    dates: &[f64],
    r: &[f64],
    options: JsValue,
) -> Result<JsValue, JsValue> {
    let options: Lines = serde_wasm_bindgen::from_value(options).map_err(failed)?;
    let dates: Vec<i32> = dates.iter().map(|day| *day as i32).collect();
    let bands: Vec<Band<'_>> =
        options.bands.iter().map(|band| Band { from: band.from, to: band.to, label: &band.label }).collect();
    let reference = options.whole.map(|whole| Reference {
        value: whole.value,
        low: whole.low.unwrap_or(f64::NAN),
        high: whole.high.unwrap_or(f64::NAN),
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
