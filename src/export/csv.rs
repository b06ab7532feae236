//! Records of RFC 4180: cells parted by commas, lines ended by CRLF, a quotation mark doubled inside quotation marks.

/// One record.
pub fn record<'a>(cells: impl IntoIterator<Item = &'a str>) -> String {
    let cells: Vec<String> = cells.into_iter().map(quoted).collect();
    cells.join(",") + "\r\n"
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

fn quoted(cell: &str) -> String {
    if cell.contains(['"', ',', '\n', '\r']) { format!("\"{}\"", cell.replace('"', "\"\"")) } else { cell.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_quoted_and_never_formulas() {
        assert_eq!(record(["a,b", "say \"x\"", "plain"]), "\"a,b\",\"say \"\"x\"\"\",plain\r\n");
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
