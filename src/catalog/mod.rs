//! The catalogue of known assets: what a symbol names, its class, its sector and its size.
//!
//! The data is `catalog.csv`, compiled in. Its columns are `symbol,name,kind,class,sector,size,follows,crypto_exposed,aliases`;
//! aliases are separated by `|`. `sector` is one of
//! [`SECTORS`] or empty; `size` is `large`, `mid`, `small`, `broad` or empty; `follows` is the coin whose price a product
//! repeats, or empty; `crypto_exposed` is `yes` or empty. Indices carry a leading `^` in their symbol.
//!
//! Two spellings are the same when they agree after *folding*: ASCII letters in upper case, white space and `-`, `_`, `/`
//! and `.` removed. A synthetic sample symbol (`S-BTC`) keeps its separator, because `SBTC` is a real token.
//!
//! Whoever asks decides what to do with an unknown asset; the catalogue never guesses. A text that two readings would
//! give to two different assets is unknown.

#![deny(clippy::indexing_slicing)]

mod spelling;

use std::sync::OnceLock;

use csv::StringRecord;

use serde::{Deserialize, Serialize};

pub use self::spelling::lookup;

/// The eleven sectors of the Global Industry Classification Standard, in the order of its codes.
pub const SECTORS: [&str; 11] = [
    "Energy",
    "Materials",
    "Industrials",
    "Consumer Discretionary",
    "Consumer Staples",
    "Health Care",
    "Financials",
    "Information Technology",
    "Communication Services",
    "Utilities",
    "Real Estate",
];

/// What vendors call these sectors, folded to small letters.
const SECTOR_ALIASES: [(&str, &str); 17] = [
    ("technology", "Information Technology"),
    ("tech", "Information Technology"),
    ("it", "Information Technology"),
    ("infotech", "Information Technology"),
    ("healthcare", "Health Care"),
    ("consumer cyclical", "Consumer Discretionary"),
    ("consumer cyclicals", "Consumer Discretionary"),
    ("consumer defensive", "Consumer Staples"),
    ("consumer non-cyclicals", "Consumer Staples"),
    ("financial", "Financials"),
    ("financial services", "Financials"),
    ("basic materials", "Materials"),
    ("communication", "Communication Services"),
    ("communications", "Communication Services"),
    ("telecommunications", "Communication Services"),
    ("industrial", "Industrials"),
    ("utility", "Utilities"),
];

/// The name in [`SECTORS`] of a sector that a vendor may call otherwise; none where it is none of the eleven.
pub fn sector(text: &str) -> Option<&'static str> {
    let folded = text.trim().to_ascii_lowercase();
    let own = SECTORS.into_iter().find(|sector| sector.eq_ignore_ascii_case(&folded));
    own.or_else(|| SECTOR_ALIASES.iter().find(|(alias, _)| *alias == folded).map(|(_, sector)| *sector))
}

/// What kind of asset a row is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "lowercase")]
pub enum AssetClass {
    /// A coin or token with a price of its own; wrapped and staked duplicates included, and named so.
    Crypto,
    /// A token pegged to a currency.
    Stablecoin,
    /// A stock, an equity fund or an equity index.
    Equity,
    /// Everything else: commodities, bonds, yields, volatility, currencies, and funds whose price is a coin's price.
    Other,
}

impl AssetClass {
    /// All classes, in the order of the catalogue.
    const ALL: [AssetClass; 4] = [AssetClass::Crypto, AssetClass::Stablecoin, AssetClass::Equity, AssetClass::Other];

    /// Stable code, as used in the catalogue, in settings and in reports.
    pub fn code(self) -> &'static str {
        match self {
            AssetClass::Crypto => "crypto",
            AssetClass::Stablecoin => "stablecoin",
            AssetClass::Equity => "equity",
            AssetClass::Other => "other",
        }
    }
}

