//! Tables for spreadsheets, in the records of RFC 4180, which the `csv` crate writes. What this file adds is what spreadsheets do to
//! them: a text from outside must not become a formula, and a number must read back.

use ::csv::{Terminator, Writer, WriterBuilder};

/// A table that is being written.
#[derive(Debug)]
pub struct Csv {
    writer: Writer<Vec<u8>>,
}

impl Csv {
    /// A table with its header.
    pub fn new<C: AsRef<[u8]>>(header: impl IntoIterator<Item = C>) -> Csv {
        let mut csv =
            Csv { writer: WriterBuilder::new().flexible(true).terminator(Terminator::CRLF).from_writer(Vec::new()) };
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

/// A number in the fewest digits that read back as the same double; what is no number is an empty cell.
pub fn number(value: Option<f64>) -> String {
    value.filter(|value| value.is_finite()).map_or_else(String::new, |value| format!("{value:?}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_quoted_and_never_formulas() {
        let mut csv = Csv::new(["a,b", "say \"x\"", "plain"]);
        csv.record(["two\nlines", "", "#5"]);
        assert_eq!(csv.finish(), "\"a,b\",\"say \"\"x\"\"\",plain\r\n\"two\nlines\",,#5\r\n");
        for (cell, written) in [("=1+1", "'=1+1"), ("@SUM(A1)", "'@SUM(A1)"), ("-x", "'-x"), ("-3.5", "-3.5"), ("", "")]
        {
            assert_eq!(text(cell), written);
        }
    }

    #[test]
    fn numbers_read_back() {
        for value in [0.1, -1e-17, 1.0 / 3.0, 5e-324, f64::MAX, 0.0] {
            assert_eq!(number(Some(value)).parse::<f64>(), Ok(value));
        }
        assert_eq!((number(Some(f64::NAN)), number(None)), (String::new(), String::new()));
    }
}
