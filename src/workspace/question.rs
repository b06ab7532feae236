//! What can be asked of a workspace, and what is answered. One name for both: the answer to [`Question::Ranking`] is an
//! [`Answer::Ranking`]. The page's types of all of this are written from here, see `types`.

use serde::{Deserialize, Serialize};

use crate::columns;
use crate::date::Date;
use crate::study::alignment::{Alignment, Strip};
use crate::study::claim::Finding;
use crate::study::claim::curve::{CurvePoint, Specification};
use crate::study::claim::own::OwnClaim;
use crate::study::composites::CompositesReport;
use crate::study::constant_band::ConstantBand;
use crate::study::lateness::LateSeries;
use crate::study::pairs::{PairMatrix, RollingPair};
use crate::study::performance::Performance;
use crate::study::ranking::{Depth, Ranking};
use crate::study::report::ImportReport;
use crate::tell::Format;
use crate::tell::document::{Block, Section};
use crate::tell::write::tables::Table;

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
#[expect(missing_docs, reason = "said at the question of the same name")]
#[cfg_attr(not(target_arch = "wasm32"), expect(clippy::large_enum_variant, reason = "one at a time, on its way out"))]
pub enum Answer {
    Files(Shown<ImportReport>),
    Ranking(Shown<Ranking>),
    Claims(Shown<Vec<Finding>>),
    LateSeries(Shown<Vec<LateSeries>>),
    OwnClaim(OwnClaim),
    Composites(Shown<CompositesReport>),
    Matrix(Shown<PairMatrix>),
    Rolling(Shown<RollingPair>),
    ConstantBand(Shown<ConstantBand>),
    Performance(Shown<Option<Performance>>),
    Alignment(Shown<Alignment>),
    Strips(Shown<Vec<Strip>>),
    Specifications(Vec<Specification>),
    CurvePoints(Vec<CurvePoint>),
    Curve(Vec<Section>),
    Prices(Prices),
    Details(Vec<Block>),
    Report(String),
    ImportReport(String),
    Table(String),
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
