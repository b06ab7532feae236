//! Every input that is kept for fuzzing, and every one that once failed, in an ordinary test. See fuzz/README.md.

use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use crate::bodies;

/// Runs a target on every file of a folder, and says how many there were; the first failing one is named.
fn replay(target: &str, folder: &Path) -> usize {
    let mut files: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files.retain(|file| !file.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.')));
    for file in &files {
        let data = fs::read(file).unwrap();
        let run = catch_unwind(AssertUnwindSafe(|| bodies::run(target, &data)));
        assert!(run.is_ok(), "{target} fails on {}", file.display());
    }
    files.len()
}

fn all_of(target: &str) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let seeds: Vec<_> = bodies::seeds::all(root).into_iter().filter(|(of, ..)| *of == target).collect();
    for (_, name, data) in &seeds {
        if std::env::var_os("UPDATE_SEEDS").is_some() {
            fs::write(root.join("fuzz/corpus").join(target).join(name), data).unwrap();
        }
        let run = catch_unwind(AssertUnwindSafe(|| bodies::run(target, data)));
        assert!(run.is_ok(), "{target} fails on the seed {name}");
    }
    let kept = replay(target, &root.join("fuzz/corpus").join(target));
    assert!(kept >= seeds.len(), "UPDATE_SEEDS=1 cargo test --test it fuzz_replay writes the seeds that are missing");
    replay(target, &root.join("fuzz/crashes").join(target));
}

#[test]
fn import_holds() {
    all_of("import");
}

#[test]
fn number_holds() {
    all_of("number");
}

#[test]
fn date_holds() {
    all_of("date");
}

#[test]
fn container_holds() {
    all_of("container");
}

#[test]
fn workbook_holds() {
    all_of("workbook");
}

#[test]
fn encoding_holds() {
    all_of("encoding");
}

#[test]
fn jumps_holds() {
    all_of("jumps");
}

/// The names above are all there are.
#[test]
fn every_target_is_replayed() {
    let replayed = ["import", "number", "date", "container", "workbook", "encoding", "jumps"];
    assert_eq!(bodies::TARGETS.map(|(name, _)| name), replayed);
}
