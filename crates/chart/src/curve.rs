//! The specification curve: one claim under every combination of choices, sorted by effect, and beneath it which choices each
//! combination made (Simonsohn, Simmons and Nelson 2020).

use plotters::prelude::DrawingBackend;
use serde::Serialize;
use std::collections::BTreeSet;

use crate::axis::{Scale, draw_notice, draw_value_axis};
use crate::decimate::per_column;
use crate::surface::{DrawingError, PlotRect, Surface};
use crate::text::{Align, Font};
use crate::theme::{Theme, shade};
use crate::ticks::{drawable, linear_ticks, nice_range, ticks_that_fit};
use crate::tokens::NOTE;
use sectorscope_ground::number::fixed;

/// Height of the effects.
pub const EFFECTS_HEIGHT_CSS: f64 = 180.0;
/// Height of a row of the dashboard.
pub const ROW_HEIGHT_CSS: f64 = 14.0;

const TOP: f64 = 8.0;
/// Air above each group of rows.
const GROUP_GAP: f64 = 7.0;
const MARGIN: f64 = 4.0;
const GUTTER: f64 = 8.0;
const DOT: f64 = 3.0;
const SMALL_DOT: f64 = 1.6;
const DASH: (f64, f64) = (5.0, 9.0);

/// What a combination alone says of the claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stance {
    /// Neither: a small grey dot.
    Neither,
    /// Contradicts: a ring.
    Contradicts,
    /// Supports: a filled dot.
    Supports,
}

impl Stance {
    /// Above zero for support, below for contradiction.
    pub fn of(sign: i8) -> Stance {
        match sign {
            1.. => Stance::Supports,
            0 => Stance::Neither,
            _ => Stance::Contradicts,
        }
    }
}

/// One value of one choice, and which combinations made it.
#[derive(Clone, Copy, Debug)]
pub struct ChoiceRow<'a> {
    /// What the row is called.
    pub label: &'a str,
    /// Whether a new choice begins with this row.
    pub begins: bool,
    /// For each point, whether it was made; what is beyond counts as not.
    pub made: &'a [bool],
}

/// Points in ascending order of effect.
#[derive(Clone, Copy, Debug)]
pub struct CurveChart<'a> {
    /// The effect of each combination, ascending; NaN leaves a gap.
    pub effects: &'a [f64],
    /// What each says; what is beyond says neither.
    pub stances: &'a [Stance],
    /// The dashboard, from top to bottom.
    pub choices: &'a [ChoiceRow<'a>],
}

/// Where things ended up, in CSS pixels. Point `i` has the share `i / points` to `(i + 1) / points` of the plot.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct CurveLayout {
    /// Rectangle of the effects.
    pub plot: PlotRect,
    /// Bottom edge of the dashboard, which has the width of the plot.
    pub bottom: f64,
    /// Points drawn.
    pub points: usize,
    /// Rows of the dashboard drawn: all, or none where there is no room.
    pub choices: usize,
    /// Combinations in a column of the dashboard: more than 1 where there are more of them than CSS pixels.
    pub points_per_column: usize,
    /// Value at the bottom of the effects.
    pub y_min: f64,
    /// Value at the top of the effects.
    pub y_max: f64,
}

