//! A sector file: which sector each stock belongs to, beside the stocks' own prices. `symbol, sector[, size][, weight]`, or a
//! fund's list of holdings.

use std::collections::BTreeMap;

use crate::catalog::Size;
use crate::diagnostic::{Diagnostic, Finding, Findings, Found, Ledger, Severity, counted, grouped};
use crate::import::cells::date_text::DateFormat;
use crate::import::cells::decimal;
use crate::import::cells::number::{self, DecimalMark, MarkDecision, Number};
use crate::import::file::Outcome;
use crate::import::file::{Constituent, ImportedFile};
use crate::import::layout::header::{Role, role, squeezed};
use crate::import::layout::profile::{Data, SampleRow};
use crate::import::rows::records::filled;
use crate::import::text::reader::{Event, Record};

/// Headers of the sector, without spaces and accents; a sector before an industry.
const SECTORS: [&[&str]; 2] = [
    &[
        "sector",
        "gicssector",
        "gicssectorname",
        "sectorname",
        "economicsector",
        "icbsector",
        "trbceconomicsector",
        "sektor",
        "branche",
        "secteur",
        "settore",
        "setor",
        "sektorgics",
        "сектор",
        "отрасль",
        "板块",
        "行业",
        "業種",
        "セクター",
    ],
    &[
        "industry",
        "industrygroup",
        "gicsindustry",
        "gicsindustrygroup",
        "category",
        "industrie",
        "industria",
        "bransch",
    ],
];
const SIZES: [&str; 8] =
    ["size", "capsize", "marketcapsize", "capitalizationsize", "sizeclass", "segment", "grosse", "taille"];
const WEIGHTS: [&str; 10] = [
    "weight",
    "weightpercent",
    "weighting",
    "indexweight",
    "portfolioweight",
    "gewicht",
    "gewichtung",
    "poids",
    "peso",
    "вес",
];

/// Records among which the header is looked for.
const DEEPEST_HEADER: usize = 40;

/// How to read a sector file.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct SectorLayout {
    header_records: usize,
    columns: Vec<String>,
    symbol: usize,
    sector: usize,
    size: Option<usize>,
    weight: Option<usize>,
    mark: DecimalMark,
}

/// Recognises a sector file: a row that names a symbol and a sector, over rows without dates.
pub(crate) fn detect(sample: &[SampleRow]) -> Option<SectorLayout> {
    let (index, header, symbol, sector) = sample.iter().take(DEEPEST_HEADER).enumerate().find_map(|(index, row)| {
        let sector = SECTORS.iter().find_map(|words| column_of(row, words))?;
        let names = |wanted: Role| (0..row.fields.len()).find(|column| role(row.field(*column)) == wanted);
        Some((index, row, names(Role::Symbol).or_else(|| names(Role::Name))?, sector))
    })?;
    let rows = sample.get(index + 1..).filter(|rows| !rows.is_empty())?;
    let mark = match decimal::decide(rows.iter().flat_map(|row| &row.fields)) {
        MarkDecision::Decided(mark) => mark,
        _ => DecimalMark::Point,
    };
    let data = Data { rows, mark };
    let dated = (0..data.columns()).any(|column| data.date_format(column) == Some(DateFormat::Text));
    (!dated && symbol != sector).then(|| SectorLayout {
        header_records: index + 1,
        columns: header.fields.clone(),
        symbol,
        sector,
        size: column_of(header, &SIZES),
        weight: column_of(header, &WEIGHTS),
        mark,
    })
}

fn column_of(header: &SampleRow, words: &[&str]) -> Option<usize> {
    // Most cells that are looked at are numbers.
    let is_word = |name: &String| name.starts_with(char::is_alphabetic);
    header.fields.iter().position(|name| is_word(name) && words.contains(&squeezed(name).as_str()))
}

/// Reads the records of a sector file.
pub(crate) struct SectorRows {
    layout: SectorLayout,
    ledger: Ledger,
    findings: Findings,
    constituents: Vec<Constituent>,
    position: BTreeMap<String, usize>,
}

impl SectorRows {
    /// Rows to be read under a layout.
    pub(crate) fn new(layout: SectorLayout) -> SectorRows {
        SectorRows {
            layout,
            ledger: Ledger::default(),
            findings: Findings::default(),
            constituents: Vec::new(),
            position: BTreeMap::new(),
        }
    }

