//! How far a correlation that comes of sums can be trusted to twelve digits; beyond that it is computed afresh.

/// How much larger a sum of squares about a distant mean may be than the one about the values' own mean.
pub const MOST_CANCELLATION: f64 = 16.0;

/// From here on what is nearly perfect is not distinguished from what is perfect.
pub const NEARLY_PERFECT: f64 = 0.999;
