//! A sample, cut into what stands above the data and the data; which column is the date, and what the others are called.

use crate::import::cells::date_text::DateFormat;
use crate::import::cells::number::{self, DecimalMark, Number};
use crate::import::layout::header::{Role, role, roles};
use crate::import::layout::plan::DateColumns;
use crate::import::layout::profile::{Data, SampleRow};
use crate::import::layout::refusal::{Unreadable, no_such_column};
use crate::import::text::dialect;

/// A sample, cut into what stands above the data and the data.
pub(crate) struct Sections<'a> {
    /// The records above the data.
    pub above: &'a [SampleRow],
    /// The row of column names, and how many records there are up to and including it.
    pub header: Option<(&'a SampleRow, usize)>,
    /// The rows below.
    pub data: Data<'a>,
    /// Whether a person wants numbers used that look like no prices.
    pub as_written: bool,
    roles: Vec<Role>,
}

impl<'a> Sections<'a> {
    /// Data begins with the first row that has a date and a number; rows above it with a date and a missing number belong to
    /// it too, if they stand below the row that names columns: above it they tell about the file (`Start Date,2024-01-02,`).
    /// Where dates are numbers too, data begins below the row that names columns, or at once.
    pub(crate) fn split(sample: &'a [SampleRow], mark: DecimalMark) -> Option<Sections<'a>> {
        let priced = first_data(sample, mark);
        let named = header_row(sample.get(..priced.unwrap_or(sample.len()))?);
        let below = named.map_or(0, |header| header + 1);
        let begins = sample.iter().enumerate().skip(below).find(|(_, row)| is_data(row, mark, true));
        // Where no row has a date and none names columns, dates are numbers too, below names that are not known.
        let numbers = || {
            let first = sample.iter().position(|row| is_numbers(row, mark)).filter(|_| named.is_none())?;
            sample.get(first.checked_sub(1)?).filter(|above| are_names(above, mark)).map(|_| first)
        };
        let first = begins.map(|(index, _)| index).or_else(numbers).unwrap_or(below);
        let (above, rows) = sample.split_at_checked(first)?;
        let data = Data { rows, mark };
        if rows.is_empty() {
            return None;
        }
        // Names in a language we do not know still are a header if they are as many as the columns, or as those without
        // the names of the rows.
        let unknown = || {
            let fits = |row: &SampleRow| {
                let columns = row.fields.len();
                let as_many = columns == data.columns() || columns + 1 == data.columns();
                columns >= 2 && as_many && !is_separator_line(row)
            };
            let begins = |row: &SampleRow| matches!(role(row.field(0)), Role::Symbol | Role::Name);
            let found =
                above.iter().rposition(|row| fits(row) && begins(row)).or_else(|| above.iter().rposition(fits))?;
            first_alike(above, found)
        };
        let header = named.or_else(unknown).and_then(|index| Some((above.get(index)?, index + 1)));
        let roles = header.map_or_else(Vec::new, |(header, _)| roles(&header.fields));
        Some(Sections { above, header, data, as_written: false, roles })
    }

    /// What a column holds by its header; unknown where it has none.
    pub(crate) fn role(&self, column: usize) -> Role {
        self.roles.get(column).copied().unwrap_or(Role::Unknown)
    }

    /// How many records stand above the data, rows of units and of rules below the header among them.
    pub(crate) fn header_records(&self, date: DateColumns) -> usize {
        let count = self.header.map_or(self.above.len(), |(_, count)| count);
        let below = self.above.get(count..).unwrap_or(&[]);
        count + below.iter().take_while(|row| says_nothing(row, date)).count()
    }

    /// The header of a column; empty where there is none.
    pub(crate) fn name(&self, column: usize) -> &str {
        self.header.map_or("", |(header, _)| header.field(column))
    }

    /// The header of a column, or its number where there is none.
    pub(crate) fn label(&self, column: usize) -> String {
        match self.header {
            Some((header, _)) => header.field(column).to_owned(),
            None => format!("(column {}, no header)", column + 1),
        }
    }

    /// The headers of all columns, or their numbers.
    pub(crate) fn names(&self) -> Vec<String> {
        let columns = self.header.map_or_else(|| self.data.columns(), |(header, _)| header.fields.len());
        (0..columns).map(|column| self.label(column)).collect()
    }

    /// The column a person means: by its header, else by its number.
    pub(crate) fn chosen(&self, name: &str) -> Result<usize, Unreadable> {
        let names = self.names();
        let by_name = names.iter().position(|other| other == name);
        let by_number = || name.parse::<usize>().ok()?.checked_sub(1).filter(|column| *column < names.len());
        by_name.or_else(by_number).ok_or_else(|| no_such_column(&names, self.header.map(|(header, _)| header.line)))
    }

    /// The dates in the column a person means.
    pub(crate) fn chosen_dates(&self, name: &str) -> Result<DateColumns, Unreadable> {
        let index = self.chosen(name)?;
        Ok(DateColumns::One { index, format: self.data.date_format(index).unwrap_or(DateFormat::Text) })
    }

    /// Where the dates stand, if anywhere.
    pub(crate) fn date_columns(&self) -> Option<DateColumns> {
        let columns = self.data.columns();
        let of_role = |wanted: Role| (0..columns).find(|column| self.role(*column) == wanted);
        // A time or a day column is the date where its cells read as dates.
        let says_date = |column: &usize| matches!(self.role(*column), Role::Date | Role::Time | Role::Day);
        let named_dates = (0..columns).filter(says_date);
        let text = |column: &usize| self.data.date_format(*column) == Some(DateFormat::Text);
        let one = |index: usize| Some(DateColumns::One { index, format: self.data.date_format(index)? });
        if let Some(index) = named_dates.clone().find(|column| text(column)).or_else(|| (0..columns).find(text)) {
            return one(index);
        }
        if let (Some(year), Some(month), Some(day)) = (of_role(Role::Year), of_role(Role::Month), of_role(Role::Day)) {
            return Some(DateColumns::Parts { year, month, day });
        }
        // A number is a date only where the header says so, or where there is none and it stands first or last.
        let unnamed = |column: &usize| matches!(self.role(*column), Role::Unknown | Role::Date);
        let mut candidates: Vec<usize> = named_dates.collect();
        if self.header.is_none() || candidates.is_empty() {
            candidates.extend([0, columns.saturating_sub(1)].into_iter().filter(unnamed));
        }
        // Instants are recognised by their size and steps, wherever they stand.
        let instants = |column: &usize| matches!(self.data.date_format(*column), Some(DateFormat::Unix));
        candidates
            .into_iter()
            .find_map(one)
            .or_else(|| (0..columns).filter(unnamed).find(instants).and_then(one))
            .or_else(|| self.data.dates_in_parts(|column| unnamed(&column)))
    }
}

/// The first row with a date and a number that others like it follow: a line above the header may hold both too, as the period of
/// an export and the number of its rows.
fn first_data(sample: &[SampleRow], mark: DecimalMark) -> Option<usize> {
    let is_one = |index: &usize| sample.get(*index).is_some_and(|row| is_data(row, mark, false));
    let followed = |index: &usize| sample.get(index + 1).is_none_or(|row| is_data(row, mark, true));
    let first = (0..sample.len()).find(is_one)?;
    // Only what stands before another header is looked at twice.
    let header_below = || {
        sample
            .get(first + 1..)
            .is_some_and(|below| header_row(below.get(..below.len().min(2)).unwrap_or(below)).is_some())
    };
    if followed(&first) || !header_below() {
        Some(first)
    } else {
        (first + 1..sample.len()).find(is_one).or(Some(first))
    }
}

/// A row with a date in one cell and a number, or perhaps a mark for a missing one, in another. Looks at each cell once: days
/// may run across the top of a table, thousands of them.
pub(crate) fn is_data(row: &SampleRow, mark: DecimalMark, or_missing: bool) -> bool {
    let is_number = |column: usize| match number::read(mark, row.field(column).as_bytes()) {
        Number::Value(_) => true,
        Number::Missing => or_missing,
        Number::Percent(_) | Number::Unreadable => false,
    };
    let (mut dates, mut numbers, mut both) = (0_usize, 0_usize, 0_usize);
    for column in 0..row.fields.len() {
        let (date, number) = (row.date_at(column), is_number(column));
        dates += usize::from(date);
        numbers += usize::from(number);
        both += usize::from(date && number);
        // One cell that is both is a date without a number beside it.
        if dates > 0 && numbers > 0 && !(dates == 1 && numbers == 1 && both == 1) {
            return true;
        }
    }
    false
}

/// A row of two cells or more with nothing but numbers.
fn is_numbers(row: &SampleRow, mark: DecimalMark) -> bool {
    let mut filled = row.fields.iter().filter(|cell| !cell.is_empty()).peekable();
    let is_number = |cell: &String| matches!(number::read(mark, cell.as_bytes()), Number::Value(_));
    row.fields.len() >= 2 && filled.peek().is_some() && filled.all(is_number)
}

/// A row of two cells or more with a text and no number.
fn are_names(row: &SampleRow, mark: DecimalMark) -> bool {
    let read = |cell: &String| number::read(mark, cell.as_bytes());
    let none = row.fields.iter().all(|cell| matches!(read(cell), Number::Unreadable | Number::Missing));
    row.fields.len() >= 2 && none && row.fields.iter().any(|cell| read(cell) == Number::Unreadable)
}

/// `sep=;`, which is for spreadsheets.
fn is_separator_line(row: &SampleRow) -> bool {
    let opening = row.field(0);
    opening.eq_ignore_ascii_case("sep=") || dialect::named(opening.as_bytes()).is_some()
}

/// A row below the header without a digit and without a date: units of the columns, a rule.
fn says_nothing(row: &SampleRow, date: DateColumns) -> bool {
    let has = |of: fn(char) -> bool| row.fields.iter().any(|cell| cell.contains(of));
    !has(|c| c.is_ascii_digit()) && (row.field(date.first()).is_empty() || !has(char::is_alphanumeric))
}

/// The row among those above the data that names the most columns; none where no row names any. Of equals the last, but of
/// the same row again, as files put one behind the other have it, the first.
fn header_row(above: &[SampleRow]) -> Option<usize> {
    // Words for a symbol do not count: a row of tickers may consist of them.
    let telling = |role: &&Role| !matches!(role, Role::Unknown | Role::Symbol | Role::Name);
    // A table of prices has two columns at least: a line of text is not a header, whatever it speaks of.
    let is_line = |row: &SampleRow| row.fields.iter().filter(|cell| !cell.is_empty()).count() < 2;
    let known = |row: &SampleRow| if is_line(row) { 0 } else { roles(&row.fields).iter().filter(telling).count() };
    let (index, row) = above.iter().enumerate().max_by_key(|(_, row)| known(row))?;
    if known(row) > 0 { first_alike(above, index) } else { None }
}

/// The first row with the same cells as this one: a header may come again, above a second table.
fn first_alike(rows: &[SampleRow], index: usize) -> Option<usize> {
    let row = rows.get(index)?;
    rows.iter().position(|other| other.fields == row.fields)
}
