//! The boundary to JavaScript, compiled for wasm32 only: it converts and calls, nothing else. It lives in the worker, and in Node; what
//! the page draws with is a module of its own, `crates/drawing`.
#![allow(unsafe_code, reason = "the wasm_bindgen attribute generates it")]

mod decoder;
pub mod defaults;
pub mod elsewhere;
pub mod engine;
pub mod hash;
mod parts;

use wasm_bindgen::prelude::*;

use crate::study::report::ENGINE;

/// Id of the build this module belongs to; the page's scripts carry the same one.
#[wasm_bindgen(js_name = buildId)]
pub fn build_id() -> String {
    ENGINE.build.to_owned()
}
