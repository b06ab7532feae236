//! Sector files: recognised by themselves, and what they say of the stocks beside them.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

mod support;

use sectorscope::catalog::{AssetClass, Size};
use sectorscope::import::Outcome;
use sectorscope::study::roster::Roster;
use sectorscope::study::settings::Settings;
use support::import;

#[test]
fn symbols_and_sectors() {
    let text = "symbol,sector,size,weight\nAAA,Technology,small,0.6\nBBB,Technology,Small-Cap,0.4\nCCC,Energy,large,1\n\n\
                DDD,,small,1\nAAA,Technology,small,0.6\nBBB,Energy,small,0.4\nEEE,Energy,huge,-1\n";
    let file = import("sectors.csv", text.as_bytes());
    assert_eq!((file.outcome, file.layout), (Outcome::Sectors, "sectors"));
    let told: Vec<_> =
        file.constituents.iter().map(|c| (c.symbol.as_str(), c.sector.as_str(), c.size, c.weight)).collect();
    assert_eq!(
        told,
        [
            ("AAA", "Technology", Some(Size::Small), Some(0.6)),
            ("BBB", "Technology", Some(Size::Small), Some(0.4)),
            ("CCC", "Energy", Some(Size::Large), Some(1.0)),
            ("EEE", "Energy", None, None),
        ]
    );
    let ledger = &file.ledger;
    assert_eq!((ledger.records, ledger.header, ledger.used, ledger.blank, ledger.duplicate), (9, 1, 4, 1, 1));
    let messages: Vec<&str> = file.diagnostics.iter().map(|diagnostic| diagnostic.message.as_str()).collect();
    assert_eq!(
        messages,
        [
            "Line 6: found an empty cell, expected a sector. 1 row left out, 4 kept.",
            "Line 8: found BBB in Energy and, above, in Technology, expected one sector for each symbol. 1 row left out, 4 kept.",
            "Line 9, column size: found 'huge', expected large, mid or small. 2 cells left out, the rest of the row kept.",
            "Line 9, column weight: found '-1', expected a weight of zero or more.",
        ]
    );
}

/// A fund's list of holdings has a price too, but no days.
#[test]
fn a_list_of_holdings_is_a_sector_file() {
    let text = "Fund Holdings as of,\"Nov 20, 2026\"\nInception Date,\"May 22, 2000\"\n \n\
                Ticker,Name,Sector,Asset Class,Market Value,Weight (%),Shares,Price,Location\n\
                \"ABC\",\"ABC INC\",\"Information Technology\",\"Equity\",\"1,234,567.00\",\"1.25\",\"10,000.00\",\"123.45\",\"US\"\n\
                \"DEF\",\"DEF CORP\",\"Health Care\",\"Equity\",\"987,654.00\",\"1.00\",\"5,000.00\",\"197.53\",\"US\"\n\
                \"-\",\"CASH\",\"Cash and/or Derivatives\",\"Cash\",\"1,000.00\",\"0.01\",\"1,000.00\",\"1.00\",\"US\"\n";
    let file = import("IJR_holdings.csv", text.as_bytes());
    assert_eq!(file.outcome, Outcome::Sectors);
    let told: Vec<_> = file.constituents.iter().map(|c| (c.symbol.as_str(), c.weight)).collect();
    assert_eq!(told, [("ABC", Some(1.25)), ("DEF", Some(1.0))]);
    assert_eq!(file.ledger.rejected.get("missing-symbol"), Some(&1));
}

#[test]
fn prices_with_a_sector_in_each_row_stay_prices() {
    let text = "date,symbol,sector,close\n2024-01-02,AAA,Technology,10\n2024-01-03,AAA,Technology,11\n";
    let file = import("prices.csv", text.as_bytes());
    assert_eq!((file.outcome, file.layout), (Outcome::Prices, "long"));
}

#[test]
fn a_sector_file_without_a_row_is_refused() {
    let file = import("sectors.csv", b"symbol,sector\nAAA,\n");
    assert_eq!((file.outcome, file.ledger.used), (Outcome::Refused, 0));
    assert_eq!(file.diagnostics.last().unwrap().code, "no-sectors");
}

#[test]
fn the_stocks_beside_it_get_their_sector_and_size() {
    let files = [
        import("prices.csv", b"Date,AAA,XLK,BTC\n2024-01-02,1,2,3\n2024-01-03,2,3,4\n"),
        import("sectors.csv", b"symbol,sector,size\nAAA,Robots,small\nBTC,Store of value,\n"),
    ];
    let roster = Roster::new(&files, &Settings::default());
    let told: Vec<_> = roster.members().iter().map(|m| (m.id.as_str(), m.class, m.sector.as_deref(), m.size)).collect();
    assert_eq!(
        told,
        [
            ("AAA", Some(AssetClass::Equity), Some("Robots"), Some(Size::Small)),
            ("XLK", Some(AssetClass::Equity), Some("Information Technology"), Some(Size::Large)),
            ("BTC", Some(AssetClass::Crypto), Some("Store of value"), None),
        ]
    );
}
