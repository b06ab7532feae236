//! The ranking: which series the reference moves with most, each with an interval, all on the same days.

use serde::{Deserialize, Serialize};

use super::bottleneck::Bottleneck;
use super::claim::FirstPlace;
use super::estimate::{Estimate, Estimates};
use super::orders::{Order, orders};
use super::roster::Member;
use super::stability::{Draws, least_block, stability};
use super::study::Study;
use crate::date::Date;
use crate::error::{Error, ErrorKind};
use crate::number::counted;
use crate::panel::{AlignedPrices, DayLedger, LongInterval, Panel, PriceView, SeriesDays, shared_dates};
use crate::returns::Frequency;
use crate::thresholds::{DAYS_OF_A_RANKED_SERIES, RETURNS_OF_AN_INTERVAL};
use sectorscope_ground::order::sort_by;
use sectorscope_stats::Undefined;
use sectorscope_stats::pause::{Pace, pause};

/// Sorted rows, and what they rest on.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
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
    /// Which could be first, by raw returns and by returns in units of their volatility; none where a correlation has
    /// no value.
    pub first_place: Option<FirstPlace>,
    /// How the order was resampled; none where that was not asked for.
    pub resampling: Option<Resampling>,
    /// The same series by year, frequency and measure; empty where that was not asked for.
    pub orders: Vec<Order>,
    /// Series of the universe that are not ranked, and why.
    pub excluded: Vec<Excluded>,
    /// Series with a sector that were left out of the universe because they stand for an industry: the universe can name them.
    pub industries: Vec<String>,
    /// What the common calendar cost, in all and by series.
    pub days: RankingDays,
}

/// One ranked series.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct RankingRow {
    /// Id of the series.
    pub id: String,
    /// Its correlation with the reference.
    #[serde(flatten)]
    pub estimate: Estimate,
    /// Share of bootstrap replicates in which this series ranks first: how stable its place is, not a probability of being
    /// the best. None where nothing was resampled.
    pub probability_top: Option<f64>,
    /// Whether this series could be first, see [`FirstPlace`]; none where that has no value.
    pub in_confidence_set: Option<bool>,
    /// Best and worst rank not excluded.
    pub ranks: Option<[usize; 2]>,
    /// Interval for the correlation that holds for all series together (Bonferroni: each misses with its share of what all
    /// may miss); none at [`Depth::Order`].
    pub together: Option<[f64; 2]>,
}

/// What the resampling of a ranking rests on.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Resampling {
    /// What the rows were drawn by.
    pub seed: u64,
    /// Bootstrap replicates.
    pub replicates: usize,
    /// Mean length of the blocks, in returns; none where nothing could be resampled.
    pub block: Option<f64>,
    /// Replicates that had to be drawn again because a series did not change in them.
    pub redrawn: usize,
    /// Why nothing could be resampled, as a code.
    pub undefined: Option<&'static str>,
}

/// A series that is not ranked.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Excluded {
    /// Id of the series.
    pub id: String,
    /// A sentence.
    pub reason: String,
}

/// The ledger of days behind a ranking.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
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
    /// Intervals between shared days that were too long for a return, and left out.
    pub long_intervals: Vec<LongInterval>,
    /// The reference first, then the ranked series by id.
    pub series: Vec<NamedDays>,
    /// The series without which most days would be gained, where the common calendar costs a pair over a tenth of its days.
    pub bottleneck: Option<Bottleneck>,
}

/// The days of one series.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct NamedDays {
    /// Id of the series.
    pub id: String,
    /// Its days.
    #[serde(flatten)]
    pub days: SeriesDays,
}

/// How much a ranking should say.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
pub enum Depth {
    /// The order and the interval of each correlation: at once.
    Order,
    /// Also how stable the order is, which is resampled, and every other way to ask: takes a moment.
    Full,
}

