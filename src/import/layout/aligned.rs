//! Headers that are shorter than the rows below them, or come again among them.

use crate::import::cells::date_text::DateFormat;
use crate::import::layout::header::{Role, role};
use crate::import::layout::profile::SampleRow;
use crate::import::layout::sections::Sections;
use sectorscope_ground::order::sort_by;

/// The sample with its header as long as its rows, where nearly all rows have more cells than it.
///
/// One cell more, and no name of a date above the dates: the rows have names of their own that the header leaves out, as R
/// writes tables, and the header moves right. Otherwise the last columns have no name. Where commas part the cells, they
/// may as well be commas of numbers, and nothing is done. `None` where nothing is to be done.
pub(crate) fn aligned(sample: &[SampleRow], table: &Sections<'_>, delimiter: u8) -> Option<Vec<SampleRow>> {
    let (header, count) = table.header?;
    let rows = table.data.rows;
    let names = header.fields.len();
    let longer = rows.iter().filter(|row| row.fields.iter().skip(names).any(|cell| !cell.is_empty())).count();
    if names == 0 || longer * 10 < rows.len() * 9 {
        return None;
    }
    let columns = usual_length(rows);
    let date = (0..columns).find(|column| table.data.date_format(*column) == Some(DateFormat::Text))?;
    let names_date = |column: usize| role(header.field(column)) == Role::Date;
    let moved = columns == names + 1 && (date == 0 || date.checked_sub(1).is_some_and(names_date)) && !names_date(date);
    if !moved && delimiter == b',' {
        return None;
    }
    let mut fields = header.fields.clone();
    if moved {
        fields.insert(0, String::new());
    } else {
        fields.resize(columns, String::new());
    }
    let longer_header = |(index, row): (usize, &SampleRow)| SampleRow {
        line: row.line,
        fields: if index + 1 == count { fields.clone() } else { row.fields.clone() },
    };
    Some(sample.iter().enumerate().map(longer_header).collect())
}

/// The sample without its header where that comes again, as in files put one behind the other. `None` where it does not.
pub(crate) fn without_repeats(sample: &[SampleRow], table: &Sections<'_>) -> Option<Vec<SampleRow>> {
    let (header, count) = table.header?;
    let repeats = |(index, row): &(usize, &SampleRow)| *index >= count && row.fields == header.fields;
    sample.iter().enumerate().any(|row| repeats(&row)).then(|| {
        let once = sample.iter().enumerate().filter(|row| !repeats(row));
        once.map(|(_, row)| row.clone()).collect()
    })
}

/// The length that most rows have, empty cells at their ends left out.
fn usual_length(rows: &[SampleRow]) -> usize {
    let filled = |row: &SampleRow| row.fields.iter().rposition(|cell| !cell.is_empty()).map_or(0, |last| last + 1);
    let mut lengths: Vec<usize> = rows.iter().map(filled).collect();
    sort_by(&mut lengths, Ord::cmp);
    lengths.get(lengths.len() / 2).copied().unwrap_or(0)
}
