//! Wide tables whose headers name an asset and a field each: `BTC_close`, `ETH_close`.

use std::collections::{BTreeMap, BTreeSet};

use crate::import::layout::header::{Reading, Role, reading};
use crate::import::layout::plan::{ByDay, DateColumns, Layout, Plan, ValueColumn};
use crate::import::layout::price_columns::{price_columns, symbol_column};
use crate::import::layout::profile::SampleRow;
use crate::import::layout::sections::Sections;
use crate::import::layout::shapes::{Found, Look, Shape};

/// See the module.
pub(super) const SHAPE: Shape = Shape {
    name: "wide with fields",
    what: "A column for each asset, whose header names the asset and the field, such as BTC_close.",
    unasked: false,
    look: Look::AtTable(find),
};

fn find(table: &Sections<'_>, dates: DateColumns) -> Found {
    let (header, _) = table.header?;
    if symbol_column(table, dates).is_some() {
        return None;
    }
    let values = named_by_prefix(header, &price_columns(table, dates)?);
    if values.len() < 2 {
        return None;
    }
    let plan = Plan::ByDay(ByDay { dates, values });
    Some(Ok(Layout::new(SHAPE.name, table.header_records(dates), table.names(), plan, table.data.mark)))
}

/// Price columns whose headers name an asset each, as `BTC_close`: one for each asset, with its market capitalisation.
fn named_by_prefix(header: &SampleRow, prices: &[usize]) -> Vec<ValueColumn> {
    let mut market_caps = BTreeMap::new();
    for (index, name) in header.fields.iter().enumerate() {
        if let Reading { role: Role::MarketCap, prefix: Some(asset) } = reading(name) {
            market_caps.entry(asset).or_insert(index);
        }
    }
    let mut assets = BTreeSet::new();
    let first_of_asset = |index: &usize| {
        let name = header.field(*index);
        let asset = reading(name).prefix?;
        let market_cap = market_caps.get(&asset).copied();
        let column = ValueColumn { market_cap, ..ValueColumn::new(*index, name, Some(&asset)) };
        assets.insert(asset).then_some(column)
    };
    prices.iter().filter_map(first_of_asset).collect()
}
