//! What the settings say of a series: days moved, prices multiplied.

use crate::date::Date;
use crate::series::PriceSeries;
use crate::study::settings::Step;

/// The days of a series, this many days later.
pub(super) fn moved(series: &PriceSeries, days: i32) -> Vec<Date> {
    series.dates().iter().map(|date| Date::from_days(date.days() + days)).collect()
}

/// The prices of a series, multiplied from the day of each step on. Factors that leave what a number can hold end at its limits.
pub(super) fn stepped(series: &PriceSeries, steps: &[Step]) -> Vec<f64> {
    let factor = |date: &Date| steps.iter().filter(|step| step.from <= *date).map(|step| step.factor).product::<f64>();
    series
        .dates()
        .iter()
        .zip(series.prices())
        .map(|(date, price)| (price * factor(date)).clamp(f64::MIN_POSITIVE, f64::MAX))
        .collect()
}
