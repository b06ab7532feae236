//! What series are taken for: a share whose symbol is a coin's, another coin of the same symbol on Yahoo Finance, and prices of one
//! asset in several currencies.

use crate::support::asks::Asks as _;
use std::fmt::Write;

use crate::support::import;
use sectorscope::catalog::{AssetClass, Kind};
use sectorscope::date::Date;
use sectorscope::study::settings::Settings;
use sectorscope::workspace::Workspace;

/// Days of a year.
const DAYS: std::ops::Range<i32> = 19_400..19_700;

/// A file of one asset, on weekdays only where it says so.
fn prices(header: &str, weekdays: bool) -> String {
    let mut text = format!("{header}\n");
    for day in DAYS.map(Date::from_days).filter(|day| !weekdays || day.weekday() < 5) {
        let price = 50.0 + f64::from(day.days() * 7919 % 101) / 50.0;
        let cells = header.split(',').skip(1).map(|_| format!(",{price}")).collect::<String>();
        writeln!(text, "{day}{cells}").unwrap();
    }
    text
}

fn workspace(files: &[(&str, String)]) -> Workspace {
    let mut workspace = Workspace::new();
    for (name, text) in files {
        workspace.add(import(name, text.as_bytes()));
    }
    workspace
}

/// What the series of a symbol is, and the codes of what is reported of all files.
fn taken(files: &[(&str, String)], symbol: &str) -> (Option<AssetClass>, Option<Kind>, Vec<&'static str>) {
    let report = workspace(files).import_report(&Settings::default()).unwrap();
    let of_files = report.files.iter().flat_map(|file| &file.diagnostics);
    let said: Vec<&str> = of_files.map(|diagnostic| diagnostic.code.name()).collect();
    let member = report.series.iter().find(|member| member.symbol == symbol).unwrap();
    (member.class, member.kind, said)
}

#[test]
fn five_days_a_week_is_no_coin() {
    for symbol in ["SNX", "COMP", "ATOM", "STRK", "DASH", "STX"] {
        let name = format!("{symbol}.csv");
        let (class, kind, said) = taken(&[(&name, prices("Date,Close", true))], symbol);
        assert_ne!((class, kind), (Some(AssetClass::Crypto), Some(Kind::Coin)), "{symbol}");
        assert_eq!(said, ["share-or-coin"], "{symbol}");
        // The same symbol on all days of the week is the coin, and needs no word.
        let (class, kind, said) = taken(&[(&name, prices("Date,Close", false))], symbol);
        assert_eq!((class, kind), (Some(AssetClass::Crypto), Some(Kind::Coin)), "{symbol}");
        assert!(said.is_empty(), "{symbol}: {said:?}");
    }
    // A table in which all rest at weekends: its coins are coins where they are many.
    let table = prices("Date,BTC,ETH,COMP,SPY", true);
    assert_eq!(taken(&[("prices.csv", table)], "COMP").0, Some(AssetClass::Crypto));
    // A pair with dollars is a coin, whatever its days.
    assert_eq!(taken(&[("COMP-USD.csv", prices("Date,Price", true))], "COMP").0, Some(AssetClass::Crypto));
}

#[test]
fn coins_of_the_same_symbol_on_yahoo_finance_are_told() {
    for symbol in ["SUI-USD", "PEPE-USD", "GRT-USD", "UNI-USD"] {
        let (name, coin) = (format!("{symbol}.csv"), symbol.trim_end_matches("-USD"));
        for header in
            ["Date,Open,High,Low,Close,Adj Close,Volume", "Date,Open,High,Low,Close,Volume,Dividends,Stock Splits"]
        {
            let (.., said) = taken(&[(&name, prices(header, false))], coin);
            assert!(said.contains(&"yahoo-namesake"), "{symbol}, {header}: {said:?}");
        }
        // From elsewhere it is the coin; and so is Yahoo's own name for it.
        let (.., said) = taken(&[(&name, prices("Date,Open,High,Low,Close", false))], coin);
        assert!(!said.contains(&"yahoo-namesake"), "{symbol}: {said:?}");
    }
    let three = prices("Price,Close", false).replacen('\n', "\nTicker,SUI-USD\nDate,\n", 1);
    let (.., said) = taken(&[("download.csv", three)], "SUI");
    assert!(said.contains(&"yahoo-namesake"), "{said:?}");
    let (.., said) = taken(&[("ETH-USD.csv", prices("Date,Open,High,Low,Close,Adj Close,Volume", false))], "ETH");
    assert!(said.is_empty(), "{said:?}");
}

#[test]
fn of_prices_in_several_currencies_those_in_dollars_are_used() {
    let files = |dollars: &str, others: &str, header: &str| {
        workspace(&[(others, prices(header, false)), (dollars, prices("Date,Close", false))])
    };
    for (dollars, others, header) in [
        ("BTC-USD.csv", "BTC-EUR.csv", "Date,Close"),
        ("ETHUSD.csv", "ETHGBP.csv", "Date,Close"),
        ("SOL-USD.csv", "SOL.csv", "Date,Close (EUR)"),
    ] {
        let report = files(dollars, others, header).import_report(&Settings::default()).unwrap();
        let used: Vec<&str> =
            report.series.iter().filter(|member| !member.ignored).map(|member| member.file.as_str()).collect();
        assert_eq!(used, [dollars], "{others}");
    }
    let report =
        workspace(&[("BTC-EUR.csv", prices("Date,Close", false)), ("SPY.csv", prices("Date,Close (USD)", true))])
            .import_report(&Settings::default())
            .unwrap();
    let said: Vec<&str> =
        report.files.iter().flat_map(|file| &file.diagnostics).map(|diagnostic| diagnostic.code.name()).collect();
    assert!(said.contains(&"other-currency") || said.contains(&"mixed-currencies"), "{said:?}");
    assert_eq!(report.series.iter().map(|member| member.currency).collect::<Vec<_>>(), [Some("EUR"), Some("USD")]);
}
