//! The surface a chart is drawn on: a backend and the device pixel ratio. The only place where CSS pixels become device
//! pixels; whatever would leave the surface is cut (rectangles, paths) or dropped (text, circles).

use std::fmt;

use plotters::prelude::DrawingBackend;
use plotters::style::{RGBAColor, ShapeStyle};
use plotters_backend::DrawingErrorKind;
use serde::Serialize;

use crate::text::{Align, DeviceFont, Font};

/// Longest side of a canvas that every browser draws, in device pixels. Beyond it some draw nothing and say nothing.
pub const MAX_SIDE_PX: u32 = 16_384;

/// Why a chart could not be drawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DrawingError {
    /// The surface is longer than [`MAX_SIDE_PX`].
    TooLarge {
        /// Width in device pixels.
        width: u32,
        /// Height in device pixels.
        height: u32,
    },
    /// The backend refused; its words.
    Backend(String),
}

impl DrawingError {
    /// Stable code.
    pub fn code(&self) -> &'static str {
        match self {
            DrawingError::TooLarge { .. } => "chart-too-large",
            DrawingError::Backend(_) => "chart-backend",
        }
    }
}

impl fmt::Display for DrawingError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            DrawingError::TooLarge { width, height } => {
                write!(f, "a chart of {width} by {height} pixels is larger than browsers draw ({MAX_SIDE_PX})")
            }
            DrawingError::Backend(words) => f.write_str(words),
        }
    }
}

impl std::error::Error for DrawingError {}

impl<E: std::error::Error + Send + Sync> From<DrawingErrorKind<E>> for DrawingError {
    fn from(error: DrawingErrorKind<E>) -> Self {
        DrawingError::Backend(error.to_string())
    }
}

/// The rectangle the data is drawn in, in CSS pixels from the top left of the surface.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct PlotRect {
    /// Left edge.
    pub left: f64,
    /// Top edge.
    pub top: f64,
    /// Right edge, never left of `left`.
    pub right: f64,
    /// Bottom edge, never above `top`.
    pub bottom: f64,
}

impl PlotRect {
    /// What the margins leave of a surface; never inside out.
    pub(crate) fn new(left: f64, top: f64, right: f64, bottom: f64) -> Self {
        let (left, top) = (left.max(0.0), top.max(0.0));
        PlotRect { left, top, right: right.max(left), bottom: bottom.max(top) }
    }

    /// Width.
    pub fn width(&self) -> f64 {
        self.right - self.left
    }

    /// Height.
    pub fn height(&self) -> f64 {
        self.bottom - self.top
    }
}

/// A backend, or a rectangle of it, with its device pixel ratio. Coordinates are CSS pixels from the top left unless a name says `px`.
#[derive(Debug)]
pub struct Surface<'a, DB: DrawingBackend> {
    backend: &'a mut DB,
    scale: f64,
    origin_px: (i32, i32),
    width_px: i32,
    height_px: i32,
}

impl<'a, DB: DrawingBackend> Surface<'a, DB> {
    /// Wraps a backend whose size is in device pixels. A `scale` that is not a sensible ratio counts as 1.
    pub fn new(backend: &'a mut DB, scale: f64) -> Result<Self, DrawingError> {
        let (width, height) = backend.get_size();
        if width > MAX_SIDE_PX || height > MAX_SIDE_PX {
            return Err(DrawingError::TooLarge { width, height });
        }
        backend.ensure_prepared()?;
        let scale = if scale.is_finite() && scale > 0.0 { scale.clamp(0.1, 16.0) } else { 1.0 };
        Ok(Surface { backend, scale, origin_px: (0, 0), width_px: width as i32, height_px: height as i32 })
    }

