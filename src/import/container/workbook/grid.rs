//! The cells of one sheet, and the lines of text that they become: one for each row, so that a line's number is its row's.

use crate::import::cells::number::DecimalMark;
use crate::import::container::inflate::is_suspicious;

/// Most rows of a sheet.
pub(crate) const MOST_ROWS: u32 = 1 << 20;
/// Most columns of a sheet.
pub(crate) const MOST_COLUMNS: u32 = 1 << 14;
/// Most bytes that a workbook may become.
pub(crate) const LARGEST: u64 = 1 << 30;
/// What a cell takes beside its text.
const CELL_BYTES: u64 = 24;
/// What stands between cells: no cell holds one.
pub(super) const BETWEEN: char = '\t';

/// How much may still come out of a workbook.
pub(super) struct Budget {
    packed: u64,
    made: u64,
}

impl Budget {
    /// Of a workbook of this many bytes.
    pub(super) fn new(packed: u64) -> Budget {
        Budget { packed, made: 0 }
    }

    /// Counts what is made; says whether that is within the limits.
    pub(super) fn spend(&mut self, bytes: u64) -> bool {
        self.made = self.made.saturating_add(bytes);
        !self.is_spent()
    }

    /// Whether too much came out.
    pub(super) fn is_spent(&self) -> bool {
        self.made > LARGEST || is_suspicious(self.made, self.packed)
    }
}

/// A cell: its place, its text, and whether that is a number.
#[derive(Clone, Copy)]
struct Cell {
    row: u32,
    column: u32,
    start: usize,
    length: usize,
    number: bool,
}

/// The cells of one sheet that hold something.
#[derive(Default)]
pub(super) struct Grid {
    text: String,
    cells: Vec<Cell>,
    /// Formulas without a value.
    pub unvalued: u64,
    /// Whether the sheet ended too early.
    pub damaged: bool,
}

impl Grid {
    /// Whether no cell holds anything.
    pub(super) fn is_empty(&self) -> bool {
        self.cells.is_empty()
    }

    /// Puts text into a cell: on one line, without blanks around it.
    pub(super) fn put_text(&mut self, row: u32, column: u32, text: &str, budget: &mut Budget) {
        let start = self.text.len();
        let fits = budget.spend(text.len() as u64);
        if fits {
            let clean = text.trim().chars().map(|one| if one.is_control() { ' ' } else { one });
            self.text.extend(clean);
        }
        self.put(row, column, start, false, budget);
    }

    /// Puts a number into a cell: the shortest that reads back as the same.
    pub(super) fn put_number(&mut self, row: u32, column: u32, number: f64, budget: &mut Budget) {
        if !number.is_finite() {
            return;
        }
        let start = self.text.len();
        let size = number.abs();
        let plain = size == 0.0 || (1e-9..1e21).contains(&size);
        self.text.push_str(&if plain { format!("{number}") } else { format!("{number:e}") });
        self.put(row, column, start, true, budget);
    }

    fn put(&mut self, row: u32, column: u32, start: usize, number: bool, budget: &mut Budget) {
        let length = self.text.len() - start;
        if length > 0 && row < MOST_ROWS && column < MOST_COLUMNS && budget.spend(CELL_BYTES + length as u64) {
            self.cells.push(Cell { row, column, start, length, number });
        } else {
            self.text.truncate(start);
        }
    }

    /// Repeats the cells from this one on, this many times: below, or else to the right.
    pub(super) fn repeat(&mut self, from: usize, times: u32, below: bool, budget: &mut Budget) {
        let to = self.cells.len();
        for step in 1..=times {
            for at in from..to {
                let Some(mut cell) = self.cells.get(at).copied() else { return };
                let place = if below { &mut cell.row } else { &mut cell.column };
                *place = place.saturating_add(step);
                if cell.row >= MOST_ROWS || cell.column >= MOST_COLUMNS || !budget.spend(CELL_BYTES) {
                    return;
                }
                self.cells.push(cell);
            }
            if from == to {
                return;
            }
        }
    }

    /// How many cells hold something.
    pub(super) fn len(&self) -> usize {
        self.cells.len()
    }

    /// Leaves out the last row: it was cut short.
    pub(super) fn drop_last_row(&mut self) {
        if let Some(last) = self.cells.iter().map(|cell| cell.row).max() {
            self.cells.retain(|cell| cell.row < last);
        }
    }

    /// The decimal mark that this sheet is written out with: the one that more of its texts prove, a point where none does. None
    /// where no number has decimals, since the texts then speak for themselves.
    pub(super) fn mark(&self) -> Option<DecimalMark> {
        let texts = self.cells.iter().filter(|cell| !cell.number).map(|cell| self.of(cell));
        let (mut commas, mut points) = (0_u64, 0_u64);
        for text in texts {
            match proven(text) {
                Some(DecimalMark::Comma) => commas += 1,
                Some(DecimalMark::Point) => points += 1,
                None => {}
            }
        }
        let fractions = self.cells.iter().any(|cell| cell.number && self.of(cell).contains('.'));
        if commas > points { Some(DecimalMark::Comma) } else { (fractions || points > 0).then_some(DecimalMark::Point) }
    }

