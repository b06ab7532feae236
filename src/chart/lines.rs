//! A correlation over time: one line that matters, grey ones behind it, marked periods, and the full-period value.

use plotters::prelude::DrawingBackend;
use plotters::style::RGBAColor;

use super::axis::{Scale, draw_notice, draw_value_axis};
use super::surface::{DrawingError, PlotRect, Surface};
use super::text::{Align, Font};
use super::theme::Theme;
use super::ticks::{correlation, linear_ticks, nice_range, ticks_that_fit};
use super::timeline::{Band, Timeline, TimelineLayout};
use super::tokens::NOTE;
use crate::number::fixed;

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

/// A constant to compare with, and the band that chance alone would fill: only what leaves it is coloured.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Reference<'a> {
    /// Height of the dashed line.
    pub value: f64,
    /// Lower edge of its band; NaN for none.
    pub low: f64,
    /// Upper edge of its band; NaN for none.
    pub high: f64,
    /// The line that the band belongs to, where it is not the main one: drawn behind that, and coloured where it leaves.
    pub judged: Option<&'a [f64]>,
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
    pub reference: Option<Reference<'a>>,
}

impl LinesChart<'_> {
    /// Draws the chart over the whole surface.
    pub fn draw<DB: DrawingBackend>(
        &self,
        surface: &mut Surface<'_, DB>,
        theme: &Theme,
    ) -> Result<TimelineLayout, DrawingError> {
        surface.clear(theme.background)?;
        let time = Timeline::new(self.dates, self.visible, self.bands, (surface.width(), surface.height()));
        let plot = time.plot;
        let (y_min, y_max) = if self.range == ValueRange::Fitted { self.fitted(&time) } else { (-1.0, 1.0) };
        let layout = time.layout(y_min, y_max);
        if !time.is_drawable() {
            return Ok(layout);
        }
        let y = Scale::new((y_min, y_max), (plot.bottom, plot.top));
        time.draw_bands(surface, theme, self.bands)?;
        self.draw_axes(surface, theme, &layout, y)?;
        if !self.dates.is_empty() || self.visible.is_some() {
            time.draw_dates(surface, theme)?;
        }
        self.draw_reference(surface, theme, plot, y)?;
        for other in self.others {
            self.draw_line(surface, &time, y, other, 1.0, theme.ghost)?;
        }
        let band = self.reference.filter(|r| r.low.is_finite() && r.high.is_finite());
        let color = if band.is_some() { theme.muted } else { theme.accent };
        if let Some(judged) = band.and_then(|band| band.judged) {
            self.draw_line(surface, &time, y, judged, 1.0, theme.ghost)?;
        }
        self.draw_line(surface, &time, y, self.main, MAIN_STROKE, color.into())?;
        if let Some(band) = band {
            self.draw_outside(surface, &time, y, band, theme.accent.into())?;
        }
        let last = time.last_visible(self.dates, self.main, correlation);
        if last.is_none() {
            draw_notice(surface, theme, plot, "No values in this period")?;
        }
        self.draw_end_labels(surface, theme, &time, y, last)?;
        Ok(layout)
    }

    fn fitted(&self, time: &Timeline) -> (f64, f64) {
        let judged = self.reference.and_then(|reference| reference.judged);
        let lines = std::iter::once(self.main).chain(self.others.iter().copied()).chain(judged);
        let seen = lines.flat_map(|line| {
            let (from, to) = time.visible_indices(self.dates, line);
            line.get(from..to).unwrap_or_default().iter().copied()
        });
        let reference = self.reference.iter().flat_map(|r| [r.value, r.low.clamp(-1.0, 1.0), r.high.clamp(-1.0, 1.0)]);
        let seen = seen.chain(reference).filter_map(correlation);
        let (low, high) = seen.fold((0.0, 0.0), |(low, high): (f64, f64), value| (low.min(value), high.max(value)));
        if low == high {
            return (-1.0, 1.0);
        }
        let (low, high) = nice_range(low, high, 2 * ticks_that_fit(time.plot.height(), 26.0));
        (low.max(-1.0), high.min(1.0))
    }

    fn draw_axes<DB: DrawingBackend>(
        &self,
        surface: &mut Surface<'_, DB>,
        theme: &Theme,
        layout: &TimelineLayout,
        y: Scale,
    ) -> Result<(), DrawingError> {
        let ticks = linear_ticks(layout.y_min, layout.y_max, ticks_that_fit(layout.plot.height(), 26.0));
        draw_value_axis(surface, theme, layout.plot, y, ticks, theme.axis)
    }

    fn draw_reference<DB: DrawingBackend>(
        &self,
        surface: &mut Surface<'_, DB>,
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

    fn draw_line<DB: DrawingBackend>(
        &self,
        surface: &mut Surface<'_, DB>,
        time: &Timeline,
        y: Scale,
        values: &[f64],
        stroke: f64,
        color: RGBAColor,
    ) -> Result<(), DrawingError> {
        for segment in time.decimated(surface, self.dates, values, correlation) {
            let points: Vec<_> = segment.into_iter().map(|(px, value)| (px, surface.px(y.at(value)))).collect();
            surface.path_px(&points, stroke, color)?;
        }
        Ok(())
    }

    /// The parts of the judged line that leave its band, from the last point inside to the next.
    fn draw_outside<DB: DrawingBackend>(
        &self,
        surface: &mut Surface<'_, DB>,
        time: &Timeline,
        y: Scale,
        band: Reference<'_>,
        color: RGBAColor,
    ) -> Result<(), DrawingError> {
        let leaves = |point: &(i32, f64)| point.1 < band.low || point.1 > band.high;
        for segment in time.decimated(surface, self.dates, band.judged.unwrap_or(self.main), correlation) {
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

    /// The last value and the reference, written beside the plot; moved apart when they would touch.
    fn draw_end_labels<DB: DrawingBackend>(
        &self,
        surface: &mut Surface<'_, DB>,
        theme: &Theme,
        time: &Timeline,
        y: Scale,
        last: Option<(i32, f64)>,
    ) -> Result<(), DrawingError> {
        let (plot, x) = (time.plot, time.x());
        let apart = NOTE + 3.0;
        // Kept below the labels of the bands, under which a line may end.
        let main = last.map(|(day, value)| (x.at(f64::from(day)), y.at(value).max(plot.top + 5.0), value));
        if let Some((at, height, value)) = main {
            surface.disc((at, y.at(value)), END_DOT, theme.accent)?;
            let font = Font::new(NOTE, theme.accent, Align::Left).bold(true);
            surface.text(&fixed(value, 2), (at + 8.0, height), font)?;
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
            let font = Font::new(NOTE, theme.muted, Align::Left);
            surface.text(&fixed(reference.value, 2), (plot.right + 8.0, height), font)?;
        }
        Ok(())
    }
}
