//! The returns of every series by themselves.

use crate::date::Date;
use crate::number::{NONE, change};
use crate::study::moments::Moments;
use crate::study::study::Study;
use crate::tell::basis::words;
use crate::tell::cell::Cell;
use crate::tell::document::{Section, Table, number, text};

/// The section; none where there is no series.
pub(crate) fn sections(study: &Study<'_>, found: &[Moments]) -> Vec<Section> {
    if found.is_empty() {
        return Vec::new();
    }
    let columns = [
        text("Series"),
        number("Returns"),
        number("Mean"),
        number("Standard deviation"),
        number("Autocorrelation"),
        number("Zeros"),
        text("Lowest"),
        text("Highest"),
    ];
    let row = |of: &Moments| {
        vec![
            Cell::text(&of.id),
            Cell::count(of.n),
            Cell::number(of.mean, 5),
            Cell::number(of.standard_deviation, 4),
            Cell::number(of.autocorrelation, 3),
            Cell::Percentage(of.zeros),
            extreme(of.lowest),
            extreme(of.highest),
        ]
    };
    let caption =
        "Each series on its own days: an extreme that no news explains, or many zeros, point to faulty prices.";
    let table = Table::new(caption, columns, found.iter().map(row));
    vec![Section::new("moments", "Returns of each series", vec![table.into()]).on(words(study))]
}

fn extreme(found: Option<(Date, f64)>) -> Cell {
    Cell::text(found.map_or_else(|| NONE.to_owned(), |(day, r)| format!("{} ({day})", change(r))))
}
