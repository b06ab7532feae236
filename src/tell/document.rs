//! What there is to read, before it is written as HTML or Markdown or laid out by the page: sections of typed blocks. All texts
//! are plain, and complete sentences in their final words: whoever shows a block adds nothing to it.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::Serialize;

use crate::number::interval;
use crate::study::claim::Verdict;
use crate::study::settings::{SeriesSettings, Step};
use crate::tell::cell::Cell;
use crate::tell::figure::Figure;

/// A whole report: what it comes to on a page of its own, and everything behind that.
#[derive(Clone, Debug)]
pub struct Document {
    /// What it is, above its title.
    pub kicker: &'static str,
    /// The question that it answers.
    pub title: String,
    /// What it is about, in a sentence.
    pub lead: String,
    /// What is read first.
    pub first: FirstPage,
    /// Its other parts.
    pub sections: Vec<Section>,
}

/// The first page of a report.
#[derive(Clone, Debug, Default)]
pub struct FirstPage {
    /// The answer.
    pub blocks: Vec<Block>,
    /// What it is seen in.
    pub figure: Option<Figure>,
    /// Each claim in a row.
    pub claims: Vec<ClaimRow>,
}

/// A claim in a row of a report.
#[derive(Clone, Debug)]
pub struct ClaimRow {
    /// What it asks.
    pub question: String,
    /// What it comes to.
    pub brief: Brief,
}

/// A part with a heading.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Section {
    /// Unique among those of one report; where links lead.
    pub id: String,
    /// The heading.
    pub title: String,
    /// What its numbers are computed from; empty where that needs no line of its own.
    pub basis: String,
    /// What stands below.
    pub blocks: Vec<Block>,
}

impl Section {
    /// A part without a basis.
    pub fn new(id: impl Into<String>, title: impl Into<String>, blocks: Vec<Block>) -> Section {
        Section { id: id.into(), title: title.into(), basis: String::new(), blocks }
    }

    /// Its blocks as a part of another section: under a heading of the second order.
    pub fn under_heading(self) -> impl Iterator<Item = Block> {
        let basis = (!self.basis.is_empty()).then_some(Block::Text(self.basis));
        std::iter::once(Block::Heading(self.title)).chain(basis).chain(self.blocks)
    }

    /// The same, resting on this.
    pub fn on(self, basis: String) -> Section {
        Section { basis, ..self }
    }
}

/// A piece of a part.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Block {
    /// A heading of the second order.
    Heading(String),
    /// The answer to the question that the section's title asks, before anything else.
    Answer(PlainAnswer),
    /// A verdict by itself.
    Verdict(VerdictMark),
    /// What the section comes to, as a row among others; where all of the section is read it says nothing new.
    Brief(Brief),
    /// The verdict as it stood over time; where tables are read it says nothing new.
    Stood(Vec<Stood>),
    /// A sentence to quote.
    Statement(String),
    /// A paragraph.
    Text(String),
    /// A paragraph that must not be missed, and what can be done about it.
    Notice(Notice),
    /// Sentences beside each other.
    List(Vec<String>),
    /// Names and what belongs to them.
    Facts(Vec<Fact>),
    /// A table.
    Table(Table),
    /// A picture; Markdown goes without.
    Figure(Figure),
    /// Text to copy as it stands.
    Code(String),
}

impl Block {
    /// A notice about which nothing can be done here.
    pub fn notice(text: impl Into<String>) -> Block {
        Block::Notice(Notice { text: text.into(), in_force: false, actions: Vec::new() })
    }
}

/// A verdict as it is shown: equal citizens, and no traffic light.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct VerdictMark {
    /// The verdict.
    pub verdict: Verdict,
    /// Its shape, which needs no colour.
    pub shape: &'static str,
    /// Its word.
    pub word: &'static str,
}

impl From<Verdict> for VerdictMark {
    fn from(verdict: Verdict) -> VerdictMark {
        let (shape, word) = match verdict {
            Verdict::Supported => ("▲", "Supported"),
            Verdict::Contradicted => ("▼", "Contradicted"),
            Verdict::Inconclusive => ("◆", "Inconclusive"),
            Verdict::NotTestable => ("○", "Not testable"),
            Verdict::Withheld => ("■", "Withheld"),
        };
        VerdictMark { verdict, shape, word }
    }
}

/// An answer with the number it rests on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct PlainAnswer {
    /// In a word, or by name.
    pub answer: Cow<'static, str>,
    /// The number.
    pub number: String,
    /// Its interval of 95 %, or that of the settings.
    pub interval: String,
}

