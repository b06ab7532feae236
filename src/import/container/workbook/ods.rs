//! Workbooks of the open document format (`.ods`), where cells and rows that are alike stand once, with their number.

use std::collections::BTreeSet;

use quick_xml::events::BytesStart;

use crate::import::container::workbook::Sheet;
use crate::import::container::workbook::Trouble;
use crate::import::container::workbook::grid::{Budget, MOST_COLUMNS, MOST_ROWS};
use crate::import::container::workbook::parts::Parts;
use crate::import::container::workbook::shown::Shown;
use crate::import::container::workbook::xlsx_sheet::day_and_time;
use crate::import::container::workbook::xml::{Node, Xml, attribute, whole_number};

/// What stands beside the cells of a sheet, or on them, and is none of them.
const BESIDE: [&str; 4] = ["annotation", "shapes", "frame", "tracked-changes"];

/// The cell under way.
#[derive(Default)]
struct Under {
    kind: String,
    value: Option<String>,
    text: String,
    paragraphs: u32,
    times: u32,
    covered: bool,
    formula: bool,
}

/// Reads sheets.
struct Reading<'b> {
    budget: &'b mut Budget,
    sheets: Vec<Sheet>,
    /// Styles of sheets that are hidden, and the style under way.
    hidden: BTreeSet<String>,
    style: String,
    row: u32,
    column: u32,
    rows: u32,
    /// Cells there were before the row under way.
    before: usize,
    under: Option<Under>,
    in_text: bool,
    /// How deep it is in what stands beside.
    beside: u32,
}

/// Reads the sheets of a workbook.
pub(super) fn sheets(parts: &Parts, budget: &mut Budget) -> Result<Vec<Sheet>, Trouble> {
    let (text, whole) = parts.text("content.xml").ok_or(Trouble::Damaged)?;
    let mut xml = Xml::new(&text);
    let mut reading = Reading {
        budget,
        sheets: Vec::new(),
        hidden: BTreeSet::new(),
        style: String::new(),
        row: 0,
        column: 0,
        rows: 1,
        before: 0,
        under: None,
        in_text: false,
        beside: 0,
    };
    while let Some(node) = xml.next() {
        match node {
            Node::Open(element) => reading.open(&element),
            Node::Text(text) if reading.in_text && reading.beside == 0 => {
                reading.under.iter_mut().for_each(|under| under.text.push_str(&text));
            }
            Node::Text(_) => {}
            Node::Close(name) => reading.close(&name),
        }
        if reading.budget.is_spent() {
            break;
        }
    }
    let mut sheets = reading.sheets;
    if xml.damaged || !whole {
        let last = sheets.last_mut().ok_or(Trouble::Damaged)?;
        last.grid.damaged = true;
        last.grid.drop_last_row();
    }
    Ok(sheets)
}

impl Reading<'_> {
    fn open(&mut self, element: &BytesStart<'_>) {
        let local = element.local_name();
        let name = local.as_ref();
        if BESIDE.contains(&name) || self.beside > 0 {
            self.beside += u32::from(BESIDE.contains(&name));
            return;
        }
        match name {
            "style" => self.style = attribute(element, "name").unwrap_or_default(),
            "table-properties" if attribute(element, "display").as_deref() == Some("false") => {
                self.hidden.insert(self.style.clone());
            }
            "table" => {
                let hidden = attribute(element, "style-name").is_some_and(|style| self.hidden.contains(&style));
                let shown = if hidden { Shown::Hidden } else { Shown::Yes };
                let name = attribute(element, "name").unwrap_or_default();
                self.sheets.push(Sheet { name, shown, ..Sheet::default() });
                (self.row, self.column) = (0, 0);
            }
            "table-row" => {
                self.rows = times(element, "number-rows-repeated", MOST_ROWS);
                self.column = 0;
                self.before = self.sheets.last().map_or(0, |sheet| sheet.grid.len());
            }
            "table-cell" | "covered-table-cell" => {
                self.under = Some(Under {
                    kind: attribute(element, "value-type").unwrap_or_default(),
                    value: ["date-value", "time-value", "boolean-value", "value", "string-value"]
                        .into_iter()
                        .find_map(|name| attribute(element, name)),
                    times: times(element, "number-columns-repeated", MOST_COLUMNS),
                    covered: name == "covered-table-cell",
                    formula: attribute(element, "formula").is_some(),
                    ..Under::default()
                });
            }
            "p" => {
                self.in_text = true;
                if let Some(under) = &mut self.under {
                    let parted = under.paragraphs > 0;
                    under.paragraphs = under.paragraphs.saturating_add(1);
                    under.text.extend(parted.then_some(' '));
                }
            }
            "s" | "tab" | "line-break" => self.under.iter_mut().for_each(|under| under.text.push(' ')),
            _ => {}
        }
    }

    fn close(&mut self, name: &str) {
        if self.beside > 0 {
            self.beside -= u32::from(BESIDE.contains(&name));
            return;
        }
        match name {
            "p" => self.in_text = false,
            "table-cell" | "covered-table-cell" => self.cell(),
            "table-row" => {
                if let Some(sheet) = self.sheets.last_mut() {
                    sheet.grid.repeat(self.before, self.rows - 1, true, self.budget);
                }
                self.row = self.row.saturating_add(self.rows);
            }
            _ => {}
        }
    }

    /// The cell under way is whole.
    fn cell(&mut self) {
        let (Some(under), Some(sheet)) = (self.under.take(), self.sheets.last_mut()) else { return };
        let (row, column) = (self.row, self.column);
        self.column = self.column.saturating_add(under.times);
        if under.covered || sheet.shown != Shown::Yes {
            return;
        }
        let grid = &mut sheet.grid;
        let before = grid.len();
        let value = under.value.as_deref();
        let number = value.and_then(|value| value.trim().parse::<f64>().ok());
        match (under.kind.as_str(), number, value) {
            ("float" | "percentage" | "currency", Some(number), _) => {
                grid.put_number(row, column, number, self.budget);
            }
            ("date", _, Some(day)) => grid.put_text(row, column, &day_and_time(day), self.budget),
            ("", ..) if under.formula && under.text.is_empty() => grid.unvalued += 1,
            _ => {
                let shown = if under.text.is_empty() { value.unwrap_or("") } else { &under.text };
                grid.put_text(row, column, shown, self.budget);
            }
        }
        if grid.len() > before {
            grid.repeat(before, under.times - 1, false, self.budget);
        }
    }
}

/// How often something is repeated: once, and up to a limit.
fn times(element: &BytesStart<'_>, name: &str, most: u32) -> u32 {
    whole_number(element, name).unwrap_or(1).clamp(1, most)
}
