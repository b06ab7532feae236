//! The ranking: one row per series, a dot with its interval, the value printed. The picture that carries the claim.

use plotters::prelude::DrawingBackend;
use serde::Serialize;

use super::axis::{Scale, draw_notice, draw_tick_labels};
use super::surface::{DrawingError, PlotRect, Surface};
use super::text::{Align, Font};
use super::theme::Theme;
use super::ticks::{correlation, linear_ticks, nice_range, ticks_that_fit};
use super::tokens::{LABEL, NOTE};
use crate::number::{fixed, percent};

/// Height of a row: room for a finger when the page pads it, and for two lines of text never to touch.
pub const ROW_HEIGHT_CSS: f64 = 24.0;

const TOP: f64 = 6.0;
const AXIS_HEIGHT: f64 = 42.0;
const DOT_RADIUS: f64 = 5.0;
const CAP: f64 = 4.0;
const STROKE: f64 = 2.0;
/// Air between the plot and the columns beside it; more than a dot's radius, so that a dot on the edge stays clear.
const GUTTER: f64 = 12.0;
const MARGIN: f64 = 4.0;
const TICK_SPACING: f64 = 38.0;
const NO_VALUE: &str = "no value";

/// One ranked series.
#[derive(Clone, Debug, PartialEq)]
pub struct IntervalRow {
    /// What the row is called; shortened when it does not fit.
    pub label: String,
    /// The estimate; NaN, or what cannot be a correlation, prints "no value".
    pub value: f64,
    /// Lower end of its interval; NaN for none.
    pub low: f64,
    /// Upper end of its interval; NaN for none.
    pub high: f64,
    /// A filled dot in the accent; otherwise hollow and muted. The page says what filled means.
    pub filled: bool,
}

impl IntervalRow {
    /// Some methods give bounds past 1; the axis ends there, and so do they.
    fn interval(&self) -> Option<(f64, f64)> {
        let whole = correlation(self.value).is_some() && self.low.is_finite() && self.high.is_finite();
        let (low, high) = (self.low.clamp(-1.0, 1.0), self.high.clamp(-1.0, 1.0));
        whole.then(|| (low.min(high), low.max(high)))
    }
}

/// Rows of dots with intervals on a shared axis, in the order given.
#[derive(Clone, Copy, Debug)]
pub struct IntervalsChart<'a> {
    /// Best first; the chart does not sort.
    pub rows: &'a [IntervalRow],
    /// Row with a band behind it.
    pub selected: Option<usize>,
    /// Coverage of the intervals, such as 0.95, noted under the axis.
    pub confidence: f64,
}

/// Where things ended up, in CSS pixels.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct IntervalsLayout {
    /// Rectangle of the dots, without labels and values.
    pub plot: PlotRect,
    /// Top of the first row; rows run over the whole width of the surface.
    pub top: f64,
    /// Height of each row.
    pub row_height: f64,
    /// Rows drawn: fewer than given when the surface is lower than [`IntervalsChart::height_css`].
    pub rows: usize,
    /// Value at the left edge of the plot.
    pub x_min: f64,
    /// Value at the right edge of the plot.
    pub x_max: f64,
}

