//! A backend that writes SVG: the export of every chart, from the same drawing code. Deterministic: the same strokes give
//! the same bytes.

use std::convert::Infallible;
use std::fmt::Write as _;

use plotters::prelude::DrawingBackend;
use plotters::style::{FontStyle, RGBColor};
use plotters_backend::text_anchor::HPos;
use plotters_backend::{BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingErrorKind, FontTransform};

use crate::surface::{DrawingError, Surface};
use crate::text::{Align, BASELINE, FONT_FAMILY, Font};

type Drawn = Result<(), DrawingErrorKind<Infallible>>;

/// Units of a [fine](SvgBackend::fine) picture for each CSS pixel: charts are laid out in whole units, and paper shows steps of a pixel.
pub const FINENESS: f64 = 4.0;

/// A chart as the text of an SVG picture of this many CSS pixels, and what `draw` returns; `title` is what a screen
/// reader says.
///
/// # Errors
///
/// What `draw` returns, and `chart-too-large`.
pub fn svg<L>(
    (width, height): (f64, f64),
    title: &str,
    draw: impl FnOnce(&mut Surface<'_, SvgBackend>) -> Result<L, DrawingError>,
) -> Result<(String, L), DrawingError> {
    let mut backend = SvgBackend::fine(width, height, title);
    let layout = draw(&mut Surface::new(&mut backend, FINENESS)?)?;
    Ok((backend.finish(), layout))
}

/// Collects an SVG picture. [`SvgBackend::finish`] returns its text.
#[derive(Debug)]
pub struct SvgBackend {
    size: (u32, u32),
    fineness: f64,
    title: String,
    body: String,
}

impl SvgBackend {
    /// An empty picture of `width` by `height` pixels; `title` is what a screen reader says.
    pub fn new(width: u32, height: u32, title: &str) -> Self {
        SvgBackend { size: (width, height), fineness: 1.0, title: escape(title), body: String::new() }
    }

    /// An empty picture of this many CSS pixels, with [`FINENESS`] units for each.
    pub fn fine(width: f64, height: f64, title: &str) -> Self {
        let units = |css: f64| (css * FINENESS).ceil().max(1.0) as u32;
        SvgBackend { fineness: FINENESS, ..SvgBackend::new(units(width), units(height), title) }
    }

    /// The whole document.
    pub fn finish(self) -> String {
        let (width, height) = self.size;
        let css = |units: u32| number(f64::from(units) / self.fineness);
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{}\" height=\"{}\" \
             viewBox=\"0 0 {width} {height}\" font-family=\"{}\" role=\"img\">\n<title>{}</title>\n{}</svg>\n",
            css(width),
            css(height),
            escape(FONT_FAMILY),
            self.title,
            self.body
        )
    }

    /// One element. Writing into a `String` cannot fail.
    fn element(&mut self, text: std::fmt::Arguments<'_>) -> Drawn {
        let _ = self.body.write_fmt(text);
        self.body.push('\n');
        Ok(())
    }
}

impl DrawingBackend for SvgBackend {
    type ErrorType = Infallible;

    fn get_size(&self) -> (u32, u32) {
        self.size
    }

    fn ensure_prepared(&mut self) -> Drawn {
        Ok(())
    }

    fn present(&mut self) -> Drawn {
        Ok(())
    }

    fn draw_pixel(&mut self, (x, y): BackendCoord, color: BackendColor) -> Drawn {
        self.draw_rect((x, y), (x.saturating_add(1), y.saturating_add(1)), &color, true)
    }

    fn draw_line<S: BackendStyle>(&mut self, from: BackendCoord, to: BackendCoord, style: &S) -> Drawn {
        self.draw_path([from, to], style)
    }

