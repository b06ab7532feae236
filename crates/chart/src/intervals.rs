//! The ranking: one row per series, a dot with its interval, the value printed. The picture that carries the claim.

use plotters::prelude::DrawingBackend;
use serde::Serialize;

use crate::axis::{Scale, draw_notice, draw_tick_labels};
use crate::surface::{DrawingError, PlotRect, Surface};
use crate::text::{Align, Font};
use crate::theme::Theme;
use crate::ticks::{correlation, linear_ticks, nice_range, ticks_that_fit};
use crate::tokens::{LABEL, NOTE};
use sectorscope_ground::number::fixed;

/// Height of a row: twenty-one rows and their axis fit beside an answer, and lines of text never touch.
const ROW_HEIGHT: f64 = 22.0;
/// On a narrow surface words and interval share no line: a name would be cut, or the interval crushed.
const NARROW: f64 = 400.0;
/// Height of a row of two lines, and where each of the two runs.
const TALL_ROW_HEIGHT: f64 = 36.0;
const WORDS_AT: f64 = 11.0;
const INTERVAL_AT: f64 = 26.0;

const TOP: f64 = 4.0;
const AXIS_HEIGHT: f64 = 24.0;
const DOT_RADIUS: f64 = 4.5;
const STROKE: f64 = 2.0;
const OUTLINE: f64 = 1.5;
/// Air between the plot and the columns beside it; more than a dot's radius, so that a dot on the edge stays clear.
const GUTTER: f64 = 14.0;
const MARGIN: f64 = 8.0;
const TICK_SPACING: f64 = 38.0;
/// Where there is less, a row shows one of name and label.
const BOTH_FIT: f64 = 520.0;
const NO_VALUE: &str = "no value";

/// One ranked series.
#[derive(Clone, Debug, PartialEq)]
pub struct IntervalRow {
    /// What it is in plain words, such as "Small-cap tech"; empty where there are none. Shortened when it does not fit.
    pub name: String,
    /// Its ticker, or whatever else a row is called; shortened likewise.
    pub label: String,
    /// The estimate; NaN, or what cannot be a correlation, prints "no value".
    pub value: f64,
    /// Lower end of its interval; NaN for none.
    pub low: f64,
    /// Upper end of its interval; NaN for none.
    pub high: f64,
    /// A filled dot in the accent; otherwise hollow and muted. The page says what filled means.
    pub filled: bool,
    /// The row in question: on a soft ground, in bold.
    pub marked: bool,
}

impl IntervalRow {
    /// Some methods give bounds past 1; the axis ends there, and so do they.
    fn interval(&self) -> Option<(f64, f64)> {
        let whole = correlation(self.value).is_some() && self.low.is_finite() && self.high.is_finite();
        let (low, high) = (self.low.clamp(-1.0, 1.0), self.high.clamp(-1.0, 1.0));
        whole.then(|| (low.min(high), low.max(high)))
    }

    /// What stands first: the name, or the label where there is none.
    fn words(&self) -> &str {
        if self.name.is_empty() { &self.label } else { &self.name }
    }
}

/// Rows of dots with intervals on a shared axis, in the order given.
#[derive(Clone, Copy, Debug)]
pub struct IntervalsChart<'a> {
    /// Best first; the chart does not sort.
    pub rows: &'a [IntervalRow],
    /// Row with a frame around it.
    pub selected: Option<usize>,
}