/// A claim in a row.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Brief {
    /// Its verdict.
    pub verdict: VerdictMark,
    /// What was found.
    pub text: String,
    /// The number that it turns on; none where there is none.
    pub number: Option<String>,
    /// What that number is, in a word or two; empty where there is none.
    pub number_is: &'static str,
    /// The same to be drawn with its interval; none where it has none.
    pub value: Option<f64>,
    /// Lower end of its interval.
    pub low: Option<f64>,
    /// Upper end.
    pub high: Option<f64>,
    /// Returns behind it; empty where there is no number.
    pub basis: String,
    /// How often it is decided when asked in other ways; empty where that was not asked for.
    pub ways: String,
}

impl Brief {
    /// Both ends of its interval in words; empty where it has none.
    pub fn ends(&self) -> String {
        self.low.zip(self.high).map_or_else(String::new, |(low, high)| interval(Some(low), Some(high), 2))
    }
}

/// A verdict as it stood on a day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Stood {
    /// The day.
    pub day: String,
    /// The verdict by the data up to it.
    pub verdict: VerdictMark,
}

/// What must not be missed.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Notice {
    /// In words.
    pub text: String,
    /// Whether it is of something that a person had done, and can take back.
    pub in_force: bool,
    /// What can be done about it; a report that is kept has no use for them.
    pub actions: Vec<Action>,
}

/// Something to be done about a notice: it changes what is set about single series.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Action {
    /// What a button says.
    pub label: String,
    /// The same where it stands alone, for a screen reader; none where the label says it all.
    pub hint: Option<String>,
    /// What is reported once it is done; none where it shows by itself.
    pub done: Option<String>,
    /// What it sets, by the id of the series.
    pub series: BTreeMap<String, SeriesSettings>,
    /// The steps it gives a series in place of those it has; none takes them back.
    pub steps: BTreeMap<String, Vec<Step>>,
}

impl Action {
    /// To leave a series out of everything.
    pub fn leave_out(id: &str) -> Action {
        let ignored = SeriesSettings { ignore: Some(true), ..SeriesSettings::default() };
        let series = BTreeMap::from([(id.to_owned(), ignored)]);
        Action { label: format!("Leave {id} out"), series, ..Action::default() }
    }

    /// To give a series these steps.
    pub fn steps(id: &str, steps: Vec<Step>) -> Action {
        Action { steps: BTreeMap::from([(id.to_owned(), steps)]), ..Action::default() }
    }
}

/// A name and what belongs to it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Fact {
    /// The name.
    pub name: Cow<'static, str>,
    /// What belongs to it.
    pub value: String,
    /// Where the page about methods explains it; none where that says nothing of it.
    pub method: Option<&'static str>,
}

impl Fact {
    /// A fact that needs no method.
    pub fn new(name: impl Into<Cow<'static, str>>, value: impl Into<String>) -> Fact {
        Fact { name: name.into(), value: value.into(), method: None }
    }

    /// The same, explained in this place of the page about methods.
    pub fn by(self, method: &'static str) -> Fact {
        Fact { method: Some(method), ..self }
    }
}

/// Rows of cells; the first cell of each names the row.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Table {
    /// What it shows.
    pub caption: String,
    /// The columns.
    pub columns: Vec<Column>,
    /// The rows, with a cell for each column.
    #[cfg_attr(test, ts(type = "string[][]"))]
    pub rows: Vec<Vec<Cell>>,
}

/// A column.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Column {
    /// What stands in it.
    pub name: String,
    /// Of which kind that is.
    pub kind: ColumnKind,
}

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
pub enum ColumnKind {
    /// Words, days and symbols, which stand to the left.
    Text,
    /// Numbers and intervals, which stand to the right.
    Number,
}

/// A column of words.
pub fn text(name: impl Into<String>) -> Column {
    Column { name: name.into(), kind: ColumnKind::Text }
}

/// A column of numbers.
pub fn number(name: impl Into<String>) -> Column {
    Column { name: name.into(), kind: ColumnKind::Number }
}

impl Table {
    /// A table with these rows.
    pub fn new(
        caption: impl Into<String>,
        columns: impl IntoIterator<Item = Column>,
        rows: impl IntoIterator<Item = Vec<Cell>>,
    ) -> Table {
        Table { caption: caption.into(), columns: columns.into_iter().collect(), rows: rows.into_iter().collect() }
    }
}

impl From<Table> for Block {
    fn from(table: Table) -> Block {
        Block::Table(table)
    }
}

impl From<Figure> for Block {
    fn from(figure: Figure) -> Block {
        Block::Figure(figure)
    }
}
