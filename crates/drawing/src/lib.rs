//! The module that draws: charts on the page's canvases or as SVG, and the sentences that a pointer reads off them. It links neither import nor
//! statistics, so that the page has it long before the engine is there; natively it is empty.
#![cfg(target_arch = "wasm32")]
#![allow(unsafe_code, reason = "the wasm_bindgen attribute generates it")]

mod backend;
pub mod canvas;
pub mod over_time;
pub mod reading;
mod sheet;
pub mod target;

use wasm_bindgen::prelude::*;

/// Id of the build this module belongs to; the page's scripts carry the same one.
#[wasm_bindgen(js_name = buildId)]
pub fn build_id() -> String {
    sectorscope_ground::build_id!().to_owned()
}
