//! Event study: abnormal returns, the rank of a return, and falls that come together; told apart by what the case names
//! and expects.

use sectorscope_stats::inference::event_study::{abnormal_return, empirical_rank, joint_lower_tail};
use serde_json::Value;

use crate::case::compare_expected;
use crate::compare::{Comparison, Got};
use crate::fields::{asked, asks, has, only};
use crate::inputs::{Table, count, number, numbers, text};
use crate::readings::{first_that_agrees, stated};
use crate::tables::{pairs, tables};
use crate::{Context, Stop};

const FIELDS: [&str; 8] =
    ["input", "asset", "market", "event_row_0based", "estimation_rows", "horizon", "share", "quantile"];

/// Compares one case. What it does not name, the table or the estimation window, is as in another case of the file.
pub(crate) fn compare(context: &Context<'_>, case: &Value, comparison: &mut Comparison) -> Result<(), Stop> {
    only(case, &FIELDS)?;
    let windows = stated(context, case, "estimation_rows");
    let mut readings = Vec::new();
    for (name, table) in tables(context, case)? {
        let table = std::rc::Rc::new(table);
        for window in &windows {
            let [from, to] = numbers(window, "estimation_rows")?[..] else {
                return Err("estimation_rows are a first one and one after the last".into());
            };
            for columns in columns(context, case, &table)? {
                let label = format!("{} of {name}, estimated on {from} to {to}", columns.join(" and "));
                readings.push((label, (table.clone(), from as usize..to as usize, columns)));
            }
        }
    }
    if readings.is_empty() {
        return Err("no case of the file names estimation_rows".into());
    }
    first_that_agrees(comparison, readings, |(table, window, columns), comparison| {
        let got = match &columns[..] {
            [asset] => rank(case, table, window.clone(), asset),
            [asset, market] if has(case, "event_row_0based") => {
                market_model(case, table, window.clone(), [asset, market])
            }
            [x, y] => joint(case, table, window.clone(), [x, y]),
            _ => Err("the case names no asset".into()),
        };
        compare_expected(context, case, comparison, "", got)
    })
}

/// The asset, the asset and its market, or the two columns whose falls are counted.
fn columns(context: &Context<'_>, case: &Value, table: &Table) -> Result<Vec<Vec<String>>, Stop> {
    let own = |field| text(case, field).map(str::to_owned);
    if asks(case, &["empirical_p_lower", "z_raw"]) || (has(case, "asset") && !has(case, "market")) {
        return Ok(vec![vec![own("asset")?]]);
    }
    if has(case, "asset") {
        return Ok(vec![vec![own("asset")?, own("market")?]]);
    }
    let named: Vec<String> =
        asked(case).into_iter().filter_map(quantile_of).map(|(_, column)| column.to_owned()).collect();
    if named.len() == 2 {
        return Ok(vec![named]);
    }
    // Those of the other cases first.
    let others = context
        .cases()
        .iter()
        .filter_map(|case| Some(vec![case["asset"].as_str()?.to_owned(), case["market"].as_str()?.to_owned()]));
    let mut all: Vec<Vec<String>> = others.collect();
    all.sort();
    all.dedup();
    all.extend(pairs(table, case)?.into_iter().map(Vec::from));
    Ok(all)
}

/// The percentage and the column in `q<percentage>_<column>_type7`.
fn quantile_of(name: &str) -> Option<(f64, &str)> {
    let (percent, column) = name.strip_prefix('q')?.strip_suffix("_type7")?.split_once('_')?;
    Some((percent.parse().ok()?, column))
}

fn market_model(
    case: &Value,
    table: &Table,
    window: std::ops::Range<usize>,
    [asset, market]: [&String; 2],
) -> Result<Got, Stop> {
    let (asset, market) = (table.column(asset)?, table.column(market)?);
    let event = count(case, "event_row_0based")?;
    let event = event..event + if has(case, "horizon") { count(case, "horizon")? } else { 1 };
    let found = abnormal_return(
        rows(&asset, &window)?,
        rows(&market, &window)?,
        rows(&asset, &event)?,
        rows(&market, &event)?,
    )?;
    Ok(Got::fields([
        ("alpha", Got::Number(found.alpha)),
        ("beta", Got::Number(found.beta)),
        ("sigma2", Got::Number(found.variance)),
        ("AR", Got::cells(&found.abnormal)),
        ("CAR", Got::Number(found.cumulated)),
        ("se_CAR", Got::Number(found.se)),
        ("t", Got::Number(found.t)),
        ("df", Got::count(found.df)),
        ("p_two_sided", Got::Number(found.p_two_sided)),
    ]))
}

fn rank(case: &Value, table: &Table, window: std::ops::Range<usize>, asset: &str) -> Result<Got, Stop> {
    let asset = table.column(asset)?;
    let value = asset.get(count(case, "event_row_0based")?).ok_or("the event is beyond the last row")?;
    let found = empirical_rank(rows(&asset, &window)?, *value)?;
    Ok(Got::fields([("empirical_p_lower", Got::Number(found.p_lower)), ("z_raw", Got::Number(found.z))]))
}

/// The share that counts as a fall is the case's, or in the names of its quantiles, or a tenth.
fn joint(case: &Value, table: &Table, window: std::ops::Range<usize>, [x, y]: [&String; 2]) -> Result<Got, Stop> {
    let percent = asked(case).into_iter().find_map(quantile_of).map(|(percent, _)| percent);
    let own = ["share", "quantile"].into_iter().find_map(|field| number(&case[field]));
    let share = own.or_else(|| percent.map(|percent| percent / 100.0)).unwrap_or(0.1);
    let found = joint_lower_tail(rows(&table.column(x)?, &window)?, rows(&table.column(y)?, &window)?, share)?;
    let percent = percent.unwrap_or(100.0 * share);
    Ok(Got::Fields(vec![
        (format!("q{percent}_{x}_type7"), Got::Number(found.threshold_x)),
        (format!("q{percent}_{y}_type7"), Got::Number(found.threshold_y)),
        ("joint_freq".to_owned(), Got::Number(found.joint)),
        ("independence".to_owned(), Got::Number(found.independent)),
        ("conditional_prob".to_owned(), Got::Number(found.conditional)),
    ]))
}

fn rows<'a>(column: &'a [f64], rows: &std::ops::Range<usize>) -> Result<&'a [f64], Stop> {
    column.get(rows.clone()).ok_or_else(|| format!("there are only {} rows", column.len()).into())
}
