//! Scales, ticks at round dates, and tick labels that never touch.

use plotters::prelude::DrawingBackend;
use plotters::style::RGBColor;

use crate::surface::{DrawingError, PlotRect, Surface};
use crate::text::{Align, Font};
use crate::theme::Theme;
use crate::tokens::{LABEL, NOTE};
use sectorscope_ground::date::{civil_from_days, days_from_civil};

/// Between a plot and the values on its left.
const LABEL_GAP: f64 = 8.0;
/// Size of tick labels in CSS pixels.
pub const TICK_FONT_CSS: f64 = NOTE;

/// Maps a domain onto CSS pixels, linearly.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Scale {
    domain: (f64, f64),
    range: (f64, f64),
}

impl Scale {
    /// `domain.0` lies at `range.0`, `domain.1` at `range.1`.
    pub fn new(domain: (f64, f64), range: (f64, f64)) -> Self {
        Scale { domain, range }
    }

    /// The values at either end.
    pub(crate) fn domain(&self) -> (f64, f64) {
        self.domain
    }

    /// Position of `value`, held inside the range; the middle of the range when the domain is a single point.
    pub fn at(&self, value: f64) -> f64 {
        let (d0, d1) = self.domain;
        let (r0, r1) = self.range;
        let t = if d1 == d0 { 0.5 } else { ((value - d0) / (d1 - d0)).clamp(0.0, 1.0) };
        r0 + t * (r1 - r0)
    }
}

/// A position on an axis and what is written there.
#[derive(Clone, Debug, PartialEq)]
pub struct Tick {
    /// Value in the units of the axis (for dates: days since 1970-01-01).
    pub value: f64,
    /// Its label.
    pub label: String,
}

const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

#[derive(Clone, Copy)]
enum DateStep {
    Days(i64),
    Months(i64),
}

impl DateStep {
    /// Finest first. Seven days are Mondays; every step of months hits January.
    fn all() -> impl Iterator<Item = DateStep> {
        let days = [1, 2, 7].into_iter().map(DateStep::Days);
        let months = [1, 2, 3, 6].into_iter().map(DateStep::Months);
        let years = [1, 2, 5, 10, 20, 50, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000].into_iter();
        days.chain(months).chain(years.map(|years| DateStep::Months(12 * years)))
    }

    fn approximate_days(self) -> f64 {
        match self {
            DateStep::Days(n) => n as f64,
            DateStep::Months(n) => n as f64 * 30.4,
        }
    }

    /// Months over many years, like days over many months, would fit on a wide chart and say nothing.
    fn suits(self, span: i64) -> bool {
        match self {
            DateStep::Days(_) => span <= 120,
            DateStep::Months(n) => n >= 12 || span <= 1_100,
        }
    }

    /// Widest usual label.
    fn sample(self) -> &'static str {
        match self {
            DateStep::Days(_) => "30 Sep",
            DateStep::Months(_) => "2020",
        }
    }

    fn days_between(self, from: i64, to: i64) -> Vec<i64> {
        match self {
            DateStep::Days(n) => {
                // Day 4 was a Monday, so weekly ticks are Mondays.
                let anchor = if n == 7 { 4 } else { 0 };
                let first = (from - anchor).div_euclid(n) * n + anchor;
                (0..).map(|i| first + i * n).skip_while(|&day| day < from).take_while(|&day| day <= to).collect()
            }
            DateStep::Months(n) => {
                let (year, month, _) = civil_from_days(from);
                let first = (year * 12 + i64::from(month) - 1).div_euclid(n) * n;
                (0..)
                    .map(|i| first + i * n)
                    .map(|months| days_from_civil(months.div_euclid(12), months.rem_euclid(12) as u32 + 1, 1))
                    .skip_while(|&day| day < from)
                    .take_while(|&day| day <= to)
                    .collect()
            }
        }
    }
}

/// Round dates from `from` to `to` (days since 1970-01-01) for an axis of `width` CSS pixels: years, months or days as the
/// span asks. January stands as its year; where no tick would say the year, the first one does.
pub fn date_ticks(from: i32, to: i32, width: f64, font: Font) -> Vec<Tick> {
    let (from, to) = (i64::from(from.min(to)), i64::from(from.max(to)));
    let per_day = width / ((to - from).max(1) as f64);
    let step = DateStep::all()
        .filter(|step| step.suits(to - from))
        .find(|step| step.approximate_days() * per_day >= font.width(step.sample()) + 18.0);
    let days = step.map(|step| step.days_between(from, to)).unwrap_or_default();
    let (Some(step), false) = (step, days.is_empty()) else {
        // Nothing round lies inside or nothing fits twice: say where we are.
        let (year, month, day) = civil_from_days(from);
        let label = format!("{day} {} {year}", month_name(month));
        return vec![Tick { value: from as f64, label }];
    };
    let mut year_said = None;
    let any_january = days.iter().any(|&day| civil_from_days(day).1 == 1);
    days.into_iter()
        .map(|at| {
            let (year, month, day) = civil_from_days(at);
            let new_year = year_said != Some(year);
            year_said = Some(year);
            let label = match step {
                DateStep::Days(_) if new_year => format!("{day} {} {year}", month_name(month)),
                DateStep::Days(_) => format!("{day} {}", month_name(month)),
                DateStep::Months(_) if month == 1 => year.to_string(),
                DateStep::Months(_) if new_year && !any_january => format!("{} {year}", month_name(month)),
                DateStep::Months(_) => month_name(month).to_owned(),
            };
            Tick { value: at as f64, label }
        })
        .collect()
}

