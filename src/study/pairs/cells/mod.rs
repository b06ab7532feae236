//! The cells of the matrix: what the panel of each pair would give, without a panel for each pair.

use std::collections::BTreeMap;

use super::grid::{Column, Grid};
use super::merged::{Found, correlate};
use crate::date::Date;
use crate::panel::{AlignPolicy, Panel, PriceView, days_of_any};
use crate::series::never_closes;
use crate::study::settings::Settings;
use crate::thresholds::RETURNS_OF_A_PAIR;
use sectorscope_stats::correlation::coefficient::{Method, correlation};
use sectorscope_stats::correlation::matrix::{CorrelationMatrix, Missing, correlations_between_with_pauses};
use sectorscope_stats::linalg::products::{own_products_with_pauses, products_with_pauses};
use sectorscope_stats::pause::{Pace, pause, without_pauses};

/// Up to this many different calendars each two of them have a panel of their own: the returns of a series are then computed once
/// for each calendar.
const FEW_CALENDARS: usize = 3;
/// Columns that stay at hand while others pass by.
const AT_HAND: usize = 32;

/// Pairs from one pause to the next, about.
const BETWEEN_PAUSES: usize = 256;

/// Correlations of k series, and the returns behind each; both row-major and symmetric.
#[derive(Debug)]
pub(super) struct Cells {
    k: usize,
    /// Correlations; NaN where a pair has too few returns or a series never changes. The diagonal is 1.
    pub r: Vec<f64>,
    /// Returns.
    pub n: Vec<u32>,
}

