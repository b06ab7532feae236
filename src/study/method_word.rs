//! The measure of association as settings and reports write it: `sectorscope-stats` has no serialised form of its own.

use sectorscope_stats::correlation::coefficient::Method;
use serde::{Deserialize, Serialize};

/// `pearson`, `spearman` or `kendall`, for `#[serde(with = "MethodWord")]`.
#[derive(Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(rename = "Method"))]
#[serde(remote = "Method", rename_all = "lowercase")]
pub(super) enum MethodWord {
    /// See [`Method::Pearson`].
    Pearson,
    /// See [`Method::Spearman`].
    Spearman,
    /// See [`Method::Kendall`].
    Kendall,
}
