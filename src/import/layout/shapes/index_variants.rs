//! Levels of one index with and without dividends, side by side.

use crate::diagnostic::Code;
use crate::import::layout::header::words_of;
use crate::import::layout::levels::are_levels;
use crate::import::layout::plan::DateColumns;
use crate::import::layout::price_columns::price_columns;
use crate::import::layout::refusal::which_column;
use crate::import::layout::sections::Sections;
use crate::import::layout::shapes::{Found, Look, Shape};

/// See the module.
pub(super) const SHAPE: Shape = Shape {
    name: "index variants",
    what: "Price, total and net return levels of one index side by side: asked about.",
    unasked: true,
    look: Look::AtTable(find),
};

/// Words that tell one variant from another.
const VARIANT: [&str; 14] = [
    "return", "returns", "tr", "ntr", "gtr", "pr", "price", "total", "net", "gross", "index", "level", "ret", "variant",
];
/// Words of which a variant has one.
const TELLING: [&str; 7] = ["return", "returns", "tr", "ntr", "gtr", "pr", "ret"];
fn find(table: &Sections<'_>, dates: DateColumns) -> Found {
    let (header, _) = table.header?;
    if price_columns(table, dates).is_some() {
        return None;
    }
    let stem = |column: usize| -> Option<String> {
        let words = words_of(header.field(column));
        let is_one = words.iter().any(|word| TELLING.contains(&word.as_str()));
        is_one.then(|| words.into_iter().filter(|word| !VARIANT.contains(&word.as_str())).collect())
    };
    let variants: Vec<(usize, String)> = (0..header.fields.len())
        .filter(|column| !dates.holds(*column) && are_levels(table.data, *column))
        .filter_map(|column| Some((column, stem(column)?)))
        .collect();
    let (_, first) = variants.first()?;
    let columns: Vec<usize> = variants.iter().filter(|(_, stem)| stem == first).map(|(column, _)| *column).collect();
    (columns.len() > 1 && columns.len() == variants.len()).then(|| {
        let expected = "one series of levels: with dividends it compares with adjusted prices of funds";
        Err(which_column(Code::IndexVariants, header, table.data.rows, &columns, expected))
    })
}
