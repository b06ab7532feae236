//! Which fields of a case are understood. One that is not fails the case: what it says may change what is asked.

use serde_json::Value;

use crate::Stop;

/// Fields that every case can have: what is expected and how closely, or words about it.
const OF_EVERY_CASE: [&str; 19] = [
    "id",
    "expected",
    "tol",
    "tol_rel",
    "tol_abs",
    "undefined",
    "reason",
    "why",
    "note",
    "notes",
    "comment",
    "description",
    "definition",
    "rule",
    "sample",
    "source",
    "reference",
    "name",
    "title",
];

/// Fails for a field that neither every case nor one of this kind has.
pub(crate) fn only(case: &Value, of_this_kind: &[&str]) -> Result<(), Stop> {
    let fields = case.as_object().ok_or("a case is an object with fields")?;
    let known = |name: &str| OF_EVERY_CASE.contains(&name) || of_this_kind.contains(&name);
    let unknown: Vec<&str> = fields.keys().map(String::as_str).filter(|name| !known(name)).collect();
    match unknown[..] {
        [] => Ok(()),
        [one] => Err(format!("the field {one} is not understood").into()),
        _ => Err(format!("the fields {} are not understood", unknown.join(", ")).into()),
    }
}

/// The case has the field, and it is not `null`.
pub(crate) fn has(case: &Value, field: &str) -> bool {
    !case[field].is_null()
}

/// The names of the expected fields; none where the case does not expect fields.
pub(crate) fn asked(case: &Value) -> Vec<&str> {
    case["expected"].as_object().map(|fields| fields.keys().map(String::as_str).collect()).unwrap_or_default()
}

/// One of these fields is expected.
pub(crate) fn asks(case: &Value, names: &[&str]) -> bool {
    asked(case).iter().any(|name| names.contains(name))
}

/// The percentages in the names of the expected fields that begin so, and 95: `ci90` and `ci95` for `ci`.
pub(crate) fn confidences(expected: &Value, prefix: &str) -> Vec<(String, f64)> {
    let names = expected.as_object().into_iter().flatten().map(|(name, _)| name.as_str());
    let percent =
        |name: &str| name.strip_prefix(prefix)?.parse::<u32>().ok().filter(|percent| (1..100).contains(percent));
    let mut all = vec![95];
    for percent in names.filter_map(percent) {
        if !all.contains(&percent) {
            all.push(percent);
        }
    }
    all.into_iter().map(|percent| (format!("{prefix}{percent}"), f64::from(percent) / 100.0)).collect()
}

/// A text that says one of several things: the first whose words are all in it.
pub(crate) fn meaning<T: Clone>(field: &str, text: &str, meanings: &[(&[&str], T)]) -> Result<T, Stop> {
    let text = text.to_lowercase();
    let says = |words: &[&str]| words.iter().all(|word| text.contains(word));
    let found = meanings.iter().find(|(words, _)| says(words)).map(|(_, meaning)| meaning.clone());
    found.ok_or_else(|| format!("{field} is not understood: {text}").into())
}
