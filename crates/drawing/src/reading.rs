//! What is read off a picture where a pointer stands.

use crate::date::{Date, month_name};
use crate::number::{change, count, counted, fixed};

/// A window of a rolling correlation, by the day it ends.
pub fn window(day: Date, r: Option<f64>, window: usize) -> String {
    match r.filter(|r| r.is_finite()) {
        Some(r) => format!("{day}: {} over the {window} returns before", fixed(r, 2)),
        None => format!("{day}: not yet {window} returns"),
    }
}

/// Several lines on one day: the day, then each with its value.
pub fn lines(day: Date, values: &[(String, f64)]) -> Vec<String> {
    let value = |(label, value): &(String, f64)| format!("{label} {}", fixed(*value, 2));
    std::iter::once(day.to_string()).chain(values.iter().map(value)).collect()
}

/// The growth of technology, and of it over the market, from one day to another.
pub fn performance(
    tech: &str,
    market: Option<&str>,
    [since, day]: [Date; 2],
    growth: f64,
    relative: Option<f64>,
) -> String {
    let times = |multiple: f64| format!("×{} ({})", fixed(multiple, 2), change(multiple - 1.0));
    let against = market
        .zip(relative)
        .map_or_else(String::new, |(market, relative)| format!("; against {market} {}", times(relative)));
    format!("{day}: {tech} {} since {since}{against}", times(growth))
}

/// The days of one month of a series.
#[derive(Clone, Copy, Debug)]
pub struct Month {
    /// Weekdays with a price.
    pub weekdays: u32,
    /// Weekdays without one.
    pub missing: u32,
    /// Weekend days with a price.
    pub weekends: u32,
    /// Days in stretches of equal prices.
    pub stale: u32,
}

/// One month of one series; no days outside of it. `month` is twelve times the year, and months since January.
pub fn month(id: &str, month: i32, of: Option<Month>) -> String {
    let name = month_name(month.rem_euclid(12) as u32 + 1);
    let begin = format!("{id}, {name} {}", month.div_euclid(12));
    let Some(of) = of else { return format!("{begin}: no prices") };
    let some = |days: u32, text: String| if days > 0 { text } else { String::new() };
    format!(
        "{begin}: {} with a price, {} missing{}{}",
        counted(u64::from(of.weekdays), "weekday"),
        of.missing,
        some(of.weekends, format!(", {}", counted(u64::from(of.weekends), "weekend day"))),
        some(of.stale, format!(", {} in stretches of equal prices", counted(u64::from(of.stale), "day")))
    )
}

/// A cell of the matrix of all pairs.
pub fn pair(a: &str, b: &str, r: f64, n: usize) -> String {
    let number = if r.is_finite() { fixed(r, 2) } else { "no number".to_owned() };
    format!("{a} × {b}: {number}, {} returns in common", count(n))
}
