//! Correlations over time: one line that matters, up to four beside it, marked periods, and the full-period value.

use plotters::prelude::DrawingBackend;
use plotters::style::RGBAColor;

use crate::apart::moved_apart;
use crate::axis::{Scale, draw_notice, draw_value_axis};
use crate::dash::{DASHES, dashed};
use crate::surface::{DrawingError, PlotRect, Surface};
use crate::text::{Align, Font};
use crate::theme::Theme;
use crate::ticks::{correlation, linear_ticks, nice_range, ticks_that_fit};
use crate::timeline::{Band, Timeline, TimelineLayout};
use crate::tokens::NOTE;
use sectorscope_ground::number::fixed;

const STROKE: f64 = 1.5;
/// The first line among several.
const FIRST_STROKE: f64 = 2.0;
const OUTSIDE_STROKE: f64 = 2.5;
const END_DOT: f64 = 3.5;
const LABEL_GAP: f64 = 8.0;
/// Between the middles of labels that stand one below the other.
const LABELS_APART: f64 = NOTE + 3.0;
const TICK_SPACING: f64 = 26.0;

/// Days since 1970-01-01, ascending, and a value for each. Values beyond the shorter of the two are ignored; NaN, or what cannot be a
/// correlation, is a gap.
pub type Days<'a> = (&'a [i32], &'a [f64]);

/// A constant to compare with, and the band that chance alone would fill: of a line alone, only what leaves it is coloured.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Reference<'a> {
    /// Height of the dashed line.
    pub value: f64,
    /// Lower edge of its band; NaN for none.
    pub low: f64,
    /// Upper edge of its band; NaN for none.
    pub high: f64,
    /// The line that the band belongs to, where it is not the first one: drawn behind that, and coloured where it leaves.
    pub judged: Option<Days<'a>>,
}

impl Reference<'_> {
    fn has_band(&self) -> bool {
        self.low.is_finite() && self.high.is_finite()
    }
}

/// A line of a chart. Its place among the lines gives its colour and its dashes.
#[derive(Clone, Copy, Debug)]
pub struct Line<'a> {
    /// Written at its end, before its last value; empty for the value alone.
    pub label: &'a str,
    /// Its days and values.
    pub days: Days<'a>,
    /// Drawn as a shadow, without a label.
    pub muted: bool,
}

