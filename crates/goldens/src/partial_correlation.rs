//! Partial correlations.

use sectorscope_stats::inference::partial::{PartialCorrelation, partial_correlation};
use serde_json::{Map, Value};

use crate::case::compare_expected;
use crate::compare::{Comparison, Got};
use crate::expression::evaluate;
use crate::fields::{confidences, has, only};
use crate::inputs::{Table, texts};
use crate::tables::{both, with_table};
use crate::tolerance::Tolerances;
use crate::{Context, Stop};

/// Expected instead of values where the controls depend on each other: the answer with fewer of them, or this reason.
const WITH_FEWER: &str = "r_equals_case_with_controls";
const OR_ERROR: &str = "or_error";

/// Compares one case.
pub(crate) fn compare(context: &Context<'_>, case: &Value, comparison: &mut Comparison) -> Result<(), Stop> {
    only(case, &["input", "x", "y", "x_values", "y_values", "controls", "control"])?;
    with_table(context, case, comparison, |table, comparison| {
        let found = partial(table, case, &controls(case)?);
        let Some(fewer) = case["expected"].get(WITH_FEWER) else {
            return compare_expected(context, case, comparison, "", fields(case, found));
        };
        let fewer = fewer.as_array().ok_or("no list of controls")?.iter().filter_map(Value::as_str).collect::<Vec<_>>();
        with_fewer(context, case, comparison, found, || partial(table, case, &fewer))
    })
}

/// Dependent controls are dropped, so that the answer is the one without them, or they are refused, where the case
/// allows it.
fn with_fewer(
    context: &Context<'_>,
    case: &Value,
    comparison: &mut Comparison,
    found: Result<PartialCorrelation, Stop>,
    fewer: impl FnOnce() -> Result<PartialCorrelation, Stop>,
) -> Result<(), Stop> {
    let tolerances = Tolerances::of(case, context.default_tolerance)?;
    let allowed = case["expected"].get(OR_ERROR);
    match (&found, allowed) {
        (Err(Stop::Undefined(reason)), Some(stated)) => {
            comparison.write_down("r", &Got::Undefined);
            comparison.reason(OR_ERROR, stated, &Got::NoValue(*reason));
        }
        (Ok(found), _) => {
            let fewer = fewer()?.r;
            comparison.write_down("r_fewer", &Got::Number(fewer));
            comparison.compare_by("r", &Value::from(fewer), &Got::Number(found.r), &|path| tolerances.rule(path));
        }
        _ => {}
    }
    let others: Map<String, Value> = case["expected"]
        .as_object()
        .into_iter()
        .flatten()
        .filter(|(name, _)| *name != WITH_FEWER && *name != OR_ERROR)
        .map(|(name, value)| (name.clone(), value.clone()))
        .collect();
    if others.is_empty() && (found.is_ok() || allowed.is_some()) {
        return Ok(());
    }
    let mut rest = case.clone();
    rest["expected"] = Value::Object(others);
    let got = fields(&rest, found);
    compare_expected(context, &rest, comparison, "", got)
}

/// The values of a partial correlation under the names that the case has for them.
pub(crate) fn fields(case: &Value, found: Result<PartialCorrelation, Stop>) -> Result<Got, Stop> {
    let found = found?;
    let mut fields = vec![
        ("r".to_owned(), Got::Number(found.r)),
        ("df".to_owned(), Got::count(found.df)),
        ("t".to_owned(), Got::Number(found.t)),
        ("p".to_owned(), Got::Number(found.p_two_sided)),
    ];
    for (name, confidence) in confidences(&case["expected"], "fisher_ci") {
        // The ends are as far from r, on Fisher's scale, as the quantiles of the normal distribution say.
        let [low, high] = interval(&found, confidence);
        fields.push((name, Got::cells(&[low, high])));
    }
    Ok(Got::Fields(fields))
}

fn interval(found: &PartialCorrelation, confidence: f64) -> [f64; 2] {
    use sectorscope_stats::inference::fisher::fisher_interval;
    if confidence == 0.95 {
        return [found.low, found.high];
    }
    // df - 1 = n - 3 - controls: the interval of a correlation of df + 2 rows.
    fisher_interval(found.r, found.df + 2, confidence).map_or([f64::NAN; 2], |i| [i.low, i.high])
}

/// The partial correlation of the case's x and y.
pub(crate) fn partial(table: &Table, case: &Value, controls: &[&str]) -> Result<PartialCorrelation, Stop> {
    let columns = controls.iter().map(|name| evaluate(table, name)).collect::<Result<Vec<_>, _>>()?;
    let columns: Vec<&[f64]> = columns.iter().map(Vec::as_slice).collect();
    let (x, y) = both(table, case)?;
    Ok(partial_correlation(&x, &y, &columns, 0.95)?)
}

/// The names of the controls: a list, one, or none.
pub(crate) fn controls(case: &Value) -> Result<Vec<&str>, Stop> {
    for field in ["controls", "control"] {
        match &case[field] {
            Value::Null => {}
            Value::String(one) => return Ok(vec![one]),
            _ => return Ok(texts(case, field)?),
        }
    }
    if has(case, "controls") { Err("controls are not understood".into()) } else { Ok(Vec::new()) }
}
