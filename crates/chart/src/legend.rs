//! What the marks of a picture mean, in words.

use sectorscope_ground::number::{effect, percent};

use crate::mark::{Key, Mark};

/// A mark and what it means.
pub fn key(mark: Mark, text: impl Into<String>) -> Key {
    Key { mark, text: text.into() }
}

/// The band that chance would fill around a correlation over time.
#[derive(Clone, Copy, Debug)]
pub struct ChanceBand {
    /// Its coverage.
    pub confidence: f64,
    /// Whether it is that of a thin line of its own, of returns in units of their volatility.
    pub thin: bool,
    /// Whether its line leaves it.
    pub left: bool,
}

/// What the marks of a correlation over time mean, beside its line: the value of the whole period, and the band of chance.
pub fn over_time_keys(whole: Option<f64>, band: Option<ChanceBand>) -> Vec<Key> {
    let mut keys = Vec::new();
    if band.is_some_and(|band| band.thin) {
        keys.push(key(Mark::ThinLine, "returns in units of their volatility"));
    }
    keys.extend(whole.map(|r| key(Mark::DashedLine, format!("whole period: {}", effect(r)))));
    if let Some(band) = band {
        let line = if band.thin { "the thin line" } else { "the line" };
        let coverage = percent(band.confidence);
        keys.push(key(Mark::Band, format!("where {line} would stay if the correlation never changed, {coverage}")));
        if band.left {
            keys.push(key(Mark::Line, format!("where {line} leaves it")));
        }
    }
    keys
}
