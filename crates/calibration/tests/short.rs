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
const SAMPLES: [(Cost, u32); 2] = [(Cost::Little, 600), (Cost::Much, 80)];
/// Least coverage of an interval of 95 % that the page prints, with moderate tails.
const LEAST_COVERAGE: f64 = 0.93;
/// Largest size of a test at 5 % that it prints.
const LARGEST_SIZE: f64 = 0.07;

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

/// Whether a share keeps its promise, give or take so many standard errors.
fn keeps(kind: Kind, share: f64, slack: f64) -> bool {
    if kind == Kind::Coverage { share + slack >= LEAST_COVERAGE } else { share - slack <= LARGEST_SIZE }
}

#[test]
fn what_the_page_prints_keeps_its_promise() {
    let results = committed();
    let page: Vec<&Row> =
        results.rows.iter().filter(|row| row.used == Used::Page && row.design == "moderate").collect();
    assert!(page.len() >= 12, "three methods at four sizes, and whatever else the page prints");
    for row in page {
        assert!(keeps(row.kind, row.value, 2.0 * row.standard_error), "{} at {} rows: {}", row.id, row.n, row.value);
    }
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
    assert!(!keeps(Kind::Coverage, share, slack), "{share}");
}

#[test]
fn the_counts_are_the_same_again() {
    let results = committed();
    let experiment = EXPERIMENTS.iter().find(|experiment| experiment.name == "zero").unwrap();
    let again = || count(experiment, moderate(), 60, 45, Some(targets(&results, Truth::Zero))).unwrap();
    assert_eq!(again(), again());
}
