//! What the columns of a sample hold.

use crate::date::Date;
use crate::import::cells::date_text::{self, Coarse, DateFormat, DateOrder};
use crate::import::cells::number::{self, DecimalMark, Number};
use crate::import::layout::plan::DateColumns;

/// Names of columns that may number the rows.
const ROW_NUMBERS: [&str; 12] = ["", "index", "id", "no", "no.", "nr", "nr.", "n", "#", "row", "x", "idx"];

/// Rows from which a column counts them.
const FEWEST_COUNTED: usize = 8;
/// Rows from which three columns of numbers are dates.
const FEWEST_DAYS: usize = 3;

/// A record of the sample, as text.
#[derive(Clone)]
pub(crate) struct SampleRow {
    /// Line of the file, counted from 1.
    pub line: u64,
    /// Its fields, trimmed.
    pub fields: Vec<String>,
}

impl SampleRow {
    /// A field's text; one that is not there is empty.
    pub(crate) fn field(&self, column: usize) -> &str {
        self.fields.get(column).map_or("", String::as_str)
    }

    /// Whether a field reads as a calendar date by itself.
    pub(crate) fn date_at(&self, column: usize) -> bool {
        date_text::read(self.field(column).as_bytes()).is_some()
    }

    /// The row as it stood, for a message.
    pub(crate) fn joined(&self) -> String {
        self.fields.join(",")
    }
}

/// The sample without the remarks at its end, such as `Source: an exchange`: lines with a single cell that is neither a
/// number nor a date. As rows of the table they would speak against what its columns hold.
pub(crate) fn without_footer(sample: &[SampleRow]) -> &[SampleRow] {
    let is_remark = |row: &SampleRow| {
        let mut cells = row.fields.iter().filter(|cell| !cell.is_empty());
        let (first, second) = (cells.next(), cells.next());
        second.is_none() && first.is_some_and(|cell| !cell.starts_with(|c: char| c.is_ascii_digit()))
    };
    let kept = sample.iter().rposition(|row| !is_remark(row)).map_or(sample.len(), |last| last + 1);
    sample.get(..kept).unwrap_or(sample)
}

/// The rows of a sample below its header, with the decimal mark they are read by.
#[derive(Clone, Copy)]
pub(crate) struct Data<'a> {
    /// The rows.
    pub rows: &'a [SampleRow],
    /// Their decimal mark.
    pub mark: DecimalMark,
}

impl<'a> Data<'a> {
    /// Columns of the widest row.
    pub(crate) fn columns(self) -> usize {
        self.rows.iter().map(|row| row.fields.len()).max().unwrap_or(0)
    }

