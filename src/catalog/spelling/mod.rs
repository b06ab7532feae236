//! How a text becomes a row of the catalogue: spellings, decorations, and what is too uncertain to answer.
#![deny(clippy::indexing_slicing)]

#[cfg(test)]
mod tests;

use std::sync::OnceLock;

use super::{AssetClass, Entry, rows};

/// The asset a text names, or none if that is not certain.
///
/// Understood, whatever the case and the separators: a symbol, an alias or a name of the catalogue (`BTC`, `xbt`,
/// `the graph`, `^GSPC`, `GSPC`, `S&P 500`), and these decorations:
///
/// * A quote currency behind a crypto asset or a stablecoin: `BTC-USD`, `BTC/USD`, `BTCUSDT`, `BTCEUR`, `XXBTZUSD`,
///   Bitfinex's `tBTCUSD`. Prices in another coin (`ETHBTC`) are not the asset's price: unknown. Without a separator,
///   two possible readings (`ARBUSD`: ARB in USD, AR in BUSD) are unknown, and so is a one-letter base.
/// * An exchange before it: `BINANCE:BTCUSDT`, `AMEX:SPY`, `SP:SPX`, also with `_`. Crypto exchanges name pairs only;
///   stock exchanges never name a coin; an unknown exchange names nothing.
/// * A vendor's suffix: `AAPL.US`, `BTC-USD.CC`, `GSPC.INDX`, `EURUSD.FOREX`.
/// * Bloomberg's key: `SPY US Equity`, `SPX Index`, `XBTUSD Curncy`. Only exchanges of the United States.
///
/// A text that says which kind of instrument it is never names another: `^COMP` and `SUI.US` are unknown, not coins.
/// Single letters and the usual headings of price columns (`Low`, `mid`, `MA`) are unknown unless marked as a listed
/// stock (`LOW.US`) or an index (`^MID`). Words of everyday English are symbols in capitals only: `NOW`, not `now`.
pub fn lookup(text: &str) -> Option<&'static Entry> {
    if text.len() > LONGEST {
        return None;
    }
    let text = text.trim();
    if let Some(rest) = text.strip_prefix('^') {
        return find(&folded(rest)).map(|key| key.entry).filter(|entry| entry.is_index());
    }
    let key = dashed(text);
    if ENGLISH.contains(&key.as_str()) && text != key {
        return None;
    }
    if let Some(found) = whole(&key, || pair(&key)) {
        return found;
    }
    if let Some(entry) = bitfinex(text) {
        return Some(entry);
    }
    if let Some((venue, rest)) = text.split_once(':') {
        return Reading::of_venue(venue)?.read(&dashed(rest));
    }
    if let Some((venue, rest)) = text.split_once('_')
        && let Some(entry) = Reading::of_venue(venue).and_then(|reading| reading.read(&dashed(rest)))
    {
        return Some(entry);
    }
    if let Some((reading, rest)) = Reading::of_suffix(&key) {
        return reading.read(rest);
    }
    if let Some(base) = explicit(&key) {
        // `T-USD` is not TUSD; of the folded spellings only currencies and metals (`EUR/USD`) are pairs themselves.
        return coin(base)
            .or_else(|| find(&folded(&key)).map(|key| key.entry).filter(|entry| entry.class == AssetClass::Other));
    }
    let key = folded(&key);
    whole(&key, || joined(&key)).unwrap_or_else(|| joined(&key))
}

/// Longer texts name nothing: the longest spelling of the catalogue with the longest decoration is shorter.
const LONGEST: usize = 128;

/// Headings of columns in price files that are also symbols.
const COLUMN_WORDS: [&str; 3] = ["LOW", "MA", "MID"];

/// Symbols that are words of everyday English, so that a file or a column may be called so.
const ENGLISH: [&str; 3] = ["NOW", "ONE", "SO"];

/// Quote currencies recognised behind a separator.
const QUOTES: [&str; 21] = [
    "USD", "USDT", "USDC", "BUSD", "TUSD", "FDUSD", "DAI", "ZUSD", "EUR", "ZEUR", "GBP", "JPY", "KRW", "AUD", "CAD",
    "CHF", "TRY", "BRL", "INR", "CNY", "SGD",
];

/// Quote currencies recognised without a separator, behind a base of any length.
const JOINED_SHORT: [&str; 4] = ["USD", "USDT", "USDC", "EUR"];

/// Quote currencies recognised without a separator, behind a base of three letters or more.
const JOINED_LONG: [&str; 10] = ["BUSD", "TUSD", "FDUSD", "DAI", "GBP", "JPY", "KRW", "AUD", "CAD", "CHF"];

/// Kraken's quote currencies, behind a base in Kraken's old four-letter form.
const JOINED_KRAKEN: [&str; 5] = ["ZUSD", "ZEUR", "ZGBP", "ZJPY", "ZCAD"];

/// Bitfinex's quote currencies; `UST` is its name for Tether.
const JOINED_BITFINEX: [&str; 5] = ["USD", "UST", "EUR", "GBP", "JPY"];

