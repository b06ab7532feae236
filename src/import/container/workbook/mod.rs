//! Workbooks: every sheet becomes a file of its own, read as the table that it would be as CSV, and the workbook is a file whose
//! records are its sheets.
//!
//! `.xlsx` and `.ods` are ZIP archives of XML (`parts`, `xlsx`, `ods`), `.xls` is a compound file of records (`compound`, `records`,
//! `xls`). All give the cells of their sheets (`grid`), which are written out as text, a line for each row. What needs the memory
//! of more than a sheet is bounded by one budget.

mod book;
mod compound;
mod dates;
mod grid;
mod ods;
mod parts;
mod records;
mod shown;
mod xls;
mod xlsx;
mod xlsx_sheet;
mod xml;

use self::grid::Grid;
pub(crate) use self::grid::{LARGEST, MOST_COLUMNS, MOST_ROWS};
use self::shown::Shown;

pub(crate) use self::book::{MOST_SHEETS, Sheets, Workbook, from_parts};
pub(crate) use self::compound::MAGIC;
pub(crate) use self::parts::{Parts, opens_office};

/// A sheet of a workbook.
#[derive(Default)]
struct Sheet {
    name: String,
    shown: Shown,
    grid: Grid,
}

/// Why a workbook cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Trouble {
    /// It is not whole.
    Damaged,
    /// A password protects it.
    Protected,
    /// It has macros.
    Macros,
    /// It is binary (`.xlsb`).
    Binary,
    /// It is older than what is read.
    Old,
    /// It is one of Apple's.
    Numbers,
    /// It is another office document.
    Other,
    /// It holds too much.
    TooLarge,
}
