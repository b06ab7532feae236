//! Which series stand for the words of the claims: bitcoin, altcoins, small and large technology companies, the market,
//! the sectors.
//!
//! What is proposed depends on funds, indices, sector series and coins alone: files of single companies, of products that
//! multiply others, of what lives on crypto, of pegged and wrapped coins change nothing.

use std::collections::{BTreeMap, BTreeSet};

use super::roster::{Member, Roster};
use crate::catalog::{AssetClass, Kind, Size};
use crate::error::Error;
use sectorscope_ground::order::sort_by;

/// A word of the claims.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// Bitcoin.
    Bitcoin,
    /// Coins other than bitcoin.
    Altcoins,
    /// Small technology companies.
    SmallTech,
    /// The largest technology companies.
    LargeTech,
    /// Technology as a whole.
    Tech,
    /// The broad market.
    Market,
    /// The sectors that are compared.
    Sectors,
    /// Of a claim of one's own: the one side of every correlation.
    Asset,
    /// Of a claim of one's own: the series that is claimed to be closer.
    With,
    /// Of a claim of one's own: the other.
    Than,
}

impl Role {
    /// Stable name, as in the settings where they can name the series that stands for it.
    pub fn key(self) -> &'static str {
        match self {
            Role::Bitcoin => "bitcoin",
            Role::Altcoins => "altcoins",
            Role::SmallTech => "small_tech",
            Role::LargeTech => "large_tech",
            Role::Tech => "tech",
            Role::Market => "market",
            Role::Sectors => "universe",
            Role::Asset => "asset",
            Role::With => "with",
            Role::Than => "than",
        }
    }

    /// The word itself.
    pub fn words(self) -> &'static str {
        match self {
            Role::Bitcoin => "bitcoin",
            Role::Altcoins => "altcoins",
            Role::SmallTech => "small-cap tech",
            Role::LargeTech => "the largest tech companies",
            Role::Tech => "tech",
            Role::Market => "the broad market",
            Role::Sectors => "the other sectors",
            Role::Asset => "the first series",
            Role::With => "the second series",
            Role::Than => "the third series",
        }
    }

    /// What to do where no series stands for it.
    pub fn advice(self) -> &'static str {
        match self {
            Role::Bitcoin => "add a file of bitcoin prices, or of a fund that holds bitcoin (IBIT, for instance)",
            Role::Altcoins => "add coins other than bitcoin (ETH or SOL, for instance)",
            Role::SmallTech => "add a small-cap tech fund or index (PSCT, for instance), or mark one of yours",
            Role::LargeTech => {
                "add a fund or index of the largest tech companies (XLK, for instance), or mark one of yours"
            }
            Role::Tech => "add a tech fund or index (XLK, for instance), or mark one of yours",
            Role::Market => "add a fund or index of the broad market (SPY, for instance), or name one of yours",
            Role::Sectors => "add a fund or index of at least one more equity sector (XLF or XLE, for instance)",
            Role::Asset | Role::With | Role::Than => "name a series that is there",
        }
    }
}

/// Funds and indices of all, or of the large, companies of the United States, the best known first; then of the world.
const MARKETS: [&str; 29] = [
    "SPY",
    "^GSPC",
    "VOO",
    "IVV",
    "SPLG",
    "^SP500TR",
    "VTI",
    "ITOT",
    "SCHB",
    "^RUA",
    "IWV",
    "VTHR",
    "^W5000",
    "^RUI",
    "IWB",
    "VONE",
    "SCHX",
    "VV",
    "S-MARKET",
    "OEF",
    "^OEX",
    "RSP",
    "^DJI",
    "DIA",
    "^NYA",
    "ACWI",
    "VT",
    "^STOXX",
    "^STOXX50E",
];
/// Funds and indices of the largest technology companies, the closest to the word first.
const LARGEST_TECH: [&str; 7] = ["XLK", "^SP500-45", "IYW", "RSPT", "S-LARGETECH", "QTEC", "^NDXT"];
/// What stands for technology where no fund of that sector is there. It is not a market.
const NEARLY_TECH: [&str; 3] = ["QQQ", "^NDX", "QQQM"];
/// Why a coin is not an altcoin: this is bitcoin.
pub const IS_BITCOIN: &str = "it is bitcoin";
/// At most this many others for each word.
const MOST_ALTERNATIVES: usize = 3;

/// Coins that are not altcoins, and why.
pub type PassedOver<'r> = Vec<(&'r Member, &'static str)>;

/// The series behind the words.
#[derive(Clone, Debug)]
pub struct Casting<'r> {
    parts: BTreeMap<Role, Vec<&'r Member>>,
    alternatives: BTreeMap<Role, Vec<&'r Member>>,
    /// Coins that were passed over, and why.
    pub passed_over: PassedOver<'r>,
}

