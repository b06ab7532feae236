//! Comparing what the library returned with what was expected, field by field, and writing down what it returned.

use sectorscope_stats::Undefined;
use serde_json::{Map, Value};

pub(crate) use crate::got::Got;
use crate::inputs::number;
use crate::tolerance::{Rule, Tolerance};

/// Expected fields that no function of ours stands behind. Besides these, a field is left out only where the case's own
/// `tol` says "not compared" literally.
const INFORMATION_ONLY: [(&str, &str); 5] = [
    ("naive_numpy_corrcoef", "what another program prints, to show what careless sums do"),
    ("scipy_optimal_ordering_cost_not_optimal", "what another program gives, known not to be optimal"),
    ("note", "words"),
    ("notes", "words"),
    ("comment", "words"),
];

/// Expected fields that say why there is no value.
const REASONS: [&str; 5] = ["undefined", "reason", "why", "error", "or_error"];

/// The outcome of a case so far.
#[derive(Default)]
pub(crate) struct Comparison {
    /// Values found equal, and the lack of one where none is expected.
    pub agreed: usize,
    /// Of these the values: they tell one reading of a case from another.
    pub told: usize,
    /// One line for each that was not.
    pub differences: Vec<String>,
    /// What else a reader should know, one line each.
    pub notes: Vec<String>,
    /// One line for each value the library returned, compared or not.
    pub values: String,
    /// How the case was read where its fields leave that open.
    pub reading: Option<String>,
}

impl Comparison {
    /// Nothing differed, and something was compared.
    pub(crate) fn passed(&self) -> bool {
        self.differences.is_empty() && self.agreed > 0
    }

    /// Compares with the same tolerance throughout.
    pub(crate) fn compare(&mut self, path: &str, expected: &Value, got: &Got, tolerance: Tolerance) {
        self.compare_by(path, expected, got, &|_| Rule::Within(tolerance));
    }

    /// Compares with the rule for each field's path.
    pub(crate) fn compare_by(&mut self, path: &str, expected: &Value, got: &Got, rule: &dyn Fn(&str) -> Rule) {
        self.write_down(path, got);
        self.field(path, expected, got, rule);
    }

    /// Writes down what the library returned, without comparing it.
    ///
    /// A number is its bits in hexadecimal and the shortest decimals that read back as it. Any NaN is `NaN`: its sign and
    /// payload are left open by IEEE 754 and by WebAssembly.
    pub(crate) fn write_down(&mut self, path: &str, got: &Got) {
        let line = match got {
            Got::List(values) => {
                for (at, value) in values.iter().enumerate() {
                    self.write_down(&format!("{path}[{at}]"), value);
                }
                format!("{} values", values.len())
            }
            Got::Fields(fields) => {
                for (name, value) in fields {
                    self.write_down(&join(path, name), value);
                }
                return;
            }
            Got::Number(value) if !value.is_nan() => format!("{:016x} {value:?}", value.to_bits()),
            Got::NoValue(_) => describe(&Got::Undefined),
            _ => describe(got),
        };
        self.values.push_str(&format!("  {path} {line}\n"));
    }

    /// Takes over everything from the comparison of one reading of the case.
    pub(crate) fn adopt(&mut self, other: Comparison) {
        self.agreed += other.agreed;
        self.told += other.told;
        self.differences.extend(other.differences);
        self.notes.extend(other.notes);
        self.values.push_str(&other.values);
        self.reading = other.reading.or(self.reading.take());
    }

    /// Holds where a value is required to; says so otherwise.
    pub(crate) fn require(&mut self, holds: bool, otherwise: impl FnOnce() -> String) {
        if !holds {
            self.differences.push(otherwise());
        }
    }

    /// Compares the reason that was stated with the library's: by its code, where the text is one of the library's.
    pub(crate) fn reason(&mut self, path: &str, stated: &Value, got: &Got) {
        let text = match stated {
            Value::Null => return,
            Value::Bool(undefined) => {
                let agrees = *undefined == got.is_undefined();
                return self.record(agrees, || format!("{path}: got {}, expected {undefined}", describe(got)));
            }
            Value::String(text) => text,
            other => return self.differences.push(format!("{path}: a reason is a text, not {other}")),
        };
        match got.reason() {
            Some(reason) if is_code(text) => {
                self.record(reason.code() == text, || format!("{path}: got {}, expected {text}", reason.code()));
            }
            Some(_) => self.agreed += 1,
            None => self.record(got.is_undefined(), || format!("{path}: got a value, expected none: {text}")),
        }
    }

    fn fields(
        &mut self,
        path: &str,
        expected: &Map<String, Value>,
        ours: &[(String, Got)],
        rule: &dyn Fn(&str) -> Rule,
    ) {
        for (name, value) in expected {
            if INFORMATION_ONLY.iter().any(|(field, _)| field == name) {
                continue;
            }
            // `x_str` is x with more digits.
            let plain = name.strip_suffix("_str").unwrap_or(name);
            match ours.iter().find(|(field, _)| field == name || field == plain) {
                Some((_, got)) => self.field(&join(path, name), value, got, rule),
                None if REASONS.contains(&name.as_str()) => {
                    self.reason(&join(path, name), value, &undefined_part(expected, ours));
                }
                None => self.differences.push(format!("{}: we have no such value", join(path, name))),
            }
        }
    }