impl IntervalsChart<'_> {
    /// Height that shows `n` rows and the axis.
    pub fn height_css(n: usize) -> f64 {
        TOP + n.max(1) as f64 * ROW_HEIGHT_CSS + AXIS_HEIGHT
    }

    /// Draws the chart over the whole surface.
    pub fn draw<DB: DrawingBackend>(
        &self,
        surface: &mut Surface<'_, DB>,
        theme: &Theme,
    ) -> Result<IntervalsLayout, DrawingError> {
        surface.clear(theme.background)?;
        let layout = self.layout(surface.width(), surface.height());
        let plot = layout.plot;
        if layout.rows == 0 {
            let words = if self.rows.is_empty() { "Nothing to rank yet" } else { "" };
            draw_notice(surface, theme, PlotRect { left: 0.0, right: surface.width(), ..plot }, words)?;
            return Ok(layout);
        }
        if let Some(row) = self.selected.filter(|&row| row < layout.rows) {
            let y = layout.top + row as f64 * ROW_HEIGHT_CSS;
            surface.rect((0.0, y), (surface.width(), y + ROW_HEIGHT_CSS), theme.accent_soft)?;
        }
        let x = Scale::new((layout.x_min, layout.x_max), (plot.left, plot.right));
        self.draw_axis(surface, theme, &layout, x)?;
        for (index, row) in self.rows.iter().take(layout.rows).enumerate() {
            let y = layout.top + (index as f64 + 0.5) * ROW_HEIGHT_CSS;
            self.draw_row(surface, theme, &layout, x, y, row, self.selected == Some(index))?;
        }
        Ok(layout)
    }

    /// Margins follow the words in them; the plot gets the rest.
    fn layout(&self, width: f64, height: f64) -> IntervalsLayout {
        let font = self.font(Theme::light().ink, Align::Left).bold(true);
        let widest = self.rows.iter().map(|row| font.width(&row.label)).fold(0.0, f64::max);
        let labels = widest.min(width * 0.33);
        let missing = self.rows.iter().any(|row| correlation(row.value).is_none());
        let values = font.width(if missing { NO_VALUE } else { "\u{2212}0.00" });
        let plot = PlotRect::new(MARGIN + labels + GUTTER, TOP, width - MARGIN - values - GUTTER, height - AXIS_HEIGHT);
        let most = ticks_that_fit(plot.width(), TICK_SPACING);
        let (x_min, x_max) = self.range(most);
        let room = (plot.height() / ROW_HEIGHT_CSS) as usize;
        let rows = if plot.width() >= 4.0 * DOT_RADIUS { self.rows.len().min(room) } else { 0 };
        let plot = if rows > 0 { PlotRect { bottom: TOP + rows as f64 * ROW_HEIGHT_CSS, ..plot } } else { plot };
        IntervalsLayout { plot, top: TOP, row_height: ROW_HEIGHT_CSS, rows, x_min, x_max }
    }

    /// Zero and every value and bound, out to round numbers, within -1 to 1.
    fn range(&self, most_ticks: usize) -> (f64, f64) {
        let ends = self.rows.iter().filter_map(|row| {
            let value = correlation(row.value)?;
            let (low, high) = row.interval().unwrap_or((value, value));
            Some([value, low, high])
        });
        let ends = ends.flatten();
        let (low, high) = ends.fold((0.0, 0.0), |(low, high): (f64, f64), end| (low.min(end), high.max(end)));
        if low == high {
            return (-1.0, 1.0);
        }
        // Ends on half steps: less empty plot than whole steps, and still round.
        let (low, high) = nice_range(low, high, 2 * most_ticks);
        (low.max(-1.0), high.min(1.0))
    }

    fn font(&self, color: plotters::style::RGBColor, align: Align) -> Font {
        Font::new(LABEL, color, align)
    }

    fn draw_axis<DB: DrawingBackend>(
        &self,
        surface: &mut Surface<'_, DB>,
        theme: &Theme,
        layout: &IntervalsLayout,
        x: Scale,
    ) -> Result<(), DrawingError> {
        let plot = layout.plot;
        let ticks = linear_ticks(layout.x_min, layout.x_max, ticks_that_fit(plot.width(), TICK_SPACING));
        for tick in ticks.iter().filter(|tick| tick.value != 0.0) {
            surface.vertical(x.at(tick.value), (plot.top, plot.bottom + 4.0), 1.0, theme.grid)?;
        }
        surface.vertical(x.at(0.0), (plot.top, plot.bottom + 4.0), 1.0, theme.axis)?;
        let labels = ticks.into_iter().map(|tick| (x.at(tick.value), tick.label));
        draw_tick_labels(surface, theme, labels, plot.bottom + 13.0)?;
        if self.confidence.is_finite() && self.rows.iter().any(|row| row.interval().is_some()) {
            let note = format!("{} intervals", percent(self.confidence));
            let font = Font::new(NOTE, theme.muted, Align::Right);
            let right = plot.right.max(MARGIN + font.width(&note));
            surface.text(&note, (right, plot.bottom + 31.0), font)?;
        }
        Ok(())
    }

    #[expect(clippy::too_many_arguments, reason = "one private call; a struct would only rename the arguments")]
    fn draw_row<DB: DrawingBackend>(
        &self,
        surface: &mut Surface<'_, DB>,
        theme: &Theme,
        layout: &IntervalsLayout,
        x: Scale,
        y: f64,
        row: &IntervalRow,
        selected: bool,
    ) -> Result<(), DrawingError> {
        let plot = layout.plot;
        let label = self.font(theme.ink, Align::Right).bold(selected);
        let room = plot.left - GUTTER - MARGIN;
        surface.text(&label.fit(&row.label, room), (plot.left - GUTTER, y), label)?;
        let right = surface.width() - MARGIN;
        let Some(value) = correlation(row.value) else {
            return surface.text(NO_VALUE, (right, y), self.font(theme.muted, Align::Right));
        };
        let color = if row.filled { theme.accent } else { theme.muted };
        if let Some((low, high)) = row.interval() {
            let (low, high) = (x.at(low), x.at(high));
            surface.horizontal((low, high), y, STROKE, color)?;
            for end in [low, high] {
                surface.vertical(end, (y - CAP, y + CAP), STROKE, color)?;
            }
        }
        surface.disc((x.at(value), y), DOT_RADIUS, color)?;
        if !row.filled {
            // Two discs instead of a stroked circle: the ring is as wide on every backend, and the line ends at it.
            surface.disc((x.at(value), y), DOT_RADIUS - STROKE, theme.background)?;
        }
        surface.text(&fixed(value, 2), (right, y), label)
    }
}
