//! Trouble found in a file, described so that a person can act on it, and the ledger that accounts for every record.

mod code;

use std::collections::BTreeMap;

use crate::number::grouped;
use serde::Serialize;

pub use self::code::{Code, Noun};

/// How much a diagnostic matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// The file, or part of it, could not be used.
    Error,
    /// Something was left out or deserves a look.
    Warning,
    /// Something the reader decided, worth knowing.
    Note,
}

/// One finding in one file.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Diagnostic {
    /// How much it matters.
    pub severity: Severity,
    /// Stable code, e.g. `missing-price`.
    pub code: Code,
    /// Line of the file, counted from 1.
    pub line: Option<u64>,
    /// Column, by its header where it has one.
    pub column: Option<String>,
    /// What stood there, shortened.
    pub found: Option<String>,
    /// What was expected there.
    pub expected: Option<String>,
    /// The whole sentence: where, what was found, what was expected, what happened to the rest, what to do.
    pub message: String,
}

impl Diagnostic {
    /// A remark about a whole file, column or series, as much as its kind matters.
    pub fn remark(code: Code, message: String) -> Diagnostic {
        Diagnostic { severity: code.severity(), code, line: None, column: None, found: None, expected: None, message }
    }
}

/// Accounts for every record of a file: `records = header + used + blank + duplicate + rejected`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Ledger {
    /// Records in the file, blank lines included.
    pub records: u64,
    /// Records read as header or preamble.
    pub header: u64,
    /// Records that gave at least one price.
    pub used: u64,
    /// Lines with nothing in them.
    pub blank: u64,
    /// Records that repeat a day that another record gives.
    pub duplicate: u64,
    /// Records left out, by the code of the rule.
    pub rejected: BTreeMap<Code, u64>,
}

impl Ledger {
    /// Counts records left out by a rule.
    pub fn reject(&mut self, code: Code, records: u64) {
        *self.rejected.entry(code).or_insert(0) += records;
    }

    /// Records left out, over all rules.
    pub fn rejected_total(&self) -> u64 {
        self.rejected.values().sum()
    }

    /// Whether every record is accounted for.
    pub fn balances(&self) -> bool {
        self.records == self.header + self.used + self.blank + self.duplicate + self.rejected_total()
    }
}

/// How many findings with one code are reported in full; the rest become a count.
pub const TOLD_IN_FULL: u64 = 5;
/// How many findings of a file are kept at most, apart from those reported in full.
const KEPT: usize = 10_000;

/// What stood at a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Found {
    /// The text of a cell, shown in quotes; an empty one is called that.
    Cell(String),
    /// What it is, in our words.
    Said(String),
}

impl Found {
    fn text(&self) -> &str {
        match self {
            Found::Cell(text) | Found::Said(text) => text,
        }
    }

    fn told(&self) -> String {
        match self {
            Found::Cell(text) => quoted(text),
            Found::Said(text) => text.clone(),
        }
    }
}

/// A finding about one place, before the totals that its message ends with are known.
#[derive(Clone, Debug)]
pub struct Finding {
    /// Stable code.
    pub code: Code,
    /// Line of the file, counted from 1.
    pub line: Option<u64>,
    /// Column name.
    pub column: Option<String>,
    /// What stood there.
    pub found: Found,
    /// What was expected there, as a noun phrase.
    pub expected: String,
}

/// Collects findings while a file is read and folds repeats: the first five of a code are reported, thousands are kept to be
/// looked up, and all are counted.
#[derive(Clone, Debug, Default)]
pub struct Findings {
    kept: Vec<Finding>,
    counts: BTreeMap<Code, u64>,
}

impl Findings {
    /// Notes one finding about this many records.
    pub fn note_many(&mut self, code: Code, count: u64, describe: impl FnOnce() -> Finding) {
        if count > 0 {
            self.note(code, describe);
            *self.counts.entry(code).or_insert(0) += count - 1;
        }
    }

    /// Notes a finding. `describe` is only called while findings are still kept.
    #[cold]
    #[inline(never)]
    pub fn note(&mut self, code: Code, describe: impl FnOnce() -> Finding) {
        let count = self.counts.entry(code).or_insert(0);
        *count += 1;
        if *count <= TOLD_IN_FULL || self.kept.len() < KEPT {
            self.kept.push(describe());
        }
    }

    /// Forgets findings whose reason is reported elsewhere.
    pub fn forget(&mut self, codes: &[Code]) {
        self.kept.retain(|finding| !codes.contains(&finding.code));
        self.counts.retain(|code, _| !codes.contains(code));
    }

