//! Which index a case is about: prices, a scheme of weights, and when they are set anew.

use sectorscope::date::Date;
use sectorscope_stats::Undefined;
use sectorscope_stats::portfolio::composite_index::{CompositeIndex, composite_index};
use sectorscope_stats::portfolio::weights::{
    capped_weights, equal_weights, inverse_volatility_weights, proportional_weights,
};
use serde_json::Value;

use crate::fields::{has, meaning};
use crate::inputs::{Table, count, number, numbers};
use crate::readings::Readings;
use crate::tables::{inputs, tables};
use crate::{Context, Stop};

/// Fields that say which index it is.
pub(crate) const FIELDS: [&str; 9] =
    ["input", "inputs", "rebalance", "scheme", "weights", "cap", "capping", "window", "vol"];

/// How the weights come about.
#[derive(Clone, Debug)]
enum Scheme {
    Equal,
    Size,
    CappedSize(f64),
    InverseVolatility(usize),
    Given(Vec<f64>),
}

/// When they are set anew.
#[derive(Clone, Copy, Debug)]
enum Rhythm {
    Daily,
    Weekly,
    Monthly,
    Quarterly,
    Yearly,
    Never,
}

impl Rhythm {
    /// A number that two days share exactly when no rebalancing lies between them.
    fn period(self, day: Date) -> i32 {
        match self {
            Rhythm::Daily => day.days(),
            Rhythm::Weekly => day.iso_week_index(),
            Rhythm::Monthly => day.month_index(),
            Rhythm::Quarterly => day.month_index().div_euclid(3),
            Rhythm::Yearly => day.ymd().0,
            Rhythm::Never => 0,
        }
    }
}

/// An index that a case can mean.
pub(crate) struct Plan {
    dates: Vec<Date>,
    prices: Vec<Vec<f64>>,
    sizes: Option<Vec<Vec<f64>>>,
    scheme: Scheme,
    rhythm: Rhythm,
}

impl Plan {
    /// The indices that the case can mean, each with its name in words.
    pub(crate) fn all(context: &Context<'_>, case: &Value) -> Result<Readings<Plan>, Stop> {
        let (schemes, rhythms) = (schemes(case)?, rhythms(case)?);
        let mut plans = Vec::new();
        for (name, table) in price_tables(context, case)? {
            let (dates, prices) = (days(&table)?, columns(&table)?);
            for scheme in &schemes {
                for sizes in sizes_for(context, case, &name, &table, scheme)? {
                    for &rhythm in &rhythms {
                        let label = format!("{scheme:?}, {rhythm:?}, of {name}");
                        let (dates, prices, sizes) = (dates.clone(), prices.clone(), sizes.clone());
                        plans.push((label, Plan { dates, prices, sizes, scheme: scheme.clone(), rhythm }));
                    }
                }
            }
        }
        Ok(plans)
    }

    /// The index.
    pub(crate) fn index(&self) -> Result<CompositeIndex, Stop> {
        let of = |column: &Vec<f64>| column.windows(2).map(|pair| libm::log(pair[1] / pair[0])).collect();
        let returns: Vec<Vec<f64>> = self.prices.iter().map(of).collect();
        let targets = (0..self.dates.len()).map(|row| self.target(row, &returns)).collect::<Result<Vec<_>, _>>()?;
        let first = targets.first().ok_or("no rows")?;
        let period = |row: usize| self.dates.get(row).map(|day| self.rhythm.period(*day));
        let due = |row: usize| match self.rhythm {
            // Daily weights are set after the last row too.
            Rhythm::Daily => true,
            _ => period(row + 1).is_some_and(|next| Some(next) != period(row)),
        };
        let slices: Vec<&[f64]> = self.prices.iter().map(Vec::as_slice).collect();
        Ok(composite_index(&slices, first, |row| due(row).then(|| targets[row].clone()))?)
    }

    fn target(&self, row: usize, returns: &[Vec<f64>]) -> Result<Vec<f64>, Undefined> {
        let equal = || equal_weights(&vec![true; self.prices.len()]);
        let by_size = || {
            let sizes = self.sizes.as_ref().ok_or(Undefined::NoOverlap)?;
            proportional_weights(
                &sizes.iter().map(|column| column.get(row).copied().unwrap_or(f64::NAN)).collect::<Vec<_>>(),
            )
        };
        match &self.scheme {
            Scheme::Equal => equal(),
            Scheme::Size => by_size(),
            Scheme::CappedSize(cap) => Ok(capped_weights(&by_size()?, *cap)),
            Scheme::InverseVolatility(window) if row < *window => equal(),
            Scheme::InverseVolatility(window) => {
                inverse_volatility_weights(&returns.iter().map(|c| &c[row - window..row]).collect::<Vec<_>>())
            }
            Scheme::Given(weights) => Ok(weights.clone()),
        }
    }
}

