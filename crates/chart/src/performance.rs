//! What one unit became: the growth of an asset, and of the asset against its market, on the date axis of the lines over time.

use plotters::prelude::DrawingBackend;

use crate::apart::moved_apart;
use crate::axis::{Scale, Tick, draw_notice, draw_value_axis};
use crate::surface::{DrawingError, PlotRect, Surface};
use crate::text::{Align, Font};
use crate::theme::Theme;
use crate::ticks::{linear_ticks, ticks_that_fit};
use crate::timeline::{Band, Timeline, TimelineLayout};
use crate::tokens::NOTE;
use sectorscope_ground::number::fixed;

const STROKE: f64 = 1.5;
const END_DOT: f64 = 3.5;
const TICK_SPACING: f64 = 22.0;
/// Growth beyond e to this power, either way, is not a price's.
const LARGEST_LOG: f64 = 100.0;
/// Up to this ratio of highest to lowest, round multiples look evenly spaced; beyond it 1, 2, 5 and powers of ten do.
const LINEAR_RATIO: f64 = 4.0;

/// Growth since the first visible day, on a logarithmic axis: equal distances are equal returns. Cumulative log returns from any start;
/// the chart begins both lines at 1 on the first visible day that has them.
#[derive(Clone, Copy, Debug)]
pub struct PerformanceChart<'a> {
    /// Days since 1970-01-01, ascending.
    pub dates: &'a [i32],
    /// Cumulative log return of the asset: a line. NaN is a gap.
    pub asset: &'a [f64],
    /// Its cumulative log return less the market's: a line whose area to 1 is filled. Empty for none.
    pub relative: &'a [f64],
    /// First and last visible day; all when `None`.
    pub visible: Option<(i32, i32)>,
    /// Marked periods.
    pub bands: &'a [Band<'a>],
}

impl PerformanceChart<'_> {
    /// Draws the chart over the whole surface. Values of the layout are natural logarithms of growth.
    pub fn draw<DB: DrawingBackend>(
        &self,
        surface: &mut Surface<'_, DB>,
        theme: &Theme,
    ) -> Result<TimelineLayout, DrawingError> {
        surface.clear(theme.background)?;
        let time = Timeline::new([self.dates], self.visible, self.bands, (surface.width(), surface.height()));
        let [asset, relative] = [self.asset, self.relative].map(|line| self.since_first_visible(&time, line));
        let (y_min, y_max) = self.range(&time, [&asset, &relative]);
        let layout = time.layout(y_min, y_max);
        let plot = time.plot;
        if !time.is_drawable() {
            return Ok(layout);
        }
        let y = Scale::new((y_min, y_max), (plot.bottom, plot.top));
        time.draw_bands(surface, theme, self.bands)?;
        draw_axis(surface, theme, &layout, y)?;
        if !self.dates.is_empty() || self.visible.is_some() {
            time.draw_dates(surface, theme)?;
        }
        for line in time.points(surface, (self.dates, &relative), y, growth) {
            surface.area_px(&line, surface.px(y.at(0.0)), theme.second_soft)?;
            surface.path_px(&line, STROKE, theme.second)?;
        }
        surface.horizontal((plot.left, plot.right), y.at(0.0), 1.0, theme.muted)?;
        for line in time.points(surface, (self.dates, &asset), y, growth) {
            surface.path_px(&line, STROKE, theme.accent)?;
        }
        let ends = [&asset, &relative].map(|line| time.last_visible(self.dates, line, growth));
        if ends.iter().all(Option::is_none) {
            draw_notice(surface, theme, plot, "No values in this period")?;
        }
        draw_ends(surface, theme, &time, y, ends)?;
        Ok(layout)
    }

    /// The line less its first visible value, so that it begins at zero, which is a growth of 1.
    fn since_first_visible(&self, time: &Timeline, line: &[f64]) -> Vec<f64> {
        let mut visible = self.dates.iter().zip(line).filter(|(day, _)| **day >= time.first);
        let start = visible.find_map(|(_, value)| growth(*value)).unwrap_or(0.0);
        line.iter().map(|value| value - start).collect()
    }

    /// Zero and all that is visible, with a little air.
    fn range(&self, time: &Timeline, lines: [&Vec<f64>; 2]) -> (f64, f64) {
        let seen = lines.into_iter().flat_map(|line| {
            let (from, to) = time.visible_indices(self.dates, line);
            line.get(from..to).unwrap_or_default().iter().copied()
        });
        let ends = seen.filter_map(growth);
        let (low, high) = ends.fold((0.0, 0.0), |(low, high): (f64, f64), end| (low.min(end), high.max(end)));
        let air = 0.05 * (high - low).max(0.02);
        (low - air, high + air)
    }
}

