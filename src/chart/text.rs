//! Text without measuring. Asking the browser how wide a string is costs a forced layout per string through plotters
//! and traps in a worker, so charts estimate from a table of character classes and leave a little air.

use plotters::style::{FontFamily, FontStyle, RGBColor};
use plotters_backend::{BackendColor, BackendCoord, BackendTextStyle, text_anchor};

/// What a font falls back to on any system. No web fonts: the page loads nothing.
pub const FONT_FAMILY: &str = "system-ui, -apple-system, Segoe UI, Roboto, Liberation Sans, sans-serif";

/// Horizontal side of the anchor point on which the text stands. Vertically text is always centred on its anchor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Align {
    /// Starts at the anchor.
    Left,
    /// Centred on the anchor.
    Center,
    /// Ends at the anchor.
    Right,
}

/// How a string is set. The size is in CSS pixels; [`Surface`](super::Surface) scales it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Font {
    /// Size in CSS pixels.
    pub size: f64,
    /// Colour.
    pub color: RGBColor,
    /// Side of the anchor.
    pub align: Align,
    /// Heavier, for the selected.
    pub bold: bool,
}

impl Font {
    /// A regular font.
    pub fn new(size: f64, color: RGBColor, align: Align) -> Self {
        Font { size, color, align, bold: false }
    }

    /// The same, heavier where `bold`.
    pub fn bold(self, bold: bool) -> Self {
        Font { bold, ..self }
    }

    /// Estimated width of `text` in CSS pixels, on the wide side for common system fonts.
    pub fn width(&self, text: &str) -> f64 {
        let em: f64 = text.chars().map(char_width).sum();
        em * self.size * if self.bold { 1.07 } else { 1.0 }
    }

    /// `text` if it fits into `width` CSS pixels, else as much of its start as fits with an ellipsis; empty when not even
    /// one character fits.
    pub fn fit(&self, text: &str, width: f64) -> String {
        /// Room that was made for this very text comes back from sums of margins with the last bits lost.
        const ROUNDING: f64 = 1e-6;
        if self.width(text) <= width + ROUNDING {
            return text.to_owned();
        }
        let mut kept = String::new();
        let mut used = self.width("…");
        for c in text.chars() {
            used += self.width(c.encode_utf8(&mut [0; 4]));
            if used > width {
                break;
            }
            kept.push(c);
        }
        kept.truncate(kept.trim_end().len());
        if kept.is_empty() { kept } else { kept + "…" }
    }
}

/// Width of a character in em: a rough mean of Segoe UI, SF, Roboto, Arial and `DejaVu` Sans, nearer the widest.
fn char_width(c: char) -> f64 {
    match c {
        '\u{0300}'..='\u{036f}' | '\u{200b}'..='\u{200f}' => 0.0,
        'i' | 'j' | 'l' | '.' | ',' | ':' | ';' | '|' | '!' | '\'' | '·' | 'I' => 0.31,
        ' ' | '\u{a0}' | 'f' | 't' | 'r' | '(' | ')' | '[' | ']' | '/' | '-' => 0.38,
        'm' | 'w' | 'M' | 'W' | '%' | '@' | '…' => 0.92,
        'A'..='Z' | '&' | '\u{2212}' => 0.66,
        '\u{1100}'.. => 1.0,
        _ => 0.58,
    }
}

/// A text style in device pixels that cannot be measured: a backend that tries gets an error instead of a DOM layout.
pub(super) struct DeviceFont {
    pub font: Font,
    pub size_px: f64,
}

impl BackendTextStyle for DeviceFont {
    type FontError = std::fmt::Error;

    fn color(&self) -> BackendColor {
        let RGBColor(r, g, b) = self.font.color;
        BackendColor { alpha: 1.0, rgb: (r, g, b) }
    }

    fn size(&self) -> f64 {
        self.size_px
    }

    fn style(&self) -> FontStyle {
        if self.font.bold { FontStyle::Bold } else { FontStyle::Normal }
    }

    fn anchor(&self) -> text_anchor::Pos {
        let horizontal = match self.font.align {
            Align::Left => text_anchor::HPos::Left,
            Align::Center => text_anchor::HPos::Center,
            Align::Right => text_anchor::HPos::Right,
        };
        text_anchor::Pos::new(horizontal, text_anchor::VPos::Center)
    }

    fn family(&self) -> FontFamily<'_> {
        FontFamily::Name(FONT_FAMILY)
    }

    fn layout_box(&self, _: &str) -> Result<((i32, i32), (i32, i32)), Self::FontError> {
        Err(std::fmt::Error)
    }

    fn draw<E, F: FnMut(i32, i32, BackendColor) -> Result<(), E>>(
        &self,
        _: &str,
        _: BackendCoord,
        _: F,
    ) -> Result<Result<(), E>, Self::FontError> {
        Err(std::fmt::Error)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_labels_end_in_an_ellipsis_and_fit() {
        let font = Font::new(12.0, RGBColor(0, 0, 0), Align::Left);
        assert_eq!(font.fit("XLK", 40.0), "XLK");
        let long = "S&P SmallCap 600 Information Technology";
        let cut = font.fit(long, 90.0);
        assert!(cut.ends_with('…') && long.starts_with(cut.trim_end_matches('…')), "{cut}");
        assert!(font.width(&cut) <= 90.0);
        assert_eq!(font.fit("XLK", 1.0), "");
        assert_eq!(font.fit("XLK", -5.0), "");
        assert_eq!(font.fit("", 0.0), "");
    }
}
