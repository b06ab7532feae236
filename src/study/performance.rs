//! How technology has done, and how against the market: what a correlation over time is held against.

use serde::Serialize;

use super::casting::{Casting, Role};
use super::study::Study;
use crate::columns;
use crate::date::Date;
use crate::error::Error;
use crate::panel::{PriceView, shared_prices};

/// Cumulative log returns since the first day, 0 there.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Performance {
    /// Id of the series that stands for technology.
    pub tech: String,
    /// Id of the market, where there is one beside it.
    pub market: Option<String>,
    /// Days on which both have a price.
    #[serde(serialize_with = "columns::days")]
    #[cfg_attr(test, ts(type = "Float64Array<ArrayBuffer>"))]
    pub dates: Vec<Date>,
    /// Of technology.
    #[serde(serialize_with = "columns::numbers")]
    #[cfg_attr(test, ts(type = "Float64Array<ArrayBuffer>"))]
    pub tech_log: Vec<f64>,
    /// Of technology less the market's.
    #[serde(serialize_with = "columns::some_numbers")]
    #[cfg_attr(test, ts(type = "Float64Array<ArrayBuffer> | null"))]
    pub relative_log: Option<Vec<f64>>,
}

/// The performance of the series in the roles of technology and the market; none where no series stands for technology,
/// or no day is shared.
///
/// # Errors
///
/// `unknown-series` where the settings name one that is not there.
pub fn performance(study: &Study<'_>) -> Result<Option<Performance>, Error> {
    let casting = Casting::new(&study.roster)?;
    let Some(tech) = casting.one(Role::Tech) else { return Ok(None) };
    let market = casting.one(Role::Market).filter(|market| market.id != tech.id);
    let views: Vec<PriceView<'_>> = std::iter::once(tech).chain(market).map(|member| study.prices(member)).collect();
    let (dates, prices) = shared_prices(&views);
    let mut logs = prices.iter().map(|prices| {
        let first = prices.first().copied().unwrap_or(f64::NAN);
        prices.iter().map(|price| libm::log(price / first)).collect::<Vec<f64>>()
    });
    let Some(tech_log) = logs.next().filter(|_| !dates.is_empty()) else { return Ok(None) };
    let relative = |market: Vec<f64>| tech_log.iter().zip(market).map(|(tech, market)| tech - market).collect();
    let relative_log = logs.next().map(relative);
    Ok(Some(Performance {
        tech: tech.id.clone(),
        market: market.map(|market| market.id.clone()),
        dates,
        tech_log,
        relative_log,
    }))
}