/// What a row is, and so what it can stand for: a fund or an index for a sector or a market, a coin for itself, the rest for
/// nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// A coin or token with a price of its own.
    Coin,
    /// A token pegged to a currency.
    Stablecoin,
    /// A token that repeats another coin's price: wrapped, staked, bridged.
    Wrapped,
    /// A fund that holds one coin, or futures on it.
    CoinFund,
    /// A fund of many companies, bonds or goods.
    Fund,
    /// An index.
    Index,
    /// The shares of one company.
    Stock,
    /// A product that multiplies or inverts the daily moves of another.
    Leveraged,
    /// Everything else: currencies, metals, futures.
    Other,
}

impl Kind {
    /// All kinds.
    const ALL: [Kind; 9] = [
        Kind::Coin,
        Kind::Stablecoin,
        Kind::Wrapped,
        Kind::CoinFund,
        Kind::Fund,
        Kind::Index,
        Kind::Stock,
        Kind::Leveraged,
        Kind::Other,
    ];

    /// Stable code, as used in the catalogue, in settings and in reports.
    pub fn code(self) -> &'static str {
        match self {
            Kind::Coin => "coin",
            Kind::Stablecoin => "stablecoin",
            Kind::Wrapped => "wrapped",
            Kind::CoinFund => "coin-fund",
            Kind::Fund => "fund",
            Kind::Index => "index",
            Kind::Stock => "stock",
            Kind::Leveraged => "leveraged",
            Kind::Other => "other",
        }
    }
}

/// Which companies, by market value, an equity row is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "lowercase")]
pub enum Size {
    /// Large companies (S&P 500, Russell 1000, Nasdaq-100).
    Large,
    /// Middle-sized companies (S&P `MidCap` 400).
    Mid,
    /// Small companies (S&P `SmallCap` 600, Russell 2000).
    Small,
    /// All sizes together.
    Broad,
}

impl Size {
    /// All sizes.
    const ALL: [Size; 4] = [Size::Large, Size::Mid, Size::Small, Size::Broad];

    /// Stable code, as used in the catalogue, in settings and in reports.
    pub fn code(self) -> &'static str {
        match self {
            Size::Large => "large",
            Size::Mid => "mid",
            Size::Small => "small",
            Size::Broad => "broad",
        }
    }
}

/// One known asset.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct Entry {
    /// The catalogue's own spelling, unique; indices begin with `^`.
    pub symbol: &'static str,
    /// Full name.
    pub name: &'static str,
    /// What it is.
    pub kind: Kind,
    /// Class of asset.
    pub class: AssetClass,
    /// One of [`SECTORS`]; none for anything that is not one sector (broad, size and theme funds, everything not equity).
    pub sector: Option<&'static str>,
    /// Size of the companies; none where it is mixed, unknown or does not apply.
    pub size: Option<Size>,
    /// Symbol of the coin whose price a wrapped coin or a fund repeats, or a synthetic sample imitates.
    pub follows: Option<&'static str>,
    /// Whether its companies mine, trade or hold coins, so that its link with crypto is not news.
    pub crypto_exposed: bool,
}

impl Entry {
    fn is_coin(&self) -> bool {
        matches!(self.class, AssetClass::Crypto | AssetClass::Stablecoin)
    }

    /// Whether its prices are the sample's, which are invented.
    pub fn is_synthetic(&self) -> bool {
        self.symbol.starts_with("S-")
    }

    fn is_index(&self) -> bool {
        self.symbol.starts_with('^')
    }
}

/// A file of the catalogue, read once: its records, and what they say.
struct Rows {
    records: OnceLock<Vec<StringRecord>>,
    entries: OnceLock<Vec<(Entry, &'static str)>>,
}

impl Rows {
    const fn new() -> Rows {
        Rows { records: OnceLock::new(), entries: OnceLock::new() }
    }

    /// Each entry with its aliases, as written.
    fn of(&'static self, text: &'static str) -> &'static [(Entry, &'static str)] {
        let read = || csv::Reader::from_reader(text.as_bytes()).into_records().filter_map(Result::ok).collect();
        let records = self.records.get_or_init(read);
        self.entries.get_or_init(|| records.iter().filter_map(entry).collect())
    }
}

/// Every row with its aliases, as written.
fn rows() -> impl Iterator<Item = (&'static Entry, &'static str)> {
    static ROWS: Rows = Rows::new();
    ROWS.of(include_str!("catalog.csv")).iter().map(|(entry, aliases)| (entry, *aliases))
}

