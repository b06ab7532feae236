//! Points of two quantities, some of them named, with fitted lines.

use plotters::prelude::DrawingBackend;
use plotters::style::RGBColor;
use serde::Serialize;

use crate::axis::{Scale, TICK_FONT_CSS, Tick, draw_notice, draw_tick_labels, draw_value_axis};
use crate::surface::{DrawingError, PlotRect, Surface};
use crate::text::{Align, Font};
use crate::theme::Theme;
use crate::ticks::{drawable, linear_ticks, nice_range, ticks_that_fit};

const LEFT: f64 = 44.0;
const RIGHT: f64 = 14.0;
const TOP: f64 = 12.0;
const BOTTOM: f64 = 24.0;
const DOT: f64 = 4.0;
const SELECTED_RING: f64 = 7.0;
const LINE_STROKE: f64 = 1.5;
const X_SPACING: f64 = 44.0;
const Y_SPACING: f64 = 26.0;

/// How the numbers of an axis are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NumberFormat {
    /// As they are.
    Plain,
    /// A hundred times as large, with a percent sign.
    Percent,
}

/// One point. It is left out where a coordinate is NaN or infinite.
#[derive(Clone, Debug, PartialEq)]
pub struct ScatterPoint {
    /// Distance to the right.
    pub x: f64,
    /// Distance upwards.
    pub y: f64,
    /// Written beside an emphasised point where it touches nothing.
    pub label: String,
    /// Filled in the accent and named; otherwise a grey ring.
    pub emphasised: bool,
}

/// `y = intercept + slope * x`
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct FittedLine {
    /// Rise for each unit of x.
    pub slope: f64,
    /// Value at x = 0.
    pub intercept: f64,
}

/// Points on two axes that both show zero.
#[derive(Clone, Copy, Debug)]
pub struct ScatterChart<'a> {
    /// In any order; later ones lie over earlier ones, emphasised ones over all.
    pub points: &'a [ScatterPoint],
    /// Drawn over the width that the points cover.
    pub lines: &'a [FittedLine],
    /// Numbers below.
    pub x_format: NumberFormat,
    /// Numbers on the left.
    pub y_format: NumberFormat,
    /// Point with a ring around it.
    pub selected: Option<usize>,
}

/// Where things ended up: CSS pixels, and values at the edges of the plot.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct ScatterLayout {
    /// Rectangle of the points.
    pub plot: PlotRect,
    /// Value at the left edge.
    pub x_min: f64,
    /// Value at the right edge.
    pub x_max: f64,
    /// Value at the bottom edge.
    pub y_min: f64,
    /// Value at the top edge.
    pub y_max: f64,
    /// Points drawn.
    pub points: usize,
}

impl ScatterPoint {
    fn place(&self) -> Option<(f64, f64)> {
        drawable(self.x).zip(drawable(self.y))
    }
}

