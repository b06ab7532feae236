//! How properties are tested: an input that once failed is kept beside the test that found it, as `*.regressions`, and tried first.

use proptest::test_runner::{Config, FileFailurePersistence};

/// As many cases as a property has by default.
pub fn kept_beside() -> Config {
    cases(Config::default().cases)
}

/// This many cases.
pub fn cases(cases: u32) -> Config {
    let beside = FileFailurePersistence::WithSource("regressions");
    Config { cases, failure_persistence: Some(Box::new(beside)), ..Config::default() }
}
