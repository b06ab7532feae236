//! Compares the library with reference values computed elsewhere.
//!
//! `GOLDENS=<dir> cargo test --test goldens` runs every case of every `<dir>/expected/*.json` on `<dir>/inputs`; without
//! the variable the project's own `tests/golden` is used. A family or a kind of case that is not understood fails: nothing is
//! skipped. The last line is `N passed, N failed, 0 skipped`.

#![allow(clippy::print_stdout, reason = "the report is the product of this program")]

mod compare;
mod family_00;
mod family_01;
mod family_02;
mod family_03;
mod family_04;
mod family_10;
mod family_11;
mod family_12;
mod family_13;
mod family_14;
mod family_15;
mod family_16;
mod family_17;
mod family_18;
mod family_19;
mod family_20;
mod family_30;
mod family_31;
mod family_32;
mod family_33;
mod family_34;
mod family_35;
mod family_36;
mod family_50;
mod family_51;
mod family_52;
mod family_54;
mod family_56;
mod family_57;
mod family_90;
mod inputs;

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::{env, fs};

use serde_json::Value;

use compare::{Comparison, Tolerance};
use inputs::read_json;

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
    /// Directory of the input tables.
    inputs: PathBuf,
    /// The whole family file.
    file: &'a Value,
    /// Tolerance for whatever has none of its own.
    default_tolerance: Tolerance,
}

/// Compares one case of a family.
type Family = fn(&Context, &Value, &mut Comparison) -> Result<(), Stop>;

/// The families that are understood, by the number before the file's name and by what the file says of itself.
const FAMILIES: [(&str, &str, Family); 31] = [
    ("00", "special_functions", family_00::compare),
    ("01", "nist_strd", family_01::compare),
    ("02", "pearson_spearman_kendall_fisher", family_02::compare),
    ("03", "correlation_matrix", family_03::compare),
    ("04", "partial_correlation", family_04::compare),
    ("10", "returns_and_calendar", family_10::compare),
    ("11", "rolling_correlation", family_11::compare),
    ("12", "ewma_correlation", family_12::compare),
    ("13", "ccf_scholes_williams_dimson", family_13::compare),
    ("14", "hac_correlation_inference", family_14::compare),
    ("15", "wied_cusum_and_known_break", family_15::compare),
    ("16", "forbes_rigobon", family_16::compare),
    ("17", "exceedance_and_tail_dependence", family_17::compare),
    ("18", "event_study", family_18::compare),
    ("19", "regime_tests", family_19::compare),
    ("20", "altcoin_index_and_drawdown", family_20::compare),
    ("30", "politis_white_2004_patton_2009", family_30::compare),
    ("31", "bootstrap_variance_of_mean", family_31::compare),
    ("32", "deterministic_bootstrap_given_indices", family_32::compare),
    ("33", "model_confidence_set", family_33::compare),
    ("34", "p_adjust", family_34::compare),
    ("35", "hclust_olo_mst", family_35::compare),
    ("36", "garch_dcc", family_36::compare),
    ("50", "tests_of_dependent_correlations", family_50::compare),
    ("51", "published_examples", family_51::compare),
    ("52", "psych_reference", family_52::compare),
    ("54", "hac_reference", family_54::compare),
    ("56", "structural_break", family_56::compare),
    ("57", "index_returns_drawdowns", family_57::compare),
    ("59", "dcc_filter", family_36::compare),
    ("90", "end_to_end_verdicts", family_90::compare),
];

#[derive(Default)]
struct Tally {
    passed: usize,
    failed: usize,
}

impl Tally {
    fn line(&self, name: &str) -> String {
        format!("{name}: {} passed, {} failed, 0 skipped", self.passed, self.failed)
    }
}

fn main() -> ExitCode {
    let root = env::var_os("GOLDENS")
        .map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden"), PathBuf::from);
    let mut total = Tally::default();
    let mut lines = Vec::new();
    match family_files(&root) {
        Ok(files) => {
            for path in files {
                let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
                let tally = run_family(&root, &path, &name);
                lines.push(tally.line(&name));
                total.passed += tally.passed;
                total.failed += tally.failed;
            }
        }
        Err(message) => {
            println!("FAILED {message}");
            total.failed += 1;
        }
    }
    for line in lines {
        println!("{line}");
    }
    println!("{} passed, {} failed, 0 skipped", total.passed, total.failed);
    if total.failed == 0 && total.passed > 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn family_files(root: &Path) -> Result<Vec<PathBuf>, String> {
    let directory = root.join("expected");
    let entries = fs::read_dir(&directory).map_err(|e| format!("{}: {e}", directory.display()))?;
    let mut files: Vec<PathBuf> = entries
        .filter_map(|entry| entry.ok().map(|entry| entry.path()))
        .filter(|path| path.extension().is_some_and(|extension| extension == "json"))
        .collect();
    files.sort();
    Ok(files)
}

fn run_family(root: &Path, path: &Path, name: &str) -> Tally {
    let mut tally = Tally::default();
    let file = match read_json(path) {
        Ok(file) => file,
        Err(message) => {
            println!("FAILED {name}: {message}");
            tally.failed = 1;
            return tally;
        }
    };
    let cases = file["cases"].as_array().map_or(&[][..], Vec::as_slice);
    let method = file["method"].as_str().unwrap_or_default();
    let family = FAMILIES
        .iter()
        .find(|family| family.1 == method)
        .or_else(|| FAMILIES.iter().find(|family| name.split('_').next() == Some(family.0)));
    let (Some((_, _, compare)), Some(default_tolerance)) = (family, Tolerance::of(&file["default_tol"])) else {
        println!("FAILED {name}: no such family, or no default tolerance");
        tally.failed = cases.len().max(1);
        return tally;
    };
    let context = Context { inputs: root.join("inputs"), file: &file, default_tolerance };
    for (position, case) in cases.iter().enumerate() {
        let label = case["id"].as_str().map_or_else(
            || format!("{name}[{position}] {} {}", case["fn"].as_str().unwrap_or_default(), case["args"]),
            |id| format!("{name}[{position}] {id}"),
        );
        let mut comparison = Comparison::default();
        match compare(&context, case, &mut comparison) {
            Err(Stop::Failed(message)) => {
                println!("FAILED {label}: {message}");
                tally.failed += 1;
            }
            Ok(()) if comparison.passed() => tally.passed += 1,
            Ok(()) => {
                println!("FAILED {label}: {} values agree, but", comparison.agreed);
                for difference in &comparison.differences {
                    println!("    {difference}");
                }
                tally.failed += 1;
            }
        }
    }
    tally
}
