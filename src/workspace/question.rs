//! What can be asked of a workspace, and what is answered. One name for both: the answer to [`Question::Ranking`] is an
//! [`Answer::Ranking`]. The page's types of all of this are written from here, see `types`.

use std::rc::Rc;

use serde::{Deserialize, Serialize};

use crate::columns;
use crate::date::Date;
use crate::error::{Error, ErrorKind};
use crate::import::ImportedFile;
use crate::study::alignment::{self, Alignment, Strip};
use crate::study::casting::Casting;
use crate::study::claim::curve::{self, CurvePoint, Specification};
use crate::study::claim::own::OwnClaim;
use crate::study::claim::{Finding, findings};
use crate::study::composites::{self, CompositesReport};
use crate::study::constant_band::{self, ConstantBand};
use crate::study::lateness::{LateSeries, Lateness};
use crate::study::moments::{Moments, moments};
use crate::study::pairs::{self, PairMatrix, RollingLines, RollingPair};
use crate::study::performance::{Performance, performance};
use crate::study::ranking::{self, Depth, Ranking};
use crate::study::report::{self, ImportReport};
use crate::study::study::Study;
use crate::tell::document::{Block, Section};
use crate::tell::write::settings_line::above;
use crate::tell::write::tables::Table;
use crate::tell::write::{csv, left_out};
use crate::tell::{self, Format, sections};
use sectorscope_stats::pause::pause;

/// A question, complete but for the settings: as JSON an object whose `about` names it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(tag = "about", rename_all = "kebab-case", deny_unknown_fields)]
#[non_exhaustive]
pub enum Question {
    /// Files and series, with classes, ledgers and diagnostics.
    Files,
    /// The ranking of the universe by correlation with the reference; in full also how stable its order is.
    Ranking {
        /// How much of it.
        depth: Depth,
    },
    /// What the files say of each claim; in full also with each claim asked in other ways.
    Claims {
        /// How much of it.
        depth: Depth,
    },
    /// The series whose days are labelled wrongly, as the data show.
    LateSeries,
    /// The claim that a sentence states.
    OwnClaim {
        /// The sentence.
        sentence: String,
    },
    /// The altcoins as one series, and what is doubtful about them.
    Composites,
    /// The correlations of all pairs.
    Matrix,
    /// The rolling correlation of two series.
    Rolling {
        /// Id of the first.
        a: String,
        /// Id of the second.
        b: String,
    },
    /// The rolling correlation of one series with each of several, and nothing beside it.
    RollingLines {
        /// Id of the one.
        a: String,
        /// Ids of the others.
        others: Vec<String>,
    },
    /// What the rolling correlation of two series would show if the correlation never changed: takes a moment.
    ConstantBand {
        /// Id of the first.
        a: String,
        /// Id of the second.
        b: String,
    },
    /// How technology has done; none where no series stands for it.
    Performance,
    /// What calendars do to the correlation of two series.
    Alignment {
        /// Id of the first.
        a: String,
        /// Id of the second.
        b: String,
    },
    /// The days of every series, month by month.
    Strips,
    /// The returns of every series by themselves.
    Moments,
    /// The combinations of settings behind the specification curve.
    Specifications,
    /// What the combinations with these numbers say of the claims.
    CurvePoints {
        /// The first.
        from: usize,
        /// The one behind the last.
        to: usize,
    },
    /// What points of the curve come to, those of some or of all combinations, and the curve of one claim.
    Curve {
        /// Id of the claim; the first that has points where none is named.
        #[serde(default)]
        #[cfg_attr(test, ts(optional))]
        claim: Option<String>,
        /// What [`Question::CurvePoints`] answered.
        points: Vec<CurvePoint>,
    },
    /// The days and prices of a series, under the settings' shift and between their days.
    Prices {
        /// Its id.
        id: String,
    },
    /// A long table behind a picture, which is written when somebody opens it.
    Details {
        /// Behind which.
        of: Details,
    },
    /// The whole report as a text: the same bytes wherever it is made.
    Report {
        /// In which form.
        format: Format,
    },
    /// What [`Question::Files`] answers, as JSON text.
    ImportReport,
    /// One table of the report, as CSV.
    Table {
        /// Which.
        table: Table,
    },
    /// A table of an answer as CSV, every digit of it.
    TableOf {
        /// The question that is answered with it.
        of: Box<Question>,
        /// Id of its section; of a long table, which is in none, nothing.
        #[serde(default)]
        section: String,
        /// Its place among the tables of the section, from 0.
        number: usize,
    },
    /// Rows and cells left out of a file, as CSV, see [`left_out::table`](crate::tell::write::left_out::table).
    LeftOut {
        /// Name of the file; of every file where there is none.
        #[serde(default)]
        #[cfg_attr(test, ts(optional))]
        file: Option<String>,
    },
}