/// Ranks the universe by its correlation with the reference, on the days that all share.
///
/// # Errors
///
/// `unknown-series`, `no-reference` or `no-sectors` where there are none to rank; `too-few-days` where nothing can be
/// ranked.
#[expect(clippy::too_many_lines, reason = "one answer, field by field")]
pub async fn ranking(study: &Study<'_>, depth: Depth) -> Result<Ranking, Error> {
    let (roster, settings) = (&study.roster, study.settings);
    let reference = roster.reference()?;
    let reference_prices = study.prices(reference);
    let mut excluded = Vec::new();
    // Days of the pair that shares most: what the common calendar is measured against.
    let mut longest = 0;
    let mut ranked: Vec<(&Member, PriceView<'_>)> = Vec::new();
    let mut universe = roster.universe(reference)?;
    let industries = industries(study, &universe, reference);
    // The order in which series are named or found must show nowhere, or a report could not be run again.
    sort_by(&mut universe, |a, b| a.id.cmp(&b.id));
    let mut pace = Pace::default();
    for member in universe {
        let prices = study.prices(member);
        pace.after(prices.dates.len() / 8).await;
        let shared = shared_dates(&[reference_prices, prices]).len();
        longest = longest.max(shared);
        if shared < DAYS_OF_A_RANKED_SERIES {
            let days =
                if shared == 0 { "no day".to_owned() } else { format!("only {}", counted(shared as u64, "day")) };
            let reason = format!(
                "{} has {days} in common with {}; at least {DAYS_OF_A_RANKED_SERIES} are needed.",
                member.id, reference.id
            );
            excluded.push(Excluded { id: member.id.clone(), reason });
        } else {
            ranked.push((member, prices));
        }
    }
    if ranked.is_empty() {
        let first = excluded.first().map_or_else(String::new, |first| format!(" {}", first.reason));
        return Err(Error::new(ErrorKind::TooFewDays, format!("Nothing can be ranked.{first}")));
    }
    let views: Vec<PriceView<'_>> =
        std::iter::once(reference_prices).chain(ranked.iter().map(|(_, prices)| *prices)).collect();
    let panel = study.panel_with_pauses(&views).await;
    let ledger = DayLedger::new(&views);
    let ids: Vec<&str> =
        std::iter::once(reference.id.as_str()).chain(ranked.iter().map(|(member, _)| member.id.as_str())).collect();
    let bottleneck = Bottleneck::of(&ledger, longest, &ids);
    if panel.len() < RETURNS_OF_AN_INTERVAL {
        return Err(too_few(&panel, &ledger, ids.len(), bottleneck, settings.frequency));
    }
    pause().await;
    let (reference_column, columns) = slices(&panel);
    let estimates = Estimates::new(settings.method, reference_column, &columns).await;
    let mut rows = rows(&ranked, &estimates, study);
    pause().await;
    let first_place = first_place(&panel, &mut rows, &estimates, study).await;
    pause().await;
    let resampling =
        if depth == Depth::Full { Some(resample(&panel, &mut rows, &estimates, study).await) } else { None };
    // Rows without a number go last; ids settle ties, so that the order never depends on the order of files.
    let key = |row: &RankingRow| row.estimate.r.unwrap_or(f64::NEG_INFINITY);
    sort_by(&mut rows, |a, b| key(b).total_cmp(&key(a)).then_with(|| a.id.cmp(&b.id)));
    let orders = if depth == Depth::Full {
        // By id they were taken.
        let column = |row: &RankingRow| {
            let at = ranked.binary_search_by(|(member, _)| member.id.cmp(&row.id)).ok()?;
            ranked.get(at).map(|(_, prices)| *prices)
        };
        let views: Vec<PriceView<'_>> =
            std::iter::once(reference_prices).chain(rows.iter().filter_map(column)).collect();
        orders(&views, settings).await
    } else {
        Vec::new()
    };
    Ok(Ranking {
        reference: reference.id.clone(),
        n: panel.len(),
        first: panel.dates.first().copied(),
        last: panel.dates.last().copied(),
        rows,
        first_place,
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
            long_intervals: panel.long_intervals,
            series: ids
                .iter()
                .zip(&ledger.series)
                .map(|(id, days)| NamedDays { id: (*id).to_owned(), days: *days })
                .collect(),
            bottleneck,
        },
    })
}

/// The returns behind a ranking: ids, the reference first, then the ranked series by id, and a column for each.
///
/// # Errors
///
/// `unknown-series` where the ranking is of other files or settings.
pub async fn returns(study: &Study<'_>, ranking: &Ranking) -> Result<(Vec<String>, Panel), Error> {
    let (ids, views) = behind(study, ranking)?;
    Ok((ids, study.panel_with_pauses(&views).await))
}

/// The prices behind a ranking: ids as of its returns, the days, and a column for each series, as in its file but for what the
/// settings do to it: other dates, other units.
///
/// # Errors
///
/// `unknown-series` where the ranking is of other files or settings.
pub async fn prices(study: &Study<'_>, ranking: &Ranking) -> Result<(Vec<String>, AlignedPrices), Error> {
    let (ids, views) = behind(study, ranking)?;
    Ok((ids, Panel::prices(&views, study.settings.align, study.settings.frequency).await))
}

/// What is ranked, the reference first.
fn behind<'s>(study: &'s Study<'_>, ranking: &Ranking) -> Result<(Vec<String>, Vec<PriceView<'s>>), Error> {
    let ids: Vec<String> = ranking.days.series.iter().map(|named| named.id.clone()).collect();
    let view = |id: &String| study.roster.find(id).map(|member| study.prices(member));
    let views = ids.iter().map(view).collect::<Result<_, _>>()?;
    Ok((ids, views))
}

