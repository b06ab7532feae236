//! All pairs: a square of coloured cells with the number in every cell that has room for it, row labels on the left, column labels above.
//!
//! A matrix of hundreds of series is larger than a screen, so that only a window of it is drawn, from a first row and a first column,
//! onto a surface of the size of its frame: the labels stay where they are while the cells move beneath them. Every cell has the same
//! side in whole device pixels; groups are told apart by a gap that is taken from their first cells, so that a place is found by division.

use plotters::prelude::DrawingBackend;
use plotters::style::RGBColor;
use serde::Serialize;

use crate::axis::draw_notice;
use crate::surface::{DrawingError, PlotRect, Surface};
use crate::text::{Align, Font};
use crate::theme::{Scheme, Theme, diverging, ink_on};
use crate::ticks::correlation;
use crate::tokens::NOTE;
use sectorscope_ground::number::fixed;

/// Side of a cell that reads well, in CSS pixels.
pub const CELL_CSS: f64 = 26.0;
/// Below this side there is no room for a number.
pub const NUMBERED_CELL_CSS: f64 = 20.0;

const LARGEST_CELL: f64 = 400.0;
const SMALLEST_LABELLED_CELL: f64 = 9.0;
const MARGIN: f64 = 4.0;
const GUTTER: f64 = 6.0;
/// Room for a label, whatever its length, and its share of a surface that is too small for all cells.
const LONGEST_LABEL: (f64, f64) = (120.0, 0.24);
/// Room for the names of groups.
const GROUP_HEAD: f64 = 20.0;
/// Between groups, beyond what is between cells.
const GROUP_GAP: f64 = 3.0;
const SELECTED_STROKE: f64 = 2.0;
const SCALE_BAR: (f64, f64) = (140.0, 8.0);
const SCALE_ROOM: f64 = 38.0;
/// Steps of the colours from 0 to 1: as fine as the numbers.
const STEPS: f64 = 100.0;

/// Series that stand together in the order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Group<'a> {
    /// Place of its first series in the order.
    pub start: usize,
    /// Written above it where it fits.
    pub name: &'a str,
}

/// A window of the correlations of `labels.len()` series with each other.
#[derive(Clone, Copy, Debug)]
pub struct HeatmapChart<'a> {
    /// Names of the series.
    pub labels: &'a [String],
    /// Row-major square matrix of the series. NaN, or what cannot be a correlation, is drawn as a dot on the ground.
    pub r: &'a [f64],
    /// The series in the order of rows and columns.
    pub order: &'a [usize],
    /// Groups of the order, by their starts.
    pub groups: &'a [Group<'a>],
    /// Places in the order of the first row and the first column in sight.
    pub first: (usize, usize),
    /// Side of a cell in CSS pixels; rounded down to whole device pixels.
    pub cell: f64,
    /// Selected pair of series, either way round: indices of `labels`, not places in the order.
    pub selected: Option<(usize, usize)>,
    /// Colours.
    pub scheme: Scheme,
    /// Whether the scale of colours is drawn below.
    pub scale: bool,
}

/// Where things ended up, in CSS pixels. The cell of the row at place `i` of the order and the column at place `j` has its corner at
/// `(left + (j - first_column) * cell, top + (i - first_row) * cell)`.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct HeatmapLayout {
    /// Left edge of the cells.
    pub left: f64,
    /// Top edge of the cells.
    pub top: f64,
    /// Side of a cell; 0 when nothing could be drawn.
    pub cell: f64,
    /// Place of the first row in the order.
    pub first_row: usize,
    /// Place of the first column in the order.
    pub first_column: usize,
    /// Rows in sight, the last of which may be cut.
    pub rows: usize,
    /// Columns in sight, the last of which may be cut.
    pub columns: usize,
    /// Whether cells carry numbers; if not, the page says so and offers the table.
    pub numbers: bool,
}

/// Where a cell begins and ends, in device pixels.
type Corners = ((i32, i32), (i32, i32));

/// What a correlation looks like.
struct Look {
    ground: RGBColor,
    ink: RGBColor,
    number: String,
}

