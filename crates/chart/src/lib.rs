//! Charts: slices, labels and a theme in; strokes on any plotters backend out. Generic over
//! [`DrawingBackend`](plotters::prelude::DrawingBackend), so every chart is tested with a recording backend, exported by
//! [`SvgBackend`] and drawn on canvas by the page from the same code.
//!
//! A chart is a plain struct of borrowed inputs. Its `draw` takes a [`Surface`] (backend and device pixel ratio) and a
//! [`Theme`], and returns a layout in CSS pixels, which is all the page needs for hit-testing. In reading order:
//! [`theme`], [`tokens`], [`surface`], [`text`], [`ticks`], [`axis`], [`decimate`]; [`timeline`]; then the charts
//! [`intervals`], [`heatmap`], [`lines`], [`strip`], [`performance`], [`scatter`], [`curve`], [`bars`], [`calendar`]; then [`mark`], [`legend`], [`frame`], [`mod@svg`].
//!
//! ```
//! use sectorscope_chart::{Bar, BarsChart, Theme, svg};
//!
//! let bar = |label: &str, value| Bar { label: label.to_owned(), value };
//! let bars = [bar("−1", 0.12), bar("0", 0.41), bar("+1", 0.08)];
//! let chart = BarsChart { bars: &bars, bound: 0.1, selected: None };
//! let (picture, _) = svg((480.0, 170.0), "Correlation by lag", |surface| chart.draw(surface, &Theme::light()))?;
//! assert!(picture.starts_with("<svg "));
//! # Ok::<(), sectorscope_chart::DrawingError>(())
//! ```
//!
//! What holds for all of them: missing values are NaN and are shown as missing; nothing is drawn outside the surface and
//! no text is cut; no input panics; nothing measures text (see [`text`]); the same input gives the same strokes.

mod apart;
pub mod axis;
pub mod bars;
pub mod calendar;
pub mod curve;
mod dash;
pub mod decimate;
pub mod frame;
pub mod heatmap;
pub mod intervals;
pub mod legend;
pub mod lines;
pub mod mark;
pub mod performance;
pub mod scatter;
pub mod strip;
pub mod surface;
pub mod svg;
pub mod text;
pub mod theme;
pub mod ticks;
pub mod timeline;
pub mod tokens;
mod widths;

#[cfg(test)]
mod recording;
#[cfg(test)]
mod tests;

pub use bars::{Bar, BarsChart, BarsLayout};
pub use calendar::{CalendarChart, CalendarLayout, CalendarRow};
pub use curve::{ChoiceRow, CurveChart, CurveLayout, Stance};
pub use frame::Frame;
pub use heatmap::{Group, HeatmapChart, HeatmapLayout};
pub use intervals::{IntervalRow, IntervalsChart, IntervalsLayout};
pub use lines::{Days, Line, LinesChart, Reference};
pub use mark::{Key, Mark};
pub use performance::PerformanceChart;
pub use scatter::{FittedLine, NumberFormat, ScatterChart, ScatterLayout, ScatterPoint};
pub use strip::StripChart;
pub use surface::{DrawingError, PlotRect, Surface};
pub use svg::{SvgBackend, svg};
pub use theme::{Scheme, Theme};
pub use timeline::{Band, TimelineLayout};
