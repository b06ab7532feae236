//! Compares the library with reference values computed elsewhere: files in, a report and every value computed out.
//!
//! Every case of every `expected/*.json` runs on the tables in `inputs/`. A case is understood by what it says in its
//! fields, never by its id or its place; a family, a kind of case, a field or an expected value that is not understood
//! fails: nothing is skipped. What the fields leave open is in `readings`. Where the files come from is the caller's
//! business: `tests/goldens.rs` reads a folder natively, `xtask/goldens.mjs` hands them to the same code in
//! WebAssembly, and both must give the same bytes.

mod altcoin_index;
mod asynchrony;
mod block_length;
mod bootstrap_data;
mod bootstrap_given_rows;
mod bootstrap_variance;
mod calendar_rules;
mod case;
mod cluster_comparison;
mod clustering;
mod compare;
mod correlation_coefficients;
mod correlation_matrix;
mod cusum_and_known_break;
mod dcc;
mod dependent_correlations;
mod event_study;
mod ewma_correlation;
mod exceedance_and_tails;
mod expression;
mod fields;
mod garch_dcc;
mod got;
mod hac;
mod hac_inference;
mod index_and_drawdowns;
mod index_plans;
mod inputs;
mod model_confidence_set;
mod multiple_tests;
mod nist_strd;
mod partial_correlation;
mod partial_search;
mod psych;
mod psych_jennrich;
mod published_examples;
mod quarterly_regression;
mod r_call;
mod readings;
mod regime_tests;
mod returns_and_calendar;
mod rolling_correlation;
mod special_functions;
mod structural_break;
mod tables;
mod tolerance;
mod verdicts;
mod volatility_adjusted;
#[cfg(target_arch = "wasm32")]
pub mod wasm;

use sectorscope_stats::Undefined;
use serde_json::Value;

use compare::Comparison;
pub use inputs::Files;
use tolerance::Tolerance;

/// Why a case ended without a full comparison.
#[derive(Clone)]
enum Stop {
    /// Not understood, or it could not be carried out.
    Failed(String),
    /// The library says that there is no value, which a case may expect.
    Undefined(Undefined),
}

impl From<&str> for Stop {
    fn from(message: &str) -> Stop {
        Stop::Failed(message.to_owned())
    }
}

impl From<Undefined> for Stop {
    fn from(reason: Undefined) -> Stop {
        Stop::Undefined(reason)
    }
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

impl Context<'_> {
    /// All cases of the family file, to look up what one leaves to the others.
    fn cases(&self) -> &[Value] {
        self.file["cases"].as_array().map_or(&[], Vec::as_slice)
    }
}