impl<'r> Casting<'r> {
    /// What the settings say, else what the catalog proposes: by the order of the catalog, then the longer history since the
    /// pandemic, then by id.
    ///
    /// # Errors
    ///
    /// `unknown-series` where the settings name one that is not there.
    pub fn new(roster: &'r Roster<'_>) -> Result<Casting<'r>, Error> {
        let named = &roster.settings().roles;
        let proposals = [
            (
                Role::SmallTech,
                &named.small_tech,
                technology(roster, |member| (member.size == Some(Size::Small)).then_some(0)),
            ),
            (Role::LargeTech, &named.large_tech, large_tech(roster)),
            (Role::Tech, &named.tech, large_tech(roster)),
            (Role::Market, &named.market, markets(roster)),
        ];
        let (mut parts, mut alternatives) = (BTreeMap::new(), BTreeMap::new());
        for (role, name, mut proposed) in proposals {
            let said = name.as_deref().map(|name| roster.find(name)).transpose()?;
            let chosen = said.or_else(|| proposed.first().copied());
            proposed.retain(|member| chosen.is_none_or(|chosen| chosen.id != member.id));
            proposed.truncate(MOST_ALTERNATIVES);
            parts.insert(role, chosen.into_iter().collect());
            alternatives.insert(role, proposed);
        }
        if let Some(name) = &named.bitcoin {
            roster.find_imported(name)?;
        }
        let bitcoin = roster.bitcoin();
        let (altcoins, passed_over) = altcoins(roster)?;
        let asset = bitcoin.or_else(|| altcoins.first().copied());
        let mut sectors = asset.map_or_else(|| Ok(Vec::new()), |asset| roster.sectors(asset))?;
        sort_by(&mut sectors, |a, b| a.id.cmp(&b.id));
        parts.insert(Role::Bitcoin, bitcoin.into_iter().collect());
        parts.insert(Role::Altcoins, altcoins);
        parts.insert(Role::Sectors, sectors);
        Ok(Casting { parts, alternatives, passed_over })
    }

    /// The series that stand for a word, by id: at most one, but any number for altcoins and sectors.
    pub fn all(&self, role: Role) -> &[&'r Member] {
        self.parts.get(&role).map_or(&[], Vec::as_slice)
    }

    /// The series that stands for a word of a single series.
    pub fn one(&self, role: Role) -> Option<&'r Member> {
        self.all(role).first().copied()
    }

    /// Others that could stand for a word, the best first, without the series that does.
    pub fn alternatives(&self, role: Role) -> &[&'r Member] {
        self.alternatives.get(&role).map_or(&[], Vec::as_slice)
    }
}

/// The altcoins by id, as the settings name them, else all coins but bitcoin, stablecoins and those that repeat another's
/// price; and which of these were passed over. A composite is none: it is made of altcoins.
///
/// # Errors
///
/// `unknown-series` where the settings name one that is not there.
pub fn altcoins<'r>(roster: &'r Roster<'_>) -> Result<(Vec<&'r Member>, PassedOver<'r>), Error> {
    let bitcoin = roster.bitcoin();
    let is_bitcoin = |member: &Member| bitcoin.is_some_and(|bitcoin| bitcoin.id == member.id);
    let named = match &roster.settings().altcoins {
        Some(names) => Some(names.iter().map(|name| roster.find_imported(name)).collect::<Result<Vec<_>, _>>()?),
        None => None,
    };
    let (mut coins, mut passed_over) = (Vec::new(), Vec::new());
    let is_named = |member: &Member| named.iter().flatten().any(|named| named.id == member.id);
    for member in roster.shown().filter(|member| !is_bitcoin(member) && !is_named(member)) {
        match member.class {
            Some(AssetClass::Stablecoin) => passed_over.push((member, "it is pegged to a currency")),
            Some(AssetClass::Crypto) if member.kind == Some(Kind::Wrapped) => {
                passed_over.push((member, "it repeats the price of another coin"));
            }
            Some(AssetClass::Crypto) if member.is_coin("BTC") => passed_over.push((member, IS_BITCOIN)),
            Some(AssetClass::Crypto) if named.is_none() => coins.push(member),
            _ => {}
        }
    }
    let mut seen = BTreeSet::new();
    coins.extend(named.into_iter().flatten().filter(|member| !is_bitcoin(member) && seen.insert(&member.id)));
    sort_by(&mut coins, |a, b| a.id.cmp(&b.id));
    sort_by(&mut passed_over, |a, b| a.0.id.cmp(&b.0.id));
    Ok((coins, passed_over))
}

/// Series that can stand for companies, by rank, then the longer history since the pandemic, then by id.
fn ranked<'r>(roster: &'r Roster<'_>, rank: impl Fn(&Member) -> Option<usize>) -> Vec<&'r Member> {
    let mut ranked: Vec<_> = roster
        .shown()
        .filter(|member| member.stands_for_companies())
        .filter_map(|member| {
            Some((rank(member)?, std::cmp::Reverse(roster.since_pandemic(member)), &member.id, member))
        })
        .collect();
    sort_by(&mut ranked, |a, b| (a.0, a.1, a.2).cmp(&(b.0, b.1, b.2)));
    ranked.into_iter().map(|(.., member)| member).collect()
}

fn technology<'r>(roster: &'r Roster<'_>, rank: impl Fn(&Member) -> Option<usize>) -> Vec<&'r Member> {
    let is_tech = |member: &Member| member.sector.as_deref() == Some("Information Technology");
    ranked(roster, |member| is_tech(member).then(|| rank(member)).flatten())
}

fn large_tech<'r>(roster: &'r Roster<'_>) -> Vec<&'r Member> {
    let place = |list: &[&str], member: &Member| list.iter().position(|symbol| *symbol == member.known_as);
    let of_sector = technology(roster, |member| match member.size {
        Some(Size::Large) => Some(place(&LARGEST_TECH, member).unwrap_or(LARGEST_TECH.len())),
        Some(Size::Broad) => Some(LARGEST_TECH.len() + 1),
        _ => None,
    });
    of_sector.into_iter().chain(ranked(roster, |member| place(&NEARLY_TECH, member))).collect()
}

/// Broad markets: known ones in their order, then what a person calls broad without a sector.
fn markets<'r>(roster: &'r Roster<'_>) -> Vec<&'r Member> {
    ranked(roster, |member| {
        let known = MARKETS.iter().position(|symbol| *symbol == member.known_as);
        let said = member.kind.is_none() && member.sector.is_none();
        let broad = matches!(member.size, Some(Size::Large | Size::Broad));
        known.or((said && broad).then_some(MARKETS.len()))
    })
}