    /// The diagnostics, in order of appearance. `outcome` says, for a code and its count, what became of those
    /// records and of the rest, e.g. "7 rows left out, 2,191 kept."
    pub fn diagnostics(&self, outcome: impl Fn(Code, u64) -> String) -> Vec<Diagnostic> {
        let mut told: BTreeMap<Code, u64> = BTreeMap::new();
        let mut diagnostics = Vec::new();
        for finding in &self.kept {
            let total = self.counts.get(&finding.code).copied().unwrap_or(1);
            let nth = told.entry(finding.code).or_insert(0);
            *nth += 1;
            let in_full = finding.code.told_in_full();
            if *nth > in_full {
                continue;
            }
            let opening = opening(finding.line, finding.column.as_deref());
            let mut message = format!("{opening} {}, expected {}.", finding.found.told(), finding.expected);
            if *nth == 1 {
                message.push(' ');
                message.push_str(&outcome(finding.code, total));
            }
            if *nth == in_full && total > in_full && in_full > 1 {
                message.push_str(&format!(" {} more like this.", grouped(total - in_full)));
            }
            diagnostics.push(Diagnostic {
                severity: finding.code.severity(),
                code: finding.code,
                line: finding.line,
                column: finding.column.clone(),
                found: Some(shortened(finding.found.text())),
                expected: Some(finding.expected.clone()),
                message,
            });
        }
        diagnostics
    }

    /// The findings that were kept, in order of appearance, and how many there were in all.
    pub fn into_log(self) -> LeftOut {
        LeftOut { total: self.counts.values().sum(), findings: self.kept }
    }
}

/// What was left out of a file, row by row.
#[derive(Clone, Debug, Default)]
pub struct LeftOut {
    /// How many there are in all.
    pub total: u64,
    /// The first of them.
    pub findings: Vec<Finding>,
}

/// How a sentence about a place begins.
fn opening(line: Option<u64>, column: Option<&str>) -> String {
    // A column without a header is called by its number.
    let named =
        |name: &str| shortened(name.strip_prefix("(column ").and_then(|rest| rest.split(',').next()).unwrap_or(name));
    let column = column.map(named);
    match (line, column) {
        (Some(line), Some(column)) if !column.is_empty() => format!("Line {}, column {column}: found", grouped(line)),
        (Some(line), _) => format!("Line {}: found", grouped(line)),
        (None, Some(column)) if !column.is_empty() => format!("Column {column}: found"),
        _ => "Found".to_owned(),
    }
}

/// A cell's text as shown in a message: in quotes and shortened; an empty one is called that.
pub fn quoted(text: &str) -> String {
    if text.trim().is_empty() { "an empty cell".to_owned() } else { format!("'{}'", shortened(text)) }
}

/// At most 40 characters of a text, control characters made visible.
pub fn shortened(text: &str) -> String {
    const LONGEST: usize = 40;
    let clean = |c: char| if c.is_control() { '\u{fffd}' } else { c };
    if text.chars().count() <= LONGEST {
        text.chars().map(clean).collect()
    } else {
        text.chars().take(LONGEST - 1).map(clean).chain(std::iter::once('…')).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::number::counted;

    #[test]
    fn repeats_fold_to_five_and_a_count() {
        let mut findings = Findings::default();
        for line in 1..=12 {
            findings.note(Code::MissingPrice, || Finding {
                code: Code::MissingPrice,
                line: Some(line),
                column: Some("Close".into()),
                found: Found::Cell(String::new()),
                expected: "a price".to_owned(),
            });
        }
        let diagnostics = findings.diagnostics(|_, n| format!("{} left out, 88 kept.", counted(n, "row")));
        assert_eq!(diagnostics.len(), 5);
        assert_eq!(
            diagnostics[0].message,
            "Line 1, column Close: found an empty cell, expected a price. 12 rows left out, 88 kept."
        );
        assert_eq!(diagnostics[1].message, "Line 2, column Close: found an empty cell, expected a price.");
        assert!(diagnostics[4].message.ends_with("7 more like this."), "{}", diagnostics[4].message);
    }

    #[test]
    fn text_is_shortened_and_harmless() {
        assert_eq!(shortened("a\tb"), "a\u{fffd}b");
        assert_eq!(shortened(&"x".repeat(60)).chars().count(), 40);
        assert_eq!(quoted("  "), "an empty cell");
    }
}
