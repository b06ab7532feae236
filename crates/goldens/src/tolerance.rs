//! How far a value may be from the expected one: what the case says of the field, else of all, else what the file says.

use serde_json::Value;

use crate::Stop;
use crate::inputs::number;

/// |got - expected| <= abs + rel |expected|.
#[derive(Clone, Copy)]
pub(crate) struct Tolerance {
    /// Share of the expected value.
    pub rel: f64,
    /// In units of the value.
    pub abs: f64,
}

impl Tolerance {
    /// Nothing but the expected value itself.
    pub(crate) const EXACT: Tolerance = Tolerance { rel: 0.0, abs: 0.0 };

    /// Reads `{"rel": .., "abs": ..}`, of which either may be left out; `None` for anything else.
    pub(crate) fn of(value: &Value) -> Option<Tolerance> {
        let part = |field: &str| value.get(field).map(|part| number(part).ok_or(()));
        match (part("rel"), part("abs")) {
            (None, None) | (Some(Err(())), _) | (_, Some(Err(()))) => None,
            (rel, abs) => Some(Tolerance {
                rel: rel.and_then(Result::ok).unwrap_or(0.0),
                abs: abs.and_then(Result::ok).unwrap_or(0.0),
            }),
        }
    }

    /// A purely absolute tolerance.
    pub(crate) fn absolute(abs: f64) -> Tolerance {
        Tolerance { rel: 0.0, abs }
    }

    /// Reads `<name>_rel` and `<name>_abs` beside each other; `None` where there is neither.
    pub(crate) fn beside(of: &Value, name: &str) -> Option<Tolerance> {
        let part = |kind: &str| number(&of[format!("{name}_{kind}").as_str()]);
        let (rel, abs) = (part("rel"), part("abs"));
        (rel.is_some() || abs.is_some()).then(|| Tolerance { rel: rel.unwrap_or(0.0), abs: abs.unwrap_or(0.0) })
    }

    /// The value is near enough.
    pub(crate) fn accepts(self, got: f64, expected: f64) -> bool {
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

/// Names under which a tolerance stands for several fields.
const GROUPS: [(&str, &[&str]); 4] = [
    ("r", &["r", "rho", "tau_b"]),
    ("t_and_p", &["t", "p_two_sided", "p_t_approx", "var_S", "z", "p_asymptotic", "p_exact"]),
    ("fisher", &["fisher_ci95", "fisher_z", "fisher_se"]),
    ("quantile", &["q025", "q975"]),
];

/// The tolerances of a case.
#[derive(Clone, Copy)]
pub(crate) struct Tolerances<'a> {
    case: &'a Value,
    default: Tolerance,
}

impl<'a> Tolerances<'a> {
    /// Reads the case's `tol`, in which every entry must be a tolerance.
    pub(crate) fn of(case: &'a Value, default: Tolerance) -> Result<Tolerances<'a>, Stop> {
        let tol = &case["tol"];
        let understood = match tol {
            Value::Null => true,
            Value::Object(entries) => entries.iter().all(|(name, entry)| is_tolerance(name, entry)),
            _ => false,
        };
        if understood { Ok(Tolerances { case, default }) } else { Err(format!("tol is not understood: {tol}").into()) }
    }

    /// How to compare the field at a path, `outer.inner`: by the innermost name that the case has a tolerance for.
    pub(crate) fn rule(&self, path: &str) -> Rule {
        let tol = &self.case["tol"];
        let names: Vec<&str> = path.split('.').map(plain).collect();
        for (depth, name) in names.iter().enumerate().rev() {
            let groups = GROUPS.iter().filter(|(_, members)| members.contains(name)).map(|(group, _)| *group);
            for key in std::iter::once(*name).chain(groups) {
                let inner = names.get(depth..).unwrap_or_default();
                if exempts(&tol[key]) || inner.iter().any(|field| exempts(&tol[key][*field])) {
                    return Rule::NotCompared;
                }
                if let Some(own) = Tolerance::of(&tol[key]).or_else(|| Tolerance::beside(tol, key)) {
                    return Rule::Within(own);
                }
            }
        }
        let of_all = Tolerance::of(tol).or_else(|| Tolerance::beside(self.case, "tol"));
        Rule::Within(of_all.unwrap_or(self.default))
    }
}

/// A name in a path, without the place in a list, and `x_str` as x, of which it is more digits.
fn plain(name: &str) -> &str {
    let name = name.split('[').next().unwrap_or(name);
    name.strip_suffix("_str").unwrap_or(name)
}

fn exempts(value: &Value) -> bool {
    value.as_str().is_some_and(|text| text.starts_with("not compared"))
}

/// A number with a name that says of what, such a pair for a field or a group, or the words that exempt it.
fn is_tolerance(name: &str, entry: &Value) -> bool {
    let says_of_what = ["rel", "abs"].iter().any(|of| name == *of || name.ends_with(&format!("_{of}")));
    match entry {
        Value::Object(entries) => entries.iter().all(|(name, entry)| is_tolerance(name, entry)),
        other => exempts(other) || (says_of_what && number(other).is_some()),
    }
}