impl Cells {
    /// Of all pairs of these series.
    pub(super) async fn new(views: &[PriceView<'_>], settings: &Settings) -> Cells {
        let k = views.len();
        let mut cells = Cells { k, r: vec![f64::NAN; k * k], n: vec![0; k * k] };
        let mut by_days: BTreeMap<&[Date], Vec<usize>> = BTreeMap::new();
        for (at, view) in views.iter().enumerate() {
            by_days.entry(view.dates).or_default().push(at);
        }
        let calendars: Vec<Vec<usize>> = by_days.into_values().collect();
        match settings.align {
            AlignPolicy::ReturnsFirst => cells.on_periods(views, settings).await,
            AlignPolicy::Shared if settings.method == Method::Pearson && calendars.len() > FEW_CALENDARS => {
                cells.on_grids(views, settings).await;
            }
            AlignPolicy::Shared | AlignPolicy::ForwardFill => {
                cells.by_calendars(views, settings, &calendars).await;
            }
        }
        (0..k).for_each(|at| cells.r[at * k + at] = 1.0);
        cells
    }

    fn set(&mut self, i: usize, j: usize, n: u32, r: f64) {
        for at in [i * self.k + j, j * self.k + i] {
            self.r[at] = r;
            self.n[at] = n;
        }
    }

    /// Series with the same days have the same intervals with any other: each two calendars have one panel for all their series.
    async fn by_calendars(&mut self, views: &[PriceView<'_>], settings: &Settings, calendars: &[Vec<usize>]) {
        let k = self.k;
        for (number, some) in calendars.iter().enumerate() {
            let panel = panel(views, some, settings).await;
            let columns: Vec<&[f64]> = panel.columns.iter().map(Vec::as_slice).collect();
            let found =
                CorrelationMatrix::with_pauses(settings.method, &columns, Missing::Pairwise, RETURNS_OF_A_PAIR).await;
            for (i, row) in some.iter().zip(found.r.chunks(some.len())) {
                for (j, r) in some.iter().zip(row) {
                    self.r[i * k + j] = *r;
                    self.n[i * k + j] = panel.len() as u32;
                }
            }
            for others in &calendars[number + 1..] {
                self.between_calendars(views, settings, some, others).await;
                pause().await;
            }
        }
    }

    async fn between_calendars(
        &mut self,
        views: &[PriceView<'_>],
        settings: &Settings,
        some: &[usize],
        others: &[usize],
    ) {
        let panel = panel(views, &[some, others].concat(), settings).await;
        let columns: Vec<&[f64]> = panel.columns.iter().map(Vec::as_slice).collect();
        let (left, right) = columns.split_at(some.len());
        let enough = panel.len() >= RETURNS_OF_A_PAIR;
        let found =
            if enough { Some(correlations_between_with_pauses(settings.method, left, right).await) } else { None };
        for (row, i) in some.iter().enumerate() {
            for (column, j) in others.iter().enumerate() {
                let r = found.as_ref().map_or(f64::NAN, |found| found[row * others.len() + column]);
                self.set(*i, *j, panel.len() as u32, r);
            }
        }
    }

    /// Each series has its own returns: a pair has the periods for which both have one.
    async fn on_periods(&mut self, views: &[PriceView<'_>], settings: &Settings) {
        let (mut own, mut pace): (Vec<Panel>, Pace) = Default::default();
        for (at, view) in views.iter().enumerate() {
            own.push(panel(views, &[at], settings).await);
            pace.after(view.dates.len()).await;
        }
        let period = |day: &Date| Date::from_days(settings.frequency.period(*day));
        let own_periods: Vec<Vec<Date>> = own.iter().map(|own| own.dates.iter().map(period).collect()).collect();
        let periods = days_of_any(own_periods.iter().map(Vec::as_slice));
        let column = |(own, has): (&Panel, &Vec<Date>)| {
            let mut found = has.iter().zip(own.columns.iter().flatten()).peekable();
            let value = |period: &Date| found.next_if(|(has, _)| *has == period).map_or(f64::NAN, |(_, value)| *value);
            periods.iter().map(value).collect::<Vec<f64>>()
        };
        let columns: Vec<Vec<f64>> = own.iter().zip(&own_periods).map(column).collect();
        let slices: Vec<&[f64]> = columns.iter().map(Vec::as_slice).collect();
        let found =
            CorrelationMatrix::with_pauses(settings.method, &slices, Missing::Pairwise, RETURNS_OF_A_PAIR).await;
        (self.r, self.n) = (found.r, found.n);
    }

    /// Where nearly every series has days of its own: sums over a calendar of all, put right for the days that a pair lacks.
    /// Markets that never close and those that do have calendars of their own, or every weekend would be such days.
    async fn on_grids(&mut self, views: &[PriceView<'_>], settings: &Settings) {
        let (open, closing): (Vec<usize>, Vec<usize>) = (0..views.len()).partition(|at| {
            let dates = views[*at].dates;
            never_closes(dates.iter().filter(|date| date.weekday() >= 5).count(), dates.len())
        });
        let days = [&open, &closing].map(|family| days_of_any(family.iter().map(|at| views[*at].dates)));
        let make = |days: &[Date], others: &[Date]| Grid::new(days, others, settings.frequency, settings.returns);
        let columns = async |family: &[usize], grid: &Grid| -> Vec<Column> {
            let (mut columns, mut pace) = (Vec::with_capacity(family.len()), Pace::default());
            for at in family {
                columns.push(Column::new(grid, views[*at]));
                pace.after(2 * views[*at].dates.len()).await;
            }
            columns
        };
        for (family, days) in [&open, &closing].into_iter().zip(&days) {
            let grid = make(days, days);
            let columns = columns(family, &grid).await;
            let products = own_products_with_pauses(&steps(&columns)).await;
            for (i, j) in in_blocks(family.len(), family.len()).filter(|(i, j)| i <= j) {
                let product = products[i * family.len() + j];
                self.put((family[i], family[j]), views, settings, correlate(&grid, &columns[i], &columns[j], product));
                if (i + j) % BETWEEN_PAUSES == 0 {
                    pause().await;
                }
            }
        }
        let grid = make(&days[0], &days[1]);
        let (left, right) = (columns(&open, &grid).await, columns(&closing, &grid).await);
        let products = products_with_pauses(&steps(&left), &steps(&right)).await;
        for (i, j) in in_blocks(left.len(), right.len()) {
            let product = products[i * right.len() + j];
            self.put((open[i], closing[j]), views, settings, correlate(&grid, &left[i], &right[j], product));
            if (i + j) % BETWEEN_PAUSES == 0 {
                pause().await;
            }
        }
    }

    fn put(&mut self, (i, j): (usize, usize), views: &[PriceView<'_>], settings: &Settings, (n, found): (u32, Found)) {
        let r = match found {
            Found::Correlation(r) => r,
            Found::Doubtful if i == j => 1.0,
            Found::Doubtful => match without_pauses(panel(views, &[i, j], settings)).columns.as_slice() {
                [x, y] => correlation(settings.method, x, y).map_or(f64::NAN, |found| found.r),
                _ => f64::NAN,
            },
        };
        self.set(i, j, n, r);
    }
}

async fn panel(views: &[PriceView<'_>], some: &[usize], settings: &Settings) -> Panel {
    let views: Vec<PriceView<'_>> = some.iter().map(|at| views[*at]).collect();
    Panel::with_pauses(&views, settings.align, settings.frequency, settings.returns).await
}

fn steps(columns: &[Column]) -> Vec<&[f64]> {
    columns.iter().map(|column| column.steps.as_slice()).collect()
}

/// All places of a table, a block of columns at a time.
fn in_blocks(rows: usize, columns: usize) -> impl Iterator<Item = (usize, usize)> {
    let block =
        move |from: usize| (0..rows).flat_map(move |i| (from..columns.min(from + AT_HAND)).map(move |j| (i, j)));
    (0..columns).step_by(AT_HAND).flat_map(block)
}

#[cfg(test)]
mod tests;
