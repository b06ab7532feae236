//! What is read off the page's pictures where a pointer stands: by the only pen.

use wasm_bindgen::prelude::*;

use super::wire::plain;
use crate::date::Date;
use crate::tell::figure::{self, ChanceBand};
use crate::tell::reading::{self, Month};

fn day(days: f64) -> Date {
    Date::from_days(days as i32)
}

/// A window of a pair on the day it ends, in days since 1970-01-01.
#[wasm_bindgen(js_name = readWindow)]
pub fn read_window(days: f64, r: f64, window: usize) -> String {
    reading::window(day(days), Some(r), window)
}

/// Several lines on one day, in days since 1970-01-01: the day, then each with its value, NaN for none.
#[wasm_bindgen(js_name = readLines)]
pub fn read_lines(days: f64, labels: Vec<String>, values: Vec<f64>) -> Vec<String> {
    let values: Vec<(String, f64)> = labels.into_iter().zip(values).collect();
    reading::lines(day(days), &values)
}

#[wasm_bindgen(typescript_custom_section)]
const KEY: &str = "import type { Key } from '../www/js/engine-types.ts';";

/// What the marks of `drawLines` mean beside its lines: `whole`, the value of the whole period; `confidence`, the coverage of the band,
/// none where there is none; whether it is that of a thin line of its own; whether its line leaves it.
#[wasm_bindgen(js_name = overTimeKeys, unchecked_return_type = "Key[]")]
pub fn over_time_keys(whole: Option<f64>, confidence: Option<f64>, thin: bool, left: bool) -> Result<JsValue, JsValue> {
    plain(&figure::over_time_keys(whole, confidence.map(|confidence| ChanceBand { confidence, thin, left })))
}

/// The growth of technology, and of it over the market, between two days.
#[wasm_bindgen(js_name = readPerformance)]
pub fn read_performance(
    tech: &str,
    market: Option<String>,
    since: f64,
    days: f64,
    growth: f64,
    relative: Option<f64>,
) -> String {
    reading::performance(tech, market.as_deref(), [day(since), day(days)], growth, relative)
}

/// A month of a series: the counts of its days, none of which are there outside of it.
#[wasm_bindgen(js_name = readMonth)]
pub fn read_month(
    id: &str,
    month: i32,
    weekdays: Option<u32>,
    missing: Option<u32>,
    weekends: Option<u32>,
    stale: Option<u32>,
) -> String {
    let of = || Some(Month { weekdays: weekdays?, missing: missing?, weekends: weekends?, stale: stale? });
    reading::month(id, month, of())
}

/// A cell of the matrix of all pairs.
#[wasm_bindgen(js_name = readPair)]
pub fn read_pair(a: &str, b: &str, r: f64, n: f64) -> String {
    reading::pair(a, b, r, n as usize)
}
