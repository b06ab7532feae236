//! What a case leaves open.
//!
//! Some cases do not say in their fields which columns, which table or which of two definitions they are about. An id
//! is a label and is never read. Such a case is compared under every reading that its fields allow, and holds if its
//! values are those of one of them: with the digits that are expected, no two readings agree by accident. The reading
//! taken is written down beside the outcome, so that a change of it shows.

use serde_json::Value;

use crate::compare::Comparison;
use crate::{Context, Stop};

/// The readings of a case, each with its name in words.
pub(crate) type Readings<R> = Vec<(String, R)>;

/// Compares under each reading in turn until one agrees in everything. If none does, the differences are those of the
/// reading with the fewest. Where no value is expected, which tells no reading from another, all must agree.
pub(crate) fn first_that_agrees<R>(
    comparison: &mut Comparison,
    readings: Readings<R>,
    mut attempt: impl FnMut(&R, &mut Comparison) -> Result<(), Stop>,
) -> Result<(), Stop> {
    if let [(_, only)] = &readings[..] {
        return attempt(only, comparison);
    }
    let count = readings.len();
    let mut undefined = Vec::new();
    let mut nearest: Option<Comparison> = None;
    let mut failure = None;
    for (name, reading) in readings {
        let mut own = Comparison::default();
        if let Err(stop) = attempt(&reading, &mut own) {
            failure = failure.or(Some(stop));
            continue;
        }
        own.reading = Some(own.reading.map_or_else(|| name.clone(), |inner| format!("{name}, {inner}")));
        if own.passed() && own.told > 0 {
            comparison.adopt(own);
            return Ok(());
        }
        if own.passed() {
            undefined.push(own);
        } else if nearest.as_ref().is_none_or(|other| is_nearer(&own, other)) {
            nearest = Some(own);
        }
    }
    if undefined.len() == count
        && let Some(first) = undefined.into_iter().next()
    {
        comparison.adopt(first);
        return Ok(());
    }
    match (nearest, failure) {
        (Some(nearest), _) => {
            let name = nearest.reading.clone().unwrap_or_default();
            let line = format!("none of the {count} readings of what the case leaves open agrees; the nearest: {name}");
            comparison.differences.push(line);
            comparison.adopt(nearest);
            Ok(())
        }
        (None, Some(stop)) => Err(stop),
        (None, None) => Err("nothing fits what the case leaves open".into()),
    }
}

/// Fewer differences, or as many after more that agreed.
fn is_nearer(one: &Comparison, other: &Comparison) -> bool {
    let rank = |of: &Comparison| (of.differences.len(), usize::MAX - of.agreed);
    rank(one) < rank(other)
}

/// The cases of the file that say what the field is: the case itself if it does, else one for each value that the
/// others name.
pub(crate) fn stated<'a>(context: &'a Context<'_>, case: &'a Value, field: &str) -> Vec<&'a Value> {
    if !case[field].is_null() {
        return vec![case];
    }
    let mut others: Vec<&Value> = context.cases().iter().filter(|other| !other[field].is_null()).collect();
    others.sort_by_cached_key(|other| other[field].to_string());
    others.dedup_by(|a, b| a[field] == b[field]);
    others
}
