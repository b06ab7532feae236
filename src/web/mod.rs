//! The boundary to JavaScript, compiled for wasm32 only: it converts and calls, nothing else.
//!
//! `engine` lives in the worker and holds the workspace; `canvas` lives on the page and draws. Both are in one module, so
//! that the page compiles once and hands the compiled module to the worker.
#![allow(unsafe_code, reason = "the wasm_bindgen attribute generates it")]

mod backend;
pub mod canvas;
mod decoder;
pub mod defaults;
pub mod engine;
pub mod hash;
pub mod over_time;
mod parts;
pub mod readings;
pub mod target;
mod wire;

use wasm_bindgen::prelude::*;

use crate::study::report::ENGINE;

/// Id of the build this module belongs to; the page's scripts carry the same one.
#[wasm_bindgen(js_name = buildId)]
pub fn build_id() -> String {
    ENGINE.build.to_owned()
}

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = console, js_name = error)]
    fn console_error(text: &str);
}

/// Called once when the module starts: a panic's message reaches the console before the module stops for good.
#[wasm_bindgen(start)]
pub fn start() {
    std::panic::set_hook(Box::new(|info| console_error(&format!("sectorscope: {info}"))));
}
