//! `cargo xtask calibrate [--replicates N] [--only WORD]`: runs the calibration and prints its table. The whole of it, with as
//! many samples as the code says, also writes `results.json` and the table in `README.md`.

#![allow(clippy::print_stdout, reason = "a program for the terminal")]
#![allow(clippy::print_stderr, reason = "a program for the terminal")]

use std::fs;
use std::process::ExitCode;
use std::time::Instant;

use calibration::design::{DESIGNS, Truth};
use calibration::procedures::EXPERIMENTS;
use calibration::results::{KnownTruth, to_json};
use calibration::run::{all_targets, count, samples};
use calibration::table::{Row, between_marks, readable, readable_verdicts};

const USAGE: &str = "usage: cargo xtask calibrate [--replicates N] [--only WORD]";

/// What is asked for.
#[derive(Default)]
struct Wanted {
    samples: Option<u32>,
    only: Option<String>,
}

fn main() -> ExitCode {
    let outcome = wanted(std::env::args().skip(1)).and_then(|wanted| calibrate(&wanted));
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("calibration: {message}");
            ExitCode::FAILURE
        }
    }
}

fn wanted(mut arguments: impl Iterator<Item = String>) -> Result<Wanted, String> {
    let mut wanted = Wanted::default();
    while let Some(name) = arguments.next() {
        let value = arguments.next().ok_or(USAGE)?;
        match name.as_str() {
            "--replicates" => wanted.samples = Some(value.parse().ok().filter(|&n| n > 0).ok_or(USAGE)?),
            "--only" => wanted.only = Some(value),
            _ => return Err(USAGE.to_owned()),
        }
    }
    Ok(wanted)
}

fn calibrate(wanted: &Wanted) -> Result<(), String> {
    let began = Instant::now();
    let chosen: Vec<_> = EXPERIMENTS
        .iter()
        .filter(|experiment| wanted.only.as_deref().is_none_or(|word| word == experiment.name))
        .collect();
    if chosen.is_empty() {
        let names: Vec<&str> = EXPERIMENTS.iter().map(|experiment| experiment.name).collect();
        return Err(format!("nothing is called that; there are {}", names.join(", ")));
    }
    let truths: Vec<Truth> = [Truth::Equal, Truth::Tied, Truth::Apart, Truth::Zero]
        .into_iter()
        .filter(|truth| chosen.iter().any(|experiment| experiment.truth() == Some(*truth)))
        .collect();
    let targets = all_targets(&DESIGNS, &truths)?;
    let mut rows = Vec::new();
    for experiment in chosen {
        for design in DESIGNS.iter().filter(|design| experiment.is_asked_of(design)) {
            let known = targets.iter().find(|known| known.0 == *design && Some(known.1) == experiment.truth());
            let targets = known.map(|(_, _, targets)| targets);
            for &n in experiment.rows {
                let samples = wanted.samples.unwrap_or(samples(experiment.cost));
                for count in count(experiment, design, n, samples, targets)? {
                    let row = Row::new(experiment.name, design.name, n, samples, count);
                    println!("{}", row.line());
                    rows.push(row);
                }
            }
        }
        println!("{}: {:.1} minutes so far", experiment.name, began.elapsed().as_secs_f64() / 60.0);
    }
    if wanted.only.is_some() || wanted.samples.is_some() {
        println!("not written: results.json is of the whole calibration");
        return Ok(());
    }
    let truths: Vec<KnownTruth> = targets
        .into_iter()
        .map(|(design, truth, targets)| KnownTruth { design: design.name.to_owned(), truth, targets })
        .collect();
    let folder = env!("CARGO_MANIFEST_DIR");
    let write = |name: &str, text: String| {
        fs::write(format!("{folder}/{name}"), text).map_err(|error| format!("writing {name}: {error}"))
    };
    write("results.json", to_json(&truths, &rows).map_err(|error| error.to_string())?)?;
    let readme =
        fs::read_to_string(format!("{folder}/README.md")).map_err(|error| format!("reading README.md: {error}"))?;
    let names = DESIGNS.map(|design| design.name);
    let readme = between_marks(&readme, "table", &readable(&rows, &names))
        .and_then(|readme| between_marks(&readme, "verdicts", &readable_verdicts(&rows, &names[1..])));
    write("README.md", readme.ok_or("README.md: the marks of a table are missing")?)
}
