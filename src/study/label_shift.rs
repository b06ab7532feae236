//! Are the days of the reference labelled as the market's are? A snapshot taken at midnight UTC holds the price of the day
//! before; all daily correlations are wrong while it is taken for the day's close.

use serde::Serialize;

use super::roles::market;
use super::roster::Roster;
use super::settings::Settings;
use crate::panel::{AlignPolicy, Panel};
use crate::returns::Frequency;
use sectorscope_stats::correlation::cross_correlation::{cross_correlation, label_shift};

/// Lags that are looked at on either side.
const LAGS: usize = 3;
/// Fewest returns from which a shift is called.
const FEWEST_RETURNS: usize = 60;

/// A shift of days that the data show.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct LabelShift {
    /// Id of the series whose days seem shifted.
    pub id: String,
    /// Id of the series it was compared with.
    pub market: String,
    /// Days to add to its dates.
    pub days: i32,
    /// Daily correlation as labelled.
    pub r: f64,
    /// Daily correlation after the shift of labels.
    pub r_shifted: f64,
    /// Returns.
    pub n: usize,
    /// A sentence.
    pub message: String,
}

/// Compares the reference's daily returns with those of a broad market at lags of up to three days. None where there is no
/// market to compare with, too little data, or no lag that clearly beats zero.
pub fn detect(roster: &Roster<'_>, settings: &Settings) -> Option<LabelShift> {
    let reference = roster.reference(settings).ok()?;
    let market = market(roster, reference)?;
    let views = [roster.prices(reference, settings), roster.prices(market, settings)];
    let panel = Panel::new(&views, AlignPolicy::Shared, Frequency::Daily, settings.returns);
    let [x, y] = panel.columns.as_slice() else { return None };
    if x.len() < FEWEST_RETURNS {
        return None;
    }
    let correlations = cross_correlation(x, y, LAGS).ok()?;
    let lag = label_shift(&correlations, x.len())?;
    let at = |lag: isize| correlations.get((lag + LAGS as isize) as usize).copied();
    let (r, r_shifted) = (at(0)?, at(lag)?);
    let when = if lag < 0 { "earlier" } else { "later" };
    let days = if lag.abs() == 1 { "one day".to_owned() } else { format!("{} days", lag.abs()) };
    Some(LabelShift {
        message: format!(
            "The days of {} seem to be labelled wrongly: {days} {when}, they move with {} far more ({} instead of {}). \
             A price taken at midnight UTC is the close of the day before.",
            reference.id,
            market.id,
            printed(r_shifted),
            printed(r)
        ),
        id: reference.id.clone(),
        market: market.id.clone(),
        days: lag as i32,
        r,
        r_shifted,
        n: x.len(),
    })
}

/// A correlation in a sentence, with a true minus sign.
fn printed(r: f64) -> String {
    format!("{r:.2}").replace('-', "\u{2212}")
}
