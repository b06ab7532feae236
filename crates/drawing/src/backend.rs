//! A backend that draws on a canvas of the page. It sets only what changes: of the fonts and colours of a large heat map most
//! are those of the cell before. Many rectangles in a row, as the cells of a large heat map, become one image.

use std::fmt;

use js_sys::Reflect;
use plotters::prelude::DrawingBackend;
use plotters::style::FontStyle;
use plotters_backend::text_anchor::HPos;
use plotters_backend::{BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingErrorKind, FontTransform};
use sectorscope_chart::text::BASELINE;
use wasm_bindgen::{Clamped, JsCast, JsValue};
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement, ImageData};

/// What the browser refused to draw.
#[derive(Debug)]
pub(crate) struct Refused(String);

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Refused {}

type Drawn = Result<(), DrawingErrorKind<Refused>>;

fn refused(error: &JsValue) -> DrawingErrorKind<Refused> {
    DrawingErrorKind::DrawingError(Refused(format!("{error:?}")))
}

/// An image is painted at once where its rectangles have fewer pixels than this on average; more are faster one by one.
const PIXELS_OF_A_RECTANGLE: usize = 200;

/// A rectangle in one opaque colour; the bottom right corner is outside it.
struct Filled {
    from: BackendCoord,
    to: BackendCoord,
    rgb: (u8, u8, u8),
}

impl Filled {
    fn area(&self) -> usize {
        let side = |from: i32, to: i32| usize::try_from(to - from).unwrap_or(0);
        side(self.from.0, self.to.0) * side(self.from.1, self.to.1)
    }

    fn holds(&self, other: &Filled) -> bool {
        let inside =
            |at: BackendCoord| (self.from.0..=self.to.0).contains(&at.0) && (self.from.1..=self.to.1).contains(&at.1);
        inside(other.from) && inside(other.to)
    }
}

/// The width of the ground and its pixels, red, green, blue and opacity each, with all rectangles that lie on it.
fn image(ground: &Filled, above: &[Filled]) -> (u32, Vec<u8>) {
    let pixel = |(r, g, b): (u8, u8, u8)| [r, g, b, u8::MAX];
    let width = (ground.to.0 - ground.from.0) as usize;
    let mut pixels = vec![pixel(ground.rgb); ground.area()];
    for Filled { from, to, rgb } in above {
        let columns = (from.0 - ground.from.0) as usize..(to.0 - ground.from.0) as usize;
        for row in (from.1 - ground.from.1) as usize..(to.1 - ground.from.1) as usize {
            let line = row * width + columns.start..row * width + columns.end;
            pixels.get_mut(line).unwrap_or_default().fill(pixel(*rgb));
        }
    }
    (width as u32, pixels.into_flattened())
}

/// What a context was last set to.
#[derive(Default)]
struct Set {
    fill: Option<BackendColor>,
    font: Option<(f64, bool)>,
    align: Option<HPos>,
}

pub(crate) struct CanvasBackend {
    size: (u32, u32),
    context: CanvasRenderingContext2d,
    set: Set,
    /// Opaque rectangles that are still to be painted, in this order.
    waiting: Vec<Filled>,
}

impl CanvasBackend {
    /// None where the browser gives no context. Letters are set without kerning, as charts add up their widths.
    pub(crate) fn new(canvas: &HtmlCanvasElement) -> Option<Self> {
        let context: CanvasRenderingContext2d = canvas.get_context("2d").ok()??.dyn_into().ok()?;
        for (property, value) in [("fontKerning", "none"), ("textRendering", "geometricPrecision")] {
            Reflect::set(&context, &property.into(), &value.into()).ok()?;
        }
        // With sharp joins a dense line grows spikes.
        context.set_line_join("round");
        context.set_text_baseline("alphabetic");
        Some(CanvasBackend {
            size: (canvas.width(), canvas.height()),
            context,
            set: Set::default(),
            waiting: Vec::new(),
        })
    }

    /// Paints the rectangles that wait: all at once where they are many for the room they take, and the first lies beneath all others.
    fn paint_waiting(&mut self) -> Drawn {
        let waiting = std::mem::take(&mut self.waiting);
        let Some((ground, above)) = waiting.split_first() else { return Ok(()) };
        if ground.area() < PIXELS_OF_A_RECTANGLE * above.len() && above.iter().all(|one| ground.holds(one)) {
            let (width, pixels) = image(ground, above);
            let image = ImageData::new_with_u8_clamped_array(Clamped(&pixels), width);
            let put = image.and_then(|image| {
                self.context.put_image_data(&image, f64::from(ground.from.0), f64::from(ground.from.1))
            });
            return put.map_err(|error| refused(&error));
        }
        for Filled { from, to, rgb } in waiting {
            self.fill_with(BackendColor { alpha: 1.0, rgb });
            let [x, y, width, height] = [from.0, from.1, to.0 - from.0, to.1 - from.1].map(f64::from);
            self.context.fill_rect(x, y, width, height);
        }
        Ok(())
    }