/// A long table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
#[non_exhaustive]
pub enum Details {
    /// The correlations and counts of all pairs.
    Matrix,
    /// Every window of a pair.
    Rolling {
        /// Id of the first series.
        a: String,
        /// Id of the second.
        b: String,
    },
    /// What technology's growth was on every day.
    Performance {
        /// The day that it counts from; the first there is where none is named.
        #[serde(default)]
        #[cfg_attr(test, ts(optional))]
        since: Option<Date>,
    },
    /// The days of every series by year.
    Strips,
}

/// What was found, and how it reads.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Shown<T> {
    /// The numbers.
    pub found: T,
    /// The sentences, tables and pictures that show them.
    pub sections: Vec<Section>,
}

/// An answer, with the name of its question.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
#[expect(missing_docs, reason = "documented at the question of the same name")]
pub enum Answer {
    Files(Shown<ImportReport>),
    Ranking(Shown<Ranking>),
    Claims(Shown<Vec<Finding>>),
    LateSeries(Shown<Vec<LateSeries>>),
    OwnClaim(OwnClaim),
    Composites(Shown<CompositesReport>),
    Matrix(Shown<PairMatrix>),
    Rolling(Shown<RollingPair>),
    RollingLines(Vec<RollingLines>),
    ConstantBand(Shown<ConstantBand>),
    Performance(Shown<Option<Performance>>),
    Alignment(Shown<Alignment>),
    Strips(Shown<Vec<Strip>>),
    Moments(Shown<Vec<Moments>>),
    Specifications(Vec<Specification>),
    CurvePoints(Vec<CurvePoint>),
    Curve(Vec<Section>),
    Prices(Prices),
    Details(Vec<Block>),
    Report(String),
    ImportReport(String),
    Table(String),
    TableOf(String),
    LeftOut(String),
}

/// The prices of one series.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Prices {
    /// Its days.
    #[serde(serialize_with = "columns::days")]
    #[cfg_attr(test, ts(type = "Float64Array<ArrayBuffer>"))]
    pub dates: Vec<Date>,
    /// A price for each.
    #[serde(serialize_with = "columns::numbers")]
    #[cfg_attr(test, ts(type = "Float64Array<ArrayBuffer>"))]
    pub prices: Vec<f64>,
}

