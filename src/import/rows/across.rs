//! Records of a transposed table.

use super::field::Field;
use super::{Rows, found, read_price, text_line};
use crate::diagnostic::Finding;
use crate::import::layout::shapes::across::Across;
use crate::import::rows::preview::PREVIEW_ROWS;
use crate::import::rows::table::Table;
use crate::import::text::reader::Record;

impl Rows {
    /// The row of days is evidence for their order.
    pub(super) fn days_across(&mut self, record: &Record<'_>) {
        let Ok(layout) = &self.layout else { return };
        let Some(across) = layout.across() else { return };
        for (column, day) in across.days.iter() {
            self.order.weigh(*day, record.line, || record.text(*column));
        }
        let first = across.days.first().map_or(0, |(column, _)| *column);
        let is_day = |column: &usize| across.days.binary_search_by_key(column, |(day, _)| *day).is_ok();
        for column in (first..record.len()).filter(|column| !is_day(column)) {
            if !record.field(column).trim_ascii().is_empty() {
                self.findings.note("unreadable-day-column", || Finding {
                    code: "unreadable-day-column",
                    line: Some(record.line),
                    column: Some((column + 1).to_string()),
                    found: found(record, column),
                    expected: "a date of the calendar, such as 2024-01-31".to_owned(),
                });
            }
        }
    }

    /// A record is one field of one asset, with a price for each day.
    pub(super) fn row_across(&mut self, record: &Record<'_>, across: &Across) {
        let Ok(layout) = &self.layout else { return };
        let field = layout.field;
        if let Some(finding) = text_line::finding(record, &layout.columns) {
            self.reject(finding.code, || finding);
            return;
        }
        let symbol = layout.symbol.map_or_else(String::new, |column| record.text(column));
        let Some(rank) = self.rank(record, field) else { return };
        let table = self.tables.len();
        self.tables.push(Table::new(1, 1));
        self.troubles.clear();
        for (column, day) in across.days.iter() {
            match read_price(&mut self.mark, &mut self.negative, record.field(*column), 0) {
                Ok(read) => {
                    self.order.question(*day, record.line, || layout_day(&self.layout, *column));
                    if self.preview.len() < PREVIEW_ROWS {
                        let named = (!symbol.is_empty()).then(|| symbol.clone());
                        self.preview.push((record.line, *day, named, vec![record.text(*column)]));
                    }
                    self.keep_one(table, *day, read);
                }
                Err(trouble) => self.troubles.push((trouble, *column)),
            }
        }
        let used = self.tables.get(table).is_some_and(|table| table.rows() > 0);
        let label = field.map(|column| record.text(column)).unwrap_or_else(|| "(row)".to_owned());
        self.fields.push(Field::new(Vec::new(), symbol, rank).called(label));
        if used {
            self.note_cells(record);
            self.ledger.used += 1;
        } else {
            self.reject_unpriced(record);
        }
    }
}

fn layout_day(layout: &Result<super::Layout, super::Unreadable>, column: usize) -> String {
    layout.as_ref().ok().and_then(|layout| layout.columns.get(column)).cloned().unwrap_or_default()
}
