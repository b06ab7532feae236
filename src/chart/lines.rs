//! A correlation over time: one line that matters, grey ones behind it, marked periods, and the full-period value.

use plotters::prelude::DrawingBackend;
use plotters::style::RGBAColor;
use serde::Serialize;

use super::axis::{Scale, TICK_FONT_CSS, date_ticks, draw_notice, draw_tick_labels};
use super::decimate::{cut_ends, decimate};
use super::number::{correlation, format_fixed, linear_ticks, nice_range, ticks_that_fit};
use super::surface::{DrawingError, PlotRect, Surface};
use super::text::{Align, Font};
use super::theme::Theme;

const LEFT: f64 = 38.0;
const BOTTOM: f64 = 24.0;
const END_FONT: f64 = 12.0;
const MAIN_STROKE: f64 = 1.5;
const OUTSIDE_STROKE: f64 = 2.5;
const END_DOT: f64 = 3.5;

/// Which values the vertical axis shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ValueRange {
    /// -1 to 1: every chart comparable with every other.
    Full,
    /// Round numbers around zero and what is visible, within -1 to 1.
    Fitted,
}

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

/// A constant to compare with, and the band that chance alone would fill: only what leaves it is coloured.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Reference {
    /// Height of the dashed line.
    pub value: f64,
    /// Lower edge of its band; NaN for none.
    pub low: f64,
    /// Upper edge of its band; NaN for none.
    pub high: f64,
}

/// Lines over shared dates (days since 1970-01-01, ascending). Values beyond the shorter of dates and values are ignored.
#[derive(Clone, Copy, Debug)]
pub struct LinesChart<'a> {
    /// Days of the values.
    pub dates: &'a [i32],
    /// The line that matters; NaN, or what cannot be a correlation, is a gap.
    pub main: &'a [f64],
    /// Lines behind it.
    pub others: &'a [&'a [f64]],
    /// Vertical axis.
    pub range: ValueRange,
    /// First and last visible day; all when `None`.
    pub visible: Option<(i32, i32)>,
    /// Marked periods.
    pub bands: &'a [Band<'a>],
    /// Full-period value.
    pub reference: Option<Reference>,
}

/// Where things ended up: CSS pixels, days and values at the edges of the plot.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct LinesLayout {
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

