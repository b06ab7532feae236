//! Ten kernels whose instructions are counted: `node bench/instructions.mjs` runs each under callgrind, which counts within
//! [`measured`] alone. A count has no noise: a change of it shows in review.

#![allow(missing_docs, reason = "a program, not a library")]
#![allow(clippy::expect_used, reason = "the inputs are made here")]
#![allow(clippy::print_stdout, reason = "it lists its kernels")]

use std::fmt::Write as _;
use std::hint::black_box;

use sectorscope::date::Date;
use sectorscope::import::{ImportOptions, ImportedFile, Importer};
use sectorscope::sample;
use sectorscope::study::settings::Settings;
use sectorscope::workspace::{Question, Workspace};
use sectorscope_stats::correlation::coefficient::{Method, correlation};
use sectorscope_stats::correlation::matrix::{CorrelationMatrix, Missing};
use sectorscope_stats::correlation::rolling::rolling_correlation;
use sectorscope_stats::inference::cosine_inference::cosine_interval;
use sectorscope_stats::resampling::bootstrap::bootstrap_correlations;
use sectorscope_stats::resampling::random::Philox;
use sectorscope_stats::resampling::resample::Resampler;

const ROWS: usize = 2_500;

/// A kernel's name, and what makes its inputs and gives the work on them.
type Kernel = (&'static str, fn() -> Box<dyn FnOnce()>);

const KERNELS: [Kernel; 10] = [
    ("import: one file of 20,000 daily rows", || import_of(1, 20_000)),
    ("import: 40 files of 50 daily rows", || import_of(40, 50)),
    ("matrix: 64 series, complete", || matrix(Method::Pearson, 0.0)),
    ("matrix: 64 series, 5 % gaps", || matrix(Method::Pearson, 0.05)),
    ("matrix: 64 series, ranks", || matrix(Method::Spearman, 0.0)),
    ("rolling: 63 days, one pair", || {
        let columns = columns(2, 0.0);
        Box::new(move || _ = black_box(rolling_correlation(Method::Pearson, &columns[0], &columns[1], 63, 63)))
    }),
    ("Kendall's tau: one pair", || {
        let columns = columns(2, 0.0);
        Box::new(move || _ = black_box(correlation(Method::Kendall, &columns[0], &columns[1])))
    }),
    ("cosine interval: one pair", || {
        let columns = columns(2, 0.0);
        Box::new(move || _ = black_box(cosine_interval(Method::Pearson, &columns[0], &columns[1], 0.95)))
    }),
    ("bootstrap: 15 pairs, 199 replicates", || {
        let columns = columns(16, 0.0);
        let plan = Resampler::stationary(ROWS, 199, 10.0, 1).expect("a plan");
        Box::new(move || {
            let slices: Vec<&[f64]> = columns.iter().map(Vec::as_slice).collect();
            let pairs: Vec<(usize, usize)> = (1..slices.len()).map(|other| (0, other)).collect();
            _ = black_box(bootstrap_correlations(&slices, &pairs, &plan));
        })
    }),
    ("verdicts on the sample", || {
        let mut workspace = Workspace::new();
        for file in sample::files() {
            workspace.add(import(file.name, &file.text));
        }
        let question: Question = serde_json::from_str(r#"{"about":"claims","depth":"order"}"#).expect("a question");
        Box::new(move || _ = black_box(workspace.ask(&Settings::default(), question).expect("an answer")))
    }),
];

/// Returns that share a factor; some are missing.
fn columns(series: usize, missing: f64) -> Vec<Vec<f64>> {
    let mut random = Philox::new(1, 0);
    let factor: Vec<f64> = (0..ROWS).map(|_| random.unit() - 0.5).collect();
    let mut value = |f: &f64| if random.unit() < missing { f64::NAN } else { 0.02 * (f + 1.5 * (random.unit() - 0.5)) };
    (0..series).map(|_| factor.iter().map(&mut value).collect()).collect()
}

fn import(name: &str, text: &str) -> ImportedFile {
    let mut importer = Importer::new(name.to_owned(), ImportOptions::default());
    importer.feed(text.as_bytes());
    importer.finish()
}

fn import_of(files: usize, rows: i32) -> Box<dyn FnOnce()> {
    let mut text = "Date,Open,High,Low,Close,Adj Close,Volume\n".to_owned();
    for day in 0..rows {
        let price = 10.0 + f64::from((day * 7_919).rem_euclid(9_000_000)) / 1e5;
        let date = Date::from_days(day - 10_000);
        _ = writeln!(text, "{date},{price:.6},{price:.6},{price:.6},{price:.6},{price:.6},{}", 100_000_000 + day);
    }
    Box::new(move || (0..files).for_each(|file| _ = black_box(import(&format!("S{file}.csv"), &text))))
}

fn matrix(method: Method, missing: f64) -> Box<dyn FnOnce()> {
    let columns = columns(64, missing);
    Box::new(move || {
        let slices: Vec<&[f64]> = columns.iter().map(Vec::as_slice).collect();
        _ = black_box(CorrelationMatrix::new(method, &slices, Missing::Pairwise, 30));
    })
}

/// What is counted.
#[inline(never)]
fn measured(work: Box<dyn FnOnce()>) {
    work();
}

fn main() {
    let asked = std::env::args().nth(1).unwrap_or_default();
    for (name, make) in KERNELS {
        if asked == name {
            measured(make());
        } else if asked.starts_with('-') {
            println!("{name}");
        }
    }
}
