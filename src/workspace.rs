//! The workspace: imported files as ground state, and pure queries on them. All that the browser and Node can ask for.
#![deny(clippy::indexing_slicing)]

use crate::date::Date;
use crate::error::Error;
use crate::export::{self, Format, left_out, tables::Table};
use crate::import::ImportedFile;
use crate::study::alignment::{self, Alignment, Strip};
use crate::study::casting::Casting;
use crate::study::claim::curve::{self, CurvePoint, Specification};
use crate::study::claim::{Finding, findings};
use crate::study::composites::{self, CompositesReport};
use crate::study::constant_band::{self, ConstantBand};
use crate::study::lateness::{LateSeries, Lateness};
use crate::study::pairs::{self, PairMatrix, RollingPair};
use crate::study::performance::{Performance, performance};
use crate::study::ranking::{self, Depth, Ranking};
use crate::study::report::{self, ImportReport, Report};
use crate::study::settings::Settings;
use crate::study::study::Study;

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

    /// Tells the SHA-256, in hexadecimal, of a file that was imported without; says whether one of this name waits for it.
    pub fn tell_sha256(&mut self, name: &str, sha256: &str) -> bool {
        let waiting = self.files.iter_mut().find(|file| file.name == name && file.sha256.is_empty());
        waiting.map(|file| sha256.clone_into(&mut file.sha256)).is_some()
    }

    /// Notes that a file that was imported without its SHA-256 cannot be read a second time.
    pub fn no_sha256(&mut self, name: &str) {
        if let Some(file) = self.files.iter_mut().find(|file| file.name == name && file.sha256.is_empty()) {
            file.diagnostics.push(ImportedFile::changed());
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

    /// The files under some settings.
    fn study<'s>(&'s self, settings: &'s Settings) -> Result<Study<'s>, Error> {
        Study::new(&self.files, settings)
    }

    /// Files and series, with classes, ledgers and diagnostics.
    pub fn import_report(&self, settings: &Settings) -> ImportReport {
        report::import_report(&self.files, settings)
    }

    /// The ranking of the universe by correlation with the reference.
    ///
    /// # Errors
    ///
    /// A sentence where there is no answer, see [`ranking::ranking`].
    pub fn ranking(&self, settings: &Settings) -> Result<Ranking, Error> {
        ranking::ranking(&self.study(settings)?, Depth::Order)
    }

    /// The ranking, and how stable its order is: resampled, so it takes longer.
    ///
    /// # Errors
    ///
    /// As [`Workspace::ranking`].
    pub fn stability(&self, settings: &Settings) -> Result<Ranking, Error> {
        ranking::ranking(&self.study(settings)?, Depth::Full)
    }

    /// What the files say of each claim; with [`Depth::Order`] without the questions asked in other ways.
    ///
    /// # Errors
    ///
    /// `bad-settings`, or `unknown-series` where an id is not there.
    pub fn claims(&self, settings: &Settings, depth: Depth) -> Result<Vec<Finding>, Error> {
        findings(&self.study(settings)?, depth)
    }

    /// The series whose days are labelled wrongly, as the data show.
    ///
    /// # Errors
    ///
    /// `bad-settings` where a setting is out of range.
    pub fn late_series(&self, settings: &Settings) -> Result<Vec<LateSeries>, Error> {
        let study = self.study(settings)?;
        Ok(Lateness::new(&study, &Casting::new(&study.roster)?).all())
    }

    /// The altcoins as one series, and what is doubtful about them.
    ///
    /// # Errors
    ///
    /// `bad-settings`, or `unknown-series` where an id is not there.
    pub fn composites(&self, settings: &Settings) -> Result<CompositesReport, Error> {
        composites::composites(&self.study(settings)?)
    }

    /// The correlations of all pairs.
    ///
    /// # Errors
    ///
    /// `bad-settings` where a setting is out of range.
    pub fn matrix(&self, settings: &Settings) -> Result<PairMatrix, Error> {
        Ok(pairs::matrix(&self.study(settings)?))
    }

    /// The rolling correlation of two series.
    ///
    /// # Errors
    ///
    /// `bad-settings`, or `unknown-series` where an id is not there.
    pub fn rolling(&self, settings: &Settings, a: &str, b: &str) -> Result<RollingPair, Error> {
        pairs::rolling(&self.study(settings)?, a, b)
    }

    /// What the rolling correlation of two series would show if the correlation never changed.
    ///
    /// # Errors
    ///
    /// As [`Workspace::rolling`].
    pub fn constant_band(&self, settings: &Settings, a: &str, b: &str) -> Result<ConstantBand, Error> {
        constant_band::constant_band(&self.study(settings)?, a, b)
    }

    /// How technology has done, see [`performance`].
    ///
    /// # Errors
    ///
    /// `bad-settings`, or `unknown-series` where an id is not there.
    pub fn performance(&self, settings: &Settings) -> Result<Option<Performance>, Error> {
        performance(&self.study(settings)?)
    }

    /// What calendars do to the correlation of two series.
    ///
    /// # Errors
    ///
    /// `bad-settings`, or `unknown-series` where an id is not there.
    pub fn alignment(&self, settings: &Settings, a: &str, b: &str) -> Result<Alignment, Error> {
        alignment::alignment(&self.study(settings)?, a, b)
    }

    /// The days of every series, month by month.
    ///
    /// # Errors
    ///
    /// `bad-settings` where a setting is out of range.
    pub fn strips(&self, settings: &Settings) -> Result<Vec<Strip>, Error> {
        Ok(alignment::strips(&self.study(settings)?))
    }

    /// The combinations of settings behind the specification curve.
    ///
    /// # Errors
    ///
    /// `bad-settings`, or `unknown-series` where an id is not there.
    pub fn specifications(&self, settings: &Settings) -> Result<Vec<Specification>, Error> {
        Ok(curve::specifications(&self.study(settings)?))
    }

    /// What the combinations of choices with these numbers say of the claims, see [`curve::specifications`].
    ///
    /// # Errors
    ///
    /// `bad-settings`, or `unknown-series` where an id is not there.
    pub fn curve_points(&self, settings: &Settings, numbers: std::ops::Range<usize>) -> Result<Vec<CurvePoint>, Error> {
        curve::points(&self.study(settings)?, numbers)
    }

    /// Rows and cells left out of a file, of every file where none is named, as CSV, see [`left_out::table`].
    pub fn left_out(&self, name: Option<&str>) -> String {
        left_out::table(self.files.iter().filter(|file| name.is_none_or(|name| file.name == name)))
    }

    /// The days and prices of a series, under the settings' shift and between their days.
    ///
    /// # Errors
    ///
    /// `unknown-series` where the id is not there.
    pub fn prices(&self, settings: &Settings, id: &str) -> Result<(Vec<Date>, Vec<f64>), Error> {
        let study = self.study(settings)?;
        let prices = study.prices(study.roster.find(id)?);
        Ok((prices.dates.to_vec(), prices.prices.to_vec()))
    }

    /// The whole report.
    ///
    /// # Errors
    ///
    /// `bad-settings` or `unknown-series`, see [`report::report`].
    pub fn report(&self, settings: &Settings) -> Result<Report, Error> {
        report::report(&self.files, settings)
    }

    /// The whole report as a text: the same bytes wherever it is made.
    ///
    /// # Errors
    ///
    /// As [`Workspace::report`].
    pub fn export(&self, settings: &Settings, format: Format) -> Result<String, Error> {
        export::text(&self.report(settings)?, format)
    }

    /// One table of the report, as CSV.
    ///
    /// # Errors
    ///
    /// As [`Workspace::report`]; of tables that rest on the ranking, as [`Workspace::ranking`].
    pub fn table(&self, settings: &Settings, table: Table) -> Result<String, Error> {
        table.csv(&self.study(settings)?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::{ImportOptions, Importer};

    #[test]
    fn a_hash_is_told_once_and_to_the_file_that_waits() {
        let mut workspace = Workspace::new();
        for name in ["now.csv", "later.csv", "never.csv"] {
            let importer = Importer::new(name.to_owned(), ImportOptions::default());
            let mut importer = if name == "now.csv" { importer } else { importer.hashed_later() };
            importer.feed(b"Date,Close\n2024-01-02,1\n");
            workspace.add(importer.finish());
        }
        assert!(!workspace.tell_sha256("now.csv", "00"));
        assert!(!workspace.tell_sha256("other.csv", "00"));
        assert!(workspace.tell_sha256("later.csv", "00"));
        assert!(!workspace.tell_sha256("later.csv", "01"));
        workspace.no_sha256("never.csv");
        workspace.no_sha256("later.csv");
        let told: Vec<(&str, usize)> =
            workspace.files().iter().map(|file| (file.sha256.as_str(), file.diagnostics.len())).collect();
        assert_eq!(told[0], ("00", 0));
        assert_eq!(told[1], ("", 1));
        assert_eq!(told[2].0.len(), 64);
    }
}
