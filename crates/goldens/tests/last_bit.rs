//! What the values hold that the report does not: the last bit of a result that passes either way.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use goldens::{Files, Outcome, run};

/// Fisher's z of this r, expected to be that of 0.5.
fn fisher_z(r: &str) -> Outcome {
    let family = format!(
        r#"{{"method": "special_functions", "default_tol": {{"rel": 1e-12, "abs": 0}},
            "cases": [{{"fn": "atanh", "args": ["{r}"], "expected": 0.5493061443340549, "expected_str": "0.549306144334"}}]}}"#
    );
    run(&Files::from([("expected/00_special.json".to_owned(), family.into_bytes())]))
}

fn bits(outcome: &Outcome) -> u64 {
    u64::from_str_radix(outcome.values.lines().nth(1).unwrap().split(' ').nth(3).unwrap(), 16).unwrap()
}

#[test]
fn a_changed_bit_passes_but_shows() {
    let (half, above) = (fisher_z("0.5"), fisher_z("0.5000000000000001"));
    assert!(half.succeeded() && above.succeeded(), "{}{}", half.report, above.report);
    assert_eq!(half.report, above.report);
    assert!((1..=2).contains(&(bits(&above) - bits(&half))), "{}{}", half.values, above.values);
}

#[test]
fn a_zero_shows_its_sign() {
    assert_eq!((bits(&fisher_z("0")), bits(&fisher_z("-0.0"))), (0, 1 << 63));
}

#[test]
fn a_difference_is_told_and_nothing_is_no_success() {
    let other = fisher_z("0.6");
    assert!(!other.succeeded());
    assert!(other.report.contains("expected: got 0.69314718"), "{}", other.report);
    assert!(other.report.ends_with("\n0 passed, 1 failed, 0 skipped\n"), "{}", other.report);
    assert!(!run(&Files::new()).succeeded());
}
