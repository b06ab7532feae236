//! How technology has done, beneath the correlation over time and on the same days.

use crate::date::Date;
use crate::study::performance::Performance;
use crate::tell::cell::Cell;
use crate::tell::document::{Section, Table, number, text};
use crate::tell::figure::{Figure, Mark, Plot, key};

/// What the picture shows.
pub(crate) fn sections(found: &Performance) -> Vec<Section> {
    let Performance { tech, market, .. } = found;
    let against = |text: &dyn Fn(&str) -> String| market.as_deref().map_or_else(String::new, text);
    let title = format!("{tech}{}", against(&|market| format!(", and {tech} against {market}")));
    let mut legend = vec![key(Mark::Line, format!("what 1 in {tech} became"))];
    legend.extend(market.iter().map(|market| key(Mark::Area, format!("{tech} over {market}: above ×1 where it led"))));
    let figure = Figure {
        caption: format!("Growth of {tech} over the days of the line above; equal heights are equal returns."),
        legend,
        plot: Plot::OnPage,
    };
    vec![Section::new("performance", title, vec![figure.into()])]
}

/// What one unit of some day had become on another.
fn growth(logs: &[f64], from: usize, to: usize) -> Option<f64> {
    Some(libm::exp(logs.get(to)? - logs.get(from)?))
}

/// What became of 1 on a day, day by day from then on.
pub(crate) fn by_day(found: &Performance, since: Option<Date>) -> Table {
    let from = since.map_or(0, |since| found.dates.partition_point(|day| *day < since));
    let first = found.dates.get(from).map_or_else(String::new, |day| format!(" on {day}"));
    let relative = found.market.as_ref().zip(found.relative_log.as_ref());
    let columns = [text("Day"), number(&found.tech)]
        .into_iter()
        .chain(relative.map(|(market, _)| number(format!("{} over {market}", found.tech))));
    let rows = found.dates.iter().enumerate().skip(from).map(|(at, day)| {
        let multiple = |logs: &[f64]| Cell::Multiple(growth(logs, from, at).unwrap_or(f64::NAN));
        let cells = [Cell::Day(Some(*day)), multiple(&found.tech_log)];
        cells.into_iter().chain(relative.map(|(_, logs)| multiple(logs))).collect()
    });
    Table::new(format!("What 1{first} became."), columns, rows)
}
