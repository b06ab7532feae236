//! Records of a sector file.

use std::collections::BTreeMap;

use super::intake::Intake;
use crate::catalog::Size;
use crate::diagnostic::{Code, Diagnostic, Finding, Found, Severity};
use crate::import::cells::number::{self, DecimalMark, Number};
use crate::import::file::{Constituent, ImportedFile, Outcome};
use crate::import::layout::plan;
use crate::import::text::reader::Record;

/// The stocks read so far.
pub(super) struct Sectors {
    plan: plan::Sectors,
    mark: DecimalMark,
    constituents: Vec<Constituent>,
    position: BTreeMap<String, usize>,
}

impl Sectors {
    /// Stocks to be read by this plan.
    pub(super) fn new(plan: plan::Sectors, mark: DecimalMark) -> Sectors {
        Sectors { plan, mark, constituents: Vec::new(), position: BTreeMap::new() }
    }

    /// Takes a record.
    pub(super) fn take(&mut self, record: &Record<'_>, intake: &mut Intake) {
        let (symbol, sector) = (record.text(self.plan.symbol), record.text(self.plan.sector));
        let finding = |code, found, expected: &str| Finding {
            code,
            line: Some(record.line),
            column: None,
            found,
            expected: expected.to_owned(),
        };
        if is_missing(&symbol) {
            intake.reject(Code::MissingSymbol, || finding(Code::MissingSymbol, Found::Cell(symbol), "a symbol"));
            return;
        }
        if is_missing(&sector) {
            intake.reject(Code::MissingSector, || finding(Code::MissingSector, Found::Cell(sector), "a sector"));
            return;
        }
        if let Some(other) = self.position.get(&symbol).and_then(|position| self.constituents.get(*position)) {
            if other.sector == sector {
                intake.ledger.duplicate += 1;
            } else {
                let found = Found::Said(format!("{symbol} in {sector} and, above, in {}", other.sector));
                let code = Code::ConflictingSector;
                intake.reject(code, || finding(code, found, "one sector for each symbol"));
            }
            return;
        }
        let size = self.size(record, intake);
        let weight = self.weight(record, intake);
        self.position.insert(symbol.clone(), self.constituents.len());
        self.constituents.push(Constituent { symbol, sector, size, weight });
        intake.ledger.used += 1;
    }

    fn size(&self, record: &Record<'_>, intake: &mut Intake) -> Option<Size> {
        let column = self.plan.size?;
        let text = record.text(column);
        let word = text.to_lowercase();
        let size = match word.trim_end_matches("cap").trim_end_matches([' ', '-']) {
            "large" | "mega" | "big" | "l" => Some(Size::Large),
            "mid" | "medium" | "middle" | "m" => Some(Size::Mid),
            "small" | "micro" | "s" => Some(Size::Small),
            _ => None,
        };
        if size.is_none() && !is_missing(&text) {
            unreadable(intake, record, column, "large, mid or small");
        }
        size
    }

    fn weight(&self, record: &Record<'_>, intake: &mut Intake) -> Option<f64> {
        let column = self.plan.weight?;
        match number::read(self.mark, record.field(column)) {
            Number::Value(weight) | Number::Percent(weight) if weight >= 0.0 => Some(weight),
            Number::Missing => None,
            _ => {
                unreadable(intake, record, column, "a weight of zero or more");
                None
            }
        }
    }

    /// Ends the file and writes everything into `file`.
    pub(super) fn finish(self, intake: Intake, file: &mut ImportedFile) {
        let kept = intake.ledger.used;
        file.diagnostics = intake.findings.diagnostics(|code, count| code.outcome(count, kept));
        file.outcome = if kept > 0 { Outcome::Sectors } else { Outcome::Refused };
        if kept == 0 {
            file.diagnostics.push(Diagnostic {
                severity: Severity::Error,
                code: Code::NoSectors,
                line: None,
                column: None,
                found: None,
                expected: Some("at least one row with a symbol and a sector".to_owned()),
                message: "No row has a symbol and a sector. Nothing was used. Export the list again.".to_owned(),
            });
        }
        file.constituents = self.constituents;
        file.left_out = intake.findings.into_log();
        file.ledger = intake.ledger;
    }
}

fn unreadable(intake: &mut Intake, record: &Record<'_>, column: usize, expected: &str) {
    let name = intake.columns.get(column).cloned();
    intake.findings.note(Code::UnreadableCell, || Finding {
        code: Code::UnreadableCell,
        line: Some(record.line),
        column: name,
        found: Found::Cell(record.text(column)),
        expected: expected.to_owned(),
    });
}

/// Whether a cell says that there is nothing, as the cash in a list of holdings has no symbol.
fn is_missing(text: &str) -> bool {
    number::read(DecimalMark::Point, text.as_bytes()) == Number::Missing
}
