//! The same ranking by year, by period of a return and by measure: whether a place is one of the data or of a choice.

use serde::Serialize;

use super::estimate::steps_of_a_row;
use super::settings::Settings;
use crate::date::Date;
use crate::panel::{Panel, PriceView};
use crate::returns::Frequency;
use crate::thresholds::RETURNS_OF_AN_ORDER;
use sectorscope_stats::Undefined;
use sectorscope_stats::correlation::coefficient::Method;
use sectorscope_stats::inference::one_with_many::OneWithMany;
use sectorscope_stats::pause::{Pace, pause};
use sectorscope_stats::volatility::devolatilise::devolatilise;

/// What is chosen differently.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
pub enum ChosenBy {
    /// A calendar year alone.
    Year,
    /// The period of a return.
    Frequency,
    /// The measure.
    Method,
    /// Returns in units of their expected volatility.
    Volatility,
}

/// One other order of the ranked series.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Order {
    /// What is different.
    pub by: ChosenBy,
    /// The year, the period of a return, the measure; `devolatilised`.
    pub name: String,
    /// Returns.
    pub n: usize,
    /// Day the first return ends on.
    pub first: Option<Date>,
    /// Day the last return ends on.
    pub last: Option<Date>,
    /// The series' places, in the order of the ranking itself.
    pub places: Vec<Place>,
}

/// A place in an order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Place {
    /// The correlation; none where it does not exist.
    pub r: Option<f64>,
    /// 1 for the highest; equal correlations share the better rank. None without a correlation.
    pub rank: Option<usize>,
}

