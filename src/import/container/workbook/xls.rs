//! Older workbooks (`.xls` of Excel 97 to 2003, BIFF8).

use std::collections::BTreeMap;

use crate::import::container::inflate::little_endian;
use crate::import::container::workbook::Sheet;
use crate::import::container::workbook::Trouble;
use crate::import::container::workbook::compound::Compound;
use crate::import::container::workbook::dates::{is_date_format, is_known_date_format, iso};
use crate::import::container::workbook::grid::{Budget, Grid};
use crate::import::container::workbook::records::{Record, Records, Texts};
use crate::import::container::workbook::shown::Shown;

/// Kinds of records.
const BEGIN: u16 = 0x809;
const END: u16 = 0x0a;
/// The version that is read.
const BIFF8: u16 = 0x600;
/// What errors are shown as.
const ERRORS: [(u8, &str); 7] =
    [(0, "#NULL!"), (7, "#DIV/0!"), (15, "#VALUE!"), (23, "#REF!"), (29, "#NAME?"), (36, "#NUM!"), (42, "#N/A")];

/// What the sheets of a workbook share.
#[derive(Default)]
struct Shared {
    strings: Vec<String>,
    formats: BTreeMap<u32, bool>,
    styles: Vec<u32>,
    from_1904: bool,
    sheets: Vec<(usize, Sheet)>,
}

/// Reads the sheets of a workbook.
pub(super) fn sheets(bytes: &[u8], budget: &mut Budget) -> Result<Vec<Sheet>, Trouble> {
    let file = Compound::open(bytes).ok_or(Trouble::Damaged)?;
    if file.has("EncryptedPackage") {
        return Err(Trouble::Protected);
    }
    if file.has("_VBA_PROJECT_CUR") || file.has("_VBA_PROJECT") {
        return Err(Trouble::Macros);
    }
    if !file.has("Workbook") {
        return Err(if file.has("Book") { Trouble::Old } else { Trouble::Other });
    }
    let stream = file.stream("Workbook").ok_or(Trouble::Damaged)?;
    let shared = shared(&stream, budget)?;
    let Shared { sheets, .. } = &shared;
    let mut read = Vec::new();
    for (start, sheet) in sheets {
        let mut sheet = Sheet { name: sheet.name.clone(), shown: sheet.shown, ..Sheet::default() };
        if sheet.shown == Shown::Yes {
            sheet.grid = grid(Records::new(&stream, *start), &shared, budget);
        }
        read.push(sheet);
    }
    Ok(read)
}

/// What stands before the sheets.
fn shared(stream: &[u8], budget: &mut Budget) -> Result<Shared, Trouble> {
    let mut shared = Shared::default();
    let mut records = Records::new(stream, 0);
    let first = records.next().ok_or(Trouble::Damaged)?;
    match (first.kind, first.short(0)) {
        (BEGIN, Some(BIFF8)) => {}
        (BEGIN | 0x009 | 0x209 | 0x409, _) => return Err(Trouble::Old),
        _ => return Err(Trouble::Damaged),
    }
    for record in records {
        match record.kind {
            END => return Ok(shared),
            // What follows is scrambled.
            0x2f => return Err(Trouble::Protected),
            0x22 => shared.from_1904 = record.short(0) == Some(1),
            0x41e => {
                if let (Some(id), Some(format)) = (record.short(0), record.text(2, true)) {
                    shared.formats.insert(u32::from(id), is_date_format(&format));
                }
            }
            0xe0 => shared.styles.push(u32::from(record.short(2).unwrap_or(0))),
            0x85 => shared.sheets.extend(sheet(&record)),
            0xfc => shared.strings = strings(&record, budget).ok_or(Trouble::Damaged)?,
            _ => {}
        }
    }
    Err(Trouble::Damaged)
}

/// A sheet as the workbook lists it, and where it begins.
fn sheet(record: &Record<'_>) -> Option<(usize, Sheet)> {
    let data = record.data();
    let shown = match (data.get(4)? & 3, data.get(5)?) {
        (_, 1..) => Shown::Chart,
        (1 | 2, _) => Shown::Hidden,
        _ => Shown::Yes,
    };
    Some((record.long(0)? as usize, Sheet { name: record.text(6, false)?, shown, ..Sheet::default() }))
}

/// The texts that cells share.
fn strings(record: &Record<'_>, budget: &mut Budget) -> Option<Vec<String>> {
    let count = record.long(4)?;
    let mut texts = Texts::new(record, 8);
    let mut strings = Vec::new();
    for _ in 0..count {
        let text = texts.next(true)?;
        if !budget.spend(24 + text.len() as u64) {
            break;
        }
        strings.push(text);
    }
    Some(strings)
}