impl LinesChart<'_> {
    /// Draws the chart over the whole surface.
    pub fn draw<DB: DrawingBackend>(
        &self,
        surface: &mut Surface<DB>,
        theme: &Theme,
    ) -> Result<LinesLayout, DrawingError> {
        surface.clear(theme.background)?;
        let layout = self.layout(surface.width(), surface.height());
        let plot = layout.plot;
        if plot.width() < 8.0 || plot.height() < 8.0 {
            return Ok(layout);
        }
        let x = Scale::new((f64::from(layout.first_date), f64::from(layout.last_date)), (plot.left, plot.right));
        let y = Scale::new((layout.y_min, layout.y_max), (plot.bottom, plot.top));
        self.draw_bands(surface, theme, plot, x)?;
        self.draw_axes(surface, theme, &layout, x, y)?;
        self.draw_reference(surface, theme, plot, y)?;
        for other in self.others {
            self.draw_line(surface, &layout, x, y, other, 1.0, theme.ghost)?;
        }
        let band = self.reference.filter(|r| r.low.is_finite() && r.high.is_finite());
        let color = if band.is_some() { theme.muted } else { theme.accent };
        self.draw_line(surface, &layout, x, y, self.main, MAIN_STROKE, color.into())?;
        if let Some(band) = band {
            self.draw_outside(surface, &layout, x, y, band, theme.accent.into())?;
        }
        let last = self.last_visible(&layout);
        if last.is_none() {
            draw_notice(surface, theme, plot, "No values in this period")?;
        }
        self.draw_end_labels(surface, theme, plot, x, y, last)?;
        Ok(layout)
    }

    fn layout(&self, width: f64, height: f64) -> LinesLayout {
        let ends = self.dates.first().copied().zip(self.dates.last().copied());
        let (first, last) = self.visible.or(ends).unwrap_or((0, 0));
        let (first_date, last_date) = (first.min(last), first.max(last));
        let top = if self.bands.is_empty() { 8.0 } else { 20.0 };
        let right = Font::new(END_FONT, Theme::light().ink, Align::Left).bold(true).width("\u{2212}0.00") + 10.0;
        let plot = PlotRect::new(LEFT, top, width - right, height - BOTTOM);
        let mut layout = LinesLayout { plot, first_date, last_date, y_min: -1.0, y_max: 1.0 };
        if self.range == ValueRange::Fitted {
            (layout.y_min, layout.y_max) = self.fitted(&layout);
        }
        layout
    }

    fn fitted(&self, layout: &LinesLayout) -> (f64, f64) {
        let lines = std::iter::once(self.main).chain(self.others.iter().copied());
        let seen = lines.flat_map(|line| {
            let (from, to) = self.visible_indices(layout, line);
            line.get(from..to).unwrap_or_default().iter().copied()
        });
        let reference = self.reference.iter().flat_map(|r| [r.value, r.low.clamp(-1.0, 1.0), r.high.clamp(-1.0, 1.0)]);
        let seen = seen.chain(reference).filter_map(correlation);
        let (low, high) = seen.fold((0.0, 0.0), |(low, high): (f64, f64), value| (low.min(value), high.max(value)));
        if low == high {
            return (-1.0, 1.0);
        }
        let (low, high) = nice_range(low, high, 2 * ticks_that_fit(layout.plot.height(), 26.0));
        (low.max(-1.0), high.min(1.0))
    }

    /// Indices of the visible points and of one neighbour on either side, so that a zoomed line reaches the edges.
    fn visible_indices(&self, layout: &LinesLayout, values: &[f64]) -> (usize, usize) {
        let dates = self.dates.get(..values.len()).unwrap_or(self.dates);
        let from = dates.partition_point(|&day| day < layout.first_date);
        let to = dates.partition_point(|&day| day <= layout.last_date);
        (from.saturating_sub(1), (to + 1).min(dates.len()))
    }

    fn last_visible(&self, layout: &LinesLayout) -> Option<(i32, f64)> {
        let (from, to) = self.visible_indices(layout, self.main);
        let points = self.dates.get(from..to)?.iter().zip(self.main.get(from..to)?);
        let mut inside = points.filter(|(day, _)| (layout.first_date..=layout.last_date).contains(*day)).rev();
        inside.find_map(|(&day, &value)| Some((day, correlation(value)?)))
    }

    fn draw_bands<DB: DrawingBackend>(
        &self,
        surface: &mut Surface<DB>,
        theme: &Theme,
        plot: PlotRect,
        x: Scale,
    ) -> Result<(), DrawingError> {
        let font = Font::new(TICK_FONT_CSS, theme.muted, Align::Center);
        for band in self.bands {
            // The last day is included: a year ends where the next begins.
            let (left, right) = (x.at(f64::from(band.from)), x.at(f64::from(band.to) + 1.0));
            surface.rect((left, plot.top - 16.0), (right, plot.bottom), theme.band)?;
            if font.width(band.label) + 4.0 <= right - left {
                surface.text(band.label, ((left + right) / 2.0, plot.top - 7.0), font)?;
            }
        }
        Ok(())
    }

    fn draw_axes<DB: DrawingBackend>(
        &self,
        surface: &mut Surface<DB>,
        theme: &Theme,
        layout: &LinesLayout,
        x: Scale,
        y: Scale,
    ) -> Result<(), DrawingError> {
        let plot = layout.plot;
        let font = Font::new(TICK_FONT_CSS, theme.muted, Align::Right);
        // On a very low chart even the fewest ticks stand close: then only every so many carry a label.
        let mut labelled: Option<f64> = None;
        for tick in linear_ticks(layout.y_min, layout.y_max, ticks_that_fit(plot.height(), 26.0)) {
            let at = y.at(tick.value);
            let color = if tick.value == 0.0 { theme.axis } else { theme.grid };
            surface.horizontal((plot.left, plot.right), at, 1.0, color)?;
            if labelled.is_none_or(|last| (last - at).abs() >= 1.5 * TICK_FONT_CSS) {
                surface.text(&tick.label, (plot.left - 8.0, at), font)?;
                labelled = Some(at);
            }
        }
        if self.dates.is_empty() && self.visible.is_none() {
            return Ok(());
        }
        let ticks = date_ticks(layout.first_date, layout.last_date, plot.width(), font);
        for tick in &ticks {
            surface.vertical(x.at(tick.value), (plot.bottom, plot.bottom + 4.0), 1.0, theme.axis)?;
        }
        let labels = ticks.into_iter().map(|tick| (x.at(tick.value), tick.label));
        draw_tick_labels(surface, theme, labels, plot.bottom + 14.0)
    }

    fn draw_reference<DB: DrawingBackend>(
        &self,
        surface: &mut Surface<DB>,
        theme: &Theme,
        plot: PlotRect,
        y: Scale,
    ) -> Result<(), DrawingError> {
        let Some(reference) = self.reference else { return Ok(()) };
        if reference.low.is_finite() && reference.high.is_finite() {
            let (a, b) = (y.at(reference.low), y.at(reference.high));
            surface.rect((plot.left, a.min(b)), (plot.right, a.max(b)), theme.accent_soft)?;
        }
        if correlation(reference.value).is_some() {
            let mut dash = plot.left;
            while dash < plot.right {
                let end = (dash + 5.0).min(plot.right);
                surface.horizontal((dash, end), y.at(reference.value), 1.0, theme.muted)?;
                dash += 9.0;
            }
        }
        Ok(())
    }

    #[expect(clippy::too_many_arguments, reason = "one private call; a struct would only rename the arguments")]
    fn draw_line<DB: DrawingBackend>(
        &self,
        surface: &mut Surface<DB>,
        layout: &LinesLayout,
        x: Scale,
        y: Scale,
        values: &[f64],
        stroke: f64,
        color: RGBAColor,
    ) -> Result<(), DrawingError> {
        for segment in self.decimated(surface, layout, x, values) {
            let points: Vec<_> = segment.into_iter().map(|(px, value)| (px, surface.px(y.at(value)))).collect();
            surface.path_px(&points, stroke, color)?;
        }
        Ok(())
    }

    /// The parts of the main line that leave a band, from the last point inside to the next.
    fn draw_outside<DB: DrawingBackend>(
        &self,
        surface: &mut Surface<DB>,
        layout: &LinesLayout,
        x: Scale,
        y: Scale,
        band: Reference,
        color: RGBAColor,
    ) -> Result<(), DrawingError> {
        let leaves = |point: &(i32, f64)| point.1 < band.low || point.1 > band.high;
        for segment in self.decimated(surface, layout, x, self.main) {
            let near = |at: usize| {
                let neighbours = [at.checked_sub(1), Some(at), at.checked_add(1)];
                neighbours.into_iter().flatten().any(|at| segment.get(at).is_some_and(leaves))
            };
            let kept: Vec<Option<(i32, f64)>> =
                segment.iter().enumerate().map(|(at, point)| near(at).then_some(*point)).collect();
            for run in kept.split(Option::is_none).filter(|run| !run.is_empty()) {
                let points: Vec<_> = run.iter().flatten().map(|(px, value)| (*px, surface.px(y.at(*value)))).collect();
                surface.path_px(&points, OUTSIDE_STROKE, color)?;
            }
        }
        Ok(())
    }

    /// The visible part of a line, cut at the edges, by pixel columns; one segment between gaps.
    fn decimated<DB: DrawingBackend>(
        &self,
        surface: &Surface<DB>,
        layout: &LinesLayout,
        x: Scale,
        values: &[f64],
    ) -> Vec<Vec<(i32, f64)>> {
        let (from, to) = self.visible_indices(layout, values);
        let (Some(dates), Some(values)) = (self.dates.get(from..to), values.get(from..to)) else { return Vec::new() };
        let mut days: Vec<f64> = dates.iter().map(|&day| f64::from(day)).collect();
        let mut values: Vec<f64> = values.iter().map(|&value| correlation(value).unwrap_or(f64::NAN)).collect();
        cut_ends(&mut days, &mut values, f64::from(layout.first_date), f64::from(layout.last_date));
        decimate(&values, |i| surface.px(x.at(days.get(i).copied().unwrap_or_default())))
    }

    /// The last value and the reference, written beside the plot; moved apart when they would touch.
    fn draw_end_labels<DB: DrawingBackend>(
        &self,
        surface: &mut Surface<DB>,
        theme: &Theme,
        plot: PlotRect,
        x: Scale,
        y: Scale,
        last: Option<(i32, f64)>,
    ) -> Result<(), DrawingError> {
        let apart = END_FONT + 3.0;
        // Kept below the labels of the bands, under which a line may end.
        let main = last.map(|(day, value)| (x.at(f64::from(day)), y.at(value).max(plot.top + 5.0), value));
        if let Some((at, height, value)) = main {
            surface.disc((at, y.at(value)), END_DOT, theme.accent)?;
            let font = Font::new(END_FONT, theme.accent, Align::Left).bold(true);
            surface.text(&format_fixed(value, 2), (at + 8.0, height), font)?;
        }
        if let Some(reference) = self.reference.filter(|reference| correlation(reference.value).is_some()) {
            let mut height = y.at(reference.value);
            if let Some((_, main, _)) = main.filter(|&(_, main, _)| (main - height).abs() < apart) {
                // Away from the line's label, but never off the plot.
                height = if height < main { main - apart } else { main + apart };
                if height > plot.bottom {
                    height = main - apart;
                }
            }
            let font = Font::new(END_FONT, theme.muted, Align::Left);
            surface.text(&format_fixed(reference.value, 2), (plot.right + 8.0, height), font)?;
        }
        Ok(())
    }
}