impl ScatterChart<'_> {
    /// Draws the chart over the whole surface.
    pub fn draw<DB: DrawingBackend>(
        &self,
        surface: &mut Surface<'_, DB>,
        theme: &Theme,
    ) -> Result<ScatterLayout, DrawingError> {
        surface.clear(theme.background)?;
        let layout = self.layout(surface.width(), surface.height());
        let plot = layout.plot;
        if plot.width() < 8.0 || plot.height() < 8.0 {
            return Ok(layout);
        }
        let x = Scale::new((layout.x_min, layout.x_max), (plot.left, plot.right));
        let y = Scale::new((layout.y_min, layout.y_max), (plot.bottom, plot.top));
        self.draw_axes(surface, theme, &layout, x, y)?;
        if layout.points == 0 {
            draw_notice(surface, theme, plot, "No points")?;
        }
        for line in self.lines {
            self.draw_line(surface, theme, line, x, y)?;
        }
        for emphasised in [false, true] {
            for point in self.points.iter().filter(|point| point.emphasised == emphasised) {
                let Some((px, py)) = point.place() else { continue };
                draw_dot(surface, theme, (x.at(px), y.at(py)), emphasised)?;
            }
        }
        let selected = self.selected.and_then(|index| self.points.get(index)?.place().zip(self.points.get(index)));
        if let Some(((px, py), point)) = selected {
            let at = (x.at(px), y.at(py));
            surface.disc(at, SELECTED_RING, theme.ink)?;
            surface.disc(at, SELECTED_RING - 2.0, theme.background)?;
            draw_dot(surface, theme, at, point.emphasised)?;
        }
        self.draw_names(surface, theme, plot, x, y)?;
        Ok(layout)
    }

    fn layout(&self, width: f64, height: f64) -> ScatterLayout {
        let plot = PlotRect::new(LEFT, TOP, width - RIGHT, height - BOTTOM);
        let places: Vec<(f64, f64)> = self.points.iter().filter_map(ScatterPoint::place).collect();
        let range = |values: &dyn Fn(&(f64, f64)) -> f64, most: usize, empty: f64| {
            let ends = places.iter().map(values);
            let (low, high) = ends.fold((0.0, 0.0), |(low, high): (f64, f64), end| (low.min(end), high.max(end)));
            if low == high { (-empty, empty) } else { nice_range(low, high, 2 * most) }
        };
        let (x_min, x_max) = range(&|place| place.0, ticks_that_fit(plot.width(), X_SPACING), 1.0);
        let (y_min, y_max) = range(&|place| place.1, ticks_that_fit(plot.height(), Y_SPACING), 1.0);
        ScatterLayout { plot, x_min, x_max, y_min, y_max, points: places.len() }
    }

    fn draw_axes<DB: DrawingBackend>(
        &self,
        surface: &mut Surface<'_, DB>,
        theme: &Theme,
        layout: &ScatterLayout,
        x: Scale,
        y: Scale,
    ) -> Result<(), DrawingError> {
        let plot = layout.plot;
        let color = |tick: &Tick| if tick.value == 0.0 { theme.axis } else { theme.grid };
        let beside = ticks(self.y_format, (layout.y_min, layout.y_max), ticks_that_fit(plot.height(), Y_SPACING));
        draw_value_axis(surface, theme, plot, y, beside, theme.axis)?;
        let below = ticks(self.x_format, (layout.x_min, layout.x_max), ticks_that_fit(plot.width(), X_SPACING));
        for tick in &below {
            surface.vertical(x.at(tick.value), (plot.top, plot.bottom + 4.0), 1.0, color(tick))?;
        }
        let labels = below.into_iter().map(|tick| (x.at(tick.value), tick.label));
        draw_tick_labels(surface, theme, labels, plot.bottom + 14.0)
    }

    /// From the leftmost to the rightmost point, as far as it is inside.
    fn draw_line<DB: DrawingBackend>(
        &self,
        surface: &mut Surface<'_, DB>,
        theme: &Theme,
        line: &FittedLine,
        x: Scale,
        y: Scale,
    ) -> Result<(), DrawingError> {
        let ends = self.points.iter().filter_map(ScatterPoint::place).map(|place| place.0);
        let Some((from, to)) = ends.map(|x| (x, x)).reduce(|(low, high), (x, _)| (low.min(x), high.max(x))) else {
            return Ok(());
        };
        let (low, high) = y.domain();
        // Where the line leaves the plot it ends: there is no clipping.
        let (mut from, mut to) = (from, to);
        if line.slope != 0.0 {
            let crossings = [low, high].map(|edge| (edge - line.intercept) / line.slope);
            from = from.max(crossings[0].min(crossings[1]));
            to = to.min(crossings[0].max(crossings[1]));
        }
        let inside = |value: f64| value.is_finite() && value >= low - 1e-9 && value <= high + 1e-9;
        let [start, end] = [from, to].map(|at| line.intercept + line.slope * at);
        if !(from < to && inside(start) && inside(end)) {
            return Ok(());
        }
        let point = |at: f64, value: f64| (surface.px(x.at(at)), surface.px(y.at(value)));
        let path = [point(from, start), point(to, end)];
        surface.path_px(&path, LINE_STROKE, theme.ink)
    }

    /// Names of emphasised points, each on the first side where it touches neither a name nor another point.
    fn draw_names<DB: DrawingBackend>(
        &self,
        surface: &mut Surface<'_, DB>,
        theme: &Theme,
        plot: PlotRect,
        x: Scale,
        y: Scale,
    ) -> Result<(), DrawingError> {
        let font = Font::new(TICK_FONT_CSS, theme.ink, Align::Left);
        let around = |(px, py): (f64, f64), half: f64| Area(px - half, py - half, px + half, py + half);
        let places = self.points.iter().map(|point| point.place().map(|(px, py)| (x.at(px), y.at(py))));
        let places: Vec<Option<(f64, f64)>> = places.collect();
        let mut taken: Vec<Area> = places.iter().flatten().map(|place| around(*place, DOT)).collect();
        for (point, place) in self.points.iter().zip(&places) {
            let (true, Some((px, py))) = (point.emphasised, *place) else { continue };
            let (width, half) = (font.width(&point.label), TICK_FONT_CSS / 2.0);
            let sides = [
                (px + DOT + 4.0, py),
                (px - DOT - 7.0 - width, py),
                (px - width / 2.0, py - DOT - 8.0),
                (px - width / 2.0, py + DOT + 8.0),
            ];
            let area = |(left, middle): (f64, f64)| Area(left, middle - half, left + width, middle + half);
            let free = sides.into_iter().find(|side| {
                let area = area(*side);
                let inside = area.0 >= plot.left && area.2 <= surface.width() && area.3 <= plot.bottom;
                inside && !taken.iter().any(|other| other.touches(&area))
            });
            if let Some(side) = free {
                surface.text(&point.label, side, font)?;
                taken.push(area(side));
            }
        }
        Ok(())
    }
}

/// Left, top, right, bottom.
#[derive(Clone, Copy)]
struct Area(f64, f64, f64, f64);

impl Area {
    fn touches(&self, other: &Area) -> bool {
        self.0 < other.2 + 2.0 && other.0 < self.2 + 2.0 && self.1 < other.3 && other.1 < self.3
    }
}

fn draw_dot<DB: DrawingBackend>(
    surface: &mut Surface<'_, DB>,
    theme: &Theme,
    at: (f64, f64),
    emphasised: bool,
) -> Result<(), DrawingError> {
    let color: RGBColor = if emphasised { theme.accent } else { theme.muted };
    surface.disc(at, DOT, color)?;
    if emphasised { Ok(()) } else { surface.disc(at, DOT - 1.5, theme.background) }
}

fn ticks(format: NumberFormat, (low, high): (f64, f64), most: usize) -> Vec<Tick> {
    match format {
        NumberFormat::Plain => linear_ticks(low, high, most),
        NumberFormat::Percent => {
            let ticks = linear_ticks(100.0 * low, 100.0 * high, most).into_iter();
            ticks.map(|tick| Tick { value: tick.value / 100.0, label: format!("{}\u{a0}%", tick.label) }).collect()
        }
    }
}
