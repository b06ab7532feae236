//! Compares the library with reference values computed elsewhere: files in, a report and every value computed out.
//!
//! Every case of every `expected/*.json` runs on the tables in `inputs/`. A family or a kind of case that is not understood
//! fails: nothing is skipped. Where the files come from is the caller's business: `tests/goldens.rs` reads a folder natively,
//! `xtask/goldens.mjs` hands them to the same code in WebAssembly, and both must give the same bytes.

mod altcoin_index;
mod asynchrony;
mod block_length;
mod bootstrap_given_rows;
mod bootstrap_variance;
mod clustering;
mod compare;
mod correlation_coefficients;
mod correlation_matrix;
mod cusum_and_known_break;
mod dependent_correlations;
mod event_study;
mod ewma_correlation;
mod exceedance_and_tails;
mod garch_dcc;
mod hac;
mod hac_inference;
mod index_and_drawdowns;
mod inputs;
mod model_confidence_set;
mod multiple_tests;
mod nist_strd;
mod partial_correlation;
mod psych;
mod published_examples;
mod regime_tests;
mod returns_and_calendar;
mod rolling_correlation;
mod special_functions;
mod structural_break;
mod verdicts;
mod volatility_adjusted;
#[cfg(target_arch = "wasm32")]
pub mod wasm;

use serde_json::Value;

use compare::{Comparison, Tolerance};
pub use inputs::Files;

/// Why a case ended without a full comparison.
enum Stop {
    /// Not understood, or it could not be carried out.
    Failed(String),
}

impl From<String> for Stop {
    fn from(message: String) -> Stop {
        Stop::Failed(message)
    }
}

/// What a case can refer to.
struct Context<'a> {
    /// All files, the input tables among them.
    files: &'a Files,
    /// The whole family file.
    file: &'a Value,
    /// Tolerance for whatever has none of its own.
    default_tolerance: Tolerance,
}