/// Lines over days, on an axis of round numbers around zero and all that is visible, within -1 to 1.
#[derive(Clone, Copy, Debug)]
pub struct LinesChart<'a> {
    /// The line that matters, and those beside it; five can be told apart.
    pub lines: &'a [Line<'a>],
    /// First and last visible day; all when `None`.
    pub visible: Option<(i32, i32)>,
    /// Marked periods.
    pub bands: &'a [Band<'a>],
    /// Full-period value of the first line.
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
        let dates = self.lines.iter().map(|line| line.days.0);
        let time = Timeline::new(dates, self.visible, self.bands, (surface.width(), surface.height()));
        let plot = time.plot;
        let (y_min, y_max) = self.range(&time);
        let layout = time.layout(y_min, y_max);
        if !time.is_drawable() {
            return Ok(layout);
        }
        let y = Scale::new((y_min, y_max), (plot.bottom, plot.top));
        time.draw_bands(surface, theme, self.bands)?;
        let ticks = linear_ticks(y_min, y_max, ticks_that_fit(plot.height(), TICK_SPACING));
        draw_value_axis(surface, theme, plot, y, ticks, theme.axis)?;
        if self.lines.iter().any(|line| !line.days.0.is_empty()) || self.visible.is_some() {
            time.draw_dates(surface, theme)?;
        }
        self.draw_reference(surface, theme, plot, y)?;
        self.draw_lines(surface, theme, &time, y)?;
        let last = |line: &Line<'_>| time.last_visible(line.days.0, line.days.1, correlation);
        if self.lines.iter().all(|line| last(line).is_none()) {
            draw_notice(surface, theme, plot, "No values in this period")?;
        }
        self.draw_ends(surface, theme, &time, y)?;
        Ok(layout)
    }

    /// Muted lines behind, the first one on top.
    fn draw_lines<DB: DrawingBackend>(
        &self,
        surface: &mut Surface<'_, DB>,
        theme: &Theme,
        time: &Timeline,
        y: Scale,
    ) -> Result<(), DrawingError> {
        for line in self.lines.iter().filter(|line| line.muted) {
            draw_line(surface, time, y, line.days, &[], 1.0, theme.ghost)?;
        }
        let band = self.reference.filter(Reference::has_band);
        if let Some(judged) = band.and_then(|band| band.judged) {
            draw_line(surface, time, y, judged, &[], 1.0, theme.ghost)?;
        }
        let alone = self.lines.iter().filter(|line| !line.muted).count() == 1;
        for (place, line) in self.lines.iter().enumerate().rev().filter(|(_, line)| !line.muted) {
            // Alone with a band, only what leaves the band has colour.
            let color = if place == 0 && alone && band.is_some() { theme.muted } else { theme.hue(place) };
            let stroke = if place == 0 && !alone { FIRST_STROKE } else { STROKE };
            draw_line(surface, time, y, line.days, DASHES[place % DASHES.len()], stroke, color.into())?;
        }
        match (band, self.lines.first()) {
            (Some(band), Some(first)) if !first.muted && (alone || band.judged.is_some()) => {
                draw_outside(surface, time, y, band, band.judged.unwrap_or(first.days), theme.accent.into())
            }
            _ => Ok(()),
        }
    }

    fn range(&self, time: &Timeline) -> (f64, f64) {
        let judged = self.reference.and_then(|reference| reference.judged);
        let seen = self.lines.iter().map(|line| line.days).chain(judged).flat_map(|(dates, values)| {
            let (from, to) = time.visible_indices(dates, values);
            values.get(from..to).unwrap_or_default().iter().copied()
        });
        let reference = self.reference.iter().flat_map(|r| [r.value, r.low.clamp(-1.0, 1.0), r.high.clamp(-1.0, 1.0)]);
        fitted(seen.chain(reference), ticks_that_fit(time.plot.height(), TICK_SPACING))
    }

    fn draw_reference<DB: DrawingBackend>(
        &self,
        surface: &mut Surface<'_, DB>,
        theme: &Theme,
        plot: PlotRect,
        y: Scale,
    ) -> Result<(), DrawingError> {
        let Some(reference) = self.reference else { return Ok(()) };
        if reference.has_band() {
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

    /// The last value of each line with its label, and the reference, written beside the plot and moved apart where they would touch.
    fn draw_ends<DB: DrawingBackend>(
        &self,
        surface: &mut Surface<'_, DB>,
        theme: &Theme,
        time: &Timeline,
        y: Scale,
    ) -> Result<(), DrawingError> {
        let (plot, x) = (time.plot, time.x());
        let left = plot.right + LABEL_GAP;
        let room = surface.width() - left - 1.0;
        let mut ends: Vec<(f64, String, Font)> = Vec::new();
        let mut values: Vec<String> = Vec::new();
        for (place, line) in self.lines.iter().enumerate().filter(|(_, line)| !line.muted) {
            let Some((day, value)) = time.last_visible(line.days.0, line.days.1, correlation) else { continue };
            surface.disc((x.at(f64::from(day)), y.at(value)), END_DOT, theme.hue(place))?;
            let font = Font::new(NOTE, theme.hue(place), Align::Left).bold(true);
            values.push(fixed(value, 2));
            ends.push((value, end_label(line.label, value, font, room), font));
        }
        // A name here and none there would look like a mistake.
        if ends.iter().zip(&values).any(|((_, label, _), value)| label == value) {
            for ((_, label, _), value) in ends.iter_mut().zip(values) {
                *label = value;
            }
        }
        let reference = self.reference.and_then(|reference| correlation(reference.value));
        ends.extend(reference.map(|value| (value, fixed(value, 2), Font::new(NOTE, theme.muted, Align::Left))));
        let wanted: Vec<f64> = ends.iter().map(|(value, ..)| y.at(*value)).collect();
        // Kept below the names of the bands, under which a line may end.
        let heights = moved_apart(&wanted, LABELS_APART, (plot.top + 5.0, plot.bottom));
        for ((_, words, font), height) in ends.iter().zip(heights) {
            if let Some(height) = height {
                surface.text(words, (left, height), *font)?;
            }
        }
        Ok(())
    }
}

/// A label, as much of it as fits, and a value; the value alone where hardly any of the label fits.
fn end_label(label: &str, value: f64, font: Font, room: f64) -> String {
    let value = fixed(value, 2);
    let label = font.fit(label, room - font.width(&format!(" {value}")));
    if label.is_empty() || (label.ends_with('…') && label.chars().count() < 4) {
        value
    } else {
        format!("{label} {value}")
    }
}

/// Zero and all these values, out to round numbers, within -1 to 1.
fn fitted(values: impl Iterator<Item = f64>, most_ticks: usize) -> (f64, f64) {
    let seen = values.filter_map(correlation);
    let (low, high) = seen.fold((0.0, 0.0), |(low, high): (f64, f64), value| (low.min(value), high.max(value)));
    if low == high {
        return (-1.0, 1.0);
    }
    let (low, high) = nice_range(low, high, 2 * most_ticks);
    (low.max(-1.0), high.min(1.0))
}

fn draw_line<DB: DrawingBackend>(
    surface: &mut Surface<'_, DB>,
    time: &Timeline,
    y: Scale,
    days: Days<'_>,
    dashes: &[f64],
    stroke: f64,
    color: RGBAColor,
) -> Result<(), DrawingError> {
    for line in time.points(surface, days, y, correlation) {
        for part in dashed(&line, dashes, surface.scale()) {
            surface.path_px(&part, stroke, color)?;
        }
    }
    Ok(())
}

/// The parts of the judged line that leave its band, from the last point inside to the next.
fn draw_outside<DB: DrawingBackend>(
    surface: &mut Surface<'_, DB>,
    time: &Timeline,
    y: Scale,
    band: Reference<'_>,
    (dates, values): Days<'_>,
    color: RGBAColor,
) -> Result<(), DrawingError> {
    let leaves = |point: &(i32, f64)| point.1 < band.low || point.1 > band.high;
    for segment in time.decimated(surface, dates, values, correlation) {
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
