//! A sample, cut into what stands above the data and the data; which column is the date, and what the others are called.

use super::date_text::DateFormat;
use super::header::{Role, role};
use super::layout::DateColumns;
use super::number::{self, DecimalMark, MarkDecision, MarkEvidence, Number};
use super::profile::{Data, SampleRow};
use super::refusal::Unreadable;

/// The decimal mark that the cells of the sample prove; a point where they leave it open.
pub fn decimal_mark(sample: &[SampleRow]) -> DecimalMark {
    let mut evidence = MarkEvidence::default();
    sample.iter().flat_map(|row| &row.fields).for_each(|cell| evidence.weigh(cell.as_bytes()));
    match evidence.decide() {
        MarkDecision::Decided(mark) => mark,
        MarkDecision::Open { .. } | MarkDecision::Mixed { .. } | MarkDecision::None => DecimalMark::Point,
    }
}

/// A sample, cut into what stands above the data and the data.
pub struct Sections<'a> {
    /// The records above the data.
    pub above: &'a [SampleRow],
    /// The row of column names, and how many records there are up to and including it.
    pub header: Option<(&'a SampleRow, usize)>,
    /// The rows below.
    pub data: Data<'a>,
}

impl<'a> Sections<'a> {
    /// Data begins with the first row that has a date and a number. Where dates are numbers too, it begins below the row that
    /// names columns, or at once.
    pub fn split(sample: &'a [SampleRow], mark: DecimalMark) -> Option<Sections<'a>> {
        let begins = sample.iter().position(|row| is_data(row, mark));
        let named = header_row(sample.get(..begins.unwrap_or(sample.len()))?);
        let first = match (begins, named) {
            (Some(begins), _) => begins,
            (None, Some(header)) => header + 1,
            (None, None) => 0,
        };
        let (above, rows) = sample.split_at_checked(first)?;
        let data = Data { rows, mark };
        if rows.is_empty() {
            return None;
        }
        // Names in a language we do not know still are a header if they are as many as the columns.
        let unknown = || above.iter().rposition(|row| row.fields.len() >= 2 && row.fields.len() == data.columns());
        let header = named.or_else(unknown).and_then(|index| Some((above.get(index)?, index + 1)));
        Some(Sections { above, header, data })
    }

    /// The header of a column; empty where there is none.
    pub fn name(&self, column: usize) -> &str {
        self.header.map_or("", |(header, _)| header.field(column))
    }

    /// The header of a column, or its number where there is none.
    pub fn label(&self, column: usize) -> String {
        match self.header {
            Some((header, _)) => header.field(column).to_owned(),
            None => format!("(column {}, no header)", column + 1),
        }
    }

    /// The headers of all columns, or their numbers.
    pub fn names(&self) -> Vec<String> {
        let columns = self.header.map_or_else(|| self.data.columns(), |(header, _)| header.fields.len());
        (0..columns).map(|column| self.label(column)).collect()
    }

    /// The column a person means: by its header, else by its number.
    pub fn chosen(&self, name: &str) -> Result<usize, Unreadable> {
        let names = self.names();
        let by_name = names.iter().position(|other| other == name);
        let by_number = || name.parse::<usize>().ok()?.checked_sub(1).filter(|column| *column < names.len());
        by_name.or_else(by_number).ok_or_else(|| Unreadable {
            code: "no-such-column",
            line: self.header.map(|(header, _)| header.line),
            found: names.join(","),
            expected: "the column that was chosen",
            advice: "Choose one of its columns.",
        })
    }

    /// The dates in the column a person means.
    pub fn chosen_dates(&self, name: &str) -> Result<DateColumns, Unreadable> {
        let index = self.chosen(name)?;
        Ok(DateColumns::One { index, format: self.data.date_format(index).unwrap_or(DateFormat::Text) })
    }

    /// Where the dates stand, if anywhere.
    pub fn date_columns(&self) -> Option<DateColumns> {
        let columns = self.data.columns();
        let of_role = |wanted: Role| (0..columns).find(|column| role(self.name(*column)) == wanted);
        // A time or a day column is the date where its cells read as dates.
        let says_date = |column: &usize| matches!(role(self.name(*column)), Role::Date | Role::Time | Role::Day);
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
        let mut candidates: Vec<usize> = named_dates.collect();
        if self.header.is_none() || candidates.is_empty() {
            let unnamed = |column: &usize| matches!(role(self.name(*column)), Role::Unknown | Role::Date);
            candidates.extend([0, columns.saturating_sub(1)].into_iter().filter(unnamed));
        }
        candidates.into_iter().find_map(one)
    }
}

/// A row with a date in one cell and a number, or a mark for a missing one, in another. Looks at each cell once: days may run
/// across the top of a table, thousands of them.
fn is_data(row: &SampleRow, mark: DecimalMark) -> bool {
    let is_number =
        |column: usize| matches!(number::read(mark, row.field(column).as_bytes()), Number::Value(_) | Number::Missing);
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

/// The row among those above the data that names the most columns; the last of equals, none where no row names any.
fn header_row(above: &[SampleRow]) -> Option<usize> {
    // Words for a symbol do not count: a row of tickers may consist of them.
    let telling = |name: &&String| !matches!(role(name), Role::Unknown | Role::Symbol | Role::Name);
    let known = |row: &SampleRow| row.fields.iter().filter(telling).count();
    let (index, row) = above.iter().enumerate().max_by_key(|(_, row)| known(row))?;
    (known(row) > 0).then_some(index)
}
