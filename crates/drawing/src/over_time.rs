//! Charts over days: lines, the strip beneath them, and the growth of an asset on the same axis.

use js_sys::Reflect;
use sectorscope_chart::{Band, Days, Line, LinesChart, PerformanceChart, Reference, StripChart};
use serde::Deserialize;
use wasm_bindgen::prelude::*;

use crate::target::{Target, drawn, failed};

#[wasm_bindgen(typescript_custom_section)]
const LINES: &str = "/** Days since 1970-01-01, ascending, and a value for each; NaN for none. */
export type ValuesOfDays = { dates: Float64Array, values: Float64Array };
/** A line: its place among the lines gives its colour and dashes; what is muted is a shadow. */
export type DrawnLine = ValuesOfDays & { label: string, muted: boolean };
export type Bands = { from: number, to: number, label: string }[];
/** The first and last visible day, or all; marked periods; of the first line the value of the whole period and the band of a constant one,
 * with the line that the band judges, where it is another. */
export type LinesOptions = { visible: [number, number] | null, bands: Bands,
 whole: { value: number, low: number | null, high: number | null } | null, judged?: ValuesOfDays };
export type PeriodOptions = { visible: [number, number] | null, bands: Bands };";

#[wasm_bindgen]
extern "C" {
    /// See the type of that name in the bindings.
    #[wasm_bindgen(typescript_type = "DrawnLine")]
    pub type DrawnLine;
    #[wasm_bindgen(method, getter)]
    fn label(this: &DrawnLine) -> String;
    #[wasm_bindgen(method, getter)]
    fn dates(this: &DrawnLine) -> Vec<f64>;
    #[wasm_bindgen(method, getter)]
    fn values(this: &DrawnLine) -> Vec<f64>;
    #[wasm_bindgen(method, getter)]
    fn muted(this: &DrawnLine) -> bool;
    /// See the type of that name in the bindings.
    #[wasm_bindgen(typescript_type = "LinesOptions")]
    pub type LinesOptions;
    /// See the type of that name in the bindings.
    #[wasm_bindgen(typescript_type = "PeriodOptions")]
    pub type PeriodOptions;
}

/// Days and values of a line, as charts take them.
struct Owned(Vec<i32>, Vec<f64>);

impl Owned {
    fn of(line: &DrawnLine) -> Owned {
        Owned(days(&line.dates()), line.values())
    }

    fn days(&self) -> Days<'_> {
        (&self.0, &self.1)
    }
}

#[derive(Deserialize)]
struct Marked {
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

/// Draws correlations over time: the line that matters first, and up to four beside it.
#[wasm_bindgen(js_name = drawLines, unchecked_return_type = "TimelineLayout")]
pub fn draw_lines(
    target: Target,
    scale: f64,
    theme_name: &str,
    lines: Vec<DrawnLine>,
    options: LinesOptions,
) -> Result<JsValue, JsValue> {
    let options: JsValue = options.into();
    let judged = Reflect::get(&options, &"judged".into())?;
    let judged = judged.is_object().then(|| Owned::of(judged.unchecked_ref()));
    let marked: Marked = serde_wasm_bindgen::from_value(options).map_err(failed)?;
    let bands = bands(&marked.bands);
    let reference = marked.whole.map(|whole| Reference {
        value: whole.value,
        low: whole.low.unwrap_or(f64::NAN),
        high: whole.high.unwrap_or(f64::NAN),
        judged: judged.as_ref().map(Owned::days),
    });
    let owned: Vec<(String, Owned, bool)> =
        lines.iter().map(|line| (line.label(), Owned::of(line), line.muted())).collect();
    let lines: Vec<Line<'_>> =
        owned.iter().map(|(label, line, muted)| Line { label, days: line.days(), muted: *muted }).collect();
    let chart = LinesChart { lines: &lines, visible: marked.visible, bands: &bands, reference };
    drawn(&target, scale, theme_name, |surface, theme| chart.draw(surface, theme))
}

/// Draws the whole range of a line, without axes, between the left and right edge of `drawLines` at the same width.
#[wasm_bindgen(js_name = drawStrip, unchecked_return_type = "TimelineLayout")]
pub fn draw_strip(
    target: Target,
    scale: f64,
    theme_name: &str,
    dates: &[f64],
    values: &[f64],
) -> Result<JsValue, JsValue> {
    let dates = days(dates);
    let chart = StripChart { dates: &dates, values };
    drawn(&target, scale, theme_name, |surface, theme| chart.draw(surface, theme))
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

/// Draws the growth of an asset, and against its market, on the date axis of `drawLines`. `dates` are days since 1970-01-01,
/// `asset` and `relative` cumulative log returns, the latter empty where there is no market; `options` as there, without `whole`.
#[wasm_bindgen(js_name = drawPerformance, unchecked_return_type = "TimelineLayout")]
pub fn draw_performance(
    target: Target,
    scale: f64,
    theme_name: &str,
    dates: &[f64],
    asset: &[f64],
    relative: &[f64],
    options: PeriodOptions,
) -> Result<JsValue, JsValue> {
    let options: Periods = serde_wasm_bindgen::from_value(options.into()).map_err(failed)?;
    let (dates, bands) = (days(dates), bands(&options.bands));
    let chart = PerformanceChart { dates: &dates, asset, relative, visible: options.visible, bands: &bands };
    drawn(&target, scale, theme_name, |surface, theme| chart.draw(surface, theme))
}
