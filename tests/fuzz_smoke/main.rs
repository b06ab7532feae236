//! A short run of the fuzz targets on mutations of the kept inputs: `cargo test --test fuzz_smoke`. It needs nothing but
//! stable Rust, and makes the same inputs from the same seed. It fails where a target panics, where an input takes over a
//! second, and where one takes over a gibibyte of memory.
//!
//! `FUZZ_TARGETS` (`import,date`) names the targets, all by default, `FUZZ_SECONDS` is the time for each, `FUZZ_SEED` the seed, `FUZZ_CASE` (`import:123`) one input alone.

#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a test talks to a terminal and fails by panicking")]

#[path = "../../fuzz/src/lib.rs"]
mod bodies;
mod mutation;

use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::process::ExitCode;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use mutation::Mutator;
use peak_alloc::PeakAlloc;

#[global_allocator]
static MEMORY: PeakAlloc = PeakAlloc;

const SLOWEST: Duration = Duration::from_secs(1);
/// A target that is stuck would never come back to be measured.
const STUCK: Duration = Duration::from_secs(20);
const LARGEST_BYTES: usize = 1 << 30;

/// The input being run, counted from 1; 0 between targets.
static RUNNING: AtomicU64 = AtomicU64::new(0);

fn main() -> ExitCode {
    let variable = |name: &str| std::env::var(name).ok();
    let number = |name: &str, otherwise: u64| variable(name).map_or(otherwise, |text| text.parse().unwrap());
    let (seed, seconds) = (number("FUZZ_SEED", 1), number("FUZZ_SECONDS", 15));
    std::thread::spawn(watch);
    let one = variable("FUZZ_CASE");
    let mut sound = true;
    let wanted = variable("FUZZ_TARGETS");
    let is_wanted = |target: &str| wanted.as_deref().is_none_or(|names| names.split(',').any(|name| name == target));
    for (target, _) in bodies::TARGETS.into_iter().filter(|(target, _)| is_wanted(target)) {
        let mutator = Mutator::new(seed, inputs(target), dictionary());
        match one.as_deref().and_then(|case| case.split_once(':')) {
            Some((name, case)) if name == target => {
                let data = mutator.input(case.parse().unwrap());
                sound &= holds(target, &data, &format!("{target}:{case}, seed {seed}"));
            }
            Some(_) => {}
            None => sound &= run(target, &mutator, Duration::from_secs(seconds), seed),
        }
    }
    if sound { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Runs a target for a while, up to its first failure.
fn run(target: &str, mutator: &Mutator, time: Duration, seed: u64) -> bool {
    let began = Instant::now();
    let (mut case, mut slowest, mut largest) = (0_u64, Duration::ZERO, 0);
    let mut sound = true;
    while sound && began.elapsed() < time {
        let data = mutator.input(case);
        RUNNING.store(case + 1, Ordering::Relaxed);
        let one = Clock::start();
        MEMORY.reset_peak_usage();
        sound = holds(target, &data, &format!("{target}:{case}, seed {seed}"));
        slowest = slowest.max(one.elapsed());
        largest = largest.max(MEMORY.peak_usage());
        case += 1;
    }
    RUNNING.store(0, Ordering::Relaxed);
    println!(
        "{target}: seed {seed}, {case} inputs in {:.0} s, the slowest {:.0} ms of processor time, at most {} MiB: {}",
        began.elapsed().as_secs_f64(),
        slowest.as_secs_f64() * 1e3,
        largest >> 20,
        if sound { "all hold" } else { "FAILED" }
    );
    sound && case > 0
}

/// Whether an input is taken without a panic, in time, and within the memory.
fn holds(target: &str, data: &[u8], case: &str) -> bool {
    MEMORY.reset_peak_usage();
    let before = MEMORY.current_usage();
    let timed = || {
        let began = Clock::start();
        let sound = catch_unwind(AssertUnwindSafe(|| bodies::run(target, data))).is_ok();
        (sound, began.elapsed())
    };
    // Something else may still have been in the way: the quickest of three runs counts.
    let (sound, mut time) = timed();
    for _ in 0..2 {
        if sound && time > SLOWEST {
            time = time.min(timed().1);
        }
    }
    let memory = MEMORY.peak_usage().saturating_sub(before);
    let why = match (sound, memory > LARGEST_BYTES, time > SLOWEST) {
        (true, false, false) => return true,
        (false, ..) => "it panics".to_owned(),
        (_, true, _) => format!("it takes {} MiB", memory >> 20),
        _ => format!("it takes {:.1} s", time.as_secs_f64()),
    };
    let kept = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{target}-smoke-failure"));
    fs::write(&kept, data).unwrap();
    println!(
        "FUZZ_CASE={case}: {why}. The input is in {}; once mended, keep it in fuzz/crashes/{target}",
        kept.display()
    );
    false
}

/// Time of the processor that this thread takes, where the system tells (Linux): a machine with much else to do may stop a
/// thread for seconds. Elsewhere the time that passes.
struct Clock {
    began: Instant,
    processor: Option<Duration>,
}

impl Clock {
    fn start() -> Clock {
        Clock { began: Instant::now(), processor: Clock::processor() }
    }

    fn processor() -> Option<Duration> {
        let text = fs::read_to_string("/proc/thread-self/schedstat").ok()?;
        Some(Duration::from_nanos(text.split(' ').next()?.parse().ok()?))
    }

    fn elapsed(&self) -> Duration {
        match (self.processor, Clock::processor()) {
            (Some(began), Some(now)) => now.saturating_sub(began),
            _ => self.began.elapsed(),
        }
    }
}

/// Ends the process where an input never ends.
fn watch() {
    let mut last = (0, Instant::now());
    loop {
        std::thread::sleep(Duration::from_millis(500));
        let running = RUNNING.load(Ordering::Relaxed);
        if running != last.0 || running == 0 {
            last = (running, Instant::now());
        } else if last.1.elapsed() > STUCK {
            println!("input {} does not end within {} s", running - 1, STUCK.as_secs());
            std::process::exit(1);
        }
    }
}

/// What is mutated: the kept inputs, those that once failed, and the seeds.
fn inputs(target: &str) -> Vec<Vec<u8>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files: Vec<_> = ["corpus", "crashes"]
        .iter()
        .flat_map(|kind| fs::read_dir(root.join("fuzz").join(kind).join(target)).unwrap())
        .map(|entry| entry.unwrap().path())
        .collect();
    files.sort();
    let seeds = bodies::seeds::all(root).into_iter().filter(|(of, ..)| *of == target).map(|(.., data)| data);
    files.iter().map(|file| fs::read(file).unwrap()).chain(seeds).filter(|data| !data.is_empty()).collect()
}

/// The words of the dictionary, without the escapes.
fn dictionary() -> Vec<Vec<u8>> {
    let text = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/dictionary.txt")).unwrap();
    let words: Vec<Vec<u8>> = text.lines().filter(|line| line.starts_with('"')).map(mutation::unescaped).collect();
    assert!(words.len() > 50);
    words
}
