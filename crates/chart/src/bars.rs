//! A few correlations as bars around zero, with the band that noise fills: which series leads the other.

use plotters::prelude::DrawingBackend;
use serde::Serialize;

use crate::axis::{Scale, TICK_FONT_CSS, draw_notice, draw_tick_labels};
use crate::surface::{DrawingError, PlotRect, Surface};
use crate::text::{Align, Font};
use crate::theme::Theme;
use crate::ticks::{correlation, linear_ticks, nice_range, ticks_that_fit};
use sectorscope_ground::number::fixed;

const LEFT: f64 = 38.0;
const RIGHT: f64 = 8.0;
const TOP: f64 = 6.0;
const BOTTOM: f64 = 24.0;
/// Room for the value beyond the end of a bar.
const VALUE_ROOM: f64 = 16.0;
const WIDEST_BAR: f64 = 46.0;
const OUTLINE: f64 = 1.5;

/// One bar.
#[derive(Clone, Debug, PartialEq)]
pub struct Bar {
    /// Written below it.
    pub label: String,
    /// A correlation; NaN, or what cannot be one, has no bar.
    pub value: f64,
}

/// Bars side by side. Those that leave the band are filled, the others hollow.
#[derive(Clone, Copy, Debug)]
pub struct BarsChart<'a> {
    /// From left to right.
    pub bars: &'a [Bar],
    /// Half the height of the band around zero; NaN for none, and then every bar is filled.
    pub bound: f64,
    /// Bar with a band behind it.
    pub selected: Option<usize>,
}

/// Where things ended up, in CSS pixels. Bar `i` has the share `i / bars` to `(i + 1) / bars` of the plot.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct BarsLayout {
    /// Rectangle of the bars.
    pub plot: PlotRect,
    /// Bars drawn: all, or none where there is no room.
    pub bars: usize,
    /// Value at the bottom of the axis.
    pub y_min: f64,
    /// Value at the top of the axis.
    pub y_max: f64,
}

impl BarsChart<'_> {
    /// Draws the chart over the whole surface.
    pub fn draw<DB: DrawingBackend>(
        &self,
        surface: &mut Surface<'_, DB>,
        theme: &Theme,
    ) -> Result<BarsLayout, DrawingError> {
        surface.clear(theme.background)?;
        let layout = self.layout(surface.width(), surface.height());
        let plot = layout.plot;
        if layout.bars == 0 {
            let words = if self.bars.is_empty() { "Too few days" } else { "" };
            draw_notice(surface, theme, PlotRect { left: 0.0, right: surface.width(), ..plot }, words)?;
            return Ok(layout);
        }
        let y = Scale::new((layout.y_min, layout.y_max), (plot.bottom - VALUE_ROOM, plot.top + VALUE_ROOM));
        let slot = plot.width() / layout.bars as f64;
        if let Some(bar) = self.selected.filter(|&bar| bar < layout.bars) {
            let left = plot.left + bar as f64 * slot;
            surface.rect((left, plot.top), (left + slot, plot.bottom), theme.band)?;
        }
        self.draw_axis(surface, theme, &layout, y)?;
        let values = Font::new(TICK_FONT_CSS, theme.ink, Align::Center);
        let fits = |sample: &str| values.bold(true).width(sample) <= slot;
        let decimals = [(3, "\u{2212}0.000"), (2, "\u{2212}0.00")].into_iter().find(|(_, sample)| fits(sample));
        let mut labels = Vec::new();
        for (index, bar) in self.bars.iter().enumerate() {
            let x = plot.left + (index as f64 + 0.5) * slot;
            labels.push((x, bar.label.clone()));
            let Some(value) = correlation(bar.value) else { continue };
            let half = (slot * 0.3).min(WIDEST_BAR / 2.0);
            self.draw_bar(surface, theme, (x - half, x + half), (y.at(0.0), y.at(value)), value)?;
            if let Some((decimals, _)) = decimals {
                let beyond = if value < 0.0 { VALUE_ROOM / 2.0 } else { -VALUE_ROOM / 2.0 };
                let font = values.bold(self.selected == Some(index));
                surface.text(&fixed(value, decimals), (x, y.at(value) + beyond), font)?;
            }
        }
        // Above the bars, whose ends would hide it.
        surface.horizontal((plot.left, plot.right), y.at(0.0), 1.0, theme.muted)?;
        draw_tick_labels(surface, theme, labels, plot.bottom + 13.0)?;
        Ok(layout)
    }

    fn layout(&self, width: f64, height: f64) -> BarsLayout {
        let plot = PlotRect::new(LEFT, TOP, width - RIGHT, height - BOTTOM);
        let ends = self.bars.iter().map(|bar| bar.value).chain([self.bound, -self.bound]).filter_map(correlation);
        let (low, high) = ends.fold((0.0, 0.0), |(low, high): (f64, f64), end| (low.min(end), high.max(end)));
        let most = ticks_that_fit(plot.height() - 2.0 * VALUE_ROOM, 26.0);
        let (low, high) = if low == high { (-1.0, 1.0) } else { nice_range(low, high, 2 * most) };
        let fits = plot.height() >= 3.0 * VALUE_ROOM && plot.width() >= 4.0 * self.bars.len() as f64;
        let bars = if fits { self.bars.len() } else { 0 };
        BarsLayout { plot, bars, y_min: low.max(-1.0), y_max: high.min(1.0) }
    }

    fn draw_axis<DB: DrawingBackend>(
        &self,
        surface: &mut Surface<'_, DB>,
        theme: &Theme,
        layout: &BarsLayout,
        y: Scale,
    ) -> Result<(), DrawingError> {
        let plot = layout.plot;
        if let Some(bound) = correlation(self.bound) {
            surface.rect((plot.left, y.at(bound)), (plot.right, y.at(-bound)), theme.accent_soft)?;
        }
        let font = Font::new(TICK_FONT_CSS, theme.muted, Align::Right);
        let most = ticks_that_fit(plot.height() - 2.0 * VALUE_ROOM, 26.0);
        for tick in linear_ticks(layout.y_min, layout.y_max, most) {
            let at = y.at(tick.value);
            if tick.value != 0.0 {
                surface.horizontal((plot.left, plot.right), at, 1.0, theme.grid)?;
            }
            surface.text(&tick.label, (plot.left - 8.0, at), font)?;
        }
        Ok(())
    }

    fn draw_bar<DB: DrawingBackend>(
        &self,
        surface: &mut Surface<'_, DB>,
        theme: &Theme,
        (left, right): (f64, f64),
        (zero, end): (f64, f64),
        value: f64,
    ) -> Result<(), DrawingError> {
        let (top, bottom) = (zero.min(end), zero.max(end));
        let outside = self.bound.is_nan() || value.abs() > self.bound;
        let color = if outside { theme.accent } else { theme.muted };
        surface.rect((left, top), (right, bottom), color)?;
        if !outside {
            let inner = ((left + OUTLINE, top + OUTLINE), (right - OUTLINE, bottom - OUTLINE));
            if inner.1.1 > inner.0.1 {
                surface.rect(inner.0, inner.1, theme.background)?;
            }
        }
        Ok(())
    }
}