/// Equities that stand for an industry of a sector and are not in the universe: the settings could have named them.
fn industries(study: &Study<'_>, universe: &[&Member], reference: &Member) -> Vec<String> {
    let roster = &study.roster;
    let outside = |member: &&Member| {
        member.stands_for_companies()
            && member.sector.is_some()
            && !roster.is_whole_sector(member)
            && member.id != reference.id
            && !universe.iter().any(|other| other.id == member.id)
    };
    let mut ids: Vec<String> = roster.shown().filter(outside).map(|member| member.id.clone()).collect();
    sort_by(&mut ids, Ord::cmp);
    ids
}

/// The reference's column, and those of the ranked series.
fn slices(panel: &Panel) -> (&[f64], Vec<&[f64]>) {
    let mut columns = panel.columns.iter().map(Vec::as_slice);
    (columns.next().unwrap_or(&[]), columns.collect())
}

/// The rows, in the order of the columns.
fn rows(ranked: &[(&Member, PriceView<'_>)], estimates: &Estimates, study: &Study<'_>) -> Vec<RankingRow> {
    let row = |((member, _), estimate): (&(&Member, PriceView<'_>), Estimate)| RankingRow {
        id: member.id.clone(),
        estimate,
        probability_top: None,
        in_confidence_set: None,
        ranks: None,
        together: None,
    };
    ranked.iter().zip(estimates.with(study.settings.confidence)).map(row).collect()
}

/// Why there are too few returns to rank by: too few shared days, or days too far apart for a return of this frequency.
fn too_few(
    panel: &Panel,
    ledger: &DayLedger,
    series: usize,
    bottleneck: Option<Bottleneck>,
    frequency: Frequency,
) -> Error {
    let shared = counted(ledger.shared as u64, "day");
    let text = if panel.long_intervals.len() > panel.len() {
        format!(
            "These {series} series share {shared}, but {} between them span more than {} days, and are not {} returns. \
             {}",
            counted(panel.long_intervals.len() as u64, "move"),
            frequency.longest_interval(),
            frequency.word(),
            match frequency {
                Frequency::Daily => "Choose weekly returns.",
                Frequency::Weekly => "Choose monthly returns.",
                Frequency::Monthly => "Add files with a price in every month.",
            }
        )
    } else {
        let advice = bottleneck.map_or_else(|| "Choose a longer period.".to_owned(), |bottleneck| bottleneck.message);
        format!("These {series} series share only {shared}. {advice}")
    };
    Error::new(ErrorKind::TooFewDays, text)
}

/// Says in each row, which stand in the order of the columns, which ranks are not excluded. A series without a correlation has
/// none.
async fn first_place(
    panel: &Panel,
    rows: &mut [RankingRow],
    estimates: &Estimates,
    study: &Study<'_>,
) -> Option<FirstPlace> {
    let (reference, columns) = slices(panel);
    let (mut rows, columns): (Vec<&mut RankingRow>, Vec<&[f64]>) =
        rows.iter_mut().zip(columns).filter(|(row, _)| row.estimate.r.is_some()).unzip();
    let ids: Vec<String> = rows.iter().map(|row| row.id.clone()).collect();
    let raw = estimates.comparable(true).ok()?;
    let found = FirstPlace::of_sums(study.settings.method, &raw, reference, &columns, &ids).await.ok()?;
    for row in &mut rows {
        row.ranks = found.ranks.get(&row.id).copied();
        row.in_confidence_set = row.ranks.map(|ranks| ranks[0] == 1);
    }
    Some(found)
}

/// Says in each row, which stand in the order of the columns, how stable its place is. A series without a correlation has none.
async fn resample(panel: &Panel, rows: &mut [RankingRow], estimates: &Estimates, study: &Study<'_>) -> Resampling {
    let settings = study.settings;
    let (reference, columns) = slices(panel);
    let (mut rows, columns): (Vec<&mut RankingRow>, Vec<&[f64]>) =
        rows.iter_mut().zip(columns).filter(|(row, _)| row.estimate.r.is_some()).unzip();
    let draws = Draws { seed: settings.seed, replicates: settings.replicates };
    let found = stability(settings.method, reference, &columns, least_block(settings.frequency), draws).await;
    let each = 1.0 - (1.0 - settings.confidence) / columns.len().max(1) as f64;
    let all = estimates.with(each).filter(|estimate| estimate.r.is_some());
    for (number, (row, together)) in rows.iter_mut().zip(all).enumerate() {
        row.together = together.low.zip(together.high).map(<[f64; 2]>::from);
        row.probability_top = found.as_ref().ok().and_then(|found| found.share_first.get(number)).copied();
    }
    Resampling {
        seed: draws.seed,
        replicates: draws.replicates,
        block: found.as_ref().ok().map(|found| found.block),
        redrawn: found.as_ref().map_or(0, |found| found.redrawn),
        undefined: found.err().map(Undefined::code),
    }
}
