//! What the marks of a picture are, and how a legend shows them.

use plotters::prelude::DrawingBackend;
use plotters::style::RGBColor;
use serde::{Deserialize, Serialize};

use crate::surface::{DrawingError, PlotRect, Surface};
use crate::theme::Theme;

/// Width of a mark in a legend, in CSS pixels.
pub(crate) const MARK_WIDTH: f64 = 14.0;
const DOT: f64 = 4.5;
const SMALL_DOT: f64 = 2.0;
const STROKE: f64 = 2.0;

/// A mark of a picture and what it means.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Key {
    /// The mark.
    pub mark: Mark,
    /// What it means.
    pub text: String,
}

/// How something is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
pub enum Mark {
    /// A filled dot.
    FilledDot,
    /// A hollow dot.
    HollowDot,
    /// A line.
    Line,
    /// A thin line behind another.
    ThinLine,
    /// A dashed line.
    DashedLine,
    /// A filled bar.
    FilledBar,
    /// A hollow bar.
    HollowBar,
    /// A shaded band.
    Band,
    /// The ground between a line and its zero.
    Area,
    /// Of a calendar: weekdays with a price.
    Weekdays,
    /// Weekend days with a price.
    Weekends,
    /// Weekdays without one.
    Missing,
    /// Prices that stand still.
    Stale,
    /// A point that supports a claim.
    Supports,
    /// A point that contradicts it.
    Contradicts,
    /// A point that does neither.
    Neither,
}

impl Mark {
    /// The mark as a character, for where there is only text.
    pub fn character(self) -> char {
        match self {
            Mark::FilledDot => '●',
            Mark::HollowDot => '○',
            Mark::Line | Mark::ThinLine => '—',
            Mark::DashedLine => '┄',
            Mark::FilledBar => '■',
            Mark::HollowBar => '□',
            Mark::Band | Mark::Area => '▒',
            Mark::Weekdays | Mark::Weekends | Mark::Missing | Mark::Stale => '▪',
            Mark::Supports => '●',
            Mark::Contradicts => '○',
            Mark::Neither => '·',
        }
    }
}

/// Draws a mark as its picture has it, from `left` on and centred on `y`.
pub(crate) fn draw_mark<DB: DrawingBackend>(
    surface: &mut Surface<'_, DB>,
    theme: &Theme,
    mark: Mark,
    (left, y): (f64, f64),
) -> Result<(), DrawingError> {
    let (right, middle) = (left + MARK_WIDTH, (left + MARK_WIDTH / 2.0, y));
    let mut bar = |half: f64, color: RGBColor| surface.rect((left, y - half), (right, y + half), color);
    match mark {
        Mark::FilledDot | Mark::Supports => surface.disc(middle, DOT, theme.accent),
        Mark::HollowDot | Mark::Contradicts => {
            surface.disc(middle, DOT, if mark == Mark::HollowDot { theme.muted } else { theme.second })?;
            surface.disc(middle, DOT - STROKE, theme.background)
        }
        Mark::Neither => surface.disc(middle, SMALL_DOT, theme.muted),
        Mark::Line => bar(STROKE / 2.0, theme.accent),
        Mark::ThinLine => surface.horizontal((left, right), y, 1.0, theme.ghost),
        Mark::DashedLine => {
            surface.horizontal((left, left + 5.0), y, 1.0, theme.muted)?;
            surface.horizontal((right - 5.0, right), y, 1.0, theme.muted)
        }
        Mark::FilledBar => bar(5.0, theme.accent),
        Mark::HollowBar => {
            let rect = PlotRect { left, top: y - 5.0, right, bottom: y + 5.0 };
            surface.frame(rect, 1.5, theme.muted)
        }
        Mark::Band => surface.rect((left, y - 5.0), (right, y + 5.0), theme.accent_soft),
        Mark::Area => {
            surface.rect((left, y - 4.0), (right, y + 5.0), theme.second_soft)?;
            surface.horizontal((left, right), y - 4.0, STROKE, theme.second)
        }
        Mark::Weekdays => bar(3.5, theme.shade),
        Mark::Weekends => surface.rect((left, y + 2.0), (right, y + 5.0), theme.shade),
        Mark::Missing => surface.rect((left, y - 5.0), (right, y - 2.0), theme.second),
        Mark::Stale => {
            bar(3.5, theme.shade)?;
            surface.horizontal((left, right), y, STROKE, theme.ink)
        }
    }
}
