//! Where the numbers come from, and how anybody makes them again.

use sha2::{Digest, Sha256};

use crate::import::hexadecimal;
use crate::study::report::Report;
use crate::tell::document::{Block, Fact, Section};
use sectorscope_stats::pause::pause;

/// Bytes that are hashed from one pause to the next.
const HASHED_AT_ONCE: usize = 1 << 20;

pub(super) async fn section(report: &Report, json: &str) -> Section {
    let engine = report.engine;
    let setting = |name| report.settings.get(name).map(ToString::to_string).unwrap_or_default();
    let mut hash = Sha256::new();
    for piece in json.as_bytes().chunks(HASHED_AT_ONCE) {
        hash.update(piece);
        pause().await;
    }
    // As it is saved and printed: with an end of line.
    let sha256 = hexadecimal(&hash.chain_update("\n").finalize());
    let fact = |name: &'static str, value: String| Fact::new(name, value);
    let blocks = vec![
        Block::Facts(vec![
            fact("Engine", format!("{} {}, build {}", engine.name, engine.version, engine.build)),
            fact("Seed", setting("seed")),
            fact("Replicates", setting("replicates")),
            fact("SHA-256 of the same report as JSON", sha256),
        ]),
        Block::Text(
            "The files above and these settings determine every number, on every machine; the JSON report holds them in \
             full precision. Save the settings as settings.json, name every file in place of FILES, and the first command \
             makes the JSON report again, the second this one (with markdown in place of html: its other form); the third checks \
             whether a JSON report that was kept comes out the same, to the byte, and if not what differs."
                .to_owned(),
        ),
        Block::Code(
            "sectorscope analyze FILES... --settings settings.json --format json\n\
             sectorscope analyze FILES... --settings settings.json --format html\n\
             sectorscope verify REPORT.json FILES..."
                .to_owned(),
        ),
        Block::Text("All settings:".to_owned()),
        Block::Code(settings(report)),
    ];
    Section::new("origin", "Settings, and how to verify this report", blocks)
}

/// The settings as JSON, one in a line.
fn settings(report: &Report) -> String {
    let lines: Vec<String> = report
        .settings
        .iter()
        .map(|(name, value)| format!("  {}: {value}", serde_json::Value::from(name.as_str())))
        .collect();
    format!("{{\n{}\n}}", lines.join(",\n"))
}
