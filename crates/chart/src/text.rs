//! Text without measuring. Asking the browser how wide a string is costs a forced layout per string through plotters
//! and traps in a worker, so charts add up the advance widths of the text font, which the page brings along.

use plotters::style::{FontFamily, FontStyle, RGBColor};
use plotters_backend::{BackendColor, BackendCoord, BackendTextStyle, FontTransform, text_anchor};

use crate::widths::{UNITS, WIDTHS};

/// The text font, which the page loads before it goes off the network, and what stands in for it where a picture lies elsewhere.
pub const FONT_FAMILY: &str = "Inter, system-ui, -apple-system, Segoe UI, Roboto, Liberation Sans, sans-serif";

/// From the middle of capital letters down to the line they stand on, as a share of the size: text is centred by it on every backend, as
/// not all know what a middle is.
pub const BASELINE: f64 = 0.36;

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

/// How a string is set. The size is in CSS pixels; [`Surface`](crate::Surface) scales it.
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

    /// Width of `text` in CSS pixels: exact, without kerning, for what the text font has, and a guess for other characters.
    pub fn width(&self, text: &str) -> f64 {
        text.chars().map(|c| advance(c, self.bold)).sum::<f64>() * self.size
    }

    /// Width that has room for `text` in either weight: a few letters are narrower in bold.
    pub fn room(&self, text: &str) -> f64 {
        self.bold(false).width(text).max(self.bold(true).width(text))
    }

    /// `text` in lines of at most `width` CSS pixels, broken at spaces; a word that is longer ends in an ellipsis.
    pub fn wrap(&self, text: &str, width: f64) -> Vec<String> {
        let mut lines: Vec<String> = Vec::new();
        for word in text.split_whitespace() {
            let longer = lines.last().map(|line| format!("{line} {word}"));
            match longer.filter(|longer| self.width(longer) <= width) {
                Some(longer) => {
                    lines.pop();
                    lines.push(longer);
                }
                None => lines.push(self.fit(word, width)),
            }
        }
        lines
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

/// Width of a character in em.
fn advance(c: char, bold: bool) -> f64 {
    let code = u32::from(c);
    let run = WIDTHS.partition_point(|(first, _)| *first <= code).checked_sub(1).and_then(|run| WIDTHS.get(run));
    let known = run.and_then(|(first, widths)| widths.get((code - first) as usize));
    match (known, c) {
        (Some([regular, heavy]), _) => f64::from(if bold { *heavy } else { *regular }) / UNITS,
        (None, '\u{0300}'..='\u{036f}' | '\u{200b}'..='\u{200f}') => 0.0,
        (None, '\u{1100}'..) => 1.0,
        (None, _) => 0.65,
    }
}

/// A text style in device pixels that cannot be measured: a backend that tries gets an error instead of a DOM layout.
pub(crate) struct DeviceFont {
    pub font: Font,
    pub size_px: f64,
    /// Whether it runs upwards.
    pub upwards: bool,
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

    fn transform(&self) -> FontTransform {
        if self.upwards { FontTransform::Rotate270 } else { FontTransform::None }
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
    fn widths_are_those_of_the_text_font() {
        let font = Font::new(2048.0, RGBColor(0, 0, 0), Align::Left);
        assert_eq!([font.width("0"), font.bold(true).width(" ")], [1292.0, 485.0]);
        assert_eq!(font.width("XLK"), font.width("X") + font.width("L") + font.width("K"));
        assert_eq!(font.width("e\u{301}"), font.width("e"));
        assert_eq!([font.width("Ж"), font.width("漢")], [0.65 * 2048.0, 2048.0]);
    }

    #[test]
    fn lines_break_at_spaces() {
        let font = Font::new(12.0, RGBColor(0, 0, 0), Align::Left);
        let text = "Correlation of daily returns with bitcoin";
        let lines = font.wrap(text, 120.0);
        assert!(lines.len() > 1 && lines.iter().all(|line| font.width(line) <= 120.0));
        assert_eq!(lines.join(" "), text);
        assert_eq!(font.wrap(text, 1_000.0), [text]);
        assert!(font.wrap("", 100.0).is_empty());
    }

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