/// Coins whose symbol is a currency's ISO 4217 code: never read as a coin where currencies are quoted.
const ISO_CODES: [&str; 1] = ["MNT"];

/// Exchanges that list pairs of coins.
const COIN_VENUES: [&str; 25] = [
    "BINANCE",
    "BINANCEUS",
    "BITFINEX",
    "BITGET",
    "BITMEX",
    "BITSTAMP",
    "BITTREX",
    "BYBIT",
    "CEXIO",
    "COINBASE",
    "COINEX",
    "CRYPTO",
    "CRYPTOCOM",
    "GATEIO",
    "GEMINI",
    "HITBTC",
    "HTX",
    "HUOBI",
    "KRAKEN",
    "KUCOIN",
    "MEXC",
    "OKCOIN",
    "OKEX",
    "OKX",
    "POLONIEX",
];

/// Exchanges that list stocks and funds.
const STOCK_VENUES: [&str; 8] = ["AMEX", "ARCA", "BATS", "NASDAQ", "NYSE", "NYSEAMERICAN", "NYSEARCA", "OTC"];

/// Publishers of indices.
const INDEX_VENUES: [&str; 8] =
    ["DJ", "INDEXCBOE", "INDEXDJX", "INDEXNASDAQ", "INDEXRUSSELL", "INDEXSP", "SP", "SPCFD"];

/// Sources that quote currencies, commodities, indices and pairs of coins.
const MIXED_VENUES: [&str; 8] = ["CBOE", "CURRENCY", "FOREXCOM", "FX", "FX_IDC", "INDEX", "OANDA", "TVC"];

/// Bloomberg's codes for the United States and its exchanges.
const BLOOMBERG_US: [&str; 9] = ["US", "UA", "UF", "UN", "UP", "UQ", "UR", "UV", "UW"];

/// How the rest of a decorated text is to be read.
#[derive(Clone, Copy)]
enum Reading {
    /// A pair of a coin and a quote currency.
    Pair,
    /// The symbol of a stock or a fund.
    Listed,
    /// An index.
    Index,
    /// An index, a currency, a commodity, or a pair of a coin and a quote currency.
    Mixed,
    /// As `Mixed`, or a coin alone.
    Currency,
}

impl Reading {
    fn of_venue(venue: &str) -> Option<Reading> {
        let venue = venue.trim().to_ascii_uppercase();
        let venue = venue.as_str();
        if COIN_VENUES.contains(&venue) {
            Some(Reading::Pair)
        } else if STOCK_VENUES.contains(&venue) {
            Some(Reading::Listed)
        } else if INDEX_VENUES.contains(&venue) {
            Some(Reading::Index)
        } else if MIXED_VENUES.contains(&venue) {
            Some(Reading::Mixed)
        } else {
            None
        }
    }

    fn of_suffix(key: &str) -> Option<(Reading, &str)> {
        let (rest, suffix) = key.rsplit_once('-')?;
        match suffix {
            "CC" => Some((Reading::Pair, rest)),
            "US" => Some((Reading::Listed, rest)),
            "INDX" | "INDEX" => Some((Reading::Index, rest)),
            "FOREX" => Some((Reading::Mixed, rest)),
            "CURNCY" => Some((Reading::Currency, rest.strip_suffix("-BGN").unwrap_or(rest))),
            "EQUITY" => {
                let (rest, exchange) = rest.rsplit_once('-')?;
                BLOOMBERG_US.contains(&exchange).then_some((Reading::Listed, rest))
            }
            _ => None,
        }
    }

    fn read(self, key: &str) -> Option<&'static Entry> {
        let found = find(&folded(key));
        let symbol = |key: &&Key| key.role == Role::Symbol;
        let listed = |key: &&Key| match key.entry.class {
            AssetClass::Equity => symbol(key) || key.role == Role::Alias && !key.entry.is_index(),
            AssetClass::Other => symbol(key),
            AssetClass::Crypto | AssetClass::Stablecoin => false,
        };
        let index = |key: &&Key| key.entry.is_index() || key.entry.class == AssetClass::Other && symbol(key);
        let mixed = |key: &&Key| key.entry.is_index() || key.entry.class == AssetClass::Other;
        let unless_currency = |entry: &&Entry| !ISO_CODES.contains(&entry.symbol);
        let entry_of = |key: &Key| key.entry;
        match self {
            Reading::Pair => pair(key),
            Reading::Listed => found.filter(listed).map(entry_of),
            Reading::Index => found.filter(index).map(entry_of),
            Reading::Mixed => found.filter(mixed).map(entry_of).or_else(|| pair(key).filter(unless_currency)),
            Reading::Currency => Reading::Mixed
                .read(key)
                .or_else(|| coin(key).filter(unless_currency).filter(|_| found.is_some_and(spelt))),
        }
    }
}

/// A symbol or an alias, not a name.
fn spelt(key: &Key) -> bool {
    key.role != Role::Name
}

