//! The date axis of charts that stand one below the other: the same plot, days and marked periods for each, so that one
//! crosshair reads them all.

use plotters::prelude::DrawingBackend;
use serde::Serialize;

use crate::axis::{Scale, TICK_FONT_CSS, date_ticks, draw_tick_labels};
use crate::decimate::{Segment, cut_ends, decimate};
use crate::surface::{DrawingError, PlotRect, Surface};
use crate::text::{Align, Font};
use crate::theme::Theme;

const LEFT: f64 = 38.0;
const BOTTOM: f64 = 24.0;
/// Room for names and values on the right of the plot: fixed, so that charts that stand below each other share their edges.
const RIGHT: f64 = 104.0;
/// The same where there is little of it.
const NARROW_RIGHT: f64 = 76.0;
const NARROW: f64 = 520.0;
/// Room above the plot in which the names of marked periods stand.
const HEAD: f64 = 16.0;

/// A period marked by a soft vertical band, both ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Band<'a> {
    /// First day.
    pub from: i32,
    /// Last day.
    pub to: i32,
    /// Written at the top when it fits.
    pub label: &'a str,
}

/// Where things ended up: CSS pixels, days and values at the edges of the plot.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct TimelineLayout {
    /// Rectangle of the lines.
    pub plot: PlotRect,
    /// Day at the left edge.
    pub first_date: i32,
    /// Day at the right edge.
    pub last_date: i32,
    /// Value at the bottom edge.
    pub y_min: f64,
    /// Value at the top edge.
    pub y_max: f64,
}

/// Days that are visible, and where.
pub(crate) struct Timeline {
    pub plot: PlotRect,
    pub first: i32,
    pub last: i32,
    head: f64,
}

impl Timeline {
    /// From the first to the last day that is visible; of all days of all lines where nothing else is asked for.
    pub(crate) fn new<'d>(
        dates: impl IntoIterator<Item = &'d [i32]>,
        visible: Option<(i32, i32)>,
        bands: &[Band<'_>],
        (width, height): (f64, f64),
    ) -> Timeline {
        let ends = dates.into_iter().filter_map(|dates| dates.first().copied().zip(dates.last().copied()));
        let whole = ends.reduce(|(first, last), (a, b)| (first.min(a), last.max(b)));
        let (first, last) = visible.or(whole).unwrap_or((0, 0));
        let head = if bands.iter().any(|band| !band.label.is_empty()) { HEAD } else { 0.0 };
        let top = if head > 0.0 { head + 4.0 } else { 8.0 };
        let (left, right) = edges(width);
        let plot = PlotRect::new(left, top, right, height - BOTTOM);
        Timeline { plot, first: first.min(last), last: first.max(last), head }
    }

    /// The same days with the same edges, over the whole height.
    pub(crate) fn strip(dates: &[i32], (width, height): (f64, f64)) -> Timeline {
        let (left, right) = edges(width);
        Timeline { plot: PlotRect::new(left, 0.0, right, height), ..Timeline::new([dates], None, &[], (width, height)) }
    }

    /// Whether there is room for a line.
    pub(crate) fn is_drawable(&self) -> bool {
        self.plot.width() >= 8.0 && self.plot.height() >= 8.0
    }

    pub(crate) fn layout(&self, y_min: f64, y_max: f64) -> TimelineLayout {
        TimelineLayout { plot: self.plot, first_date: self.first, last_date: self.last, y_min, y_max }
    }

    pub(crate) fn x(&self) -> Scale {
        Scale::new((f64::from(self.first), f64::from(self.last)), (self.plot.left, self.plot.right))
    }

    /// Indices of the visible points and of one neighbour on either side, so that a zoomed line reaches the edges.
    pub(crate) fn visible_indices(&self, dates: &[i32], values: &[f64]) -> (usize, usize) {
        let dates = dates.get(..values.len()).unwrap_or(dates);
        let from = dates.partition_point(|&day| day < self.first);
        let to = dates.partition_point(|&day| day <= self.last);
        (from.saturating_sub(1), (to + 1).min(dates.len()))
    }