impl HeatmapChart<'_> {
    /// Width and height at which everything is in sight.
    pub fn size_css(&self) -> (f64, f64) {
        let (left, top) = self.margins(LONGEST_LABEL.0);
        let side = self.order.len().max(2) as f64 * self.cell;
        let (bar, scale) = if self.scale { (SCALE_BAR.0 + 3.0 * MARGIN, SCALE_ROOM) } else { (0.0, 0.0) };
        (left + side.max(bar) + MARGIN, top + side + scale + MARGIN)
    }

    /// Draws the chart over the whole surface.
    pub fn draw<DB: DrawingBackend>(
        &self,
        surface: &mut Surface<'_, DB>,
        theme: &Theme,
    ) -> Result<HeatmapLayout, DrawingError> {
        surface.clear(theme.background)?;
        let layout = self.layout(surface);
        if layout.cell == 0.0 {
            let all = PlotRect::new(0.0, 0.0, surface.width(), surface.height());
            let words = if self.order.len() < 2 { "Two series make a pair" } else { "No room for the pairs" };
            draw_notice(surface, theme, all, words)?;
            return Ok(layout);
        }
        self.draw_cells(surface, theme, &layout)?;
        self.draw_selected(surface, theme, &layout)?;
        if layout.cell >= SMALLEST_LABELLED_CELL {
            self.draw_labels(surface, theme, &layout)?;
            self.draw_groups(surface, theme, &layout)?;
        }
        if self.scale {
            self.draw_scale(surface, theme, &layout)?;
        }
        Ok(layout)
    }

    /// Left and top edge of the cells: the same wherever the window is.
    fn margins(&self, longest: f64) -> (f64, f64) {
        if self.cell < SMALLEST_LABELLED_CELL {
            return (MARGIN, MARGIN);
        }
        let font = label_font();
        let room = self.labels.iter().map(|label| font.room(label)).fold(0.0, f64::max).min(longest);
        let head = if self.groups.iter().any(|group| !group.name.is_empty()) { GROUP_HEAD } else { 0.0 };
        (MARGIN + room + GUTTER, MARGIN + head + room + GUTTER)
    }

    fn layout<DB: DrawingBackend>(&self, surface: &Surface<'_, DB>) -> HeatmapLayout {
        let (width, height) = (surface.width(), surface.height());
        let (longest, share) = LONGEST_LABEL;
        let (wide, high) = self.size_css();
        let scrolls = wide > width + 0.5 || high > height + 0.5;
        let (left, top) = self.margins(if scrolls { longest.min(share * width.min(height)) } else { longest });
        // Down to whole device pixels, not to the nearest: the square must fit.
        let asked = if self.cell.is_finite() { self.cell.clamp(0.0, LARGEST_CELL) } else { 0.0 };
        let px = surface.px(asked);
        let cell = surface.css(if surface.css(px) > asked { px - 1 } else { px });
        let n = self.order.len();
        let below = if self.scale { SCALE_ROOM } else { 0.0 };
        let (across, down) = ((width - left) / cell, (height - top - below) / cell);
        let [first_row, first_column] = [self.first.0, self.first.1].map(|first| first.min(n.saturating_sub(1)));
        let drawable = n >= 2 && cell > 0.0 && across >= 1.0 && down >= 1.0;
        let visible = |room: f64, first: usize| if drawable { (n - first).min(room as usize + 1) } else { 0 };
        HeatmapLayout {
            left,
            top,
            cell: if drawable { cell } else { 0.0 },
            first_row,
            first_column,
            rows: visible(if self.scale { down - 1.0 } else { down }, first_row),
            columns: visible(across, first_column),
            numbers: drawable && cell >= NUMBERED_CELL_CSS,
        }
    }

    fn begins(&self, place: usize) -> bool {
        place > 0 && self.groups.iter().any(|group| group.start == place)
    }

    /// The series in sight along a side, each with its place, in device pixels from `start`, and whether a group begins there.
    fn along(&self, first: usize, count: usize, start: i32, cell: i32) -> Vec<(usize, i32, bool)> {
        let places = self.order.iter().enumerate().skip(first).take(count);
        places.map(|(place, &series)| (series, start + (place - first) as i32 * cell, self.begins(place))).collect()
    }

    fn draw_cells<DB: DrawingBackend>(
        &self,
        surface: &mut Surface<'_, DB>,
        theme: &Theme,
        layout: &HeatmapLayout,
    ) -> Result<(), DrawingError> {
        let (cell, n) = (surface.px(layout.cell), self.labels.len());
        let gap = i32::from(layout.cell >= 8.0) * surface.px(1.0).max(1);
        let apart = surface.px(GROUP_GAP);
        let rows = self.along(layout.first_row, layout.rows, surface.px(layout.top), cell);
        let columns = self.along(layout.first_column, layout.columns, surface.px(layout.left), cell);
        let looks = self.looks(theme);
        // A sign, a point and two digits are up to 2.25 em wide.
        let taken = if self.groups.is_empty() { 2.0 } else { 1.0 + GROUP_GAP };
        let size = ((layout.cell - taken) / 2.25).clamp(7.5, NOTE);
        let font = Font::new(size, theme.ink, Align::Center);
        let middle = |start: (i32, i32), end: (i32, i32), surface: &Surface<'_, DB>| {
            (surface.css(start.0 + end.0) / 2.0, surface.css(start.1 + end.1) / 2.0)
        };
        // Colour by colour, and numbers last: a canvas is slow where it has to change them. Small cells become one image, which is
        // written fastest in its own order.
        let small = layout.cell < SMALLEST_LABELLED_CELL;
        let mut cells: Vec<Vec<Corners>> = vec![Vec::new(); looks.len()];
        let mut dots = Vec::new();
        for &(row, y, row_begins) in &rows {
            for &(column, x, column_begins) in columns.iter().filter(|(column, ..)| *column != row) {
                let start = (x + i32::from(column_begins) * apart, y + i32::from(row_begins) * apart);
                let end = (x + cell - gap, y + cell - gap);
                let step = self.r.get(row * n + column).copied().and_then(correlation);
                let step = step.map(|value| ((value + 1.0) * STEPS + 0.5) as usize);
                match step.and_then(|step| Some((looks.get(step)?, cells.get_mut(step)?))) {
                    Some((look, _)) if small => surface.rect_px(start, end, look.ground)?,
                    Some((_, alike)) => alike.push((start, end)),
                    None if layout.cell >= 6.0 => dots.push(middle(start, end, surface)),
                    None => {}
                }
            }
        }
        for (look, alike) in looks.iter().zip(&cells) {
            alike.iter().try_for_each(|&(start, end)| surface.rect_px(start, end, look.ground))?;
        }
        dots.into_iter().try_for_each(|at| surface.disc(at, 1.5, theme.axis))?;
        for (look, alike) in looks.iter().zip(cells).filter(|_| layout.numbers) {
            let font = Font { color: look.ink, ..font };
            for (start, end) in alike {
                surface.text(&look.number, middle(start, end, surface), font)?;
            }
        }
        Ok(())
    }

    /// How every correlation looks, from -1 to 1.
    fn looks(&self, theme: &Theme) -> Vec<Look> {
        let look = |step: i32| {
            let value = f64::from(step) / STEPS;
            let ground = diverging(theme, self.scheme, value);
            Look { ground, ink: ink_on(ground), number: short_number(value) }
        };
        (-(STEPS as i32)..=STEPS as i32).map(look).collect()
    }

    /// Frames around the cells of the selected pair, on both sides of the diagonal.
    fn draw_selected<DB: DrawingBackend>(
        &self,
        surface: &mut Surface<'_, DB>,
        theme: &Theme,
        layout: &HeatmapLayout,
    ) -> Result<(), DrawingError> {
        let Some((a, b)) = self.selected.filter(|(a, b)| a != b) else { return Ok(()) };
        let (cell, stroke) = (surface.px(layout.cell), surface.px(SELECTED_STROKE).max(1));
        let gap = i32::from(layout.cell >= 8.0) * surface.px(1.0).max(1);
        let rows = self.along(layout.first_row, layout.rows, surface.px(layout.top), cell);
        let columns = self.along(layout.first_column, layout.columns, surface.px(layout.left), cell);
        for (row, column) in [(a, b), (b, a)] {
            let place = |along: &[(usize, i32, bool)], series| along.iter().find(|at| at.0 == series).map(|at| at.1);
            if let (Some(y), Some(x)) = (place(&rows, row), place(&columns, column)) {
                surface.frame_px((x - gap, y - gap), (x + cell, y + cell), stroke, theme.ink)?;
            }
        }
        Ok(())
    }

    fn draw_labels<DB: DrawingBackend>(
        &self,
        surface: &mut Surface<'_, DB>,
        theme: &Theme,
        layout: &HeatmapLayout,
    ) -> Result<(), DrawingError> {
        let room = layout.left - GUTTER - MARGIN;
        let font = |series: usize| {
            let bold = self.selected.is_some_and(|(a, b)| series == a || series == b);
            Font { size: NOTE.min(layout.cell), color: theme.ink, ..label_font() }.bold(bold)
        };
        let at = |start: f64, index: usize| start + (index as f64 + 0.5) * layout.cell;
        for (index, &series) in self.order.iter().skip(layout.first_row).take(layout.rows).enumerate() {
            let font = Font { align: Align::Right, ..font(series) };
            let label = self.labels.get(series).map_or_else(String::new, |label| font.fit(label, room));
            surface.text(&label, (layout.left - GUTTER, at(layout.top, index)), font)?;
        }
        for (index, &series) in self.order.iter().skip(layout.first_column).take(layout.columns).enumerate() {
            let font = font(series);
            let label = self.labels.get(series).map_or_else(String::new, |label| font.fit(label, room));
            surface.text_upwards(&label, (at(layout.left, index), layout.top - GUTTER), font)?;
        }
        Ok(())
    }

    /// The names of the groups in sight, above the labels of the columns, each over a line as long as its group.
    fn draw_groups<DB: DrawingBackend>(
        &self,
        surface: &mut Surface<'_, DB>,
        theme: &Theme,
        layout: &HeatmapLayout,
    ) -> Result<(), DrawingError> {
        let font = Font::new(NOTE, theme.muted, Align::Left);
        let end = layout.first_column + layout.columns;
        for (index, group) in self.groups.iter().enumerate().filter(|(_, group)| !group.name.is_empty()) {
            let next = self.groups.get(index + 1).map_or(self.order.len(), |next| next.start);
            let (from, to) = (group.start.max(layout.first_column), next.min(end));
            if from >= to {
                continue;
            }
            let x = |place: usize| layout.left + (place - layout.first_column) as f64 * layout.cell;
            let (left, right) = (x(from) + GROUP_GAP, (x(to) - GROUP_GAP).min(surface.width() - 1.0));
            surface.horizontal((left, right), MARGIN + 16.0, 1.0, theme.axis)?;
            if font.width(group.name) <= right - left {
                surface.text(group.name, (left, MARGIN + 7.0), font)?;
            }
        }
        Ok(())
    }

    /// The colours from -1 to 1, below the cells.
    fn draw_scale<DB: DrawingBackend>(
        &self,
        surface: &mut Surface<'_, DB>,
        theme: &Theme,
        layout: &HeatmapLayout,
    ) -> Result<(), DrawingError> {
        let (bar, height) = SCALE_BAR;
        let (left, top) = (layout.left + MARGIN, layout.top + layout.rows as f64 * layout.cell + 12.0);
        let steps = 70;
        for step in 0..steps {
            let [from, to] = [step, step + 1].map(|s| left + bar * f64::from(s) / f64::from(steps));
            let r = (f64::from(step) + 0.5) / f64::from(steps) * 2.0 - 1.0;
            surface.rect((from, top), (to, top + height), diverging(theme, self.scheme, r))?;
        }
        for (at, words) in [(0.0, "\u{2212}1"), (0.5, "0"), (1.0, "1")] {
            let font = Font::new(NOTE, theme.muted, Align::Center);
            surface.text(words, (left + at * bar, top + height + 11.0), font)?;
        }
        Ok(())
    }
}

fn label_font() -> Font {
    Font::new(NOTE, Theme::light().ink, Align::Left)
}

/// Two decimals without the leading zero: ".40", "−.12", "1".
fn short_number(value: f64) -> String {
    let text = fixed(value, 2);
    match text.strip_suffix(".00") {
        Some(whole) if whole != "0" => whole.to_owned(),
        _ => text.replacen("0.", ".", 1),
    }
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
