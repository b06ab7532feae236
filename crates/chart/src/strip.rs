//! The whole range of a line in a low strip, on which a page lays the handles of what is visible.

use plotters::prelude::DrawingBackend;

use crate::axis::Scale;
use crate::surface::{DrawingError, Surface};
use crate::theme::Theme;
use crate::ticks::correlation;
use crate::timeline::{Timeline, TimelineLayout};

/// Between the line and the edges of the strip.
const AIR: f64 = 4.0;

/// A thin line with a faint ground beneath it, without axes, between the edges of the lines over time.
#[derive(Clone, Copy, Debug)]
pub struct StripChart<'a> {
    /// Days since 1970-01-01, ascending.
    pub dates: &'a [i32],
    /// A correlation for each; NaN is a gap.
    pub values: &'a [f64],
}

impl StripChart<'_> {
    /// Draws the strip over the whole surface.
    pub fn draw<DB: DrawingBackend>(
        &self,
        surface: &mut Surface<'_, DB>,
        theme: &Theme,
    ) -> Result<TimelineLayout, DrawingError> {
        surface.clear(theme.background)?;
        let time = Timeline::strip(self.dates, (surface.width(), surface.height()));
        let plot = time.plot;
        let known = self.values.iter().copied().filter_map(correlation);
        let ends = known.fold(None, |ends: Option<(f64, f64)>, value| {
            Some(ends.map_or((value, value), |(low, high)| (low.min(value), high.max(value))))
        });
        let (low, high) = ends.unwrap_or((-1.0, 1.0));
        let layout = time.layout(low, high);
        surface.rect((plot.left, plot.top), (plot.right, plot.bottom), theme.band)?;
        if plot.width() < 8.0 || plot.height() < 3.0 * AIR {
            return Ok(layout);
        }
        let y = Scale::new((low, high), (plot.bottom - AIR, plot.top + AIR));
        for line in time.points(surface, (self.dates, self.values), y, correlation) {
            surface.area_px(&line, surface.px(plot.bottom), theme.grid)?;
            surface.path_px(&line, 1.0, theme.muted)?;
        }
        Ok(layout)
    }
}
