//! What the reader says about a file, as text.

use std::fmt::Write;

use sectorscope::import::{ImportedFile, ImportedSeries};

/// Everything the reader says about a file, for people.
pub(crate) fn told(file: &ImportedFile) -> String {
    let ledger = &file.ledger;
    let mut text = String::new();
    writeln!(text, "file      {}, {}, {:?}", file.name, file.layout, file.outcome).unwrap();
    writeln!(
        text,
        "records   {} = {} header + {} used + {} blank + {} duplicate + {} rejected",
        ledger.records,
        ledger.header,
        ledger.used,
        ledger.blank,
        ledger.duplicate,
        ledger.rejected_total()
    )
    .unwrap();
    for (code, count) in &ledger.rejected {
        writeln!(text, "rejected  {count} {code}").unwrap();
    }
    for series in &file.series {
        writeln!(text, "series    {}", one_line(series)).unwrap();
    }
    for stock in &file.constituents {
        writeln!(text, "stock     {} in {}, {:?}, {:?}", stock.symbol, stock.sector, stock.size, stock.weight).unwrap();
    }
    for diagnostic in &file.diagnostics {
        let severity = format!("{:?}", diagnostic.severity).to_lowercase();
        writeln!(text, "\n{severity} {}\n{}", diagnostic.code, diagnostic.message).unwrap();
    }
    text
}

/// A series by its ends.
pub(crate) fn one_line(series: &ImportedSeries) -> String {
    let (dates, prices) = (series.prices.dates(), series.prices.prices());
    let last = dates.len() - 1;
    format!(
        "{} from '{}': {} days, {} {} to {} {}",
        series.symbol,
        series.value_column,
        dates.len(),
        dates[0],
        prices[0],
        dates[last],
        prices[last]
    )
}
