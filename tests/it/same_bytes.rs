//! The report of the synthetic sample, byte for byte but for the id of the engine's build. The JavaScript tests hold the
//! WebAssembly engine to the same digest, so native and wasm cannot drift apart.

use sectorscope::import::{ImportOptions, Importer};
use sectorscope::sample;
use sectorscope::study::settings::Settings;
use sectorscope::workspace::Workspace;
use sha2::{Digest, Sha256};

const DIGEST: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/golden/sample-report.sha256");

#[test]
fn the_report_of_the_sample_never_changes_unnoticed() {
    let mut workspace = Workspace::new();
    for file in sample::files() {
        let mut importer = Importer::new(file.name.to_owned(), ImportOptions::default());
        importer.feed(file.text.as_bytes());
        workspace.add(importer.finish());
    }
    let report = workspace.report(&Settings::default()).expect("the sample can be analysed");
    let build = format!(",\"build\":\"{}\"", report.engine.build);
    let text = serde_json::to_string(&report).expect("a report is JSON");
    assert!(text.contains(&build));
    let bytes = text.replacen(&build, "", 1);
    let digest: String = Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect();
    if std::env::var_os("UPDATE_GOLDENS").is_some() {
        std::fs::write(DIGEST, format!("{digest}\n")).expect("the digest can be written");
    }
    let expected = std::fs::read_to_string(DIGEST).unwrap_or_default();
    assert_eq!(digest, expected.trim(), "run with UPDATE_GOLDENS=1 if the change is meant");
}
