//! Transposed tables: the days stand in a row across the top, and each record below holds one asset or one field.

use crate::date::Date;
use crate::import::cells::date_text::{self, DateCell, DateFormat, DateOrder};
use crate::import::cells::number::{self, DecimalMark, Number};
use crate::import::layout::field_names::names_fields;
use crate::import::layout::header::{Role, role};
use crate::import::layout::plan::{Across, Layout, Plan};
use crate::import::layout::profile::SampleRow;
use crate::import::layout::sections::is_data;
use crate::import::layout::shapes::{Found, Look, Shape};

/// See the module.
pub(super) const SHAPE: Shape = Shape {
    name: "transposed",
    what: "The days stand across the top, and each row below is an asset, or one of its fields.",
    unasked: true,
    look: Look::AtRows(find),
};

/// Records above the row of days that are looked at.
pub(super) const DEEPEST_HEADER: usize = 40;
/// Columns in front of the days at most.
const MOST_LABELS: usize = 8;
/// Days written as numbers, in columns in front of which labels stand: at least this many, as numbers may be prices.
const FEWEST_NUMBERS: usize = 3;

/// Finds the row of days: one with dates in at least half of its cells, two or more, over rows that have numbers in these
/// columns and no dates.
fn find(sample: &[SampleRow], mark: DecimalMark) -> Found {
    // Below the first row with a date and a number stand others like it, and no header.
    let above = sample.iter().take(DEEPEST_HEADER).take_while(|row| !is_data(row, mark, false));
    above.enumerate().find_map(|(index, header)| {
        let below = sample.get(index + 1..)?;
        let days = text_days(header).or_else(|| number_days(header))?;
        // A line above the header may name the days between which a table runs: its rows have days of their own.
        let dated = |row: &&SampleRow| (0..row.fields.len()).any(|column| row.date_at(column));
        if below.iter().filter(dated).count() * 2 > below.len() {
            return None;
        }
        holds_prices(below, &days, mark).then(|| {
            let labels = 0..days.first().map_or(0, |(column, _)| *column);
            let field = labels.clone().find(|column| names_fields(below, *column));
            let texts = |column: &usize| Some(*column) != field && names_assets(below, *column, mark);
            let called = |column: &usize| role(header.field(*column)) == Role::Symbol;
            let symbol = labels.clone().filter(texts).find(called).or_else(|| labels.clone().find(texts));
            let field_name = field.map_or("", |column| header.field(column)).to_owned();
            let plan = Plan::Across(Across { days: days.into(), symbol, field, field_name });
            Ok(Layout::new(SHAPE.name, index + 1, header.fields.clone(), plan, mark))
        })
    })
}

fn text_days(header: &SampleRow) -> Option<Vec<(usize, DateCell)>> {
    let day = |(column, cell): (usize, &String)| Some((column, date_text::read(cell.as_bytes())?));
    let days: Vec<(usize, DateCell)> = header.fields.iter().enumerate().filter_map(day).collect();
    let filled = header.fields.iter().filter(|cell| !cell.is_empty()).count();
    (days.len() >= 2 && days.len() * 2 >= filled).then_some(days)
}

/// Days as `YYYYMMDD`, seconds or serials: all cells from some column on.
fn number_days(header: &SampleRow) -> Option<Vec<(usize, DateCell)>> {
    // Rows of words and of prices, which is nearly all, need no closer look.
    let is_whole = |cell: &&String| cell.len() >= 5 && cell.bytes().all(|byte| byte.is_ascii_digit());
    if header.fields.iter().filter(is_whole).count() < FEWEST_NUMBERS {
        return None;
    }
    (1..=MOST_LABELS).find_map(|first| {
        let cells = header.fields.get(first..).filter(|cells| cells.len() >= FEWEST_NUMBERS)?;
        let format =
            date_text::detect(cells.iter().map(String::as_bytes)).filter(|format| *format != DateFormat::Text)?;
        let day = |(at, cell): (usize, &String)| Some((first + at, date_text::read_as(format, cell.as_bytes())?));
        let days: Vec<(usize, DateCell)> = cells.iter().enumerate().map(day).collect::<Option<_>>()?;
        // Numbers that rise and fall are not a row of days.
        let order: Vec<Option<Date>> = days.iter().map(|(_, day)| day.in_order(DateOrder::MonthFirst)).collect();
        (order.is_sorted_by(|a, b| a < b) || order.is_sorted_by(|a, b| a > b)).then_some(days)
    })
}

fn is_number(row: &SampleRow, column: usize, mark: DecimalMark) -> bool {
    matches!(number::read(mark, row.field(column).as_bytes()), Number::Value(_))
}

/// Whether some row below has numbers in half of the columns, and none a date in any.
fn holds_prices(below: &[SampleRow], days: &[(usize, DateCell)], mark: DecimalMark) -> bool {
    let filled =
        |row: &SampleRow| days.iter().filter(|(column, _)| is_number(row, *column, mark)).count() * 2 >= days.len();
    let dated = |row: &SampleRow| days.iter().any(|(column, _)| row.date_at(*column));
    below.iter().any(filled) && !below.iter().any(dated)
}

fn names_assets(below: &[SampleRow], column: usize, mark: DecimalMark) -> bool {
    let text = |row: &SampleRow| number::read(mark, row.field(column).as_bytes()) == Number::Unreadable;
    below.iter().any(text)
}
