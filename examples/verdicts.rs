//! What price files say of the claims: `cargo run --example verdicts -- BTC.csv PSCT.csv XLK.csv ...`; without files, of the synthetic
//! sample.
#![allow(clippy::print_stdout, reason = "an example prints")]

use std::path::Path;

use sectorscope::{Answer, Depth, Error, ImportOptions, Importer, Question, Settings, Workspace, sample};

fn main() -> Result<(), Error> {
    let mut workspace = Workspace::new();
    let mut read = |name: &str, bytes: &[u8]| {
        let mut importer = Importer::new(name.to_owned(), ImportOptions::default());
        importer.feed(bytes);
        let file = importer.finish();
        for diagnostic in &file.diagnostics {
            println!("{name}: {}", diagnostic.message);
        }
        workspace.add(file);
    };
    let mut any = false;
    for path in std::env::args().skip(1) {
        match std::fs::read(&path) {
            Ok(bytes) => read(&Path::new(&path).file_name().unwrap_or_default().to_string_lossy(), &bytes),
            Err(error) => println!("{path}: {error}"),
        }
        any = true;
    }
    if !any {
        sample::files().iter().for_each(|file| read(file.name, file.text.as_bytes()));
    }
    let settings = Settings::default();
    if let Answer::Ranking(ranking) = workspace.ask(&settings, Question::Ranking { depth: Depth::Order })? {
        for row in &ranking.found.rows {
            println!("{} with {}: {:.3}", ranking.found.reference, row.id, row.estimate.r.unwrap_or(f64::NAN));
        }
    }
    if let Answer::Claims(claims) = workspace.ask(&settings, Question::Claims { depth: Depth::Order })? {
        for claim in &claims.found {
            println!("{}: {} {}", claim.verdict.code(), claim.question, claim.sentence);
        }
    }
    Ok(())
}