/// Where things ended up, in CSS pixels.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
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
    /// Height that shows `n` rows and the axis on a surface of this width.
    pub fn height_css(n: usize, width: f64) -> f64 {
        TOP + n.max(1) as f64 * RowShape::of(width).height + AXIS_HEIGHT
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
            draw_notice(surface, theme, PlotRect::new(0.0, 0.0, surface.width(), surface.height()), words)?;
            return Ok(layout);
        }
        let x = Scale::new((layout.x_min, layout.x_max), (plot.left, plot.right));
        let row = |index: usize| {
            let top = layout.top + index as f64 * layout.row_height;
            PlotRect { left: 0.0, top, right: surface.width(), bottom: top + layout.row_height }
        };
        let selected = self.selected.filter(|&index| index < layout.rows).map(row);
        let marked: Vec<PlotRect> =
            (0..layout.rows).filter(|&i| self.rows.get(i).is_some_and(|row| row.marked)).map(row).collect();
        for ground in marked {
            surface.rect((ground.left, ground.top), (ground.right, ground.bottom), theme.accent_soft)?;
        }
        self.draw_axis(surface, theme, &layout, x)?;
        if let Some(frame) = selected {
            surface.frame(frame, OUTLINE, theme.accent)?;
        }
        let (columns, shape) = (self.columns(surface.width()), RowShape::of(surface.width()));
        for (index, row) in self.rows.iter().take(layout.rows).enumerate() {
            let top = layout.top + index as f64 * layout.row_height;
            let y = top + shape.words_at;
            let edge = draw_value(surface, theme, y, row)? - GUTTER;
            if shape.is_tall() {
                draw_line_of_words(surface, theme, edge, y, row)?;
            } else {
                draw_words(surface, theme, columns, y, row)?;
            }
            draw_interval(surface, theme, x, top + shape.interval_at, row)?;
        }
        Ok(layout)
    }

    /// Widths of the column of words and of that of labels; none where every row shows one of the two.
    fn columns(&self, width: f64) -> Columns {
        let widest = |font: Font, of: fn(&IntervalRow) -> &str| {
            self.rows.iter().map(|row| font.room(of(row))).fold(0.0, f64::max)
        };
        let labels = widest(label_font(), |row| if row.name.is_empty() { "" } else { &row.label });
        // Any row may be the marked one: its words are the widest.
        let words = widest(font().bold(true), IntervalRow::words);
        let words = words.min(width * if width < BOTH_FIT { 0.5 } else { 0.4 });
        Columns { words, labels: if width < BOTH_FIT { 0.0 } else { labels.min(width * 0.15) } }
    }

    /// Width of the printed values.
    fn values_width(&self) -> f64 {
        let missing = self.rows.iter().any(|row| correlation(row.value).is_none());
        font().bold(true).width(if missing { NO_VALUE } else { "\u{2212}0.00" })
    }

    /// Margins follow the words in them; the plot gets the rest.
    fn layout(&self, width: f64, height: f64) -> IntervalsLayout {
        let row_height = RowShape::of(width).height;
        let (left, right) = if RowShape::of(width).is_tall() {
            (MARGIN + DOT_RADIUS, MARGIN + DOT_RADIUS)
        } else {
            (MARGIN + self.columns(width).width() + GUTTER, MARGIN + self.values_width() + GUTTER)
        };
        let plot = PlotRect::new(left, TOP, width - right, height - AXIS_HEIGHT);
        let most = ticks_that_fit(plot.width(), TICK_SPACING);
        let (x_min, x_max) = self.range(most);
        let room = (plot.height() / row_height) as usize;
        let rows = if plot.width() >= 4.0 * DOT_RADIUS { self.rows.len().min(room) } else { 0 };
        let plot = if rows > 0 { PlotRect { bottom: TOP + rows as f64 * row_height, ..plot } } else { plot };
        IntervalsLayout { plot, top: TOP, row_height, rows, x_min, x_max }
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

    fn draw_axis<DB: DrawingBackend>(
        &self,
        surface: &mut Surface<'_, DB>,
        theme: &Theme,
        layout: &IntervalsLayout,
        x: Scale,
    ) -> Result<(), DrawingError> {
        let plot = layout.plot;
        let ticks = linear_ticks(layout.x_min, layout.x_max, ticks_that_fit(plot.width(), TICK_SPACING));
        let shape = RowShape::of(surface.width());
        // No line runs through words.
        let parts: Vec<(f64, f64)> = if shape.is_tall() {
            let bottom = |row: usize| layout.top + (row + 1) as f64 * layout.row_height;
            (0..layout.rows)
                .map(|row| (bottom(row) - 2.0 * (layout.row_height - shape.interval_at), bottom(row)))
                .collect()
        } else {
            vec![(plot.top, plot.bottom)]
        };
        for (top, bottom) in parts {
            let end = if bottom < plot.bottom { bottom } else { bottom + 4.0 };
            for tick in ticks.iter().filter(|tick| tick.value != 0.0) {
                surface.vertical(x.at(tick.value), (top, end), 1.0, theme.grid)?;
            }
            surface.vertical(x.at(0.0), (top, end), 1.0, theme.axis)?;
        }
        let labels = ticks.into_iter().map(|tick| (x.at(tick.value), tick.label));
        draw_tick_labels(surface, theme, labels, plot.bottom + 13.0)
    }
}

