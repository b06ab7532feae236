//! The workspace: imported files as ground state, and one pure question after another. All that the browser and Node can ask for.
#![deny(clippy::indexing_slicing)]

mod change;
mod question;
#[cfg(test)]
mod types;

pub use change::Change;
pub use question::{Answer, Details, Prices, Question, Shown};

use std::collections::BTreeMap;
use std::rc::Rc;

use crate::diagnostic::Code;
use crate::error::Error;
use crate::import::ImportedFile;
use crate::study::report::{self, Report};
use crate::study::settings::Settings;
use crate::study::study::Study;
use sectorscope_ground::order;
use sectorscope_stats::pause::without_pauses;

/// Imported files. The order in which they were added does not matter: they are kept by name.
#[derive(Clone, Debug, Default)]
pub struct Workspace {
    files: Vec<Rc<ImportedFile>>,
}

impl Workspace {
    /// A workspace without files.
    pub fn new() -> Workspace {
        Workspace::default()
    }

    /// Adds a file; one of the same name is replaced, so that dropping a file again brings its newest content. Of an
    /// archive that is replaced nothing stays: add the archive first, then the files in it.
    pub fn add(&mut self, file: ImportedFile) {
        self.remove_inside(&file.name);
        match self.files.binary_search_by(|other| other.name.cmp(&file.name)) {
            Ok(position) => {
                if let Some(old) = self.files.get_mut(position) {
                    *old = Rc::new(file);
                }
            }
            Err(position) => self.files.insert(position, Rc::new(file)),
        }
    }

    /// Changes the files.
    pub fn change(&mut self, change: Change) {
        match change {
            Change::Remove { name } => {
                self.remove(&name);
            }
            Change::Clear => self.clear(),
            Change::Refuse { name, code, found, advice } => {
                let reasons = [Code::Folder, Code::EmptyFolder, Code::CrashesReader];
                let code = reasons.into_iter().find(|known| known.name() == code).unwrap_or(Code::Unreadable);
                self.add(ImportedFile::unreadable(name, code, &found, &advice));
            }
            Change::AddSha256 { name, sha256 } => self.add_sha256(&name, sha256),
        }
    }

    /// Only a file that waits for its SHA-256 takes one.
    fn add_sha256(&mut self, name: &str, sha256: Option<String>) {
        let waiting = |file: &&mut Rc<ImportedFile>| file.name == name && file.sha256.is_empty();
        let Some(file) = self.files.iter_mut().find(waiting).map(Rc::make_mut) else { return };
        match sha256 {
            Some(sha256) => file.sha256 = sha256,
            None => file.diagnostics.push(ImportedFile::changed()),
        }
    }

    /// Removes every file of this name, with the files in it where it is an archive; says whether there was one.
    pub fn remove(&mut self, name: &str) -> bool {
        self.remove_inside(name);
        let before = self.files.len();
        self.files.retain(|file| file.name != name);
        self.files.len() < before
    }

    fn remove_inside(&mut self, name: &str) {
        let found = self.files.binary_search_by(|other| other.name.as_str().cmp(name)).ok();
        if found
            .and_then(|position| self.files.get(position))
            .is_some_and(|file| matches!(file.layout, "zip" | "workbook"))
        {
            let folder = format!("{name}/");
            self.files.retain(|file| !file.name.starts_with(&folder));
        }
    }

    /// Removes every file.
    pub fn clear(&mut self) {
        self.files.clear();
    }

    /// The files, by name.
    pub fn files(&self) -> &[Rc<ImportedFile>] {
        &self.files
    }

    /// The answer to a question under some settings: both together hold everything that changes it but the files.
    ///
    /// # Errors
    ///
    /// A sentence where there is no answer: `bad-settings`; `unknown-series` where an id is not there; what the question itself cannot
    /// be answered for, such as `too-few-days` of a ranking.
    pub fn ask(&self, settings: &Settings, question: Question) -> Result<Answer, Error> {
        without_pauses(answer(&self.files, settings, question))
    }

    /// The same with a pause after every short while. It is the answer of the files as they are now, whatever becomes of them.
    ///
    /// # Errors
    ///
    /// As [`Workspace::ask`].
    pub fn ask_with_pauses(
        &self,
        settings: Settings,
        question: Question,
    ) -> impl Future<Output = Result<Answer, Error>> + 'static {
        let files = self.files.clone();
        async move { answer(&files, &settings, question).await }
    }

    /// The whole report, of which [`Question::Report`] asks the text.
    ///
    /// # Errors
    ///
    /// `bad-settings` or `unknown-series`, see [`report::report`].
    pub fn report(&self, settings: &Settings) -> Result<Report, Error> {
        without_pauses(report::report(&self.files, &Study::new(&self.files, settings)?))
    }
}

async fn answer(files: &[Rc<ImportedFile>], settings: &Settings, question: Question) -> Result<Answer, Error> {
    if matches!(question, Question::Report { .. } | Question::Table { .. }) && !settings.file_names {
        let (files, settings) = nameless(files, settings);
        return question.answer(&Study::new(&files, &settings)?, &files).await;
    }
    let study = Study::new(files, settings)?;
    question.answer(&study, files).await
}

/// The same files, in the same order, numbered in place of their names; what the settings say of files follows.
fn nameless(files: &[Rc<ImportedFile>], settings: &Settings) -> (Vec<Rc<ImportedFile>>, Settings) {
    let mut known: BTreeMap<&str, String> = BTreeMap::new();
    let mut numbered = Vec::new();
    for (number, file) in files.iter().enumerate() {
        // What is in an archive stays in it.
        let folder = file.name.rfind('/').and_then(|end| known.get(file.name.get(..end)?));
        let name = format!("{}file {}", folder.map_or_else(String::new, |folder| format!("{folder}/")), number + 1);
        known.insert(&file.name, name.clone());
        numbered.push(Rc::new(ImportedFile { name, ..ImportedFile::clone(file) }));
    }
    let mapping = settings
        .mapping
        .iter()
        .filter_map(|(name, options)| Some((known.get(name.as_str())?.clone(), options.clone())));
    (numbered, Settings { mapping: order::map(mapping), ..settings.clone() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::{ImportOptions, Importer};

    #[test]
    fn a_hash_is_added_once_and_to_the_file_that_waits() {
        let hash = |name: &str, sha256: Option<&str>| Change::AddSha256 {
            name: name.to_owned(),
            sha256: sha256.map(str::to_owned),
        };
        let mut workspace = Workspace::new();
        for name in ["now.csv", "later.csv", "never.csv"] {
            let importer = Importer::new(name.to_owned(), ImportOptions::default());
            let mut importer = if name == "now.csv" { importer } else { importer.hashed_later() };
            importer.feed(b"Date,Close\n2024-01-02,1\n");
            workspace.add(importer.finish());
        }
        for (name, sha256) in [
            ("now.csv", Some("00")),
            ("other.csv", Some("00")),
            ("later.csv", Some("00")),
            ("later.csv", Some("01")),
            ("never.csv", None),
            ("later.csv", None),
        ] {
            workspace.change(hash(name, sha256));
        }
        let told: Vec<(&str, usize)> =
            workspace.files().iter().map(|file| (file.sha256.as_str(), file.diagnostics.len())).collect();
        assert_eq!(told[0], ("00", 0));
        assert_eq!(told[1], ("", 1));
        assert_eq!(told[2].0.len(), 64);
    }
}
