//! Slices of sizes that an input chooses.

use sectorscope::import::{ImportOptions, ImportedFile, Importer};

/// Imports a file whose bytes come in the slices that a byte chooses: 0 is all at once, 1 is one byte at a time where that
/// does not take long, anything else a mixture, with empty ones among them.
pub(super) fn import(name: &str, options: &ImportOptions, bytes: &[u8], choice: u8) -> Vec<ImportedFile> {
    let mut importer = Importer::new(name.to_owned(), options.clone());
    let mut rest = bytes;
    let mut state = u64::from(choice);
    while !rest.is_empty() {
        let size = match choice {
            0 => rest.len(),
            1 => 1 + bytes.len() / 20_000,
            _ => {
                state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                // As many small ones as large ones.
                let largest = 1_usize << (state >> 60);
                (state >> 32) as usize % (largest * (1 + bytes.len() / 100_000)) + bytes.len() / 20_000
            }
        };
        let (slice, after) = rest.split_at(size.min(rest.len()));
        importer.feed(slice);
        rest = after;
    }
    importer.finish_all()
}
