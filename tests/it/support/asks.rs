//! Questions as methods, each with the type of its answer.

use std::ops::Range;

use sectorscope::error::Error;
use sectorscope::study::alignment::{Alignment, Strip};
use sectorscope::study::claim::Finding;
use sectorscope::study::claim::curve::CurvePoint;
use sectorscope::study::composites::CompositesReport;
use sectorscope::study::constant_band::ConstantBand;
use sectorscope::study::lateness::LateSeries;
use sectorscope::study::pairs::{PairMatrix, RollingLines, RollingPair};
use sectorscope::study::ranking::{Depth, Ranking};
use sectorscope::study::report::ImportReport;
use sectorscope::study::settings::Settings;
use sectorscope::tell::Format;
use sectorscope::tell::write::tables::Table;
use sectorscope::workspace::{Answer, Prices, Question, Workspace};

macro_rules! asks {
    ($($name:ident($($argument:ident: $type:ty),*) -> $found:ty = $answer:ident$(.$part:ident)? of $question:expr;)+) => {
        pub(crate) trait Asks {
            $(fn $name(&self, settings: &Settings $(, $argument: $type)*) -> Result<$found, Error>;)+
        }

        impl Asks for Workspace {
            $(fn $name(&self, settings: &Settings $(, $argument: $type)*) -> Result<$found, Error> {
                self.ask(settings, $question).map(|answer| match answer {
                    Answer::$answer(found) => found$(.$part)?,
                    other => panic!("to another question: {other:?}"),
                })
            })+
        }
    };
}

asks! {
    import_report() -> ImportReport = Files.found of Question::Files;
    ranking() -> Ranking = Ranking.found of Question::Ranking { depth: Depth::Order };
    stability() -> Ranking = Ranking.found of Question::Ranking { depth: Depth::Full };
    claims(depth: Depth) -> Vec<Finding> = Claims.found of Question::Claims { depth };
    late_series() -> Vec<LateSeries> = LateSeries.found of Question::LateSeries;
    composites() -> CompositesReport = Composites.found of Question::Composites;
    matrix() -> PairMatrix = Matrix.found of Question::Matrix;
    rolling(a: &str, b: &str) -> RollingPair = Rolling.found of Question::Rolling { a: a.to_owned(), b: b.to_owned() };
    rolling_lines(a: &str, others: &[String]) -> Vec<RollingLines> =
        RollingLines of Question::RollingLines { a: a.to_owned(), others: others.to_vec() };
    constant_band(a: &str, b: &str) -> ConstantBand =
        ConstantBand.found of Question::ConstantBand { a: a.to_owned(), b: b.to_owned() };
    alignment(a: &str, b: &str) -> Alignment = Alignment.found of Question::Alignment { a: a.to_owned(), b: b.to_owned() };
    strips() -> Vec<Strip> = Strips.found of Question::Strips;
    curve_points(numbers: Range<usize>) -> Vec<CurvePoint> =
        CurvePoints of Question::CurvePoints { from: numbers.start, to: numbers.end };
    prices(id: &str) -> Prices = Prices of Question::Prices { id: id.to_owned() };
    export(format: Format) -> String = Report of Question::Report { format };
    table(table: Table) -> String = Table of Question::Table { table };
}
