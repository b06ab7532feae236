//! The report: one JSON object that holds every number, the settings behind it and the files it rests on.

use std::collections::BTreeMap;
use std::rc::Rc;

use serde::Serialize;

use super::alignment::{Alignment, alignment};
use super::casting::{Casting, Role};
use super::change::Change;
use super::claim::curve::{self, Curve};
use super::claim::{Finding, findings};
use super::composites::{CompositesReport, composites};
use super::estimate::Estimate;
use super::lateness::{LateSeries, Lateness};
use super::pairs::{self, PairMatrix, RollingPair, YearOfPair};
use super::ranking::{Depth, Ranking, RankingDays, ranking};
use super::roster::Member;
use super::settings::{RoleSettings, Settings};
use super::study::Study;
use crate::date::Date;
use crate::diagnostic::{Diagnostic, Ledger};
use crate::error::{Error, ErrorKind};
use crate::import::{Constituent, ImportedFile, Offer, OpenDate, Outcome, PreviewRow, Question};
use sectorscope_ground::order::{self, sort_by};
use sectorscope_stats::pause::pause;

/// Version of the shape of the report.
pub const SCHEMA: u32 = 1;

/// What one file gave.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct FileReport {
    /// Name, with the folder it was dropped in.
    pub name: String,
    /// Bytes read.
    pub bytes: u64,
    /// SHA-256 of these bytes.
    pub sha256: String,
    /// Shape of the table.
    pub layout: &'static str,
    /// What became of it.
    pub outcome: Outcome,
    /// Accounts for every record.
    pub ledger: Ledger,
    /// What there is to say.
    pub diagnostics: Vec<Diagnostic>,
    /// Ids of its series.
    pub series: Vec<String>,
    /// Headers of its columns.
    pub columns: Vec<String>,
    /// The first rows, as they were read.
    pub preview: Vec<PreviewRow>,
    /// The stocks and their sectors, where it is a sector file.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(test, ts(optional, as = "Option<_>"))]
    pub constituents: Vec<Constituent>,
    /// A date that reads two ways, where the file asks about it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(optional))]
    pub open_date: Option<OpenDate>,
    /// What the file leaves open, where it asks.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(optional))]
    pub question: Option<Question>,
    /// What could be done about it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(test, ts(optional, as = "Option<_>"))]
    pub offers: Vec<Offer>,
}

/// What the files hold, before any analysis.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct ImportReport {
    schema: u32,
    engine: Engine,
    /// Every file.
    pub files: Vec<FileReport>,
    /// Every series.
    pub series: Vec<Member>,
}

/// Everything.
#[derive(Clone, Debug, Serialize)]
pub struct Report {
    /// [`SCHEMA`].
    pub schema: u32,
    /// What made it.
    pub engine: Engine,
    /// The settings as used: with them it can be made again.
    pub settings: BTreeMap<String, serde_json::Value>,
    /// Every file.
    pub files: Vec<FileReport>,
    /// Every series.
    pub series: Vec<Member>,
    /// The days behind the ranking.
    pub panel: Option<RankingDays>,
    /// The ranking, with how firm its order is.
    pub ranking: Option<Ranking>,
    /// Series whose days are labelled wrongly, as the data show.
    pub late_series: Vec<LateSeries>,
    /// Of the reference and the first of the ranking.
    pub alignment: Option<Alignment>,
    /// The correlations of all pairs.
    pub matrix: MatrixReport,
    /// Rolling correlations of the reference with every ranked series.
    pub rolling: RollingReport,
    /// The altcoins as one series.
    pub composites: CompositesReport,
    /// What the files say of each claim.
    pub claims: Vec<Finding>,
    /// The claims under every combination of choices; none where the settings do not ask for it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub curve: Option<Curve>,
    /// The parts that have no answer on these files.
    pub problems: Vec<Problem>,
}

