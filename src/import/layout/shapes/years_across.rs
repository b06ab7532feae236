//! Tables with years, quarters or months across the top: they have no days, and say so.

use crate::import::cells::date_text;
use crate::import::cells::number::{self, DecimalMark, Number};
use crate::import::layout::profile::SampleRow;
use crate::import::layout::refusal::coarse_days;
use crate::import::layout::shapes::transposed::DEEPEST_HEADER;
use crate::import::layout::shapes::{Found, Look, Shape};

/// See the module.
pub(super) const SHAPE: Shape = Shape {
    name: "years across",
    what: "Years, quarters or months stand across the top: refused, as there are no days.",
    unasked: true,
    look: Look::AtRows(find),
};

/// Finds a row that names coarser dates across, years say, over rows of numbers.
fn find(sample: &[SampleRow], mark: DecimalMark) -> Found {
    let is_number =
        |row: &SampleRow, column: usize| matches!(number::read(mark, row.field(column).as_bytes()), Number::Value(_));
    sample.iter().take(DEEPEST_HEADER).enumerate().find_map(|(index, header)| {
        let coarse = |cell: &String| date_text::coarse(cell.as_bytes());
        // Prices may look like years. A row that holds a day, or other numbers beside them, heads nothing.
        let heads_nothing = |(column, cell): (usize, &String)| {
            header.date_at(column) || coarse(cell).is_none() && is_number(header, column)
        };
        if header.fields.iter().enumerate().any(heads_nothing) {
            return None;
        }
        let found: Vec<(usize, date_text::Coarse)> =
            header.fields.iter().enumerate().filter_map(|(column, cell)| Some((column, coarse(cell)?))).collect();
        let filled = header.fields.iter().filter(|cell| !cell.is_empty()).count();
        let (_, kind) = *found.first()?;
        let below = sample.get(index + 1..)?;
        let numbers = below.iter().any(|row| found.iter().all(|(column, _)| is_number(row, *column)));
        (found.len() >= 2 && found.len() * 2 >= filled && numbers).then(|| Err(coarse_days(header, kind)))
    })
}
