//! One series, as the study knows it, out of what the file, the catalog and the person say.

use std::rc::Rc;

use serde::Serialize;

use crate::catalog::{self, AssetClass, Entry, Kind, Size};
use crate::date::Date;
use crate::import::{Constituent, ImportedFile, ImportedSeries, Jump};
use crate::number::counted;
use crate::series::PriceSeries;
use crate::study::sectors::SectorSeries;
use crate::study::settings::{SeriesSettings, Settings};

/// One series, as the study knows it.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Member {
    /// Unique: the symbol, or the symbol and a number where several files give the same one.
    pub id: String,
    /// The catalog's symbol where the series is known, of an index without its mark where the file has none; else as found.
    pub symbol: String,
    /// Name to show.
    pub name: String,
    /// Name of the file.
    pub file: String,
    /// Header of the column.
    pub value_column: String,
    /// Class of asset; none where it is not stated.
    pub class: Option<AssetClass>,
    /// What it is: a fund, a company, a coin; none where it is not stated.
    pub kind: Option<Kind>,
    /// Symbol of the coin whose price it repeats.
    pub follows: Option<String>,
    /// Whether its companies mine, trade or hold coins; of a sector series: whether some of them do.
    pub crypto_exposed: bool,
    /// GICS sector.
    pub sector: Option<String>,
    /// Size of the companies.
    pub size: Option<Size>,
    /// Id of the sector series that it is a part of: then that is ranked and not this.
    pub part_of: Option<String>,
    /// Whether it is left out of everything.
    pub ignored: bool,
    /// The code of the currency of its prices, where the file tells it.
    pub currency: Option<&'static str>,
    /// Days from which on its prices are in another unit, as it seems, and that no step of the settings mends.
    pub jumps: Vec<Jump>,
    /// Days that are added to its dates.
    pub shift_days: i32,
    /// First day with a price, as in the file.
    pub first: Option<Date>,
    /// Last day with a price, as in the file.
    pub last: Option<Date>,
    /// Days with a price.
    pub count: usize,
    /// First price.
    pub first_value: Option<f64>,
    /// Last price.
    pub last_value: Option<f64>,
    /// Of a sector series made of listed stocks: those among them that live on crypto.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(optional))]
    pub made_of: Option<MadeOf>,
    /// The catalog's own symbol where the series is known, else as found.
    #[serde(skip)]
    pub known_as: String,
    #[serde(skip)]
    pub(super) place: Place,
}

/// What a sector series was made of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct MadeOf {
    /// Symbols of its stocks, in the order of the file.
    pub stocks: Vec<String>,
    /// Those of them that mine, trade or hold coins.
    pub crypto_exposed: Vec<String>,
    /// Id of the same series without these; none where there are none, or nothing would be left.
    pub without_crypto_exposed: Option<String>,
}

/// Position of a file, and of a series in it; that of a sector series stands behind those of the file's own.
pub(super) type Place = (usize, usize);
/// Stands for a file where a series is made of several files'.
pub(super) const NO_FILE: usize = usize::MAX;

impl Member {
    /// Whether the price is a coin's: of a coin, or of what repeats one.
    pub fn is_crypto(&self) -> bool {
        self.class == Some(AssetClass::Crypto) || self.kind == Some(Kind::CoinFund)
    }

    /// Whether this is the coin with that symbol, or a synthetic one that imitates it.
    pub fn is_coin(&self, symbol: &str) -> bool {
        let coin = self.class == Some(AssetClass::Crypto) && self.kind != Some(Kind::Wrapped);
        coin && (self.known_as == symbol || self.follows.as_deref() == Some(symbol))
    }

    /// Whether it can stand for a sector, a size or a market unasked: a fund, an index, or what only the person knows, and
    /// nothing that lives on crypto. One company stands for nothing, nor does a product that multiplies another.
    pub fn stands_for_companies(&self) -> bool {
        let many = matches!(self.kind, None | Some(Kind::Fund | Kind::Index));
        self.class == Some(AssetClass::Equity) && many && (!self.crypto_exposed || self.made())
    }

    /// Whether it was made of stocks that a sector file lists.
    pub fn made(&self) -> bool {
        self.made_of.is_some()
    }

    /// A series of which nothing is known but its prices.
    fn bare(id: String, place: Place, series: &PriceSeries) -> Member {
        let (dates, prices) = (series.dates(), series.prices());
        Member {
            symbol: id.clone(),
            known_as: id.clone(),
            name: id.clone(),
            file: String::new(),
            value_column: String::new(),
            class: None,
            kind: None,
            follows: None,
            crypto_exposed: false,
            sector: None,
            size: None,
            part_of: None,
            ignored: false,
            currency: None,
            jumps: Vec::new(),
            shift_days: 0,
            first: dates.first().copied(),
            last: dates.last().copied(),
            count: dates.len(),
            first_value: prices.first().copied(),
            last_value: prices.last().copied(),
            made_of: None,
            id,
            place,
        }
    }
}

