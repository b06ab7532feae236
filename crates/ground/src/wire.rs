//! Results as plain JavaScript objects; columns of numbers are `Float64Array`s that own their buffer, see `numbers`.

use serde::Serialize;
use wasm_bindgen::JsValue;

use crate::error::Error;

/// A plain object; maps become objects and missing values null.
pub(super) fn plain(value: &impl Serialize) -> Result<JsValue, JsValue> {
    let serializer = serde_wasm_bindgen::Serializer::json_compatible();
    value.serialize(&serializer).map_err(JsValue::from)
}

/// An error as JavaScript sees it: an object with `code` and `message`.
pub(super) fn rejection(error: &Error) -> JsValue {
    plain(error).unwrap_or(JsValue::NULL)
}
