//! What a chart is drawn on, a canvas or SVG, as one backend: charts are compiled for it once, not twice.

use std::convert::Infallible;

use plotters::prelude::DrawingBackend;
use plotters_backend::{BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingErrorKind};
use sectorscope_chart::SvgBackend;

use crate::backend::{CanvasBackend, Refused};

/// Either of the two.
pub(crate) enum Sheet {
    Canvas(CanvasBackend),
    Svg(SvgBackend),
}

type Drawn = Result<(), DrawingErrorKind<Refused>>;

/// What SVG answers, which refuses nothing.
fn written(drawn: Result<(), DrawingErrorKind<Infallible>>) -> Drawn {
    drawn.map_err(|error| match error {
        DrawingErrorKind::DrawingError(never) => match never {},
        DrawingErrorKind::FontError(error) => DrawingErrorKind::FontError(error),
    })
}

impl DrawingBackend for Sheet {
    type ErrorType = Refused;

    fn get_size(&self) -> (u32, u32) {
        match self {
            Sheet::Canvas(canvas) => canvas.get_size(),
            Sheet::Svg(picture) => picture.get_size(),
        }
    }

    fn ensure_prepared(&mut self) -> Drawn {
        match self {
            Sheet::Canvas(canvas) => canvas.ensure_prepared(),
            Sheet::Svg(picture) => written(picture.ensure_prepared()),
        }
    }

    fn present(&mut self) -> Drawn {
        match self {
            Sheet::Canvas(canvas) => canvas.present(),
            Sheet::Svg(picture) => written(picture.present()),
        }
    }

    fn draw_pixel(&mut self, at: BackendCoord, color: BackendColor) -> Drawn {
        match self {
            Sheet::Canvas(canvas) => canvas.draw_pixel(at, color),
            Sheet::Svg(picture) => written(picture.draw_pixel(at, color)),
        }
    }

    fn draw_line<S: BackendStyle>(&mut self, from: BackendCoord, to: BackendCoord, style: &S) -> Drawn {
        match self {
            Sheet::Canvas(canvas) => canvas.draw_line(from, to, style),
            Sheet::Svg(picture) => written(picture.draw_line(from, to, style)),
        }
    }

    fn draw_rect<S: BackendStyle>(&mut self, from: BackendCoord, to: BackendCoord, style: &S, fill: bool) -> Drawn {
        match self {
            Sheet::Canvas(canvas) => canvas.draw_rect(from, to, style, fill),
            Sheet::Svg(picture) => written(picture.draw_rect(from, to, style, fill)),
        }
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(&mut self, path: I, style: &S) -> Drawn {
        match self {
            Sheet::Canvas(canvas) => canvas.draw_path(path, style),
            Sheet::Svg(picture) => written(picture.draw_path(path, style)),
        }
    }

    fn draw_circle<S: BackendStyle>(&mut self, center: BackendCoord, radius: u32, style: &S, fill: bool) -> Drawn {
        match self {
            Sheet::Canvas(canvas) => canvas.draw_circle(center, radius, style, fill),
            Sheet::Svg(picture) => written(picture.draw_circle(center, radius, style, fill)),
        }
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(&mut self, path: I, style: &S) -> Drawn {
        match self {
            Sheet::Canvas(canvas) => canvas.fill_polygon(path, style),
            Sheet::Svg(picture) => written(picture.fill_polygon(path, style)),
        }
    }

    fn draw_text<S: BackendTextStyle>(&mut self, text: &str, style: &S, at: BackendCoord) -> Drawn {
        match self {
            Sheet::Canvas(canvas) => canvas.draw_text(text, style, at),
            Sheet::Svg(picture) => written(picture.draw_text(text, style, at)),
        }
    }
}
