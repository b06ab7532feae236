//! Layouts as vendors write them: of each, a file without trouble and one with every trouble.
//!
//! The files under `fixtures/` are synthetic. What the reader says about a bad file is compared with the text beside it;
//! `UPDATE_GOLDENS=1 cargo test --test import_layouts` rewrites these texts. Read the difference before you commit it: the
//! sentences are what a person gets to see.

use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::{env, fs};

use crate::support::import;
use crate::support::told::{one_line, told};
use sectorscope::diagnostic::{Code, Severity};
use sectorscope::import::{ImportedFile, Outcome};

fn folder(layout: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(layout)
}

fn fixture(layout: &str, kind: &str, name: &str) -> ImportedFile {
    let path = folder(layout).join(kind);
    let bytes = fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    import(name, &bytes)
}

/// A good file: its shape, its series, `[records, header, used]` of its ledger, and nothing to complain about.
fn good(layout: &str, name: &str, shape: &str, series: &[&str], counts: [u64; 3]) {
    let file = fixture(layout, "good.csv", name);
    let found: Vec<String> = file.series.iter().map(one_line).collect();
    assert_eq!(found, series, "{layout}");
    assert_eq!((file.outcome, file.layout), (Outcome::Prices, shape), "{layout}");
    assert_eq!([file.ledger.records, file.ledger.header, file.ledger.used], counts, "{layout}");
    let complaints: Vec<_> = file.diagnostics.iter().filter(|d| d.severity != Severity::Note).collect();
    assert!(complaints.is_empty(), "{layout}: {complaints:#?}");
}

/// The bad file of a layout: all that is said about it.
fn bad(layout: &str, name: &str) {
    let file = fixture(layout, "bad.csv", name);
    let path = folder(layout).join("bad.expected.txt");
    let told = told(&file);
    if env::var_os("UPDATE_GOLDENS").is_some() {
        fs::write(&path, &told).unwrap();
    }
    let expected = fs::read_to_string(&path).unwrap_or_default();
    assert_eq!(told, expected, "{} differs; UPDATE_GOLDENS=1 rewrites it", path.display());
}

