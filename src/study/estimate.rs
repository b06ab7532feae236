//! One correlation with its interval, as every part of the study reports it.

use serde::Serialize;

use sectorscope_stats::correlation::coefficient::{Method, correlation};
use sectorscope_stats::inference::cosine_inference::cosine_interval;

/// A correlation, the interval that allows for dependent days, and the count behind both.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Estimate {
    /// The correlation; none where it does not exist.
    pub r: Option<f64>,
    /// Lower end of the interval; none where it does not exist.
    pub low: Option<f64>,
    /// Upper end of the interval.
    pub high: Option<f64>,
    /// Returns.
    pub n: usize,
    /// Why there is no correlation, as a code.
    pub undefined: Option<&'static str>,
}

impl Estimate {
    /// The correlation of two columns of returns, with the interval that was found to cover with few returns and fat tails
    /// ([`cosine_interval`]). None where the correlation rests on a single return, without which a series never changes.
    pub fn new(method: Method, x: &[f64], y: &[f64], confidence: f64) -> Estimate {
        let n = x.len().min(y.len());
        let interval = cosine_interval(method, x, y, confidence).ok().map(|found| found.interval);
        let point = correlation(method, x, y);
        Estimate {
            r: point.ok().map(|point| point.r),
            low: interval.map(|interval| interval.low),
            high: interval.map(|interval| interval.high),
            n,
            undefined: point.err().map(|reason| reason.code()),
        }
    }
}
