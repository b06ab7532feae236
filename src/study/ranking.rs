//! The ranking: which series the reference moves with most, each with an interval, all on the same days.

use serde::Serialize;

use super::costliest::Costliest;
use super::estimate::Estimate;
use super::orders::{Order, orders};
use super::roster::{Member, Roster};
use super::settings::Settings;
use super::standing::{Draws, SET_LEVEL, least_block, standing};
use crate::catalog::AssetClass;
use crate::date::Date;
use crate::diagnostic::counted;
use crate::error::Error;
use crate::panel::{DayLedger, Panel, PriceView, SeriesDays, shared_dates};
use crate::returns::Frequency;
use sectorscope_stats::Undefined;

/// Fewest days a series must share with the reference to be ranked.
pub const FEWEST_SHARED_DAYS: usize = 30;
/// Fewest returns from which an interval is computed.
const FEWEST_RETURNS: usize = 4;

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
    /// How the order was tested; none where that was not asked for.
    pub resampling: Option<Resampling>,
    /// The same series by year, frequency and measure; empty where that was not asked for.
    pub orders: Vec<Order>,
    /// Series of the universe that are not ranked, and why.
    pub excluded: Vec<Excluded>,
    /// Series with a sector that were left out of the universe because they stand for an industry: the universe can name them.
    pub industries: Vec<String>,
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
    /// Share of bootstrap replicates in which this series ranks first: how stable its place is, not a probability of being
    /// the best. This and what follows: none where nothing was resampled.
    pub probability_top: Option<f64>,
    /// Whether this series cannot be told from the best.
    pub in_confidence_set: Option<bool>,
    /// Best and worst rank not excluded, for all series together.
    pub ranks: Option<[usize; 2]>,
    /// Interval for the correlation that holds for all series together (Bonferroni: each misses with its share of what all
    /// may miss).
    pub together: Option<[f64; 2]>,
}

/// What the resampling of a ranking rests on.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Resampling {
    /// What the rows were drawn by.
    pub seed: u64,
    /// Bootstrap replicates.
    pub replicates: usize,
    /// Mean length of the blocks, in returns; none where nothing could be resampled.
    pub block: Option<f64>,
    /// Replicates that had to be drawn again because a series did not change in them.
    pub redrawn: usize,
    /// Level of the confidence set.
    pub set_level: f64,
    /// Why nothing could be resampled, as a code.
    pub undefined: Option<&'static str>,
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

/// How much a ranking should say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Depth {
    /// The order and the interval of each correlation: at once.
    Order,
    /// Also how firm the order is, which is resampled and takes a moment.
    Standing,
}