/// Series of a wide table may begin long after the rows that the layout is decided from. COIN is a ticker as well as a
/// name for the column of symbols.
#[test]
fn wide_columns_may_begin_late() {
    let mut text = String::from("Date,SPY,COIN,NEVER,\n");
    for row in 0..1_000 {
        let date = sectorscope::date::Date::from_days(10_000 + row);
        let coin = if row >= 900 { format!("{}", row - 899) } else { String::new() };
        writeln!(text, "{date},{},{coin},,", row + 1).unwrap();
    }
    let file = import("prices.csv", text.as_bytes());
    let lengths: Vec<_> = file.series.iter().map(|series| (series.symbol.as_str(), series.prices.len())).collect();
    assert_eq!(lengths, [("SPY", 1_000), ("COIN", 100)]);
    assert_eq!(file.diagnostics.len(), 1, "{:#?}", file.diagnostics);
    assert_eq!(file.diagnostics[0].message, "NEVER has no price in any row and is left out.");
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
fn yahoo_classic_good() {
    good(
        "yahoo-classic",
        "XLK.csv",
        "tidy",
        &["XLK from 'Adj Close': 20 days, 2024-02-20 59.655 to 2024-03-18 58.0642"],
        [21, 1, 20],
    );
}

#[test]
fn yahoo_classic_bad() {
    bad("yahoo-classic", "XLK.csv");
}

#[test]
fn yfinance_history_good() {
    good(
        "yfinance-history",
        "PSCT.csv",
        "long",
        &["PSCT from 'Close': 16 days, 2024-02-28 43.20093327021218 to 2024-03-20 44.280064999975714"],
        [17, 1, 16],
    );
}

#[test]
fn yfinance_history_bad() {
    bad("yfinance-history", "PSCT.csv");
}

#[test]
fn yfinance_three_row_single_good() {
    good(
        "yfinance-three-row-single",
        "SMH.csv",
        "two-level",
        &["SMH from 'Adj Close': 14 days, 2023-06-01 147.98096673773938 to 2023-06-20 146.63799761618654"],
        [17, 3, 14],
    );
}

#[test]
fn yfinance_three_row_single_bad() {
    bad("yfinance-three-row-single", "SMH.csv");
}

#[test]
fn yfinance_three_row_multi_good() {
    good(
        "yfinance-three-row-multi",
        "download.csv",
        "two-level",
        &[
            "BTC-USD from 'Close': 18 days, 2023-09-01 26000 to 2023-09-18 25688",
            "QQQ from 'Close': 12 days, 2023-09-01 370 to 2023-09-18 364.33",
        ],
        [21, 3, 18],
    );
}

#[test]
fn yfinance_three_row_multi_bad() {
    bad("yfinance-three-row-multi", "download.csv");
}

#[test]
fn date_adj_close_good() {
    good(
        "date-adj-close",
        "BTC-USD.csv",
        "tidy",
        &["BTC-USD from 'Adj_Close': 25 days, 2021-12-20 47000.00000064968 to 2022-01-13 42241.600000018705"],
        [26, 1, 25],
    );
}

#[test]
fn date_adj_close_bad() {
    bad("date-adj-close", "BTC-USD.csv");
}

#[test]
fn stooq_good() {
    good(
        "stooq",
        "xlf_us_d.csv",
        "tidy",
        &["xlf_us from 'Close': 22 days, 2022-05-02 33.4 to 2022-05-31 33.1422"],
        [23, 1, 22],
    );
}

#[test]
fn stooq_bad() {
    bad("stooq", "xlf_us_d.csv");
}

#[test]
fn nasdaq_good() {
    good(
        "nasdaq",
        "HistoricalData_SOXX.csv",
        "tidy",
        &["SOXX from 'Close/Last': 20 days, 2024-04-22 1285.39 to 2024-05-17 1180"],
        [21, 1, 20],
    );
}

#[test]
fn nasdaq_bad() {
    bad("nasdaq", "HistoricalData_SOXX.csv");
}

#[test]
fn investing_us_good() {
    good(
        "investing-us",
        "MSCI World Historical Data.csv",
        "tidy",
        &["MSCI World from 'Price': 19 days, 2025-01-06 3930.55 to 2025-01-30 3950"],
        [20, 1, 19],
    );
}

#[test]
fn investing_us_bad() {
    bad("investing-us", "MSCI World Historical Data.csv");
}

#[test]
fn coingecko_good() {
    good(
        "coingecko",
        "sol-usd-max.csv",
        "tidy",
        &["sol-usd from 'price': 24 days, 2023-10-25 31.200000882388572 to 2023-11-17 44.23000076431134"],
        [25, 1, 24],
    );
}

#[test]
fn coingecko_bad() {
    bad("coingecko", "sol-usd-max.csv");
}

#[test]
fn wide_good() {
    good(
        "wide",
        "prices.csv",
        "wide",
        &[
            "BTC from 'BTC': 21 days, 2024-05-03 63000 to 2024-05-23 63076.86",
            "SPY from 'SPY': 15 days, 2024-05-03 520 to 2024-05-23 523.88",
            "XLK from 'XLK': 15 days, 2024-05-03 205 to 2024-05-23 200.43",
            "PSCT from 'PSCT': 12 days, 2024-05-08 43.87 to 2024-05-23 44.02",
        ],
        [22, 1, 21],
    );
}

#[test]
fn wide_bad() {
    bad("wide", "prices.csv");
}

#[test]
fn long_good() {
    good(
        "long",
        "panel.csv",
        "long",
        &[
            "BTC from 'close': 12 days, 2024-01-01 42000 to 2024-01-12 44387.26",
            "ETH from 'close': 12 days, 2024-01-01 2300 to 2024-01-12 2374.06",
            "XLV from 'close': 9 days, 2024-01-02 136.33 to 2024-01-12 140.99",
        ],
        [34, 1, 33],
    );
}

#[test]
fn long_bad() {
    bad("long", "panel.csv");
}
