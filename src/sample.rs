//! A synthetic sample, so that the page has something to show before anybody drops a file.
//!
//! Every number is invented by a seeded generator; nothing here is market data. Four coins that trade seven days a week
//! come as a long table, nine equity series that trade on weekdays as a wide one. The numbers follow a plain factor
//! model with slowly changing volatility, in which coins and small tech share more from March 2020 on.

use std::fmt::Write;

use crate::date::Date;

/// One file of the sample.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SampleFile {
    /// File name.
    pub name: &'static str,
    /// The whole text.
    pub text: String,
}

const SEED: u64 = 20_200_311;
/// 2019-01-02 and 2025-06-30.
const FIRST_DAY: i32 = 17_898;
const LAST_DAY: i32 = 20_269;
/// 2020-03-11, from which coins follow the stock market more closely.
const PANDEMIC: i32 = 18_332;

struct Coin {
    symbol: &'static str,
    start: f64,
    volatility: f64,
    market: f64,
    crypto: f64,
}

const COINS: [Coin; 4] = [
    Coin { symbol: "S-BTC", start: 3_900.0, volatility: 0.010, market: 1.15, crypto: 0.022 },
    Coin { symbol: "S-ETH", start: 140.0, volatility: 0.018, market: 1.15, crypto: 0.027 },
    Coin { symbol: "S-SOL", start: 2.4, volatility: 0.035, market: 1.20, crypto: 0.030 },
    Coin { symbol: "S-XRP", start: 0.36, volatility: 0.034, market: 0.85, crypto: 0.024 },
];

struct Sector {
    symbol: &'static str,
    start: f64,
    market: f64,
    tech: f64,
    small: f64,
    own: f64,
}

const SECTORS: [Sector; 9] = [
    Sector { symbol: "S-SMALLTECH", start: 80.0, market: 1.15, tech: 0.80, small: 0.9, own: 0.005 },
    Sector { symbol: "S-LARGETECH", start: 60.0, market: 1.10, tech: 1.00, small: -0.3, own: 0.003 },
    Sector { symbol: "S-DISCRETIONARY", start: 100.0, market: 1.10, tech: 0.60, small: 0.2, own: 0.005 },
    Sector { symbol: "S-SMALLCAP", start: 130.0, market: 1.05, tech: 0.15, small: 1.0, own: 0.003 },
    Sector { symbol: "S-FINANCIALS", start: 24.0, market: 1.00, tech: -0.30, small: 0.3, own: 0.006 },
    Sector { symbol: "S-HEALTH", start: 86.0, market: 0.75, tech: 0.00, small: 0.0, own: 0.005 },
    Sector { symbol: "S-ENERGY", start: 57.0, market: 0.95, tech: -0.35, small: 0.3, own: 0.012 },
    Sector { symbol: "S-UTILITIES", start: 52.0, market: 0.60, tech: -0.15, small: -0.1, own: 0.008 },
    Sector { symbol: "S-MARKET", start: 250.0, market: 1.00, tech: 0.15, small: 0.0, own: 0.001 },
];

/// The files of the sample; always the same bytes.
pub fn files() -> [SampleFile; 2] {
    let mut random = Random(SEED);
    let mut coins = String::from("date,symbol,close\n");
    let mut sectors = String::from("Date");
    for sector in &SECTORS {
        sectors.push(',');
        sectors.push_str(sector.symbol);
    }
    sectors.push('\n');
    let mut coin_prices = COINS.map(|coin| coin.start);
    let mut sector_prices = SECTORS.map(|sector| sector.start);
    let mut log_volatility = 0.0;
    for day in FIRST_DAY..=LAST_DAY {
        let date = Date::from_days(day);
        log_volatility = 0.985 * log_volatility + 0.09 * random.normal();
        let volatility = libm::exp(log_volatility);
        let trades = date.weekday() < 5 && !is_holiday(date);
        let (market, tech, small) = if trades {
            let factor = |random: &mut Random, size: f64| size * volatility * random.normal();
            (factor(&mut random, 0.009) + 0.0004, factor(&mut random, 0.005), factor(&mut random, 0.005))
        } else {
            (0.0, 0.0, 0.0)
        };
        let together = if day < PANDEMIC { 0.15 } else { 1.0 };
        let crypto = volatility * random.normal();
        for (coin, price) in COINS.iter().zip(&mut coin_prices) {
            let shared = together * coin.market * (market + tech + 0.5 * small);
            let change = shared + coin.crypto * crypto + coin.volatility * volatility * random.normal();
            *price *= libm::exp(change.clamp(-0.4, 0.4));
            line(&mut coins, format_args!("{date},{},{price:.4}\n", coin.symbol));
        }
        if trades {
            line(&mut sectors, format_args!("{date}"));
            for (sector, price) in SECTORS.iter().zip(&mut sector_prices) {
                let shared = sector.market * market + sector.tech * tech + sector.small * small;
                *price *= libm::exp((shared + sector.own * volatility * random.normal()).clamp(-0.3, 0.3));
                line(&mut sectors, format_args!(",{price:.2}"));
            }
            sectors.push('\n');
        }
    }
    [
        SampleFile { name: "synthetic-coins.csv", text: coins },
        SampleFile { name: "synthetic-sectors.csv", text: sectors },
    ]
}

fn line(text: &mut String, part: std::fmt::Arguments<'_>) {
    // Writing to a String cannot fail.
    let _ = text.write_fmt(part);
}

fn is_holiday(date: Date) -> bool {
    let (_, month, day) = date.ymd();
    matches!((month, day), (1, 1) | (7, 4) | (12, 25))
}

/// `SplitMix64` (Steele, Lea and Flood 2014): seeded, portable, and good enough for an invented sample.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ self.0 >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ mixed >> 31
    }

    /// Roughly standard normal: twelve uniform numbers, minus six.
    fn normal(&mut self) -> f64 {
        (0..12).map(|_| (self.next() >> 11) as f64 / (1_u64 << 53) as f64).sum::<f64>() - 6.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_calendar_is_right() {
        let iso = |text| Date::parse_iso(text).map(Date::days);
        assert_eq!(iso("2019-01-02"), Some(FIRST_DAY));
        assert_eq!(iso("2025-06-30"), Some(LAST_DAY));
        assert_eq!(iso("2020-03-11"), Some(PANDEMIC));
    }

    #[test]
    fn the_sample_never_changes_and_says_what_it_is() {
        let files = files();
        assert_eq!(files, super::files());
        for file in &files {
            assert!(file.name.starts_with("synthetic-"));
            assert!(file.text.lines().count() > 1_600);
        }
        assert_eq!(files[0].text.lines().nth(1), Some("2019-01-02,S-BTC,3922.7064"));
    }
}
