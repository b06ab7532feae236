//! Filters of correlations: which columns, what is done to them before, and how the filter begins.

use sectorscope_stats::moments::{mean, standard_deviation};
use sectorscope_stats::volatility::dcc::{DccFilter, DccStart, dcc_filter, mean_product};
use sectorscope_stats::volatility::garch::garch_filter;
use serde_json::Value;

use crate::case::compare_expected;
use crate::compare::{Comparison, Got};
use crate::expression::{centred_column, evaluate};
use crate::fields::{asked, has, only};
use crate::garch_dcc::{ends, parameters};
use crate::inputs::{Table, number, text};
use crate::readings::{Readings, first_that_agrees};
use crate::tables::tables;
use crate::{Context, Stop};

/// How the filter begins, and whether the mean matrix divides by n - 1.
type Beginning = (DccStart, bool);

/// The columns that are filtered.
type Columns = Vec<Vec<f64>>;

/// Both beginnings, with what each is called.
const BEGINNINGS: [(&str, Beginning); 2] =
    [("begins with the mean", (DccStart::Mean, false)), ("begins after a quiet day", (DccStart::QuietDay, true))];

/// Compares one case.
pub(crate) fn compare(context: &Context<'_>, case: &Value, comparison: &mut Comparison) -> Result<(), Stop> {
    only(case, &["input", "z", "a", "b", "init"])?;
    let words = text(case, "z")?;
    let names = names(words)?;
    let filtered = words.starts_with("standardised residuals");
    if !filtered && !words.starts_with("scale()") {
        return Err(format!("z is not understood: {words}").into());
    }
    let beginnings = beginnings(case)?;
    let mut readings = Vec::new();
    for (name, table) in tables(context, case)? {
        if !names.iter().all(|column| table.has(column)) {
            continue;
        }
        let ways = if filtered {
            all_residuals(context, &table, &names)?
        } else {
            vec![names.iter().map(|name| scaled(&table, name)).collect()]
        };
        for columns in ways {
            for (word, beginning) in &beginnings {
                readings.push((format!("{word} in {name}"), (columns.clone(), *beginning)));
            }
        }
    }
    first_that_agrees(comparison, readings, |(columns, beginning), comparison| {
        let got = columns.as_ref().map_err(Stop::clone).and_then(|columns| {
            let found = filter(case, columns, *beginning)?;
            if filtered { Ok(of_filtered(case, &names, &found)) } else { Ok(of_scaled(case, &found)) }
        });
        compare_expected(context, case, comparison, "", got)
    })
}

/// The columns, with commas between them, at the end of the words or before a remark.
fn names(words: &str) -> Result<Vec<&str>, Stop> {
    let after = words.rsplit_once("order ").or_else(|| words.split_once(" of ")).map(|(_, after)| after.trim());
    let list = after.and_then(|after| after.split(' ').next()).filter(|list| list.contains(','));
    Ok(list.ok_or("z names no columns")?.split(',').collect())
}

fn beginnings(case: &Value) -> Result<Readings<Beginning>, Stop> {
    let named = |(words, beginning): &(&str, Beginning)| ((*words).to_owned(), *beginning);
    if !has(case, "init") {
        return Ok(BEGINNINGS.iter().map(named).collect());
    }
    let words = text(case, "init")?.replace(' ', "");
    let start = if words.contains("Q_0=") {
        DccStart::QuietDay
    } else if words.contains("Q_1=Qbar") {
        DccStart::Mean
    } else {
        return Err(format!("init is not understood: {words}").into());
    };
    Ok(vec![("as it says".to_owned(), (start, words.contains("(n-1)")))])
}

