//! Correlations pair by pair, each on the pair's own shared days: the matrix and the rolling line.

mod cells;
mod grid;
mod lines;
mod merged;
mod years;

pub use self::lines::{RollingLines, lines};
pub use self::years::YearOfPair;

use serde::Serialize;

use self::cells::Cells;
use super::change::{Change, change};
use super::estimate::Estimate;
use super::roster::Member;
use super::study::Study;
use crate::catalog::AssetClass;
use crate::columns;
use crate::date::Date;
use crate::error::Error;
use crate::panel::PriceView;
use sectorscope_ground::order::sort_by_key;
use sectorscope_stats::correlation::rolling::rolling_correlation;

/// Correlations of all pairs. Each cell has its own days, so the matrix may be indefinite: a picture, not an input.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct PairMatrix {
    /// Ids, the reference first, then crypto, then the other classes; inside by sector and id.
    pub ids: Vec<String>,
    /// Row-major correlations; NaN where a pair has too few returns or a series never changes. The diagonal is 1.
    #[serde(serialize_with = "columns::numbers")]
    #[cfg_attr(test, ts(type = "Float64Array<ArrayBuffer>"))]
    pub r: Vec<f64>,
    /// Row-major counts of returns.
    #[serde(serialize_with = "columns::counts")]
    #[cfg_attr(test, ts(type = "Float64Array<ArrayBuffer>"))]
    pub n: Vec<u32>,
}

/// The matrix of all series that take part, without the stocks that sector series are made of.
pub async fn matrix(study: &Study<'_>) -> PairMatrix {
    let roster = &study.roster;
    let reference = roster.reference().ok().map(|member| member.id.clone());
    let mut members: Vec<&Member> = roster.shown().collect();
    sort_by_key(&mut members, |member| {
        let class = match member.class {
            _ if Some(&member.id) == reference.as_ref() => 0,
            Some(AssetClass::Crypto) => 1,
            Some(AssetClass::Stablecoin) => 2,
            Some(AssetClass::Equity) => 3,
            Some(AssetClass::Other) => 4,
            None => 5,
        };
        (class, member.sector.is_none(), member.sector.clone(), member.id.clone())
    });
    let ids = members.iter().map(|member| member.id.clone()).collect();
    let views: Vec<PriceView<'_>> = members.iter().map(|member| study.prices(member)).collect();
    let Cells { r, n, .. } = Cells::new(&views, study.settings).await;
    PairMatrix { ids, r, n }
}

/// Correlation and interval of two series on all days these two share.
pub fn whole(study: &Study<'_>, a: &Member, b: &Member) -> Estimate {
    match study.panel(&[a, b]).columns.as_slice() {
        [x, y] => Estimate::new(study.settings.method, x, y, study.settings.confidence),
        _ => Estimate::default(),
    }
}

/// A pair over time.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct RollingPair {
    /// Id of the first series.
    pub a: String,
    /// Id of the second series.
    pub b: String,
    /// Returns in each window.
    pub window: usize,
    /// Day each return ends on.
    #[serde(serialize_with = "columns::days")]
    #[cfg_attr(test, ts(type = "Float64Array<ArrayBuffer>"))]
    pub dates: Vec<Date>,
    /// Correlation of the window that ends there; NaN until the first window is full and where a series does not change.
    #[serde(serialize_with = "columns::numbers")]
    #[cfg_attr(test, ts(type = "Float64Array<ArrayBuffer>"))]
    pub r: Vec<f64>,
    /// Correlation and interval over all days of the pair.
    pub whole: Estimate,
    /// The day on which it changed most; none with too few returns.
    pub change: Option<Change>,
    /// Each calendar year by itself, as far as it has enough returns.
    pub years: Vec<YearOfPair>,
}

/// The rolling correlation of two series on the days these two share.
///
/// # Errors
///
/// `unknown-series` where an id is not there.
pub fn rolling(study: &Study<'_>, a: &str, b: &str) -> Result<RollingPair, Error> {
    let (a, b) = (study.roster.find(a)?, study.roster.find(b)?);
    let (panel, settings) = (study.panel(&[a, b]), study.settings);
    let window = settings.window();
    let (r, whole, change) = match panel.columns.as_slice() {
        [x, y] => (
            rolling_correlation(settings.method, x, y, window, window),
            Estimate::new(settings.method, x, y, settings.confidence),
            change(settings.method, &panel.dates, x, y, settings.confidence),
        ),
        _ => (Vec::new(), Estimate::default(), None),
    };
    let years = years::years(&panel, settings);
    Ok(RollingPair { a: a.id.clone(), b: b.id.clone(), window, dates: panel.dates, r, whole, change, years })
}
