//! Tables for spreadsheets, in the records of RFC 4180, which the `csv` crate writes. What this file adds is what spreadsheets do to
//! them: a text from outside must not become a formula, and a number must read back.

use ::csv::{Terminator, Writer, WriterBuilder};

use crate::date::Date;
use crate::tell::cell::Cell;
use crate::tell::document::Table;
use sectorscope_stats::pause::Pace;

/// A table that is being written.
#[derive(Debug)]
pub struct Csv {
    writer: Writer<Vec<u8>>,
}

impl Csv {
    /// A table with its header. A cell with `#` is quoted: it begins no comment.
    pub fn new<C: AsRef<[u8]>>(header: impl IntoIterator<Item = C>) -> Csv {
        let mut csv = Csv {
            writer: WriterBuilder::new()
                .flexible(true)
                .comment(Some(b'#'))
                .terminator(Terminator::CRLF)
                .from_writer(Vec::new()),
        };
        csv.record(header);
        csv
    }

    /// Adds a record of cells that are ready, see [`text`] and [`number`].
    pub fn record<C: AsRef<[u8]>>(&mut self, cells: impl IntoIterator<Item = C>) {
        if let Err(error) = self.writer.write_record(cells) {
            unreachable!("memory takes records of any length: {error}");
        }
    }

    /// The table as text.
    pub fn finish(self) -> String {
        let bytes = self.writer.into_inner().unwrap_or_default();
        String::from_utf8_lossy(&bytes).into_owned()
    }
}

/// A text from outside as a cell: one that a spreadsheet would take for a formula has an apostrophe in front. A number stays
/// a number.
pub fn text(cell: &str) -> String {
    let formula = cell.starts_with(['=', '+', '-', '@', '\t', '\r']) && cell.parse::<f64>().is_err();
    if formula { format!("'{cell}") } else { cell.to_owned() }
}

/// A number in the fewest digits that read back as the same double; what is not a number is an empty cell.
pub fn number(value: Option<f64>) -> String {
    value.filter(|value| value.is_finite()).map_or_else(String::new, |value| format!("{value:?}"))
}

/// A table of a document, with every digit of its numbers; a column whose cells have two ends has a field for each, `low` and
/// `high` behind its name.
pub async fn table(table: &Table) -> String {
    let (mut rows, mut pace): (Vec<Vec<Vec<String>>>, Pace) = Default::default();
    for row in &table.rows {
        rows.push(row.iter().map(in_full).collect());
        pace.after(2 * row.len()).await;
    }
    let header = table.columns.iter().enumerate().flat_map(|(at, column)| {
        let fields = rows.iter().filter_map(|row| row.get(at)).map(Vec::len).max().unwrap_or(1);
        let name = text(&column.name);
        if fields > 1 { vec![format!("{name} low"), format!("{name} high")] } else { vec![name] }
    });
    let mut csv = Csv::new(header);
    for row in &rows {
        csv.record(row.iter().flatten());
        pace.after(row.len()).await;
    }
    csv.finish()
}

/// What a spreadsheet computes on with: all digits, days as ISO dates; two fields for what has two ends. Nothing where a value
/// is missing.
fn in_full(cell: &Cell) -> Vec<String> {
    let day = |day: &Option<Date>| day.map_or_else(String::new, |day| day.to_string());
    match cell {
        Cell::Number(value, _)
        | Cell::Percent(value)
        | Cell::Percentage(value)
        | Cell::P(value)
        | Cell::Price(value)
        | Cell::Exact(value) => vec![number(*value)],
        Cell::Multiple(value) => vec![number(Some(*value))],
        Cell::Count(count) => vec![count.to_string()],
        Cell::Day(of) => vec![day(of)],
        Cell::Days(first, last) => vec![day(first), day(last)],
        Cell::Interval(ends, _) => {
            let [low, high] = ends.map_or([None; 2], |ends| ends.map(Some));
            vec![number(low), number(high)]
        }
        Cell::Ranks(ranks) => {
            let [best, worst] = ranks.map_or_else(Default::default, |ends| ends.map(|rank| rank.to_string()));
            vec![best, worst]
        }
        Cell::Flag(flag) => vec![flag.map_or_else(String::new, |flag| flag.to_string())],
        Cell::Text(words) => vec![text(words)],
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use sectorscope_stats::pause::without_pauses;

    #[test]
    fn cells_are_quoted_and_never_formulas() {
        let mut csv = Csv::new(["a,b", "say \"x\"", "plain"]);
        csv.record(["two\nlines", "", "#5"]);
        csv.record(["#5", "", ""]);
        assert_eq!(csv.finish(), "\"a,b\",\"say \"\"x\"\"\",plain\r\n\"two\nlines\",,\"#5\"\r\n\"#5\",,\r\n");
        for (cell, written) in [("=1+1", "'=1+1"), ("@SUM(A1)", "'@SUM(A1)"), ("-x", "'-x"), ("-3.5", "-3.5"), ("", "")]
        {
            assert_eq!(text(cell), written);
        }
    }

    #[test]
    fn a_table_keeps_every_digit() {
        use crate::tell::document::{number as numbers, text as words};
        let columns = [words("=Series"), numbers("Correlation"), numbers("For all"), words("Days"), numbers("p")];
        let row = |r: Option<f64>| {
            vec![
                Cell::text("=A"),
                Cell::number(r, 2),
                Cell::Interval(r.map(|r| [-r, r]), 2),
                Cell::Days(None, None),
                Cell::P(Some(1e-5)),
            ]
        };
        assert_eq!(
            without_pauses(table(&Table::new("", columns, [row(Some(1.0 / 3.0)), row(None)]))),
            "'=Series,Correlation,For all low,For all high,Days low,Days high,p\r\n\
             '=A,0.3333333333333333,-0.3333333333333333,0.3333333333333333,,,1e-5\r\n\
             '=A,,,,,,1e-5\r\n"
        );
    }

    #[test]
    fn numbers_read_back() {
        for value in [0.1, -1e-17, 1.0 / 3.0, 5e-324, f64::MAX, 0.0] {
            assert_eq!(number(Some(value)).parse::<f64>(), Ok(value));
        }
        assert_eq!((number(Some(f64::NAN)), number(None)), (String::new(), String::new()));
    }
}
