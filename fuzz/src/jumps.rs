//! Prices that move a little from day to day and jump now and then: each byte is a day. The first two choose the days and the level.

use std::fmt::Write;

use sectorscope::date::Date;
use sectorscope::import::{ImportOptions, Mend};
use sectorscope::study::settings::Settings;
use sectorscope::workspace::{Answer, Prices, Question, Workspace};

use super::{facts, slices};

/// Factors of the days whose byte is one of the last of all.
const FACTORS: [f64; 16] =
    [2.0, 0.5, 1.5, 2.0 / 3.0, 3.0, 4.0, 0.1, 10.0, 100.0, 0.01, 1e3, 1e-3, 1e9, 1e-9, 1e300, 1e-300];
/// The name of the series.
const NAME: &str = "ABC";

pub(super) fn run(data: &[u8]) {
    let Some((&[days, level], moves)) = data.split_first_chunk() else { return };
    let mut price = f64::from(level) + 0.5;
    let mut text = String::from("Date,Close\n");
    let mut day = 19_000;
    for one in moves {
        day += 1;
        while days & 1 == 0 && Date::from_days(day).weekday() > 4 {
            day += 1;
        }
        price *= FACTORS.get(usize::from(255 - one)).copied().unwrap_or(1.0 + (f64::from(*one) - 120.0) / 5_000.0);
        if !(price.is_finite() && price > 0.0) {
            price = 1.0;
        }
        writeln!(text, "{},{price}", Date::from_days(day)).unwrap();
    }
    let options = ImportOptions { mends: vec![Mend::UseAsWritten], ..ImportOptions::default() };
    let mut files = slices::import(&format!("{NAME}.csv"), &options, text.as_bytes(), 0);
    let file = files.remove(0);
    facts::hold(&file);
    let Some(series) = file.series.first() else { return };
    let dates = series.prices.dates();
    assert!(series.jumps.is_sorted_by(|a, b| a.day < b.day), "days of jumps are out of order");
    for jump in &series.jumps {
        assert!(dates[1..].contains(&jump.day), "a jump on a day without a price, or on the first");
        assert!(jump.factor.is_finite() && jump.factor > 0.0 && jump.factor != 1.0);
    }
    let steps: Vec<String> = series
        .jumps
        .iter()
        .map(|jump| format!("{{\"from\": \"{}\", \"factor\": {:e}}}", jump.day, 1.0 / jump.factor))
        .collect();
    let count = dates.len();
    let settings = format!("{{\"series\": {{\"{NAME}\": {{\"steps\": [{}]}}}}}}", steps.join(", "));
    let settings = Settings::from_json(&settings).unwrap();
    let mut workspace = Workspace::new();
    workspace.add(file);
    let Ok(Answer::Files(report)) = workspace.ask(&settings, Question::Files) else {
        panic!("files are always answered")
    };
    assert!(report.found.series[0].jumps.is_empty(), "a jump that was mended is reported again");
    let id = report.found.series[0].id.clone();
    if let Ok(Answer::Prices(Prices { dates, prices })) = workspace.ask(&settings, Question::Prices { id }) {
        assert_eq!((dates.len(), prices.len()), (count, count));
        assert!(prices.iter().all(|price| price.is_finite() && *price > 0.0), "mending makes no prices");
    }
}
