//! What makes a saved picture stand alone: a title, what it rests on and a legend above it, where it comes from below it.

use plotters::prelude::DrawingBackend;
use serde::Deserialize;

use crate::mark::{Key, MARK_WIDTH, draw_mark};
use crate::surface::{DrawingError, PlotRect, Surface};
use crate::text::{Align, Font};
use crate::theme::Theme;
use crate::tokens::{NOTE, SIZES};

/// Around the picture, on all sides.
const PADDING: f64 = 16.0;
const TITLE: f64 = SIZES[2];
const LINE: f64 = 1.4;
/// Between the parts of the head, and between head, picture and foot.
const GAP: f64 = 8.0;
/// Between two keys of the legend, and between a mark and its words.
const KEYS_APART: f64 = 16.0;
const MARK_GAP: f64 = 6.0;

/// What stands around a picture. Empty parts take no room.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[cfg_attr(feature = "types", ts(rename = "PictureFrame"))]
pub struct Frame {
    /// What the picture shows.
    pub title: String,
    /// What it rests on: reference, number of days, dates.
    pub subtitle: String,
    /// What its marks mean.
    pub legend: Vec<Key>,
    /// Where it comes from.
    pub source: String,
}

/// A line of words, or a key of the legend.
enum Piece<'a> {
    Words(String, Font),
    Key(&'a Key, String),
}

/// A piece with the left end of its middle line.
struct Placed<'a> {
    at: (f64, f64),
    piece: Piece<'a>,
}

impl Frame {
    /// Height of all but the picture, for a picture with its frame that is `width` CSS pixels wide.
    pub fn height_css(&self, width: f64) -> f64 {
        let (head, foot) = self.heights(width);
        head + foot
    }

    /// Width of a picture with its frame, around one of this width.
    pub fn width_css(width: f64) -> f64 {
        width + 2.0 * PADDING
    }

    /// Draws head and foot over a surface, and gives what is left between them, for the picture.
    ///
    /// # Errors
    ///
    /// Those of the backend.
    pub fn within<'a, DB: DrawingBackend>(
        &self,
        surface: &'a mut Surface<'_, DB>,
        theme: &Theme,
    ) -> Result<Surface<'a, DB>, DrawingError> {
        surface.clear(theme.background)?;
        let (width, height) = (surface.width(), surface.height());
        let (head, foot) = self.heights(width);
        let (above, _) = self.head(width);
        let start = height - foot + GAP;
        let below = lines(&self.source, note(), width).into_iter().enumerate().map(|(i, words)| {
            let at = (PADDING, start + (i as f64 + 0.5) * LINE * NOTE);
            Placed { at, piece: Piece::Words(words, note()) }
        });
        for Placed { at: (x, y), piece } in above.into_iter().chain(below) {
            match piece {
                Piece::Words(words, font) => {
                    let color = if font.bold { theme.ink } else { theme.muted };
                    surface.text(&words, (x, y), Font { color, ..font })?;
                }
                Piece::Key(key, words) => {
                    draw_mark(surface, theme, key.mark, (x, y))?;
                    let at = (x + MARK_WIDTH + MARK_GAP, y);
                    surface.text(&words, at, Font { color: theme.muted, ..note() })?;
                }
            }
        }
        Ok(surface.inset(PlotRect::new(PADDING, head, width - PADDING, height - foot)))
    }

    /// Heights of head and foot, each with the air around it.
    fn heights(&self, width: f64) -> (f64, f64) {
        let (_, head) = self.head(width);
        let foot = lines(&self.source, note(), width).len() as f64 * LINE * NOTE;
        (head, if foot > 0.0 { GAP + foot + PADDING } else { PADDING })
    }

    /// The pieces of the head with the places of their left edges, and where it ends.
    fn head(&self, width: f64) -> (Vec<Placed<'_>>, f64) {
        let mut pieces = Vec::new();
        let mut y = PADDING;
        let title = Font { size: TITLE, ..note() }.bold(true);
        for (text, font) in [(&self.title, title), (&self.subtitle, note())] {
            for words in lines(text, font, width) {
                y += LINE * font.size;
                let at = (PADDING, y - LINE * font.size / 2.0);
                pieces.push(Placed { at, piece: Piece::Words(words, font) });
            }
        }
        y += if pieces.is_empty() { 0.0 } else { GAP };
        let mut x = PADDING;
        for (index, key) in self.legend.iter().enumerate() {
            let room = width - 2.0 * PADDING - MARK_WIDTH - MARK_GAP;
            let words = note().fit(&key.text, room);
            let taken = MARK_WIDTH + MARK_GAP + note().width(&words);
            if index == 0 || x + taken > width - PADDING {
                (x, y) = (PADDING, y + LINE * NOTE);
            }
            pieces.push(Placed { at: (x, y - LINE * NOTE / 2.0), piece: Piece::Key(key, words) });
            x += taken + KEYS_APART;
        }
        (pieces, if self.legend.is_empty() { y } else { y + GAP })
    }
}

fn note() -> Font {
    Font::new(NOTE, Theme::light().muted, Align::Left)
}

fn lines(text: &str, font: Font, width: f64) -> Vec<String> {
    font.wrap(text, width - 2.0 * PADDING)
}
