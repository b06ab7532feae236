//! All integration tests in one binary, linked once. What needs a process of its own stands beside: `import_memory`, whose allocator
//! counts for a whole process, and `fuzz_smoke`, which is not a list of tests.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]
#![allow(clippy::print_stdout, reason = "a test that is skipped says so")]

/// What must hold of every input: the very bodies that are fuzzed.
#[path = "../../fuzz/src/lib.rs"]
mod bodies;
mod claims;
mod composites;
mod differential;
mod export;
mod fuzz_replay;
mod import;
mod jumps;
mod lateness;
mod plain_words;
mod questions;
mod real_data;
mod roster;
mod same_bytes;
mod sector_file;
mod study;
mod support;
mod tidy;