/// The listed share or fund whose symbol is also a coin's; none where there is none that is known. `shares.csv` has the columns of
/// the catalogue.
pub fn share_named_like_a_coin(coin: &str) -> Option<&'static Entry> {
    static SHARES: Rows = Rows::new();
    SHARES.of(include_str!("shares.csv")).iter().map(|(entry, _)| entry).find(|entry| entry.symbol == coin)
}

/// What a series is called whose file calls it so: the catalogue's symbol, else the text itself.
pub fn called(found: &str) -> String {
    let found = found.trim();
    without_mark(lookup(found).map_or(found, |entry| entry.symbol), found).to_owned()
}

/// The symbol of an index as a file writes it that leaves its mark out: `RUT` for `^RUT`.
pub fn without_mark<'s>(symbol: &'s str, found: &str) -> &'s str {
    symbol.strip_prefix('^').filter(|bare| bare.eq_ignore_ascii_case(found.trim())).unwrap_or(symbol)
}

/// Symbols under which Yahoo Finance lists another coin, often a tiny one, and the symbol of the coin that is usually meant.
const YAHOO: [(&str, &str); 25] = [
    ("APE-USD", "APE18876-USD"),
    ("APT-USD", "APT21794-USD"),
    ("ARB-USD", "ARB11841-USD"),
    ("BONK-USD", "BONK23095-USD"),
    ("COMP-USD", "COMP5692-USD"),
    ("ENA-USD", "ENA30171-USD"),
    ("GMT-USD", "GMT18069-USD"),
    ("GRT-USD", "GRT6719-USD"),
    ("HYPE-USD", "HYPE32196-USD"),
    ("IMX-USD", "IMX10603-USD"),
    ("JUP-USD", "JUP29210-USD"),
    ("KAS-USD", "KAS20396-USD"),
    ("MNT-USD", "MNT27075-USD"),
    ("PEPE-USD", "PEPE24478-USD"),
    ("PI-USD", "PI35697-USD"),
    ("POL-USD", "POL28321-USD"),
    ("STRK-USD", "STRK22691-USD"),
    ("STX-USD", "STX4847-USD"),
    ("SUI-USD", "SUI20947-USD"),
    ("TAO-USD", "TAO22974-USD"),
    ("TIA-USD", "TIA22861-USD"),
    ("TON-USD", "TON11419-USD"),
    ("TRUMP-USD", "TRUMP35336-USD"),
    ("UNI-USD", "UNI7083-USD"),
    ("ZRO-USD", "ZRO26997-USD"),
];

/// The symbol that Yahoo Finance gives the coin that is usually meant by one of its symbols, where that is another coin's.
pub fn meant_on_yahoo(symbol: &str) -> Option<&'static str> {
    YAHOO.iter().find(|(other, _)| symbol.trim().eq_ignore_ascii_case(other)).map(|(_, meant)| *meant)
}

/// One record of the catalogue; none if it is not well formed (the tests hold that every record is).
fn entry(record: &'static StringRecord) -> Option<(Entry, &'static str)> {
    let mut fields = record.iter();
    let symbol = fields.next()?;
    let name = fields.next()?;
    let kind = fields.next()?;
    let kind = Kind::ALL.into_iter().find(|known| known.code() == kind)?;
    let class = fields.next()?;
    let class = AssetClass::ALL.into_iter().find(|known| known.code() == class)?;
    let sector = match fields.next()? {
        "" => None,
        sector => Some(SECTORS.into_iter().find(|known| *known == sector)?),
    };
    let size = match fields.next()? {
        "" => None,
        size => Some(Size::ALL.into_iter().find(|known| known.code() == size)?),
    };
    let follows = fields.next().map(|coin| (!coin.is_empty()).then_some(coin))?;
    let crypto_exposed = match fields.next()? {
        "" => false,
        "yes" => true,
        _ => return None,
    };
    let aliases = fields.next()?;
    let entry = Entry { symbol, name, kind, class, sector, size, follows, crypto_exposed };
    fields.next().is_none().then_some((entry, aliases))
}
