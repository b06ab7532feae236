//! Rolling lines of one series with many, without what a single pair says beside its line.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::columns;
use crate::date::Date;
use crate::error::Error;
use crate::panel::PriceView;
use crate::study::roster::Member;
use crate::study::study::Study;
use sectorscope_stats::correlation::rolling::rolling_correlations_with_pauses;
use sectorscope_stats::pause::pause;

/// Lines that share their days.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct RollingLines {
    /// Ids of the series.
    pub ids: Vec<String>,
    /// Day each return ends on.
    #[serde(serialize_with = "columns::days")]
    #[cfg_attr(test, ts(type = "Float64Array<ArrayBuffer>"))]
    pub dates: Vec<Date>,
    /// Correlation of the window that ends there, line by line; NaN as in [`RollingPair`](super::RollingPair).
    #[serde(serialize_with = "columns::numbers")]
    #[cfg_attr(test, ts(type = "Float64Array<ArrayBuffer>"))]
    pub r: Vec<f64>,
}

impl RollingLines {
    /// The line of a series; none where it is not among them.
    pub fn line(&self, id: &str) -> Option<&[f64]> {
        let place = self.ids.iter().position(|own| own == id)?;
        self.r.chunks(self.dates.len().max(1)).nth(place)
    }
}

/// The rolling correlation of one series with each of several, each on the days that the two share: those of
/// [`rolling`](super::rolling). Series with the same days have the same days with any other, and are worked out together.
///
/// # Errors
///
/// `unknown-series` where an id is not there.
pub async fn lines(study: &Study<'_>, a: &str, others: &[String]) -> Result<Vec<RollingLines>, Error> {
    let own = study.prices(study.roster.find(a)?);
    let mut by_days: BTreeMap<&[Date], Vec<(&Member, PriceView<'_>)>> = BTreeMap::new();
    for id in others {
        let member = study.roster.find(id)?;
        let view = study.prices(member);
        by_days.entry(view.dates).or_default().push((member, view));
    }
    let (method, window) = (study.settings.method, study.settings.window());
    let mut found = Vec::new();
    for members in by_days.into_values() {
        let views: Vec<PriceView<'_>> = std::iter::once(own).chain(members.iter().map(|(_, view)| *view)).collect();
        let panel = study.panel_with_pauses(&views).await;
        let columns: Vec<&[f64]> = panel.columns.iter().map(Vec::as_slice).collect();
        let lines = match columns.split_first() {
            Some((own, others)) => rolling_correlations_with_pauses(method, own, others, window, window).await,
            None => Vec::new(),
        };
        let ids = members.into_iter().map(|(member, _)| member.id.clone()).collect();
        found.push(RollingLines { ids, dates: panel.dates, r: lines.concat() });
        pause().await;
    }
    Ok(found)
}
