//! The files with their ledgers, what was noticed in them, and the series they gave.

use crate::catalog::{AssetClass, Size};
use crate::diagnostic::{Ledger, Severity, grouped};
use crate::export::document::{Block, Table};
use crate::export::number::{count, day, price};
use crate::import::Outcome;
use crate::study::report::{FileReport, Report};
use crate::study::roster::Member;

pub(super) fn files(report: &Report) -> Vec<Block> {
    let files = Table::new("Every file.", &["File", "SHA-256", "#Bytes", "Layout", "Outcome"]);
    let columns = ["File", "#Records", "#Header", "#Used", "#Blank", "#Repeated", "#Left out", "Why left out"];
    let caption = "Every record: records = header + used + blank + repeated + left out.";
    let mut blocks = vec![
        files.with(report.files.iter().map(file)),
        Table::new(caption, &columns).with(report.files.iter().map(|file| records(&file.name, &file.ledger))),
    ];
    let notices: Vec<Vec<String>> = report.files.iter().flat_map(notices).collect();
    if !notices.is_empty() {
        blocks.push(Table::new("What was noticed in the files.", &["File", "Kind", "Message"]).with(notices));
    }
    let parts: Vec<Vec<String>> = report.files.iter().flat_map(constituents).collect();
    if !parts.is_empty() {
        let columns = ["Stock", "Sector", "Size", "#Weight", "File"];
        blocks.push(Table::new("Sector files: which stock is of which sector.", &columns).with(parts));
    }
    blocks
}

fn file(file: &FileReport) -> Vec<String> {
    let outcome = match file.outcome {
        Outcome::Prices => "prices",
        Outcome::Sectors => "sectors",
        Outcome::Asks => "asks",
        Outcome::Refused => "refused",
    };
    let sha256 = if file.sha256.is_empty() { "not known" } else { &file.sha256 };
    vec![file.name.clone(), sha256.to_owned(), grouped(file.bytes), file.layout.to_owned(), outcome.to_owned()]
}

fn records(name: &str, ledger: &Ledger) -> Vec<String> {
    let reasons: Vec<String> =
        ledger.rejected.iter().map(|(code, records)| format!("{code}: {}", grouped(*records))).collect();
    vec![
        name.to_owned(),
        grouped(ledger.records),
        grouped(ledger.header),
        grouped(ledger.used),
        grouped(ledger.blank),
        grouped(ledger.duplicate),
        grouped(ledger.rejected_total()),
        reasons.join(", "),
    ]
}

fn notices(file: &FileReport) -> impl Iterator<Item = Vec<String>> {
    file.diagnostics.iter().map(|diagnostic| {
        let severity = match diagnostic.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "note",
        };
        vec![file.name.clone(), severity.to_owned(), diagnostic.message.clone()]
    })
}

fn constituents(file: &FileReport) -> impl Iterator<Item = Vec<String>> {
    file.constituents.iter().map(|stock| {
        let weight = stock.weight.map_or_else(String::new, |weight| price(Some(weight)));
        vec![stock.symbol.clone(), stock.sector.clone(), size(stock.size).to_owned(), weight, file.name.clone()]
    })
}

pub(super) fn series(report: &Report) -> Vec<Block> {
    let columns = [
        "Series",
        "Name",
        "Class",
        "Sector",
        "Size",
        "Currency",
        "Use",
        "First day",
        "Last day",
        "#Days",
        "#First price",
        "#Last price",
        "Column",
        "File",
    ];
    vec![Table::new("Every series, and what it is taken for.", &columns).with(report.series.iter().map(member))]
}

fn member(member: &Member) -> Vec<String> {
    let class = member.class.map_or("not known", |class| match class {
        AssetClass::Crypto => "crypto",
        AssetClass::Stablecoin => "stablecoin",
        AssetClass::Equity => "equity",
        AssetClass::Other => "other",
    });
    let mut part = match &member.part_of {
        _ if member.ignored => "left out".to_owned(),
        Some(sector) => format!("part of {sector}"),
        None => "used".to_owned(),
    };
    if member.shift_days != 0 {
        part.push_str(&format!(", days shifted by {:+}", member.shift_days).replace('-', "\u{2212}"));
    }
    vec![
        member.id.clone(),
        member.name.clone(),
        class.to_owned(),
        member.sector.clone().unwrap_or_default(),
        size(member.size).to_owned(),
        member.currency.unwrap_or_default().to_owned(),
        part,
        day(member.first),
        day(member.last),
        count(member.count),
        price(member.first_value),
        price(member.last_value),
        member.value_column.clone(),
        member.file.clone(),
    ]
}

fn size(size: Option<Size>) -> &'static str {
    size.map_or("", |size| match size {
        Size::Large => "large",
        Size::Mid => "mid",
        Size::Small => "small",
        Size::Broad => "broad",
    })
}
