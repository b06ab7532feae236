//! Breaks as R gives them: cumulated departures of a correlation, and changes of the mean of a product.

use sectorscope_stats::breaks::segmentation::segmentations;
use sectorscope_stats::breaks::sup_f::{mean_cusum, sup_f};
use sectorscope_stats::moments::{mean, standard_deviation};
use serde_json::Value;

use crate::compare::{Comparison, Got};
use crate::cusum_and_known_break::cusum;
use crate::inputs::{Table, number, text};
use crate::{Context, Stop};

/// The trimming of the package, which only one of the cases names.
const TRIM: f64 = 0.15;

/// Compares one case.
pub(crate) fn compare(context: &Context<'_>, case: &Value, comparison: &mut Comparison) -> Result<(), Stop> {
    let table = Table::read(context.files, "panel_returns.csv")?;
    let fail = |reason: sectorscope_stats::Undefined| Stop::Failed(reason.to_string());
    let id = text(case, "id")?;
    let got = match id {
        _ if id.starts_with("wied_") => cusum(&table, case)?,
        "ols_cusum_product" => {
            let test = mean_cusum(&product(&table)?).map_err(fail)?;
            Got::fields([("statistic", Got::Number(test.statistic)), ("p", Got::Number(test.p))])
        }
        "sup_F_product_mean" => {
            let test = sup_f(&product(&table)?, TRIM).map_err(fail)?;
            Got::fields([
                ("supF", Got::Number(test.statistic)),
                ("p", Got::Number(test.p)),
                ("argmax", Got::Number(test.rows_before as f64)),
            ])
        }
        "bai_perron_product_mean" => {
            let x = product(&table)?;
            let share = number(&case["expected"]["h"]).unwrap_or(TRIM);
            let most = case["expected"]["breaks"].as_array().map_or(0, Vec::len);
            let found = segmentations(&x, (share * x.len() as f64) as usize, most).map_err(fail)?;
            let breaks = found.iter().skip(1).map(|division| {
                let places: Vec<f64> = division.breaks.iter().map(|&place| place as f64).collect();
                // The file writes a list of one as its element.
                if let [place] = places[..] { Got::Number(place) } else { Got::cells(&places) }
            });
            Got::fields([
                ("h", Got::Number(share)),
                ("RSS", Got::cells(&found.iter().map(|division| division.residual_squares).collect::<Vec<_>>())),
                ("BIC", Got::cells(&found.iter().map(|division| division.bic).collect::<Vec<_>>())),
                ("breaks", Got::List(breaks.collect())),
            ])
        }
        _ => return Err(Stop::Failed(format!("{id} is not understood"))),
    };
    comparison.compare("", &case["expected"], &got, context.default_tolerance);
    Ok(())
}

/// Products of the two standardised columns, as a note of the file says.
fn product(table: &Table) -> Result<Vec<f64>, String> {
    let standardised = |name: &str| -> Result<Vec<f64>, String> {
        let column = table.column(name)?;
        let (Ok(mean), Ok(sd)) = (mean(&column), standard_deviation(&column)) else { return Err(name.to_owned()) };
        Ok(column.iter().map(|value| (value - mean) / sd).collect())
    };
    Ok(standardised("BTC")?.iter().zip(standardised("SMALLTECH")?).map(|(a, b)| a * b).collect())
}
