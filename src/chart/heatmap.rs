//! All pairs: a triangle of coloured cells with the number in every cell.
//!
//! A correlation matrix says everything twice and its diagonal nothing, so only the lower triangle is drawn. That leaves
//! the diagonal free for the column labels: each stands on top of its column and runs to the right into the empty
//! triangle, whole and unrotated however narrow the cells. Rotated, staggered or cut labels were the alternatives; all
//! read worse, and rotated text cannot be had on every backend. Row labels stand on the left. The empty corner holds the
//! colour scale.

use plotters::prelude::DrawingBackend;
use plotters::style::RGBAColor;
use serde::Serialize;

use super::axis::draw_notice;
use super::surface::{DrawingError, PlotRect, Surface};
use super::text::{Align, Font};
use super::theme::{Theme, diverging, ink_on};
use super::ticks::correlation;
use super::tokens::NOTE;
use crate::number::fixed;

/// Side of a cell that reads well; see [`HeatmapChart::size_css`].
pub const CELL_CSS: f64 = 26.0;
/// Below this side there is no room for a number.
pub const NUMBERED_CELL_CSS: f64 = 20.0;

const LARGEST_CELL: f64 = 44.0;
const SMALLEST_LABELLED_CELL: f64 = 9.0;
const MARGIN: f64 = 4.0;
const GUTTER: f64 = 8.0;
const DIAGONAL_INDENT: f64 = 5.0;
const SCALE_BAR: (f64, f64) = (120.0, 8.0);

/// Correlations of `labels.len()` series with each other.
#[derive(Clone, Copy, Debug)]
pub struct HeatmapChart<'a> {
    /// Names in the order of rows and columns.
    pub labels: &'a [String],
    /// Row-major square matrix; the part below the diagonal is read. NaN, or what
    /// cannot be a correlation, is drawn as a dot on the ground.
    pub r: &'a [f64],
    /// Selected pair, either way round.
    pub selected: Option<(usize, usize)>,
}

/// Where things ended up, in CSS pixels. The cell of row `i` and column `j < i` has its corner at
/// `(left + j * cell, top + i * cell)`.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct HeatmapLayout {
    /// Rectangle of the whole square, empty triangle included.
    pub plot: PlotRect,
    /// Left edge of column 0.
    pub left: f64,
    /// Top edge of row 0, which holds only the label of column 0.
    pub top: f64,
    /// Side of a cell; 0 when nothing could be drawn.
    pub cell: f64,
    /// Series drawn.
    pub size: usize,
    /// Whether cells carry numbers; if not, the page says so and offers the table.
    pub numbers: bool,
    /// Whether rows and columns carry labels.
    pub labels: bool,
    /// Whether the colour scale found room; if not, the page shows one.
    pub scale: bool,
}

