//! What columns hold, by their names and their values.

use std::fmt::Write;

use crate::support::import;
use crate::support::told::one_line;
use sectorscope::diagnostic::{Code, Severity};

/// Series of a wide table may begin long after the rows that the layout is decided from. COIN is a ticker as well as a
/// name for the column of symbols.
#[test]
fn wide_columns_may_begin_late() {
    let mut text = String::from("Date,SPY,COIN,NEVER,\n");
    for row in 0..1_000 {
        let date = sectorscope::date::Date::from_days(10_000 + row);
        let coin = if row >= 900 { format!("{}", 50 + row % 13) } else { String::new() };
        writeln!(text, "{date},{},{coin},,", 100 + row % 11).unwrap();
    }
    let file = import("prices.csv", text.as_bytes());
    let lengths: Vec<_> = file.series.iter().map(|series| (series.symbol.as_str(), series.prices.len())).collect();
    assert_eq!(lengths, [("SPY", 1_000), ("COIN", 100)]);
    assert_eq!(file.diagnostics.len(), 1, "{:#?}", file.diagnostics);
    assert_eq!(file.diagnostics[0].message, "Series NEVER has no price in any row and is left out.");
}

/// The same ticker in the three-row header of yfinance.
#[test]
fn a_ticker_may_be_a_header_word() {
    let text = "Price,Close,High\nTicker,COIN,COIN\nDate,,\n2024-01-02,156.9,166.0\n2024-01-03,152.2,159.8\n";
    let file = import("data.csv", text.as_bytes());
    assert_eq!(one_line(&file.series[0]), "COIN from 'Close': 2 days, 2024-01-02 156.9 to 2024-01-03 152.2");
    assert_eq!((file.layout, file.series.len()), ("two-level", 1));
}

/// A thousands comma without quotes moves the cells: such a row must not give a price.
#[test]
fn moved_cells_are_no_prices() {
    let text = "Date,Close/Last,Volume\n01/15/2024,999.50,10\n01/16/2024,1,018.50,10\n01/17/2024,998.25,10,,\n";
    let file = import("X.csv", text.as_bytes());
    assert_eq!(file.series[0].prices.prices(), [999.5, 998.25]);
    assert_eq!(
        file.diagnostics[0].message,
        "Line 3: found 4 cells, expected 3 as in the header, and quotes around a number with a comma. 1 row left out, 2 \
         kept."
    );
}

/// `998` and `1.012` in one column are neighbours, not a thousandfold apart: the separator parts thousands.
#[test]
fn whole_numbers_tell_what_a_separator_parts() {
    for (text, prices) in [
        ("Datum;Schluss\n30.01.2025;1.012\n29.01.2025;998\n28.01.2025;987\n", [987.0, 998.0, 1012.0]),
        ("Date;Close\n2025-01-30;1,012\n2025-01-29;998\n2025-01-28;987\n", [987.0, 998.0, 1012.0]),
        ("Date;Close\n2025-01-30;1,012\n2025-01-29;0,998\n2025-01-28;0,987\n", [0.987, 0.998, 1.012]),
        ("Date;Close\n2025-01-30;101,250\n2025-01-29;101,125\n2025-01-28;0\n", [101.125, 101.25, 0.0]),
    ] {
        let file = import("X.csv", text.as_bytes());
        let kept: Vec<f64> = prices.into_iter().filter(|price| *price > 0.0).collect();
        assert_eq!(file.series[0].prices.prices(), kept, "{text}");
    }
}

/// Rows about the columns above the data, in which only the first cell says what they are.
#[test]
fn the_row_of_codes_names_the_columns() {
    let text = "Name,S&P 500 - PRICE INDEX,RUSSELL 2000 - PRICE INDEX\nCode,S&PCOMP(PI),FRUSS2L(PI)\nCURRENCY,U$,U$\n\
                15/01/2024,4742.83,2012.3\n16/01/2024,4704.81,1959.2\n";
    let file = import("X.csv", text.as_bytes());
    let symbols: Vec<&str> = file.series.iter().map(|series| series.symbol.as_str()).collect();
    assert_eq!(symbols, ["S&PCOMP(PI)", "FRUSS2L(PI)"]);
}

/// A table of volumes below a table of prices has dates and numbers too.
#[test]
fn a_second_table_gives_no_prices() {
    let text = "Date,Close\n2024-01-02,10\n2024-01-03,11\n\nDate,Volume\n2024-01-02,100000\n2024-01-03,110000\n";
    let file = import("X.csv", text.as_bytes());
    assert_eq!(file.series[0].prices.prices(), [10.0, 11.0]);
    assert_eq!(file.ledger.rejected.get(&Code::SecondTable), Some(&3));
    assert_eq!(
        file.diagnostics[0].message,
        "Line 5: found the header of another table, expected rows below the first header. From there on 3 rows left out, \
         2 kept. Put each table into a file of its own."
    );
}

/// The header again, as in files put one behind the other, costs nothing but itself.
#[test]
fn a_repeated_header_is_noted() {
    let text = "Date,Close\n2024-01-02,10\n2024-01-03,11\nDate,Close\n2024-01-04,12\n";
    let file = import("X.csv", text.as_bytes());
    assert_eq!(file.series[0].prices.prices(), [10.0, 11.0, 12.0]);
    assert_eq!(file.diagnostics[0].severity, Severity::Note);
    // Where dates are numbers, the header is found among the first rows by its words.
    let text = "time,close\n1704153600,10\n1704240000,11\ntime,close\n1704326400,12\n1704412800,13\n";
    let file = import("X.csv", text.as_bytes());
    assert_eq!(file.series[0].prices.prices(), [10.0, 11.0, 12.0, 13.0]);
}

#[test]
fn of_many_assets_four_that_look_like_bars_are_assets() {
    let names: Vec<String> = (0..40).map(|asset| format!("S{}", 1000 + asset)).collect();
    let mut text = format!("Date,{}\n", names.join(","));
    let mut close = 100.0;
    for row in 0..60_i32 {
        let open = close + 0.01;
        close = open + f64::from((row * 37) % 11) - 5.0;
        let bar = [open, open.max(close) + 1.0, open.min(close) - 1.0, close];
        let price = |asset: i32| match asset {
            20..24 => bar[asset as usize - 20],
            _ => 50.0 + f64::from(asset) * 9.0 + f64::from((row * (asset + 3)) % 7),
        };
        let prices: Vec<String> = (0..40).map(|asset| format!("{:.3}", price(asset))).collect();
        writeln!(text, "2024-{:02}-{:02},{}", 1 + row / 28, 1 + row % 28, prices.join(",")).unwrap();
    }
    let file = import("prices.csv", text.as_bytes());
    assert_eq!(file.series.len(), 40, "{:?}", file.diagnostics);
}