/// What made a report.
#[derive(Clone, Copy, Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Engine {
    /// Name of this program.
    pub name: &'static str,
    /// Its version.
    pub version: &'static str,
    /// Id of its build: the same for the same sources, `development` where none was given at compile time.
    pub build: &'static str,
}

/// This engine.
pub const ENGINE: Engine =
    Engine { name: env!("CARGO_PKG_NAME"), version: env!("CARGO_PKG_VERSION"), build: sectorscope_ground::build_id!() };

/// The correlations of all pairs, row by row; see [`PairMatrix`].
#[derive(Clone, Debug, Serialize)]
pub struct MatrixReport {
    /// Ids, in the order of rows and columns.
    pub ids: Vec<String>,
    /// Correlations; none where a pair has too few returns.
    pub r: Vec<Vec<Option<f64>>>,
    /// Counts of returns.
    pub n: Vec<Vec<u32>>,
}

/// Rolling correlations.
#[derive(Clone, Debug, Serialize)]
pub struct RollingReport {
    /// Returns in each window.
    pub window: usize,
    /// The pairs, in the order of the ranking.
    pub pairs: Vec<RollingPairReport>,
}

/// A pair over time; see [`RollingPair`].
#[derive(Clone, Debug, Serialize)]
pub struct RollingPairReport {
    /// Id of the first series.
    pub a: String,
    /// Id of the second series.
    pub b: String,
    /// Correlation and interval over all days of the pair.
    pub whole: Estimate,
    /// The day on which it changed most; none with too few returns.
    pub change: Option<Change>,
    /// Each calendar year by itself.
    pub years: Vec<YearOfPair>,
    /// Day each window ends on.
    pub dates: Vec<Date>,
    /// Correlation of that window; none until the first is full.
    pub r: Vec<Option<f64>>,
}

/// A part of the report that may have no answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum ReportPart {
    /// The ranking.
    Ranking,
}

/// A part of the report that could not be answered.
#[derive(Clone, Debug, Serialize)]
pub struct Problem {
    /// Which.
    pub part: ReportPart,
    /// Why.
    #[serde(flatten)]
    pub error: Error,
}

/// The files with their ledgers and diagnostics, and the ids of their series.
pub fn file_reports(files: &[Rc<ImportedFile>], study: &Study<'_>) -> Vec<FileReport> {
    let roster = &study.roster;
    let report = |(position, file): (usize, &Rc<ImportedFile>)| FileReport {
        name: file.name.clone(),
        bytes: file.bytes,
        sha256: file.sha256.clone(),
        layout: file.layout,
        outcome: file.outcome,
        ledger: file.ledger.clone(),
        diagnostics: file
            .diagnostics
            .iter()
            .chain(roster.notices().iter().filter(|(file, _)| *file == position).map(|(_, diagnostic)| diagnostic))
            .cloned()
            .collect(),
        series: roster.ids_of_file(position),
        columns: file.columns.clone(),
        preview: if study.settings.prices { file.preview.clone() } else { Vec::new() },
        constituents: file.constituents.clone(),
        open_date: file.question.as_ref().and_then(Question::open_date).cloned(),
        question: file.question.clone(),
        offers: file.offers.clone(),
    };
    files.iter().enumerate().map(report).collect()
}

/// Files and series only.
pub fn import_report(files: &[Rc<ImportedFile>], study: &Study<'_>) -> ImportReport {
    ImportReport { schema: SCHEMA, engine: ENGINE, files: file_reports(files, study), series: series_reports(study) }
}

/// Every series, without its prices where the settings leave those out.
fn series_reports(study: &Study<'_>) -> Vec<Member> {
    let mut all = study.roster.members().to_vec();
    if !study.settings.prices {
        for member in &mut all {
            (member.first_value, member.last_value) = (None, None);
        }
    }
    all
}