/// Reads the cells of a sheet.
struct Reading<'s, 'b> {
    shared: &'s Shared,
    budget: &'b mut Budget,
    grid: Grid,
    /// The cell whose formula gives a text, which the next record holds.
    awaited: Option<(u32, u32)>,
}

fn grid(records: Records<'_>, shared: &Shared, budget: &mut Budget) -> Grid {
    let mut reading = Reading { shared, budget, grid: Grid::default(), awaited: None };
    // Charts lie in sheets, from their own beginning to their own end.
    let mut depth = 0_u32;
    for record in records {
        match record.kind {
            BEGIN => depth = depth.saturating_add(1),
            END if depth <= 1 => return reading.grid,
            END => depth -= 1,
            _ if depth == 1 => drop(reading.take(&record)),
            // A sheet begins with its beginning.
            _ if depth == 0 => break,
            _ => {}
        }
        if reading.budget.is_spent() {
            break;
        }
    }
    reading.grid.damaged = true;
    reading.grid.drop_last_row();
    reading.grid
}

impl Reading<'_, '_> {
    /// Takes a record; nothing of it where it is too short.
    fn take(&mut self, record: &Record<'_>) -> Option<()> {
        if record.kind == 0x207 {
            let (row, column) = self.awaited.take()?;
            let text = record.text(0, true)?;
            self.grid.put_text(row, column, &text, self.budget);
            return Some(());
        }
        if !matches!(record.kind, 0x203 | 0x27e | 0xbd | 0xfd | 0x204 | 0xd6 | 0x205 | 0x06) {
            return None;
        }
        let (row, column) = (u32::from(record.short(0)?), u32::from(record.short(2)?));
        let style = record.short(4)?;
        match record.kind {
            0x203 => self.number(row, column, style, record.float(6)?),
            0x27e => self.number(row, column, style, packed(record.long(6)?)),
            0xbd => {
                let cells = record.data().get(4..)?.chunks_exact(6);
                for (column, cell) in (column..).zip(cells) {
                    let (style, number) = (little_endian::<2>(cell, 0)? as u16, little_endian::<4>(cell, 2)? as u32);
                    self.number(row, column, style, packed(number));
                }
            }
            0xfd => {
                let shared = self.shared;
                let text = shared.strings.get(record.long(6)? as usize)?;
                self.grid.put_text(row, column, text, self.budget);
            }
            0x204 | 0xd6 => self.grid.put_text(row, column, &record.text(6, true)?, self.budget),
            0x205 => self.flag(row, column, *record.data().get(6)?, *record.data().get(7)? != 0),
            _ => self.formula(row, column, style, record)?,
        }
        Some(())
    }

    fn formula(&mut self, row: u32, column: u32, style: u16, record: &Record<'_>) -> Option<()> {
        if record.short(12)? != 0xffff {
            self.number(row, column, style, record.float(6)?);
            return Some(());
        }
        let value = *record.data().get(8)?;
        match record.data().get(6)? {
            0 => self.awaited = Some((row, column)),
            1 => self.flag(row, column, value, false),
            2 => self.flag(row, column, value, true),
            _ => {}
        }
        Some(())
    }

    fn flag(&mut self, row: u32, column: u32, value: u8, error: bool) {
        let text = match (error, value) {
            (true, value) => ERRORS.into_iter().find(|(code, _)| *code == value).map_or("#N/A", |(_, text)| text),
            (false, 0) => "FALSE",
            (false, _) => "TRUE",
        };
        self.grid.put_text(row, column, text, self.budget);
    }

    fn number(&mut self, row: u32, column: u32, style: u16, number: f64) {
        let Shared { styles, formats, from_1904, .. } = self.shared;
        let format = styles.get(usize::from(style)).copied().unwrap_or(0);
        let is_date = formats.get(&format).copied().unwrap_or_else(|| is_known_date_format(format));
        match iso(number, *from_1904).filter(|_| is_date) {
            Some(day) => self.grid.put_text(row, column, &day, self.budget),
            None => self.grid.put_number(row, column, number, self.budget),
        }
    }
}

/// A number in four bytes: the upper half of a floating-point number or a whole number, perhaps in hundredths.
fn packed(number: u32) -> f64 {
    let value =
        if number & 2 != 0 { f64::from((number as i32) >> 2) } else { f64::from_bits(u64::from(number & !3) << 32) };
    if number & 1 != 0 { value / 100.0 } else { value }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn packed_numbers() {
        assert_eq!(packed(0x3ff0_0000), 1.0);
        assert_eq!(packed(0x3ff0_0001), 0.01);
        assert_eq!(packed((123_456 << 2) | 3), 1_234.56);
        assert_eq!(packed((-5_i32 as u32) << 2 | 2), -5.0);
    }
}