fn schemes(case: &Value) -> Result<Vec<Scheme>, Stop> {
    if has(case, "weights") && case["weights"].is_array() {
        return Ok(vec![Scheme::Given(numbers(case, "weights")?)]);
    }
    if has(case, "cap") {
        return Ok(vec![Scheme::CappedSize(number(&case["cap"]).ok_or("cap is not a number")?)]);
    }
    if has(case, "window") {
        return Ok(vec![Scheme::InverseVolatility(count(case, "window")?)]);
    }
    let words = ["scheme", "weights"].iter().find_map(|field| case[*field].as_str());
    match (words, case["rebalance"].as_str()) {
        (Some(words), _) => {
            let meanings: [(&[&str], Scheme); 2] = [(&["equal"], Scheme::Equal), (&["cap"], Scheme::Size)];
            Ok(vec![meaning("the scheme of weights", words, &meanings)?])
        }
        (None, Some(words)) if words.starts_with("equal") => Ok(vec![Scheme::Equal]),
        (None, Some(words)) if words.starts_with("mcap") => Ok(vec![Scheme::Size]),
        _ => Ok(vec![Scheme::Equal, Scheme::Size]),
    }
}

fn rhythms(case: &Value) -> Result<Vec<Rhythm>, Stop> {
    let Some(words) = case["rebalance"].as_str() else {
        return Ok(vec![Rhythm::Monthly, Rhythm::Daily, Rhythm::Never]);
    };
    let meanings: [(&[&str], Rhythm); 9] = [
        (&["month"], Rhythm::Monthly),
        (&["quarter"], Rhythm::Quarterly),
        (&["week"], Rhythm::Weekly),
        (&["year"], Rhythm::Yearly),
        (&["daily"], Rhythm::Daily),
        (&["every day"], Rhythm::Daily),
        (&["buy", "hold"], Rhythm::Never),
        (&["never"], Rhythm::Never),
        (&["none"], Rhythm::Never),
    ];
    Ok(vec![meaning("rebalance", words, &meanings)?])
}

/// The table of prices that the case names, or every table whose columns can be prices.
pub(crate) fn price_tables(context: &Context<'_>, case: &Value) -> Result<Readings<Table>, Stop> {
    let positive = |table: &Table| {
        days(table).is_ok()
            && columns(table)
                .is_ok_and(|columns| columns.iter().flatten().all(|price| price.is_finite() && *price > 0.0))
    };
    let mut all = tables(context, case)?;
    if inputs(case).is_empty() {
        all.retain(|(_, table)| positive(table));
    }
    Ok(all)
}

/// The sizes beside the prices: the second input, or every other table with the same columns and days. None is needed
/// where weights do not depend on them.
fn sizes_for(
    context: &Context<'_>,
    case: &Value,
    name: &str,
    prices: &Table,
    scheme: &Scheme,
) -> Result<Vec<Option<Vec<Vec<f64>>>>, Stop> {
    if !matches!(scheme, Scheme::Size | Scheme::CappedSize(_)) {
        return Ok(vec![None]);
    }
    let in_order = |table: &Table| {
        let names = prices.numeric_names();
        names.into_iter().map(|name| table.column(name)).collect::<Result<Vec<_>, _>>()
    };
    if let Some(second) = inputs(case).get(1) {
        return Ok(vec![Some(in_order(&Table::read(context.files, second)?)?)]);
    }
    let beside = |(other, table): &(String, Table)| other != name && days(table).ok() == days(prices).ok();
    let all = price_tables(context, &Value::Null)?;
    Ok(all.iter().filter(|table| beside(table)).filter_map(|(_, table)| in_order(table).ok()).map(Some).collect())
}

fn days(table: &Table) -> Result<Vec<Date>, Stop> {
    let day = |cell: &String| Date::parse_iso(cell).ok_or_else(|| Stop::Failed(format!("{cell} is not a date")));
    table.cells("date")?.iter().map(day).collect()
}

fn columns(table: &Table) -> Result<Vec<Vec<f64>>, String> {
    table.numeric_names().into_iter().map(|name| table.column(name)).collect()
}
