//! A short calibration: fewer samples, held to the committed table and to the promises of what the page prints.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

use calibration::design::{DESIGNS, Design, Truth};
use calibration::lens::Lens;
use calibration::outcome::{Kind, Outcomes, Used};
use calibration::procedures::{Ask, Cost, EXPERIMENTS, Experiment};
use calibration::results::Results;
use calibration::run::{Count, count};
use calibration::table::Row;
use calibration::trial::Trial;
use calibration::truth::Targets;
use sectorscope_stats::Undefined;
use sectorscope_stats::correlation::coefficient::Method;
use sectorscope_stats::inference::cosine_inference::cosine_interval;
use sectorscope_stats::inference::fisher::fisher_z;

/// Samples, by how much work each is.
const SAMPLES: [(Cost, u32); 3] = [(Cost::Little, 600), (Cost::Some, 120), (Cost::Much, 60)];
/// How far a share may lie on the wrong side of what is promised, with moderate tails.
const TOLERANCE: f64 = 0.02;

fn committed() -> Results {
    let text = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/results.json")).expect("there is a table");
    serde_json::from_str(&text).expect("the committed table can be read")
}

fn moderate() -> &'static Design {
    DESIGNS.iter().find(|design| design.name == "moderate").unwrap()
}

fn targets(results: &Results, truth: Truth) -> &Targets {
    &results.truths.iter().find(|known| known.design == "moderate" && known.truth == truth).unwrap().targets
}

fn row<'a>(results: &'a Results, experiment: &str, count: &Count, n: usize) -> &'a Row {
    let same = |row: &&Row| {
        (&*row.design, row.n, &*row.experiment, &row.id) == ("moderate", n, experiment, &count.procedure.id)
    };
    let id = &count.procedure.id;
    results.rows.iter().find(same).unwrap_or_else(|| panic!("{id} is not in the table: run `cargo xtask calibrate`"))
}

#[test]
fn a_short_run_agrees_with_the_committed_table() {
    let results = committed();
    for experiment in &EXPERIMENTS {
        // The fewest rows, and the quickest; five years where there is nothing shorter.
        let n = experiment.rows[0];
        let (_, samples) = SAMPLES.into_iter().find(|(cost, _)| *cost == experiment.cost).unwrap();
        let targets = experiment.truth().map(|truth| targets(&results, truth));
        let counts = count(experiment, moderate(), n, samples, targets).unwrap();
        assert!(!counts.is_empty());
        for count in &counts {
            let row = row(&results, experiment.name, count, n);
            let (id, happened) = (&row.id, count.happened);
            assert!(row.allows(happened, samples), "{id}, {n} rows: {happened} of {samples}, committed {}", row.value);
            assert_eq!((row.kind, row.used), (count.procedure.kind, count.procedure.used), "{id}");
        }
    }
}

/// Whether a share keeps its promise, give or take so much.
fn keeps(kind: Kind, nominal: f64, share: f64, slack: f64) -> bool {
    if kind == Kind::Coverage { share + slack >= nominal - TOLERANCE } else { share - slack <= nominal + TOLERANCE }
}

#[test]
fn what_the_page_prints_and_the_claims_rest_on_keeps_its_promise() {
    let results = committed();
    let used = |row: &&Row| matches!(row.used, Used::Page | Used::Claims) && row.design == "moderate";
    let mut promises = 0;
    for row in results.rows.iter().filter(used) {
        let Some(nominal) = row.nominal else { continue };
        let held = keeps(row.kind, nominal, row.value, 2.0 * row.standard_error);
        assert!(held, "{} at {} rows: {}", row.id, row.n, row.value);
        promises += 1;
    }
    assert!(promises >= 100, "methods, lenses, sizes, and each claim's wrong verdicts: {promises}");
}

/// Under no alternative is a verdict given as often as where nothing is to be found, and a claim that is right mostly
/// gets its verdict.
#[test]
fn the_claims_tell_what_is_there_from_what_is_not() {
    let results = committed();
    let right = |row: &&Row| row.kind == Kind::Power && row.experiment.starts_with("claims-");
    let (mut told, mut all) = (0, 0);
    for row in results.rows.iter().filter(right) {
        assert!(row.value > 0.10, "{} in {} markets: {}", row.id, row.design, row.value);
        told += usize::from(row.value > 0.4);
        all += 1;
    }
    assert!(all >= 30 && told * 4 >= all * 3, "{told} of {all}");
}

/// The page's interval cut to half its width, on Fisher's scale.
fn half_as_wide(trial: &Trial<'_>, out: &mut Outcomes) -> Result<(), Undefined> {
    let (x, y) = (trial.raw.bitcoin(), &trial.raw.sectors()[0]);
    let found = cosine_interval(Method::Pearson, x, y, 0.95)?;
    let distance = (fisher_z(found.r) - fisher_z(trial.targets.r(Lens::Raw, Method::Pearson))).abs();
    let half_width = 0.5 * (fisher_z(found.interval.high) - fisher_z(found.r));
    out.covers("interval-cosine-pearson-raw", "half the interval", Used::Page, distance <= half_width);
    Ok(())
}

#[test]
fn an_interval_half_as_wide_is_caught() {
    let results = committed();
    let wrong = Experiment {
        name: "interval",
        rows: &[250],
        cost: Cost::Little,
        ask: Ask::Returns(Truth::Equal, half_as_wide),
    };
    let samples = SAMPLES[0].1;
    let counts = count(&wrong, moderate(), 250, samples, Some(targets(&results, Truth::Equal))).unwrap();
    let row = row(&results, "interval", &counts[0], 250);
    assert!(!row.allows(counts[0].happened, samples), "{} of {samples} passed", counts[0].happened);
    let share = f64::from(counts[0].happened) / f64::from(samples);
    let slack = 4.0 * (share * (1.0 - share) / f64::from(samples)).sqrt();
    assert!(!keeps(Kind::Coverage, 0.95, share, slack), "{share}");
}

#[test]
fn the_counts_are_the_same_again() {
    let results = committed();
    let experiment = EXPERIMENTS.iter().find(|experiment| experiment.name == "zero").unwrap();
    let again = || count(experiment, moderate(), 60, 45, Some(targets(&results, Truth::Zero))).unwrap();
    assert_eq!(again(), again());
}
