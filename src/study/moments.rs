//! The returns of every series by themselves: how much they vary, and their extremes, which betray faulty prices.

use serde::Serialize;

use super::roster::Member;
use super::study::Study;
use crate::date::Date;
use sectorscope_stats::correlation::autocorrelation::autocorrelation;
use sectorscope_stats::moments::{mean, standard_deviation};
use sectorscope_stats::pause::Pace;

/// Returns of one series between its own days, by the settings' period, kind and frequency.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Moments {
    /// Id of the series.
    pub id: String,
    /// Returns.
    pub n: usize,
    /// Their mean; none without returns.
    pub mean: Option<f64>,
    /// Their standard deviation; none with fewer than two.
    pub standard_deviation: Option<f64>,
    /// Their autocorrelation at lag 1; none where it has no value.
    pub autocorrelation: Option<f64>,
    /// Share of returns that are zero.
    pub zeros: Option<f64>,
    /// The lowest, with the day it ends on.
    pub lowest: Option<(Date, f64)>,
    /// The highest.
    pub highest: Option<(Date, f64)>,
}

/// Of every series that takes part, in the order of the files.
pub async fn moments(study: &Study<'_>) -> Vec<Moments> {
    let (mut found, mut pace) = (Vec::new(), Pace::default());
    for member in study.roster.shown() {
        let of = of(study, member);
        pace.after(2 * of.n).await;
        found.push(of);
    }
    found
}

fn of(study: &Study<'_>, member: &Member) -> Moments {
    let panel = study.panel(&[member]);
    let returns = panel.columns.first().map_or(&[][..], Vec::as_slice);
    let dated = || panel.dates.iter().copied().zip(returns.iter().copied());
    let zeros = returns.iter().filter(|value| **value == 0.0).count();
    Moments {
        id: member.id.clone(),
        n: returns.len(),
        mean: mean(returns).ok(),
        standard_deviation: standard_deviation(returns).ok(),
        autocorrelation: autocorrelation(returns, 1).ok(),
        zeros: (!returns.is_empty()).then(|| zeros as f64 / returns.len() as f64),
        lowest: dated().min_by(|a, b| a.1.total_cmp(&b.1)),
        highest: dated().max_by(|a, b| a.1.total_cmp(&b.1)),
    }
}

#[cfg(test)]
mod tests {
    use std::rc::Rc;

    use super::*;
    use crate::import::{ImportOptions, Importer};
    use crate::study::settings::Settings;
    use sectorscope_stats::pause::without_pauses;

    #[test]
    fn extremes_have_their_days() {
        let mut importer = Importer::new("XLK.csv".to_owned(), ImportOptions::default());
        importer.feed(b"Date,Close\n2024-01-02,100\n2024-01-03,110\n2024-01-04,110\n2024-01-05,99\n");
        let (files, settings) = (
            [Rc::new(importer.finish())],
            Settings { returns: crate::returns::ReturnKind::Simple, ..Settings::default() },
        );
        let found = without_pauses(moments(&Study::new(&files, &settings).unwrap()));
        let day = |text| Date::parse_iso(text).unwrap();
        assert_eq!((found.len(), found[0].n), (1, 3));
        let near = |found: Option<(Date, f64)>, day: Date, value: f64| {
            found.is_some_and(|(at, r)| at == day && (r - value).abs() < 1e-12)
        };
        assert!(near(found[0].lowest, day("2024-01-05"), -0.1) && near(found[0].highest, day("2024-01-03"), 0.1));
        assert!((found[0].mean.unwrap()).abs() < 1e-12 && (found[0].zeros.unwrap() - 1.0 / 3.0).abs() < 1e-12);
        assert!((found[0].standard_deviation.unwrap() - 0.1).abs() < 1e-12);
    }
}
