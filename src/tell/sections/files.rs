//! The files with their ledgers and what was noticed in them.

use std::collections::BTreeMap;

use crate::catalog::Size;
use crate::diagnostic::{Code, Ledger, Severity};
use crate::import::{Constituent, Outcome, PreviewRow};
use crate::number::{NONE, counted, grouped};
use crate::study::report::{FileReport, ImportReport};
use crate::study::roster::Member;
use crate::study::settings::Settings;
use crate::tell::cell::Cell;
use crate::tell::document::{Block, Fact, Section, Table, number, text};
use sectorscope_ground::order;

/// One section for each file: the jumps of its series, its stocks where it lists any, its first rows, its ledger.
pub(crate) fn sections(settings: &Settings, found: &ImportReport) -> Vec<Section> {
    let mut of_file: BTreeMap<&str, Vec<&Member>> = BTreeMap::new();
    let by_id =
        order::map(found.files.iter().flat_map(|file| file.series.iter().map(|id| (id.as_str(), file.name.as_str()))));
    for member in &found.series {
        if let Some(file) = by_id.get(member.id.as_str()) {
            of_file.entry(file).or_default().push(member);
        }
    }
    let own = |file: &FileReport| of_file.get(file.name.as_str()).map_or(&[][..], Vec::as_slice);
    found.files.iter().map(|file| section(settings, file, own(file))).collect()
}

fn section(settings: &Settings, file: &FileReport, own: &[&Member]) -> Section {
    let mut blocks: Vec<Block> = own.iter().flat_map(|member| super::jumps::blocks(settings, member)).collect();
    if !file.constituents.is_empty() {
        let rows = file.constituents.iter().map(stock);
        blocks.push(Table::new("Symbols and their sectors.", columns_of_stocks(), rows).into());
    }
    if !file.preview.is_empty() {
        blocks.push(preview(&file.preview).into());
    }
    blocks.push(Block::Facts(ledger(file)));
    Section::new(format!("file:{}", file.name), &file.name, blocks)
}

fn columns_of_stocks() -> [crate::tell::document::Column; 4] {
    [text("Symbol"), text("Sector"), text("Size"), number("Weight")]
}

fn stock(stock: &Constituent) -> Vec<Cell> {
    vec![
        Cell::text(&stock.symbol),
        Cell::text(&stock.sector),
        Cell::text(stock.size.map_or(NONE, Size::code)),
        Cell::Price(stock.weight),
    ]
}

/// The first rows as they were read.
fn preview(rows: &[PreviewRow]) -> Table {
    let symbols = rows.iter().any(|row| row.symbol.is_some());
    let width = rows.iter().map(|row| row.prices.len()).max().unwrap_or(0);
    let prices = (1..=width).map(|at| number(if width == 1 { "Price".to_owned() } else { format!("Price {at}") }));
    let columns = [number("Line"), text("Day")].into_iter().chain(symbols.then(|| text("Symbol"))).chain(prices);
    let row = |row: &PreviewRow| {
        let day = row.date.map_or_else(|| "open".to_owned(), |day| day.to_string());
        let symbol = symbols.then(|| Cell::text(row.symbol.clone().unwrap_or_default()));
        let prices = (0..width).map(|at| Cell::Exact(row.prices.get(at).copied().flatten()));
        [Cell::Count(row.line), Cell::text(day)].into_iter().chain(symbol).chain(prices).collect()
    };
    Table::new("The first rows, as read.", columns, rows.iter().map(row))
}