/// Compares one case of a family.
type Family = fn(&Context<'_>, &Value, &mut Comparison) -> Result<(), Stop>;

/// The families that are understood, by the number before the file's name and by what the file says of itself.
const FAMILIES: [(&str, &str, Family); 31] = [
    ("00", "special_functions", special_functions::compare),
    ("01", "nist_strd", nist_strd::compare),
    ("02", "pearson_spearman_kendall_fisher", correlation_coefficients::compare),
    ("03", "correlation_matrix", correlation_matrix::compare),
    ("04", "partial_correlation", partial_correlation::compare),
    ("10", "returns_and_calendar", returns_and_calendar::compare),
    ("11", "rolling_correlation", rolling_correlation::compare),
    ("12", "ewma_correlation", ewma_correlation::compare),
    ("13", "ccf_scholes_williams_dimson", asynchrony::compare),
    ("14", "hac_correlation_inference", hac_inference::compare),
    ("15", "wied_cusum_and_known_break", cusum_and_known_break::compare),
    ("16", "forbes_rigobon", volatility_adjusted::compare),
    ("17", "exceedance_and_tail_dependence", exceedance_and_tails::compare),
    ("18", "event_study", event_study::compare),
    ("19", "regime_tests", regime_tests::compare),
    ("20", "altcoin_index_and_drawdown", altcoin_index::compare),
    ("30", "politis_white_2004_patton_2009", block_length::compare),
    ("31", "bootstrap_variance_of_mean", bootstrap_variance::compare),
    ("32", "deterministic_bootstrap_given_indices", bootstrap_given_rows::compare),
    ("33", "model_confidence_set", model_confidence_set::compare),
    ("34", "p_adjust", multiple_tests::compare),
    ("35", "hclust_olo_mst", clustering::compare),
    ("36", "garch_dcc", garch_dcc::compare),
    ("50", "tests_of_dependent_correlations", dependent_correlations::compare),
    ("51", "published_examples", published_examples::compare),
    ("52", "psych_reference", psych::compare),
    ("54", "hac_reference", hac::compare),
    ("56", "structural_break", structural_break::compare),
    ("57", "index_returns_drawdowns", index_and_drawdowns::compare),
    ("59", "dcc_filter", garch_dcc::compare),
    ("90", "end_to_end_verdicts", verdicts::compare),
];

/// What came of a folder of goldens. The same files give the same bytes on every target.
#[derive(Debug, Default)]
pub struct Outcome {
    /// One line for each failed case and what differed in it, one for each family, and last the total:
    /// `N passed, N failed, 0 skipped`.
    pub report: String,
    /// Every value that the library returned, to the last bit, under the name of its case.
    pub values: String,
    /// Cases in which something was compared and nothing differed.
    pub passed: usize,
    /// All other cases.
    pub failed: usize,
}

impl Outcome {
    /// Every case passed, and there was one.
    pub fn succeeded(&self) -> bool {
        self.failed == 0 && self.passed > 0
    }

    fn say(&mut self, line: &str) {
        self.report.push_str(line);
        self.report.push('\n');
    }

    fn fail(&mut self, cases: usize, line: &str) {
        self.failed += cases;
        self.say(&format!("FAILED {line}"));
    }
}

/// Runs every family among the files, by the order of their names.
pub fn run(files: &Files) -> Outcome {
    let mut outcome = Outcome::default();
    let mut lines = Vec::new();
    for (path, bytes) in files {
        let Some(name) = path.strip_prefix("expected/").and_then(|name| name.strip_suffix(".json")) else { continue };
        let (passed, failed) = (outcome.passed, outcome.failed);
        run_family(files, bytes, name, &mut outcome);
        lines.push(format!("{name}: {}", tally(outcome.passed - passed, outcome.failed - failed)));
    }
    lines.push(tally(outcome.passed, outcome.failed));
    lines.iter().for_each(|line| outcome.say(line));
    outcome
}

fn tally(passed: usize, failed: usize) -> String {
    format!("{passed} passed, {failed} failed, 0 skipped")
}

fn run_family(files: &Files, bytes: &[u8], name: &str, outcome: &mut Outcome) {
    // Numbers are the nearest doubles (`float_roundtrip`).
    let file: Value = match serde_json::from_slice(bytes) {
        Ok(file) => file,
        Err(message) => return outcome.fail(1, &format!("{name}: {message}")),
    };
    let cases = file["cases"].as_array().map_or(&[][..], Vec::as_slice);
    let method = file["method"].as_str().unwrap_or_default();
    let family = FAMILIES
        .iter()
        .find(|family| family.1 == method)
        .or_else(|| FAMILIES.iter().find(|family| name.split('_').next() == Some(family.0)));
    let (Some((_, _, compare)), Some(default_tolerance)) = (family, Tolerance::of(&file["default_tol"])) else {
        return outcome.fail(cases.len().max(1), &format!("{name}: no such family, or no default tolerance"));
    };
    let context = Context { files, file: &file, default_tolerance };
    for (position, case) in cases.iter().enumerate() {
        let label = case["id"].as_str().map_or_else(
            || format!("{name}[{position}] {} {}", case["fn"].as_str().unwrap_or_default(), case["args"]),
            |id| format!("{name}[{position}] {id}"),
        );
        let mut comparison = Comparison::default();
        let end = compare(&context, case, &mut comparison);
        outcome.values.push_str(&format!("{label}\n{}", comparison.values));
        comparison.notes.iter().for_each(|note| outcome.say(&format!("NOTE {note}")));
        match end {
            Err(Stop::Failed(message)) => outcome.fail(1, &format!("{label}: {message}")),
            Ok(()) if comparison.passed() => outcome.passed += 1,
            Ok(()) => {
                outcome.fail(1, &format!("{label}: {} values agree, but", comparison.agreed));
                comparison.differences.iter().for_each(|difference| outcome.say(&format!("    {difference}")));
            }
        }
    }
}
