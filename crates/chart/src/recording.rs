//! A backend that writes every primitive as one line of text, for tests and goldens.

use std::convert::Infallible;

use plotters::prelude::DrawingBackend;
use plotters::style::{FontStyle, RGBColor};
use plotters_backend::text_anchor::HPos;
use plotters_backend::{BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingErrorKind, FontTransform};

use crate::text::{Align, Font};

type Drawn = Result<(), DrawingErrorKind<Infallible>>;

/// One primitive: its text, and the box of device pixels it covers (for text: as estimated by the charts).
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Primitive {
    pub text: String,
    pub bounds: (f64, f64, f64, f64),
}

pub(crate) struct RecordingBackend {
    size: (u32, u32),
    pub log: Vec<Primitive>,
}

impl RecordingBackend {
    pub(crate) fn new(width: u32, height: u32) -> Self {
        RecordingBackend { size: (width, height), log: Vec::new() }
    }

    /// The log, one primitive per line.
    pub(crate) fn text(&self) -> String {
        self.log.iter().map(|primitive| primitive.text.clone() + "\n").collect()
    }

    fn push(&mut self, text: String, points: &[BackendCoord], grow: f64) -> Drawn {
        let fold = |pick: fn(&BackendCoord) -> i32, with: fn(f64, f64) -> f64, start: f64| {
            points.iter().map(|point| f64::from(pick(point))).fold(start, with)
        };
        let bounds = (
            fold(|p| p.0, f64::min, f64::INFINITY) - grow,
            fold(|p| p.1, f64::min, f64::INFINITY) - grow,
            fold(|p| p.0, f64::max, f64::NEG_INFINITY) + grow,
            fold(|p| p.1, f64::max, f64::NEG_INFINITY) + grow,
        );
        self.log.push(Primitive { text, bounds });
        Ok(())
    }
}

fn color(BackendColor { rgb: (r, g, b), alpha }: BackendColor) -> String {
    let opacity = if alpha < 1.0 { format!("@{alpha}") } else { String::new() };
    format!("#{r:02x}{g:02x}{b:02x}{opacity}")
}

impl DrawingBackend for RecordingBackend {
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

    fn draw_pixel(&mut self, point: BackendCoord, paint: BackendColor) -> Drawn {
        self.push(format!("pixel {},{} {}", point.0, point.1, color(paint)), &[point], 0.0)
    }

    fn draw_line<S: BackendStyle>(&mut self, from: BackendCoord, to: BackendCoord, style: &S) -> Drawn {
        self.draw_path([from, to], style)
    }

    fn draw_rect<S: BackendStyle>(&mut self, a: BackendCoord, b: BackendCoord, style: &S, fill: bool) -> Drawn {
        let how = if fill { "" } else { " stroked" };
        self.push(format!("rect {},{} {},{} {}{how}", a.0, a.1, b.0, b.1, color(style.color())), &[a, b], 0.0)
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(&mut self, path: I, style: &S) -> Drawn {
        let points: Vec<_> = path.into_iter().collect();
        let joined: Vec<String> = points.iter().map(|(x, y)| format!("{x},{y}")).collect();
        let text = format!("path w{} {} {}", style.stroke_width(), color(style.color()), joined.join(" "));
        self.push(text, &points, 0.0)
    }

    fn draw_circle<S: BackendStyle>(&mut self, center: BackendCoord, radius: u32, style: &S, fill: bool) -> Drawn {
        let how = if fill { "" } else { " stroked" };
        let text = format!("disc {},{} r{radius} {}{how}", center.0, center.1, color(style.color()));
        self.push(text, &[center], f64::from(radius))
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(&mut self, path: I, style: &S) -> Drawn {
        let points: Vec<_> = path.into_iter().collect();
        self.push(format!("polygon {points:?} {}", color(style.color())), &points, 0.0)
    }

    fn draw_text<S: BackendTextStyle>(&mut self, text: &str, style: &S, (x, y): BackendCoord) -> Drawn {
        let (anchor, shift) = match style.anchor().h_pos {
            HPos::Left => ("left", 0.0),
            HPos::Center => ("center", 0.5),
            HPos::Right => ("right", 1.0),
        };
        let upwards = matches!(style.transform(), FontTransform::Rotate270);
        let way = if upwards { " upwards" } else { "" };
        let weight = style.style();
        let line = format!(
            "text {x},{y} {anchor}{way} {} {} {} {text:?}",
            weight.as_str(),
            style.size(),
            color(style.color())
        );
        self.push(line, &[(x, y)], 0.0)?;
        let bold = matches!(weight, FontStyle::Bold);
        let width = Font::new(style.size(), RGBColor(0, 0, 0), Align::Left).bold(bold).width(text);
        if let Some(last) = self.log.last_mut() {
            let ((x, y), half) = ((f64::from(x), f64::from(y)), style.size() / 2.0);
            let start = shift * width;
            last.bounds = if upwards {
                (x - half, y + start - width, x + half, y + start)
            } else {
                (x - start, y - half, x - start + width, y + half)
            };
        }
        Ok(())
    }
}
