//! Series that are not prices, though they look like some: returns, rates, and snapshots of the day before.

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::import::checks::look::Look;
use crate::number::grouped;
use crate::series::PriceSeries;

/// Values below zero from which a column is looked at.
const FEWEST_NEGATIVE: u64 = 3;
/// Share of values below zero from which a column holds no prices, one in this many. A price may fall below zero on a day
/// (oil in 2020, electricity on windy ones), not every tenth.
const NEGATIVE_ONE_IN: u64 = 10;

/// Whether this many values below zero speak against prices.
pub(crate) fn too_many_negative(negative: u64, positive: u64) -> bool {
    negative >= FEWEST_NEGATIVE && negative * NEGATIVE_ONE_IN >= negative + positive
}

/// Rows from which values tell that they are moves and not levels.
const FEWEST_MOVES: usize = 30;
/// Values below which all of them must lie to be price relatives.
const LARGEST_MOVE: f64 = 3.0;
/// How much the differences of levels vary, as a share of the levels: a price keeps what it has won, a return does not.
const FORGETTING: f64 = 1.0;
/// Spread below which values about one are a peg: a stable coin moves by less.
const PEG: f64 = 0.003;

/// What values are that are not prices: `1 + r` about one, or sizes of moves near zero, each of which forgets the one before.
pub(crate) fn moves(series: &PriceSeries) -> Option<&'static str> {
    let values = series.prices();
    if values.len() < FEWEST_MOVES {
        return None;
    }
    // Nearly all prices are larger: one look settles these.
    if values.iter().any(|value| *value >= LARGEST_MOVE) {
        return None;
    }
    let mut sorted = values.to_vec();
    sorted.sort_unstable_by(f64::total_cmp);
    let (least, median, most) = (*sorted.first()?, *sorted.get(sorted.len() / 2)?, *sorted.last()?);
    let about_one = (median - 1.0).abs() < 0.1 && least > 0.3;
    let near_zero = most < 1.5;
    if !about_one && !near_zero {
        return None;
    }
    let variance = |values: &[f64]| {
        let mean = values.iter().sum::<f64>() / values.len() as f64;
        values.iter().map(|value| (value - mean) * (value - mean)).sum::<f64>() / values.len() as f64
    };
    let differences: Vec<f64> = values.iter().zip(values.iter().skip(1)).map(|(a, b)| b - a).collect();
    let (of_levels, of_differences) = (variance(values), variance(&differences));
    let forgets = of_levels > 0.0 && of_differences >= FORGETTING * of_levels;
    match (forgets, about_one) {
        (true, true) if of_levels.sqrt() > PEG => {
            Some("lie about 1 and jump back each day: they are price relatives, 1 + return")
        }
        (true, false) => {
            Some("lie between 0 and 1 and jump back each day: they are sizes of moves or measures of them, not prices")
        }
        _ => None,
    }
}

/// The diagnostic for a series of moves.
pub(crate) fn told_moves(symbol: &str, what: &str) -> Diagnostic {
    let message = format!(
        "The values of {symbol} {what}. They were left out. Export the prices or index levels themselves, or compound them first."
    );
    Diagnostic::remark(Code::NotPrices, message)
}

/// Columns that are named in a message at most.
const NAMED: usize = 5;

/// Columns hold returns or changes: their names, and their values below zero and above. An error where nothing else is left of
/// the file.
pub(crate) fn negative(columns: &[(&str, u64, u64)], all: bool) -> Diagnostic {
    let (below, above) =
        columns.iter().fold((0, 0), |(below, above), (_, negative, positive)| (below + negative, above + positive));
    let named: Vec<&str> = columns.iter().map(|(name, ..)| *name).filter(|name| !name.is_empty()).collect();
    let first = named.iter().take(NAMED).copied().collect::<Vec<_>>().join(", ");
    let whose = match named.len() {
        0 => String::new(),
        1 => format!(" of column {first}"),
        _ => format!(" of columns {first}{}", if named.len() > NAMED { " …" } else { "" }),
    };
    let advice = if all { "; if they are returns, compound them first" } else { "" };
    let rest = match (all, columns.len()) {
        (true, _) => "Nothing was used.",
        (false, 1) => "The column was left out, the others kept.",
        (false, _) => "These columns were left out, the others kept.",
    };
    let count = format!("{} of {} values", grouped(below), grouped(below + above));
    Diagnostic {
        severity: if all { Severity::Error } else { Severity::Warning },
        code: Code::NotPrices,
        line: None,
        column: named.first().map(|name| (*name).to_owned()),
        found: Some(format!("{count} below zero")),
        expected: Some("prices".to_owned()),
        message: format!(
            "{count}{whose} are below zero: these are returns, changes or spreads, not prices. {rest} Export the prices or index \
             levels themselves{advice}."
        ),
    }
}