/// The row a whole, undecorated spelling names. `Some(None)`: decided, and unknown. `None`: no such spelling.
///
/// `other` is the same text read as a pair; a *name* that is also a pair of another asset (`Ripple USD`) is unknown.
fn whole(key: &str, other: impl FnOnce() -> Option<&'static Entry>) -> Option<Option<&'static Entry>> {
    if key.chars().nth(1).is_none() || COLUMN_WORDS.contains(&key) {
        return Some(None);
    }
    let found = find(key)?;
    if found.role == Role::Name && other().is_some_and(|entry| entry.symbol != found.entry.symbol) {
        return Some(None);
    }
    Some(Some(found.entry))
}

/// The base of a pair written with a separator, whatever the base.
fn explicit(key: &str) -> Option<&str> {
    key.rsplit_once('-').filter(|(_, quote)| QUOTES.contains(quote)).map(|(base, _)| base)
}

/// A coin or a stablecoin by any of its spellings, of two characters or more.
fn coin(base: &str) -> Option<&'static Entry> {
    base.chars().nth(1)?;
    let key = find(base).or_else(|| find(&folded(base)))?;
    Some(key.entry).filter(|entry| entry.is_coin())
}

/// A pair, with or without a separator.
fn pair(key: &str) -> Option<&'static Entry> {
    match explicit(key) {
        Some(base) => coin(base),
        None => joined(&folded(key)),
    }
}

/// A pair without a separator, if there is only one way to read it.
fn joined(key: &str) -> Option<&'static Entry> {
    let short = JOINED_SHORT.iter().map(|quote| (*quote, true));
    let long = JOINED_LONG.iter().map(|quote| (*quote, false));
    let kraken = JOINED_KRAKEN.iter().filter(|_| key.starts_with('X') && key.len() == 8).map(|quote| (*quote, true));
    let mut found: Option<(&'static Entry, bool)> = None;
    for (quote, any_length) in short.chain(long).chain(kraken) {
        let Some(base) = key.strip_suffix(quote) else { continue };
        let Some(entry) = coin(base) else { continue };
        if found.is_some_and(|(earlier, _)| earlier.symbol != entry.symbol) {
            return None;
        }
        found = Some((entry, any_length || base.len() >= 3));
    }
    found.filter(|(_, long_enough)| *long_enough).map(|(entry, _)| entry)
}

/// Bitfinex's spelling of a pair: `t`, then capitals, with a colon if a symbol is longer than three letters.
fn bitfinex(text: &str) -> Option<&'static Entry> {
    let rest = text.strip_prefix('t')?;
    if !rest.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b':') {
        return None;
    }
    let base = match rest.split_once(':') {
        Some((base, quote)) => JOINED_BITFINEX.contains(&quote).then_some(base)?,
        None => JOINED_BITFINEX.iter().find_map(|quote| rest.strip_suffix(quote))?,
    };
    coin(base).filter(|_| base != "UST")
}

/// Upper case; every run of white space and separators becomes one `-`; none at the ends.
fn dashed(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut gap = false;
    for c in text.chars() {
        if c.is_whitespace() || matches!(c, '-' | '_' | '/' | '.') {
            gap = !out.is_empty();
            continue;
        }
        if std::mem::take(&mut gap) {
            out.push('-');
        }
        out.push(c.to_ascii_uppercase());
    }
    out
}

/// Upper case; white space and separators removed.
fn folded(text: &str) -> String {
    let mut out = dashed(text);
    out.retain(|c| c != '-');
    out
}

/// What a spelling is to its row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Role {
    Symbol,
    Alias,
    Name,
}

/// One spelling.
#[derive(Debug)]
struct Key {
    text: String,
    role: Role,
    entry: &'static Entry,
}

/// The spelling's row; `text` is dashed or folded.
fn find(text: &str) -> Option<&'static Key> {
    let keys = keys();
    let at = keys.binary_search_by(|key| key.text.as_str().cmp(text)).ok()?;
    keys.get(at)
}

/// Every spelling of every row, dashed and folded, sorted.
fn keys() -> &'static [Key] {
    static KEYS: OnceLock<Vec<Key>> = OnceLock::new();
    KEYS.get_or_init(|| {
        let mut keys: Vec<Key> = Vec::new();
        for (entry, aliases) in rows() {
            let aliases = aliases.split('|').filter(|alias| !alias.is_empty()).map(|alias| (alias, Role::Alias));
            for (text, role) in [(entry.symbol, Role::Symbol), (entry.name, Role::Name)].into_iter().chain(aliases) {
                let text = text.trim_start_matches('^');
                keys.push(Key { text: dashed(text), role, entry });
                if !entry.is_synthetic() {
                    keys.push(Key { text: folded(text), role, entry });
                }
            }
        }
        // A row's name may be its symbol; the symbol stays.
        keys.sort_by(|a, b| a.text.cmp(&b.text).then(a.role.cmp(&b.role)));
        keys.dedup_by(|later, earlier| later.text == earlier.text);
        keys
    })
}
