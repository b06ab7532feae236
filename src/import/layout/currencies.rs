//! The currency of the prices, where the file tells it: in a header, a line above, a column or the cells.

use crate::import::cells::currency;
use crate::import::layout::header::squeezed;
use crate::import::layout::header::unit::quoted;
use crate::import::layout::plan::{Layout, Plan, ValueColumn};
use crate::import::layout::profile::SampleRow;

/// Labels of a currency, without spaces and accents.
#[rustfmt::skip]
const LABELS: [&str; 22] = [
    "currency", "ccy", "cur", "curr", "currencycode", "quotecurrency", "pricecurrency", "tradingcurrency", "basecurrency", "wahrung",
    "waehrung", "devise", "moneda", "divisa", "moeda", "valuta", "waluta", "валюта", "货币", "幣別", "通貨", "통화",
];

/// Whether a header, or a label above a table, names a currency.
pub(crate) fn names_currency(name: &str) -> bool {
    LABELS.contains(&squeezed(name).as_str())
}

/// The layout with the currency of each column of prices.
pub(crate) fn with_currencies(mut layout: Layout, sample: &[SampleRow]) -> Layout {
    let (above, rows) = sample.split_at_checked(layout.header_records).unwrap_or((sample, &[]));
    let column = layout.columns.iter().position(|name| names_currency(name));
    let of = |value: &ValueColumn| {
        let in_header = || quoted(&value.name).unit?.currency();
        let in_symbol = || quoted(value.symbol.as_deref()?).unit?.currency();
        in_header()
            .or_else(|| above.iter().find_map(|row| labelled(row, value.index)))
            .or_else(|| all_alike(rows, column?, currency::of_text))
            .or_else(|| all_alike(rows, value.index, currency::of_cell))
            .or_else(in_symbol)
    };
    match &mut layout.plan {
        Plan::ByDay(days) => days.values.iter_mut().for_each(|value| value.currency = of(value)),
        Plan::ByAsset(assets) => assets.values.iter_mut().for_each(|value| value.currency = of(value)),
        Plan::Pairs(pairs) => pairs.iter_mut().for_each(|pair| pair.value.currency = of(&pair.value)),
        Plan::Across(_) | Plan::Sectors(_) => {}
    }
    layout
}

/// The currency that a line above the table gives: to this column, or to all.
fn labelled(row: &SampleRow, column: usize) -> Option<&'static str> {
    let mut cells = row.fields.iter().filter(|cell| !cell.is_empty());
    let (label, first) = (cells.next()?, cells.next());
    if let (None, Some((label, text))) = (first, label.split_once(':')) {
        return currency::of_text(text).filter(|_| names_currency(label));
    }
    let own = row.field(column);
    let text = if own.is_empty() || own == label { first? } else { own };
    currency::of_text(text).filter(|_| names_currency(label.trim_end_matches(':')))
}

/// What the cells of a column all read as; none where one differs.
fn all_alike(rows: &[SampleRow], column: usize, read: fn(&str) -> Option<&'static str>) -> Option<&'static str> {
    let mut cells = rows.iter().map(|row| row.field(column)).filter(|cell| !cell.is_empty()).map(read);
    let first = cells.next()??;
    cells.all(|other| other == Some(first)).then_some(first)
}