/// Ranks the universe by its correlation with the reference, on the days that all share.
///
/// # Errors
///
/// What [`Roster::reference`] and [`Roster::universe`] return; `too-few-days` where nothing can be ranked.
#[expect(clippy::too_many_lines, reason = "one answer, field by field")]
pub fn ranking(roster: &Roster<'_>, settings: &Settings, depth: Depth) -> Result<Ranking, Error> {
    let reference = roster.reference(settings)?;
    let reference_prices = roster.prices(reference, settings);
    let mut excluded = Vec::new();
    // Days of the pair that shares most: what the common calendar is measured against.
    let mut longest = 0;
    let mut ranked: Vec<(&Member, PriceView<'_>)> = Vec::new();
    let mut universe = roster.universe(settings, reference)?;
    let industries = industries(roster, settings, &universe, reference);
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
    let costliest = Costliest::of(&ledger, longest, &ids);
    if panel.len() < FEWEST_RETURNS {
        let advice = costliest.map_or_else(|| "Choose a longer period.".to_owned(), |costliest| costliest.message);
        return Err(Error::new(
            "too-few-days",
            format!("These {} series share only {}. {advice}", ids.len(), counted(ledger.shared as u64, "day")),
        ));
    }
    let mut rows = rows(&panel, &ranked, settings);
    let resampling = (depth == Depth::Standing).then(|| resample(&panel, &mut rows, settings));
    // Rows without a number go last; ids settle ties, so that the order never depends on the order of files.
    let key = |row: &RankingRow| row.estimate.r.unwrap_or(f64::NEG_INFINITY);
    rows.sort_by(|a, b| key(b).total_cmp(&key(a)).then_with(|| a.id.cmp(&b.id)));
    let orders = if depth == Depth::Standing {
        let column =
            |row: &RankingRow| ranked.iter().find(|(member, _)| member.id == row.id).map(|(_, prices)| *prices);
        let views: Vec<PriceView<'_>> =
            std::iter::once(reference_prices).chain(rows.iter().filter_map(column)).collect();
        orders(&views, settings)
    } else {
        Vec::new()
    };
    Ok(Ranking {
        reference: reference.id.clone(),
        n: panel.len(),
        first: panel.dates.first().copied(),
        last: panel.dates.last().copied(),
        rows,
        resampling,
        orders,
        excluded,
        industries,
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

/// The returns behind a ranking: ids, the reference first, then the ranked series by id, and a column for each.
///
/// # Errors
///
/// `unknown-series` where the ranking is of other files or settings.
pub fn returns(roster: &Roster<'_>, settings: &Settings, ranking: &Ranking) -> Result<(Vec<String>, Panel), Error> {
    let ids: Vec<String> = ranking.days.series.iter().map(|named| named.id.clone()).collect();
    let view = |id: &String| roster.find(id).map(|member| roster.prices(member, settings));
    let views: Vec<PriceView<'_>> = ids.iter().map(view).collect::<Result<_, _>>()?;
    Ok((ids, Panel::new(&views, settings.align, settings.frequency, settings.returns)))
}

/// Equities that stand for an industry of a sector and are not in the universe: the settings could have named them.
fn industries(roster: &Roster<'_>, settings: &Settings, universe: &[&Member], reference: &Member) -> Vec<String> {
    let outside = |member: &&Member| {
        member.class == Some(AssetClass::Equity)
            && member.sector.is_some()
            && !roster.is_whole_sector(member, settings)
            && member.id != reference.id
            && !universe.iter().any(|other| other.id == member.id)
    };
    let mut ids: Vec<String> = roster.shown().filter(outside).map(|member| member.id.clone()).collect();
    ids.sort();
    ids
}

/// The rows, in the order of the columns.
fn rows(panel: &Panel, ranked: &[(&Member, PriceView<'_>)], settings: &Settings) -> Vec<RankingRow> {
    let Some((reference, columns)) = panel.columns.split_first() else { return Vec::new() };
    let row = |((member, _), column): (&(&Member, PriceView<'_>), &Vec<f64>)| RankingRow {
        id: member.id.clone(),
        estimate: Estimate::new(settings.method, reference, column, settings.confidence),
        probability_top: None,
        in_confidence_set: None,
        ranks: None,
        together: None,
    };
    ranked.iter().zip(columns).map(row).collect()
}

/// Says in each row, which stand in the order of the columns, how firm its place is. A series without a correlation has none.
fn resample(panel: &Panel, rows: &mut [RankingRow], settings: &Settings) -> Resampling {
    let (reference, columns) = panel.columns.split_first().map_or((&[][..], &[][..]), |(r, c)| (r.as_slice(), c));
    let (mut rows, columns): (Vec<&mut RankingRow>, Vec<&[f64]>) =
        rows.iter_mut().zip(columns.iter().map(Vec::as_slice)).filter(|(row, _)| row.estimate.r.is_some()).unzip();
    let draws = Draws { seed: settings.seed, replicates: settings.replicates };
    let least_block = least_block(settings.frequency);
    let found = standing(settings.method, reference, &columns, least_block, draws, settings.confidence);
    if let Ok(found) = &found {
        let each = 1.0 - (1.0 - settings.confidence) / columns.len() as f64;
        let places = found.stability.iter().zip(&found.ranks).zip(&columns);
        for (number, (row, ((stability, ranks), column))) in rows.iter_mut().zip(places).enumerate() {
            let together = Estimate::new(settings.method, reference, column, each);
            row.probability_top = Some(stability.share_first);
            row.in_confidence_set = Some(found.top.contains(&number));
            row.ranks = Some([ranks.low, ranks.high]);
            row.together = together.low.zip(together.high).map(<[f64; 2]>::from);
        }
    }
    Resampling {
        seed: draws.seed,
        replicates: draws.replicates,
        block: found.as_ref().ok().map(|found| found.block),
        redrawn: found.as_ref().map_or(0, |found| found.redrawn),
        set_level: SET_LEVEL,
        undefined: found.err().map(Undefined::code),
    }
}
