//! The ranking: which series the reference moves with most, each with an interval, all on the same days.

use serde::Serialize;

use super::estimate::Estimate;
use super::roster::{Member, Roster};
use super::settings::Settings;
use crate::date::Date;
use crate::diagnostic::{counted, grouped};
use crate::error::Error;
use crate::panel::{DayLedger, Panel, PriceView, SeriesDays, shared_dates};
use crate::returns::Frequency;

/// Fewest days a series must share with the reference to be ranked.
pub const FEWEST_SHARED_DAYS: usize = 30;
/// Fewest returns from which an interval is computed.
const FEWEST_RETURNS: usize = 4;
/// Share of a pair's days that the common calendar may cost before that is said.
const TOLERATED_LOSS: f64 = 0.1;

/// Sorted rows, and what they rest on.
#[derive(Clone, Debug, Serialize)]
pub struct Ranking {
    /// Id of the series that all are compared with.
    pub reference: String,
    /// Returns in each correlation.
    pub n: usize,
    /// Day the first return ends on.
    pub first: Option<Date>,
    /// Day the last return ends on.
    pub last: Option<Date>,
    /// Strongest correlation first; equal ones by id.
    pub rows: Vec<RankingRow>,
    /// Series of the universe that are not ranked, and why.
    pub excluded: Vec<Excluded>,
    /// What the common calendar cost, and whom.
    pub days: RankingDays,
}

/// One ranked series.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct RankingRow {
    /// Id of the series.
    pub id: String,
    /// Its correlation with the reference.
    #[serde(flatten)]
    pub estimate: Estimate,
    /// Share of bootstrap replicates in which this series ranks first; none where no bootstrap was run.
    pub probability_top: Option<f64>,
    /// Whether this series cannot be told from the best; none where that was not tested.
    pub in_confidence_set: Option<bool>,
}

/// A series that is not ranked.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Excluded {
    /// Id of the series.
    pub id: String,
    /// A sentence.
    pub reason: String,
}

/// The ledger of days behind a ranking.
#[derive(Clone, Debug, Serialize)]
pub struct RankingDays {
    /// Days on which all have a price.
    pub shared: usize,
    /// Days on which at least one has.
    pub any: usize,
    /// First shared day.
    pub first: Option<Date>,
    /// Last shared day.
    pub last: Option<Date>,
    /// Whether the first period, and the last, is cut short by the data.
    pub partial_edges: (bool, bool),
    /// The reference first, then the ranked series by id.
    pub series: Vec<NamedDays>,
    /// The series without which most days would be gained, where the common calendar costs a pair over a tenth of its days.
    pub costliest: Option<Costliest>,
}

/// The days of one series.
#[derive(Clone, Debug, Serialize)]
pub struct NamedDays {
    /// Id of the series.
    pub id: String,
    /// Its days.
    #[serde(flatten)]
    pub days: SeriesDays,
}

/// The series that the common calendar suffers from most.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Costliest {
    /// Id of the series.
    pub id: String,
    /// Days that would be gained without it.
    pub gain: usize,
    /// A sentence.
    pub message: String,
}