    fn fill_with(&mut self, color: BackendColor) {
        let same = |set: BackendColor| set.rgb == color.rgb && set.alpha == color.alpha;
        if !self.set.fill.is_some_and(same) {
            self.context.set_fill_style_str(&css(color));
            self.set.fill = Some(color);
        }
    }

    fn stroke_with(&self, style: &impl BackendStyle) {
        self.context.set_stroke_style_str(&css(style.color()));
        self.context.set_line_width(f64::from(style.stroke_width()));
    }

    fn set_text<S: BackendTextStyle>(&mut self, style: &S) {
        let font = (style.size(), matches!(style.style(), FontStyle::Bold));
        if self.set.font != Some(font) {
            let weight = if font.1 { "bold" } else { "normal" };
            self.context.set_font(&format!("{weight} {}px {}", font.0, style.family().as_str()));
            self.set.font = Some(font);
        }
        let align = style.anchor().h_pos;
        if !self.set.align.is_some_and(|set| std::mem::discriminant(&set) == std::mem::discriminant(&align)) {
            self.context.set_text_align(match align {
                HPos::Left => "left",
                HPos::Center => "center",
                HPos::Right => "right",
            });
            self.set.align = Some(align);
        }
        self.fill_with(style.color());
    }

    fn outline(&self, points: impl IntoIterator<Item = BackendCoord>) {
        self.context.begin_path();
        for (index, (x, y)) in points.into_iter().enumerate() {
            let (x, y) = (f64::from(x), f64::from(y));
            if index == 0 { self.context.move_to(x, y) } else { self.context.line_to(x, y) }
        }
    }
}

fn css(BackendColor { rgb: (r, g, b), alpha }: BackendColor) -> String {
    if alpha < 1.0 { format!("rgba({r},{g},{b},{alpha})") } else { format!("#{r:02x}{g:02x}{b:02x}") }
}

impl DrawingBackend for CanvasBackend {
    type ErrorType = Refused;

    fn get_size(&self) -> (u32, u32) {
        self.size
    }

    fn ensure_prepared(&mut self) -> Drawn {
        Ok(())
    }

    fn present(&mut self) -> Drawn {
        self.paint_waiting()
    }

    fn draw_pixel(&mut self, (x, y): BackendCoord, color: BackendColor) -> Drawn {
        self.paint_waiting()?;
        self.fill_with(color);
        self.context.fill_rect(f64::from(x), f64::from(y), 1.0, 1.0);
        Ok(())
    }

    fn draw_line<S: BackendStyle>(&mut self, from: BackendCoord, to: BackendCoord, style: &S) -> Drawn {
        self.draw_path([from, to], style)
    }

    fn draw_rect<S: BackendStyle>(&mut self, from: BackendCoord, to: BackendCoord, style: &S, fill: bool) -> Drawn {
        if fill && style.color().alpha >= 1.0 {
            self.waiting.push(Filled { from, to, rgb: style.color().rgb });
            return Ok(());
        }
        self.paint_waiting()?;
        let [x, y, width, height] = [from.0, from.1, to.0 - from.0, to.1 - from.1].map(f64::from);
        if fill {
            self.fill_with(style.color());
            self.context.fill_rect(x, y, width, height);
        } else {
            self.stroke_with(style);
            self.context.stroke_rect(x, y, width, height);
        }
        Ok(())
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(&mut self, path: I, style: &S) -> Drawn {
        self.paint_waiting()?;
        self.stroke_with(style);
        self.outline(path);
        self.context.stroke();
        Ok(())
    }

    fn draw_circle<S: BackendStyle>(&mut self, (x, y): BackendCoord, radius: u32, style: &S, fill: bool) -> Drawn {
        self.paint_waiting()?;
        self.context.begin_path();
        let arc = self.context.arc(f64::from(x), f64::from(y), f64::from(radius), 0.0, std::f64::consts::TAU);
        arc.map_err(|error| refused(&error))?;
        if fill {
            self.fill_with(style.color());
            self.context.fill();
        } else {
            self.stroke_with(style);
            self.context.stroke();
        }
        Ok(())
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(&mut self, path: I, style: &S) -> Drawn {
        self.paint_waiting()?;
        self.fill_with(style.color());
        self.outline(path);
        self.context.fill();
        Ok(())
    }

    fn draw_text<S: BackendTextStyle>(&mut self, text: &str, style: &S, (x, y): BackendCoord) -> Drawn {
        self.paint_waiting()?;
        self.set_text(style);
        let (x, y) = (f64::from(x), f64::from(y));
        // On whole pixels, so that it is sharp.
        let down = (style.size() * BASELINE).round();
        let drawn = if matches!(style.transform(), FontTransform::None) {
            self.context.fill_text(text, x, y + down)
        } else {
            self.context.save();
            let turned = self.context.translate(x, y).and_then(|()| self.context.rotate(-std::f64::consts::FRAC_PI_2));
            let drawn = turned.and_then(|()| self.context.fill_text(text, 0.0, down));
            self.context.restore();
            drawn
        };
        drawn.map_err(|error| refused(&error))
    }
}
