//! Any bytes as a cell with a number.

use sectorscope::import::DecimalMark::{Comma, Point};
use sectorscope::import::number::{MarkDecision, MarkEvidence, Number, read};

pub(super) fn run(data: &[u8]) {
    // Many cells to an input, so that one finds more.
    for cell in data.split(|byte| *byte == b'\n').take(64) {
        one(cell);
    }
    if let Some((bits, _)) = data.split_first_chunk() {
        any_value(f64::from_le_bytes(*bits));
    }
}

fn one(cell: &[u8]) {
    let (point, comma) = (read(Point, cell), read(Comma, cell));
    for number in [point, comma] {
        if let Number::Value(value) | Number::Percent(value) = number {
            assert!(value.is_finite(), "{value}");
        }
    }
    let text = String::from_utf8_lossy(cell);
    if let Some(expected) = plain_decimal(cell) {
        assert!(same(point, expected), "'{text}' is {expected:?} by the standard parser, read as {point:?}");
        let with_comma: Vec<u8> = cell.iter().map(|byte| if *byte == b'.' { b',' } else { *byte }).collect();
        let read = read(Comma, &with_comma);
        assert!(same(read, expected), "'{text}' with a comma is {expected:?}, read as {read:?}");
    }
    evidence(cell, point, comma);
}

/// The two must be one number, to the bit, or nothing both.
fn same(a: Number, b: Number) -> bool {
    match (a, b) {
        (Number::Value(a), Number::Value(b)) | (Number::Percent(a), Number::Percent(b)) => a.to_bits() == b.to_bits(),
        (a, b) => a == b,
    }
}

/// What the standard parser makes of digits with at most a sign, a point between digits and an exponent; `None` for any
/// other text.
fn plain_decimal(cell: &[u8]) -> Option<Number> {
    let text = std::str::from_utf8(cell).ok()?;
    let unsigned = text.strip_prefix(['-', '+']).unwrap_or(text);
    let (mantissa, exponent) = match unsigned.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, exponent.strip_prefix(['-', '+']).unwrap_or(exponent)),
        None => (unsigned, "0"),
    };
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, "0"));
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    // An exponent of more digits than any number needs may be refused.
    if !digits(whole) || !digits(fraction) || !digits(exponent) || exponent.len() > 4 {
        return None;
    }
    let value: f64 = text.parse().unwrap();
    Some(if value.is_finite() { Number::Value(value) } else { Number::Unreadable })
}

/// What a cell proves about the decimal mark is what reading it under both marks shows.
fn evidence(cell: &[u8], point: Number, comma: Number) {
    let mut evidence = MarkEvidence::default();
    evidence.weigh(cell);
    let reads = |number: Number| matches!(number, Number::Value(_) | Number::Percent(_));
    // A number past the largest is not a number, but shows its mark.
    let may_overflow = cell.len() > 300 || cell.iter().any(|byte| matches!(byte, b'e' | b'E'));
    let text = String::from_utf8_lossy(cell);
    let told = || format!("'{text}': {:?}, read as {point:?} or {comma:?}", evidence.decide());
    match evidence.decide() {
        MarkDecision::Decided(mark) => {
            let (this, other) = if mark == Point { (point, comma) } else { (comma, point) };
            assert!(reads(this) || may_overflow, "{}", told());
            assert!(!reads(other), "{}", told());
        }
        MarkDecision::Open { .. } => assert!(reads(point) && reads(comma) || may_overflow, "{}", told()),
        MarkDecision::Mixed { .. } => panic!("{}", told()),
        MarkDecision::None => {
            let marked = cell.iter().any(|byte| matches!(byte, b'.' | b','));
            assert!(same(point, comma), "{}", told());
            assert!(!marked || !reads(point), "{}", told());
        }
    }
}

/// Any value that is printed is read back to the bit, under both marks.
fn any_value(value: f64) {
    if !value.is_finite() {
        return;
    }
    for text in [format!("{value}"), format!("{value:e}"), format!("{value:?}")] {
        for (mark, text) in [(Point, text.clone()), (Comma, text.replace('.', ","))] {
            let back = read(mark, text.as_bytes());
            assert!(same(back, Number::Value(value)), "'{text}' under {mark:?} reads as {back:?}");
        }
    }
}
