//! What charts are drawn on: the page's canvases, in device pixels, or a plain object that takes SVG, either with a frame around the picture.

use plotters::prelude::DrawingBackend;
use wasm_bindgen::prelude::*;

use super::wire::rejection;
use crate::chart::text::{Align, Font};
use crate::chart::{DrawingError, Frame, Surface, Theme};
use crate::error::{Error, ErrorKind};

pub(super) fn theme(name: &str) -> Theme {
    match name {
        "dark" => Theme::dark(),
        "print" => Theme::print(),
        _ => Theme::light(),
    }
}

pub(super) fn failed(error: impl std::fmt::Display) -> JsValue {
    rejection(&Error::new(ErrorKind::DrawingFailed, error.to_string()))
}

/// Width, in CSS pixels, that charts take text of a size to have.
#[wasm_bindgen(js_name = textWidth)]
pub fn text_width(text: &str, size: f64, bold: bool) -> f64 {
    Font::new(size, Theme::light().ink, Align::Left).bold(bold).width(text)
}

/// The style sheet of tokens that the charts' themes are of, see [`tokens`](crate::chart::tokens).
#[wasm_bindgen]
pub fn stylesheet() -> String {
    crate::chart::tokens::stylesheet()
}

#[wasm_bindgen(typescript_custom_section)]
const PICTURE: &str = "import type { BarsLayout, CalendarLayout, CurveLayout, HeatmapLayout, IntervalsLayout, PictureFrame, ScatterLayout, TimelineLayout } from '../www/js/engine-types.ts';
/** What a chart is drawn on in place of a canvas: CSS pixels, what a screen reader says, and the SVG that comes of it. */
export type Picture = { width: number, height: number, title: string, svg: string };
/** Either of the two; with a frame, what is drawn stands alone. Its size is then that of the chart and the frame, see `frameSize`. */
export type Target = (HTMLCanvasElement | Picture) & { frame?: PictureFrame };";

#[wasm_bindgen]
extern "C" {
    /// A canvas, or a plain object that takes the chart as SVG.
    #[wasm_bindgen(typescript_type = "Target")]
    pub type Target;
    #[wasm_bindgen(method, getter)]
    pub(super) fn width(this: &Target) -> f64;
    #[wasm_bindgen(method, getter)]
    pub(super) fn height(this: &Target) -> f64;
    #[wasm_bindgen(method, getter)]
    pub(super) fn title(this: &Target) -> String;
    #[wasm_bindgen(method, setter)]
    pub(super) fn set_svg(this: &Target, svg: &str);
    #[wasm_bindgen(method, getter)]
    fn frame(this: &Target) -> JsValue;
}

#[wasm_bindgen]
extern "C" {
    /// What stands around a picture that is saved.
    #[wasm_bindgen(typescript_type = "PictureFrame")]
    pub type PictureFrame;
}

/// Width and height, in CSS pixels, of a chart of this size with a frame around it.
#[wasm_bindgen(js_name = frameSize)]
pub fn frame_size(width: f64, height: f64, frame: PictureFrame) -> Result<Vec<f64>, JsValue> {
    let frame: Frame = serde_wasm_bindgen::from_value(frame.into()).map_err(failed)?;
    let width = Frame::width_css(width);
    Ok(vec![width, height + frame.height_css(width)])
}

/// The frame that a target asks for.
pub(super) fn frame_of(target: &Target) -> Result<Option<Frame>, JsValue> {
    serde_wasm_bindgen::from_value(target.frame()).map_err(failed)
}

/// Draws with the frame, where there is one.
pub(super) fn framed<DB: DrawingBackend, L>(
    frame: &Option<Frame>,
    surface: &mut Surface<'_, DB>,
    theme: &Theme,
    draw: impl FnOnce(&mut Surface<'_, DB>) -> Result<L, DrawingError>,
) -> Result<L, DrawingError> {
    match frame {
        Some(frame) => frame.around(surface, theme, draw),
        None => draw(surface),
    }
}

/// Runs a chart's `draw` on a canvas, or as SVG, and hands its layout to JavaScript. `scale` is that of the canvas.
macro_rules! draw {
    ($chart:expr, $target:expr, $theme:expr, $scale:expr) => {{
        let (chart, target, theme) = ($chart, $target, $crate::web::target::theme($theme));
        let frame = $crate::web::target::frame_of(&target)?;
        let layout = match wasm_bindgen::JsCast::dyn_ref::<web_sys::HtmlCanvasElement>(&target) {
            Some(canvas) => {
                let backend = $crate::web::backend::CanvasBackend::new(canvas);
                let mut backend =
                    backend.ok_or_else(|| $crate::web::target::failed("the browser gave no drawing context"))?;
                let mut surface =
                    $crate::chart::Surface::new(&mut backend, $scale).map_err($crate::web::target::failed)?;
                let drawn =
                    $crate::web::target::framed(&frame, &mut surface, &theme, |surface| chart.draw(surface, &theme));
                let layout = drawn.map_err($crate::web::target::failed)?;
                plotters::prelude::DrawingBackend::present(&mut backend).map_err($crate::web::target::failed)?;
                layout
            }
            None => {
                let size = (target.width(), target.height());
                let drawn = $crate::chart::svg(size, &target.title(), |surface| {
                    $crate::web::target::framed(&frame, surface, &theme, |surface| chart.draw(surface, &theme))
                });
                let (picture, layout) = drawn.map_err($crate::web::target::failed)?;
                target.set_svg(&picture);
                layout
            }
        };
        $crate::web::wire::plain(&layout)
    }};
}
pub(super) use draw;
