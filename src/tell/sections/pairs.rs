//! The correlations of all pairs.

use crate::study::report::MatrixReport;
use crate::study::study::Study;
use crate::tell::basis::words;
use crate::tell::cell::Cell;
use crate::tell::document::{Block, Section, Table, number, text};
use crate::tell::figure::{Figure, Plot};
use crate::thresholds::RETURNS_OF_A_PAIR;

/// Series of a heat map that is still read as one; of more there are tables.
const LEGIBLE_SERIES: usize = 60;

/// Title and basis, which the page shows with a picture of its own.
pub(crate) fn head(study: &Study<'_>) -> Section {
    let basis = format!("{}, each pair on the days it shares; blank under {RETURNS_OF_A_PAIR} returns", words(study));
    Section::new("pairs", "All pairs", Vec::new()).on(basis)
}

/// Decimals of the table: one of many columns has no room for more, and CSV has them all.
fn decimals(series: usize) -> usize {
    const ROOMY: usize = 24;
    if series <= ROOMY { 4 } else { 2 }
}

/// The section of a report.
pub(super) fn reported(study: &Study<'_>, found: &MatrixReport) -> Section {
    let figure = (2..=LEGIBLE_SERIES).contains(&found.ids.len()).then(|| Figure {
        caption: "Correlations of all pairs.".to_owned(),
        legend: Vec::new(),
        plot: Plot::Pairs {
            ids: found.ids.clone(),
            r: found.r.iter().flatten().map(|r| r.unwrap_or(f64::NAN)).collect(),
        },
    });
    let blocks = figure.map(Block::from).into_iter().chain([table(study, found).into()]).collect();
    Section { blocks, ..head(study) }
}

/// The matrix holds everything twice: the other half has room for the counts.
pub(crate) fn table(study: &Study<'_>, found: &MatrixReport) -> Table {
    let caption = format!(
        "Below the diagonal the correlation of each pair on the days it shares ({}), none where it shares fewer than \
         {RETURNS_OF_A_PAIR} returns; above it their number.",
        words(study)
    );
    let columns = std::iter::once(text("Series")).chain(found.ids.iter().map(number));
    let rows = found.ids.iter().zip(found.r.iter().zip(&found.n)).enumerate().map(|(row, (id, (r, n)))| {
        let cell = |(column, (r, n)): (usize, (&Option<f64>, &u32))| match column.cmp(&row) {
            std::cmp::Ordering::Less => Cell::number(*r, decimals(found.ids.len())),
            std::cmp::Ordering::Equal => Cell::empty(),
            std::cmp::Ordering::Greater => Cell::Count(u64::from(*n)),
        };
        std::iter::once(Cell::text(id)).chain(r.iter().zip(n).enumerate().map(cell)).collect()
    });
    Table::new(caption, columns, rows)
}
