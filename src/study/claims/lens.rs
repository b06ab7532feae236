//! Two ways to look at the same days: returns as they are, and in units of what could be expected of the day.

use super::{ClaimPrices, Reason};
use crate::date::Date;
use crate::returns::{ReturnKind, returns};
use sectorscope_stats::Undefined;
use sectorscope_stats::correlation::coefficient::Method;
use sectorscope_stats::correlation::influence::Influence;
use sectorscope_stats::correlation::influence_function::influence;
use sectorscope_stats::inference::hac::default_lags;
use sectorscope_stats::portfolio::composite_index::composite_index;
use sectorscope_stats::portfolio::weights::equal_weights;
use sectorscope_stats::volatility::devolatilise::{START_ROWS, devolatilise};

/// Returns of all series on the same days.
#[derive(Debug)]
pub(super) struct Lens {
    pub dates: Vec<Date>,
    /// Rows before the pandemic.
    pub split: usize,
    pub bitcoin: Vec<f64>,
    pub altcoins: Vec<Vec<f64>>,
    /// Equal weights at every month's end, drifting in between; none without altcoins.
    pub composite: Option<Vec<f64>>,
    pub sectors: Vec<Vec<f64>>,
    pub market: Option<Vec<f64>>,
}

impl Lens {
    /// Rows after the pandemic began.
    pub(super) fn after<'a>(&self, column: &'a [f64]) -> &'a [f64] {
        column.get(self.split..).unwrap_or(&[])
    }

    /// Days of those rows.
    pub(super) fn dates_after(&self) -> &[Date] {
        self.dates.get(self.split..).unwrap_or(&[])
    }

    /// Lags of long-run variances after the pandemic began.
    pub(super) fn lags(&self) -> usize {
        default_lags(self.dates.len() - self.split)
    }

    /// Influence series of a Pearson correlation after the pandemic began.
    pub(super) fn influence(&self, x: &[f64], y: &[f64]) -> Result<Influence, Reason> {
        Ok(influence(Method::Pearson, self.after(x), self.after(y))?)
    }
}

/// Both lenses, and who plays which part.
#[derive(Debug)]
pub(super) struct Lenses {
    pub raw: Lens,
    pub devolatilised: Result<Lens, Reason>,
    small_tech: Option<usize>,
    large_tech: Option<usize>,
    tech: Option<usize>,
}

impl Lenses {
    pub(super) fn new(prices: &ClaimPrices<'_>, pandemic: Date) -> Result<Lenses, Reason> {
        let columns = [&[prices.bitcoin][..], &prices.altcoins, &prices.sectors].concat();
        let good = |column: &&[f64]| {
            column.len() == prices.dates.len() && column.iter().all(|price| price.is_finite() && *price > 0.0)
        };
        if prices.dates.len() < 2 || !columns.iter().chain(&prices.market).all(good) {
            return Err(Reason::Undefined(Undefined::InsufficientN));
        }
        let log_returns = |column: &[f64]| returns(ReturnKind::Log, column);
        let dates: Vec<Date> = prices.dates.iter().skip(1).copied().collect();
        let raw = Lens {
            split: dates.partition_point(|date| *date < pandemic),
            dates,
            bitcoin: log_returns(prices.bitcoin),
            altcoins: prices.altcoins.iter().map(|column| log_returns(column)).collect(),
            composite: composite(prices.dates, &prices.altcoins)?.map(|levels| log_returns(&levels)),
            sectors: prices.sectors.iter().map(|column| log_returns(column)).collect(),
            market: prices.market.map(log_returns),
        };
        Ok(Lenses {
            devolatilised: devolatilised(&raw),
            raw,
            small_tech: prices.small_tech,
            large_tech: prices.large_tech,
            tech: prices.tech,
        })
    }

    /// The devolatilised lens, or why there is none.
    pub(super) fn devolatilised(&self) -> Result<&Lens, Reason> {
        self.devolatilised.as_ref().map_err(|reason| *reason)
    }

    /// Number of the sector that stands for small technology companies.
    pub(super) fn small_tech(&self) -> Result<usize, Reason> {
        self.sector(self.small_tech, "small technology companies")
    }

    /// Number of the sector that stands for the largest technology companies.
    pub(super) fn large_tech(&self) -> Result<usize, Reason> {
        self.sector(self.large_tech, "the largest technology companies")
    }

    /// Number of the sector that stands for technology.
    pub(super) fn tech(&self) -> Result<usize, Reason> {
        self.sector(self.tech, "technology")
    }

    /// Returns of the market.
    pub(super) fn market(&self) -> Result<&[f64], Reason> {
        self.raw.market.as_deref().ok_or(Reason::MissingSeries("the market"))
    }

    fn sector(&self, number: Option<usize>, name: &'static str) -> Result<usize, Reason> {
        number.filter(|&number| number < self.raw.sectors.len()).ok_or(Reason::MissingSeries(name))
    }
}

/// Levels of the equal-weight altcoin composite.
fn composite(dates: &[Date], altcoins: &[&[f64]]) -> Result<Option<Vec<f64>>, Reason> {
    if altcoins.is_empty() {
        return Ok(None);
    }
    let equal = equal_weights(&vec![true; altcoins.len()])?;
    let month_ends = |row: usize| match (dates.get(row), dates.get(row + 1)) {
        (Some(day), Some(next)) => day.month_index() != next.month_index(),
        _ => false,
    };
    let index = composite_index(altcoins, &equal, |row| month_ends(row).then(|| equal.clone()))?;
    Ok(Some(index.levels))
}

/// The same lens on devolatilised returns; the first rows are lost.
fn devolatilised(raw: &Lens) -> Result<Lens, Reason> {
    let all = |columns: &[Vec<f64>]| columns.iter().map(|column| devolatilise(column)).collect::<Result<Vec<_>, _>>();
    Ok(Lens {
        dates: raw.dates.iter().skip(START_ROWS).copied().collect(),
        split: raw.split.saturating_sub(START_ROWS),
        bitcoin: devolatilise(&raw.bitcoin)?,
        altcoins: all(&raw.altcoins)?,
        composite: raw.composite.as_deref().map(devolatilise).transpose()?,
        sectors: all(&raw.sectors)?,
        market: raw.market.as_deref().map(devolatilise).transpose()?,
    })
}