/// Height of a row, and where in it words and interval run, from its top; in CSS pixels.
struct RowShape {
    height: f64,
    words_at: f64,
    interval_at: f64,
}

impl RowShape {
    /// One line, or on a narrow surface two.
    fn of(width: f64) -> RowShape {
        if width < NARROW {
            return RowShape { height: TALL_ROW_HEIGHT, words_at: WORDS_AT, interval_at: INTERVAL_AT };
        }
        RowShape { height: ROW_HEIGHT, words_at: ROW_HEIGHT / 2.0, interval_at: ROW_HEIGHT / 2.0 }
    }

    fn is_tall(&self) -> bool {
        self.interval_at > self.words_at
    }
}

/// Widths of the columns beside the plot, in CSS pixels.
#[derive(Clone, Copy)]
struct Columns {
    words: f64,
    labels: f64,
}

impl Columns {
    fn width(self) -> f64 {
        if self.labels > 0.0 { self.words + GUTTER + self.labels } else { self.words }
    }
}

fn font() -> Font {
    Font::new(LABEL, Theme::light().ink, Align::Left)
}

fn label_font() -> Font {
    Font::new(NOTE, Theme::light().muted, Align::Left)
}

/// The font of a row's words.
fn words_font(theme: &Theme, row: &IntervalRow) -> Font {
    Font { color: theme.ink, ..font() }.bold(row.marked)
}

/// The name, and the label in a column of its own.
fn draw_words<DB: DrawingBackend>(
    surface: &mut Surface<'_, DB>,
    theme: &Theme,
    columns: Columns,
    y: f64,
    row: &IntervalRow,
) -> Result<(), DrawingError> {
    let words = words_font(theme, row);
    surface.text(&words.fit(row.words(), columns.words), (MARGIN, y), words)?;
    if columns.labels > 0.0 && !row.name.is_empty() {
        let label = Font { color: theme.muted, ..label_font() };
        surface.text(&label.fit(&row.label, columns.labels), (MARGIN + columns.words + GUTTER, y), label)?;
    }
    Ok(())
}

/// The name, and right behind it the label where both end before the edge.
fn draw_line_of_words<DB: DrawingBackend>(
    surface: &mut Surface<'_, DB>,
    theme: &Theme,
    edge: f64,
    y: f64,
    row: &IntervalRow,
) -> Result<(), DrawingError> {
    let words = words_font(theme, row);
    surface.text(&words.fit(row.words(), edge - MARGIN), (MARGIN, y), words)?;
    let label = Font { color: theme.muted, ..label_font() };
    let behind = MARGIN + words.width(row.words()) + MARGIN;
    if !row.name.is_empty() && behind + label.room(&row.label) <= edge {
        surface.text(&row.label, (behind, y), label)?;
    }
    Ok(())
}

/// The value at the right edge, and where it begins.
fn draw_value<DB: DrawingBackend>(
    surface: &mut Surface<'_, DB>,
    theme: &Theme,
    y: f64,
    row: &IntervalRow,
) -> Result<f64, DrawingError> {
    let (text, font) = match correlation(row.value) {
        Some(value) => (fixed(value, 2), words_font(theme, row)),
        None => (NO_VALUE.to_owned(), Font { color: theme.muted, ..font() }),
    };
    let right = surface.width() - MARGIN;
    surface.text(&text, (right, y), Font { align: Align::Right, ..font })?;
    Ok(right - font.width(&text))
}

fn draw_interval<DB: DrawingBackend>(
    surface: &mut Surface<'_, DB>,
    theme: &Theme,
    x: Scale,
    y: f64,
    row: &IntervalRow,
) -> Result<(), DrawingError> {
    let Some(value) = correlation(row.value) else { return Ok(()) };
    let color = if row.filled { theme.accent } else { theme.muted };
    if let Some((low, high)) = row.interval() {
        surface.horizontal((x.at(low), x.at(high)), y, STROKE, color)?;
    }
    surface.disc((x.at(value), y), DOT_RADIUS, color)?;
    if !row.filled {
        // Two discs instead of a stroked circle: the ring is as wide on every backend, and the line ends at it.
        surface.disc((x.at(value), y), DOT_RADIUS - STROKE, theme.background)?;
    }
    Ok(())
}
