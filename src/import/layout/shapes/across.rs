//! Transposed tables: the days stand in a row across the top, and each record below holds one asset or one field.

use std::rc::Rc;

use crate::date::Date;
use crate::import::cells::date_text::{self, DateCell, DateFormat, DateOrder};
use crate::import::cells::number::{self, DecimalMark, Number};
use crate::import::layout::header::{Role, may_be_ticker, role};
use crate::import::layout::profile::SampleRow;
use crate::import::layout::sections::is_data;

/// Records above the row of days that are looked at.
const DEEPEST_HEADER: usize = 40;
/// Columns in front of the days at most.
const MOST_LABELS: usize = 8;
/// Days written as numbers, in columns in front of which labels stand: so many at least, as numbers may be prices.
const FEWEST_NUMBERS: usize = 3;

/// Where the days of a transposed table stand.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Across {
    /// Each column with a day, and that day.
    pub days: Rc<[(usize, DateCell)]>,
}

/// A transposed table in a sample.
pub(crate) struct Found<'a> {
    /// The row of days.
    pub header: &'a SampleRow,
    /// Records up to and including it.
    pub header_records: usize,
    /// Where the days stand.
    pub across: Across,
    /// Position of the symbols, where the records have one.
    pub symbol: Option<usize>,
    /// Position of the names of fields, where the records have one.
    pub field: Option<usize>,
}

/// Finds the row of days: one with dates in at least half of its cells, two or more, over rows that have numbers in these
/// columns and no dates.
pub(crate) fn find(sample: &[SampleRow], mark: DecimalMark) -> Option<Found<'_>> {
    // Below the first row with a date and a number stand others like it, and no header.
    let above = sample.iter().take(DEEPEST_HEADER).take_while(|row| !is_data(row, mark, false));
    above.enumerate().find_map(|(index, header)| {
        let below = sample.get(index + 1..)?;
        let days = text_days(header).or_else(|| number_days(header))?;
        holds_prices(below, &days, mark).then(|| {
            let labels = 0..days.first().map_or(0, |(column, _)| *column);
            let field = labels.clone().find(|column| names_fields(below, *column));
            let texts = |column: &usize| Some(*column) != field && names_assets(below, *column, mark);
            let called = |column: &usize| role(header.field(*column)) == Role::Symbol;
            let symbol = labels.clone().filter(texts).find(called).or_else(|| labels.clone().find(texts));
            Found { header, header_records: index + 1, across: Across { days: days.into() }, symbol, field }
        })
    })
}

/// Whether a row names coarser dates across, years say, over rows of numbers: the table is transposed, but of no use.
pub(crate) fn coarse(sample: &[SampleRow], mark: DecimalMark) -> Option<(&SampleRow, date_text::Coarse)> {
    sample.iter().take(DEEPEST_HEADER).enumerate().find_map(|(index, header)| {
        let coarse = |cell: &String| date_text::coarse(cell.as_bytes());
        let found: Vec<(usize, date_text::Coarse)> =
            header.fields.iter().enumerate().filter_map(|(column, cell)| Some((column, coarse(cell)?))).collect();
        let filled = header.fields.iter().filter(|cell| !cell.is_empty()).count();
        let (_, kind) = *found.first()?;
        let below = sample.get(index + 1..)?;
        let numbers = below.iter().any(|row| found.iter().all(|(column, _)| is_number(row, *column, mark)));
        (found.len() >= 2 && found.len() * 2 >= filled && numbers).then_some((header, kind))
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
        // Numbers that rise and fall are no days in a row.
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

/// Whether a column names what a record holds: `Open`, `High`, `Close`.
pub(crate) fn names_fields(below: &[SampleRow], column: usize) -> bool {
    // Most columns that are looked at hold numbers: only words are taken apart.
    let filled = || below.iter().map(|row| row.field(column)).filter(|cell| !cell.is_empty());
    let role_of = |name: &&str| name.starts_with(char::is_alphabetic).then(|| field_role(name)).flatten();
    let roles: Vec<Role> = filled().filter(|name| !may_be_ticker(name)).filter_map(|name| role_of(&name)).collect();
    // Names of assets may be words of finance; those of fields have a price among them.
    let is_price = |role: &Role| matches!(role, Role::AdjustedClose | Role::Close | Role::Price);
    roles.iter().any(is_price) && roles.len() * 2 >= filled().count()
}

fn names_assets(below: &[SampleRow], column: usize, mark: DecimalMark) -> bool {
    let text = |row: &SampleRow| number::read(mark, row.field(column).as_bytes()) == Number::Unreadable;
    below.iter().any(text)
}

/// What a label says that its record holds, if it says so.
pub(crate) fn field_role(name: &str) -> Option<Role> {
    Some(role(name)).filter(|role| {
        matches!(
            role,
            Role::AdjustedClose | Role::Close | Role::Price | Role::OtherPrice | Role::MarketCap | Role::NotPrice
        )
    })
}
