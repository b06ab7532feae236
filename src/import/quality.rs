//! What to be wary of in a series that was read without trouble.

use crate::diagnostic::{Diagnostic, Severity, counted, grouped};
use crate::series::PriceSeries;

/// Identical prices in a row from which a stretch counts as stale: a holiday week repeats four at most.
const STALE_RUN: usize = 5;

/// Warnings about a series: a price that never changes, or that stands still for five rows or more.
pub fn warnings(name: &str, series: &PriceSeries) -> Vec<Diagnostic> {
    let runs: Vec<(usize, usize)> = runs_of_equal(series.prices()).filter(|(_, length)| *length >= STALE_RUN).collect();
    let warning = |code, message| Diagnostic {
        severity: Severity::Warning,
        code,
        line: None,
        column: None,
        found: None,
        expected: None,
        message,
    };
    match runs.iter().max_by_key(|(start, length)| (*length, std::cmp::Reverse(*start))) {
        None => constant(series).then(|| warning("constant-series", constant_message(name))).into_iter().collect(),
        Some(_) if constant(series) => vec![warning("constant-series", constant_message(name))],
        Some((start, length)) => {
            let day = |row: usize| series.dates().get(row).map_or_else(String::new, ToString::to_string);
            let message = format!(
                "{name} stands still for {} or more in {}; the longest, {}, runs from {} to {}. Returns of zero pull \
                 correlations towards zero: check whether these prices were carried forward.",
                counted(STALE_RUN as u64, "row"),
                counted(runs.len() as u64, "place"),
                grouped(*length as u64),
                day(*start),
                day(start + length - 1)
            );
            vec![warning("stale-prices", message)]
        }
    }
}

fn constant_message(name: &str) -> String {
    format!("Every price of {name} is the same: a series that never changes has no correlation with anything.")
}

fn constant(series: &PriceSeries) -> bool {
    series.len() > 1 && series.prices().first().is_some_and(|first| series.prices().iter().all(|price| price == first))
}

/// Start and length of each stretch of equal values.
fn runs_of_equal(values: &[f64]) -> impl Iterator<Item = (usize, usize)> + '_ {
    values.chunk_by(|a, b| a == b).scan(0, |start, run| {
        let here = *start;
        *start += run.len();
        Some((here, run.len()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::date::Date;

    fn codes(prices: &[f64]) -> Vec<&'static str> {
        let dates = (0..prices.len() as i32).map(Date::from_days).collect();
        let series = PriceSeries::new(dates, prices.to_vec()).unwrap();
        warnings("X", &series).into_iter().map(|warning| warning.code).collect()
    }

    #[test]
    fn standing_still_is_told() {
        assert!(codes(&[1.0, 2.0, 2.0, 2.0, 2.0, 3.0]).is_empty());
        assert_eq!(codes(&[1.0, 2.0, 2.0, 2.0, 2.0, 2.0]), ["stale-prices"]);
        assert_eq!(codes(&[2.0; 3]), ["constant-series"]);
        assert_eq!(codes(&[2.0; 9]), ["constant-series"]);
        assert!(codes(&[2.0]).is_empty());
        assert!(codes(&[]).is_empty());
    }
}