    fn draw_rect<S: BackendStyle>(
        &mut self,
        (x0, y0): BackendCoord,
        (x1, y1): BackendCoord,
        style: &S,
        fill: bool,
    ) -> Drawn {
        let (width, height) = (i64::from(x1) - i64::from(x0), i64::from(y1) - i64::from(y0));
        let paint = if fill { filled(style.color()) } else { stroked(style) };
        self.element(format_args!("<rect x=\"{x0}\" y=\"{y0}\" width=\"{width}\" height=\"{height}\"{paint}/>"))
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(&mut self, path: I, style: &S) -> Drawn {
        let (points, paint) = (points(path), stroked(style));
        self.element(format_args!("<polyline points=\"{points}\" stroke-linejoin=\"round\"{paint}/>"))
    }

    fn draw_circle<S: BackendStyle>(&mut self, (x, y): BackendCoord, radius: u32, style: &S, fill: bool) -> Drawn {
        let paint = if fill { filled(style.color()) } else { stroked(style) };
        self.element(format_args!("<circle cx=\"{x}\" cy=\"{y}\" r=\"{radius}\"{paint}/>"))
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(&mut self, path: I, style: &S) -> Drawn {
        let (points, paint) = (points(path), filled(style.color()));
        self.element(format_args!("<polygon points=\"{points}\"{paint}/>"))
    }

    /// Text stands on its baseline, a good third of its size below the middle: `dominant-baseline` is understood by browsers
    /// but not by the office programs an export ends up in. It is as long as the chart took it to be, whatever font there is.
    fn draw_text<S: BackendTextStyle>(&mut self, text: &str, style: &S, (x, y): BackendCoord) -> Drawn {
        let size = style.size();
        let baseline = size * BASELINE;
        let place = match style.transform() {
            FontTransform::None => format!("x=\"{x}\" y=\"{}\"", number(f64::from(y) + baseline)),
            _ => format!("transform=\"translate({x} {y}) rotate(-90)\" y=\"{}\"", number(baseline)),
        };
        let anchor = match style.anchor().h_pos {
            HPos::Left => "start",
            HPos::Center => "middle",
            HPos::Right => "end",
        };
        let bold = matches!(style.style(), FontStyle::Bold);
        let weight = if bold { " font-weight=\"bold\"" } else { "" };
        let width = Font::new(size, RGBColor(0, 0, 0), Align::Left).bold(bold).width(text);
        let (paint, size, width, text) = (filled(style.color()), number(size), number(width), escape(text));
        self.element(format_args!(
            "<text {place} font-size=\"{size}\" text-anchor=\"{anchor}\" textLength=\"{width}\" \
             lengthAdjust=\"spacingAndGlyphs\"{weight}{paint}>{text}</text>"
        ))
    }
}

fn points(path: impl IntoIterator<Item = BackendCoord>) -> String {
    let points: Vec<String> = path.into_iter().map(|(x, y)| format!("{x},{y}")).collect();
    points.join(" ")
}

fn filled(color: BackendColor) -> String {
    paint("fill", color)
}

fn stroked(style: &impl BackendStyle) -> String {
    format!(" fill=\"none\"{} stroke-width=\"{}\"", paint("stroke", style.color()), style.stroke_width())
}

fn paint(what: &str, BackendColor { rgb: (r, g, b), alpha }: BackendColor) -> String {
    let opacity = if alpha < 1.0 { format!(" {what}-opacity=\"{}\"", number(alpha)) } else { String::new() };
    format!(" {what}=\"#{r:02x}{g:02x}{b:02x}\"{opacity}")
}

/// At most two decimals, no trailing zeros.
fn number(value: f64) -> String {
    let text = format!("{value:.2}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// Text that is safe in element content and in quoted attributes, of SVG and HTML alike. Characters that XML 1.0 forbids, and
/// control characters that HTML takes for errors, are left out; tabs and ends of lines stay.
pub fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\t' | '\n' => escaped.push(c),
            '\u{0}'..='\u{1f}' | '\u{7f}'..='\u{9f}' | '\u{fffe}' | '\u{ffff}' => {}
            c => escaped.push(c),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_escaped() {
        assert_eq!(escape("S&P <\"500\">\u{0}\u{b}"), "S&amp;P &lt;&quot;500&quot;&gt;");
        let picture = SvgBackend::new(3, 2, "</title><script>").finish();
        assert!(picture.contains("<title>&lt;/title&gt;&lt;script&gt;</title>"));
    }

    #[test]
    fn numbers_are_short() {
        assert_eq!(number(0.12), "0.12");
        assert_eq!(number(12.0), "12");
        assert_eq!(number(100.0), "100");
        assert_eq!(number(16.5), "16.5");
    }
}