    /// All of this surface as one of its own.
    pub fn whole(&mut self) -> Surface<'_, DB> {
        Surface { backend: &mut *self.backend, ..*self }
    }

    /// A rectangle of this surface as one of its own, cut to it.
    pub fn inset(&mut self, rect: PlotRect) -> Surface<'_, DB> {
        let (left, top) = self.inside((self.px(rect.left), self.px(rect.top)));
        let (right, bottom) = self.inside((self.px(rect.right), self.px(rect.bottom)));
        let origin_px = (self.origin_px.0 + left, self.origin_px.1 + top);
        let (width_px, height_px) = ((right - left).max(0), (bottom - top).max(0));
        Surface { backend: &mut *self.backend, scale: self.scale, origin_px, width_px, height_px }
    }

    /// Width in CSS pixels.
    pub fn width(&self) -> f64 {
        self.css(self.width_px)
    }

    /// Height in CSS pixels.
    pub fn height(&self) -> f64 {
        self.css(self.height_px)
    }

    /// Device pixels for each CSS pixel.
    pub(crate) fn scale(&self) -> f64 {
        self.scale
    }

    /// Device pixel nearest to a position in CSS pixels.
    pub fn px(&self, css: f64) -> i32 {
        (css * self.scale).round() as i32
    }

    /// CSS position of a device pixel.
    pub fn css(&self, px: i32) -> f64 {
        f64::from(px) / self.scale
    }

    /// Thickness of a stroke in device pixels: whole, and never nothing.
    fn stroke_px(&self, css: f64) -> i32 {
        self.px(css).max(1)
    }

    /// Fills the whole surface.
    pub fn clear(&mut self, color: impl Into<RGBAColor>) -> Result<(), DrawingError> {
        self.rect_px((0, 0), (self.width_px, self.height_px), color)
    }

    /// Fills a rectangle, cut to the surface.
    pub fn rect(
        &mut self,
        (x0, y0): (f64, f64),
        (x1, y1): (f64, f64),
        color: impl Into<RGBAColor>,
    ) -> Result<(), DrawingError> {
        self.rect_px((self.px(x0), self.px(y0)), (self.px(x1), self.px(y1)), color)
    }

    /// Fills a rectangle of device pixels, cut to the surface; the bottom right corner is outside it.
    pub fn rect_px(
        &mut self,
        (x0, y0): (i32, i32),
        (x1, y1): (i32, i32),
        color: impl Into<RGBAColor>,
    ) -> Result<(), DrawingError> {
        let (x0, y0) = self.inside((x0, y0));
        let (x1, y1) = self.inside((x1, y1));
        if x1 > x0 && y1 > y0 {
            let style = ShapeStyle { color: color.into(), filled: true, stroke_width: 0 };
            self.backend.draw_rect(self.placed((x0, y0)), self.placed((x1, y1)), &style, true)?;
        }
        Ok(())
    }

    /// The edges of a rectangle, inside it, as filled rectangles.
    pub fn frame(&mut self, rect: PlotRect, thickness: f64, color: impl Into<RGBAColor>) -> Result<(), DrawingError> {
        let start = (self.px(rect.left), self.px(rect.top));
        self.frame_px(start, (self.px(rect.right), self.px(rect.bottom)), self.stroke_px(thickness), color)
    }

    /// The same in device pixels.
    pub(crate) fn frame_px(
        &mut self,
        (x0, y0): (i32, i32),
        (x1, y1): (i32, i32),
        t: i32,
        color: impl Into<RGBAColor>,
    ) -> Result<(), DrawingError> {
        let color = color.into();
        self.rect_px((x0, y0), (x1, y0 + t), color)?;
        self.rect_px((x0, y1 - t), (x1, y1), color)?;
        self.rect_px((x0, y0 + t), (x0 + t, y1 - t), color)?;
        self.rect_px((x1 - t, y0 + t), (x1, y1 - t), color)
    }

    /// A horizontal line. Drawn as a filled rectangle, which is the same on every backend and sharp at any thickness.
    pub fn horizontal(
        &mut self,
        (x0, x1): (f64, f64),
        y: f64,
        thickness: f64,
        color: impl Into<RGBAColor>,
    ) -> Result<(), DrawingError> {
        let t = self.stroke_px(thickness);
        let y0 = self.px(y) - t / 2;
        self.rect_px((self.px(x0), y0), (self.px(x1), y0 + t), color)
    }

    /// A vertical line, likewise.
    pub fn vertical(
        &mut self,
        x: f64,
        (y0, y1): (f64, f64),
        thickness: f64,
        color: impl Into<RGBAColor>,
    ) -> Result<(), DrawingError> {
        let t = self.stroke_px(thickness);
        let x0 = self.px(x) - t / 2;
        self.rect_px((x0, self.px(y0)), (x0 + t, self.px(y1)), color)
    }

    /// A line through device pixels, cut to the surface point by point. One point alone becomes a small square: a lonely
    /// value between two gaps must be seen.
    pub fn path_px(
        &mut self,
        points: &[(i32, i32)],
        thickness: f64,
        color: impl Into<RGBAColor>,
    ) -> Result<(), DrawingError> {
        let t = self.stroke_px(thickness);
        if let [(x, y)] = *points {
            return self.rect_px((x - t / 2, y - t / 2), (x - t / 2 + t, y - t / 2 + t), color);
        }
        if !points.is_empty() {
            let style = ShapeStyle { color: color.into(), filled: false, stroke_width: t as u32 };
            let inside: Vec<_> = points.iter().map(|&p| self.placed(self.inside(p))).collect();
            self.backend.draw_path(inside, &style)?;
        }
        Ok(())
    }

    /// The area between a line through device pixels and a height, cut to the surface point by point.
    pub fn area_px(
        &mut self,
        line: &[(i32, i32)],
        height: i32,
        color: impl Into<RGBAColor>,
    ) -> Result<(), DrawingError> {
        if let ([first, ..], [.., last]) = (line, line)
            && first.0 < last.0
        {
            let style = ShapeStyle { color: color.into(), filled: true, stroke_width: 0 };
            let corners = [(last.0, height), (first.0, height)];
            let points = line.iter().copied().chain(corners);
            let inside: Vec<_> = points.map(|point| self.placed(self.inside(point))).collect();
            self.backend.fill_polygon(inside, &style)?;
        }
        Ok(())
    }

    /// A filled disc; dropped when it would be cut.
    pub fn disc(&mut self, (x, y): (f64, f64), radius: f64, color: impl Into<RGBAColor>) -> Result<(), DrawingError> {
        let (x, y, r) = (self.px(x), self.px(y), self.stroke_px(radius));
        if x >= r && y >= r && x.saturating_add(r) <= self.width_px && y.saturating_add(r) <= self.height_px {
            let style = ShapeStyle { color: color.into(), filled: true, stroke_width: 0 };
            self.backend.draw_circle(self.placed((x, y)), r as u32, &style, true)?;
        }
        Ok(())
    }

    /// Text, vertically centred on `y`; dropped when its box would be cut. Half a cut label misleads, a missing one does not.
    pub fn text(&mut self, text: &str, (x, y): (f64, f64), font: Font) -> Result<(), DrawingError> {
        let (from, to) = extent(x, text, font);
        let half = font.size * 0.55;
        if from >= 0.0 && to <= self.width() && y >= half && y + half <= self.height() {
            self.write(text, (x, y), font, false)?;
        }
        Ok(())
    }

    /// Text that runs upwards from its anchor, horizontally centred on `x`; dropped likewise.
    pub fn text_upwards(&mut self, text: &str, (x, y): (f64, f64), font: Font) -> Result<(), DrawingError> {
        let (from, to) = extent(-y, text, font);
        let half = font.size * 0.55;
        if -to >= 0.0 && -from <= self.height() && x >= half && x + half <= self.width() {
            self.write(text, (x, y), font, true)?;
        }
        Ok(())
    }

    fn write(&mut self, text: &str, (x, y): (f64, f64), font: Font, upwards: bool) -> Result<(), DrawingError> {
        if !text.is_empty() {
            let style = DeviceFont { font, size_px: font.size * self.scale, upwards };
            self.backend.draw_text(text, &style, self.placed((self.px(x), self.px(y))))?;
        }
        Ok(())
    }

    /// A point of this surface on the backend.
    fn placed(&self, (x, y): (i32, i32)) -> (i32, i32) {
        (self.origin_px.0 + x, self.origin_px.1 + y)
    }

    fn inside(&self, (x, y): (i32, i32)) -> (i32, i32) {
        (x.clamp(0, self.width_px), y.clamp(0, self.height_px))
    }
}

/// Where text begins and ends along its line, with its anchor at `at`.
fn extent(at: f64, text: &str, font: Font) -> (f64, f64) {
    let width = font.width(text);
    let from = match font.align {
        Align::Left => at,
        Align::Center => at - width / 2.0,
        Align::Right => at - width,
    };
    (from, from + width)
}
