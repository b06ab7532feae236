//! Reading the input tables and the fields of a case.

use std::collections::BTreeMap;

use serde_json::Value;

/// Files by their path from the folder of goldens, `inputs/...` and `expected/...`, with slashes on every system.
pub type Files = BTreeMap<String, Vec<u8>>;

/// The text of an input file.
fn input<'a>(files: &'a Files, name: &str) -> Result<&'a str, String> {
    let bytes = files.get(&format!("inputs/{name}")).ok_or_else(|| format!("no file inputs/{name}"))?;
    str::from_utf8(bytes).map_err(|e| format!("{name}: {e}"))
}

/// A table of text, one vector per column.
#[derive(Default)]
pub(crate) struct Table {
    names: Vec<String>,
    columns: Vec<Vec<String>>,
}

impl Table {
    /// Reads a CSV file with a header and without quotation marks, as the tables of goldens are.
    pub(crate) fn read(files: &Files, name: &str) -> Result<Table, String> {
        let text = input(files, name)?;
        if text.contains('"') {
            return Err(format!("{name}: quotation marks are not understood"));
        }
        let mut lines = text.lines().filter(|line| !line.is_empty());
        let names: Vec<String> = lines.next().unwrap_or_default().split(',').map(str::to_owned).collect();
        let mut columns = vec![Vec::new(); names.len()];
        for line in lines {
            if line.split(',').count() != names.len() {
                return Err(format!("{name}: not {} cells: {line}", names.len()));
            }
            for (column, cell) in columns.iter_mut().zip(line.split(',')) {
                column.push(cell.to_owned());
            }
        }
        Ok(Table { names, columns })
    }

    /// The names of the columns.
    pub(crate) fn names(&self) -> &[String] {
        &self.names
    }

    /// There is a column of this name.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.names.iter().any(|other| other == name)
    }

    /// The first line names columns: it is not a row of numbers.
    pub(crate) fn has_header(&self) -> bool {
        self.names.iter().all(|name| name.parse::<f64>().is_err())
    }

    /// The names of the columns of numbers: all but the dates.
    pub(crate) fn numeric_names(&self) -> Vec<&String> {
        self.names.iter().filter(|name| *name != "date").collect()
    }

    /// The cells of a column, as they stand.
    pub(crate) fn cells(&self, name: &str) -> Result<&[String], String> {
        let at = self.names.iter().position(|n| n == name).ok_or_else(|| format!("no column {name}"))?;
        Ok(&self.columns[at])
    }

    /// The numbers of a column, an empty cell NaN.
    pub(crate) fn column(&self, name: &str) -> Result<Vec<f64>, String> {
        self.cells(name)?
            .iter()
            .map(
                |cell| {
                    if cell.is_empty() {
                        Ok(f64::NAN)
                    } else {
                        cell.parse().map_err(|e| format!("{name}: {cell}: {e}"))
                    }
                },
            )
            .collect()
    }
}

/// The number a value stands for; texts such as "Infinity" or digits beyond a double's are numbers too.
pub(crate) fn number(value: &Value) -> Option<f64> {
    value.as_f64().or_else(|| value.as_str().and_then(|text| text.parse().ok()))
}

/// A text field of a case.
pub(crate) fn text<'a>(case: &'a Value, field: &str) -> Result<&'a str, String> {
    case[field].as_str().ok_or_else(|| format!("no text {field}"))
}

/// A whole number in a case.
pub(crate) fn count(case: &Value, field: &str) -> Result<usize, String> {
    let whole = |number: &f64| *number >= 0.0 && *number < 1e15 && number.fract() == 0.0;
    case[field].as_f64().filter(whole).map(|count| count as usize).ok_or_else(|| format!("no count {field}"))
}

/// A list of texts in a case.
pub(crate) fn texts<'a>(case: &'a Value, field: &str) -> Result<Vec<&'a str>, String> {
    let list = case[field].as_array().ok_or_else(|| format!("no list {field}"))?;
    list.iter().map(|value| value.as_str().ok_or_else(|| format!("{field}: not a text"))).collect()
}

/// A list of numbers in a case, `null` NaN.
pub(crate) fn numbers(case: &Value, field: &str) -> Result<Vec<f64>, String> {
    let list = case[field].as_array().ok_or_else(|| format!("no list {field}"))?;
    let number = |value: &Value| if value.is_null() { Some(f64::NAN) } else { number(value) };
    list.iter().map(|value| number(value).ok_or_else(|| format!("{field}: not a number"))).collect()
}

/// A CSV file of whole numbers without a header, row after row.
pub(crate) fn index_matrix(files: &Files, name: &str) -> Result<Vec<u32>, String> {
    input(files, name)?
        .split([',', '\n'])
        .map(str::trim)
        .filter(|cell| !cell.is_empty())
        .map(|cell| cell.parse().map_err(|e| format!("{cell}: {e}")))
        .collect()
}