    /// The last day inside with a value, and the value.
    pub(crate) fn last_visible(
        &self,
        dates: &[i32],
        values: &[f64],
        known: impl Fn(f64) -> Option<f64>,
    ) -> Option<(i32, f64)> {
        let (from, to) = self.visible_indices(dates, values);
        let points = dates.get(from..to)?.iter().zip(values.get(from..to)?);
        let mut inside = points.filter(|(day, _)| (self.first..=self.last).contains(*day)).rev();
        inside.find_map(|(&day, &value)| Some((day, known(value)?)))
    }

    /// The visible part of a line, cut at the edges, by pixel columns; one segment between gaps.
    pub(crate) fn decimated<DB: DrawingBackend>(
        &self,
        surface: &Surface<'_, DB>,
        dates: &[i32],
        values: &[f64],
        known: impl Fn(f64) -> Option<f64>,
    ) -> Vec<Segment> {
        let (from, to) = self.visible_indices(dates, values);
        let (Some(dates), Some(values)) = (dates.get(from..to), values.get(from..to)) else { return Vec::new() };
        let mut days: Vec<f64> = dates.iter().map(|&day| f64::from(day)).collect();
        let mut values: Vec<f64> = values.iter().map(|&value| known(value).unwrap_or(f64::NAN)).collect();
        cut_ends(&mut days, &mut values, f64::from(self.first), f64::from(self.last));
        let x = self.x();
        decimate(&values, |i| surface.px(x.at(days.get(i).copied().unwrap_or_default())))
    }

    /// The visible part of a line as points of device pixels.
    pub(crate) fn points<DB: DrawingBackend>(
        &self,
        surface: &Surface<'_, DB>,
        (dates, values): (&[i32], &[f64]),
        y: Scale,
        known: impl Fn(f64) -> Option<f64>,
    ) -> Vec<Vec<(i32, i32)>> {
        let segments = self.decimated(surface, dates, values, known).into_iter();
        segments.map(|line| line.into_iter().map(|(px, value)| (px, surface.px(y.at(value)))).collect()).collect()
    }

    pub(crate) fn draw_bands<DB: DrawingBackend>(
        &self,
        surface: &mut Surface<'_, DB>,
        theme: &Theme,
        bands: &[Band<'_>],
    ) -> Result<(), DrawingError> {
        let (plot, x) = (self.plot, self.x());
        let font = Font::new(TICK_FONT_CSS, theme.muted, Align::Center);
        for band in bands {
            // The last day is included: a year ends where the next begins.
            let (left, right) = (x.at(f64::from(band.from)), x.at(f64::from(band.to) + 1.0));
            surface.rect((left, plot.top - self.head), (right, plot.bottom), theme.band)?;
            if font.width(band.label) + 4.0 <= right - left {
                surface.text(band.label, ((left + right) / 2.0, plot.top - 7.0), font)?;
            }
        }
        Ok(())
    }

    /// Ticks and labels below the plot.
    pub(crate) fn draw_dates<DB: DrawingBackend>(
        &self,
        surface: &mut Surface<'_, DB>,
        theme: &Theme,
    ) -> Result<(), DrawingError> {
        let (plot, x) = (self.plot, self.x());
        let font = Font::new(TICK_FONT_CSS, theme.muted, Align::Center);
        let ticks = date_ticks(self.first, self.last, plot.width(), font);
        for tick in &ticks {
            surface.vertical(x.at(tick.value), (plot.bottom, plot.bottom + 4.0), 1.0, theme.axis)?;
        }
        let labels = ticks.into_iter().map(|tick| (x.at(tick.value), tick.label));
        draw_tick_labels(surface, theme, labels, plot.bottom + 14.0)
    }
}

/// Left and right edge of every plot with days.
fn edges(width: f64) -> (f64, f64) {
    (LEFT, width - if width < NARROW { NARROW_RIGHT } else { RIGHT })
}
