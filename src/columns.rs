//! Columns of numbers as they leave: a typed array in a browser, which is handed over without being copied again; a plain list
//! elsewhere. For `#[serde(serialize_with = "...")]`.

use serde::Serializer;

use crate::date::Date;

/// Numbers; what is missing is NaN.
///
/// # Errors
///
/// Those of the serializer: in a browser all but the one to JavaScript values refuse.
pub(crate) fn numbers<S: Serializer>(values: &[f64], serializer: S) -> Result<S::Ok, S::Error> {
    column(values, serializer)
}

/// Numbers, where there are any.
///
/// # Errors
///
/// As [`numbers`].
pub(crate) fn some_numbers<S: Serializer>(values: &Option<Vec<f64>>, serializer: S) -> Result<S::Ok, S::Error> {
    match values {
        Some(values) => column(values, serializer),
        None => serializer.serialize_none(),
    }
}

/// Days, counted from 1970-01-01.
///
/// # Errors
///
/// As [`numbers`].
pub(crate) fn days<S: Serializer>(days: &[Date], serializer: S) -> Result<S::Ok, S::Error> {
    let days: Vec<f64> = days.iter().map(|day| f64::from(day.days())).collect();
    column(&days, serializer)
}

/// Counts.
///
/// # Errors
///
/// As [`numbers`].
pub(crate) fn counts<S: Serializer>(counts: &[u32], serializer: S) -> Result<S::Ok, S::Error> {
    let counts: Vec<f64> = counts.iter().map(|count| f64::from(*count)).collect();
    column(&counts, serializer)
}

#[cfg(not(target_arch = "wasm32"))]
fn column<S: Serializer>(values: &[f64], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_seq(values)
}

#[cfg(target_arch = "wasm32")]
fn column<S: Serializer>(values: &[f64], serializer: S) -> Result<S::Ok, S::Error> {
    serde_wasm_bindgen::preserve::serialize(&js_sys::Float64Array::from(values), serializer)
}
