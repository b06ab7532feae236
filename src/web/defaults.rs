//! What holds where nothing is set, for the page's form.

use serde::Serialize;
use wasm_bindgen::prelude::*;

use crate::date::Date;
use crate::import::{Limit, limits};
use crate::returns::Frequency;
use crate::study::defaults::{FixedNumber, KnownSetting, fixed_numbers, settings};
use crate::study::settings::Settings;
use crate::tell::figure::year_bands;
use sectorscope_ground::wire::plain;

#[wasm_bindgen(typescript_custom_section)]
const DEFAULTS: &str =
    "/** A named stretch of days since 1970-01-01. */
export type NamedDays = { from: number, to: number, label: string };
/** What holds where nothing is set: the first day of the pandemic, whose return begins with the price of the day before, which the page
    begins with; the years that the note names; and windows by period of a return. */
export type Defaults = { pandemic: string, since: string, years: NamedDays[], windows: { daily: number, weekly: number, monthly: number } };";

#[derive(Serialize)]
struct Defaults {
    pandemic: Date,
    since: Date,
    years: Vec<NamedDays>,
    windows: Windows,
}

#[derive(Serialize)]
struct NamedDays {
    from: i32,
    to: i32,
    label: String,
}

#[derive(Serialize)]
struct Windows {
    daily: usize,
    weekly: usize,
    monthly: usize,
}

/// The defaults of the settings.
#[wasm_bindgen(unchecked_return_type = "Defaults")]
pub fn defaults() -> Result<JsValue, JsValue> {
    let window = |frequency| Settings { frequency, ..Settings::default() }.window();
    let Settings { pandemic, .. } = Settings::default();
    let [daily, weekly, monthly] = [Frequency::Daily, Frequency::Weekly, Frequency::Monthly].map(window);
    let since = Settings::default().before_pandemic();
    let years = year_bands().into_iter().map(|(from, to, label)| NamedDays { from, to, label }).collect();
    plain(&Defaults { pandemic, since, years, windows: Windows { daily, weekly, monthly } })
}

#[derive(Serialize)]
struct KnownDefaults {
    settings: Vec<KnownSetting>,
    fixed: Vec<FixedNumber>,
    limits: Vec<Limit>,
}

/// What holds where nothing is set, what the rules hold fixed, and the most that is read of a file, as JSON text.
#[wasm_bindgen(js_name = knownDefaults)]
pub fn known_defaults() -> String {
    let all = KnownDefaults { settings: settings(), fixed: fixed_numbers(), limits: limits() };
    serde_json::to_string(&all).unwrap_or_default()
}
