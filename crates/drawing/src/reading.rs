//! What is read off the page's pictures where a pointer stands, and what the marks of one that moves under the hand mean.

use sectorscope_chart::legend::{self, ChanceBand};
use sectorscope_ground::date::{Date, month_name};
use sectorscope_ground::number::{change, count, counted, fixed};
use sectorscope_ground::wire::plain;
use wasm_bindgen::prelude::*;

fn day(days: f64) -> Date {
    Date::from_days(days as i32)
}

/// A window of a rolling correlation, by the day it ends, in days since 1970-01-01.
#[wasm_bindgen(js_name = readWindow)]
pub fn read_window(days: f64, r: f64, window: usize) -> String {
    let day = day(days);
    if r.is_finite() {
        format!("{day}: {} over the {window} returns before", fixed(r, 2))
    } else {
        format!("{day}: not yet {window} returns")
    }
}

/// Several lines on one day, in days since 1970-01-01: the day, then each with its value, NaN for none.
#[wasm_bindgen(js_name = readLines)]
pub fn read_lines(days: f64, labels: Vec<String>, values: Vec<f64>) -> Vec<String> {
    let lines = labels.iter().zip(values).map(|(label, value)| format!("{label} {}", fixed(value, 2)));
    std::iter::once(day(days).to_string()).chain(lines).collect()
}

#[wasm_bindgen(typescript_custom_section)]
const KEY: &str = "import type { Key } from '../www/js/engine-types.ts';";

/// What the marks of `drawLines` mean beside its lines: `whole`, the value of the whole period; `confidence`, the coverage of the band,
/// none where there is none; whether it is that of a thin line of its own; whether its line leaves it.
#[wasm_bindgen(js_name = overTimeKeys, unchecked_return_type = "Key[]")]
pub fn over_time_keys(whole: Option<f64>, confidence: Option<f64>, thin: bool, left: bool) -> Result<JsValue, JsValue> {
    plain(&legend::over_time_keys(whole, confidence.map(|confidence| ChanceBand { confidence, thin, left })))
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
    let times = |multiple: f64| format!("×{} ({})", fixed(multiple, 2), change(multiple - 1.0));
    let against = market
        .zip(relative)
        .map_or_else(String::new, |(market, relative)| format!("; against {market} {}", times(relative)));
    format!("{}: {tech} {} since {}{against}", day(days), times(growth), day(since))
}

/// A month of a series, twelve times its year and months since January: the counts of its weekdays with a price and without one, of its
/// weekend days with a price, and of days in stretches of equal prices; none of which are there outside of the series.
#[wasm_bindgen(js_name = readMonth)]
pub fn read_month(
    id: &str,
    month: i32,
    weekdays: Option<u32>,
    missing: Option<u32>,
    weekends: Option<u32>,
    stale: Option<u32>,
) -> String {
    let name = month_name(month.rem_euclid(12) as u32 + 1);
    let begin = format!("{id}, {name} {}", month.div_euclid(12));
    let all = weekdays.zip(missing).zip(weekends.zip(stale));
    let Some(((weekdays, missing), (weekends, stale))) = all else { return format!("{begin}: no prices") };
    let some = |days: u32, text: String| if days > 0 { text } else { String::new() };
    format!(
        "{begin}: {} with a price, {missing} missing{}{}",
        counted(u64::from(weekdays), "weekday"),
        some(weekends, format!(", {}", counted(u64::from(weekends), "weekend day"))),
        some(stale, format!(", {} in stretches of equal prices", counted(u64::from(stale), "day")))
    )
}

/// A cell of the matrix of all pairs.
#[wasm_bindgen(js_name = readPair)]
pub fn read_pair(a: &str, b: &str, r: f64, n: f64) -> String {
    let number = if r.is_finite() { fixed(r, 2) } else { "no number".to_owned() };
    format!("{a} × {b}: {number}, {} returns in common", count(n as usize))
}
