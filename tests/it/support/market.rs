//! A synthetic market of bitcoin, four altcoins, sector funds and a broad market, from the reference scenarios: one file for each
//! series, with whatever a test does to it.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;

use super::import;
use sectorscope::date::Date;
use sectorscope::workspace::Workspace;

const INPUTS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/golden/inputs");

/// Days and prices by symbol.
#[derive(Clone)]
pub(crate) struct Market {
    series: BTreeMap<String, Vec<(Date, f64)>>,
}

impl Market {
    /// Bitcoin, ETH, SOL, ADA, LINK; PSCT, MGK, XLK, XLF, XLE, XLU, XLP, XLV; SPY. Small tech is what crypto moves with most.
    pub(crate) fn new() -> Market {
        let mut market = Market { series: BTreeMap::new() };
        for table in ["crypto.csv", "equity.csv"] {
            market.read(&fs::read_to_string(format!("{INPUTS}/scenario_stocks_added/{table}")).unwrap());
        }
        market
    }

    /// MSTR, RIOT, COIN and AAPL, older than any fund and tied to bitcoin.
    pub(crate) fn with_stocks(mut self) -> Market {
        self.read(&fs::read_to_string(format!("{INPUTS}/scenario_stocks_added/stocks.csv")).unwrap());
        self
    }

    fn read(&mut self, table: &str) {
        let mut lines = table.lines();
        let names: Vec<&str> = lines.next().unwrap().split(',').skip(1).collect();
        for line in lines {
            let mut cells = line.split(',');
            let day = Date::parse_iso(cells.next().unwrap()).unwrap();
            for (name, cell) in names.iter().zip(cells) {
                if let Ok(price) = cell.parse() {
                    self.series.entry((*name).to_owned()).or_default().push((day, price));
                }
            }
        }
    }

    /// The market without some series.
    pub(crate) fn without(mut self, symbols: &[&str]) -> Market {
        self.series.retain(|symbol, _| !symbols.contains(&symbol.as_str()));
        self
    }

    /// The market with these series alone.
    pub(crate) fn only(mut self, symbols: &[&str]) -> Market {
        self.series.retain(|symbol, _| symbols.contains(&symbol.as_str()));
        self
    }

    /// The same prices once more, under another symbol.
    pub(crate) fn again(mut self, symbol: &str, other: &str) -> Market {
        let prices = self.series[symbol].clone();
        self.series.insert(other.to_owned(), prices);
        self
    }

    /// The days of some series stamped this many days late.
    pub(crate) fn late(mut self, symbols: &[&str], days: i32) -> Market {
        for symbol in symbols {
            for (day, _) in self.series.get_mut(*symbol).unwrap() {
                *day = Date::from_days(day.days() + days);
            }
        }
        self
    }

    /// A series without the days between two, both left out.
    pub(crate) fn gap(mut self, symbol: &str, from: &str, to: &str) -> Market {
        let (from, to) = (Date::parse_iso(from).unwrap(), Date::parse_iso(to).unwrap());
        self.series.get_mut(symbol).unwrap().retain(|(day, _)| *day < from || *day > to);
        self
    }

    /// Prices of Fridays alone.
    pub(crate) fn weekly(mut self) -> Market {
        for prices in self.series.values_mut() {
            prices.retain(|(day, _)| day.weekday() == 4);
        }
        self
    }

    /// Every price of a series changed by its place.
    pub(crate) fn changed(mut self, symbol: &str, change: impl Fn(usize, f64) -> f64) -> Market {
        for (row, (_, price)) in self.series.get_mut(symbol).unwrap().iter_mut().enumerate() {
            *price = change(row, *price);
        }
        self
    }

    /// Every series as a file.
    pub(crate) fn workspace(&self) -> Workspace {
        let mut workspace = Workspace::new();
        for (symbol, prices) in &self.series {
            let mut text = String::from("Date,Close\n");
            for (day, price) in prices {
                writeln!(text, "{day},{price}").unwrap();
            }
            let coin = ["BTC", "ETH", "SOL", "ADA", "LINK", "USDT", "WBTC", "LUNC"].contains(&symbol.as_str());
            let name = if coin { format!("{symbol}-USD.csv") } else { format!("{symbol}.csv") };
            workspace.add(import(&name, text.as_bytes()));
        }
        workspace
    }
}
