//! What must hold of every input, as plain functions of bytes. They run under libFuzzer, over the kept inputs in
//! `cargo test`, and for a while on mutations of these in `npm test`: see README.md.

#![allow(clippy::unwrap_used, clippy::panic, reason = "what does not hold is reported by a panic")]

mod container;
mod date;
mod encoding;
mod facts;
mod import;
mod jumps;
mod number;
pub(crate) mod seeds;
mod slices;
mod workbook;

/// A name, and what is run on every input of it.
pub(crate) type Target = (&'static str, fn(&[u8]));

/// All targets, by the names of their folders.
pub(crate) const TARGETS: [Target; 7] = [
    ("import", import::run),
    ("number", number::run),
    ("date", date::run),
    ("container", container::run),
    ("workbook", workbook::run),
    ("encoding", encoding::run),
    ("jumps", jumps::run),
];

/// Runs one target on one input.
#[allow(unreachable_pub, reason = "libFuzzer's programs use it; in the tests of the project this is a module")]
pub fn run(target: &str, data: &[u8]) {
    let (_, body) = TARGETS.iter().find(|(name, _)| *name == target).unwrap();
    body(data);
}
