//! How every series was traded, month by month: one strip per series on a common axis of months.
//!
//! Each month is a cell of three lanes, so that nothing depends on a colour: on top a tick where more weekdays are
//! missing than holidays explain, in the middle weekdays by shade with a dark line through stale prices, at the bottom
//! the weekends.

use plotters::prelude::DrawingBackend;
use serde::Serialize;

use crate::axis::{date_ticks, draw_notice, draw_tick_labels};
use crate::decimate::per_column;
use crate::surface::{DrawingError, PlotRect, Surface};
use crate::text::{Align, Font};
use crate::theme::{Theme, shade};
use crate::tokens::NOTE;
use sectorscope_ground::date::{civil_from_days, days_from_civil};

/// Height of a row, three lanes and the air between them.
pub const ROW_HEIGHT_CSS: f64 = 16.0;
/// Weekdays without a price that holidays explain in a month; more are marked.
pub const HOLIDAYS: u32 = 3;

const TOP: f64 = 4.0;
const AXIS_HEIGHT: f64 = 24.0;
const MARGIN: f64 = 4.0;
const GUTTER: f64 = 8.0;
/// Lanes of a row as distances from its top.
const MISSING_LANE: (f64, f64) = (1.0, 4.0);
const WEEKDAY_LANE: (f64, f64) = (5.0, 11.0);
const STALE_LANE: (f64, f64) = (7.0, 9.0);
const WEEKEND_LANE: (f64, f64) = (12.0, 15.0);
/// Shades told apart.
const SHADES: f64 = 8.0;
/// Later months than any calendar of ours has are nonsense, and so are spans that no screen resolves.
const MOST_MONTHS: i64 = 12 * 10_000;

/// The months of one series. The shorter counts are as if followed by zeros.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CalendarRow<'a> {
    /// What the row is called; shortened when it does not fit.
    pub label: &'a str,
    /// Month of the first entry: twelve times the year, and months since January.
    pub first_month: i32,
    /// Weekdays with a price in each month.
    pub weekdays: &'a [u32],
    /// Weekend days with a price.
    pub weekends: &'a [u32],
    /// Weekdays between first and last day without a price.
    pub missing: &'a [u32],
    /// Days in stretches of equal prices.
    pub stale: &'a [u32],
}

/// Rows of months in the order given, from the first to the last month of all.
#[derive(Clone, Copy, Debug)]
pub struct CalendarChart<'a> {
    /// One strip each.
    pub rows: &'a [CalendarRow<'a>],
    /// Row with a band behind it.
    pub selected: Option<usize>,
}

/// Where things ended up, in CSS pixels. Month `i` after the first spans the share `i / months` to `(i + 1) / months` of the plot.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct CalendarLayout {
    /// Rectangle of the months, without labels.
    pub plot: PlotRect,
    /// Top of the first row.
    pub top: f64,
    /// Height of each row.
    pub row_height: f64,
    /// Rows drawn: fewer than given when the surface is lower than [`CalendarChart::height_css`].
    pub rows: usize,
    /// Month at the left edge.
    pub first_month: i32,
    /// Months on the axis.
    pub months: usize,
    /// Months in a column of pixels: more than 1 where there are more months than CSS pixels.
    pub months_per_column: usize,
}

/// What a column of one or more months has in one row.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
struct Cell {
    /// Shade of the weekdays in steps; none where the series has no day.
    shade: Option<u8>,
    weekends: bool,
    missing: bool,
    stale: bool,
}

/// The counts of the months `from..to`, as far as there are any.
fn months(counts: &[u32], from: usize, to: usize) -> impl Iterator<Item = u32> {
    let end = counts.len();
    counts.get(from.min(end)..to.min(end)).unwrap_or_default().iter().copied()
}

impl CalendarRow<'_> {
    /// What is in the months `from..to`, counted from the row's first.
    fn cell(&self, from: i64, to: i64) -> Cell {
        let [from, to] = [from, to].map(|at| usize::try_from(at).unwrap_or(0));
        let sum = |counts: &[u32]| months(counts, from, to).map(u64::from).sum::<u64>();
        let (traded, missing) = (sum(self.weekdays), sum(self.missing));
        let share = traded as f64 / (traded + missing) as f64;
        Cell {
            // Rounded, so that a holiday leaves a month whole.
            shade: (traded + missing > 0).then(|| (share * SHADES).round() as u8),
            weekends: sum(self.weekends) > 0,
            missing: months(self.missing, from, to).any(|missing| missing > HOLIDAYS),
            stale: sum(self.stale) > 0,
        }
    }

    fn months(&self) -> i64 {
        [self.weekdays, self.weekends, self.missing, self.stale].map(<[u32]>::len).into_iter().max().unwrap_or(0) as i64
    }
}