/// Compares one case of a family.
type Family = fn(&Context<'_>, &Value, &mut Comparison) -> Result<(), Stop>;

/// The families that are understood, by what the file says of itself and by the numbers before the file's name.
const FAMILIES: [(&str, &[u32], Family); 31] = [
    ("special_functions", &[0], special_functions::compare),
    ("nist_strd", &[1], nist_strd::compare),
    ("pearson_spearman_kendall_fisher", &[2], correlation_coefficients::compare),
    ("correlation_matrix", &[3], correlation_matrix::compare),
    ("partial_correlation", &[4], partial_correlation::compare),
    ("returns_and_calendar", &[10], returns_and_calendar::compare),
    ("rolling_correlation", &[11], rolling_correlation::compare),
    ("ewma_correlation", &[12], ewma_correlation::compare),
    ("ccf_scholes_williams_dimson", &[13], asynchrony::compare),
    ("hac_correlation_inference", &[14], hac_inference::compare),
    ("wied_cusum_and_known_break", &[15], cusum_and_known_break::compare),
    ("forbes_rigobon", &[16], volatility_adjusted::compare),
    ("exceedance_and_tail_dependence", &[17], exceedance_and_tails::compare),
    ("event_study", &[18], event_study::compare),
    ("regime_tests", &[19], regime_tests::compare),
    ("altcoin_index_and_drawdown", &[20], altcoin_index::compare),
    ("politis_white_2004_patton_2009", &[30, 58], block_length::compare),
    ("bootstrap_variance_of_mean", &[31], bootstrap_variance::compare),
    ("deterministic_bootstrap_given_indices", &[32], bootstrap_given_rows::compare),
    ("model_confidence_set", &[33], model_confidence_set::compare),
    ("p_adjust", &[34, 53], multiple_tests::compare),
    ("hclust_olo_mst", &[35, 55], clustering::compare),
    ("garch_dcc", &[36], garch_dcc::compare),
    ("tests_of_dependent_correlations", &[50], dependent_correlations::compare),
    ("published_examples", &[51], published_examples::compare),
    ("psych_reference", &[52], psych::compare),
    ("hac_reference", &[54], hac::compare),
    ("structural_break", &[56], structural_break::compare),
    ("index_returns_drawdowns", &[57], index_and_drawdowns::compare),
    ("dcc_filter", &[59], garch_dcc::compare),
    ("end_to_end_verdicts", &[90], verdicts::compare),
];

/// The family of a file: by its method if that is known, else by the number before its name.
fn family_of(method: &str, name: &str) -> Option<Family> {
    let digits: String = name.chars().take_while(char::is_ascii_digit).collect();
    let number: Option<u32> = digits.parse().ok();
    let by_method = FAMILIES.iter().find(|family| family.0 == method.trim());
    let by_number = || FAMILIES.iter().find(|family| number.is_some_and(|number| family.1.contains(&number)));
    by_method.or_else(by_number).map(|family| family.2)
}

/// What came of a folder of goldens. The same files give the same bytes on every target.
#[derive(Debug, Default)]
pub struct Outcome {
    /// One line for each failed case and what differed in it, one for each family, and last the total:
    /// `N passed, N failed, 0 skipped`.
    pub report: String,
    /// Every value that the library returned, to the last bit, under the name of its case.
    pub values: String,
    /// One line for each case that its fields leave open: how it was read.
    pub readings: String,
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
    let method = file["method"].as_str().unwrap_or_default();
    let default_tolerance = Tolerance::of(&file["default_tol"]).unwrap_or(Tolerance::EXACT);
    let context = Context { files, file: &file, default_tolerance };
    let cases = context.cases();
    if cases.is_empty() {
        return outcome.fail(1, &format!("{name}: no cases"));
    }
    let Some(compare) = family_of(method, name) else {
        return outcome
            .fail(cases.len(), &format!("{name}: neither the method {method} nor the number is a known family's"));
    };
    for (position, case) in cases.iter().enumerate() {
        let label = case["id"].as_str().map_or_else(
            || format!("{name}[{position}] {} {}", case["fn"].as_str().unwrap_or_default(), case["args"]),
            |id| format!("{name}[{position}] {id}"),
        );
        run_case(&context, case, &label, compare, outcome);
    }
}

fn run_case(context: &Context<'_>, case: &Value, label: &str, compare: Family, outcome: &mut Outcome) {
    let mut comparison = Comparison::default();
    let end = compare(context, case, &mut comparison);
    outcome.values.push_str(&format!("{label}\n{}", comparison.values));
    comparison.notes.iter().for_each(|note| outcome.say(&format!("NOTE {note}")));
    if let Some(reading) = &comparison.reading {
        outcome.readings.push_str(&format!("{label}: {reading}\n"));
    }
    match end {
        Err(Stop::Failed(message)) => outcome.fail(1, &format!("{label}: {message}")),
        Err(Stop::Undefined(reason)) => outcome.fail(1, &format!("{label}: there is no value: {reason}")),
        Ok(()) if comparison.passed() => outcome.passed += 1,
        Ok(()) => {
            outcome.fail(1, &format!("{label}: {} values agree, but", comparison.agreed));
            comparison.differences.iter().for_each(|difference| outcome.say(&format!("    {difference}")));
        }
    }
}
