//! Sector files: recognised by themselves, and what they say of the stocks beside them.

use std::fmt::Write;
use std::rc::Rc;

use crate::support::import;
use sectorscope::catalog::{AssetClass, Size};
use sectorscope::diagnostic::Code;
use sectorscope::import::Outcome;
use sectorscope::study::ranking::{Depth, ranking};
use sectorscope::study::settings::Settings;
use sectorscope::study::study::Study;
use sectorscope_stats::pause::without_pauses;

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
            "Line 9, column size: found 'huge', expected large, mid or small. 2 cells left out, the rest of their rows kept.",
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
    assert_eq!(file.ledger.rejected.get(&Code::MissingSymbol), Some(&1));
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
    assert_eq!(file.diagnostics.last().unwrap().code, Code::NoSectors);
}

#[test]
fn the_stocks_beside_it_get_their_sector_and_size() {
    let files = [
        import("prices.csv", b"Date,AAA,XLK,BTC\n2024-01-02,1,2,3\n2024-01-03,2,3,4\n"),
        import("sectors.csv", b"symbol,sector,size\nAAA,Robots,small\nBTC,Store of value,\n"),
    ]
    .map(Rc::new);
    let settings = Settings::default();
    let study = Study::new(&files, &settings).unwrap();
    let roster = &study.roster;
    let told: Vec<_> = roster.members().iter().map(|m| (m.id.as_str(), m.class, m.sector.as_deref(), m.size)).collect();
    assert_eq!(
        told,
        [
            ("AAA", Some(AssetClass::Equity), Some("Robots"), Some(Size::Small)),
            ("XLK", Some(AssetClass::Equity), Some("Information Technology"), Some(Size::Large)),
            ("BTC", Some(AssetClass::Crypto), Some("Store of value"), None),
            ("Robots, small", Some(AssetClass::Equity), Some("Robots"), Some(Size::Small)),
        ]
    );
}

/// Stocks become a series for each sector and size, which is ranked in their place.
#[test]
fn stocks_become_sector_series() {
    let mut prices = String::from("Date,AAA,BBB,CCC,DDD,BTC\n");
    for day in 0..120_i32 {
        let date = sectorscope::date::Date::from_days(19_724 + day);
        let wave = |period: i32, by: f64| 100.0 + by * f64::from(day % period);
        writeln!(
            prices,
            "{date},{},{},{},{},{}",
            wave(7, 1.0),
            wave(5, 2.0),
            wave(11, 1.5),
            wave(3, 1.0),
            wave(7, 3.0)
        )
        .unwrap();
    }
    let list = "symbol,sector,size,weight\nAAA,Technology,small,2\nBBB,Technology,small,1\nCCC,Mines,,\nDDD,Mines,,5\nGONE,Mines,,1\n";
    let files = [import("prices.csv", prices.as_bytes()), import("sectors.csv", list.as_bytes())].map(Rc::new);
    let settings = Settings::default();
    let study = Study::new(&files, &settings).unwrap();
    let roster = &study.roster;
    let told: Vec<_> = roster
        .members()
        .iter()
        .map(|m| (m.id.as_str(), m.sector.as_deref(), m.part_of.as_deref(), m.value_column.as_str()))
        .collect();
    assert_eq!(
        told,
        [
            ("AAA", Some("Information Technology"), Some("Technology, small"), "AAA"),
            ("BBB", Some("Information Technology"), Some("Technology, small"), "BBB"),
            ("CCC", Some("Mines"), Some("Mines"), "CCC"),
            ("DDD", Some("Mines"), Some("Mines"), "DDD"),
            ("BTC", None, None, "BTC"),
            ("Mines", Some("Mines"), None, "equal weights"),
            ("Technology, small", Some("Information Technology"), None, "weights of the file"),
        ]
    );
    let said: Vec<&str> = roster.notices().iter().map(|(_, said)| said.message.as_str()).collect();
    assert_eq!(
        said,
        [
            "Mines is an index of 2 of the 3 stocks listed (CCC, DDD): equal weights, set anew at the end of each month.",
            "Technology, small is an index of 2 of the 2 stocks listed (AAA, BBB): weights of the file, set anew at the end of each \
             month.",
            "1 of 5 symbols has no prices here: GONE. Their sectors are made of the others. Add their price files, or mind that a \
             list of today's stocks leaves out those that have gone.",
        ]
    );
    let index = roster.find("Technology, small").unwrap();
    let view = roster.prices(index);
    // Two thirds of AAA, one third of BBB, on the second day.
    assert_eq!((view.prices[0], (view.prices[1] * 1e9).round() / 1e9), (100.0, 101.333333333));
    let ranking = without_pauses(ranking(&study, Depth::Order)).unwrap();
    let mut ranked: Vec<&str> = ranking.rows.iter().map(|row| row.id.as_str()).collect();
    ranked.sort_unstable();
    assert_eq!(ranked, ["Mines", "Technology, small"]);
}
