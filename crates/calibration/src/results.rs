//! The committed file: everything that decided the numbers, and the numbers.

use serde::{Deserialize, Serialize};

use crate::design::{BURN_IN, DESIGNS, Design, Truth, WITHIN_CRYPTO, WITHIN_SECTORS};
use crate::procedures::{BOOTSTRAP_REPLICATES, ROLLING_REPLICATES};
use crate::table::Row;
use crate::trial::SEED;
use crate::truth::{SEED as TRUTH_SEED, Targets};

/// What is true of a design, by simulation.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct KnownTruth {
    /// Name of the design.
    pub design: String,
    /// Which correlations of innovations.
    pub truth: Truth,
    /// The right answers.
    #[serde(flatten)]
    pub targets: Targets,
}

/// What was simulated.
#[derive(Clone, Debug, PartialEq, Serialize)]
struct Setting {
    seed: u64,
    seed_of_truth: u64,
    burn_in: usize,
    bootstrap_replicates: usize,
    rolling_replicates: usize,
    correlation_within_crypto: f64,
    correlation_within_sectors: f64,
    designs: [Design; 3],
}

/// What a reader needs back.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct Results {
    /// The right answers.
    pub truths: Vec<KnownTruth>,
    /// All rows.
    pub rows: Vec<Row>,
}

/// The file: one line for each truth and each row, so that a change shows where it is.
///
/// # Errors
///
/// What the JSON writer says.
pub fn to_json(truths: &[KnownTruth], rows: &[Row]) -> serde_json::Result<String> {
    let setting = serde_json::to_string_pretty(&Setting {
        seed: SEED,
        seed_of_truth: TRUTH_SEED,
        burn_in: BURN_IN,
        bootstrap_replicates: BOOTSTRAP_REPLICATES,
        rolling_replicates: ROLLING_REPLICATES,
        correlation_within_crypto: WITHIN_CRYPTO,
        correlation_within_sectors: WITHIN_SECTORS,
        designs: DESIGNS,
    })?;
    let lines = |values: serde_json::Result<Vec<String>>| values.map(|values| values.join(",\n    "));
    let truths = lines(truths.iter().map(serde_json::to_string).collect())?;
    let rows = lines(rows.iter().map(serde_json::to_string).collect())?;
    let setting = setting.trim_end_matches("\n}");
    Ok(format!("{setting},\n  \"truths\": [\n    {truths}\n  ],\n  \"rows\": [\n    {rows}\n  ]\n}}\n"))
}