/// A natural logarithm of growth that a price can have.
fn growth(log: f64) -> Option<f64> {
    (log.abs() <= LARGEST_LOG).then_some(log)
}

/// Round multiples from `exp(low)` to `exp(high)`, placed at their logarithms.
fn multiples(low: f64, high: f64, most: usize) -> Vec<Tick> {
    let (least, largest) = (libm::exp(low), libm::exp(high));
    let at = |multiple: f64, digits: &str| Tick { value: libm::log(multiple), label: format!("×{digits}") };
    if largest / least <= LINEAR_RATIO {
        let ticks = linear_ticks(least, largest, most).into_iter();
        return ticks.filter(|tick| tick.value > 0.0).map(|tick| at(tick.value, &tick.label)).collect();
    }
    let from = libm::floor(libm::log10(least)) as i32;
    let to = libm::ceil(libm::log10(largest)) as i32;
    let within = |mantissas: &[u8], every: usize| -> Vec<Tick> {
        let decades = (from..=to).filter(|decade| decade.rem_euclid(every as i32) == 0);
        let all = decades.flat_map(|decade| mantissas.iter().map(move |mantissa| (decade, *mantissa)));
        let ticks = all.map(|(decade, mantissa)| {
            let multiple = f64::from(mantissa) * libm::pow(10.0, f64::from(decade));
            at(multiple, &fixed(multiple, usize::try_from(-decade).unwrap_or(0)))
        });
        ticks.filter(|tick| (low..=high).contains(&tick.value)).collect()
    };
    let finest = [within(&[1, 2, 5], 1), within(&[1], 1), within(&[1], 3), within(&[1], 12)];
    finest.into_iter().find(|ticks| ticks.len() <= most.max(3)).unwrap_or_default()
}

fn draw_axis<DB: DrawingBackend>(
    surface: &mut Surface<'_, DB>,
    theme: &Theme,
    layout: &TimelineLayout,
    y: Scale,
) -> Result<(), DrawingError> {
    let ticks = multiples(layout.y_min, layout.y_max, ticks_that_fit(layout.plot.height(), TICK_SPACING));
    draw_value_axis(surface, theme, layout.plot, y, ticks, theme.grid)
}

/// The last values, written beside the plot and moved apart where they would touch.
fn draw_ends<DB: DrawingBackend>(
    surface: &mut Surface<'_, DB>,
    theme: &Theme,
    time: &Timeline,
    y: Scale,
    [asset, relative]: [Option<(i32, f64)>; 2],
) -> Result<(), DrawingError> {
    let PlotRect { right, top, bottom, .. } = time.plot;
    let ends = [asset, relative];
    let wanted: Vec<f64> = ends.iter().flatten().map(|(_, value)| y.at(*value)).collect();
    // Kept below the names of the bands, under which a line may end.
    let mut heights = moved_apart(&wanted, NOTE + 3.0, (top + 5.0, bottom)).into_iter();
    let inks = [(theme.accent, theme.accent), (theme.second, theme.ink)];
    for (end, (dot, ink)) in ends.into_iter().zip(inks) {
        let Some((day, value)) = end else { continue };
        surface.disc((time.x().at(f64::from(day)), y.at(value)), END_DOT, dot)?;
        let multiple = libm::exp(value);
        let decimals = if multiple < 9.995 { 2 } else { usize::from(multiple < 99.95) };
        let Some(height) = heights.next().flatten() else { continue };
        let font = Font::new(NOTE, ink, Align::Left);
        surface.text(&format!("×{}", fixed(multiple, decimals)), (right + 6.0, height), font)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn labels(low: f64, high: f64, most: usize) -> Vec<String> {
        multiples(low, high, most).into_iter().map(|tick| tick.label).collect()
    }

    #[test]
    fn ticks_are_round_multiples() {
        assert_eq!(labels(libm::log(0.87), libm::log(1.31), 6), ["×0.9", "×1", "×1.1", "×1.2", "×1.3"]);
        assert_eq!(labels(libm::log(0.4), libm::log(11.0), 6), ["×0.5", "×1", "×2", "×5", "×10"]);
        assert_eq!(labels(libm::log(0.04), libm::log(1_100.0), 6), ["×0.1", "×1", "×10", "×100", "×1000"]);
        assert!(labels(-100.0, 100.0, 6).len() <= 8);
    }
}