/// Residuals of the filters of the columns, with the parameters of the cases of the file that filter them: in every
/// way, where several filter the same column.
fn all_residuals(context: &Context<'_>, table: &Table, names: &[&str]) -> Result<Vec<Result<Columns, Stop>>, Stop> {
    let mut ways = vec![Ok(Vec::new())];
    for name in names {
        let filters = |case: &&Value| {
            has(case, "omega_alpha_beta") && case["series"].as_str().and_then(centred_column) == Some(name)
        };
        let mut cases: Vec<&Value> = context.cases().iter().filter(filters).collect();
        cases.sort_by_cached_key(|case| case["omega_alpha_beta"].to_string());
        cases.dedup_by(|a, b| a["omega_alpha_beta"] == b["omega_alpha_beta"]);
        if cases.is_empty() {
            return Err(format!("no case of the file filters {name}").into());
        }
        let own: Vec<Result<Vec<f64>, Stop>> = cases.into_iter().map(|case| residuals(table, case)).collect();
        let extended = |way: &Result<Columns, Stop>| {
            let with = |own: &Result<Vec<f64>, Stop>| {
                let mut way = way.clone()?;
                way.push(own.clone()?);
                Ok(way)
            };
            own.iter().map(with).collect::<Vec<_>>()
        };
        ways = ways.iter().flat_map(extended).collect();
    }
    Ok(ways)
}

fn residuals(table: &Table, case: &Value) -> Result<Vec<f64>, Stop> {
    let returns = evaluate(table, text(case, "series")?)?;
    Ok(garch_filter(&returns, parameters(case)?)?.standardised(&returns))
}

/// A column less its mean, divided by its standard deviation.
pub(crate) fn scaled(table: &Table, name: &str) -> Result<Vec<f64>, Stop> {
    let column = table.column(name)?;
    let (mean, sd) = (mean(&column)?, standard_deviation(&column)?);
    Ok(column.iter().map(|value| (value - mean) / sd).collect())
}

fn filter(case: &Value, columns: &[Vec<f64>], (start, less_one): Beginning) -> Result<DccFilter, Stop> {
    let parameter = |name: &str| number(&case[name]).ok_or_else(|| Stop::Failed(format!("no {name}")));
    let columns: Vec<&[f64]> = columns.iter().map(Vec::as_slice).collect();
    let rows = columns.first().map_or(0, |column| column.len()) as f64;
    let mut mean = mean_product(&columns)?;
    if less_one {
        mean.iter_mut().for_each(|m| *m = *m * rows / (rows - 1.0));
    }
    Ok(dcc_filter(&columns, &mean, parameter("a")?, parameter("b")?, start)?)
}

/// The correlations of all pairs over the rows.
fn pairs(found: &DccFilter) -> Vec<Vec<f64>> {
    (0..found.k).flat_map(|i| (i + 1..found.k).map(move |j| (i, j))).map(|(i, j)| found.pair(i, j)).collect()
}

fn last_of(pairs: &[Vec<f64>]) -> Got {
    Got::cells(&pairs.iter().map(|pair| pair.last().copied().unwrap_or(f64::NAN)).collect::<Vec<_>>())
}

/// The first pair of columns is always there, `rho_<x>_<y>`; others where they are expected.
fn of_filtered(case: &Value, names: &[&str], found: &DccFilter) -> Got {
    let pairs = pairs(found);
    let means: Vec<f64> = pairs.iter().map(|pair| mean(pair).unwrap_or(f64::NAN)).collect();
    let mut fields = vec![("corr_loglik".to_owned(), Got::Number(found.correlation_log_likelihood()))];
    for (i, x) in names.iter().enumerate() {
        for (j, y) in names.iter().enumerate() {
            let name = format!("rho_{x}_{y}");
            if i != j && ((i, j) == (0, 1) || asked(case).contains(&name.as_str())) {
                fields.push((name, Got::cells(&found.pair(i, j))));
            }
        }
    }
    fields.push(("rho_last".to_owned(), last_of(&pairs)));
    fields.push(("rho_mean".to_owned(), Got::cells(&means)));
    Got::Fields(fields)
}

/// The first pair of columns is always there, `rho12`; others where they are expected.
fn of_scaled(case: &Value, found: &DccFilter) -> Got {
    let mut fields = Vec::new();
    for i in 0..found.k.min(9) {
        for j in i + 1..found.k.min(9) {
            let prefix = format!("rho{}{}", i + 1, j + 1);
            if (i, j) == (0, 1) || asked(case).iter().any(|name| name.starts_with(&prefix)) {
                fields.extend(ends(case, &prefix, &found.pair(i, j)));
            }
        }
    }
    fields.push(("rho_last".to_owned(), last_of(&pairs(found))));
    fields.push(("neg_loglik_part".to_owned(), Got::Number(-found.log_likelihood)));
    Got::Fields(fields)
}
