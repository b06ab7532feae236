//! Which columns under a header hold prices, symbols and assets.

use crate::import::layout::field_names::names_fields;
use crate::import::layout::header::{Role, is_last_trade, may_be_ticker, role};
use crate::import::layout::plan::{ByAsset, ByDay, DateColumns, Plan, ValueColumn};
use crate::import::layout::profile::Data;
use crate::import::layout::sections::Sections;

/// The price columns to choose from: those with a number in the sample or, where there is none, those that may begin later.
pub(crate) fn price_columns(table: &Sections<'_>, date: DateColumns) -> Option<Vec<usize>> {
    let suits: [fn(Data<'_>, usize) -> bool; 2] =
        [|data, column| data.has_numbers(column), |data, column| data.may_begin_later(column)];
    let columns = table.data.columns().max(table.header.map_or(0, |(header, _)| header.fields.len()));
    suits.into_iter().find_map(|suits| {
        [Role::AdjustedClose, Role::Close, Role::Price].into_iter().find_map(|wanted| {
            let (last_trades, mut found): (Vec<usize>, Vec<usize>) = (0..columns)
                .filter(|column| !date.holds(*column) && table.role(*column) == wanted)
                .filter(|column| suits(table.data, *column))
                .partition(|column| is_last_trade(table.name(*column)));
            found.extend(last_trades);
            (!found.is_empty()).then_some(found)
        })
    })
}

/// The column of symbols, else that of names, if any: in a table with a column named as a price it may hold numbers.
pub(crate) fn symbol_column(table: &Sections<'_>, date: DateColumns) -> Option<usize> {
    let (data, (header, _)) = (table.data, table.header?);
    // A column of numbers headed COIN in a wide table is an asset (Coinbase), not a column of symbols.
    let priced = price_columns(table, date).is_some();
    let is_code = |column: usize| priced && !may_be_ticker(header.field(column));
    let of_role = |wanted: Role| {
        (0..header.fields.len()).filter(move |column| !date.holds(*column) && table.role(*column) == wanted)
    };
    of_role(Role::Symbol)
        .find(|column| data.is_text(*column) || is_code(*column) && data.has_numbers(*column))
        .or_else(|| of_role(Role::Name).find(|column| data.is_text(*column)))
}

/// Whether a column without a word for a price may be an asset's.
pub(crate) fn is_asset(table: &Sections<'_>, column: usize) -> bool {
    let (data, name) = (table.data, table.name(column));
    match table.role(column) {
        Role::Unknown => !data.numbers_rows(column, name),
        Role::Symbol => !data.is_text(column),
        // In a table of tickers LOW is Lowe's, not the day's low.
        _ => may_be_ticker(name) && !data.is_text(column),
    }
}

/// The columns of numbers that may be an asset's, where no column is named as a price; none where open, high or low are: a close
/// is missing among them.
pub(crate) fn asset_columns(table: &Sections<'_>, date: DateColumns) -> Vec<usize> {
    let columns = 0..table.header.map_or(0, |(header, _)| header.fields.len());
    let bar = |column: usize| table.role(column) == Role::OtherPrice && !may_be_ticker(table.name(column));
    if columns.clone().any(bar) {
        return Vec::new();
    }
    let numeric = |column: &usize| !date.holds(*column) && table.data.has_numbers(*column);
    columns.filter(numeric).filter(|column| is_asset(table, *column)).collect()
}

/// The plan for these columns of prices, with the column that tells what kind of price a row holds where there is one.
pub(crate) fn plan(data: Data<'_>, dates: DateColumns, symbol: Option<usize>, values: Vec<ValueColumn>) -> Plan {
    let field = field_column(data, dates, symbol, &values);
    if symbol.is_none() && field.is_none() {
        return Plan::ByDay(ByDay { dates, values });
    }
    Plan::ByAsset(ByAsset { dates, symbol, field, values })
}

/// The first column of a header that names a market capitalisation.
pub(crate) fn market_cap(table: &Sections<'_>) -> Option<usize> {
    table.header?.0.fields.iter().position(|name| role(name) == Role::MarketCap)
}

/// The column that says which field a row holds, in a long table with a row for each of open, high, low and close.
fn field_column(data: Data<'_>, date: DateColumns, symbol: Option<usize>, values: &[ValueColumn]) -> Option<usize> {
    let [value] = values else { return None };
    let free = |column: &usize| !date.holds(*column) && Some(*column) != symbol && *column != value.index;
    (0..data.columns()).filter(free).find(|column| names_fields(data.rows, *column))
}
