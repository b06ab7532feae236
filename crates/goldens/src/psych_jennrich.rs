//! Jennrich's test of two correlation matrices as the R package psych has it.

use sectorscope_stats::Undefined;
use sectorscope_stats::complete::complete_rows;
use sectorscope_stats::correlation::coefficient::Method;
use sectorscope_stats::correlation::matrix::{CorrelationMatrix, Missing};
use sectorscope_stats::inference::jennrich::jennrich_test;
use sectorscope_stats::linalg::cholesky::Cholesky;
use sectorscope_stats::special::gamma::chi_squared_sf;
use serde_json::Value;

use crate::case::compare_expected;
use crate::compare::{Comparison, Got};
use crate::fields::{has, only};
use crate::inputs::{Table, count, texts};
use crate::psych::of_function;
use crate::tables::with_table;
use crate::{Context, Stop};

/// Compares one case: the rows up to one against those after it.
///
/// The package's statistic is not Jennrich's: it takes tr(ZZ')/2 - d'S^-1 d with S = R times R by elements, where
/// Jennrich 1970 has tr(ZZ)/2 and S = I + R times R^-1. With two columns and equal samples his is c (r1 - r2)^2/(1 -
/// r^2)^2, the square of a standard normal quantity; the package's is that times 1 + r^2 - 2r^2/(1 + r^2), which is
/// not. The library has Jennrich's. So the reference is compared with the package's formula, carried out here on the
/// library's matrices, factors and tails.
pub(crate) fn compare(context: &Context<'_>, case: &Value, comparison: &mut Comparison) -> Result<(), Stop> {
    of_function(case, "cortest.jennrich")?;
    only(case, &["input", "call", "columns", "split_after_row"])?;
    with_table(context, case, comparison, |table, comparison| {
        let got = jennrich(case, table, &mut comparison.notes);
        compare_expected(context, case, comparison, "", got)
    })
}

fn jennrich(case: &Value, table: &Table, notes: &mut Vec<String>) -> Result<Got, Stop> {
    let names: Vec<&str> = if has(case, "columns") {
        texts(case, "columns")?
    } else {
        table.numeric_names().into_iter().map(String::as_str).collect()
    };
    let columns = names.iter().map(|name| table.column(name)).collect::<Result<Vec<_>, _>>()?;
    let columns = complete_rows(&columns.iter().map(Vec::as_slice).collect::<Vec<_>>());
    let (split, k) = (count(case, "split_after_row")?, columns.len());
    let rows = columns.first().map_or(0, Vec::len);
    if split > rows {
        return Err(format!("there are only {rows} rows").into());
    }
    let matrix = |from: usize, to: usize| {
        let part: Vec<&[f64]> = columns.iter().map(|column| &column[from..to]).collect();
        CorrelationMatrix::new(Method::Pearson, &part, Missing::Listwise, 2).r
    };
    let (before, after) = (matrix(0, split), matrix(split, rows));
    let chi_squared = package_statistic(&before, split as f64, &after, (rows - split) as f64, k)?;
    let ours = jennrich_test(&before, split, &after, rows - split, k)?;
    notes.push(format!(
        "Jennrich's test: the package's formula gives {chi_squared}, his own, which the library has, {}",
        ours.chi_squared
    ));
    Ok(Got::fields([
        ("chi2", Got::Number(chi_squared)),
        ("p", Got::Number(chi_squared_sf(chi_squared, ours.df))),
        ("df", Got::Number(ours.df)),
    ]))
}

fn package_statistic(r1: &[f64], n1: f64, r2: &[f64], n2: f64, k: usize) -> Result<f64, Undefined> {
    let mean: Vec<f64> = r1.iter().zip(r2).map(|(a, b)| (n1 * a + n2 * b) / (n1 + n2)).collect();
    let inverse = Cholesky::new(&mean, k)?.inverse();
    let c = n1 * n2 / (n1 + n2);
    let z: Vec<f64> = (0..k * k)
        .map(|at| (0..k).map(|m| inverse[at / k * k + m] * (r1[m * k + at % k] - r2[m * k + at % k])).sum::<f64>())
        .collect();
    let squares: Vec<f64> = mean.iter().map(|r| r * r).collect();
    let diagonal: Vec<f64> = (0..k).map(|i| z[i * k + i]).collect();
    Ok(c * (0.5 * z.iter().map(|z| z * z).sum::<f64>() - Cholesky::new(&squares, k)?.inverse_form(&diagonal)))
}