impl CurveChart<'_> {
    /// Height that shows the effects and a dashboard of `rows` rows in `groups` groups.
    pub fn height_css(rows: usize, groups: usize) -> f64 {
        TOP + EFFECTS_HEIGHT_CSS + rows as f64 * ROW_HEIGHT_CSS + groups as f64 * GROUP_GAP + MARGIN
    }

    /// Draws the chart over the whole surface.
    pub fn draw<DB: DrawingBackend>(
        &self,
        surface: &mut Surface<'_, DB>,
        theme: &Theme,
    ) -> Result<CurveLayout, DrawingError> {
        surface.clear(theme.background)?;
        let layout = self.layout(surface.width(), surface.height());
        let plot = layout.plot;
        if plot.width() < 8.0 || plot.height() < 8.0 {
            return Ok(layout);
        }
        let y = Scale::new((layout.y_min, layout.y_max), (plot.bottom, plot.top));
        draw_axis(surface, theme, &layout, y)?;
        if layout.points == 0 {
            draw_notice(surface, theme, plot, "No combinations yet")?;
        }
        self.draw_median(surface, theme, plot, y)?;
        self.draw_points(surface, theme, &layout, y)?;
        self.draw_choices(surface, theme, &layout)?;
        Ok(layout)
    }

    fn dashboard_height(&self) -> f64 {
        let groups = self.choices.iter().filter(|row| row.begins).count();
        self.choices.len() as f64 * ROW_HEIGHT_CSS + groups as f64 * GROUP_GAP
    }

    fn layout(&self, width: f64, height: f64) -> CurveLayout {
        let font = Font::new(NOTE, Theme::light().ink, Align::Right);
        let widest = self.choices.iter().map(|row| font.room(row.label)).fold(0.0, f64::max).min(width * 0.33);
        let left = (MARGIN + widest + GUTTER).max(40.0);
        let right = Font::new(NOTE, Theme::light().ink, Align::Left).width("\u{2212}0.000") + 2.0 * GUTTER;
        let dashboard = self.dashboard_height();
        let roomy = height - TOP - MARGIN - dashboard >= EFFECTS_HEIGHT_CSS / 3.0;
        let choices = if roomy { self.choices.len() } else { 0 };
        let bottom = height - MARGIN - if roomy { dashboard } else { 0.0 };
        let plot = PlotRect::new(left, TOP, width - right, bottom);
        let ends = self.effects.iter().copied().filter_map(drawable);
        let (low, high) = ends.fold((0.0, 0.0), |(low, high): (f64, f64), end| (low.min(end), high.max(end)));
        let most = 2 * ticks_that_fit(plot.height(), 26.0);
        let (y_min, y_max) = if low == high { (-1.0, 1.0) } else { nice_range(low, high, most) };
        CurveLayout {
            plot,
            bottom: bottom + if roomy { dashboard } else { 0.0 },
            points: self.effects.len(),
            choices,
            points_per_column: per_column(self.effects.len(), plot.width()),
            y_min,
            y_max,
        }
    }

    /// The lower median of the effects, dashed, and its value beside the plot.
    fn draw_median<DB: DrawingBackend>(
        &self,
        surface: &mut Surface<'_, DB>,
        theme: &Theme,
        plot: PlotRect,
        y: Scale,
    ) -> Result<(), DrawingError> {
        let known: Vec<f64> = self.effects.iter().copied().filter_map(drawable).collect();
        let Some(&median) = known.get(known.len().saturating_sub(1) / 2) else { return Ok(()) };
        let mut dash = plot.left;
        while dash < plot.right {
            surface.horizontal((dash, (dash + DASH.0).min(plot.right)), y.at(median), 1.0, theme.muted)?;
            dash += DASH.1;
        }
        let font = Font::new(NOTE, theme.ink, Align::Left);
        surface.text(&fixed(median, 3), (plot.right + GUTTER - 2.0, y.at(median)), font)
    }

    /// The weightier stance is drawn over the other, and what falls on the same pixels is drawn once.
    fn draw_points<DB: DrawingBackend>(
        &self,
        surface: &mut Surface<'_, DB>,
        theme: &Theme,
        layout: &CurveLayout,
        y: Scale,
    ) -> Result<(), DrawingError> {
        let (plot, n) = (layout.plot, layout.points as f64);
        let mut marks = BTreeSet::new();
        for (index, effect) in self.effects.iter().enumerate() {
            let Some(effect) = drawable(*effect) else { continue };
            let x = plot.left + plot.width() * (index as f64 + 0.5) / n;
            let stance = self.stances.get(index).copied().unwrap_or(Stance::Neither);
            marks.insert((stance, surface.px(x), surface.px(y.at(effect))));
        }
        for (stance, x, y) in marks {
            let at = (surface.css(x), surface.css(y));
            match stance {
                Stance::Neither => surface.disc(at, SMALL_DOT, theme.muted)?,
                Stance::Supports => surface.disc(at, DOT, theme.accent)?,
                Stance::Contradicts => {
                    surface.disc(at, DOT, theme.second)?;
                    surface.disc(at, DOT / 2.0, theme.background)?;
                }
            }
        }
        Ok(())
    }

    /// Each column is as dark as the share of its combinations that made the choice.
    fn draw_choices<DB: DrawingBackend>(
        &self,
        surface: &mut Surface<'_, DB>,
        theme: &Theme,
        layout: &CurveLayout,
    ) -> Result<(), DrawingError> {
        let (plot, step) = (layout.plot, layout.points_per_column);
        let columns = layout.points.div_ceil(step);
        let x = |column: usize| plot.left + plot.width() * (column as f64 / columns.max(1) as f64);
        let font = Font::new(NOTE, theme.ink, Align::Right);
        let mut top = plot.bottom;
        for row in self.choices.iter().take(layout.choices) {
            if row.begins {
                top += GROUP_GAP;
                surface.horizontal((MARGIN, plot.right), top - GROUP_GAP / 2.0, 1.0, theme.grid)?;
            }
            let label = font.fit(row.label, plot.left - GUTTER - MARGIN);
            surface.text(&label, (plot.left - GUTTER, top + ROW_HEIGHT_CSS / 2.0), font)?;
            let shares: Vec<f64> = (0..columns)
                .map(|column| {
                    let all = column * step..((column + 1) * step).min(layout.points);
                    let made = all.clone().filter(|&i| row.made.get(i).copied().unwrap_or(false)).count();
                    made as f64 / all.len() as f64
                })
                .collect();
            let mut column = 0;
            for run in shares.chunk_by(|a, b| a == b) {
                let end = column + run.len();
                let share = run.first().copied().unwrap_or(0.0);
                if share > 0.0 {
                    let ends = ((x(column), top + 2.0), (x(end), top + ROW_HEIGHT_CSS - 2.0));
                    surface.rect(ends.0, ends.1, shade(theme, share))?;
                }
                column = end;
            }
            top += ROW_HEIGHT_CSS;
        }
        Ok(())
    }
}

fn draw_axis<DB: DrawingBackend>(
    surface: &mut Surface<'_, DB>,
    theme: &Theme,
    layout: &CurveLayout,
    y: Scale,
) -> Result<(), DrawingError> {
    let plot = layout.plot;
    let mut ticks = linear_ticks(layout.y_min, layout.y_max, ticks_that_fit(plot.height(), 26.0));
    // The first label of the dashboard stands right below the plot.
    for tick in ticks.iter_mut().filter(|tick| layout.choices > 0 && y.at(tick.value) > plot.bottom - 3.0) {
        tick.label.clear();
    }
    draw_value_axis(surface, theme, plot, y, ticks, theme.muted)
}
