//! Which columns under a header hold prices, symbols and assets.

use crate::import::cells::scale;
use crate::import::layout::field_names::names_fields;
use crate::import::layout::header::unit::{Quoted, Unit, quoted};
use crate::import::layout::header::{Role, is_last_trade, is_net_asset_value, may_be_ticker, role};
use crate::import::layout::levels::{are_levels, names_change};
use crate::import::layout::plan::{ByAsset, ByDay, DateColumns, Plan, ValueColumn};
use crate::import::layout::profile::Data;
use crate::import::layout::sections::Sections;
use sectorscope_ground::order::sort_by_key;

/// The price columns to choose from: those with a number in the sample or, where there is none, those that may begin later; of
/// one price in several units only the best.
pub(crate) fn price_columns(table: &Sections<'_>, date: DateColumns) -> Option<Vec<usize>> {
    named_as_prices(table, date).map(|found| in_one_unit(table, found).0)
}

/// The columns of prices in several currencies, of which none is the one to take.
pub(crate) fn currencies_to_choose(table: &Sections<'_>, date: DateColumns) -> Option<Vec<usize>> {
    in_one_unit(table, named_as_prices(table, date)?).1
}

/// The columns of prices in units that are not taken.
pub(crate) fn other_units(table: &Sections<'_>, date: DateColumns) -> Vec<usize> {
    let all = named_as_prices(table, date).unwrap_or_default();
    let kept = in_one_unit(table, all.clone()).0;
    all.into_iter().filter(|column| !kept.contains(column)).collect()
}

/// The columns of closing prices, the best first: the adjusted close before the close, and that before a price.
pub(crate) fn closing_columns(table: &Sections<'_>, date: DateColumns) -> Vec<usize> {
    let columns = 0..table.header.map_or(0, |(header, _)| header.fields.len());
    let of = |wanted: Role| {
        columns.clone().filter(move |column| table.role(*column) == wanted && !is_net_asset_value(table.name(*column)))
    };
    let all = [Role::AdjustedClose, Role::Close, Role::Price].into_iter().flat_map(of);
    all.filter(|column| !date.holds(*column) && table.data.has_numbers(*column)).collect()
}

/// Whether a column holds numbers on one scale, or a person wants it all the same.
pub(crate) fn is_intact(table: &Sections<'_>, column: usize) -> bool {
    table.as_written || table.data.mostly_values(column).is_some_and(|values| !scale::changes(&values))
}

fn named_as_prices(table: &Sections<'_>, date: DateColumns) -> Option<Vec<usize>> {
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
            // What a fund is worth is not what is paid for it.
            sort_by_key(&mut found, |column| is_net_asset_value(table.name(*column)));
            (!found.is_empty()).then_some(found)
        })
    })
}

/// Of columns that give one price in several units (`PriceBTC`, `PriceUSD`) only the best, dollars before the one that names no unit
/// before other currencies before coins; and whether it is none of the first two, with another currency beside it. Columns of
/// several coins without any currency are columns of several assets.
fn in_one_unit(table: &Sections<'_>, found: Vec<usize>) -> (Vec<usize>, Option<Vec<usize>>) {
    let quoted: Vec<(usize, Quoted)> = found.iter().map(|column| (*column, quoted(table.name(*column)))).collect();
    let currencies =
        |of: &Quoted| quoted.iter().filter(|(_, other)| other.stem == of.stem && is_currency(other)).count();
    let rank = |of: &Quoted| match &of.unit {
        Some(Unit::Currency("USD")) => 0,
        None => 1,
        Some(Unit::Currency(_)) => 2,
        Some(Unit::Coin(_)) => 3,
    };
    let best_of = |of: &Quoted| {
        quoted.iter().filter(|(_, other)| other.stem == of.stem).min_by_key(|(column, other)| (rank(other), *column))
    };
    let is_best =
        |(column, own): &&(usize, Quoted)| currencies(own) == 0 || best_of(own).is_some_and(|(best, _)| best == column);
    let kept: Vec<usize> = quoted.iter().filter(is_best).map(|(column, _)| *column).collect();
    let open =
        quoted.iter().find(|(_, own)| currencies(own) > 1 && best_of(own).is_some_and(|(_, best)| rank(best) > 1));
    let choices = open.map(|(_, own)| {
        let same = |(_, other): &&(usize, Quoted)| other.stem == own.stem && is_currency(other);
        quoted.iter().filter(same).map(|(column, _)| *column).collect()
    });
    (kept, choices)
}

fn is_currency(quoted: &Quoted) -> bool {
    matches!(quoted.unit, Some(Unit::Currency(_)))
}

/// The other columns with the header of this one whose cells hold something else.
pub(crate) fn twins(table: &Sections<'_>, column: usize) -> Vec<usize> {
    let columns = 0..table.header.map_or(0, |(header, _)| header.fields.len());
    let differs = |other: usize| table.data.rows.iter().any(|row| row.field(other) != row.field(column));
    let named_alike = |other: &usize| *other != column && table.name(*other) == table.name(column);
    columns.filter(named_alike).filter(|other| table.data.has_numbers(*other) && differs(*other)).collect()
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
    if data.counts_rows(column) || names_change(name) && !are_levels(data, column) {
        return false;
    }
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