    fn of(&self, cell: &Cell) -> &str {
        self.text.get(cell.start..cell.start + cell.length).unwrap_or("")
    }

    /// Writes the sheet row by row, numbers with this mark; says whether all of it was within the limits.
    pub(super) fn write(mut self, mark: DecimalMark, budget: &mut Budget, take: &mut dyn FnMut(&[u8])) -> bool {
        let place = |cell: &Cell| (cell.row, cell.column);
        if !self.cells.is_sorted_by_key(place) {
            self.cells.sort_by_key(place);
        }
        let width = self.cells.iter().map(|cell| cell.column).max().unwrap_or(0);
        let mut line = String::new();
        let mut next = 0;
        for row in self.cells.chunk_by(|a, b| a.row == b.row) {
            let Some(number) = row.first().map(|cell| cell.row) else { continue };
            let blank = u64::from(number - next);
            line.clear();
            (0..blank).for_each(|_| line.push('\n'));
            let mut column = 0;
            let mut last = None;
            for cell in row {
                // Of two values of one cell the first stays.
                if last == Some(cell.column) {
                    continue;
                }
                last = Some(cell.column);
                (column..cell.column).for_each(|_| line.push(BETWEEN));
                column = cell.column;
                written(&mut line, self.of(cell), cell.number && mark == DecimalMark::Comma);
            }
            (column..width).for_each(|_| line.push(BETWEEN));
            line.push('\n');
            if !budget.spend(line.len() as u64) {
                return false;
            }
            take(line.as_bytes());
            next = number + 1;
        }
        true
    }
}

/// Writes a cell: in quotation marks where it begins with one.
fn written(line: &mut String, text: &str, comma: bool) {
    if comma {
        line.extend(text.chars().map(|one| if one == '.' { ',' } else { one }));
    } else if text.starts_with('"') {
        line.push('"');
        line.push_str(&text.replace('"', "\"\""));
        line.push('"');
    } else {
        line.push_str(text);
    }
}

/// The decimal mark that a number written as text proves: behind another mark, or before other than three digits.
fn proven(text: &str) -> Option<DecimalMark> {
    let bare = text.trim_start_matches(['-', '+']);
    if !bare.starts_with(|one: char| one.is_ascii_digit())
        || bare.chars().any(|one| !matches!(one, '0'..='9' | '.' | ','))
    {
        return None;
    }
    let at = bare.rfind(['.', ','])?;
    let (before, behind) = bare.split_at_checked(at)?;
    let (mark, other) = match behind.chars().next()? {
        ',' => (DecimalMark::Comma, '.'),
        _ => (DecimalMark::Point, ','),
    };
    let once = !before.contains(if other == '.' { ',' } else { '.' });
    // `31.01.24` and `1.234.567` prove nothing of their last mark.
    (once && (before.contains(other) || behind.len() != 4)).then_some(mark)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_become_lines() {
        let mut budget = Budget::new(1_000);
        let mut grid = Grid::default();
        grid.put_text(1, 0, "Date", &mut budget);
        grid.put_text(1, 2, "\"A\"\tb\nc", &mut budget);
        grid.put_number(3, 1, 1.25, &mut budget);
        grid.put_number(3, 2, 0.1 + 0.2, &mut budget);
        let mut text = Vec::new();
        assert_eq!(grid.mark(), Some(DecimalMark::Point));
        assert!(grid.write(DecimalMark::Point, &mut budget, &mut |bytes| text.extend_from_slice(bytes)));
        assert_eq!(String::from_utf8_lossy(&text), "\nDate\t\t\"\"\"A\"\" b c\"\n\n\t1.25\t0.30000000000000004\n");
    }

    #[test]
    fn texts_prove_marks() {
        for (text, mark) in [
            ("1.234,56", Some(DecimalMark::Comma)),
            ("12,5", Some(DecimalMark::Comma)),
            ("1,234.5", Some(DecimalMark::Point)),
            ("1.5", Some(DecimalMark::Point)),
            ("1.234", None),
            ("31.01.2024", None),
            ("1.234.567", None),
            ("abc", None),
        ] {
            assert_eq!(proven(text), mark, "{text}");
        }
    }

    #[test]
    fn a_cell_far_out_costs_no_memory() {
        let mut budget = Budget::new(1_000);
        let mut grid = Grid::default();
        for row in 0..5_000 {
            grid.put_number(row * 200, 0, 1.0, &mut budget);
        }
        grid.put_number(7, MOST_COLUMNS - 1, 1.0, &mut budget);
        grid.put_number(MOST_ROWS, 0, 1.0, &mut budget);
        let mut most = 0;
        assert!(!grid.write(DecimalMark::Point, &mut budget, &mut |bytes| most = bytes.len().max(most)));
        assert!(most < 40_000);
    }
}
