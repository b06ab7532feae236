//! How a module reaches JavaScript: results as plain objects, in which columns of numbers are `Float64Array`s that own their buffer, and what
//! is left of a panic.
#![allow(unsafe_code, reason = "the wasm_bindgen attribute generates it")]

use serde::Serialize;
use wasm_bindgen::prelude::*;

use crate::error::Error;

/// A plain object; maps become objects and missing values null.
///
/// # Errors
///
/// Those of the serializer, as an exception.
pub fn plain(value: &impl Serialize) -> Result<JsValue, JsValue> {
    let serializer = serde_wasm_bindgen::Serializer::json_compatible();
    value.serialize(&serializer).map_err(JsValue::from)
}

/// An error as JavaScript sees it: an object with `code` and `message`.
pub fn rejection(error: &Error) -> JsValue {
    plain(error).unwrap_or(JsValue::NULL)
}

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = console, js_name = error)]
    fn console_error(text: &str);
}

/// Called once when a module starts: a panic's message reaches the console before the module stops for good.
#[wasm_bindgen(start)]
pub fn start() {
    std::panic::set_hook(Box::new(|info| console_error(&format!("sectorscope: {info}"))));
}