impl CalendarChart<'_> {
    /// Height that shows `n` rows and the axis.
    pub fn height_css(n: usize) -> f64 {
        TOP + n.max(1) as f64 * ROW_HEIGHT_CSS + AXIS_HEIGHT
    }

    /// Draws the chart over the whole surface.
    pub fn draw<DB: DrawingBackend>(
        &self,
        surface: &mut Surface<'_, DB>,
        theme: &Theme,
    ) -> Result<CalendarLayout, DrawingError> {
        surface.clear(theme.background)?;
        let layout = self.layout(surface.width(), surface.height());
        let plot = layout.plot;
        if layout.rows == 0 || layout.months == 0 {
            let words = if layout.months == 0 { "No days yet" } else { "" };
            draw_notice(surface, theme, PlotRect { left: 0.0, right: surface.width(), ..plot }, words)?;
            return Ok(layout);
        }
        if let Some(row) = self.selected.filter(|&row| row < layout.rows) {
            let y = layout.top + row as f64 * ROW_HEIGHT_CSS;
            surface.rect((0.0, y), (surface.width(), y + ROW_HEIGHT_CSS), theme.accent_soft)?;
        }
        self.draw_axis(surface, theme, &layout)?;
        for (index, row) in self.rows.iter().take(layout.rows).enumerate() {
            let y = layout.top + index as f64 * ROW_HEIGHT_CSS;
            let font = Font::new(NOTE, theme.ink, Align::Right).bold(self.selected == Some(index));
            let label = font.fit(row.label, plot.left - GUTTER - MARGIN);
            surface.text(&label, (plot.left - GUTTER, y + ROW_HEIGHT_CSS / 2.0), font)?;
            self.draw_row(surface, theme, &layout, y, row)?;
        }
        Ok(layout)
    }

    fn layout(&self, width: f64, height: f64) -> CalendarLayout {
        let font = Font::new(NOTE, Theme::light().ink, Align::Right);
        let widest = self.rows.iter().map(|row| font.room(row.label)).fold(0.0, f64::max).min(width * 0.3);
        let plot = PlotRect::new(MARGIN + widest + GUTTER, TOP, width - MARGIN, height - AXIS_HEIGHT);
        let filled = self.rows.iter().filter(|row| row.months() > 0);
        let ends = filled.map(|row| (i64::from(row.first_month), i64::from(row.first_month) + row.months()));
        let span = ends.reduce(|(from, to), (first, end)| (from.min(first), to.max(end)));
        let months = span.map_or(0, |(from, to)| to - from);
        let months = if (1..=MOST_MONTHS).contains(&months) { months as usize } else { 0 };
        let room = (plot.height() / ROW_HEIGHT_CSS) as usize;
        let rows = if plot.width() >= 8.0 { self.rows.len().min(room) } else { 0 };
        let plot = if rows > 0 { PlotRect { bottom: TOP + rows as f64 * ROW_HEIGHT_CSS, ..plot } } else { plot };
        CalendarLayout {
            plot,
            top: TOP,
            row_height: ROW_HEIGHT_CSS,
            rows,
            first_month: span.map_or(0, |(from, _)| from as i32),
            months,
            months_per_column: per_column(months, plot.width()),
        }
    }

    fn draw_axis<DB: DrawingBackend>(
        &self,
        surface: &mut Surface<'_, DB>,
        theme: &Theme,
        layout: &CalendarLayout,
    ) -> Result<(), DrawingError> {
        let plot = layout.plot;
        let day = |month: i64| days_from_civil(month.div_euclid(12), month.rem_euclid(12) as u32 + 1, 1);
        let first = i64::from(layout.first_month);
        let (from, to) = (day(first), day(first + layout.months as i64) - 1);
        let (Ok(from), Ok(to)) = (i32::try_from(from), i32::try_from(to)) else { return Ok(()) };
        let ticks = date_ticks(from, to, plot.width(), Font::new(NOTE, theme.muted, Align::Center));
        let mut labels = Vec::new();
        for tick in ticks {
            // Months are equally wide here, so a day has its place within its month.
            let (year, month, day) = civil_from_days(tick.value as i64);
            let months = (year * 12 + i64::from(month) - 1 - first) as f64 + f64::from(day - 1) / 31.0;
            let x = plot.left + plot.width() * months / layout.months as f64;
            surface.vertical(x, (plot.top, plot.bottom + 4.0), 1.0, theme.grid)?;
            labels.push((x, tick.label));
        }
        draw_tick_labels(surface, theme, labels, plot.bottom + 14.0)
    }

    fn draw_row<DB: DrawingBackend>(
        &self,
        surface: &mut Surface<'_, DB>,
        theme: &Theme,
        layout: &CalendarLayout,
        y: f64,
        row: &CalendarRow<'_>,
    ) -> Result<(), DrawingError> {
        let (plot, step) = (layout.plot, layout.months_per_column as i64);
        let offset = i64::from(row.first_month) - i64::from(layout.first_month);
        let x = |month: i64| plot.left + plot.width() * (month as f64 / layout.months as f64).min(1.0);
        let columns = (layout.months as i64 + step - 1) / step;
        let cells: Vec<Cell> =
            (0..columns).map(|column| row.cell(column * step - offset, (column + 1) * step - offset)).collect();
        // Runs of equal months are one rectangle: fewer strokes, and no seams between them.
        let mut lane = |(top, bottom): (f64, f64), color: &dyn Fn(&Cell) -> Option<plotters::style::RGBColor>| {
            let mut column = 0;
            for run in cells.chunk_by(|a, b| color(a) == color(b)) {
                let end = column + run.len() as i64;
                if let Some(color) = run.first().and_then(color) {
                    surface.rect((x(column * step), y + top), (x(end * step), y + bottom), color)?;
                }
                column = end;
            }
            Ok::<(), DrawingError>(())
        };
        lane(WEEKDAY_LANE, &|cell| cell.shade.map(|steps| shade(theme, f64::from(steps) / SHADES)))?;
        lane(STALE_LANE, &|cell| cell.stale.then_some(theme.ink))?;
        lane(MISSING_LANE, &|cell| cell.missing.then_some(theme.second))?;
        lane(WEEKEND_LANE, &|cell| cell.weekends.then_some(theme.shade))
    }
}