/// All orders: each calendar year, each period of a return, each measure, and returns in units of their expected volatility,
/// the settings otherwise kept. `views` holds the reference first, then the series in the order of the ranking. An order by
/// fewer than ten returns is not there.
pub async fn orders(views: &[PriceView<'_>], settings: &Settings) -> Vec<Order> {
    let panel = |frequency| Panel::with_pauses(views, settings.align, frequency, settings.returns);
    let usual = panel(settings.frequency).await;
    let mut orders = Vec::new();
    let year = |day: &Date| day.ymd().0;
    let mut from = 0;
    for days in usual.dates.chunk_by(|a, b| year(a) == year(b)) {
        let rows = from..from + days.len();
        from = rows.end;
        let columns: Vec<&[f64]> = usual.columns.iter().map(|column| column.get(rows.clone()).unwrap_or(&[])).collect();
        let name = days.first().map_or_else(String::new, |day| year(day).to_string());
        orders.extend(order(ChosenBy::Year, name, days, settings.method, &columns).await);
        pause().await;
    }
    for frequency in [Frequency::Daily, Frequency::Weekly, Frequency::Monthly] {
        let panel = panel(frequency).await;
        orders.extend(
            order(
                ChosenBy::Frequency,
                frequency.word().to_owned(),
                &panel.dates,
                settings.method,
                &slices(&panel.columns),
            )
            .await,
        );
        pause().await;
    }
    for (method, name) in [(Method::Pearson, "pearson"), (Method::Spearman, "spearman"), (Method::Kendall, "kendall")] {
        orders.extend(order(ChosenBy::Method, name.to_owned(), &usual.dates, method, &slices(&usual.columns)).await);
        pause().await;
    }
    if let Ok(columns) = calm(&usual.columns).await {
        let lost = usual.dates.len() - columns.first().map_or(0, Vec::len);
        let days = usual.dates.get(lost..).unwrap_or(&[]);
        orders.extend(
            order(ChosenBy::Volatility, "devolatilised".to_owned(), days, settings.method, &slices(&columns)).await,
        );
    }
    orders
}

/// All in units of their volatility.
async fn calm(columns: &[Vec<f64>]) -> Result<Vec<Vec<f64>>, Undefined> {
    let (mut calm, mut pace) = (Vec::with_capacity(columns.len()), Pace::default());
    for column in columns {
        calm.push(devolatilise(column)?);
        pace.after(column.len() / 2).await;
    }
    Ok(calm)
}

fn slices(columns: &[Vec<f64>]) -> Vec<&[f64]> {
    columns.iter().map(Vec::as_slice).collect()
}

async fn order(by: ChosenBy, name: String, days: &[Date], method: Method, columns: &[&[f64]]) -> Option<Order> {
    let (reference, others) = columns.split_first()?;
    if days.len() < RETURNS_OF_AN_ORDER {
        return None;
    }
    let (one, mut r, mut pace) = (OneWithMany::new(method, reference), Vec::new(), Pace::default());
    for other in others {
        r.push(one.correlation(other).ok().map(|found| found.r));
        pace.after(steps_of_a_row(method) * other.len()).await;
    }
    let above = |own: f64| r.iter().flatten().filter(|other| **other > own).count();
    let places = r.iter().map(|&r| Place { r, rank: r.map(|own| 1 + above(own)) }).collect();
    Some(Order { by, name, n: days.len(), first: days.first().copied(), last: days.last().copied(), places })
}

#[cfg(test)]
mod tests {
    use super::*;
    use sectorscope_stats::pause::without_pauses;

    #[test]
    fn places_by_year_frequency_and_measure() {
        let first = Date::parse_iso("2021-06-01").unwrap().days();
        let days: Vec<Date> = (first..first + 500).map(Date::from_days).collect();
        let walk = |shared: f64, k: usize| -> Vec<f64> {
            let mut level = 0.0;
            (0..days.len())
                .map(|row| {
                    let noise = |k: usize| libm::sin((row * row % (89 + 12 * k)) as f64);
                    level += 0.01 * (shared * noise(0) + (1.0 - shared) * noise(k));
                    libm::exp(level)
                })
                .collect()
        };
        let columns = [walk(1.0, 1), walk(0.3, 2), walk(0.8, 3), vec![5.0; 500]];
        let views: Vec<PriceView<'_>> = columns.iter().map(|prices| PriceView { dates: &days, prices }).collect();
        let found = without_pauses(orders(&views, &Settings::default()));
        let names: Vec<(ChosenBy, &str)> = found.iter().map(|order| (order.by, order.name.as_str())).collect();
        let years = [(ChosenBy::Year, "2021"), (ChosenBy::Year, "2022")];
        let frequencies = ["daily", "weekly", "monthly"].map(|name| (ChosenBy::Frequency, name));
        let methods = ["pearson", "spearman", "kendall"].map(|name| (ChosenBy::Method, name));
        // A series that never changes has no volatility to divide by: then there is no such order.
        assert_eq!(names, [&years[..], &frequencies, &methods].concat());
        assert_eq!((found[0].n, found[1].n), (213, 286));
        for order in &found {
            let ranks: Vec<Option<usize>> = order.places.iter().map(|place| place.rank).collect();
            assert_eq!(ranks, [Some(2), Some(1), None], "{}", order.name);
        }
        let fewer = without_pauses(orders(&views[..3], &Settings::default()));
        assert_eq!(fewer.last().unwrap().by, ChosenBy::Volatility);
    }

    fn at_once(by: ChosenBy, name: String, days: &[Date], method: Method, columns: &[&[f64]]) -> Option<Order> {
        without_pauses(order(by, name, days, method, columns))
    }

    #[test]
    fn equal_correlations_share_the_better_rank() {
        let days: Vec<Date> = (0..12).map(Date::from_days).collect();
        let x: Vec<f64> = (0..12).map(|row| f64::from(row * row % 7)).collect();
        let found =
            at_once(ChosenBy::Year, "1970".to_owned(), &days, Method::Pearson, &[&x, &x, &x, &[1.0; 12]]).unwrap();
        let ranks: Vec<Option<usize>> = found.places.iter().map(|place| place.rank).collect();
        assert_eq!(ranks, [Some(1), Some(1), None]);
        assert_eq!(at_once(ChosenBy::Year, "1970".to_owned(), &days[..9], Method::Pearson, &[&x, &x]), None);
        assert_eq!(at_once(ChosenBy::Year, "1970".to_owned(), &days, Method::Pearson, &[]), None);
    }
}
