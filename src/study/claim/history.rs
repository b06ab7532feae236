//! When a claim would have been supported: its verdict as it stood at the end of each quarter, by the data up to then.

use serde::Serialize;

use super::ask::{Ground, Said};
use super::cast::Cast;
use super::claim::Claim;
use super::sample::Sampler;
use super::way::Way;
use crate::date::Date;
use sectorscope_stats::pause::pause;

/// The first quarter that is reported ends in this year.
pub(in crate::study) const FIRST_YEAR: i32 = 2021;

/// The verdict as it stood on a day.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct HistoryPoint {
    /// The last day of the quarter; of the last point, the last day of the data.
    pub day: Date,
    /// The answer to the claim by the data up to it.
    #[serde(flatten)]
    pub said: Said,
}

/// A point for each quarter since 2021, and one for today. Empty where the claim has no day of its own to begin with.
pub(super) async fn history<'r>(
    ground: &Ground<'r>,
    sampler: &Sampler<'r>,
    claim: &dyn Claim,
    cast: &Cast<'r>,
) -> Vec<HistoryPoint> {
    let today = ground.ask(claim, cast, sampler, &Way::default()).await;
    let Some(last) = today.last else { return Vec::new() };
    let ends = quarter_ends(last).into_iter().map(|end| (end, Some(end)));
    let mut points = Vec::new();
    for (day, to) in ends.chain(std::iter::once((last, None))) {
        let way = Way { to, ..Way::default() };
        if claim.asks(&way) {
            let said = match to {
                Some(_) => ground.ask(claim, cast, sampler, &way).await.said(),
                None => today.said(),
            };
            points.push(HistoryPoint { day, said });
            pause().await;
        }
    }
    points
}

/// The last days of the quarters since 2021 that end before a day.
fn quarter_ends(before: Date) -> Vec<Date> {
    let year = before.ymd().0;
    let ends = (FIRST_YEAR..=year)
        .flat_map(|year| [(3, 31), (6, 30), (9, 30), (12, 31)].map(|(month, day)| (year, month, day)));
    ends.filter_map(|(year, month, day)| Date::from_ymd(year, month, day)).filter(|end| *end < before).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quarters_end_before_the_last_day() {
        let day = |text| Date::parse_iso(text).unwrap();
        let ends = quarter_ends(day("2021-09-30"));
        assert_eq!(ends, [day("2021-03-31"), day("2021-06-30")]);
        assert_eq!(quarter_ends(day("2021-03-31")), []);
        assert_eq!(quarter_ends(day("2026-12-31")).len(), 23);
    }
}
