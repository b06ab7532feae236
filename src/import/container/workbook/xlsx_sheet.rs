//! One sheet of an `.xlsx` workbook: its cells.

use quick_xml::events::BytesStart;

use crate::import::container::workbook::dates::iso;
use crate::import::container::workbook::grid::{Budget, Grid};
use crate::import::container::workbook::xlsx::Shared;
use crate::import::container::workbook::xml::{Node, Xml, attribute, whole_number};

/// The cell under way.
#[derive(Default)]
struct Under {
    kind: String,
    style: usize,
    value: String,
    text: String,
    formula: bool,
}

/// Where text belongs.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Nowhere,
    Value,
    Text,
}

/// Reads cells.
struct Reading<'s, 'b> {
    shared: &'s Shared,
    budget: &'b mut Budget,
    grid: Grid,
    /// The place of the next cell, where it does not say its own, both from 0.
    row: u32,
    column: u32,
    next_row: u32,
    under: Under,
    place: Place,
    reading: bool,
}

/// The cells of a sheet; `whole` where its part is sound.
pub(super) fn grid(text: &str, whole: bool, shared: &Shared, budget: &mut Budget) -> Grid {
    let mut xml = Xml::new(text);
    let mut reading = Reading {
        shared,
        budget,
        grid: Grid::default(),
        row: 0,
        column: 0,
        next_row: 0,
        under: Under::default(),
        place: Place::Nowhere,
        reading: false,
    };
    while let Some(node) = xml.next() {
        match node {
            Node::Open(element) => reading.open(&element),
            Node::Text(text) => match reading.place {
                Place::Nowhere => {}
                Place::Value => reading.under.value.push_str(&text),
                Place::Text => reading.under.text.push_str(&text),
            },
            // What follows the cells has none.
            Node::Close(name) if name == "sheetData" => break,
            Node::Close(name) => reading.close(&name),
        }
        if reading.budget.is_spent() {
            break;
        }
    }
    let mut grid = reading.grid;
    grid.damaged = xml.damaged || !whole;
    if grid.damaged {
        grid.drop_last_row();
    }
    grid
}

impl Reading<'_, '_> {
    fn open(&mut self, element: &BytesStart<'_>) {
        match element.local_name().as_ref() {
            "row" => {
                self.row = whole_number(element, "r").map_or(self.next_row, |number| number.saturating_sub(1));
                self.next_row = self.row.saturating_add(1);
                self.column = 0;
            }
            "c" => {
                self.under = Under::default();
                let Under { kind, style, .. } = &mut self.under;
                *kind = attribute(element, "t").unwrap_or_default();
                *style = whole_number(element, "s").unwrap_or(0) as usize;
                if let Some((row, column)) = attribute(element, "r").as_deref().and_then(place) {
                    (self.row, self.column) = (row, column);
                }
            }
            "v" => self.place = Place::Value,
            "f" => self.under.formula = true,
            "rPh" => self.reading = true,
            "t" if !self.reading => self.place = Place::Text,
            _ => {}
        }
    }

    fn close(&mut self, name: &str) {
        match name {
            "v" | "t" => self.place = Place::Nowhere,
            "rPh" => self.reading = false,
            "c" => {
                self.cell();
                self.column = self.column.saturating_add(1);
            }
            _ => {}
        }
    }

    /// The cell under way is whole.
    fn cell(&mut self) {
        let Under { kind, style, value, text, formula } = std::mem::take(&mut self.under);
        let (row, column) = (self.row, self.column);
        // A text may be empty; a number is not.
        if formula && value.is_empty() && kind != "str" {
            self.grid.unvalued += 1;
        }
        let value = value.trim_matches(['\n', '\r', '\t']);
        let shown = match kind.as_str() {
            "s" => value
                .trim()
                .parse()
                .ok()
                .and_then(|number: usize| self.shared.strings.get(number))
                .map_or("", String::as_str),
            "inlineStr" => text.as_str(),
            "b" if value.trim() == "1" => "TRUE",
            "b" if !value.is_empty() => "FALSE",
            "d" => value,
            "str" | "e" | "b" => value,
            _ => {
                let Ok(number) = value.trim().parse::<f64>() else { return };
                let is_date = self.shared.dates.get(style).copied().unwrap_or(false);
                match iso(number, self.shared.from_1904).filter(|_| is_date) {
                    Some(day) => self.grid.put_text(row, column, &day, self.budget),
                    None => self.grid.put_number(row, column, number, self.budget),
                }
                return;
            }
        };
        // The way that a carriage return is written in XML.
        let shown = shown.replace("_x000D_", " ");
        let shown = if kind == "d" { day_and_time(&shown) } else { shown };
        self.grid.put_text(row, column, &shown, self.budget);
    }
}

/// A day as a cell of days holds it, without a midnight.
pub(super) fn day_and_time(text: &str) -> String {
    let text = text.trim();
    match text.split_once('T') {
        Some((day, time)) if time.trim_end_matches('Z').trim_matches(['0', ':', '.']).is_empty() => day.to_owned(),
        Some((day, time)) => format!("{day} {time}"),
        None => text.to_owned(),
    }
}

/// Row and column, from 0, of a name such as `B7`.
fn place(name: &str) -> Option<(u32, u32)> {
    let letters = name.bytes().take_while(u8::is_ascii_alphabetic).count();
    let (letters, digits) = name.split_at_checked(letters).filter(|(letters, _)| (1..=3).contains(&letters.len()))?;
    let column =
        letters.bytes().fold(0, |column, letter| column * 26 + u32::from(letter.to_ascii_uppercase() - b'A') + 1);
    let row: u32 = digits.parse().ok()?;
    Some((row.checked_sub(1)?, column - 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_cells() {
        assert_eq!(place("A1"), Some((0, 0)));
        assert_eq!(place("XFD1048576"), Some((1_048_575, 16_383)));
        assert_eq!((place("7"), place("B"), place("B0"), place("ABCD1")), (None, None, None, None));
    }

    #[test]
    fn midnights_are_days() {
        assert_eq!(day_and_time("2024-01-31T00:00:00"), "2024-01-31");
        assert_eq!(day_and_time("2024-01-31T16:00:00Z"), "2024-01-31 16:00:00Z");
    }
}
