//! What a report says, in order, before it is written as HTML or Markdown. All texts are plain.

use super::figures::Figure;
use crate::study::claim::Verdict;

/// The whole.
#[derive(Clone, Debug)]
pub struct Document {
    /// What it is.
    pub title: String,
    /// What it is about, in a sentence.
    pub lead: String,
    /// Its parts.
    pub sections: Vec<Section>,
}

/// A part with a heading.
#[derive(Clone, Debug)]
pub struct Section {
    /// Unique; where links lead.
    pub id: &'static str,
    /// The heading.
    pub title: &'static str,
    /// What stands below it.
    pub blocks: Vec<Block>,
}

/// A piece of a part.
#[derive(Clone, Debug)]
pub enum Block {
    /// A heading of the second order.
    Heading(String),
    /// A verdict by itself.
    Verdict(Verdict),
    /// A sentence to quote.
    Statement(String),
    /// A paragraph.
    Text(String),
    /// A paragraph that must not be missed.
    Warning(String),
    /// Sentences beside each other.
    List(Vec<String>),
    /// Names and what belongs to them.
    Facts(Vec<(&'static str, String)>),
    /// A table.
    Table(Table),
    /// A picture; Markdown goes without.
    Figure(Figure),
    /// Text to copy as it stands.
    Code(String),
}

/// Rows of cells; the first cell of each names the row.
#[derive(Clone, Debug)]
pub struct Table {
    /// What it shows.
    pub caption: String,
    /// Headers of the columns.
    pub columns: Vec<Column>,
    /// The rows, with a cell for each column.
    pub rows: Vec<Vec<String>>,
}

/// The header of a column.
#[derive(Clone, Debug)]
pub struct Column {
    /// What stands in it.
    pub name: String,
    /// Whether it holds numbers, which stand to the right.
    pub numeric: bool,
}

impl Table {
    /// A table without rows; columns whose name begins with `#` hold numbers.
    pub fn new(caption: impl Into<String>, columns: &[&str]) -> Table {
        let column =
            |name: &&str| Column { name: name.trim_start_matches('#').to_owned(), numeric: name.starts_with('#') };
        Table { caption: caption.into(), columns: columns.iter().map(column).collect(), rows: Vec::new() }
    }

    /// The same with these rows.
    pub fn with(self, rows: impl IntoIterator<Item = Vec<String>>) -> Block {
        Block::Table(Table { rows: rows.into_iter().collect(), ..self })
    }
}

/// A shape and a word for each verdict: equal citizens, and no traffic light.
pub fn shown(verdict: Verdict) -> (&'static str, &'static str) {
    match verdict {
        Verdict::Supported => ("▲", "Supported"),
        Verdict::Contradicted => ("▼", "Contradicted"),
        Verdict::Inconclusive => ("◆", "Inconclusive"),
        Verdict::NotTestable => ("○", "Not testable"),
        Verdict::Withheld => ("■", "Withheld"),
    }
}