/// What is stated of a series beside the catalog.
pub(super) struct Said<'a> {
    pub overrides: Option<&'a SeriesSettings>,
    pub constituent: Option<&'a Constituent>,
    /// The share that it is, where the symbol is a coin's too.
    pub share: Option<&'static Entry>,
}

pub(super) fn member(
    id: String,
    symbol: &str,
    place: Place,
    files: &[Rc<ImportedFile>],
    series: &ImportedSeries,
    duplicate: bool,
    Said { overrides, constituent, share }: Said<'_>,
) -> Member {
    let known = share.or_else(|| catalog::lookup(symbol));
    let said = overrides.cloned().unwrap_or_default();
    let sector = match (said.sector, constituent) {
        (Some(sector), _) => (!sector.is_empty()).then_some(sector),
        (None, Some(constituent)) => Some(sector_name(&constituent.sector)),
        (None, None) => known.and_then(|entry| entry.sector).map(str::to_owned),
    };
    // What stands in a list of stocks with their sectors is a stock, unless it is known as something else.
    let class = said.class.or_else(|| known.map(|entry| entry.class)).or(constituent.map(|_| AssetClass::Equity));
    let kind = said.kind.or_else(|| known.map(|entry| entry.kind)).or(constituent.map(|_| Kind::Stock));
    let size = said.size.or_else(|| constituent.and_then(|constituent| constituent.size));
    Member {
        symbol: catalog::without_mark(symbol, &series.symbol).to_owned(),
        known_as: symbol.to_owned(),
        name: said
            .name
            .or_else(|| known.map(|entry| entry.name.to_owned()))
            .unwrap_or_else(|| catalog::without_mark(symbol, &series.symbol).to_owned()),
        file: files.get(place.0).map_or_else(String::new, |file| file.name.clone()),
        value_column: series.value_column.clone(),
        class,
        kind,
        follows: known.and_then(|entry| entry.follows).map(str::to_owned),
        crypto_exposed: said.crypto_exposed.unwrap_or_else(|| known.is_some_and(|entry| entry.crypto_exposed)),
        sector,
        size: size.or_else(|| known.and_then(|entry| entry.size)),
        ignored: said.ignore.unwrap_or(duplicate),
        currency: series.currency,
        jumps: series
            .jumps
            .iter()
            .filter(|jump| !said.steps.iter().any(|step| step.from == jump.day))
            .copied()
            .collect(),
        shift_days: said.shift_days.unwrap_or(0),
        ..Member::bare(id, place, &series.prices)
    }
}

/// The member that a sector series is. `crypto_exposed` are those of its stocks that live on crypto.
pub(super) fn sector_member(
    id: String,
    place: Place,
    file: &ImportedFile,
    series: &SectorSeries,
    crypto_exposed: Vec<String>,
    settings: &Settings,
) -> Member {
    let said = settings.series.get(&id).cloned().unwrap_or_default();
    let stocks = counted(series.parts.len() as u64, "stock");
    let lives_on = if crypto_exposed.is_empty() {
        String::new()
    } else {
        format!(", {} of them crypto-exposed ({})", crypto_exposed.len(), crypto_exposed.join(", "))
    };
    Member {
        name: said.name.unwrap_or_else(|| format!("index of {stocks}{lives_on}")),
        file: file.name.clone(),
        value_column: series.weighting.to_owned(),
        class: said.class.or(Some(AssetClass::Equity)),
        kind: said.kind.or(Some(Kind::Index)),
        crypto_exposed: said.crypto_exposed.unwrap_or(!crypto_exposed.is_empty()),
        sector: match said.sector {
            Some(sector) => (!sector.is_empty()).then_some(sector),
            None => Some(sector_name(&series.sector)),
        },
        size: said.size.or(series.size),
        ignored: said.ignore.unwrap_or(false),
        shift_days: said.shift_days.unwrap_or(0),
        made_of: Some(MadeOf { stocks: series.parts.clone(), crypto_exposed, without_crypto_exposed: None }),
        ..Member::bare(id, place, &series.levels)
    }
}

/// The member that a composite of coins is. A person can name it and shift its days.
pub fn composite_member(
    id: String,
    number: usize,
    name: &str,
    weighting: &str,
    levels: &PriceSeries,
    settings: &Settings,
) -> Member {
    let said = settings.series.get(&id).cloned().unwrap_or_default();
    Member {
        name: said.name.unwrap_or_else(|| name.to_owned()),
        value_column: weighting.to_owned(),
        class: Some(AssetClass::Crypto),
        kind: Some(Kind::Index),
        shift_days: said.shift_days.unwrap_or(0),
        ..Member::bare(id, (NO_FILE, number), levels)
    }
}

/// The usual name of a sector, else the one written.
fn sector_name(text: &str) -> String {
    catalog::sector(text).map_or_else(|| text.to_owned(), str::to_owned)
}
