//! What calendars do to a correlation: the same pair under four conventions, its lead and lag, and the days of every series.

use serde::Serialize;

use super::estimate::Estimate;
use super::roster::Member;
use super::study::Study;
use crate::date::Date;
use crate::error::Error;
use crate::panel::{AlignPolicy, Panel, PriceView};
use crate::returns::Frequency;
use sectorscope_stats::correlation::cross_correlation::cross_correlation;
use sectorscope_stats::pause::Pace;

/// Days that one series may lead the other by.
const LAGS: usize = 3;
/// Identical prices in a row from which they count as stale.
const STALE_RUN: usize = 5;

/// The same correlation in four ways, and its lead and lag.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Alignment {
    /// Id of the first series.
    pub a: String,
    /// Id of the second series.
    pub b: String,
    /// The four ways, the right one first.
    pub conventions: Vec<Convention>,
    /// Daily correlations of the first series with the second this many days later, on shared days.
    pub lead_lag: Vec<LagRow>,
    /// Two standard errors of a correlation of independent series: what lies within is noise.
    pub bound: Option<f64>,
}

/// The ways to bring two calendars together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
pub enum CalendarConvention {
    /// Days that both have, then returns.
    Shared,
    /// Each series' own returns, joined by day.
    ReturnsFirst,
    /// Prices carried over days without trade.
    ForwardFill,
    /// Weekly returns of shared days.
    Weekly,
}

/// One way to bring two calendars together, and what comes of it.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Convention {
    /// Which.
    pub name: CalendarConvention,
    /// What is done, and what is wrong with it.
    pub words: &'static str,
    /// The correlation, its interval and count.
    #[serde(flatten)]
    pub estimate: Estimate,
    /// Its difference from the first.
    pub difference: Option<f64>,
    /// Day the first return ends on.
    pub first: Option<Date>,
    /// Day the last return ends on.
    pub last: Option<Date>,
}

/// A correlation at a lag.
#[derive(Clone, Copy, Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct LagRow {
    /// Days by which the second series comes later.
    pub lag: i32,
    /// The correlation.
    pub r: f64,
}

const CONVENTIONS: [(CalendarConvention, AlignPolicy, Frequency, &str); 4] = [
    (
        CalendarConvention::Shared,
        AlignPolicy::Shared,
        Frequency::Daily,
        "Days that both have first, returns after: the coin's move from Friday to Monday meets the fund's.",
    ),
    (
        CalendarConvention::ReturnsFirst,
        AlignPolicy::ReturnsFirst,
        Frequency::Daily,
        "Returns first, joined by day: the coin's weekend is lost, but the fund's Monday answers to it.",
    ),
    (
        CalendarConvention::ForwardFill,
        AlignPolicy::ForwardFill,
        Frequency::Daily,
        "Prices carried over days without trade, up to the end of the series that ends first: returns of zero meet the coin's weekend.",
    ),
    (
        CalendarConvention::Weekly,
        AlignPolicy::Shared,
        Frequency::Weekly,
        "Weeks by their last shared day: hardly touched by weekends and closing times, but a fifth of the returns.",
    ),
];

/// Computes a pair in all four ways, with the settings' kind of return and measure; their frequency and alignment aside.
///
/// # Errors
///
/// `unknown-series` where an id is not there.
pub fn alignment(study: &Study<'_>, a: &str, b: &str) -> Result<Alignment, Error> {
    let (roster, settings) = (&study.roster, study.settings);
    let (a, b) = (roster.find(a)?, roster.find(b)?);
    let views = [study.prices(a), study.prices(b)];
    let mut conventions: Vec<Convention> = Vec::new();
    for (name, policy, frequency, words) in CONVENTIONS {
        let panel = Panel::new(&views, policy, frequency, settings.returns);
        let estimate = match panel.columns.as_slice() {
            [x, y] => Estimate::new(settings.method, x, y, settings.confidence),
            _ => Estimate::default(),
        };
        let right = conventions.first().map_or(estimate.r, |first| first.estimate.r);
        conventions.push(Convention {
            name,
            words,
            estimate,
            difference: estimate.r.zip(right).map(|(r, right)| r - right),
            first: panel.dates.first().copied(),
            last: panel.dates.last().copied(),
        });
    }
    let daily = Panel::new(&views, AlignPolicy::Shared, Frequency::Daily, settings.returns);
    let correlations = match daily.columns.as_slice() {
        [x, y] => cross_correlation(x, y, LAGS).unwrap_or_default(),
        _ => Vec::new(),
    };
    let lags = -(LAGS as i32)..=LAGS as i32;
    Ok(Alignment {
        a: a.id.clone(),
        b: b.id.clone(),
        conventions,
        bound: (!correlations.is_empty()).then(|| 2.0 / (daily.len() as f64).sqrt()),
        lead_lag: lags.zip(correlations).map(|(lag, r)| LagRow { lag, r }).collect(),
    })
}

/// The days of one series, month by month.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Strip {
    /// Id of the series.
    pub id: String,
    /// First day with a price.
    pub first: Option<Date>,
    /// Last day with a price.
    pub last: Option<Date>,
    /// Month of the first entry of what follows: twelve times the year, and months since January.
    pub first_month: i32,
    /// Weekdays with a price in each month.
    pub weekdays: Vec<u32>,
    /// Weekend days with a price.
    pub weekends: Vec<u32>,
    /// Weekdays between first and last day without one.
    pub missing: Vec<u32>,
    /// Days in stretches of five and more identical prices.
    pub stale: Vec<u32>,
}

/// The days of every series that is shown, in the order of the files.
pub async fn strips(study: &Study<'_>) -> Vec<Strip> {
    let (mut found, mut pace) = (Vec::new(), Pace::default());
    for member in study.roster.shown() {
        let view = study.prices(member);
        found.push(strip(member, view));
        pace.after(view.dates.len()).await;
    }
    found
}

fn strip(member: &Member, view: PriceView<'_>) -> Strip {
    let (first, last) = (view.dates.first().copied(), view.dates.last().copied());
    let (from, to) = (first.map_or(0, Date::month_index), last.map_or(-1, Date::month_index));
    let months = usize::try_from(to - from + 1).unwrap_or(0);
    let mut strip = Strip {
        id: member.id.clone(),
        first,
        last,
        first_month: from,
        weekdays: vec![0; months],
        weekends: vec![0; months],
        missing: vec![0; months],
        stale: vec![0; months],
    };
    let add = |counts: &mut Vec<u32>, day: Date| {
        let month = usize::try_from(day.month_index() - from).ok();
        if let Some(count) = month.and_then(|month| counts.get_mut(month)) {
            *count += 1;
        }
    };
    for day in view.dates {
        add(if day.weekday() < 5 { &mut strip.weekdays } else { &mut strip.weekends }, *day);
    }
    for pair in view.dates.windows(2) {
        let gap = pair[0].days() + 1..pair[1].days();
        for day in gap.map(Date::from_days).filter(|day| day.weekday() < 5) {
            add(&mut strip.missing, day);
        }
    }
    let mut rest = view.dates;
    for run in view.prices.chunk_by(|a, b| a == b) {
        let (days, after) = rest.split_at(run.len());
        rest = after;
        if run.len() >= STALE_RUN {
            days.iter().for_each(|day| add(&mut strip.stale, *day));
        }
    }
    strip
}