impl HeatmapChart<'_> {
    /// Width and height at which `k` series with labels of up to `max_label_chars` get cells of [`CELL_CSS`].
    pub fn size_css(k: usize, max_label_chars: usize) -> (f64, f64) {
        let label = label_font().width(&"n".repeat(max_label_chars.min(24))).max(CELL_CSS);
        let side = k.max(1) as f64 * CELL_CSS;
        // The label of the last column starts one column before the right edge.
        let beyond = (label - 2.0 * CELL_CSS).max(0.0);
        (2.0 * MARGIN + label + GUTTER + side + beyond, 2.0 * MARGIN + side)
    }

    /// Draws the chart over the whole surface.
    pub fn draw<DB: DrawingBackend>(
        &self,
        surface: &mut Surface<'_, DB>,
        theme: &Theme,
    ) -> Result<HeatmapLayout, DrawingError> {
        surface.clear(theme.background)?;
        let mut layout = self.layout(surface);
        if layout.cell == 0.0 {
            let all = PlotRect::new(0.0, 0.0, surface.width(), surface.height());
            let words = if self.labels.len() < 2 { "Two series make a pair" } else { "Too many series to draw here" };
            draw_notice(surface, theme, all, words)?;
            return Ok(layout);
        }
        // Cells are laid out in whole device pixels, so that all are equally large.
        let corner = (surface.px(layout.left), surface.px(layout.top));
        let cell = surface.px(layout.cell);
        let gap = i32::from(layout.cell >= 8.0) * surface.px(1.0).max(1);
        for row in 1..layout.size {
            for column in 0..row {
                let x = corner.0 + column as i32 * cell;
                let y = corner.1 + row as i32 * cell;
                let end = (x + cell - gap, y + cell - gap);
                let value = self.r.get(row * layout.size + column).copied().and_then(correlation);
                self.draw_cell(surface, theme, &layout, (x, y), end, value)?;
            }
        }
        if let Some((row, column)) = self.selected_cell(&layout) {
            outline(surface, theme, corner, cell, gap, (row as i32, column as i32))?;
        }
        if layout.labels {
            self.draw_labels(surface, theme, &layout)?;
        }
        layout.scale = self.draw_scale(surface, theme, &layout)?;
        Ok(layout)
    }

    fn layout<DB: DrawingBackend>(&self, surface: &Surface<'_, DB>) -> HeatmapLayout {
        let (width, height) = (surface.width(), surface.height());
        let size = self.labels.len();
        let font = label_font().bold(true);
        let widest = self.labels.iter().map(|label| font.width(label)).fold(0.0, f64::max).min(width * 0.3);
        let side = |left: f64, beyond: f64| {
            let room = (width - left - MARGIN - beyond).min(height - 2.0 * MARGIN).max(0.0);
            let cell = (room / size.max(1) as f64).min(LARGEST_CELL);
            // Down to whole device pixels, not to the nearest: the square must fit.
            let px = surface.px(cell);
            surface.css(if surface.css(px) > cell { px - 1 } else { px })
        };
        let mut left = MARGIN + widest + GUTTER;
        let mut cell = side(left, 0.0);
        // The label of the last column that has cells starts two cells before the edge.
        cell = side(left, (widest - 2.0 * cell).max(0.0));
        let labels = cell >= SMALLEST_LABELLED_CELL;
        if !labels {
            left = MARGIN;
            cell = side(left, 0.0);
        }
        if size < 2 {
            cell = 0.0;
        }
        let extent = size as f64 * cell;
        HeatmapLayout {
            plot: PlotRect::new(left, MARGIN, left + extent, MARGIN + extent),
            left,
            top: MARGIN,
            cell,
            size,
            numbers: cell >= NUMBERED_CELL_CSS,
            labels,
            scale: false,
        }
    }

    fn selected_cell(&self, layout: &HeatmapLayout) -> Option<(usize, usize)> {
        let (a, b) = self.selected?;
        (a != b && a.max(b) < layout.size).then(|| (a.max(b), a.min(b)))
    }

    fn draw_cell<DB: DrawingBackend>(
        &self,
        surface: &mut Surface<'_, DB>,
        theme: &Theme,
        layout: &HeatmapLayout,
        start: (i32, i32),
        end: (i32, i32),
        value: Option<f64>,
    ) -> Result<(), DrawingError> {
        let center = ((surface.css(start.0 + end.0)) / 2.0, (surface.css(start.1 + end.1)) / 2.0);
        let Some(value) = value else {
            return if layout.cell >= 6.0 { surface.disc(center, 1.5, theme.axis) } else { Ok(()) };
        };
        let ground = diverging(theme, value);
        surface.rect_px(start, end, ground)?;
        if layout.numbers {
            // A sign, a point and two digits are up to 2.45 em wide.
            let size = (layout.cell * 0.375).clamp(7.5, 12.5);
            surface.text(&short_number(value), center, Font { color: ink_on(ground), ..number_font(size) })?;
        }
        Ok(())
    }

    fn draw_labels<DB: DrawingBackend>(
        &self,
        surface: &mut Surface<'_, DB>,
        theme: &Theme,
        layout: &HeatmapLayout,
    ) -> Result<(), DrawingError> {
        let selected = self.selected_cell(layout);
        let size = NOTE.min(layout.cell);
        for (index, label) in self.labels.iter().enumerate() {
            let y = layout.top + (index as f64 + 0.5) * layout.cell;
            let bold = selected.is_some_and(|(row, column)| index == row || index == column);
            let font = Font { size, color: theme.ink, ..label_font() }.bold(bold);
            if index > 0 {
                // Row 0 has no cells: its label stands on the diagonal only.
                let font = Font { align: Align::Right, ..font };
                let room = layout.left - GUTTER - MARGIN;
                surface.text(&font.fit(label, room), (layout.left - GUTTER, y), font)?;
            }
            if index + 1 < layout.size {
                let x = layout.left + index as f64 * layout.cell + DIAGONAL_INDENT;
                surface.text(&font.fit(label, surface.width() - x - 1.0), (x, y), font)?;
            }
        }
        Ok(())
    }

    /// The colour scale in the top right corner, if it stays clear of the labels on the diagonal.
    fn draw_scale<DB: DrawingBackend>(
        &self,
        surface: &mut Surface<'_, DB>,
        theme: &Theme,
        layout: &HeatmapLayout,
    ) -> Result<bool, DrawingError> {
        let (bar, height) = SCALE_BAR;
        let top = layout.top + 4.0;
        let bottom = top + height + 18.0;
        let beside = ((bottom - layout.top) / layout.cell) as usize;
        let font = label_font().bold(true);
        let labels = self.labels.iter().take(beside + 1).enumerate();
        let ends = labels.map(|(i, label)| layout.left + i as f64 * layout.cell + DIAGONAL_INDENT + font.width(label));
        let taken = ends.fold(layout.left + (beside + 1) as f64 * layout.cell, f64::max);
        // Flush with the square; past its edge only when the labels need the corner.
        let left = (layout.plot.right - bar).max(taken + 24.0);
        if left + bar + 10.0 > surface.width() || bottom > surface.height() {
            return Ok(false);
        }
        let steps = 60;
        for step in 0..steps {
            let [from, to] = [step, step + 1].map(|s| left + bar * f64::from(s) / f64::from(steps));
            let r = (f64::from(step) + 0.5) / f64::from(steps) * 2.0 - 1.0;
            surface.rect((from, top), (to, top + height), diverging(theme, r))?;
        }
        for (at, words) in [(0.0, "\u{2212}1"), (0.5, "0"), (1.0, "1")] {
            let font = Font::new(NOTE, theme.muted, Align::Center);
            surface.text(words, (left + at * bar, top + height + 10.0), font)?;
        }
        Ok(true)
    }
}

