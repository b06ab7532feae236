//! Comparing what the library returned with what was expected, field by field, and writing down what it returned.

use serde_json::Value;

use sectorscope_stats::Undefined;

use crate::inputs::number;

/// Expected fields that no function of ours stands behind. Besides these, a field is left out only where the case's own
/// `tol` says "not compared" in so many words.
const INFORMATION_ONLY: [(&str, &str); 2] = [
    ("naive_numpy_corrcoef", "what another program prints, to show what careless sums do"),
    ("scipy_optimal_ordering_cost_not_optimal", "what another program gives, known not to be optimal"),
];

/// |got - expected| <= abs + rel |expected|.
#[derive(Clone, Copy)]
pub(crate) struct Tolerance {
    rel: f64,
    abs: f64,
}

impl Tolerance {
    /// Reads `{"rel": .., "abs": ..}`; `None` for anything else.
    pub(crate) fn of(value: &Value) -> Option<Tolerance> {
        Some(Tolerance { rel: number(&value["rel"])?, abs: number(&value["abs"])? })
    }

    /// A purely relative tolerance.
    pub(crate) fn relative(rel: f64) -> Tolerance {
        Tolerance { rel, abs: 0.0 }
    }

    /// A purely absolute tolerance.
    pub(crate) fn absolute(abs: f64) -> Tolerance {
        Tolerance { rel: 0.0, abs }
    }

    fn accepts(self, got: f64, expected: f64) -> bool {
        got == expected || (expected.is_finite() && (got - expected).abs() <= self.abs + self.rel * expected.abs())
    }
}

/// How to compare a field.
pub(crate) enum Rule {
    /// Within a tolerance.
    Within(Tolerance),
    /// Not at all: the case's `tol` says so.
    NotCompared,
}

/// What the library returned.
pub(crate) enum Got {
    /// A number.
    Number(f64),
    /// No value: `null` is expected.
    Undefined,
    /// Yes or no.
    Flag(bool),
    /// Whether there is a value: the code is expected, or `null` if there is one.
    Reason(Option<Undefined>),
    /// A text, compared as it is.
    Text(String),
    /// Several values.
    List(Vec<Got>),
    /// Values by field name.
    Fields(Vec<(String, Got)>),
}

impl Got {
    /// Values by field name.
    pub(crate) fn fields<const N: usize>(fields: [(&str, Got); N]) -> Got {
        Got::Fields(fields.into_iter().map(|(name, got)| (name.to_owned(), got)).collect())
    }

    /// A result with a value or a reason.
    pub(crate) fn result<T>(result: Result<T, Undefined>, value: impl FnOnce(T) -> f64) -> Got {
        result.map_or(Got::Undefined, |v| Got::Number(value(v)))
    }

    /// A value in a table, where NaN is how the library says undefined.
    pub(crate) fn cell(value: f64) -> Got {
        if value.is_nan() { Got::Undefined } else { Got::Number(value) }
    }

    /// A table row by row.
    pub(crate) fn rows(values: &[f64], columns: usize) -> Got {
        Got::List(values.chunks(columns.max(1)).map(Got::cells).collect())
    }

    /// A list of values, NaN undefined.
    pub(crate) fn cells(values: &[f64]) -> Got {
        Got::List(values.iter().map(|&value| Got::cell(value)).collect())
    }
}

/// The outcome of a case so far.
#[derive(Default)]
pub(crate) struct Comparison {
    /// Values found equal.
    pub agreed: usize,
    /// One line for each that was not.
    pub differences: Vec<String>,
    /// What else a reader should know, one line each.
    pub notes: Vec<String>,
    /// One line for each value the library returned, compared or not.
    pub values: String,
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

    /// Compares with the rule for each field's name.
    pub(crate) fn compare_by(&mut self, path: &str, expected: &Value, got: &Got, rule: &dyn Fn(&str) -> Rule) {
        self.write_down(path, got);
        self.fields(path, expected, got, rule);
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
            _ => describe(got),
        };
        self.values.push_str(&format!("  {path} {line}\n"));
    }

    fn fields(&mut self, path: &str, expected: &Value, got: &Got, rule: &dyn Fn(&str) -> Rule) {
        match (expected, got) {
            (Value::Object(fields), Got::Fields(ours)) => {
                for (name, value) in fields {
                    if INFORMATION_ONLY.iter().any(|(field, _)| field == name) {
                        continue;
                    }
                    // `x_str` is x with more digits.
                    let plain = name.strip_suffix("_str").unwrap_or(name);
                    match ours.iter().find(|(field, _)| field == name || field == plain) {
                        Some((field, got)) => {
                            self.field(&join(path, name), field, value, got, rule);
                        }
                        None => self.differences.push(format!("{path}.{name}: we have no such value")),
                    }
                }
            }
            _ => self.field(path, path, expected, got, rule),
        }
    }

    fn field(&mut self, path: &str, name: &str, expected: &Value, got: &Got, rule: &dyn Fn(&str) -> Rule) {
        match (expected, got) {
            (Value::Object(_), Got::Fields(_)) => self.fields(path, expected, got, rule),
            (Value::Array(values), Got::List(ours)) => {
                self.record(values.len() == ours.len(), || {
                    format!("{path}: got {} values, expected {}", ours.len(), values.len())
                });
                for (at, (value, got)) in values.iter().zip(ours).enumerate() {
                    self.field(&format!("{path}[{at}]"), name, value, got, rule);
                }
            }
            (Value::Null, Got::Undefined | Got::Reason(None)) => self.agreed += 1,
            (Value::String(code), Got::Reason(Some(reason))) => {
                self.record(code == reason.code(), || format!("{path}: got {}, expected {code}", reason.code()));
            }
            (Value::Bool(flag), Got::Flag(got)) => {
                self.record(flag == got, || format!("{path}: got {got}, expected {flag}"));
            }
            (Value::String(text), Got::Text(got)) => {
                self.record(text == got, || format!("{path}: got {got}, expected {text}"));
            }
            (Value::Number(_) | Value::String(_), Got::Number(got)) => {
                let Rule::Within(tolerance) = rule(name) else { return };
                match number(expected) {
                    Some(expected) => self.record(tolerance.accepts(*got, expected), || {
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
            _ => self.differences.push(format!("{path}: got {}, expected {expected}", describe(got))),
        }
    }

    fn record(&mut self, agrees: bool, difference: impl FnOnce() -> String) {
        if agrees {
            self.agreed += 1;
        } else {
            self.differences.push(difference());
        }
    }
}

/// The path of a field in what has a path of its own, or none.
fn join(path: &str, name: &str) -> String {
    if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") }
}

fn describe(got: &Got) -> String {
    match got {
        Got::Number(value) => format!("{value:?}"),
        Got::Text(text) => text.clone(),
        Got::Flag(flag) => flag.to_string(),
        Got::Undefined => "undefined".to_owned(),
        Got::Reason(None) => "a value".to_owned(),
        Got::Reason(Some(reason)) => reason.code().to_owned(),
        Got::List(values) => format!("a list of {}", values.len()),
        Got::Fields(fields) => format!("{} fields", fields.len()),
    }
}