    /// Takes what the reader meets.
    pub(crate) fn take(&mut self, event: Event<'_>) {
        let Some(record) = filled(event, &mut self.ledger, &mut self.findings) else { return };
        if (self.ledger.header as usize) < self.layout.header_records {
            self.ledger.header += 1;
        } else {
            self.row(&record);
        }
    }

    fn reject(&mut self, code: &'static str, line: u64, found: Found, expected: &str) {
        self.ledger.reject(code, 1);
        self.note(code, line, None, found, expected);
    }

    fn note(&mut self, code: &'static str, line: u64, column: Option<usize>, found: Found, expected: &str) {
        let column = column.and_then(|column| self.layout.columns.get(column)).cloned();
        self.findings.note(code, || Finding { code, line: Some(line), column, found, expected: expected.to_owned() });
    }

    fn row(&mut self, record: &Record<'_>) {
        let (symbol, sector) = (record.text(self.layout.symbol), record.text(self.layout.sector));
        if is_missing(&symbol) {
            self.reject("missing-symbol", record.line, Found::Cell(symbol), "a symbol");
            return;
        }
        if is_missing(&sector) {
            self.reject("missing-sector", record.line, Found::Cell(sector), "a sector");
            return;
        }
        if let Some(other) = self.position.get(&symbol).and_then(|position| self.constituents.get(*position)) {
            if other.sector == sector {
                self.ledger.duplicate += 1;
            } else {
                let found = Found::Said(format!("{symbol} in {sector} and, above, in {}", other.sector));
                self.reject("conflicting-sector", record.line, found, "one sector for each symbol");
            }
            return;
        }
        let size = self.size(record);
        let weight = self.weight(record);
        self.position.insert(symbol.clone(), self.constituents.len());
        self.constituents.push(Constituent { symbol, sector, size, weight });
        self.ledger.used += 1;
    }

    fn size(&mut self, record: &Record<'_>) -> Option<Size> {
        let column = self.layout.size?;
        let text = record.text(column);
        let word = text.to_lowercase();
        let size = match word.trim_end_matches("cap").trim_end_matches([' ', '-']) {
            "large" | "mega" | "big" | "l" => Some(Size::Large),
            "mid" | "medium" | "middle" | "m" => Some(Size::Mid),
            "small" | "micro" | "s" => Some(Size::Small),
            _ => None,
        };
        if size.is_none() && !is_missing(&text) {
            self.note("unreadable-cell", record.line, Some(column), Found::Cell(text), "large, mid or small");
        }
        size
    }

    fn weight(&mut self, record: &Record<'_>) -> Option<f64> {
        let column = self.layout.weight?;
        match number::read(self.layout.mark, record.field(column)) {
            Number::Value(weight) | Number::Percent(weight) if weight >= 0.0 => Some(weight),
            Number::Missing => None,
            _ => {
                let found = Found::Cell(record.text(column));
                self.note("unreadable-cell", record.line, Some(column), found, "a weight of zero or more");
                None
            }
        }
    }

    /// Ends the file and writes everything into `file`.
    pub(crate) fn finish(self, file: &mut ImportedFile) {
        let kept = self.ledger.used;
        file.layout = "sectors";
        file.columns = self.layout.columns;
        file.diagnostics = self.findings.diagnostics(|code, count| match code {
            "unreadable-cell" => format!("{} left out, the rest of the row kept.", counted(count, "cell")),
            _ => format!("{} left out, {} kept.", counted(count, "row"), grouped(kept)),
        });
        file.outcome = if kept > 0 { Outcome::Sectors } else { Outcome::Refused };
        if kept == 0 {
            file.diagnostics.push(Diagnostic {
                severity: Severity::Error,
                code: "no-sectors",
                line: None,
                column: None,
                found: None,
                expected: Some("at least one row with a symbol and a sector".to_owned()),
                message: "No row has a symbol and a sector. Nothing was used. Export the list again.".to_owned(),
            });
        }
        file.constituents = self.constituents;
        file.left_out = self.findings.into_log();
        file.ledger = self.ledger;
    }
}

/// Whether a cell says that there is nothing, as the cash in a list of holdings has no symbol.
fn is_missing(text: &str) -> bool {
    number::read(DecimalMark::Point, text.as_bytes()) == Number::Missing
}
