//! What several suites share.

pub(crate) mod asks;
pub(crate) mod fixtures;
pub(crate) mod laws;
pub(crate) mod market;
pub(crate) mod told;

use sectorscope::import::{ImportOptions, ImportedFile, Importer, Mend};
use sectorscope::sample;
use sectorscope::workspace::Workspace;

/// The synthetic sample.
pub(crate) fn the_sample() -> Workspace {
    let mut workspace = Workspace::new();
    for file in sample::files() {
        workspace.add(import(file.name, file.text.as_bytes()));
    }
    workspace
}

/// Imports a whole file at once and holds what is true of every file: all bytes counted, every record accounted for, and
/// a used file never without series.
pub(crate) fn import(name: &str, bytes: &[u8]) -> ImportedFile {
    import_with(name, bytes, ImportOptions::default())
}

/// What is set for files whose prices are drawn at random: no asset moves like them, and they are used all the same.
pub(crate) fn drawn() -> ImportOptions {
    ImportOptions { mends: vec![Mend::UseAsWritten], ..ImportOptions::default() }
}

/// The same of a file and the files in it, each held to its ledger.
pub(crate) fn import_all(name: &str, bytes: &[u8]) -> Vec<ImportedFile> {
    let mut importer = Importer::new(name.to_owned(), ImportOptions::default());
    importer.feed(bytes);
    let files = importer.finish_all();
    files.iter().for_each(|file| assert!(file.ledger.balances(), "{}: {:?}", file.name, file.ledger));
    assert_eq!(files[0].bytes, bytes.len() as u64, "{name}: bytes");
    files
}

/// The same, with an answer to what the file leaves open.
pub(crate) fn import_with(name: &str, bytes: &[u8], options: ImportOptions) -> ImportedFile {
    let mut importer = Importer::new(name.to_owned(), options);
    importer.feed(bytes);
    let file = importer.finish();
    assert!(file.ledger.balances(), "{name}: {:?}", file.ledger);
    assert_eq!(file.bytes, bytes.len() as u64, "{name}: bytes");
    assert_eq!(file.sha256.len(), 64, "{name}: {}", file.sha256);
    file
}
