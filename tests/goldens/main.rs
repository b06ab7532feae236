//! Placeholder until the families are wired.
fn main() {}
