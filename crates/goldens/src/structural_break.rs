//! Breaks as R gives them: cumulated departures of a correlation, and changes of the mean of a product of two columns;
//! told apart by what is expected.

use std::rc::Rc;

use sectorscope_stats::breaks::segmentation::{Segmentation, segmentations};
use sectorscope_stats::breaks::sup_f::{mean_cusum, sup_f};
use serde_json::Value;

use crate::case::compare_expected;
use crate::compare::{Comparison, Got};
use crate::cusum_and_known_break::cusum;
use crate::dcc::scaled;
use crate::fields::{asks, has, only};
use crate::inputs::{Table, number};
use crate::readings::{Readings, first_that_agrees};
use crate::tables::{pairs, tables};
use crate::{Context, Stop};

const FIELDS: [&str; 9] = ["input", "x", "y", "pair", "columns", "bandwidth", "h", "trim", "breaks"];

/// The trimming of the package, where the case says nothing else.
const TRIM: f64 = 0.15;

/// Compares one case. Which columns it is about it may leave open.
pub(crate) fn compare(context: &Context<'_>, case: &Value, comparison: &mut Comparison) -> Result<(), Stop> {
    only(case, &FIELDS)?;
    let mut readings: Readings<(Rc<Table>, [String; 2])> = Vec::new();
    for (name, table) in tables(context, case)? {
        let table = Rc::new(table);
        for pair in in_order(case, pairs(&table, case)?) {
            readings.push((format!("{} and {} of {name}", pair[0], pair[1]), (table.clone(), pair)));
        }
    }
    let kinds: Readings<Kind> = kinds(case).into_iter().map(|kind| (format!("{kind:?}"), kind)).collect();
    first_that_agrees(comparison, readings, |(table, pair), comparison| {
        first_that_agrees(comparison, kinds.clone(), |kind, comparison| {
            compare_expected(context, case, comparison, "", of_pair(case, *kind, table, pair))
        })
    })
}

/// What a case asks for.
#[derive(Clone, Copy, Debug)]
enum Kind {
    /// Cumulated departures of the correlation.
    Correlation,
    /// One change of the mean of the product.
    SupF,
    /// Several changes of it.
    Divisions,
    /// Cumulated departures of it.
    Cusum,
}

/// The kinds that the expected fields are of.
fn kinds(case: &Value) -> Vec<Kind> {
    if has(case, "bandwidth") || asks(case, &["Q", "argmax_j", "lrv"]) {
        vec![Kind::Correlation]
    } else if asks(case, &["supF", "argmax"]) {
        vec![Kind::SupF]
    } else if asks(case, &["h", "RSS", "BIC", "breaks"]) {
        vec![Kind::Divisions]
    } else if asks(case, &["statistic"]) {
        vec![Kind::Cusum]
    } else {
        vec![Kind::Cusum, Kind::SupF]
    }
}

fn of_pair(case: &Value, kind: Kind, table: &Table, [x, y]: &[String; 2]) -> Result<Got, Stop> {
    if let Kind::Correlation = kind {
        return cusum(table, case, &table.column(x)?, &table.column(y)?);
    }
    let product: Vec<f64> = scaled(table, x)?.iter().zip(scaled(table, y)?).map(|(a, b)| a * b).collect();
    let expected = &case["expected"];
    let stated = ["h", "trim"].into_iter().find_map(|field| number(&case[field])).or_else(|| number(&expected["h"]));
    let share = stated.unwrap_or(TRIM);
    match kind {
        Kind::SupF => {
            let test = sup_f(&product, share)?;
            Ok(Got::fields([
                ("supF", Got::Number(test.statistic)),
                ("p", Got::Number(test.p)),
                ("argmax", Got::count(test.rows_before)),
            ]))
        }
        Kind::Divisions => {
            let listed = |field: &str| expected[field].as_array().map(Vec::len);
            let with_none = || listed("RSS").or_else(|| listed("BIC")).map(|divisions| divisions.saturating_sub(1));
            let most = listed("breaks").or_else(with_none).unwrap_or(0);
            let found = segmentations(&product, (share * product.len() as f64) as usize, most)?;
            Ok(of_divisions(share, &found, &expected["breaks"]))
        }
        Kind::Correlation | Kind::Cusum => {
            let test = mean_cusum(&product)?;
            Ok(Got::fields([("statistic", Got::Number(test.statistic)), ("p", Got::Number(test.p))]))
        }
    }
}

/// The pairs, those that the case's own words name as `z_<x>*z_<y>` first.
fn in_order(case: &Value, mut pairs: Vec<[String; 2]>) -> Vec<[String; 2]> {
    let words = case["note"].as_str().unwrap_or_default();
    let named = |[x, y]: &[String; 2]| words.contains(&format!("z_{x}*z_{y}"));
    pairs.sort_by_key(|pair| !named(pair));
    pairs
}

fn of_divisions(share: f64, found: &[Segmentation], expected: &Value) -> Got {
    let breaks = found.iter().skip(1).enumerate().map(|(at, division)| match division.breaks[..] {
        // R writes a list of one as its element.
        [place] if !expected[at].is_array() => Got::count(place),
        _ => Got::counts(&division.breaks),
    });
    Got::fields([
        ("h", Got::Number(share)),
        ("RSS", Got::cells(&found.iter().map(|division| division.residual_squares).collect::<Vec<_>>())),
        ("BIC", Got::cells(&found.iter().map(|division| division.bic).collect::<Vec<_>>())),
        ("breaks", Got::List(breaks.collect())),
    ])
}