fn month_name(month: u32) -> &'static str {
    MONTHS.get(month as usize - 1).copied().unwrap_or("")
}

/// Lines across the plot with their values on its left. On a very low chart even the fewest ticks stand close: then only
/// every few carry a label. The zero line has a colour of its own.
pub(crate) fn draw_value_axis<DB: DrawingBackend>(
    surface: &mut Surface<'_, DB>,
    theme: &Theme,
    plot: PlotRect,
    y: Scale,
    ticks: impl IntoIterator<Item = Tick>,
    zero: RGBColor,
) -> Result<(), DrawingError> {
    let font = Font::new(TICK_FONT_CSS, theme.muted, Align::Right);
    let mut labelled: Option<f64> = None;
    for tick in ticks {
        let at = y.at(tick.value);
        surface.horizontal((plot.left, plot.right), at, 1.0, if tick.value == 0.0 { zero } else { theme.grid })?;
        if labelled.is_none_or(|last| (last - at).abs() >= 1.5 * TICK_FONT_CSS) {
            surface.text(&tick.label, (plot.left - LABEL_GAP, at), font)?;
            labelled = Some(at);
        }
    }
    Ok(())
}

/// Writes tick labels in a row centred on `y`, each centred on its position but kept on the surface; one that would touch
/// its left neighbour is left out.
pub(crate) fn draw_tick_labels<DB: DrawingBackend>(
    surface: &mut Surface<'_, DB>,
    theme: &Theme,
    labels: impl IntoIterator<Item = (f64, String)>,
    y: f64,
) -> Result<(), DrawingError> {
    let font = Font::new(TICK_FONT_CSS, theme.muted, Align::Center);
    let mut taken = f64::NEG_INFINITY;
    for (x, label) in labels {
        let half = font.width(&label) / 2.0;
        let x = x.min(surface.width() - half - 1.0).max(half + 1.0);
        if x - half >= taken + 6.0 {
            surface.text(&label, (x, y), font)?;
            taken = x + half;
        }
    }
    Ok(())
}

/// A sentence in the middle of a chart that has nothing to show, if it fits.
pub(crate) fn draw_notice<DB: DrawingBackend>(
    surface: &mut Surface<'_, DB>,
    theme: &Theme,
    plot: PlotRect,
    words: &str,
) -> Result<(), DrawingError> {
    let font = Font::new(LABEL, theme.muted, Align::Center);
    if font.width(words) > plot.width() || 1.7 * font.size > plot.height() {
        return Ok(());
    }
    surface.text(words, ((plot.left + plot.right) / 2.0, (plot.top + plot.bottom) / 2.0), font)
}

#[cfg(test)]
mod tests {
    use super::*;
    use plotters::style::RGBColor;
    use proptest::prelude::*;

    fn dates(from: i32, to: i32, width: f64) -> Vec<String> {
        let font = Font::new(TICK_FONT_CSS, RGBColor(0, 0, 0), Align::Center);
        date_ticks(from, to, width, font).into_iter().map(|tick| tick.label).collect()
    }

    fn day(year: i64, month: u32, day: u32) -> i32 {
        days_from_civil(year, month, day) as i32
    }

    #[test]
    fn date_ticks_follow_the_span() {
        assert_eq!(dates(day(2019, 6, 1), day(2025, 9, 30), 600.0), ["2020", "2021", "2022", "2023", "2024", "2025"]);
        assert_eq!(dates(day(2014, 6, 1), day(2025, 9, 30), 275.0), ["2016", "2018", "2020", "2022", "2024"]);
        assert_eq!(dates(day(2020, 10, 5), day(2021, 12, 3), 300.0), ["2021", "Apr", "Jul", "Oct"]);
        assert_eq!(dates(day(2021, 2, 5), day(2021, 8, 3), 400.0), ["Mar 2021", "Apr", "May", "Jun", "Jul", "Aug"]);
        assert_eq!(dates(day(2021, 3, 1), day(2021, 3, 22), 300.0), ["1 Mar 2021", "8 Mar", "15 Mar", "22 Mar"]);
        assert_eq!(dates(day(2021, 3, 3), day(2021, 3, 3), 300.0), ["3 Mar 2021"]);
        assert_eq!(dates(day(2021, 3, 3), day(2021, 3, 9), 10.0), ["3 Mar 2021"]);
    }

    proptest! {
        #![proptest_config(properties::kept_beside())]

        #[test]
        fn date_ticks_lie_inside_and_are_few(from: i32, to: i32, width in 0.0..4000.0_f64) {
            let font = Font::new(TICK_FONT_CSS, RGBColor(0, 0, 0), Align::Center);
            let ticks = date_ticks(from, to, width, font);
            prop_assert!(!ticks.is_empty() && ticks.len() as f64 <= width / 30.0 + 2.0);
            let (from, to) = (f64::from(from.min(to)), f64::from(from.max(to)));
            prop_assert!(ticks.iter().all(|tick| tick.value >= from && tick.value <= to));
        }
    }
}
