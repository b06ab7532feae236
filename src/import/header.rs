//! Header words: what a column holds, by its name.

/// What a column's name says it holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// The day.
    Date,
    /// Closing price, adjusted for splits and dividends.
    AdjustedClose,
    /// Closing price.
    Close,
    /// A price, closing or not: all the file has.
    Price,
    /// Open, high, low: prices, but not the one to use.
    OtherPrice,
    /// Volume, dividends, changes, capitalisation: never a price.
    NotPrice,
    /// The asset's symbol.
    Symbol,
    /// A name we do not know.
    Unknown,
}

const WORDS: [(Role, &[&str]); 7] = [
    (Role::Date, &["date", "datetime", "timestamp", "time", "day", "snappedat", "tradedate", "tradingday"]),
    (Role::AdjustedClose, &["adjclose", "adjustedclose", "adjustedclosingprice", "adjcloseprice", "adjusted"]),
    (Role::Close, &["close", "closelast", "last", "closeprice", "closingprice", "lastprice", "settle"]),
    (Role::Price, &["price", "value"]),
    (Role::OtherPrice, &["open", "high", "low", "openprice", "highprice", "lowprice", "vwap"]),
    (
        Role::NotPrice,
        &[
            "volume",
            "vol",
            "dividends",
            "dividend",
            "stocksplits",
            "splits",
            "capitalgains",
            "change",
            "changepercent",
            "marketcap",
            "totalvolume",
            "openint",
            "openinterest",
            "trades",
            "tradecount",
            "turnover",
        ],
    ),
    (Role::Symbol, &["symbol", "ticker", "tic", "asset", "coin", "instrument", "security"]),
];

/// The role of a column by its header. Case, spaces, underscores and punctuation do not matter; `%` reads as "percent".
pub fn role(name: &str) -> Role {
    let word = folded(name);
    WORDS.iter().find(|(_, words)| words.contains(&word.as_str())).map_or(Role::Unknown, |(role, _)| *role)
}

fn folded(name: &str) -> String {
    name.replace('%', "percent").chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_as_vendors_write_them() {
        for (name, expected) in [
            ("Date", Role::Date),
            ("snapped_at", Role::Date),
            ("Adj Close", Role::AdjustedClose),
            ("Adj_Close", Role::AdjustedClose),
            ("adjClose", Role::AdjustedClose),
            ("Close/Last", Role::Close),
            (" close ", Role::Close),
            ("Price", Role::Price),
            ("Open", Role::OtherPrice),
            ("Vol.", Role::NotPrice),
            ("Change %", Role::NotPrice),
            ("market_cap", Role::NotPrice),
            ("ticker", Role::Symbol),
            ("PSCT", Role::Unknown),
            ("", Role::Unknown),
        ] {
            assert_eq!(role(name), expected, "{name}");
        }
    }
}
