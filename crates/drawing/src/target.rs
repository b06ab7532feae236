//! What charts are drawn on: the page's canvases, in device pixels, or a plain object that takes SVG, either with a frame around the picture.

use plotters::prelude::DrawingBackend;
use sectorscope_chart::svg::FINENESS;
use sectorscope_chart::text::{Align, Font};
use sectorscope_chart::{DrawingError, Frame, Surface, SvgBackend, Theme, tokens};
use sectorscope_ground::error::{Error, ErrorKind};
use sectorscope_ground::wire::{plain, rejection};
use serde::Serialize;
use wasm_bindgen::prelude::*;
use web_sys::HtmlCanvasElement;

use crate::backend::CanvasBackend;
use crate::sheet::Sheet;

fn theme(name: &str) -> Theme {
    match name {
        "dark" => Theme::dark(),
        "print" => Theme::print(),
        _ => Theme::light(),
    }
}

pub(crate) fn failed(error: impl std::fmt::Display) -> JsValue {
    rejection(&Error::new(ErrorKind::DrawingFailed, error.to_string()))
}

/// Width, in CSS pixels, that charts take text of a size to have.
#[wasm_bindgen(js_name = textWidth)]
pub fn text_width(text: &str, size: f64, bold: bool) -> f64 {
    Font::new(size, Theme::light().ink, Align::Left).bold(bold).width(text)
}

/// The style sheet of tokens that the charts' themes are of, see [`tokens`].
#[wasm_bindgen]
pub fn stylesheet() -> String {
    tokens::stylesheet()
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
    fn width(this: &Target) -> f64;
    #[wasm_bindgen(method, getter)]
    fn height(this: &Target) -> f64;
    #[wasm_bindgen(method, getter)]
    fn title(this: &Target) -> String;
    #[wasm_bindgen(method, setter)]
    fn set_svg(this: &Target, svg: &str);
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

/// Runs a chart's `draw` on a canvas, or as SVG, and hands its layout to JavaScript. `scale` is that of the canvas.
pub(crate) fn drawn<L: Serialize>(
    target: &Target,
    scale: f64,
    theme_name: &str,
    draw: impl FnOnce(&mut Surface<'_, Sheet>, &Theme) -> Result<L, DrawingError>,
) -> Result<JsValue, JsValue> {
    let theme = theme(theme_name);
    let frame: Option<Frame> = serde_wasm_bindgen::from_value(target.frame()).map_err(failed)?;
    let (mut sheet, scale) = match target.dyn_ref::<HtmlCanvasElement>() {
        Some(canvas) => {
            let backend = CanvasBackend::new(canvas);
            (Sheet::Canvas(backend.ok_or_else(|| failed("the browser gave no drawing context"))?), scale)
        }
        None => (Sheet::Svg(SvgBackend::fine(target.width(), target.height(), &target.title())), FINENESS),
    };
    let mut surface = Surface::new(&mut sheet, scale).map_err(failed)?;
    let mut within = match &frame {
        Some(frame) => frame.within(&mut surface, &theme).map_err(failed)?,
        None => surface.whole(),
    };
    let layout = draw(&mut within, &theme).map_err(failed)?;
    sheet.present().map_err(failed)?;
    if let Sheet::Svg(picture) = sheet {
        target.set_svg(&picture.finish());
    }
    plain(&layout)
}