    fn field(&mut self, path: &str, expected: &Value, got: &Got, rule: &dyn Fn(&str) -> Rule) {
        match (expected, got) {
            (Value::Object(fields), Got::Fields(ours)) => self.fields(path, fields, ours, rule),
            // No value at all: every field expects none, or says why.
            (Value::Object(fields), Got::Undefined | Got::NoValue(_)) => {
                for (name, value) in fields.iter().filter(|(name, _)| INFORMATION_ONLY.iter().all(|(i, _)| i != name)) {
                    if REASONS.contains(&name.as_str()) {
                        self.reason(&join(path, name), value, got);
                    } else {
                        self.field(&join(path, name), value, got, rule);
                    }
                }
            }
            (Value::Array(values), Got::List(ours)) => {
                self.record(values.len() == ours.len(), || {
                    format!("{path}: got {} values, expected {}", ours.len(), values.len())
                });
                for (at, (value, got)) in values.iter().zip(ours).enumerate() {
                    self.field(&format!("{path}[{at}]"), value, got, rule);
                }
            }
            (Value::String(code), Got::Reason(Some(reason))) => {
                self.record(code == reason.code(), || format!("{path}: got {}, expected {code}", reason.code()));
            }
            (Value::Null, Got::Reason(None)) => self.agreed += 1,
            (Value::Null, Got::Reason(Some(_))) => self.differ(path, expected, got),
            _ if expects_none(expected) && got.is_undefined() => self.agreed += 1,
            (Value::String(text), Got::NoValue(_)) if is_code(text) => self.reason(path, expected, got),
            (Value::Bool(flag), Got::Flag(got)) => {
                self.told(flag == got, || format!("{path}: got {got}, expected {flag}"));
            }
            (Value::String(text), Got::Text(got)) => {
                self.told(text == got, || format!("{path}: got {got}, expected {text}"));
            }
            (Value::Number(_) | Value::String(_), Got::Number(got)) => self.number(path, expected, *got, rule),
            _ => self.differ(path, expected, got),
        }
    }

    fn number(&mut self, path: &str, expected: &Value, got: f64, rule: &dyn Fn(&str) -> Rule) {
        let Rule::Within(tolerance) = rule(path) else { return };
        match number(expected) {
            Some(expected) => self.told(tolerance.accepts(got, expected), || {
                format!(
                    "{path}: got {got:?}, expected {expected:?}, off by {:e}, tolerance rel {:e} abs {:e}",
                    got - expected,
                    tolerance.rel,
                    tolerance.abs
                )
            }),
            None => self.differences.push(format!("{path}: {expected} is not a number")),
        }
    }

    fn told(&mut self, agrees: bool, difference: impl FnOnce() -> String) {
        self.told += usize::from(agrees);
        self.record(agrees, difference);
    }

    fn record(&mut self, agrees: bool, difference: impl FnOnce() -> String) {
        if agrees {
            self.agreed += 1;
        } else {
            self.differences.push(difference());
        }
    }

    fn differ(&mut self, path: &str, expected: &Value, got: &Got) {
        self.differences.push(format!("{path}: got {}, expected {}", describe(got), shortened(expected)));
    }
}

/// No value is expected; a list of nothing else counts.
pub(crate) fn expects_none(expected: &Value) -> bool {
    match expected {
        Value::Null => true,
        Value::String(text) => ["NaN", "NA", "undefined"].contains(&text.as_str()),
        Value::Array(values) => !values.is_empty() && values.iter().all(expects_none),
        _ => false,
    }
}

/// What of ours stands beside the fields that expect no value, if it has a reason: it is the one that is stated. Else
/// all of ours, none of which may then have a value.
fn undefined_part(expected: &Map<String, Value>, ours: &[(String, Got)]) -> Got {
    let expects_none = |name: &String| expected.get(name).is_some_and(expects_none);
    let part = Got::Fields(ours.iter().filter(|(name, _)| expects_none(name)).cloned().collect());
    if part.reason().is_some() { part } else { Got::Fields(ours.to_vec()) }
}

fn is_code(text: &str) -> bool {
    const ALL: [Undefined; 7] = [
        Undefined::InsufficientN,
        Undefined::ZeroVariance,
        Undefined::Singular,
        Undefined::Perfect,
        Undefined::WindowTooLong,
        Undefined::NoOverlap,
        Undefined::NotPositiveDefinite,
    ];
    ALL.iter().any(|reason| reason.code() == text)
}

/// The path of a field in what has a path of its own, or none.
fn join(path: &str, name: &str) -> String {
    if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") }
}

fn shortened(value: &Value) -> String {
    let text = value.to_string();
    if text.chars().count() <= 60 { text } else { text.chars().take(60).chain("...".chars()).collect() }
}

fn describe(got: &Got) -> String {
    match got {
        Got::Number(value) => format!("{value:?}"),
        Got::Text(text) => text.clone(),
        Got::Flag(flag) => flag.to_string(),
        Got::Undefined => "undefined".to_owned(),
        Got::NoValue(reason) => format!("undefined ({})", reason.code()),
        Got::Reason(None) => "a value".to_owned(),
        Got::Reason(Some(reason)) => reason.code().to_owned(),
        Got::List(values) => format!("a list of {}", values.len()),
        Got::Fields(fields) => format!("{} fields", fields.len()),
    }
}