fn ledger(file: &FileReport) -> Vec<Fact> {
    let Ledger { records, header, used, blank, duplicate, .. } = &file.ledger;
    let fact = |name: &'static str, value: String| Fact::new(name, value);
    let layout = match file.layout {
        "none" => String::new(),
        "zip" => ", zip archive".to_owned(),
        layout => format!(", {layout} table"),
    };
    let mut facts = vec![
        fact("Size", format!("{}{layout}", counted(file.bytes, "byte"))),
        fact("Records", grouped(*records)),
        fact("Header", grouped(*header)),
        fact("Used", grouped(*used)),
        fact("Blank", grouped(*blank)),
        fact("Repeated days", grouped(*duplicate)),
        fact("Left out", left_out(&file.ledger)),
    ];
    facts.push(fact("SHA-256", sha256(file).to_owned()));
    facts
}

/// How many records were left out, and why.
fn left_out(ledger: &Ledger) -> String {
    let reasons = reasons(ledger);
    let total = grouped(ledger.rejected_total());
    if reasons.is_empty() { total } else { format!("{total} ({reasons})") }
}

fn reasons(ledger: &Ledger) -> String {
    let each = ledger.rejected.iter().map(|(code, records)| format!("{code}: {}", grouped(*records)));
    each.collect::<Vec<_>>().join(", ")
}

fn sha256(file: &FileReport) -> &str {
    let changed = || file.diagnostics.iter().any(|diagnostic| diagnostic.code == Code::ChangedFile);
    match file.sha256.as_str() {
        "" if changed() => "unknown",
        "" => "follows",
        known => known,
    }
}

/// All files of a report.
pub(super) fn reported(files: &[FileReport]) -> Section {
    let columns = [text("File"), text("SHA-256"), number("Bytes"), text("Layout"), text("Outcome")];
    let mut blocks = vec![Table::new("Every file.", columns, files.iter().map(file)).into()];
    let columns = [
        text("File"),
        number("Records"),
        number("Header"),
        number("Used"),
        number("Blank"),
        number("Repeated"),
        number("Left out"),
        text("Why left out"),
    ];
    let caption = "Every record: records = header + used + blank + repeated + left out.";
    blocks.push(Table::new(caption, columns, files.iter().map(records)).into());
    let notices: Vec<Vec<Cell>> = files.iter().flat_map(notices).collect();
    if !notices.is_empty() {
        let columns = [text("File"), text("Kind"), text("Message")];
        blocks.push(Table::new("What was noticed in the files.", columns, notices).into());
    }
    let stocks: Vec<Vec<Cell>> = files.iter().flat_map(stocks).collect();
    if !stocks.is_empty() {
        let columns = columns_of_stocks().into_iter().chain([text("File")]);
        blocks.push(Table::new("Sector files: the sector of each stock.", columns, stocks).into());
    }
    Section::new("files", "Files", blocks)
}

fn file(file: &FileReport) -> Vec<Cell> {
    let outcome = match file.outcome {
        Outcome::Prices => "prices",
        Outcome::Sectors => "sectors",
        Outcome::Asks => "asks",
        Outcome::Refused => "refused",
    };
    vec![
        Cell::text(&file.name),
        Cell::text(sha256(file)),
        Cell::Count(file.bytes),
        Cell::text(file.layout),
        Cell::text(outcome),
    ]
}

fn records(file: &FileReport) -> Vec<Cell> {
    let ledger = &file.ledger;
    let counts = [ledger.records, ledger.header, ledger.used, ledger.blank, ledger.duplicate, ledger.rejected_total()];
    let counts = counts.into_iter().map(Cell::Count);
    std::iter::once(Cell::text(&file.name)).chain(counts).chain([Cell::text(reasons(ledger))]).collect()
}

fn notices(file: &FileReport) -> impl Iterator<Item = Vec<Cell>> {
    file.diagnostics.iter().map(|diagnostic| {
        let severity = match diagnostic.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "note",
        };
        vec![Cell::text(&file.name), Cell::text(severity), Cell::text(&diagnostic.message)]
    })
}

fn stocks(file: &FileReport) -> impl Iterator<Item = Vec<Cell>> {
    file.constituents.iter().map(|of| stock(of).into_iter().chain([Cell::text(&file.name)]).collect())
}