impl Question {
    /// The answer, from files and what is known of them under some settings.
    ///
    /// # Errors
    ///
    /// See [`Workspace::ask`](super::Workspace::ask).
    pub(super) async fn answer(self, study: &Study<'_>, files: &[Rc<ImportedFile>]) -> Result<Answer, Error> {
        Ok(match self {
            Question::Files => Answer::Files(files_of(files, study).await),
            Question::Ranking { depth } => Answer::Ranking(ranking_of(study, depth).await?),
            Question::Claims { depth } => Answer::Claims(claims_of(study, depth).await?),
            Question::LateSeries => {
                let late = Lateness::new(study, &Casting::new(&study.roster)?).await.all();
                Answer::LateSeries(shown(late, |found| sections::claims::late_sections(study, found)))
            }
            Question::OwnClaim { sentence } => Answer::OwnClaim(OwnClaim::read(&sentence)?),
            Question::Composites => Answer::Composites(shown(composites::composites(study)?, |found| {
                vec![sections::composites::section(study, found)]
            })),
            Question::Matrix => Answer::Matrix(matrix_of(study).await),
            Question::Rolling { a, b } => Answer::Rolling(shown(pairs::rolling(study, &a, &b)?, |found| {
                sections::over_time::sections(study, found)
            })),
            Question::RollingLines { a, others } => Answer::RollingLines(pairs::lines(study, &a, &others).await?),
            Question::ConstantBand { a, b } => {
                Answer::ConstantBand(shown(constant_band::constant_band(study, &a, &b).await?, |found| {
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
                Answer::Strips(shown(alignment::strips(study).await, |found| sections::strips::sections(found)))
            }
            Question::Moments => {
                Answer::Moments(shown(moments(study).await, |found| sections::moments::sections(study, found)))
            }
            Question::Specifications => Answer::Specifications(curve::specifications(study)),
            Question::CurvePoints { from, to } => Answer::CurvePoints(curve::points(study, from..to).await?),
            Question::Curve { claim, points } => Answer::Curve(vec![sections::curve::section(
                &curve::specifications(study),
                &points,
                &curve::summaries(study, &points)?,
                claim.as_deref(),
            )]),
            Question::Prices { id } => Answer::Prices(prices(study, &id)?),
            Question::Details { of } => Answer::Details(details(study, of).await?),
            Question::Report { format } => {
                Answer::Report(tell::text(study, &report::report(files, study).await?, format).await?)
            }
            Question::ImportReport => Answer::ImportReport(tell::json(&report::import_report(files, study))?),
            Question::Table { table } => Answer::Table(above(study.settings, &table.csv(study).await?)),
            Question::TableOf { of, section, number } => {
                let answer = Box::pin(of.answer(study, files)).await?;
                Answer::TableOf(table_of(study, &answer, &section, number).await?)
            }
            Question::LeftOut { file } => Answer::LeftOut(left_out_of(study, named(files, file.as_deref()))),
        })
    }
}

/// What became of the files, and the series in them.
async fn files_of(files: &[Rc<ImportedFile>], study: &Study<'_>) -> Shown<ImportReport> {
    pause().await;
    let found = report::import_report(files, study);
    pause().await;
    let mut sections = sections::files::sections(study.settings, &found);
    pause().await;
    sections.push(sections::series::section(&found.series));
    Shown { found, sections }
}

/// The ranking.
async fn ranking_of(study: &Study<'_>, depth: Depth) -> Result<Shown<Ranking>, Error> {
    let found = ranking::ranking(study, depth).await?;
    pause().await;
    Ok(shown(found, |found| sections::ranking::sections(study, found)))
}

/// The claims.
async fn claims_of(study: &Study<'_>, depth: Depth) -> Result<Shown<Vec<Finding>>, Error> {
    let found = findings(study, depth).await?;
    pause().await;
    Ok(shown(found, |found| sections::claims::sections(study, found)))
}

/// The correlations of all pairs.
async fn matrix_of(study: &Study<'_>) -> Shown<PairMatrix> {
    shown(pairs::matrix(study).await, |_| vec![sections::pairs::head(study)])
}

/// What was left out of these files, as CSV.
fn left_out_of<'f>(study: &Study<'_>, files: impl Iterator<Item = &'f ImportedFile>) -> String {
    above(study.settings, &left_out::table(files))
}

/// A table of an answer as CSV.
async fn table_of(study: &Study<'_>, answer: &Answer, section: &str, number: usize) -> Result<String, Error> {
    let blocks = match answer {
        Answer::Details(blocks) => blocks.as_slice(),
        _ => answer.sections().iter().find(|one| one.id == section).map_or(&[][..], |one| one.blocks.as_slice()),
    };
    let mut tables = blocks.iter().filter_map(|block| match block {
        Block::Table(table) => Some(table),
        _ => None,
    });
    let missing = || Error::new(ErrorKind::BadQuestion, format!("There is no table {number} in '{section}'."));
    Ok(above(study.settings, &csv::table(tables.nth(number).ok_or_else(missing)?).await))
}

impl Answer {
    /// The sections that show it; none where it is only numbers or text.
    pub fn sections(&self) -> &[Section] {
        match self {
            Answer::Files(shown) => &shown.sections,
            Answer::Ranking(shown) => &shown.sections,
            Answer::Claims(shown) => &shown.sections,
            Answer::LateSeries(shown) => &shown.sections,
            Answer::Composites(shown) => &shown.sections,
            Answer::Matrix(shown) => &shown.sections,
            Answer::Rolling(shown) => &shown.sections,
            Answer::ConstantBand(shown) => &shown.sections,
            Answer::Performance(shown) => &shown.sections,
            Answer::Alignment(shown) => &shown.sections,
            Answer::Strips(shown) => &shown.sections,
            Answer::Moments(shown) => &shown.sections,
            Answer::Curve(sections) => sections,
            _ => &[],
        }
    }
}

/// The files of this name; all of them where there is none.
fn named<'f>(files: &'f [Rc<ImportedFile>], name: Option<&'f str>) -> impl Iterator<Item = &'f ImportedFile> {
    files.iter().map(Rc::as_ref).filter(move |file| name.is_none_or(|name| file.name == name))
}

/// What was found with the sections that show it.
fn shown<T>(found: T, sections: impl FnOnce(&T) -> Vec<Section>) -> Shown<T> {
    Shown { sections: sections(&found), found }
}

async fn details(study: &Study<'_>, of: Details) -> Result<Vec<Block>, Error> {
    Ok(vec![Block::Table(match of {
        Details::Matrix => sections::pairs::table(study, &report::matrix_report(pairs::matrix(study).await)),
        Details::Rolling { a, b } => sections::over_time::by_day(&pairs::rolling(study, &a, &b)?),
        Details::Performance { since } => match performance(study)? {
            Some(found) => sections::performance::by_day(&found, since),
            None => return Ok(Vec::new()),
        },
        Details::Strips => sections::strips::by_year(&alignment::strips(study).await),
    })])
}

fn prices(study: &Study<'_>, id: &str) -> Result<Prices, Error> {
    let view = study.prices(study.roster.find(id)?);
    Ok(Prices { dates: view.dates.to_vec(), prices: view.prices.to_vec() })
}