/// Words that name a rate, alone or behind the name of whose it is.
const RATES: [&str; 14] = [
    "yield",
    "yields",
    "rate",
    "rates",
    "sofr",
    "estr",
    "euribor",
    "libor",
    "sonia",
    "dff",
    "fedfunds",
    "inflation",
    "unemployment",
    "unrate",
];
/// Words that make a price of a rate.
const EXCHANGE: [&str; 5] = ["exchange", "fx", "forex", "currency", "conversion"];
/// Symbols of yields.
const YIELD_SYMBOLS: [&str; 10] = ["^TNX", "^TYX", "^FVX", "^IRX", "TNX", "TYX", "FVX", "IRX", "TB3MS", "DTB3"];

/// A rate or a yield: it moves by points, so that its returns mean something else than those of a price.
pub(crate) fn rate(symbol: &str, column: &str, file: &str) -> Option<Diagnostic> {
    let text = format!("{symbol} {column} {file}").to_lowercase();
    let words: Vec<&str> = text.split(|c: char| !c.is_alphanumeric()).collect();
    let has = |list: &[&str]| words.iter().any(|word| list.contains(word));
    let is_fred = |word: &str| {
        word.strip_prefix("dgs").is_some_and(|rest| !rest.is_empty() && rest.bytes().all(|b| b.is_ascii_digit()))
    };
    let named = has(&RATES) && !has(&EXCHANGE) || words.iter().any(|word| is_fred(word));
    (named || YIELD_SYMBOLS.contains(&symbol)).then(|| Diagnostic {
        severity: Severity::Warning,
        code: Code::Rate,
        line: None,
        column: Some(column.to_owned()),
        found: Some(symbol.to_owned()),
        expected: Some("a price".to_owned()),
        message: format!(
            "Series {symbol} is called a rate or a yield, not a price. It was read, but a return of a rate is a change in per cent \
             of per cent, and no return of an asset. Leave it out unless that is what you mean."
        ),
    })
}

/// One price a day, stamped 00:00 UTC: that is the end of the day before.
pub(crate) fn snapshot(symbol: &str, snapshots: bool, look: &Look) -> Option<Diagnostic> {
    (snapshots && look.trades_every_day()).then(|| Diagnostic {
        severity: Severity::Note,
        code: Code::MidnightSnapshot,
        line: None,
        column: None,
        found: Some("one price a day at 00:00 UTC".to_owned()),
        expected: Some("the close of the day".to_owned()),
        message: format!(
            "Series {symbol} has one price a day, taken at 00:00 UTC. That is the end of the day before: with stock prices, whose \
             days end in the evening, it is one day late. Move its days back by one, unless the vendor says that the stamp \
             names the day that has ended."
        ),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_price_below_zero_now_and_then_is_no_return() {
        assert!(!too_many_negative(1, 4_000));
        assert!(!too_many_negative(2, 3));
        assert!(too_many_negative(3, 3));
        assert!(too_many_negative(480, 520));
        assert!(!too_many_negative(80, 920));
    }

    #[test]
    fn rates_are_told_and_exchange_rates_are_not() {
        for (symbol, column, file) in [
            ("DGS10", "DGS10", "DGS10.csv"),
            ("^TNX", "Close", "x.csv"),
            ("US10Y", "Price", "US 10 Year Bond Yield.csv"),
        ] {
            assert!(rate(symbol, column, file).is_some(), "{symbol}");
        }
        for (symbol, column, file) in [("EURUSD", "Exchange Rate", "fx.csv"), ("SPY", "Close", "SPY.csv")] {
            assert_eq!(rate(symbol, column, file), None, "{symbol}");
        }
    }
}