/// The whole report.
///
/// # Errors
///
/// What the settings cannot mean: a series that is not there, a value out of range. A part that has no answer on these
/// files is not an error: it is null, with an entry under `problems`.
pub async fn report(files: &[Rc<ImportedFile>], study: &Study<'_>) -> Result<Report, Error> {
    let settings = study.settings;
    let casting = Casting::new(&study.roster)?;
    let mut problems = Vec::new();
    let ranking = match ranking(study, Depth::Full).await {
        Ok(ranking) => Some(ranking),
        Err(error) if error.kind() == ErrorKind::UnknownSeries => return Err(error),
        Err(error) => {
            problems.push(Problem { part: ReportPart::Ranking, error });
            None
        }
    };
    let mut pairs = Vec::new();
    if let Some(ranking) = &ranking {
        for row in &ranking.rows {
            pairs.push(rolling_report(pairs::rolling(study, &ranking.reference, &row.id)?));
            pause().await;
        }
    }
    Ok(Report {
        schema: SCHEMA,
        engine: ENGINE,
        settings: resolved(settings, ranking.as_ref(), &casting),
        files: file_reports(files, study),
        series: series_reports(study),
        alignment: match ranking.as_ref().and_then(|ranking| Some((ranking, ranking.rows.first()?))) {
            Some((ranking, first)) => Some(alignment(study, &ranking.reference, &first.id)?),
            None => None,
        },
        panel: ranking.as_ref().map(|ranking| ranking.days.clone()),
        ranking,
        late_series: Lateness::new(study, &casting).await.all(),
        matrix: matrix_report(pairs::matrix(study).await),
        rolling: RollingReport { window: settings.window(), pairs },
        composites: composites(study)?,
        claims: findings(study, Depth::Full).await?,
        curve: if settings.curve { Some(curve::curve(study).await?) } else { None },
        problems,
    })
}

/// The settings as used: defaults that depend on the files are filled in, so that the report can be run again.
fn resolved(
    settings: &Settings,
    ranking: Option<&Ranking>,
    casting: &Casting<'_>,
) -> BTreeMap<String, serde_json::Value> {
    let mut used = settings.clone();
    used.window = Some(settings.window());
    let id = |member: &Member| member.id.clone();
    let one = |role: Role| casting.one(role).map(id);
    used.altcoins = Some(casting.all(Role::Altcoins).iter().map(|member| id(member)).collect());
    used.roles = RoleSettings {
        bitcoin: one(Role::Bitcoin),
        small_tech: one(Role::SmallTech),
        large_tech: one(Role::LargeTech),
        tech: one(Role::Tech),
        market: one(Role::Market),
    };
    if let Some(ranking) = ranking {
        used.reference = Some(ranking.reference.clone());
        let mut universe: Vec<String> = ranking.rows.iter().map(|row| row.id.clone()).collect();
        universe.extend(ranking.excluded.iter().map(|excluded| excluded.id.clone()));
        sort_by(&mut universe, Ord::cmp);
        used.universe = Some(universe);
    }
    match serde_json::to_value(used) {
        Ok(serde_json::Value::Object(map)) => order::map(map),
        _ => BTreeMap::new(),
    }
}

/// The matrix row by row.
pub fn matrix_report(matrix: PairMatrix) -> MatrixReport {
    let k = matrix.ids.len().max(1);
    MatrixReport {
        r: matrix.r.chunks(k).map(|row| row.iter().map(|value| finite(*value)).collect()).collect(),
        n: matrix.n.chunks(k).map(<[u32]>::to_vec).collect(),
        ids: matrix.ids,
    }
}

fn rolling_report(pair: RollingPair) -> RollingPairReport {
    RollingPairReport {
        a: pair.a,
        b: pair.b,
        whole: pair.whole,
        change: pair.change,
        years: pair.years,
        dates: pair.dates,
        r: pair.r.into_iter().map(finite).collect(),
    }
}

fn finite(value: f64) -> Option<f64> {
    value.is_finite().then_some(value)
}