    fn numbers(self, column: usize) -> impl Iterator<Item = Number> + 'a {
        self.rows.iter().map(move |row| number::read(self.mark, row.field(column).as_bytes()))
    }

    /// The values of a column, NaN where a cell is not a number.
    pub(crate) fn values(self, column: usize) -> Vec<f64> {
        self.numbers(column).map(|number| if let Number::Value(value) = number { value } else { f64::NAN }).collect()
    }

    /// The values of a column, NaN where a cell is not a number, if it holds numbers but for one cell in ten at most.
    pub(crate) fn mostly_values(self, column: usize) -> Option<Vec<f64>> {
        let (mut values, mut found, mut unreadable) = (Vec::with_capacity(self.rows.len()), 0_usize, 0_usize);
        for number in self.numbers(column) {
            found += usize::from(matches!(number, Number::Value(_)));
            unreadable += usize::from(number == Number::Unreadable);
            values.push(if let Number::Value(value) = number { value } else { f64::NAN });
        }
        (found > 0 && unreadable * 10 <= self.rows.len()).then_some(values)
    }

    /// Whether a column has a number.
    pub(crate) fn has_numbers(self, column: usize) -> bool {
        self.numbers(column).any(|number| matches!(number, Number::Value(_)))
    }

    /// Whether a column has a percentage and no plain number.
    pub(crate) fn has_percentages(self, column: usize) -> bool {
        !self.has_numbers(column) && self.numbers(column).any(|number| matches!(number, Number::Percent(_)))
    }

    /// Whether nothing speaks against a column of numbers that begins below the sample.
    pub(crate) fn may_begin_later(self, column: usize) -> bool {
        self.numbers(column).all(|number| number == Number::Missing)
    }

    /// Whether a column has a cell that is neither a number nor a mark for a missing one.
    pub(crate) fn is_text(self, column: usize) -> bool {
        self.numbers(column).any(|number| number == Number::Unreadable)
    }

    /// Whether a column holds numbers, but for one cell in ten at most.
    pub(crate) fn is_mostly_numbers(self, column: usize) -> bool {
        self.mostly_values(column).is_some()
    }

    /// Whether most cells of a column are neither numbers nor marks for missing ones.
    pub(crate) fn is_mostly_text(self, column: usize) -> bool {
        self.numbers(column).filter(|number| *number == Number::Unreadable).count() * 2 > self.rows.len()
    }

    /// Whether a column holds nothing but times of day.
    pub(crate) fn is_time(self, column: usize) -> bool {
        self.rows.iter().all(|row| date_text::coarse(row.field(column).as_bytes()) == Some(Coarse::TimeOnly))
    }

    /// Whether a column, by its name and its values, numbers the rows: 0, 1, 2 and so on.
    pub(crate) fn numbers_rows(self, column: usize, name: &str) -> bool {
        let name = name.trim().to_lowercase();
        let values = self.values(column);
        let steps = values.iter().zip(values.iter().skip(1));
        // A row that is missing or written twice breaks the count, not its meaning.
        let one_by_one = steps.clone().filter(|(a, b)| *b - *a == 1.0).count() * 4 >= steps.len() * 3;
        let begins = values.first().is_some_and(|first| *first == 0.0 || *first == 1.0);
        begins && one_by_one && (name.starts_with("unnamed") || ROW_NUMBERS.contains(&name.as_str()))
    }

    /// Whether a column counts its rows, one more in each: no price does that.
    pub(crate) fn counts_rows(self, column: usize) -> bool {
        let values = self.values(column);
        let steps = values.iter().zip(values.iter().skip(1));
        let whole = values.iter().all(|value| value.fract() == 0.0);
        whole
            && values.len() >= FEWEST_COUNTED
            && steps.clone().filter(|(a, b)| (*b - *a).abs() == 1.0).count() * 20 >= steps.len() * 19
            && (values.is_sorted() || values.is_sorted_by(|a, b| a >= b))
    }

    /// Three neighbouring columns of whole numbers that are year, month and day, in one order of them only: valid in nine rows of ten,
    /// and running one way.
    pub(crate) fn dates_in_parts(self, may_be: impl Fn(usize) -> bool) -> Option<DateColumns> {
        let orders = [[0, 1, 2], [2, 1, 0], [2, 0, 1]];
        (0..self.columns().saturating_sub(2)).filter(|first| (*first..first + 3).all(&may_be)).find_map(|first| {
            let parts = |[year, month, day]: [usize; 3]| DateColumns::Parts {
                year: first + year,
                month: first + month,
                day: first + day,
            };
            let mut fitting = orders.into_iter().map(parts).filter(|dates| self.run_one_way(*dates));
            let found = fitting.next()?;
            fitting.next().is_none().then_some(found)
        })
    }

    /// Whether nearly all rows have a day in these parts, and the days run one way.
    fn run_one_way(self, dates: DateColumns) -> bool {
        let DateColumns::Parts { year, month, day } = dates else { return false };
        let read = |row: &SampleRow| {
            let cell = |column: usize| row.field(column).as_bytes();
            date_text::from_parts(cell(year), cell(month), cell(day))?.resolve(DateOrder::MonthFirst)
        };
        let days: Vec<Date> = self.rows.iter().filter_map(read).collect();
        let enough = days.len() >= FEWEST_DAYS && days.len() * 10 >= self.rows.len() * 9;
        enough && (days.is_sorted() || days.is_sorted_by(|a, b| a >= b))
    }

    /// How a column writes dates, if it does.
    pub(crate) fn date_format(self, column: usize) -> Option<DateFormat> {
        date_text::detect(self.rows.iter().map(move |row| row.field(column).as_bytes()))
    }
}
