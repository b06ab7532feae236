//! The workspace: imported files as ground state, and one pure question after another. All that the browser and Node can ask for.
#![deny(clippy::indexing_slicing)]

mod change;
mod question;
#[cfg(test)]
mod types;

pub use change::Change;
pub use question::{Answer, Details, Prices, Question, Shown};

use crate::diagnostic::Code;
use crate::error::Error;
use crate::import::ImportedFile;
use crate::study::casting::Casting;
use crate::study::claim::own::OwnClaim;
use crate::study::claim::{curve, findings};
use crate::study::lateness::Lateness;
use crate::study::performance::performance;
use crate::study::report::{self, ImportReport, Report};
use crate::study::settings::Settings;
use crate::study::study::Study;
use crate::study::{alignment, composites, constant_band, pairs, ranking};
use crate::tell::document::{Block, Section};
use crate::tell::write::left_out;
use crate::tell::{self, sections};

/// Imported files. The order in which they were added does not matter: they are kept by name.
#[derive(Clone, Debug, Default)]
pub struct Workspace {
    files: Vec<ImportedFile>,
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
                    *old = file;
                }
            }
            Err(position) => self.files.insert(position, file),
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
        let waiting = |file: &&mut ImportedFile| file.name == name && file.sha256.is_empty();
        let Some(file) = self.files.iter_mut().find(waiting) else { return };
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
    pub fn files(&self) -> &[ImportedFile] {
        &self.files
    }

    /// The answer to a question under some settings: both together hold everything that changes it but the files.
    ///
    /// # Errors
    ///
    /// A sentence where there is no answer: `bad-settings`, `unknown-series` where an id is not there, and what
    /// [`ranking::ranking`], [`OwnClaim::read`] and [`tell::text`] return.
    pub fn ask(&self, settings: &Settings, question: Question) -> Result<Answer, Error> {
        let study = Study::new(&self.files, settings)?;
        let study = &study;
        Ok(match question {
            Question::Files => Answer::Files(shown(report::import_report(&self.files, study), files_and_series)),
            Question::Ranking { depth } => Answer::Ranking(shown(ranking::ranking(study, depth)?, |found| {
                sections::ranking::sections(study, found)
            })),
            Question::Claims { depth } => {
                Answer::Claims(shown(findings(study, depth)?, |found| sections::claims::sections(study, found)))
            }
            Question::LateSeries => {
                let late = Lateness::new(study, &Casting::new(&study.roster)?).all();
                Answer::LateSeries(shown(late, |found| sections::claims::late_sections(study, found)))
            }
            Question::OwnClaim { sentence } => Answer::OwnClaim(OwnClaim::read(&sentence)?),
            Question::Composites => Answer::Composites(shown(composites::composites(study)?, |found| {
                vec![sections::composites::section(study, found)]
            })),
            Question::Matrix => Answer::Matrix(shown(pairs::matrix(study), |_| vec![sections::pairs::head(study)])),
            Question::Rolling { a, b } => Answer::Rolling(shown(pairs::rolling(study, &a, &b)?, |found| {
                sections::over_time::sections(study, found)
            })),
            Question::ConstantBand { a, b } => {
                Answer::ConstantBand(shown(constant_band::constant_band(study, &a, &b)?, |found| {
                    sections::over_time::constant_band(study, found)
                }))
            }
            Question::Performance => Answer::Performance(shown(performance(study)?, |found| {
                found.as_ref().map_or_else(Vec::new, sections::performance::sections)
            })),
            Question::Alignment { a, b } => Answer::Alignment(shown(alignment::alignment(study, &a, &b)?, |found| {
                sections::alignment::sections(study, found)
            })),
            Question::Strips => {
                Answer::Strips(shown(alignment::strips(study), |found| sections::strips::sections(found)))
            }
            Question::Specifications => Answer::Specifications(curve::specifications(study)),
            Question::CurvePoints { from, to } => Answer::CurvePoints(curve::points(study, from..to)?),
            Question::Curve { claim, points } => Answer::Curve(vec![sections::curve::section(
                &curve::specifications(study),
                &points,
                &curve::summaries(study, &points)?,
                claim.as_deref(),
            )]),
            Question::Prices { id } => Answer::Prices(prices(study, &id)?),
            Question::Details { of } => Answer::Details(details(study, of)?),
            Question::Report { format } => {
                Answer::Report(tell::text(study, &report::report(&self.files, study)?, format)?)
            }
            Question::ImportReport => Answer::ImportReport(tell::json(&report::import_report(&self.files, study))?),
            Question::Table { table } => Answer::Table(table.csv(study)?),
            Question::LeftOut { file } => Answer::LeftOut(left_out::table(self.files_named(file.as_deref()))),
        })
    }

    /// The whole report, of which [`Question::Report`] asks the text.
    ///
    /// # Errors
    ///
    /// `bad-settings` or `unknown-series`, see [`report::report`].
    pub fn report(&self, settings: &Settings) -> Result<Report, Error> {
        report::report(&self.files, &Study::new(&self.files, settings)?)
    }

    /// The files of this name; all of them where there is none.
    fn files_named<'a>(&'a self, name: Option<&'a str>) -> impl Iterator<Item = &'a ImportedFile> {
        self.files.iter().filter(move |file| name.is_none_or(|name| file.name == name))
    }
}

/// What was found with the sections that show it.
fn shown<T>(found: T, sections: impl FnOnce(&T) -> Vec<Section>) -> Shown<T> {
    Shown { sections: sections(&found), found }
}

fn files_and_series(found: &ImportReport) -> Vec<Section> {
    let mut all = sections::files::sections(&found.files);
    all.push(sections::series::section(&found.series));
    all
}

fn details(study: &Study<'_>, of: Details) -> Result<Vec<Block>, Error> {
    Ok(vec![Block::Table(match of {
        Details::Matrix => sections::pairs::table(study, &report::matrix_report(pairs::matrix(study))),
        Details::Rolling { a, b } => sections::over_time::by_day(&pairs::rolling(study, &a, &b)?),
        Details::Performance { since } => match performance(study)? {
            Some(found) => sections::performance::by_day(&found, since),
            None => return Ok(Vec::new()),
        },
        Details::Strips => sections::strips::by_year(&alignment::strips(study)),
    })])
}

fn prices(study: &Study<'_>, id: &str) -> Result<Prices, Error> {
    let view = study.prices(study.roster.find(id)?);
    Ok(Prices { dates: view.dates.to_vec(), prices: view.prices.to_vec() })
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
