//! What this module leaves to those of other workers, and does for them: see [`sectorscope_stats::linalg::elsewhere`].

use sectorscope_stats::linalg::elsewhere::{self, Stripe};
use serde::Serialize;
use wasm_bindgen::prelude::*;

use crate::columns;
use sectorscope_ground::wire::plain;

/// A stripe as it is handed over.
#[derive(Serialize)]
struct Packed {
    id: u32,
    rows: usize,
    #[serde(serialize_with = "columns::numbers")]
    left: Vec<f64>,
    #[serde(serialize_with = "columns::numbers")]
    right: Vec<f64>,
    diagonal: Option<usize>,
}

/// A stripe that others may compute: `id`, `rows`, `left`, `right` and `diagonal` of a [`Stripe`]; undefined where none waits.
#[wasm_bindgen(js_name = nextStripe)]
pub fn next_stripe() -> Result<JsValue, JsValue> {
    let Some(Stripe { id, rows, left, right, diagonal }) = elsewhere::next_stripe() else {
        return Ok(JsValue::UNDEFINED);
    };
    plain(&Packed { id, rows, left, right, diagonal })
}

/// The sums of a stripe, in whichever worker.
#[wasm_bindgen(js_name = sumsOf)]
pub fn sums_of(rows: usize, left: Vec<f64>, right: Vec<f64>, diagonal: Option<usize>) -> Vec<f64> {
    Stripe { id: 0, rows, left, right, diagonal }.sums()
}

/// Gives the sums of a stripe back to the module that left it; without them it computes them itself.
#[wasm_bindgen(js_name = giveBack)]
pub fn give_back(id: u32, sums: Option<Vec<f64>>) {
    elsewhere::give_back(id, sums);
}
