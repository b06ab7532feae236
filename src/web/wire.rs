//! Results as JavaScript objects: numbers in `Float64Array`s that own their buffer, the rest in small plain objects.

use js_sys::Float64Array;
use serde::Serialize;
use wasm_bindgen::JsValue;

use crate::date::Date;
use crate::error::Error;
use crate::study::change::Change;
use crate::study::constant_band::ConstantBand;
use crate::study::estimate::Estimate;
use crate::study::pairs::{PairMatrix, RollingPair};
use crate::study::performance::Performance;

/// A plain object; maps become objects and missing values null.
pub(super) fn plain(value: &impl Serialize) -> Result<JsValue, JsValue> {
    let serializer = serde_wasm_bindgen::Serializer::json_compatible();
    value.serialize(&serializer).map_err(JsValue::from)
}

/// An error as JavaScript sees it: an object with `code` and `message`.
pub(super) fn rejection(error: &Error) -> JsValue {
    #[derive(Serialize)]
    struct Rejection<'a> {
        code: &'a str,
        message: &'a str,
    }
    plain(&Rejection { code: error.code(), message: error.message() }).unwrap_or(JsValue::NULL)
}

/// The matrix of all pairs.
#[derive(Serialize)]
pub(super) struct MatrixWire {
    ids: Vec<String>,
    #[serde(with = "serde_wasm_bindgen::preserve")]
    r: Float64Array,
    #[serde(with = "serde_wasm_bindgen::preserve")]
    n: Float64Array,
}

impl From<PairMatrix> for MatrixWire {
    fn from(matrix: PairMatrix) -> MatrixWire {
        let n: Vec<f64> = matrix.n.iter().map(|n| f64::from(*n)).collect();
        MatrixWire { ids: matrix.ids, r: Float64Array::from(matrix.r.as_slice()), n: Float64Array::from(n.as_slice()) }
    }
}

/// A rolling correlation; dates are days since 1970-01-01.
#[derive(Serialize)]
pub(super) struct RollingWire {
    a: String,
    b: String,
    window: usize,
    #[serde(with = "serde_wasm_bindgen::preserve")]
    dates: Float64Array,
    #[serde(with = "serde_wasm_bindgen::preserve")]
    r: Float64Array,
    whole: Estimate,
    change: Option<Change>,
}

impl From<RollingPair> for RollingWire {
    fn from(pair: RollingPair) -> RollingWire {
        let dates: Vec<f64> = pair.dates.iter().map(|date| f64::from(date.days())).collect();
        RollingWire {
            a: pair.a,
            b: pair.b,
            window: pair.window,
            dates: Float64Array::from(dates.as_slice()),
            r: Float64Array::from(pair.r.as_slice()),
            whole: pair.whole,
            change: pair.change,
        }
    }
}

/// The band of chance.
#[derive(Serialize)]
pub(super) struct ConstantBandWire {
    #[serde(flatten)]
    band: ConstantBand,
    #[serde(with = "serde_wasm_bindgen::preserve")]
    line: Float64Array,
}

impl From<ConstantBand> for ConstantBandWire {
    fn from(band: ConstantBand) -> ConstantBandWire {
        let line = Float64Array::from(band.line.as_slice());
        ConstantBandWire { band, line }
    }
}

/// How technology has done; dates are days since 1970-01-01.
#[derive(Serialize)]
pub(super) struct PerformanceWire {
    tech: String,
    market: Option<String>,
    #[serde(with = "serde_wasm_bindgen::preserve")]
    dates: Float64Array,
    #[serde(with = "serde_wasm_bindgen::preserve")]
    tech_log: Float64Array,
    #[serde(with = "serde_wasm_bindgen::preserve")]
    relative_log: JsValue,
}

impl From<Performance> for PerformanceWire {
    fn from(performance: Performance) -> PerformanceWire {
        let dates: Vec<f64> = performance.dates.iter().map(|date| f64::from(date.days())).collect();
        PerformanceWire {
            tech: performance.tech,
            market: performance.market,
            dates: Float64Array::from(dates.as_slice()),
            tech_log: Float64Array::from(performance.tech_log.as_slice()),
            relative_log: performance
                .relative_log
                .map_or(JsValue::NULL, |values| Float64Array::from(values.as_slice()).into()),
        }
    }
}

/// The prices of one series; dates are days since 1970-01-01.
#[derive(Serialize)]
pub(super) struct PricesWire {
    #[serde(with = "serde_wasm_bindgen::preserve")]
    dates: Float64Array,
    #[serde(with = "serde_wasm_bindgen::preserve")]
    prices: Float64Array,
}

impl From<(Vec<Date>, Vec<f64>)> for PricesWire {
    fn from((dates, prices): (Vec<Date>, Vec<f64>)) -> PricesWire {
        let dates: Vec<f64> = dates.into_iter().map(|date| f64::from(date.days())).collect();
        PricesWire { dates: Float64Array::from(dates.as_slice()), prices: Float64Array::from(prices.as_slice()) }
    }
}
