//! The report on the synthetic sample as Markdown, as a web page, or as JSON that can be verified:
//! `cargo run --example report -- html > report.html`.
#![allow(clippy::print_stdout, reason = "an example prints")]

use sectorscope::tell::Format;
use sectorscope::{Answer, Error, ImportOptions, Importer, Question, Settings, Workspace, sample};

fn main() -> Result<(), Error> {
    let format = match std::env::args().nth(1).as_deref() {
        Some("html") => Format::Html,
        Some("json") => Format::Json,
        _ => Format::Markdown,
    };
    let mut workspace = Workspace::new();
    for file in sample::files() {
        let mut importer = Importer::new(file.name.to_owned(), ImportOptions::default());
        importer.feed(file.text.as_bytes());
        workspace.add(importer.finish());
    }
    if let Answer::Report(text) = workspace.ask(&Settings::default(), Question::Report { format })? {
        println!("{text}");
    }
    Ok(())
}
