//! What is true of every imported file.

use sectorscope::date::Date;
use sectorscope::import::{ImportedFile, Outcome, Question};
use sectorscope::series::PriceSeries;

/// Rows of a preview, at most.
const PREVIEW_ROWS: usize = 8;

/// Holds what is true of every imported file.
pub(super) fn hold(file: &ImportedFile) {
    assert!(file.ledger.balances(), "records are unaccounted for: {:?}", file.ledger);
    assert!(file.sha256.len() == 64 && file.sha256.bytes().all(|byte| byte.is_ascii_hexdigit()));
    for series in &file.series {
        let (dates, prices) = (series.prices.dates(), series.prices.prices());
        assert!(!series.prices.is_empty(), "{} has no price", series.symbol);
        assert!(PriceSeries::new(dates.to_vec(), prices.to_vec()).is_some(), "{} is out of order", series.symbol);
        // In a transposed table a record is an asset, with many days.
        let days = if file.layout == "transposed" { 1 } else { series.prices.len() as u64 };
        assert!(days <= file.ledger.used, "{} has more days than rows were used", series.symbol);
        dates.iter().for_each(|date| is_a_day(*date));
    }
    assert!(file.preview.len() <= PREVIEW_ROWS);
    for row in &file.preview {
        row.date.into_iter().for_each(is_a_day);
        assert!(row.prices.iter().flatten().all(|price| price.is_finite() && *price > 0.0));
    }
    assert!(file.preview.is_sorted_by_key(|row| row.line));
    let errors = file.diagnostics.iter().any(|diagnostic| !diagnostic.message.is_empty());
    let holds_files = matches!(file.layout, "zip" | "workbook");
    match file.outcome {
        // An archive's series are those of its files.
        Outcome::Prices if holds_files => assert!(file.ledger.used > 0),
        Outcome::Prices => assert!(!file.series.is_empty() && file.ledger.used > 0),
        Outcome::Sectors => assert!(file.series.is_empty() && file.ledger.used > 0),
        Outcome::Asks => assert!(file.series.is_empty() && (errors || holds_files)),
        Outcome::Refused => assert!(file.series.is_empty() && errors, "nothing is reported about why nothing was used"),
    }
    if let Some(open) = file.question.as_ref().and_then(Question::open_date) {
        assert_eq!(file.outcome, Outcome::Asks);
        let readings = [open.day_first, open.month_first, open.year_first].map(|day| day.inspect(|day| is_a_day(*day)));
        assert!(readings.iter().flatten().any(|day| Some(day) != readings.iter().flatten().next()), "{open:?}");
    }
}

/// A day of the years 1 to 9999, which prints as ISO and reads back.
pub(super) fn is_a_day(date: Date) {
    let (year, month, day) = date.ymd();
    assert_eq!(Date::from_ymd(year, month, day), Some(date));
    assert_eq!(Date::parse_iso(&date.to_string()), Some(date));
}

/// Everything known of some files, as text that two imports can be compared by.
pub(super) fn everything(files: &[ImportedFile]) -> String {
    format!("{files:?}")
}