fn label_font() -> Font {
    Font::new(NOTE, plotters::style::RGBColor(0, 0, 0), Align::Left)
}

fn number_font(size: f64) -> Font {
    Font { size, align: Align::Center, ..label_font() }
}

/// Two decimals without the leading zero: ".40", "−.12", "1".
fn short_number(value: f64) -> String {
    let text = fixed(value, 2);
    match text.strip_suffix(".00") {
        Some(whole) if whole != "0" => whole.to_owned(),
        _ => text.replacen("0.", ".", 1),
    }
}

/// A frame of two pixels around a cell, inside it, so that the neighbours stay whole.
fn outline<DB: DrawingBackend>(
    surface: &mut Surface<'_, DB>,
    theme: &Theme,
    corner: (i32, i32),
    cell: i32,
    gap: i32,
    (row, column): (i32, i32),
) -> Result<(), DrawingError> {
    let color: RGBAColor = theme.ink.into();
    let width = surface.px(2.0).max(1);
    let (x0, y0) = (corner.0 + column * cell - gap, corner.1 + row * cell - gap);
    let (x1, y1) = (x0 + cell + gap, y0 + cell + gap);
    surface.rect_px((x0, y0), (x1, y0 + width), color)?;
    surface.rect_px((x0, y1 - width), (x1, y1), color)?;
    surface.rect_px((x0, y0 + width), (x0 + width, y1 - width), color)?;
    surface.rect_px((x1 - width, y0 + width), (x1, y1 - width), color)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_short() {
        for (value, text) in [
            (0.4, ".40"),
            (-0.12, "\u{2212}.12"),
            (1.0, "1"),
            (-1.0, "\u{2212}1"),
            (0.0, ".00"),
            (-0.001, ".00"),
            (0.999, "1"),
        ] {
            assert_eq!(short_number(value), text);
        }
    }
}