/// Ranks the universe by its correlation with the reference, on the days that all share.
///
/// # Errors
///
/// What [`Roster::reference`] and [`Roster::universe`] return; `too-few-days` where nothing can be ranked.
pub fn ranking(roster: &Roster<'_>, settings: &Settings) -> Result<Ranking, Error> {
    let reference = roster.reference(settings)?;
    let reference_prices = roster.prices(reference, settings);
    let mut excluded = Vec::new();
    // Days of the pair that shares most: what the common calendar is measured against.
    let mut longest = 0;
    let mut ranked: Vec<(&Member, PriceView<'_>)> = Vec::new();
    let mut universe = roster.universe(settings, reference)?;
    // The order in which series are named or found must show nowhere, or a report could not be run again.
    universe.sort_by(|a, b| a.id.cmp(&b.id));
    for member in universe {
        let prices = roster.prices(member, settings);
        let shared = shared_dates(&[reference_prices, prices]).len();
        longest = longest.max(shared);
        if shared < FEWEST_SHARED_DAYS {
            let days =
                if shared == 0 { "no day".to_owned() } else { format!("only {}", counted(shared as u64, "day")) };
            let reason = format!(
                "{} has {days} in common with {}; at least {FEWEST_SHARED_DAYS} are needed.",
                member.id, reference.id
            );
            excluded.push(Excluded { id: member.id.clone(), reason });
        } else {
            ranked.push((member, prices));
        }
    }
    if ranked.is_empty() {
        let first = excluded.first().map_or_else(String::new, |first| format!(" {}", first.reason));
        return Err(Error::new("too-few-days", format!("Nothing can be ranked.{first}")));
    }
    let views: Vec<PriceView<'_>> =
        std::iter::once(reference_prices).chain(ranked.iter().map(|(_, prices)| *prices)).collect();
    let panel = Panel::new(&views, settings.align, settings.frequency, settings.returns);
    let ledger = DayLedger::new(&views);
    let ids: Vec<&str> =
        std::iter::once(reference.id.as_str()).chain(ranked.iter().map(|(member, _)| member.id.as_str())).collect();
    let costliest = costliest(&ledger, longest, &ids);
    if panel.len() < FEWEST_RETURNS {
        let advice = costliest.map_or_else(|| "Choose a longer period.".to_owned(), |costliest| costliest.message);
        return Err(Error::new(
            "too-few-days",
            format!("These {} series share only {}. {advice}", ids.len(), counted(ledger.shared as u64, "day")),
        ));
    }
    let rows = rows(&panel, &ranked, settings);
    Ok(Ranking {
        reference: reference.id.clone(),
        n: panel.len(),
        first: panel.dates.first().copied(),
        last: panel.dates.last().copied(),
        rows,
        excluded,
        days: RankingDays {
            shared: ledger.shared,
            any: ledger.any,
            first: ledger.first,
            last: ledger.last,
            partial_edges: if settings.frequency == Frequency::Daily { (false, false) } else { panel.partial_edges },
            series: ids
                .iter()
                .zip(&ledger.series)
                .map(|(id, days)| NamedDays { id: (*id).to_owned(), days: *days })
                .collect(),
            costliest,
        },
    })
}

fn rows(panel: &Panel, ranked: &[(&Member, PriceView<'_>)], settings: &Settings) -> Vec<RankingRow> {
    let Some((reference, columns)) = panel.columns.split_first() else { return Vec::new() };
    let mut rows: Vec<RankingRow> = ranked
        .iter()
        .zip(columns)
        .map(|((member, _), column)| RankingRow {
            id: member.id.clone(),
            estimate: Estimate::new(settings.method, reference, column, settings.confidence),
            probability_top: None,
            in_confidence_set: None,
        })
        .collect();
    // Rows without a number go last; ids settle ties, so that the order never depends on the order of files.
    let key = |row: &RankingRow| row.estimate.r.unwrap_or(f64::NEG_INFINITY);
    rows.sort_by(|a, b| key(b).total_cmp(&key(a)).then_with(|| a.id.cmp(&b.id)));
    rows
}

/// The series that alone costs most days, if any pair loses over a tenth of its own shared days to the common calendar.
fn costliest(ledger: &DayLedger, longest: usize, ids: &[&str]) -> Option<Costliest> {
    if (longest - ledger.shared) as f64 <= TOLERATED_LOSS * longest as f64 {
        return None;
    }
    let (index, gain) = ledger
        .series
        .iter()
        .enumerate()
        .skip(1)
        .map(|(index, days)| (index, days.alone_missing))
        .max_by_key(|(index, gain)| (*gain, std::cmp::Reverse(*index)))?;
    let id = (*ids.get(index)?).to_owned();
    let message = format!(
        "The days that all share are {} of {} that the longest pair has. Without {id}, {} more would count.",
        grouped(ledger.shared as u64),
        grouped(longest as u64),
        grouped(gain as u64)
    );
    (gain > 0).then_some(Costliest { id, gain, message })
}
