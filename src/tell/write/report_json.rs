//! A report as JSON text, part by part: the same bytes as when it is written at once.

use serde::Serialize;

use crate::error::{Error, ErrorKind};
use crate::study::report::{MatrixReport, Report, RollingReport};
use sectorscope_stats::pause::Pace;

/// Letters of JSON that take as long as a step.
const LETTERS_OF_A_STEP: usize = 10;

/// A value as JSON text.
///
/// # Errors
///
/// `unserialisable`, which nothing here is.
pub fn json(value: &impl Serialize) -> Result<String, Error> {
    serde_json::to_string(value).map_err(|error| Error::new(ErrorKind::Unserialisable, error.to_string()))
}

/// The report, with pauses between its parts.
///
/// # Errors
///
/// `unserialisable`, which no report is.
pub async fn report_json(report: &Report) -> Result<String, Error> {
    let Report { schema, engine, settings, files, series, panel, ranking, late_series, .. } = report;
    let Report { alignment, matrix, rolling, composites, claims, curve, problems, .. } = report;
    let mut out = Writer::default();
    out.member("{", "schema", json(schema)).await?;
    out.member(",", "engine", json(engine)).await?;
    out.member(",", "settings", json(settings)).await?;
    out.list(",", "files", &mut files.iter().map(json)).await?;
    out.list(",", "series", &mut series.iter().map(json)).await?;
    out.member(",", "panel", json(panel)).await?;
    out.member(",", "ranking", json(ranking)).await?;
    out.list(",", "late_series", &mut late_series.iter().map(json)).await?;
    out.member(",", "alignment", json(alignment)).await?;
    let MatrixReport { ids, r, n } = matrix;
    out.open(",", "matrix");
    out.member("{", "ids", json(ids)).await?;
    out.list(",", "r", &mut r.iter().map(json)).await?;
    out.list(",", "n", &mut n.iter().map(json)).await?;
    let RollingReport { window, pairs } = rolling;
    out.open("},", "rolling");
    out.member("{", "window", json(window)).await?;
    out.list(",", "pairs", &mut pairs.iter().map(json)).await?;
    out.member("},", "composites", json(composites)).await?;
    out.list(",", "claims", &mut claims.iter().map(json)).await?;
    if let Some(curve) = curve {
        out.member(",", "curve", json(curve)).await?;
    }
    out.list(",", "problems", &mut problems.iter().map(json)).await?;
    Ok(out.text + "}")
}

/// The text so far.
#[derive(Default)]
struct Writer {
    text: String,
    pace: Pace,
}

impl Writer {
    /// The name of a member, behind what comes between it and what stands before.
    fn open(&mut self, before: &str, name: &str) {
        self.text.extend([before, "\"", name, "\":"]);
    }

    async fn value(&mut self, text: &str) {
        self.text.push_str(text);
        self.pace.after(text.len() / LETTERS_OF_A_STEP).await;
    }

    async fn member(&mut self, before: &str, name: &str, value: Result<String, Error>) -> Result<(), Error> {
        self.open(before, name);
        self.value(&value?).await;
        Ok(())
    }

    /// A list, element by element.
    async fn list(
        &mut self,
        before: &str,
        name: &str,
        values: &mut dyn Iterator<Item = Result<String, Error>>,
    ) -> Result<(), Error> {
        self.open(before, name);
        self.text.push('[');
        for (number, value) in values.enumerate() {
            self.text.push_str(if number == 0 { "" } else { "," });
            self.value(&value?).await;
        }
        self.text.push(']');
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::{ImportOptions, Importer};
    use crate::sample;
    use crate::study::settings::Settings;
    use crate::workspace::Workspace;
    use sectorscope_stats::pause::without_pauses;

    #[test]
    fn part_by_part_the_text_is_the_same() {
        let mut workspace = Workspace::new();
        let same = |workspace: &Workspace, settings: &Settings| {
            let report = workspace.report(settings).unwrap();
            assert!(without_pauses(report_json(&report)).unwrap() == json(&report).unwrap());
        };
        let settings = Settings { replicates: 99, ..Settings::default() };
        same(&workspace, &settings);
        for file in sample::files() {
            let mut importer = Importer::new(file.name.to_owned(), ImportOptions::default());
            importer.feed(file.text.as_bytes());
            workspace.add(importer.finish());
        }
        same(&workspace, &settings);
    }
}
